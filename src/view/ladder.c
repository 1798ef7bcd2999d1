/*
 * How the ladder looks, 37 columns of it:
 *
 *	 A SYN-SENT           SYN-RECEIVED B
 *	 │                listen → LISTEN ○
 *	 ○ connect() → SYN-SENT           │
 *	 │ S 100:100(0) ━━━━━━━━━━━━━━━━▶ │	arrived, in this moment
 *	 │                 → SYN-RECEIVED │
 *	 │   in flight ◀━━━━ S 300:300(0) │	on its way
 *	 │ S 100:100(0) ────✗ lost        │
 *	 │ * R 100:100(0) forged ───────▶ │	nobody at that end sent it
 *	 │ S 100:100(0) ────────┐         │	it arrives further down,
 *	 │         └─ S 100:100(0) ─────▶ │	here
 *	 │ S 100:100(0) ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄▶ │	inferred
 *
 * A segment's text stands at its sender's side. What this moment did is
 * heavy; what was before is light.
 */
#include "ladder.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "view/ladder.h"

/* Columns on each side: margin, lifeline, gap. */
#define SIDE_COLUMNS 3
/* Where a segment begins that its sender did not send. */
#define LEAD_COLUMNS 2
/* Of the arrow of an arrival, and of the corner that leads to it. */
#define TIP_COLUMNS 4
#define CORNER_COLUMNS 2
/* The shortest line with a head that a word may leave of an arrow. */
#define ARROW_COLUMNS 2

struct ladder {
	const struct area	*area;
	const struct trace	*trace;
	size_t			 count;
	struct ladder_look	 look;
};

static bool
is_now(const struct ladder *ladder, size_t moment)
{
	return moment + 1 == ladder->count;
}

static enum style
end_style(enum end end)
{
	return end == END_A ? STYLE_A : STYLE_B;
}

/* Text between the lifelines, at that end's side, indented. */
static void
put_at_end(const struct ladder *ladder, int row, enum end end, int indent,
    enum style style, const char *s)
{
	int room = ladder->look.room - indent;
	int width = text_width(s);
	int column = SIDE_COLUMNS + indent;

	if (width > room)
		width = room;
	if (end == END_B)
		column = SIDE_COLUMNS + ladder->look.room - indent - width;
	area_put_cut(ladder->area, row, column, width, style, s);
}

/* Fill columns of the way from `from` to the other end. at: as seen from the sender. */
static void
put_line(const struct ladder *ladder, int row, enum end from, int at,
    int columns, enum style style, const char *s)
{
	int column = from == END_A ? SIDE_COLUMNS + at :
	    SIDE_COLUMNS + ladder->look.room - at - columns;

	if (columns > 0)
		area_fill(ladder->area, row, column, 1, columns, style, s);
}

/* The characters of a segment's line. */
static const char *
flight_line(const struct ladder *ladder, const struct flight *flight, bool now)
{
	if (flight->inferred)
		return area_pick(ladder->area, now ? "┅" : "┄", ".");
	return now ? area_pick(ladder->area, "━", "=") : area_pick(ladder->area, "─", "-");
}

static const char *
flight_head(enum fate fate, enum end from)
{
	if (fate == FATE_LOST)
		return "✗";
	return from == END_A ? "▶" : "◀";
}

/* The head of an arrow in the row where it left; what arrives further down turns down. */
static const char *
leaving_head(const struct ladder *ladder, const struct flight *flight, enum fate fate)
{
	if (fate == FATE_IN_FLIGHT &&
	    flight_fate(flight, ladder->count - 1) != FATE_IN_FLIGHT)
		return flight->from == END_A ? "┐" : "┌";
	return flight_head(fate, flight->from);
}

/* What of the flight can be seen in the row in which it left. */
static enum fate
fate_in_place(const struct ladder *ladder, const struct flight *flight)
{
	if (!ladder_in_place(ladder->trace, flight))
		return FATE_IN_FLIGHT;
	return flight_fate(flight, ladder->count - 1);
}

static enum style
flight_style(const struct ladder *ladder, const struct flight *flight,
    enum fate fate, bool now)
{
	if (fate == FATE_LOST)
		return STYLE_LOST;
	if (now)
		return STYLE_NOW;
	return flight_fate(flight, ladder->count - 1) == FATE_IN_FLIGHT ?
	    STYLE_TEXT : STYLE_DIM;
}

