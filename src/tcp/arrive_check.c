/*
 * SEGMENT ARRIVES (RFC 9293, section 3.10.7.4): the checks of RST, security,
 * SYN, URG, text and FIN.
 */
#include "tcp/arrival.h"

#define CHALLENGES 10u		/* RFC 5961, section 7: in ... */
#define CHALLENGE_PERIOD 5000	/* ... so many ms */

void
challenge(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	if (tcb->challenge.count == 0 ||
	    a->now - tcb->challenge.since >= CHALLENGE_PERIOD) {
		tcb->challenge.count = 0;
		tcb->challenge.since = a->now;
	}
	if (tcb->challenge.count == CHALLENGES) {
		emit_stop(a->fx, NOTE_CHALLENGE_LIMIT, CHALLENGES, CHALLENGE_PERIOD, 0);
		return;
	}
	tcb->challenge.count++;
	emit_ack(tcb, a->fx, SENT_CHALLENGE);
}

/* Second, in SYN-RECEIVED: whose attempt was it? */
static void
rst_in_syn_received(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	if (tcb->old.valid) {
		emit_stop(a->fx, NOTE_RST_OLD, 0, 0, 0);
		tcb_enter(tcb, STATE_TIME_WAIT, CAUSE_RCV_RST, a->now, a->fx);
	} else if (tcb->passive) {
		emit_stop(a->fx, NOTE_RST_PASSIVE, 0, 0, 0);
		tcb_enter(tcb, STATE_LISTEN, CAUSE_RCV_RST, a->now, a->fx);
	} else {
		emit_stop(a->fx, NOTE_RST_REFUSED, 0, 0, 0);
		emit_signal(a->fx, SIGNAL_REFUSED);
		tcb_enter(tcb, STATE_CLOSED, CAUSE_RCV_RST, a->now, a->fx);
	}
}

static void
reset(struct arrival *a)
{
	switch (a->tcb->state) {
	case STATE_SYN_RECEIVED:
		rst_in_syn_received(a);
		return;
	case STATE_CLOSING:
	case STATE_LAST_ACK:
	case STATE_TIME_WAIT:
		emit_stop(a->fx, NOTE_RST_CLOSED, 0, 0, 0);
		break;
	default:
		emit_stop(a->fx, NOTE_RST_RESET, 0, 0, 0);
		emit_signal(a->fx, SIGNAL_RESET);
		break;
	}
	tcb_enter(a->tcb, STATE_CLOSED, CAUSE_RCV_RST, a->now, a->fx);
}

/* A reset is valid by its sequence number alone, whatever text follows (3.5.3). */
static bool
rst_in_window(const struct arrival *a)
{
	struct seq seq = a->whole->seq, nxt = a->tcb->rcv.nxt;

	return seq_eq(seq, nxt) || seq_in(seq, nxt, a->tcb->rcv.wnd);
}

bool
check_rst(struct arrival *a)
{
	const struct tcb *tcb = a->tcb;
	const struct policy *policy = &tcb->config.policy;

	if (!(a->seg.flags & SEG_RST)) {
		emit_pass(a->fx, NOTE_NO_RST, 0, 0, 0);
		return true;
	}
	if (!rst_in_window(a)) {
		emit_stop(a->fx, NOTE_SEQ_BAD_RST, a->whole->seq.n,
		    tcb->rcv.nxt.n, tcb->rcv.nxt.n + tcb->rcv.wnd);
		return false;
	}
	if (tcb->state == STATE_TIME_WAIT && policy->rfc1337) {
		emit_stop(a->fx, NOTE_RST_1337, 0, 0, 0);
		return false;
	}
	if (!policy->rfc5961) {
		emit_act(a->fx, NOTE_RST_WINDOW, a->whole->seq.n, 0, 0);
	} else if (seq_eq(a->whole->seq, tcb->rcv.nxt)) {
		emit_act(a->fx, NOTE_RST_EXACT, a->whole->seq.n, 0, 0);
	} else {
		emit_stop(a->fx, NOTE_RST_CHALLENGE, a->whole->seq.n, tcb->rcv.nxt.n, 0);
		challenge(a);
		return false;
	}
	reset(a);
	return false;
}

bool
check_security(struct arrival *a)
{
	emit_pass(a->fx, NOTE_SECURITY, 0, 0, 0);
	return true;
}

/* RFC 5961 looks at a SYN "irrespective of the sequence number"; else it must lie in the window. */
static bool
syn_matters(const struct arrival *a)
{
	const struct tcb *tcb = a->tcb;
	bool listener = tcb->state == STATE_SYN_RECEIVED && tcb->passive;
	bool anywhere = tcb->config.policy.rfc5961 && !listener;

	return ((anywhere ? a->whole->flags : a->seg.flags) & SEG_SYN) != 0;
}

