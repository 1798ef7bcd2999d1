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

/* give_way: why gets the rows that its neighbours can spare. */
void layout_make(struct layout *layout, const struct area *whole,
    bool give_way);

#endif
