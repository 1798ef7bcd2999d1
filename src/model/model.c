/*
 * The model engine. Everything that happens is one of three things: a call at
 * an end, a segment arriving at an end, a timer of an end running out; the
 * commands choose which. Time stands still but for `wait`.
 *
 * An end that has connected to itself is one TCB that hears what it says, at
 * once: between a port and itself there is no wire to stop a segment on.
 */
#include "model/model.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "model_private.h"
#include "tcp/arrive.h"
#include "tcp/expire.h"

#define TIMERS_MAX 10000	/* that one wait may let run out */
#define DELIVERIES_MAX 10000	/* of one `deliver all` */
#define SELF_MAX 64		/* segments that one event makes an end send to itself */

static struct model *
model_of(struct engine *engine)
{
	return (struct model *)engine;
}

static struct trace *
trace_of(struct model *model)
{
	return &model->engine.trace;
}

static int64_t
now_ms(const struct model *model)
{
	return model->now / 1000;
}

static void
begin(struct model *model, const struct happening *cause, int line)
{
	trace_begin(trace_of(model), cause, line, model->engine.statements,
	    model->now);
}

/* Segments that an end has sent to itself; those from `heard` on it has not heard yet. */
struct own {
	struct segment	seg[SELF_MAX];
	int		count, heard;
};

/* What was sent goes to the end itself and not on the wire. */
static void
keep_own(struct model *model, struct own *own)
{
	for (int i = 0; i < model->fx.sent_count && own->count < SELF_MAX; i++)
		own->seg[own->count++] = model->fx.sent[i].seg;
	model->fx.sent_count = 0;
}

/* Put what the event did at `end` into the newest moment. */
static void
put_effects(struct model *model, enum end end, struct own *own)
{
	struct trace *trace = trace_of(model);

	for (;;) {
		bool more = model->fx.more;

		if (own != NULL)
			keep_own(model, own);
		trace_effects(trace, end, &model->fx);
		if (!more)
			return;
		effects_init(&model->fx);
		tcb_output(&model->tcb[end], now_ms(model), &model->fx);
	}
}

static void
remark_own(struct trace *trace, enum end end, const struct own *own)
{
	struct str said = { 0 };
	char text[SEGMENT_TEXT];

	for (int i = 0; i < own->count; i++)
		str_addf(&said, "%s%s", i > 0 ? "; " : "",
		    segment_print(text, sizeof(text), &own->seg[i]));
	if (own->count > 0)
		trace_remark(trace, _("%c sends to its own port, and receives at once: %s."),
		    end_letter(end), str_text(&said));
	str_free(&said);
}

static void
finish_self(struct model *model, enum end end)
{
	struct own own = { .count = 0 };

	put_effects(model, end, &own);
	while (own.heard < own.count) {
		effects_init(&model->fx);
		tcb_arrive(&model->tcb[end], &own.seg[own.heard++], now_ms(model),
		    &model->fx);
		put_effects(model, end, &own);
	}
	remark_own(trace_of(model), end, &own);
	model->self[end] = model->tcb[end].state != STATE_CLOSED;
}

/* End the newest moment, whose event at `end` has left its effects in fx. */
static void
finish(struct model *model, enum end end)
{
	struct trace *trace = trace_of(model);

	if (model->self[end])
		finish_self(model, end);
	else
		put_effects(model, end, NULL);
	endpoint_from_tcb(&trace->moments[trace->count - 1].end[end],
	    &model->tcb[end]);
}

static enum done
command_call(struct model *model, const struct command *command)
{
	enum end end = (enum end)command->end;
	struct happening cause = {
		.kind = (uint8_t)kind_of_call((enum call_kind)command->call.kind),
		.end = command->end,
		.has_end = true,
		.self = command->self,
		.octets = command->call.octets,
	};

	begin(model, &cause, command->line);
	effects_init(&model->fx);
	if (command->self && model->tcb[end].state <= STATE_LISTEN)
		model->self[end] = true;
	tcb_call(&model->tcb[end], &command->call, now_ms(model), &model->fx);
	finish(model, end);
	return DONE;
}

static void
arrive(struct model *model, enum end end, const struct segment *seg)
{
	effects_init(&model->fx);
	/* The connection with itself is not one with the other end. */
	if (model->self[end]) {
		struct tcb none;

		tcb_init(&none, seq_make(0));
		tcb_arrive(&none, seg, now_ms(model), &model->fx);
		trace_effects(trace_of(model), end, &model->fx);
		return;
	}
	tcb_arrive(&model->tcb[end], seg, now_ms(model), &model->fx);
	finish(model, end);
}

