/*
 * Cells and areas. The one place where text becomes cells: it is cleaned and
 * cut into clusters here, so no view has to think of widths twice.
 *
 * A cluster that is wider than a column has its text in its first cell; the
 * cells right of it are "". Whoever overwrites a part of it blanks the rest.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "view/grid.h"

struct grid *
grid_new(int rows, int columns)
{
	struct grid *grid = mem_alloc(1, sizeof(*grid));

	grid->rows = rows > 0 ? rows : 0;
	grid->columns = columns > 0 ? columns : 0;
	grid->cells = mem_alloc((size_t)grid->rows * (size_t)grid->columns,
	    sizeof(*grid->cells));
	grid_clear(grid);
	return grid;
}

void
grid_free(struct grid *grid)
{
	if (grid == NULL)
		return;
	free(grid->cells);
	vec_free(&grid->hits.list);
	free(grid);
}

void
grid_clear(struct grid *grid)
{
	size_t columns = (size_t)grid->columns;

	for (size_t i = 0; grid->rows > 0 && i < columns; i++)
		grid->cells[i] = (struct cell){ " ", STYLE_TEXT };
	for (size_t row = 1; row < (size_t)grid->rows; row++)
		memcpy(grid->cells + row * columns, grid->cells, columns * sizeof(*grid->cells));
	grid->hits.list.n = 0;
	grid->moves = false;
}

static struct cell *
cell_at(const struct grid *grid, int row, int column)
{
	if (row < 0 || row >= grid->rows || column < 0 ||
	    column >= grid->columns)
		return NULL;
	return &grid->cells[(size_t)row * (size_t)grid->columns +
	    (size_t)column];
}

const struct cell *
grid_cell(const struct grid *grid, int row, int column)
{
	return cell_at(grid, row, column);
}

struct area
grid_area(struct grid *grid)
{
	return (struct area){ grid, 0, 0, grid->rows, grid->columns };
}

static int
clamp(int n, int low, int high)
{
	if (n > high)
		n = high;
	return n < low ? low : n;
}

struct area
area_part(const struct area *area, int row, int column, int rows, int columns)
{
	row = clamp(row, 0, area->rows);
	column = clamp(column, 0, area->columns);
	return (struct area){
		.grid = area->grid,
		.row = area->row + row,
		.column = area->column + column,
		.rows = clamp(rows, 0, area->rows - row),
		.columns = clamp(columns, 0, area->columns - column),
	};
}

/* Columns of the cluster that begins there, in a row of so many. */
static int
cell_width(const struct cell *row, int columns, int column)
{
	int width = 1;

	while (column + width < columns && row[column + width].text[0] == '\0')
		width++;
	return width;
}

/* A cluster that begins left of column and reaches into it becomes spaces. */
static void
cell_split(struct cell *row, int columns, int column)
{
	while (column > 0 && row[column].text[0] == '\0')
		column--;
	int end = column + cell_width(row, columns, column);
	for (; column < end; column++)
		strcpy(row[column].text, " ");
}

/* A screen is two thousand of these: letters and lines, mostly, of one and three octets. */
static inline void
cell_set(struct cell *row, int columns, int column, enum style style,
    const char *s, size_t n, int width)
{
	struct cell cell = { .style = (uint8_t)style };

	if (row[column].text[0] == '\0')
		cell_split(row, columns, column);
	if (column + width < columns && row[column + width].text[0] == '\0')
		cell_split(row, columns, column + width);
	for (int i = 1; i < width; i++)
		row[column + i] = cell;
	if (n == 1)
		cell.text[0] = *s;
	else if (n == 3)
		memcpy(cell.text, s, 3);
	else
		memcpy(cell.text, s, n);
	row[column] = cell;
}

/* What of a cluster of n octets a cell can hold: whole code points. */
static size_t
cell_room(const char *s, size_t n)
{
	size_t fits = 0;

	if (n < sizeof(((struct cell *)NULL)->text))
		return n;
	while (fits < n) {
		uint32_t uc;
		size_t more = text_decode(s + fits, n - fits, &uc);

		if (fits + more >= sizeof(((struct cell *)NULL)->text))
			break;
		fits += more;
	}
	return fits;
}

/* text is clean and one line. */
static int
put_clean(const struct area *area, int row, int column, enum style style,
    const char *s, size_t n)
{
	struct cell *cells = cell_at(area->grid, area->row + row, 0);
	int start = column;

	while (n > 0) {
		size_t cluster = text_plain_cluster(s, n), room = cluster;
		int width = 1;

		if (cluster == 0) {
			cluster = text_cluster(s, n);
			room = cell_room(s, cluster);
			width = text_width_n(s, room);
		}
		if (column + width > area->columns)
			break;
		if (column >= 0 && width > 0)
			cell_set(cells, area->grid->columns,
			    area->column + column, style, s, room, width);
		column += width;
		s += cluster;
		n -= cluster;
	}
	return column - start;
}

/* Is there anything but what is clean at a glance? Octets of s are n. */
static bool
needs_cleaning(const struct grid *grid, const char *s, size_t n)
{
	for (size_t i = 0, plain; i < n; i += plain) {
		plain = text_plain(s + i, n - i);
		if (plain == 0 || (plain > 1 && grid->ascii))
			return true;
	}
	return false;
}

