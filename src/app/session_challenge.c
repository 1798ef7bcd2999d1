/* A challenge, played in the sandbox: in, again, its hints, its end. */
#include "session_acts.h"
#include "session_draw.h"

#include "app/playing.h"
#include "base/i18n.h"

bool
challenge_on(const struct session *session)
{
	return session->below == MODE_SANDBOX &&
	    challenge_has(&session->challenge, sandbox_branch(&session->sandbox));
}

static void
begin(struct session *session)
{
	struct sandbox *sandbox = &session->sandbox;
	struct error why;
	struct engine *engine = session->kind->open(&why);

	if (engine == NULL) {
		message_set(session, why.text);
		return;
	}
	struct branch *branch = challenge_begin(&session->challenge, session->player.lesson,
	    engine, sandbox->walked, EDGES_MAX);
	sandbox_add(sandbox, branch);
	sandbox->group = GROUP_A;
	sandbox->column = 0;
	sandbox_suggest(sandbox);
	session->of_lesson = true;
	session->below = session->resumed = MODE_SANDBOX;
	look_at_now(session);
}

/* To where it was left; false if it was not begun. */
static bool
go_back(struct session *session)
{
	struct sandbox *sandbox = &session->sandbox;

	for (size_t i = sandbox->branches.n; i-- > 0;) {
		if (!challenge_has(&session->challenge, sandbox->branches.v[i]))
			continue;
		challenge_recall(&session->challenge, sandbox->walked, EDGES_MAX);
		sandbox->now = i;
		sandbox_suggest(sandbox);
		session->of_lesson = true;
		session->below = session->resumed = MODE_SANDBOX;
		look_at_now(session);
		return true;
	}
	return false;
}

bool
challenge_warn(struct session *session)
{
	struct str text = { 0 };
	bool cannot = playing_cannot(&text, session->player.lesson, session->kind->name);

	if (cannot)
		message_set(session, str_text(&text));
	str_free(&text);
	return cannot;
}

bool
challenge_enter(struct session *session)
{
	const struct player *player = &session->player;

	if (player->lesson->goals == NULL ||
	    player_place(player)->step + 1 < player->lesson->step_count)
		return false;
	if (go_back(session))
		return true;
	begin(session);
	if (challenge_on(session) && session->message.n == 0 && !challenge_warn(session))
		message_set(session, _("Now you play. ?: a hint, Esc: the task, X: begin again, "
		    "h: all keys"));
	return true;
}

void
challenge_again_do(struct session *session)
{
	begin(session);
	if (challenge_on(session))
		message_set(session, _("The challenge begins again. Home goes back and keeps what is "
		    "met."));
}

void
challenge_hint_do(struct session *session)
{
	struct str text = { 0 };

	challenge_hint(&text, &session->challenge, sandbox_branch(&session->sandbox));
	message_set(session, str_text(&text));
	str_free(&text);
}

void
challenge_watch(struct session *session)
{
	struct challenge *challenge = &session->challenge;
	struct str text = { 0 };

	if (!challenge_on(session) ||
	    !challenge_look(challenge, sandbox_branch(&session->sandbox)))
		return;
	const struct fact *best = progress_find(&session->progress, FACT_BEST,
	    session->original->id);
	challenge_won(&text, challenge, best != NULL ? best->numbers[0] : 0);
	str_add(&text, _(" X: once more, m: the menu"));
	message_set(session, str_text(&text));
	progress_won(session, (uint32_t)challenge->steps);
	str_free(&text);
}

/* ---- as it is seen */

void
checklist_init(struct checklist *list, const struct session *session, struct screen *screen)
{
	const struct challenge *challenge = &session->challenge;
	bool reads = session->below == MODE_LESSON && session->player.lesson->goals != NULL;
	struct challenge told = *challenge;

	*list = (struct checklist){ .view = { .rows = list->rows } };
	if (!reads && !challenge_on(session))
		return;
	if (reads) {
		/* As it will be where one plays. */
		told.lesson = session->player.lesson;
		challenge_recall(&told, session->sandbox.walked, EDGES_MAX);
		challenge = &told;
	}
	list->view.count = challenge->lesson->goals->list.n;
	for (size_t i = 0; i < list->view.count; i++) {
		challenge_goal(&list->texts[i], challenge, i);
		list->rows[i] = (struct goal_row){ .text = str_text(&list->texts[i]),
		    .met = challenge->marks.met[i],
		    .fresh = !reads && challenge->fresh[i] };
	}
	screen->goals = &list->view;
}

void
checklist_fini(struct checklist *list)
{
	for (size_t i = 0; i < list->view.count; i++)
		str_free(&list->texts[i]);
}

void
challenge_title(struct str *out, const struct session *session)
{
	const struct challenge *challenge = &session->challenge;
	const struct sandbox *sandbox = &session->sandbox;

	if (challenge->lesson->number > 0)
		str_addf(out, "%d ", challenge->lesson->number);
	shelf_title(out, challenge->lesson);
	str_addf(out, _n(" · %zu step", " · %zu steps", challenge->acts), challenge->acts);
	str_addf(out, _(", par %zu"), challenge->par);
	if (session->clock.rate > 0)
		str_addf(out, _(" · time ×%d"), session->clock.rate);
	if (sandbox->branches.n > 1)
		str_addf(out, _(" · branch %zu of %zu"), sandbox->now + 1, sandbox->branches.n);
}
