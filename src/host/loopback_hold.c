/*
 * Gates: how a scene's segments are held on loopback. Each end's socket has a
 * filter that drops what arrives, so a segment "in flight" is one that the
 * kernel will send again until it gets through:
 *
 *	A connect	S is dropped at B's gate	in flight: S
 *	deliver S	B's gate opens, A sends S again (1 s), B's gate shuts;
 *			B's S. is dropped at A's gate	in flight: S.
 *	deliver .	an ACK is sent once only: both gates open, B sends S.
 *			again, A acknowledges it again
 *
 * Who has no socket any more, or only one in TIME-WAIT, answers whatever
 * comes; but it keeps nothing in mind, and the answer stops at the other gate.
 * So that, too, is held, as far as states can tell.
 *
 * What cannot be held like this is given up: all gates open, the kernel
 * delivers what there is, and they shut when the scene is there as well.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "host/gate.h"
#include "host/pause.h"
#include "loopback_private.h"
#include "model/model.h"

/* ms between two attempts: longer before there is a connection, which may be tried 127 times. */
#define PATIENCE_OPENING 2000
#define PATIENCE_OPEN 1000

#define AGAIN_MAX 15000000	/* us that a kernel may take to send again */
#define AGAIN_SLACK 500000	/* us more than its timer says */
#define LOOK_PAUSE 10000	/* us */

static int
gate_socket(const struct socket_end *end)
{
	return end->fd != -1 ? end->fd : end->listener;
}

bool
hold_passes(const struct loopback *lb, enum end end)
{
	if (queue_refuses(lb, end))
		return false;
	return !lb->gated || lb->released || lb->open[end] || lb->self[end];
}

/* By its own socket; where that is closed already, by what the other end sends. */
void
hold_gate(struct loopback *lb, enum end end, bool open)
{
	const struct socket_end *peer = &lb->end[end_other(end)];
	int fd = gate_socket(&lb->end[end]), other = gate_socket(peer);

	if (!lb->gated)
		return;
	lb->open[end] = open;
	if (fd != -1 && open)
		gate_open(fd);
	if (fd != -1 && !open)
		gate_shut(fd, lb->end[end].ipv6);
	if (other != -1)
		gate_key(other, peer->ipv6, open);
}

static void
gates_open(struct loopback *lb)
{
	hold_gate(lb, END_A, true);
	hold_gate(lb, END_B, true);
}

void
hold_before(struct loopback *lb, const struct command *command)
{
	enum call_kind call = (enum call_kind)command->call.kind;

	if (call == CALL_LISTEN || call == CALL_CONNECT)
		lb->open[END_A] = lb->open[END_B] = false;
	else if ((call == CALL_CLOSE || call == CALL_ABORT) &&
	    gate_socket(&lb->end[end_other((enum end)command->end)]) == -1)
		gates_open(lb);
}

bool
hold_leaves_fin(const struct loopback *lb, const struct command *command)
{
	enum end end = (enum end)command->end, peer = end_other(end);

	return lb->gated && !lb->released && command->call.kind == CALL_CLOSE &&
	    gate_socket(&lb->end[end]) != -1 && gate_socket(&lb->end[peer]) == -1 &&
	    loopback_state(lb, peer) == STATE_FIN_WAIT_1;
}

/* In FIN-WAIT-2 Linux keeps of a socket that is closed no more than of one in TIME-WAIT. */
static bool
loses_gate(const struct loopback *lb, enum end end)
{
	return gate_socket(&lb->end[end]) == -1 &&
	    loopback_state(lb, end) == STATE_FIN_WAIT_2;
}

void
hold_after(struct loopback *lb)
{
	if (!lb->gated)
		return;
	if (!lb->in_step)
		lb->released = true;

	/* What waits for accept() was made while all gates were open, and nobody can shut them. */
	bool open = lb->released || (gate_socket(&lb->end[END_A]) == -1 &&
	    gate_socket(&lb->end[END_B]) == -1) ||
	    queue_unaccepted(lb, END_A) || queue_unaccepted(lb, END_B);

	for (int i = 0; i < END_COUNT; i++) {
		int fd = gate_socket(&lb->end[i]);
		bool opening = !state_is_synchronized(loopback_state(lb, (enum end)i));

		hold_gate(lb, (enum end)i, open || lb->self[i] || loses_gate(lb, (enum end)i));
		if (fd != -1)
			gate_patience(fd, opening ? PATIENCE_OPENING : PATIENCE_OPEN);
	}
}

