/*
 * Where each panel stands; one that is not there has no rows.
 */
#ifndef VIEW_SRC_LAYOUT_H
#define VIEW_SRC_LAYOUT_H

#include <stdbool.h>

#include "view/grid.h"

struct layout {
	struct area	title, keys;
	struct area	diagram, ladder, numbers, why;
	struct area	rule;		/* above why: what it is about */
	struct area	edge_rule;	/* below the diagram: the edge's caption */
	struct area	dividers[2];	/* upright lines */
	bool		title_in_why;	/* rule is too short for it */
};

/* For what there has to be room. */
enum layout_want {
	LAYOUT_NUMBERS,		/* words, and the numbers below them */
	LAYOUT_WORDS,		/* as many rows of words as there can be */
	LAYOUT_PANEL		/* rows of something else, and the numbers beside it */
};

void layout_make(struct layout *layout, const struct area *whole,
    enum layout_want want);

#endif
