/*
 * Why: the step's text, what failed or was skipped here, the sentence, then
 * the checks of section 3.10 in the order in which they were made:
 *
 *	The answer reaches A. Look at its state.
 *
 *	▸ The SYN,ACK acknowledges A's SYN and brings B's: ...
 *
 *	✓ 3.10.7.3 first   SEG.ACK 101 in (100, 101]: acceptable
 *	• 3.10.7.3 fourth  RCV.NXT <- 301, IRS <- 300
 *	■ 3.10.7.3 fourth  SND.UNA 101 > ISS 100: ESTABLISHED
 *
 * ✓ held, • did something and went on, ■ decided.
 */
#include "view/why.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "outcome.h"
#include "prose.h"
#include "view/page.h"

/* Rows of checks below the sentence for which it is worth to begin. */
#define CHECKS_WORTH 2
/* Rows that a sentence mostly takes. */
#define SENTENCE_ROWS 3
/* Columns from which a check's place stands in a column of its own. */
#define CHECKS_WIDE 60

static const struct look {
	const char	*mark;
	enum style	 style;
} outcome_looks[] = {
	[OUTCOME_PASS] = { "✓", STYLE_OK },
	[OUTCOME_ACT] = { "•", STYLE_TEXT },
	[OUTCOME_STOP] = { "■", STYLE_STOP },
};

const char *
outcome_mark(enum outcome outcome)
{
	return outcome_looks[outcome].mark;
}

enum style
outcome_style(enum outcome outcome)
{
	return outcome_looks[outcome].style;
}

static const struct moment *
moment_at(const struct trace *trace, size_t count)
{
	return count > 0 ? &trace->moments[count - 1] : NULL;
}

void
why_title(struct str *out, const struct why *why)
{
	const struct moment *moment = moment_at(why->trace, why->count);

	if (why->mode == WHY_PROSE && why->step != NULL) {
		if (why->step->title != NULL)
			str_add(out, why->step->title);
	} else if (moment != NULL) {
		moment_headline(out, why->trace, moment);
	} else {
		str_add(out, _("Nothing has happened yet"));
	}
}

static void
add_result(struct page *page, const struct result *result)
{
	struct str text = { 0 };

	switch (result->verdict) {
	case VERDICT_HELD:
		return;
	case VERDICT_FAILED:
		str_addf(&text, _("line %d: expected %s, found %s"),
		    result->line, result->expected, result->found);
		break;
	case VERDICT_SKIPPED:
		str_addf(&text, _("line %d is skipped: %s"), result->line,
		    result->why);
		break;
	case VERDICT_ERROR:
	case VERDICT_BROKEN:
		str_addf(&text, _("line %d: %s"), result->line, result->why);
		break;
	}
	bool skipped = result->verdict == VERDICT_SKIPPED;
	enum style style = skipped ? STYLE_DIM : STYLE_LOST;
	page_run(page, style, str_text(&text));
	page_end(page, 2, style, skipped ? "-" : "✗");
	str_free(&text);
}

/* Do notes of both ends stand in this moment? */
static bool
notes_of_both(const struct moment *moment)
{
	for (uint32_t i = 1; i < moment->note_count; i++)
		if (moment->notes[i].end != moment->notes[0].end)
			return true;
	return false;
}

/* "3.10.7.4 first", and whose it is where that is not clear. */
static void
check_place(struct str *out, const struct note_at *at, bool both)
{
	const char *step = note_step(&at->note);

	if (both)
		str_addf(out, "%c ", end_letter(at->end));
	str_add(out, note_section(&at->note));
	if (step[0] != '\0')
		str_addf(out, " %s", _(step));
}

static int
places_width(const struct moment *moment)
{
	bool both = notes_of_both(moment);
	int widest = 0;

	for (uint32_t i = 0; i < moment->note_count; i++) {
		struct str place = { 0 };

		check_place(&place, &moment->notes[i], both);
		int width = text_width(str_text(&place));
		if (width > widest)
			widest = width;
		str_free(&place);
	}
	return widest;
}

