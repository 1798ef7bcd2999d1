/*
 * One write a screen. Curses writes whenever its cursor jumps, a hundred
 * times for a screen of lines and boxes, and the terminal wakes up as often.
 * So it is given a descriptor of its own:
 *
 *	curses --> fd = the terminal		as a rule: its settings, its size
 *	curses --> fd = memory --> terminal	while a screen is drawn
 *
 * Where there is no memory to be had as a file, fd stays the terminal.
 */
#ifndef UI_GATHER_H
#define UI_GATHER_H

#include <stdio.h>

struct gather {
	FILE	*to;		/* for curses; NULL: it cannot be had */
	int	 terminal;	/* the caller's */
	int	 memory;	/* or -1 */
};

/* For the terminal behind that descriptor. */
void gather_init(struct gather *gather, int terminal);
void gather_fini(struct gather *gather);

/* What is written between these two is sent at the end, at once. */
void gather_begin(struct gather *gather);
void gather_end(struct gather *gather);

#endif
