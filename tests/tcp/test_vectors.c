/*
 * The vectors (vector.h): every state by every kind of segment at, below and
 * above each edge of the window, every call, every timer. A section is a test;
 * each of its rows that fails is told in a comment before the results.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tap.h"
#include "vector.h"

static const char *const files[] = {
	"closed.txt", "listen.txt", "syn-sent.txt", "syn-received.txt",
	"established.txt", "fin-wait-1.txt", "fin-wait-2.txt", "close-wait.txt",
	"closing.txt", "last-ack.txt", "time-wait.txt", "data.txt",
	"window.txt", "timers.txt", "again.txt"
};

#define FILES (sizeof(files) / sizeof(files[0]))

static char *texts[FILES];
static struct vectors vectors;

static char *
file_text(const char *name)
{
	const char *top = getenv("top_srcdir");
	struct str path = { 0 };
	struct str text = { 0 };
	char buf[4096];
	size_t n;

	str_addf(&path, "%s/tests/tcp/vectors/%s", top != NULL ? top : ".", name);
	FILE *file = fopen(str_text(&path), "r");
	if (file == NULL)
		vectors_bail("cannot open %s", str_text(&path));
	while ((n = fread(buf, 1, sizeof(buf), file)) > 0)
		str_addn(&text, buf, n);
	fclose(file);
	str_free(&path);
	str_addc(&text, '\n');
	return str_take(&text);
}

static void
row_run(const struct section *section, const struct row *row, struct str *wrong)
{
	struct run run;
	char *policy = mem_strdup(row->policy);
	char *save = NULL;

	section_start(section, &run);
	for (char *set = strtok_r(policy, ",", &save); set != NULL;
	    set = strtok_r(NULL, ",", &save))
		run_set(&run, text_trim(set));
	free(policy);
	run.before = run.tcb;
	run_event(&run, row->event);
	run_check(&vectors, &run, row->expected, wrong);
}

/* A comment of TAP: a message of Check's must be short, and a section may have many. */
static void
row_report(const struct section *section, const struct row *row,
    const char *wrong)
{
	printf("# %s:%d: %s%s%s (%s)\n#     %s\n", section->file, row->line,
	    row->event, *row->policy != '\0' ? " with " : "", row->policy,
	    row->section, wrong + strlen("; "));
	fflush(stdout);
}

/* Returns how many rows failed. */
static int
rows_run(const struct section *section)
{
	int failed = 0;

	for (size_t i = 0; i < section->rows.n; i++) {
		struct str wrong = { 0 };
		row_run(section, &section->rows.v[i], &wrong);
		if (wrong.n != 0) {
			failed++;
			row_report(section, &section->rows.v[i],
			    str_text(&wrong));
		}
		str_free(&wrong);
	}
	return failed;
}

START_TEST(rows_hold)
{
	const struct section *section = &vectors.sections.v[_i];
	struct str wrong = { 0 };
	struct run run;

	section_start(section, &run);
	run_check_start(&run, section->is, &wrong);
	ck_assert_msg(wrong.n == 0, "%s:%d: the start is not so%.500s",
	    section->file, section->line, str_text(&wrong));
	int failed = rows_run(section);
	ck_assert_msg(failed == 0, "%d of %zu rows in %s fail", failed,
	    section->rows.n, section->file);
}
END_TEST

static void
vectors_load(void)
{
	for (size_t i = 0; i < FILES; i++) {
		texts[i] = file_text(files[i]);
		vectors_read(&vectors, files[i], texts[i]);
	}
}

static void
vectors_unload(void)
{
	vectors_free(&vectors);
	for (size_t i = 0; i < FILES; i++)
		free(texts[i]);
}

int
main(void)
{
	Suite *suite = suite_create("vectors");

	vectors_load();
	for (size_t i = 0; i < vectors.sections.n; i++) {
		TCase *tcase = tcase_create(vectors.sections.v[i].name);
		tcase_add_loop_test(tcase, rows_hold, (int)i, (int)i + 1);
		suite_add_tcase(suite, tcase);
	}
	int status = tap_main(suite);
	vectors_unload();
	return status;
}
