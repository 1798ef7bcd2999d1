/*
 * The diagram: the lines of view/route.h, the names of the states, and the
 * markers of the ends. The edge just taken is heavy; the lines that the RFC's
 * figure leaves out are dashed.
 *
 *          LISTEN◂B ━━━━━▶ A▸SYN-SENT
 *           │ ▲                │   │
 *
 * A line that meets a name from the side gives way to a marker there.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "view/diagram.h"

enum direction {
	DIRECTION_UP,
	DIRECTION_RIGHT,
	DIRECTION_DOWN,
	DIRECTION_LEFT
};

enum line {
	LINE_PLAIN,
	LINE_DASHED,
	LINE_LIT,
	LINE_LIT_DASHED,
	LINE_COUNT
};

/* A line's characters, by the way in and the way out. */
struct pen {
	const char	*across, *down;
	const char	*corner[4];	/* ┌ ┐ └ ┘ */
	const char	*head[4];	/* by enum direction */
	const char	*alone[4];	/* a head without a line */
	enum style	 style;
};

static const struct pen pens[LINE_COUNT] = {
	[LINE_PLAIN] = { "─", "│", { "┌", "┐", "└", "┘" },
	    { "▲", "▶", "▼", "◀" }, { "▲", "▶", "▼", "◀" }, STYLE_DIM },
	[LINE_DASHED] = { "╌", "╎", { "┌", "┐", "└", "┘" },
	    { "▲", "▶", "▼", "◀" }, { "▲", "▶", "▼", "◀" }, STYLE_DIM },
	[LINE_LIT] = { "━", "┃", { "┏", "┓", "┗", "┛" },
	    { "▲", "▶", "▼", "◀" }, { "⇑", "⇒", "⇓", "⇐" }, STYLE_NOW },
	[LINE_LIT_DASHED] = { "╍", "╏", { "┏", "┓", "┗", "┛" },
	    { "▲", "▶", "▼", "◀" }, { "⇑", "⇒", "⇓", "⇐" }, STYLE_NOW },
};

static const struct pen ascii_pens[LINE_COUNT] = {
	[LINE_PLAIN] = { "-", "|", { "+", "+", "+", "+" },
	    { "^", ">", "v", "<" }, { "^", ">", "v", "<" }, STYLE_DIM },
	[LINE_DASHED] = { ".", ":", { ".", ".", ".", "." },
	    { "^", ">", "v", "<" }, { "^", ">", "v", "<" }, STYLE_DIM },
	[LINE_LIT] = { "=", "#", { "#", "#", "#", "#" },
	    { "^", ">", "v", "<" }, { "#", "#", "#", "#" }, STYLE_NOW },
	[LINE_LIT_DASHED] = { "=", "#", { "#", "#", "#", "#" },
	    { "^", ">", "v", "<" }, { "#", "#", "#", "#" }, STYLE_NOW },
};

/* Longest line: around the whole diagram. */
#define PATH_MAX_CELLS (2 * (DIAGRAM_ROWS + DIAGRAM_COLUMNS))

struct path {
	struct spot	cell[PATH_MAX_CELLS];
	int		begin, end;	/* cells [begin, end) are drawn */
	enum direction	enter, leave;	/* from the first place, into the last */
};

/* Who stands where. */
struct stand {
	int	place[END_COUNT];
};

static int
name_width(int place)
{
	return (int)strlen(state_name((enum state)place));
}

static bool
stands_at(const struct stand *stand, enum end end, int place)
{
	return stand->place[end] == place;
}

/* The way from a place to a spot that touches it. */
static enum direction
direction_from(int place, struct spot spot)
{
	struct spot name = place_spots[place];

	if (spot.row != name.row)
		return spot.row < name.row ? DIRECTION_UP : DIRECTION_DOWN;
	return spot.column < name.column ? DIRECTION_LEFT : DIRECTION_RIGHT;
}

