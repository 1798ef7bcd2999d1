/* Lines that are typed: commands, a file's name, a step's number. */
#include "session_acts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "lesson/scene.h"

/* ---- asking */

void
command_do(struct session *session)
{
	if (session->below == MODE_LESSON)
		fork_do(session);
	if (session->below != MODE_SANDBOX)
		return;
	prompt_open(&session->prompt, PROMPT_COMMAND, "");
	message_set(session, _("A line of the scene language, as in: A send 100. Tab completes, Esc leaves."));
}

void
save_do(struct session *session)
{
	if (sandbox_branch(&session->sandbox)->doings.n == 0) {
		message_set(session, _("Nothing was played yet."));
		return;
	}
	prompt_open(&session->prompt, PROMPT_SAVE, "");
	message_set(session, _("The name of the lesson file to write. Enter writes it, Esc leaves."));
}

void
step_do(struct session *session)
{
	prompt_open(&session->prompt, PROMPT_STEP, "");
}

void
cancel_do(struct session *session)
{
	prompt_close(&session->prompt);
}

/* ---- a command */

static void
expect_do(struct session *session, const struct statement *statement)
{
	const struct engine *engine = sandbox_branch(&session->sandbox)->engine;
	struct str expected = { 0 }, found = { 0 }, text = { 0 };

	if (expect_holds(&statement->expect, engine_trace(engine), engine->statements,
	    &expected, &found))
		str_add(&text, _("It is so."));
	else
		str_addf(&text, _("Expected %s, found %s."), str_text(&expected), str_text(&found));
	message_set(session, str_text(&text));
	str_free(&expected);
	str_free(&found);
	str_free(&text);
}

/* True if the line was done with. */
static bool
statements_do(struct session *session, const struct scene *scene)
{
	unsigned on = scene_on(session->kind->name);

	for (size_t i = 0; i < scene->count; i++) {
		const struct statement *statement = &scene->statements[i];
		if (!(statement->on & on))
			message_set(session, _("That is for another engine than this one."));
		else if (statement->is_expect)
			expect_do(session, statement);
		else if (!sandbox_do(session, &statement->command))
			return false;
	}
	return true;
}

/* What is set shows in no moment: say that it holds. */
static void
settings_confirm(struct session *session)
{
	struct str text = { 0 };

	str_addf(&text, _("It holds from here on: %s"), str_text(&session->prompt.text));
	message_set(session, str_text(&text));
	str_free(&text);
}

static size_t
moments_played(const struct session *session)
{
	return engine_trace(sandbox_branch(&session->sandbox)->engine)->count;
}

static void
command_accept(struct session *session)
{
	size_t moments = moments_played(session);
	const char *line = str_text(&session->prompt.text);
	struct scene scene = { .count = 0 };
	struct errors errors;

	errors_init(&errors, "");
	prompt_remember(&session->prompt);
	if (!scene_parse(&scene, line, strlen(line), 1, 1, &errors) && errors.list.n > 0) {
		message_set(session, errors.list.v[0].text);
	} else if (statements_do(session, &scene)) {
		if (scene.count > 0 && session->message.n == 0 &&
		    moments_played(session) == moments)
			settings_confirm(session);
		prompt_close(&session->prompt);
	}
	scene_fini(&scene);
	errors_fini(&errors);
}

/* ---- a file's name */

static void
save_accept(struct session *session)
{
	const struct branch *branch = sandbox_branch(&session->sandbox);
	const char *name = str_text(&session->prompt.text);
	size_t n = strlen(name);
	struct str file = { 0 }, text = { 0 };
	struct error error;

	if (n == 0)
		return;
	str_addf(&file, "%s%s", name, n > 3 && strcmp(name + n - 3, ".md") == 0 ? "" : ".md");
	if (!sandbox_save(branch, str_text(&file), &error)) {
		message_set(session, error.text);
	} else {
		prompt_close(&session->prompt);
		str_addf(&text, _("Written: %s. tcptutor run %s plays it."), str_text(&file),
		    str_text(&file));
		message_set(session, str_text(&text));
	}
	str_free(&file);
	str_free(&text);
}

/* ---- a step */

void
step_goto(struct session *session, size_t step)
{
	struct player *player = &session->player;

	while (player_place(player)->step + 1 >= step && player_back(player))
		;
	while (player_place(player)->step + 1 < step && player_next(player))
		;
	look_at_now(session);
}

static void
step_accept(struct session *session)
{
	struct player *player = &session->player;
	size_t count = player->lesson->step_count;
	size_t step = strtoul(str_text(&session->prompt.text), NULL, 10);
	struct str text = { 0 };

	prompt_close(&session->prompt);
	if (step < 1 || step > count) {
		str_addf(&text, _("The steps are 1 to %zu."), count);
		message_set(session, str_text(&text));
		str_free(&text);
		return;
	}
	step_goto(session, step);
}

void
accept_do(struct session *session)
{
	static void (*const accepts[])(struct session *session) = {
		[PROMPT_NONE] = cancel_do,
		[PROMPT_COMMAND] = command_accept,
		[PROMPT_SAVE] = save_accept,
		[PROMPT_STEP] = step_accept,
		[PROMPT_ANSWER] = ask_accept,
		[PROMPT_VOTES] = vote_accept,
		[PROMPT_EXPORT] = export_accept,
	};

	accepts[session->prompt.kind](session);
}

/* ---- editing */

void
erase_do(struct session *session)
{
	if (session->prompt.text.n == 0)
		prompt_close(&session->prompt);
	else
		prompt_erase(&session->prompt);
}

void
clear_do(struct session *session)
{
	prompt_clear(&session->prompt);
}

void
prompt_left_do(struct session *session)
{
	prompt_move(&session->prompt, -1);
}

void
prompt_right_do(struct session *session)
{
	prompt_move(&session->prompt, 1);
}

void
prompt_first_do(struct session *session)
{
	prompt_go(&session->prompt, false);
}

void
prompt_last_do(struct session *session)
{
	prompt_go(&session->prompt, true);
}

void
older_line_do(struct session *session)
{
	if (session->prompt.kind == PROMPT_COMMAND)
		prompt_recall(&session->prompt, true);
}

void
newer_line_do(struct session *session)
{
	if (session->prompt.kind == PROMPT_COMMAND)
		prompt_recall(&session->prompt, false);
}

void
complete_do(struct session *session)
{
	struct str candidates = { 0 };

	if (session->prompt.kind == PROMPT_COMMAND)
		prompt_complete(&session->prompt, &candidates);
	if (candidates.n > 0)
		message_set(session, str_text(&candidates));
	str_free(&candidates);
}
