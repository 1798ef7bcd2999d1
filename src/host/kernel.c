/*
 * The kernel engine, and what each command is to it. Both sockets live in one
 * network namespace (netns.h) and are joined by a TUN device whose other end we
 * hold (kernel_private.h has the picture).
 *
 * To keep the segments as simple as the RFC's, that namespace has no
 * timestamps, no SACK and no window scaling, and ACKs are not delayed unless
 * the scene says so; everything else is this machine's own TCP. Only its
 * patience is longer, so that nothing gives up while a person reads.
 */
#include "host/kernel.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "host/pause.h"
#include "host/tun.h"
#include "kernel_private.h"

#define DELIVERIES_MAX 10000	/* of one `deliver all` */
#define PORT 10001		/* A's; B's is the next */

static struct kernel *
kernel_of(struct engine *engine)
{
	return (struct kernel *)engine;
}

/* ---- the wire */

/* The flight that the command means; -1, with why, if none is under way. */
static long
find(const struct kernel *k, const struct which *which, struct error *why)
{
	long flight = which_find(which, &k->engine.trace);
	struct str words = { 0 };

	if (flight >= 0)
		return flight;
	which_print(&words, which);
	if (words.n == 0)
		error_set(why, why->line, 0, _("no segment is in flight"));
	else
		error_set(why, why->line, 0, _("no segment in flight fits%s"),
		    str_text(&words));
	str_free(&words);
	return -1;
}

/* A segment goes to the kernel as it came, or as it was forged. */
static enum done
arrive(struct kernel *k, struct step *step, const uint8_t *octets, size_t n,
    struct error *why)
{
	struct packet packet;

	if (kernel_state_of(k, step->end) >= STATE_ESTABLISHED)
		kernel_delay_acks(&k->end[step->end]);
	if (!packet_parse(&packet, octets, n) || !kernel_write(k, octets, n)) {
		error_set(why, why->line, 0, _("the device does not take the segment: %s"),
		    strerror(errno));
		return DONE_BROKEN;
	}
	step->has_arrived = step->explained = true;
	step->arrived_real = packet.seg;
	shadow_arrive(&k->shadow, step->end, &step->arrived, step->started);
	kernel_settle(k, step);
	kernel_tell(k, step);
	return DONE;
}

static enum done
deliver(struct kernel *k, uint32_t flight, int line, struct error *why)
{
	const struct flight *f = &k->engine.trace.flights[flight];
	struct held *held = &k->held.v[flight];
	struct step step;

	kernel_step(k, &step, KIND_DELIVER, end_other((enum end)f->from), line);
	step.cause.flight = flight;
	step.arrived = f->seg;
	return arrive(k, &step, held->octets, held->n, why);
}

static enum done
command_deliver(struct kernel *k, const struct command *command, struct error *why)
{
	long flight = find(k, &command->which, why);

	if (flight < 0)
		return DONE_NOTHING;
	return deliver(k, (uint32_t)flight, command->line, why);
}

static enum done
command_deliver_all(struct kernel *k, const struct command *command,
    struct error *why)
{
	const struct which oldest = { 0 };
	long flight = find(k, &oldest, why);

	if (flight < 0)
		return DONE_NOTHING;
	for (int n = 0; flight >= 0; n++) {
		if (n == DELIVERIES_MAX) {
			error_set(why, why->line, 0,
			    _("after %d deliveries the wire is still not empty"), n);
			return DONE_BROKEN;
		}

		enum done done = deliver(k, (uint32_t)flight, command->line, why);

		if (done != DONE)
			return done;
		flight = which_find(&oldest, &k->engine.trace);
	}
	return DONE;
}

/* A moment that only the wire has: both ends as they stood. */
static void
begin_wire(struct kernel *k, const struct command *command, enum cause_kind kind,
    uint32_t flight)
{
	enum end to = end_other((enum end)k->engine.trace.flights[flight].from);
	struct step step;

	kernel_step(k, &step, kind, to, command->line);
	step.cause.flight = flight;

	struct moment *m = trace_begin(&k->engine.trace, &step.cause, step.line,
	    step.statement, step.started);

	for (int i = 0; i < END_COUNT; i++)
		kernel_endpoint(k, (enum end)i, m->time, &m->end[i]);
}

static enum done
command_drop(struct kernel *k, const struct command *command, struct error *why)
{
	long flight = find(k, &command->which, why);

	if (flight < 0)
		return DONE_NOTHING;
	begin_wire(k, command, KIND_DROP, (uint32_t)flight);
	trace_end_flight(&k->engine.trace, (uint32_t)flight, FATE_LOST);
	held_drop(k, (uint32_t)flight);
	return DONE;
}

static enum done
command_duplicate(struct kernel *k, const struct command *command,
    struct error *why)
{
	long flight = find(k, &command->which, why);

