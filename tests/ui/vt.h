/*
 * As much of a terminal as a test needs: it takes what is sent to an xterm, a
 * vt100 or a Linux console and knows what is seen then. What it does not know
 * ends the test.
 */
#ifndef TESTS_UI_VT_H
#define TESTS_UI_VT_H

#include <stdbool.h>
#include <stddef.h>

#define VT_ROWS 24
#define VT_COLUMNS 80

struct vt {
	struct vt_cell {
		char	text[16];	/* "" right of a wide one */
		bool	bold, dim, underline, reverse;
		int	colour;		/* -1: its own */
	} cells[VT_ROWS][VT_COLUMNS], pen;
	int	row, column;
};

void vt_init(struct vt *vt);

/* Whole sequences and whole characters. */
void vt_take(struct vt *vt, const char *octets, size_t n);

#endif
