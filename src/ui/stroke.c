/* The names of keys, for people. */
#include "ui/stroke.h"

#include <stdio.h>

#include "base/i18n.h"

static const struct {
	uint32_t	 stroke;
	const char	*name;
} names[] = {
	{ ' ',			N_("Space") },
	{ STROKE_ESCAPE,	"Esc" },
	{ STROKE_ENTER,		N_("Enter") },
	{ STROKE_TAB,		"Tab" },
	{ STROKE_BACKSPACE,	N_("Backspace") },
	{ STROKE_UP,		"↑" },
	{ STROKE_DOWN,		"↓" },
	{ STROKE_LEFT,		"←" },
	{ STROKE_RIGHT,		"→" },
	{ STROKE_PAGE_UP,	"PgUp" },
	{ STROKE_PAGE_DOWN,	"PgDn" },
	{ STROKE_HOME,		"Home" },
	{ STROKE_END,		"End" },
	{ STROKE_WHEEL_UP,	N_("wheel") },
	{ STROKE_WHEEL_DOWN,	N_("wheel") },
	{ STROKE_REDRAW,	"^L" },
	{ STROKE_CLEAR,		"^U" },
};

const char *
stroke_name(char buf[STROKE_NAME], uint32_t stroke)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (names[i].stroke == stroke) {
			snprintf(buf, STROKE_NAME, "%s", _(names[i].name));
			return buf;
		}
	}
	if (stroke > ' ' && stroke < 0x7f)
		snprintf(buf, STROKE_NAME, "%c", (char)stroke);
	else
		snprintf(buf, STROKE_NAME, "?");
	return buf;
}