	if (flight < 0)
		return DONE_NOTHING;
	begin_wire(k, command, KIND_DUPLICATE, (uint32_t)flight);
	held_copy(k, (uint32_t)flight, trace_duplicate(&k->engine.trace,
	    (uint32_t)flight));
	return DONE;
}

/* The shift of the numbers that `to` knows its peer by, or would. */
static uint32_t
peer_shift(const struct kernel *k, enum end to)
{
	const struct kernel_end *self = &k->end[to], *peer = &k->end[end_other(to)];
	enum state state = kernel_state_of(k, to);

	if (state > STATE_SYN_SENT)
		return self->peer_shift;
	return peer->numbered ? peer->shift : 0;
}

static enum done
command_inject(struct kernel *k, const struct command *command, struct error *why)
{
	enum end to = (enum end)command->end;
	struct kernel_end *self = &k->end[to];
	struct packet packet = { .tuple = k->end[end_other(to)].tuple,
	    .seg = command->segment };
	uint8_t octets[2048];
	struct step step;

	kernel_step(k, &step, KIND_INJECT, to, command->line);
	step.forged = true;
	step.arrived = command->segment;
	packet.seg.seq.n -= peer_shift(k, to);
	if (packet.seg.flags & SEG_ACK)
		packet.seg.ack.n -= self->numbered ? self->shift : 0;

	size_t n = packet_build(octets, sizeof(octets), &packet,
	    command->segment.seq.n - self->irs - 1);

	if (n == 0) {
		error_set(why, why->line, 0, _("a segment of %u octets does not go through the "
		    "device: at most 1460"), command->segment.len);
		return DONE_SKIPPED;
	}
	return arrive(k, &step, octets, n, why);
}

/* ---- the engine */

static enum done
command_do(struct kernel *k, const struct command *command, struct error *why)
{
	switch ((enum verb)command->verb) {
	case VERB_CALL:
		return kernel_call(k, command, why);
	case VERB_ACCEPT:
		return kernel_accept(k, command, why);
	case VERB_FILL:
		return kernel_fill(k, command, why);
	case VERB_DELIVER:
		return command_deliver(k, command, why);
	case VERB_DELIVER_ALL:
		return command_deliver_all(k, command, why);
	case VERB_DROP:
		return command_drop(k, command, why);
	case VERB_DUPLICATE:
		return command_duplicate(k, command, why);
	case VERB_INJECT:
		return command_inject(k, command, why);
	case VERB_WAIT:
	case VERB_WAIT_TIMER:
	case VERB_WAIT_2MSL:
		return kernel_wait(k, command, why);
	default:
		return kernel_set(k, command, why);
	}
}

/* What happened by itself, though no segment came. True if there are moments. */
static bool
catch_up(struct kernel *k)
{
	struct trace *trace = &k->engine.trace;
	size_t moments = trace->count, flights = trace->flight_count;

	kernel_catch_up(k, false, 0);
	if (trace->count == moments)
		return false;
	if (k->early.moments == 0)
		k->early.sent = (uint32_t)flights;
	k->early.moments += trace->count - moments;
	k->early.count = (uint32_t)trace->flight_count - k->early.sent;
	return true;
}

/* Nothing but a segment or a timer moves an end between two commands. */
static bool
may_have_news(struct kernel *k)
{
	return kernel_read(k) || k->fresh.n > 0 || kernel_may_have_moved(k);
}

static bool
kernel_poll(struct engine *engine)
{
	struct kernel *k = kernel_of(engine);

	if (may_have_news(k) && catch_up(k))
		return true;
	kernel_timers(k);
	return false;
}

static enum done
kernel_command(struct engine *engine, const struct command *command,
    struct error *why)
{
	struct kernel *k = kernel_of(engine);

	/* What happened before the command is not its doing. Who waits asks for timers. */
	if (command->verb >= VERB_WAIT || may_have_news(k))
		catch_up(k);

	enum done done = command_do(k, command, why);

	if (netns_gone(k->netns, why))
		return DONE_BROKEN;
	if (command->verb >= VERB_CALL) {
		k->early.moments = 0;
		k->early.sent = k->early.count = 0;
	}
	if (kernel_state_of(k, END_A) == STATE_CLOSED &&
	    kernel_state_of(k, END_B) == STATE_CLOSED && done == DONE)
		str_clear(&k->parted);
	return done;
}

static bool
kernel_comparable(const struct engine *engine, struct error *why)
{
	const struct kernel *k = (const struct kernel *)engine;

	if (k->parted.n == 0)
		return true;
	error_set(why, 0, 0, _("kernel and scene have parted: %s"), str_text(&k->parted));
	return false;
}

