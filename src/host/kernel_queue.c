/*
 * Listeners and their accept queue, and the connection of a port with itself.
 *
 *	SYN -> request (half open) --third ACK--> accept queue --accept()--> program
 *
 * A scene that has set a backlog calls accept() itself. What fills the queue
 * besides our two ends are strangers, real sockets, too. Their segments come
 * out of the device like ours, and are put back at once: nobody watches them.
 * So are those that a port sends to itself, but they are told of.
 */
#include <errno.h>
#include <string.h>

#include "base/i18n.h"
#include "host/pause.h"
#include "kernel_private.h"

#define FILL_ROUNDS 200		/* of the device, for one stranger */
#define FILL_PAUSE 1000		/* us */

static enum done
skip(struct error *why, const char *reason)
{
	error_set(why, why->line, 0, "%s", reason);
	return DONE_SKIPPED;
}

bool
kernel_queue_full(const struct kernel *k, enum end end)
{
	const struct socket_end *socket = &k->end[end].socket;
	struct queue queue;

	return socket->by_hand && socket->listener != -1 &&
	    queue_look(socket->listener, &queue) && queue_is_full(&queue);
}

/* Is there a connection at this end that its program has not accepted? */
bool
kernel_unaccepted(const struct kernel *k, enum end end)
{
	const struct socket_end *socket = &k->end[end].socket;

	return socket->by_hand && socket->listener != -1 && socket->fd == -1 &&
	    kernel_state_of(k, end) >= STATE_ESTABLISHED &&
	    kernel_state_of(k, end) != STATE_TIME_WAIT;
}

/* "2 of at most 2 connections wait in B's accept queue." */
static void
remark_queue(struct str *remark, enum end end, const struct queue *queue)
{
	str_addf(remark, _("%u of at most %u connections wait in %c's accept queue. "),
	    queue->length, queue->backlog + 1, end_letter(end));
}

/* ---- packets that no step is about */

static void
own_learn(struct kernel_end *self, const struct shadow *shadow, enum end end,
    const struct segment *real)
{
	if (real->flags & SEG_SYN) {
		self->numbered = true;
		self->wished = false;
		self->real_iss = real->seq.n;
		self->irs = shadow->tcb[end].snd.iss.n;
		self->shift = self->peer_shift = self->irs - real->seq.n;
	}
	if (real->flags & SEG_ACK)
		self->acked = real->ack.n + self->shift;
	self->announced = self->heard = real->wnd;
}

/* A segment from an end's port to itself: it is told, and goes back. */
static void
own_pass(struct kernel *k, enum end end, const struct packet *packet,
    const uint8_t *octets, size_t n)
{
	struct kernel_end *self = &k->end[end];
	struct segment seg = packet->seg;
	char text[SEGMENT_TEXT];

	own_learn(self, &k->shadow, end, &seg);
	seg.seq.n += self->shift;
	if (seg.flags & SEG_ACK)
		seg.ack.n += self->shift;
	str_addf(&k->own, "%s%s", k->own.n > 0 ? "; " : "",
	    segment_print(text, sizeof(text), &seg));
	kernel_write(k, octets, n);
}

static bool
is_listeners(const struct kernel *k, const struct host_name *name)
{
	for (int i = 0; i < END_COUNT; i++)
		if (k->end[i].tuple.local.port == name->port)
			return true;
	return false;
}

bool
kernel_pass(struct kernel *k, const struct packet *packet, const uint8_t *octets, size_t n)
{
	for (int i = 0; i < END_COUNT; i++) {
		if (!k->end[i].self || !tuple_equal(&k->end[i].tuple, &packet->tuple))
			continue;
		own_pass(k, (enum end)i, packet, octets, n);
		return true;
	}
	if (k->strangers.fds.n == 0 || is_listeners(k, &packet->tuple.local) ==
	    is_listeners(k, &packet->tuple.remote))
		return false;
	kernel_write(k, octets, n);
	return true;
}

void
kernel_remark_own(struct kernel *k, struct step *step)
{
	if (k->own.n > 0)
		str_addf(&step->remark, _("%c sends to its own port, and receives at once: "
		    "%s. "), end_letter(step->end), str_text(&k->own));
	str_clear(&k->own);
}

void
kernel_self(struct kernel *k, enum end end, bool self)
{
	struct kernel_end *to = &k->end[end];

	to->self = self;
	to->tuple.remote.port = self ? to->tuple.local.port :
	    k->end[end_other(end)].tuple.local.port;
}

/* ---- accept */

bool
kernel_accept_pump(struct kernel *k, enum end end)
{
	struct kernel_end *self = &k->end[end];
	int fd;

	if (socket_end_accept_one(&self->socket, &self->tuple.remote, &fd) != 0)
		return false;
	self->socket.accepting = false;
	if (fd != -1)
		vec_push(&k->strangers.fds, fd);
	else
		kernel_options_set(self, self->socket.fd);
	return true;
}

