/*
 * The edges of the state diagram: RFC 9293's figure 5, its notes 1 to 3, and
 * the few that section 3.10 has and the figure does not draw. This table is
 * the only place that says which transitions there are: tcb_enter accepts no
 * other, the diagram draws it, explanations and tests read it.
 */
#ifndef TCP_EDGE_H
#define TCP_EDGE_H

#include <stddef.h>
#include <stdint.h>

#include "tcp/state.h"

/* What makes a connection change its state. */
enum cause {
	CAUSE_PASSIVE_OPEN,
	CAUSE_ACTIVE_OPEN,
	CAUSE_SEND,		/* SEND in LISTEN: passive becomes active */
	CAUSE_CLOSE,
	CAUSE_ABORT,		/* ABORT, and the close() that must reset */
	CAUSE_CRASH,
	CAUSE_RCV_SYN,
	CAUSE_RCV_SYN_ACK,
	CAUSE_RCV_ACK_OF_SYN,
	CAUSE_RCV_ACK_OF_FIN,
	CAUSE_RCV_FIN,
	CAUSE_RCV_FIN_ACK,	/* a FIN, and our own acknowledged by it */
	CAUSE_RCV_RST,
	CAUSE_LATE_DATA,	/* data for an application that is gone */
	CAUSE_BAD_SYN,		/* a SYN where none may be (section 3.10.7.4, fourth) */
	CAUSE_USER_TIMEOUT,	/* or R2: too many retransmissions */
	CAUSE_2MSL
};

/* Where the RFC has the edge. */
enum edge_origin {
	EDGE_FIGURE,		/* drawn in figure 5 */
	EDGE_NOTE,		/* in its notes 1 to 3, not drawn */
	EDGE_TEXT		/* in section 3.10 or an RFC it cites */
};

struct edge {
	uint8_t		 from;		/* enum state */
	uint8_t		 to;
	uint8_t		 cause;		/* enum cause */
	uint8_t		 origin;	/* enum edge_origin */
	const char	*event;		/* as the figure writes it: "rcv SYN" */
	const char	*action;	/* "snd SYN,ACK"; "" if nothing */
	const char	*section;	/* "3.10.7.2", or "RFC 1122 4.2.2.13" */
	const char	*sentence;	/* for the learner, with holes: see edge_sentence */
};

/* The whole table; rows of one pair stand together, the figure's own first. */
extern const struct edge edges[];
extern const size_t edge_count;

/* The row, or NULL: there is no such transition. */
const struct edge *edge_find(enum state from, enum state to, enum cause cause);

/* Long enough for every edge_sentence. */
#define EDGE_SENTENCE 384

/*
 * What it means to go this way, for a student; the words name the end that
 * goes it, here ('A' or 'B'), and the other one. Returns buf.
 */
char *edge_sentence(char *buf, size_t size, const struct edge *edge, char here);

/* The only row of a pair; NULL if there is none, or one cannot know which. */
const struct edge *edge_only(enum state from, enum state to);

/*
 * The pairs (from, to) are what a diagram draws and a learner collects:
 * edge_pairs() of them, numbered from 0 in the table's order.
 * edge_pair answers -1 for a pair that has no row; edge_of_pair the pair's
 * first row.
 */
int edge_pairs(void);
int edge_pair(enum state from, enum state to);
const struct edge *edge_of_pair(int pair);

#endif
