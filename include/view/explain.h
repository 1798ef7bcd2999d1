/*
 * A moment explained on a sheet of its own: every check, what it compared and
 * what that means.
 */
#ifndef VIEW_EXPLAIN_H
#define VIEW_EXPLAIN_H

#include <stddef.h>

#include "trace/trace.h"
#include "view/grid.h"

/*
 * Draw it without the first skip lines. Returns the largest skip that shows
 * more; a larger one is taken for that.
 */
int explain_draw(const struct area *area, const struct trace *trace,
    size_t count, int skip);

#endif
