/*
 * The geometry of the diagram (RFC 9293, figure 5):
 *
 *   column 0         1         2         3         4
 *          012345678901234567890123456789012345678901
 *   row  0                     CLOSED
 *        1           ┌─────────┘ ▲▲ └────────┐
 *        2           ▼ ┌─────────┘└───────┐  ▼
 *        3          LISTEN ───────────▶ SYN-SENT
 *        4           │ ▲                  │   │
 *        5           ▼ │                  │   │
 *        6        SYN-RECEIVED ◀──────────┘   │
 *        7         │     └───▶ ESTABLISHED ◀──┘
 *        8         │   ┌────────┘       └───┐
 *        9         ▼   ▼                    ▼
 *       10        FIN-WAIT-1 ────┐     CLOSE-WAIT
 *       11         │      ╎      ▼          │
 *       12         ▼      ╎   CLOSING       ▼
 *       13   FIN-WAIT-2   ╎      │      LAST-ACK ──┐
 *       14         │      ▼      ▼                 │
 *       15         └────▶ TIME-WAIT ────▶ CLOSED ◀─┘
 *
 * Jumps use what is free: the margins for whatever ends at once, the middle
 * for the way back from TIME-WAIT.
 */
#include "view/route.h"

const struct spot place_spots[PLACE_COUNT] = {
	[STATE_CLOSED] = { 0, 20 },
	[STATE_LISTEN] = { 3, 9 },
	[STATE_SYN_SENT] = { 3, 29 },
	[STATE_SYN_RECEIVED] = { 6, 7 },
	[STATE_ESTABLISHED] = { 7, 20 },
	[STATE_FIN_WAIT_1] = { 10, 7 },
	[STATE_FIN_WAIT_2] = { 13, 2 },
	[STATE_CLOSE_WAIT] = { 10, 28 },
	[STATE_CLOSING] = { 12, 19 },
	[STATE_LAST_ACK] = { 13, 29 },
	[STATE_TIME_WAIT] = { 15, 15 },
	[PLACE_END] = { 15, 31 },
};

#define CORNERS(n, ...) .count = (n), .corner = { __VA_ARGS__ }
#define ROUTE(f, t, k, ...) \
	{ STATE_##f, STATE_##t, ROUTE_##k, __VA_ARGS__ }
#define ROUTE_TO_END(f, k, ...) \
	{ STATE_##f, PLACE_END, ROUTE_##k, __VA_ARGS__ }

const struct route routes[] = {
	ROUTE(CLOSED, LISTEN, FIGURE, CORNERS(3, { 1, 20 }, { 1, 10 }, { 2, 10 })),
	ROUTE(CLOSED, SYN_SENT, FIGURE, CORNERS(3, { 1, 25 }, { 1, 34 }, { 2, 34 })),
	ROUTE(LISTEN, CLOSED, FIGURE, CORNERS(3, { 2, 12 }, { 2, 22 }, { 1, 22 })),
	ROUTE(SYN_SENT, CLOSED, FIGURE, CORNERS(3, { 2, 31 }, { 2, 23 }, { 1, 23 })),
	ROUTE(LISTEN, SYN_SENT, FIGURE, CORNERS(2, { 3, 16 }, { 3, 27 })),
	ROUTE(LISTEN, SYN_RECEIVED, FIGURE, CORNERS(2, { 4, 10 }, { 5, 10 })),
	ROUTE(SYN_RECEIVED, LISTEN, FIGURE, CORNERS(2, { 5, 12 }, { 4, 12 })),
	ROUTE(SYN_SENT, SYN_RECEIVED, FIGURE, CORNERS(3, { 4, 31 }, { 6, 31 }, { 6, 20 })),
	ROUTE(SYN_RECEIVED, ESTABLISHED, FIGURE, CORNERS(2, { 7, 14 }, { 7, 18 })),
	ROUTE(SYN_SENT, ESTABLISHED, FIGURE, CORNERS(3, { 4, 35 }, { 7, 35 }, { 7, 32 })),
	ROUTE(SYN_RECEIVED, FIN_WAIT_1, FIGURE, CORNERS(2, { 7, 8 }, { 9, 8 })),
	ROUTE(ESTABLISHED, FIN_WAIT_1, FIGURE, CORNERS(3, { 8, 21 }, { 8, 12 }, { 9, 12 })),
	ROUTE(ESTABLISHED, CLOSE_WAIT, FIGURE, CORNERS(3, { 8, 29 }, { 8, 33 }, { 9, 33 })),
	ROUTE(FIN_WAIT_1, FIN_WAIT_2, FIGURE, CORNERS(2, { 11, 8 }, { 12, 8 })),
	ROUTE(FIN_WAIT_1, CLOSING, FIGURE, CORNERS(3, { 10, 18 }, { 10, 22 }, { 11, 22 })),
	ROUTE(FIN_WAIT_1, TIME_WAIT, DASHED, CORNERS(2, { 11, 15 }, { 14, 15 })),
	ROUTE(FIN_WAIT_2, TIME_WAIT, FIGURE, CORNERS(3, { 14, 8 }, { 15, 8 }, { 15, 13 })),
	ROUTE(CLOSING, TIME_WAIT, FIGURE, CORNERS(2, { 13, 22 }, { 14, 22 })),
	ROUTE(CLOSE_WAIT, LAST_ACK, FIGURE, CORNERS(2, { 11, 33 }, { 12, 33 })),
	ROUTE_TO_END(LAST_ACK, FIGURE,
	    CORNERS(4, { 13, 38 }, { 13, 40 }, { 15, 40 }, { 15, 38 })),
	ROUTE_TO_END(TIME_WAIT, FIGURE, CORNERS(2, { 15, 25 }, { 15, 29 })),

	ROUTE(SYN_RECEIVED, CLOSED, JUMP,
	    CORNERS(4, { 6, 5 }, { 6, 3 }, { 0, 3 }, { 0, 18 })),
	ROUTE(FIN_WAIT_1, CLOSED, JUMP,
	    CORNERS(4, { 10, 5 }, { 10, 3 }, { 0, 3 }, { 0, 18 })),
	ROUTE(FIN_WAIT_2, CLOSED, JUMP,
	    CORNERS(3, { 12, 3 }, { 0, 3 }, { 0, 18 })),
	ROUTE_TO_END(ESTABLISHED, JUMP, CORNERS(3, { 8, 26 }, { 15, 26 }, { 15, 29 })),
	ROUTE_TO_END(CLOSING, JUMP, CORNERS(3, { 13, 25 }, { 14, 25 }, { 14, 32 })),
	ROUTE_TO_END(CLOSE_WAIT, JUMP,
	    CORNERS(4, { 10, 39 }, { 10, 41 }, { 14, 41 }, { 14, 34 })),
	ROUTE(TIME_WAIT, SYN_RECEIVED, JUMP, CORNERS(2, { 14, 17 }, { 7, 17 })),
	ROUTE(SYN_RECEIVED, TIME_WAIT, JUMP, CORNERS(2, { 7, 17 }, { 14, 17 })),
};

const size_t route_count = sizeof(routes) / sizeof(routes[0]);

enum state
place_state(int place)
{
	return place == PLACE_END ? STATE_CLOSED : (enum state)place;
}

const struct route *
route_find(enum state from, enum state to)
{
	for (size_t i = 0; i < route_count; i++)
		if (place_state(routes[i].from) == from &&
		    place_state(routes[i].to) == to)
			return &routes[i];
	return NULL;
}
