/*
 * What happens by itself: the kernel's timers run out in real time, whether a
 * person reads or a scene waits. While nobody waits, a repeat of a segment in
 * our hand is only counted on it; where a scene waits for it, it is a segment.
 */
#include <string.h>

#include "base/i18n.h"
#include "kernel_private.h"

#define SLACK 300000		/* us that a timer may be late */

/* Is a mere ACK keep-alive's probe, which has the number SND.NXT-1 (RFC 9293, 3.8.4)? */
static bool
is_probe(const struct kernel *k, enum end end, const struct segment *seg)
{
	const struct endpoint *was = trace_now(&k->engine.trace, end);

	return k->end[end].settings.keepalive != 0 && (was->known & KNOWN_SND_NXT) &&
	    seg->seq.n + k->end[end].shift == was->snd_nxt - 1;
}

/* The timer that made this end send: the one that ran, unless it is a mere ACK. */
static enum timer
timer_of(const struct kernel *k, enum end end, const struct segment *seg)
{
	const struct endpoint *was = trace_now(&k->engine.trace, end);
	enum timer timer = was->timer_count > 0 ? (enum timer)was->timers[0].kind :
	    TIMER_RETRANSMISSION;

	/* Keep-alive may have been set since the last moment, and is not seen there. */
	if (segment_len(seg) == 0 && timer == TIMER_RETRANSMISSION)
		return is_probe(k, end, seg) ? TIMER_KEEPALIVE : TIMER_DELAYED_ACK;
	return timer;
}

/* The RFC counts and doubles in its own way; the note says what the kernel did. */
static void
note_as_kernel(struct kernel *k, enum end end)
{
	const struct kernel_socket *look = &k->end[end].look;
	struct effects *fx = &k->shadow.fx;

	for (int i = 0; i < fx->note_count; i++) {
		if (fx->notes[i].id != NOTE_RETRANSMIT || !k->end[end].seen ||
		    look->timer == KERNEL_TIMER_NONE)
			continue;
		fx->notes[i].arg[1] = look->retransmits > 0 ? look->retransmits : 1;
		fx->notes[i].arg[2] = (look->timer_ms + 50) / 100 * 100;
	}
}

static void
step_timer(struct kernel *k, struct step *step, enum end end, enum timer timer,
    int line, bool again)
{
	kernel_step(k, step, KIND_TIMER, end, line);
	step->cause.timer = (uint8_t)timer;
	step->again = again;
	if (!again)
		step->statement = 0;
	step->explained = shadow_expire(&k->shadow, end, timer, step->started);
}

/* The first fresh packet, which nobody asked for. True if it made a moment. */
static bool
tell_first(struct kernel *k, bool again, int line)
{
	struct fresh *fresh = &k->fresh.v[0];
	enum end end = (enum end)fresh->from;
	enum timer timer = timer_of(k, end, &fresh->packet.seg);
	long held = again ? -1 : kernel_repeat_of(k, fresh);
	struct step step;

	if (held < 0 && !again)
		held = kernel_answer_held(k, fresh);
	step_timer(k, &step, end, timer, line, again);
	note_as_kernel(k, end);
	if (held < 0) {
		step.packets = 1;
		kernel_tell(k, &step);
		return true;
	}
	k->engine.trace.flights[held].repeats++;
	shadow_rest(&k->shadow);
	kernel_fresh_drop(k, 1);
	return false;
}

/* A state that changed without a segment: TIME-WAIT is over, an orphan is given up. */
static bool
tell_changes(struct kernel *k, bool again, int line)
{
	bool any = false;

	for (int i = 0; i < END_COUNT; i++) {
		const struct endpoint *was = trace_now(&k->engine.trace, (enum end)i);
		enum timer timer = TIMER_TIME_WAIT;
		struct step step;

		if (was->state == kernel_state_of(k, (enum end)i))
			continue;
		if (was->state != STATE_TIME_WAIT)
			timer = was->timer_count > 0 ? (enum timer)was->timers[0].kind :
			    TIMER_KEEPALIVE;
		/* Linux looks at the user's patience when it would send again. */
		if (timer == TIMER_RETRANSMISSION &&
		    k->shadow.tcb[i].timer[TIMER_USER].on)
			timer = TIMER_USER;
		step_timer(k, &step, (enum end)i, timer, line, again);
		kernel_tell(k, &step);
		any = true;
	}
	return any;
}

bool
kernel_catch_up(struct kernel *k, bool again, int line)
{
	struct step step = { .end = END_A };
	bool any = false;

	kernel_look_behind(k, &step);
	while (k->fresh.n > 0)
		any = tell_first(k, again, line) || any;
	return tell_changes(k, again, line) || any;
}

/* ---- wait */

