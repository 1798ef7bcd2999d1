/* Branches that are played on, and their being written down. */
#include "app/sandbox.h"

#include <string.h>

#include "app/output.h"
#include "base/i18n.h"
#include "lesson/goal.h"
#include "tcp/edge.h"

/* Older ones are forgotten, but for the first. */
#define BRANCHES_MAX 8

void
sandbox_fini(struct sandbox *sandbox)
{
	for (size_t i = 0; i < sandbox->branches.n; i++)
		branch_free(sandbox->branches.v[i]);
	vec_free(&sandbox->branches);
}

void
sandbox_add(struct sandbox *sandbox, struct branch *branch)
{
	if (sandbox->branches.n == BRANCHES_MAX) {
		size_t gone = sandbox->now == 1 ? 2 : 1;
		branch_free(sandbox->branches.v[gone]);
		memmove(&sandbox->branches.v[gone], &sandbox->branches.v[gone + 1],
		    (BRANCHES_MAX - gone - 1) * sizeof(struct branch *));
		sandbox->branches.n--;
	}
	vec_push(&sandbox->branches, branch);
	sandbox->now = sandbox->branches.n - 1;
	sandbox_walk(sandbox);
}

struct branch *
sandbox_branch(const struct sandbox *sandbox)
{
	return sandbox->branches.n > 0 ? sandbox->branches.v[sandbox->now] : NULL;
}

void
sandbox_walk(struct sandbox *sandbox)
{
	struct branch *branch = sandbox_branch(sandbox);
	const struct trace *trace = engine_trace(branch->engine);

	/* The newest of them may have grown since. */
	edges_walk(sandbox->walked, trace, branch->walked > 0 ? branch->walked - 1 : 0);
	branch->walked = trace->count;
}

int
sandbox_walked(const struct sandbox *sandbox)
{
	int walked = 0;

	for (int i = 0; i < edge_pairs() && i < EDGES_MAX; i++)
		walked += goal_wants_pair(i) && sandbox->walked[i];
	return walked;
}

int
sandbox_wanted(void)
{
	int wanted = 0;

	for (int i = 0; i < edge_pairs(); i++)
		wanted += goal_wants_pair(i);
	return wanted;
}

void
sandbox_suggest(struct sandbox *sandbox)
{
	const struct moment *moment = branch_moment(sandbox_branch(sandbox));

	sandbox->pointed = false;
	if (moment != NULL && moment->wire_count > 0) {
		sandbox->group = GROUP_WIRE;
		sandbox->column = 0;
	} else if (sandbox->group == GROUP_WIRE) {
		/* Whoever delivers with Enter, Enter, Enter forges nothing at the end. */
		sandbox->group = GROUP_TIME;
		sandbox->column = 0;
	}
}

/* ---- writing it down */

static void
states_expect(struct str *out, const struct moment *moment)
{
	str_addf(out, "expect A %s B %s\n", state_name((enum state)moment->end[END_A].state),
	    state_name((enum state)moment->end[END_B].state));
}

/*
 * The last moment of a command, or NULL: it was a setting. *from is where those
 * of the command before ended; what a real engine did by itself has no statement.
 */
static const struct moment *
last_of(const struct trace *trace, size_t *from, uint32_t statement)
{
	const struct moment *last = NULL;

	for (; *from < trace->count && trace->moments[*from].statement <= statement; (*from)++) {
		if (trace->moments[*from].statement == statement)
			last = &trace->moments[*from];
	}
	return last;
}

static bool
states_differ(const struct moment *moment, const uint8_t states[END_COUNT])
{
	return moment->end[END_A].state != states[END_A] ||
	    moment->end[END_B].state != states[END_B];
}

void
sandbox_lesson(struct str *out, const struct branch *branch)
{
	const struct trace *trace = engine_trace(branch->engine);
	uint8_t states[END_COUNT] = { STATE_CLOSED, STATE_CLOSED };
	size_t from = 0;

	str_add(out, _("# From the sandbox\n\nWhat was played. Write here what a reader "
	    "should look at.\n\n"));
	str_add(out, "```scene\n");
	for (size_t i = 0; i < branch->doings.n; i++) {
		const struct doing *doing = &branch->doings.v[i];
		const struct moment *moment = last_of(trace, &from, doing->statement);
		command_print(out, &doing->command);
		str_addc(out, '\n');
		if (moment == NULL || !states_differ(moment, states))
			continue;
		states_expect(out, moment);
		for (int end = 0; end < END_COUNT; end++)
			states[end] = moment->end[end].state;
	}
	str_add(out, "```\n");
}

bool
sandbox_save(const struct branch *branch, const char *file, struct error *error)
{
	struct str text = { 0 };
	struct output output;

	if (!output_open_new(&output, file, error))
		return false;
	sandbox_lesson(&text, branch);
	fputs(str_text(&text), output.file);
	bool fine = output_close(&output, true, error);
	str_free(&text);
	return fine;
}