static void
add_checks(struct page *page, const struct moment *moment)
{
	bool both = notes_of_both(moment);
	int width = page->columns >= CHECKS_WIDE ? places_width(moment) : 0;

	for (uint32_t i = 0; i < moment->note_count; i++) {
		const struct note_at *at = &moment->notes[i];
		enum style look = outcome_style(at->note.outcome);
		enum style style = at->note.outcome == OUTCOME_STOP ?
		    STYLE_STRONG : STYLE_TEXT;
		struct str mark = { 0 };
		char text[NOTE_TEXT];

		str_addf(&mark, "%s ", outcome_mark(at->note.outcome));
		size_t place = mark.n;
		check_place(&mark, at, both);
		note_text(text, sizeof(text), &at->note,
		    end_letter((enum end)at->end));
		if (width > 0) {
			str_pad(&mark, 2 + width);
			page_run(page, style, text);
			page_end(page, 2 + width + 1, look, str_text(&mark));
		} else {
			page_run(page, STYLE_DIM, str_text(&mark) + place);
			page_run(page, style, " ");
			page_run(page, style, text);
			page_end(page, 2, look,
			    outcome_mark(at->note.outcome));
		}
		str_free(&mark);
	}
}

static void
add_title(struct page *page, const struct why *why)
{
	struct str title = { 0 };

	why_title(&title, why);
	if (title.n > 0)
		page_text(page, 0, STYLE_STRONG, str_text(&title));
	str_free(&title);
}

static void
add_sentence(struct page *page, const struct why *why,
    const struct moment *moment)
{
	struct str text = { 0 };

	moment_sentence(&text, why->trace, moment);
	if (text.n > 0 && why->step != NULL) {
		page_run(page, STYLE_TEXT, str_text(&text));
		page_end(page, 2, STYLE_NOW, "▸");
	} else if (text.n > 0) {
		page_text(page, 0, STYLE_TEXT, str_text(&text));
	}

	const char *remark = moment_remark(moment, str_text(&text));

	if (remark != NULL)
		page_text(page, 0, STYLE_DIM, remark);
	str_free(&text);
}

/* Returns the line after what has to be seen: the sentence, or the first check. */
static int
add_moment(struct page *page, const struct why *why,
    const struct moment *moment, int rows)
{
	int end;

	if (why->mode == WHY_CHECKS && moment->note_count > 0) {
		end = page->lines + rows;
		add_checks(page, moment);
		return end < page->lines ? end : page->lines;
	}
	add_sentence(page, why, moment);
	end = page->lines;
	if (moment->note_count > 0 && end + 1 + CHECKS_WORTH <= rows) {
		page_gap(page);
		add_checks(page, moment);
	}
	return end;
}

/* Lines of the step's text on a page like that. */
static int
prose_lines(const struct area *area, const struct step *step, bool gaps)
{
	struct page page;

	page_init(&page, area);
	prose_add(&page, step, gaps);
	int lines = page.lines;
	page_fini(&page);
	return lines;
}

/* With empty lines between paragraphs, unless they alone make it too long. */
static void
add_prose(struct page *page, const struct area *area, const struct why *why)
{
	int room = area->rows - page->lines;
	bool gaps = prose_lines(area, why->step, true) <= room ||
	    prose_lines(area, why->step, false) > room;

	prose_add(page, why->step, gaps);
}

/*
 * What happened, below the step's text if there is one. Returns the line at
 * which the panel begins.
 */
static int
add_below_prose(struct page *page, const struct area *area,
    const struct why *why, const struct moment *moment)
{
	int first, begin;

	if (why->step != NULL)
		prose_add(page, why->step, false);
	if (page->lines > 0 && page->lines + 1 + SENTENCE_ROWS < area->rows)
		page_gap(page);
	first = page->lines;
	if (why->with_title)
		add_title(page, why);
	for (size_t i = 0; i < why->result_count; i++)
		add_result(page, &why->results[i]);
	if (why->said != NULL && why->said[0] != '\0')
		page_text(page, 0, STYLE_EMPHASIS, why->said);
	begin = add_moment(page, why, moment, area->rows) - area->rows;
	return begin < 0 ? 0 : begin < first ? begin : first;
}

struct why_room
why_draw(const struct area *area, const struct why *why, int scroll)
{
	const struct moment *moment = moment_at(why->trace, why->count);
	struct page page;
	int begin = 0;

	page_init(&page, area);
	if (why->mode != WHY_PROSE && moment != NULL) {
		begin = add_below_prose(&page, area, why, moment);
	} else {
		if (why->with_title)
			add_title(&page, why);
		for (size_t i = 0; i < why->result_count; i++)
			add_result(&page, &why->results[i]);
		if (why->step != NULL)
			add_prose(&page, area, why);
	}
	int most = page_draw(&page, area, begin + scroll);
	page_fini(&page);
	return (struct why_room){ .up = begin, .down = most - begin };
}
