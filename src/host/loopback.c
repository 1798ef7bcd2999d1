/*
 * The loopback engine, and what each command is to it:
 *
 *	a call			made for real (loopback_call.c)
 *	accept, fill, set backlog	for real (loopback_queue.c)
 *	set iss, set mss	numbers are shifted; TCP_MAXSEG is set
 *	other set		skipped: a kernel goes by its own settings
 *	deliver, drop		of what a gate holds (loopback_hold.c); else skipped:
 *				the kernel delivered it at once
 *	duplicate, inject	skipped: it cannot be done here
 *	wait			waited for, up to three seconds; longer: skipped
 *
 * Skipped or not, the script does it, so that it is known where the scene is
 * (loopback_scene.c) and which statements have nothing to do. The sockets are
 * this process's own: nothing outside it is touched, and no privilege asked.
 */
#include "host/loopback.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "host/gate.h"
#include "host/pause.h"
#include "loopback_private.h"
#include "model/model.h"

#define WAIT_MAX 3000000	/* us that a scene may keep a person waiting */

/* What Linux takes for TCP_MAXSEG (TCP_MIN_MSS, MAX_TCP_WINDOW). */
#define MSS_MIN 88
#define MSS_MAX 32767

static struct loopback *
loopback_of(struct engine *engine)
{
	return (struct loopback *)engine;
}

static enum done
skip(struct loopback *lb, struct error *why, const char *reason)
{
	scene_part(lb, reason);
	error_set(why, why->line, 0, "%s", reason);
	return DONE_SKIPPED;
}

/* The scene does what cannot be done here, so that nothing needs to be held for it. */
static enum done
give_up(struct loopback *lb, const struct command *command, struct error *why,
    const char *reason)
{
	scene_part(lb, reason);
	if (why->text != reason)
		error_set(why, why->line, 0, "%s", reason);
	hold_release(lb, command->line);
	return DONE_SKIPPED;
}

/* ---- set */

static enum done
set_iss(struct loopback *lb, const struct command *command, struct error *why)
{
	struct error ignored;

	engine_command(lb->shadow, command, &ignored);
	error_set(why, why->line, 0, _("a kernel chooses its own ISS; the numbers of %c are "
	    "shown shifted, so that its first SYN has %u"),
	    end_letter((enum end)command->end), command->value);
	return DONE_SKIPPED;
}

static enum done
set_mss(struct loopback *lb, const struct command *command, struct error *why)
{
	struct error ignored;

	if (command->value < MSS_MIN || command->value > MSS_MAX) {
		error_set(why, why->line, 0, _("a kernel takes an MSS from %d to %d, not %u"),
		    MSS_MIN, MSS_MAX, command->value);
		return DONE_SKIPPED;
	}
	engine_command(lb->shadow, command, &ignored);
	lb->end[command->end].mss = (uint16_t)command->value;
	return DONE;
}

static enum done
loopback_set(struct loopback *lb, const struct command *command, struct error *why)
{
	enum done done = engine_command(lb->script, command, why);

	if (done != DONE)
		return done;
	if (command->verb == VERB_SET_ISS)
		return set_iss(lb, command, why);
	if (command->verb == VERB_SET_MSS)
		return set_mss(lb, command, why);
	error_set(why, why->line, 0, _("the kernel goes by its own settings"));
	return DONE_SKIPPED;
}

/* ---- the wire */

static enum done
loopback_wire(struct loopback *lb, const struct command *command,
    struct error *why)
{
	if (command->verb == VERB_DELIVER && queue_deliver(lb, command))
		return DONE;

	enum done done = engine_command(lb->script, command, why);

	if (done != DONE)
		return done;
	switch (command->verb) {
	case VERB_DROP:
		done = hold_drop(lb, command, why);
		return done == DONE ? done : give_up(lb, command, why, why->text);
	case VERB_DUPLICATE:
		return give_up(lb, command, why, _("loopback cannot double a segment"));
	case VERB_INJECT:
		return give_up(lb, command, why, _("loopback cannot inject a segment: "
		    "only the kernel itself sends there"));
	default:
		return hold_deliver(lb, command, why);
	}
}

/* ---- time */

static bool
in_state(const struct loopback *lb, enum state state)
{
	return loopback_state(lb, END_A) == state || loopback_state(lb, END_B) == state;
}

/* Has the kernel moved on since the newest moment? */
static bool
has_moved(const struct loopback *lb)
{
	for (int i = 0; i < END_COUNT; i++) {
		enum end end = (enum end)i;

		if (loopback_state(lb, end) !=
		    (enum state)trace_now(&lb->engine.trace, end)->state ||
		    lb->received[i] > 0)
			return true;
	}
	return false;
}

/*
 * Tell what happened by itself: the shadow's TIME-WAIT ends when the kernel's
 * does, so that it explains that, too.
 */
