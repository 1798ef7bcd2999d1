/*
 * How both ends stand, in the numbers of the scene. sock_diag tells states,
 * timers, queues and windows; what it does not tell (a request socket and
 * TIME-WAIT have next to nothing) is known from the segments themselves, which
 * all pass through our hand.
 *
 *	SND.UNA = ISS + 1 + written [+ 1, the FIN] - Send-Q
 *	SND.NXT = SND.UNA + Send-Q - not yet sent
 *	RCV.NXT = IRS + 1 + read + Recv-Q, or the last ACK sent if that is further
 */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/netlink.h>

#include "host/obstacle.h"
#include "host/pause.h"
#include "kernel_private.h"

int64_t
kernel_clock(const struct kernel *k)
{
	return pause_clock() - k->epoch;
}

enum state
kernel_state_of(const struct kernel *k, enum end end)
{
	return k->end[end].seen ? (enum state)k->end[end].look.state : STATE_CLOSED;
}

/*
 * Does sock_diag know a socket that we know to be there? Where its module is
 * missing it is open to questions, and knows none. 0 or an errno.
 */
static int
observer_try(struct kernel *k)
{
	struct sockaddr_storage address;
	socklen_t size = sizeof(address);
	struct tuple tuple = { .ipv6 = k->ipv6 };
	struct kernel_socket found;
	int error = ENOENT, fd = netns_socket(k->netns, k->ipv6 ? AF_INET6 : AF_INET,
	    SOCK_STREAM, 0);

	if (fd == -1 || listen(fd, 1) == -1 ||
	    getsockname(fd, (struct sockaddr *)&address, &size) == -1 ||
	    !host_name_from(&tuple.local, &address))
		error = errno;
	else if (sock_diag_ask(&k->diag, &tuple, &found, &error) == SOCK_DIAG_FOUND)
		error = 0;
	if (fd != -1)
		close(fd);
	return error;
}

bool
kernel_look_begin(struct kernel *k, struct error *why)
{
	int fd = netns_socket(k->netns, AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK,
	    NETLINK_SOCK_DIAG);
	int error = fd != -1 && sock_diag_init_fd(&k->diag, fd) ? observer_try(k) : errno;

	if (error != 0)
		obstacle_here(OBSTACLE_OBSERVER, error, NULL, why);
	return error == 0;
}

static void
end_ask(struct kernel *k, enum end end)
{
	struct kernel_end *self = &k->end[end];
	int error;
	enum sock_diag_answer answer = sock_diag_ask(&k->diag, &self->tuple,
	    &self->look, &error);

	self->seen = answer == SOCK_DIAG_FOUND &&
	    tuple_is_of(&self->tuple, &self->look.tuple);
	/* A listener is gone a moment after it was closed. */
	if (self->seen && self->look.state == STATE_LISTEN && self->socket.listener == -1)
		self->seen = false;
}

/* What a program would do once it is told that its socket is ready. */
static bool
end_pump(struct kernel *k, enum end end, struct step *step)
{
	struct kernel_end *self = &k->end[end];
	struct socket_end *socket = &self->socket;
	enum state state = kernel_state_of(k, end);
	bool done = false;
	uint32_t got;

	if (socket->accepting && socket->listener != -1)
		done = kernel_accept_pump(k, end);
	if (!socket->by_hand && socket->listener != -1 && state != STATE_LISTEN &&
	    state != STATE_SYN_RECEIVED && state != STATE_CLOSED &&
	    socket_end_accept(socket, &self->tuple.remote)) {
		kernel_options_set(self, socket->fd);
		done = true;
	}
	if (socket->unwritten > 0 && socket->fd != -1) {
		uint32_t before = socket->unwritten;

		socket_end_flush(socket);
		done = done || socket->unwritten != before;
	}
	if (socket->waiting && socket->fd != -1 &&
	    socket_end_receive(socket, socket->wanted, &got) == 0) {
		socket->waiting = false;
		step->received += got;
		done = true;
	}
	return done;
}

void
kernel_look(struct kernel *k, struct step *step)
{
	for (int i = 0; i < END_COUNT; i++) {
		end_ask(k, (enum end)i);
		if (end_pump(k, (enum end)i, step))
			end_ask(k, (enum end)i);
	}
	k->looked = kernel_clock(k);
}

/* SYN and FIN, which Send-Q counts while they are not acknowledged. */
static uint32_t
control_under_way(const struct endpoint *endpoint)
{
	bool syn = endpoint->snd_una == endpoint->iss;
	bool fin = endpoint->state == STATE_FIN_WAIT_1 ||
	    endpoint->state == STATE_CLOSING || endpoint->state == STATE_LAST_ACK;

	return (uint32_t)syn + fin;
}

