/*
 * The vectors (vector.h): every state by every kind of segment at, below and
 * above each edge of the window, every call, every timer. A section is a test,
 * which reports all of its rows that fail.
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
	"window.txt", "timers.txt"
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

/* Returns how many rows failed, each with its lines in report. */
static int
rows_run(const struct section *section, struct str *report)
{
	int failed = 0;

	for (size_t i = 0; i < section->rows.n; i++) {
		const struct row *row = &section->rows.v[i];
		struct str wrong = { 0 };
		row_run(section, row, &wrong);
		if (wrong.n != 0) {
			failed++;
			str_addf(report, "\n%s:%d: %s%s%s (%s)\n    %s",
			    section->file, row->line, row->event,
			    *row->policy != '\0' ? " with " : "", row->policy,
			    row->section, str_text(&wrong) + strlen("; "));
		}
		str_free(&wrong);
	}
	return failed;
}

START_TEST(rows_hold)
{
	const struct section *section = &vectors.sections.v[_i];
	struct str report = { 0 };
	struct str wrong = { 0 };
	struct run run;

	section_start(section, &run);
	run_check_start(&run, section->is, &wrong);
	ck_assert_msg(wrong.n == 0, "%s:%d: the start is not so: %s",
	    section->file, section->line, str_text(&wrong));
	int failed = rows_run(section, &report);
	ck_assert_msg(failed == 0, "%s: %d of %zu rows fail:%s", section->name,
	    failed, section->rows.n, str_text(&report));
	str_free(&report);
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