bool
check_syn(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	if (!syn_matters(a)) {
		emit_pass(a->fx, NOTE_NO_SYN, 0, 0, 0);
		return true;
	}
	if (tcb->state == STATE_SYN_RECEIVED && tcb->passive) {
		emit_stop(a->fx, NOTE_SYN_PASSIVE, a->seg.seq.n, 0, 0);
		tcb_enter(tcb, STATE_LISTEN, CAUSE_BAD_SYN, a->now, a->fx);
		return false;
	}
	if (tcb->config.policy.rfc5961) {
		emit_stop(a->fx, NOTE_SYN_CHALLENGE, tcb->snd.nxt.n, tcb->rcv.nxt.n, 0);
		challenge(a);
		return false;
	}
	emit_stop(a->fx, NOTE_SYN_RESET, a->seg.seq.n, 0, 0);
	emit_rst_for(a->fx, a->whole);
	emit_signal(a->fx, SIGNAL_RESET);
	tcb_enter(tcb, STATE_CLOSED, CAUSE_BAD_SYN, a->now, a->fx);
	return false;
}

/* Has the peer not closed yet, so that URG and text of it can mean something? */
static bool
peer_may_send(const struct tcb *tcb)
{
	return tcb->state == STATE_ESTABLISHED || tcb->state == STATE_FIN_WAIT_1 ||
	    tcb->state == STATE_FIN_WAIT_2;
}

bool
check_urg(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	if (!(a->seg.flags & SEG_URG)) {
		emit_pass(a->fx, NOTE_NO_URG, 0, 0, 0);
		return true;
	}
	if (!peer_may_send(tcb)) {
		emit_pass(a->fx, NOTE_URG_IGNORED, tcb->state, 0, 0);
		return true;
	}
	struct seq up = seq_add(a->seg.seq, a->seg.up);
	struct seq consumed = seq_add(tcb->rcv.nxt, 0u - tcb->rcv.user);

	if (!tcb->rcv.urgent || seq_gt(up, tcb->rcv.up))
		tcb->rcv.up = up;
	emit_act(a->fx, NOTE_URG, tcb->rcv.up.n, consumed.n, 0);
	if (!tcb->rcv.urgent && seq_gt(tcb->rcv.up, consumed)) {
		tcb->rcv.urgent = true;
		emit_signal(a->fx, SIGNAL_URGENT);
	}
	return true;
}

/* A RECEIVE that waited takes what has come. */
static void
serve_receive(struct arrival *a)
{
	struct tcb *tcb = a->tcb;
	uint32_t n = tcb->rcv.user < tcb->rcv.wanted ? tcb->rcv.user : tcb->rcv.wanted;

	if (n == 0)
		return;
	tcb->rcv.user -= n;
	tcb->rcv.wanted = 0;
	tcb_urgent_read(tcb);
	a->fx->received = n;
	emit_signal(a->fx, SIGNAL_RECEIVED);
	emit_act(a->fx, NOTE_RECEIVE_SERVED, n, 0, 0);
}

/* Is there text that the user would get now, and no user any more? */
static bool
text_too_late(struct arrival *a)
{
	struct tcb *tcb = a->tcb;
	bool kept = tcb->rcv.held_count != 0 &&
	    seq_le(tcb->rcv.held[0].from, tcb->rcv.nxt);

	if (!tcb->reader_gone || (a->seg.len == 0 && !kept))
		return false;
	uint32_t len = a->seg.len != 0 ? a->seg.len :
	    seq_sub(tcb->rcv.held[0].to, tcb->rcv.nxt);

	emit_stop(a->fx, NOTE_TEXT_LATE, len, tcb->snd.nxt.n, 0);
	emit_rst(a->fx, tcb->snd.nxt);
	tcb_enter(tcb, STATE_CLOSED, CAUSE_LATE_DATA, a->now, a->fx);
	return true;
}

/* The segment may bring what was kept once more: only what is new is left of it. */
static void
trim_kept(struct arrival *a)
{
	struct segment *seg = &a->seg;

	if (seq_ge(seg->seq, a->tcb->rcv.nxt))
		return;
	uint32_t cut = seq_sub(a->tcb->rcv.nxt, seg->seq);

	if (cut > seg->len) {
		cut = seg->len;
		seg->flags &= (uint8_t)~SEG_FIN;
	}
	if (cut != 0)
		emit_act(a->fx, NOTE_TRIM_FRONT, cut, seg->seq.n, a->tcb->rcv.nxt.n);
	seg->seq = a->tcb->rcv.nxt;
	seg->len -= cut;
}

/* What came with a SYN and was kept is processed as if it came now (3.10.7.2). */
static void
take_kept(struct arrival *a)
{
	struct tcb *tcb = a->tcb;
	struct seq nxt = tcb->rcv.nxt;

	if (tcb->rcv.held_count == 0)
		return;
	tcb_take_held(tcb);
	if (seq_eq(nxt, tcb->rcv.nxt))
		return;
	emit_act(a->fx, NOTE_TEXT_KEPT, seq_sub(tcb->rcv.nxt, nxt), tcb->rcv.nxt.n, 0);
	a->owed = OWED_NOW;
	serve_receive(a);
	trim_kept(a);
}

