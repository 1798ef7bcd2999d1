/*
 * The screen: which panels there are, and where, for any size.
 */
#ifndef VIEW_SCREEN_H
#define VIEW_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "trace/trace.h"
#include "view/explain.h"
#include "view/goals.h"
#include "view/grid.h"
#include "view/help.h"
#include "view/keys.h"
#include "view/why.h"

/* Smaller than this, there is only a sentence that says so. */
#define SCREEN_ROWS_MIN 12
#define SCREEN_COLUMNS_MIN 40

/* What there is to show. Nothing of it is kept. */
struct screen {
	const char		*title;		/* "2 The handshake" */
	size_t			 step, steps;	/* from 1; 0: there are none */
	size_t			 event, events;	/* in the step, from 1; 0: none yet, or none at all */
	const char		*engine;	/* "model" */
	struct why		 why;		/* with_title is the screen's business */
	int			 why_skip;	/* lines that one has gone down, or up below 0 */
	int			 ladder_offset;	/* rows that one has gone up */
	/* Draws what stands in place of the words, which get all rows there are; or NULL. */
	void			 (*panel)(void *arg, const struct area *area);
	void			*panel_arg;
	bool			 panel_titled;	/* and what happened is said there */
	const struct goals_view	*goals;		/* a checklist under the ladder, or NULL */
	const char		*message;	/* instead of the keys, or NULL */
	const struct key_help	*keys;
	size_t			 key_count;
};

/* How far why_skip and ladder_offset can go; why_rows: rows of words at a time. */
struct screen_room {
	int	why_least;
	int	why_most;
	int	why_rows;
	int	ladder_most;
};

/* Clear the grid and draw all of it. */
struct screen_room screen_draw(struct grid *grid, const struct screen *screen);

/*
 * Clear the grid and draw the title and the keys alone; the area between them
 * is for explain_draw, help_draw, menu_draw. It is empty where the grid is too
 * small, which is said then.
 */
struct area screen_frame(struct grid *grid, const struct screen *screen);

/* The same with all the room there is, for the sheets of view/sheet.h. */
struct area screen_sheet(struct grid *grid, const struct screen *screen);

#endif
