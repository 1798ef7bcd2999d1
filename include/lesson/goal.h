/*
 * The goals of a challenge: a lesson that has a fenced block `goal`. What it
 * plays before is where the learner begins; then the learner plays freely,
 * until all goals are met. A goal is about what HAS happened: once met it
 * stays met, whatever comes after. A line each:
 *
 *	A STATE [B STATE]	both at one moment (or that one end alone)
 *	either STATE		one of the ends
 *	edge STATE STATE	an end walked from the one to the other
 *	every edge		all that the figure draws, and those it leaves out
 *	lost WHICH		such a segment was dropped: flags, from A|B
 *	refused FLAGS		such a segment arrived, and changed no state
 *	answered FLAGS		the same, and it was answered
 *	carried			data arrived, and was taken
 *	never STATE		when the other goals were met, no end had been there
 *	never crash|inject	and until then nobody had crashed, nothing was forged
 *
 * `any` before the first: either way round. `then` before a goal: only what
 * happens after the goals above it were met. Behind a goal `: TEXT` gives it
 * the words that the learner reads, instead of its own. A line `hint: TEXT`
 * belongs to the goal above it.
 *
 * A fenced block `solution`, written as a scene, proves that the goals can be
 * met; its statements are the par, if the search finds no shorter way. It is
 * shown to nobody but who asks for the last hint.
 */
#ifndef LESSON_GOAL_H
#define LESSON_GOAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "base/vec.h"
#include "lesson/lesson.h"
#include "trace/trace.h"

enum goal_kind {
	GOAL_STATES,
	GOAL_EITHER,
	GOAL_EDGE,
	GOAL_EVERY_EDGE,
	GOAL_LOST,
	GOAL_REFUSED,
	GOAL_ANSWERED,
	GOAL_CARRIED,
	GOAL_NEVER,
	GOAL_NEVER_DONE
};

#define GOALS_MAX 16

/* More pairs of states than edge_pairs() will ever be. */
#define GOAL_PAIRS_MAX 128

struct goal {
	int		line;
	uint8_t		kind;		/* enum goal_kind */
	bool		then;		/* after those above */
	bool		any;		/* of GOAL_STATES: either way round */
	bool		has_state[END_COUNT];
	uint8_t		state[END_COUNT];	/* of GOAL_EITHER, GOAL_NEVER: state[END_A] */
	uint8_t		from, to;	/* of GOAL_EDGE */
	bool		has_from;	/* of GOAL_LOST: from that end */
	uint8_t		sender;
	uint8_t		flags;		/* of GOAL_LOST, GOAL_REFUSED, GOAL_ANSWERED; without PSH */
	uint8_t		cause;		/* of GOAL_NEVER_DONE: KIND_CRASH or KIND_INJECT */
	char		*source;	/* the line, without its words; cleaned */
	struct block	words;		/* without spans where nothing was said */
	struct block	hint;		/* the same */
};

struct goals {
	VEC(struct goal) list;
};

struct goals *goals_new(void);
void goals_free(struct goals *goals);

/*
 * Read the block's text (n octets), whose first line is number `line` of its
 * file, and append its goals. Every problem goes to errors. True if there was
 * none.
 */
bool goals_parse(struct goals *goals, const char *text, size_t n, int line,
    struct errors *errors);

/* What the learner reads: the goal's words, or "A in CLOSING and B in CLOSING". Plain text. */
void goal_text(struct str *out, const struct goal *goal);

/* Which goals are met, and what is known of the way there. All zero: nothing yet. */
struct goal_marks {
	bool	met[GOALS_MAX];
	bool	here[GOALS_MAX];	/* in this trace: `never` is about the way gone, not another */
	size_t	at[GOALS_MAX];		/* the moment's index that met it */
	size_t	seen;			/* moments looked at */
	uint32_t been[END_COUNT];	/* states, as bits, in which that end has been */
	uint32_t done;			/* kinds of causes, as bits, that there were */
	bool	walked[GOAL_PAIRS_MAX];	/* pairs of states (edge_pair) */
};

/*
 * Look at the moments from marks->seen to count. begin: the first that is the
 * learner's own; what the challenge itself played counts for `never` alone.
 * Returns how many goals are met. Of a trace that forks, start with marks that
 * keep met and walked alone: nothing is un-earned.
 */
size_t goals_look(struct goal_marks *marks, const struct goals *goals,
    const struct trace *trace, size_t begin, size_t count);

/* Look at another trace from its beginning, and keep what was earned. */
void goal_marks_rewind(struct goal_marks *marks);

/* Does it ask for what must not have been? */
bool goal_is_never(const struct goal *goal);

/* The pairs that `every edge` asks for: drawn by the figure, or left out by it. */
bool goal_wants_pair(int pair);

/* What a challenge's solution comes to on an engine. */
struct proof {
	struct goal_marks marks;
	size_t		 begin;		/* moments that the challenge itself played */
	size_t		 met;		/* goals that the solution meets */
};

/*
 * Play the lesson's scenes, then its solution, with a fresh player, and hold
 * its goals against that. What did not hold is among the player's results.
 */
struct player;
void goals_prove(struct proof *proof, struct player *player);

/* Statements of the solution: without expectations, and what is for other engines than the model. */
size_t solution_length(const struct lesson *lesson);

/*
 * Whatever is wrong with a challenge: no goals, no solution, a goal that holds
 * where the learner begins, one that the solution does not meet on the model.
 * What its statements come to is left to those who play the lesson.
 */
void goals_check(const struct lesson *lesson, struct errors *errors);

/* Exchange A and B in all that the goals say but their words. */
void goals_mirror(struct goals *goals);

#endif