static enum direction
direction_between(struct spot from, struct spot to)
{
	if (from.row != to.row)
		return to.row < from.row ? DIRECTION_UP : DIRECTION_DOWN;
	return to.column < from.column ? DIRECTION_LEFT : DIRECTION_RIGHT;
}

/* Columns that a marker takes away from a line that touches place there. */
static int
path_trim(const struct stand *stand, int place, enum direction side)
{
	if ((side == DIRECTION_LEFT && stands_at(stand, END_A, place)) ||
	    (side == DIRECTION_RIGHT && stands_at(stand, END_B, place)))
		return MARKER_COLUMNS;
	return 0;
}

static int
step_towards(int from, int to)
{
	return (to > from) - (to < from);
}

static void
path_lay(struct path *path, const struct route *route,
    const struct stand *stand)
{
	struct spot at = route->corner[0];
	int n = 0;

	path->cell[n++] = at;
	for (int i = 1; i < route->count; i++) {
		struct spot to = route->corner[i];

		while (at.row != to.row || at.column != to.column) {
			at.row = (int8_t)(at.row + step_towards(at.row, to.row));
			at.column = (int8_t)(at.column +
			    step_towards(at.column, to.column));
			path->cell[n++] = at;
		}
	}
	enum direction back = direction_from(route->to, at);
	path->enter = direction_from(route->from, path->cell[0]);
	path->leave = (enum direction)((back + 2) % 4);
	path->begin = path_trim(stand, route->from, path->enter);
	path->end = n - path_trim(stand, route->to, back);
}

/* ┌ joins right and down, ┐ left and down, └ right and up, ┘ left and up. */
static const char *
pen_corner(const struct pen *pen, enum direction in, enum direction out)
{
	bool up = in == DIRECTION_DOWN || out == DIRECTION_UP;
	bool left = in == DIRECTION_RIGHT || out == DIRECTION_LEFT;

	return pen->corner[(up ? 2 : 0) + (left ? 1 : 0)];
}

static const char *
pen_cell(const struct pen *pen, enum direction in, enum direction out)
{
	if (in != out)
		return pen_corner(pen, in, out);
	return in == DIRECTION_UP || in == DIRECTION_DOWN ?
	    pen->down : pen->across;
}

/* What stands at the i-th place of a path, but for its end. */
static const char *
path_cell(const struct path *path, const struct pen *pen, int i)
{
	enum direction in = i == 0 ? path->enter :
	    direction_between(path->cell[i - 1], path->cell[i]);

	return pen_cell(pen, in, direction_between(path->cell[i], path->cell[i + 1]));
}

/* From one place of a straight line to the other, whichever way. */
static void
line_draw(const struct area *area, struct spot from, struct spot to, enum style style,
    const char *s)
{
	int row = from.row < to.row ? from.row : to.row;
	int column = from.column < to.column ? from.column : to.column;

	area_fill(area, row, column, abs(to.row - from.row) + 1,
	    abs(to.column - from.column) + 1, style, s);
}

static void
route_draw(const struct area *area, const struct route *route,
    const struct stand *stand, enum line line)
{
	const struct pen *pen = area->grid->ascii ?
	    &ascii_pens[line] : &pens[line];
	struct path path;
	int end;

	path_lay(&path, route, stand);
	for (int i = path.begin; i < path.end - 1; i = end) {
		const char *s = path_cell(&path, pen, i);

		for (end = i + 1; end < path.end - 1 && (s == pen->across || s == pen->down) &&
		    path_cell(&path, pen, end) == s; end++)
			;
		line_draw(area, path.cell[i], path.cell[end - 1], pen->style, s);
	}
	if (path.begin < path.end)
		line_draw(area, path.cell[path.end - 1], path.cell[path.end - 1], pen->style,
		    route->count > 1 ? pen->head[path.leave] : pen->alone[path.leave]);
}