enum done
kernel_accept(struct kernel *k, const struct command *command, struct error *why)
{
	enum end end = (enum end)command->end;
	struct socket_end *socket = &k->end[end].socket;
	struct queue queue;
	struct step step;

	if (socket->listener == -1)
		return skip(why, _("accept() is for a socket that listens, and this end has none"));
	if (!socket->by_hand)
		return skip(why, _("accept() is called at once here, unless the scene says: "
		    "set A|B backlog N"));
	kernel_step(k, &step, KIND_ACCEPT, end, command->line);
	step.called = true;
	step.reply = REPLY_OK;
	if (!kernel_accept_pump(k, end)) {
		socket->accepting = true;
		step.reply = REPLY_QUEUED;
		str_add(&step.remark, _("The accept queue is empty, so accept() waits. "));
	} else if (socket->fd != -1) {
		str_add(&step.remark, _("accept() hands a connection over that was made "
		    "before. The listener is closed, for one is enough here. "));
	} else {
		str_add(&step.remark, _("The oldest in the queue was a stranger's. "));
	}
	if (socket->listener != -1 && queue_look(socket->listener, &queue))
		remark_queue(&step.remark, end, &queue);
	kernel_settle(k, &step);
	kernel_tell(k, &step);
	return DONE;
}

/* ---- fill */

/* One stranger more, and what it says passes until it waits in the queue. */
static int
fill_one(struct kernel *k, struct kernel_end *self, struct queue *queue)
{
	struct host_name to = self->tuple.remote;
	uint32_t before = queue->length;

	to.port = self->tuple.local.port;

	int error = stranger_connect(&k->strangers, &self->socket, &to, false);

	for (int i = 0; error == 0 && queue->length == before && i < FILL_ROUNDS; i++) {
		if (i > 0)
			kernel_await(k, FILL_PAUSE);
		kernel_read(k);
		if (!queue_look(self->socket.listener, queue))
			return EINVAL;
	}
	return error != 0 ? error : queue->length == before ? ETIMEDOUT : 0;
}

enum done
kernel_fill(struct kernel *k, const struct command *command, struct error *why)
{
	enum end end = (enum end)command->end;
	struct kernel_end *self = &k->end[end];
	struct queue queue;
	struct step step;
	int error = 0;

	if (self->socket.listener == -1 || !queue_look(self->socket.listener, &queue))
		return skip(why, _("only an end that listens has an accept queue"));
	if (!self->socket.by_hand)
		return skip(why, _("the queue never fills while accept() is called at once: "
		    "set A|B backlog N first"));
	kernel_step(k, &step, KIND_FILL, end, command->line);

	uint32_t full = queue.backlog + 1;

	/* By the backlog Linux bounds the half-open ones, too: ours may be one. */
	stranger_room(&self->socket, full);
	while (error == 0 && queue.length < full) {
		error = fill_one(k, self, &queue);
		step.cause.octets++;
	}
	stranger_room(&self->socket, 0);
	queue_look(self->socket.listener, &queue);
	if (error != 0) {
		error_set(why, why->line, 0, _("no stranger gets through to the queue: %s"),
		    strerror(error));
		return DONE_SKIPPED;
	}
	remark_queue(&step.remark, end, &queue);
	kernel_settle(k, &step);
	kernel_tell(k, &step);
	return DONE;
}

/* ---- set */

enum done
kernel_set_queue(struct kernel *k, const struct command *command, struct error *why)
{
	struct socket_end *socket = &k->end[command->end].socket;
	int value = (int)command->value, error = 0;

	switch (command->verb) {
	case VERB_SET_BACKLOG:
		socket->by_hand = true;
		socket->backlog = (uint16_t)value;
		return socket->listener == -1 || socket_end_listen(socket, true) == 0 ? DONE :
		    skip(why, _("the backlog of this listener cannot be changed"));
	case VERB_SET_REUSEADDR:
		socket->reuse = value ? REUSE_ON : REUSE_OFF;
		return DONE;
	case VERB_SET_ABORT_ON_OVERFLOW:
		error = netns_set(k->netns, NETNS_ABORT_ON_OVERFLOW, value);
		break;
	default:
		error = netns_set(k->netns, NETNS_SYNCOOKIES, value);
		break;
	}
	k->settings_changed = true;
	return error == 0 ? DONE : skip(why, _("this kernel cannot be set so"));
}

void
kernel_queue_fini(struct kernel *k)
{
	strangers_fini(&k->strangers);
	str_free(&k->own);
	if (!k->settings_changed)
		return;
	netns_set(k->netns, NETNS_ABORT_ON_OVERFLOW, 0);
	netns_set(k->netns, NETNS_SYNCOOKIES, SYNCOOKIES_OFF);
}
