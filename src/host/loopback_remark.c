/*
 * What the engine itself has to say of a moment: how long the kernel took,
 * what a gate held and how it came through, where the kernel did otherwise
 * than RFC 9293.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "loopback_private.h"

/* From here on a duration is told in ms. */
#define MANY_US 10000

static void
remark_duration(struct str *text, const struct report *report)
{
	int64_t us = report->ended - report->started;

	str_addf(text, us < MANY_US ?
	    _("The kernel did all of this within %lld us; nobody saw the segments: "
	    "they are inferred from the states of both ends. ") :
	    _("The kernel did all of this within %lld ms; nobody saw the segments: "
	    "they are inferred from the states of both ends. "),
	    (long long)(us < MANY_US ? us : us / 1000));
}

/* "340 us", "1.01 s": how long it took until the kernel had sent again. */
static void
add_waited(struct str *text, const struct report *report)
{
	int64_t us = report->ended - report->started;

	if (us < MANY_US)
		str_addf(text, "%" PRId64 " us", us);
	else if (us < 1000000)
		str_addf(text, "%" PRId64 " ms", us / 1000);
	else
		str_addf(text, "%.2f s", (double)us / 1e6);
}

/* Nobody saw those segments, either; but there is no wire that they could be drawn on. */
static void
remark_self(struct str *text, const struct loopback *lb, const struct report *report)
{
	if (!report->cause.has_end || !lb->self[report->cause.end] || !report->called)
		return;

	struct str waited = { 0 };

	add_waited(&waited, report);
	str_addf(text, _("What %c sends comes back to its own port at once; the kernel did all "
	    "of this within %s. "), end_letter((enum end)report->cause.end), str_text(&waited));
	str_free(&waited);
}

/* Did anything come of the newest moment? A kernel out of step may do what was not expected. */
static bool
came_of_it(const struct loopback *lb, const struct told *told)
{
	const struct trace *trace = &lb->engine.trace;

	for (int i = 0; i < END_COUNT; i++) {
		if (trace_now(trace, (enum end)i)->state !=
		    trace_before(trace, trace->count - 1, (enum end)i)->state)
			return true;
	}
	return told->segments > told->held;
}

/* How a held segment came through its gate. */
static void
remark_delivery(struct str *text, const struct loopback *lb, const struct report *report,
    const struct told *told)
{
	char to = end_letter((enum end)report->cause.end);
	char from = end_letter(end_other((enum end)report->cause.end));
	struct str waited = { 0 };

	add_waited(&waited, report);
	switch (report->delivery) {
	case DELIVERY_AGAIN:
	case DELIVERY_NEWER:
		str_addf(text, _("%c's gate was opened; after %s the kernel had sent it to "
		    "%c again. "), to, str_text(&waited), to);
		break;
	case DELIVERY_ANSWERED:
		str_addf(text, _("%c had no socket that could hold it: its kernel answered as "
		    "soon as it came. "), to);
		break;
	case DELIVERY_PROVOKED:
		str_addf(text, _("It is not sent again by itself, so both gates were "
		    "opened; after %s %c had sent its own segment again, and %c had "
		    "answered again. "), str_text(&waited), to, from);
		break;
	case DELIVERY_VOID:
		str_addf(text, _("%c's gate had dropped it, and the kernel never sends it "
		    "again; nothing depends on it. "), to);
		break;
	case DELIVERY_ALL:
		str_addf(text, _("Both gates were opened; after %s the kernel had sent "
		    "again what they had dropped. "), str_text(&waited));
		break;
	case DELIVERY_ALL_VOID:
		str_add(text, came_of_it(lb, told) ? _("Both gates were opened. ") :
		    _("Both gates were opened, but nothing of what they had dropped "
		    "is sent again. "));
		break;
	default:
		break;
	}
	str_free(&waited);
	if (report->delivery == DELIVERY_NEWER)
		str_add(text, _("What it sends again acknowledges all that has come since. "));
}

/* Where the newest moment's segments are. */
static void
remark_held(struct str *text, const struct loopback *lb)
{
	const struct trace *trace = &lb->engine.trace;
	const struct moment *m = &trace->moments[trace->count - 1];

	/* What a full accept queue keeps out is in flight without a gate, too. */
	for (uint32_t i = 0; lb->gated && i < m->sent_count; i++) {
		const struct flight *flight = &trace->flights[m->sent + i];
		char to = end_letter(end_other((enum end)flight->from));
		char from = end_letter((enum end)flight->from);

		if (flight->fate != FATE_IN_FLIGHT)
			continue;
		bool closed = loopback_state(lb, end_other((enum end)flight->from)) ==
		    STATE_CLOSED;

		if (closed && (flight->seg.flags & SEG_RST))
			str_addf(text, _("%c has no socket that could hold it, and nobody "
			    "answers a reset. "), to);
		else if (closed)
			str_addf(text, _("%c has no socket that could hold it, so its kernel "
			    "answers with a reset, which %c's gate drops. "), to, from);
		else
			str_addf(text, _("It is held: %c's gate, a filter on the socket, drops "
			    "it. "), to);
		return;
	}
}

