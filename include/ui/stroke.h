/*
 * Key strokes, as this program names them: a character is its code point,
 * the other keys stand above all code points.
 */
#ifndef UI_STROKE_H
#define UI_STROKE_H

#include <stdbool.h>
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
	STROKE_CLEAR,		/* ^U */
	STROKE_OTHER		/* a key that nobody asks for */
};

/* A click is a stroke too, and says where: above all the others. */
#define STROKE_CLICK 0x1000000u
#define STROKE_CLICK_MAX 0xfff		/* rows and columns */

static inline uint32_t
stroke_click(int row, int column)
{
	return STROKE_CLICK | (uint32_t)(row & STROKE_CLICK_MAX) << 12 |
	    (uint32_t)(column & STROKE_CLICK_MAX);
}

static inline bool
stroke_is_click(uint32_t stroke)
{
	return stroke >= STROKE_CLICK;
}

static inline int
stroke_row(uint32_t click)
{
	return (int)(click >> 12 & STROKE_CLICK_MAX);
}

static inline int
stroke_column(uint32_t click)
{
	return (int)(click & STROKE_CLICK_MAX);
}

/* Long enough for every name. */
#define STROKE_NAME 16

/* What a key bar calls it: "Space", "PgDn", "q". Returns buf. */
const char *stroke_name(char buf[STROKE_NAME], uint32_t stroke);

#endif
