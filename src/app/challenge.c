/* What a challenge counts, and where it ends. */
#include "app/challenge.h"

#include <string.h>

#include "base/i18n.h"
#include "challenge_private.h"
#include "tcp/edge.h"

/* The search delivers one by one what the solution may deliver all at once. */
static int
longest_for(size_t length)
{
	return 2 * (int)length + 4;
}

/* Par and reach, from the solution and from what the search finds. */
static void
measure(struct challenge *challenge, const struct branch *branch)
{
	const struct goals *goals = challenge->lesson->goals;
	size_t length = solution_length(challenge->lesson);
	struct path path;

	challenge->par = length;
	challenge->reach = (int)length;
	for (size_t i = 0; i < goals->list.n; i++) {
		if (!path_to_goal(&path, challenge, &goals->list.v[i], branch, longest_for(length)))
			continue;
		if (path.statements > challenge->reach)
			challenge->reach = path.statements;
		if (goals->list.n == 1 && (length == 0 || (size_t)path.statements < length))
			challenge->par = (size_t)path.statements;
		path_fini(&path);
	}
}

void
challenge_recall(struct challenge *challenge, const bool *walked, size_t walked_count)
{
	for (size_t i = 0; i < walked_count && i < GOAL_PAIRS_MAX; i++)
		challenge->marks.walked[i] |= walked[i];
}

struct branch *
challenge_begin(struct challenge *challenge, const struct lesson *lesson, struct engine *fresh,
    const bool *walked, size_t walked_count)
{
	struct branch *branch = branch_of_lesson(lesson, fresh);

	*challenge = (struct challenge){ .lesson = lesson, .serial = challenge->serial + 1 };
	if (walked != NULL)
		challenge_recall(challenge, walked, walked_count);
	branch->challenge = challenge->serial;
	branch->given = branch->at;
	branch->given_doings = branch->doings.n;
	measure(challenge, branch);
	return branch;
}

void
challenge_end(struct challenge *challenge)
{
	*challenge = (struct challenge){ .serial = challenge->serial };
}

bool
challenge_has(const struct challenge *challenge, const struct branch *branch)
{
	return challenge->lesson != NULL && branch != NULL &&
	    branch->challenge == challenge->serial;
}

void
challenge_acted(struct challenge *challenge, const struct doing *doing)
{
	if (doing->idle)
		return;
	challenge->acts++;
	challenge->hints = 0;
	memset(challenge->fresh, 0, sizeof(challenge->fresh));
}

/* If this branch alone meets them all, what was tried elsewhere does not count. */
static size_t
steps_taken(const struct challenge *challenge, const struct branch *branch)
{
	size_t steps = 0;

	for (size_t i = 0; i < challenge->lesson->goals->list.n; i++) {
		if (!challenge->marks.here[i])
			return challenge->acts;
	}
	for (size_t i = branch->given_doings; i < branch->doings.n; i++)
		steps += !branch->doings.v[i].idle;
	return steps;
}

bool
challenge_look(struct challenge *challenge, const struct branch *branch)
{
	const struct goals *goals = challenge->lesson->goals;
	const struct trace *trace = engine_trace(branch->engine);
	struct goal_marks before = challenge->marks;

	if (challenge->looked != branch || challenge->marks.seen > trace->count)
		goal_marks_rewind(&challenge->marks);
	challenge->looked = branch;
	/* The newest moment of a real engine may have grown. */
	challenge->marks.seen -= challenge->marks.seen > 0;
	challenge->met = goals_look(&challenge->marks, goals, trace, branch->given, trace->count);
	for (size_t i = 0; i < goals->list.n; i++)
		challenge->fresh[i] |= challenge->marks.met[i] && !before.met[i];
	if (challenge->met < goals->list.n || challenge->steps > 0)
		return false;
	challenge->steps = steps_taken(challenge, branch);
	return challenge->steps > 0;
}

void
challenge_goal(struct str *out, const struct challenge *challenge, size_t i)
{
	const struct goal *goal = &challenge->lesson->goals->list.v[i];
	int walked = 0, wanted = 0;

	goal_text(out, goal);
	if (goal->kind != GOAL_EVERY_EDGE)
		return;
	for (int pair = 0; pair < edge_pairs() && pair < GOAL_PAIRS_MAX; pair++) {
		wanted += goal_wants_pair(pair);
		walked += goal_wants_pair(pair) && challenge->marks.walked[pair];
	}
	str_addf(out, _(" (%d of %d)"), walked, wanted);
}

void
challenge_won(struct str *out, const struct challenge *challenge, size_t best)
{
	str_addf(out, _n("All goals are met, in %zu step.", "All goals are met, in %zu steps.",
	    challenge->steps), challenge->steps);
	if (challenge->steps <= challenge->par)
		str_addf(out, _(" No shorter way is known (par: %zu)."), challenge->par);
	else
		str_addf(out, _(" Par is %zu."), challenge->par);
	if (best > 0)
		str_addf(out, best > challenge->steps ? _(" Your best so far was %zu.") :
		    _(" Your best is %zu."), best);
}
