/*
 * The same lesson on the model and on a real engine, side by side in 78
 * columns, statement by statement: both states, the segments, the answer of a
 * call. What differs is marked and, as far as it is known, explained:
 *
 *	line 27  A: close()
 *	  A FIN-WAIT-1   B ESTABLISHED      =  A FIN-WAIT-1   B ESTABLISHED
 *	  A: F. 101:101(0) ack 301          =  A: F. 101:101(0) ack 301
 *
 * Windows and timers are a kernel's own affair; they are not compared. It
 * reads what both players played and asks no engine.
 */
#ifndef EXPORT_COMPARE_H
#define EXPORT_COMPARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "lesson/player.h"

struct compare_count {
	size_t	statements;	/* that both played */
	size_t	same;
	size_t	explained;	/* they differ, and it is known why */
	size_t	unexplained;
	size_t	model_alone;	/* one of both only played them: skipped, or not for it */
	size_t	real_alone;
};

/* Both must have played the same lesson. */
struct compare_count compare_players(FILE *out, const struct player *model,
    const struct player *real, bool ascii);

#endif
