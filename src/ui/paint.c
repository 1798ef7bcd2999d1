/* Octets for what differs between two screens. */
#include "paint.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* Blanks that are worth a sequence that erases them and one that goes on behind. */
#define ERASE_COLUMNS 11

/* Octets of a sequence that goes on in the same row. */
#define GO_RIGHT_OCTETS 4

static const struct cell blank_cell = { .text = " ", .style = STYLE_TEXT };

void
paint_init(struct paint *paint, const struct theme *theme, bool colours)
{
	struct str said = { 0 };

	memset(paint, 0, sizeof(*paint));
	pens_init(&paint->pens, theme, colours);
	paint->traits = terminfo_traits();
	terminfo_say(&said, TERMINFO_ERASE_LINE);
	paint->erase_line = said.n;
	str_free(&said);
}

void
paint_fini(struct paint *paint)
{
	free(paint->shown);
	free(paint->differs);
}

void
paint_resize(struct paint *paint, int rows, int columns)
{
	paint_fini(paint);
	paint->rows = rows;
	paint->columns = columns;
	paint->shown = mem_alloc((size_t)rows * (size_t)columns, sizeof(*paint->shown));
	paint->differs = mem_alloc((size_t)columns, sizeof(*paint->differs));
	paint->cleared = false;
}

/* ---- cells */

static unsigned
style_of(const struct cell *cell)
{
	return cell->style < STYLE_COUNT ? cell->style : STYLE_TEXT;
}

/* Nothing is to be seen there, whatever it is written with. */
static bool
is_blank(const struct paint *paint, const struct cell *cell)
{
	return cell->text[0] == ' ' && cell->text[1] == '\0' &&
	    pens_quiet(&paint->pens, style_of(cell));
}

static bool
cells_look_same(const struct paint *paint, const struct cell *a, const struct cell *b)
{
	if (memcmp(a, b, sizeof(*a)) == 0)
		return true;
	if (strcmp(a->text, b->text) != 0)
		return false;
	return a->style == b->style || pens_equal(&paint->pens, style_of(a), style_of(b)) ||
	    (is_blank(paint, a) && is_blank(paint, b));
}

/* ---- the cursor and the pen */

static void
pen_take(struct str *out, struct paint *paint, unsigned style)
{
	if (!pens_equal(&paint->pens, paint->style, style))
		pens_change(out, &paint->pens, paint->style, style);
	paint->style = style;
}

static void
cell_put(struct str *out, struct paint *paint, const struct cell *cell)
{
	uint32_t character;
	size_t n = strnlen(cell->text, sizeof(cell->text));

	str_addn(out, cell->text, n);
	paint->column++;
	/* Terminals differ in where the cursor stands then. */
	if (paint->column == paint->columns || text_decode(cell->text, n, &character) < n)
		paint->row = -1;
}

/* Can the cursor be led over these cells by writing them again, for less? */
static bool
is_cheap_to_pass(const struct paint *paint, const struct cell *cells, int from, int to)
{
	size_t octets = 0;

	for (int x = from; x < to && octets <= GO_RIGHT_OCTETS; x++) {
		const struct cell *cell = &cells[x];
		bool plain = cell->text[0] >= ' ' && cell->text[0] <= '~' && cell->text[1] == '\0';

		if (!plain || (!pens_equal(&paint->pens, style_of(cell), paint->style) &&
		    !(is_blank(paint, cell) && pens_quiet(&paint->pens, paint->style))))
			return false;
		octets++;
	}
	return octets <= GO_RIGHT_OCTETS;
}

static void
cursor_to(struct str *out, struct paint *paint, const struct cell *cells, int y, int x)
{
	int from = paint->column;
	bool near = paint->row == y && from <= x;

	if (near && from == x)
		return;
	if (near && is_cheap_to_pass(paint, cells, from, x)) {
		for (; from < x; from++)
			str_addc(out, cells[from].text[0]);
	} else {
		if (!paint->traits.moves_styled)
			pen_take(out, paint, STYLE_TEXT);
		if (near && paint->traits.goes_right)
			terminfo_go_right(out, x - from);
		else
			terminfo_go(out, y, x);
	}
	paint->row = y;
	paint->column = x;
}

/* ---- a row */

/* What erases does so in the style of text, or one that looks so. */
static void
pen_take_quiet(struct str *out, struct paint *paint)
{
	if (!pens_quiet(&paint->pens, paint->style))
		pen_take(out, paint, STYLE_TEXT);
}

/*
 * Blanks, from column x up to end. True if they were erased; what is shown
 * there already may be among them.
 */
static bool
blanks_erase(struct str *out, struct paint *paint, const struct cell *cells,
    int y, int x, int end)
{
	int last = end;

	while (last > x && !paint->differs[last - 1])
		last--;
	bool line = end == paint->columns && paint->erase_line > 0 &&
	    (size_t)(last - x) > paint->erase_line;
	if (!line && !(paint->traits.erases && last - x >= ERASE_COLUMNS))
		return false;
	cursor_to(out, paint, cells, y, x);
	pen_take_quiet(out, paint);
	if (line)
		terminfo_say(out, TERMINFO_ERASE_LINE);
	else
		terminfo_erase(out, last - x);
	return true;
}

