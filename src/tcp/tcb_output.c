/*
 * Sending: what of the user's data, and of its FIN, may go out now (RFC 9293,
 * sections 3.7.4 and 3.8.6).
 *
 *     SND.UNA        SND.NXT                 SND.UNA+SND.WND
 *        |--- in flight --|------ usable: U ------|
 *                         |---- waiting: D ----|     (then the FIN)
 */
#include "tcp/emit.h"

#define OVERRIDE_MAX 1000u	/* ms; section 3.8.6.2.1, (4) */

/* May data leave in this state? SYN-RECEIVED may send its FIN only (3.10.4). */
static bool
may_output(const struct tcb *tcb)
{
	switch (tcb->state) {
	case STATE_ESTABLISHED:
	case STATE_CLOSE_WAIT:
	case STATE_FIN_WAIT_1:
	case STATE_CLOSING:
	case STATE_LAST_ACK:
		return true;
	default:
		return false;
	}
}

/* Octets of the send window that are still free; none if the peer shrank it. */
static uint32_t
usable(const struct tcb *tcb)
{
	uint32_t flight = seq_sub(tcb->snd.nxt, tcb->snd.una);

	return flight < tcb->snd.wnd ? tcb->snd.wnd - flight : 0;
}

/* Octets written and not yet sent. */
static uint32_t
waiting(const struct tcb *tcb)
{
	return tcb_fin_sent(tcb) ? 0 : seq_sub(tcb->snd.end, tcb->snd.nxt);
}

/* The sender's silly window avoidance, and Nagle's bracket in it (3.8.6.2.1). */
static bool
worth_sending(const struct tcb *tcb, uint32_t len, bool all)
{
	bool idle = seq_eq(tcb->snd.nxt, tcb->snd.una);
	bool patient = tcb->config.policy.nagle && !idle;

	if (len >= tcb->snd.mss)
		return true;
	if (all)
		return !patient || tcb->snd.fin;
	return !patient && len != 0 && len >= tcb->snd.max_wnd / 2;
}

static void
send_piece(struct tcb *tcb, int64_t now, struct effects *fx, uint32_t len,
    bool fin, enum purpose purpose)
{
	unsigned flags = SEG_ACK;

	if (len != 0 && len == waiting(tcb))
		flags |= SEG_PSH;
	if (fin)
		flags |= SEG_FIN;
	struct seq seq = tcb->snd.nxt;

	tcb->snd.nxt = seq_add(seq, len + fin);
	emit_send(tcb, fx, flags, seq, len, purpose);
	rto_sent(&tcb->rto, tcb->snd.nxt, now);
	if (fin && tcb->state == STATE_CLOSE_WAIT)
		tcb_enter(tcb, STATE_LAST_ACK, CAUSE_CLOSE, now, fx);
}

/* One more segment, if one may go now. */
static bool
send_next(struct tcb *tcb, int64_t now, struct effects *fx)
{
	uint32_t d = waiting(tcb), u = usable(tcb);
	uint32_t len = d < u ? d : u;

	if (len > tcb->snd.mss)
		len = tcb->snd.mss;
	bool fin = tcb->snd.fin && !tcb_fin_sent(tcb) && len == d && u > len;

	if ((len == 0 && !fin) || !worth_sending(tcb, len, len == d))
		return false;
	send_piece(tcb, now, fx, len, fin, fin ? SENT_FIN : SENT_DATA);
	timer_watch(tcb, now);
	return true;
}

/*
 * Something waits, nothing is in flight that would bring an answer, and the
 * window forbids: then only asking again and again helps (3.8.6.1).
 */
static void
mind_the_window(struct tcb *tcb, int64_t now)
{
	bool blocked = (waiting(tcb) != 0 || (tcb->snd.fin && !tcb_fin_sent(tcb))) &&
	    seq_eq(tcb->snd.una, tcb->snd.nxt);

	if (!blocked)
		return;
	timer_user(tcb, now);
	if (tcb->timer[TIMER_PERSIST].on)
		return;
	uint32_t pause = rto_current(&tcb->rto);

	if (usable(tcb) > 0 && pause > OVERRIDE_MAX)
		pause = OVERRIDE_MAX;
	tcb->first_sent = now;
	timer_start(tcb, TIMER_PERSIST, now, pause);
}

void
tcb_output(struct tcb *tcb, int64_t now, struct effects *fx)
{
	if (!may_output(tcb))
		return;
	while (fx->sent_count < EFFECTS_SENT - 2) {
		if (!send_next(tcb, now, fx)) {
			mind_the_window(tcb, now);
			return;
		}
		if (tcb->timer[TIMER_PERSIST].on)
			timer_stop(tcb, TIMER_PERSIST);
	}
	fx->more = true;
}

bool
tcb_probe(struct tcb *tcb, int64_t now, struct effects *fx)
{
	uint32_t d = waiting(tcb), u = usable(tcb);
	bool again = !seq_eq(tcb->snd.una, tcb->snd.nxt);

	if (again) {
		uint32_t len = tcb_fin_sent(tcb) && seq_eq(tcb->snd.una, tcb->snd.end) ? 0 : 1;
		unsigned flags = SEG_ACK | (len == 0 ? SEG_FIN : SEG_PSH);

		emit_send(tcb, fx, flags, tcb->snd.una, len, SENT_PROBE);
		return false;
	}
	uint32_t len = d < u ? d : u;

	if (len == 0 && d != 0)
		len = 1;
	bool fin = d == 0 && tcb->snd.fin && !tcb_fin_sent(tcb);

	send_piece(tcb, now, fx, len, fin, SENT_PROBE);
	tcb->rto.timing = false;
	return u > 0;
}

void
tcb_retransmit(struct tcb *tcb, struct effects *fx)
{
	struct seq una = tcb->snd.una;

	if (seq_eq(una, tcb->snd.iss)) {
		unsigned flags = tcb->state == STATE_SYN_SENT ? SEG_SYN : SEG_SYN | SEG_ACK;

		emit_send(tcb, fx, flags, una, 0, SENT_AGAIN);
		return;
	}
	bool fin_sent = tcb_fin_sent(tcb);
	uint32_t len = seq_sub(tcb->snd.nxt, una) - fin_sent;
	bool all = len <= tcb->snd.mss;

	if (!all)
		len = tcb->snd.mss;
	unsigned flags = SEG_ACK;

	if (all && fin_sent)
		flags |= SEG_FIN;
	if (len != 0 && seq_eq(seq_add(una, len), tcb->snd.end))
		flags |= SEG_PSH;
	emit_send(tcb, fx, flags, una, len, SENT_AGAIN);
}
