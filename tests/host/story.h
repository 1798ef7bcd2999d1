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
	{ "IPv4, sock_diag", { .source = SOURCE_SOCK_DIAG } },
	{ "IPv6, sock_diag", { .ipv6 = true, .source = SOURCE_SOCK_DIAG } },
	{ "IPv4, /proc/net/tcp", { .source = SOURCE_PROC } },
	{ "IPv6, /proc/net/tcp", { .ipv6 = true, .source = SOURCE_PROC } },
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

/* The same with gates. */
static inline void
story_begin_held(int way)
{
	struct loopback_options options = ways[way].options;

	options.hold = true;
	if (!loopback_probe_gates(&options, &story_why))
		tap_skip("%s: %s", ways[way].name, story_why.text);
	story = loopback_new(&options, &story_why);
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

/* "S.", "from A" or both, as the scene language has them; what is none ends the test. */
static inline struct which
which_of(const char *text)
{
	struct which which = { 0 };
	const char *from = strstr(text, "from ");
	size_t n = strcspn(text, " ");

	if (from != NULL) {
		which.has_from = true;
		which.from = (uint8_t)(from[5] - 'A');
	}
	for (size_t i = 0; from != text && i < n; i++) {
		static const char flags[] = "FSRP.";
		const char *flag = strchr(flags, text[i]);

		ck_assert_msg(flag != NULL, "no flags: %s", text);
		which.has_flags = true;
		which.flags |= (uint8_t)(1u << (flag - flags));
	}
	return which;
}

/* "A connect", "B send 10", "deliver F. from A", "wait 2msl"; what is none ends the test. */
static inline enum done
does(const char *statement)
{
	char end, word[16];
	unsigned n = 0;

	if (strcmp(statement, "deliver") == 0)
		return story_do((struct command){ .verb = VERB_DELIVER });
	if (strcmp(statement, "deliver all") == 0)
		return story_do((struct command){ .verb = VERB_DELIVER_ALL });
	if (strncmp(statement, "deliver ", 8) == 0)
		return story_do((struct command){ .verb = VERB_DELIVER,
		    .which = which_of(statement + 8) });
	if (strncmp(statement, "drop ", 5) == 0)
		return story_do((struct command){ .verb = VERB_DROP,
		    .which = which_of(statement + 5) });
	if (strcmp(statement, "drop") == 0)
		return story_do((struct command){ .verb = VERB_DROP });
	if (strcmp(statement, "wait 2msl") == 0)
		return story_do((struct command){ .verb = VERB_WAIT_2MSL });
	if (strcmp(statement, "wait timer") == 0)
		return story_do((struct command){ .verb = VERB_WAIT_TIMER });
	if (sscanf(statement, "fill %c accept-queue", &end) == 1)
		return story_do((struct command){ .verb = VERB_FILL,
		    .end = (uint8_t)(end - 'A') });
	if (sscanf(statement, "set %c backlog %u", &end, &n) == 2)
		return story_do((struct command){ .verb = VERB_SET_BACKLOG,
		    .end = (uint8_t)(end - 'A'), .value = n });
	if (sscanf(statement, "set %c window %u", &end, &n) == 2)
		return story_do((struct command){ .verb = VERB_SET_WINDOW,
		    .end = (uint8_t)(end - 'A'), .value = n });
	ck_assert_msg(sscanf(statement, "%c %15s %u", &end, word, &n) >= 2,
	    "no statement: %s", statement);
	if (strcmp(word, "accept") == 0)
		return story_do((struct command){ .verb = VERB_ACCEPT,
		    .end = (uint8_t)(end - 'A') });
	for (int kind = 0; kind < CALL_COUNT; kind++) {
		if (strcmp(word, call_name((enum call_kind)kind)) == 0)
			return story_do((struct command){
				.verb = VERB_CALL,
				.end = (uint8_t)(end - 'A'),
				.self = strstr(statement, "self") != NULL,
				.call = { .kind = (uint8_t)kind, .octets = n,
				    .urgent = strstr(statement, "urgent") != NULL },
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