/* s as it is going to be drawn: cleaned, and in ASCII where the grid is. */
static void
text_prepare(struct str *out, const struct grid *grid, const char *s,
    void (*clean)(struct str *out, const char *s, size_t n))
{
	clean(out, s, strlen(s));
	if (!grid->ascii)
		return;
	struct str ascii = { 0 };
	text_to_ascii(&ascii, str_text(out));
	str_free(out);
	*out = ascii;
}

int
area_put(const struct area *area, int row, int column, enum style style,
    const char *s)
{
	if (row < 0 || row >= area->rows)
		return 0;
	size_t n = strlen(s);

	if (!needs_cleaning(area->grid, s, n))
		return put_clean(area, row, column, style, s, n);

	struct str clean = { 0 };
	text_prepare(&clean, area->grid, s, text_clean_line);
	int columns = put_clean(area, row, column, style, str_text(&clean),
	    clean.n);
	str_free(&clean);
	return columns;
}

int
area_putf(const struct area *area, int row, int column, enum style style,
    const char *fmt, ...)
{
	char stack[256];
	va_list ap;

	va_start(ap, fmt);
	int n = vsnprintf(stack, sizeof(stack), fmt, ap);
	va_end(ap);
	if (n < 0)
		return 0;
	if ((size_t)n < sizeof(stack))
		return area_put(area, row, column, style, stack);

	char *heap = mem_alloc((size_t)n + 1, 1);
	va_start(ap, fmt);
	vsnprintf(heap, (size_t)n + 1, fmt, ap);
	va_end(ap);
	int columns = area_put(area, row, column, style, heap);
	free(heap);
	return columns;
}

/* Octets of s that leave room for an ellipsis, back to a word's end. */
static size_t
cut_end(const char *s, int columns)
{
	size_t fit = text_fit(s, columns - 1);
	size_t end = fit;

	while (end > fit / 2 && s[end] != ' ')
		end--;
	if (end <= fit / 2)
		end = fit;
	while (end > 0 && s[end - 1] == ' ')
		end--;
	return end;
}

int
area_put_cut(const struct area *area, int row, int column, int columns,
    enum style style, const char *s)
{
	if (row < 0 || column < 0)
		return 0;
	struct area part = area_part(area, row, column, 1, columns);
	size_t n = strlen(s);
	if (part.rows > 0 && !needs_cleaning(area->grid, s, n) &&
	    text_width_n(s, n) <= part.columns)
		return put_clean(&part, 0, 0, style, s, n);

	struct str clean = { 0 };
	text_prepare(&clean, area->grid, s, text_clean_line);
	if (part.columns > 0 && text_width(str_text(&clean)) > part.columns) {
		int dots = area->grid->ascii && part.columns > 3 ? 3 : 1;

		clean.n = cut_end(clean.p, part.columns - dots + 1);
		str_add(&clean, dots == 3 ? "..." : "…");
	}
	int used = area_put(&part, 0, 0, style, str_text(&clean));
	str_free(&clean);
	return used;
}

void
area_style(const struct area *area, int row, int column, int columns,
    enum style style)
{
	struct area part = area_part(area, row, column, 1, columns);

	if (row < 0 || column < 0)
		return;
	for (int i = 0; part.rows > 0 && i < part.columns; i++)
		cell_at(part.grid, part.row, part.column + i)->style =
		    (uint8_t)style;
}

/* A plain character, n octets, from the row's beginning to its end. */
static void
row_fill(const struct area *area, int row, enum style style, const char *s, size_t n)
{
	struct cell *cells = cell_at(area->grid, area->row + row, 0);
	int begin = area->column, end = area->column + area->columns;

	if (begin == end)
		return;
	cell_set(cells, area->grid->columns, end - 1, style, s, n, 1);
	cell_set(cells, area->grid->columns, begin, style, s, n, 1);
	for (int c = begin + 1; c < end - 1; c++)
		cells[c] = cells[begin];
}

void
area_fill(const struct area *area, int row, int column, int rows, int columns,
    enum style style, const char *s)
{
	struct area part = area_part(area, row, column, rows, columns);
	size_t n = strlen(s);
	int width = text_width_n(s, n);

	if (width < 1 || part.rows == 0)
		return;
	bool plain = text_plain(s, n) == n && !needs_cleaning(part.grid, s, n);
	for (int r = 0; r < part.rows; r++) {
		if (plain)
			row_fill(&part, r, style, s, n);
		else
			for (int c = 0; c < part.columns; c += width)
				area_put(&part, r, c, style, s);
	}
}

struct wrapping {
	const struct area *area;
	int		 row;		/* of the next line */
	enum style	 style;
};

static void
wrap_line(void *arg, const char *s, size_t n, int width)
{
	struct wrapping *wrapping = arg;

	(void)width;
	if (wrapping->row >= 0 && wrapping->row < wrapping->area->rows)
		put_clean(wrapping->area, wrapping->row, 0, wrapping->style,
		    s, n);
	wrapping->row++;
}

int
area_wrap(const struct area *area, int skip, enum style style, const char *s)
{
	struct wrapping wrapping = { area, -skip, style };
	struct str clean = { 0 };

	text_prepare(&clean, area->grid, s, text_clean);
	text_wrap(str_text(&clean), area->columns, wrap_line, &wrapping);
	str_free(&clean);
	return wrapping.row + skip;
}
