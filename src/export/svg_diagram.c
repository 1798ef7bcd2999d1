/*
 * The state diagram as a figure. Where the states stand and which way the
 * edges take is the screen's own table (view/route.h), drawn to a larger
 * scale; the path that was taken is heavy, with a number for each step and
 * the step's words beside it.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "svg.h"
#include "view/route.h"

#define MARGIN 24
#define TOP 70
#define CELL_WIDTH 14
#define CELL_HEIGHT 40
#define BOX_HEIGHT 28
#define BOX_PAD 10
#define LIST_X (2 * MARGIN + DIAGRAM_COLUMNS * CELL_WIDTH + 20)
#define LIST_WIDTH 400
#define LIST_STEP 20
#define BADGE 9		/* px, the radius of a step's number */
#define BADGE_STEP (2.4 * BADGE)
#define BADGE_APART (1.9 * BADGE)	/* nearer than that, one hides a part of the other */
#define FILES_WIDE 5	/* of numbers beside each other: more stand closer */
#define ROUTES_MAX 64
#define STEPS_MAX 64	/* what is more is counted in a last line */
#define LETTER_WIDTH 9.2

struct point {
	double	x, y;
};

/* One edge that an end took. */
struct taken {
	enum end		 end;
	enum state		 from, to;
	const struct edge	*edge;
};

struct figure {
	FILE			*out;
	struct taken		 taken[STEPS_MAX];
	int			 count, more;
	uint8_t			 badges[ROUTES_MAX];	/* how many stand on a route already */
	struct point		 spots[STEPS_MAX];	/* where they stand */
	int			 spot_count;
};

static double
x_of(struct spot spot)
{
	return MARGIN + (spot.column + 0.5) * CELL_WIDTH;
}

static double
y_of(struct spot spot)
{
	return TOP + (spot.row + 0.5) * CELL_HEIGHT;
}

static void
collect(struct figure *figure, const struct trace *trace, size_t count)
{
	for (size_t at = 0; at < count; at++) {
		const struct moment *moment = &trace->moments[at];
		for (uint32_t i = 0; i < moment->edge_count; i++) {
			const struct edge_at *edge = &moment->edges[i];
			if (figure->count == STEPS_MAX)
				figure->more++;
			else
				figure->taken[figure->count++] = (struct taken){
				    edge->end, edge->from, edge->to, edge->edge };
		}
	}
}

static bool
was_taken(const struct figure *figure, const struct route *route)
{
	for (int i = 0; i < figure->count; i++) {
		if (route_find(figure->taken[i].from, figure->taken[i].to) == route)
			return true;
	}
	return false;
}

/* The middle of a place's box, and half of its width. */
static double
box_middle(int place, double *half)
{
	double width = (double)strlen(state_name((enum state)place)) * LETTER_WIDTH;

	*half = width / 2 + BOX_PAD;
	return MARGIN + (place_spots[place].column +
	    (double)strlen(state_name((enum state)place)) / 2) * CELL_WIDTH;
}

#define POINTS_MAX (ROUTE_CORNERS + 2)

/* Where a line that comes by spot touches the box of place. */
static struct point
touch(int place, struct spot spot)
{
	struct spot name = place_spots[place];
	double half, middle = box_middle(place, &half);

	if (spot.row == name.row)
		return (struct point){ spot.column < name.column ? middle - half : middle + half,
		    y_of(spot) };
	return (struct point){ x_of(spot),
	    y_of(name) + (spot.row < name.row ? -BOX_HEIGHT : BOX_HEIGHT) / 2.0 };
}

/* A route's points, from box to box. Returns how many. */
static int
route_points(const struct route *route, struct point points[POINTS_MAX])
{
	int n = 0;

	points[n++] = touch(route->from, route->corner[0]);
	for (int i = 0; i < route->count; i++)
		points[n++] = (struct point){ x_of(route->corner[i]), y_of(route->corner[i]) };
	points[n++] = touch(route->to, route->corner[route->count - 1]);
	return n;
}

static void
put_route(const struct figure *figure, const struct route *route, bool taken)
{
	struct point points[POINTS_MAX];

	if (route->kind == ROUTE_JUMP && !taken)
		return;
	int count = route_points(route, points);
	fputs("<path d=\"", figure->out);
	for (int i = 0; i < count; i++)
		fprintf(figure->out, "%s%.1f %.1f", i == 0 ? "M" : " L", points[i].x, points[i].y);
	fprintf(figure->out, "\" class=\"%s\" style=\"stroke-width: %s; stroke-linejoin: round%s\" "
	    "marker-end=\"url(#to-%s)\"/>\n", taken ? "" : "dim", taken ? "3" : "1.2",
	    route->kind == ROUTE_FIGURE ? "" : "; stroke-dasharray: 6 4", taken ? "ink" : "dim");
}

/* Some routes share a piece; there the heavy one lies on top of the thin one. */
static void
put_routes(const struct figure *figure)
{
	for (int taken = 0; taken < 2; taken++)
		for (size_t i = 0; i < route_count; i++)
			if (was_taken(figure, &routes[i]) == taken)
				put_route(figure, &routes[i], taken);
}

