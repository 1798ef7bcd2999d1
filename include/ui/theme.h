/*
 * How styles look. A look is attributes, and colours beside them: with the
 * attributes alone everything can still be told apart.
 */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdint.h>

#include "view/grid.h"

/* Attributes, as bits. */
enum {
	LOOK_BOLD = 0x01,
	LOOK_DIM = 0x02,
	LOOK_UNDERLINE = 0x04,
	LOOK_REVERSE = 0x08
};

/* The terminal's own colour. */
#define COLOUR_OWN (-1)

struct look {
	uint8_t	plain;		/* attributes where there are no colours */
	uint8_t	coloured;	/* attributes beside a colour */
	int16_t	few;		/* colour of 8 or 16 */
	int16_t	many;		/* colour of 256 */
};

struct theme {
	const char	*name;
	struct look	 looks[STYLE_COUNT];	/* by enum style */
};

extern const struct theme theme_dark, theme_light, theme_contrast;

/* "dark", "light", "contrast"; NULL if there is none of that name. */
const struct theme *theme_find(const char *name);

/* The theme's look of a style; an unknown style looks like text. */
const struct look *theme_look(const struct theme *theme, unsigned style);

#endif
