/*
 * A segment at length: the figure, or where that has no room a list of its
 * fields, and the one under the cursor explained.
 *
 *	A → B  S 100:100(0) win 65535  arrived now              1 of 2
 *	 (figure)
 *	──────────────────────────────────────────
 *	Sequence Number 100
 *	The sender's initial sequence number: ...
 */
#include "sheet_segment.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/vec.h"
#include "sheet_list.h"

/* The figure, and at least so many rows of explanation. */
#define FIGURE_SHEET_ROWS (FIGURE_ROWS + 3)
/* Columns of a field's name in the list. */
#define NAME_COLUMNS 22

struct choices {
	VEC(uint32_t)	flights;
};

static void
choices_add(struct choices *choices, uint32_t flight)
{
	for (size_t i = 0; i < choices->flights.n; i++)
		if (choices->flights.v[i] == flight)
			return;
	vec_push(&choices->flights, flight);
}

/* What arrived or was lost, what was sent, what is under way. */
static void
choices_of(struct choices *choices, const struct moment *moment)
{
	if (kind_is_segment(moment->cause.kind))
		choices_add(choices, moment->cause.flight);
	for (uint32_t i = 0; i < moment->sent_count; i++)
		choices_add(choices, moment->sent + i);
	for (uint32_t i = 0; i < moment->wire_count; i++)
		choices_add(choices, moment->wire[i]);
}

static const struct flight *
flight_before(const struct trace *trace, uint32_t flight)
{
	for (uint32_t i = flight; i-- > 0;)
		if (trace->flights[i].from == trace->flights[flight].from &&
		    !trace->flights[i].forged)
			return &trace->flights[i];
	return NULL;
}

/* What of it the moment has to tell. */
static const char *
flight_news(const struct flight *flight, size_t at)
{
	bool ended = flight->ended_at == at;

	if (ended && flight->fate == FATE_LOST)
		return _("lost now");
	if (flight->ended_at < at)
		return flight->fate == FATE_LOST ? _("lost before") : _("arrived before");
	if (flight->forged)
		return _("forged");
	if (flight->copy)
		return ended ? _("a copy, arrived now") : _("a copy");
	if (ended)
		return flight->inferred ? _("inferred") : _("arrived now");
	if (flight->sent_at == at)
		return flight->again_of != 0 ? _("sent again now") : _("sent now");
	return _("under way");
}

static void
draw_heading(const struct area *area, const struct sheet_view *view,
    const struct flight *flight, const struct sheet_room *room)
{
	struct str left = { 0 }, right = { 0 };
	char text[SEGMENT_TEXT];

	str_addf(&left, "%c %s %c  %s  ", end_letter(flight->from),
	    area_pick(area, "→", "->"), end_letter(end_other(flight->from)),
	    segment_print(text, sizeof(text), &flight->seg));
	str_add(&left, flight_news(flight, view->count - 1));
	if (room->choices > 1)
		str_addf(&right, _("%d of %d"), room->choice + 1,
		    room->choices);
	int width = text_width(str_text(&right));
	area_put_cut(area, 0, 0, area->columns - (width > 0 ? width + 2 : 0),
	    STYLE_STRONG, str_text(&left));
	area_put(area, 0, area->columns - width, STYLE_KEY, str_text(&right));
	str_free(&left);
	str_free(&right);
}

static void
draw_fields(const struct area *area, const struct header *header,
    enum field cursor)
{
	struct list list;

	list_init(&list, area);
	for (int field = 0; field < FIELD_COUNT; field++) {
		struct str name = { 0 }, value = { 0 };

		list_entry(&list);
		str_add(&name, field_name(field));
		str_pad(&name, NAME_COLUMNS);
		page_run(&list.page, STYLE_TEXT, str_text(&name));
		field_both(&value, area, header, field);
		page_run(&list.page, field_changed(header, field) ?
		    STYLE_CHANGED : STYLE_STRONG, str_text(&value));
		page_end(&list.page, LIST_INDENT, STYLE_TEXT, "");
		str_free(&name);
		str_free(&value);
	}
	list_draw(&list, area, cursor);
	list_fini(&list);
}

/* Below the figure there may be less room than sheet_explain would take. */
static void
explain_below(const struct area *area, const char *title, const char *text)
{
	struct page page;

	page_init(&page, area);
	page_run(&page, STYLE_STRONG, title);
	page_run(&page, STYLE_TEXT, _(". "));
	page_run(&page, STYLE_TEXT, text);
	page_end(&page, 0, STYLE_TEXT, "");
	page_draw(&page, area, 0);
	page_fini(&page);
}

/* Is there room for the figure? What is said in the last rows for a moment takes it from the words. */
static bool
figure_fits(const struct area *area)
{
	int rows = area->grid->rows - 1 - area->row;	/* to the keys */

	return area->columns >= FIGURE_COLUMNS + 2 && rows >= FIGURE_SHEET_ROWS &&
	    area->rows > FIGURE_ROWS;
}

static void
draw_body(const struct area *area, const struct header *header,
    enum field cursor)
{
	struct str title = { 0 }, before = { 0 }, text = { 0 };

	str_addf(&title, "%s ", field_name(cursor));
	field_value(&title, header, header->flight, cursor);
	if (field_changed(header, cursor)) {
		field_value(&before, header, header->before, cursor);
		str_addf(&title, _(" (before: %s)"), str_text(&before));
	}
	field_explain(&text, header, cursor);
	if (figure_fits(area)) {
		struct area figure = area_part(area, 0,
		    (area->columns - FIGURE_COLUMNS) / 2, FIGURE_ROWS,
		    FIGURE_COLUMNS);
		int gap = area->rows > FIGURE_SHEET_ROWS ? 1 : 0;
		struct area below = area_part(area, FIGURE_ROWS + gap, 0,
		    area->rows - FIGURE_ROWS - gap, area->columns);

		figure_draw(&figure, header, cursor);
		explain_below(&below, str_text(&title), str_text(&text));
	} else {
		struct area above = sheet_explain(area, str_text(&title),
		    str_text(&text));

		draw_fields(&above, header, cursor);
	}
	str_free(&title);
	str_free(&before);
	str_free(&text);
}

struct sheet_room
sheet_draw_segment(const struct area *area, const struct sheet_view *view)
{
	struct sheet_room room = { .cursors = FIELD_COUNT };
	struct choices choices = { 0 };

	/* A file that is watched may have been written anew since it was chosen. */
	if (view->has_flight && view->flight < view->trace->flight_count)
		choices_add(&choices, view->flight);
	if (view->count > 0)
		choices_of(&choices, &view->trace->moments[view->count - 1]);
	if (choices.flights.n == 0) {
		area_wrap(area, 0, STYLE_TEXT, _("No segment left, arrived or got lost in this "
		    "moment, and none is under way."));
		return (struct sheet_room){ 0 };
	}
	room.choices = (int)choices.flights.n;
	room.choice = sheet_pick(view->choice, 0, room.choices);
	room.cursor = sheet_pick(view->cursor, FIELD_SEQ, FIELD_COUNT);
	uint32_t flight = choices.flights.v[room.choice];
	const struct header header = {
		.flight = &view->trace->flights[flight],
		.before = flight_before(view->trace, flight),
		.model = strcmp(view->trace->engine, "model") == 0,
	};
	struct area body = area_part(area, 1, 0, area->rows - 1, area->columns);

	draw_heading(area, view, header.flight, &room);
	draw_body(&body, &header, room.cursor);
	vec_free(&choices.flights);
	return room;
}