/* ---- the shadow's wire */

static const struct moment *
last_moment(const struct trace *trace)
{
	return &trace->moments[trace->count - 1];
}

/* That segment of the script in the shadow's wire; -1 if it is not there. */
static long
flight_of(const struct loopback *lb, const struct flight *meant)
{
	const struct trace *shadow = engine_trace(lb->shadow);

	if (shadow->count == 0)
		return -1;
	for (uint32_t i = 0; i < last_moment(shadow)->wire_count; i++) {
		uint32_t index = last_moment(shadow)->wire[i];

		if (flight_same(&shadow->flights[index], meant))
			return index;
	}
	return -1;
}

/* ... that the script's last moment is about. */
static long
shadow_flight(const struct loopback *lb)
{
	const struct trace *script = engine_trace(lb->script);

	return flight_of(lb, &script->flights[last_moment(script)->cause.flight]);
}

static uint32_t
shown_flight(const struct loopback *lb, long shadow)
{
	return (size_t)shadow < lb->shown.n ? lb->shown.v[shadow] : NOT_SHOWN;
}

bool
hold_shown(const struct loopback *lb, const struct flight *meant, uint32_t *flight)
{
	long index = flight_of(lb, meant);

	*flight = index == -1 ? NOT_SHOWN : shown_flight(lb, index);
	return *flight != NOT_SHOWN;
}

void
hold_lose(struct loopback *lb, const struct flight *meant)
{
	long index = flight_of(lb, meant);

	shadow_feed(lb, &(struct command){ .verb = VERB_DROP, .which = { .has_number = true,
	    .number = engine_trace(lb->shadow)->flights[index].number } });
}

/* The report of what happens to a segment in the shadow's wire. */
static struct report
report_of(const struct loopback *lb, enum cause_kind kind, long index, int line)
{
	const struct flight *flight = &engine_trace(lb->shadow)->flights[index];

	return (struct report){
		.cause = {
			.kind = (uint8_t)kind,
			.end = (uint8_t)end_other((enum end)flight->from),
			.has_end = true,
			.flight = shown_flight(lb, index),
		},
		.line = line,
		.started = loopback_clock(lb),
		.fed = true,
		.first = engine_trace(lb->shadow)->count,
	};
}

/* How the kernel can be brought to deliver it. DELIVERY_NONE: not at all. */
static enum delivery
delivery_of(const struct loopback *lb, const struct flight *flight)
{
	const struct trace *shadow = engine_trace(lb->shadow);
	const struct segment *seg = &flight->seg;
	const struct endpoint *from = trace_now(shadow, (enum end)flight->from);
	const struct endpoint *to = trace_now(shadow, end_other((enum end)flight->from));
	bool to_waits = to->snd_una != to->snd_nxt;
	uint32_t end = seg->seq.n + segment_len(seg);

	if (seg->flags & SEG_RST)
		return to_waits ? DELIVERY_PROVOKED : DELIVERY_NONE;
	if (end == seg->seq.n) {
		if (seg->ack.n == to->snd_una)
			return DELIVERY_VOID;
		return to_waits && seg->ack.n == to->snd_nxt &&
		    from->snd_una == from->snd_nxt ? DELIVERY_PROVOKED : DELIVERY_NONE;
	}
	if (end == from->snd_una)
		return DELIVERY_VOID;
	/* More than one at once, and the kernel may send them as one. */
	if (seg->seq.n != from->snd_una || end != from->snd_nxt)
		return DELIVERY_NONE;
	if (to->state == STATE_CLOSED)
		return DELIVERY_ANSWERED;
	if ((seg->flags & SEG_ACK) != 0 ? seg->ack.n == from->rcv_nxt :
	    from->state == STATE_SYN_SENT)
		return DELIVERY_AGAIN;
	return DELIVERY_NEWER;
}

