/*
 * A vector of section 3.10 (tests/tcp/vector.h) played on a kernel: end A is
 * brought to the section's start by calls and forged segments, then the row's
 * event happens to it. What the kernel then sent, and where it then is, is
 * written down in the vector's own numbers.
 *
 *	vector's window of 1000:   [301 ............ 1301)
 *	the kernel's, some more:   [301 .................... 1453)
 *	                               same numbers | 152 more
 *
 * No kernel has so small a window. So numbers near the vector's right edge are
 * moved to the same place near the kernel's, and what the kernel says back.
 */
#ifndef REPLAY_H
#define REPLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "engine/engine.h"
#include "tcp/vector.h"

/* Why a row was not played. */
enum unplayed {
	PLAYED,
	UNPLAYED_POLICY,	/* a kernel cannot do without RFC 5961 */
	UNPLAYED_TIME,		/* timers run at the kernel's own times */
	UNPLAYED_CALL,		/* sockets have no such call, or not there */
	UNPLAYED_START,		/* the kernel does not get to the section's start */
	UNPLAYED_COUNT
};

const char	*unplayed_text(enum unplayed unplayed);

#define ANSWER_SENT 16

/* What the kernel did, in the vector's numbers. */
struct answer {
	struct segment	sent[ANSWER_SENT];	/* by A */
	int		sent_count;		/* may be more than those kept */
	enum state	state;
	uint32_t	una, nxt, rcv_nxt;
	bool		numbered;		/* there is a connection, with these */
	bool		called, failed;		/* a call; it answered an error */
	bool		unknown;		/* the engine had no reason for a difference */
};

struct replay {
	struct engine	*engine;
	struct run	 model;		/* the same on the model: its numbers */
	uint32_t	 edge;		/* of the model's window, on its right ... */
	uint32_t	 reach;		/* ... how far before it numbers are moved ... */
	uint32_t	 shift;		/* ... and by how much */
};

/* Play a row. What it left is written to *answer if it was PLAYED. */
enum unplayed	 replay_row(struct replay *replay, const struct section *section,
		    const struct row *row, struct answer *answer);

void		 replay_end(struct replay *replay);

/* ---- replay_verdict.c */

/* Did the kernel do what the row expects, as far as it can be seen from outside? */
bool		 answer_expected(const struct answer *answer, const struct replay *replay,
		    const struct vectors *vectors, const struct row *row);

/* "sends . 101:101(0) ack 301; ESTABLISHED una=101 nxt=101 rcv.nxt=301". */
void		 answer_print(struct str *out, const struct answer *answer);

#endif
