/*
 * What the sheets are made of (sheet_list.c): a page whose entries a cursor
 * goes through, and a panel below that explains the one it stands on.
 */
#ifndef VIEW_SRC_SHEET_LIST_H
#define VIEW_SRC_SHEET_LIST_H

#include "base/vec.h"
#include "view/page.h"
#include "view/sheet.h"

/* Columns of the cursor's mark, left of every entry. */
#define LIST_INDENT 2

struct list {
	struct page	page;
	VEC(int)	starts;		/* the line on which each entry begins */
};

void list_init(struct list *list, const struct area *area);
void list_fini(struct list *list);

/* What is put on the page from here on is a new entry. */
void list_entry(struct list *list);

/*
 * Draw it, scrolled so that the entry under the cursor is seen, and mark that;
 * a cursor behind the last entry marks none, and the end is seen.
 */
void list_draw(const struct list *list, const struct area *area, int cursor);

/* n, or suggested where n is SHEET_SUGGESTED, brought into [0, count). */
int sheet_pick(int n, int suggested, int count);

/* A page that the cursor scrolls, and nothing to choose. */
struct sheet_room sheet_scroll(const struct page *page,
    const struct area *area, const struct sheet_view *view);

/*
 * Explain in the lowest rows of area, under a line: text, as many rows as it
 * needs and may have. Returns what is left above.
 */
struct area sheet_explain(const struct area *area, const char *title,
    const char *text);

/* The first flight that left in that moment or later. */
size_t flight_first(const struct trace *trace, size_t moment);

/*
 * The two ends' addresses and ports. A trace holds none, so these stand in
 * for them, and the sheets say so.
 */
extern const char *const end_addresses[END_COUNT];
extern const unsigned end_ports[END_COUNT];

#endif
