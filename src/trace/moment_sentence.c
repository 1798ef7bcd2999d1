/*
 * The one sentence that explains a moment. Where a TCP did something, the
 * tcp room has the words: of the edge it took, or of the check that decided.
 * What the network did (losing, doubling, waiting) is said here; it takes
 * care to promise only what section 3.10.8 keeps: what takes a sequence
 * number is sent again by its sender's timer, all else never is.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "trace/trace.h"

/* The flight of which the moment tells, and its two ends. */
struct lost {
	const struct trace	*trace;
	const struct moment	*moment;
	const struct flight	*flight;
	char			 from, to;
};

static const struct running_timer *
endpoint_timer(const struct endpoint *endpoint, enum timer kind)
{
	for (int i = 0; i < endpoint->timer_count; i++)
		if (endpoint->timers[i].kind == kind)
			return &endpoint->timers[i];
	return NULL;
}

/* Is the same thing under way once more: a copy, or a retransmission? */
static bool
another_under_way(const struct lost *lost)
{
	const struct flight *f = lost->flight;
	const struct flight *flights = lost->trace->flights;
	uint32_t first = f->again_of != 0 ? f->again_of : f->number;

	for (uint32_t i = 0; i < lost->moment->wire_count; i++) {
		const struct flight *other = &flights[lost->moment->wire[i]];

		if (other->from != f->from || other->forged)
			continue;
		if (other->number == f->number || other->number == first ||
		    other->again_of == first)
			return true;
	}
	return false;
}

static void
explain_lost_rst(struct str *out, const struct lost *lost)
{
	const struct flight *f = lost->flight;

	if (another_under_way(lost)) {
		str_addf(out, _("The network lost it, but it is under way once more: "
		    "if that one arrives, %c will miss nothing."), lost->to);
		return;
	}
	if (lost->moment->end[end_other(f->from)].state == STATE_CLOSED) {
		str_addf(out, _("The network lost it, and nothing is missing: "
		    "%c has no connection any more."), lost->to);
		return;
	}
	str_addf(out, _("The network lost it: %c never learns of the reset. "
	    "Nobody sends a RST again by itself; only another segment from %c can bring another one."),
	    lost->to, lost->to);
}

/* Is the connection that sent it still the one that its sender has? */
static bool
of_this_connection(const struct endpoint *sender, const struct flight *f)
{
	return (sender->known & KNOWN_ISS) &&
	    seq_ge(f->seg.seq, seq_make(sender->iss)) &&
	    (!(sender->known & KNOWN_SND_NXT) ||
	    seq_lt(f->seg.seq, seq_make(sender->snd_nxt)));
}

/* It takes sequence numbers: SYN, FIN or text. */
static void
explain_lost_text(struct str *out, const struct lost *lost)
{
	const struct flight *f = lost->flight;
	const struct endpoint *sender = &lost->moment->end[f->from];
	struct seq end = seq_add(f->seg.seq, segment_len(&f->seg));

	bool ours = of_this_connection(sender, f);

	if (ours && (sender->known & KNOWN_SND_UNA) &&
	    seq_ge(seq_make(sender->snd_una), end))
		str_addf(out, _("The network lost it, and nothing is missing: "
		    "%c has acknowledged all of it already."), lost->to);
	else if (another_under_way(lost))
		str_addf(out, _("The network lost it, but it is under way once more: "
		    "if that one arrives, %c will miss nothing."), lost->to);
	else if (!ours)
		str_addf(out, _("The network lost it: %c never learns that it was sent. "
		    "%c knows nothing of that connection any more, so nobody will send it again."),
		    lost->to, lost->from);
	else if (f->purpose == SENT_PROBE)
		str_addf(out, _("The network lost it: %c never learns that it was asked. "
		    "%c's timer will send another probe."), lost->to, lost->from);
	else if ((f->seg.flags & (SEG_SYN | SEG_ACK)) == (SEG_SYN | SEG_ACK))
		str_addf(out, _("The network lost it: %c never learns that it was sent. "
		    "%c's retransmission timer will send it again, or the next SYN from %c makes %c answer anew."),
		    lost->to, lost->from, lost->to, lost->from);
	else if (endpoint_timer(sender, TIMER_RETRANSMISSION) != NULL)
		str_addf(out, _("The network lost it: %c never learns that it was sent. "
		    "%c's retransmission timer will send it again."), lost->to, lost->from);
	else
		str_addf(out, _("The network lost it: %c never learns that it was sent, "
		    "and %c finds out only by hearing nothing."), lost->to, lost->from);
}

