/*
 * The themes, for a dark background, for a light one (a projector's), and for
 * eyes that need contrast: that one uses no colour but the terminal's own. The
 * background stays the terminal's in all of them. A and B differ by hue
 * (blue against orange, which every kind of eye tells apart), and by letter
 * and side wherever they are drawn.
 */
#include "ui/theme.h"

#include <stddef.h>
#include <string.h>

const struct theme theme_dark = {
	.name = "dark",
	.looks = {
		[STYLE_TEXT] = { 0, 0, COLOUR_OWN, COLOUR_OWN },
		[STYLE_DIM] = { LOOK_DIM, 0, COLOUR_OWN, 247 },
		[STYLE_STRONG] = { LOOK_BOLD, LOOK_BOLD, COLOUR_OWN, COLOUR_OWN },
		[STYLE_EMPHASIS] = { LOOK_UNDERLINE, LOOK_UNDERLINE, COLOUR_OWN, COLOUR_OWN },
		[STYLE_CODE] = { LOOK_BOLD, 0, 2, 114 },
		[STYLE_A] = { LOOK_BOLD, LOOK_BOLD, 6, 81 },
		[STYLE_B] = { LOOK_BOLD, LOOK_BOLD, 3, 214 },
		[STYLE_BOTH] = { LOOK_BOLD | LOOK_UNDERLINE, LOOK_BOLD | LOOK_UNDERLINE, 5, 213 },
		[STYLE_NOW] = { LOOK_REVERSE | LOOK_BOLD, LOOK_REVERSE | LOOK_BOLD, 2, 120 },
		[STYLE_CHANGED] = { LOOK_UNDERLINE | LOOK_BOLD, LOOK_UNDERLINE | LOOK_BOLD, 2, 120 },
		[STYLE_LOST] = { LOOK_REVERSE, LOOK_BOLD, 1, 203 },
		[STYLE_OK] = { 0, 0, 2, 114 },
		[STYLE_STOP] = { LOOK_BOLD | LOOK_UNDERLINE, LOOK_BOLD | LOOK_UNDERLINE, 3, 221 },
		[STYLE_FRAME] = { LOOK_DIM, 0, COLOUR_OWN, 67 },
		[STYLE_BAR] = { LOOK_REVERSE, LOOK_REVERSE, COLOUR_OWN, COLOUR_OWN },
		[STYLE_KEY] = { LOOK_REVERSE | LOOK_BOLD, LOOK_REVERSE | LOOK_BOLD, COLOUR_OWN, COLOUR_OWN },
		[STYLE_CURSOR] = { LOOK_REVERSE, LOOK_REVERSE, COLOUR_OWN, COLOUR_OWN },
	},
};

const struct theme theme_light = {
	.name = "light",
	.looks = {
		[STYLE_TEXT] = { 0, 0, COLOUR_OWN, COLOUR_OWN },
		[STYLE_DIM] = { LOOK_DIM, 0, COLOUR_OWN, 240 },
		[STYLE_STRONG] = { LOOK_BOLD, LOOK_BOLD, COLOUR_OWN, COLOUR_OWN },
		[STYLE_EMPHASIS] = { LOOK_UNDERLINE, LOOK_UNDERLINE, COLOUR_OWN, COLOUR_OWN },
		[STYLE_CODE] = { LOOK_BOLD, 0, 2, 22 },
		[STYLE_A] = { LOOK_BOLD, LOOK_BOLD, 4, 25 },
		[STYLE_B] = { LOOK_BOLD, LOOK_BOLD, 1, 130 },
		[STYLE_BOTH] = { LOOK_BOLD | LOOK_UNDERLINE, LOOK_BOLD | LOOK_UNDERLINE, 5, 90 },
		[STYLE_NOW] = { LOOK_REVERSE | LOOK_BOLD, LOOK_REVERSE | LOOK_BOLD, 4, 22 },
		[STYLE_CHANGED] = { LOOK_UNDERLINE | LOOK_BOLD, LOOK_UNDERLINE | LOOK_BOLD, 4, 22 },
		[STYLE_LOST] = { LOOK_REVERSE, LOOK_REVERSE, 1, 124 },
		[STYLE_OK] = { 0, 0, 2, 22 },
		[STYLE_STOP] = { LOOK_BOLD | LOOK_UNDERLINE, LOOK_BOLD | LOOK_UNDERLINE, 5, 94 },
		[STYLE_FRAME] = { LOOK_DIM, 0, COLOUR_OWN, 244 },
		[STYLE_BAR] = { LOOK_REVERSE, LOOK_REVERSE, COLOUR_OWN, COLOUR_OWN },
		[STYLE_KEY] = { LOOK_REVERSE | LOOK_BOLD, LOOK_REVERSE | LOOK_BOLD, COLOUR_OWN, COLOUR_OWN },
		[STYLE_CURSOR] = { LOOK_REVERSE, LOOK_REVERSE, COLOUR_OWN, COLOUR_OWN },
	},
};

#define PLAIN(attributes) { attributes, attributes, COLOUR_OWN, COLOUR_OWN }

const struct theme theme_contrast = {
	.name = "contrast",
	.looks = {
		[STYLE_TEXT] = PLAIN(0),
		[STYLE_DIM] = PLAIN(0),
		[STYLE_STRONG] = PLAIN(LOOK_BOLD),
		[STYLE_EMPHASIS] = PLAIN(LOOK_UNDERLINE),
		[STYLE_CODE] = PLAIN(LOOK_BOLD),
		[STYLE_A] = PLAIN(LOOK_BOLD),
		[STYLE_B] = PLAIN(LOOK_BOLD | LOOK_UNDERLINE),
		[STYLE_BOTH] = PLAIN(LOOK_BOLD | LOOK_UNDERLINE),
		[STYLE_NOW] = PLAIN(LOOK_REVERSE | LOOK_BOLD),
		[STYLE_CHANGED] = PLAIN(LOOK_UNDERLINE | LOOK_BOLD),
		[STYLE_LOST] = PLAIN(LOOK_REVERSE),
		[STYLE_OK] = PLAIN(0),
		[STYLE_STOP] = PLAIN(LOOK_BOLD | LOOK_UNDERLINE),
		[STYLE_FRAME] = PLAIN(0),
		[STYLE_BAR] = PLAIN(LOOK_REVERSE),
		[STYLE_KEY] = PLAIN(LOOK_REVERSE | LOOK_BOLD),
		[STYLE_CURSOR] = PLAIN(LOOK_REVERSE),
	},
};

static const struct theme *const themes[] = { &theme_dark, &theme_light, &theme_contrast };

const struct theme *
theme_find(const char *name)
{
	for (size_t i = 0; i < sizeof(themes) / sizeof(themes[0]); i++) {
		if (strcmp(themes[i]->name, name) == 0)
			return themes[i];
	}
	return NULL;
}

const struct look *
theme_look(const struct theme *theme, unsigned style)
{
	return &theme->looks[style < STYLE_COUNT ? style : STYLE_TEXT];
}
