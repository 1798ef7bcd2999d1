/*
 * A call, made three times: by the script, by the shadow, and for real. What
 * cannot be done on plain loopback sockets is refused before anything is done
 * for real, so that shadow and kernel stay together.
 */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/i18n.h"
#include "host/gate.h"
#include "loopback_private.h"
#include "model/model.h"

/* Does the scene connect both ways at once, where no gate has held the first SYN? */
static bool
crosses(const struct loopback *lb, enum end end, const enum state was[END_COUNT])
{
	return was[end] == STATE_CLOSED && was[end_other(end)] == STATE_SYN_SENT &&
	    loopback_state(lb, end_other(end)) != STATE_SYN_SENT;
}

/* Why plain sockets cannot do this here, or NULL. was: the script before it. */
static const char *
cannot(const struct loopback *lb, const struct command *command,
    const enum state was[END_COUNT])
{
	enum end end = (enum end)command->end, other = end_other(end);
	enum state state = loopback_state(lb, end);
	enum state peer = loopback_state(lb, other);

	if (lb->end[end].by_hand && lb->end[end].listener != -1 && state > STATE_LISTEN &&
	    command->call.kind != CALL_CLOSE && command->call.kind != CALL_ABORT &&
	    command->call.kind != CALL_LISTEN)
		return _("no program has this connection yet: nobody has called accept()");
	switch (command->call.kind) {
	case CALL_CRASH:
		return _("a program cannot make its kernel forget a loopback connection");
	case CALL_STATUS:
		return _("the sockets interface has no STATUS call");
	case CALL_SEND:
		return state == STATE_LISTEN ?
		    _("a listening socket cannot send: it has no remote end") : NULL;
	case CALL_SHUTDOWN:
		return state == STATE_LISTEN ?
		    _("shutdown(SHUT_WR) does nothing to a listening socket; close it") :
		    NULL;
	case CALL_ABORT:
		return state != STATE_CLOSED && lb->end[end].fd == -1 &&
		    lb->end[end].listener == -1 ?
		    _("the program has closed its socket: there is none left to abort") :
		    NULL;
	case CALL_CONNECT:
		if (state == STATE_LISTEN)
			return _("a listening socket cannot connect");
		if (command->self)
			return NULL;
		if (crosses(lb, end, was) && peer != STATE_CLOSED)
			return _("two calls of connect() do not cross on loopback: "
			    "the first is over before the second begins");
		if (state == STATE_CLOSED && peer != STATE_CLOSED &&
		    peer != STATE_LISTEN && peer != STATE_SYN_SENT)
			return _("a new loopback connection has a port of its own and "
			    "does not meet the old one at the other end");
		return NULL;
	default:
		return NULL;
	}
}

/*
 * The scene has waited for the end of an old connection, and we have not: an
 * end that opens again leaves it to the kernel, and so does its peer.
 */
static void
set_aside(struct loopback *lb, const struct command *command,
    const enum state was[END_COUNT])
{
	bool opens = command->call.kind == CALL_LISTEN ||
	    command->call.kind == CALL_CONNECT;

	lb->set_aside = false;
	for (int i = 0; i < END_COUNT && opens; i++) {
		if (was[i] != STATE_CLOSED ||
		    loopback_state(lb, (enum end)i) != STATE_TIME_WAIT)
			continue;
		socket_end_forget(&lb->end[i]);
		lb->look[i].seen = SEEN_NONE;
		lb->set_aside = true;
	}
}

/* Where the other end's SYN is held on its way to: the port to open. */
static bool
port_expected(struct loopback *lb, enum end end)
{
	const struct socket_end *peer = &lb->end[end_other(end)];

	if (!lb->gated || loopback_state(lb, end_other(end)) != STATE_SYN_SENT ||
	    lb->end[end].fd != -1 || lb->end[end].listener != -1)
		return false;
	lb->end[end].tuple.local = peer->tuple.remote;
	return true;
}

