#!/bin/sh
# Makes configure from configure.ac. Needed in a clone, not in a release.
set -e
cd "$(dirname "$0")"
for tool in autoconf automake pkg-config; do
	if ! command -v $tool >/dev/null 2>&1; then
		echo "autogen.sh: $tool is missing (Debian: apt-get install autoconf automake pkg-config)" >&2
		exit 1
	fi
done
exec autoreconf --install
