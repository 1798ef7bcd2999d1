/*
 * The geometry of the diagram (RFC 9293, figure 5):
 *
 *   column 0         1         2         3         4
 *          012345678901234567890123456789012345678901
 *   row  0                     CLOSED ◀────────────┐
 *        1           ┌─────────┘ ▲▲ └────────┐     │
 *        2           ▼ ┌─────────┘└───────┐  ▼     │
 *        3          LISTEN ───────────▶ SYN-SENT   │
 *        4           ▼ ▲                  │   │    │
 *        5        SYN-RECEIVED ◀──────────┘   │    │
 *        6         │     └───▶ ESTABLISHED ◀──┘    │
 *        7         │   ┌────────┘       └───┐      │
 *        8         ▼   ▼                    ▼      │
 *        9        FIN-WAIT-1 ───┐      CLOSE-WAIT  │
 *       10         ▼      ╎     ▼           ▼      │
 *       11   FIN-WAIT-2   ╎  CLOSING    LAST-ACK ──┤
 *       12         │      ▼    ▼                   │
 *       13         └────▶ TIME-WAIT ───────────────┘
 *
 * CLOSED stands once, where a connection begins and where it ends, so that a
 * marker never jumps from one to the other; the RFC's figure has it twice.
 * Jumps use the margins, with no letters in their way.
 */
#include "view/route.h"

const struct spot place_spots[STATE_COUNT] = {
	[STATE_CLOSED] = { 0, 20 },
	[STATE_LISTEN] = { 3, 9 },
	[STATE_SYN_SENT] = { 3, 29 },
	[STATE_SYN_RECEIVED] = { 5, 7 },
	[STATE_ESTABLISHED] = { 6, 20 },
	[STATE_FIN_WAIT_1] = { 9, 7 },
	[STATE_FIN_WAIT_2] = { 11, 2 },
	[STATE_CLOSE_WAIT] = { 9, 28 },
	[STATE_CLOSING] = { 11, 18 },
	[STATE_LAST_ACK] = { 11, 29 },
	[STATE_TIME_WAIT] = { 13, 15 },
};

#define CORNERS(n, ...) .count = (n), .corner = { __VA_ARGS__ }
#define ROUTE(f, t, k, ...) \
	{ STATE_##f, STATE_##t, ROUTE_##k, __VA_ARGS__ }
/* Up the right margin, which all share that end there. */
#define MARGIN { 0, 40 }, { 0, 27 }

const struct route routes[] = {
	ROUTE(CLOSED, LISTEN, FIGURE, CORNERS(3, { 1, 20 }, { 1, 10 }, { 2, 10 })),
	ROUTE(CLOSED, SYN_SENT, FIGURE, CORNERS(3, { 1, 25 }, { 1, 34 }, { 2, 34 })),
	ROUTE(LISTEN, CLOSED, FIGURE, CORNERS(3, { 2, 12 }, { 2, 22 }, { 1, 22 })),
	ROUTE(SYN_SENT, CLOSED, FIGURE, CORNERS(3, { 2, 31 }, { 2, 23 }, { 1, 23 })),
	ROUTE(LISTEN, SYN_SENT, FIGURE, CORNERS(2, { 3, 16 }, { 3, 27 })),
	ROUTE(LISTEN, SYN_RECEIVED, FIGURE, CORNERS(1, { 4, 10 })),
	ROUTE(SYN_RECEIVED, LISTEN, FIGURE, CORNERS(1, { 4, 12 })),
	ROUTE(SYN_SENT, SYN_RECEIVED, FIGURE, CORNERS(3, { 4, 31 }, { 5, 31 }, { 5, 20 })),
	ROUTE(SYN_RECEIVED, ESTABLISHED, FIGURE, CORNERS(2, { 6, 14 }, { 6, 18 })),
	ROUTE(SYN_SENT, ESTABLISHED, FIGURE, CORNERS(3, { 4, 35 }, { 6, 35 }, { 6, 32 })),
	ROUTE(SYN_RECEIVED, FIN_WAIT_1, FIGURE, CORNERS(2, { 6, 8 }, { 8, 8 })),
	ROUTE(ESTABLISHED, FIN_WAIT_1, FIGURE, CORNERS(3, { 7, 21 }, { 7, 12 }, { 8, 12 })),
	ROUTE(ESTABLISHED, CLOSE_WAIT, FIGURE, CORNERS(3, { 7, 29 }, { 7, 33 }, { 8, 33 })),
	ROUTE(FIN_WAIT_1, FIN_WAIT_2, FIGURE, CORNERS(1, { 10, 8 })),
	ROUTE(FIN_WAIT_1, CLOSING, FIGURE, CORNERS(3, { 9, 18 }, { 9, 21 }, { 10, 21 })),
	ROUTE(FIN_WAIT_1, TIME_WAIT, DASHED, CORNERS(2, { 10, 15 }, { 12, 15 })),
	ROUTE(FIN_WAIT_2, TIME_WAIT, FIGURE, CORNERS(3, { 12, 8 }, { 13, 8 }, { 13, 13 })),
	ROUTE(CLOSING, TIME_WAIT, FIGURE, CORNERS(1, { 12, 20 })),
	ROUTE(CLOSE_WAIT, LAST_ACK, FIGURE, CORNERS(1, { 10, 33 })),
	ROUTE(TIME_WAIT, CLOSED, FIGURE, CORNERS(4, { 13, 25 }, { 13, 40 }, MARGIN)),
	ROUTE(LAST_ACK, CLOSED, FIGURE, CORNERS(4, { 11, 38 }, { 11, 40 }, MARGIN)),

	ROUTE(SYN_RECEIVED, CLOSED, JUMP,
	    CORNERS(4, { 5, 5 }, { 5, 3 }, { 0, 3 }, { 0, 18 })),
	ROUTE(FIN_WAIT_1, CLOSED, JUMP,
	    CORNERS(4, { 9, 5 }, { 9, 3 }, { 0, 3 }, { 0, 18 })),
	ROUTE(FIN_WAIT_2, CLOSED, JUMP, CORNERS(3, { 10, 3 }, { 0, 3 }, { 0, 18 })),
	ROUTE(ESTABLISHED, CLOSED, JUMP, CORNERS(2, { 5, 24 }, { 1, 24 })),
	ROUTE(CLOSING, CLOSED, JUMP, CORNERS(4, { 12, 24 }, { 12, 40 }, MARGIN)),
	ROUTE(CLOSE_WAIT, CLOSED, JUMP, CORNERS(4, { 9, 39 }, { 9, 40 }, MARGIN)),
	ROUTE(TIME_WAIT, SYN_RECEIVED, JUMP, CORNERS(2, { 12, 17 }, { 6, 17 })),
	ROUTE(SYN_RECEIVED, TIME_WAIT, JUMP, CORNERS(2, { 6, 17 }, { 12, 17 })),
};

const struct spot margin_junction = { 11, 40 };

const size_t route_count = sizeof(routes) / sizeof(routes[0]);

const struct route *
route_find(enum state from, enum state to)
{
	for (size_t i = 0; i < route_count; i++)
		if (routes[i].from == from &&
		    routes[i].to == to)
			return &routes[i];
	return NULL;
}
