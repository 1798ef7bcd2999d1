/*
 * Two ends and a wire that are driven by octets, for the fuzz target and for
 * the test that runs it with a fixed seed. After each event the invariants of
 * pair_check.c are looked at.
 *
 * The first octets choose the mode, the windows and how the two begin; each
 * event after that takes one octet for its kind and a few for its operands,
 * see pair.c. An honest pair never forges, crashes or opens twice, so that of
 * it more can be demanded: what was acknowledged has been received, and once
 * the wire loses nothing any more, everything arrives.
 */
#ifndef PAIR_H
#define PAIR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tcp/tcb.h"

#define PAIR_WIRE 48

struct pair_flight {
	struct segment	seg;
	uint8_t		to;		/* 0 or 1 */
};

struct pair {
	struct tcb	end[2];
	struct tcb	before;		/* the end of the last event, before it */
	struct effects	fx;		/* of the last event */
	int64_t		now;		/* ms */
	struct pair_flight wire[PAIR_WIRE];	/* oldest first; what is more gets lost */
	int		wire_count;
	uint32_t	shift[2];	/* the first ISS, less 100 and 300 */
	bool		honest;
	bool		opened[2];
	uint32_t	window_max[2];	/* the largest since the end was CLOSED */
	uint32_t	taken[2];	/* octets that the user has received */
	uint64_t	digest;		/* of all segments, their numbers less shift */
	size_t		events;
	bool		edges[128];	/* rows of the table that were taken */
	char		wrong[240];	/* the first invariant that did not hold, or "" */
};

/* Both CLOSED, ISS 100 + shift and 300 + shift. */
void	pair_init(struct pair *pair, uint32_t shift_a, uint32_t shift_b);

/* Let the octets drive it. False if an invariant was broken: see wrong. */
bool	pair_run(struct pair *pair, const uint8_t *data, size_t size);

/*
 * Called after each event at an end, with before and fx filled in: sets wrong
 * at the first thing that may not be.
 */
void	pair_check(struct pair *pair, int at);

/* Once everything has been delivered and nothing can be lost any more. */
void	pair_check_quiet(struct pair *pair);

/* pair->wrong, unless something stands there already. */
void	pair_wrong(struct pair *pair, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

#endif
