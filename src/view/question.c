/*
 * A question:
 *
 *	B has a SYN in hand, and listens.
 *
 *	Which state is B in then?  why-three.1
 *	 1 LISTEN   2 SYN-RECEIVED   3 ESTABLISHED
 *	✗ ESTABLISHED: With a handshake of two it would be so.
 *	Hint: What does B still know?
 */
#include "view/question.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "prose.h"
#include "sheet_tools.h"
#include "view/page.h"

/* Columns around what is offered, if all stands in one line. */
#define OFFER_COLUMNS 5

/* Less is a small screen. */
#define USUAL_ROWS 24
#define USUAL_COLUMNS 80

bool
question_over(const struct question_view *view)
{
	return view->help == HELP_ANSWER ||
	    (view->answer != NULL && answer_is_right(view->solution, view->answer));
}

/* ---- lines of tools */

void
question_lines(struct str *out, const struct question_view *view)
{
	const struct trace *trace = view->trace;
	struct sockets sockets;

	if (view->solution->question->show == SHOW_SS) {
		sockets_find(&sockets, trace, view->count);
		sockets_head(out, &sockets);
		str_addc(out, '\n');
		for (int i = 0; i < sockets.n; i++) {
			sockets_line(out, &sockets, i);
			str_addc(out, '\n');
		}
		sockets_free(&sockets);
	} else if (view->solution->question->show == SHOW_TCPDUMP) {
		for (size_t i = 0; i < trace->flight_count; i++) {
			if (trace->flights[i].sent_at >= view->count)
				break;
			dump_line(out, &trace->flights[i]);
			str_addc(out, '\n');
		}
	}
}

static void
add_lines(struct page *page, const struct question_view *view)
{
	struct str lines = { 0 };

	question_lines(&lines, view);
	str_add(&lines, str_text(&view->solution->effect));
	for (const char *p = str_text(&lines); *p != '\0'; ) {
		const char *end = strchr(p, '\n');
		struct str line = { 0 };
		str_addn(&line, p, (size_t)(end - p));
		page_text(page, 0, STYLE_CODE, str_text(&line));
		str_free(&line);
		p = end + 1;
	}
	str_free(&lines);
}

/* ---- what is offered */

static enum style
offer_style(const struct question_view *view, size_t i)
{
	const struct offer *offer = &view->solution->offers.v[i];

	if (question_over(view) && offer->right)
		return STYLE_OK;
	if (view->answer != NULL && strcmp(view->answer, offer->answer) == 0)
		return STYLE_LOST;
	if (question_over(view))
		return STYLE_DIM;
	return (int)i == view->cursor ? STYLE_CURSOR : STYLE_TEXT;
}

static const char *
offer_mark(const struct question_view *view, size_t i)
{
	switch (offer_style(view, i)) {
	case STYLE_OK:
		return "✓";
	case STYLE_LOST:
		return "✗";
	default:
		return (int)i == view->cursor && !question_over(view) ? "▸" : "";
	}
}

static bool
in_one_line(const struct page *page, const struct solution *solution)
{
	int columns = 0;

	for (size_t i = 0; i < solution->offers.n; i++)
		columns += text_width(solution->offers.v[i].label) + OFFER_COLUMNS;
	return columns <= page->columns;
}

static void
add_offer(struct page *page, const struct question_view *view, size_t i)
{
	char number[32];

	snprintf(number, sizeof(number), "%s%zu ", offer_mark(view, i), i + 1);
	page_offer(page, question_over(view) ? -1 : (int)i);
	page_run(page, STYLE_KEY, number);
	page_run(page, offer_style(view, i), view->solution->offers.v[i].label);
	page_offer(page, -1);
}

/* The same as rows with bars. */
static void
add_voted(struct page *page, const struct question_view *view)
{
	const struct solution *solution = view->solution;
	struct vote_row rows[OFFERS_MAX];
	size_t count = solution->offers.n < OFFERS_MAX ? solution->offers.n : OFFERS_MAX;

	for (size_t i = 0; i < count; i++)
		rows[i] = (struct vote_row){ offer_mark(view, i), solution->offers.v[i].label,
		    offer_style(view, i) };
	votes_add(page, &view->votes, rows, count);
}

