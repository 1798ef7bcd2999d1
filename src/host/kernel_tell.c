/*
 * The moment. States, numbers, segments and timers are the kernel's; checks,
 * edges and signals come from the shadow where it came to the same place. Where
 * it did not, a remark says both, and why, as far as that is known.
 */
#include <errno.h>
#include <string.h>

#include "base/i18n.h"
#include "host/difference.h"
#include "kernel_private.h"

void
kernel_step(const struct kernel *k, struct step *step, enum cause_kind kind,
    enum end end, int line)
{
	*step = (struct step){
		.cause = { .kind = (uint8_t)kind, .end = (uint8_t)end, .has_end = true },
		.end = end,
		.before = k->shadow.tcb[end].state,
		.line = line,
		.statement = k->engine.statements,
		.started = kernel_clock(k),
	};
	for (int i = 0; i < END_COUNT; i++) {
		const struct kernel_end *self = &k->end[i];
		bool runs = self->seen && self->look.timer != KERNEL_TIMER_NONE;

		step->due[i] = runs ? k->looked + (int64_t)self->look.timer_ms * 1000 : -1;
	}
}

/* ---- what the RFC has */

/* What the shadow sent, as difference.h has it, and the octets of the longest. */
static int
rfc_count(const struct shadow *shadow, int16_t *first, uint32_t *longest)
{
	const struct effects *fx = &shadow->fx;
	int n = 0;

	*first = ANSWER_NOTHING;
	*longest = 0;
	for (int i = 0; i < fx->sent_count; i++) {
		if (fx->sent[i].purpose == SENT_WINDOW)
			continue;
		if (n++ == 0)
			*first = (int16_t)(fx->sent[i].seg.flags & ~(unsigned)SEG_PSH);
		if (fx->sent[i].seg.len > *longest)
			*longest = fx->sent[i].seg.len;
	}
	return n;
}

/* Are the newest moment's segments of this end the shadow's? Window updates aside. */
static bool
same_segments(const struct kernel *k, enum end end)
{
	const struct trace *trace = &k->engine.trace;
	const struct moment *m = &trace->moments[trace->count - 1];
	const struct effects *fx = &k->shadow.fx;
	int at = 0;

	for (uint32_t i = 0; i < m->sent_count; i++) {
		const struct flight *flight = &trace->flights[m->sent + i];

		if (flight->from != end)
			continue;
		while (at < fx->sent_count && fx->sent[at].purpose == SENT_WINDOW)
			at++;
		if (at == fx->sent_count)
			return (flight->purpose == SENT_ACK ||
			    flight->purpose == SENT_WINDOW) && fx->sent_count > 0 &&
			    fx->sent[at - 1].purpose == SENT_WINDOW;

		const struct segment *rfc = &fx->sent[at++].seg;

		if (!seq_eq(rfc->seq, flight->seg.seq) || rfc->len != flight->seg.len ||
		    !seq_eq(rfc->ack, flight->seg.ack) ||
		    ((rfc->flags ^ flight->seg.flags) & ~(unsigned)SEG_PSH) != 0)
			return false;
	}
	while (at < fx->sent_count && fx->sent[at].purpose == SENT_WINDOW)
		at++;
	return at == fx->sent_count;
}

/* ---- the remark */

static void
answer_print(struct str *out, int16_t first, int count)
{
	char flags[16];

	if (first == ANSWER_NOTHING) {
		str_add(out, _("nothing"));
		return;
	}
	segment_flags(flags, sizeof(flags), (unsigned)first);
	if (count > 1)
		str_addf(out, _("\"%s\" and %d more"), flags, count - 1);
	else
		str_addf(out, _("\"%s\""), flags);
}

/* What differs, in the words of both; then why. */
static void
remark_parting(const struct kernel *k, struct step *step, const struct parting *p)
{
	const struct difference *known = difference_find(p);
	struct str *out = &step->remark;
	char letter = end_letter(step->end);
	size_t before = out->n;
	struct str kernel = { 0 }, rfc = { 0 };

	if (step->reply_differs)
		str_addf(out, _("The kernel answers \"%s\" (%s) where RFC 9293 has \"%s\". "),
		    _(reply_text((enum reply)step->reply)),
		    step->error == 0 ? _("no error") : strerror(step->error),
		    _(reply_text((enum reply)k->shadow.fx.reply)));
	if (p->rfc != p->kernel)
		str_addf(out, _("The kernel has %c in %s where RFC 9293 has %s. "), letter,
		    state_name((enum state)p->kernel), state_name((enum state)p->rfc));
	if (p->rfc_sent != p->kernel_sent || p->rfc_count != p->kernel_count) {
		answer_print(&kernel, p->kernel_sent, p->kernel_count);
		answer_print(&rfc, p->rfc_sent, p->rfc_count);
		str_addf(out, _("The kernel sends %s where RFC 9293 sends %s. "),
		    str_text(&kernel), str_text(&rfc));
	}
	if (out->n == before)
		str_addf(out, _("The kernel's numbers at %c differ from those of RFC 9293. "),
		    letter);
	str_addf(out, "%s ", known != NULL ? _(known->reason) :
	    _("This difference is not a known one."));
	str_free(&kernel);
	str_free(&rfc);
}

static void
remark_sockets(struct kernel *k, struct step *step)
{
	enum state state = kernel_state_of(k, step->end);

	socket_end_remark(&step->remark, &k->end[step->end].socket, state,
	    step->cause.kind == KIND_SHUTDOWN || step->cause.kind == KIND_CLOSE);
	if (state == STATE_FIN_WAIT_2 && k->end[step->end].socket.fd == -1 &&
	    (step->before != STATE_FIN_WAIT_2 || step->cause.kind == KIND_CLOSE))
		str_addf(&step->remark, _("No program has %c's socket any more: Linux ends its "
		    "FIN-WAIT-2 by a timer (tcp_fin_timeout: 60 s as a rule, 2 hours here, where ss "
		    "calls it keepalive). "), end_letter(step->end));
	for (int i = 0; i < END_COUNT; i++)
		if (k->end[i].socket.garbled)
			str_addf(&step->remark, _("What %c read is not what was sent. "),
			    end_letter((enum end)i));
}

