/*
 * The menu:
 *
 *	Step TCP as a debugger steps a program ...	the introduction
 *
 *	Lessons						a heading
 *	   2  The handshake             8 min  ✓
 *	▸  8  Closing                  10 min  step 4 of 12
 *	  18  Both in CLOSING           5 min  ✓ best: 7
 *
 * All of it is a list of lines, drawn from some line on.
 */
#include "view/menu.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

/* Columns left of the title, of its minutes, and of what was done. */
#define LEFT_COLUMNS 7
#define MINUTES_COLUMNS 9
#define STATE_COLUMNS 16
/* Where there is less room, "step 4 of 12" is "4/12". */
#define STATE_COLUMNS_SHORT 7
#define COLUMNS_SHORT 60
/* And where there is less still, no minutes. */
#define COLUMNS_SHORTEST 45
/* A title is not drawn further away from its minutes than this. */
#define TITLE_COLUMNS 60

struct lines {
	const struct area	*area;
	const struct menu	*menu;
	int			 skip;		/* lines above the area */
	int			 line;		/* the next one */
};

static void
state_text(struct str *out, const struct menu_item *item, bool shortly)
{
	if (item->done && item->best > 0 && !shortly)
		str_addf(out, _("✓ best: %u"), item->best);
	else if (item->done)
		str_add(out, "✓");
	else if (item->step > 0 && shortly)
		str_addf(out, "%zu/%zu", item->step, item->steps);
	else if (item->step > 0)
		str_addf(out, _("step %zu of %zu"), item->step, item->steps);
}

static void
item_draw(const struct area *area, int row, const struct menu_item *item, bool chosen)
{
	bool shortly = area->columns < COLUMNS_SHORT;
	int state = shortly ? STATE_COLUMNS_SHORT : STATE_COLUMNS;
	int minutes = area->columns < COLUMNS_SHORTEST ? 0 : MINUTES_COLUMNS;
	int title = area->columns - LEFT_COLUMNS - minutes - state;
	enum style style = chosen ? STYLE_CURSOR : STYLE_TEXT;
	struct str text = { 0 };

	if (title > TITLE_COLUMNS)
		title = TITLE_COLUMNS;
	if (title < 1)
		return;
	int end = LEFT_COLUMNS + title + minutes;
	if (chosen)
		area_fill(area, row, 0, 1, end + state, style, " ");
	area_put(area, row, 1, style, chosen ? "▸" : " ");
	if (item->number > 0)
		area_putf(area, row, 3, style, "%2d", item->number);
	/* What has no minutes may be longer. */
	bool whole = item->minutes == 0 && item->step == 0 && !item->done;
	area_put_cut(area, row, LEFT_COLUMNS, whole ? end + state - LEFT_COLUMNS : title, style,
	    item->title);
	if (item->minutes > 0 && minutes > 0)
		area_putf(area, row, LEFT_COLUMNS + title + 1,
		    chosen ? style : STYLE_DIM, _("%3d min"), item->minutes);
	state_text(&text, item, shortly);
	area_put_cut(area, row, end + 1, state - 1, chosen ? style :
	    item->done ? STYLE_OK : STYLE_EMPHASIS, str_text(&text));
	str_free(&text);
}

/* The row that the next line stands in, or -1. */
static int
row_next(struct lines *lines)
{
	int row = lines->line++ - lines->skip;

	return row >= 0 && row < lines->area->rows ? row : -1;
}

static void
intro_line(void *arg, const char *s, size_t n, int width)
{
	struct lines *lines = arg;
	struct str text = { 0 };
	int row = row_next(lines);

	(void)width;
	str_addn(&text, s, n);
	if (row >= 0)
		area_put(lines->area, row, 1, STYLE_TEXT, str_text(&text));
	str_free(&text);
}

static void
intro_draw(struct lines *lines)
{
	if (lines->menu->intro == NULL)
		return;
	text_wrap(lines->menu->intro, lines->area->columns - 3, intro_line, lines);
	lines->line++;
}

static void
heading_draw(struct lines *lines, const char *heading)
{
	if (heading == NULL)
		return;
	/* One blank line above, and not two. */
	if (lines->line > 0 && lines->menu->items[0].heading != heading)
		lines->line++;
	int row = row_next(lines);
	if (row >= 0)
		area_put_cut(lines->area, row, 1, lines->area->columns - 2, STYLE_STRONG, heading);
}

/* All lines; what is above and below the area is only counted. The chosen one's line. */
static int
lines_draw(struct lines *lines)
{
	const struct menu *menu = lines->menu;
	int chosen = 0;

	lines->line = 0;
	intro_draw(lines);
	for (size_t i = 0; i < menu->count; i++) {
		heading_draw(lines, menu->items[i].heading);
		if (i == menu->chosen)
			chosen = lines->line;
		int row = row_next(lines);
		if (row < 0)
			continue;
		item_draw(lines->area, row, &menu->items[i], i == menu->chosen);
		area_hit(lines->area, row, 0, lines->area->columns, HIT_ROW, (uint32_t)i);
	}
	return chosen;
}

void
menu_draw(const struct area *area, const struct menu *menu)
{
	/* First in no room at all: how long it is, and where the chosen one stands. */
	struct area nowhere = area_part(area, 0, 0, 0, area->columns);
	struct lines lines = { .area = &nowhere, .menu = menu };
	int chosen = lines_draw(&lines), all = lines.line;

	/* A line more than the chosen one, so that one sees where it goes on. */
	int skip = chosen + 2 - area->rows;
	if (skip > all - area->rows)
		skip = all - area->rows;
	if (skip > chosen)
		skip = chosen;
	lines = (struct lines){ .area = area, .menu = menu, .skip = skip > 0 ? skip : 0 };
	lines_draw(&lines);
	if (lines.skip > 0)
		area_put(area, 0, area->columns - 1, STYLE_KEY, "↑");
	if (all > lines.skip + area->rows && area->rows > 0)
		area_put(area, area->rows - 1, area->columns - 1, STYLE_KEY, "↓");
}
