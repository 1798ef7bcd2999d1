/*
 * Votes of a class, typed by whoever counts hands: a vote, and after they have
 * talked it over a second one beside it; then the answer.
 */
#include "session_acts.h"

#include "base/i18n.h"

/* The question that can be voted on, or NULL. */
static struct asking *
voted_on(const struct session *session)
{
	if (!session->options->in_class || session->below != MODE_LESSON ||
	    !player_place(&session->player)->prose)
		return NULL;
	return ask_find(session);
}

bool
vote_waits(const struct session *session)
{
	return voted_on(session) != NULL;
}

bool
vote_put(struct session *session, const unsigned *counts, size_t count)
{
	struct asking *asking = voted_on(session);

	if (asking == NULL || count > asking->solution.offers.n)
		return false;
	if (count == 0)
		votes_undo(&asking->votes);
	else
		votes_put(&asking->votes, counts, count);
	session->scroll = 0;
	return true;
}

void
vote_do(struct session *session)
{
	const struct asking *asking = voted_on(session);
	struct str example = { 0 }, text = { 0 };
	size_t count = asking->solution.offers.n;

	if (count == 0) {
		message_set(session, _("This question has no numbered answers to vote on."));
		return;
	}
	prompt_open(&session->prompt, PROMPT_VOTES, "");
	if (asking->votes.rounds == 0) {
		votes_example(&example, count);
		str_addf(&text, _("How many are for each of the answers 1 to %zu? As in: %s"), count,
		    str_text(&example));
	} else {
		str_addf(&text, _("The second vote, for each of the answers 1 to %zu. "
		    "Nothing, and Enter: take it back"), count);
	}
	message_set(session, str_text(&text));
	str_free(&example);
	str_free(&text);
}

void
vote_accept(struct session *session)
{
	const struct asking *asking = voted_on(session);
	unsigned counts[OFFERS_MAX];
	size_t count;
	struct str text = { 0 };

	if (!votes_typed(str_text(&session->prompt.text), counts, &count)) {
		message_set(session, _("Votes are numbers up to 9999, with a blank between."));
	} else if (asking == NULL || count > asking->solution.offers.n) {
		str_addf(&text, _("The answers are 1 to %zu."),
		    asking != NULL ? asking->solution.offers.n : 0);
		message_set(session, str_text(&text));
	} else {
		prompt_close(&session->prompt);
		vote_put(session, counts, count);
	}
	str_free(&text);
}
