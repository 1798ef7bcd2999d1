/*
 * SEGMENT ARRIVES (RFC 9293, section 3.10.7.4): the fifth check, what the
 * segment acknowledges.
 */
#include "tcp/arrival.h"

void
arrive_acknowledged(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	tcb->snd.una = a->seg.ack;
	tcb->retransmits = 0;
	tcb->first_sent = a->now;
	rto_acked(&tcb->rto, tcb->snd.una, a->now);
	timer_stop(tcb, TIMER_RETRANSMISSION);
	timer_stop(tcb, TIMER_USER);
	if (tcb->timer[TIMER_PERSIST].on) {
		tcb->probes = 0;
		if (seq_eq(tcb->snd.una, seq_add(tcb->snd.end, tcb->snd.fin)))
			timer_stop(tcb, TIMER_PERSIST);		/* nothing is left to ask for */
	} else if (!seq_eq(tcb->snd.una, tcb->snd.nxt)) {
		timer_watch(tcb, a->now);	/* RFC 6298, 5.3 */
	}
	if (tcb->snd.urgent && seq_ge(tcb->snd.una, tcb->snd.up))
		tcb->snd.urgent = false;
}

void
arrive_window(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	tcb->snd.wnd = a->seg.wnd;
	if (tcb->snd.wnd > tcb->snd.max_wnd)
		tcb->snd.max_wnd = tcb->snd.wnd;
	if (tcb->snd.wnd == 0) {
		tcb->first_sent = a->now;	/* MUST-37: it answers, so wait on */
		if (tcb->timer[TIMER_USER].on) {
			timer_stop(tcb, TIMER_USER);
			timer_user(tcb, a->now);
		}
	} else if (tcb->timer[TIMER_PERSIST].on) {
		timer_stop(tcb, TIMER_PERSIST);
		tcb->probes = 0;
		if (seq_eq(tcb->snd.una, tcb->snd.nxt))
			return;
		/* What was a probe is data that is missing: the rest will not wait for it. */
		tcb_retransmit(tcb, a->fx);
		timer_watch(tcb, a->now);
	}
}

/*
 * Is SEG.WND newer than what SND.WND came from (SND.WL1, SND.WL2)? Beside
 * news of an acknowledgment it is no more than a detail.
 */
static void
update_window(struct arrival *a, bool news)
{
	struct tcb *tcb = a->tcb;
	const struct segment *seg = &a->seg;

	if (seq_lt(seg->ack, tcb->snd.una))
		return;
	if (!seq_lt(tcb->snd.wl1, seg->seq) &&
	    !(seq_eq(tcb->snd.wl1, seg->seq) && seq_le(tcb->snd.wl2, seg->ack)))
		return;
	if (tcb->snd.wnd != seg->wnd)
		emit_note(a->fx, NOTE_WINDOW, news ? OUTCOME_PASS : OUTCOME_ACT,
		    tcb->snd.wnd, seg->wnd, 0, 0, 0);
	tcb->snd.wl1 = seg->seq;
	tcb->snd.wl2 = seg->ack;
	arrive_window(a);
}

/* The processing of the ESTABLISHED state, which the later ones share. */
static bool
acknowledge(struct arrival *a)
{
	const struct tcb *tcb = a->tcb;
	struct seq una = tcb->snd.una, ack = a->seg.ack;

	if (seq_gt(ack, tcb->snd.nxt)) {
		emit_stop(a->fx, NOTE_ACK_FUTURE, ack.n, tcb->snd.nxt.n, 0);
		emit_ack(a->tcb, a->fx, SENT_ACK);
		return false;
	}
	bool news = seq_gt(ack, una);

	if (news) {
		emit_act(a->fx, NOTE_ACK_NEW, una.n, ack.n, tcb->snd.nxt.n);
		arrive_acknowledged(a);
	} else {
		emit_pass(a->fx, NOTE_ACK_OLD, ack.n, una.n, 0);
	}
	update_window(a, news);
	return true;
}

/* RFC 5961, section 5: (SND.UNA - MAX.SND.WND) =< SEG.ACK =< SND.NXT. */
static bool
ack_in_range(struct arrival *a)
{
	const struct tcb *tcb = a->tcb;
	struct seq low = seq_add(tcb->snd.una, 0u - tcb->snd.max_wnd);

	if (!tcb->config.policy.rfc5961)
		return true;
	if (seq_ge(a->seg.ack, low) && seq_le(a->seg.ack, tcb->snd.nxt))
		return true;
	emit_stop(a->fx, NOTE_ACK_RANGE, a->seg.ack.n, low.n, tcb->snd.nxt.n);
	challenge(a);
	return false;
}

