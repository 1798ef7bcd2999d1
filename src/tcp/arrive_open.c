/*
 * A segment arrives before there is a connection: CLOSED, LISTEN and
 * SYN-SENT (RFC 9293, sections 3.10.7.1 to 3.10.7.3). Security and
 * compartment (Appendix A.1) are in no segment here, and so always match.
 */
#include "tcp/arrival.h"

bool
arrive_closed(struct arrival *a)
{
	const struct segment *seg = &a->seg;

	if (seg->flags & SEG_RST) {
		emit_stop(a->fx, NOTE_CLOSED_RST, 0, 0, 0);
		return false;
	}
	emit_rst_for(a->fx, seg);
	if (seg->flags & SEG_ACK)
		emit_stop(a->fx, NOTE_CLOSED_RESET_ACK, seg->ack.n, 0, 0);
	else
		emit_stop(a->fx, NOTE_CLOSED_RESET, seg->seq.n,
		    segment_len(seg), seg->seq.n + segment_len(seg));
	return false;
}

/* Text and FIN that came with a SYN wait for ESTABLISHED. */
static void
keep_for_later(struct arrival *a)
{
	struct tcb *tcb = a->tcb;
	struct seq from = seq_add(a->seg.seq, 1);
	uint32_t len = a->seg.len;

	if (len > tcb->rcv.wnd)
		len = tcb->rcv.wnd;
	if (len != 0) {
		tcb->rcv.held[0] = (struct range){ from, seq_add(from, len) };
		tcb->rcv.held_count = 1;
	}
	if ((a->seg.flags & SEG_FIN) && len == a->seg.len) {
		tcb->rcv.fin_held = true;
		tcb->rcv.fin_seq = seq_add(from, len);
	}
	if (len != 0 || tcb->rcv.fin_held)
		emit_act(a->fx, NOTE_SYN_TEXT_KEPT, len, 0, 0);
}

/* What a SYN tells: the peer's first number, and how much it takes at once. */
static void
learn_from_syn(struct tcb *tcb, const struct segment *seg)
{
	tcb->rcv.irs = seg->seq;
	tcb->rcv.nxt = seq_add(seg->seq, 1);
	tcb->snd.mss = seg->mss != 0 ? seg->mss : 536;	/* section 3.7.1 */
}

void
arrive_answer_syn(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	learn_from_syn(tcb, &a->seg);
	tcb->rcv.wnd = tcb->config.window;
	keep_for_later(a);
	emit_syn(tcb, SEG_SYN | SEG_ACK, a->now, a->fx);
	tcb->snd.wl1 = tcb->rcv.irs;
	tcb->snd.wl2 = tcb->snd.iss;
}

bool
arrive_listen(struct arrival *a)
{
	const struct segment *seg = &a->seg;

	if (seg->flags & SEG_RST) {
		emit_stop(a->fx, NOTE_LISTEN_RST, 0, 0, 0);
		return false;
	}
	emit_pass(a->fx, NOTE_LISTEN_NO_RST, 0, 0, 0);
	if (seg->flags & SEG_ACK) {
		emit_rst(a->fx, seg->ack);
		emit_stop(a->fx, NOTE_LISTEN_ACK, seg->ack.n, 0, 0);
		return false;
	}
	emit_pass(a->fx, NOTE_LISTEN_NO_ACK, 0, 0, 0);
	if (!(seg->flags & SEG_SYN)) {
		emit_stop(a->fx, NOTE_LISTEN_OTHER, 0, 0, 0);
		return false;
	}
	arrive_answer_syn(a);
	tcb_enter(a->tcb, STATE_SYN_RECEIVED, CAUSE_RCV_SYN, a->now, a->fx);
	emit_stop(a->fx, NOTE_LISTEN_SYN, seg->seq.n, a->tcb->rcv.nxt.n,
	    a->tcb->snd.iss.n);
	return false;
}

