/*
 * Which rows a moment has in the ladder. They follow from the moment and its
 * neighbours alone, so that a long trace is drawn from its end and no more of
 * it is looked at than what is seen.
 *
 * A segment that arrives, or is lost, right after it left has one row. Any
 * other has two, so that rows never change their order:
 *
 *	│ S 100:100(0) ━━━━━━━━━━▶ │	left, and arrived at once
 *
 *	│ S 100:100(0) ────▶       │	left
 *	│ ◀────── S 300:300(0)     │	... and others meanwhile
 *	│       S 100:100(0) ╌╌╌╌▶ │	arrived
 */
#include "base/i18n.h"
#include "base/text.h"
#include "ladder.h"
#include "sheet_list.h"

bool
ladder_in_place(const struct trace *trace, const struct flight *flight)
{
	size_t index = (size_t)(flight - trace->flights);

	if (flight->ended_at == flight->sent_at)
		return true;
	return flight->ended_at == flight->sent_at + 1 &&
	    index + 1 == flight_first(trace, flight->sent_at + 1);
}

bool
ladder_state_changed(const struct trace *trace, size_t moment, enum end end)
{
	return trace->moments[moment].end[end].state !=
	    trace_before(trace, moment, end)->state;
}

void
ladder_event_text(struct str *out, const struct trace *trace,
    const struct ladder_row *row, const struct ladder_look *look)
{
	const struct moment *moment = &trace->moments[row->moment];

	if (moment->cause.kind == KIND_TIMER &&
	    moment->cause.timer == TIMER_TIME_WAIT)
		str_add(out, _("2MSL are over"));
	else
		moment_cause(out, trace, moment);
	if (moment->cause.kind == KIND_RECEIVE && moment->received > 0)
		str_addf(out, " = %u", moment->received);
	if (row->with_state)
		str_addf(out, " %s %s", look->becomes,
		    state_name(moment->end[row->end].state));
}

static bool
event_fits(const struct trace *trace, const struct ladder_row *row,
    const struct ladder_look *look)
{
	struct str text = { 0 };

	ladder_event_text(&text, trace, row, look);
	bool fits = text_width(str_text(&text)) <= look->room;
	str_free(&text);
	return fits;
}

/* The row of a call or a timer. True if it says the new state too. */
static bool
add_event(struct ladder_rows *rows, const struct trace *trace, size_t at,
    const struct ladder_look *look)
{
	const struct moment *moment = &trace->moments[at];
	enum end end = moment->cause.end;
	struct ladder_row row = {
		.kind = LADDER_EVENT,
		.end = (uint8_t)end,
		.moment = at,
		.with_state = ladder_state_changed(trace, at, end) &&
		    !ladder_state_changed(trace, at, end_other(end)),
	};

	if (row.with_state && !event_fits(trace, &row, look))
		row.with_state = false;
	vec_push(&rows->list, row);
	if (reply_is_error(moment->reply))
		vec_push(&rows->list, (struct ladder_row){
			.kind = LADDER_REPLY,
			.end = (uint8_t)end,
			.moment = at,
		});
	return row.with_state;
}

/* The row of a segment that reached its receiver, or did not. */
static void
add_arrival(struct ladder_rows *rows, const struct trace *trace, size_t at)
{
	const struct moment *moment = &trace->moments[at];
	const struct flight *flight = &trace->flights[moment->cause.flight];

	if (moment->cause.kind == KIND_DUPLICATE)
		return;
	if (flight->sent_at != at && ladder_in_place(trace, flight))
		return;
	vec_push(&rows->list, (struct ladder_row){
		.kind = flight->sent_at == at ? LADDER_FLIGHT : LADDER_ARRIVAL,
		.end = moment->cause.end,
		.moment = at,
		.item = moment->cause.flight,
	});
}

static void
add_flights(struct ladder_rows *rows, const struct trace *trace, size_t at)
{
	const struct moment *moment = &trace->moments[at];

	for (size_t i = flight_first(trace, at); i < trace->flight_count &&
	    trace->flights[i].sent_at == at; i++) {
		if (moment->cause.kind == KIND_INJECT &&
		    moment->cause.flight == i)
			continue;
		vec_push(&rows->list, (struct ladder_row){
			.kind = LADDER_FLIGHT,
			.end = trace->flights[i].from,
			.moment = at,
			.item = (uint32_t)i,
		});
	}
}

/* What the rows around it say already is left out. */
static bool
signal_is_news(enum signal signal)
{
	return signal != SIGNAL_CLOSE_OK && signal != SIGNAL_RECEIVED;
}

static void
add_signals(struct ladder_rows *rows, const struct trace *trace, size_t at)
{
	const struct moment *moment = &trace->moments[at];

	for (uint32_t i = 0; i < moment->signal_count; i++)
		if (signal_is_news(moment->signals[i].signal))
			vec_push(&rows->list, (struct ladder_row){
				.kind = LADDER_SIGNAL,
				.end = moment->signals[i].end,
				.moment = at,
				.item = i,
			});
}

void
ladder_rows_of(struct ladder_rows *rows, const struct trace *trace,
    size_t at, const struct ladder_look *look)
{
	const struct moment *moment = &trace->moments[at];
	enum cause_kind kind = moment->cause.kind;
	bool said = false;

	if (kind == KIND_WAIT)
		vec_push(&rows->list, (struct ladder_row){
			.kind = LADDER_WAIT, .moment = at });
	else if (kind_is_segment(kind))
		add_arrival(rows, trace, at);
	else
		said = add_event(rows, trace, at, look);
	if (!said && (ladder_state_changed(trace, at, END_A) ||
	    ladder_state_changed(trace, at, END_B)))
		vec_push(&rows->list, (struct ladder_row){
			.kind = LADDER_STATE, .moment = at });
	add_signals(rows, trace, at);
	add_flights(rows, trace, at);
}
