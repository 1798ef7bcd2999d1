/*
 * How both ends stand, in the numbers of the scene. A kernel tells no sequence
 * numbers, but they follow from what it tells: an end knows what it wrote and
 * read, and the kernel says how much of it is still on its way.
 *
 *	SND.UNA = ISS + 1 + written [+ 1, the FIN] - Send-Q
 *	SND.NXT = SND.UNA + Send-Q - not yet sent
 *	RCV.NXT = IRS + 1 + read + Recv-Q, before the peer's FIN;
 *	          IRS + 1 + all that the peer wrote + 1, after it
 *
 * ISS is the scene's, so the numbers are the kernel's own, shifted.
 */
#include <errno.h>
#include <string.h>

#include "host/pause.h"
#include "loopback_private.h"
#include "model/model.h"

#define SETTLE_BOUND 2000000	/* us in all ... */
#define SETTLE_BOUND_GATED 20000000	/* ... or if the kernel must send again first */
#define SETTLE_QUIET 400000	/* us without a change: twice a delayed ACK's limit */
#define SETTLE_ATTEMPTS 3	/* of a kernel to send again: a loss probe, then its timer */
#define SETTLE_FIRST 1000	/* us until the second look, then twice as long ... */
#define SETTLE_LAST 20000	/* ... up to this */

#define LATE_PART 8		/* a timer of Linux is late by up to this part of its time, ... */
#define LATE_SLACK 500000	/* ... us, and on a busy machine by more */
#define LATE_PAUSE 2000		/* us */

int64_t
loopback_clock(const struct loopback *lb)
{
	return pause_clock() - lb->epoch;
}

static bool
fin_received(enum state state)
{
	return state == STATE_CLOSE_WAIT || state == STATE_LAST_ACK ||
	    state == STATE_CLOSING || state == STATE_TIME_WAIT;
}

/*
 * What a receive that waits is to read now: as much as the shadow's did, for
 * a read() at the wrong instant finds one segment more or less. 0: the end of
 * the stream. False: nothing yet.
 */
static bool
end_wants(const struct loopback *lb, enum end end, uint32_t *octets)
{
	const struct socket_end *self = &lb->end[end];
	const struct tcb *tcb = model_tcb(lb->shadow, end);

	*octets = self->wanted;
	if (!lb->in_step)
		return true;
	if (tcb->rcv.wanted != 0 || !state_is_synchronized((enum state)tcb->state))
		return false;
	*octets = seq_sub(tcb->rcv.nxt, tcb->rcv.irs) - 1 - tcb->rcv.user -
	    fin_received((enum state)tcb->state) - (uint32_t)self->read;
	return true;
}

static void
end_pump(struct loopback *lb, enum end end)
{
	struct socket_end *self = &lb->end[end];
	const struct socket_end *peer = &lb->end[end_other(end)];
	uint32_t octets, got;

	if (self->accepting && self->listener != -1)
		queue_accept(lb, end);
	if (!self->by_hand && self->listener != -1 && peer->tuple.remote.port == self->tuple.local.port)
		socket_end_accept(self, &peer->tuple.local);
	if (self->unwritten > 0 && self->fd != -1)
		socket_end_flush(self);
	if (loopback_state(lb, end) == STATE_CLOSED)
		self->waiting = false;
	if (!self->waiting || self->fd == -1 || !end_wants(lb, end, &octets))
		return;

	int error = socket_end_receive(self, octets, &got);

	self->waiting = error == EAGAIN || error == EWOULDBLOCK || got < octets;
	lb->received[end] += got;
}

/* The name to look under: a listener's connection has no descriptor yet. */
static struct tuple
end_tuple(const struct loopback *lb, enum end end)
{
	struct tuple tuple = lb->end[end].tuple;
	const struct socket_end *peer = &lb->end[end_other(end)];

	if (lb->end[end].listener != -1 &&
	    peer->tuple.remote.port == tuple.local.port)
		tuple.remote = peer->tuple.local;
	return tuple;
}

