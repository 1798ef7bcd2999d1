/*
 * The numbers of an end. What has changed shows its old value too; what is
 * known for the first time has none.
 */
#include "numbers_field.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

#define FIELD(name, brief, bit, member, form, meaning) \
	{ name, brief, meaning, KNOWN_##bit, FORM_##form, \
	    KNOWN_##bit == KNOWN_SND_WND || KNOWN_##bit == KNOWN_RCV_WND ? \
	    sizeof("65535<65435") - 1 : sizeof("101<100") - 1, \
	    offsetof(struct endpoint, member) }

const struct number_field number_fields[NUMBER_FIELDS] = {
	FIELD("ISS", "ISS", ISS, iss, TALL, N_("its SYN's number")),
	FIELD("SND.UNA", "SND.UNA", SND_UNA, snd_una, FLAT,
	    N_("oldest not acknowledged")),
	FIELD("SND.NXT", ".NXT", SND_NXT, snd_nxt, FLAT,
	    N_("the next that it sends")),
	FIELD("SND.WND", ".WND", SND_WND, snd_wnd, FLAT,
	    N_("what the other end will take")),
	FIELD("IRS", "IRS", IRS, irs, TALL, N_("the other end's SYN's number")),
	FIELD("RCV.NXT", "RCV.NXT", RCV_NXT, rcv_nxt, FLAT,
	    N_("the next that it expects")),
	FIELD("RCV.WND", ".WND", RCV_WND, rcv_wnd, FLAT,
	    N_("what it will take itself")),
	FIELD(N_("to send"), "to send", QUEUES, send_queue, SHEET,
	    N_("octets written, not acknowledged")),
	FIELD(N_("to read"), "to read", QUEUES, receive_queue, SHEET,
	    N_("octets arrived, not read")),
};

/* While time runs, whole ones are read. */
#define SECOND 1000000

/* As briefly as people who know them call them. */
static const char *const timer_briefs[TIMER_COUNT] = {
	[TIMER_RETRANSMISSION] = "RTO",
	[TIMER_PERSIST] = N_("persist"),
	[TIMER_DELAYED_ACK] = N_("delayed ACK"),
	[TIMER_KEEPALIVE] = N_("keep-alive"),
	[TIMER_USER] = N_("user timeout"),
	[TIMER_TIME_WAIT] = "2MSL",
};

struct pair
pair_of(const struct trace *trace, size_t count, enum end end)
{
	return (struct pair){
		.now = trace_before(trace, count, end),
		.before = trace_before(trace, count > 0 ? count - 1 : 0, end),
		.time = trace_time(trace, count),
		.runs = count == trace->count && trace->clock > 0,
	};
}

static uint32_t
field_value(const struct endpoint *endpoint, const struct number_field *field)
{
	uint32_t value;

	memcpy(&value, (const char *)endpoint + field->offset, sizeof(value));
	return value;
}

static void
add_value(struct str *out, const struct endpoint *endpoint,
    const struct number_field *field)
{
	if (endpoint->known & field->known)
		str_addf(out, "%u", field_value(endpoint, field));
	else
		str_addc(out, '-');
}

static bool
field_changed(const struct pair *pair, const struct number_field *field)
{
	bool known = pair->now->known & field->known;
	bool was_known = pair->before->known & field->known;

	return known != was_known || (known &&
	    field_value(pair->now, field) != field_value(pair->before, field));
}

void
number_text(struct str *out, bool ascii, const struct pair *pair,
    const struct number_field *field)
{
	const struct endpoint *now = pair->now, *before = pair->before;

	add_value(out, now, field);
	if (!(now->known & before->known & field->known) ||
	    !field_changed(pair, field))
		return;
	str_add(out, ascii ? "<-" : "←");
	add_value(out, before, field);
}

enum style
number_style(const struct pair *pair, const struct number_field *field)
{
	if (!(pair->now->known & field->known))
		return STYLE_DIM;
	return field_changed(pair, field) ? STYLE_CHANGED : STYLE_TEXT;
}

/* How often it has run by now: in words what that means, or in short. */
static void
times_add(struct str *out, const struct running_timer *timer, bool in_words)
{
	unsigned times = timer->count + 1u;

	if (timer->count == 0)
		return;
	if (in_words && timer->kind == TIMER_RETRANSMISSION)
		str_addf(out, _n(", sent %u time", ", sent %u times", times), times);
	else
		str_addf(out, " ×%u", times);
}

static void
timers_add(struct str *out, const struct pair *pair, bool in_words)
{
	for (int i = 0; i < pair->now->timer_count; i++) {
		const struct running_timer *timer = &pair->now->timers[i];
		int64_t rest = timer->due - pair->time;

		if (i > 0)
			str_add(out, ", ");
		str_addf(out, "%s ", _(timer_briefs[timer->kind]));
		if (pair->runs && rest > SECOND)
			rest = (rest + SECOND - 1) / SECOND * SECOND;
		duration_print(out, rest > 0 ? duration_told(rest) : 0);
		times_add(out, timer, in_words);
	}
}

void
timers_text(struct str *out, const struct pair *pair, int columns)
{
	struct str words = { 0 };

	timers_add(&words, pair, true);
	if (text_width(str_text(&words)) <= columns)
		str_add(out, str_text(&words));
	else
		timers_add(out, pair, false);
	str_free(&words);
}

bool
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
