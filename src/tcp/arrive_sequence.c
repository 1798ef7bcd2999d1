/*
 * SEGMENT ARRIVES in a state that knows the peer's numbers (RFC 9293, section
 * 3.10.7.4): the first check, whether the segment lies in the window, and the
 * exceptions from it that deployed stacks make.
 */
#include "tcp/arrival.h"

/* Table 6: the four cases. The note says which comparison held. */
static bool
acceptable(struct arrival *a)
{
	const struct tcb *tcb = a->tcb;
	struct seq nxt = tcb->rcv.nxt, seq = a->seg.seq;
	uint32_t wnd = tcb->rcv.wnd, len = segment_len(&a->seg);
	uint32_t edge = nxt.n + wnd;

	if (len == 0 && wnd == 0) {
		if (!seq_eq(seq, nxt))
			return false;
		emit_pass(a->fx, NOTE_SEQ_EMPTY, seq.n, 0, 0);
		return true;
	}
	if (wnd == 0)
		return false;
	if (seq_in(seq, nxt, wnd)) {
		emit_pass(a->fx, NOTE_SEQ, seq.n, nxt.n, edge);
		return true;
	}
	struct seq last = seq_add(seq, len - 1);

	if (len == 0 || !seq_in(last, nxt, wnd))
		return false;
	emit_pass(a->fx, NOTE_SEQ_END, last.n, nxt.n, edge);
	return true;
}

/* Only what is new is processed: cut off what lies before RCV.NXT ... */
static void
trim_front(struct arrival *a)
{
	struct segment *seg = &a->seg;

	if (seq_ge(seg->seq, a->tcb->rcv.nxt))
		return;
	uint32_t cut = seq_sub(a->tcb->rcv.nxt, seg->seq);

	emit_act(a->fx, NOTE_TRIM_FRONT, cut, seg->seq.n, a->tcb->rcv.nxt.n);
	segment_cut(seg, cut);
}

/* ... and what does not fit. */
static void
trim_back(struct arrival *a)
{
	struct segment *seg = &a->seg;
	uint32_t room = seq_sub(seq_add(a->tcb->rcv.nxt, a->tcb->rcv.wnd), seg->seq);
	uint32_t len = segment_len(seg);

	if (len <= room)
		return;
	emit_act(a->fx, NOTE_TRIM_BACK, len - room, room, 0);
	seg->flags &= (uint8_t)~SEG_FIN;
	seg->len = room - ((seg->flags & SEG_SYN) != 0);
}

/*
 * A FIN that is kept says where the peer's data ends. Nothing follows it, and
 * the peer does not close twice: what says otherwise is not of this peer.
 */
static void
trim_beyond_fin(struct arrival *a)
{
	const struct tcb *tcb = a->tcb;
	struct segment *seg = &a->seg;
	struct seq text = seq_add(seg->seq, (seg->flags & SEG_SYN) != 0);
	struct seq end = seq_add(text, seg->len);

	if (!tcb->rcv.fin_held || seq_le(end, tcb->rcv.fin_seq) ||
	    (seg->len == 0 && !(seg->flags & SEG_FIN)))
		return;
	uint32_t fits = seq_lt(text, tcb->rcv.fin_seq) ?
	    seq_sub(tcb->rcv.fin_seq, text) : 0;

	emit_act(a->fx, NOTE_TRIM_FIN, seg->len - fits, tcb->rcv.fin_seq.n, 0);
	seg->flags &= (uint8_t)~SEG_FIN;
	seg->len = fits;
	a->owed = OWED_NOW;
}

/*
 * A window of zero accepts nothing, but valid ACKs, URGs and RSTs must still
 * be heard: the text is cut off, the rest goes on. A SYN is none of them.
 */
static bool
zero_window(struct arrival *a)
{
	struct segment *seg = &a->seg;

	if (a->tcb->rcv.wnd != 0 || !seq_eq(seg->seq, a->tcb->rcv.nxt) ||
	    (seg->flags & SEG_SYN))
		return false;
	emit_act(a->fx, NOTE_SEQ_ZERO, seg->seq.n, segment_len(seg), 0);
	if (!(seg->flags & SEG_RST))
		a->owed = OWED_NOW;
	seg->len = 0;
	seg->flags &= (uint8_t)~SEG_FIN;
	return true;
}

/*
 * An empty segment just at the window's right edge: its sender has filled the
 * window; or one beyond a window of zero: its sender has probed it, and counts
 * the octet. Where both ends did so, every ACK stands there; answered with
 * ACKs, as table 6 wants it, they would never stop (Appendix A.2). So its ACK
 * counts.
 */
static bool
right_edge(struct arrival *a)
{
	const struct tcb *tcb = a->tcb;
	const struct segment *seg = &a->seg;
	struct seq edge = seq_add(tcb->rcv.nxt, tcb->rcv.wnd);

	if (tcb->state == STATE_SYN_RECEIVED || tcb->state == STATE_TIME_WAIT)
		return false;
	if (segment_len(seg) != 0 || (seg->flags & (SEG_ACK | SEG_RST)) != SEG_ACK)
		return false;
	if (tcb->rcv.wnd == 0)
		edge = seq_add(edge, 1);
	if (!seq_eq(seg->seq, edge))
		return false;
	emit_act(a->fx, NOTE_SEQ_EDGE, seg->seq.n, tcb->rcv.nxt.n, edge.n);
	return true;
}

