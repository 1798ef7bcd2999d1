/*
 * What is wrong with questions: only who has the answer can say so.
 */
#include <string.h>

#include "base/i18n.h"
#include "question_private.h"

struct check {
	const struct question	*question;
	const struct solution	*solution;
	struct errors		*errors;
};

/* "A", "close or shutdown" */
static void
right_list(struct str *out, const struct solution *solution)
{
	for (size_t i = 0; i < solution->right.n; i++) {
		str_addf(out, "%s", i > 0 ? _(" or ") : "");
		answer_label(out, solution, solution->right.v[i]);
	}
}

static bool
canonical_of(struct str *out, const struct check *check, const struct question_reply *reply)
{
	str_clear(out);
	return answer_read(out, check->question, check->solution, reply->answer,
	    strlen(reply->answer));
}

/* Line of an earlier reply to the same answer, or 0. */
static int
line_before(const struct check *check, size_t at, const char *answer)
{
	struct str other = { 0 };
	int line = 0;

	for (size_t i = 0; i < at && line == 0; i++) {
		const struct question_reply *reply = &check->question->replies.v[i];
		if (canonical_of(&other, check, reply) && strcmp(str_text(&other), answer) == 0)
			line = reply->line;
	}
	str_free(&other);
	return line;
}

static void
check_reply(const struct check *check, size_t at)
{
	const struct question_reply *reply = &check->question->replies.v[at];
	struct str answer = { 0 }, right = { 0 };

	if (!canonical_of(&answer, check, reply)) {
		if (check->question->kind == QUESTION_ORDER)
			errors_add(check->errors, reply->line, 1, _("'%.60s' is no order of the "
			    "segments that are sent"), reply->answer);
		else
			errors_add(check->errors, reply->line, 1, _("'%.60s' is none of the candidates"),
			    reply->answer);
	} else if (answer_is_right(check->solution, str_text(&answer))) {
		right_list(&right, check->solution);
		errors_add(check->errors, reply->line, 1,
		    _("'%.60s' is no wrong answer here: the model says %.120s"), reply->answer,
		    str_text(&right));
	} else {
		int line = line_before(check, at, str_text(&answer));
		if (line != 0)
			errors_add(check->errors, reply->line, 1,
			    _("'%.60s' has a reply already, in line %d"), reply->answer, line);
	}
	str_free(&answer);
	str_free(&right);
}

/* Kinds that offer wrong answers by themselves need none. */
static bool
has_wrong(const struct check *check)
{
	return check->question->replies.n > 0 || check->solution->offers.n > 1 ||
	    check->question->kind == QUESTION_ORDER;
}

static void
check_solved(const struct check *check)
{
	const struct question *question = check->question;

	for (size_t i = 0; i < question->replies.n; i++)
		check_reply(check, i);
	if (has_wrong(check))
		return;
	struct str right = { 0 };
	right_list(&right, check->solution);
	errors_add(check->errors, question->line, question->col,
	    _("this question has no wrong answer to choose (the right one is %.120s); "
	    "write some, as ANSWER: REPLY"), str_text(&right));
	str_free(&right);
}

void
questions_check(const struct lesson *lesson, struct errors *errors)
{
	for (size_t i = 0; i < lesson->step_count; i++) {
		struct solution solution;
		struct error why = { 0 };
		if (lesson->steps[i].question == NULL ||
		    lesson->steps[i].question->line > lesson->whole_to)
			continue;
		const struct check check = { lesson->steps[i].question, &solution, errors };
		if (question_solve(&solution, lesson, i, &why))
			check_solved(&check);
		else
			errors_add(errors, why.line, why.col, "%s", why.text);
		solution_fini(&solution);
	}
}
