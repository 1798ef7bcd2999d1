#!/bin/sh
# extract.sh TOP: every string that is marked for translation in the sources
# below TOP, as a po template on standard output.
set -e
cd "$1"
find include src -name '*.[ch]' | LC_ALL=C sort |
	xgettext --files-from=- --output=- --language=C --from-code=UTF-8 \
		--keyword=_ --keyword=N_ --keyword=_n:1,2 --add-location=file \
		--add-comments=TRANSLATORS: \
		--package-name=tcptutor --copyright-holder='the tcptutor authors'
