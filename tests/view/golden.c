/* Golden files. */
#include "golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"

static void
golden_path(struct str *out, const char *name)
{
	const char *top = getenv("top_srcdir");

	str_addf(out, "%s/tests/view/golden/%s.txt", top != NULL ? top : ".",
	    name);
}

static bool
file_read(struct str *out, const char *path)
{
	FILE *file = fopen(path, "r");
	char part[4096];
	size_t n;

	if (file == NULL)
		return false;
	while ((n = fread(part, 1, sizeof(part), file)) > 0)
		str_addn(out, part, n);
	fclose(file);
	return true;
}

static void
file_write(const char *path, const struct str *text)
{
	FILE *file = fopen(path, "w");

	ck_assert_msg(file != NULL, "cannot write %s", path);
	fputs(str_text(text), file);
	ck_assert_int_eq(fclose(file), 0);
}

/* The number of the first line in which they differ, from 1. */
static int
first_difference(const char *a, const char *b)
{
	int line = 1;

	for (; *a == *b && *a != '\0'; a++, b++)
		line += *a == '\n';
	return line;
}

void
golden_check(const char *name, const struct grid *grid)
{
	struct str path = { 0 }, want = { 0 }, found = { 0 };

	golden_path(&path, name);
	grid_dump(&found, grid);
	if (getenv("UPDATE_GOLDEN") != NULL) {
		file_write(str_text(&path), &found);
	} else {
		ck_assert_msg(file_read(&want, str_text(&path)),
		    "no %s: make update-golden", str_text(&path));
		if (strcmp(str_text(&want), str_text(&found)) != 0)
			ck_abort_msg("%s differs from line %d on; found:\n%s",
			    name, first_difference(str_text(&want),
			    str_text(&found)), str_text(&found));
	}
	str_free(&path);
	str_free(&want);
	str_free(&found);
}
