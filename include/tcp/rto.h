/*
 * The retransmission timeout of RFC 6298, with Karn's algorithm: only a
 * segment that was sent once is timed.
 */
#ifndef TCP_RTO_H
#define TCP_RTO_H

#include <stdbool.h>
#include <stdint.h>

#include "tcp/seq.h"

struct rto {
	uint32_t	rto;		/* ms, before backoff */
	uint32_t	srtt;		/* ms; valid once measured */
	uint32_t	rttvar;		/* ms */
	uint8_t		shift;		/* doublings in force */
	bool		measured;
	bool		timing;		/* a segment is being timed ... */
	struct seq	timed;		/* ... the one that ends here ... */
	int64_t		since;		/* ... since this ms */
};

/* RTO <- 1 s (RFC 6298, 2.1). */
void rto_init(struct rto *rto);

/* The timeout to set now, backoff included, at most 60 s (2.5). ms. */
uint32_t rto_current(const struct rto *rto);

/* A new segment ending at end left at now: time it if nothing is timed. */
void rto_sent(struct rto *rto, struct seq end, int64_t now);

/* New data is acknowledged up to ack: measure (2.2, 2.3); that ends a backoff. */
void rto_acked(struct rto *rto, struct seq ack, int64_t now);

/* The timer ran out: double (5.5), and time nothing that is in doubt (Karn). */
void rto_backoff(struct rto *rto);

/* The SYN had to be sent again: data begins with 3 s (5.7). */
void rto_after_syn(struct rto *rto, bool syn_was_retransmitted);

#endif
