/*
 * Expectations held against a trace. Each kind has one function that
 * compares, and says both sides in the scene's own notation.
 */
#include "lesson/expect.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/vec.h"

/* One comparison: what is asked, of what, and where the answer is written. */
struct question {
	const struct expect	*expect;
	const struct trace	*trace;
	uint32_t		 statement;
	struct str		*expected;
	struct str		*found;
};

/* Flights in order. */
struct flights {
	VEC(const struct flight *) list;
};

static const char *const variables[VARIABLE_COUNT] = {
	[VARIABLE_SND_UNA] = "snd.una",
	[VARIABLE_SND_NXT] = "snd.nxt",
	[VARIABLE_SND_WND] = "snd.wnd",
	[VARIABLE_RCV_NXT] = "rcv.nxt",
	[VARIABLE_RCV_WND] = "rcv.wnd"
};

const char *
variable_name(enum variable variable)
{
	return variables[variable];
}

/* "A SYN-SENT B LISTEN", of the ends that the expectation names. */
static void
states_print(struct str *out, const struct expect *expect, const uint8_t state[END_COUNT])
{
	const char *gap = "";

	for (int end = 0; end < END_COUNT; end++)
		if (expect->has_state[end]) {
			str_addf(out, "%s%c %s", gap, end_letter((enum end)end),
			    state_name((enum state)state[end]));
			gap = " ";
		}
}

static bool
states_hold(const struct question *q)
{
	uint8_t state[END_COUNT];
	bool same = true;

	for (int end = 0; end < END_COUNT; end++) {
		state[end] = trace_now(q->trace, (enum end)end)->state;
		if (q->expect->has_state[end] && state[end] != q->expect->state[end])
			same = false;
	}
	if (!same) {
		states_print(q->expected, q->expect, q->expect->state);
		states_print(q->found, q->expect, state);
	}
	return same;
}

static bool
endpoint_variable(const struct endpoint *endpoint, enum variable variable, uint32_t *value)
{
	switch (variable) {
	case VARIABLE_SND_UNA:
		*value = endpoint->snd_una;
		return endpoint->known & KNOWN_SND_UNA;
	case VARIABLE_SND_NXT:
		*value = endpoint->snd_nxt;
		return endpoint->known & KNOWN_SND_NXT;
	case VARIABLE_SND_WND:
		*value = endpoint->snd_wnd;
		return endpoint->known & KNOWN_SND_WND;
	case VARIABLE_RCV_NXT:
		*value = endpoint->rcv_nxt;
		return endpoint->known & KNOWN_RCV_NXT;
	case VARIABLE_RCV_WND:
		*value = endpoint->rcv_wnd;
		return endpoint->known & KNOWN_RCV_WND;
	}
	return false;
}

static bool
variable_holds(const struct question *q)
{
	const struct expect *expect = q->expect;
	const char letter = end_letter((enum end)expect->end);
	const char *name = variable_name((enum variable)expect->variable);
	uint32_t value;

	bool known = endpoint_variable(trace_now(q->trace, (enum end)expect->end),
	    (enum variable)expect->variable, &value);
	if (known && value == expect->value)
		return true;
	str_addf(q->expected, "%c %s %u", letter, name, expect->value);
	if (known)
		str_addf(q->found, "%c %s %u", letter, name, value);
	else
		str_addf(q->found, _("%c has no %s"), letter, name);
	return false;
}

/* What the ends sent in the moments of a statement; the wire's own doing is left out. */
static void
flights_sent(struct flights *flights, const struct trace *trace, uint32_t statement)
{
	for (size_t i = 0; i < trace->count; i++) {
		const struct moment *moment = &trace->moments[i];
		if (moment->statement != statement)
			continue;
		for (uint32_t k = 0; k < moment->sent_count; k++) {
			const struct flight *flight = &trace->flights[moment->sent + k];
			if (!flight->copy && !flight->forged)
				vec_push(&flights->list, flight);
		}
	}
}

static void
flights_wire(struct flights *flights, const struct trace *trace)
{
	if (trace->count == 0)
		return;
	const struct moment *moment = &trace->moments[trace->count - 1];
	for (uint32_t k = 0; k < moment->wire_count; k++)
		vec_push(&flights->list, &trace->flights[moment->wire[k]]);
}

static bool
segment_holds(const struct expect_segment *segment, const struct flight *flight)
{
	return pattern_match(&segment->pattern, &flight->seg) &&
	    (!segment->has_from || segment->from == flight->from);
}

static void
segments_print(struct str *out, const struct expect *expect)
{
	char text[SEGMENT_TEXT];

	for (size_t i = 0; i < expect->segment_count; i++) {
		const struct expect_segment *segment = &expect->segments[i];
		str_addf(out, "%s%s", i > 0 ? ", " : "",
		    pattern_print(text, sizeof(text), &segment->pattern));
		if (segment->has_from)
			str_addf(out, " from %c", end_letter((enum end)segment->from));
	}
}

static void
flights_print(struct str *out, const struct flights *flights)
{
	char text[SEGMENT_TEXT];

	for (size_t i = 0; i < flights->list.n; i++) {
		const struct flight *flight = flights->list.v[i];
		str_addf(out, "%s%s from %c", i > 0 ? ", " : "",
		    segment_print(text, sizeof(text), &flight->seg),
		    end_letter((enum end)flight->from));
	}
}

