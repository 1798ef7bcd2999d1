/*
 * The session as it is seen. A lesson is the view's business; the menu and
 * the sheet (which lies over either) are drawn here.
 */
#include "app/session.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "tcp/note.h"
#include "trace/trace.h"
#include "ui/stroke.h"
#include "view/diagram.h"

/* ---- pages that scroll */

/* Lines one under another, of which the first skip are out of sight. */
struct page {
	struct area	area;
	int		skip;
	int		rows;		/* used so far, those out of sight too */
};

/* A paragraph, from that column on. */
static void
page_put(struct page *page, int column, enum style style, const char *text)
{
	int row = page->rows - page->skip;
	int hidden = row < 0 ? -row : 0;
	int top = row < 0 ? 0 : row;
	struct area part = area_part(&page->area, top, column,
	    page->area.rows - top, page->area.columns - column);

	page->rows += area_wrap(&part, hidden, style, text);
}

/* In the row of the paragraph that comes next. */
static void
page_label(struct page *page, int column, enum style style, const char *text)
{
	int row = page->rows - page->skip;

	if (row >= 0)
		area_put(&page->area, row, column, style, text);
}

/* ---- bars */

static void
bar_draw(const struct area *all, int row, const char *left, const char *right)
{
	area_fill(all, row, 0, 1, all->columns, STYLE_BAR, " ");
	area_put(all, row, 1, STYLE_BAR, left);
	int column = all->columns - text_width(right) - 1;
	if (column > text_width(left) + 2)
		area_put(all, row, column, STYLE_BAR, right);
}

/* Names of all keys of a row, "Space PgDn →". */
static void
keys_name(struct str *out, const struct binding *binding, size_t most)
{
	char buf[STROKE_NAME];

	for (size_t i = 0; i < most && binding->strokes[i] != 0; i++)
		str_addf(out, "%s%s", i > 0 ? " " : "", stroke_name(buf, binding->strokes[i]));
}

static void
key_bar_draw(const struct area *all, const struct session *session)
{
	int row = all->rows - 1, column = 1;

	area_fill(all, row, 0, 1, all->columns, STYLE_BAR, " ");
	if (session->message.n > 0) {
		area_put(all, row, column, STYLE_BAR, str_text(&session->message));
		return;
	}
	for (size_t i = 0; i < binding_count; i++) {
		char buf[STROKE_NAME];
		if (bindings[i].bar == NULL || !(bindings[i].modes & session_mode(session)))
			continue;
		column += area_putf(all, row, column, STYLE_KEY, "%s",
		    stroke_name(buf, bindings[i].strokes[0]));
		column += area_putf(all, row, column, STYLE_BAR, " %s   ", _(bindings[i].bar));
	}
}

/* ---- the menu */

static void
menu_draw(struct session *session, const struct area *all)
{
	const struct library *library = &session->shelf.library;
	int rows = all->rows - 4;
	int first = rows > 0 && (int)session->cursor >= rows ?
	    (int)session->cursor - rows + 1 : 0;

	bar_draw(all, 0, _("tcptutor: TCP, step by step"), session->kind->name);
	for (int i = first; i < (int)library->count && i - first < rows; i++) {
		const struct lesson *lesson = library->lessons[i];
		struct str line = { 0 };
		str_addf(&line, " %2d  %s", lesson->number, lesson->title);
		if (lesson->minutes > 0) {
			str_pad(&line, all->columns - 12);
			str_addf(&line, _("%3d min"), lesson->minutes);
		}
		str_pad(&line, all->columns);
		area_put(all, 2 + i - first, 0,
		    i == (int)session->cursor ? STYLE_CURSOR : STYLE_TEXT, str_text(&line));
		str_free(&line);
	}
	if (library->count == 0)
		area_put(all, 2, 1, STYLE_LOST, _("There is no lesson in this folder."));
	if (session->shelf.problems.list.n > 0)
		area_put(all, all->rows - 2, 1, STYLE_LOST,
		    _("Some lessons have problems; tcptutor list names them."));
}

