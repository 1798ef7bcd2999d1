/*
 * An expectation: what a lesson says that its scene must have come to. It is
 * held against a trace, so that every engine is judged alike.
 */
#ifndef LESSON_EXPECT_H
#define LESSON_EXPECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "trace/trace.h"

enum expect_kind {
	EXPECT_STATES,		/* A STATE [B STATE] */
	EXPECT_VARIABLE,	/* A snd.una N */
	EXPECT_SENT,		/* what the last statement made the ends send */
	EXPECT_WIRE,
	EXPECT_ERROR,
	EXPECT_OK,
	EXPECT_SIGNAL
};

enum variable {
	VARIABLE_SND_UNA,
	VARIABLE_SND_NXT,
	VARIABLE_SND_WND,
	VARIABLE_RCV_NXT,
	VARIABLE_RCV_WND
};

#define VARIABLE_COUNT 5

struct expect_segment {
	struct pattern	pattern;
	bool		has_from;
	uint8_t		from;		/* enum end */
};

struct expect {
	uint8_t		kind;		/* enum expect_kind */
	bool		has_state[END_COUNT];
	uint8_t		state[END_COUNT];
	uint8_t		end;		/* of a variable, a signal */
	uint8_t		variable;
	uint32_t	value;
	struct expect_segment *segments;	/* none: "nothing", "empty" */
	size_t		segment_count;
	char		*text;		/* of error, signal; cleaned */
};

/* "snd.una", ... */
const char *variable_name(enum variable variable);

/*
 * Does what trace holds now meet the expectation? statement is the number
 * (moment.statement) of the last command that was to happen: of it are what
 * was `sent` and the signals; `error` and `ok` look at the last call. If it
 * is not met, expected and found say so in the scene's own notation; they are
 * appended to.
 */
bool expect_holds(const struct expect *expect, const struct trace *trace,
    uint32_t statement, struct str *expected, struct str *found);

/*
 * Is it about a number that there is in that end's state, but that a real
 * kernel does not tell here?
 */
bool expect_untold(const struct expect *expect, const struct trace *trace);

/* Frees what it owns. */
void expect_fini(struct expect *expect);

#endif
