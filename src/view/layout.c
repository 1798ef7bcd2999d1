/*
 * The four layouts. 80x24 is what a class sees, so it comes first:
 *
 *	title
 *	diagram 42x14      │ ladder
 *	───────────────────┴─────────
 *	why
 *	numbers
 *	keys
 *
 * A panel of choices or of a question needs the rows of the numbers; these
 * stand below the ladder then.
 *
 * Tall (from 34 rows on), and broad (160 columns, 34 rows):
 *
 *	title                           title
 *	diagram      │ ladder           diagram      │ ladder   │ why
 *	──caption────│                  ──caption────│          │
 *	numbers      │                  numbers      │          │
 *	─────────────┴───────────       keys
 *	why
 *	keys
 *
 * And small, down to 40x12: title, ladder, why, keys.
 */
#include "layout.h"

#include <string.h>

#include "view/diagram.h"
#include "view/numbers.h"
#include "view/screen.h"

#define USUAL_ROWS 24
#define USUAL_COLUMNS 80
#define TALL_ROWS 34
#define BROAD_COLUMNS 160

/* Columns left and right of text that would else touch the edge. */
#define MARGIN_COLUMNS 1

/* Rows above the panels and below: title, keys. */
#define BARS 2

/* Diagram, its caption, and the upright numbers. */
#define LEFT_ROWS (DIAGRAM_ROWS + 1 + NUMBERS_ROWS_TALL)

/* Rows of words: as few as make sense, as many as one can read. */
#define WHY_ROWS_MIN 4
#define WHY_ROWS_MAX 16

/* Columns of the ladder beside a panel of words. */
#define BROAD_LADDER_COLUMNS 60

/*
 * Small: rows that the ladder has at least, that words have at most while
 * they are not prose, and the size from which there are numbers.
 */
#define SMALL_LADDER_ROWS 3
#define SMALL_WHY_ROWS 8
#define SMALL_WHY_WIDE_ROWS 6
#define SMALL_WIDE_COLUMNS 60
#define SMALL_PANEL_ROWS 9
#define SMALL_NUMBERS_ROWS 18

static int
clamp(int n, int low, int high)
{
	return n < low ? low : n > high ? high : n;
}

/* All columns but for the margins. */
static struct area
inset(const struct area *area, int row, int column, int rows, int columns)
{
	return area_part(area, row, column + MARGIN_COLUMNS, rows,
	    columns - 2 * MARGIN_COLUMNS);
}

static void
layout_usual(struct layout *layout, const struct area *whole,
    enum layout_want want)
{
	int rows = whole->rows, columns = whole->columns;
	int rule = 1 + DIAGRAM_ROWS, right = DIAGRAM_COLUMNS + 1;
	int below = rows - rule - 2;	/* between the rule and the keys */
	int under = want == LAYOUT_NUMBERS ? NUMBERS_ROWS_TABLE : 0;
	int beside = want == LAYOUT_PANEL ? NUMBERS_ROWS_TABLE : 0;

	layout->diagram = area_part(whole, 1, 0, DIAGRAM_ROWS,
	    DIAGRAM_COLUMNS);
	layout->dividers[0] = area_part(whole, 1, DIAGRAM_COLUMNS,
	    DIAGRAM_ROWS, 1);
	layout->ladder = area_part(whole, 1, right, DIAGRAM_ROWS - beside,
	    columns - right);
	layout->rule = area_part(whole, rule, 0, 1, columns);
	layout->why = inset(whole, rule + 1, 0, below - under, columns);
	layout->numbers = beside > 0 ? area_part(whole, rule - beside, right,
	    beside, columns - right) :
	    inset(whole, rule + 1 + below - under, 0, under, columns);
}

/* The column of the diagram and the numbers, in a zone of so many rows. */
static void
layout_left(struct layout *layout, const struct area *whole, int zone)
{
	layout->diagram = area_part(whole, 1, 0, DIAGRAM_ROWS,
	    DIAGRAM_COLUMNS);
	layout->edge_rule = area_part(whole, 1 + DIAGRAM_ROWS, 0, 1,
	    DIAGRAM_COLUMNS);
	layout->numbers = inset(whole, 2 + DIAGRAM_ROWS, 0,
	    NUMBERS_ROWS_TALL, DIAGRAM_COLUMNS);
	layout->dividers[0] = area_part(whole, 1, DIAGRAM_COLUMNS, zone, 1);
}

static void
layout_tall(struct layout *layout, const struct area *whole)
{
	int rows = whole->rows, columns = whole->columns;
	int why = clamp(rows - BARS - 1 - LEFT_ROWS, WHY_ROWS_MIN,
	    WHY_ROWS_MAX);
	int zone = rows - BARS - 1 - why;

	layout_left(layout, whole, zone);
	layout->ladder = area_part(whole, 1, DIAGRAM_COLUMNS + 1, zone,
	    columns - DIAGRAM_COLUMNS - 1);
	layout->rule = area_part(whole, 1 + zone, 0, 1, columns);
	layout->why = inset(whole, 2 + zone, 0, why, columns);
}

static void
layout_broad(struct layout *layout, const struct area *whole)
{
	int zone = whole->rows - BARS;
	int why = DIAGRAM_COLUMNS + 1 + BROAD_LADDER_COLUMNS;

	layout_left(layout, whole, zone);
	layout->ladder = area_part(whole, 1, DIAGRAM_COLUMNS + 1, zone,
	    BROAD_LADDER_COLUMNS);
	layout->dividers[1] = area_part(whole, 1, why, zone, 1);
	layout->why = inset(whole, 1, why + 1, zone, whole->columns - why - 1);
	layout->title_in_why = true;
}

static void
layout_small(struct layout *layout, const struct area *whole,
    enum layout_want want)
{
	int rows = whole->rows, columns = whole->columns;
	int numbers = want != LAYOUT_WORDS && rows >= SMALL_NUMBERS_ROWS ?
	    NUMBERS_ROWS_TABLE : 0;
	int room = rows - BARS - 1 - numbers;
	int why = want == LAYOUT_WORDS ? room : want == LAYOUT_PANEL ?
	    SMALL_PANEL_ROWS : columns >= SMALL_WIDE_COLUMNS ?
	    SMALL_WHY_WIDE_ROWS : SMALL_WHY_ROWS;

	if (why > room - SMALL_LADDER_ROWS)
		why = room - SMALL_LADDER_ROWS;
	int ladder = room - why;

	layout->ladder = area_part(whole, 1, 0, ladder, columns);
	layout->rule = area_part(whole, 1 + ladder, 0, 1, columns);
	layout->why = inset(whole, 2 + ladder, 0, why, columns);
	layout->numbers = inset(whole, 2 + ladder + why, 0, numbers, columns);
	layout->title_in_why = columns < USUAL_COLUMNS;
}

void
layout_make(struct layout *layout, const struct area *whole,
    enum layout_want want)
{
	int rows = whole->rows, columns = whole->columns;

	memset(layout, 0, sizeof(*layout));
	layout->title = area_part(whole, 0, 0, 1, columns);
	layout->keys = area_part(whole, rows - 1, 0, 1, columns);
	if (rows < USUAL_ROWS || columns < USUAL_COLUMNS)
		layout_small(layout, whole, want);
	else if (rows < TALL_ROWS)
		layout_usual(layout, whole, want);
	else if (columns < BROAD_COLUMNS || want == LAYOUT_PANEL)
		layout_tall(layout, whole);
	else
		layout_broad(layout, whole);
}
