/*
 * The numbers at length: a table of both TCBs, then each end's send and
 * receive window as a number line, with the segment that arrived on them.
 *
 * An end that a segment has just reached is drawn as the segment found it, as
 * that is what the checks of section 3.10.7 compare it with; the table has
 * what came of it.
 */
#include "base/i18n.h"
#include "number_line.h"
#include "numbers_field.h"
#include "sheet_list.h"

/* Columns of a name, and of an end's numbers; narrow, if that does not fit. */
#define NAME_COLUMNS 12
#define VALUE_COLUMNS 15
#define NARROW_NAME_COLUMNS 9
#define NARROW_VALUE_COLUMNS 13
/* What a number means has to have so many. */
#define MEANING_COLUMNS 24
#define TABLE_COLUMNS (NAME_COLUMNS + END_COUNT * VALUE_COLUMNS)

/* An end with the segment that just reached it, if one did. */
struct reached {
	const struct endpoint	*now;
	const struct endpoint	*before;	/* NULL without a segment */
	const struct segment	*seg;
	enum end		 end;
};

static struct reached
reached_of(const struct sheet_view *view, enum end end)
{
	struct reached reached = {
		.now = trace_before(view->trace, view->count, end),
		.end = end,
	};

	if (view->count == 0)
		return reached;

	const struct moment *moment = &view->trace->moments[view->count - 1];

	if ((moment->cause.kind == KIND_DELIVER ||
	    moment->cause.kind == KIND_INJECT) && moment->cause.end == end) {
		reached.seg = &view->trace->flights[moment->cause.flight].seg;
		reached.before = trace_before(view->trace, view->count - 1,
		    end);
	}
	return reached;
}

/* As the segment found it, where it found any of these numbers; NULL if nobody knows them. */
static const struct endpoint *
reached_endpoint(const struct reached *reached, uint8_t needed)
{
	if (reached->before != NULL &&
	    (reached->before->known & needed) == needed)
		return reached->before;
	return (reached->now->known & needed) == needed ? reached->now : NULL;
}

/* Column by column, so that what is left blank stays so. */
static void
row_add(struct page *page, const char *name, const char *const values[END_COUNT],
    const enum style styles[END_COUNT], const char *meaning)
{
	bool narrow = page->columns < TABLE_COLUMNS;
	int room = narrow ? NARROW_VALUE_COLUMNS : VALUE_COLUMNS;
	struct str cell = { 0 };

	str_add(&cell, name);
	str_pad(&cell, narrow ? NARROW_NAME_COLUMNS : NAME_COLUMNS);
	page_run(page, STYLE_DIM, str_text(&cell));
	for (int end = 0; end < END_COUNT; end++) {
		str_clear(&cell);
		str_add(&cell, values[end]);
		if (end != END_B || !narrow)
			str_pad(&cell, room);
		page_run(page, styles[end], str_text(&cell));
	}
	if (page->columns >= TABLE_COLUMNS + MEANING_COLUMNS)
		page_run(page, STYLE_DIM, meaning);
	page_end(page, 0, STYLE_TEXT, "");
	str_free(&cell);
}

static void
add_field(struct page *page, const struct pair pairs[END_COUNT],
    const struct number_field *field)
{
	struct str texts[END_COUNT] = { { 0 } };
	const char *values[END_COUNT];
	enum style styles[END_COUNT];

	for (int end = 0; end < END_COUNT; end++) {
		number_text(&texts[end], page->ascii, &pairs[end], field);
		values[end] = str_text(&texts[end]);
		styles[end] = number_style(&pairs[end], field);
	}
	row_add(page, _(field->name), values, styles, _(field->meaning));
	for (int end = 0; end < END_COUNT; end++)
		str_free(&texts[end]);
}

static void
add_timers(struct page *page, const struct pair pairs[END_COUNT])
{
	for (int end = 0; end < END_COUNT; end++) {
		struct str text = { 0 };

		timers_text(&text, &pairs[end], page->columns - NAME_COLUMNS);
		if (text.n > 0) {
			struct str name = { 0 };

			str_addf(&name, _("%c's timers"), end_letter(end));
			str_pad(&name, NAME_COLUMNS);
			page_run(page, STYLE_DIM, str_text(&name));
			page_run(page, STYLE_TEXT, str_text(&text));
			page_end(page, 0, STYLE_TEXT, "");
			str_free(&name);
		}
		str_free(&text);
	}
}

