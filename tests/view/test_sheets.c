/* The sheets, of a lesson played on the model, as golden files. */
#include <stdio.h>
#include <string.h>

#include "golden.h"
#include "lesson/lesson.h"
#include "lesson/player.h"
#include "model/model.h"
#include "tap.h"
#include "view/screen.h"
#include "view/sheet.h"

#define LESSON(scene) "# A lesson\n\nIts text.\n\n```scene\n" scene "```\n"

static const char whole_life[] = LESSON(
    "B listen\n"
    "A connect\n"
    "deliver\n"
    "deliver\n"
    "deliver\n"			/* moment 5: both are ESTABLISHED */
    "A send 10\n"
    "deliver\n"
    "deliver\n"
    "A shutdown\n"		/* moment 9 */
    "deliver\n"
    "deliver\n"
    "B receive\n"
    "B receive\n"
    "B close\n"
    "drop\n"			/* moment 15 */
    "wait timer\n"
    "deliver\n"
    "deliver\n"
    "wait 2msl\n");

typedef struct sheet_room sheet_draw(const struct area *area,
    const struct sheet_view *view);

static struct lesson *lesson;
static struct player player;
static bool playing;
static struct grid *grid;

static void
stop(void)
{
	if (playing) {
		player_fini(&player);
		lesson_free(lesson);
	}
	playing = false;
	grid_free(grid);
	grid = NULL;
}

/* The lesson, played to its end. */
static void
play(const char *text)
{
	struct errors errors;

	errors_init(&errors, "a.md");
	lesson = lesson_parse("a.md", text, strlen(text), &errors);
	ck_assert_ptr_nonnull(lesson);
	ck_assert_uint_eq(errors.list.n, 0);
	errors_fini(&errors);
	player_init(&player, lesson, model_new());
	playing = true;
	while (player_next(&player))
		;
}

static struct sheet_view
view_of(size_t count)
{
	return (struct sheet_view){
		.trace = engine_trace(player.engine),
		.count = count,
		.choice = SHEET_SUGGESTED,
		.cursor = SHEET_SUGGESTED,
	};
}

static struct area
frame_of(int rows, int columns, bool ascii)
{
	static const struct key_help keys[] = {
		{ "↑ ↓", "look", "Look at another line." },
		{ "Esc", "back", "Back to the screen." },
	};
	const struct screen screen = {
		.title = "A sheet",
		.engine = "model",
		.keys = keys,
		.key_count = 2,
	};

	grid_free(grid);
	grid = grid_new(rows, columns);
	grid->ascii = ascii;
	return screen_sheet(grid, &screen);
}

/* The three sizes that a sheet must stand. */
static struct sheet_room
draw_sizes(sheet_draw *draw, const struct sheet_view *view, const char *name)
{
	static const struct {
		int rows, columns;
	} sizes[] = { { 40, 120 }, { 12, 40 }, { 24, 80 } };
	struct sheet_room room = { 0 };

	for (size_t i = 0; i < 3; i++) {
		char golden[80];
		struct area area = frame_of(sizes[i].rows, sizes[i].columns,
		    false);

		room = draw(&area, view);
		snprintf(golden, sizeof(golden), "sheet-%s-%dx%d", name,
		    sizes[i].columns, sizes[i].rows);
		golden_check(golden, grid);
	}
	return room;
}

static struct sheet_room
draw_usual(sheet_draw *draw, const struct sheet_view *view, const char *name)
{
	struct area area = frame_of(24, 80, false);
	char golden[80];
	struct sheet_room room = draw(&area, view);

	snprintf(golden, sizeof(golden), "sheet-%s-80x24", name);
	golden_check(golden, grid);
	return room;
}

/* In ASCII, at any size, wherever the cursor: nothing else, and no fault. */
static void
draw_anyhow(sheet_draw *draw, size_t count)
{
	for (int rows = 1; rows < 70; rows += 4)
		for (int columns = 1; columns < 210; columns += 13) {
			struct area area = frame_of(rows, columns, true);
			struct sheet_view view = view_of(count);

			view.choice = view.cursor = 1000000;
			draw(&area, &view);
			view.choice = view.cursor = -1000000;
			draw(&area, &view);
			for (int i = 0; i < rows * columns; i++)
				ck_assert_int_eq(grid->cells[i].text[0] & 0x80, 0);
		}
}

START_TEST(a_segment_as_figure_1_draws_it)
{
	play(whole_life);
	struct sheet_view view = view_of(3);
	struct sheet_room room = draw_sizes(sheet_draw_segment, &view, "syn");
	ck_assert_int_eq(room.choices, 2);
	ck_assert_int_eq(room.choice, 0);

	/* The SYN,ACK that it was answered with, and its option. */
	view.choice = 1;
	view.cursor = 17;
	draw_usual(sheet_draw_segment, &view, "syn-ack");
}
END_TEST

START_TEST(bits_that_changed_are_marked)
{
	play(whole_life);
	struct sheet_view view = view_of(9);
	view.cursor = 13;
	draw_usual(sheet_draw_segment, &view, "fin");
	ck_assert_int_eq(grid_cell(grid, 14, 32)->style, STYLE_CHANGED);
	ck_assert_str_eq(grid_cell(grid, 15, 32)->text, "▲");
	ck_assert_str_eq(grid_cell(grid, 15, 38)->text, "▲");
}
END_TEST

START_TEST(a_moment_without_segments)
{
	play(whole_life);
	struct sheet_view view = view_of(1);
	struct sheet_room room = draw_usual(sheet_draw_segment, &view,
	    "no-segment");
	ck_assert_int_eq(room.choices, 0);
	view.count = 0;
	struct area area = frame_of(24, 80, false);
	sheet_draw_segment(&area, &view);
}
END_TEST

START_TEST(segments_at_any_size)
{
	play(whole_life);
	for (size_t count = 0; count <= view_of(0).trace->count; count += 3)
		draw_anyhow(sheet_draw_segment, count);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("sheets");
	TCase *tcase = tcase_create("sheets");

	tcase_add_checked_fixture(tcase, NULL, stop);
	tcase_add_test(tcase, a_segment_as_figure_1_draws_it);
	tcase_add_test(tcase, bits_that_changed_are_marked);
	tcase_add_test(tcase, a_moment_without_segments);
	tcase_add_test(tcase, segments_at_any_size);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