static bool
ack_in_syn_received(struct arrival *a)
{
	const struct tcb *tcb = a->tcb;
	struct seq una = tcb->snd.una, ack = a->seg.ack;

	if (seq_gt(ack, una) && seq_le(ack, tcb->snd.nxt)) {
		emit_act(a->fx, NOTE_ACK_OF_SYN, una.n, ack.n, tcb->snd.nxt.n);
		arrive_established(a, CAUSE_RCV_ACK_OF_SYN);
		return true;
	}
	emit_rst(a->fx, ack);
	emit_stop(a->fx, NOTE_ACK_OF_SYN_BAD, ack.n, una.n, tcb->snd.nxt.n);
	return false;
}

/* Where RCV.NXT will stand once the segment's text is taken. */
static struct seq
text_reaches(const struct arrival *a)
{
	const struct tcb *tcb = a->tcb;
	struct seq to = tcb->rcv.nxt;

	if (seq_eq(a->seg.seq, to))
		to = seq_add(to, a->seg.len);
	for (int i = 0; i < tcb->rcv.held_count; i++)
		if (seq_le(tcb->rcv.held[i].from, to))
			to = seq_max(to, tcb->rcv.held[i].to);
	return to;
}

/* Will the eighth check find the peer's FIN in order? */
static bool
fin_follows(const struct arrival *a)
{
	const struct tcb *tcb = a->tcb;
	struct seq reach = text_reaches(a);

	if (tcb->reader_gone && a->seg.len != 0)
		return false;
	if ((a->seg.flags & SEG_FIN) &&
	    seq_eq(seq_add(a->seg.seq, a->seg.len), reach))
		return true;
	return tcb->rcv.fin_held && seq_eq(tcb->rcv.fin_seq, reach);
}

/* Our FIN is acknowledged. In FIN-WAIT-1 the same segment may bring the peer's. */
static void
fin_acknowledged(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	if (tcb->state == STATE_FIN_WAIT_1 && fin_follows(a)) {
		emit_act(a->fx, NOTE_ACK_OF_FIN_AND_FIN, tcb->snd.una.n, 0, 0);
	} else if (tcb->state == STATE_FIN_WAIT_1) {
		emit_act(a->fx, NOTE_ACK_OF_FIN, tcb->snd.una.n, STATE_FIN_WAIT_2, 0);
		tcb_enter(tcb, STATE_FIN_WAIT_2, CAUSE_RCV_ACK_OF_FIN, a->now, a->fx);
	}
	if (!tcb->close_told) {
		tcb->close_told = true;
		emit_signal(a->fx, SIGNAL_CLOSE_OK);
	}
}

static bool
ack_in_closing(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	if (!tcb_fin_acked(tcb)) {
		emit_stop(a->fx, NOTE_ACK_NOT_OF_FIN, a->seg.ack.n, tcb->snd.end.n + 1, 0);
		return false;
	}
	emit_stop(a->fx, NOTE_ACK_OF_FIN, tcb->snd.una.n, STATE_TIME_WAIT, 0);
	tcb_enter(tcb, STATE_TIME_WAIT, CAUSE_RCV_ACK_OF_FIN, a->now, a->fx);
	return false;
}

static bool
ack_in_last_ack(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	if (!tcb_fin_acked(tcb)) {
		emit_pass(a->fx, NOTE_ACK_NOT_OF_FIN, a->seg.ack.n, tcb->snd.end.n + 1, 0);
		return true;
	}
	emit_stop(a->fx, NOTE_ACK_OF_FIN, tcb->snd.una.n, STATE_CLOSED, 0);
	tcb_enter(tcb, STATE_CLOSED, CAUSE_RCV_ACK_OF_FIN, a->now, a->fx);
	return false;
}

/* A bare ACK in TIME-WAIT must not be answered: the peer may be in TIME-WAIT too. */
static bool
ack_in_time_wait(struct arrival *a)
{
	if (seq_gt(a->seg.ack, a->tcb->snd.nxt)) {
		emit_stop(a->fx, NOTE_ACK_FUTURE, a->seg.ack.n, a->tcb->snd.nxt.n, 0);
		emit_ack(a->tcb, a->fx, SENT_ACK);
		return false;
	}
	emit_pass(a->fx, NOTE_ACK_TIME_WAIT, a->seg.ack.n, 0, 0);
	return true;
}

bool
check_ack(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	if (!(a->seg.flags & SEG_ACK)) {
		emit_stop(a->fx, NOTE_NO_ACK, 0, 0, 0);
		return false;
	}
	if (tcb->state == STATE_SYN_RECEIVED)
		return ack_in_syn_received(a);
	if (!ack_in_range(a))
		return false;
	if (tcb->state == STATE_TIME_WAIT)
		return ack_in_time_wait(a);
	if (!acknowledge(a))
		return false;
	switch (tcb->state) {
	case STATE_CLOSING:
		return ack_in_closing(a);
	case STATE_LAST_ACK:
		return ack_in_last_ack(a);
	case STATE_FIN_WAIT_1:
		if (tcb_fin_acked(tcb))
			fin_acknowledged(a);
		return true;
	default:
		return true;
	}
}
