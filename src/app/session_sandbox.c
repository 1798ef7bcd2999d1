/* Free play: choices, branches, history. */
#include "session_acts.h"

#include <assert.h>

#include "base/i18n.h"

/* ---- in and out */

static void
enter(struct session *session)
{
	session->below = session->resumed = MODE_SANDBOX;
	sandbox_suggest(&session->sandbox);
	look_at_now(session);
}

/* To the last branch that is no challenge's. */
static bool
sandbox_own(struct sandbox *sandbox)
{
	if (sandbox->branches.n > 0 && sandbox_branch(sandbox)->challenge == 0)
		return true;
	for (size_t i = sandbox->branches.n; i-- > 0;) {
		if (sandbox->branches.v[i]->challenge == 0) {
			sandbox->now = i;
			return true;
		}
	}
	return false;
}

bool
session_sandbox(struct session *session, struct error *error)
{
	if (!sandbox_own(&session->sandbox)) {
		struct engine *engine = session->kind->open(error);
		if (engine == NULL)
			return false;
		sandbox_add(&session->sandbox, branch_new(engine));
		session->of_lesson = false;
	}
	enter(session);
	return true;
}

/* A fresh engine; NULL, and the reason is the message. */
static struct engine *
engine_fresh(struct session *session)
{
	struct error why;
	struct engine *engine = session->kind->open(&why);

	if (engine == NULL)
		message_set(session, why.text);
	/* open() fills why and keeps nothing of it. */
	/* cppcheck-suppress returnDanglingLifetime */
	return engine;
}

void
fork_do(struct session *session)
{
	if (challenge_enter(session))
		return;
	struct engine *engine = engine_fresh(session);
	if (engine == NULL)
		return;
	sandbox_add(&session->sandbox, branch_of_player(&session->player, engine));
	session->of_lesson = true;
	enter(session);
	message_set(session, _("From here on you play. Esc goes back to the lesson."));
}

void
fresh_do(struct session *session)
{
	struct engine *engine = engine_fresh(session);

	if (engine == NULL)
		return;
	sandbox_add(&session->sandbox, branch_new(engine));
	session->sandbox.group = GROUP_A;
	session->sandbox.column = 0;
	look_at_now(session);
	message_set(session, _("Two new ends. o goes back to what was played before."));
}

void
leave_sandbox_do(struct session *session)
{
	const struct branch *branch = sandbox_branch(&session->sandbox);
	struct error error;

	if (session->of_lesson && session->has_player) {
		if (!challenge_on(session) && branch->doings.n > branch->given_doings)
			message_set(session, _("What was played is kept: o goes back to it, and S "
			    "there saves it."));
		session->below = session->resumed = MODE_LESSON;
	} else if (!session_menu(session, &error))
		message_set(session, error.text);
	look_at_now(session);
}

/* From the lesson to what was played last; from one branch to the next. */
void
other_do(struct session *session)
{
	struct sandbox *sandbox = &session->sandbox;
	struct str text = { 0 };

	if (sandbox->branches.n == 0) {
		message_set(session, _("There is no other branch yet. f begins one here."));
		return;
	}
	bool only = session->below == MODE_SANDBOX && sandbox->branches.n == 1;
	if (session->below == MODE_SANDBOX)
		sandbox->now = (sandbox->now + 1) % sandbox->branches.n;
	enter(session);
	if (only) {
		message_set(session, _("This is the only branch. Go back with Backspace and do "
		    "something else there: that begins another one, and o goes between them."));
		return;
	}
	str_addf(&text, _("Branch %zu of %zu."), sandbox->now + 1, sandbox->branches.n);
	message_set(session, str_text(&text));
	str_free(&text);
}

/* ---- doing */

/* What a call was answered, if that was an error. */
static void
refusal_say(struct session *session, const struct moment *moment)
{
	struct str text = { 0 };

	if (moment == NULL || !kind_is_call((enum cause_kind)moment->cause.kind) ||
	    !reply_is_error((enum reply)moment->reply))
		return;
	moment_headline(&text, engine_trace(sandbox_branch(&session->sandbox)->engine), moment);
	str_addf(&text, " = %s", _(reply_text((enum reply)moment->reply)));
	message_set(session, str_text(&text));
	str_free(&text);
}