/* First: true if there is no ACK, or it acknowledges our SYN. */
static bool
syn_sent_ack(struct arrival *a)
{
	const struct tcb *tcb = a->tcb;
	const struct segment *seg = &a->seg;

	if (!(seg->flags & SEG_ACK)) {
		emit_pass(a->fx, NOTE_SENT_NO_ACK, 0, 0, 0);
		return true;
	}
	if (seq_gt(seg->ack, tcb->snd.una) && seq_le(seg->ack, tcb->snd.nxt)) {
		emit_pass(a->fx, NOTE_SENT_ACK, tcb->snd.una.n, seg->ack.n,
		    tcb->snd.nxt.n);
		return true;
	}
	if (seg->flags & SEG_RST) {
		emit_stop(a->fx, NOTE_SENT_ACK_BAD_RST, seg->ack.n,
		    tcb->snd.una.n, tcb->snd.nxt.n);
		return false;
	}
	emit_rst(a->fx, seg->ack);
	emit_stop(a->fx, NOTE_SENT_ACK_BAD, seg->ack.n, tcb->snd.una.n,
	    tcb->snd.nxt.n);
	return false;
}

/* Second. The text's rule for RFC 5961 here is removed by erratum 8167. */
static bool
syn_sent_rst(struct arrival *a)
{
	if (!(a->seg.flags & SEG_RST)) {
		emit_pass(a->fx, NOTE_SENT_NO_RST, 0, 0, 0);
		return true;
	}
	if (!(a->seg.flags & SEG_ACK)) {
		emit_stop(a->fx, NOTE_SENT_RST_NO_ACK, 0, 0, 0);
		return false;
	}
	emit_stop(a->fx, NOTE_SENT_RST, a->seg.ack.n, 0, 0);
	emit_signal(a->fx, SIGNAL_RESET);
	tcb_enter(a->tcb, STATE_CLOSED, CAUSE_RCV_RST, a->now, a->fx);
	return false;
}

void
arrive_established(struct arrival *a, enum cause cause)
{
	struct tcb *tcb = a->tcb;
	bool again = tcb->retransmits != 0;

	arrive_acknowledged(a);
	rto_after_syn(&tcb->rto, again);
	tcb->snd.wl1 = a->seg.seq;
	tcb->snd.wl2 = a->seg.ack;
	arrive_window(a);
	tcb_enter(tcb, STATE_ESTABLISHED, cause, a->now, a->fx);
	tcb_close_queued(tcb, a->now, a->fx);
}

/* Fourth, with our SYN acknowledged: open, and on to the sixth check. */
static bool
syn_sent_syn_ack(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	emit_act(a->fx, NOTE_SENT_SYN_ACK, a->seg.seq.n, tcb->rcv.nxt.n,
	    tcb->snd.nxt.n);
	arrive_established(a, CAUSE_RCV_SYN_ACK);
	segment_cut(&a->seg, 1);
	if (a->seg.len > tcb->rcv.wnd) {
		a->seg.len = tcb->rcv.wnd;
		a->seg.flags &= (uint8_t)~SEG_FIN;
	}
	a->owed = OWED_NOW;
	return true;
}

/* Fourth, without: both ends have sent a SYN. */
static void
syn_sent_syn(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	emit_stop(a->fx, NOTE_SENT_SYN, a->seg.seq.n, tcb->rcv.nxt.n,
	    tcb->snd.iss.n);
	keep_for_later(a);
	emit_send(tcb, a->fx, SEG_SYN | SEG_ACK, tcb->snd.iss, 0, SENT_SYN);
	tcb->rto.timing = false;
	tcb->snd.wl1 = a->seg.seq;
	tcb->snd.wl2 = a->seg.ack;
	arrive_window(a);
	tcb_enter(tcb, STATE_SYN_RECEIVED, CAUSE_RCV_SYN, a->now, a->fx);
}

bool
arrive_syn_sent(struct arrival *a)
{
	if (!syn_sent_ack(a) || !syn_sent_rst(a))
		return false;
	if (!(a->seg.flags & SEG_SYN)) {
		emit_stop(a->fx, NOTE_SENT_NO_SYN, 0, 0, 0);
		return false;
	}
	learn_from_syn(a->tcb, &a->seg);
	if (a->seg.flags & SEG_ACK)
		return syn_sent_syn_ack(a);
	syn_sent_syn(a);
	return false;
}
