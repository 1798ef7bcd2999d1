/*
 * A question (prediction) of a lesson: a fenced block `ask`, which stands
 * behind a step's prose and before its scene. Its right answer is never
 * typed: the model computes it, from what the lesson has played before.
 *
 * The first line is the kind of question. `after: STATEMENT[; STATEMENT]...`
 * is played on a copy of things as they stand there (`first` may follow
 * deliver, drop, duplicate: the oldest segment, as without it):
 *
 *	state A|B [after: ...]		the state of that end
 *	flags [from A|B] after: ...	flags of the first segment that it makes
 *					an end (or that end) send; `nothing`
 *	seq|ack [from A|B] after: ...	its sequence, its acknowledgment number
 *	variable A|B NAME [after: ...]	snd.una snd.nxt snd.wnd rcv.nxt rcv.wnd
 *	call after: ...			which call the last statement is, from
 *					what it does; `none` if it is no call.
 *					Any call that does the same is right too
 *	time-wait after: ...		who is in TIME-WAIT: A, B, both, nobody
 *	order after: ...		the segments it makes the ends send, in order
 *	illegal at A|B			then `- SEGMENT`, 3 or 4 lines: which one A
 *					refuses (drops, challenges, answers with RST)
 *	lasts A|B [after: ...]		`lasts`, or `passes`: does the state change if
 *					all that is in flight arrives and timers run
 *					out, while no program calls
 *	whose [after: ...]		whose program has to act: `nobody` while the
 *					states change by themselves; else who stands in
 *					ESTABLISHED or CLOSE-WAIT, or is CLOSED before
 *					a listener; of two, who has to read first
 *	missing A|B [after: ...]	which call that program still owes: close in
 *					CLOSE-WAIT, receive with unread data, connect
 *					or listen in CLOSED, accept where a peer waits
 *
 * Then, in any order, a line each; an indented line continues the one before:
 *
 *	WRONG ANSWER [#N]: REPLY	said to just that answer, also written [#N];
 *					N is a misconception of the curriculum
 *	question: TEXT			instead of the kind's own words
 *	show: ss|tcpdump		with the lines that these tools print then
 *	hint: TEXT  rule: TEXT  why: TEXT  section: 3.10.7.4
 *
 * TEXT is a line of Markdown: `code`, *emphasis*, **strong**. Answers may be
 * written in any usual spelling (FIN_WAIT1; SYN,ACK or S.; nobody or neither).
 * A wrong order is written as its segments, `S., S, .`, or `S. > S > .`.
 */
#ifndef LESSON_QUESTION_H
#define LESSON_QUESTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "base/vec.h"
#include "lesson/lesson.h"

enum question_kind {
	QUESTION_STATE,
	QUESTION_FLAGS,
	QUESTION_SEQ,
	QUESTION_ACK,
	QUESTION_VARIABLE,
	QUESTION_CALL,
	QUESTION_TIME_WAIT,
	QUESTION_ORDER,
	QUESTION_ILLEGAL,
	QUESTION_LASTS,
	QUESTION_WHOSE,
	QUESTION_MISSING
};

#define QUESTION_KINDS 12

enum question_show {
	SHOW_NOTHING,
	SHOW_SS,
	SHOW_TCPDUMP
};

/* Misconceptions of the curriculum are numbered from 1. */
#define MISCONCEPTIONS 32

/* Wrong answers with a reply, candidates, segments to be ordered, at most. */
#define QUESTION_REPLIES_MAX 8
#define QUESTION_CANDIDATES_MAX 4
#define QUESTION_ORDER_MAX 8
/* Questions of a lesson. */
#define QUESTIONS_MAX 100

struct question_reply {
	int		 line;
	char		*answer;	/* as written; cleaned */
	int		 misconception;	/* 0: none */
	struct block	 text;
};

struct question_candidate {
	int		 line;
	struct segment	 seg;		/* complete */
	char		*source;	/* as written; cleaned */
};

struct question {
	int		 line, col;	/* of its kind */
	int		 number;	/* of the file's questions, from 1: its id is LESSON.NUMBER */
	uint8_t		 kind;		/* enum question_kind */
	bool		 has_end;
	uint8_t		 end;		/* enum end */
	uint8_t		 variable;	/* enum variable */
	uint8_t		 show;		/* enum question_show */
	struct scene	 after;
	VEC(struct question_candidate) candidates;
	VEC(struct question_reply) replies;
	struct block	 wording, hint, rule, why;	/* without spans where nothing was said */
	char		*section;	/* or NULL */
};

/*
 * Read the block's text (n octets), whose first line is number `line` of its
 * file. Every problem goes to errors. NULL if it is no question at all. Free
 * with question_free.
 */
struct question *question_parse(const char *text, size_t n, int line, struct errors *errors);
void question_free(struct question *question);

/* "time-wait", as its first line has it. */
const char *question_kind_name(enum question_kind kind);

/* "handshake.3" */
void question_id(struct str *out, const struct lesson *lesson, const struct question *question);

/* What is asked, in a sentence: its own words, or the kind's. Plain text. */
void question_text(struct str *out, const struct question *question);

/* A line of Markdown (a reply, a hint) as plain text. */
void line_text(struct str *out, const struct block *block);

/* An answer that is offered. */
struct offer {
	char		*answer;	/* canonical */
	char		*label;		/* as it is shown */
	bool		 right;
	const struct question_reply *reply;	/* of the question; NULL: it has none of its own */
};

#define OFFERS_MAX 9

/* A question, answered by the model. */
struct solution {
	const struct question *question;
	VEC(char *)	 right;		/* canonical answers; the first is the one to name */
	VEC(struct offer) offers;	/* in the order in which they are numbered; none for an order */
	VEC(char *)	 segments;	/* of an order: as they are numbered */
	struct str	 effect;	/* of a call: what it did, a line each */
};

/*
 * Play the lesson up to that step, which has a question, on a fresh model,
 * and find the answer. False with *why, and the line to blame, if it cannot be
 * found. To be ended with solution_fini either way.
 */
bool question_solve(struct solution *solution, const struct lesson *lesson, size_t step,
    struct error *why);
void solution_fini(struct solution *solution);

/*
 * Read an answer in any usual spelling; its canonical form is appended to out.
 * solution may be NULL, but of an order then nothing is known. False if it is
 * no answer to such a question.
 */
bool answer_read(struct str *out, const struct question *question,
    const struct solution *solution, const char *text, size_t n);

/* The same of what a person types, who may also type an offer's number. */
bool answer_typed(struct str *out, const struct solution *solution, const char *text);

/* Is a canonical answer right? What is said to it, or NULL. How a person reads it. */
bool answer_is_right(const struct solution *solution, const char *answer);
const struct question_reply *answer_reply(const struct solution *solution, const char *answer);
void answer_label(struct str *out, const struct solution *solution, const char *answer);

/*
 * Solve every question of the lesson, and complain of those that cannot be
 * asked so: no answer, several, a reply for an answer that is right, the same
 * wrong answer twice, no wrong answer at all.
 */
void questions_check(const struct lesson *lesson, struct errors *errors);

/* Exchange A and B in all that the question says but its words. */
void question_mirror(struct question *question);

#endif