/* The pen for a cell: a blank is written with the one that is needed next. */
static unsigned
style_for(const struct paint *paint, const struct cell *cells, int x)
{
	if (!is_blank(paint, &cells[x]))
		return style_of(&cells[x]);
	if (pens_quiet(&paint->pens, paint->style))
		return paint->style;
	while (x < paint->columns && paint->differs[x] && is_blank(paint, &cells[x]))
		x++;
	return x < paint->columns && paint->differs[x] &&
	    pens_quiet(&paint->pens, style_of(&cells[x])) ? style_of(&cells[x]) : STYLE_TEXT;
}

static void
row_put(struct str *out, struct paint *paint, const struct cell *cells, int y)
{
	int columns = paint->columns;

	if (y + 1 == paint->rows && !paint->traits.last_cell)
		columns--;
	for (int x = 0; x < columns;) {
		int end = x;
		while (paint->differs[x] && end < paint->columns && is_blank(paint, &cells[end]))
			end++;
		if (end > x && blanks_erase(out, paint, cells, y, x, end)) {
			x = end;
			continue;
		}
		if (paint->differs[x] && cells[x].text[0] == '\0') {
			paint->column++;	/* the wide one before it led there */
		} else if (paint->differs[x]) {
			cursor_to(out, paint, cells, y, x);
			pen_take(out, paint, style_for(paint, cells, x));
			cell_put(out, paint, &cells[x]);
		}
		x++;
	}
}

/* Both halves of a wide character differ, if one does. */
static bool
row_compare(struct paint *paint, const struct cell *shown, const struct cell *cells)
{
	bool any = false;

	for (int x = 0; x < paint->columns; x++) {
		paint->differs[x] = !cells_look_same(paint, &shown[x], &cells[x]);
		if (cells[x].text[0] == '\0' && x > 0)
			paint->differs[x] = paint->differs[x - 1] =
			    paint->differs[x] || paint->differs[x - 1];
		any = any || paint->differs[x];
	}
	return any;
}

static void
row_paint(struct str *out, struct paint *paint, const struct cell *cells, int y)
{
	struct cell *shown = paint->shown + (ptrdiff_t)y * paint->columns;
	size_t size = (size_t)paint->columns * sizeof(*cells);

	if (memcmp(shown, cells, size) == 0)
		return;
	if (row_compare(paint, shown, cells))
		row_put(out, paint, cells, y);
	memcpy(shown, cells, size);
}

/* A grid's row of another width than the terminal's: cut, or filled with what is shown. */
static void
row_fit(struct paint *paint, struct cell *to, const struct grid *grid, int y)
{
	int columns = grid->columns < paint->columns ? grid->columns : paint->columns;
	const struct cell *from = grid->cells + (ptrdiff_t)y * grid->columns;

	memcpy(to, paint->shown + (ptrdiff_t)y * paint->columns,
	    (size_t)paint->columns * sizeof(*to));
	memcpy(to, from, (size_t)columns * sizeof(*to));
	if (columns < grid->columns && from[columns].text[0] == '\0')
		to[columns - 1] = blank_cell;
}

static void
screen_clear(struct str *out, struct paint *paint)
{
	str_add(out, paint->pens.reset);
	paint->style = STYLE_TEXT;
	terminfo_say(out, TERMINFO_CLEAR);
	paint->row = paint->column = 0;
	for (ptrdiff_t i = 0; i < (ptrdiff_t)paint->rows * paint->columns; i++)
		paint->shown[i] = blank_cell;
	paint->cleared = true;
}

void
paint_grid(struct str *out, struct paint *paint, const struct grid *grid)
{
	int rows = grid->rows < paint->rows ? grid->rows : paint->rows;
	struct cell *fitted = NULL;

	if (!paint->cleared)
		screen_clear(out, paint);
	if (grid->columns != paint->columns)
		fitted = mem_alloc((size_t)paint->columns, sizeof(*fitted));
	for (int y = 0; y < rows; y++) {
		if (fitted != NULL)
			row_fit(paint, fitted, grid, y);
		row_paint(out, paint, fitted != NULL ? fitted :
		    grid->cells + (ptrdiff_t)y * grid->columns, y);
	}
	free(fitted);
	/* Where it is seen it does not stand in what is read. */
	if (!paint->traits.hides_cursor && paint->rows > 0 && out->n > 0) {
		if (!paint->traits.moves_styled)
			pen_take(out, paint, STYLE_TEXT);
		terminfo_go(out, paint->rows - 1, 0);
		paint->row = paint->rows - 1;
		paint->column = 0;
	}
}

void
paint_rest(struct str *out, struct paint *paint)
{
	pen_take(out, paint, STYLE_TEXT);
}
