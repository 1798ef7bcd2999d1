/*
 * The scene language: one statement a line (INTERFACE). A statement is a
 * command for an engine or an expectation about its trace.
 */
#ifndef LESSON_SCENE_H
#define LESSON_SCENE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "engine/engine.h"

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
	char		*text;		/* of error, signal */
};

/* Engines of `on model,kernel:`, as bits; ON_ALL without one. */
enum {
	ON_MODEL = 1,
	ON_LOOPBACK = 2,
	ON_KERNEL = 4,
	ON_ALL = 7
};

struct statement {
	int		line, col;
	unsigned	on;		/* ON_* */
	bool		is_expect;
	struct command	command;
	struct expect	expect;
	char		*source;	/* the line as written, comment and blanks removed, cleaned */
};

struct scene {
	struct statement *statements;
	size_t		  count;
};

/*
 * Read text (n octets) whose first line is number `line` of its file and
 * whose first column is `col`; every problem goes to errors. The statements
 * that could be read are appended to scene. True if there was no problem.
 */
bool scene_parse(struct scene *scene, const char *text, size_t n, int line,
    int col, struct errors *errors);
void scene_fini(struct scene *scene);

/*
 * Does what trace holds now meet the expectation? statement is the number of
 * the last command (moment.statement), for `sent`, `error`, `ok`. If not,
 * expected and found say so in the scene's own notation.
 */
bool expect_holds(const struct expect *expect, const struct trace *trace,
    uint32_t statement, struct str *expected, struct str *found);

#endif
