/*
 * The checklist of a challenge:
 *
 *	── 1 of 3 ──────────────────────
 *	 ✓ a SYN is lost
 *	 · a SYN,ACK is lost
 */
#ifndef VIEW_GOALS_H
#define VIEW_GOALS_H

#include <stdbool.h>
#include <stddef.h>

#include "view/grid.h"

struct goal_row {
	const char	*text;
	bool		 met;
	bool		 fresh;		/* by what was done last */
};

struct goals_view {
	const struct goal_row	*rows;
	size_t			 count;
};

/* Rows that all of it takes. */
int goals_rows(const struct goals_view *view);

/* All of it; what does not fit is cut off. */
void goals_draw(const struct area *area, const struct goals_view *view);

/* In the area's first row: how many are met, and the next that is not. */
void goals_draw_line(const struct area *area, const struct goals_view *view);

#endif