static void
end_look(struct loopback *lb, enum end end)
{
	const struct socket_end *self = &lb->end[end];
	struct look *look = &lb->look[end];
	struct tuple tuple = end_tuple(lb, end);

	const struct socket_end *peer = &lb->end[lb->self[end] ? end : end_other(end)];

	if (peer->tuple.local.port == tuple.remote.port)
		lb->heard[end] = (uint32_t)peer->written;
	look->seen = SEEN_NONE;
	if (tuple.local.port == 0)
		return;
	look->seen = observer_look(&lb->observer, &tuple,
	    self->fd != -1 ? self->fd : self->listener, &look->socket);
	if (look->seen == SEEN && look->socket.state == STATE_LISTEN &&
	    self->listener == -1)
		look->seen = SEEN_NONE;
}

void
loopback_look(struct loopback *lb)
{
	end_pump(lb, END_A);
	end_pump(lb, END_B);
	end_look(lb, END_A);
	end_look(lb, END_B);
}

enum state
loopback_state(const struct loopback *lb, enum end end)
{
	switch (lb->look[end].seen) {
	case SEEN:
		return (enum state)lb->look[end].socket.state;
	case SEEN_UNKNOWN:
		return model_state(lb->shadow, end);
	default:
		return STATE_CLOSED;
	}
}

/* SYN or FIN, which Send-Q counts while it is not acknowledged. */
static uint32_t
control_under_way(enum state state)
{
	return state == STATE_SYN_SENT || state == STATE_FIN_WAIT_1 ||
	    state == STATE_CLOSING || state == STATE_LAST_ACK;
}

static void
endpoint_send_side(struct endpoint *endpoint, const struct socket_end *self,
    const struct kernel_socket *socket)
{
	enum state state = (enum state)endpoint->state;
	uint32_t end = endpoint->iss + 1 + (uint32_t)self->written +
	    (self->fin && state != STATE_ESTABLISHED && state != STATE_CLOSE_WAIT);

	endpoint->known |= KNOWN_SND_UNA;
	if (state == STATE_SYN_RECEIVED) {
		endpoint->snd_una = endpoint->iss;
		endpoint->snd_nxt = endpoint->iss + 1;
		endpoint->known |= KNOWN_SND_NXT;
		return;
	}

	uint32_t queue = socket->has_queues ? socket->send_queue : 0;

	endpoint->snd_una = end - queue;
	endpoint->snd_nxt = end - (socket->has_unsent ? socket->unsent : 0);
	if (socket->has_unsent || queue == control_under_way(state))
		endpoint->known |= KNOWN_SND_NXT;
	if (queue >= control_under_way(state))
		endpoint->send_queue = queue - control_under_way(state);
}

static void
endpoint_receive_side(struct endpoint *endpoint, const struct socket_end *self,
    uint32_t heard, const struct kernel_socket *socket)
{
	uint32_t read = (uint32_t)self->read;

	if (endpoint->state == STATE_SYN_SENT)
		return;
	endpoint->known |= KNOWN_IRS | KNOWN_RCV_NXT;
	if (fin_received((enum state)endpoint->state)) {
		endpoint->rcv_nxt = endpoint->irs + 1 + heard + 1;
		endpoint->receive_queue = heard - read;
		return;
	}
	endpoint->receive_queue = socket->has_queues ? socket->receive_queue : 0;
	endpoint->rcv_nxt = endpoint->irs + 1 + read + endpoint->receive_queue;
}

static void
endpoint_window(struct endpoint *endpoint, const struct kernel_socket *socket)
{
	if (socket->has_snd_wnd) {
		endpoint->snd_wnd = socket->snd_wnd;
		endpoint->known |= KNOWN_SND_WND;
	}
	if (socket->has_rcv_wnd) {
		endpoint->rcv_wnd = socket->rcv_wnd;
		endpoint->known |= KNOWN_RCV_WND;
	}
}

void
loopback_endpoint(const struct loopback *lb, enum end end,
    struct endpoint *endpoint)
{
	const struct kernel_socket *socket = &lb->look[end].socket;

