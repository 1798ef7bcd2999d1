/*
 * The votes of a class, as bars beside the answers: one vote, or a second one
 * (after they have talked it over) beside the first. A bar says by its length
 * and by a number what it says; the two votes differ in pattern, and have a
 * heading each.
 */
#ifndef VIEW_VOTES_H
#define VIEW_VOTES_H

#include <stdbool.h>
#include <stddef.h>

#include "lesson/question.h"
#include "view/page.h"

#define VOTE_ROUNDS 2
#define VOTE_MOST 9999		/* for an answer */

/* All zero: nobody has voted. */
struct votes {
	int		rounds;		/* held so far */
	unsigned	counts[VOTE_ROUNDS][OFFERS_MAX];
};

/* What stands at the left of its bars. */
struct vote_row {
	const char	*mark;		/* "" for none */
	const char	*label;
	enum style	 style;
};

/* Read "3 12 5" (nothing: *count is 0). False if it is something else. */
bool votes_typed(const char *text, unsigned counts[OFFERS_MAX], size_t *count);

/* Append how votes on so many answers are typed: "3 12 5" for three. */
void votes_example(struct str *out, size_t count);

/* A further vote of count answers; one after the last replaces the last. */
void votes_put(struct votes *votes, const unsigned *counts, size_t count);

/* Take the last vote back; it may be typed anew. */
void votes_undo(struct votes *votes);

/* All votes of a round, from 0. */
unsigned votes_total(const struct votes *votes, int round);

/* Numbered rows with their bars; a heading where there are two votes. */
void votes_add(struct page *page, const struct votes *votes, const struct vote_row *rows,
    size_t count);

#endif
