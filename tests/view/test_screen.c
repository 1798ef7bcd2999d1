/* Whole screens, of a lesson played on the model, as golden files. */
#include <string.h>

#include "golden.h"
#include "lesson/lesson.h"
#include "lesson/player.h"
#include "model/model.h"
#include "tap.h"
#include "view/screen.h"

static const char text[] =
    "# The handshake\n\n"
    "Two programs want to talk: **B** waits, **A** asks. TCP opens the\n"
    "connection with *three* segments.\n\n"
    "## Opening\n\n"
    "`listen()` sends nothing.\n\n"
    "- `connect()` sends a SYN.\n"
    "- Its number is 100.\n\n"
    "```scene\n"
    "B listen\n"			/* moment 1 */
    "A connect\n"
    "deliver\n"
    "deliver\n"
    "deliver\n"			/* moment 5: both are ESTABLISHED */
    "expect A ESTABLISHED B SYN-RECEIVED\n"
    "```\n\n"
    "## Closing\n\n"
    "A closes first, and this step has more to say than a small panel can\n"
    "show at once. A program that has nothing more to send says so: its FIN\n"
    "takes a sequence number, as a SYN does, so that it can be acknowledged\n"
    "and is sent again when it gets lost.\n\n"
    "The other direction stays open. B may send for as long as it likes, and\n"
    "A goes on to receive: the connection is *half-closed*, which is not the\n"
    "same as half-open.\n\n"
    "> Who closes first waits last: it ends in TIME-WAIT, for 2MSL.\n\n"
    "```scene\n"
    "A shutdown\n"		/* moment 6 */
    "deliver\n"
    "deliver\n"
    "B shutdown\n"
    "drop\n"			/* moment 10 */
    "wait timer\n"
    "deliver\n"
    "deliver\n"
    "wait 2msl\n"
    "```\n";

static const struct key_help keys[] = {
	{ "Space", "step", "Step on.", 0 },
	{ "Backspace", "back", "Step back.", 0 },
	{ "?", "why", "All checks of this moment.", 0 },
	{ "↑ ↓", NULL, "Scroll.", 0 },
	{ "h", "help", "This page.", 0 },
	{ "q", "leave", "Leave.", 0 },
};

#define KEY_COUNT (sizeof(keys) / sizeof(keys[0]))

static struct lesson *lesson;
static struct player player;
static struct grid *grid;

static void
setup(void)
{
	struct errors errors;

	errors_init(&errors, "02-handshake.md");
	lesson = lesson_parse("02-handshake.md", text, strlen(text), &errors);
	ck_assert_ptr_nonnull(lesson);
	ck_assert_uint_eq(errors.list.n, 0);
	errors_fini(&errors);
	player_init(&player, lesson, model_new());
}

static void
teardown(void)
{
	player_fini(&player);
	lesson_free(lesson);
	grid_free(grid);
	grid = NULL;
}

static void
grid_of(int rows, int columns)
{
	grid_free(grid);
	grid = grid_new(rows, columns);
}

/* To the place of that moment, or of a step's prose. */
static void
go_to_moment(size_t moments)
{
	while (player_place(&player)->moments != moments ||
	    player_place(&player)->prose)
		ck_assert(player_next(&player));
}

static void
go_to_prose(size_t step)
{
	while (player_place(&player)->step != step ||
	    !player_place(&player)->prose)
		ck_assert(player_next(&player));
}

static struct screen
screen_here(void)
{
	const struct place *place = player_place(&player);

	return (struct screen){
		.title = "2 The handshake",
		.step = place->step + 1,
		.steps = lesson->step_count,
		.engine = "model",
		.why = {
			.trace = engine_trace(player.engine),
			.count = place->moments,
			.mode = place->prose ? WHY_PROSE : WHY_SENTENCE,
			.step = &lesson->steps[place->step],
		},
		.keys = keys,
		.key_count = KEY_COUNT,
	};
}

static struct screen_room
draw_here(const char *golden)
{
	struct screen screen = screen_here();
	struct screen_room room = screen_draw(grid, &screen);

	golden_check(golden, grid);
	return room;
}

START_TEST(usual_prose)
{
	grid_of(24, 80);
	go_to_prose(1);
	ck_assert_int_eq(draw_here("80x24-prose").why_most, 0);
}
END_TEST