static int64_t
kernel_now(const struct engine *engine)
{
	return kernel_clock((const struct kernel *)engine);
}

static void
kernel_free(struct engine *engine)
{
	struct kernel *k = kernel_of(engine);

	kernel_queue_fini(k);
	for (int i = 0; i < END_COUNT; i++)
		socket_end_forget(&k->end[i].socket);
	held_free(k);
	if (k->diag.netlink != NULL)
		sock_diag_fini(&k->diag);
	if (k->tun != -1) {
		close(k->tun);
		netns_release(k->netns, k->number);
	}
	if (k->netns != NULL)
		netns_leave(k->netns);
	pause_base_free(k->base);
	str_free(&k->parted);
	trace_fini(&engine->trace);
	free(k);
}

static const struct engine_ops kernel_ops = {
	.name = "kernel",
	.command = kernel_command,
	.comparable = kernel_comparable,
	.poll = kernel_poll,
	.now = kernel_now,
	.free = kernel_free,
};

static int
end_open(const struct socket_place *place, bool ipv6)
{
	const struct kernel_end *self = place->arg;
	int fd = netns_socket(self->netns, ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0);

	if (fd != -1)
		kernel_options_set(self, fd);
	return fd;
}

static void
end_init(struct kernel *k, enum end end)
{
	struct kernel_end *self = &k->end[end];

	socket_end_init(&self->socket, k->ipv6);
	self->tuple.ipv6 = k->ipv6;
	tun_address(self->tuple.local.addr, k->ipv6, k->number, false);
	tun_address(self->tuple.remote.addr, k->ipv6, k->number, true);
	self->tuple.local.port = (uint16_t)(PORT + end);
	self->tuple.remote.port = (uint16_t)(PORT + end_other(end));
	self->netns = k->netns;
	self->wished = true;
	self->place = (struct socket_place){ .open = end_open, .arg = self,
	    .name = self->tuple.local };
	self->socket.place = &self->place;
	self->socket.mss = k->shadow.tcb[end].config.mss;
}

static void
trace_begin_kernel(struct trace *trace)
{
	struct utsname name;
	char kernel[sizeof(name.sysname) + sizeof(name.release) + 2];

	if (uname(&name) == -1) {
		trace_init(trace, kernel_ops.name, NULL);
		return;
	}
	snprintf(kernel, sizeof(kernel), "%s %s", name.sysname, name.release);
	trace_init(trace, kernel_ops.name, kernel);
}

/* Namespace, device, observer. False with why. */
static bool
kernel_begin(struct kernel *k, struct error *why)
{
	k->netns = netns_join(why);
	if (k->netns == NULL)
		return false;
	k->tun = netns_device(k->netns, k->ipv6, &k->number, why);
	return k->tun != -1 && kernel_look_begin(k, why);
}

struct engine *
kernel_new(const struct kernel_options *options, struct error *why)
{
	struct kernel *k = mem_alloc(1, sizeof(*k));

	k->engine.ops = &kernel_ops;
	k->ipv6 = options != NULL && options->ipv6;
	k->tun = -1;
	k->base = pause_base_new();
	trace_begin_kernel(&k->engine.trace);
	shadow_init(&k->shadow);
	for (int i = 0; i < END_COUNT; i++)
		socket_end_init(&k->end[i].socket, k->ipv6);
	if (k->base == NULL) {
		error_set(why, 0, 0, _("libevent found no way to wait for a device"));
	} else if (kernel_begin(k, why)) {
		end_init(k, END_A);
		end_init(k, END_B);
		netns_set(k->netns, NETNS_RFC1337, 1);
		k->epoch = pause_clock();
		return &k->engine;
	}
	kernel_free(&k->engine);
	return NULL;
}

bool
kernel_probe(struct error *why)
{
	int pair[2], status = -1;
	struct error said = { 0 };

	if (pipe(pair) == -1) {
		error_set(why, 0, 0, _("no pipe: %s"), strerror(errno));
		return false;
	}

	pid_t child = fork();

	if (child == 0) {
		struct engine *engine = kernel_new(NULL, &said);

		if (engine == NULL && write(pair[1], &said, sizeof(said)) == -1)
			_exit(2);
		engine_free(engine);
		_exit(engine == NULL);
	}
	error_set(why, 0, 0, _("it cannot be tried: %s"), strerror(errno));
	close(pair[1]);
	if (child != -1 && read(pair[0], &said, sizeof(said)) == sizeof(said))
		*why = said;
	close(pair[0]);
	if (child == -1)
		return false;
	while (waitpid(child, &status, 0) == -1 && errno == EINTR)
		;
	if (WIFSIGNALED(status))
		error_set(why, 0, 0, _("it cannot be tried: %s"), strsignal(WTERMSIG(status)));
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
