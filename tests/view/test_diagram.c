/* The diagram: every edge of the table has its picture, and none spoils another. */
#include <string.h>

#include "scenes.h"
#include "tap.h"
#include "view/diagram.h"

static struct trace trace;
static struct grid *grid;
static struct area area;

static void
setup(void)
{
	trace_init(&trace, "model", NULL);
	grid = grid_new(DIAGRAM_ROWS, DIAGRAM_COLUMNS);
	area = grid_area(grid);
}

static void
teardown(void)
{
	trace_fini(&trace);
	grid_free(grid);
}

static int
cells_of_style(enum style style)
{
	int n = 0;

	for (int row = 0; row < grid->rows; row++)
		for (int column = 0; column < grid->columns; column++)
			n += grid_cell(grid, row, column)->style == style;
	return n;
}

/* What stands at a place, as wide as its name. */
static void
assert_name(int place)
{
	const char *name = state_name((enum state)place);
	struct str found = { 0 };

	for (size_t i = 0; i < strlen(name); i++)
		str_add(&found, grid_cell(grid, place_spots[place].row,
		    place_spots[place].column + (int)i)->text);
	ck_assert_str_eq(str_text(&found), name);
	str_free(&found);
}

/* Does the spot touch the name: above, below, or a blank beside it? */
static bool
touches(int place, struct spot spot)
{
	struct spot name = place_spots[place];
	int width = (int)strlen(state_name((enum state)place));

	if (spot.row == name.row)
		return spot.column == name.column - 2 ||
		    spot.column == name.column + width + 1;
	return (spot.row == name.row - 1 || spot.row == name.row + 1) &&
	    spot.column >= name.column && spot.column < name.column + width;
}

START_TEST(every_edge_has_a_line)
{
	for (int pair = 0; pair < edge_pairs(); pair++) {
		const struct edge *edge = edge_of_pair(pair);

		ck_assert_msg(route_find(edge->from, edge->to) != NULL,
		    "no line from %s to %s", state_name(edge->from),
		    state_name(edge->to));
	}
}
END_TEST

START_TEST(every_line_has_an_edge)
{
	for (size_t i = 0; i < route_count; i++)
		ck_assert_int_ge(edge_pair(routes[i].from,
		    routes[i].to), 0);
}
END_TEST

START_TEST(the_figures_edges_are_always_drawn)
{
	for (size_t i = 0; i < edge_count; i++)
		if (edges[i].origin == EDGE_FIGURE)
			ck_assert_int_eq(route_find(edges[i].from,
			    edges[i].to)->kind, ROUTE_FIGURE);
	ck_assert_int_eq(route_find(STATE_FIN_WAIT_1, STATE_TIME_WAIT)->kind,
	    ROUTE_DASHED);
}
END_TEST

START_TEST(lines_are_straight_and_touch_their_states)
{
	for (size_t i = 0; i < route_count; i++) {
		const struct route *route = &routes[i];

		ck_assert_int_ge(route->count, 1);
		ck_assert_int_le(route->count, ROUTE_CORNERS);
		for (int j = 1; j < route->count; j++)
			ck_assert(route->corner[j].row ==
			    route->corner[j - 1].row ||
			    route->corner[j].column ==
			    route->corner[j - 1].column);
		ck_assert_msg(touches(route->from, route->corner[0]),
		    "line %zu does not begin at %s", i,
		    state_name(route->from));
		ck_assert_msg(touches(route->to,
		    route->corner[route->count - 1]),
		    "line %zu does not end at %s", i,
		    state_name(route->to));
	}
}
END_TEST

/* Each line that is always there has its cells to itself; two end in one margin. */
START_TEST(lines_do_not_cross)
{
	int owner[DIAGRAM_ROWS][DIAGRAM_COLUMNS] = { 0 };

	for (size_t i = 0; i < route_count; i++) {
		const struct route *route = &routes[i];
		struct spot at = route->corner[0];

		if (route->kind == ROUTE_JUMP || (route->from == STATE_LAST_ACK &&
		    route->to == STATE_CLOSED))
			continue;
		for (int j = 0; j < route->count; j++) {
			struct spot to = route->corner[j];

			for (;;) {
				int *cell = &owner[at.row][at.column];

				ck_assert_msg(*cell == 0 || *cell == (int)i + 1,
				    "lines %d and %zu meet at %d,%d",
				    *cell - 1, i, at.row, at.column);
				*cell = (int)i + 1;
				if (at.row == to.row && at.column == to.column)
					break;
				at.row = (int8_t)(at.row + (to.row > at.row) -
				    (to.row < at.row));
				at.column = (int8_t)(at.column +
				    (to.column > at.column) -
				    (to.column < at.column));
			}
		}
	}
}
END_TEST