static void
put_place(const struct figure *figure, const struct trace *trace, size_t count, int place)
{
	double half, middle = box_middle(place, &half), y = y_of(place_spots[place]);

	fprintf(figure->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" rx=\"6\" "
	    "class=\"fill-ground\" style=\"stroke-width: 1.5\"/>\n", middle - half,
	    y - BOX_HEIGHT / 2.0, 2 * half, BOX_HEIGHT);
	svg_label(figure->out, middle, y + 5, "bold mid", state_name((enum state)place));
	for (int end = 0; end < END_COUNT; end++) {
		enum state state = count > 0 ? trace->moments[count - 1].end[end].state :
		    trace->start[end].state;
		if (state != (enum state)place)
			continue;
		svg_head(figure->out, middle + (end == END_A ? -half - 14 : half + 14),
		    y - BOX_HEIGHT / 2.0 - 6, end);
	}
}

static double
distance(struct point a, struct point b)
{
	return (a.x < b.x ? b.x - a.x : a.x - b.x) + (a.y < b.y ? b.y - a.y : a.y - b.y);
}

static int
times_taken(const struct figure *figure, const struct route *route)
{
	int times = 0;

	for (int i = 0; i < figure->count; i++)
		times += route_find(figure->taken[i].from, figure->taken[i].to) == route;
	return times;
}

/*
 * The longest straight part of a route is where its numbers stand, one behind
 * the other. Those that it is too short for stand in files beside them: below a
 * level part, left of an upright one, since an edge back is to its right.
 */
static struct point
badge_spot(struct figure *figure, const struct route *route)
{
	struct point points[POINTS_MAX];
	int count = route_points(route, points), best = 0;
	int nth = figure->badges[route - routes]++, times = times_taken(figure, route);

	for (int i = 1; i + 1 < count; i++) {
		if (distance(points[i], points[i + 1]) > distance(points[best], points[best + 1]))
			best = i;
	}
	struct point a = points[best], b = points[best + 1];
	double length = distance(a, b);
	int fit = length < 2 * BADGE_STEP ? 1 : (int)(length / BADGE_STEP);
	int files = (times + fit - 1) / fit, file = nth / fit;
	int in_file = file < files - 1 ? fit : times - file * fit;
	double part = 0.5 + (nth % fit - (in_file - 1) / 2.0) * BADGE_STEP / length;
	double step = files > FILES_WIDE ? BADGE_STEP * FILES_WIDE / files : BADGE_STEP;
	bool upright = a.x == b.x;
	return (struct point){ a.x + (b.x - a.x) * part - (upright ? (files - 1 - file) * step : 0),
	    a.y + (b.y - a.y) * part + (upright ? 0 : file * step) };
}

static bool
is_near(double a, double b)
{
	return a < b + BADGE_APART && b < a + BADGE_APART;
}

/* Routes share the margins: a number that would hide one of another route stands below it. */
static struct point
badge_room(struct figure *figure, struct point spot)
{
	for (int i = 0; i < figure->spot_count; i++) {
		struct point other = figure->spots[i];

		if (is_near(spot.x, other.x) && is_near(spot.y, other.y)) {
			spot.y = other.y + BADGE_STEP;
			i = -1;
		}
	}
	return figure->spots[figure->spot_count++] = spot;
}

static void
put_badge(const struct figure *figure, double x, double y, enum end end, int number)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", number);
	if (end == END_A)
		fprintf(figure->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" class=\"a fill-a\"/>\n",
		    x, y, BADGE);
	else
		fprintf(figure->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%d\" "
		    "class=\"b fill-b\"/>\n", x - BADGE, y - BADGE, 2 * BADGE, 2 * BADGE);
	svg_label(figure->out, x, y + 4, "bold small mid ground", text);
}

static void
put_step(struct figure *figure, int i)
{
	const struct taken *taken = &figure->taken[i];
	const struct route *route = route_find(taken->from, taken->to);
	struct str text = { 0 };
	double list_y = TOP + i * LIST_STEP;

	if (route != NULL && route - routes < ROUTES_MAX) {
		struct point spot = badge_room(figure, badge_spot(figure, route));

		put_badge(figure, spot.x, spot.y, taken->end, i + 1);
	}
	put_badge(figure, LIST_X, list_y, taken->end, i + 1);
	str_addf(&text, "%c: ", end_letter(taken->end));
	if (taken->edge != NULL && taken->edge->action[0] != '\0')
		str_addf(&text, "%s / %s", taken->edge->event, taken->edge->action);
	else if (taken->edge != NULL)
		str_add(&text, taken->edge->event);
	else
		str_addf(&text, _("%s to %s"), state_name(taken->from), state_name(taken->to));
	svg_label(figure->out, LIST_X + 18, list_y + 5, "mono", str_text(&text));
	str_free(&text);
}

void
svg_diagram(FILE *out, const struct svg_paper *paper, const struct trace *trace,
    size_t count, const char *title)
{
	struct figure figure = { .out = out };
	struct str more = { 0 };

	collect(&figure, trace, count);
	int list = TOP + (figure.count + 2) * LIST_STEP;
	int height = TOP + DIAGRAM_ROWS * CELL_HEIGHT + MARGIN;
	svg_begin(out, paper, LIST_X + LIST_WIDTH, list > height ? list : height, title);
	svg_label(out, MARGIN, 34, "bold large", title);
	put_routes(&figure);
	for (int place = 0; place < STATE_COUNT; place++)
		put_place(&figure, trace, count, place);
	for (int i = 0; i < figure.count; i++)
		put_step(&figure, i);
	if (figure.more > 0) {
		str_addf(&more, _n("and %d more", "and %d more", figure.more), figure.more);
		svg_label(out, LIST_X, TOP + figure.count * LIST_STEP + 5, "dim", str_text(&more));
	}
	str_free(&more);
	svg_end(out);
}
