/* What has happened, held against what was asked for. */
#include "lesson/goal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "build.h"
#include "lesson/question.h"
#include "tcp/edge.h"

struct goals *
goals_new(void)
{
	return mem_alloc(1, sizeof(struct goals));
}

void
goals_free(struct goals *goals)
{
	if (goals == NULL)
		return;
	for (size_t i = 0; i < goals->list.n; i++) {
		struct goal *goal = &goals->list.v[i];
		free(goal->source);
		block_fini(&goal->words);
		block_fini(&goal->hint);
	}
	vec_free(&goals->list);
	free(goals);
}

static void
states_text(struct str *out, const struct goal *goal)
{
	const char *a = state_name(goal->state[END_A]), *b = state_name(goal->state[END_B]);

	if (!goal->has_state[END_B])
		str_addf(out, _("A in %s"), a);
	else if (!goal->has_state[END_A])
		str_addf(out, _("B in %s"), b);
	else if (goal->state[END_A] == goal->state[END_B])
		str_addf(out, _("both ends in %s at once"), a);
	else if (goal->any)
		str_addf(out, _("one end in %s while the other is in %s"), a, b);
	else
		str_addf(out, _("A in %s while B is in %s"), a, b);
}

static void
lost_text(struct str *out, const struct goal *goal)
{
	char flags[SEGMENT_TEXT];

	segment_flags(flags, sizeof(flags), goal->flags);
	if (goal->has_from)
		str_addf(out, _("a segment %s from %c is lost"), flags, end_letter(goal->sender));
	else
		str_addf(out, _("a segment %s is lost"), flags);
}

void
goal_text(struct str *out, const struct goal *goal)
{
	char flags[SEGMENT_TEXT];

	if (goal->words.span_count > 0) {
		line_text(out, &goal->words);
		return;
	}
	switch ((enum goal_kind)goal->kind) {
	case GOAL_STATES:
		states_text(out, goal);
		break;
	case GOAL_EITHER:
		str_addf(out, _("one end in %s"), state_name(goal->state[END_A]));
		break;
	case GOAL_EDGE:
		str_addf(out, _("an end goes from %s to %s"), state_name(goal->from),
		    state_name(goal->to));
		break;
	case GOAL_EVERY_EDGE:
		str_add(out, _("every edge of the diagram"));
		break;
	case GOAL_LOST:
		lost_text(out, goal);
		break;
	case GOAL_REFUSED:
		str_addf(out, _("a segment %s arrives, and changes no state"),
		    segment_flags(flags, sizeof(flags), goal->flags));
		break;
	case GOAL_ANSWERED:
		str_addf(out, _("a segment %s changes no state, and is answered"),
		    segment_flags(flags, sizeof(flags), goal->flags));
		break;
	case GOAL_CARRIED:
		str_add(out, _("data arrives"));
		break;
	case GOAL_NEVER:
		str_addf(out, _("and no end was in %s"), state_name(goal->state[END_A]));
		break;
	case GOAL_NEVER_DONE:
		str_add(out, goal->cause == KIND_CRASH ? _("and no end has crashed") :
		    _("and nothing was forged"));
		break;
	}
}

bool
goal_wants_pair(int pair)
{
	return edge_of_pair(pair)->origin != EDGE_TEXT;
}

static bool
every_pair(const struct goal_marks *marks)
{
	for (int pair = 0; pair < edge_pairs(); pair++) {
		if (goal_wants_pair(pair) && !marks->walked[pair])
			return false;
	}
	return true;
}

static bool
stands(const struct goal *goal, const struct moment *moment, bool turned)
{
	for (int end = 0; end < END_COUNT; end++) {
		enum end there = turned ? end_other((enum end)end) : (enum end)end;
		if (goal->has_state[end] && moment->end[there].state != goal->state[end])
			return false;
	}
	return true;
}

static bool
walks(const struct goal *goal, const struct moment *moment)
{
	for (uint32_t i = 0; i < moment->edge_count; i++) {
		if (moment->edges[i].from == goal->from && moment->edges[i].to == goal->to)
			return true;
	}
	return false;
}

/* Flags are compared without P, as everywhere. */
static bool
has_flags(const struct goal *goal, const struct flight *flight)
{
	return (flight->seg.flags & ~(unsigned)SEG_PSH) == goal->flags;
}

static bool
loses(const struct goal *goal, const struct trace *trace, const struct moment *moment)
{
	if (moment->cause.kind != KIND_DROP)
		return false;
	const struct flight *flight = &trace->flights[moment->cause.flight];
	return has_flags(goal, flight) && (!goal->has_from || flight->from == goal->sender);
}

static bool
refuses(const struct goal *goal, const struct trace *trace, size_t at)
{
	const struct moment *moment = &trace->moments[at];

	if (moment->cause.kind != KIND_DELIVER && moment->cause.kind != KIND_INJECT)
		return false;
	enum end to = moment->cause.end;
	return has_flags(goal, &trace->flights[moment->cause.flight]) &&
	    moment->edge_count == 0 &&
	    moment->end[to].state == trace_before(trace, at, to)->state;
}

/* Data, and its receiver wants what stands behind it next. */
static bool
carries(const struct trace *trace, size_t at)
{
	const struct moment *moment = &trace->moments[at];
	enum end to = moment->cause.end;

	return moment->cause.kind == KIND_DELIVER &&
	    trace->flights[moment->cause.flight].seg.len > 0 &&
	    moment->end[to].rcv_nxt != trace_before(trace, at, to)->rcv_nxt;
}

