/*
 * Help on a sheet of its own: all keys, and how to read the screen.
 */
#ifndef VIEW_HELP_H
#define VIEW_HELP_H

#include <stddef.h>

#include "view/grid.h"
#include "view/keys.h"

/*
 * Draw it without the first skip lines. Returns the largest skip that shows
 * more; a larger one is taken for that.
 */
int help_draw(const struct area *area, const struct key_help *keys,
    size_t count, int skip);

#endif
