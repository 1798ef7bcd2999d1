/*
 * The numbers, in two rows:
 *
 *	A  SND.UNA 100  NXT 101←100  WND 0      RCV.NXT -    WND 65535  RTO 1 s
 *	B  SND.UNA -    NXT -        WND -      RCV.NXT -    WND 65535
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

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

struct field {
	const char	*name;
	const char	*brief;		/* beside its neighbours */
	uint8_t		 known;		/* KNOWN_* */
	size_t		 offset;	/* in struct endpoint */
	bool		 tall;		/* only where there is room */
};

#define FIELD(name, brief, bit, member, tall) \
	{ name, brief, KNOWN_##bit, offsetof(struct endpoint, member), tall }

static const struct field fields[] = {
	FIELD("ISS", "ISS", ISS, iss, true),
	FIELD("SND.UNA", "SND.UNA", SND_UNA, snd_una, false),
	FIELD("SND.NXT", "NXT", SND_NXT, snd_nxt, false),
	FIELD("SND.WND", "WND", SND_WND, snd_wnd, false),
	FIELD("IRS", "IRS", IRS, irs, true),
	FIELD("RCV.NXT", "RCV.NXT", RCV_NXT, rcv_nxt, false),
	FIELD("RCV.WND", "WND", RCV_WND, rcv_wnd, false),
};

#define FIELD_COUNT (sizeof(fields) / sizeof(fields[0]))

/* As briefly as people who know them call them. */
static const char *const timer_briefs[TIMER_COUNT] = {
	[TIMER_RETRANSMISSION] = "RTO",
	[TIMER_PERSIST] = N_("persist"),
	[TIMER_DELAYED_ACK] = N_("delayed ACK"),
	[TIMER_KEEPALIVE] = N_("keep-alive"),
	[TIMER_USER] = N_("user timeout"),
	[TIMER_TIME_WAIT] = "2MSL",
};

/* An end now, and before the moment. */
struct pair {
	const struct endpoint	*now, *before;
	int64_t			 time;	/* us */
};

static struct pair
pair_of(const struct trace *trace, size_t count, enum end end)
{
	return (struct pair){
		.now = trace_before(trace, count, end),
		.before = trace_before(trace, count > 0 ? count - 1 : 0, end),
		.time = count > 0 ? trace->moments[count - 1].time : 0,
	};
}

static uint32_t
field_value(const struct endpoint *endpoint, const struct field *field)
{
	uint32_t value;

	memcpy(&value, (const char *)endpoint + field->offset, sizeof(value));
	return value;
}

static void
add_value(struct str *out, const struct endpoint *endpoint,
    const struct field *field)
{
	if (endpoint->known & field->known)
		str_addf(out, "%u", field_value(endpoint, field));
	else
		str_addc(out, '-');
}

static bool
field_changed(const struct pair *pair, const struct field *field)
{
	bool known = pair->now->known & field->known;
	bool was_known = pair->before->known & field->known;

	return known != was_known || (known &&
	    field_value(pair->now, field) != field_value(pair->before, field));
}

static void
field_text(struct str *out, const struct area *area, const struct pair *pair,
    const struct field *field)
{
	add_value(out, pair->now, field);
	if (!(pair->now->known & field->known) || !field_changed(pair, field))
		return;
	str_add(out, area_pick(area, "←", "<-"));
	add_value(out, pair->before, field);
}

static enum style
field_style(const struct pair *pair, const struct field *field)
{
	if (!(pair->now->known & field->known))
		return STYLE_DIM;
	return field_changed(pair, field) ? STYLE_CHANGED : STYLE_TEXT;
}

static int
field_width(const struct area *area, const struct pair *pair,
    const struct field *field)
{
	struct str text = { 0 };

	field_text(&text, area, pair, field);
	int width = text_width(str_text(&text));
	str_free(&text);
	return width;
}

static void
field_draw(const struct area *area, int row, int column, int columns,
    const struct pair *pair, const struct field *field)
{
	struct str text = { 0 };

	field_text(&text, area, pair, field);
	area_put_cut(area, row, column, columns, field_style(pair, field),
	    str_text(&text));
	str_free(&text);
}

static void
timers_text(struct str *out, const struct pair *pair)
{
	for (int i = 0; i < pair->now->timer_count; i++) {
		const struct running_timer *timer = &pair->now->timers[i];
		int64_t rest = timer->due - pair->time;

		if (i > 0)
			str_add(out, ", ");
		str_addf(out, "%s ", _(timer_briefs[timer->kind]));
		duration_print(out, rest > 0 ? rest : 0);
		if (timer->count > 0)
			str_addf(out, " ×%u", timer->count + 1u);
	}
}

static bool
timer_is_new(const struct pair *pair)
{
	for (int i = 0; i < pair->now->timer_count; i++) {
		bool old = false;

		for (int j = 0; j < pair->before->timer_count; j++)
			old = old || (pair->before->timers[j].kind ==
			    pair->now->timers[i].kind &&
			    pair->before->timers[j].due ==
			    pair->now->timers[i].due);
		if (!old)
			return true;
	}
	return false;
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
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		const struct field *field = &fields[i];
		int value = larger(field_width(area, &pairs[END_A], field),
		    field_width(area, &pairs[END_B], field));
		int name = text_width(table ? field->name : field->brief);

		if (field->tall)
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
		column += table ? larger(name, value) + 2 : name + value + 3;
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
	int width = (area->columns - names) / 2;

	area_put(area, 0, names, STYLE_A, "A");
	area_put(area, 0, names + width, STYLE_B, "B");
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		area_put(area, 1 + (int)i, 1, STYLE_DIM, fields[i].name);
		for (int end = 0; end < END_COUNT; end++)
			field_draw(area, 1 + (int)i, names + end * width,
			    width - 1, &pairs[end], &fields[i]);
	}
	area_put(area, 1 + (int)FIELD_COUNT, 1, STYLE_DIM, _("timers"));
	for (int end = 0; end < END_COUNT; end++)
		timers_draw(area, 1 + (int)FIELD_COUNT, names + end * width,
		    width - 1, &pairs[end]);
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
