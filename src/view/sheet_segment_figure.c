/*
 * RFC 9293's figure 1, a bit two columns wide:
 *
 *	 0                   1
 *	 0 1 2 3 4 5 6 7 8 9 0 1 2 ...
 *	┌───────────────────────────────┬───────────────────────────────┐
 *	│       Source Port 40000       │      Destination Port 7       │
 *	├───────────────────────────────┴───────────────────────────────┤
 *	...
 *	├───────┬───────┬─┬─┬─┬─┬─┬─┬─┬─┬───────────────────────────────┤
 *	│ Data  │       │C│E│U│A│P│R│S│F│                               │
 *	│Offset │ Rsrvd │W│C│R│C│S│S│Y│I│         Window 65535          │
 *	│       │       │R│E│G│K│H│T│N│N│                               │
 *	│   6   │   0   │0│0│0│0│0│0│1│0│                               │
 *	├───────┴───────┴─┴─┴─┴▲┴─┴─┴▲┴─┼───────────────────────────────┤
 *
 * ▲ stands below a bit that has changed. The text follows the header, so its
 * octets are told in the lowest line.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "sheet_segment.h"

/* Rows of the scale above the figure. */
#define SCALE_ROWS 2
#define WORDS 6
#define BITS 32
/* The word with the control bits, whose names stand upright. */
#define WORD_BITS 3
#define WORD_BITS_ROWS 4

static const struct place {
	int8_t	word, bit, bits;
} places[FIELD_COUNT] = {
	[FIELD_SOURCE] = { 0, 0, 16 },
	[FIELD_DESTINATION] = { 0, 16, 16 },
	[FIELD_SEQ] = { 1, 0, 32 },
	[FIELD_ACK] = { 2, 0, 32 },
	[FIELD_OFFSET] = { 3, 0, 4 },
	[FIELD_RESERVED] = { 3, 4, 4 },
	[FIELD_CWR] = { 3, 8, 1 },
	[FIELD_ECE] = { 3, 9, 1 },
	[FIELD_URG] = { 3, 10, 1 },
	[FIELD_ACK_BIT] = { 3, 11, 1 },
	[FIELD_PSH] = { 3, 12, 1 },
	[FIELD_RST] = { 3, 13, 1 },
	[FIELD_SYN] = { 3, 14, 1 },
	[FIELD_FIN] = { 3, 15, 1 },
	[FIELD_WINDOW] = { 3, 16, 16 },
	[FIELD_CHECKSUM] = { 4, 0, 16 },
	[FIELD_URGENT] = { 4, 16, 16 },
	[FIELD_OPTIONS] = { 5, 0, 32 },
	[FIELD_DATA] = { WORDS, 0, 32 },
};

struct figure {
	const struct area	*area;
	const struct header	*header;
	enum field		 cursor;
};

/* The first row of a word's fields; with WORDS, the row behind the last line. */
static int
word_row(int word)
{
	int row = SCALE_ROWS + 1 + 2 * word;

	return word > WORD_BITS ? row + WORD_BITS_ROWS - 1 : row;
}

/* Does an upright line stand left of that bit in that word? */
static bool
has_line(int word, int bit)
{
	if (word < 0 || word >= WORDS)
		return false;
	if (bit == BITS)
		return true;
	for (int field = 0; field < FIELD_COUNT; field++)
		if (places[field].word == word && places[field].bit == bit)
			return true;
	return false;
}

static const char *
joint(int bit, bool above, bool below)
{
	if (bit == 0)
		return !above ? "┌" : !below ? "└" : "├";
	if (bit == BITS)
		return !above ? "┐" : !below ? "┘" : "┤";
	return above && below ? "┼" : above ? "┴" : below ? "┬" : "─";
}

static void
draw_lines(const struct area *area)
{
	for (int word = 0; word <= WORDS; word++) {
		int row = word_row(word) - 1;

		area_fill(area, row, 0, 1, FIGURE_COLUMNS, STYLE_FRAME, "─");
		for (int bit = 0; bit <= BITS; bit++)
			area_put(area, row, 2 * bit, STYLE_FRAME, joint(bit,
			    has_line(word - 1, bit), has_line(word, bit)));
	}
	for (int word = 0; word < WORDS; word++)
		for (int bit = 0; bit <= BITS; bit++)
			if (has_line(word, bit))
				area_fill(area, word_row(word), 2 * bit,
				    word == WORD_BITS ? WORD_BITS_ROWS : 1, 1,
				    STYLE_FRAME, "│");
}

static void
draw_scale(const struct area *area)
{
	for (int bit = 0; bit < BITS; bit++) {
		if (bit % 10 == 0)
			area_putf(area, 0, 2 * bit + 1, STYLE_DIM, "%d",
			    bit / 10);
		area_putf(area, 1, 2 * bit + 1, STYLE_DIM, "%d", bit % 10);
	}
}