/* What became of it, for an arrow that does not reach the other end. */
static const char *
fate_word(const struct ladder *ladder, const struct flight *flight,
    enum fate fate)
{
	if (fate == FATE_LOST)
		return _("lost");
	/* What arrived later has a row of its own that says so. */
	return flight_fate(flight, ladder->count - 1) == FATE_IN_FLIGHT ?
	    _("in flight") : "";
}

/* A word behind the head of an arrow; at: as seen from the sender. */
static void
put_word(const struct ladder *ladder, int row, enum end from, int at,
    enum style style, const char *s)
{
	int width = text_width(s);

	area_put(ladder->area, row, from == END_A ? SIDE_COLUMNS + at :
	    SIDE_COLUMNS + ladder->look.room - at - width, style, s);
}

/*
 * Of an arrow of so many columns, those that are to be seen now. While it
 * grows, it goes on from where it was the moment before; words and numbers
 * stand still.
 */
static int
moving(const struct ladder *ladder, const struct flight *flight, int columns, bool now)
{
	struct grid *grid = ladder->area->grid;
	int from = flight->sent_at + 1 < ladder->count ? (columns + 1) / 2 : 1;

	if (!now || columns <= from)
		return columns;
	grid->moves = true;
	if (grid->motion <= 0)
		return columns;
	return from + (columns - from) * (LADDER_FRAMES - grid->motion) / LADDER_FRAMES;
}

static void
draw_flight(const struct ladder *ladder, int row,
    const struct ladder_row *what)
{
	const struct flight *flight = &ladder->trace->flights[what->item];
	enum end from = flight->from;
	enum fate fate = fate_in_place(ladder, flight);
	bool now = is_now(ladder, what->moment) ||
	    (fate != FATE_IN_FLIGHT && is_now(ladder, flight->ended_at));
	enum style style = flight_style(ladder, flight, fate, now);
	int lead = flight->copy || flight->forged ? LEAD_COLUMNS : 0;
	struct str label = { 0 };

	ladder_label(&label, ladder->trace, flight, ladder->look.room);
	if (lead > 0)
		put_line(ladder, row, from, 0, 1, style, flight->forged ? "*" : "=");
	put_at_end(ladder, row, from, lead,
	    style == STYLE_DIM ? STYLE_TEXT : style, str_text(&label));
	int at = lead + text_width(str_text(&label)) + 1;
	int rest = ladder->look.room - at;
	if (fate != FATE_DELIVERED) {
		const char *word = fate_word(ladder, flight, fate);
		int most = rest - 1 - text_width(word);

		rest = (rest + 1) / 2;
		if (most >= ARROW_COLUMNS && word[0] != '\0') {
			rest = rest < most ? rest : most;
			put_word(ladder, row, from, at + rest + 1, style, word);
		}
	}
	rest = moving(ladder, flight, rest, now);
	if (rest > 0) {
		put_line(ladder, row, from, at, rest - 1, style,
		    flight_line(ladder, flight, now));
		put_line(ladder, row, from, at + rest - 1, 1, style,
		    leaving_head(ladder, flight, fate));
	}
	str_free(&label);
}

/* The end of a way: seen from the receiver, so that its text meets the arrow. */
static void
draw_arrival(const struct ladder *ladder, int row,
    const struct ladder_row *what)
{
	const struct flight *flight = &ladder->trace->flights[what->item];
	enum end to = end_other(flight->from);
	bool lost = flight->fate == FATE_LOST;
	bool now = is_now(ladder, what->moment);
	enum style style = flight_style(ladder, flight,
	    lost ? FATE_LOST : FATE_DELIVERED, now);
	struct str label = { 0 };

	const char *word = lost ? _("lost") : "";
	ladder_label(&label, ladder->trace, flight, ladder->look.room);
	/* The row says so, too: the word stands where it leaves room for the arrow. */
	if (!lost && ladder_is_late(ladder->trace, flight) &&
	    text_width(str_text(&label)) + 1 + text_width(_("late")) + 2 + 1 <= ladder->look.room)
		str_addf(&label, " %s", _("late"));
	int width = text_width(str_text(&label));
	int line = ladder->look.room - width - 2;	/* a gap, and the head */
	if (line > TIP_COLUMNS)
		line = TIP_COLUMNS;
	int gone = lost ? text_width(word) + 1 : 0;
	if (ladder->look.room - width - 2 - line < gone)
		gone = 0;
	else
		put_word(ladder, row, to, 0, style, word);
	if (line > 0) {
		put_line(ladder, row, to, gone, 1, style,
		    flight_head(lost ? FATE_LOST : FATE_DELIVERED,
		    flight->from));
		put_line(ladder, row, to, gone + 1, line, style,
		    flight_line(ladder, flight, now));
	}
	int indent = line > 0 ? gone + line + 2 : 0;
	put_at_end(ladder, row, to, indent,
	    style == STYLE_DIM ? STYLE_TEXT : style, str_text(&label));
	int corner = indent + width + 1;
	if (line > 0 && corner + CORNER_COLUMNS <= ladder->look.room) {
		put_line(ladder, row, to, corner, 1, style, "─");
		put_line(ladder, row, to, corner + 1, 1, style,
		    to == END_B ? "└" : "┘");
	}
	str_free(&label);
}