	memset(endpoint, 0, sizeof(*endpoint));
	if (lb->look[end].seen == SEEN_UNKNOWN) {
		*endpoint = *trace_now(engine_trace(lb->shadow), end);
		return;
	}
	endpoint->state = (uint8_t)loopback_state(lb, end);
	queue_show(&lb->end[end], endpoint);
	if (endpoint->state == STATE_CLOSED || endpoint->state == STATE_LISTEN)
		return;
	endpoint->iss = lb->iss[end];
	endpoint->irs = lb->iss[lb->self[end] ? end : end_other(end)];
	endpoint->known = KNOWN_ISS;
	/* A descriptor does not tell its queues. */
	if (lb->observer.source == SOURCE_DESCRIPTOR)
		return;
	endpoint->known |= KNOWN_QUEUES;
	endpoint_send_side(endpoint, &lb->end[end], socket);
	endpoint_receive_side(endpoint, &lb->end[end], lb->heard[end], socket);
	endpoint_window(endpoint, socket);
	kernel_socket_timer(endpoint, socket, loopback_clock(lb));
}

void
loopback_timers(struct loopback *lb)
{
	struct trace *trace = &lb->engine.trace;

	for (int i = 0; trace->count > 0 && i < END_COUNT; i++)
		if (lb->look[i].seen == SEEN && lb->look[i].socket.state > STATE_LISTEN)
			kernel_socket_timer(&trace->moments[trace->count - 1].end[i],
			    &lb->look[i].socket, loopback_clock(lb));
}

/* The fields that are compared while waiting, and with the shadow. */
static bool
same_place(const struct endpoint *a, const struct endpoint *b)
{
	uint8_t known = a->known & b->known;

	return a->state == b->state &&
	    (!(known & KNOWN_SND_UNA) || a->snd_una == b->snd_una) &&
	    (!(known & KNOWN_RCV_NXT) || a->rcv_nxt == b->rcv_nxt);
}

static const struct endpoint *
shadow_now(const struct loopback *lb, enum end end)
{
	return trace_now(engine_trace(lb->shadow), end);
}

/* Is the end where it will stay, as far as one can tell? */
static bool
end_rests(const struct loopback *lb, enum end end, const struct endpoint *endpoint)
{
	const struct endpoint *shadow = shadow_now(lb, end);
	const struct socket_end *self = &lb->end[end];

	/* Before there is a connection no octet is taken, however long one waits. */
	if (self->unwritten > 0 && state_is_synchronized((enum state)endpoint->state))
		return false;
	/* It opened behind the pump's back: until it is accepted its gate cannot be shut. */
	if (self->listener != -1 && !self->by_hand &&
	    state_is_synchronized((enum state)endpoint->state))
		return false;
	/* No shadow to go by: at rest with nothing under way. */
	if (!lb->in_step)
		return endpoint->state != STATE_SYN_SENT && endpoint->send_queue == 0 &&
		    !control_under_way((enum state)endpoint->state);
	if (same_place(endpoint, shadow))
		return true;
	/* A shadow that waits for a window says nothing of a kernel that has one. */
	return !lb->gated && endpoint->state == shadow->state &&
	    (shadow->send_queue > 0 || shadow_now(lb, end_other(end))->send_queue > 0);
}

static bool
loopback_rests(const struct loopback *lb, const struct endpoint ends[END_COUNT])
{
	return end_rests(lb, END_A, &ends[END_A]) && end_rests(lb, END_B, &ends[END_B]);
}

/* Whatever of the sockets may become ready while the kernel works. */
static size_t
pause_list(const struct loopback *lb, struct pause_for list[])
{
	size_t n = 0;

	for (int i = 0; i < END_COUNT; i++) {
		const struct socket_end *end = &lb->end[i];

		if (end->listener != -1 && (!end->by_hand || end->accepting))
			list[n++] = (struct pause_for){ .fd = end->listener };
		if (end->fd != -1 && end->unwritten > 0)
			list[n++] = (struct pause_for){ .fd = end->fd, .writable = true };
		if (end->fd != -1 && end->waiting)
			list[n++] = (struct pause_for){ .fd = end->fd };
	}
	return n;
}

void
loopback_compare(struct loopback *lb)
{
	lb->in_step = lb->same_numbers = true;
	for (int i = 0; i < END_COUNT; i++) {
		const struct endpoint *shadow = shadow_now(lb, (enum end)i);
		struct endpoint kernel;

		loopback_endpoint(lb, (enum end)i, &kernel);
		lb->in_step = lb->in_step && kernel.state == shadow->state;
		lb->same_numbers = lb->same_numbers && same_place(&kernel, shadow);
	}
}

