/*
 * Pages. A paragraph is wrapped as one string, and each of its lines is then
 * cut where the style changes:
 *
 *	paragraph   The SYN,ACK *acknowledges* our `SYN`
 *	runs        TEXT        EMPHASIS       TEXT CODE
 *	pieces      line 0: [The SYN,ACK ][acknowledges]
 *	            line 1: [our ][SYN]
 */
#include "view/page.h"

#include <string.h>

#include "base/text.h"

/* Columns at the right for the arrow. */
#define ARROW_COLUMNS 2

void
page_init(struct page *page, const struct area *area)
{
	memset(page, 0, sizeof(*page));
	page->columns = area->columns - ARROW_COLUMNS;
	page->ascii = area->grid->ascii;
	page->hit = -1;
}

void
page_fini(struct page *page)
{
	str_free(&page->text);
	str_free(&page->paragraph);
	vec_free(&page->pieces);
	vec_free(&page->runs);
}

/* Arrows between words need more than text_to_ascii's one character. */
static void
add_ascii(struct str *out, const char *s)
{
	static const struct {
		const char	*utf8, *ascii;
	} arrows[] = { { "→", "->" }, { "←", "<-" } };
	struct str spelt = { 0 };

	while (*s != '\0') {
		const char *found = NULL;

		for (size_t i = 0; i < 2 && found == NULL; i++)
			if (strncmp(s, arrows[i].utf8, 3) == 0)
				found = arrows[i].ascii;
		if (found != NULL) {
			str_add(&spelt, found);
			s += 3;
		} else {
			str_addc(&spelt, *s++);
		}
	}
	text_to_ascii(out, str_text(&spelt));
	str_free(&spelt);
}

void
page_run(struct page *page, enum style style, const char *s)
{
	struct str clean = { 0 };

	vec_push(&page->runs, (struct page_run){ page->paragraph.n, style, page->hit });
	text_clean(&clean, s, strlen(s));
	if (page->ascii)
		add_ascii(&page->paragraph, str_text(&clean));
	else
		str_addn(&page->paragraph, str_text(&clean), clean.n);
	str_free(&clean);
}

void
page_offer(struct page *page, int id)
{
	page->hit = id;
}

static void
add_piece(struct page *page, int column, struct page_run run, const char *s,
    size_t n)
{
	vec_push(&page->pieces, (struct page_piece){
		.line = page->lines,
		.column = column,
		.style = run.style,
		.hit = run.hit,
		.start = page->text.n,
		.n = n,
	});
	str_addn(&page->text, s, n);
}

struct line_at {
	struct page	*page;
	int		 indent;
};

/* One wrapped line of the paragraph: its part of each run. */
static void
add_line(void *arg, const char *s, size_t n, int width)
{
	const struct line_at *at = arg;
	struct page *page = at->page;
	size_t from = (size_t)(s - page->paragraph.p);
	size_t to = from + n;
	int column = at->indent;

	(void)width;
	for (size_t i = 0; i < page->runs.n; i++) {
		size_t start = page->runs.v[i].start;
		size_t end = i + 1 < page->runs.n ?
		    page->runs.v[i + 1].start : page->paragraph.n;

		if (start < from)
			start = from;
		if (end > to)
			end = to;
		if (start >= end)
			continue;
		const char *part = page->paragraph.p + start;
		add_piece(page, column, page->runs.v[i], part, end - start);
		column += text_width_n(part, end - start);
	}
	page->lines++;
}

void
page_end(struct page *page, int indent, enum style style, const char *mark)
{
	struct line_at at = { page, indent };

	if (mark[0] != '\0')
		add_piece(page, indent - text_width(mark) - 1,
		    (struct page_run){ .style = style, .hit = -1 }, mark, strlen(mark));
	if (page->paragraph.n > 0)
		text_wrap(page->paragraph.p, page->columns - indent, add_line,
		    &at);
	else
		page->lines++;
	str_clear(&page->paragraph);
	page->runs.n = 0;
	page->hit = -1;
}

void
page_text(struct page *page, int indent, enum style style, const char *s)
{
	page_run(page, style, s);
	page_end(page, indent, style, "");
}

void
page_gap(struct page *page)
{
	if (page->lines > 0)
		page->lines++;
}

int
page_draw(const struct page *page, const struct area *area, int skip)
{
	int most = page->lines > area->rows ? page->lines - area->rows : 0;

	if (skip > most)
		skip = most;
	if (skip < 0)
		skip = 0;
	for (size_t i = 0; i < page->pieces.n; i++) {
		const struct page_piece *piece = &page->pieces.v[i];
		struct str text = { 0 };

		if (piece->line < skip || piece->line >= skip + area->rows)
			continue;
		str_addn(&text, page->text.p + piece->start, piece->n);
		area_put(area, piece->line - skip, piece->column, piece->style,
		    str_text(&text));
		if (piece->hit >= 0)
			area_hit(area, piece->line - skip, piece->column,
			    text_width(str_text(&text)), HIT_OFFER, (uint32_t)piece->hit);
		str_free(&text);
	}
	if (skip > 0)
		area_put(area, 0, area->columns - 1, STYLE_KEY, "↑");
	if (skip < most)
		area_put(area, area->rows - 1, area->columns - 1, STYLE_KEY,
		    "↓");
	return most;
}
