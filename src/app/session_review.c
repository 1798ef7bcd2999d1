/*
 * Review on the screen: one question after the other, each in its lesson at
 * its step, where it can be seen what it is about.
 */
#include "session_draw.h"

#include "base/i18n.h"
#include "session_acts.h"

/* The question whose turn it is. */
static bool
review_open(struct session *session, struct error *error)
{
	struct review *review = &session->review;
	size_t step;
	const struct lesson *lesson = review_place(&session->shelf.library,
	    review->questions.v[review->at], &step);

	if (lesson == NULL || !session_open(session, lesson, error))
		return false;
	step_goto(session, step);
	review->on = true;
	return true;
}

bool
session_review(struct session *session, struct error *error)
{
	struct review *review = &session->review;
	struct str none = { 0 };

	if (!shelf_fill(&session->shelf, session->options, error))
		return false;
	review_find(review, &session->progress, &session->shelf.library, session_now());
	if (review->questions.n > 0)
		return review_open(session, error);
	review_none(&none, review);
	error_set(error, 0, 0, "%s", str_text(&none));
	str_free(&none);
	return false;
}

void
review_next_do(struct session *session)
{
	struct review *review = &session->review;
	struct error error = { .line = 0 };
	bool fine = true;

	if (!review->on && session->options->in_class && session->below == MODE_LESSON) {
		/* v is for votes there, and what the teacher has missed is nobody's business. */
		message_set(session, _("There is no question now that could be voted on."));
	} else if (!review->on) {
		fine = session_review(session, &error);
	} else if (review->at + 1 < review->questions.n) {
		review->at++;
		fine = review_open(session, &error);
	} else {
		message_set(session, _("That was the last question. m: the menu"));
	}
	if (!fine)
		message_set(session, error.text);
}

void
review_title(struct str *out, const struct session *session)
{
	const struct review *review = &session->review;

	if (review->on)
		str_addf(out, _("Review %zu of %zu (v: next): "), review->at + 1, review->questions.n);
}
