/*
 * The ladder: A left, B right, time downwards, every call and every segment
 * with what became of it.
 */
#ifndef VIEW_LADDER_H
#define VIEW_LADDER_H

#include <stddef.h>

#include "trace/trace.h"
#include "view/grid.h"

/* Frames in which the arrow of a moment grows: the first is drawn with grid.motion so much. */
#define LADDER_FRAMES 3

/*
 * Draw the first count moments. offset: rows that one has gone up from the
 * newest, which is what stands at the bottom with 0. Returns how far it may
 * go: one row further than now, or to where the trace begins; a larger offset
 * is taken for that.
 */
int ladder_draw(const struct area *area, const struct trace *trace,
    size_t count, int offset);

#endif