/* An ACK and nothing else. */
static void
explain_lost_ack(struct str *out, const struct lost *lost)
{
	const struct flight *f = lost->flight;
	const struct endpoint *waiting = &lost->moment->end[end_other(f->from)];
	bool news = !(waiting->known & KNOWN_SND_UNA) ||
	    seq_lt(seq_make(waiting->snd_una), f->seg.ack);
	bool due = news && endpoint_timer(waiting, TIMER_RETRANSMISSION) != NULL;

	str_add(out, _("The network lost it, and nobody sends an ACK again by itself. "));
	if (due && lost->moment->end[f->from].state == STATE_CLOSED)
		str_addf(out, _("%c will repeat what was acknowledged; but %c has no connection "
		    "any more, and will answer with a reset."), lost->to, lost->from);
	else if (news && endpoint_timer(waiting, TIMER_PERSIST) != NULL)
		str_addf(out, _("%c still waits for it: its next probe will be answered anew."),
		    lost->to);
	else if (due)
		str_addf(out, _("%c still waits for it: when %c's retransmission timer repeats "
		    "what was acknowledged, %c acknowledges it anew."),
		    lost->to, lost->to, lost->from);
	else if (f->purpose == SENT_PROBE)
		str_addf(out, _("It was to see whether %c is still there: %c's keep-alive timer "
		    "will ask again."), lost->to, lost->from);
	else if (f->purpose == SENT_WINDOW)
		str_addf(out, _("%c does not know of the wider window: the next segment from %c "
		    "says it, or a probe from %c finds out."), lost->to, lost->from, lost->to);
	else if (f->purpose == SENT_CHALLENGE)
		str_addf(out, _("It was to make sure that %c had meant what it sent; "
		    "%c asks again only when such a segment comes again."),
		    lost->to, lost->from);
	else
		str_addf(out, _("Here it does no harm: it acknowledged nothing that %c still "
		    "waits to hear of."), lost->to);
}

static void
explain_lost(struct str *out, const struct trace *trace,
    const struct moment *moment)
{
	const struct flight *f = &trace->flights[moment->cause.flight];
	const struct lost lost = {
		.trace = trace,
		.moment = moment,
		.flight = f,
		.from = end_letter(f->from),
		.to = end_letter(end_other(f->from)),
	};

	if (f->seg.flags & SEG_RST)
		explain_lost_rst(out, &lost);
	else if (segment_len(&f->seg) > 0)
		explain_lost_text(out, &lost);
	else
		explain_lost_ack(out, &lost);
}

/* Nothing but time went by; so say what comes next. */
static void
explain_wait(struct str *out, const struct moment *moment)
{
	const struct running_timer *next = NULL;
	enum end whose = END_A;
	struct str rest = { 0 };

	for (int end = 0; end < END_COUNT; end++)
		for (int i = 0; i < moment->end[end].timer_count; i++) {
			const struct running_timer *timer = &moment->end[end].timers[i];

			if (next == NULL || timer->due < next->due) {
				next = timer;
				whose = end;
			}
		}
	if (next == NULL) {
		str_add(out, _("Time went by, and nothing else: no timer runs at either end."));
		return;
	}
	if (next->due <= moment->time) {
		str_addf(out, _("Time went by; %c's %s timer is due now."),
		    end_letter(whose), _(timer_name(next->kind)));
		return;
	}
	duration_print(&rest, duration_told(next->due - moment->time));
	str_addf(out, _("Time went by, and nothing else. The next thing to happen by itself "
	    "is %c's %s timer, in %s."), end_letter(whose), _(timer_name(next->kind)),
	    str_text(&rest));
	str_free(&rest);
}

/* Done with almost any segment, and so seldom the point of one. */
static bool
note_is_routine(const struct note *note)
{
	return note->id == NOTE_WINDOW || note->id == NOTE_ACK_SENT ||
	    note->id == NOTE_ACK_RIDES || note->id == NOTE_ACK_WAITS;
}

/* The note that decided, else the last that did something worth telling. */
static const struct note_at *
deciding_note(const struct moment *moment)
{
	const struct note_at *acted = NULL;

	for (uint32_t i = moment->note_count; i-- > 0;) {
		const struct note_at *at = &moment->notes[i];

		if (at->note.outcome == OUTCOME_STOP)
			return at;
		if (at->note.outcome == OUTCOME_ACT && (acted == NULL ||
		    (note_is_routine(&acted->note) && !note_is_routine(&at->note))))
			acted = at;
	}
	return acted;
}

static const struct note_at *
moment_note(const struct moment *moment, enum note_id id)
{
	for (uint32_t i = 0; i < moment->note_count; i++)
		if (moment->notes[i].note.id == id)
			return &moment->notes[i];
	return NULL;
}

static void
add_sentence(struct str *out, const char *text)
{
	if (!text_joins(out->p, out->n, text, strlen(text)))
		str_addc(out, ' ');
	str_add(out, text);
}

static bool
add_meaning(struct str *out, const struct note_at *at)
{
	char text[NOTE_TEXT];

	if (at == NULL)
		return false;
	note_meaning(text, sizeof(text), &at->note, end_letter((enum end)at->end));
	add_sentence(out, text);
	return text[0] != '\0';
}

