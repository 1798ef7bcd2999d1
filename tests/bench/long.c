/*
 * Does a long trace scroll and step as quickly as a short one? The session is
 * played in the sandbox without a terminal, on the model: a key, and the
 * screen that it leads to, in processor time. Usage: long LESSONS
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "app/session.h"
#include "ui/stroke.h"

#define SHORT 10
#define LONG 100000
#define ROUNDS 400

static double
now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (double)ts.tv_sec * 1e6 + (double)ts.tv_nsec / 1e3;
}

static void
must(bool fine, const struct error *why)
{
	if (fine)
		return;
	fprintf(stderr, "long: %s\n", why->text);
	exit(1);
}

static void
command(struct branch *branch, struct command command)
{
	struct error why;

	must(branch_do(branch, &command, &why) == DONE, &why);
}

/* Two ends, connected, that talk until there are so many moments. */
static void
talk(struct session *session, size_t moments)
{
	struct error why;

	must(session_sandbox(session, &why), &why);
	struct branch *branch = sandbox_branch(&session->sandbox);
	const struct trace *trace = engine_trace(branch->engine);
	command(branch, (struct command){ .verb = VERB_CALL, .end = END_B,
	    .call.kind = CALL_LISTEN });
	command(branch, (struct command){ .verb = VERB_CALL, .end = END_A,
	    .call.kind = CALL_CONNECT });
	command(branch, (struct command){ .verb = VERB_DELIVER_ALL });
	while (trace->count < moments) {
		command(branch, (struct command){ .verb = VERB_CALL, .end = END_A,
		    .call = { .kind = CALL_SEND, .octets = 100 } });
		command(branch, (struct command){ .verb = VERB_DELIVER_ALL });
		command(branch, (struct command){ .verb = VERB_CALL, .end = END_B,
		    .call.kind = CALL_RECEIVE });
	}
}

/* What a lone key costs with its screen, us. */
static double
key(struct session *session, struct grid *grid, uint32_t stroke)
{
	double begin = now();

	session_stroke(session, stroke);
	session_draw(session, grid);
	return now() - begin;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* There and back, the median of both. */
static double
keys(struct session *session, struct grid *grid, uint32_t there, uint32_t back)
{
	static double us[ROUNDS];

	session_draw(session, grid);
	for (int i = 0; i < ROUNDS; i++)
		us[i] = key(session, grid, i / 8 % 2 == 0 ? there : back);
	qsort(us, ROUNDS, sizeof(us[0]), compare);
	return us[ROUNDS / 2];
}

static const struct act {
	const char	*name;
	uint32_t	 there, back;
} acts[] = {
	{ "back and forth", STROKE_BACKSPACE, STROKE_PAGE_DOWN },
	{ "to the beginning and the end", STROKE_HOME, STROKE_END },
	{ "the ladder scrolled", '[', ']' },
	{ "something new done", ' ', ' ' },
	{ "the calls, and back", 'c', 'c' },
	{ "ss and tcpdump, and back", 't', 't' },
};

#define ACTS (sizeof(acts) / sizeof(acts[0]))

static void
measure(const struct options *options, size_t moments, double us[ACTS])
{
	struct session session;
	struct grid *grid = grid_new(24, 80);

	session_init(&session, options, engine_kind_find("model", false));
	talk(&session, moments);
	for (size_t i = 0; i < ACTS; i++) {
		session.sandbox.group = GROUP_TIME;
		session.sandbox.column = 1;	/* wait 1s */
		us[i] = keys(&session, grid, acts[i].there, acts[i].back);
	}
	grid_free(grid);
	session_fini(&session);
}

int
main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: long LESSONS\n");
		return 2;
	}
	struct options options = { .on = "model", .lessons = argv[1] };
	double few[ACTS], many[ACTS];

	measure(&options, SHORT, few);
	measure(&options, LONG, many);
	printf("a trace of %d moments beside one of %d, a key with its screen, median:\n", LONG,
	    SHORT);
	for (size_t i = 0; i < ACTS; i++)
		printf("  %-32s %10.1f us, %.1f us; the ratio is %.2f\n", acts[i].name, many[i],
		    few[i], many[i] / few[i]);
	return 0;
}
