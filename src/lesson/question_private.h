/*
 * What the parts of a question have in common.
 */
#ifndef LESSON_QUESTION_PRIVATE_H
#define LESSON_QUESTION_PRIVATE_H

#include "lesson/question.h"
#include "reader.h"
#include "tcp/effects.h"

/* What a kind of question is made of. */
struct kind_form {
	const char	*name;
	const char	*form;		/* as it is written */
	bool		 at;		/* `at` before the end */
	bool		 end;		/* needs an end */
	bool		 from;		/* `from A` may follow */
	bool		 variable;	/* needs the name of one */
	bool		 candidates;
	bool		 after;		/* needs `after:`; else it may have one, but for candidates */
};

extern const struct kind_form question_forms[QUESTION_KINDS];

/* Canonical answers. */
#define ANSWER_NOTHING "nothing"	/* no segment; a segment without that number */
#define ANSWER_UNKNOWN "unknown"	/* a variable that has no value yet */
#define ANSWER_NONE "none"		/* no call */
#define ANSWER_LASTS "lasts"
#define ANSWER_PASSES "passes"

/* "A", "B", "both", "nobody". */
const char *answer_ends(bool a, bool b);

/* A call's name in the sockets API; the scene language takes the RFC's RECEIVE. */
const char *call_spoken(const char *name);

/* Flags as an answer has them: without P. */
void answer_flags(struct str *out, unsigned flags);

/* Was the segment whose arrival did this not accepted? */
bool effects_refuse(const struct effects *fx);

/*
 * The segments to be ordered are numbered in the order of their texts, which
 * tells nothing. False if it is there already; and a segment's number.
 */
bool segment_insert(struct solution *solution, const char *text);
char segment_digit(const struct solution *solution, const char *text);

/*
 * The numbers, in the order that was typed: as numbers, or as segments. False
 * if not each of them is named once. Without a solution (NULL), with which
 * lessons are checked, all that matters is whether it is several segments.
 */
bool order_read(struct str *out, const struct solution *solution, const struct word *word);

/* Their texts. */
void order_label(struct str *out, const struct solution *solution, const char *answer);

/* What is offered to choose from: the right answer, and those that have a reply. */
void offers_make(struct solution *solution);

/* The offer that is shown in just these words, which may be another language's; or NULL. */
const struct offer *offer_labelled(const struct solution *solution, const char *text);

#endif
