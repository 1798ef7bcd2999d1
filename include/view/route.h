/*
 * Where the state diagram has its states, and the way each edge takes between
 * them. CLOSED stands twice, as in the RFC's figure: a connection begins at
 * the one and ends at the other.
 */
#ifndef VIEW_ROUTE_H
#define VIEW_ROUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tcp/state.h"

#define DIAGRAM_ROWS 16
#define DIAGRAM_COLUMNS 42

/* A place on the diagram: an enum state, or the CLOSED at the end. */
#define PLACE_END STATE_COUNT
#define PLACE_COUNT (STATE_COUNT + 1)

/* Columns kept free on both sides of a name for the ends' markers. */
#define MARKER_COLUMNS 2

struct spot {
	int8_t	row, column;
};

/* Where the name of a place begins. */
extern const struct spot place_spots[PLACE_COUNT];

/* The state that stands there. */
enum state place_state(int place);

enum route_kind {
	ROUTE_FIGURE,		/* always drawn */
	ROUTE_DASHED,		/* always drawn: not in the RFC's figure, but should be */
	ROUTE_JUMP		/* drawn dashed, only in the moment that takes it */
};

#define ROUTE_CORNERS 5

/* A line in right angles from corner to corner; the first and last touch the places. */
struct route {
	uint8_t		from, to;	/* places */
	uint8_t		kind;		/* enum route_kind */
	uint8_t		count;		/* of corners */
	struct spot	corner[ROUTE_CORNERS];
};

extern const struct route routes[];
extern const size_t route_count;

/* The line for a pair of states, or NULL. */
const struct route *route_find(enum state from, enum state to);

#endif
