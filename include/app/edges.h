/*
 * Edges walked, by edge_pair(): collected from traces, and kept from day to
 * day in progress, whichever way one plays.
 */
#ifndef APP_EDGES_H
#define APP_EDGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lesson/progress.h"
#include "trace/trace.h"

/* More than there are pairs of states with an edge. */
#define EDGES_MAX 64

/* Those that the moments of a trace, from that index on, walked. */
void edges_walk(bool walked[EDGES_MAX], const struct trace *trace, size_t from);

/* Those of other days. */
void edges_recall(bool walked[EDGES_MAX], const struct progress *progress);

/* now: seconds since 1970. */
void edges_note(const bool walked[EDGES_MAX], struct progress *progress, int64_t now);

#endif