static void
add_offers(struct page *page, const struct question_view *view)
{
	const struct solution *solution = view->solution;
	bool one = in_one_line(page, solution);

	if (view->votes.rounds > 0) {
		add_voted(page, view);
		return;
	}
	for (size_t i = 0; i < solution->offers.n; i++) {
		add_offer(page, view, i);
		if (!one)
			page_end(page, 1, STYLE_TEXT, "");
		else if (i + 1 < solution->offers.n)
			page_run(page, STYLE_TEXT, "   ");
	}
	if (one && solution->offers.n > 0)
		page_end(page, 1, STYLE_TEXT, "");
	for (size_t i = 0; i < solution->segments.n; i++) {
		char number[32];
		snprintf(number, sizeof(number), "%zu ", i + 1);
		page_offer(page, question_over(view) ? -1 : (int)i);
		page_run(page, STYLE_KEY, number);
		page_text(page, 1, STYLE_CODE, solution->segments.v[i]);
	}
}

/* ---- what is said to it */

static void
add_line(struct page *page, const struct block *block)
{
	const struct step step = { .blocks = (struct block *)(uintptr_t)block, .block_count = 1 };

	prose_add(page, &step, false);
}

/* "RFC 9293, section 3.10.7.2" */
static void
section_text(struct str *out, const char *section)
{
	if (strncmp(section, "RFC", 3) == 0)
		str_add(out, section);
	else
		str_addf(out, _("RFC 9293, section %s"), section);
}

static void
right_text(struct str *out, const struct solution *solution)
{
	for (size_t i = 0; i < solution->right.n; i++) {
		if (i > 0)
			str_add(out, _(" or "));
		answer_label(out, solution, solution->right.v[i]);
	}
}

void
question_answer(struct str *out, const struct solution *solution)
{
	const struct question *question = solution->question;
	struct str right = { 0 }, why = { 0 }, section = { 0 };

	right_text(&right, solution);
	if (question->kind == QUESTION_LASTS)
		str_addf(out, _("Answer: %s."), str_text(&right));
	else
		str_addf(out, _("It is %s."), str_text(&right));
	line_text(&why, &question->why);
	if (!text_joins(out->p, out->n, str_text(&why), why.n))
		str_addc(out, ' ');
	str_add(out, str_text(&why));
	if (question->section != NULL) {
		section_text(&section, question->section);
		str_addf(out, _(" (%s)"), str_text(&section));
	}
	str_free(&right);
	str_free(&why);
	str_free(&section);
}

void
question_said(struct str *out, const struct question_view *view)
{
	struct str said = { 0 }, right = { 0 };

	if (view->answer == NULL)
		return;
	answer_label(&said, view->solution, view->answer);
	right_text(&right, view->solution);
	if (answer_is_right(view->solution, view->answer))
		str_addf(out, _("You said %s, and so it is."), str_text(&said));
	else if (view->solution->question->kind == QUESTION_LASTS)
		str_addf(out, _("You said %s; %s."), str_text(&said), str_text(&right));
	else
		str_addf(out, _("You said %s; it is %s."), str_text(&said), str_text(&right));
	str_free(&said);
	str_free(&right);
}

static void
add_wrong(struct page *page, const struct question_view *view)
{
	const struct question_reply *reply = answer_reply(view->solution, view->answer);
	struct str said = { 0 };

	answer_label(&said, view->solution, view->answer);
	page_run(page, STYLE_LOST, str_text(&said));
	if (reply != NULL) {
		page_run(page, STYLE_TEXT, _(": "));
		struct str text = { 0 };
		line_text(&text, &reply->text);
		page_run(page, STYLE_TEXT, str_text(&text));
		str_free(&text);
	} else {
		page_run(page, STYLE_TEXT, _(": not that."));
	}
	page_end(page, 2, STYLE_LOST, "✗");
	str_free(&said);
}

