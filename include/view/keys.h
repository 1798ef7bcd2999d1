/*
 * Keys as a person reads them: the bar at the bottom.
 */
#ifndef VIEW_KEYS_H
#define VIEW_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "view/grid.h"

/* Of more keys than these the bar shows none. */
#define KEYS_SHOWN_MAX 64

struct key_help {
	const char	*key;		/* "Space" */
	const char	*brief;		/* in the bar: "step"; NULL: not there */
	const char	*help;		/* in the help: a sentence */
	uint32_t	 stroke;	/* what it is to a mouse, as HIT_KEY's id */
};

/*
 * One row: as many keys as fit, in the table's order; the keys that get one on
 * or out (Space, h, m, q), and those that answer a question (1, ?), before all
 * others.
 */
void keys_draw(const struct area *area, const struct key_help *keys,
    size_t count);

#endif
