/*
 * Hints, one after the other: what the goal's author says; who is to do
 * something; the statement itself. Whoever is on the solution's way is told
 * its next, if no way is shorter; else the first of what the search finds.
 */
#include "challenge_private.h"

#include <string.h>

#include "base/i18n.h"
#include "lesson/question.h"
#include "model/model.h"
#include "tcp/edge.h"

/* The branch played again on a model. NULL: it did what no model can. */
static struct engine *
model_of(const struct branch *branch)
{
	struct engine *engine = model_new();
	struct error why;

	for (size_t i = 0; i < branch->doings.n; i++) {
		if (engine_command(engine, &branch->doings.v[i].command, &why) != DONE) {
			engine_free(engine);
			return NULL;
		}
	}
	return engine;
}

/* Ways that the search finds may lead through a state that one shall not be in. */
static bool
forbids_states(const struct goals *goals)
{
	for (size_t i = 0; i < goals->list.n; i++) {
		if (goals->list.v[i].kind == GOAL_NEVER)
			return true;
	}
	return false;
}

bool
path_to_goal(struct path *path, const struct challenge *challenge, const struct goal *goal,
    const struct branch *branch, int longest)
{
	if (goal->kind != GOAL_STATES || !goal->has_state[END_A] || !goal->has_state[END_B] ||
	    forbids_states(challenge->lesson->goals))
		return false;
	struct engine *engine = model_of(branch);
	if (engine == NULL)
		return false;
	bool found = path_from(path, engine, (enum state)goal->state[END_A],
	    (enum state)goal->state[END_B], longest);
	if (!found || path->statements == 0) {
		path_fini(path);
		found = false;
	}
	engine_free(engine);
	return found;
}

static const struct goal *
goal_next(const struct challenge *challenge, size_t *i)
{
	const struct goals *goals = challenge->lesson->goals;

	for (*i = 0; *i < goals->list.n; (*i)++) {
		if (!challenge->marks.met[*i])
			return &goals->list.v[*i];
	}
	return NULL;
}

/* ---- the next statement */

static bool
command_equal(const struct command *a, const struct command *b)
{
	struct str x = { 0 }, y = { 0 };

	command_print(&x, a);
	command_print(&y, b);
	bool equal = strcmp(str_text(&x), str_text(&y)) == 0;
	str_free(&x);
	str_free(&y);
	return equal;
}

/*
 * What was played and the solution, each on a model, moment beside moment: a
 * segment may be named in other words, or be delivered with others at once.
 */
struct following {
	const struct branch	*branch;
	struct engine		*played, *solved;
	size_t			 done;	/* doings that were played again */
	size_t			 seen;	/* moments of them that were looked at */
};

enum follows {
	FOLLOWS,
	NOT_YET,	/* all that was played leads there, and it is still to be done */
	ASTRAY
};

static void
following_init(struct following *f, const struct branch *branch)
{
	struct error why;

	*f = (struct following){ .branch = branch, .played = model_new(), .solved = model_new() };
	for (; f->done < branch->given_doings; f->done++) {
		engine_command(f->played, &branch->doings.v[f->done].command, &why);
		engine_command(f->solved, &branch->doings.v[f->done].command, &why);
	}
	f->seen = engine_trace(f->played)->count;
}

static void
following_fini(struct following *f)
{
	engine_free(f->played);
	engine_free(f->solved);
}

/* The next doing. False: it is nothing that a model can do. */
static bool
doing_play(struct following *f)
{
	const struct doing *doing = &f->branch->doings.v[f->done++];
	struct error why;
	enum done done = engine_command(f->played, &doing->command, &why);

	if (doing->idle)
		f->seen = engine_trace(f->played)->count;
	return done == DONE || doing->idle;
}

static bool
moment_equal(const struct following *f, size_t at)
{
	const struct trace *played = engine_trace(f->played), *solved = engine_trace(f->solved);
	struct str x = { 0 }, y = { 0 };

	moment_headline(&x, played, &played->moments[f->seen]);
	moment_headline(&y, solved, &solved->moments[at]);
	bool equal = strcmp(str_text(&x), str_text(&y)) == 0;
	str_free(&x);
	str_free(&y);
	return equal;
}

/* What is set shows in no moment. */
static enum follows
setting_follow(struct following *f, const struct command *command)
{
	while (f->done < f->branch->doings.n && f->branch->doings.v[f->done].idle)
		doing_play(f);
	if (f->done == f->branch->doings.n)
		return NOT_YET;
	return command_equal(command, &f->branch->doings.v[f->done].command) && doing_play(f) ?
	    FOLLOWS : ASTRAY;
}

static enum follows
command_follow(struct following *f, const struct command *command)
{
	const struct trace *played = engine_trace(f->played), *solved = engine_trace(f->solved);
	size_t at = solved->count;
	struct error why;

	if (engine_command(f->solved, command, &why) != DONE)
		return ASTRAY;
	if (solved->count == at)
		return setting_follow(f, command);
	while (at < solved->count) {
		if (f->seen < played->count) {
			if (!moment_equal(f, at))
				return ASTRAY;
			f->seen++;
			at++;
		} else if (f->done == f->branch->doings.n) {
			return NOT_YET;
		} else if (!doing_play(f)) {
			return ASTRAY;
		}
	}
	return FOLLOWS;
}

