/*
 * A form:
 *
 *	A segment that nobody sent
 *
 *	 flags   R▂▂▂▂▂▂▂▂▂▂  S F R P U E W, and the dot is ACK
 *	 seq     301▂▂▂▂▂▂▂▂  A: RCV.NXT 301, RCV.WND 65535: in the window
 *
 *	 inject to A R 301:301(0) win 65535
 *	 Enter injects it.
 */
#include "view/form.h"

#include "base/text.h"

#define GAP_COLUMNS 2
/* Heading, what comes of it, and more: with gaps between them where there is room. */
#define OTHER_ROWS 3
#define GAP_ROWS 2
/* With less room for the hints only that of the field one is at is shown, above. */
#define HINT_COLUMNS 30

/* Columns left of the hints, that is of names and texts. */
static int
left_columns(const struct form *form, int names)
{
	return 1 + names + GAP_COLUMNS + form->columns + GAP_COLUMNS;
}

static int
names_width(const struct form *form)
{
	int most = 0;

	for (size_t i = 0; i < form->count; i++) {
		int width = text_width(form->fields[i].name);

		if (width > most)
			most = width;
	}
	return most;
}

static void
field_draw(const struct area *area, int row, const struct form *form, size_t i, int names)
{
	const struct form_field *field = &form->fields[i];
	int column = 1 + names + GAP_COLUMNS, hint = left_columns(form, names);
	bool here = i == form->at;

	area_put(area, row, 1, here ? STYLE_KEY : STYLE_DIM, field->name);
	area_put(area, row, column, field->wrong ? STYLE_LOST : STYLE_STRONG, field->text);
	int typed = text_width(field->text);
	area_fill(area, row, column + typed, 1, form->columns - typed, STYLE_FRAME,
	    area_pick(area, "▁", "_"));
	if (here)
		area_style(area, row, column + text_width_n(field->text, form->cursor), 1,
		    STYLE_CURSOR);
	if (area->columns - hint >= HINT_COLUMNS)
		area_put_cut(area, row, hint, area->columns - hint,
		    field->wrong ? STYLE_LOST : here ? STYLE_TEXT : STYLE_DIM, field->hint);
	area_hit(area, row, 0, area->columns, HIT_FIELD, (uint32_t)i);
}

/* The first of so few rows that the field one is at is seen. */
static size_t
first_of(const struct form *form, int rows)
{
	if (rows >= (int)form->count || rows < 1)
		return 0;
	return form->at >= (size_t)rows ? form->at - (size_t)rows + 1 : 0;
}

void
form_draw(const struct area *area, const struct form *form)
{
	bool wide = area->rows >= (int)form->count + OTHER_ROWS + GAP_ROWS;
	int names = names_width(form), row = wide ? 2 : 1;
	int room = area->rows - (wide ? OTHER_ROWS + GAP_ROWS : 2);
	size_t first = first_of(form, room);

	if (area->columns - left_columns(form, names) >= HINT_COLUMNS)
		area_put_cut(area, 0, 0, area->columns, STYLE_STRONG, form->heading);
	else
		area_put_cut(area, 0, 0, area->columns, STYLE_TEXT, form->fields[form->at].hint);
	for (size_t i = first; i < form->count && i - first < (size_t)room; i++)
		field_draw(area, row++, form, i, names);
	row += wide;
	area_put_cut(area, row, 1, area->columns - 1,
	    form->problem != NULL ? STYLE_LOST : STYLE_CODE,
	    form->problem != NULL ? form->problem : form->result);
	if (wide) {
		struct area below = area_part(area, row + 1, 1, area->rows - row - 1,
		    area->columns - 1);

		area_wrap(&below, 0, STYLE_TEXT, form->more);
	}
}
