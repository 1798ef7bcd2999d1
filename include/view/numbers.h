/*
 * The numbers: what both ends know (RFC 9293, section 3.3.1), old and new.
 */
#ifndef VIEW_NUMBERS_H
#define VIEW_NUMBERS_H

#include <stddef.h>

#include "trace/trace.h"
#include "view/grid.h"

#define NUMBERS_ROWS_TABLE 3	/* a row of names, and a row an end */
#define NUMBERS_ROWS_TALL 9	/* a row a number, ISS and IRS too; timers */

/* Draw them, after count moments, in the form that fits. */
void numbers_draw(const struct area *area, const struct trace *trace,
    size_t count);

#endif