static void
draw_lifelines(const struct ladder *ladder, int row)
{
	area_put(ladder->area, row, 1, STYLE_A, "│");
	area_put(ladder->area, row, ladder->area->columns - 2, STYLE_B, "│");
}

static void
draw_event(const struct ladder *ladder, int row,
    const struct ladder_row *what)
{
	bool now = is_now(ladder, what->moment);
	struct str text = { 0 };

	area_put(ladder->area, row,
	    what->end == END_A ? 1 : ladder->area->columns - 2,
	    now ? STYLE_NOW : end_style(what->end), now ? "●" : "○");
	ladder_event_text(&text, ladder->trace, what, &ladder->look);
	put_at_end(ladder, row, what->end, 0, now ? STYLE_NOW : STYLE_TEXT,
	    str_text(&text));
	str_free(&text);
}

static void
draw_states(const struct ladder *ladder, int row,
    const struct ladder_row *what)
{
	const struct moment *moment = &ladder->trace->moments[what->moment];

	for (int end = 0; end < END_COUNT; end++) {
		struct str text = { 0 };

		if (!ladder_state_changed(ladder->trace, what->moment, end))
			continue;
		str_addf(&text, "%s %s", ladder->look.becomes,
		    state_name(moment->end[end].state));
		put_at_end(ladder, row, end, 0, is_now(ladder, what->moment) ?
		    STYLE_NOW : end_style(end), str_text(&text));
		str_free(&text);
	}
}

static void
draw_wait(const struct ladder *ladder, int row, const struct ladder_row *what)
{
	const struct moment *moment = &ladder->trace->moments[what->moment];
	bool now = is_now(ladder, what->moment);
	struct str text = { 0 };

	str_addc(&text, ' ');
	moment_cause(&text, ladder->trace, moment);
	str_addc(&text, ' ');
	int width = text_width(str_text(&text));
	area_fill(ladder->area, row, SIDE_COLUMNS, 1, ladder->look.room,
	    STYLE_DIM, area_pick(ladder->area, "┄", "."));
	area_put(ladder->area, row,
	    SIDE_COLUMNS + (ladder->look.room - width) / 2,
	    now ? STYLE_NOW : STYLE_TEXT, str_text(&text));
	str_free(&text);
}

/* What section 3.10 says at length, where that does not fit. */
static const char *const brief_signals[] = {
	[SIGNAL_TIMEOUT] = N_("aborted: user timeout"),
	[SIGNAL_PROBLEM] = N_("excessive retransmissions"),
};

static const char *
brief_signal(enum signal signal)
{
	size_t n = sizeof(brief_signals) / sizeof(brief_signals[0]);
	const char *brief = (size_t)signal < n ? brief_signals[signal] : NULL;

	return _(brief != NULL ? brief : signal_text(signal));
}

/* What the user at that end is told. */
static void
draw_signal(const struct ladder *ladder, int row,
    const struct ladder_row *what)
{
	const struct moment *moment = &ladder->trace->moments[what->moment];
	enum signal signal = moment->signals[what->item].signal;
	bool bad = signal == SIGNAL_RESET || signal == SIGNAL_REFUSED ||
	    signal == SIGNAL_TIMEOUT;
	struct str text = { 0 };

	str_addf(&text, _("user: %s"), _(signal_text(signal)));
	if (text_width(str_text(&text)) > ladder->look.room) {
		str_clear(&text);
		str_addf(&text, _("user: %s"), brief_signal(signal));
	}
	put_at_end(ladder, row, what->end, 0, bad ? STYLE_LOST :
	    is_now(ladder, what->moment) ? STYLE_NOW : STYLE_DIM,
	    str_text(&text));
	str_free(&text);
}

