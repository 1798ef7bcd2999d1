/*
 * For a class: what happened, in bold letters on bars across the whole
 * screen, above the sentence; the numbers stay beside the diagram.
 *
 *	 A: connect()
 *	 A  CLOSED → SYN-SENT
 *	 An active OPEN, connect(): the SYN says from which number ...
 */
#include "session_draw.h"

#include "base/i18n.h"
#include "trace/trace.h"

struct board {
	struct session		*session;
	const struct screen	*screen;
};

/* A bar from edge to edge: letters spaced out would be no larger, only slower to read. */
static void
bar_put(const struct area *area, int row, const char *text)
{
	area_fill(area, row, 0, 1, area->columns, STYLE_NOW, " ");
	area_put_cut(area, row, 1, area->columns - 2, STYLE_NOW, text);
}

/* "A  CLOSED → SYN-SENT", for each edge that was taken. */
static void
edges_text(struct str *out, const struct moment *moment)
{
	for (uint32_t i = 0; i < moment->edge_count; i++) {
		const struct edge_at *edge = &moment->edges[i];
		str_addf(out, "%s%c  %s → %s", i > 0 ? "    " : "", end_letter((enum end)edge->end),
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
	bar_put(area, row++, str_text(&headline));
	edges_text(&taken, moment);
	if (taken.n > 0)
		bar_put(area, row++, str_text(&taken));
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
	screen->panel_titled = true;
	struct screen_room room = screen_draw(grid, screen);
	screen->panel_arg = NULL;
	if (session->back > room.ladder_most)
		session->back = room.ladder_most;
}
