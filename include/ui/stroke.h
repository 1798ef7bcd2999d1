/*
 * Key strokes, as this program names them: a character is its code point,
 * the other keys stand above all code points.
 */
#ifndef UI_STROKE_H
#define UI_STROKE_H

#include <stdint.h>

enum {
	STROKE_NONE = 0,
	STROKE_ESCAPE = 0x110000,
	STROKE_ENTER,
	STROKE_TAB,
	STROKE_BACKSPACE,
	STROKE_UP,
	STROKE_DOWN,
	STROKE_LEFT,
	STROKE_RIGHT,
	STROKE_PAGE_UP,
	STROKE_PAGE_DOWN,
	STROKE_HOME,
	STROKE_END,
	STROKE_WHEEL_UP,
	STROKE_WHEEL_DOWN,
	STROKE_REDRAW,		/* ^L */
	STROKE_OTHER		/* a key that nobody asks for */
};

/* Long enough for every name. */
#define STROKE_NAME 16

/* What a key bar calls it: "Space", "PgDn", "q". Returns buf. */
const char *stroke_name(char buf[STROKE_NAME], uint32_t stroke);

#endif
