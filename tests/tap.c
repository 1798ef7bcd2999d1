/*
 * Check writes TAP by itself, but knows no skipped tests and lets a message of
 * several lines look like further results. So its TAP goes to a scratch file
 * first:
 *
 *	ok 1 - FILE:CASE:TEST: Passed		ok 1 - CASE:TEST
 *	not ok 2 - FILE:CASE:TEST: MESSAGE	not ok 2 - CASE:TEST: MESSAGE
 *	more of the message			# more of the message
 *	not ok 3 - FILE:CASE:TEST: SKIP REASON	ok 3 - CASE:TEST # SKIP REASON
 *	1..3					1..3
 *
 * and where a test failed, comments after the plan give file and line.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tap.h"

/* s a test; Check's own 4 s are over soon on a machine that is slow, busy, or sanitizes. */
#define PATIENCE "600"

#define SKIP_MARK "SKIP "
#define PASS_MARK ": Passed"

/* Before main(), as a TCase asks for it when it is made. Who knows better says so himself. */
static void __attribute__((constructor))
patience_set(void)
{
	setenv("CK_DEFAULT_TIMEOUT", PATIENCE, 0);
}

struct tally {
	int ran;
	int failed;
};

/* Is this the result numbered so, and not a message that looks like one? Then *title is its CASE:TEST and message. */
static bool
result_parse(char *line, int number, bool *passed, char **title)
{
	*passed = strncmp(line, "ok ", 3) == 0;
	if (!*passed && strncmp(line, "not ok ", 7) != 0)
		return false;
	char *dash;
	if (strtol(line + (*passed ? 3 : 7), &dash, 10) != number ||
	    strncmp(dash, " - ", 3) != 0)
		return false;
	char *colon = strchr(dash, ':');
	*title = colon != NULL ? colon + 1 : dash + 3;
	return true;
}

static void
result_print(char *title, bool passed, struct tally *tally)
{
	char *skip = strstr(title, ": " SKIP_MARK);
	if (passed) {
		char *end = title + strlen(title) - strlen(PASS_MARK);
		if (end > title && strcmp(end, PASS_MARK) == 0)
			*end = '\0';
		printf("ok %d - %s\n", tally->ran, title);
	} else if (skip != NULL) {
		printf("ok %d - %.*s # %s\n", tally->ran, (int)(skip - title),
		    title, skip + strlen(": "));
	} else {
		tally->failed++;
		printf("not ok %d - %s\n", tally->ran, title);
	}
}

static struct tally
tap_copy(FILE *from)
{
	struct tally tally = { 0 };
	char *line = NULL;
	size_t room = 0;

	while (getline(&line, &room, from) != -1) {
		bool passed;
		char *title;
		line[strcspn(line, "\n")] = '\0';
		if (result_parse(line, tally.ran + 1, &passed, &title)) {
			tally.ran++;
			result_print(title, passed, &tally);
		} else {
			printf("%s%s\n", strncmp(line, "1..", 3) == 0 ? "" : "# ",
			    line);
		}
	}
	free(line);
	return tally;
}

/* Says where each failure is; Check's TAP does not. */
static void
failures_print(SRunner *runner)
{
	int count = srunner_ntests_failed(runner);
	TestResult **results = srunner_failures(runner);

	for (int i = 0; i < count; i++) {
		if (strncmp(tr_msg(results[i]), SKIP_MARK, strlen(SKIP_MARK)) != 0)
			printf("# %s:%d: after this line, in case %s\n",
			    tr_lfile(results[i]), tr_lno(results[i]),
			    tr_tcname(results[i]));
	}
	free(results);
}

int
tap_main(Suite *suite)
{
	char name[] = "/tmp/tap.XXXXXX";
	int fd = mkstemp(name);
	if (fd == -1) {
		perror("mkstemp");
		return EXIT_FAILURE;
	}
	FILE *tap = fdopen(fd, "r");
	if (tap == NULL) {
		perror("fdopen");
		return EXIT_FAILURE;
	}

	SRunner *runner = srunner_create(suite);
	srunner_set_tap(runner, name);
	srunner_run_all(runner, CK_SILENT);
	struct tally tally = tap_copy(tap);
	failures_print(runner);
	srunner_free(runner);
	fclose(tap);
	unlink(name);

	if (tally.ran == 0) {
		printf("Bail out! The suite holds no test.\n");
		return EXIT_FAILURE;
	}
	return tally.failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
