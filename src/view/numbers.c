/*
 * The numbers, in two rows:
 *
 *	A  SND.UNA 100 .NXT 101←100 .WND 0      RCV.NXT -   .WND 65535  RTO 1 s
 *	B  SND.UNA -   .NXT -       .WND -      RCV.NXT -   .WND 65535
 *
 * in three:
 *
 *	   SND.UNA  SND.NXT  SND.WND  RCV.NXT  RCV.WND  timers
 *	A  100      101←100  0        -        65535    RTO 1 s
 *	B  -        -        -        -        65535
 *
 * or upright, a row a number. What has changed shows its old value too.
 */
#include "view/numbers.h"

#include "base/i18n.h"
#include "base/text.h"
#include "numbers_field.h"

static int
field_width(const struct area *area, const struct pair *pair,
    const struct number_field *field)
{
	struct str text = { 0 };

	number_text(&text, area->grid->ascii, pair, field);
	int width = text_width(str_text(&text));
	str_free(&text);
	return width;
}

static void
field_draw(const struct area *area, int row, int column, int columns,
    const struct pair *pair, const struct number_field *field)
{
	struct str text = { 0 };

	number_text(&text, area->grid->ascii, pair, field);
	area_put_cut(area, row, column, columns, number_style(pair, field),
	    str_text(&text));
	str_free(&text);
}

static void
timers_draw(const struct area *area, int row, int column, int columns,
    const struct pair *pair)
{
	struct str text = { 0 };

	timers_text(&text, pair);
	area_put_cut(area, row, column, columns,
	    timer_is_new(pair) ? STYLE_CHANGED : STYLE_TEXT, str_text(&text));
	str_free(&text);
}

static int
larger(int a, int b)
{
	return a > b ? a : b;
}

/* The forms with a row an end: with a row of names above, or each beside its number. */
static void
draw_flat(const struct area *area, const struct pair pairs[END_COUNT],
    bool table)
{
	int column = 3, first = table ? 1 : 0;

	area_put(area, first, 0, STYLE_A, "A");
	area_put(area, first + 1, 0, STYLE_B, "B");
	for (size_t i = 0; i < number_field_count; i++) {
		const struct number_field *field = &number_fields[i];
		int value = larger(field_width(area, &pairs[END_A], field),
		    field_width(area, &pairs[END_B], field));
		int name = text_width(table ? field->name : field->brief);

		if (field->form != FORM_FLAT)
			continue;
		if (table)
			area_put(area, 0, column, STYLE_DIM, field->name);
		for (int end = 0; end < END_COUNT; end++) {
			if (!table)
				area_put(area, end, column, STYLE_DIM,
				    field->brief);
			field_draw(area, first + end,
			    table ? column : column + name + 1, value,
			    &pairs[end], field);
		}
		bool joined = !table && i + 1 < number_field_count &&
		    number_fields[i + 1].brief[0] == '.';

		column += table ? larger(name, value) + 2 :
		    name + value + (joined ? 2 : 3);
	}
	if (table)
		area_put(area, 0, column, STYLE_DIM, _("timers"));
	for (int end = 0; end < END_COUNT; end++)
		timers_draw(area, first + end, column, area->columns - column,
		    &pairs[end]);
}

static void
draw_tall(const struct area *area, const struct pair pairs[END_COUNT])
{
	const int names = 10;
	int width = (area->columns - names) / 2, row = 1;

	area_put(area, 0, names, STYLE_A, "A");
	area_put(area, 0, names + width, STYLE_B, "B");
	for (size_t i = 0; i < number_field_count; i++) {
		if (number_fields[i].form > FORM_TALL)
			continue;
		area_put(area, row, 1, STYLE_DIM, number_fields[i].name);
		for (int end = 0; end < END_COUNT; end++)
			field_draw(area, row, names + end * width, width - 1,
			    &pairs[end], &number_fields[i]);
		row++;
	}
	area_put(area, row, 1, STYLE_DIM, _("timers"));
	for (int end = 0; end < END_COUNT; end++)
		timers_draw(area, row, names + end * width, width - 1,
		    &pairs[end]);
}

void
numbers_draw(const struct area *area, const struct trace *trace, size_t count)
{
	const struct pair pairs[END_COUNT] = {
		pair_of(trace, count, END_A),
		pair_of(trace, count, END_B),
	};

	if (area->rows >= NUMBERS_ROWS_TALL)
		draw_tall(area, pairs);
	else
		draw_flat(area, pairs, area->rows >= NUMBERS_ROWS_TABLE);
}
