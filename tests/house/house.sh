# Sourced by the tests of the house. A check is a function that is given a tree
# and prints a complaint a line, beginning with the file's name in that tree;
# silence means that the tree is well. Every check is also shown a bad example,
# so that none of them can go blind unnoticed.

set -u
house=$top_srcdir/tests/house
scratch=$(mktemp -d "${TMPDIR:-/tmp}/house.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
count=0

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

skip()
{
	count=$((count + 1))
	echo "ok $count - $1 # SKIP $2"
}

done_testing()
{
	echo "1..$count"
}

# holds NAME CHECK: our own tree is well.
holds()
{
	complaints=$($2 "$top_srcdir")
	if [ -z "$complaints" ]; then
		result yes "$1"
	else
		result no "$1"
		echo "$complaints" | sed 's/^/# /'
	fi
}

# example PATH: a tree that holds one file, read from standard input.
example()
{
	rm -rf "$scratch/tree"
	mkdir -p "$scratch/tree/$(dirname "$1")"
	cat >"$scratch/tree/$1"
}

# catches NAME CHECK PATH: the check complains of this file.
catches()
{
	example "$3"
	case $($2 "$scratch/tree") in
	"$3":*) result yes "caught: $1" ;;
	*) result no "caught: $1" ;;
	esac
}

# allows NAME CHECK PATH: the check says nothing of this file.
allows()
{
	example "$3"
	complaints=$($2 "$scratch/tree")
	if [ -z "$complaints" ]; then
		result yes "allowed: $1"
	else
		result no "allowed: $1"
		echo "$complaints" | sed 's/^/# /'
	fi
}

# sources TREE [ROOM...]: the C files of these rooms, or all, relative to the tree.
sources()
{
	(
		cd "$1" || exit
		shift
		if [ $# -eq 0 ]; then
			set -- include src tests
		else
			for room; do
				set -- "$@" "include/$room" "src/$room"
				shift
			done
		fi
		find "$@" -name '*.[ch]' 2>/dev/null | sort
	)
}
