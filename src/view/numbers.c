/*
 * The numbers, in three rows:
 *
 *	   SND.UNA  SND.NXT  SND.WND      RCV.NXT  RCV.WND      timers
 *	A  100      101←100  0            -        65535        RTO 1 s
 *	B  -        -        -            -        65535
 *
 * where there are few columns, without timers, with what has changed in bold
 * only, and without windows where the numbers are long:
 *
 *	──SND.UNA─.NXT─.WND──RCV.NXT─.WND──
 *	A 100     101  0     -       65535
 *	B -       -    -     -       65535
 *
 * or upright, a row a number. What has changed shows its old value too.
 */
#include "view/numbers.h"

#include "base/i18n.h"
#include "base/text.h"
#include "numbers_field.h"

/* Fewer have no room for all names, and for what each number was. */
#define NARROW_COLUMNS 72

/* Its columns. */
static int
field_draw(const struct area *area, int row, int column, int columns,
    const struct pair *pair, const struct number_field *field)
{
	struct str text = { 0 };

	number_text(&text, area->grid->ascii, pair, field);
	int used = area_put_cut(area, row, column, columns,
	    number_style(pair, field), str_text(&text));
	str_free(&text);
	return used;
}

static void
timers_draw(const struct area *area, int row, int column, int columns,
    const struct pair *pair)
{
	struct str text = { 0 };

	timers_text(&text, pair, columns);
	area_put_cut(area, row, column, columns,
	    timer_is_new(pair) ? STYLE_CHANGED : STYLE_TEXT, str_text(&text));
	str_free(&text);
}

static int
larger(int a, int b)
{
	return a > b ? a : b;
}

/* A number of both ends, below its name. */
struct column {
	const struct number_field	*field;
	const char			*name;
	struct str			 texts[END_COUNT];
	int				 columns;	/* of the widest */
};

/* brief: with short names, and without what they were. How many there are. */
static size_t
columns_fill(struct column *columns, const struct pair pairs[END_COUNT], bool ascii, bool brief)
{
	size_t n = 0;

	for (size_t i = 0; i < NUMBER_FIELDS; i++) {
		struct column *column = &columns[n];

		if (number_fields[i].form != FORM_FLAT)
			continue;
		n++;
		column->field = &number_fields[i];
		column->name = brief ? column->field->brief : column->field->name;
		column->columns = text_width(column->name);
		for (int end = 0; end < END_COUNT; end++) {
			struct pair pair = pairs[end];

			if (brief)
				pair.before = pair.now;
			number_text(&column->texts[end], ascii, &pair, column->field);
			column->columns = larger(column->columns,
			    text_width(str_text(&column->texts[end])));
		}
	}
	return n;
}

/*
 * What the eye has found stands still while a number shows what it was before,
 * where that takes no room from the timers.
 */
static void
columns_spread(struct column *columns, size_t n, const struct pair pairs[END_COUNT],
    bool ascii, int room)
{
	struct str text = { 0 };
	int timers = 0;

	for (size_t i = 0; i < n; i++)
		room -= columns[i].columns + 2;
	for (int end = 0; end < END_COUNT; end++) {
		str_clear(&text);
		timers_text(&text, &pairs[end], room);
		timers = larger(timers, text_width(str_text(&text)));
	}
	str_free(&text);
	room -= larger(timers, text_width(_("timers")));
	for (size_t i = 0; i < n; i++) {
		int more = columns[i].field->columns + (ascii ? 1 : 0) - columns[i].columns;
		if (more <= 0 || more > room)
			continue;
		columns[i].columns += more;
		room -= more;
	}
}

/* A row of names, and a row an end. */
static void
draw_table(const struct area *area, const struct pair pairs[END_COUNT])
{
	struct column columns[NUMBER_FIELDS] = { 0 };
	size_t n = columns_fill(columns, pairs, area->grid->ascii, false);
	int x = 3;

	columns_spread(columns, n, pairs, area->grid->ascii, area->columns - x);
	area_put(area, 1, 0, STYLE_A, "A");
	area_put(area, 2, 0, STYLE_B, "B");
	for (size_t i = 0; i < n; i++) {
		area_put(area, 0, x, STYLE_DIM, columns[i].name);
		for (int end = 0; end < END_COUNT; end++) {
			area_put_cut(area, 1 + end, x, area->columns - x,
			    number_style(&pairs[end], columns[i].field),
			    str_text(&columns[i].texts[end]));
			str_free(&columns[i].texts[end]);
		}
		x += columns[i].columns + 2;
	}
	area_put(area, 0, x, STYLE_DIM, _("timers"));
	for (int end = 0; end < END_COUNT; end++)
		timers_draw(area, 1 + end, x, area->columns - x, &pairs[end]);
}

static bool
is_window(const struct column *column)
{
	return column->field->known == KNOWN_SND_WND || column->field->known == KNOWN_RCV_WND;
}

/* Do they fit into so many columns, with one between? */
static bool
columns_fit(const struct column *columns, size_t n, int room)
{
	for (size_t i = 0; i < n; i++)
		room -= columns[i].columns + (i > 0);
	return room >= 0;
}

/* The same for few columns. */
static void
draw_narrow(const struct area *area, const struct pair pairs[END_COUNT])
{
	struct column columns[NUMBER_FIELDS] = { 0 };
	size_t n = columns_fill(columns, pairs, area->grid->ascii, true);
	int x = 2;
	bool windows = columns_fit(columns, n, area->columns - x);

	area_fill(area, 0, 0, 1, area->columns, STYLE_FRAME, "─");
	area_put(area, 1, 0, STYLE_A, "A");
	area_put(area, 2, 0, STYLE_B, "B");
	for (size_t i = 0; i < n; i++) {
		bool shown = windows || !is_window(&columns[i]);
		if (shown)
			area_put(area, 0, x, STYLE_DIM, columns[i].name);
		for (int end = 0; end < END_COUNT; end++) {
			if (shown)
				area_put_cut(area, 1 + end, x, area->columns - x,
				    number_style(&pairs[end], columns[i].field),
				    str_text(&columns[i].texts[end]));
			str_free(&columns[i].texts[end]);
		}
		x += shown ? columns[i].columns + 1 : 0;
	}
}

static void
draw_tall(const struct area *area, const struct pair pairs[END_COUNT])
{
	const int names = 10;
	int width = (area->columns - names) / 2, row = 1;

	area_put(area, 0, names, STYLE_A, "A");
	area_put(area, 0, names + width, STYLE_B, "B");
	for (size_t i = 0; i < NUMBER_FIELDS; i++) {
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
	else if (area->columns >= NARROW_COLUMNS)
		draw_table(area, pairs);
	else
		draw_narrow(area, pairs);
}