static int
call_connect(struct loopback *lb, enum end end, bool reuse)
{
	const struct socket_end *peer = &lb->end[end_other(end)];
	struct host_name to = peer->tuple.local;
	int reserved = -1;

	reuse = port_expected(lb, end) || reuse;

	if (peer->listener == -1 && loopback_state(lb, end_other(end)) == STATE_CLOSED) {
		reserved = socket_end_reserve(peer, &to);
		if (reserved == -1)
			return errno;
	}

	int error = socket_end_connect(&lb->end[end], &to, reuse);

	if (reserved != -1)
		close(reserved);
	return error;
}

/* To the port that it has itself, and without a gate of its own in between. */
static int
call_connect_self(struct loopback *lb, enum end end)
{
	struct socket_end *self = &lb->end[end];
	struct host_name name;

	if (self->fd != -1)
		return EISCONN;

	int fd = socket_end_reserve(self, &name);

	if (fd == -1)
		return errno;
	if (self->gated)
		gate_open(fd);

	int error = socket_end_connect_from(self, fd, &name);

	if (error != 0) {
		close(fd);
		return error;
	}
	socket_end_adopt(self, fd, &name, &name);
	lb->self[end] = true;
	return 0;
}

static int
call_receive(struct loopback *lb, enum end end, uint32_t octets, uint32_t *got)
{
	struct socket_end *self = &lb->end[end];
	int error = socket_end_receive(self, octets, got);

	if (error == EAGAIN || error == EWOULDBLOCK) {
		self->waiting = true;
		self->wanted = octets;
	}
	return error;
}

/* The call itself. An errno, or 0. */
static int
call_make(struct loopback *lb, const struct command *command, uint32_t *got)
{
	enum end end = (enum end)command->end;
	struct socket_end *self = &lb->end[end];
	bool over = loopback_state(lb, end) == STATE_CLOSED;

	switch (command->call.kind) {
	case CALL_LISTEN:
		if (over)
			socket_end_forget(self);
		lb->self[end] = lb->self[end] && !over;
		return socket_end_listen(self, port_expected(lb, end) || !over);
	case CALL_CONNECT:
		if (over)
			socket_end_forget(self);
		if (over)
			lb->self[end] = false;
		return command->self ? call_connect_self(lb, end) :
		    call_connect(lb, end, !over);
	case CALL_SEND:
		return socket_end_send(self, command->call.octets, command->call.urgent);
	case CALL_RECEIVE:
		return call_receive(lb, end, command->call.octets, got);
	case CALL_SHUTDOWN:
		return socket_end_shutdown(self);
	case CALL_CLOSE:
		return socket_end_close(self);
	default:
		return socket_end_abort(self);
	}
}

/* Is there no connection, at either end? */
static bool
both_idle(const struct loopback *lb)
{
	for (int i = 0; i < END_COUNT; i++) {
		enum state state = loopback_state(lb, (enum end)i);

		if (state != STATE_CLOSED && state != STATE_LISTEN)
			return false;
	}
	return true;
}

/*
 * The sequence numbers that a connection is shown with; an end that is left
 * keeps its peer's. next is what the shadow would have begun with.
 */
static void
remember_iss(struct loopback *lb, const uint32_t next[END_COUNT])
{
	bool idle = both_idle(lb);

	for (int i = 0; i < END_COUNT; i++) {
		const struct endpoint *shadow = trace_now(engine_trace(lb->shadow),
		    (enum end)i);

		if (lb->in_step && (shadow->known & KNOWN_ISS))
			lb->iss[i] = shadow->iss;
		else if (idle)
			lb->iss[i] = next[i];
	}
}

/*
 * An errno says less than the RFC: a call on a descriptor that is gone is
 * answered in the words that the RFC has for it, not in ours.
 */
static void
report_reply(const struct loopback *lb, const struct command *command,
    enum state before, struct report *report)
{
	enum reply rfc = report->fed ? shadow_reply(lb, report->first) : REPLY_NONE;

	report->reply = socket_end_reply(report->error, before);
	if (command->call.kind == CALL_RECEIVE && report->error == 0 &&
	    report->received == 0)
		report->reply = before == STATE_CLOSED ? REPLY_NOT_EXIST : REPLY_CLOSING;
	if (report->error == EBADF && reply_is_error(rfc))
		report->reply = rfc;
	/* ok and queued are both a success to the sockets interface. */
	if (report->error == 0 && rfc == REPLY_QUEUED)
		report->reply = rfc;
	report->differs = rfc != REPLY_NONE && rfc != report->reply;
}

