/*
 * What one event did to one end: the segments it put on the wire, the notes
 * it left, the edges it took, what its user was told. The caller owns it and
 * clears it with effects_init before each event.
 */
#ifndef TCP_EFFECTS_H
#define TCP_EFFECTS_H

#include <stdbool.h>
#include <stdint.h>

#include "tcp/edge.h"
#include "tcp/note.h"
#include "tcp/segment.h"

/* Why a segment was sent. */
enum purpose {
	SENT_SYN,		/* SYN or SYN,ACK */
	SENT_ACK,
	SENT_DATA,
	SENT_FIN,
	SENT_RST,
	SENT_AGAIN,		/* a retransmission */
	SENT_CHALLENGE,		/* RFC 5961: prove that you mean it */
	SENT_PROBE,		/* zero-window probe or keep-alive */
	SENT_WINDOW		/* a window update */
};

/* The answer to a call, in section 3.10's words (reply_text). */
enum reply {
	REPLY_NONE,		/* no call was made */
	REPLY_OK,
	REPLY_QUEUED,		/* accepted, done when its time comes */
	REPLY_EXISTS,		/* error: connection already exists */
	REPLY_NOT_EXIST,	/* error: connection does not exist */
	REPLY_CLOSING,		/* error: connection closing */
	REPLY_RESOURCES,	/* error: insufficient resources */
	REPLY_UNSPECIFIED,	/* error: remote socket unspecified */
	REPLY_RESET,		/* error: connection reset */
	REPLY_REFUSED		/* error: connection refused */
};

/* What a user is told without having asked (section 3.9.1.8). */
enum signal {
	SIGNAL_RESET,		/* connection reset */
	SIGNAL_REFUSED,		/* connection refused */
	SIGNAL_CLOSING,		/* connection closing */
	SIGNAL_TIMEOUT,		/* error: connection aborted due to user timeout */
	SIGNAL_URGENT,		/* urgent data */
	SIGNAL_PROBLEM,		/* R1 reached: excessive retransmissions */
	SIGNAL_CLOSE_OK,	/* CLOSE: ok (3.10.7.4, fifth, FIN-WAIT-2) */
	SIGNAL_RECEIVED		/* a waiting RECEIVE returned data */
};

struct sent {
	struct segment	seg;
	uint8_t		purpose;	/* enum purpose */
};

#define EFFECTS_SENT 32
#define EFFECTS_NOTES 24
#define EFFECTS_EDGES 4
#define EFFECTS_SIGNALS 6

struct effects {
	int		 sent_count;
	int		 note_count;
	int		 edge_count;
	int		 signal_count;
	bool		 more;		/* sent[] was full: call tcb_output again */
	uint8_t		 reply;		/* enum reply */
	uint32_t	 received;	/* octets that a RECEIVE returned */
	struct sent	 sent[EFFECTS_SENT];
	struct note	 notes[EFFECTS_NOTES];
	const struct edge *edges[EFFECTS_EDGES];
	uint8_t		 signals[EFFECTS_SIGNALS];	/* enum signal */
};

/* Empty it. Touches the counters only, so that it is cheap. */
static inline void
effects_init(struct effects *fx)
{
	fx->sent_count = fx->note_count = fx->edge_count = 0;
	fx->signal_count = 0;
	fx->more = false;
	fx->reply = REPLY_NONE;
	fx->received = 0;
}

/* The words of section 3.10: "ok", "error: connection closing". Never NULL; shown through _(). */
const char *reply_text(enum reply reply);

/* True for the replies that begin with "error:". */
bool reply_is_error(enum reply reply);

/* The words of section 3.10: "connection reset". Never NULL; shown through _(). */
const char *signal_text(enum signal signal);

#endif
