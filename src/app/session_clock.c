/*
 * Time. On the model it stands, until one lets it run: then what has elapsed
 * is kept here and shown, and the engine learns of it when a timer is due, or
 * when something else is done:
 *
 *	moment -- elapsed --> now .... due		nothing but a number moves
 *	moment ------------------> timer runs out	the next moment
 *
 * A real engine's time is real; it is asked while there is something to see.
 */
#include "session_acts.h"

#include "base/i18n.h"

/* How long until a real engine is looked at again: after a key; while a timer runs; ms. */
#define LOOK_SOON 200
#define LOOK_LATER 1000
/* A kernel is a little late itself, ms. */
#define LOOK_SLACK 20

static const int rates[] = { 0, 1, 10, 60 };

#define RATE_COUNT ((int)(sizeof(rates) / sizeof(rates[0])))

static struct engine *
engine_now_shown(const struct session *session)
{
	return session->below == MODE_LESSON ? session->player.engine :
	    session->below == MODE_SANDBOX ? sandbox_branch(&session->sandbox)->engine : NULL;
}

/* When the next timer of either end is due, us; -1: none runs. */
static int64_t
next_due(const struct trace *trace)
{
	int64_t soonest = -1;

	for (int end = 0; end < END_COUNT; end++) {
		const struct endpoint *endpoint = trace_now(trace, (enum end)end);
		for (int i = 0; i < endpoint->timer_count; i++) {
			if (soonest == -1 || endpoint->timers[i].due < soonest)
				soonest = endpoint->timers[i].due;
		}
	}
	return soonest;
}

/* ---- the model's */

/* Does time run, and is there anything that it changes? */
static bool
runs(const struct session *session)
{
	enum mode mode = session_mode(session);

	if (session->clock.rate == 0 || session->below != MODE_SANDBOX ||
	    !(mode & (MODE_SANDBOX | MODE_SHEET)))
		return false;
	const struct branch *branch = sandbox_branch(&session->sandbox);
	return branch->engine->ops->poll == NULL && !branch_in_past(branch) &&
	    next_due(engine_trace(branch->engine)) >= 0;
}

static int64_t
time_of_newest(const struct trace *trace)
{
	return trace->count > 0 ? trace->moments[trace->count - 1].time : 0;
}

/* What has elapsed, on the branch that is played now. */
static int64_t
elapsed(const struct session *session)
{
	return session->clock.branch == sandbox_branch(&session->sandbox) ?
	    session->clock.elapsed : 0;
}

static void
elapsed_set(struct session *session, int64_t us)
{
	struct branch *branch = sandbox_branch(&session->sandbox);
	struct trace *trace = &branch->engine->trace;

	session->clock.branch = branch;
	session->clock.elapsed = us;
	trace->clock = us > 0 ? time_of_newest(trace) + us : 0;
}

void
clock_play(struct session *session)
{
	struct branch *branch = sandbox_branch(&session->sandbox);
	int64_t us = elapsed(session) / 1000 * 1000;

	if (branch->engine->ops->poll != NULL)
		return;
	elapsed_set(session, 0);
	if (us > 0 && !branch_in_past(branch))
		branch_elapse(branch, us);
}

/* A timer is due: what was late about it is not counted. To let it run out is a step, as wait timer is. */
static void
expire(struct session *session)
{
	struct branch *branch = sandbox_branch(&session->sandbox);
	struct command timer = { .verb = VERB_WAIT_TIMER };
	struct error why;

	elapsed_set(session, 0);
	if (branch_do(branch, &timer, &why) == DONE && challenge_on(session))
		challenge_acted(&session->challenge, &branch->doings.v[branch->doings.n - 1]);
	sandbox_walk(&session->sandbox);
	sandbox_suggest(&session->sandbox);
	look_at_now(session);
}