/* us until what a gate has dropped is sent again; 0: nothing is. */
static int64_t
sent_again_in(const struct loopback *lb)
{
	int64_t due = 0;

	bool held = lb->gated || lb->strangers.fds.n > 0;

	for (int i = 0; i < END_COUNT && held; i++) {
		const struct kernel_socket *socket = &lb->look[i].socket;

		if (lb->look[i].seen == SEEN && socket->timer == KERNEL_TIMER_ON &&
		    (int64_t)socket->timer_ms * 1000 > due)
			due = (int64_t)socket->timer_ms * 1000;
	}
	return due;
}

/* Waiting for the kernel to move, or at least to try again. */
struct patience {
	int64_t	until;		/* us, of pause_clock; 0: not begun */
	int64_t	due;		/* as it was seen last */
	int	attempts;	/* that came to nothing */
};

/* Was there still hope at this time, before the look? moved: something has changed. */
static bool
patience_lasts(struct patience *patience, const struct loopback *lb, int64_t clock,
    bool moved)
{
	int64_t due = sent_again_in(lb);
	bool again = due > patience->due && patience->attempts < SETTLE_ATTEMPTS;

	if (moved)
		patience->attempts = 0;
	else if (again)
		patience->attempts++;
	if (moved || again || patience->until == 0)
		patience->until = pause_clock() + SETTLE_QUIET + due;
	patience->due = due;
	return clock <= patience->until;
}

bool
loopback_settle(struct loopback *lb)
{
	int64_t started = pause_clock();
	int64_t bound = started + (lb->gated ? SETTLE_BOUND_GATED : SETTLE_BOUND);
	int64_t pause = SETTLE_FIRST;
	bool said = false;
	struct patience patience = { 0 };
	struct endpoint now[END_COUNT], before[END_COUNT] = { 0 };
	bool rests;

	lb->passing[END_A] = lb->passing[END_B] = STATE_COUNT;
	for (;;) {
		/* The look that is given up upon is behind its time, however long we were held up. */
		int64_t clock = pause_clock();

		loopback_look(lb);
		loopback_endpoint(lb, END_A, &now[END_A]);
		loopback_endpoint(lb, END_B, &now[END_B]);
		rests = loopback_rests(lb, now);

		bool moved = !same_place(&now[END_A], &before[END_A]) ||
		    !same_place(&now[END_B], &before[END_B]);

		if (!patience_lasts(&patience, lb, clock, moved) || rests || clock > bound ||
		    !engine_patience_lasts())
			break;
		if (!said && patience.due > 0) {
			engine_waits(WAITS_FOR_REPEAT, patience.due);
			said = true;
		}
		memcpy(before, now, sizeof(before));
		lb->passing[END_A] = now[END_A].state;
		lb->passing[END_B] = now[END_B].state;

		struct pause_for list[2 * END_COUNT + 2];
		size_t n = pause_list(lb, list);

		if (!pause_wait(lb->base, list, n, pause))
			break;
		pause = pause * 2 < SETTLE_LAST ? pause * 2 : SETTLE_LAST;
	}
	loopback_compare(lb);
	return rests;
}

/* ---- timers */

int64_t
loopback_due(const struct loopback *lb, enum kernel_timer kind)
{
	int64_t due = -1;

	for (int i = 0; i < END_COUNT; i++) {
		const struct kernel_socket *socket = &lb->look[i].socket;

		if (lb->look[i].seen != SEEN || socket->timer == KERNEL_TIMER_NONE ||
		    (kind != KERNEL_TIMER_NONE && socket->timer != kind))
			continue;

		int64_t us = (int64_t)socket->timer_ms * 1000;

		if (due == -1 || us < due)
			due = us;
	}
	return due;
}

void
loopback_outwait(struct loopback *lb, int64_t us)
{
	int64_t until = pause_clock() + us / LATE_PART + LATE_SLACK;

	while (loopback_due(lb, KERNEL_TIMER_NONE) == 0 && pause_clock() < until &&
	    engine_patience_lasts()) {
		pause_wait(lb->base, NULL, 0, LATE_PAUSE);
		loopback_look(lb);
	}
}
