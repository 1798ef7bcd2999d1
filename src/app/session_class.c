/*
 * For a class: what happened, in words that the last row can read, above the
 * sentence:
 *
 *	        A :   c o n n e c t ( )
 *	    A   C L O S E D   →   S Y N - S E N T
 *	 An active OPEN, connect(): the SYN carries our initial ...
 */
#include "session_draw.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "trace/trace.h"

struct board {
	struct session		*session;
	const struct screen	*screen;
};

/* A blank behind each character, if there is room. */
static void
spread(struct str *out, const char *text, int columns)
{
	size_t n = strlen(text);

	if (2 * text_width(text) > columns) {
		str_add(out, text);
		return;
	}
	for (size_t length; n > 0; text += length, n -= length) {
		length = text_cluster(text, n);
		str_addn(out, text, length);
		if (n > length)
			str_addc(out, ' ');
	}
}

static void
large_put(const struct area *area, int row, const char *text)
{
	struct str large = { 0 };

	spread(&large, text, area->columns - 2);
	int left = (area->columns - text_width(str_text(&large))) / 2;
	area_fill(area, row, 0, 1, area->columns, STYLE_NOW, " ");
	area_put_cut(area, row, left > 1 ? left : 1, area->columns - 2, STYLE_NOW, str_text(&large));
	str_free(&large);
}

/* "A CLOSED → SYN-SENT", for each edge that was taken. */
static void
edges_text(struct str *out, const struct moment *moment)
{
	for (uint32_t i = 0; i < moment->edge_count; i++) {
		const struct edge_at *edge = &moment->edges[i];
		str_addf(out, "%s%c %s → %s", i > 0 ? "   " : "", end_letter((enum end)edge->end),
		    state_name((enum state)edge->from), state_name((enum state)edge->to));
	}
}

static void
board_draw(void *arg, const struct area *area)
{
	struct board *board = arg;
	struct why why = board->screen->why;
	const struct moment *moment = &why.trace->moments[why.count - 1];
	struct str headline = { 0 }, taken = { 0 };
	int row = 0;

	moment_headline(&headline, why.trace, moment);
	large_put(area, row++, str_text(&headline));
	edges_text(&taken, moment);
	if (taken.n > 0)
		large_put(area, row++, str_text(&taken));
	str_free(&headline);
	str_free(&taken);
	struct area below = area_part(area, row, 0, area->rows - row, area->columns);
	struct why_room room = why_draw(&below, &why, board->session->scroll);
	if (board->session->scroll > room.down)
		board->session->scroll = room.down;
	if (board->session->scroll < -room.up)
		board->session->scroll = -room.up;
}

void
class_show(struct session *session, struct grid *grid, struct screen *screen)
{
	struct board board = { session, screen };

	screen->panel = board_draw;
	screen->panel_arg = &board;
	struct screen_room room = screen_draw(grid, screen);
	if (session->back > room.ladder_most)
		session->back = room.ladder_most;
}