static void
tell_time(struct loopback *lb, struct report *report)
{
	bool ended = (model_state(lb->shadow, END_A) == STATE_TIME_WAIT ||
	    model_state(lb->shadow, END_B) == STATE_TIME_WAIT) &&
	    !in_state(lb, STATE_TIME_WAIT);

	report->first = engine_trace(lb->shadow)->count;
	if (ended)
		shadow_feed(lb, &(struct command){ .verb = VERB_WAIT_2MSL });
	loopback_compare(lb);
	lb->passing[END_A] = lb->passing[END_B] = STATE_COUNT;
	report->fed = ended;
	report->ended = loopback_clock(lb);
	loopback_tell(lb, report);
}

static enum done
skip_time(struct loopback *lb, struct error *why, int64_t us)
{
	char reason[sizeof(lb->parted)];

	if (in_state(lb, STATE_TIME_WAIT))
		snprintf(reason, sizeof(reason), _("the kernel holds TIME-WAIT for "
		    "60 s; not waited for"));
	else
		snprintf(reason, sizeof(reason), _("%lld s are too long to be "
		    "waited for on loopback, where time is real"), (long long)us / 1000000);
	return skip(lb, why, reason);
}

static enum done
loopback_wait(struct loopback *lb, const struct command *command, struct error *why)
{
	enum done done = engine_command(lb->script, command, why);

	if (done != DONE)
		return done;
	if (command->verb == VERB_WAIT_TIMER && hold_wait_timer(lb, command))
		return DONE;
	loopback_look(lb);

	struct report report = {
		.cause = { .kind = KIND_WAIT },
		.line = command->line,
		.started = loopback_clock(lb),
	};
	int64_t us = command->duration;

	if (command->verb == VERB_WAIT_2MSL)
		us = in_state(lb, STATE_TIME_WAIT) ?
		    loopback_due(lb, KERNEL_TIMER_TIMEWAIT) : 0;
	if (command->verb == VERB_WAIT_TIMER)
		us = loopback_due(lb, KERNEL_TIMER_NONE);
	if (us < 0)
		return skip(lb, why, _("none of the kernel's timers runs: nothing was lost"));
	if (us > WAIT_MAX)
		return skip_time(lb, why, us);
	if (command->verb == VERB_WAIT && hold_wait(lb, command))
		return DONE;
	engine_waits(WAITS_FOR_TIME, us);
	pause_patiently(lb->base, us);
	loopback_look(lb);
	if (command->verb == VERB_WAIT_TIMER)
		loopback_outwait(lb, us);
	report.cause.duration = us;
	tell_time(lb, &report);
	return DONE;
}

static bool
loopback_poll(struct engine *engine)
{
	struct loopback *lb = loopback_of(engine);
	bool waited = in_state(lb, STATE_TIME_WAIT);

	loopback_look(lb);
	if (!has_moved(lb)) {
		loopback_timers(lb);
		return false;
	}

	struct report report = {
		.cause = { .kind = KIND_WAIT },
		.started = loopback_clock(lb),
	};

	if (waited && !in_state(lb, STATE_TIME_WAIT)) {
		report.cause = (struct happening){
			.kind = KIND_TIMER,
			.end = model_state(lb->shadow, END_A) == STATE_TIME_WAIT ?
			    END_A : END_B,
			.has_end = true,
			.timer = TIMER_TIME_WAIT,
		};
	}
	tell_time(lb, &report);
	return true;
}

/* ---- the engine */

static enum done
loopback_command(struct engine *engine, const struct command *command,
    struct error *why)
{
	struct loopback *lb = loopback_of(engine);
	enum done done;

	switch (command->verb) {
	case VERB_CALL:
		done = loopback_call(lb, command, why);
		break;
	case VERB_ACCEPT:
	case VERB_FILL:
	case VERB_SET_BACKLOG:
	case VERB_SET_REUSEADDR:
	case VERB_SET_ABORT_ON_OVERFLOW:
	case VERB_SET_SYNCOOKIES:
		done = queue_command(lb, command, why);
		break;
	case VERB_DELIVER:
	case VERB_DELIVER_ALL:
	case VERB_DROP:
	case VERB_DUPLICATE:
	case VERB_INJECT:
		done = loopback_wire(lb, command, why);
		break;
	case VERB_WAIT:
	case VERB_WAIT_TIMER:
	case VERB_WAIT_2MSL:
		done = loopback_wait(lb, command, why);
		break;
	default:
		done = loopback_set(lb, command, why);
		break;
	}
	scene_rejoin(lb);
	hold_after(lb);
	return done;
}

static int64_t
loopback_now(const struct engine *engine)
{
	return loopback_clock((const struct loopback *)engine);
}