static void
add_help(struct page *page, const char *name, const struct block *block)
{
	if (block->span_count == 0)
		return;
	const char *text = block->spans[0].text;
	page_run(page, STYLE_STRONG, name);
	if (!text_joins(name, strlen(name), text, strlen(text)))
		page_run(page, STYLE_TEXT, " ");
	add_line(page, block);
}

static void
add_over(struct page *page, const struct question_view *view)
{
	struct str text = { 0 };

	question_answer(&text, view->solution);
	page_run(page, STYLE_TEXT, str_text(&text));
	page_end(page, 2, STYLE_OK, "✓");
	str_free(&text);
}

static void
add_said(struct page *page, const struct question_view *view, bool how)
{
	const struct question *question = view->solution->question;
	bool over = question_over(view);

	if (view->answer != NULL && !answer_is_right(view->solution, view->answer))
		add_wrong(page, view);
	if (!over && view->help >= HELP_HINT)
		add_help(page, _("Hint:"), &question->hint);
	if (!over && view->help >= HELP_RULE)
		add_help(page, _("Rule:"), &question->rule);
	if (over)
		add_over(page, view);
	else if (how && view->solution->segments.n > 0 && view->answer == NULL &&
	    view->help == HELP_NONE && view->votes.rounds == 0 && !view->in_class)
		/* What the bar of keys cannot say in a word. */
		page_text(page, 0, STYLE_DIM,
		    _("Type their numbers in order, as in 213; then Enter."));
}

static void
add_question(struct page *page, const struct question_view *view, bool with_id)
{
	struct str text = { 0 };

	question_text(&text, view->solution->question);
	page_run(page, STYLE_STRONG, str_text(&text));
	if (with_id) {
		page_run(page, STYLE_DIM, "  ");
		page_run(page, STYLE_DIM, view->id);
	}
	page_end(page, 0, STYLE_TEXT, "");
	str_free(&text);
}

/* Where its parts stand in the page. */
struct parts {
	int	asked;		/* the question, with what is shown to it */
	int	said;		/* what is said to an answer, ... */
	int	end;		/* ... and where that ends */
};

/*
 * What is read, and the question. On a small screen that has no room for
 * both, the question comes first: its answers are what the keys are for.
 */
static struct parts
add_all(struct page *page, const struct question_view *view, bool first)
{
	struct parts parts;

	if (view->step != NULL && !first)
		prose_add(page, view->step, false);
	parts.asked = page->lines;
	add_lines(page, view);
	add_question(page, view, !first);
	add_offers(page, view);
	parts.said = page->lines;
	add_said(page, view, !first);
	parts.end = page->lines;
	if (view->step != NULL && first)
		prose_add(page, view->step, false);
	return parts;
}

static bool
is_small(const struct area *area)
{
	return area->grid->columns < USUAL_COLUMNS || area->grid->rows < USUAL_ROWS;
}

struct why_room
question_draw(const struct area *area, const struct question_view *view, int scroll)
{
	struct page page;
	int begin = 0;

	page_init(&page, area);
	struct parts parts = add_all(&page, view, false);
	if (page.lines > area->rows && is_small(area)) {
		page_fini(&page);
		page_init(&page, area);
		parts = add_all(&page, view, true);
	}
	/* Once one has answered, that is what one looks at. */
	if (view->answer != NULL || view->help > HELP_NONE || view->cursor >= 0 ||
	    view->votes.rounds > 0) {
		begin = parts.end - area->rows;
		if (begin > parts.said)
			begin = parts.said;
		if (view->step == NULL && begin < parts.asked)
			begin = parts.asked;
		if (begin < 0)
			begin = 0;
	}
	int most = page_draw(&page, area, begin + scroll);
	page_fini(&page);
	return (struct why_room){ .up = begin, .down = most - begin };
}
