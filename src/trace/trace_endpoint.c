/*
 * An endpoint is what a moment keeps of a TCB: the variables that a reader
 * of the RFC asks for, as far as they mean something in its state.
 */
#include <string.h>

#include "trace/trace.h"

static uint8_t
known_in(enum state state)
{
	const uint8_t opened = KNOWN_ISS | KNOWN_SND_UNA | KNOWN_SND_NXT |
	    KNOWN_SND_WND | KNOWN_RCV_WND | KNOWN_QUEUES;

	switch (state) {
	case STATE_CLOSED:
		return 0;
	case STATE_LISTEN:
		return KNOWN_QUEUES;
	case STATE_SYN_SENT:
		return opened;
	default:
		return opened | KNOWN_IRS | KNOWN_RCV_NXT;
	}
}

/* Octets of text from SND.UNA to the end; the SYN before and the FIN behind are none. */
static uint32_t
unacknowledged(const struct tcb *tcb)
{
	struct seq first = seq_max(tcb->snd.una, seq_add(tcb->snd.iss, 1));

	return seq_lt(first, tcb->snd.end) ? seq_sub(tcb->snd.end, first) : 0;
}

static uint16_t
times_expired(const struct tcb *tcb, enum timer timer)
{
	switch (timer) {
	case TIMER_RETRANSMISSION:
		return tcb->retransmits;
	case TIMER_KEEPALIVE:
		return tcb->probes;
	default:
		return 0;
	}
}

static void
endpoint_timers(struct endpoint *endpoint, const struct tcb *tcb)
{
	for (int i = 0; i < TIMER_COUNT; i++) {
		if (!tcb->timer[i].on)
			continue;
		endpoint->timers[endpoint->timer_count++] = (struct running_timer){
			.kind = (uint8_t)i,
			.count = times_expired(tcb, i),
			.due = tcb->timer[i].due * 1000,
		};
	}
}

void
endpoint_from_tcb(struct endpoint *endpoint, const struct tcb *tcb)
{
	memset(endpoint, 0, sizeof(*endpoint));
	endpoint->state = tcb->state;
	endpoint->known = known_in(tcb->state);
	if (endpoint->known & KNOWN_ISS) {
		endpoint->iss = tcb->snd.iss.n;
		endpoint->snd_una = tcb->snd.una.n;
		endpoint->snd_nxt = tcb->snd.nxt.n;
		endpoint->snd_wnd = tcb->snd.wnd;
		endpoint->send_queue = unacknowledged(tcb);
	}
	if (endpoint->known & KNOWN_IRS) {
		endpoint->irs = tcb->rcv.irs.n;
		endpoint->rcv_nxt = tcb->rcv.nxt.n;
	}
	if (endpoint->known & KNOWN_RCV_WND) {
		endpoint->rcv_wnd = tcb->rcv.wnd;
		endpoint->receive_queue = tcb->rcv.user;
	}
	endpoint_timers(endpoint, tcb);
}
