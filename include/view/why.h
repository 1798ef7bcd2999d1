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
	const struct step	*step;		/* of WHY_PROSE; or NULL */
	const struct result	*results;	/* said at this moment; HELD is left out */
	size_t			 result_count;
	bool			 with_title;	/* begin with why_title */
};

/* What the panel is about: the moment's headline, or the step's title. */
void why_title(struct str *out, const struct why *why);

/*
 * Draw it without the first skip lines. Returns the largest skip that shows
 * more; a larger one is taken for that.
 */
int why_draw(const struct area *area, const struct why *why, int skip);

#endif
