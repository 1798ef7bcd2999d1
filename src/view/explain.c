/*
 * All checks of a moment, each with what it compared and what that means:
 *
 *	B receives S 100:100(0) win 65535
 *	A SYN reached a listener: ...
 *	Of 3 checks the last decided: 3.10.7.2, third.
 *
 *	✓ 3.10.7.2 first
 *	    RST is not set
 *	    A reset cannot be meant for a listener: ...
 */
#include "view/explain.h"

#include <string.h>

#include "base/i18n.h"
#include "outcome.h"
#include "view/page.h"
#include "view/sheet.h"

#define INDENT_MARK 2
#define INDENT_TEXT 4

static const char *const outcome_words[] = {
	[OUTCOME_PASS] = N_("went on"),
	[OUTCOME_ACT] = N_("did this, and went on"),
	[OUTCOME_STOP] = N_("decided"),
};

/* "3.10.7.4, first" */
static void
place_add(struct str *out, const struct note *note)
{
	const char *step = note_step(note);

	if (step[0] != '\0')
		str_addf(out, _("%s, %s"), note_section(note), _(step));
	else
		str_add(out, note_section(note));
}

static void
add_note(struct page *page, const struct note_at *at)
{
	const struct note *note = &at->note;
	char letter = end_letter((enum end)at->end);
	char text[NOTE_TEXT];
	struct str place = { 0 };

	page_gap(page);
	str_addf(&place, "%c  ", letter);
	place_add(&place, note);
	bool decided = note->outcome == OUTCOME_STOP;
	page_run(page, decided ? STYLE_STOP : STYLE_STRONG, str_text(&place));
	page_run(page, STYLE_DIM, "  ");
	page_run(page, decided ? STYLE_STOP : STYLE_DIM,
	    _(outcome_words[note->outcome]));
	page_end(page, INDENT_MARK, outcome_style(note->outcome),
	    outcome_mark(note->outcome));
	str_free(&place);
	page_text(page, INDENT_TEXT, STYLE_CODE,
	    note_text(text, sizeof(text), note, letter));
	note_meaning(text, sizeof(text), note, letter);
	if (text[0] != '\0')
		page_text(page, INDENT_TEXT, STYLE_TEXT, text);
}

/* Which of the checks decided, so that one knows what to look for. */
static void
add_summary(struct page *page, const struct moment *moment)
{
	const struct note_at *decided = NULL;
	struct str text = { 0 }, place = { 0 };

	for (uint32_t i = 0; i < moment->note_count; i++)
		if (moment->notes[i].note.outcome == OUTCOME_STOP)
			decided = &moment->notes[i];
	if (decided == NULL) {
		str_addf(&text, moment->note_count == 1 ?
		    _("There was %u check, and it did not end here.") :
		    _("None of the %u checks ended it early."),
		    moment->note_count);
	} else {
		place_add(&place, &decided->note);
		str_addf(&text, _("Of %u checks this one decided (%s): %s."),
		    moment->note_count, outcome_mark(OUTCOME_STOP), str_text(&place));
		str_free(&place);
	}
	page_text(page, 0, STYLE_DIM, str_text(&text));
	str_free(&text);
}

/* Where the RFC has a call or a timer that needed no check. */
static void
add_place(struct page *page, const struct moment *moment)
{
	const struct edge *edge = moment->edge_count > 0 ? moment->edges[0].edge : NULL;
	struct str text = { 0 };

	str_add(&text, _("No segment arrived, so there was nothing to check."));
	if (edge != NULL)
		str_addf(&text, strncmp(edge->section, "RFC", 3) == 0 ?
		    _(" The rule is in %s.") : _(" The rule is in RFC 9293, %s."),
		    edge->section);
	page_text(page, 0, STYLE_DIM, str_text(&text));
	str_free(&text);
}

int
explain_draw(const struct area *area, const struct trace *trace, size_t count,
    int skip)
{
	struct page page;
	struct str text = { 0 };

	page_init(&page, area);
	if (count > 0) {
		const struct moment *moment = &trace->moments[count - 1];

		moment_headline(&text, trace, moment);
		page_text(&page, 0, STYLE_STRONG, str_text(&text));
		str_clear(&text);
		moment_sentence(&text, trace, moment);
		page_text(&page, 0, STYLE_TEXT, str_text(&text));

		const char *remark = moment_remark(moment, str_text(&text));

		if (remark != NULL)
			page_text(&page, 0, STYLE_DIM, remark);
		if (moment->note_count == 0) {
			page_gap(&page);
			add_place(&page, moment);
		} else {
			add_summary(&page, moment);
		}
		for (uint32_t i = 0; i < moment->note_count; i++)
			add_note(&page, &moment->notes[i]);
	} else {
		page_text(&page, 0, STYLE_TEXT, _("Nothing has happened yet."));
	}
	int most = page_draw(&page, area, skip);
	page_fini(&page);
	str_free(&text);
	return most;
}

struct sheet_room
sheet_draw_checks(const struct area *area, const struct sheet_view *view)
{
	int skip = view->cursor > 0 ? view->cursor : 0;
	int most = explain_draw(area, view->trace, view->count, skip);

	return (struct sheet_room){
		.cursor = skip < most ? skip : most,
		.cursors = most + 1,
	};
}
