/*
 * The vectors of section 3.10 (tests/tcp/vectors) replayed on this machine's
 * kernel. Where it does otherwise than a row expects stands in
 * kernel-differences.txt, each with its reason. On the release that is recorded
 * there, any other difference fails, and so does one that is gone; on another
 * release they are reported, and the test counts as skipped.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "replay.h"
#include "tap.h"

#define TRIES 3		/* a busy machine may let a timer run out between two steps */

static const char *const files[] = {
	"closed", "listen", "syn-sent", "syn-received", "established", "fin-wait-1",
	"fin-wait-2", "close-wait", "closing", "last-ack", "time-wait", "data",
	"window", "timers", "again"
};

#define FILES ((int)(sizeof(files) / sizeof(files[0])))

/* The vectors of all files, and kernel-differences.txt, which has their form. */
static char *texts[FILES + 1];
static struct vectors vectors, known;

/* What became of a file's rows. */
struct count {
	int	expected, recorded, new, gone;
	int	unplayed[UNPLAYED_COUNT];
};

static char *
file_read(const char *directory, const char *name)
{
	const char *top = getenv("top_srcdir");
	char path[4096];
	char *text = NULL;
	size_t size = 0;

	snprintf(path, sizeof(path), "%s/tests/%s/%s.txt", top != NULL ? top : ".",
	    directory, name);

	FILE *file = fopen(path, "r");

	if (file == NULL || getdelim(&text, &size, '\0', file) == -1)
		vectors_bail("%s cannot be read", path);
	fclose(file);
	return text;
}

static void
files_read(void)
{
	for (int i = 0; i < FILES; i++) {
		texts[i] = file_read("tcp/vectors", files[i]);
		vectors_read(&vectors, files[i], texts[i]);
	}
	texts[FILES] = file_read("host", "kernel-differences");
	vectors_read(&known, "kernel-differences", texts[FILES]);
	if (known.sections.n == 0)
		vectors_bail("kernel-differences.txt: which release is it of?");
}

static void
files_free(void)
{
	vectors_free(&vectors);
	vectors_free(&known);
	for (int i = 0; i <= FILES; i++)
		free(texts[i]);
}

/* ---- what is recorded */

/* "Linux 6.18.44": without what a distribution adds to it. */
static void
release_print(char *buf, size_t size)
{
	struct utsname name;

	if (uname(&name) == -1)
		snprintf(buf, size, "an unknown kernel");
	else
		snprintf(buf, size, "%s %.*s", name.sysname,
		    (int)strspn(name.release, "0123456789."), name.release);
}

static const struct section *
section_known(const char *name)
{
	for (size_t i = 1; i < known.sections.n; i++)
		if (strcmp(known.sections.v[i].name, name) == 0)
			return &known.sections.v[i];
	return NULL;
}

static bool
same_event(const struct row *a, const struct row *b)
{
	return strcmp(a->event, b->event) == 0 && strcmp(a->policy, b->policy) == 0;
}

static const struct row *
row_find(const struct section *section, const struct row *row)
{
	for (size_t i = 0; section != NULL && i < section->rows.n; i++)
		if (same_event(&section->rows.v[i], row))
			return &section->rows.v[i];
	return NULL;
}

/* ---- a row */

/* How a row came out at last. */
struct result {
	enum unplayed	unplayed;
	bool		expected;
	bool		recorded;	/* it differs, just as it is written down */
	bool		unknown;
	struct str	found;
};

static void
row_try(struct replay *replay, const struct section *section, const struct row *row,
    struct result *result)
{
	const struct row *written = row_find(section_known(section->name), row);
	struct answer answer;

	str_clear(&result->found);
	result->expected = result->recorded = false;
	result->unplayed = replay_row(replay, section, row, &answer);
	if (result->unplayed != PLAYED)
		return;
	answer_print(&result->found, &answer);
	result->unknown = answer.unknown;
	result->expected = answer_expected(&answer, replay, &vectors, row);
	result->recorded = !result->expected && written != NULL &&
	    strcmp(written->expected, str_text(&result->found)) == 0;
}

/*
 * The row, what the RFC has, and the line of kernel-differences.txt: one that
 * it should have now, or one that it has for nothing.
 */
static void
report(const struct section *section, const struct row *row, const struct row *written,
    const char *what, const char *found)
{
	printf("# %s:%d: = %s: RFC 9293: %s\n# %s: %s | %s | %s | %s\n", section->file,
	    row->line, section->name, row->expected, what, row->event, row->policy,
	    found, written != NULL ? written->section : "?");
}

/* Returns what became of it. */
static enum unplayed
row_play(struct replay *replay, const struct section *section, const struct row *row,
    struct count *count)
{
	const struct row *written = row_find(section_known(section->name), row);
	struct result result = { 0 };

