/*
 * What to send to a terminal that shows one screen so that it shows another.
 * curses counts characters when it decides that, and takes what turns
 * attributes on and off for free; here, where every other word has a colour,
 * that is two thirds of all that it sends. So these octets are our own, by
 * what terminfo says of the terminal.
 *
 *	grid --differs from what is shown--> cursor, pen, characters, erasing
 */
#ifndef UI_PAINT_H
#define UI_PAINT_H

#include "base/str.h"
#include "pen.h"
#include "terminfo.h"
#include "view/grid.h"

struct paint {
	struct pens		 pens;
	struct terminfo_traits	 traits;
	int			 rows, columns;
	struct cell		*shown;
	bool			*differs;	/* in the row that is painted */
	bool			 cleared;	/* shown is so; else the screen is to be cleared */
	int			 row, column;	/* of the cursor; row -1: who knows */
	unsigned		 style;		/* in which it writes */
	size_t			 erase_line;	/* octets of that; 0: cannot be said */
};

/* For the current terminal of terminfo; it has no size yet. */
void paint_init(struct paint *paint, const struct theme *theme, bool colours);
void paint_fini(struct paint *paint);

/* The terminal has that size, and what it shows is of no use any more. */
void paint_resize(struct paint *paint, int rows, int columns);

/* Append what shows the grid, at the top left. */
void paint_grid(struct str *out, struct paint *paint, const struct grid *grid);

/* Append what leaves the terminal writing plain text. */
void paint_rest(struct str *out, struct paint *paint);

#endif
