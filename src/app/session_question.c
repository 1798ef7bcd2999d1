/*
 * Questions in a lesson: answered by a digit, by pointing, by typing; helped
 * along; passed over by a Space that means it. For a class they stand there
 * until the answer is shown, and nothing is counted.
 */
#include "session_acts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "session_draw.h"

void
ask_forget(struct session *session)
{
	for (size_t i = 0; i < session->asked.n; i++) {
		asking_fini(session->asked.v[i]);
		free(session->asked.v[i]);
	}
	vec_free(&session->asked);
}

struct asking *
ask_find(const struct session *session)
{
	if (session->below != MODE_LESSON)
		return NULL;
	size_t step = player_place(&session->player)->step;
	for (size_t i = 0; i < session->asked.n; i++)
		if (session->asked.v[i]->step == step && session->asked.v[i]->solved)
			return session->asked.v[i];
	return NULL;
}

void
ask_prepare(struct session *session)
{
	if (session->below != MODE_LESSON)
		return;
	const struct lesson *lesson = session->player.lesson;
	size_t step = player_place(&session->player)->step;
	if (lesson->steps[step].question == NULL)
		return;
	for (size_t i = 0; i < session->asked.n; i++)
		if (session->asked.v[i]->step == step)
			return;
	struct asking *asking = mem_alloc(1, sizeof(*asking));
	asking_init(asking, lesson, step);
	vec_push(&session->asked, asking);
}

bool
ask_waits(const struct session *session)
{
	const struct asking *asking = ask_find(session);

	return asking != NULL && player_place(&session->player)->prose && asking_open(asking);
}

/* Tell progress what came of it; a class is nobody. */
static void
report(struct session *session, struct asking *asking)
{
	struct answer_event event;

	if (asking_event(asking, &event) && !session->options->in_class)
		progress_answered(session, event.question, event.answer, event.misconception);
}

static bool
answer(struct session *session, const char *text)
{
	struct asking *asking = ask_find(session);

	if (!asking_answer(asking, text))
		return false;
	session->scroll = 0;
	report(session, asking);
	return true;
}

void
ask_choose(struct session *session, size_t at)
{
	const struct asking *asking = ask_find(session);
	struct str text = { 0 };

	if (asking->solution.segments.n > 0) {
		/* An order begins with its first digit. */
		str_addf(&text, "%zu", at + 1);
		prompt_open(&session->prompt, PROMPT_ANSWER, str_text(&text));
	} else if (at < asking->solution.offers.n) {
		answer(session, asking->solution.offers.v[at].answer);
	} else {
		str_addf(&text, _("The answers are 1 to %zu."), asking->solution.offers.n);
		message_set(session, str_text(&text));
	}
	str_free(&text);
}

void
ask_digit_do(struct session *session)
{
	ask_choose(session, session->stroke - '1');
}

static void
point(struct session *session, int by)
{
	struct asking *asking = ask_find(session);
	int count = (int)asking->solution.offers.n;

	if (count == 0)
		return;
	asking->cursor = asking->cursor < 0 ? (by > 0 ? 0 : count - 1) :
	    (asking->cursor + by + count) % count;
	session->scroll = 0;
}

void
ask_before_do(struct session *session)
{
	point(session, -1);
}

void
ask_after_do(struct session *session)
{
	point(session, 1);
}

void
ask_type_do(struct session *session)
{
	prompt_open(&session->prompt, PROMPT_ANSWER, "");
}

void
ask_enter_do(struct session *session)
{
	const struct asking *asking = ask_find(session);

	if (asking->cursor >= 0)
		ask_choose(session, (size_t)asking->cursor);
	else
		ask_type_do(session);
}

void
ask_help_do(struct session *session)
{
	struct asking *asking = ask_find(session);

	if (session->options->in_class)
		asking->help = HELP_ANSWER;
	else
		asking_help(asking);
	session->scroll = 0;
	if (asking->help == HELP_ANSWER)
		report(session, asking);
}

void
ask_next_do(struct session *session)
{
	struct asking *asking = ask_find(session);

	if (session->options->in_class || session->words_below > 0 || asking->warned) {
		bool leaves = session->words_below <= 0;
		next_do(session);
		if (leaves && !session->options->in_class) {
			asking_skip(asking);
			report(session, asking);
		}
		return;
	}
	asking->warned = true;
	message_set(session, asking->solution.segments.n > 0 ?
	    _("Type the numbers in their order. Space again goes on without an answer.") :
	    _("A digit answers, ? gives a hint. Space again goes on without an answer."));
}

void
ask_accept(struct session *session)
{
	struct str text = { 0 };

	str_add(&text, str_text(&session->prompt.text));
	prompt_close(&session->prompt);
	if (text.n > 0 && ask_find(session) != NULL && !answer(session, str_text(&text)))
		message_set(session, _("That is no answer to this question. "
		    "Enter: type it again, ?: a hint"));
	str_free(&text);
}

/* ---- as it is seen */

struct ask_panel {
	struct session	*session;
	struct screen	*screen;
};

static void
panel_draw(void *arg, const struct area *area)
{
	struct ask_panel *panel = arg;
	struct session *session = panel->session;
	const struct why *why = &panel->screen->why;
	struct question_view view = asking_view(ask_find(session), why->trace, why->count);

	view.step = why->step;
	view.in_class = session->options->in_class;
	struct why_room room = question_draw(area, &view, session->scroll);
	if (session->scroll > room.down)
		session->scroll = room.down;
	if (session->scroll < -room.up)
		session->scroll = -room.up;
	session->words_below = room.down - session->scroll;
	session->words_rows = area->rows;
}

bool
question_show(struct session *session, struct grid *grid, struct screen *screen)
{
	struct ask_panel panel = { session, screen };

	if (ask_find(session) == NULL || !player_place(&session->player)->prose)
		return false;
	screen->panel = panel_draw;
	screen->panel_arg = &panel;
	struct screen_room room = screen_draw(grid, screen);
	screen->panel_arg = NULL;
	if (session->back > room.ladder_most)
		session->back = room.ladder_most;
	return true;
}

void
question_recall(struct str *out, const struct session *session)
{
	const struct asking *asking = ask_find(session);

	if (asking == NULL || player_place(&session->player)->prose)
		return;
	const struct question_view view = asking_view(asking, NULL, 0);
	question_said(out, &view);
}
