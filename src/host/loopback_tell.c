/*
 * The moment: both ends as the kernel has them, and, where the shadow came to
 * the same states, everything that led there: the segments (nobody saw them,
 * so they are marked as inferred), the checks, the edges. Where the kernel
 * went another way only its states are shown, and a remark says what the RFC
 * has instead.
 */
#include <errno.h>

#include "loopback_private.h"

/* The kernel's own word is waited for where it has one. */
static bool
kernel_signals(enum signal signal)
{
	return signal == SIGNAL_REFUSED || signal == SIGNAL_RESET ||
	    signal == SIGNAL_TIMEOUT || signal == SIGNAL_PROBLEM;
}

static void
tell_signals(struct loopback *lb)
{
	for (int i = 0; i < END_COUNT; i++) {
		enum signal signal;

		if (socket_end_signal(socket_end_take_error(&lb->end[i]), &signal))
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
 * The window that a segment announced is what its receiver now counts with; of
 * a held one, what its sender has. This does not hold for a SYN that others
 * followed. What cannot be told is not shown.
 */
static void
window_as_kernel(struct sent *sent, const struct trace *trace, enum end from, bool arrived)
{
	enum end to = end_other(from);
	const struct endpoint *sender = trace_now(trace, from);
	const struct endpoint *after = trace_now(trace, to);
	const struct endpoint *before = trace_before(trace, trace->count - 1, to);
	struct segment *seg = &sent->seg;

	seg->wnd_unseen = false;
	if (arrived && seg->flags != SEG_SYN && !(seg->flags & SEG_RST) &&
	    (after->known & KNOWN_SND_WND))
		seg->wnd = after->snd_wnd;
	else if (arrived && seg->flags != SEG_SYN && !(seg->flags & SEG_RST) &&
	    (before->known & KNOWN_SND_WND))
		seg->wnd = before->snd_wnd;
	else if (!arrived && !(seg->flags & SEG_RST) && (sender->known & KNOWN_RCV_WND))
		seg->wnd = sender->rcv_wnd;
	else
		seg->wnd_unseen = true;
	/* In a SYN it is not scaled. */
	if ((seg->flags & SEG_SYN) && seg->wnd > UINT16_MAX)
		seg->wnd = UINT16_MAX;
}

/* The segment as the kernel must have had it. */
static struct sent
segment_as_kernel(struct loopback *lb, const struct report *report,
    const struct flight *seen, struct told *told)
{
	struct trace *trace = &lb->engine.trace;
	struct sent sent = { .seg = seen->seg, .purpose = seen->purpose };

	if (reset_as_kernel(&sent, report, seen, trace_before(engine_trace(lb->shadow),
	    report->first, (enum end)seen->from)))
		told->reset = true;
	window_as_kernel(&sent, trace, (enum end)seen->from, seen->fate == FATE_DELIVERED);
	/* What the shadow was given in a held segment's stead. */
	if (seen->forged)
		sent.purpose = SENT_AGAIN;
	return sent;
}

static void
tell_segment(struct loopback *lb, const struct report *report, size_t i,
    struct told *told)
{
	const struct flight *seen = &engine_trace(lb->shadow)->flights[i];
	struct trace *trace = &lb->engine.trace;
	struct sent sent = segment_as_kernel(lb, report, seen, told);
	uint32_t index = trace_send(trace, (enum end)seen->from, &sent);

	lb->shown.v[i] = index;
	trace->flights[index].inferred = true;
	if (seen->forged)
		trace->moments[trace->count - 1].cause.flight = index;
	told->segments++;
	told->data += sent.seg.len > 0;
	told->held += seen->fate == FATE_IN_FLIGHT || seen->forged;
}

/* Held segments that are so no more; how often the others were sent again. */
static void
tell_fates(struct loopback *lb, const struct report *report, bool known)
{
	const struct trace *shadow = engine_trace(lb->shadow);
	struct trace *trace = &lb->engine.trace;

	for (size_t i = 0; i < lb->shown.n; i++) {
		uint32_t index = lb->shown.v[i];

		if (index == NOT_SHOWN || trace->flights[index].fate != FATE_IN_FLIGHT)
			continue;

		struct flight *flight = &trace->flights[index];
		const struct look *sender = &lb->look[flight->from];

		if (!known || shadow->flights[i].fate != FATE_IN_FLIGHT) {
			trace_end_flight(trace, index, known ?
			    (enum fate)shadow->flights[i].fate : FATE_LOST);
			flight->ended_time = report->ended;
		} else if (segment_len(&flight->seg) > 0 && sender->seen == SEEN) {
			flight->repeats = sender->socket.retransmits;
		}
	}
}

/* The segments that the shadow sent since report->first. */
static struct told
tell_segments(struct loopback *lb, const struct report *report)
{
	const struct trace *shadow = engine_trace(lb->shadow);
	bool known = report->fed && lb->in_step;
	struct told told = { 0 };

	for (size_t i = lb->shown.n; i < shadow->flight_count; i++) {
		const struct flight *seen = &shadow->flights[i];

		vec_push(&lb->shown, NOT_SHOWN);
		/* A kernel with another window updates it at another time. */
		if (known && lb->same_numbers && seen->sent_at >= report->first &&
		    seen->purpose != SENT_WINDOW)
			tell_segment(lb, report, i, &told);
	}
	tell_fates(lb, report, known || lb->in_step);
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

		const struct edge *edge = edge_only(from, to);

		if (from == to)
			continue;
		if (edge != NULL)
			trace_edge(trace, (enum end)i, edge);
		else
			trace_step(trace, (enum end)i, from, to);
	}
}

void
loopback_tell(struct loopback *lb, const struct report *report)
{
	struct trace *trace = &lb->engine.trace;
	struct moment *m = trace_begin(trace, &report->cause, report->line,
	    lb->engine.statements, report->started);
	struct told told;

	if (report->delivery == DELIVERY_IGNORED)
		trace_end_flight(trace, report->cause.flight, FATE_DELIVERED);
	loopback_endpoint(lb, END_A, &m->end[END_A]);
	loopback_endpoint(lb, END_B, &m->end[END_B]);
	m->reply = (uint8_t)(report->called ? report->reply : REPLY_NONE);
	m->received = report->received;
	for (int i = 0; i < END_COUNT; i++) {
		m->received += lb->received[i];
		lb->received[i] = 0;
	}
	told = tell_segments(lb, report);
	if (report->fed && lb->in_step)
		tell_explanation(lb, report);
	else
		tell_steps(lb);
	trace->moments[trace->count - 1].at_once = told.segments > told.held;
	tell_signals(lb);
	loopback_remark(lb, report, &told);
	lb->set_aside = false;
}