static enum style
place_style(const struct stand *stand, int place)
{
	bool a = stands_at(stand, END_A, place);
	bool b = stands_at(stand, END_B, place);

	if (a && b)
		return STYLE_BOTH;
	return a ? STYLE_A : b ? STYLE_B : STYLE_TEXT;
}

static void
place_draw(const struct area *area, const struct stand *stand, int place)
{
	struct spot at = place_spots[place];

	area_put(area, at.row, at.column, place_style(stand, place),
	    state_name((enum state)place));
	area_hit(area, at.row, at.column, name_width(place), HIT_STATE,
	    (uint32_t)place);
	if (stands_at(stand, END_A, place))
		area_put(area, at.row, at.column - MARKER_COLUMNS, STYLE_A,
		    "A▸");
	if (stands_at(stand, END_B, place))
		area_put(area, at.row, at.column + name_width(place), STYLE_B,
		    "◂B");
}

static struct stand
stand_of(const struct trace *trace, size_t count)
{
	struct stand stand;

	for (int end = 0; end < END_COUNT; end++)
		stand.place[end] = trace_before(trace, count, end)->state;
	return stand;
}

/* What the moment took: its edges, one by one. */
static void
lit_draw(const struct area *area, const struct moment *moment,
    const struct stand *stand)
{
	for (uint32_t i = 0; i < moment->edge_count; i++) {
		const struct route *route = route_find(moment->edges[i].from,
		    moment->edges[i].to);

		if (route != NULL)
			route_draw(area, route, stand,
			    route->kind == ROUTE_FIGURE ?
			    LINE_LIT : LINE_LIT_DASHED);
	}
}

void
diagram_draw(const struct area *area, const struct trace *trace, size_t count)
{
	struct stand stand = stand_of(trace, count);

	for (size_t i = 0; i < route_count; i++)
		if (routes[i].kind != ROUTE_JUMP)
			route_draw(area, &routes[i], &stand,
			    routes[i].kind == ROUTE_DASHED ?
			    LINE_DASHED : LINE_PLAIN);
	if (!area->grid->ascii)
		area_put(area, margin_junction.row, margin_junction.column,
		    STYLE_DIM, "┤");
	if (count > 0)
		lit_draw(area, &trace->moments[count - 1], &stand);
	for (int place = 0; place < STATE_COUNT; place++)
		place_draw(area, &stand, place);
}

/* More of an edge leaves the headline beside it no room at 80 columns. */
#define CAPTION_COLUMNS 44

static void
edge_caption(struct str *out, const struct moment *moment,
    const struct edge_at *at)
{
	const struct route *route = route_find(at->from, at->to);
	size_t start = out->n;

	str_addf(out, "%c: ", end_letter(at->end));
	if (route == NULL || route->kind == ROUTE_JUMP || at->edge == NULL)
		str_addf(out, "%s ╌▶ %s, ", state_name(at->from),
		    state_name(at->to));
	if (at->edge == NULL) {
		str_add(out, _("not in the RFC"));
		return;
	}
	str_add(out, at->edge->event);
	/* What the figure sends may be held back for a while: a delayed ACK, a FIN behind data. */
	bool held = strncmp(at->edge->action, "snd", 3) == 0 && moment->sent_count == 0;

	/* Where both states had to be named there is hardly room for what the ladder shows anyway. */
	bool fits = text_width(str_text(out) + start) + (int)strlen(at->edge->action) <=
	    CAPTION_COLUMNS;

	if (at->edge->action[0] != '\0' && !held && fits)
		str_addf(out, " / %s", at->edge->action);
}

void
diagram_caption(struct str *out, const struct trace *trace, size_t count)
{
	if (count == 0)
		return;
	const struct moment *moment = &trace->moments[count - 1];
	for (uint32_t i = 0; i < moment->edge_count; i++) {
		if (i > 0)
			str_add(out, "; ");
		edge_caption(out, moment, &moment->edges[i]);
	}
}
