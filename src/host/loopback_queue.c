/*
 * Accept queues on loopback. A full one is a gate of the kernel's own: it
 * takes no notice of a SYN, nor of the ACK that would complete a handshake, and
 * the other side sends again. So script and shadow are told that what arrives
 * there is lost, as to TCP it is.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "loopback_private.h"
#include "model/model.h"

static enum done
skip(struct error *why, const char *reason)
{
	error_set(why, why->line, 0, "%s", reason);
	return DONE_SKIPPED;
}

bool
queue_refuses(const struct loopback *lb, enum end end)
{
	const struct socket_end *socket = &lb->end[end];
	struct queue queue;
	enum state state = loopback_state(lb, end);

	return socket->by_hand && socket->listener != -1 &&
	    (state == STATE_LISTEN || state == STATE_SYN_RECEIVED) &&
	    queue_look(socket->listener, &queue) && queue_is_full(&queue);
}

bool
queue_unaccepted(const struct loopback *lb, enum end end)
{
	const struct socket_end *socket = &lb->end[end];
	enum state state = loopback_state(lb, end);

	return socket->by_hand && socket->listener != -1 && socket->fd == -1 &&
	    state >= STATE_ESTABLISHED && state != STATE_TIME_WAIT;
}

void
queue_remark(struct str *text, const struct loopback *lb, const struct report *report)
{
	const struct socket_end *socket = &lb->end[report->cause.end];
	char letter = end_letter((enum end)report->cause.end);
	struct queue queue;

	if (report->cause.kind == KIND_ACCEPT && report->reply == REPLY_QUEUED)
		str_add(text, _("The accept queue is empty, so accept() waits. "));
	else if (report->cause.kind == KIND_ACCEPT && socket->fd != -1)
		str_add(text, _("accept() hands a connection over that was made before. The "
		    "listener is closed, for one is enough here. "));
	else if (report->cause.kind == KIND_ACCEPT)
		str_add(text, _("The oldest in the queue was a stranger's. "));
	if (report->delivery == DELIVERY_IGNORED)
		str_addf(text, _("%c's accept queue is full, so its kernel takes no notice of "
		    "it. "), letter);
	if ((report->cause.kind == KIND_CLOSE || report->cause.kind == KIND_ABORT) &&
	    socket->by_hand && !report->fed && lb->parted[0] != '\0')
		str_addf(text, "%s ", _("With its listener the program closes what waited in "
		    "the accept queue: Linux resets it."));
	if ((report->cause.kind == KIND_ACCEPT || report->cause.kind == KIND_FILL) &&
	    socket->listener != -1 && queue_look(socket->listener, &queue))
		str_addf(text, _("%u of at most %u connections wait in %c's accept queue. "),
		    queue.length, queue.backlog + 1, letter);
}

static void
tell(struct loopback *lb, struct report *report)
{
	shadow_pass(lb);
	report->settled = loopback_settle(lb);
	report->ended = loopback_clock(lb);
	loopback_tell(lb, report);
}

/* ---- accept */

bool
queue_accept(struct loopback *lb, enum end end)
{
	struct socket_end *self = &lb->end[end];
	int fd;

	if (socket_end_accept_one(self, &lb->end[end_other(end)].tuple.local, &fd) != 0)
		return false;
	self->accepting = false;
	if (fd != -1)
		vec_push(&lb->strangers.fds, fd);
	return true;
}

static enum done
command_accept(struct loopback *lb, const struct command *command, struct error *why)
{
	enum end end = (enum end)command->end;
	struct socket_end *socket = &lb->end[end];
	struct report report = {
		.cause = { .kind = KIND_ACCEPT, .end = command->end, .has_end = true },
		.line = command->line,
		.started = loopback_clock(lb),
		.called = true,
		.reply = REPLY_OK,
		.fed = lb->in_step,
		.first = engine_trace(lb->shadow)->count,
	};

	if (socket->listener == -1)
		return skip(why, _("accept() is for a socket that listens, and this end has none"));
	if (!socket->by_hand)
		return skip(why, _("accept() is called at once here, unless the scene says: "
		    "set A|B backlog N"));
	if (!queue_accept(lb, end)) {
		socket->accepting = true;
		report.reply = REPLY_QUEUED;
	}
	tell(lb, &report);
	return DONE;
}

