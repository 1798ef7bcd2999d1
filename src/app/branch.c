/* Branches, and how one is brought to a moment of another. */
#include "app/branch.h"

#include <stdlib.h>

#include "base/mem.h"

struct branch *
branch_new(struct engine *engine)
{
	struct branch *branch = mem_alloc(1, sizeof(*branch));

	branch->engine = engine;
	return branch;
}

void
branch_free(struct branch *branch)
{
	if (branch == NULL)
		return;
	engine_free(branch->engine);
	vec_free(&branch->doings);
	free(branch);
}

/* An error at once, and no segment and no edge with it. */
static bool
was_refused(const struct engine *engine)
{
	const struct trace *trace = engine_trace(engine);
	const struct moment *moment;

	if (trace->count == 0)
		return false;
	moment = &trace->moments[trace->count - 1];
	return moment->statement == engine->statements &&
	    kind_is_call((enum cause_kind)moment->cause.kind) &&
	    reply_is_error((enum reply)moment->reply) &&
	    moment->edge_count == 0 && moment->sent_count == 0;
}

enum done
branch_do(struct branch *branch, const struct command *command, struct error *why)
{
	enum done done = engine_command(branch->engine, command, why);

	if (done == DONE)
		vec_push(&branch->doings, (struct doing){ .command = *command,
		    .statement = branch->engine->statements,
		    .idle = was_refused(branch->engine) });
	branch->at = engine_trace(branch->engine)->count;
	return done;
}

void
branch_elapse(struct branch *branch, int64_t us)
{
	struct command wait = { .verb = VERB_WAIT, .duration = us };
	struct error why;

	if (branch_do(branch, &wait, &why) == DONE)
		branch->doings.v[branch->doings.n - 1].idle = true;
}

/* What was done elsewhere, here. */
static void
do_again(struct branch *branch, const struct doing *doing)
{
	struct error why;

	if (branch_do(branch, &doing->command, &why) == DONE && doing->idle)
		branch->doings.v[branch->doings.n - 1].idle = true;
}

/* ---- forking */

/* What led to the first so many moments of a trace. */
struct past {
	const struct trace	*trace;
	size_t			 moments;
	const struct doing	*doings;
	size_t			 count;
};

/* The last that was played there; what a real engine did by itself has none. */
static uint32_t
past_statement(const struct past *past)
{
	for (size_t i = past->moments; i-- > 0;) {
		if (past->trace->moments[i].statement != 0)
			return past->trace->moments[i].statement;
	}
	return 0;
}

/* Does a command go on beyond the moment one looks at? */
static bool
is_cut(const struct past *past, const struct command *command)
{
	return (command->verb == VERB_DELIVER_ALL || command->verb == VERB_WAIT ||
	    command->verb == VERB_WAIT_2MSL) && past->moments < past->trace->count &&
	    past->trace->moments[past->moments].statement == past_statement(past);
}

/* The command that does what one moment of a longer one did. False: it came by itself. */
static bool
command_of_moment(struct command *command, const struct trace *trace,
    const struct moment *moment)
{
	*command = (struct command){ .line = 0 };
	switch ((enum cause_kind)moment->cause.kind) {
	case KIND_DELIVER:
		command->verb = VERB_DELIVER;
		command->which.has_number = true;
		command->which.number = trace->flights[moment->cause.flight].number;
		return true;
	case KIND_TIMER:
		command->verb = VERB_WAIT_TIMER;
		return true;
	case KIND_WAIT:
		command->verb = VERB_WAIT;
		command->duration = moment->cause.duration;
		return true;
	default:
		return false;
	}
}

/* As much of a command as had happened. */
static void
do_part(struct branch *branch, const struct past *past)
{
	uint32_t statement = past_statement(past);
	struct command command;
	struct error why;

	for (size_t i = 0; i < past->moments; i++) {
		const struct moment *moment = &past->trace->moments[i];
		if (moment->statement == statement &&
		    command_of_moment(&command, past->trace, moment))
			branch_do(branch, &command, &why);
	}
}

