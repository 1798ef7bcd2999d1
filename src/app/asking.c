/* A question being asked. */
#include "app/asking.h"

#include <stdlib.h>
#include <string.h>

void
asking_init(struct asking *asking, const struct lesson *lesson, size_t step)
{
	struct error why;

	*asking = (struct asking){ .step = step, .cursor = -1 };
	asking->solved = question_solve(&asking->solution, lesson, step, &why);
	question_id(&asking->id, lesson, lesson->steps[step].question);
}

void
asking_fini(struct asking *asking)
{
	solution_fini(&asking->solution);
	str_free(&asking->id);
	free(asking->answer);
}

static bool
is_right(const struct asking *asking)
{
	return asking->answer != NULL && answer_is_right(&asking->solution, asking->answer);
}

bool
asking_open(const struct asking *asking)
{
	return asking->solved && asking->help != HELP_ANSWER && !is_right(asking);
}

bool
asking_answer(struct asking *asking, const char *text)
{
	struct str answer = { 0 };

	if (!answer_typed(&answer, &asking->solution, text)) {
		str_free(&answer);
		return false;
	}
	free(asking->answer);
	asking->answer = str_take(&answer);
	asking->cursor = -1;
	asking->warned = false;
	return true;
}

bool
asking_help(struct asking *asking)
{
	const struct question *question = asking->solution.question;

	if (asking->help == HELP_ANSWER)
		return false;
	asking->help++;
	if (asking->help == HELP_HINT && question->hint.span_count == 0)
		asking->help++;
	if (asking->help == HELP_RULE && question->rule.span_count == 0)
		asking->help++;
	return true;
}

void
asking_skip(struct asking *asking)
{
	asking->skipped = asking->warned = true;
	asking->cursor = -1;
}

bool
asking_event(struct asking *asking, struct answer_event *event)
{
	*event = (struct answer_event){ .question = str_text(&asking->id) };
	bool wrong = asking->answer != NULL && !is_right(asking);

	if (wrong && asking->help != HELP_ANSWER) {
		const struct question_reply *reply = answer_reply(&asking->solution, asking->answer);
		event->answer = ANSWER_WRONG;
		event->misconception = reply != NULL ? (unsigned)reply->misconception : 0;
		asking->told = true;
		return true;
	}
	if (asking->told || (asking_open(asking) && !asking->skipped))
		return false;
	/* Who was shown the answer has given none. */
	event->answer = is_right(asking) ? ANSWER_RIGHT : ANSWER_SKIPPED;
	asking->told = true;
	return true;
}

struct question_view
asking_view(const struct asking *asking, const struct trace *trace, size_t count)
{
	return (struct question_view){
		.solution = &asking->solution,
		.id = asking->id.p,
		.answer = asking->answer,
		.cursor = asking->cursor,
		.help = asking->help,
		.votes = asking->votes,
		.trace = trace,
		.count = count,
	};
}
