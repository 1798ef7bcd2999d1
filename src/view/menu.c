/*
 * The menu:
 *
 *	   2  The handshake                        8 min  ✓
 *	▸  8  Closing, one after the other        10 min
 */
#include "view/menu.h"

#include "base/i18n.h"

/* Columns left of the title, and right of it. */
#define LEFT_COLUMNS 7
#define RIGHT_COLUMNS 12
/* A title is not drawn further away from its minutes than this. */
#define TITLE_COLUMNS 60

static void
item_draw(const struct area *area, int row, const struct menu_item *item,
    bool chosen)
{
	int title = area->columns - LEFT_COLUMNS - RIGHT_COLUMNS;
	enum style style = chosen ? STYLE_CURSOR : STYLE_TEXT;

	if (title > TITLE_COLUMNS)
		title = TITLE_COLUMNS;
	if (title < 1)
		return;
	if (chosen)
		area_fill(area, row, 0, 1,
		    LEFT_COLUMNS + title + RIGHT_COLUMNS, style, " ");
	area_put(area, row, 1, style, chosen ? "▸" : " ");
	if (item->number > 0)
		area_putf(area, row, 3, style, "%2d", item->number);
	area_put_cut(area, row, LEFT_COLUMNS, title, style, item->title);
	if (item->minutes > 0)
		area_putf(area, row, LEFT_COLUMNS + title + 1,
		    chosen ? style : STYLE_DIM, "%3d %s", item->minutes,
		    _("min"));
	if (item->done)
		area_put(area, row, LEFT_COLUMNS + title + RIGHT_COLUMNS - 2,
		    chosen ? style : STYLE_OK, "✓");
}

void
menu_draw(const struct area *area, const struct menu_item *items,
    size_t count, size_t chosen)
{
	size_t rows = area->rows > 0 ? (size_t)area->rows : 0;
	size_t first = chosen >= rows && rows > 0 ? chosen - rows + 1 : 0;

	for (size_t i = first; i < count && i - first < rows; i++)
		item_draw(area, (int)(i - first), &items[i], i == chosen);
	if (first > 0)
		area_put(area, 0, area->columns - 1, STYLE_KEY, "↑");
	if (count > first + rows && rows > 0)
		area_put(area, area->rows - 1, area->columns - 1, STYLE_KEY,
		    "↓");
}