/* A row of the table, by either end: it is lit, and all names can be read. */
static void
walk_edge(const struct edge *edge, enum end end, bool ascii)
{
	struct str before = { 0 }, after = { 0 };

	setup();
	grid->ascii = ascii;
	scene_edge(&trace, end, edge);
	trace.moments[0].edge_count = 0;
	diagram_draw(&area, &trace, 1);
	grid_text(&before, grid);
	ck_assert_int_eq(cells_of_style(STYLE_NOW), 0);

	grid_clear(grid);
	trace.moments[0].edge_count = 1;
	diagram_draw(&area, &trace, 1);
	grid_text(&after, grid);
	ck_assert_msg(cells_of_style(STYLE_NOW) > 0, "%s to %s is not lit",
	    state_name(edge->from), state_name(edge->to));
	ck_assert_msg(strcmp(str_text(&before), str_text(&after)) != 0,
	    "%s to %s is lit by colour alone", state_name(edge->from),
	    state_name(edge->to));
	for (int place = 0; place < STATE_COUNT; place++)
		assert_name(place);
	str_free(&before);
	str_free(&after);
	teardown();
}

START_TEST(each_edge_is_lit_when_taken)
{
	teardown();
	for (size_t i = 0; i < edge_count; i++)
		for (int end = 0; end < END_COUNT; end++)
			for (int ascii = 0; ascii < 2; ascii++)
				walk_edge(&edges[i], end, ascii);
	setup();
}
END_TEST

START_TEST(both_ends_stand_where_they_are)
{
	struct str text = { 0 };

	scene_handshake(&trace);
	diagram_draw(&area, &trace, 2);
	grid_text(&text, grid);
	ck_assert_ptr_nonnull(strstr(str_text(&text), " LISTEN◂B "));
	ck_assert_ptr_nonnull(strstr(str_text(&text), "▶ A▸SYN-SENT "));
	str_clear(&text);

	grid_clear(grid);
	diagram_draw(&area, &trace, trace.count);
	grid_text(&text, grid);
	ck_assert_ptr_nonnull(strstr(str_text(&text), " A▸ESTABLISHED◂B "));
	ck_assert_int_eq(cells_of_style(STYLE_BOTH), 11);
	str_free(&text);
}
END_TEST

/* There is one CLOSED, to begin at and to end at. */
START_TEST(a_closed_connection_stands_where_it_began)
{
	struct str text = { 0 };

	diagram_draw(&area, &trace, 0);
	grid_text(&text, grid);
	ck_assert_ptr_nonnull(strstr(str_text(&text), "  A▸CLOSED◂B ◀─"));
	str_clear(&text);

	scene_handshake(&trace);
	scene_close(&trace);
	grid_clear(grid);
	diagram_draw(&area, &trace, trace.count);
	grid_text(&text, grid);
	ck_assert_ptr_nonnull(strstr(str_text(&text), "  A▸CLOSED◂B ◀━"));
	ck_assert_ptr_nonnull(strstr(str_text(&text), "TIME-WAIT ━━━━━━━━━━━━━━━┛"));
	str_free(&text);
}
END_TEST

START_TEST(captions_speak_as_the_figure_does)
{
	struct str caption = { 0 };

	diagram_caption(&caption, &trace, 0);
	ck_assert_str_eq(str_text(&caption), "");
	scene_handshake(&trace);
	diagram_caption(&caption, &trace, 3);
	ck_assert_str_eq(str_text(&caption), "B: rcv SYN / snd SYN,ACK");
	str_clear(&caption);
	diagram_caption(&caption, &trace, 5);
	ck_assert_str_eq(str_text(&caption), "B: rcv ACK of SYN");
	str_clear(&caption);

	/* One that the figure leaves out needs its states named. */
	scene_call(&trace, END_A, KIND_CRASH, STATE_CLOSED, CAUSE_CRASH);
	diagram_caption(&caption, &trace, trace.count);
	ck_assert_str_eq(str_text(&caption),
	    "A: ESTABLISHED ╌▶ CLOSED, crash");
	str_clear(&caption);

	/* Where that is long, the ladder alone shows what was sent. */
	scene_edge(&trace, END_A, edge_find(STATE_TIME_WAIT, STATE_SYN_RECEIVED, CAUSE_RCV_SYN));
	scene_send(&trace, END_A, SEG_SYN | SEG_ACK, 400, 0, 201);
	diagram_caption(&caption, &trace, trace.count);
	ck_assert_str_eq(str_text(&caption), "A: TIME-WAIT ╌▶ SYN-RECEIVED, rcv SYN");
	str_clear(&caption);

	/* And one that a kernel went and nobody knows. */
	scene_call(&trace, END_B, KIND_CLOSE, STATE_ESTABLISHED, CAUSE_CLOSE);
	trace_step(&trace, END_B, STATE_ESTABLISHED, STATE_CLOSING);
	diagram_caption(&caption, &trace, trace.count);
	ck_assert_str_eq(str_text(&caption),
	    "B: ESTABLISHED ╌▶ CLOSING, not in the RFC");
	str_free(&caption);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("diagram");
	TCase *tcase = tcase_create("diagram");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, every_edge_has_a_line);
	tcase_add_test(tcase, every_line_has_an_edge);
	tcase_add_test(tcase, the_figures_edges_are_always_drawn);
	tcase_add_test(tcase, lines_are_straight_and_touch_their_states);
	tcase_add_test(tcase, lines_do_not_cross);
	tcase_add_test(tcase, each_edge_is_lit_when_taken);
	tcase_add_test(tcase, both_ends_stand_where_they_are);
	tcase_add_test(tcase, a_closed_connection_stands_where_it_began);
	tcase_add_test(tcase, captions_speak_as_the_figure_does);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
