/*
 * The panel of words: a step's prose, or why the moment went as it did.
 */
#ifndef VIEW_WHY_H
#define VIEW_WHY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "lesson/lesson.h"
#include "lesson/player.h"
#include "trace/trace.h"
#include "view/grid.h"

enum why_mode {
	WHY_PROSE,	/* the step's text */
	WHY_SENTENCE,	/* the one sentence; the checks where there is room */
	WHY_CHECKS	/* the checks of section 3.10, one by one */
};

struct why {
	const struct trace	*trace;
	size_t			 count;		/* moments shown */
	enum why_mode		 mode;
	const struct step	*step;		/* its text stands above the moment's, too; or NULL */
	const struct result	*results;	/* said at this moment; HELD is left out */
	size_t			 result_count;
	const char		*said;		/* what was foretold of this moment; NULL, "": nothing */
	bool			 with_title;	/* begin with why_title */
};

/* What the panel is about: the moment's headline, or the step's title. */
void why_title(struct str *out, const struct why *why);

/* How many lines one can go up and down from where the panel begins. */
struct why_room {
	int	up, down;
};

/*
 * Draw it, so many lines further down (or, below 0, up) than where it begins:
 * at its top, but so that a moment's sentence is seen whole, and of the
 * step's text above it as much as there is room for. A scroll that goes too
 * far is taken for one that goes as far as there is anything.
 */
struct why_room why_draw(const struct area *area, const struct why *why,
    int scroll);

#endif