/* What does not fit says so, and can be read by scrolling. */
START_TEST(usual_long_prose)
{
	grid_of(24, 80);
	go_to_prose(2);
	struct screen_room room = draw_here("80x24-long-prose");
	ck_assert_int_gt(room.why_most, 0);

	struct screen screen = screen_here();
	screen.why_skip = room.why_most;
	screen_draw(grid, &screen);
	golden_check("80x24-long-prose-end", grid);
}
END_TEST

/* While a step's events are played, its text is above what explains them. */
START_TEST(the_text_stays_beside_its_events)
{
	struct str shown = { 0 };

	grid_of(24, 80);
	go_to_moment(8);
	struct screen screen = screen_here();
	screen.event = 3;
	screen.events = 9;
	struct screen_room room = screen_draw(grid, &screen);
	grid_text(&shown, grid);
	ck_assert_int_lt(room.why_least, 0);
	ck_assert_int_eq(room.why_most, 0);
	ck_assert_ptr_nonnull(strstr(str_text(&shown), "step 3 of 3, event 3 of 9"));
	ck_assert_ptr_nonnull(strstr(str_text(&shown), "▸ A's FIN is acknowledged"));
	ck_assert_ptr_nonnull(strstr(str_text(&shown), "text: ↑"));
	ck_assert_ptr_nonnull(strstr(str_text(&shown), "SND.UNA  SND.NXT"));
	str_clear(&shown);

	screen.why_skip = room.why_least;
	screen_draw(grid, &screen);
	grid_text(&shown, grid);
	ck_assert_ptr_nonnull(strstr(str_text(&shown), "A closes first"));
	ck_assert_ptr_nonnull(strstr(str_text(&shown), "→ FIN-WAIT-2"));
	ck_assert_ptr_nonnull(strstr(str_text(&shown), "more: ↓"));
	str_free(&shown);
}
END_TEST

START_TEST(usual_handshake)
{
	static const char *const names[] = {
		"80x24-listen", "80x24-connect", "80x24-syn", "80x24-syn-ack",
		"80x24-ack",
	};

	grid_of(24, 80);
	for (size_t i = 0; i < 5; i++) {
		go_to_moment(i + 1);
		draw_here(names[i]);
	}
}
END_TEST

START_TEST(usual_close)
{
	static const char *const names[] = {
		"80x24-shutdown", "80x24-fin", "80x24-fin-acked",
		"80x24-last-ack", "80x24-lost", "80x24-timer",
		"80x24-time-wait", "80x24-acked", "80x24-closed",
	};

	grid_of(24, 80);
	for (size_t i = 0; i < 9; i++) {
		go_to_moment(i + 6);
		draw_here(names[i]);
	}
}
END_TEST

START_TEST(usual_checks)
{
	grid_of(24, 80);
	go_to_moment(4);
	struct screen screen = screen_here();
	screen.why.mode = WHY_CHECKS;
	screen_draw(grid, &screen);
	golden_check("80x24-checks", grid);
}
END_TEST

START_TEST(usual_results)
{
	grid_of(24, 80);
	go_to_moment(5);
	player_next(&player);
	player_back(&player);
	ck_assert_uint_eq(player.result_count, 1);
	struct screen screen = screen_here();
	screen.why.results = player.results;
	screen.why.result_count = player.result_count;
	screen.message = "Saved.";
	screen_draw(grid, &screen);
	golden_check("80x24-results", grid);
}
END_TEST

START_TEST(usual_ladder_scrolled)
{
	grid_of(24, 80);
	go_to_moment(14);
	struct screen screen = screen_here();
	struct screen_room room = screen_draw(grid, &screen);
	ck_assert_int_gt(room.ladder_most, 0);
	screen.ladder_offset = 1000;
	screen_draw(grid, &screen);
	golden_check("80x24-ladder-top", grid);
}
END_TEST

START_TEST(usual_ascii)
{
	grid_of(24, 80);
	grid->ascii = true;
	go_to_moment(4);
	draw_here("80x24-ascii");
	for (int row = 0; row < grid->rows; row++)
		for (int column = 0; column < grid->columns; column++)
			ck_assert_int_eq(grid_cell(grid, row, column)->text[0]
			    & 0x80, 0);
}
END_TEST

