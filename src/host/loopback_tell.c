/*
 * The moment: both ends as the kernel has them, and, where the shadow came to
 * the same states, everything that led there: the segments (nobody saw them,
 * so they are marked as inferred), the checks, the edges. Where the kernel
 * went another way only its states are shown, and a remark says what the RFC
 * has instead.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/str.h"
#include "loopback_private.h"

/* From here on a duration is told in ms. */
#define MANY_US 10000

/* What a dead connection's errno is to its user. */
static bool
signal_from(int error, enum signal *signal)
{
	switch (error) {
	case ECONNREFUSED:
		*signal = SIGNAL_REFUSED;
		return true;
	case ECONNRESET:
	case EPIPE:
		*signal = SIGNAL_RESET;
		return true;
	case ETIMEDOUT:
		*signal = SIGNAL_TIMEOUT;
		return true;
	default:
		return false;
	}
}

/* The kernel's own word is waited for where it has one. */
static bool
kernel_signals(enum signal signal)
{
	return signal == SIGNAL_REFUSED || signal == SIGNAL_RESET ||
	    signal == SIGNAL_TIMEOUT;
}

static void
tell_signals(struct loopback *lb)
{
	for (int i = 0; i < END_COUNT; i++) {
		enum signal signal;

		if (signal_from(socket_end_take_error(&lb->end[i]), &signal))
			trace_signal(&lb->engine.trace, (enum end)i, signal);
	}
}

/*
 * A RST by which a call ends a connection: Linux sends RST,ACK where the RFC
 * has a plain RST. True if sent was changed.
 */
static bool
reset_as_kernel(struct sent *sent, const struct report *report,
    const struct flight *flight, const struct endpoint *before)
{
#ifdef __linux__
	if (flight->sent_at != report->first || sent->seg.flags != SEG_RST ||
	    (report->cause.kind != KIND_ABORT && report->cause.kind != KIND_CLOSE) ||
	    !(before->known & KNOWN_RCV_NXT))
		return false;
	sent->seg.flags |= SEG_ACK;
	sent->seg.ack = seq_make(before->rcv_nxt);
	return true;
#else
	(void)sent, (void)report, (void)flight, (void)before;
	return false;
#endif
}

/*
 * The window that a segment announced is what its receiver now counts with.
 * This does not hold for a SYN that others followed, which says its own.
 */
static void
window_as_kernel(struct sent *sent, const struct trace *trace, enum end to)
{
	const struct endpoint *after = trace_now(trace, to);
	const struct endpoint *before = trace_before(trace, trace->count - 1, to);

	if (sent->seg.flags & SEG_RST || sent->seg.flags == SEG_SYN)
		return;
	if (after->known & KNOWN_SND_WND)
		sent->seg.wnd = after->snd_wnd;
	else if (before->known & KNOWN_SND_WND)
		sent->seg.wnd = before->snd_wnd;
}

/* What was told of a moment's segments, for the remark. */
struct told {
	uint32_t	segments;
	uint32_t	data;		/* of them carry text */
	bool		reset;		/* one was changed to RST,ACK */
};

/* The segments that the shadow sent since report->first. */
static struct told
tell_segments(struct loopback *lb, const struct report *report)
{
	const struct trace *shadow = engine_trace(lb->shadow);
	struct trace *trace = &lb->engine.trace;
	struct told told = { 0 };

	for (size_t i = 0; i < shadow->flight_count; i++) {
		const struct flight *seen = &shadow->flights[i];
		struct sent sent = { .seg = seen->seg, .purpose = seen->purpose };

		/* A kernel with another window updates it at another time. */
		if (seen->sent_at < report->first || seen->purpose == SENT_WINDOW)
			continue;
		if (reset_as_kernel(&sent, report, seen, trace_before(shadow,
		    report->first, (enum end)seen->from)))
			told.reset = true;
		window_as_kernel(&sent, trace, end_other((enum end)seen->from));

		uint32_t index = trace_send(trace, (enum end)seen->from, &sent);

		trace->flights[index].inferred = true;
		trace_end_flight(trace, index, FATE_DELIVERED);
		trace->flights[index].ended_time = report->ended;
		told.segments++;
		told.data += sent.seg.len > 0;
	}
	return told;
}

/* Checks, edges and signals of the shadow's moments since report->first. */
static void
tell_explanation(struct loopback *lb, const struct report *report)
{
	const struct trace *shadow = engine_trace(lb->shadow);
	struct trace *trace = &lb->engine.trace;

	for (size_t i = report->first; i < shadow->count; i++) {
		const struct moment *m = &shadow->moments[i];

		for (uint32_t n = 0; n < m->note_count; n++)
			trace_note(trace, (enum end)m->notes[n].end, &m->notes[n].note);
		for (uint32_t n = 0; n < m->edge_count; n++)
			trace_edge(trace, (enum end)m->edges[n].end, m->edges[n].edge);
		for (uint32_t n = 0; n < m->signal_count; n++) {
			enum signal signal = (enum signal)m->signals[n].signal;

			if (!kernel_signals(signal))
				trace_signal(trace, (enum end)m->signals[n].end, signal);
		}
	}
}

