/*
 * Check writes TAP by itself but knows no skipped tests. So its TAP goes to a
 * scratch file first, and a failure whose message begins with SKIP comes out as
 *
 *	ok 3 - suite:test # SKIP reason
 *
 * Check's own lines are "ok N - FILE:CASE:TEST: MESSAGE"; a message of several
 * lines goes on in comments.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tap.h"

struct tally {
	int ran;
	int failed;
};

static bool
is_result(const char *line)
{
	return strncmp(line, "ok ", 3) == 0 || strncmp(line, "not ok ", 7) == 0;
}

/* Prints one line of Check's TAP; whatever is neither result nor plan becomes a comment. */
static void
line_print(const char *line, struct tally *tally)
{
	if (strncmp(line, "1..", 3) == 0) {
		printf("%s", line);
		return;
	}
	if (!is_result(line)) {
		printf("# %s", line);
		return;
	}
	tally->ran++;
	const char *skip = strstr(line, ": SKIP ");
	if (strncmp(line, "ok ", 3) == 0) {
		printf("%s", line);
	} else if (skip != NULL) {
		const char *ok = line + strlen("not ");
		printf("%.*s # SKIP %s", (int)(skip - ok), ok,
		    skip + strlen(": SKIP "));
	} else {
		tally->failed++;
		printf("%s", line);
	}
}

static struct tally
tap_copy(FILE *from)
{
	struct tally tally = { 0 };
	char *line = NULL;
	size_t room = 0;

	while (getline(&line, &room, from) != -1)
		line_print(line, &tally);
	free(line);
	return tally;
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

	SRunner *runner = srunner_create(suite);
	srunner_set_tap(runner, name);
	srunner_run_all(runner, CK_SILENT);
	srunner_free(runner);

	FILE *tap = fdopen(fd, "r");
	if (tap == NULL) {
		perror("fdopen");
		return EXIT_FAILURE;
	}
	struct tally tally = tap_copy(tap);
	fclose(tap);
	unlink(name);
	if (tally.ran == 0) {
		printf("Bail out! The suite holds no test.\n");
		return EXIT_FAILURE;
	}
	return tally.failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
