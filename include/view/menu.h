/*
 * The menu: the lessons, one of them chosen.
 */
#ifndef VIEW_MENU_H
#define VIEW_MENU_H

#include <stdbool.h>
#include <stddef.h>

#include "view/grid.h"

struct menu_item {
	int		number;		/* 0: none */
	const char	*title;
	int		minutes;	/* 0: not said */
	bool		done;
};

/* Draw the items, scrolled so that the chosen one is seen. */
void menu_draw(const struct area *area, const struct menu_item *items,
    size_t count, size_t chosen);

#endif