/* What the edge's own sentence leaves out: data that came with it, an ACK held back. */
static void
explain_edge(struct str *out, const struct moment *moment, const struct edge_at *at)
{
	char text[EDGE_SENTENCE];
	char letter = end_letter((enum end)at->end);

	str_add(out, edge_sentence(text, sizeof(text), at->edge, letter));
	if (moment->cause.kind == KIND_DELIVER &&
	    moment_note(moment, NOTE_TEXT_TAKEN) != NULL)
		add_sentence(out, _("The data that came with it is taken as well."));
	add_meaning(out, moment_note(moment, NOTE_ACK_WAITS));
}

/*
 * A close() does more than the RFC's CLOSE, whose edge it takes; with unread
 * data it takes that of ABORT, a call that nobody made. The note says it.
 */
static bool
edge_misses_point(const struct moment *moment, const struct edge *edge)
{
	if (moment->cause.kind != KIND_CLOSE)
		return false;
	if (edge->cause == CAUSE_ABORT)
		return true;
	return moment_note(moment, NOTE_CLOSE_READER) != NULL;
}

/* What the tcp room says of it. False if it says nothing. */
static bool
explain_by_rule(struct str *out, const struct moment *moment)
{
	const struct edge_at *edge = NULL;
	const struct note_at *note = deciding_note(moment);

	if (moment->edge_count > 0)
		edge = &moment->edges[moment->edge_count - 1];
	if (edge != NULL && edge->edge != NULL &&
	    (note == NULL || !edge_misses_point(moment, edge->edge))) {
		explain_edge(out, moment, edge);
		return true;
	}
	if (edge != NULL && edge->edge == NULL) {
		str_addf(out, _("%c went from %s to %s, a way that the RFC's diagram does not have."),
		    end_letter(edge->end), state_name(edge->from), state_name(edge->to));
		return true;
	}
	return add_meaning(out, note);
}

/* No rule decided: say at least what can be seen. */
static void
explain_plainly(struct str *out, const struct moment *moment)
{
	const struct happening *cause = &moment->cause;
	char letter = end_letter(cause->end);

	if (moment->remark != NULL)
		str_add(out, moment->remark);
	else if (kind_is_call(cause->kind) && moment->reply != REPLY_NONE)
		str_addf(out, _("The call is answered: %s."), _(reply_text(moment->reply)));
	else if (cause->kind == KIND_TIMER)
		str_addf(out, _("%c's %s timer ran out."), letter, _(timer_name(cause->timer)));
	else if (moment->note_count > 0)
		str_addf(out, _("All is in order, and nothing of it is new to %c: nothing changes."),
		    letter);
	else
		str_addf(out, _("%c stays in %s."), letter,
		    state_name(moment->end[cause->end].state));
}

/* Is the end that calls connected to its own port? The words of rules tell of another end. */
static bool
is_with_itself(const struct trace *trace, const struct moment *moment)
{
	const struct happening *cause = &moment->cause;

	if (!cause->has_end || !kind_is_call(cause->kind) ||
	    moment->end[cause->end].state == STATE_CLOSED)
		return false;
	for (size_t i = (size_t)(moment - trace->moments) + 1; i-- > 0;) {
		const struct moment *m = &trace->moments[i];
		bool opens = m->cause.kind == KIND_CONNECT || m->cause.kind == KIND_LISTEN;
		if (opens && m->cause.end == cause->end && m->edge_count > 0)
			return m->cause.self;
	}
	return false;
}

static void
explain_with_itself(struct str *out, const struct moment *moment)
{
	char letter = end_letter(moment->cause.end);

	if (moment->cause.kind == KIND_CONNECT)
		str_addf(out, _("%c's SYN comes back to %c itself. A SYN that meets a SYN opens "
		    "simultaneously: one socket is both ends of this connection."), letter, letter);
	else
		str_addf(out, _("%c is connected with itself: what it sends, it receives."), letter);
}

void
moment_sentence(struct str *out, const struct trace *trace,
    const struct moment *moment)
{
	if (moment->cause.kind != KIND_RECEIVE && is_with_itself(trace, moment)) {
		explain_with_itself(out, moment);
		return;
	}
	if (explain_by_rule(out, moment))
		return;
	switch (moment->cause.kind) {
	case KIND_DROP:
		explain_lost(out, trace, moment);
		break;
	case KIND_DUPLICATE:
		str_addf(out, _("The network carries it twice now. Nothing in the copy says that it "
		    "is one: %c has only its numbers to judge by."),
		    end_letter(moment->cause.end));
		break;
	case KIND_WAIT:
		explain_wait(out, moment);
		break;
	default:
		explain_plainly(out, moment);
		break;
	}
}

/* With no rule to explain it by, the remark is the sentence. */
const char *
moment_remark(const struct moment *moment, const char *sentence)
{
	if (moment->remark == NULL || strcmp(moment->remark, sentence) == 0)
		return NULL;
	return moment->remark;
}
