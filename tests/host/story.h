/*
 * A story on the loopback engine: calls as the scene language has them, then
 * what the kernel made of them. It is told on each way to reach two sockets
 * that this machine has; a story that cannot be told says why and is skipped.
 */
#ifndef STORY_H
#define STORY_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "host/loopback.h"
#include "tap.h"

/* The ways, as loop tests number them. */
static const struct way {
	const char		*name;
	struct loopback_options	 options;
} ways[] = {
	{ "IPv4, sock_diag", { false, SOURCE_SOCK_DIAG } },
	{ "IPv6, sock_diag", { true, SOURCE_SOCK_DIAG } },
	{ "IPv4, /proc/net/tcp", { false, SOURCE_PROC } },
	{ "IPv6, /proc/net/tcp", { true, SOURCE_PROC } },
};

#define WAYS 4

static struct engine *story;
static struct error story_why;

static inline void
story_begin(int way)
{
	story = loopback_new(&ways[way].options, &story_why);
	if (story == NULL)
		tap_skip("%s: %s", ways[way].name, story_why.text);
}

static inline void
story_end(void)
{
	engine_free(story);
	story = NULL;
}

static inline enum done
story_do(struct command command)
{
	return engine_command(story, &command, &story_why);
}

/* "A connect", "B send 10", "deliver all", "wait 2msl"; what is none ends the test. */
static inline enum done
does(const char *statement)
{
	char end, word[16];
	unsigned n = 0;

	if (strcmp(statement, "deliver") == 0)
		return story_do((struct command){ .verb = VERB_DELIVER });
	if (strcmp(statement, "deliver all") == 0)
		return story_do((struct command){ .verb = VERB_DELIVER_ALL });
	if (strcmp(statement, "drop") == 0)
		return story_do((struct command){ .verb = VERB_DROP });
	if (strcmp(statement, "wait 2msl") == 0)
		return story_do((struct command){ .verb = VERB_WAIT_2MSL });
	if (strcmp(statement, "wait timer") == 0)
		return story_do((struct command){ .verb = VERB_WAIT_TIMER });
	ck_assert_msg(sscanf(statement, "%c %15s %u", &end, word, &n) >= 2,
	    "no statement: %s", statement);
	for (int kind = 0; kind < CALL_COUNT; kind++) {
		if (strcmp(word, call_name((enum call_kind)kind)) == 0)
			return story_do((struct command){
				.verb = VERB_CALL,
				.end = (uint8_t)(end - 'A'),
				.call = { .kind = (uint8_t)kind, .octets = n },
			});
	}
	ck_abort_msg("no call: %s", statement);
	return DONE_BROKEN;
}

static inline const struct moment *
last_moment(void)
{
	const struct trace *trace = engine_trace(story);

	ck_assert_uint_gt(trace->count, 0);
	return &trace->moments[trace->count - 1];
}

/* Both states now. */
static inline void
stands(const char *a, const char *b)
{
	const struct trace *trace = engine_trace(story);
	const char *remark = trace->count > 0 ? last_moment()->remark : NULL;

	ck_assert_msg(
	    strcmp(state_name((enum state)trace_now(trace, END_A)->state), a) == 0 &&
	    strcmp(state_name((enum state)trace_now(trace, END_B)->state), b) == 0,
	    "A is %s and B is %s, and not %s and %s (%s)",
	    state_name((enum state)trace_now(trace, END_A)->state),
	    state_name((enum state)trace_now(trace, END_B)->state), a, b,
	    remark != NULL ? remark : "no remark");
}

/* What the last moment's call answered. */
static inline void
answers(const char *text)
{
	ck_assert_str_eq(reply_text((enum reply)last_moment()->reply), text);
}

/* May the kernel be compared with the scene now? */
static inline bool
comparable(void)
{
	return engine_comparable(story, &story_why);
}

#endif
