/*
 * Calls, made by the shadow and for real; and what `set` sets.
 */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/i18n.h"
#include "kernel_private.h"

/* What Linux takes for TCP_MAXSEG, and what the device has room for. */
#define MSS_MIN 88
#define MSS_MAX 1460

#define KERNEL_MSL 30000u	/* ms */

static enum done
skip(struct error *why, const char *reason)
{
	error_set(why, why->line, 0, "%s", reason);
	return DONE_SKIPPED;
}

/* From here on the scene is where the kernel is not. */
static enum done
part(struct kernel *k, struct error *why, const char *reason)
{
	if (k->parted.n == 0)
		str_add(&k->parted, reason);
	return skip(why, reason);
}

/* ---- calls */

/* Why sockets cannot do this, or NULL. */
static const char *
cannot(const struct kernel *k, const struct command *command)
{
	const struct kernel_end *self = &k->end[command->end];
	const struct socket_end *socket = &self->socket;
	enum state state = kernel_state_of(k, (enum end)command->end);
	bool listens = socket->listener != -1;
	bool orphan = socket->fd == -1 && state != STATE_CLOSED && state != STATE_LISTEN &&
	    state != STATE_SYN_RECEIVED && !kernel_unaccepted(k, (enum end)command->end);

	if (kernel_unaccepted(k, (enum end)command->end) && command->call.kind != CALL_CLOSE &&
	    command->call.kind != CALL_ABORT && command->call.kind != CALL_LISTEN)
		return _("no program has this connection yet: nobody has called accept()");
	switch (command->call.kind) {
	case CALL_STATUS:
		return _("the sockets interface has no STATUS call");
	case CALL_SEND:
		return listens ? _("a listening socket cannot send: it has no remote end") : NULL;
	case CALL_CONNECT:
		return listens ? _("a listening socket cannot connect") : NULL;
	case CALL_SHUTDOWN:
		return listens ? _("shutdown(SHUT_WR) does nothing to a listening socket; "
		    "close it") : NULL;
	case CALL_CRASH:
		return orphan ? _("the program has closed its socket, and only a socket can be made to "
		    "forget") : NULL;
	case CALL_ABORT:
		return orphan && !listens ?
		    _("the program has closed its socket: there is none left to abort") : NULL;
	default:
		return NULL;
	}
}

/*
 * A request whose listener is closed is dead, but stays in the kernel's tables,
 * and in the way of a new connection, until its timer runs out or a segment
 * arrives for it. So one does: a RST, which nobody answers.
 */
static void
bury_request(struct kernel *k, struct step *step, bool listened)
{
	enum end end = step->end;
	const struct kernel_end *self = &k->end[end];
	struct packet rst = { .tuple = k->end[end_other(end)].tuple,
	    .seg = { .flags = SEG_RST } };
	uint8_t octets[128];
	size_t n;

	if (!listened || !self->seen || self->look.state != STATE_SYN_RECEIVED ||
	    self->socket.listener != -1)
		return;
	n = packet_build(octets, sizeof(octets), &rst, 0);
	if (kernel_write(k, octets, n))
		str_addf(&step->remark, _("Linux would keep the connection that %c had not "
		    "accepted yet, which nobody waits for any more, until its timer ran out or a "
		    "segment came for it: it was given a RST that no end had sent. "), end_letter(end));
}

/* Forget the socket without a word to its peer. */
static int
call_crash(struct kernel *k, struct kernel_end *self)
{
	int error = 0;

	if (self->socket.fd != -1 && self->seen)
		error = netns_silence(k->netns, self->socket.fd);
	if (error == 0)
		socket_end_forget(&self->socket);
	return error;
}

/* An end that opens again has a fresh socket; the kernel may keep the old connection. */
static void
renew(struct kernel *k, enum end end)
{
	enum state state = kernel_state_of(k, end);

	if (state == STATE_CLOSED || state == STATE_TIME_WAIT)
		socket_end_forget(&k->end[end].socket);
}