static void
add_table(struct page *page, const struct pair pairs[END_COUNT])
{
	const char *const ends[END_COUNT] = { "A", "B" };
	const char *const states[END_COUNT] = {
		state_name(pairs[END_A].now->state),
		state_name(pairs[END_B].now->state),
	};
	const enum style styles[END_COUNT] = { STYLE_A, STYLE_B };

	row_add(page, "", ends, styles, "");
	row_add(page, "", states, styles, "");
	for (size_t i = 0; i < NUMBER_FIELDS; i++)
		add_field(page, pairs, &number_fields[i]);
	add_timers(page, pairs);
}

static void
add_title(struct page *page, const struct reached *reached, bool sends,
    bool found)
{
	struct str text = { 0 };

	str_addf(&text, sends ? _("%c's send window") :
	    _("%c's receive window"), end_letter(reached->end));
	if (found)
		str_add(&text, _(", as the segment found it"));
	page_gap(page);
	page_text(page, 0, reached->end == END_A ? STYLE_A : STYLE_B,
	    str_text(&text));
	str_free(&text);
}

static void
add_send(struct page *page, const struct reached *reached)
{
	const struct endpoint *e = reached_endpoint(reached,
	    KNOWN_SND_UNA | KNOWN_SND_NXT | KNOWN_SND_WND);

	if (e == NULL)
		return;

	uint32_t end = e->snd_una + e->snd_wnd;
	struct number_line line = { .base = e->snd_una };

	add_title(page, reached, true, e == reached->before);
	line_point(&line, e->snd_una, "SND.UNA", STYLE_STRONG);
	line_point(&line, e->snd_nxt, "SND.NXT", STYLE_STRONG);
	line_point(&line, end, "SND.UNA+SND.WND", STYLE_STRONG);
	if (reached->seg != NULL && (reached->seg->flags & SEG_ACK))
		line_point(&line, reached->seg->ack.n, "SEG.ACK", STYLE_NOW);
	line_stretch(&line, e->snd_una, e->snd_nxt, _("not acknowledged"),
	    "▓", "#");
	line_stretch(&line, e->snd_nxt, end, _("may be sent"), "░", ".");
	line_add(page, &line);
}

static void
add_receive(struct page *page, const struct reached *reached)
{
	const struct endpoint *e = reached_endpoint(reached,
	    KNOWN_RCV_NXT | KNOWN_RCV_WND);

	if (e == NULL)
		return;

	struct number_line line = { .base = e->rcv_nxt };

	add_title(page, reached, false, e == reached->before);
	line_point(&line, e->rcv_nxt, "RCV.NXT", STYLE_STRONG);
	line_point(&line, e->rcv_nxt + e->rcv_wnd, "RCV.NXT+RCV.WND",
	    STYLE_STRONG);
	if (reached->seg != NULL) {
		uint32_t len = segment_len(reached->seg);

		line_point(&line, reached->seg->seq.n, "SEG.SEQ", STYLE_NOW);
		if (len > 0)
			line_point(&line, reached->seg->seq.n + len,
			    "SEG.SEQ+SEG.LEN", STYLE_NOW);
		line_stretch(&line, reached->seg->seq.n,
		    reached->seg->seq.n + len, _("the segment"), "▓", "#");
	}
	line_stretch(&line, e->rcv_nxt, e->rcv_nxt + e->rcv_wnd,
	    _("window"), "░", ".");
	line_add(page, &line);
}

struct sheet_room
sheet_draw_numbers(const struct area *area, const struct sheet_view *view)
{
	const struct pair pairs[END_COUNT] = {
		pair_of(view->trace, view->count, END_A),
		pair_of(view->trace, view->count, END_B),
	};
	struct page page;

	page_init(&page, area);
	add_table(&page, pairs);
	for (int end = 0; end < END_COUNT; end++) {
		struct reached reached = reached_of(view, end);

		add_send(&page, &reached);
		add_receive(&page, &reached);
	}
	struct sheet_room room = sheet_scroll(&page, area, view);
	page_fini(&page);
	return room;
}