/* The only edge between two states; NULL if there is none, or one cannot know which. */
static const struct edge *
only_edge(enum state from, enum state to)
{
	const struct edge *found = NULL;

	for (size_t i = 0; i < edge_count; i++) {
		if (edges[i].from != from || edges[i].to != to)
			continue;
		if (found != NULL)
			return NULL;
		found = &edges[i];
	}
	return found;
}

/* Without a shadow: from the state before to the one now. */
static void
tell_steps(struct loopback *lb)
{
	struct trace *trace = &lb->engine.trace;
	const struct moment *m = &trace->moments[trace->count - 1];

	for (int i = 0; i < END_COUNT; i++) {
		enum state from = (enum state)trace_before(trace, trace->count - 1,
		    (enum end)i)->state;
		enum state to = (enum state)m->end[i].state;

		const struct edge *edge = only_edge(from, to);

		if (from == to)
			continue;
		if (edge != NULL)
			trace_edge(trace, (enum end)i, edge);
		else
			trace_step(trace, (enum end)i, from, to);
	}
}

static void
remark_duration(struct str *text, const struct report *report)
{
	int64_t us = report->ended - report->started;

	str_addf(text, "The kernel did all of this within %" PRId64 " %s; ",
	    us < MANY_US ? us : us / 1000, us < MANY_US ? "us" : "ms");
	str_add(text, "nobody saw the segments: they are inferred from the states "
	    "of both ends. ");
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

		if (passing != STATE_COUNT && passing != kernel)
			str_addf(text, "On its way %c was seen in %s. ",
			    end_letter(end), state_name(passing));
		if (lb->look[i].seen == SEEN_UNKNOWN)
			str_addf(text, "%s does not tell the state of %c: shown is "
			    "what RFC 9293 has. ", source_name(lb->observer.source),
			    end_letter(end));
		else if (kernel != rfc && report->fed)
			str_addf(text, "The kernel has %c in %s where RFC 9293 has %s. ",
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
			str_addf(text, "The kernel gives up on %c's FIN-WAIT-2 when its "
			    "timer runs out, because the program has closed the "
			    "socket. ", end_letter((enum end)i));
	}
}

static void
remark_call(struct str *text, const struct loopback *lb,
    const struct report *report)
{
	const struct socket_end *end = &lb->end[report->cause.end];

	if (report->differs)
		str_addf(text, "The kernel answers \"%s\" (%s) where RFC 9293 has "
		    "\"%s\". ", reply_text(report->reply),
		    report->error == 0 ? "no error" : strerror(report->error),
		    reply_text(shadow_reply(lb, report->first)));
	if (end->unwritten > 0)
		str_addf(text, "Its send buffer is full: %u octets wait. ",
		    end->unwritten);
}

static void
tell_remark(struct loopback *lb, const struct report *report,
    const struct told *told)
{
	struct str text = { 0 };

	if (told->segments > 0)
		remark_duration(&text, report);
	if (told->data > 1)
		str_add(&text, "How the kernel cut the data into segments cannot be "
		    "told. ");
	if (told->reset)
		str_add(&text, "This kernel resets with RST,ACK where RFC 9293 has a "
		    "plain RST. ");
	remark_states(&text, lb, report);
	if (report->fed && lb->in_step && !lb->same_numbers)
		str_add(&text, "The kernel has other windows than the model, so that "
		    "its segments cannot be inferred. ");
	if (!report->fed && !lb->in_step)
		str_add(&text, "The kernel is on a way of its own, so there is nothing "
		    "to explain it by. ");
	remark_orphan(&text, lb);
	if (report->called)
		remark_call(&text, lb, report);
	if (lb->set_aside)
		str_add(&text, "The old connection stays in the kernel's TIME-WAIT; the "
		    "new one has ports of its own. ");
	for (int i = 0; i < END_COUNT; i++) {
		if (lb->end[i].garbled)
			str_addf(&text, "What %c read is not what was sent. ",
			    end_letter((enum end)i));
	}
	if (text.n > 0)
		trace_remark(&lb->engine.trace, "%.*s", (int)text.n - 1, str_text(&text));
	str_free(&text);
}

void
loopback_tell(struct loopback *lb, const struct report *report)
{
	struct trace *trace = &lb->engine.trace;
	struct moment *m = trace_begin(trace, &report->cause, report->line,
	    lb->engine.statements, report->started);
	struct told told = { 0 };

	loopback_endpoint(lb, END_A, &m->end[END_A]);
	loopback_endpoint(lb, END_B, &m->end[END_B]);
	m->reply = (uint8_t)(report->called ? report->reply : REPLY_NONE);
	m->received = report->received;
	for (int i = 0; i < END_COUNT; i++) {
		m->received += lb->received[i];
		lb->received[i] = 0;
	}
	if (report->fed && lb->in_step) {
		if (lb->same_numbers)
			told = tell_segments(lb, report);
		tell_explanation(lb, report);
	} else {
		tell_steps(lb);
	}
	trace->moments[trace->count - 1].at_once = told.segments > 0;
	tell_signals(lb);
	tell_remark(lb, report, &told);
	lb->set_aside = false;
}