static void
call_perform(struct loopback *lb, const struct command *command,
    struct report *report)
{
	enum state before = loopback_state(lb, (enum end)command->end);
	uint32_t next[END_COUNT];

	for (int i = 0; i < END_COUNT; i++)
		next[i] = model_tcb(lb->shadow, (enum end)i)->config.iss.n;
	report->first = engine_trace(lb->shadow)->count;
	report->fed = lb->in_step && !queue_unaccepted(lb, (enum end)command->end);
	if (lb->in_step && !report->fed)
		scene_part(lb, _("with its listener the program closed what waited in the "
		    "accept queue: the kernel reset it"));
	hold_before(lb, command);
	if (report->fed)
		shadow_feed(lb, command);
	remember_iss(lb, next);

	report->started = loopback_clock(lb);
	report->error = call_make(lb, command, &report->received);
	report->settled = loopback_settle(lb);
	report->ended = loopback_clock(lb);

	report_reply(lb, command, before, report);
}

/* A shadow whose ends connect both, with the numbers of the scene. */
static void
shadow_cross(struct loopback *lb, const struct command *command)
{
	struct command first = *command;
	struct error ignored;

	shadow_renew(lb);
	for (int i = 0; i < END_COUNT; i++) {
		lb->iss[i] = trace_now(engine_trace(lb->script), (enum end)i)->iss;
		engine_command(lb->shadow, &(struct command){ .verb = VERB_SET_ISS,
		    .end = (uint8_t)i, .value = lb->iss[i] }, &ignored);
	}
	first.end = (uint8_t)end_other((enum end)command->end);
	engine_command(lb->shadow, &first, &ignored);
	shadow_feed(lb, command);
}

/*
 * The first connect() was refused, as there was nobody yet: both are called
 * again, at one instant.
 */
static enum done
call_cross(struct loopback *lb, const struct command *command, struct report *report,
    struct error *why)
{
	char reason[sizeof(lb->parted)];

	report->started = loopback_clock(lb);
	if (!race_connect(lb, &report->tries)) {
		loopback_look(lb);
		snprintf(reason, sizeof(reason), _("two calls of connect() at one instant "
		    "did not cross in %u tries; one of them was always over first"),
		    report->tries);
		scene_part(lb, reason);
		error_set(why, why->line, 0, "%s", reason);
		return DONE_SKIPPED;
	}
	report->first = 0;
	report->fed = true;
	shadow_cross(lb, command);
	report->settled = loopback_settle(lb);
	report->ended = loopback_clock(lb);
	report->reply = REPLY_OK;
	loopback_tell(lb, report);
	return DONE;
}

enum done
loopback_call(struct loopback *lb, const struct command *command, struct error *why)
{
	enum state was[END_COUNT] = {
		model_state(lb->script, END_A), model_state(lb->script, END_B)
	};
	struct error ignored;

	loopback_look(lb);
	set_aside(lb, command, was);
	if (both_idle(lb) && (!lb->in_step || lb->set_aside))
		shadow_renew(lb);

	engine_command(lb->script, command, &ignored);

	const char *reason = cannot(lb, command, was);

	if (reason != NULL) {
		scene_part(lb, reason);
		hold_release(lb, command->line);
		error_set(why, why->line, 0, "%s", reason);
		return DONE_SKIPPED;
	}

	if (hold_leaves_fin(lb, command)) {
		scene_part(lb, _("once both programs have closed their sockets, nobody can open "
		    "a gate any more, so the first FIN was let go before"));
		hold_release(lb, command->line);
	}

	struct report report = {
		.cause = {
			.kind = (uint8_t)kind_of_call((enum call_kind)command->call.kind),
			.end = command->end,
			.has_end = true,
			.octets = command->call.octets,
		},
		.line = command->line,
		.called = true,
	};

	report.cause.self = command->self;
	if (command->call.kind == CALL_CONNECT && !command->self &&
	    crosses(lb, (enum end)command->end, was))
		return call_cross(lb, command, &report, why);
	call_perform(lb, command, &report);
	loopback_tell(lb, &report);
	return DONE;
}
