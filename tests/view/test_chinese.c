/*
 * The screen in Chinese, whose characters are two columns wide: frames stand
 * where they stand in English, no character is cut in half, and no sentence is
 * left in English. What the Chinese says is no matter here.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "lesson/lesson.h"
#include "lesson/player.h"
#include "model/model.h"
#include "tap.h"
#include "view/explain.h"
#include "view/help.h"
#include "view/screen.h"
#include "view/sheet.h"

static const char text[] = "# 从开始到结束\n\n```scene\n"
    "B listen\nA connect\nduplicate\ndeliver\ndeliver\ndeliver\ndeliver\nA send 10\n"
    "drop\nwait timer\ndeliver\ndeliver\ninject to A R 1000:1000(0)\nA shutdown\ndeliver\ndeliver\n"
    "B receive\nB receive\nB close\ndrop\nwait timer\ndeliver\ndeliver\nwait 2msl\n```\n";

static const struct key_help keys[] = {
	{ "Space", "next", "The next moment", 0 },
	{ "q", "quit", "Leave the program", 0 },
};

#define KEY_COUNT (sizeof(keys) / sizeof(keys[0]))

static const struct size {
	int rows, columns;
} sizes[] = { { 24, 80 }, { 40, 120 }, { 12, 40 } };

#define SIZE_COUNT (sizeof(sizes) / sizeof(sizes[0]))

static struct lesson *lesson;
static struct player player;
static char catalogs[4096];

/* In the build tree, or in a tarball that brings them compiled. */
static bool
catalogs_in(const char *variable)
{
	const char *top = getenv(variable);
	char file[4200];

	snprintf(catalogs, sizeof(catalogs), "%s/po", top != NULL ? top : ".");
	snprintf(file, sizeof(file), "%s/zh_CN/LC_MESSAGES/tcptutor.mo", catalogs);
	return access(file, R_OK) == 0;
}

static void
setup(void)
{
	struct errors errors;

	if (!catalogs_in("top_builddir") && !catalogs_in("top_srcdir"))
		tap_skip("no catalog is compiled here: msgfmt is missing");
	errors_init(&errors, "a.md");
	lesson = lesson_parse("a.md", text, strlen(text), &errors);
	ck_assert_ptr_nonnull(lesson);
	ck_assert_uint_eq(errors.list.n, 0);
	errors_fini(&errors);
	player_init(&player, lesson, model_new());
	while (player_next(&player))
		;
	ck_assert_uint_gt(engine_trace(player.engine)->count, 20);
}

static void
teardown(void)
{
	player_fini(&player);
	lesson_free(lesson);
}

static void
speak(const char *language)
{
	ck_assert(i18n_init(language, catalogs));
	ck_assert_int_eq(strcmp(_("timers"), "timers") == 0, strcmp(language, "en") == 0);
}

/* ---- what is drawn */

typedef void draw_fn(struct grid *grid, size_t count);

static struct screen
screen_of(size_t count)
{
	return (struct screen){
		.title = "从开始到结束",
		.engine = "model",
		.why = {
			.trace = engine_trace(player.engine),
			.count = count,
			.mode = WHY_SENTENCE,
			.step = &lesson->steps[0],
		},
		.keys = keys,
		.key_count = KEY_COUNT,
	};
}

static void
draw_screen(struct grid *grid, size_t count)
{
	struct screen screen = screen_of(count);

	screen_draw(grid, &screen);
}

static void
draw_sheet(struct grid *grid, size_t count, struct sheet_room (*draw)(const struct area *,
    const struct sheet_view *))
{
	struct screen screen = screen_of(count);
	struct area area = screen_sheet(grid, &screen);
	struct sheet_view view = {
		.trace = engine_trace(player.engine),
		.count = count,
		.choice = SHEET_SUGGESTED,
		.cursor = SHEET_SUGGESTED,
	};

	draw(&area, &view);
}

static void
draw_header(struct grid *grid, size_t count)
{
	draw_sheet(grid, count, sheet_draw_segment);
}

static void
draw_calls(struct grid *grid, size_t count)
{
	draw_sheet(grid, count, sheet_draw_calls);
}

static void
draw_numbers(struct grid *grid, size_t count)
{
	draw_sheet(grid, count, sheet_draw_numbers);
}

static void
draw_tools(struct grid *grid, size_t count)
{
	draw_sheet(grid, count, sheet_draw_tools);
}

static void
draw_state(struct grid *grid, size_t count)
{
	draw_sheet(grid, count, sheet_draw_state);
}

static void
draw_glossary(struct grid *grid, size_t count)
{
	draw_sheet(grid, count, sheet_draw_glossary);
}

static void
draw_why(struct grid *grid, size_t count)
{
	struct screen screen = screen_of(count);
	struct area area = screen_sheet(grid, &screen);

	explain_draw(&area, engine_trace(player.engine), count, 0);
}