/* The solution's next command, if all before it was done in its order; else its first. */
static const struct command *
solution_next(const struct challenge *challenge, const struct branch *branch, bool *anew)
{
	const struct scene *solution = &challenge->lesson->solution;
	const struct command *first = NULL, *next = NULL;
	enum follows follows = FOLLOWS;
	struct following following;

	following_init(&following, branch);
	for (size_t i = 0; i < solution->count && follows == FOLLOWS; i++) {
		const struct statement *statement = &solution->statements[i];
		if (statement->is_expect || !(statement->on & ON_MODEL))
			continue;
		if (first == NULL)
			first = &statement->command;
		follows = command_follow(&following, &statement->command);
		if (follows == NOT_YET)
			next = &statement->command;
	}
	following_fini(&following);
	*anew = next == NULL;
	return next != NULL ? next : first;
}

/* The first line of a path, as a command. */
static bool
path_first(struct command *command, const struct path *path)
{
	const char *text = str_text(&path->scene);
	struct scene scene = { .count = 0 };
	struct errors errors;

	errors_init(&errors, "");
	bool fine = scene_parse(&scene, text, strcspn(text, "\n"), 1, 1, &errors) &&
	    scene.count == 1 && !scene.statements[0].is_expect;
	if (fine)
		*command = scene.statements[0].command;
	scene_fini(&scene);
	errors_fini(&errors);
	return fine;
}

/*
 * False: nothing is known to lead on. *anew: only from the beginning, or from there it
 * is shorter.
 */
static bool
command_next(struct command *command, const struct challenge *challenge, const struct goal *goal,
    const struct branch *branch, bool *anew)
{
	const struct command *next = solution_next(challenge, branch, anew);
	bool shortest = solution_length(challenge->lesson) == challenge->par;
	struct path path;

	/* The search knows no `deliver all`: on the way that par counts it would go a longer one. */
	if ((*anew || !shortest) &&
	    path_to_goal(&path, challenge, goal, branch, challenge->reach)) {
		bool fine = path_first(command, &path);
		path_fini(&path);
		if (fine) {
			*anew = false;
			return true;
		}
	}
	if (next != NULL)
		*command = *next;
	return next != NULL;
}

/* ---- in words */

static void
nudge_say(struct str *out, const struct command *command)
{
	switch ((enum verb)command->verb) {
	case VERB_CALL:
	case VERB_ACCEPT:
		str_addf(out, _("Next: a call of the program at %c."),
		    end_letter((enum end)command->end));
		break;
	case VERB_DELIVER:
	case VERB_DELIVER_ALL:
		str_add(out, _("Next: something that is under way arrives."));
		break;
	case VERB_DROP:
	case VERB_DUPLICATE:
		str_add(out, _("Next: something happens to a segment that is under way."));
		break;
	case VERB_INJECT:
		str_add(out, _("Next: a segment that neither end has sent."));
		break;
	default:
		str_add(out, _("Next: let time pass."));
		break;
	}
}

/* Of many edges, one that is missing. */
static void
edge_say(struct str *out, const struct challenge *challenge)
{
	for (int pair = 0; pair < edge_pairs() && pair < GOAL_PAIRS_MAX; pair++) {
		const struct edge *edge = edge_of_pair(pair);
		if (!goal_wants_pair(pair) || challenge->marks.walked[pair])
			continue;
		str_addf(out, _("Still missing: %s → %s (%s). e: all of them."),
		    state_name((enum state)edge->from), state_name((enum state)edge->to),
		    edge->event);
		return;
	}
}

static void
statement_say(struct str *out, const struct command *command, bool anew)
{
	struct str text = { 0 };

	command_print(&text, command);
	str_addf(out, anew ? _("From the beginning (X): %s") : _("Next: %s"), str_text(&text));
	str_free(&text);
}

void
challenge_hint(struct str *out, struct challenge *challenge, const struct branch *branch)
{
	size_t i;
	const struct goal *goal = goal_next(challenge, &i);
	struct command command;
	bool anew;

	if (goal == NULL) {
		str_add(out, _("All goals are met. X: once more"));
		return;
	}
	int level = challenge->hints++ + (goal->hint.span_count == 0);
	if (level == 0)
		line_text(out, &goal->hint);
	else if (goal->kind == GOAL_EVERY_EDGE)
		edge_say(out, challenge);
	else if (!command_next(&command, challenge, goal, branch, &anew))
		str_add(out, _("From here nothing is known that leads there. X begins again."));
	else if (anew && level == 1)
		str_add(out, _("From here no short way is known. X begins again; ? says how."));
	else if (level == 1)
		nudge_say(out, &command);
	else
		statement_say(out, &command, anew);
}
