/*
 * A page: paragraphs of styled text, wrapped to a width, and drawn from some
 * line on. The panels with words in them are pages.
 */
#ifndef VIEW_PAGE_H
#define VIEW_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "base/vec.h"
#include "view/grid.h"

struct page_piece {
	int		line, column;
	enum style	style;
	int		hit;		/* see page_offer */
	size_t		start, n;	/* octets of the page's text */
};

struct page_run {
	size_t		start;		/* in the paragraph under way */
	enum style	style;
	int		hit;
};

struct page {
	int		columns;
	bool		ascii;
	int		lines;
	struct str	text;
	VEC(struct page_piece) pieces;
	struct str	paragraph;	/* under way */
	VEC(struct page_run) runs;
	int		hit;		/* of the runs to come */
};

/* An empty page for area, with room at the right for the sign that more follows. */
void page_init(struct page *page, const struct area *area);
void page_fini(struct page *page);

/* More of the paragraph under way, in one style. s is cleaned. */
void page_run(struct page *page, enum style style, const char *s);

/*
 * The runs from here to the paragraph's end, or to the next such call, are the
 * HIT_OFFER with that id; below 0: nothing.
 */
void page_offer(struct page *page, int id);

/*
 * The paragraph under way is complete: it is wrapped and stands indented; its
 * first line begins with mark, left of the indent ("" for none).
 */
void page_end(struct page *page, int indent, enum style style,
    const char *mark);

/* A paragraph of one run. */
void page_text(struct page *page, int indent, enum style style, const char *s);

/* An empty line, unless nothing stands above it. */
void page_gap(struct page *page);

/*
 * Draw it without the first skip lines. Returns the largest skip that shows
 * more; a larger one is taken for that. Where more follows, an arrow in the
 * last column says so.
 */
int page_draw(const struct page *page, const struct area *area, int skip);

#endif