static void
deliver(struct model *model, uint32_t flight, int line)
{
	struct trace *trace = trace_of(model);
	enum end to = end_other((enum end)trace->flights[flight].from);
	struct segment seg = trace->flights[flight].seg;
	struct happening cause = { .kind = KIND_DELIVER, .end = (uint8_t)to,
	    .has_end = true, .flight = flight };

	begin(model, &cause, line);
	trace_end_flight(trace, flight, FATE_DELIVERED);
	arrive(model, to, &seg);
}

/* The flight that the command means; -1, with why, if none is under way. */
static long
find(struct model *model, const struct command *command, struct error *why)
{
	long flight = which_find(&command->which, trace_of(model));

	if (flight >= 0)
		return flight;
	struct str which = { 0 };

	which_print(&which, &command->which);
	if (which.n == 0)
		error_set(why, command->line, 0, _("no segment is in flight"));
	else
		error_set(why, command->line, 0, _("no segment in flight fits%s"),
		    str_text(&which));
	str_free(&which);
	return -1;
}

static enum done
command_deliver(struct model *model, const struct command *command,
    struct error *why)
{
	long flight = find(model, command, why);

	if (flight < 0)
		return DONE_NOTHING;
	deliver(model, (uint32_t)flight, command->line);
	return DONE;
}

static enum done
command_deliver_all(struct model *model, const struct command *command,
    struct error *why)
{
	struct command oldest = *command;
	long flight;

	oldest.which = (struct which){ 0 };
	flight = find(model, &oldest, why);
	if (flight < 0)
		return DONE_NOTHING;
	for (int n = 0; flight >= 0; n++) {
		if (n == DELIVERIES_MAX) {
			error_set(why, command->line, 0,
			    _("after %d deliveries the wire is still not empty"),
			    DELIVERIES_MAX);
			return DONE_BROKEN;
		}
		deliver(model, (uint32_t)flight, command->line);
		flight = which_find(&oldest.which, trace_of(model));
	}
	return DONE;
}

/* What the network does to a segment under way: lose it, or double it. */
static enum done
command_network(struct model *model, const struct command *command,
    enum cause_kind kind, struct error *why)
{
	struct trace *trace = trace_of(model);
	long flight = find(model, command, why);

	if (flight < 0)
		return DONE_NOTHING;
	enum end to = end_other((enum end)trace->flights[flight].from);
	struct happening cause = { .kind = (uint8_t)kind, .end = (uint8_t)to,
	    .has_end = true, .flight = (uint32_t)flight };

	begin(model, &cause, command->line);
	if (kind == KIND_DROP)
		trace_end_flight(trace, (uint32_t)flight, FATE_LOST);
	else
		trace_duplicate(trace, (uint32_t)flight);
	return DONE;
}

static enum done
command_inject(struct model *model, const struct command *command)
{
	struct trace *trace = trace_of(model);
	enum end to = (enum end)command->end;
	struct happening cause = { .kind = KIND_INJECT, .end = command->end,
	    .has_end = true };

	begin(model, &cause, command->line);
	trace_forge(trace, to, &command->segment);
	arrive(model, to, &command->segment);
	return DONE;
}

/* The end whose timer is due next, which and when (us); false if none runs. */
static bool
next_timer(const struct model *model, enum end *end, enum timer *timer,
    int64_t *due)
{
	int64_t soonest = INT64_MAX;

	for (int i = 0; i < END_COUNT; i++) {
		enum timer which;
		int64_t at = tcb_next(&model->tcb[i], &which);

		if (at < soonest) {
			soonest = at;
			*end = (enum end)i;
			*timer = which;
		}
	}
	if (soonest == INT64_MAX)
		return false;
	*due = soonest * 1000;
	return true;
}

static void
expire(struct model *model, enum end end, enum timer timer, int64_t due, int line)
{
	struct happening cause = { .kind = KIND_TIMER, .end = (uint8_t)end,
	    .has_end = true, .timer = (uint8_t)timer };

	if (due > model->now)
		model->now = due;
	begin(model, &cause, line);
	effects_init(&model->fx);
	tcb_expire(&model->tcb[end], timer, now_ms(model), &model->fx);
	finish(model, end);
}

static enum done
too_many(const struct command *command, struct error *why)
{
	error_set(why, command->line, 0,
	    _("more than %d timers run out in that time: wait for less"), TIMERS_MAX);
	return DONE_BROKEN;
}

