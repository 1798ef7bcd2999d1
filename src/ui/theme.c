/*
 * The themes. The background stays the terminal's own. A and B differ by hue
 * (blue against orange, which every kind of eye tells apart), and by letter
 * and side wherever they are drawn.
 */
#include "ui/theme.h"

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

const struct look *
theme_look(const struct theme *theme, unsigned style)
{
	return &theme->looks[style < STYLE_COUNT ? style : STYLE_TEXT];
}