/* An error; where that does not fit, the colour has to say that it is one. */
static void
draw_reply(const struct ladder *ladder, int row, const struct ladder_row *what)
{
	const char *text = _(reply_text(ladder->trace->moments[what->moment].reply));
	const char *rest = strstr(text, ": ");

	if (text_width(text) > ladder->look.room && rest != NULL)
		text = rest + 2;
	put_at_end(ladder, row, what->end, 0, STYLE_LOST, text);
}

static void
draw_row(const struct ladder *ladder, int row, const struct ladder_row *what)
{
	draw_lifelines(ladder, row);
	if (what->kind == LADDER_FLIGHT || what->kind == LADDER_ARRIVAL)
		area_hit(ladder->area, row, SIDE_COLUMNS, ladder->look.room, HIT_SEGMENT,
		    what->item);
	switch (what->kind) {
	case LADDER_EVENT:
		draw_event(ladder, row, what);
		break;
	case LADDER_REPLY:
		draw_reply(ladder, row, what);
		break;
	case LADDER_STATE:
		draw_states(ladder, row, what);
		break;
	case LADDER_SIGNAL:
		draw_signal(ladder, row, what);
		break;
	case LADDER_WAIT:
		draw_wait(ladder, row, what);
		break;
	case LADDER_FLIGHT:
		draw_flight(ladder, row, what);
		break;
	case LADDER_ARRIVAL:
		draw_arrival(ladder, row, what);
		break;
	}
}

/* Both ends and their states, and whether there is more than one sees. */
static void
draw_head(const struct ladder *ladder, bool above, bool below)
{
	const struct endpoint *a = trace_before(ladder->trace, ladder->count,
	    END_A);
	const struct endpoint *b = trace_before(ladder->trace, ladder->count,
	    END_B);
	const char *more = above && below ? "↑↓" : above ? "↑" :
	    below ? "↓" : "";
	struct area inner = area_part(ladder->area, 0, 1, 1,
	    ladder->area->columns - 2);
	int width = (int)strlen(state_name(b->state)) + 2;

	area_putf(&inner, 0, 0, STYLE_A, "A %s", state_name(a->state));
	area_putf(&inner, 0, inner.columns - width, STYLE_B, "%s B",
	    state_name(b->state));
	area_hit(&inner, 0, 0, (int)strlen(state_name(a->state)) + 2, HIT_STATE, a->state);
	area_hit(&inner, 0, inner.columns - width, width, HIT_STATE, b->state);
	area_put(&inner, 0, (inner.columns - text_width(more)) / 2, STYLE_DIM,
	    more);
}

/* Rows from the newest backwards, until there are want or no more. */
static void
gather(struct ladder_rows *back, const struct ladder *ladder, size_t want)
{
	struct ladder_rows one = { 0 };

	for (size_t at = ladder->count; at-- > 0 && back->list.n < want;) {
		one.list.n = 0;
		ladder_rows_of(&one, ladder->trace, at, &ladder->look);
		for (size_t i = one.list.n; i-- > 0;)
			vec_push(&back->list, one.list.v[i]);
	}
	vec_free(&one.list);
}

int
ladder_draw(const struct area *area, const struct trace *trace, size_t count,
    int offset)
{
	struct ladder ladder = {
		.area = area,
		.trace = trace,
		.count = count,
		.look = {
			.room = area->columns - 2 * SIDE_COLUMNS,
			.becomes = area_pick(area, "→", "->"),
		},
	};
	struct ladder_rows back = { 0 };
	int room = area->rows - 1;

	if (room < 1 || ladder.look.room < 1)
		return 0;
	if (offset < 0)
		offset = 0;
	/* One more than is seen tells whether there is more. */
	gather(&back, &ladder, (size_t)offset + (size_t)room + 1);
	int total = (int)back.list.n;
	int most = total > room ? total - room : 0;
	if (offset > most)
		offset = most;
	int shown = total - offset < room ? total - offset : room;
	for (int i = 0; i < room; i++)
		if (i < shown)
			draw_row(&ladder, 1 + i,
			    &back.list.v[offset + shown - 1 - i]);
		else
			draw_lifelines(&ladder, 1 + i);
	draw_head(&ladder, total - offset > room, offset > 0);
	vec_free(&back.list);
	return most;
}