/* The call itself. An errno, or 0. */
static int
call_make(struct kernel *k, const struct command *command, uint32_t *got)
{
	enum end end = (enum end)command->end;
	struct kernel_end *self = &k->end[end];
	struct socket_end *socket = &self->socket;
	int error;

	switch (command->call.kind) {
	case CALL_LISTEN:
		renew(k, end);
		kernel_self(k, end, false);
		return socket_end_listen(socket, true);
	case CALL_CONNECT:
		renew(k, end);
		if (socket->fd == -1)
			kernel_self(k, end, command->self);
		return socket_end_connect(socket, &self->tuple.remote, true);
	case CALL_SEND:
		return socket_end_send(socket, command->call.octets, command->call.urgent);
	case CALL_RECEIVE:
		error = socket_end_receive(socket, command->call.octets, got);
		if (error == EAGAIN) {
			socket->waiting = true;
			socket->wanted = command->call.octets;
		}
		return error;
	case CALL_SHUTDOWN:
		return socket_end_shutdown(socket);
	case CALL_CLOSE:
		return socket_end_close(socket);
	case CALL_CRASH:
		return call_crash(k, self);
	default:
		return socket_end_abort(socket);
	}
}

/*
 * An errno says less than the RFC: where both mean success, or both an error,
 * the RFC's words stand.
 */
static void
step_reply(const struct kernel *k, struct step *step)
{
	enum reply rfc = (enum reply)k->shadow.fx.reply;
	/* Ports are fixed here: the one that is not to be had is the old connection's. */
	int error = step->error == EADDRNOTAVAIL ? EADDRINUSE : step->error;
	enum reply kernel = socket_end_reply(error, (enum state)step->before);

	/* A read at the end of the stream is no error to the sockets interface. */
	if (step->cause.kind == KIND_RECEIVE && step->error == 0 && step->received == 0)
		kernel = REPLY_CLOSING;
	step->reply = (uint8_t)kernel;
	if (reply_is_error(kernel) == reply_is_error(rfc))
		step->reply = (uint8_t)rfc;
	else
		step->reply_differs = true;
}

enum done
kernel_call(struct kernel *k, const struct command *command, struct error *why)
{
	enum end end = (enum end)command->end;
	const char *reason = cannot(k, command);
	bool unaccepted = kernel_unaccepted(k, end);
	bool listened = k->end[end].socket.listener != -1;
	struct step step;

	if (reason != NULL)
		return part(k, why, reason);
	kernel_step(k, &step, kind_of_call((enum call_kind)command->call.kind), end,
	    command->line);
	step.cause.octets = command->call.octets;
	step.cause.self = command->self;
	step.called = true;
	step.explained = !unaccepted;
	if (step.explained)
		shadow_call(&k->shadow, end, &command->call, step.started);
	else
		str_add(&step.remark, _("With its listener the program closes what waited in "
		    "the accept queue: Linux resets it. "));
	if (command->self || k->end[end].self)
		shadow_self(&k->shadow, end, step.started);
	step.error = call_make(k, command, &step.received);
	if (step.error == EADDRINUSE)
		str_add(&step.remark, _(socket_in_use));
	bury_request(k, &step, listened);
	step_reply(k, &step);
	kernel_settle(k, &step);
	kernel_tell(k, &step);
	return DONE;
}

/* ---- set */

static void
option_set(int fd, int level, int option, int value)
{
	setsockopt(fd, level, option, &value, sizeof(value));
}

void
kernel_options_set(const struct kernel_end *end, int fd)
{
	const struct kernel_settings *set = &end->settings;

	option_set(fd, IPPROTO_TCP, TCP_NODELAY, !set->nagle);
	option_set(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, (int)set->user_timeout);
	option_set(fd, SOL_SOCKET, SO_KEEPALIVE, set->keepalive != 0);
	if (set->keepalive != 0)
		option_set(fd, IPPROTO_TCP, TCP_KEEPIDLE, (int)((set->keepalive + 999) / 1000));
	if (set->window == 0)
		return;
	/* With the first text Linux forgets the clamp, but not that the buffer is locked. */
	option_set(fd, SOL_SOCKET, SO_RCVBUF, (int)set->window);
	option_set(fd, IPPROTO_TCP, TCP_WINDOW_CLAMP, (int)set->window);
}

void
kernel_delay_acks(const struct kernel_end *end)
{
	if (end->settings.delayed_ack && end->socket.fd != -1)
		option_set(end->socket.fd, IPPROTO_TCP, TCP_QUICKACK, 0);
}

