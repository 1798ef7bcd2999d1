/*
 * A segment while it is being processed (section 3.10.7). For src/tcp only.
 */
#ifndef TCP_ARRIVAL_H
#define TCP_ARRIVAL_H

#include "tcp/emit.h"

/* Is an acknowledgment owed for what arrived? */
enum owed {
	OWED_NOTHING,
	OWED_LATER,		/* may wait for company (3.8.6.3) */
	OWED_NOW
};

struct arrival {
	struct tcb		*tcb;
	struct effects		*fx;
	int64_t			 now;		/* ms */
	const struct segment	*whole;		/* as it came */
	struct segment		 seg;		/* what of it lies in the window */
	uint8_t			 owed;		/* enum owed */
};

/*
 * A check: true to go on with the next one, false when it decided and the
 * segment is done with.
 */
bool arrive_closed(struct arrival *a);		/* 3.10.7.1 */
bool arrive_listen(struct arrival *a);		/* 3.10.7.2 */
bool arrive_syn_sent(struct arrival *a);	/* 3.10.7.3 */

bool check_sequence(struct arrival *a);		/* 3.10.7.4, first */
bool check_rst(struct arrival *a);		/* second */
bool check_security(struct arrival *a);		/* third */
bool check_syn(struct arrival *a);		/* fourth */
bool check_ack(struct arrival *a);		/* fifth */
bool check_urg(struct arrival *a);		/* sixth */
bool check_text(struct arrival *a);		/* seventh */
bool check_fin(struct arrival *a);		/* eighth */

/* A challenge ACK, unless there were too many lately (RFC 5961, section 7). */
void challenge(struct arrival *a);

/* Our SYN is acknowledged: the connection is open at this end. */
void arrive_established(struct arrival *a, enum cause cause);

/* Learn from the SYN and answer it with a SYN,ACK, as LISTEN does (3.10.7.2). */
void arrive_answer_syn(struct arrival *a);

/* Take SEG.WND as SND.WND (3.10.7.4, fifth). */
void arrive_window(struct arrival *a);

/* SND.UNA <- SEG.ACK, and what follows from it for timers. */
void arrive_acknowledged(struct arrival *a);

#endif
