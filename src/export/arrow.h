/*
 * One segment of a ladder of text: its notation at the sender's side, and a
 * line that goes towards the receiver.
 */
#ifndef EXPORT_ARROW_H
#define EXPORT_ARROW_H

#include <stdbool.h>

#include "base/str.h"

enum arrow_fate {
	ARROW_ARRIVES,
	ARROW_LOST,
	ARROW_DOUBLED,
	ARROW_UNDER_WAY
};

struct arrow {
	const char	*text;		/* beside the line; "" leaves the line alone */
	const char	*label;		/* in the line; "" if none */
	enum arrow_fate	 fate;
	bool		 leftwards;
	bool		 dotted;
};

/*
 * Append the arrow, as wide as columns; one that does not arrive ends where
 * it likes. False, with nothing appended, if there is no room for the line
 * beside its text.
 */
bool arrow_draw(struct str *out, const struct arrow *arrow, int columns);

#endif
