/*
 * A grid as text, and as ASCII.
 */
#include <string.h>

#include "base/text.h"
#include "view/grid.h"

/* A letter a style, for golden files. */
static const char letters[STYLE_COUNT] = {
	[STYLE_TEXT] = ' ',
	[STYLE_DIM] = 'd',
	[STYLE_STRONG] = 's',
	[STYLE_EMPHASIS] = 'e',
	[STYLE_CODE] = 'c',
	[STYLE_A] = 'A',
	[STYLE_B] = 'B',
	[STYLE_BOTH] = 'X',
	[STYLE_NOW] = 'n',
	[STYLE_CHANGED] = '+',
	[STYLE_LOST] = 'l',
	[STYLE_OK] = 'o',
	[STYLE_STOP] = '!',
	[STYLE_FRAME] = 'f',
	[STYLE_BAR] = 'b',
	[STYLE_KEY] = 'k',
	[STYLE_CURSOR] = 'u',
};

/* Ends the line that began at octet `start`, without the spaces at its end. */
static void
line_end(struct str *out, size_t start)
{
	size_t n = out->n;

	while (n > start && out->p[n - 1] == ' ')
		n--;
	if (n < out->n) {
		out->n = n;
		out->p[n] = '\0';
	}
	str_addc(out, '\n');
}

static void
row_text(struct str *out, const struct grid *grid, int row)
{
	size_t start = out->n;

	for (int column = 0; column < grid->columns; column++)
		str_add(out, grid_cell(grid, row, column)->text);
	line_end(out, start);
}

static void
row_styles(struct str *out, const struct grid *grid, int row)
{
	size_t start = out->n;
	bool any = false;

	for (int column = 0; column < grid->columns && !any; column++)
		any = grid_cell(grid, row, column)->style != STYLE_TEXT;
	if (!any)
		return;
	str_addc(out, '~');
	for (int column = 0; column < grid->columns; column++)
		str_addc(out, letters[grid_cell(grid, row, column)->style]);
	line_end(out, start);
}

void
grid_dump(struct str *out, const struct grid *grid)
{
	for (int row = 0; row < grid->rows; row++) {
		str_addc(out, '|');
		row_text(out, grid, row);
		row_styles(out, grid, row);
	}
}

void
grid_text(struct str *out, const struct grid *grid)
{
	for (int row = 0; row < grid->rows; row++)
		row_text(out, grid, row);
}

void
grid_to_ascii(struct grid *grid)
{
	struct area area = grid_area(grid);
	bool before = grid->ascii;

	grid->ascii = true;
	for (int row = 0; row < grid->rows; row++) {
		for (int column = 0; column < grid->columns; column++) {
			const struct cell *cell = grid_cell(grid, row, column);
			char text[sizeof(cell->text)];
			int width = 1;

			if (cell->text[0] >= 0x20 && cell->text[0] < 0x7f)
				continue;
			memcpy(text, cell->text, sizeof(text));
			while (column + width < grid->columns &&
			    grid_cell(grid, row, column + width)->text[0] == '\0')
				width++;
			enum style style = cell->style;
			struct area part = area_part(&area, row, column, 1, width);
			area_fill(&part, 0, 0, 1, width, style, " ");
			area_put(&part, 0, 0, style, text);
			column += width - 1;
		}
	}
	grid->ascii = before;
}