static bool
segments_hold(const struct question *q)
{
	const struct expect *expect = q->expect;
	const bool wire = expect->kind == EXPECT_WIRE;
	const char *what = wire ? "wire" : "sent", *none = wire ? "empty" : "nothing";
	struct flights flights = { 0 };

	if (wire)
		flights_wire(&flights, q->trace);
	else
		flights_sent(&flights, q->trace, q->statement);
	bool same = flights.list.n == expect->segment_count;
	for (size_t i = 0; same && i < expect->segment_count; i++)
		same = segment_holds(&expect->segments[i], flights.list.v[i]);
	if (!same) {
		str_addf(q->expected, "%s %s", what, expect->segment_count > 0 ? "" : none);
		segments_print(q->expected, expect);
		str_addf(q->found, "%s %s", what, flights.list.n > 0 ? "" : none);
		flights_print(q->found, &flights);
	}
	vec_free(&flights.list);
	return same;
}

/* The newest answer to a call, or REPLY_NONE. */
static enum reply
last_reply(const struct trace *trace)
{
	for (size_t i = trace->count; i-- > 0;)
		if (trace->moments[i].reply != REPLY_NONE)
			return (enum reply)trace->moments[i].reply;
	return REPLY_NONE;
}

/* Without the "error: " that section 3.10 begins some answers with. */
static const char *
words_of(const char *text)
{
	static const char error[] = "error:";

	if (strncasecmp(text, error, sizeof(error) - 1) == 0)
		text += sizeof(error) - 1;
	while (*text == ' ')
		text++;
	return text;
}

static void
reply_print(struct str *out, enum reply reply)
{
	if (reply == REPLY_NONE)
		str_add(out, _("no call was made"));
	else if (reply_is_error(reply))
		str_addf(out, "error \"%s\"", words_of(reply_text(reply)));
	else
		str_add(out, "ok");
}

static bool
reply_holds(const struct question *q)
{
	const struct expect *expect = q->expect;
	enum reply reply = last_reply(q->trace);

	if (expect->kind == EXPECT_OK) {
		if (reply != REPLY_NONE && !reply_is_error(reply))
			return true;
		str_add(q->expected, "ok");
	} else {
		if (reply_is_error(reply) &&
		    strcasecmp(words_of(expect->text), words_of(reply_text(reply))) == 0)
			return true;
		str_addf(q->expected, "error \"%s\"", words_of(expect->text));
	}
	reply_print(q->found, reply);
	return false;
}

/* Was the user of that end told this in a moment of the statement? What it was told goes to told. */
/*
 * A connect() that is answered with a reset: section 3.10.7.3 calls it
 * "connection reset", the sockets API "connection refused". Either will do.
 */
static bool
refused_in_syn_sent(const struct moment *moment, const struct signal_at *at)
{
	if (at->signal != SIGNAL_RESET && at->signal != SIGNAL_REFUSED)
		return false;
	for (uint32_t i = 0; i < moment->edge_count; i++)
		if (moment->edges[i].end == at->end &&
		    moment->edges[i].from == STATE_SYN_SENT &&
		    moment->edges[i].to == STATE_CLOSED)
			return true;
	return false;
}

static bool
means_refused(const char *words)
{
	return strcasecmp(words, signal_text(SIGNAL_RESET)) == 0 ||
	    strcasecmp(words, signal_text(SIGNAL_REFUSED)) == 0;
}

static bool
signal_told(const struct question *q, struct str *told)
{
	const struct expect *expect = q->expect;
	bool found = false;

	for (size_t i = 0; i < q->trace->count; i++) {
		const struct moment *moment = &q->trace->moments[i];
		for (uint32_t k = 0; moment->statement == q->statement && k < moment->signal_count; k++) {
			const struct signal_at *at = &moment->signals[k];
			const char *text = words_of(signal_text((enum signal)at->signal));
			if (at->end != expect->end)
				continue;
			str_addf(told, "%s\"%s\"", told->n > 0 ? ", " : "", text);
			if (strcasecmp(words_of(expect->text), text) == 0 ||
			    (refused_in_syn_sent(moment, at) && means_refused(words_of(expect->text))))
				found = true;
		}
	}
	return found;
}

static bool
signal_holds(const struct question *q)
{
	const char letter = end_letter((enum end)q->expect->end);
	struct str told = { 0 };

	bool found = signal_told(q, &told);
	if (!found) {
		str_addf(q->expected, "signal %c \"%s\"", letter, words_of(q->expect->text));
		if (told.n > 0)
			str_addf(q->found, "signal %c %s", letter, str_text(&told));
		else
			str_addf(q->found, _("no signal to %c"), letter);
	}
	str_free(&told);
	return found;
}

static bool (*const holds[])(const struct question *q) = {
	[EXPECT_STATES] = states_hold,
	[EXPECT_VARIABLE] = variable_holds,
	[EXPECT_SENT] = segments_hold,
	[EXPECT_WIRE] = segments_hold,
	[EXPECT_ERROR] = reply_holds,
	[EXPECT_OK] = reply_holds,
	[EXPECT_SIGNAL] = signal_holds
};

bool
expect_holds(const struct expect *expect, const struct trace *trace, uint32_t statement,
    struct str *expected, struct str *found)
{
	const struct question q = { expect, trace, statement, expected, found };

	return holds[expect->kind](&q);
}

bool
expect_untold(const struct expect *expect, const struct trace *trace)
{
	uint32_t value;

	if (expect->kind != EXPECT_VARIABLE || trace->kernel == NULL)
		return false;

	const struct endpoint *endpoint = trace_now(trace, (enum end)expect->end);

	return endpoint->state != STATE_CLOSED && endpoint->state != STATE_LISTEN &&
	    !endpoint_variable(endpoint, (enum variable)expect->variable, &value);
}

void
expect_fini(struct expect *expect)
{
	free(expect->segments);
	free(expect->text);
}
