/* A challenge is played as its solution says: does it come to what is asked for? */
#include "lesson/goal.h"

#include <string.h>

#include "base/i18n.h"
#include "lesson/player.h"
#include "model/model.h"

void
goals_prove(struct proof *proof, struct player *player)
{
	memset(proof, 0, sizeof(*proof));
	player_run(player);
	proof->begin = engine_trace(player->engine)->count;
	player_solve(player);
	const struct trace *trace = engine_trace(player->engine);
	proof->met = goals_look(&proof->marks, player->lesson->goals, trace, proof->begin,
	    trace->count);
}

size_t
solution_length(const struct lesson *lesson)
{
	size_t length = 0;

	for (size_t i = 0; i < lesson->solution.count; i++) {
		const struct statement *statement = &lesson->solution.statements[i];
		length += !statement->is_expect && (statement->on & ON_MODEL) != 0;
	}
	return length;
}

/* Before anything has happened both ends are CLOSED. */
static bool
holds_in_nothing(const struct goal *goal)
{
	if (goal->kind == GOAL_EITHER)
		return !goal->then && goal->state[END_A] == STATE_CLOSED;
	for (int end = 0; end < END_COUNT; end++) {
		if (goal->has_state[end] && goal->state[end] != STATE_CLOSED)
			return false;
	}
	return !goal->then;
}

/* States at the beginning are met by whatever is done first. */
static void
check_beginning(const struct goals *goals, const struct trace *trace, size_t begin,
    struct errors *errors)
{
	struct goal_marks marks = { .seen = 0 };

	if (begin > 0)
		goals_look(&marks, goals, trace, begin - 1, begin);
	for (size_t i = 0; i < goals->list.n; i++) {
		const struct goal *goal = &goals->list.v[i];
		bool about_states = goal->kind == GOAL_STATES || goal->kind == GOAL_EITHER;
		if (about_states && (begin > 0 ? marks.met[i] : holds_in_nothing(goal)))
			errors_add(errors, goal->line, 1, _("\"%s\" holds already where the learner begins"),
			    goal->source);
	}
}

static void
check_solution(const struct goals *goals, const struct proof *proof, struct errors *errors)
{
	for (size_t i = 0; i < goals->list.n; i++) {
		if (!proof->marks.met[i])
			errors_add(errors, goals->list.v[i].line, 1,
			    _("the solution does not meet \"%s\""), goals->list.v[i].source);
	}
}

void
goals_check(const struct lesson *lesson, struct errors *errors)
{
	const struct goals *goals = lesson->goals;
	struct player player;
	struct proof proof;

	if (goals == NULL) {
		if (lesson->solution.count > 0)
			errors_add(errors, lesson->solution.statements[0].line, 1,
			    _("a solution needs goals: a block ```goal"));
		return;
	}
	if (goals->list.n == 0) {
		errors_add(errors, 1, 1, _("the block ```goal has no goals"));
		return;
	}
	player_init(&player, lesson, model_new());
	goals_prove(&proof, &player);
	check_beginning(goals, engine_trace(player.engine), proof.begin, errors);
	if (lesson->solution.count > 0)
		check_solution(goals, &proof, errors);
	else
		errors_add(errors, goals->list.v[0].line, 1, _("a challenge needs a solution, which proves "
		    "that its goals can be met: a block ```solution, written as a scene"));
	player_fini(&player);
}