/*
 * Figure 7: a SYN,ACK in SYN-RECEIVED. Its SYN is the one we know, so that
 * the table above would refuse it; but its ACK is what we wait for.
 */
static bool
figure_7(struct arrival *a)
{
	const struct tcb *tcb = a->tcb;
	struct segment *seg = &a->seg;

	if (tcb->state != STATE_SYN_RECEIVED || tcb->passive ||
	    !seq_eq(seg->seq, tcb->rcv.irs))
		return false;
	if ((seg->flags & (SEG_SYN | SEG_ACK | SEG_RST)) != (SEG_SYN | SEG_ACK))
		return false;
	if (seq_le(seg->ack, tcb->snd.una) || seq_gt(seg->ack, tcb->snd.nxt))
		return false;
	emit_act(a->fx, NOTE_FIGURE_7, seg->seq.n, tcb->rcv.nxt.n, seg->ack.n);
	a->owed = OWED_NOW;
	trim_front(a);
	trim_back(a);
	a->whole = &a->seg;	/* its SYN is dealt with */
	return true;
}

/* The peer's SYN came again: our SYN,ACK must have been lost. */
static bool
syn_again(struct arrival *a)
{
	struct tcb *tcb = a->tcb;
	const struct segment *seg = &a->seg;

	if (tcb->state != STATE_SYN_RECEIVED || !tcb->passive ||
	    !seq_eq(seg->seq, tcb->rcv.irs))
		return false;
	if ((seg->flags & (SEG_SYN | SEG_ACK | SEG_RST | SEG_FIN)) != SEG_SYN)
		return false;
	tcb_retransmit(tcb, a->fx);
	emit_stop(a->fx, NOTE_SYN_AGAIN, seg->seq.n, tcb->rcv.nxt.n, tcb->snd.iss.n);
	return true;
}

/* Answer the SYN as a listener would. */
static void
reopen(struct arrival *a)
{
	struct tcb *tcb = a->tcb;

	tcb_enter(tcb, STATE_SYN_RECEIVED, CAUSE_RCV_SYN, a->now, a->fx);
	arrive_answer_syn(a);
}

/*
 * A SYN in TIME-WAIT may reopen the connection, where somebody listens and
 * its number is beyond all that were used (section 3.6.1). True if it did.
 */
static bool
time_wait_reopens(struct arrival *a)
{
	const struct tcb *tcb = a->tcb;
	const struct segment *seg = &a->seg;

	if (tcb->state != STATE_TIME_WAIT ||
	    (seg->flags & (SEG_SYN | SEG_ACK | SEG_RST | SEG_FIN)) != SEG_SYN)
		return false;
	if (!seq_gt(seg->seq, tcb->rcv.nxt)) {
		emit_pass(a->fx, NOTE_REOPEN_OLD, seg->seq.n, tcb->rcv.nxt.n, 0);
		return false;
	}
	if (!tcb->passive) {
		emit_pass(a->fx, NOTE_REOPEN_NOBODY, seg->seq.n, tcb->rcv.nxt.n, 0);
		return false;
	}
	emit_stop(a->fx, NOTE_REOPEN, seg->seq.n, tcb->rcv.nxt.n, tcb->snd.nxt.n);
	reopen(a);
	return true;
}

/* In TIME-WAIT: the peer's FIN again, for our last ACK was lost. */
static bool
fin_again(const struct arrival *a)
{
	return a->tcb->state == STATE_TIME_WAIT && (a->seg.flags & SEG_FIN) &&
	    seq_eq(seq_add(a->seg.seq, segment_len(&a->seg)), a->tcb->rcv.nxt);
}

static void
refuse(struct arrival *a)
{
	struct tcb *tcb = a->tcb;
	const struct segment *seg = &a->seg;

	if (seg->flags & SEG_RST) {
		emit_note(a->fx, NOTE_SEQ_BAD_RST, OUTCOME_STOP, seg->seq.n,
		    tcb->rcv.nxt.n, tcb->rcv.nxt.n + tcb->rcv.wnd, 0, 0);
		return;
	}
	emit_ack(tcb, a->fx, SENT_ACK);
	if (fin_again(a)) {
		timer_start(tcb, TIMER_TIME_WAIT, a->now, 2 * tcb->config.policy.msl);
		emit_stop(a->fx, NOTE_FIN_AGAIN, tcb->rcv.nxt.n - 1,
		    2 * tcb->config.policy.msl, 0);
		return;
	}
	struct seq end = seq_add(seg->seq, segment_len(seg));
	bool old = segment_len(seg) != 0 && seq_le(end, tcb->rcv.nxt) &&
	    seq_ge(seg->seq, tcb->rcv.irs);

	emit_note(a->fx, old ? NOTE_SEQ_OLD : NOTE_SEQ_BAD, OUTCOME_STOP, seg->seq.n, segment_len(seg),
	    tcb->rcv.nxt.n, tcb->rcv.nxt.n + tcb->rcv.wnd, tcb->snd.nxt.n);
}

bool
check_sequence(struct arrival *a)
{
	if (time_wait_reopens(a) || syn_again(a))
		return false;
	if (figure_7(a))
		return true;
	if (acceptable(a)) {
		trim_front(a);
		trim_back(a);
		trim_beyond_fin(a);
		return true;
	}
	if (zero_window(a) || right_edge(a))
		return true;
	refuse(a);
	return false;
}
