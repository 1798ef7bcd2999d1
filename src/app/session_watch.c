/*
 * --watch: a lesson is shown while its file is being edited. Whenever that
 * has changed, and has then been left alone for one look, it is read anew;
 * one stays at the step where one was. What is wrong with it lies on top; if
 * it cannot be read at all, below that is what could be read last.
 */
#include "session_draw.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "lesson/lint.h"
#include "session_acts.h"
#include "view/page.h"

/* Shown as long as there is nothing better. */
static const char *const nothing = N_("# No lesson yet\n\nWhat is wrong with the file stands "
    "on the sheet before this.\n");

static struct stamp
stamp_of(const char *file)
{
	struct stat st;

	if (stat(file, &st) == -1)
		return (struct stamp){ .size = 0 };
	return (struct stamp){ .size = (int64_t)st.st_size, .seconds = (int64_t)st.st_mtim.tv_sec,
	    .nanoseconds = (int64_t)st.st_mtim.tv_nsec, .inode = (uint64_t)st.st_ino };
}

static bool
stamp_is(const struct stamp *a, const struct stamp *b)
{
	return a->size == b->size && a->seconds == b->seconds &&
	    a->nanoseconds == b->nanoseconds && a->inode == b->inode;
}

/* ---- what is wrong */

/* What does not hold when it is played. */
static void
results_add(struct errors *errors, const struct lesson *lesson, const struct engine_kind *kind)
{
	struct player player;
	struct error why;
	struct engine *engine = kind->open(&why);

	if (engine == NULL)
		return;
	player_init(&player, lesson, engine);
	player_run(&player);
	player_solve(&player);
	for (size_t i = 0; i < player.result_count &&
	    player.results[i].line < lesson->whole_to; i++) {
		const struct result *result = &player.results[i];
		if (result->verdict == VERDICT_FAILED)
			errors_add(errors, result->line, 1, _("expected %s, found %s"),
			    result->expected, result->found);
		else if (result->verdict == VERDICT_ERROR)
			errors_add(errors, result->line, 1, "%s: %s", result->statement,
			    result->why);
	}
	player_fini(&player);
}

/* The lesson, or NULL if it cannot be played; every problem is in errors. */
static struct lesson *
lesson_read(const char *file, const struct engine_kind *kind, struct errors *errors)
{
	struct lesson *lesson = lesson_load(file, errors);

	bool playable = lesson != NULL && errors->list.n == 0;
	if (lesson != NULL) {
		lint_all(lesson, errors);
		results_add(errors, lesson, kind);
	}
	lint_name(file, errors);
	errors_sort(errors);
	if (playable)
		return lesson;
	lesson_free(lesson);
	return NULL;
}

static void
problems_set(struct session *session, const struct errors *errors)
{
	str_clear(&session->watched.problems);
	errors_print(errors, &session->watched.problems);
	if (errors->list.n > 0) {
		session->sheet = SHEET_PROBLEMS;
		session->sheet_cursor = 0;
	} else if (session->sheet == SHEET_PROBLEMS) {
		session->sheet = SHEET_NONE;
	}
}

/* ---- reading anew */

static bool
reload(struct session *session, struct error *error)
{
	struct lesson *old = session->shelf.file;
	struct errors errors;
	size_t step = session->has_player ? player_place(&session->player)->step + 1 : 1;

	errors_init(&errors, old->file);
	struct lesson *lesson = lesson_read(old->file, session->kind, &errors);
	problems_set(session, &errors);
	errors_fini(&errors);
	if (lesson == NULL)
		return true;
	if (!session_open(session, lesson, error)) {
		lesson_free(lesson);
		return false;
	}
	session->shelf.file = lesson;
	lesson_free(old);
	step_goto(session, step < lesson->step_count ? step : lesson->step_count);
	return true;
}

bool
session_watch_begin(struct session *session, const char *file, struct error *error)
{
	struct errors errors;

	errors_init(&errors, file);
	session->shelf.file = lesson_parse(file, _(nothing), strlen(_(nothing)), &errors);
	session->shelf.named_file = true;
	errors_fini(&errors);
	session->watched.seen = session->watched.shown = stamp_of(file);
	return session_open(session, session->shelf.file, error) && reload(session, error);
}

bool
session_watch(struct session *session)
{
	struct watched *watched = &session->watched;
	struct error error;

	/* Another lesson may have been opened meanwhile; the file is read anew with the next change. */
	if (session->shelf.file == NULL || session->original != session->shelf.file ||
	    session->below != MODE_LESSON)
		return false;
	struct stamp now = stamp_of(session->shelf.file->file);
	bool still = stamp_is(&now, &watched->seen);
	watched->seen = now;
	if (!still || now.inode == 0 || stamp_is(&now, &watched->shown))
		return false;
	watched->shown = now;
	if (!reload(session, &error))
		message_set(session, error.text);
	return true;
}

/* ---- as it is seen */

void
problems_show(struct session *session, struct grid *grid, const struct screen *screen)
{
	struct area area = screen_frame(grid, screen);
	const char *text = str_text(&session->watched.problems);
	struct page page;

	page_init(&page, &area);
	page_text(&page, 0, STYLE_STRONG, _("What is wrong with this file"));
	page_gap(&page);
	while (*text != '\0') {
		struct str line = { 0 };
		size_t n = strcspn(text, "\n");
		str_addn(&line, text, n);
		page_text(&page, 2, STYLE_LOST, str_text(&line));
		str_free(&line);
		text += n + (text[n] == '\n');
	}
	int most = page_draw(&page, &area, session->sheet_cursor);
	if (session->sheet_cursor > most)
		session->sheet_cursor = most;
	session->sheet_ends = session->sheet_cursor == most;
	page_fini(&page);
}