static void
loopback_free(struct engine *engine)
{
	struct loopback *lb = loopback_of(engine);

	/* What is left to the kernel shall end by itself, soon. */
	hold_gate(lb, END_A, true);
	hold_gate(lb, END_B, true);
	strangers_fini(&lb->strangers);
	socket_end_forget(&lb->end[END_A]);
	socket_end_forget(&lb->end[END_B]);
	vec_free(&lb->shown);
	observer_fini(&lb->observer);
	pause_base_free(lb->base);
	engine_free(lb->script);
	engine_free(lb->shadow);
	trace_fini(&lb->engine.trace);
	free(lb);
}

static const struct engine_ops loopback_ops = {
	.name = "loopback",
	.command = loopback_command,
	.comparable = loopback_comparable,
	.poll = loopback_poll,
	.now = loopback_now,
	.free = loopback_free,
};

/* Can a socket reach the one that listens? The address may be there while the interface is down. */
static bool
can_connect(const struct socket_end *listening, struct error *why)
{
	struct socket_end end;

	socket_end_init(&end, listening->ipv6);

	int error = socket_end_connect(&end, &listening->tuple.local, false);

	socket_end_abort(&end);
	if (error == 0)
		return true;
	error_set(why, 0, 0, _("%s cannot be reached: %s (is the interface lo up?)"),
	    listening->ipv6 ? "::1" : "127.0.0.1", strerror(error));
	return false;
}

/* A source that sees a listening socket sees the rest, as far as it can. */
static bool
observer_begin(struct observer *observer, const struct loopback_options *options,
    struct error *why)
{
	struct socket_end end;

	socket_end_init(&end, options->ipv6);

	int error = socket_end_listen(&end, false);

	if (error != 0) {
		error_set(why, 0, 0, _("no socket can listen on %s: %s"),
		    options->ipv6 ? "::1" : "127.0.0.1", strerror(error));
		return false;
	}

	bool found = can_connect(&end, why) && observer_init(observer,
	    options->source, end.listener, &end.tuple, why);

	socket_end_forget(&end);
	return found;
}

static void
trace_begin_loopback(struct trace *trace)
{
	struct utsname name;
	char kernel[sizeof(name.sysname) + sizeof(name.release) + 2];

	if (uname(&name) == -1) {
		trace_init(trace, loopback_ops.name, NULL);
		return;
	}
	snprintf(kernel, sizeof(kernel), "%s %s", name.sysname, name.release);
	trace_init(trace, loopback_ops.name, kernel);
}

/* Held is only what can be seen to be held. */
static bool
can_hold(const struct observer *observer, const struct loopback_options *options,
    struct error *why)
{
	if (observer->source == SOURCE_DESCRIPTOR) {
		error_set(why, 0, 0, _("%s does not tell SYN-RECEIVED, so that nobody could "
		    "see it held"), source_name(observer->source));
		return false;
	}
	return gate_probe(options->ipv6, why);
}

struct engine *
loopback_new(const struct loopback_options *options, struct error *why)
{
	static const struct loopback_options defaults = { 0 };
	struct observer observer;
	struct error ignored;

	if (options == NULL)
		options = &defaults;
	if (!observer_begin(&observer, options, why))
		return NULL;

	struct event_base *base = pause_base_new();

	if (base == NULL) {
		observer_fini(&observer);
		error_set(why, 0, 0, _("libevent found no way to wait for a socket"));
		return NULL;
	}

	struct loopback *lb = mem_alloc(1, sizeof(*lb));

	lb->engine.ops = &loopback_ops;
	lb->base = base;
	lb->observer = observer;
	lb->gated = options->hold && can_hold(&observer, options, &ignored);
	lb->epoch = pause_clock();
	for (int i = 0; i < END_COUNT; i++) {
		socket_end_init(&lb->end[i], options->ipv6);
		lb->end[i].gated = lb->gated;
		lb->look[i].seen = SEEN_NONE;
	}
	lb->script = model_new();
	shadow_renew(lb);
	for (int i = 0; i < END_COUNT; i++)
		lb->end[i].mss = model_tcb(lb->script, (enum end)i)->config.mss;
	trace_begin_loopback(&lb->engine.trace);
	return &lb->engine;
}

const char *
loopback_source(const struct engine *engine)
{
	return source_name(((const struct loopback *)engine)->observer.source);
}

bool
loopback_probe(const struct loopback_options *options, struct error *why)
{
	struct engine *engine = loopback_new(options, why);

	engine_free(engine);
	return engine != NULL;
}

bool
loopback_probe_gates(const struct loopback_options *options, struct error *why)
{
	static const struct loopback_options defaults = { 0 };
	struct observer observer;

	if (options == NULL)
		options = &defaults;
	if (!observer_begin(&observer, options, why))
		return false;

	bool can = can_hold(&observer, options, why);

	observer_fini(&observer);
	return can;
}
