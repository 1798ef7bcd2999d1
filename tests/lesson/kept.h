/*
 * A folder for progress, thrown away after each test.
 */
#ifndef TESTS_LESSON_KEPT_H
#define TESTS_LESSON_KEPT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/progress.h"
#include "tap.h"

/* 2026-11-22T22:50:40Z */
#define NOW 1795387840
#define MINUTE 60
#define DAY 86400

static char folder[40];
static char place[60];		/* folder/state/tcptutor: to be made */
static struct progress progress;
static struct error error;

static inline void
setup(void)
{
	strcpy(folder, "/tmp/tcptutor-prog-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(place, sizeof(place), "%s/state/tcptutor", folder);
	progress_init(&progress, place);
}

static inline void
teardown(void)
{
	char command[160];

	progress_fini(&progress);
	snprintf(command, sizeof(command), "chmod -R u+rwx %s; rm -rf %s", folder, folder);
	ck_assert_int_eq(system(command), 0);
}

static inline char *
path_of(const char *name)
{
	static char path[200];

	snprintf(path, sizeof(path), "%s/%s", place, name);
	return path;
}

static inline const char *
content_of(const char *name)
{
	static char text[20000];
	FILE *file = fopen(path_of(name), "r");

	if (file == NULL)
		return "";
	size_t n = fread(text, 1, sizeof(text) - 1, file);
	text[n] = '\0';
	fclose(file);
	return text;
}

static inline void
put(const char *name, const char *text)
{
	char command[120];

	snprintf(command, sizeof(command), "mkdir -p %s", place);
	ck_assert_int_eq(system(command), 0);
	FILE *file = fopen(path_of(name), "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

static inline void
saved(struct progress *whose)
{
	ck_assert_msg(progress_save(whose, &error), "%s", error.text);
	ck_assert_str_eq(error.text, "");
}

static inline const uint32_t *
numbers_of(const struct progress *whose, enum fact_kind kind, const char *name)
{
	const struct fact *fact = progress_find(whose, kind, name);

	ck_assert_msg(fact != NULL, "nothing of %s", name);
	return fact->numbers;
}

#endif
