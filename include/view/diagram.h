/*
 * The state diagram of RFC 9293, with both ends on it.
 */
#ifndef VIEW_DIAGRAM_H
#define VIEW_DIAGRAM_H

#include <stddef.h>

#include "base/str.h"
#include "trace/trace.h"
#include "view/grid.h"
#include "view/route.h"

/*
 * Draw it into area, DIAGRAM_ROWS by DIAGRAM_COLUMNS, as things stand after
 * the first count moments. The edges that the last of them took are lit.
 */
void diagram_draw(const struct area *area, const struct trace *trace,
    size_t count);

/*
 * What the lit edges say: "B: rcv SYN / snd SYN,ACK"; of one that the figure
 * does not draw, its states too. Nothing if no edge was taken.
 */
void diagram_caption(struct str *out, const struct trace *trace, size_t count);

#endif
