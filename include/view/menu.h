/*
 * The menu: what the program is, then the lessons and whatever else can be
 * chosen, one of them chosen.
 */
#ifndef VIEW_MENU_H
#define VIEW_MENU_H

#include <stdbool.h>
#include <stddef.h>

#include "view/grid.h"

struct menu_item {
	const char	*heading;	/* stands above it, or NULL */
	int		 number;	/* 0: none */
	const char	*title;
	int		 minutes;	/* 0: not said */
	bool		 done;
	size_t		 step, steps;	/* where one stopped; 0: nowhere */
	unsigned	 best;		/* of a challenge that is done: the fewest statements; 0: none */
};

struct menu {
	const char		*intro;		/* some sentences on top, or NULL */
	const struct menu_item	*items;
	size_t			 count;
	size_t			 chosen;
};

/* Draw it, scrolled so that the chosen one is seen. */
void menu_draw(const struct area *area, const struct menu *menu);

#endif
