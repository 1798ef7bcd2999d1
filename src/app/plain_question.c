/* Questions line by line: asked with the step's prose, answered in words. */
#include "app/plain.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

/* "Hint: ..." or "Rule: ...", or nothing if there is none. */
static void
help_put(struct str *out, bool rule, const struct block *block)
{
	struct str line = { 0 }, text = { 0 };

	if (block->span_count > 0) {
		line_text(&line, block);
		str_addf(&text, rule ? _("Rule: %s") : _("Hint: %s"), str_text(&line));
		plain_wrapped(out, "   ", str_text(&text));
	}
	str_free(&line);
	str_free(&text);
}

static void
answer_put(struct str *out, const struct asking *asking)
{
	struct str text = { 0 };

	question_answer(&text, &asking->solution);
	plain_wrapped(out, "   ", str_text(&text));
	str_free(&text);
}

void
plain_ask(struct str *out, const struct asking *asking, const struct trace *trace, size_t count)
{
	const struct solution *solution = &asking->solution;
	const struct question_view view = asking_view(asking, trace, count);
	struct str text = { 0 };

	question_lines(&text, &view);
	str_add(&text, str_text(&solution->effect));
	str_addf(out, "\n%s%s", str_text(&text), text.n > 0 ? "\n" : "");
	str_clear(&text);
	str_addf(&text, _("Question %s: "), view.id);
	question_text(&text, solution->question);
	plain_wrapped(out, "", str_text(&text));
	for (size_t i = 0; i < solution->offers.n; i++)
		str_addf(out, "   %zu. %s\n", i + 1, solution->offers.v[i].label);
	for (size_t i = 0; i < solution->segments.n; i++)
		str_addf(out, "   %zu. %s\n", i + 1, solution->segments.v[i]);
	str_add(out, solution->segments.n > 0 ?
	    _("Type their numbers in order, as in 213. ?: a hint, Enter: go on without an answer\n") :
	    _("Type an answer, or its number. ?: a hint, Enter: go on without an answer\n"));
	str_free(&text);
}

static void
wrong_put(struct str *out, const struct asking *asking)
{
	const struct question_reply *reply = answer_reply(&asking->solution, asking->answer);
	struct str label = { 0 }, why = { 0 }, text = { 0 };

	answer_label(&label, &asking->solution, asking->answer);
	if (reply != NULL) {
		line_text(&why, &reply->text);
		str_addf(&text, _("Not %s: %s"), str_text(&label), str_text(&why));
	} else {
		str_addf(&text, _("Not %s."), str_text(&label));
	}
	plain_wrapped(out, "   ", str_text(&text));
	str_free(&label);
	str_free(&why);
	str_add(out, _("   Try again. ?: a hint, Enter: go on without an answer\n"));
	str_free(&text);
}

static void
hint_put(struct str *out, struct asking *asking)
{
	const struct question *question = asking->solution.question;

	asking_help(asking);
	if (asking->help == HELP_HINT)
		help_put(out, false, &question->hint);
	else if (asking->help == HELP_RULE)
		help_put(out, true, &question->rule);
	else
		answer_put(out, asking);
}

bool
plain_answer(struct str *out, struct asking *asking, const char *line)
{
	if (line[0] == '\0') {
		asking_skip(asking);
		return false;
	}
	if (strcmp(line, "?") == 0)
		hint_put(out, asking);
	else if (!asking_answer(asking, line))
		str_add(out, _("   That is no answer to this question. ?: a hint, b: back, q: quit\n"));
	else if (asking_open(asking))
		wrong_put(out, asking);
	else
		answer_put(out, asking);
	return true;
}

void
plain_recall(struct str *out, const struct asking *asking)
{
	const struct question_view view = asking_view(asking, NULL, 0);
	struct str text = { 0 };

	question_said(&text, &view);
	if (text.n > 0)
		plain_wrapped(out, "   ", str_text(&text));
	str_free(&text);
}