static enum done
command_wait(struct model *model, const struct command *command,
    struct error *why)
{
	int64_t until = model->now + command->duration;
	int64_t due = -1;
	enum end end;
	enum timer timer;

	for (int n = 0; next_timer(model, &end, &timer, &due) && due <= until; n++) {
		if (n == TIMERS_MAX)
			return too_many(command, why);
		expire(model, end, timer, due, command->line);
	}
	if (model->now == until && command->duration != 0)
		return DONE;
	struct happening cause = { .kind = KIND_WAIT, .duration = until - model->now };

	model->now = until;
	begin(model, &cause, command->line);
	return DONE;
}

static enum done
command_wait_timer(struct model *model, const struct command *command,
    struct error *why)
{
	enum end end;
	enum timer timer;
	int64_t due;

	if (!next_timer(model, &end, &timer, &due)) {
		error_set(why, command->line, 0, _("no timer is running"));
		return DONE_NOTHING;
	}
	expire(model, end, timer, due, command->line);
	return DONE;
}

static bool
in_time_wait(const struct model *model)
{
	return model->tcb[END_A].state == STATE_TIME_WAIT ||
	    model->tcb[END_B].state == STATE_TIME_WAIT;
}

static enum done
command_wait_2msl(struct model *model, const struct command *command,
    struct error *why)
{
	enum end end;
	enum timer timer;
	int64_t due;

	if (!in_time_wait(model)) {
		error_set(why, command->line, 0, _("no end is in TIME-WAIT"));
		return DONE_NOTHING;
	}
	for (int n = 0; in_time_wait(model); n++) {
		if (n == TIMERS_MAX || !next_timer(model, &end, &timer, &due))
			return too_many(command, why);
		expire(model, end, timer, due, command->line);
	}
	return DONE;
}

static enum done
model_command(struct engine *engine, const struct command *command,
    struct error *why)
{
	struct model *model = model_of(engine);

	if (model->queued && model->tcb[END_A].state == STATE_CLOSED &&
	    model->tcb[END_B].state == STATE_CLOSED)
		model->queued = false;
	switch ((enum verb)command->verb) {
	case VERB_CALL:
		return command_call(model, command);
	case VERB_DELIVER:
		return command_deliver(model, command, why);
	case VERB_DELIVER_ALL:
		return command_deliver_all(model, command, why);
	case VERB_DROP:
		return command_network(model, command, KIND_DROP, why);
	case VERB_DUPLICATE:
		return command_network(model, command, KIND_DUPLICATE, why);
	case VERB_INJECT:
		return command_inject(model, command);
	case VERB_WAIT:
		return command_wait(model, command, why);
	case VERB_WAIT_TIMER:
		return command_wait_timer(model, command, why);
	case VERB_WAIT_2MSL:
		return command_wait_2msl(model, command, why);
	case VERB_ACCEPT:
	case VERB_FILL:
	case VERB_SET_BACKLOG:
	case VERB_SET_REUSEADDR:
	case VERB_SET_ABORT_ON_OVERFLOW:
	case VERB_SET_SYNCOOKIES:
		return model_sockets(model, command, why);
	default:
		return model_set(model, command);
	}
}

static bool
model_comparable(const struct engine *engine, struct error *why)
{
	const struct model *model = (const struct model *)engine;

	if (!model->queued)
		return true;
	error_set(why, 0, 0, "%s", _("the model has no accept queue, which is full in this scene"));
	return false;
}

static int64_t
model_now(const struct engine *engine)
{
	return ((const struct model *)engine)->now;
}

static void
model_free(struct engine *engine)
{
	trace_fini(&engine->trace);
	free(model_of(engine));
}

static const struct engine_ops model_ops = {
	.name = "model",
	.command = model_command,
	.comparable = model_comparable,
	.now = model_now,
	.free = model_free
};

struct engine *
model_new(void)
{
	struct model *model = mem_alloc(1, sizeof(*model));

	model->engine.ops = &model_ops;
	trace_init(&model->engine.trace, "model", NULL);
	tcb_init(&model->tcb[END_A], seq_make(100));
	tcb_init(&model->tcb[END_B], seq_make(300));
	for (int i = 0; i < END_COUNT; i++)
		endpoint_from_tcb(&model->engine.trace.start[i], &model->tcb[i]);
	return &model->engine;
}

const struct tcb *
model_tcb(const struct engine *engine, enum end end)
{
	return &((const struct model *)engine)->tcb[end];
}