static void
remark_states(struct str *text, const struct loopback *lb,
    const struct report *report)
{
	for (int i = 0; i < END_COUNT; i++) {
		enum end end = (enum end)i;
		enum state passing = (enum state)lb->passing[i];
		enum state kernel = loopback_state(lb, end);
		enum state rfc = model_state(lb->shadow, end);

		if (passing != STATE_COUNT && passing != kernel &&
		    report->delivery == DELIVERY_NONE)
			str_addf(text, _("On its way %c was seen in %s. "),
			    end_letter(end), state_name(passing));
		if (lb->look[i].seen == SEEN_UNKNOWN)
			str_addf(text, _("%s does not tell the state of %c: shown is "
			    "what RFC 9293 has. "), source_name(lb->observer.source),
			    end_letter(end));
		else if (kernel != rfc && report->fed)
			str_addf(text, _("The kernel has %c in %s where RFC 9293 has %s. "),
			    end_letter(end), state_name(kernel), state_name(rfc));
	}
}

/* Misleading without a word: this is no TIME-WAIT. */
static void
remark_orphan(struct str *text, const struct loopback *lb)
{
	const struct trace *trace = &lb->engine.trace;

	for (int i = 0; i < END_COUNT; i++) {
		const struct endpoint *now = trace_now(trace, (enum end)i);

		if (now->state == STATE_FIN_WAIT_2 && now->timer_count > 0 &&
		    trace_before(trace, trace->count - 1, (enum end)i)->timer_count == 0)
			str_addf(text, _("The kernel gives up on %c's FIN-WAIT-2 when its "
			    "timer runs out, because the program has closed the "
			    "socket. "), end_letter((enum end)i));
	}
}

static void
remark_call(struct str *text, const struct loopback *lb,
    const struct report *report)
{
	const struct socket_end *end = &lb->end[report->cause.end];

	if (report->differs)
		str_addf(text, _("The kernel answers \"%s\" (%s) where RFC 9293 has "
		    "\"%s\". "), _(reply_text(report->reply)),
		    report->error == 0 ? _("no error") : strerror(report->error),
		    _(reply_text(shadow_reply(lb, report->first))));
	if (report->error == EADDRINUSE)
		str_add(text, _(socket_in_use));
	socket_end_remark(text, end, loopback_state(lb, (enum end)report->cause.end),
	    report->cause.kind == KIND_SHUTDOWN || report->cause.kind == KIND_CLOSE);
}

void
loopback_remark(struct loopback *lb, const struct report *report,
    const struct told *told)
{
	struct str text = { 0 };

	if (report->tries > 0)
		str_addf(&text, _("Alone, a connect() is over before another begins; so both "
		    "were called again at one instant, by two threads. At try %u the two "
		    "SYNs crossed. "), report->tries);
	remark_self(&text, lb, report);
	queue_remark(&text, lb, report);
	remark_delivery(&text, lb, report, told);
	if (told->segments > told->held && report->delivery == DELIVERY_NONE)
		remark_duration(&text, report);
	remark_held(&text, lb);
	if (report->cause.kind == KIND_DROP)
		str_add(&text, _("Its gate had dropped it already. "));
	if (told->data > 1)
		str_add(&text, _("How the kernel cut the data into segments cannot be "
		    "told. "));
	if (told->reset)
		str_add(&text, _("This kernel resets with RST,ACK where RFC 9293 has a "
		    "plain RST. "));
	remark_states(&text, lb, report);
	if (report->fed && lb->in_step && !lb->same_numbers)
		str_add(&text, _("The kernel has other windows than the model, so that "
		    "its segments cannot be inferred. "));
	if (!report->fed && !lb->in_step)
		str_add(&text, _("The kernel is on a way of its own, so there is nothing "
		    "to explain it by. "));
	remark_orphan(&text, lb);
	if (report->called)
		remark_call(&text, lb, report);
	if (lb->set_aside)
		str_add(&text, _("The old connection stays in the kernel's TIME-WAIT; the "
		    "new one has ports of its own. "));
	for (int i = 0; i < END_COUNT; i++) {
		if (lb->end[i].garbled)
			str_addf(&text, _("What %c read is not what was sent. "),
			    end_letter((enum end)i));
	}
	if (text.n > 0)
		trace_remark(&lb->engine.trace, "%s", str_text(&text));
	str_free(&text);
}

