/*
 * How a terminal is told in what style the next characters are written: from
 * the style that it writes in to another one, in as few octets as that takes.
 */
#ifndef UI_PEN_H
#define UI_PEN_H

#include <stdbool.h>

#include "base/str.h"
#include "ui/theme.h"

#define PEN_ATTRIBUTES 4
#define PEN_WORD 24

struct pens {
	struct pen {
		unsigned	attributes;	/* LOOK_ bits */
		int		colour;		/* or COLOUR_OWN */
	} of[STYLE_COUNT];
	char	reset[PEN_WORD];
	char	on[PEN_ATTRIBUTES][PEN_WORD];	/* bold, dim, underline, reverse */
	char	colour[STYLE_COUNT][PEN_WORD];
};

/* For the current terminal of terminfo. */
void pens_init(struct pens *pens, const struct theme *theme, bool colours);

/* Do both look the same? */
bool pens_equal(const struct pens *pens, unsigned style, unsigned other);

/* Does a blank look the same in this style as in that of text? */
bool pens_quiet(const struct pens *pens, unsigned style);

/* Append what makes it write in style to, while it writes in style from. */
void pens_change(struct str *out, const struct pens *pens, unsigned from, unsigned to);

#endif