static void
draw_help(struct grid *grid, size_t count)
{
	struct screen screen = screen_of(count);
	struct area area = screen_sheet(grid, &screen);

	help_draw(&area, keys, KEY_COUNT, (int)count);
}

static draw_fn *const drawings[] = {
	draw_screen, draw_header, draw_calls, draw_numbers, draw_tools, draw_state,
	draw_glossary, draw_why, draw_help,
};

#define DRAWING_COUNT (sizeof(drawings) / sizeof(drawings[0]))

/* ---- what must hold */

/* An upright line: between panels, around a field, or of an end's ladder. */
static bool
is_upright(const struct cell *cell)
{
	return strcmp(cell->text, "│") == 0 && (cell->style == STYLE_FRAME ||
	    cell->style == STYLE_A || cell->style == STYLE_B);
}

static void
check_uprights(draw_fn *draw, const struct size *size, size_t count)
{
	struct grid *english = grid_new(size->rows, size->columns);
	struct grid *chinese = grid_new(size->rows, size->columns);

	speak("en");
	draw(english, count);
	speak("zh_CN");
	draw(chinese, count);
	for (int row = 0; row < size->rows; row++)
		for (int column = 0; column < size->columns; column++)
			if (is_upright(grid_cell(english, row, column)) &&
			    !is_upright(grid_cell(chinese, row, column)))
				ck_abort_msg("%dx%d, moment %zu: no line at %d,%d",
				    size->columns, size->rows, count, row, column);
	grid_free(english);
	grid_free(chinese);
}

START_TEST(lines_stand_where_they_stand_in_english)
{
	static draw_fn *const framed[] = { draw_screen, draw_header, draw_calls };
	size_t count = engine_trace(player.engine)->count;

	for (size_t i = 0; i < sizeof(framed) / sizeof(framed[0]); i++)
		for (size_t s = 0; s < SIZE_COUNT; s++)
			for (size_t moment = 1; moment <= count; moment++)
				check_uprights(framed[i], &sizes[s], moment);
}
END_TEST

static void
check_whole(const struct grid *grid)
{
	for (int row = 0; row < grid->rows; row++)
		for (int column = 0; column < grid->columns; column++) {
			const char *here = grid_cell(grid, row, column)->text;

			if (text_width(here) != 2)
				continue;
			ck_assert_int_lt(column + 1, grid->columns);
			ck_assert_str_eq(grid_cell(grid, row, column + 1)->text, "");
		}
}

START_TEST(no_character_is_cut_in_half)
{
	size_t count = engine_trace(player.engine)->count;

	speak("zh_CN");
	for (size_t i = 0; i < DRAWING_COUNT; i++)
		for (int columns = 40; columns < 130; columns += 7) {
			struct grid *grid = grid_new(12 + columns / 5, columns);

			drawings[i](grid, (size_t)columns % count);
			check_whole(grid);
			grid_free(grid);
		}
}
END_TEST

/* Two words of small letters that follow each other, and are no code. */
static bool
has_english(const struct str *row)
{
	int words = 0;

	for (const char *p = str_text(row); *p != '\0'; ) {
		size_t n = strspn(p, "abcdefghijklmnopqrstuvwxyz");

		if (n == 0) {
			if (*p != ' ')
				words = 0;
			p++;
			continue;
		}
		words = n > 2 ? words + 1 : 0;
		if (words == 2)
			return true;
		p += n;
	}
	return false;
}

static void
check_chinese(const struct grid *grid, size_t drawing)
{
	for (int row = 0; row < grid->rows - 1; row++) {
		struct str line = { 0 };

		for (int column = 0; column < grid->columns; column++) {
			const struct cell *cell = grid_cell(grid, row, column);

			str_add(&line, cell->style == STYLE_CODE ? "." : cell->text);
		}
		if (has_english(&line))
			ck_abort_msg("drawing %zu: in English: %s", drawing, str_text(&line));
		str_free(&line);
	}
}

/* The glossary has the English words on purpose, the help those of the keys here. */
START_TEST(no_sentence_is_left_in_english)
{
	size_t count = engine_trace(player.engine)->count;

	speak("zh_CN");
	for (size_t i = 0; i < DRAWING_COUNT; i++) {
		if (drawings[i] == draw_glossary || drawings[i] == draw_help)
			continue;
		for (size_t moment = 0; moment <= count; moment++) {
			struct grid *grid = grid_new(60, 100);

			drawings[i](grid, moment);
			check_chinese(grid, i);
			grid_free(grid);
		}
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("chinese");
	TCase *tc = tcase_create("chinese");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, lines_stand_where_they_stand_in_english);
	tcase_add_test(tc, no_character_is_cut_in_half);
	tcase_add_test(tc, no_sentence_is_left_in_english);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