START_TEST(tall)
{
	grid_of(40, 120);
	go_to_prose(2);
	ck_assert_int_eq(draw_here("120x40-prose").why_most, 0);
	go_to_moment(12);
	draw_here("120x40-time-wait");
}
END_TEST

START_TEST(broad)
{
	grid_of(60, 200);
	go_to_moment(12);
	draw_here("200x60-time-wait");
}
END_TEST

START_TEST(small)
{
	grid_of(12, 40);
	go_to_prose(1);
	draw_here("40x12-prose");
	go_to_moment(4);
	draw_here("40x12-syn-ack");
	go_to_moment(10);
	draw_here("40x12-lost");
	grid_of(20, 60);
	draw_here("60x20-lost");
}
END_TEST

START_TEST(too_small)
{
	grid_of(5, 20);
	go_to_moment(4);
	draw_here("20x5");
	grid_of(1, 1);
	struct screen screen = screen_here();
	screen_draw(grid, &screen);
	struct area area = screen_frame(grid, &screen);
	ck_assert_int_eq(area.rows, 0);
}
END_TEST

/* Whatever the size, nothing is drawn outside, and nothing is divided by it. */
START_TEST(any_size)
{
	go_to_moment(12);
	for (int rows = 1; rows < 70; rows += 3)
		for (int columns = 1; columns < 210; columns += 13) {
			grid_of(rows, columns);
			struct screen screen = screen_here();
			screen.why_skip = screen.ladder_offset = 1000000;
			screen_draw(grid, &screen);
			screen.why_skip = screen.ladder_offset = -5;
			screen_draw(grid, &screen);
			struct area area = screen_frame(grid, &screen);
			help_draw(&area, keys, KEY_COUNT, 3);
			explain_draw(&area, screen.why.trace,
			    screen.why.count, 3);
		}
}
END_TEST

START_TEST(overlays)
{
	grid_of(24, 80);
	go_to_moment(4);
	struct screen screen = screen_here();
	struct area area = screen_frame(grid, &screen);
	ck_assert_int_gt(explain_draw(&area, screen.why.trace,
	    screen.why.count, 0), 0);
	golden_check("80x24-explain", grid);

	area = screen_frame(grid, &screen);
	help_draw(&area, keys, KEY_COUNT, 0);
	golden_check("80x24-help", grid);
}
END_TEST

/* What is said below a sheet is said to its end, and the sheet stands above it. */
START_TEST(a_message_below_a_sheet_is_whole)
{
	struct str seen = { 0 };

	grid_of(24, 80);
	go_to_moment(4);
	struct screen screen = screen_here();
	struct area usual = screen_sheet(grid, &screen);
	screen.message = "A sentence that goes on for so long that no row of a screen has room "
	    "for it, and that is worth its second row.";
	struct area area = screen_sheet(grid, &screen);
	ck_assert_int_eq(area.rows, usual.rows - 1);
	area_fill(&area, 0, 0, area.rows, area.columns, STYLE_TEXT, "x");
	grid_text(&seen, grid);
	ck_assert_ptr_nonnull(strstr(str_text(&seen), "A sentence that goes on"));
	ck_assert_ptr_nonnull(strstr(str_text(&seen), "worth its second row."));
	str_free(&seen);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("screen");
	TCase *tcase = tcase_create("screen");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, usual_prose);
	tcase_add_test(tcase, usual_long_prose);
	tcase_add_test(tcase, the_text_stays_beside_its_events);
	tcase_add_test(tcase, usual_handshake);
	tcase_add_test(tcase, usual_close);
	tcase_add_test(tcase, usual_checks);
	tcase_add_test(tcase, usual_results);
	tcase_add_test(tcase, usual_ladder_scrolled);
	tcase_add_test(tcase, usual_ascii);
	tcase_add_test(tcase, tall);
	tcase_add_test(tcase, broad);
	tcase_add_test(tcase, small);
	tcase_add_test(tcase, too_small);
	tcase_add_test(tcase, any_size);
	tcase_add_test(tcase, overlays);
	tcase_add_test(tcase, a_message_below_a_sheet_is_whole);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
