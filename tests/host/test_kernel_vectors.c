/*
 * The vectors of section 3.10 (tests/tcp/vectors) replayed against this
 * machine's kernel: end A is brought to a section's start by calls and forged
 * segments, then gets a row's event. The engine itself says where the kernel
 * did otherwise than the RFC; what its table of differences does not know is
 * reported here, a line each, and fails nothing: another kernel may differ
 * elsewhere. What must hold is that no row breaks the engine.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/kernel.h"
#include "tap.h"
#include "tcp/vector.h"

static const char *const files[] = {
	"closed", "listen", "syn-sent", "syn-received", "established", "fin-wait-1",
	"fin-wait-2", "close-wait", "closing", "last-ack", "time-wait"
};

#define FILES ((int)(sizeof(files) / sizeof(files[0])))

struct replay {
	struct engine	*engine;
	int		 rows;		/* played */
	int		 known;		/* moments that differ as the table says */
	int		 unknown;	/* and those that differ otherwise */
	int		 left_out;	/* rows and sections that a kernel cannot play */
};

static enum done
does(struct replay *replay, struct command command)
{
	struct error why;
	enum done done = engine_command(replay->engine, &command, &why);

	ck_assert_msg(done != DONE_BROKEN, "%s", why.text);
	return done;
}

static bool
is_call(const char *event, struct call *call)
{
	char name[32], word[32] = "";
	unsigned octets = 0;

	if (sscanf(event, "%31s %u %31s", name, &octets, word) < 1 || *word != '\0')
		return false;
	for (int i = 0; i < CALL_COUNT; i++) {
		if (strcmp(call_name((enum call_kind)i), name) == 0) {
			*call = (struct call){ .kind = (uint8_t)i, .octets = octets };
			return true;
		}
	}
	return false;
}

/* Let the event happen to A. False if it is none that a kernel can be given. */
static bool
plays(struct replay *replay, const char *event)
{
	struct pattern pattern;
	struct error error;
	struct call call;

	if (is_call(event, &call))
		return does(replay, (struct command){ .verb = VERB_CALL, .end = END_A,
		    .call = call }) == DONE;
	if (!pattern_parse(&pattern, event, strlen(event), &error))
		return false;
	if (!(pattern.given & PATTERN_WND))
		pattern.seg.wnd = 1000;
	return does(replay, (struct command){ .verb = VERB_INJECT, .end = END_A,
	    .segment = pattern.seg }) == DONE;
}

static enum state
state_now(const struct replay *replay)
{
	return (enum state)trace_now(engine_trace(replay->engine), END_A)->state;
}

/* Both ends CLOSED and nothing under way, on the old engine if that can be. */
static void
renew(struct replay *replay)
{
	struct error why;

	if (replay->engine != NULL) {
		does(replay, (struct command){ .verb = VERB_CALL, .end = END_A,
		    .call.kind = CALL_CRASH });
		while (does(replay, (struct command){ .verb = VERB_DROP }) == DONE)
			;
		if (state_now(replay) != STATE_CLOSED) {
			engine_free(replay->engine);
			replay->engine = NULL;
		}
	}
	if (replay->engine == NULL)
		replay->engine = kernel_new(NULL, &why);
	if (replay->engine == NULL)
		tap_skip("no kernel engine: %s", why.text);
	does(replay, (struct command){ .verb = VERB_SET_WINDOW, .end = END_A, .value = 1000 });
	does(replay, (struct command){ .verb = VERB_SET_ISS, .end = END_A, .value = 100 });
}

/* Bring A to where the section begins. */
static bool
starts(struct replay *replay, const struct section *section)
{
	enum state state;
	size_t n = strcspn(section->is, " ");

	renew(replay);
	for (size_t i = 0; i < section->steps.n; i++)
		if (!plays(replay, section->steps.v[i]))
			return false;
	return state_parse(section->is, n, &state) && state == state_now(replay);
}

static void
replay_row(struct replay *replay, const struct section *section, const struct row *row)
{
	const struct trace *trace;
	size_t before;

	if (*row->policy != '\0' || !starts(replay, section)) {
		replay->left_out++;
		return;
	}
	trace = engine_trace(replay->engine);
	before = trace->count;
	if (!plays(replay, row->event)) {
		replay->left_out++;
		return;
	}
	replay->rows++;
	trace = engine_trace(replay->engine);
	for (size_t i = before; i < trace->count; i++) {
		const char *remark = trace->moments[i].remark;

		if (remark == NULL || strstr(remark, "RFC 9293") == NULL)
			continue;
		if (strstr(remark, "not a known one") == NULL) {
			replay->known++;
			continue;
		}
		replay->unknown++;
		printf("# %s:%d: %s: %s: %s\n", section->file, row->line, section->name,
		    row->event, remark);
	}
}

static char *
file_read(const char *name)
{
	const char *top = getenv("top_srcdir");
	char path[4096];
	char *text = NULL;
	size_t size = 0;

	snprintf(path, sizeof(path), "%s/tests/tcp/vectors/%s.txt",
	    top != NULL ? top : ".", name);

	FILE *file = fopen(path, "r");

	ck_assert_msg(file != NULL, "%s cannot be read", path);
	if (getdelim(&text, &size, '\0', file) == -1)
		ck_abort_msg("%s is empty", path);
	fclose(file);
	return text;
}

START_TEST(the_kernel_is_compared_with_every_row)
{
	char *text = file_read(files[_i]);
	struct vectors vectors = { 0 };
	struct replay replay = { 0 };

	vectors_read(&vectors, files[_i], text);
	for (size_t i = 0; i < vectors.sections.n; i++) {
		const struct section *section = &vectors.sections.v[i];

		for (size_t k = 0; k < section->rows.n; k++)
			replay_row(&replay, section, &section->rows.v[k]);
	}
	printf("# %s: %d rows, %d differ as known, %d otherwise, %d left out\n",
	    files[_i], replay.rows, replay.known, replay.unknown, replay.left_out);
	fflush(stdout);
	ck_assert_int_gt(replay.rows, 0);
	engine_free(replay.engine);
	vectors_free(&vectors);
	free(text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("kernel vectors");
	TCase *tc = tcase_create("kernel vectors");

	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, the_kernel_is_compared_with_every_row, 0, FILES);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