bool
goal_is_never(const struct goal *goal)
{
	return goal->kind == GOAL_NEVER || goal->kind == GOAL_NEVER_DONE;
}

/* `never` is for the end: see mark_never. */
static bool
meets(const struct goal *goal, const struct goal_marks *marks, const struct trace *trace,
    size_t at)
{
	const struct moment *moment = &trace->moments[at];

	switch ((enum goal_kind)goal->kind) {
	case GOAL_STATES:
		return stands(goal, moment, false) || (goal->any && stands(goal, moment, true));
	case GOAL_EITHER:
		return moment->end[END_A].state == goal->state[END_A] ||
		    moment->end[END_B].state == goal->state[END_A];
	case GOAL_EDGE:
		return walks(goal, moment);
	case GOAL_EVERY_EDGE:
		return every_pair(marks);
	case GOAL_LOST:
		return loses(goal, trace, moment);
	case GOAL_REFUSED:
		return refuses(goal, trace, at);
	case GOAL_ANSWERED:
		return refuses(goal, trace, at) && moment->sent_count > 0;
	case GOAL_CARRIED:
		return carries(trace, at);
	case GOAL_NEVER:
	case GOAL_NEVER_DONE:
		return false;
	}
	return false;
}

/* Were all goals above i met before this moment? */
static bool
above_met(const struct goal_marks *marks, const struct goals *goals, size_t i, size_t at)
{
	for (size_t k = 0; k < i; k++) {
		if (!goal_is_never(&goals->list.v[k]) &&
		    (!marks->met[k] || (marks->at[k] != NO_MOMENT && marks->at[k] >= at)))
			return false;
	}
	return true;
}

static void
remember(struct goal_marks *marks, const struct trace *trace, size_t at)
{
	const struct moment *moment = &trace->moments[at];

	marks->done |= 1u << moment->cause.kind;
	for (int end = 0; end < END_COUNT; end++)
		marks->been[end] |= 1u << moment->end[end].state;
	for (uint32_t i = 0; i < moment->edge_count; i++) {
		const struct edge_at *edge = &moment->edges[i];
		int pair = edge_pair((enum state)edge->from, (enum state)edge->to);

		marks->been[edge->end] |= 1u << edge->from | 1u << edge->to;
		if (pair >= 0 && pair < GOAL_PAIRS_MAX)
			marks->walked[pair] = true;
	}
}

static void
mark(struct goal_marks *marks, size_t i, size_t at)
{
	marks->here[i] = true;
	if (marks->met[i])
		return;
	marks->met[i] = true;
	marks->at[i] = at;
}

static bool
was_never(const struct goal *goal, const struct goal_marks *marks)
{
	uint32_t bit = 1u << goal->state[END_A];

	if (goal->kind == GOAL_NEVER_DONE)
		return (marks->done & 1u << goal->cause) == 0;
	return ((marks->been[END_A] | marks->been[END_B]) & bit) == 0;
}

/* The goals of the other kinds are met on this very way: was it without those states? */
static void
mark_never(struct goal_marks *marks, const struct goals *goals, size_t at)
{
	for (size_t i = 0; i < goals->list.n; i++) {
		if (!goal_is_never(&goals->list.v[i]) && !marks->here[i])
			return;
	}
	for (size_t i = 0; i < goals->list.n; i++) {
		const struct goal *goal = &goals->list.v[i];
		if (goal_is_never(goal) && was_never(goal, marks))
			mark(marks, i, at);
	}
}

size_t
goals_look(struct goal_marks *marks, const struct goals *goals, const struct trace *trace,
    size_t begin, size_t count)
{
	size_t met = 0;

	assert(goals->list.n <= GOALS_MAX);
	for (; marks->seen < count; marks->seen++) {
		size_t at = marks->seen;

		remember(marks, trace, at);
		for (size_t i = 0; at >= begin && i < goals->list.n; i++) {
			const struct goal *goal = &goals->list.v[i];
			if (!marks->here[i] && meets(goal, marks, trace, at) &&
			    (!goal->then || above_met(marks, goals, i, at)))
				mark(marks, i, at);
		}
		if (at >= begin)
			mark_never(marks, goals, at);
	}
	for (size_t i = 0; i < goals->list.n; i++)
		met += marks->met[i];
	return met;
}

void
goal_marks_rewind(struct goal_marks *marks)
{
	marks->seen = 0;
	marks->done = 0;
	memset(marks->been, 0, sizeof(marks->been));
	memset(marks->here, 0, sizeof(marks->here));
	for (size_t i = 0; i < GOALS_MAX; i++)
		marks->at[i] = NO_MOMENT;
}

void
goals_mirror(struct goals *goals)
{
	for (size_t i = 0; i < goals->list.n; i++) {
		struct goal *goal = &goals->list.v[i];
		if (goal->kind == GOAL_STATES) {
			bool has = goal->has_state[END_A];
			uint8_t state = goal->state[END_A];

			goal->has_state[END_A] = goal->has_state[END_B];
			goal->state[END_A] = goal->state[END_B];
			goal->has_state[END_B] = has;
			goal->state[END_B] = state;
		}
		goal->sender = (uint8_t)end_other(goal->sender);
	}
}