/* ---- edges and signals */

/* Without a shadow: from the state before to the one now. */
static void
tell_step_of(struct kernel *k, enum end end)
{
	struct trace *trace = &k->engine.trace;
	enum state from = (enum state)trace_before(trace, trace->count - 1, end)->state;
	enum state to = kernel_state_of(k, end);
	const struct edge *edge = edge_only(from, to);

	if (from == to)
		return;
	if (edge != NULL)
		trace_edge(trace, end, edge);
	else
		trace_step(trace, end, from, to);
}

static void
tell_notes(struct kernel *k, const struct step *step, bool same_state)
{
	struct trace *trace = &k->engine.trace;
	const struct effects *fx = &k->shadow.fx;

	for (int i = 0; i < fx->note_count; i++)
		trace_note(trace, step->end, &fx->notes[i]);
	for (int i = 0; same_state && i < fx->edge_count; i++)
		trace_edge(trace, step->end, fx->edges[i]);
	for (int i = 0; same_state && i < fx->signal_count; i++)
		/* R1 is between Linux and its routes: no program hears of it. */
		if (fx->signals[i] != SIGNAL_PROBLEM)
			trace_signal(trace, step->end, (enum signal)fx->signals[i]);
}

/* What the sockets themselves have to say is taken, and told if the shadow did not. */
static void
tell_errors(struct kernel *k, const struct step *step, bool told)
{
	for (int i = 0; i < END_COUNT; i++) {
		enum signal signal;
		int error = socket_end_take_error(&k->end[i].socket);

		if (socket_end_signal(error, &signal) && !(told && i == (int)step->end))
			trace_signal(&k->engine.trace, (enum end)i, signal);
	}
}

/* ---- the moment */

static void
tell_flight(struct kernel *k, const struct step *step)
{
	struct trace *trace = &k->engine.trace;

	if (step->forged)
		trace_forge(trace, step->end, &step->arrived);
	if (step->cause.kind != KIND_DELIVER)
		return;
	trace_end_flight(trace, step->cause.flight, FATE_DELIVERED);
	held_drop(k, step->cause.flight);
}

static void
compare(struct kernel *k, struct step *step, const struct sent_by *sent)
{
	const struct trace *trace = &k->engine.trace;
	const struct endpoint *now = trace_now(trace, step->end);
	struct parting p = {
		.kind = step->cause.kind,
		.before = step->before,
		.rfc = k->shadow.tcb[step->end].state,
		.kernel = now->state,
		.kernel_sent = sent->first,
		.kernel_count = sent->count,
		.kernel_text = sent->text > 0,
		.kernel_again = sent->again,
	};
	const struct endpoint *was = trace_before(trace, trace->count - 1, step->end);
	uint32_t longest;

	parting_before(&p, step->has_arrived ? &step->arrived : NULL, was);
	p.queue_full = kernel_queue_full(k, step->end);
	p.rfc_count = rfc_count(&k->shadow, &p.rfc_sent, &longest);
	p.rfc_text = longest > 0;
	p.cut_smaller = p.kernel_count > p.rfc_count && sent->text < longest;
	if (shadow_agrees(&k->shadow, step->end, now) && same_segments(k, step->end) &&
	    !step->reply_differs)
		return;
	/* A repeat that was counted on a segment in our hand is no difference. */
	if (p.rfc == p.kernel && sent->repeats > 0 && sent->count < p.rfc_count)
		return;
	remark_parting(k, step, &p);
}

static void
align(struct kernel *k, const struct step *step)
{
	for (int i = 0; i < END_COUNT; i++) {
		const struct endpoint *now = trace_now(&k->engine.trace, (enum end)i);

		if (shadow_agrees(&k->shadow, (enum end)i, now))
			shadow_windows(&k->shadow, (enum end)i, now);
		else
			shadow_align(&k->shadow, (enum end)i, now,
			    k->end[i].socket.unwritten, step->started);
	}
}

static void
tell_end(struct kernel *k, struct step *step, const struct sent_by *sent)
{
	enum state rfc = (enum state)k->shadow.tcb[step->end].state;
	bool same_state = rfc == kernel_state_of(k, step->end);

	if (step->explained) {
		tell_notes(k, step, same_state);
		compare(k, step, sent);
	}
	if (!step->explained || !same_state)
		tell_step_of(k, step->end);
	tell_step_of(k, end_other(step->end));
	tell_errors(k, step, step->explained && same_state);
}

void
kernel_tell(struct kernel *k, struct step *step)
{
	struct trace *trace = &k->engine.trace;
	struct sent_by sent[END_COUNT];

	trace_begin(trace, &step->cause, step->line, step->statement, step->started);
	tell_flight(k, step);
	kernel_tell_wire(k, step, sent);

	struct moment *m = &trace->moments[trace->count - 1];

	for (int i = 0; i < END_COUNT; i++)
		kernel_endpoint(k, (enum end)i, m->time, &m->end[i]);
	m->reply = (uint8_t)(step->called ? step->reply : REPLY_NONE);
	m->received = step->received;
	tell_end(k, step, &sent[step->end]);
	remark_sockets(k, step);
	kernel_remark_own(k, step);
	if (step->remark.n > 0)
		trace_remark(trace, "%s", str_text(&step->remark));
	str_free(&step->remark);
	align(k, step);
	shadow_rest(&k->shadow);
}