bool
sandbox_do(struct session *session, const struct command *command)
{
	struct branch *branch = sandbox_branch(&session->sandbox);
	struct error why;

	clock_play(session);
	if (branch_in_past(branch)) {
		struct engine *engine = engine_fresh(session);
		if (engine == NULL)
			return false;
		branch = branch_fork(branch, engine);
		session->challenge.looked = NULL;
		sandbox_add(&session->sandbox, branch);
		message_set(session, _("This is a branch of its own. o goes to the one before."));
	}
	enum done done = branch_do(branch, command, &why);
	if (done != DONE)
		message_set(session, why.text);
	else
		refusal_say(session, branch_moment(branch));
	if (done == DONE && challenge_on(session))
		challenge_acted(&session->challenge, &branch->doings.v[branch->doings.n - 1]);
	sandbox_walk(&session->sandbox);
	sandbox_suggest(&session->sandbox);
	look_at_now(session);
	return done == DONE;
}

static void
choices_make(const struct session *session, struct choices *choices)
{
	choices_init(choices, sandbox_branch(&session->sandbox));
}

void
choice_do(struct session *session)
{
	struct choices choices;
	char why[CHOICE_WHY];

	choices_make(session, &choices);
	const struct choice *choice = choices_at(&choices, session->sandbox.group,
	    session->sandbox.column);
	if (choice->why_not != NULL)
		message_set(session, choice_why_not(why, sizeof(why), choice));
	else if (choice->forge)
		forge_open(session, (enum end)choice->command.end);
	else
		sandbox_do(session, &choice->command);
	choices_fini(&choices);
}

/* The segment under the cursor, or the oldest in flight. */
static const struct choice *
segment_chosen(const struct session *session, const struct choices *choices)
{
	const struct sandbox *sandbox = &session->sandbox;
	const struct choice *choice = choices_at(choices, GROUP_WIRE,
	    sandbox->group == GROUP_WIRE ? sandbox->column : 0);

	return choice->flight >= 0 ? choice : choices_at(choices, GROUP_WIRE, 0);
}

static void
flight_do(struct session *session, enum verb verb)
{
	struct choices choices;

	choices_make(session, &choices);
	const struct choice *choice = segment_chosen(session, &choices);
	struct command command = choice->command;
	command.verb = (uint8_t)verb;
	if (choice->flight < 0)
		message_set(session, _("No segment is in flight."));
	else
		sandbox_do(session, &command);
	choices_fini(&choices);
}

void
drop_do(struct session *session)
{
	flight_do(session, VERB_DROP);
}

void
duplicate_do(struct session *session)
{
	flight_do(session, VERB_DUPLICATE);
}

/* ---- the cursor */

static void
cursor_move(struct session *session, int groups, int columns)
{
	struct sandbox *sandbox = &session->sandbox;
	struct choices choices;

	choices_make(session, &choices);
	sandbox->pointed = true;
	if (groups != 0) {
		sandbox->group = (enum choice_group)(((int)sandbox->group + groups + GROUP_COUNT) %
		    GROUP_COUNT);
		sandbox->column = sandbox->group < GROUP_WIRE ? sandbox->wanted : 0;
	}
	size_t count = choices_count(&choices, sandbox->group);
	assert(count > 0);	/* every group has what can always be chosen */
	if (sandbox->column >= count)
		sandbox->column = count - 1;
	sandbox->column = (sandbox->column + count + (size_t)(columns + (int)count)) % count;
	/* From the calls of one end to those of the other, and back from the wire. */
	if (columns != 0 && sandbox->group < GROUP_WIRE)
		sandbox->wanted = sandbox->column;
	choices_fini(&choices);
}

void
group_up_do(struct session *session)
{
	cursor_move(session, -1, 0);
}

void
group_down_do(struct session *session)
{
	cursor_move(session, 1, 0);
}

void
choice_left_do(struct session *session)
{
	cursor_move(session, 0, -1);
}

void
choice_right_do(struct session *session)
{
	cursor_move(session, 0, 1);
}

/* ---- history */

static void
history_go(struct session *session, size_t at)
{
	sandbox_branch(&session->sandbox)->at = at;
	sandbox_suggest(&session->sandbox);
	look_at_now(session);
}

void
history_back_do(struct session *session)
{
	size_t at = sandbox_branch(&session->sandbox)->at;

	if (at > 0)
		history_go(session, at - 1);
	else
		message_set(session, _("Nothing has happened before this."));
}

void
history_forth_do(struct session *session)
{
	const struct branch *branch = sandbox_branch(&session->sandbox);

	if (branch_in_past(branch))
		history_go(session, branch->at + 1);
	else
		message_set(session, _("This is the newest moment. Choose what happens next."));
}

void
history_first_do(struct session *session)
{
	history_go(session, 0);
}

void
history_last_do(struct session *session)
{
	history_go(session, engine_trace(sandbox_branch(&session->sandbox)->engine)->count);
}