	for (int i = 0; i < TRIES; i++) {
		row_try(replay, section, row, &result);
		if (result.recorded || (result.expected && written == NULL))
			break;
		if (result.unplayed != PLAYED && result.unplayed != UNPLAYED_START)
			break;
	}
	if (result.unplayed != PLAYED)
		count->unplayed[result.unplayed]++;
	else if (result.expected)
		count->expected++;
	else if (result.recorded)
		count->recorded++;
	else
		count->new++;
	if (result.unplayed == PLAYED && !result.expected && !result.recorded)
		report(section, row, written, "new", str_text(&result.found));
	if (written != NULL && (result.unplayed != PLAYED || result.expected)) {
		count->gone++;
		report(section, row, written, "gone", written->expected);
	}
	if (result.unknown)
		printf("# %s:%d: the engine knows no reason for this: %s\n", section->file,
		    row->line, str_text(&result.found));
	str_free(&result.found);
	return result.unplayed;
}

/* Its rows; and does the kernel get to its start, unless that is recorded? */
static void
section_play(struct replay *replay, const struct section *section, struct count *count)
{
	const struct row start = { .line = section->line, .event = "start", .policy = "",
	    .expected = section->is };
	const struct row *written = row_find(section_known(section->name), &start);
	int missed = 0;

	for (size_t i = 0; i < section->rows.n; i++)
		missed += row_play(replay, section, &section->rows.v[i], count) ==
		    UNPLAYED_START;
	if (missed > 0 && written == NULL) {
		count->new++;
		report(section, &start, written, "new", "not reached");
	}
	if (missed == 0 && written != NULL) {
		count->gone++;
		report(section, &start, written, "gone", written->expected);
	}
}

/* ---- the tests */

static void
count_print(const char *file, const struct count *count)
{
	int n = 0;

	for (int i = 0; i < UNPLAYED_COUNT; i++)
		n += count->unplayed[i];
	printf("# %s: %d rows played as RFC 9293 has them, %d differ as recorded, "
	    "%d not played\n", file, count->expected, count->recorded, n);
	for (int i = 0; i < UNPLAYED_COUNT; i++)
		if (count->unplayed[i] > 0)
			printf("#     not played: %d: %s\n", count->unplayed[i],
			    unplayed_text((enum unplayed)i));
	fflush(stdout);
}

START_TEST(the_kernel_does_as_recorded)
{
	struct replay replay = { 0 };
	struct count count = { 0 };
	char release[128];

	release_print(release, sizeof(release));
	for (size_t i = 0; i < vectors.sections.n; i++)
		if (strcmp(vectors.sections.v[i].file, files[_i]) == 0)
			section_play(&replay, &vectors.sections.v[i], &count);
	replay_end(&replay);
	count_print(files[_i], &count);
	ck_assert_int_gt(count.expected, 0);
	if (count.new + count.gone == 0)
		return;
	if (strcmp(release, known.sections.v[0].name) != 0)
		tap_skip("%d new differences on %s, and %d that it has not any more",
		    count.new, release, count.gone);
	ck_abort_msg("%d differences of %s are not recorded, and %d are gone", count.new,
	    release, count.gone);
}
END_TEST

/* No line of the record without a reason, nor for a row that is not there. */
START_TEST(every_difference_has_its_reason)
{
	const struct section *reasons = &known.sections.v[0];

	for (size_t i = 1; i < known.sections.n; i++) {
		const struct section *section = &known.sections.v[i];
		const struct section *of = vectors_find(&vectors, section->name);

		for (size_t k = 0; k < section->rows.n; k++) {
			const struct row *row = &section->rows.v[k];
			bool found = false;

			for (size_t j = 0; j < reasons->rows.n && !found; j++)
				found = strcmp(reasons->rows.v[j].event, row->section) == 0;
			ck_assert_msg(found, "line %d: no reason %s", row->line, row->section);
			ck_assert_msg(strcmp(row->event, "start") == 0 ||
			    row_find(of, row) != NULL, "line %d: no such vector",
			    row->line);
		}
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("kernel vectors");
	TCase *record = tcase_create("record");

	files_read();
	tcase_add_test(record, every_difference_has_its_reason);
	suite_add_tcase(suite, record);
	for (int i = 0; i < FILES; i++) {
		TCase *tcase = tcase_create(files[i]);

		tcase_set_timeout(tcase, 600);
		tcase_add_loop_test(tcase, the_kernel_does_as_recorded, i, i + 1);
		suite_add_tcase(suite, tcase);
	}

	int status = tap_main(suite);

	files_free();
	return status;
}
