/*
 * A question below its step's text, with what can be chosen, what was said to
 * it, and the help that was asked for.
 */
#ifndef VIEW_QUESTION_H
#define VIEW_QUESTION_H

#include <stdbool.h>
#include <stddef.h>

#include "lesson/question.h"
#include "trace/trace.h"
#include "view/grid.h"
#include "view/votes.h"
#include "view/why.h"

/* Help is given in this order; each includes those before it. */
enum question_help {
	HELP_NONE,
	HELP_HINT,
	HELP_RULE,
	HELP_ANSWER
};

struct question_view {
	const struct step	*step;		/* its text stands above; or NULL */
	const struct solution	*solution;
	const char		*id;		/* "handshake.3" */
	const char		*answer;	/* the last that was given, canonical; or NULL */
	int			 cursor;	/* the offer that is pointed at, or -1 */
	enum question_help	 help;
	bool			 in_class;	/* how one answers is not said: they have no keys */
	struct votes		 votes;		/* of a class; with any, bars stand beside the offers */
	const struct trace	*trace;		/* for the lines of ss, tcpdump: ... */
	size_t			 count;		/* ... after so many moments */
};

/* Is it over: was the right answer given or shown? */
bool question_over(const struct question_view *view);

/* Draw it as why_draw does; what was said last is seen whole, if there is room. */
struct why_room question_draw(const struct area *area, const struct question_view *view,
    int scroll);

/* "You said SYN-SENT; it is SYN-RECEIVED." Nothing if no answer was given. */
void question_said(struct str *out, const struct question_view *view);

/* "It is SYN-RECEIVED. WHY (RFC 9293, section 3.10.7.2)": for screens and for lines. */
void question_answer(struct str *out, const struct solution *solution);

/* The lines of ss or tcpdump that the question shows, each ended by a newline. */
void question_lines(struct str *out, const struct question_view *view);

#endif
