/*
 * The speaker's notes as they are seen:
 *
 *	 2 Three segments to open          step 11 of 20   12 min
 *	 Now: A receives S. 300:300(0) ack 101
 *	 Ask first; most say 102.
 *	 Which sequence number has ...?
 *	 ✓2 101 ███████  12  60%
 *	 Next: Twenty octets
 *	 Space next  ← back ...
 */
#include "app/notes.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/stroke.h"
#include "view/keys.h"
#include "view/page.h"

#define ROWS_MIN 3

/* ---- the first row */

static void
title_draw(const struct area *area, const struct notes_view *view)
{
	const struct telling *telling = view->telling;
	struct str right = { 0 };

	area_fill(area, 0, 0, 1, area->columns, STYLE_BAR, " ");
	if (telling == NULL) {
		area_put(area, 0, 1, STYLE_BAR, _("The speaker's notes"));
		return;
	}
	if (telling->steps > 0)
		str_addf(&right, _("step %zu of %zu"), telling->step, telling->steps);
	int64_t minutes = view->now > telling->began ? (view->now - telling->began) / 60 : 0;
	str_addf(&right, _("   %lld min "), (long long)minutes);
	int column = area->columns - text_width(str_text(&right));
	area_put(area, 0, column, STYLE_BAR, str_text(&right));
	area_put_cut(area, 0, 1, column - 2, STYLE_BAR, str_text(&telling->title));
	str_free(&right);
}

/* ---- the words */

/* Paragraphs, one a line. */
static void
add_text(struct page *page, int indent, enum style style, const struct str *text)
{
	const char *p = str_text(text);

	while (*p != '\0') {
		struct str line = { 0 };
		size_t n = strcspn(p, "\n");
		str_addn(&line, p, n);
		if (n > 0)
			page_text(page, indent, style, str_text(&line));
		str_free(&line);
		p += n + (p[n] == '\n');
	}
}

static void
add_named(struct page *page, const char *name, enum style style, const struct str *text)
{
	page_run(page, STYLE_STRONG, name);
	page_run(page, STYLE_TEXT, " ");
	page_run(page, style, str_text(text));
	page_end(page, 0, STYLE_TEXT, "");
}

static void
add_offers(struct page *page, const struct telling *telling)
{
	struct vote_row rows[OFFERS_MAX];

	for (size_t i = 0; i < telling->offer_count; i++)
		rows[i] = (struct vote_row){ "", str_text(&telling->offers[i]), STYLE_TEXT };
	if (telling->votes.rounds > 0) {
		votes_add(page, &telling->votes, rows, telling->offer_count);
		return;
	}
	for (size_t i = 0; i < telling->offer_count; i++) {
		struct str number = { 0 };
		str_addf(&number, "%s%zu ", i > 0 ? "   " : " ", i + 1);
		page_run(page, STYLE_KEY, str_text(&number));
		page_run(page, STYLE_TEXT, rows[i].label);
		str_free(&number);
	}
	if (telling->offer_count > 0)
		page_end(page, 0, STYLE_TEXT, "");
}

static void
add_question(struct page *page, const struct telling *telling)
{
	if (telling->question.n == 0)
		return;
	page_gap(page);
	add_named(page, telling->asks ? _("Asked:") : _("Asked, and answered:"), STYLE_TEXT,
	    &telling->question);
	add_offers(page, telling);
	page_run(page, STYLE_TEXT, str_text(&telling->answer));
	page_end(page, 2, STYLE_OK, "✓");
}

static void
add_next(struct page *page, const struct telling *telling)
{
	if (telling->steps == 0)
		return;
	page_gap(page);
	if (telling->step == telling->steps) {
		page_text(page, 0, STYLE_DIM, _("This is the last step."));
		return;
	}
	add_named(page, _("Next:"), STYLE_STRONG, &telling->next_title);
	add_text(page, 2, STYLE_DIM, &telling->next_text);
}

