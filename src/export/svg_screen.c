/*
 * A screen as a picture: runs of cells in one style, each stretched to the
 * columns it has, so that the lines of the boxes meet in whatever font.
 */
#include <string.h>

#include "base/str.h"
#include "svg.h"

/* px; the proportions of the usual fixed fonts, so that hardly anything is stretched. */
#define CELL_WIDTH 9.6
#define CELL_HEIGHT 18.6
#define BASELINE 14.2
#define MARGIN 12

static void
put_run(FILE *out, const struct svg_paper *paper, int row, int column, int columns,
    enum style style, const char *text)
{
	const struct svg_look *look = &paper->looks[style];
	const char *ink = look->ink != NULL ? look->ink : paper->ink;
	double x = MARGIN + column * CELL_WIDTH, y = MARGIN + row * CELL_HEIGHT;

	if (look->reverse)
		fprintf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
		    "style=\"fill: %s; stroke: none\"/>\n", x, y, columns * CELL_WIDTH,
		    CELL_HEIGHT, ink);
	if (strspn(text, " ") == strlen(text))
		return;
	fprintf(out, "<text x=\"%.1f\" y=\"%.1f\" textLength=\"%.1f\" "
	    "lengthAdjust=\"spacingAndGlyphs\" class=\"mono\" xml:space=\"preserve\" "
	    "style=\"font-size: 16px; fill: %s%s%s\">", x, y + BASELINE, columns * CELL_WIDTH,
	    look->reverse ? paper->ground : ink, look->bold ? "; font-weight: bold" : "",
	    look->underline ? "; text-decoration: underline" : "");
	svg_text(out, text);
	fputs("</text>\n", out);
}

static void
put_row(FILE *out, const struct svg_paper *paper, const struct grid *grid, int row)
{
	struct str run = { 0 };

	for (int column = 0; column < grid->columns;) {
		enum style style = grid_cell(grid, row, column)->style;
		int end = column;

		str_clear(&run);
		while (end < grid->columns && grid_cell(grid, row, end)->style == style)
			str_add(&run, grid_cell(grid, row, end++)->text);
		put_run(out, paper, row, column, end - column, style, str_text(&run));
		column = end;
	}
	str_free(&run);
}

void
svg_screen(FILE *out, const struct svg_paper *paper, const struct grid *grid,
    const char *title)
{
	svg_begin(out, paper, (int)(2 * MARGIN + grid->columns * CELL_WIDTH + 0.5),
	    (int)(2 * MARGIN + grid->rows * CELL_HEIGHT + 0.5), title);
	for (int row = 0; row < grid->rows; row++)
		put_row(out, paper, grid, row);
	svg_end(out);
}