static void
run(struct session *session, int64_t now)
{
	struct clock *clock = &session->clock;
	const struct trace *trace = engine_trace(sandbox_branch(&session->sandbox)->engine);
	int64_t since = clock->at > 0 && now > clock->at ? now - clock->at : 0;

	clock->at = now;
	elapsed_set(session, elapsed(session) + since * clock->rate);
	if (time_of_newest(trace) + clock->elapsed >= next_due(trace))
		expire(session);
}

static int
run_wait(const struct session *session)
{
	const struct trace *trace = engine_trace(sandbox_branch(&session->sandbox)->engine);
	int64_t rest = next_due(trace) - time_of_newest(trace) - elapsed(session);
	int64_t ms = (rest / session->clock.rate + 999) / 1000;
	int step = session->clock.rate == 1 ? 1000 : session->clock.rate == 10 ? 200 : 100;

	return ms < 1 ? 1 : ms < step ? (int)ms : step;
}

static void
rate_set(struct session *session, int index)
{
	struct clock *clock = &session->clock;
	struct str text = { 0 };

	clock->rate = rates[index];
	clock->at = 0;
	if (clock->rate == 0) {
		clock_play(session);
		look_at_now(session);
		message_set(session, _("Time stands still. + lets it run."));
		return;
	}
	str_addf(&text, _("Time runs, ×%d: + runs faster, - slower, and then it stands."),
	    clock->rate);
	message_set(session, next_due(engine_trace(engine_now_shown(session))) >= 0 ?
	    str_text(&text) : _("Time runs, but no timer does: nothing will happen by itself."));
	str_free(&text);
}

static void
rate_change(struct session *session, int by)
{
	int index = 0;

	if (engine_now_shown(session)->ops->poll != NULL) {
		message_set(session, _("Here time is real, and runs as it does."));
		return;
	}
	/* A lesson's own story knows of no time but its own. */
	if (session->below == MODE_LESSON)
		fork_do(session);
	if (session->below != MODE_SANDBOX)
		return;
	if (branch_in_past(sandbox_branch(&session->sandbox))) {
		message_set(session, _("Time runs at the newest moment. End goes there."));
		return;
	}
	while (index < RATE_COUNT - 1 && rates[index] != session->clock.rate)
		index++;
	index += by;
	rate_set(session, index < 0 ? 0 : index < RATE_COUNT ? index : RATE_COUNT - 1);
}

void
faster_do(struct session *session)
{
	rate_change(session, 1);
}

void
slower_do(struct session *session)
{
	rate_change(session, -1);
}

/* ---- real engines' */

static void
look(struct session *session, struct engine *engine)
{
	size_t count = engine->trace.count;

	if (session->below == MODE_LESSON) {
		player_poll(&session->player);
	} else {
		branch_poll(sandbox_branch(&session->sandbox));
		sandbox_walk(&session->sandbox);
	}
	engine->trace.clock = engine_now(engine);
	if (engine->trace.count > count)
		session->clock.looks = CLOCK_LOOKS;
	else if (session->clock.looks > 0)
		session->clock.looks--;
}

static int
look_wait(const struct session *session, const struct engine *engine)
{
	int64_t due = next_due(engine_trace(engine));
	int64_t rest = (due - engine_now(engine)) / 1000 + LOOK_SLACK;

	if (session->clock.looks > 0)
		return LOOK_SOON;
	if (due < 0)
		return -1;
	/* What is overdue comes in a moment. */
	if (rest <= LOOK_SLACK && rest > -LOOK_LATER)
		return LOOK_SOON;
	return rest > LOOK_SLACK && rest < LOOK_LATER ? (int)rest : LOOK_LATER;
}

/* ---- both */

int
session_wait(const struct session *session)
{
	const struct engine *engine = engine_now_shown(session);

	if (engine != NULL && engine->ops->poll != NULL)
		return look_wait(session, engine);
	return runs(session) ? run_wait(session) : -1;
}

void
session_tick(struct session *session, int64_t now)
{
	struct engine *engine = engine_now_shown(session);

	if (engine != NULL && engine->ops->poll != NULL)
		look(session, engine);
	else if (runs(session))
		run(session, now);
	else
		session->clock.at = 0;
	challenge_watch(session);
}