/* The shadow's sender says it again, acknowledging what has come since. */
static void
shadow_newer(struct loopback *lb, const struct flight *flight, const struct which *which)
{
	struct command newer = {
		.verb = VERB_INJECT,
		.end = (uint8_t)end_other((enum end)flight->from),
		.segment = flight->seg,
	};

	newer.segment.flags |= SEG_ACK;
	newer.segment.ack = seq_make(trace_now(engine_trace(lb->shadow),
	    (enum end)flight->from)->rcv_nxt);
	shadow_feed(lb, &(struct command){ .verb = VERB_DROP, .which = *which });
	shadow_feed(lb, &newer);
}

/* ---- releasing */

/* Is there anything in the shadow's wire that a kernel will send again? */
static bool
anything_comes_again(const struct loopback *lb)
{
	const struct trace *shadow = engine_trace(lb->shadow);
	const struct moment *m = last_moment(shadow);

	for (uint32_t i = 0; i < m->wire_count; i++) {
		const struct flight *flight = &shadow->flights[m->wire[i]];
		bool reset = (flight->seg.flags & SEG_RST) != 0;
		enum delivery delivery = delivery_of(lb, flight);

		if (delivery == DELIVERY_PROVOKED ||
		    (!reset && segment_len(&flight->seg) > 0 && delivery != DELIVERY_VOID))
			return true;
	}
	return false;
}

/* Everything that is held arrives, and is told as a moment. */
static void
deliver_everything(struct loopback *lb, int line)
{
	const struct trace *shadow = engine_trace(lb->shadow);
	struct report report = report_of(lb, KIND_DELIVER, last_moment(shadow)->wire[0], line);

	report.delivery = anything_comes_again(lb) ? DELIVERY_ALL : DELIVERY_ALL_VOID;
	if (report.cause.flight == NOT_SHOWN)
		report.cause = (struct happening){ .kind = KIND_WAIT };
	gates_open(lb);
	shadow_feed(lb, &(struct command){ .verb = VERB_DELIVER_ALL });
	report.settled = loopback_settle(lb);
	report.ended = loopback_clock(lb);
	loopback_tell(lb, &report);
}

static bool
shadow_holds(const struct loopback *lb)
{
	const struct trace *shadow = engine_trace(lb->shadow);

	return shadow->count > 0 && last_moment(shadow)->wire_count > 0;
}

bool
hold_release(struct loopback *lb, int line)
{
	if (!lb->gated || lb->released)
		return false;
	lb->released = true;
	if (!lb->in_step || !shadow_holds(lb))
		return false;
	deliver_everything(lb, line);
	return true;
}

/* ---- commands */

static enum done
skip(struct error *why, const char *reason)
{
	error_set(why, why->line, 0, "%s", reason);
	return DONE_SKIPPED;
}

static void
delivery_perform(struct loopback *lb, struct report *report, long index)
{
	const struct flight flight = engine_trace(lb->shadow)->flights[index];
	struct which which = { .has_number = true, .number = flight.number };

	/* What else a gate has dropped is not sent again with it. */
	lb->newer = engine_trace(lb->shadow)->flight_count;
	if (report->delivery != DELIVERY_VOID)
		hold_gate(lb, (enum end)report->cause.end, true);
	if (report->delivery == DELIVERY_PROVOKED)
		hold_gate(lb, (enum end)flight.from, true);
	if (report->delivery == DELIVERY_NEWER)
		shadow_newer(lb, &flight, &which);
	else
		shadow_feed(lb, &(struct command){ .verb = VERB_DELIVER, .which = which });
	lb->newer = 0;
	report->settled = loopback_settle(lb);
	report->ended = loopback_clock(lb);
}

static enum done
deliver_one(struct loopback *lb, const struct command *command, struct error *why)
{
	long index = shadow_flight(lb);

	if (index == -1)
		return skip(why, _("no gate held it: the kernel delivered it at once"));

	struct report report = report_of(lb, KIND_DELIVER, index, command->line);

	report.delivery = delivery_of(lb, &engine_trace(lb->shadow)->flights[index]);
	if (report.cause.flight == NOT_SHOWN || report.delivery == DELIVERY_NONE) {
		scene_part(lb, _("the kernel would not send this one again by itself, so it "
		    "could not be held alone"));
		hold_release(lb, command->line);
		return skip(why, lb->parted);
	}
	if (report.delivery == DELIVERY_NEWER)
		scene_part(lb, _("what the kernel sends again acknowledges everything that "
		    "has come since, and the scene's segment does not"));
	delivery_perform(lb, &report, index);
	loopback_tell(lb, &report);
	return DONE;
}

