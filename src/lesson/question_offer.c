/*
 * What a question offers to choose from, in an order that tells nothing: as
 * states stand in the diagram, as numbers count, as words are spelt.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "question_private.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Notes of a segment that is not taken for what it says. */
static const uint16_t refusals[] = {
	NOTE_CLOSED_RST, NOTE_CLOSED_RESET, NOTE_CLOSED_RESET_ACK, NOTE_LISTEN_RST,
	NOTE_LISTEN_ACK, NOTE_LISTEN_OTHER, NOTE_SENT_ACK_BAD, NOTE_SENT_ACK_BAD_RST,
	NOTE_SENT_RST_NO_ACK, NOTE_SENT_NO_SYN, NOTE_SEQ_ZERO, NOTE_SEQ_OLD, NOTE_SEQ_BAD,
	NOTE_SEQ_BAD_RST, NOTE_RST_1337, NOTE_RST_CHALLENGE, NOTE_CHALLENGE_LIMIT,
	NOTE_SYN_PASSIVE, NOTE_SYN_CHALLENGE, NOTE_SYN_RESET, NOTE_NO_ACK, NOTE_ACK_RANGE,
	NOTE_ACK_OF_SYN_BAD, NOTE_ACK_FUTURE, NOTE_TEXT_LATE, NOTE_TEXT_IGNORED,
};

bool
effects_refuse(const struct effects *fx)
{
	for (int i = 0; i < fx->note_count; i++)
		for (size_t k = 0; k < COUNT(refusals); k++)
			if (fx->notes[i].id == refusals[k])
				return true;
	return false;
}

static void
offer_add(struct solution *solution, const char *answer)
{
	struct str label = { 0 };

	for (size_t i = 0; i < solution->offers.n; i++)
		if (strcmp(solution->offers.v[i].answer, answer) == 0)
			return;
	if (solution->offers.n == OFFERS_MAX)
		return;
	answer_label(&label, solution, answer);
	vec_push(&solution->offers, (struct offer){
		.answer = mem_strdup(answer),
		.label = str_take(&label),
		.right = answer_is_right(solution, answer),
		.reply = answer_reply(solution, answer),
	});
}

static void
offer_replies(struct solution *solution)
{
	const struct question *question = solution->question;
	struct str answer = { 0 };

	for (size_t i = 0; i < question->replies.n; i++) {
		const char *typed = question->replies.v[i].answer;
		str_clear(&answer);
		if (answer_read(&answer, question, solution, typed, strlen(typed)))
			offer_add(solution, str_text(&answer));
	}
	str_free(&answer);
}

/* ---- their order */

static int
state_rank(const char *answer)
{
	enum state state;

	return state_parse(answer, strlen(answer), &state) ? (int)state : STATE_COUNT;
}

static int
offer_compare(const void *a, const void *b)
{
	const char *left = ((const struct offer *)a)->answer;
	const char *right = ((const struct offer *)b)->answer;
	char *left_end, *right_end;
	unsigned long x = strtoul(left, &left_end, 10), y = strtoul(right, &right_end, 10);
	int by_state = state_rank(left) - state_rank(right);

	if (by_state != 0)
		return by_state;
	if (left_end > left && right_end > right && x != y)
		return x < y ? -1 : 1;
	return strcmp(left, right);
}

void
offers_make(struct solution *solution)
{
	static const char *const ends[] = { "A", "B", "both", "nobody" };
	const struct question *question = solution->question;

	switch ((enum question_kind)question->kind) {
	case QUESTION_ORDER:
		return;
	case QUESTION_TIME_WAIT:
	case QUESTION_WHOSE:
		for (size_t i = 0; i < COUNT(ends); i++)
			offer_add(solution, ends[i]);
		return;
	case QUESTION_LASTS:
		offer_add(solution, ANSWER_LASTS);
		offer_add(solution, ANSWER_PASSES);
		return;
	case QUESTION_ILLEGAL:
		for (size_t i = 0; i < question->candidates.n; i++)
			offer_add(solution, question->candidates.v[i].source);
		return;
	default:
		offer_add(solution, solution->right.v[0]);
		offer_replies(solution);
		qsort(solution->offers.v, solution->offers.n, sizeof(*solution->offers.v),
		    offer_compare);
		return;
	}
}

const struct offer *
offer_labelled(const struct solution *solution, const char *text)
{
	for (size_t i = 0; i < solution->offers.n; i++)
		if (strcmp(solution->offers.v[i].label, text) == 0)
			return &solution->offers.v[i];
	return NULL;
}
