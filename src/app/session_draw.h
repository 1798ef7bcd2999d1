/*
 * The parts of a session's drawing, each in a file of its own.
 */
#ifndef APP_SESSION_DRAW_H
#define APP_SESSION_DRAW_H

#include "app/session.h"
#include "base/str.h"
#include "lesson/goal.h"
#include "view/goals.h"
#include "view/grid.h"
#include "view/screen.h"

/* Draw the screen, and bound how far is scrolled (session_draw.c). */
void lesson_draw(struct session *session, struct grid *grid, const struct screen *screen);

/* The sandbox (sandbox_draw.c). */
void sandbox_title(struct str *out, const struct session *session);
void sandbox_show(struct session *session, struct grid *grid, struct screen *screen);

/* Which question of a review this is, if one is at it (session_review.c). */
void review_title(struct str *out, const struct session *session);

/* What is wrong with the file that is watched (session_watch.c). */
void problems_show(struct session *session, struct grid *grid, const struct screen *screen);

/* The goals of a challenge (session_challenge.c). */
struct checklist {
	struct goal_row		rows[GOALS_MAX];
	struct str		texts[GOALS_MAX];
	struct goals_view	view;
};

/* Onto the screen, where there is a challenge; good until checklist_fini. */
void checklist_init(struct checklist *list, const struct session *session,
    struct screen *screen);
void checklist_fini(struct checklist *list);
void challenge_title(struct str *out, const struct session *session);

/* The menu (session_menu.c). */
void menu_show(struct session *session, struct grid *grid, struct screen *screen);

/* The form of a forgery (session_forge.c). */
void forge_show(struct session *session, struct grid *grid, const struct screen *screen);

/* What a class sees of a moment: large words (session_class.c). */
void class_show(struct session *session, struct grid *grid, struct screen *screen);

/* A step's text with its question (session_question.c). False: this place has none. */
bool question_show(struct session *session, struct grid *grid, struct screen *screen);

/* What one said of the moment that is shown, and what it is; "" if nothing. */
void question_recall(struct str *out, const struct session *session);

/* Which edges were walked, and which not yet. */
void edges_show(struct session *session, struct grid *grid, const struct screen *screen);

#endif
