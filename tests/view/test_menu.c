/* The menu at every size: what is done, where one was, and never the cursor out of sight. */
#include <stdio.h>
#include <string.h>

#include "golden.h"
#include "tap.h"
#include "view/menu.h"
#include "view/screen.h"

#define INTRO "TCP, stepped as a debugger steps a program: a key, an event, and all that it " \
	"touched. Begin with lesson 1; nothing is locked."

static struct grid *grid;

static void
setup(void)
{
	grid = NULL;
}

static void
teardown(void)
{
	grid_free(grid);
}

static void
grid_of(int rows, int columns)
{
	grid_free(grid);
	grid = grid_new(rows, columns);
}

static bool
shown(const char *text)
{
	struct str seen = { 0 };

	grid_text(&seen, grid);
	bool found = strstr(str_text(&seen), text) != NULL;
	str_free(&seen);
	return found;
}

static const struct menu_item items[] = {
	{ .title = "Go on: Closing, and why it takes four segments where opening took three" },
	{ "Lessons", 1, "What you will see", 6, .done = true },
	{ NULL, 2, "The handshake", 8, .done = true },
	{ NULL, 8, "Closing, and why it takes four segments where opening took three", 10,
	    .step = 4, .steps = 12 },
	{ NULL, 9, "Half of a close", 7, .step = 11, .steps = 11 },
	{ "Challenges", 18, "Both in CLOSING", 5, .done = true, .best = 7 },
	{ "Your own", 0, "四次挥手", 0, .done = true },
	{ "Besides", 0, "Ask again what was missed: 3 questions", 0, .done = false },
	{ .title = "The sandbox: play freely" },
};

#define ITEMS (sizeof(items) / sizeof(items[0]))

static void
golden(const char *name, int rows, int columns, size_t chosen)
{
	static const struct key_help keys[] = {
		{ .key = "Enter", .brief = "open", .help = "Open the lesson." },
		{ .key = "q", .brief = "leave", .help = "Leave the program." },
	};
	struct screen screen = { .title = "tcptutor: TCP, step by step", .engine = "model",
	    .keys = keys, .key_count = 2 };

	grid_of(rows, columns);
	struct area area = screen_frame(grid, &screen);
	menu_draw(&area, &(struct menu){ INTRO, items, ITEMS, chosen });
	golden_check(name, grid);
}

START_TEST(it_looks_so)
{
	golden("menu-80x24", 24, 80, 0);
	golden("menu-120x40", 40, 120, 3);
	golden("menu-40x12", 12, 40, 3);
	golden("menu-40x12-top", 12, 40, 0);
	golden("menu-40x12-end", 12, 40, ITEMS - 1);
}
END_TEST

START_TEST(the_chosen_one_is_seen_and_where_it_goes_on)
{
	struct menu_item many[20];
	char titles[20][32];

	for (int i = 0; i < 20; i++) {
		snprintf(titles[i], sizeof(titles[i]), "Lesson %d", i + 1);
		many[i] = (struct menu_item){ i == 0 ? "Lessons" : NULL, i + 1, titles[i], 5,
		    .done = i == 3 };
	}
	for (int rows = 1; rows < 30; rows++) {
		for (size_t chosen = 0; chosen < 20; chosen++) {
			grid_of(rows, 50);
			struct area area = grid_area(grid);
			menu_draw(&area, &(struct menu){ INTRO, many, 20, chosen });
			char want[32];
			snprintf(want, sizeof(want), " ▸ %2zu  Lesson %zu ", chosen + 1, chosen + 1);
			ck_assert_msg(shown(want), "%d rows: no %s", rows, want);
		}
	}
	struct area area = grid_area(grid);
	grid_clear(grid);
	menu_draw(&area, &(struct menu){ INTRO, many, 20, 3 });
	ck_assert(shown("5 min  ✓"));
	grid_clear(grid);
	menu_draw(&area, &(struct menu){ NULL, NULL, 0, 0 });
	ck_assert(!shown("Lesson"));
}
END_TEST

START_TEST(any_size_can_be_drawn)
{
	for (int rows = 1; rows < 20; rows++) {
		for (int columns = 1; columns < 100; columns++) {
			grid_of(rows, columns);
			struct area area = grid_area(grid);
			menu_draw(&area, &(struct menu){ INTRO, items, ITEMS, (size_t)rows % ITEMS });
		}
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("menu");
	TCase *tc = tcase_create("menu");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, it_looks_so);
	tcase_add_test(tc, the_chosen_one_is_seen_and_where_it_goes_on);
	tcase_add_test(tc, any_size_can_be_drawn);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