static void
take_text(struct arrival *a)
{
	struct tcb *tcb = a->tcb;
	struct seq nxt = tcb->rcv.nxt;

	if (a->seg.flags & SEG_FIN)
		tcb_forget_beyond(tcb, seq_add(a->seg.seq, a->seg.len));
	bool gap = tcb->rcv.held_count != 0;

	if (!tcb_take_text(tcb, a->seg.seq, a->seg.len)) {
		a->owed = OWED_NOW;
		emit_act(a->fx, NOTE_TEXT_HELD, a->seg.seq.n,
		    a->seg.seq.n + a->seg.len, tcb->rcv.nxt.n);
		return;
	}
	tcb->rcv.unacked += seq_sub(tcb->rcv.nxt, nxt);
	if (gap)
		a->owed = OWED_NOW;
	else if (a->owed == OWED_NOTHING)
		a->owed = OWED_LATER;
	emit_act(a->fx, NOTE_TEXT_TAKEN, seq_sub(tcb->rcv.nxt, nxt), tcb->rcv.nxt.n,
	    tcb->rcv.wnd);
	serve_receive(a);
}

bool
check_text(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	if (peer_may_send(tcb)) {
		if (text_too_late(a))
			return false;
		take_kept(a);
	}
	if (a->seg.len == 0)
		emit_pass(a->fx, NOTE_NO_TEXT, 0, 0, 0);
	else if (peer_may_send(tcb))
		take_text(a);
	else
		emit_pass(a->fx, NOTE_TEXT_IGNORED, tcb->state, a->seg.len, 0);
	return true;
}

/* The FIN is next in order: whichever state that leads to. */
static void
take_fin(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	emit_act(a->fx, NOTE_FIN, tcb->rcv.nxt.n, tcb->rcv.nxt.n + 1, 0);
	tcb->rcv.nxt = seq_add(tcb->rcv.nxt, 1);
	tcb->rcv.fin_held = false;
	tcb->rcv.fin_seq = seq_make(0);
	tcb->rcv.wanted = 0;
	emit_signal(a->fx, SIGNAL_CLOSING);
	if (a->owed == OWED_NOTHING)
		a->owed = OWED_LATER;
	if (tcb->state == STATE_ESTABLISHED)
		tcb_enter(tcb, STATE_CLOSE_WAIT, CAUSE_RCV_FIN, a->now, a->fx);
	else if (tcb->state == STATE_FIN_WAIT_2)
		tcb_enter(tcb, STATE_TIME_WAIT, CAUSE_RCV_FIN, a->now, a->fx);
	else if (tcb_fin_acked(tcb))
		tcb_enter(tcb, STATE_TIME_WAIT, CAUSE_RCV_FIN_ACK, a->now, a->fx);
	else
		tcb_enter(tcb, STATE_CLOSING, CAUSE_RCV_FIN, a->now, a->fx);
	if (tcb->state == STATE_TIME_WAIT)
		a->owed = OWED_NOW;
}

/* A FIN where one has been received already: nothing new, but it is acknowledged. */
static void
fin_where_one_was(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	emit_act(a->fx, NOTE_FIN_TWICE, tcb->state, 0, 0);
	a->owed = OWED_NOW;
	if (tcb->state == STATE_TIME_WAIT)
		timer_start(tcb, TIMER_TIME_WAIT, a->now, 2 * tcb->config.policy.msl);
}

bool
check_fin(struct arrival *a)
{
	struct tcb *tcb = a->tcb;
	bool fin = (a->seg.flags & SEG_FIN) != 0;
	struct seq at = seq_add(a->seg.seq, a->seg.len);

	if (!peer_may_send(tcb)) {
		if (fin)
			fin_where_one_was(a);
		else
			emit_pass(a->fx, NOTE_NO_FIN, 0, 0, 0);
		return true;
	}
	if (fin && !seq_eq(at, tcb->rcv.nxt)) {
		tcb->rcv.fin_held = true;
		tcb->rcv.fin_seq = at;
		tcb_forget_beyond(tcb, at);
		a->owed = OWED_NOW;
		emit_act(a->fx, NOTE_FIN_HELD, at.n, tcb->rcv.nxt.n, 0);
	} else if (fin) {
		take_fin(a);
		return true;
	}
	if (tcb->rcv.fin_held && seq_eq(tcb->rcv.fin_seq, tcb->rcv.nxt))
		take_fin(a);
	else if (!fin)
		emit_pass(a->fx, NOTE_NO_FIN, 0, 0, 0);
	return true;
}