static enum done
too_long(struct kernel *k, struct error *why, int64_t us)
{
	error_set(why, why->line, 0, _("%lld s are too long to be waited for, for here time "
	    "is real"), (long long)(us / 1000000));
	if (k->parted.n == 0)
		str_add(&k->parted, why->text);
	return DONE_SKIPPED;
}

/* Until the device has something, but not beyond `until`, nor a state's timer. */
static void
doze(struct kernel *k, int64_t until)
{
	int64_t left = until - kernel_clock(k);
	enum end end;
	int64_t due = kernel_due(k, &end);

	if (due >= 0 && due + 1000 < left)
		left = due + 1000;
	kernel_await(k, left < ENGINE_PATIENCE ? left : ENGINE_PATIENCE);
}

static void
tell_wait(struct kernel *k, const struct command *command, int64_t us)
{
	struct step step;

	kernel_step(k, &step, KIND_WAIT, END_A, command->line);
	step.cause.has_end = false;
	step.cause.duration = us;
	kernel_tell(k, &step);
}

static enum done
wait_duration(struct kernel *k, const struct command *command, struct error *why)
{
	int64_t last = kernel_clock(k), until = last + command->duration;

	if (command->duration > KERNEL_WAIT_MAX)
		return too_long(k, why, command->duration);
	engine_waits(WAITS_FOR_TIME, command->duration);
	for (bool over = false; !over;) {
		doze(k, until);
		/* The last look is behind the time, however long we were held up. */
		over = kernel_clock(k) >= until || !engine_patience_lasts();
		if (kernel_catch_up(k, true, command->line))
			last = kernel_clock(k);
	}
	tell_wait(k, command, until > last ? until - last : 0);
	return DONE;
}

/* What the scene waits for has happened while a person was reading. */
static enum done
tell_early(struct kernel *k, const struct command *command)
{
	struct trace *trace = &k->engine.trace;
	struct happening cause = trace->moments[trace->count - 1].cause;
	struct moment *m = trace_begin(trace, &cause, command->line,
	    k->engine.statements, kernel_clock(k));

	m->sent = k->early.sent;
	m->sent_count = k->early.count;
	trace_remark(trace, _("This had happened already before it was waited for; "
	    "here time is real."));
	return DONE;
}

static enum done
wait_timer(struct kernel *k, const struct command *command, struct error *why)
{
	int64_t started = kernel_clock(k);
	struct step step = { .end = END_A };
	enum end end;

	/* A `set` may have started one: setsockopt() does so for a keep-alive. */
	kernel_look(k, &step);

	int64_t due = kernel_due(k, &end);

	if (k->early.moments > 0)
		return tell_early(k, command);
	if (due < 0) {
		error_set(why, why->line, 0, _("no timer is running"));
		return DONE_NOTHING;
	}
	if (due > KERNEL_WAIT_MAX)
		return too_long(k, why, due);

	int64_t until = k->looked + due + SLACK;

	engine_waits(WAITS_FOR_TIME, due);
	for (bool over = false; !over;) {
		doze(k, until);
		over = kernel_clock(k) >= until;
		if (kernel_catch_up(k, true, command->line))
			return DONE;
		/* It is due, and its handler has not run yet: the machine is that busy. */
		if (over && kernel_due(k, &end) == 0) {
			until = kernel_clock(k) + SLACK;
			over = false;
		}
		over = over || !engine_patience_lasts();
	}
	tell_wait(k, command, kernel_clock(k) - started);
	trace_remark(&k->engine.trace, _("The timer of %c ran out without a sign: the "
	    "kernel has set it anew."), end_letter(end));
	return DONE;
}

static bool
in_time_wait(const struct kernel *k)
{
	return kernel_state_of(k, END_A) == STATE_TIME_WAIT ||
	    kernel_state_of(k, END_B) == STATE_TIME_WAIT;
}

static enum done
wait_2msl(struct kernel *k, const struct command *command, struct error *why)
{
	int64_t until = kernel_clock(k) + KERNEL_WAIT_MAX;

	if (!in_time_wait(k) && k->early.moments > 0)
		return DONE;
	if (!in_time_wait(k)) {
		error_set(why, why->line, 0, _("no end is in TIME-WAIT"));
		return DONE_NOTHING;
	}
	enum end end;

	engine_waits(WAITS_FOR_TIME, kernel_due(k, &end));
	while (in_time_wait(k) && kernel_clock(k) < until && engine_patience_lasts()) {
		doze(k, until);
		kernel_catch_up(k, true, command->line);
	}
	return DONE;
}

enum done
kernel_wait(struct kernel *k, const struct command *command, struct error *why)
{
	if (command->verb == VERB_WAIT)
		return wait_duration(k, command, why);
	if (command->verb == VERB_WAIT_TIMER)
		return wait_timer(k, command, why);
	return wait_2msl(k, command, why);
}
