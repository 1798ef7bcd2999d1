/*
 * A list with a cursor in it, and below what the cursor stands on:
 *
 *	  socket(AF_INET, SOCK_STREAM, 0)
 *	▸ connect(fd, &b, sizeof(b))
 *	──────────────────────────────────
 *	connect: an active OPEN ...
 */
#include "sheet_list.h"

#include "base/text.h"

/* Rows that an explanation has in a sheet of ROWS_USUAL rows or more. */
#define ROWS_USUAL 18
#define ROWS_EXPLAIN 4
/* Rows of the list that no explanation takes. */
#define ROWS_LIST 3

const char *const end_addresses[END_COUNT] = {
	[END_A] = "10.0.0.1",
	[END_B] = "10.0.0.2",
};

const unsigned end_ports[END_COUNT] = {
	[END_A] = 40000,
	[END_B] = 7,
};

void
list_init(struct list *list, const struct area *area)
{
	page_init(&list->page, area);
	memset(&list->starts, 0, sizeof(list->starts));
}

void
list_fini(struct list *list)
{
	page_fini(&list->page);
	vec_free(&list->starts);
}

void
list_entry(struct list *list)
{
	vec_push(&list->starts, list->page.lines);
}

/* How many lines to leave out, so that lines from to before `to` stand in the middle. */
static int
skip_for(int from, int to, int lines, int rows)
{
	int skip = (from + to - rows) / 2;

	/* Where an entry is taller than the area, its beginning is seen. */
	if (skip > from)
		skip = from;
	if (skip > lines - rows)
		skip = lines - rows;
	return skip > 0 ? skip : 0;
}

void
list_draw(const struct list *list, const struct area *area, int cursor)
{
	int from = list->page.lines, to = list->page.lines;

	if (cursor >= 0 && (size_t)cursor < list->starts.n) {
		from = list->starts.v[cursor];
		to = (size_t)cursor + 1 < list->starts.n ?
		    list->starts.v[cursor + 1] : list->page.lines;
	}
	int skip = skip_for(from, to, list->page.lines, area->rows);
	page_draw(&list->page, area, skip);
	if (from < to) {
		int first = from > skip ? from - skip : 0;
		int last = to - skip < area->rows ? to - skip : area->rows;

		for (int row = first; row < last; row++)
			area_style(area, row, LIST_INDENT, list->page.columns -
			    LIST_INDENT, STYLE_CURSOR);
		area_put(area, first, 0, STYLE_KEY, "▸");
	}
}

int
sheet_pick(int n, int suggested, int count)
{
	if (n < 0)
		n = n == SHEET_SUGGESTED ? suggested : 0;
	if (n >= count)
		n = count - 1;
	return n > 0 ? n : 0;
}

struct sheet_room
sheet_scroll(const struct page *page, const struct area *area,
    const struct sheet_view *view)
{
	int most = page->lines > area->rows ? page->lines - area->rows : 0;
	int skip = sheet_pick(view->cursor, 0, most + 1);

	page_draw(page, area, skip);
	return (struct sheet_room){ .cursor = skip, .cursors = most + 1 };
}

struct area
sheet_explain(const struct area *area, const char *title, const char *text)
{
	struct page page;

	page_init(&page, area);
	if (title[0] != '\0')
		page_text(&page, 0, STYLE_STRONG, title);
	page_text(&page, 0, STYLE_TEXT, text);
	int rows = page.lines;
	if (area->rows >= ROWS_USUAL && rows < ROWS_EXPLAIN)
		rows = ROWS_EXPLAIN;
	if (rows > area->rows - ROWS_LIST - 1)
		rows = area->rows - ROWS_LIST - 1;
	if (rows > 0) {
		struct area below = area_part(area, area->rows - rows, 0, rows,
		    area->columns);

		area_fill(area, area->rows - rows - 1, 0, 1, area->columns,
		    STYLE_FRAME, "─");
		page_draw(&page, &below, 0);
	} else {
		rows = -1;
	}
	page_fini(&page);
	return area_part(area, 0, 0, area->rows - rows - 1, area->columns);
}

size_t
flight_first(const struct trace *trace, size_t moment)
{
	size_t low = 0, high = trace->flight_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (trace->flights[middle].sent_at < moment)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