/* What cannot be done again (a kernel answers as it likes) is left out. */
static struct branch *
bring_to(const struct past *past, struct engine *fresh)
{
	struct branch *branch = branch_new(fresh);
	uint32_t last = past_statement(past);

	for (size_t i = 0; i < past->count; i++) {
		const struct doing *doing = &past->doings[i];
		if (doing->statement > last)
			break;
		if (doing->statement == last && is_cut(past, &doing->command))
			do_part(branch, past);
		else
			do_again(branch, doing);
	}
	return branch;
}

/* What was given, as far as it was taken along. */
static void
keep_given(struct branch *branch, const struct branch *from)
{
	branch->challenge = from->challenge;
	branch->given = from->given < branch->at ? from->given : branch->at;
	branch->given_doings = from->given_doings < branch->doings.n ? from->given_doings :
	    branch->doings.n;
}

struct branch *
branch_fork(const struct branch *branch, struct engine *fresh)
{
	struct past past = { .trace = engine_trace(branch->engine), .moments = branch->at,
	    .doings = branch->doings.v, .count = branch->doings.n };
	struct branch *copy;

	/* At the newest moment, settings that came after it count too. */
	if (!branch_in_past(branch)) {
		copy = branch_new(fresh);
		for (size_t i = 0; i < past.count; i++)
			do_again(copy, &past.doings[i]);
	} else {
		copy = bring_to(&past, fresh);
	}
	keep_given(copy, branch);
	return copy;
}

struct branch *
branch_of_lesson(const struct lesson *lesson, struct engine *fresh)
{
	struct branch *branch = branch_new(fresh);
	unsigned on = scene_on(fresh->ops->name);
	struct error why;

	for (size_t i = 0; i < lesson->step_count; i++) {
		const struct scene *scene = &lesson->steps[i].scene;
		for (size_t k = 0; k < scene->count; k++) {
			const struct statement *statement = &scene->statements[k];
			if (!statement->is_expect && (statement->on & on))
				branch_do(branch, &statement->command, &why);
		}
	}
	return branch;
}

/* The commands that the player gave its engine so far, counted as it counts them. */
static void
doings_of_player(struct branch *list, const struct player *player)
{
	uint32_t statement = 0;

	for (size_t i = 0; i <= player->step; i++) {
		const struct scene *scene = &player->lesson->steps[i].scene;
		size_t count = i < player->step ? scene->count : player->statement;
		for (size_t k = 0; k < count; k++) {
			const struct statement *said = &scene->statements[k];
			if (said->is_expect || !(said->on & player->on))
				continue;
			statement++;
			vec_push(&list->doings, (struct doing){
			    .command = said->command, .statement = statement });
		}
	}
}

struct branch *
branch_of_player(const struct player *player, struct engine *fresh)
{
	struct branch list = { .engine = NULL };

	doings_of_player(&list, player);
	struct past past = { .trace = engine_trace(player->engine),
	    .moments = player_place(player)->moments,
	    .doings = list.doings.v, .count = list.doings.n };
	struct branch *branch = bring_to(&past, fresh);
	branch->given = branch->at;
	branch->given_doings = branch->doings.n;
	vec_free(&list.doings);
	return branch;
}

/* ---- looking */

void
branch_poll(struct branch *branch)
{
	bool newest = !branch_in_past(branch);

	engine_poll(branch->engine);
	if (newest)
		branch->at = engine_trace(branch->engine)->count;
}

bool
branch_in_past(const struct branch *branch)
{
	return branch->at < engine_trace(branch->engine)->count;
}

const struct moment *
branch_moment(const struct branch *branch)
{
	return branch->at > 0 ? &engine_trace(branch->engine)->moments[branch->at - 1] : NULL;
}

const struct endpoint *
branch_endpoint(const struct branch *branch, enum end end)
{
	const struct moment *moment = branch_moment(branch);

	return moment != NULL ? &moment->end[end] : &engine_trace(branch->engine)->start[end];
}