/* The window that a socket really takes of that; the smallest is some 1,200 octets. */
static uint32_t
window_taken(struct kernel *k, uint32_t window)
{
	int fd = netns_socket(k->netns, k->ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0);
	int value = (int)window;
	socklen_t size = sizeof(value);

	if (fd == -1)
		return window;
	option_set(fd, IPPROTO_TCP, TCP_WINDOW_CLAMP, value);
	getsockopt(fd, IPPROTO_TCP, TCP_WINDOW_CLAMP, &value, &size);
	close(fd);
	return (uint32_t)value;
}

static enum done
set_window(struct kernel *k, const struct command *command, struct error *why)
{
	struct kernel_end *self = &k->end[command->end];
	uint32_t wanted = command->value != 0 ? command->value : 1;
	uint32_t taken = window_taken(k, wanted);

	self->settings.window = taken;
	k->shadow.tcb[command->end].config.window = taken < 65535 ? taken : 65535;
	if (taken == command->value)
		return DONE;
	error_set(why, why->line, 0, _("this kernel has no window of %u: %c has one of %u"),
	    command->value, end_letter((enum end)command->end), taken);
	return DONE_SKIPPED;
}

static enum done
set_mss(struct kernel *k, const struct command *command, struct error *why)
{
	if (command->value < MSS_MIN || command->value > MSS_MAX) {
		error_set(why, why->line, 0, _("the kernel takes an MSS from %d to %d here, "
		    "not %u"), MSS_MIN, MSS_MAX, command->value);
		return DONE_SKIPPED;
	}
	k->end[command->end].socket.mss = (uint16_t)command->value;
	k->shadow.tcb[command->end].config.mss = (uint16_t)command->value;
	return DONE;
}

/* The switches of both ends that a kernel has, too. */
static enum done
set_policy(struct kernel *k, const struct command *command)
{
	bool on = command->value != 0;

	if (command->verb == VERB_SET_RFC1337)
		netns_set(k->netns, NETNS_RFC1337, on);
	if (command->verb == VERB_SET_DELAYED_ACK)
		netns_delay_acks(k->netns, k->ipv6, k->number, on);
	for (int i = 0; i < END_COUNT; i++) {
		struct policy *policy = &k->shadow.tcb[i].config.policy;
		struct kernel_end *self = &k->end[i];

		if (command->verb == VERB_SET_RFC1337)
			policy->rfc1337 = on;
		if (command->verb == VERB_SET_DELAYED_ACK)
			policy->delayed_ack = self->settings.delayed_ack = on;
		if (command->verb == VERB_SET_NAGLE)
			policy->nagle = self->settings.nagle = on;
		if (command->verb == VERB_SET_USER_TIMEOUT)
			policy->user_timeout = self->settings.user_timeout = command->value;
		if (command->verb == VERB_SET_KEEPALIVE)
			policy->keepalive = self->settings.keepalive = command->value;
	}
	return DONE;
}

static enum done
set_value(struct kernel *k, const struct command *command, struct error *why)
{
	switch (command->verb) {
	case VERB_SET_ISS:
		/* The numbers are shifted; the moment of its SYN says so. */
		k->shadow.tcb[command->end].config.iss = seq_make(command->value);
		k->end[command->end].wished = true;
		return DONE;
	case VERB_SET_WINDOW:
		return set_window(k, command, why);
	case VERB_SET_MSS:
		return set_mss(k, command, why);
	case VERB_SET_RFC5961:
		return command->value != 0 ? DONE :
		    skip(why, _("this kernel cannot do without RFC 5961"));
	case VERB_SET_MSL:
		return command->value == KERNEL_MSL ? DONE :
		    skip(why, _("in Linux TIME-WAIT lasts 60 s, whatever is set"));
	case VERB_SET_BACKLOG:
	case VERB_SET_REUSEADDR:
	case VERB_SET_ABORT_ON_OVERFLOW:
	case VERB_SET_SYNCOOKIES:
		return kernel_set_queue(k, command, why);
	default:
		return set_policy(k, command);
	}
}

enum done
kernel_set(struct kernel *k, const struct command *command, struct error *why)
{
	enum done done = set_value(k, command, why);

	k->looked = -1;
	for (int i = 0; i < END_COUNT; i++) {
		const struct kernel_end *self = &k->end[i];

		if (self->socket.fd != -1)
			kernel_options_set(self, self->socket.fd);
		if (self->socket.listener != -1)
			kernel_options_set(self, self->socket.listener);
	}
	return done;
}
