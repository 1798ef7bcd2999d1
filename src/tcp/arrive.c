/*
 * SEGMENT ARRIVES (RFC 9293, section 3.10.7). The checks stand in the RFC's
 * order, in a table; each may decide, and then the rest is not looked at.
 */
#include "tcp/arrive.h"

#include "tcp/arrival.h"

#define DELAYED_ACK 200u	/* ms; section 3.8.6.3: less than 500 */

static bool (*const checks[])(struct arrival *a) = {
	check_sequence,
	check_rst,
	check_security,
	check_syn,
	check_ack,
	check_urg,
	check_text,
	check_fin
};

#define CHECKS ((int)(sizeof(checks) / sizeof(checks[0])))
#define CHECK_URG 5

static void
run_checks(struct arrival *a, int first)
{
	for (int i = first; i < CHECKS; i++)
		if (!checks[i](a))
			return;
}

/* May the acknowledgment wait? Every second full-sized segment is answered. */
static bool
may_wait(const struct arrival *a)
{
	const struct tcb *tcb = a->tcb;

	return a->owed == OWED_LATER && tcb->config.policy.delayed_ack &&
	    tcb->rcv.unacked < 2 * (uint32_t)tcb->config.mss;
}

/*
 * Send what may go now, and the acknowledgment that is owed, on it if
 * possible; a check that decided may have answered already (MUST-58).
 */
static void
respond(struct arrival *a)
{
	struct tcb *tcb = a->tcb;
	bool answered = a->fx->sent_count > 0;

	tcb_output(tcb, a->now, a->fx);
	if (answered || a->owed == OWED_NOTHING || tcb->state <= STATE_LISTEN)
		return;
	if (a->fx->sent_count > 0) {
		emit_pass(a->fx, NOTE_ACK_RIDES, tcb->rcv.nxt.n, 0, 0);
		return;
	}
	if (may_wait(a)) {
		if (!tcb->timer[TIMER_DELAYED_ACK].on)
			timer_start(tcb, TIMER_DELAYED_ACK, a->now, DELAYED_ACK);
		emit_act(a->fx, NOTE_ACK_WAITS, DELAYED_ACK, 0, 0);
		return;
	}
	emit_ack(tcb, a->fx, SENT_ACK);
	emit_pass(a->fx, NOTE_ACK_SENT, tcb->snd.nxt.n, tcb->rcv.nxt.n, 0);
}

void
tcb_arrive(struct tcb *tcb, const struct segment *seg, int64_t now,
    struct effects *fx)
{
	struct arrival a = { .tcb = tcb, .fx = fx, .now = now, .whole = seg,
	    .seg = *seg };

	if (tcb->state == STATE_CLOSED) {
		arrive_closed(&a);
		return;
	}
	if (tcb->state == STATE_LISTEN) {
		arrive_listen(&a);
		return;
	}
	if (tcb->state == STATE_SYN_SENT) {
		if (!arrive_syn_sent(&a))
			return;
		run_checks(&a, CHECK_URG);
	} else {
		run_checks(&a, 0);
	}
	/* Whoever hears from its peer has no reason to ask whether it lives (3.8.4). */
	timer_keepalive(tcb, now);
	respond(&a);
}
