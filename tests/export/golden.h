/*
 * Compare what was written with a file in tests/export/golden. With
 * UPDATE_GOLDEN in the environment (make update-golden) the file is written.
 */
#ifndef EXPORT_GOLDEN_H
#define EXPORT_GOLDEN_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "tap.h"

static inline void
golden_path(struct str *path, const char *name)
{
	const char *top = getenv("top_srcdir");

	str_addf(path, "%s/tests/export/golden/%s", top != NULL ? top : ".", name);
}

static inline void
golden_write(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	ck_assert_msg(file != NULL, "%s cannot be written", path);
	fputs(text, file);
	fclose(file);
}

static inline void
golden_read(struct str *text, const char *path)
{
	FILE *file = fopen(path, "r");
	char part[4096];
	size_t n;

	ck_assert_msg(file != NULL, "%s is missing; make update-golden writes it", path);
	while ((n = fread(part, 1, sizeof(part), file)) > 0)
		str_addn(text, part, n);
	fclose(file);
}

static inline void
golden_compare(const char *name, const char *text)
{
	struct str path = { 0 }, golden = { 0 };

	golden_path(&path, name);
	if (getenv("UPDATE_GOLDEN") != NULL)
		golden_write(str_text(&path), text);
	golden_read(&golden, str_text(&path));
	ck_assert_msg(strcmp(str_text(&golden), text) == 0,
	    "%s is not what was written:\n%s", name, text);
	str_free(&golden);
	str_free(&path);
}

#endif
