/* The checklist, with room for all of it and with a single row. */
#include "view/goals.h"

#include "base/i18n.h"
#include "base/str.h"
#include "base/text.h"

/* Left of the words: a blank, the mark, a blank. */
#define MARK_COLUMNS 3

int
goals_rows(const struct goals_view *view)
{
	return 1 + (int)view->count;
}

static size_t
goals_met(const struct goals_view *view)
{
	size_t met = 0;

	for (size_t i = 0; i < view->count; i++)
		met += view->rows[i].met;
	return met;
}

static void
row_draw(const struct area *area, int row, const struct goal_row *goal)
{
	enum style style = goal->fresh ? STYLE_NOW : goal->met ? STYLE_OK : STYLE_TEXT;

	area_put(area, row, 1, style, goal->met ? "✓" : "·");
	area_put_cut(area, row, MARK_COLUMNS, area->columns - MARK_COLUMNS, style, goal->text);
}

void
goals_draw(const struct area *area, const struct goals_view *view)
{
	struct str text = { 0 };
	int row = 1;

	area_fill(area, 0, 0, 1, area->columns, STYLE_FRAME, "─");
	str_addf(&text, _(" %zu of %zu "), goals_met(view), view->count);
	area_put_cut(area, 0, 2, area->columns - 2, STYLE_STRONG, str_text(&text));
	for (size_t i = 0; i < view->count && row < area->rows; i++)
		row_draw(area, row++, &view->rows[i]);
	str_free(&text);
}

/* What was earned just now, else what is to be done next; NULL: nothing is. */
static const struct goal_row *
row_of_line(const struct goals_view *view)
{
	const struct goal_row *next = NULL;

	for (size_t i = 0; i < view->count; i++) {
		if (view->rows[i].fresh)
			return &view->rows[i];
		if (next == NULL && !view->rows[i].met)
			next = &view->rows[i];
	}
	return next;
}

void
goals_draw_line(const struct area *area, const struct goals_view *view)
{
	const struct goal_row *row = row_of_line(view);
	struct str text = { 0 };

	str_addf(&text, "%zu/%zu", goals_met(view), view->count);
	area_put(area, 0, 0, STYLE_STRONG, str_text(&text));
	int column = text_width(str_text(&text));
	struct area rest = area_part(area, 0, column, 1, area->columns - column);
	if (row != NULL)
		row_draw(&rest, 0, row);
	str_free(&text);
}
