/* The checklist of a challenge: below the ladder, and where there is little room. */
#include <stdio.h>
#include <string.h>

#include "golden.h"
#include "tap.h"
#include "trace/trace.h"
#include "view/goals.h"
#include "view/screen.h"

static const struct goal_row rows[] = {
	{ "a SYN is lost", true, false },
	{ "a SYN,ACK is lost", true, true },
	{ "the last ACK of the three is lost", false, false },
	{ "and then both ends are ESTABLISHED", false, false },
	{ "四次挥手, and nothing was forged", false, false },
};

static const struct goals_view five = { rows, 5 };

static struct trace trace;
static struct grid *grid;

static void
setup(void)
{
	trace_init(&trace, "model", NULL);
	grid = NULL;
}

static void
teardown(void)
{
	grid_free(grid);
	trace_fini(&trace);
}

static void
panel_draw(void *arg, const struct area *area)
{
	(void)arg;
	for (int row = 0; row < area->rows; row++)
		area_put(area, row, 0, STYLE_TEXT, "what can be done");
}

static void
draw(int height, int width, const struct goals_view *goals)
{
	grid_free(grid);
	grid = grid_new(height, width);
	screen_draw(grid, &(struct screen){ .title = "22 Lose one of everything", .goals = goals,
	    .engine = "model", .why = { .trace = &trace, .mode = WHY_SENTENCE },
	    .panel = panel_draw });
}

START_TEST(it_stands_below_the_ladder)
{
	static const struct {
		int rows, columns;
	} sizes[] = { { 24, 80 }, { 40, 120 }, { 12, 40 } };
	char name[40];

	draw(sizes[_i].rows, sizes[_i].columns, &five);
	snprintf(name, sizeof(name), "goals-%dx%d", sizes[_i].columns, sizes[_i].rows);
	golden_check(name, grid);
}
END_TEST

static bool
shown(const char *text)
{
	struct str seen = { 0 };

	grid_text(&seen, grid);
	bool found = strstr(str_text(&seen), text) != NULL;
	str_free(&seen);
	return found;
}

START_TEST(in_one_row_stands_what_is_new_or_next)
{
	const struct goals_view first = { rows, 1 }, later = { rows + 2, 2 };

	draw(12, 40, &five);
	ck_assert(shown("2/5 ✓ a SYN,ACK is lost"));
	draw(12, 40, &later);
	ck_assert(shown("0/2 · the last ACK of the"));
	draw(12, 40, &first);
	ck_assert(shown("1/1"));
}
END_TEST

START_TEST(any_size_is_drawn_without_harm)
{
	for (int height = 1; height < 45; height++) {
		for (int width = 1; width < 125; width += 7)
			draw(height, width, &five);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("goals");
	TCase *tc = tcase_create("goals");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, it_stands_below_the_ladder, 0, 3);
	tcase_add_test(tc, in_one_row_stands_what_is_new_or_next);
	tcase_add_test(tc, any_size_is_drawn_without_harm);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