static void
add_state(struct page *page, const struct notes_view *view)
{
	if (view->telling == NULL)
		page_text(page, 0, STYLE_LOST, _("No class is there. These notes wait for one: "
		    "start tcptutor --class LESSON in another terminal."));
	else if (!view->here)
		page_text(page, 0, STYLE_LOST, _("The class is gone. These notes wait until it is "
		    "there again; below stands what it was at."));
	else if (view->telling->blank)
		page_text(page, 0, STYLE_LOST, _("The class sees a blank screen; any of these keys "
		    "ends it."));
	else if (view->telling->busy)
		page_text(page, 0, STYLE_LOST, _("Something is being typed at the class; until it is "
		    "done, keys do nothing there."));
}

static void
add_words(struct page *page, const struct notes_view *view)
{
	const struct telling *telling = view->telling;

	add_state(page, view);
	if (telling == NULL)
		return;
	if (telling->now.n > 0)
		add_named(page, _("Now:"), STYLE_CODE, &telling->now);
	page_gap(page);
	if (telling->notes.n > 0)
		add_text(page, 0, STYLE_TEXT, &telling->notes);
	else
		page_text(page, 0, STYLE_DIM, _("This step has no notes."));
	add_question(page, telling);
	add_next(page, telling);
}

/* ---- the last row */

static const struct key_help keys[] = {
	{ N_("Space"), N_("next"), NULL, ' ' },
	{ "←", N_("back"), NULL, STROKE_LEFT },
	{ "↓", N_("down"), NULL, STROKE_DOWN },
	{ "↑", N_("up"), NULL, STROKE_UP },
	{ "v", N_("votes"), NULL, 'v' },
	{ "?", N_("reveal"), NULL, '?' },
	{ "b", N_("blank"), NULL, 'b' },
	{ "q", N_("leave"), NULL, 'q' },
};

#define KEY_COUNT (sizeof(keys) / sizeof(keys[0]))

static void
bottom_draw(const struct area *area, const struct notes_view *view)
{
	struct key_help shown[KEY_COUNT];

	for (size_t i = 0; i < KEY_COUNT; i++) {
		shown[i] = keys[i];
		shown[i].key = _(keys[i].key);
		shown[i].brief = _(keys[i].brief);
	}
	if (view->typed != NULL) {
		area_fill(area, 0, 0, 1, area->columns, STYLE_TEXT, " ");
		int column = 1 + area_put(area, 0, 1, STYLE_KEY, _("Votes: "));
		column += area_put(area, 0, column, STYLE_STRONG, view->typed);
		area_style(area, 0, column, 1, STYLE_CURSOR);
	} else {
		keys_draw(area, shown, KEY_COUNT);
	}
}

/* What was just said: as many of the last rows as it takes, and leaves. Their number. */
static int
message_draw(const struct area *whole, const char *message)
{
	struct area unseen = area_part(whole, 0, 1, 0, whole->columns - 2);
	int left = whole->rows - ROWS_MIN;
	int rows = message[0] == '\0' ? 0 : area_wrap(&unseen, 0, STYLE_STRONG, message);

	if (rows > left)
		rows = left;
	struct area area = area_part(whole, whole->rows - 1 - rows, 1, rows, whole->columns - 2);
	area_wrap(&area, 0, STYLE_STRONG, message);
	return rows;
}

int
notes_draw(struct grid *grid, const struct notes_view *view)
{
	struct area whole = grid_area(grid);
	struct page page;

	grid_clear(grid);
	if (whole.rows < ROWS_MIN)
		return 0;
	int says = message_draw(&whole, view->message);
	struct area title = area_part(&whole, 0, 0, 1, whole.columns);
	struct area words = area_part(&whole, 1, 1, whole.rows - 2 - says, whole.columns - 1);
	struct area bottom = area_part(&whole, whole.rows - 1, 0, 1, whole.columns);
	title_draw(&title, view);
	page_init(&page, &words);
	add_words(&page, view);
	int most = page_draw(&page, &words, view->scroll);
	page_fini(&page);
	bottom_draw(&bottom, view);
	return most;
}
