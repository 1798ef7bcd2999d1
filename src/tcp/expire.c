/*
 * Timeouts (RFC 9293, section 3.10.8), one function for each timer.
 */
#include "tcp/expire.h"

#include <assert.h>

#include "tcp/emit.h"

#define R1 3			/* retransmissions; section 3.8.3, SHLD-10 */
#define R2_DATA 100000		/* ms; SHLD-11 */
#define R2_SYN 180000		/* ms; MUST-23 */
#define PERSIST_MAX 60000u	/* ms between two probes */
#define KEEPALIVE_PROBES 9	/* unanswered; RFC 1122 4.2.3.6 leaves the number open */
#define KEEPALIVE_INTERVAL 75000u	/* ms between probes */

/* Given up: tell the user, forget the connection. */
static void
give_up(struct tcb *tcb, int64_t now, struct effects *fx)
{
	emit_signal(fx, SIGNAL_TIMEOUT);
	tcb_enter(tcb, STATE_CLOSED, CAUSE_USER_TIMEOUT, now, fx);
}

/* R2 (section 3.8.3). Nobody waits for a half-made connection of a listener. */
static void
reach_r2(struct tcb *tcb, int64_t now, struct effects *fx)
{
	emit_stop(fx, NOTE_R2, tcb->retransmits + tcb->probes, (uint32_t)(now - tcb->first_sent), 0);
	if (tcb->old.valid)
		tcb_enter(tcb, STATE_TIME_WAIT, CAUSE_USER_TIMEOUT, now, fx);
	else if (tcb->state == STATE_SYN_RECEIVED && tcb->passive)
		tcb_enter(tcb, STATE_LISTEN, CAUSE_USER_TIMEOUT, now, fx);
	else
		give_up(tcb, now, fx);
}

static void
expire_retransmission(struct tcb *tcb, int64_t now, struct effects *fx)
{
	bool syn = seq_eq(tcb->snd.una, tcb->snd.iss);

	if (now - tcb->first_sent >= (syn ? R2_SYN : R2_DATA)) {
		reach_r2(tcb, now, fx);
		return;
	}
	tcb->retransmits++;
	rto_backoff(&tcb->rto);
	emit_stop(fx, NOTE_RETRANSMIT, tcb->snd.una.n, tcb->retransmits,
	    rto_current(&tcb->rto));
	tcb_retransmit(tcb, fx);
	timer_start(tcb, TIMER_RETRANSMISSION, now, rto_current(&tcb->rto));
	if (tcb->retransmits == R1) {
		emit_act(fx, NOTE_R1, R1, 0, 0);
		emit_signal(fx, SIGNAL_PROBLEM);
	}
}

static void
expire_persist(struct tcb *tcb, int64_t now, struct effects *fx)
{
	uint64_t pause = (uint64_t)rto_current(&tcb->rto);

	/* MUST-37 keeps open who is answered; first_sent is when that was last. */
	if (tcb->probes > 0 && now - tcb->first_sent >= R2_DATA) {
		reach_r2(tcb, now, fx);
		return;
	}
	if (tcb_probe(tcb, now, fx)) {
		emit_stop(fx, NOTE_OVERRIDE, fx->sent[0].seg.len, tcb->snd.wnd, 0);
		timer_watch(tcb, now);
		return;
	}
	emit_stop(fx, NOTE_PROBE, tcb->snd.wnd, tcb->probes + 1u, 0);
	if (tcb->probes < UINT16_MAX)
		tcb->probes++;
	pause <<= tcb->probes < 16 ? tcb->probes : 16;
	timer_start(tcb, TIMER_PERSIST, now,
	    pause < PERSIST_MAX ? (uint32_t)pause : PERSIST_MAX);
}

/* A segment just below the window, which a living peer must answer (3.8.4). */
static void
expire_keepalive(struct tcb *tcb, int64_t now, struct effects *fx)
{
	if (tcb->config.policy.keepalive == 0)
		return;		/* switched off meanwhile */
	/* MUST-26: never while something else will be answered. */
	if (!seq_eq(tcb->snd.una, tcb->snd.nxt) || tcb->timer[TIMER_PERSIST].on) {
		timer_start(tcb, TIMER_KEEPALIVE, now, tcb->config.policy.keepalive);
		emit_pass(fx, NOTE_KEEPALIVE_BUSY, tcb->snd.una.n, tcb->snd.nxt.n, 0);
		return;
	}
	if (tcb->keepalives >= KEEPALIVE_PROBES) {
		emit_stop(fx, NOTE_KEEPALIVE_DEAD, tcb->keepalives, 0, 0);
		give_up(tcb, now, fx);
		return;
	}
	tcb->keepalives++;
	emit_stop(fx, NOTE_KEEPALIVE, tcb->snd.nxt.n - 1, tcb->keepalives, 0);
	emit_send(tcb, fx, SEG_ACK, seq_add(tcb->snd.nxt, 0u - 1u), 0, SENT_PROBE);
	timer_start(tcb, TIMER_KEEPALIVE, now, KEEPALIVE_INTERVAL);
}

void
tcb_expire(struct tcb *tcb, enum timer timer, int64_t now, struct effects *fx)
{
	assert(tcb->timer[timer].on);
	timer_stop(tcb, timer);
	switch (timer) {
	case TIMER_RETRANSMISSION:
		expire_retransmission(tcb, now, fx);
		break;
	case TIMER_PERSIST:
		expire_persist(tcb, now, fx);
		break;
	case TIMER_DELAYED_ACK:
		emit_stop(fx, NOTE_DELAYED_ACK, tcb->rcv.nxt.n, 0, 0);
		emit_ack(tcb, fx, SENT_ACK);
		break;
	case TIMER_KEEPALIVE:
		expire_keepalive(tcb, now, fx);
		break;
	case TIMER_USER:
		emit_stop(fx, NOTE_USER_TIMEOUT, tcb->config.policy.user_timeout, 0, 0);
		give_up(tcb, now, fx);
		break;
	case TIMER_TIME_WAIT:
		emit_stop(fx, NOTE_2MSL, 2 * tcb->config.policy.msl, 0, 0);
		tcb_enter(tcb, STATE_CLOSED, CAUSE_2MSL, now, fx);
		break;
	}
}
