/*
 * Where the state diagram has its states, and the way each edge takes between
 * them. CLOSED stands once, although the RFC's figure has it twice.
 */
#ifndef VIEW_ROUTE_H
#define VIEW_ROUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tcp/state.h"

#define DIAGRAM_ROWS 14
#define DIAGRAM_COLUMNS 42

/* Columns kept free on both sides of a name for the ends' markers. */
#define MARKER_COLUMNS 2

struct spot {
	int8_t	row, column;
};

/* Where the name of a state begins. */
extern const struct spot place_spots[STATE_COUNT];

enum route_kind {
	ROUTE_FIGURE,		/* always drawn */
	ROUTE_DASHED,		/* always drawn: not in the RFC's figure, but should be */
	ROUTE_JUMP		/* drawn dashed, only in the moment that takes it */
};

#define ROUTE_CORNERS 5

/*
 * A line in right angles from corner to corner; the first and last touch the
 * names. One corner is a line of one cell.
 */
struct route {
	uint8_t		from, to;	/* enum state */
	uint8_t		kind;		/* enum route_kind */
	uint8_t		count;		/* of corners */
	struct spot	corner[ROUTE_CORNERS];
};

extern const struct route routes[];
extern const size_t route_count;

/* Where LAST-ACK's line joins TIME-WAIT's on its way to CLOSED. */
extern const struct spot margin_junction;

/* The line for a pair of states, or NULL. */
const struct route *route_find(enum state from, enum state to);

#endif