/* A field as wide as its bits. */
static struct area
field_area(const struct figure *figure, enum field field)
{
	const struct place *place = &places[field];

	return area_part(figure->area, word_row(place->word),
	    2 * place->bit + 1, place->word == WORD_BITS ? WORD_BITS_ROWS : 1,
	    2 * place->bits - 1);
}

static void
put_middle(const struct area *area, int row, enum style style, const char *s)
{
	int width = text_width(s);
	int column = width < area->columns ? (area->columns - width) / 2 : 0;

	area_put_cut(area, row, column, area->columns - column, style, s);
}

static enum style
value_style(const struct figure *figure, enum field field)
{
	if (field_changed(figure->header, field))
		return STYLE_CHANGED;
	if (field_bit(field) != 0 &&
	    !(figure->header->flight->seg.flags & field_bit(field)))
		return STYLE_DIM;
	return STYLE_STRONG;
}

/* "Source Port 40000", in the middle. */
static void
draw_wide(const struct figure *figure, const struct area *area, int row,
    enum field field)
{
	const char *name = field_name(field);
	struct str value = { 0 };

	field_both(&value, figure->area, figure->header, field);
	int width = text_width(name) + 1 + text_width(str_text(&value));
	int column = width < area->columns ? (area->columns - width) / 2 : 0;
	int used = area_put_cut(area, row, column, area->columns - column,
	    STYLE_TEXT, name);
	area_put_cut(area, row, column + used + 1,
	    area->columns - column - used - 1, value_style(figure, field),
	    str_text(&value));
	str_free(&value);
}

/* A bit: its name upright, and 0 or 1. */
static void
draw_bit(const struct figure *figure, const struct area *area,
    enum field field)
{
	const char *name = field_name(field);
	bool set = figure->header->flight->seg.flags & field_bit(field);

	for (int i = 0; i < WORD_BITS_ROWS - 1; i++)
		area_putf(area, i, 0, set ? STYLE_STRONG : STYLE_DIM, "%c",
		    name[i]);
	area_put(area, WORD_BITS_ROWS - 1, 0, value_style(figure, field),
	    set ? "1" : "0");
	if (field_changed(figure->header, field))
		area_put(figure->area, word_row(WORD_BITS + 1) - 1,
		    2 * places[field].bit + 1, STYLE_CHANGED,
		    area_pick(area, "▲", "^"));
}

/* The two narrow ones: their names in two rows. */
static void
draw_narrow(const struct figure *figure, const struct area *area,
    enum field field)
{
	struct str value = { 0 };

	if (field == FIELD_OFFSET) {
		put_middle(area, 0, STYLE_TEXT, _("Data"));
		put_middle(area, 1, STYLE_TEXT, _("Offset"));
	} else {
		put_middle(area, 1, STYLE_TEXT, _("Rsrvd"));
	}
	field_both(&value, area, figure->header, field);
	put_middle(area, WORD_BITS_ROWS - 1, value_style(figure, field),
	    str_text(&value));
	str_free(&value);
}

/* Behind the header, and so in its lowest line. */
static void
draw_data(const struct figure *figure)
{
	struct str text = { 0 }, value = { 0 };

	field_both(&value, figure->area, figure->header, FIELD_DATA);
	str_addf(&text, _(" %s: %s "), field_name(FIELD_DATA), str_text(&value));
	str_free(&value);
	int width = text_width(str_text(&text));
	area_put(figure->area, word_row(WORDS) - 1,
	    (FIGURE_COLUMNS - width) / 2, figure->cursor == FIELD_DATA ?
	    STYLE_CURSOR : value_style(figure, FIELD_DATA), str_text(&text));
	str_free(&text);
}

static void
draw_field(const struct figure *figure, enum field field)
{
	struct area area = field_area(figure, field);

	if (field_bit(field) != 0)
		draw_bit(figure, &area, field);
	else if (field == FIELD_OFFSET || field == FIELD_RESERVED)
		draw_narrow(figure, &area, field);
	else
		draw_wide(figure, &area, places[field].word == WORD_BITS ? 1 : 0,
		    field);
	if (field == figure->cursor)
		for (int row = 0; row < area.rows; row++)
			area_style(&area, row, 0, area.columns, STYLE_CURSOR);
}

void
figure_draw(const struct area *area, const struct header *header,
    enum field cursor)
{
	const struct figure figure = { area, header, cursor };

	draw_scale(area);
	draw_lines(area);
	for (int field = 0; field < FIELD_DATA; field++)
		draw_field(&figure, field);
	draw_data(&figure);
}