/* ---- fill */

static enum done
command_fill(struct loopback *lb, const struct command *command, struct error *why)
{
	struct socket_end *socket = &lb->end[command->end];
	struct report report = {
		.cause = { .kind = KIND_FILL, .end = command->end, .has_end = true },
		.line = command->line,
		.started = loopback_clock(lb),
		.fed = lb->in_step,
		.first = engine_trace(lb->shadow)->count,
	};
	struct queue queue;
	int error = 0;

	if (socket->listener == -1 || !queue_look(socket->listener, &queue))
		return skip(why, _("only an end that listens has an accept queue"));
	if (!socket->by_hand)
		return skip(why, _("the queue never fills while accept() is called at once: "
		    "set A|B backlog N first"));

	uint32_t full = queue.backlog + 1;

	stranger_room(socket, full);
	while (error == 0 && queue.length < full) {
		uint32_t before = queue.length;

		error = stranger_connect(&lb->strangers, socket, &socket->tuple.local,
		    lb->gated);
		/* On loopback the handshake is over when connect() returns. */
		if (error == 0 && (!queue_look(socket->listener, &queue) ||
		    queue.length == before))
			error = ETIMEDOUT;
		report.cause.octets++;
	}
	stranger_room(socket, 0);
	if (error != 0) {
		error_set(why, why->line, 0, _("no stranger gets through to the queue: %s"),
		    strerror(error));
		return DONE_SKIPPED;
	}
	tell(lb, &report);
	return DONE;
}

/* ---- set */

static enum done
set_backlog(struct loopback *lb, const struct command *command, struct error *why)
{
	struct socket_end *socket = &lb->end[command->end];

	socket->by_hand = true;
	socket->backlog = (uint16_t)command->value;
	if (socket->listener == -1 || socket_end_listen(socket, true) == 0)
		return DONE;
	return skip(why, _("the backlog of this listener cannot be changed"));
}

enum done
queue_command(struct loopback *lb, const struct command *command, struct error *why)
{
	loopback_look(lb);
	switch (command->verb) {
	case VERB_ACCEPT:
		return command_accept(lb, command, why);
	case VERB_FILL:
		return command_fill(lb, command, why);
	case VERB_SET_BACKLOG:
		return set_backlog(lb, command, why);
	case VERB_SET_REUSEADDR:
		lb->end[command->end].reuse = command->value != 0 ? REUSE_ON : REUSE_OFF;
		return DONE;
	default:
		return skip(why, _("this is a setting of the whole system, and only the kernel "
		    "engine has a network of its own"));
	}
}

/* ---- what arrives at a full queue */

bool
queue_deliver(struct loopback *lb, const struct command *command)
{
	const struct trace *script = engine_trace(lb->script);
	long index = which_find(&command->which, script);

	loopback_look(lb);
	if (index == -1 || !lb->in_step)
		return false;

	const struct flight meant = script->flights[index];
	enum end to = end_other((enum end)meant.from);
	bool syn = (meant.seg.flags & (SEG_SYN | SEG_ACK)) == SEG_SYN;

	if (!queue_refuses(lb, to) || (meant.seg.flags & SEG_RST) ||
	    syn != (loopback_state(lb, to) == STATE_LISTEN))
		return false;

	struct report report = {
		.cause = { .kind = KIND_DELIVER, .end = (uint8_t)to, .has_end = true },
		.line = command->line,
		.started = loopback_clock(lb),
		.fed = true,
		.first = engine_trace(lb->shadow)->count,
		.delivery = DELIVERY_IGNORED,
	};

	if (!hold_shown(lb, &meant, &report.cause.flight))
		return false;
	/* An ACK is sent once only: whether gate or queue ignores it is all the same. */
	if (syn)
		hold_gate(lb, to, true);
	if (syn && !hold_sent_again(lb, (enum end)meant.from))
		return false;

	struct command lost = { .verb = VERB_DROP,
	    .which = { .has_number = true, .number = meant.number } };
	struct error ignored;

	engine_command(lb->script, &lost, &ignored);
	hold_lose(lb, &meant);
	loopback_look(lb);
	loopback_compare(lb);
	report.ended = loopback_clock(lb);
	loopback_tell(lb, &report);
	return true;
}
