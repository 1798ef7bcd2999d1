/* Step by step: prose, question, ladder; then the answers. */
#include "export/handout.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "export/ladder_text.h"
#include "ladder_row.h"
#include "lesson/goal.h"
#include "lesson/question.h"
#include "view/question.h"

struct handout {
	FILE			*out;
	FILE			*nowhere;	/* for what the ladder has to know of, but not to show */
	const struct player	*player;
	struct ladder_text	 ladder;
	struct str		 answers;	/* for the end; "" if there are no questions */
	size_t			 moment;	/* next to be drawn */
	size_t			 said;		/* next result to be told */
	bool			 tells;		/* what the questions ask */
};

/* Below a question that is not answered: room to draw, the same whatever happens. */
#define ROOM_ROWS 4

/* Text that Markdown would read as more than text. */
static void
add_escaped(struct str *out, const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		if (strchr("\\`*_<>[]", *p) != NULL)
			str_addc(out, '\\');
		str_addc(out, *p);
	}
}

static void
put_escaped(FILE *out, const char *text)
{
	struct str escaped = { 0 };

	add_escaped(&escaped, text);
	fputs(str_text(&escaped), out);
	str_free(&escaped);
}

/* The fence is longer than any run of backticks within. */
static void
put_code(FILE *out, const char *code)
{
	int longest = 0, run = 0;

	for (const char *p = code; *p != '\0'; p++) {
		run = *p == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	const char *blank = longest > 0 ? " " : "";
	for (int i = 0; i <= longest; i++)
		fputc('`', out);
	fprintf(out, "%s%s%s", blank, code, blank);
	for (int i = 0; i <= longest; i++)
		fputc('`', out);
}

/* Behind a full-width mark, Markdown ends strong text only where a space follows. */
static bool
needs_space(const struct span *span, const struct span *next)
{
	return span->kind != SPAN_CODE && next->text[0] != ' ' &&
	    text_joins(span->text, strlen(span->text), "a", 1);
}

static void
put_spans(FILE *out, const struct block *block)
{
	for (size_t i = 0; i < block->span_count; i++) {
		const struct span *span = &block->spans[i];
		const char *mark = span->kind == SPAN_STRONG ? "**" :
		    span->kind == SPAN_EMPHASIS ? "*" : "";

		fputs(mark, out);
		if (span->kind == SPAN_CODE)
			put_code(out, span->text);
		else
			put_escaped(out, span->text);
		fputs(mark, out);
		if (mark[0] != '\0' && i + 1 < block->span_count && needs_space(span, span + 1))
			fputc(' ', out);
	}
}

static void
put_block(FILE *out, const struct block *block)
{
	switch (block->kind) {
	case BLOCK_ITEM:
		fprintf(out, "%*s", 2 * (block->level - 1), "");
		if (block->number > 0)
			fprintf(out, "%d. ", block->number);
		else
			fputs("- ", out);
		put_spans(out, block);
		break;
	case BLOCK_HEADING:
		fputs("### ", out);
		put_spans(out, block);
		break;
	case BLOCK_QUOTE:
		fputs("> ", out);
		put_spans(out, block);
		break;
	case BLOCK_CODE:
		fputs("```text\n", out);
		for (size_t i = 0; i < block->span_count; i++)
			fputs(block->spans[i].text, out);
		fputs("```", out);
		break;
	case BLOCK_PARAGRAPH:
		put_spans(out, block);
		break;
	}
	fputc('\n', out);
}

static void
put_prose(FILE *out, const struct step *step)
{
	for (size_t i = 0; i < step->block_count; i++) {
		put_block(out, &step->blocks[i]);
		if (step->blocks[i].kind != BLOCK_ITEM || i + 1 == step->block_count ||
		    step->blocks[i + 1].kind != BLOCK_ITEM)
			fputc('\n', out);
	}
}

/* "**close.2** It is TIME-WAIT. Why (RFC 9293, section 3.6)" for the last page. */
static void
keep_answer(struct handout *handout, const struct question *question,
    const struct solution *solution)
{
	struct str *to = &handout->answers, answer = { 0 };

	str_add(to, "- **");
	question_id(to, handout->player->lesson, question);
	str_add(to, "** ");
	question_answer(&answer, solution);
	add_escaped(to, str_text(&answer));
	str_addc(to, '\n');
	str_free(&answer);
}

static void
put_lines_quoted(FILE *out, const char *lines)
{
	for (const char *p = lines; *p != '\0'; p += strcspn(p, "\n") + (p[strcspn(p, "\n")] != '\0'))
		fprintf(out, "> `%.*s`  \n", (int)strcspn(p, "\n"), p);
}

/* What ss or tcpdump prints before the step: what is asked can be read in it. */
static void
put_shown(const struct handout *handout, const struct solution *solution)
{
	const struct question_view view = {
		.solution = solution,
		.trace = engine_trace(handout->player->engine),
		.count = handout->moment,
	};
	struct str lines = { 0 };

	question_lines(&lines, &view);
	if (lines.n > 0)
		fprintf(handout->out, "```text\n%s```\n\n", str_text(&lines));
	str_free(&lines);
}

static void
put_question(struct handout *handout, size_t step)
{
	const struct lesson *lesson = handout->player->lesson;
	const struct question *question = lesson->steps[step].question;
	struct solution solution = { 0 };
	struct str text = { 0 };
	struct error why;

	if (question == NULL)
		return;
	bool solved = question_solve(&solution, lesson, step, &why);
	if (solved)
		put_shown(handout, &solution);
	fputs("> **", handout->out);
	question_id(&text, lesson, question);
	fprintf(handout->out, "%s** ", str_text(&text));
	str_clear(&text);
	question_text(&text, question);
	put_escaped(handout->out, str_text(&text));
	fputs("  \n", handout->out);
	if (solved) {
		put_lines_quoted(handout->out, str_text(&solution.effect));
		for (size_t i = 0; i < solution.offers.n; i++) {
			fprintf(handout->out, "> %zu) ", i + 1);
			put_escaped(handout->out, solution.offers.v[i].label);
			fputs("  \n", handout->out);
		}
		for (size_t i = 0; i < solution.segments.n; i++)
			fprintf(handout->out, "> %zu) `%s`  \n", i + 1, solution.segments.v[i]);
		keep_answer(handout, question, &solution);
	}
	fputc('\n', handout->out);
	solution_fini(&solution);
	str_free(&text);
}

/* Where the moments of a step end: where those of the next one begin. */
static size_t
step_end(const struct player *player, size_t step)
{
	for (size_t i = 0; i < player->place_count; i++) {
		if (player->places[i].step > step)
			return player->places[i].moments;
	}
	return engine_trace(player->engine)->count;
}

static void
put_moments(struct handout *handout, size_t end)
{
	const struct player *player = handout->player;
	struct ladder_text *ladder = &handout->ladder;

	for (; handout->moment < end; handout->moment++) {
		while (handout->said < player->result_count &&
		    player->results[handout->said].moment <= handout->moment)
			ladder_text_result(ladder, &player->results[handout->said++]);
		ladder_text_moment(ladder, handout->moment);
	}
	row_flush(ladder);
}

/* In place of what answers the question; the ladder knows of it, as what follows builds on it. */
static void
put_room(struct handout *handout, size_t end)
{
	handout->ladder.out = handout->nowhere;
	put_moments(handout, end);
	handout->ladder.out = handout->out;
	for (int i = 0; i < ROOM_ROWS; i++)
		fputc('\n', handout->out);
}

/* What happened in the step, between fences; nothing if nothing did. */
static void
put_ladder(struct handout *handout, size_t step)
{
	size_t end = step_end(handout->player, step);
	bool asks = !handout->tells && handout->player->lesson->steps[step].question != NULL;

	if (handout->moment >= end && !asks)
		return;
	if (asks)
		fprintf(handout->out, "%s\n\n", _("Draw what happens, with the states that change:"));
	fputs("```text\n", handout->out);
	row_head(&handout->ladder);
	if (asks)
		put_room(handout, end);
	else
		put_moments(handout, end);
	fputs("```\n\n", handout->out);
}

static void
put_top(const struct handout *handout)
{
	const struct player *player = handout->player;
	const struct trace *trace = engine_trace(player->engine);

	fputs("# ", handout->out);
	put_escaped(handout->out, player->lesson->title);
	fprintf(handout->out, _("\n\nPlayed on: %s"), trace->engine);
	if (trace->kernel != NULL)
		fprintf(handout->out, ", %s", trace->kernel);
	fputs("\n\n", handout->out);
}

/* A challenge's goals, to be ticked off; with the answers, what meets them. */
static void
put_goals(const struct handout *handout, bool answers)
{
	const struct lesson *lesson = handout->player->lesson;
	struct str text = { 0 };

	if (lesson->goals == NULL)
		return;
	fprintf(handout->out, "## %s\n\n", _("Goals"));
	for (size_t i = 0; i < lesson->goals->list.n; i++) {
		str_clear(&text);
		goal_text(&text, &lesson->goals->list.v[i]);
		fputs("- [ ] ", handout->out);
		put_escaped(handout->out, str_text(&text));
		fputs("\n", handout->out);
	}
	str_free(&text);
	fputs("\n", handout->out);
	if (!answers || lesson->solution.count == 0)
		return;
	fprintf(handout->out, "## %s\n\n```text\n", _("A solution"));
	for (size_t i = 0; i < lesson->solution.count; i++)
		fprintf(handout->out, "%s\n", lesson->solution.statements[i].source);
	fputs("```\n", handout->out);
}

void
handout_write(FILE *out, const struct player *player, bool answers, bool ascii)
{
	struct handout handout = { .out = out, .player = player, .tells = answers };
	char *unseen = NULL;
	size_t n = 0;

	handout.nowhere = open_memstream(&unseen, &n);
	if (handout.nowhere == NULL)
		return;
	/* The ladder's own head is not wanted: the handout has one. */
	ladder_text_begin(&handout.ladder, handout.nowhere, engine_trace(player->engine), "", ascii);
	handout.ladder.out = out;

	put_top(&handout);
	for (size_t i = 0; i < player->lesson->step_count; i++) {
		const struct step *step = &player->lesson->steps[i];
		if (step->title != NULL) {
			fputs("## ", out);
			put_escaped(out, step->title);
			fputs("\n\n", out);
		}
		put_prose(out, step);
		put_question(&handout, i);
		put_ladder(&handout, i);
	}
	put_goals(&handout, answers);
	if (answers && handout.answers.n > 0)
		fprintf(out, "## %s\n\n%s", _("Answers"), str_text(&handout.answers));
	str_free(&handout.answers);
	fclose(handout.nowhere);
	free(unseen);
}
