/*
 * A grid of cells, each a grapheme with a style. Views draw into grids; the
 * terminal, the golden files and the SVG export put them out. What is drawn
 * outside of a grid is cut off, never an error.
 *
 * Text comes from lessons too: grid_put cleans what it draws (text_clean),
 * so that no control character ever becomes a cell.
 */
#ifndef VIEW_GRID_H
#define VIEW_GRID_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"

/* What a thing is; a theme says how that looks. Never colour alone. */
enum style {
	STYLE_TEXT,
	STYLE_DIM,		/* less important */
	STYLE_STRONG,		/* the headline, a heading */
	STYLE_EMPHASIS,		/* prose's *emphasis* */
	STYLE_CODE,		/* prose's `code`, calls, segments */
	STYLE_A,		/* the end A: its marker, its column */
	STYLE_B,
	STYLE_BOTH,		/* a state on which both stand */
	STYLE_NOW,		/* what this moment touched: the edge, the arrow */
	STYLE_CHANGED,		/* a number that is new */
	STYLE_LOST,		/* lost, refused, failed */
	STYLE_OK,		/* a check that held */
	STYLE_STOP,		/* the check that decided */
	STYLE_FRAME,		/* lines between the parts */
	STYLE_BAR,		/* the title and the key bar */
	STYLE_KEY,		/* a key's name in the bar */
	STYLE_CURSOR		/* the selected row */
};

#define STYLE_COUNT 17

/* What a place of the screen is, for the mouse. */
enum hit_kind {
	HIT_NONE,
	HIT_STATE,		/* id: enum state */
	HIT_SEGMENT,		/* id: the flight's index in its trace */
	HIT_KEY,		/* id: the stroke that its key is */
	HIT_ROW,		/* id: a row of a list, from 0 */
	HIT_CHOICE,		/* id: as whoever drew it counts */
	HIT_FIELD,		/* id: a field of a form, from 0 */
	HIT_OFFER		/* id: an answer that is offered, from 0 */
};

struct hit {
	enum hit_kind	kind;
	uint32_t	id;
	int		row, column, columns;	/* in the grid */
};

struct hits {
	VEC(struct hit) list;
};

struct cell {
	char	text[15];	/* UTF-8, NUL-terminated; "" right of a wide one */
	uint8_t	style;		/* enum style */
};

struct grid {
	int		 rows, columns;
	bool		 ascii;		/* draw in ASCII: set it before drawing */
	int		 motion;	/* frames until what moves has arrived: set it before drawing */
	bool		 moves;		/* the drawing had something that moves */
	struct hits	 hits;		/* what stands where, told while it is drawn */
	struct cell	*cells;
};

/* A part of a grid: all drawing is relative to it and cut at its edges. */
struct area {
	struct grid	*grid;
	int		 row, column, rows, columns;
};

struct grid *grid_new(int rows, int columns);
void grid_free(struct grid *grid);

/* Blank all cells: spaces in STYLE_TEXT. Nothing stands anywhere any more. */
void grid_clear(struct grid *grid);

/* The cell, or NULL outside. */
const struct cell *grid_cell(const struct grid *grid, int row, int column);

struct area grid_area(struct grid *grid);
struct area area_part(const struct area *area, int row, int column, int rows,
    int columns);

/*
 * Draw s from (row, column) in one style, cut at the area's right edge.
 * Returns the columns used, of what fitted.
 */
int area_put(const struct area *area, int row, int column, enum style style,
    const char *s);

/* Of two spellings, the one for this grid: where text_to_ascii is not enough. */
static inline const char *
area_pick(const struct area *area, const char *utf8, const char *ascii)
{
	return area->grid->ascii ? ascii : utf8;
}

int area_putf(const struct area *area, int row, int column, enum style style,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/*
 * As area_put, in at most so many columns: what does not fit ends with an
 * ellipsis, after a whole word where there is one.
 */
int area_put_cut(const struct area *area, int row, int column, int columns,
    enum style style, const char *s);

/* Change the style of what stands there. */
void area_style(const struct area *area, int row, int column, int columns,
    enum style style);

/* Fill a rectangle with one grapheme. */
void area_fill(const struct area *area, int row, int column, int rows,
    int columns, enum style style, const char *s);

/*
 * Wrapped text from row 0; returns the rows it needs (drawn or not). skip rows
 * are left out at the top.
 */
int area_wrap(const struct area *area, int skip, enum style style, const char *s);

/* These columns are that thing; what is outside of the area is not. */
void area_hit(const struct area *area, int row, int column, int columns,
    enum hit_kind kind, uint32_t id);

/* What stands at a place of the grid: the last that was told; HIT_NONE: nothing. */
struct hit hits_at(const struct hits *hits, int row, int column);

/* to becomes a copy of from. */
void hits_copy(struct hits *to, const struct hits *from);

/*
 * The grid as text, for golden files: a line of characters a row, after a '|',
 * and, under it where any style is not TEXT, a line of style letters, after a
 * '~'.
 */
void grid_dump(struct str *out, const struct grid *grid);

/* The characters alone, a line a row, without the spaces at their ends. */
void grid_text(struct str *out, const struct grid *grid);

/* All cells through text_to_ascii, for --ascii. */
void grid_to_ascii(struct grid *grid);

#endif