enum done
hold_deliver(struct loopback *lb, const struct command *command, struct error *why)
{
	if (!lb->gated || lb->released || !lb->in_step)
		return skip(why, _("the kernel delivered it at once; loopback cannot hold a "
		    "segment"));
	if (command->verb == VERB_DELIVER)
		return deliver_one(lb, command, why);
	if (!shadow_holds(lb))
		return skip(why, _("no gate held anything: the kernel delivered it at once"));
	deliver_everything(lb, command->line);
	return DONE;
}

enum done
hold_drop(struct loopback *lb, const struct command *command, struct error *why)
{
	long index = lb->gated && !lb->released && lb->in_step ? shadow_flight(lb) : -1;

	if (index == -1 || shown_flight(lb, index) == NOT_SHOWN)
		return skip(why, _("loopback cannot lose a segment: the kernel delivered it "
		    "at once"));

	struct report report = report_of(lb, KIND_DROP, index, command->line);

	shadow_feed(lb, &(struct command){ .verb = VERB_DROP, .which = { .has_number = true,
	    .number = engine_trace(lb->shadow)->flights[index].number } });
	loopback_look(lb);
	loopback_compare(lb);
	report.ended = loopback_clock(lb);
	loopback_tell(lb, &report);
	return DONE;
}

/* It counts that, or (a loss probe, which is not counted) its timer begins anew. */
bool
hold_sent_again(struct loopback *lb, enum end end)
{
	const struct kernel_socket *socket = &lb->look[end].socket;
	int64_t started = pause_clock();

	loopback_look(lb);

	struct kernel_socket before = *socket;
	int64_t due = (int64_t)socket->timer_ms * 1000;

	if (socket->timer != KERNEL_TIMER_ON || due > AGAIN_MAX)
		return false;
	engine_waits(WAITS_FOR_REPEAT, due);
	for (bool over = false; lb->look[end].seen == SEEN &&
	    socket->retransmits == before.retransmits &&
	    socket->timer_ms <= before.timer_ms;) {
		if (over || !engine_patience_lasts())
			return false;
		before.timer_ms = socket->timer_ms;
		pause_wait(lb->base, NULL, 0, LOOK_PAUSE);
		/* The last look is behind the time, however long we were held up. */
		over = pause_clock() - started > due + AGAIN_SLACK;
		loopback_look(lb);
	}
	return true;
}

bool
hold_wait_timer(struct loopback *lb, const struct command *command)
{
	const struct trace *shadow = engine_trace(lb->shadow);
	const struct happening *meant = &last_moment(engine_trace(lb->script))->cause;
	struct report report = {
		.cause = *meant,
		.line = command->line,
		.started = loopback_clock(lb),
		.fed = true,
		.first = shadow->count,
	};

	if (meant->timer != TIMER_RETRANSMISSION || !lb->gated || lb->released ||
	    !lb->in_step || !hold_sent_again(lb, (enum end)meant->end))
		return false;
	shadow_feed(lb, command);
	if (shadow->count == report.first ||
	    shadow->moments[report.first].cause.timer != meant->timer ||
	    shadow->moments[report.first].cause.end != meant->end)
		scene_part(lb, _("the kernel's timers run out in another order"));
	loopback_compare(lb);
	report.ended = loopback_clock(lb);
	loopback_tell(lb, &report);
	return true;
}

bool
hold_wait(struct loopback *lb, const struct command *command)
{
	struct report report = {
		.cause = { .kind = KIND_WAIT, .duration = command->duration },
		.line = command->line,
		.started = loopback_clock(lb),
		.fed = true,
		.first = engine_trace(lb->shadow)->count,
	};

	if (!lb->gated || lb->released || !lb->in_step || !shadow_holds(lb))
		return false;
	engine_waits(WAITS_FOR_TIME, command->duration);
	pause_patiently(lb->base, command->duration);
	shadow_feed(lb, command);
	loopback_look(lb);
	loopback_compare(lb);
	report.ended = loopback_clock(lb);
	loopback_tell(lb, &report);
	return true;
}
