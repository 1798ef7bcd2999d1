# Sourced by the tests of the whole program: TAP, a scratch folder, a program.

set -u
tcptutor=$top_builddir/tcptutor
lessons=$top_srcdir/tests/app/lessons
scratch=$(mktemp -d "${TMPDIR:-/tmp}/app.XXXXXX") || exit 1
trap 'clean_up' EXIT
count=0
patience=1200	# times 0.05 s: a machine may be slow, and busy, and sanitize

# A home of our own: what one test has done, another does not find.
XDG_STATE_HOME=$scratch/state
XDG_DATA_HOME=$scratch/data
export XDG_STATE_HOME XDG_DATA_HOME
unset SUDO_UID TCPTUTOR_LESSONS

clean_up()
{
	rm -rf "$scratch"
}

# result yes|no NAME: one line of TAP.
result()
{
	count=$((count + 1))
	if [ "$1" = yes ]; then
		echo "ok $count - $2"
	else
		echo "not ok $count - $2"
	fi
}

skip_all()
{
	echo "1..0 # SKIP $1"
	exit 0
}

done_testing()
{
	echo "1..$count"
}