static void
endpoint_send_side(struct endpoint *endpoint, const struct kernel_end *self)
{
	const struct kernel_socket *look = &self->look;
	enum state state = (enum state)endpoint->state;

	endpoint->known |= KNOWN_SND_UNA | KNOWN_SND_NXT;
	if (state == STATE_SYN_RECEIVED || state == STATE_SYN_SENT) {
		endpoint->snd_una = endpoint->iss;
		endpoint->snd_nxt = endpoint->iss + 1;
		return;
	}

	uint32_t end = endpoint->iss + 1 + (uint32_t)self->socket.written +
	    (self->socket.fin && state != STATE_ESTABLISHED && state != STATE_CLOSE_WAIT);
	uint32_t queue = look->has_queues ? look->send_queue : 0;

	endpoint->snd_una = end - queue;
	endpoint->snd_nxt = end - (look->has_unsent ? look->unsent : 0);
	if (queue >= control_under_way(endpoint))
		endpoint->send_queue = queue - control_under_way(endpoint);
}

static bool
fin_received(enum state state)
{
	return state == STATE_CLOSE_WAIT || state == STATE_LAST_ACK ||
	    state == STATE_CLOSING || state == STATE_TIME_WAIT;
}

static void
endpoint_receive_side(struct endpoint *endpoint, const struct kernel_end *self)
{
	uint32_t queue = self->look.has_queues ? self->look.receive_queue : 0;

	if (endpoint->state == STATE_SYN_SENT)
		return;
	endpoint->known |= KNOWN_IRS | KNOWN_RCV_NXT;
	endpoint->irs = self->irs;
	endpoint->rcv_nxt = self->irs + 1 + (uint32_t)self->socket.read + queue;
	/* Recv-Q counts a FIN until it was read, too. */
	if (fin_received((enum state)endpoint->state) && queue == 0)
		endpoint->rcv_nxt++;
	if (seq_gt(seq_make(self->acked), seq_make(endpoint->rcv_nxt)))
		endpoint->rcv_nxt = self->acked;
	endpoint->receive_queue = queue;
	if (fin_received((enum state)endpoint->state) && queue > 0)
		endpoint->receive_queue--;
}

static void
endpoint_windows(struct endpoint *endpoint, const struct kernel_end *self)
{
	const struct kernel_socket *look = &self->look;

	endpoint->known |= KNOWN_RCV_WND | KNOWN_SND_WND;
	endpoint->rcv_wnd = look->has_rcv_wnd ? look->rcv_wnd : self->announced;
	endpoint->snd_wnd = look->has_snd_wnd ? look->snd_wnd : self->heard;
	if (endpoint->state == STATE_SYN_SENT)
		endpoint->snd_wnd = 0;
}

/* TIME-WAIT stands still, and may have lost the program that knew its numbers. */
static bool
endpoint_stands(struct endpoint *endpoint, const struct endpoint *was)
{
	if (endpoint->state != STATE_TIME_WAIT || was->state != STATE_TIME_WAIT)
		return false;
	*endpoint = *was;
	endpoint->has_listener = false;
	endpoint->timer_count = 0;
	return true;
}

void
kernel_endpoint(const struct kernel *k, enum end end, int64_t now,
    struct endpoint *endpoint)
{
	const struct kernel_end *self = &k->end[end];
	/* endpoint may be the newest moment's own. */
	const struct endpoint was = *trace_now(&k->engine.trace, end);

	memset(endpoint, 0, sizeof(*endpoint));
	endpoint->state = (uint8_t)kernel_state_of(k, end);
	queue_show(&self->socket, endpoint);
	if (endpoint->state == STATE_CLOSED)
		return;
	endpoint->known = KNOWN_QUEUES;
	if (endpoint->state == STATE_LISTEN)
		return;
	if (!endpoint_stands(endpoint, &was)) {
		endpoint->known |= KNOWN_ISS;
		endpoint->iss = self->real_iss + self->shift;
		endpoint_send_side(endpoint, self);
		endpoint_receive_side(endpoint, self);
		endpoint_windows(endpoint, self);
	}
	kernel_socket_timer(endpoint, &self->look, now);
}

bool
kernel_may_have_moved(const struct kernel *k)
{
	enum end end;
	int64_t due = kernel_due(k, &end);

	return k->looked < 0 ||
	    (due >= 0 && kernel_clock(k) >= k->looked + due - TIMER_GRAIN);
}

void
kernel_timers(struct kernel *k)
{
	struct trace *trace = &k->engine.trace;

	for (int i = 0; trace->count > 0 && i < END_COUNT; i++)
		if (k->end[i].seen && k->end[i].look.state > STATE_LISTEN)
			kernel_socket_timer(&trace->moments[trace->count - 1].end[i],
			    &k->end[i].look, k->looked);
}

int64_t
kernel_due(const struct kernel *k, enum end *end)
{
	int64_t due = -1;

	for (int i = 0; i < END_COUNT; i++) {
		const struct kernel_end *self = &k->end[i];
		int64_t us = (int64_t)self->look.timer_ms * 1000;

		if (!self->seen || self->look.timer == KERNEL_TIMER_NONE ||
		    (due != -1 && us >= due))
			continue;
		due = us;
		*end = (enum end)i;
	}
	return due;
}
