/*
 * What is noted of a session, and when it is written: at once where something
 * was finished or answered, at most every so often while one steps, and when
 * the session ends, however it ends.
 */
#include "session_acts.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/edges.h"
#include "app/playing.h"

/* Seconds between two writings while one only steps along. */
#define SAVE_SECONDS 20

int64_t
session_now(void)
{
	return (int64_t)time(NULL);
}

void
session_keep(struct session *session)
{
	struct error error;
	char *folder = progress_folder(&error);

	if (folder == NULL) {
		message_set(session, error.text);
		return;
	}
	progress_fini(&session->progress);
	progress_init(&session->progress, folder);
	free(folder);
	bool fine = progress_load(&session->progress, &error);
	if (!fine) {
		struct error later;
		/* Where it can be put aside, the sentence says where. */
		progress_save(&session->progress, &later);
		message_set(session, later.text[0] != '\0' ? later.text : error.text);
	}
	session->saved_at = session_now();
	edges_recall(session->sandbox.walked, &session->progress);
}

bool
session_save(struct session *session, struct error *error)
{
	session->saved_at = session_now();
	return progress_save(&session->progress, error);
}

void
progress_write(struct session *session)
{
	struct error error;
	bool fine = session_save(session, &error);

	/* The same is not said at every step. */
	if (error.text[0] != '\0' && strcmp(error.text, session->unsaved.text) != 0)
		message_set(session, error.text);
	session->unsaved = error;
	if (fine)
		session->unsaved.text[0] = '\0';
}

/* A file that somebody named may be called as a lesson is, and is not it. */
static bool
is_of_shelf(const struct session *session)
{
	return session->original != session->shelf.file || !session->shelf.named_file;
}

void
progress_note(struct session *session)
{
	/* Review goes about in lessons; where one was in them stays. */
	if (session->below == MODE_LESSON && is_of_shelf(session) && !session->review.on) {
		if (playing_note(&session->player, session->original->id, &session->progress,
		    session_now()))
			progress_write(session);
	} else if (session->below == MODE_SANDBOX) {
		edges_note(session->sandbox.walked, &session->progress, session_now());
	}
	if (session->progress.changes.n > 0 && session_now() - session->saved_at >= SAVE_SECONDS)
		progress_write(session);
}

void
progress_answered(struct session *session, const char *question, enum answer answer,
    unsigned misconception)
{
	if (!is_of_shelf(session))
		return;
	progress_asked(&session->progress, question, answer, session_now());
	if (answer == ANSWER_WRONG && misconception > 0)
		progress_met(&session->progress, misconception, session_now());
	progress_write(session);
}

void
progress_won(struct session *session, uint32_t statements)
{
	if (!is_of_shelf(session))
		return;
	progress_best(&session->progress, session->original->id, statements, session_now());
	progress_done(&session->progress, session->original->id, session_now());
	progress_write(session);
}