/* ---- the sheet */

static void
notes_put(struct page *page, const struct moment *moment)
{
	static const enum style styles[] = {
		[OUTCOME_PASS] = STYLE_OK,
		[OUTCOME_ACT] = STYLE_STRONG,
		[OUTCOME_STOP] = STYLE_STOP,
	};
	char text[NOTE_TEXT];
	struct str line = { 0 };

	for (uint32_t i = 0; i < moment->note_count; i++) {
		const struct note *note = &moment->notes[i].note;
		str_clear(&line);
		str_addf(&line, "%c  %s %s", end_letter(moment->notes[i].end),
		    note_section(note), note_step(note));
		page_put(page, 1, STYLE_DIM, str_text(&line));
		page_put(page, 4, styles[note->outcome], note_text(text, sizeof(text), note));
		page_put(page, 4, STYLE_TEXT, note_meaning(text, sizeof(text), note));
	}
	str_free(&line);
}

static void
moment_explain(struct page *page, const struct session *session)
{
	const struct moment *moment = player_moment(&session->player);
	const struct trace *trace = engine_trace(session->player.engine);
	struct str text = { 0 };

	if (moment == NULL) {
		page_put(page, 1, STYLE_TEXT,
		    _("Nothing has happened yet. The first key that goes on lets it begin."));
		page_put(page, 1, STYLE_TEXT, "");
		return;
	}
	moment_headline(&text, trace, moment);
	page_put(page, 1, STYLE_STRONG, str_text(&text));
	str_clear(&text);
	moment_sentence(&text, trace, moment);
	page_put(page, 1, STYLE_TEXT, str_text(&text));
	page_put(page, 1, STYLE_TEXT, "");
	notes_put(page, moment);
	page_put(page, 1, STYLE_TEXT, "");
	str_free(&text);
}

static void
keys_put(struct page *page, const struct session *session)
{
	struct str names = { 0 };

	page_put(page, 1, STYLE_STRONG, _("Keys"));
	for (size_t i = 0; i < binding_count; i++) {
		if (!(bindings[i].modes & session->below))
			continue;
		str_clear(&names);
		keys_name(&names, &bindings[i], 5);
		page_label(page, 1, STYLE_CODE, str_text(&names));
		page_put(page, 24, STYLE_TEXT, _(bindings[i].help));
	}
	str_free(&names);
}

static int
sheet_rows(struct session *session, const struct area *area)
{
	struct page page = { .area = *area, .skip = session->sheet_scroll };

	if (session->below == MODE_LESSON)
		moment_explain(&page, session);
	keys_put(&page, session);
	return page.rows;
}

/* Drawn once more where it was scrolled too far. */
static void
sheet_draw(struct session *session, const struct area *all)
{
	struct area area = area_part(all, 2, 0, all->rows - 3, all->columns - 1);

	bar_draw(all, 0, session->below == MODE_LESSON ? _("Why") : _("Keys"), "");
	int most = sheet_rows(session, &area) - area.rows;
	if (session->sheet_scroll > (most > 0 ? most : 0)) {
		session->sheet_scroll = most > 0 ? most : 0;
		area_fill(&area, 0, 0, area.rows, area.columns, STYLE_TEXT, " ");
		sheet_rows(session, &area);
	}
}

/* ---- all of it */

static void
lesson_draw(struct session *session, const struct area *all)
{
	const struct place *place = player_place(&session->player);

	diagram_draw(all, engine_trace(session->player.engine), place->moments);
}

void
session_draw(struct session *session, struct grid *grid)
{
	struct area all = grid_area(grid);

	if (session->sheet)
		sheet_draw(session, &all);
	else if (session->below == MODE_MENU)
		menu_draw(session, &all);
	else
		lesson_draw(session, &all);
	key_bar_draw(&all, session);
}
