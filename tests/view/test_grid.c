/* Grids: what is drawn stands where it was drawn, and never outside. */
#include <string.h>

#include "tap.h"
#include "view/grid.h"

static struct grid *grid;
static struct area area;

static void
setup(void)
{
	grid = grid_new(3, 10);
	area = grid_area(grid);
}

static void
teardown(void)
{
	grid_free(grid);
}

static void
assert_text(const char *want)
{
	struct str out = { 0 };

	grid_text(&out, grid);
	ck_assert_str_eq(str_text(&out), want);
	str_free(&out);
}

START_TEST(new_grid_is_blank)
{
	assert_text("\n\n\n");
	ck_assert_str_eq(grid_cell(grid, 2, 9)->text, " ");
	ck_assert_int_eq(grid_cell(grid, 2, 9)->style, STYLE_TEXT);
	ck_assert_ptr_null(grid_cell(grid, 3, 0));
	ck_assert_ptr_null(grid_cell(grid, 0, -1));
}
END_TEST

START_TEST(text_is_cut_at_the_edges)
{
	ck_assert_int_eq(area_put(&area, 0, 7, STYLE_TEXT, "abcdef"), 3);
	ck_assert_int_eq(area_put(&area, 3, 0, STYLE_TEXT, "below"), 0);
	ck_assert_int_eq(area_put(&area, -1, 0, STYLE_TEXT, "above"), 0);
	area_put(&area, 1, -2, STYLE_TEXT, "abcd");
	assert_text("       abc\ncd\n\n");
}
END_TEST

START_TEST(a_part_keeps_to_itself)
{
	struct area part = area_part(&area, 1, 2, 5, 4);

	ck_assert_int_eq(part.rows, 2);
	area_put(&part, 0, 0, STYLE_TEXT, "abcdef");
	area_fill(&part, 1, 0, 9, 9, STYLE_FRAME, "─");
	assert_text("\n  abcd\n  ────\n");
	struct area outside = area_part(&area, 7, 20, 3, 3);
	ck_assert_int_eq(outside.rows, 0);
	ck_assert_int_eq(area_put(&outside, 0, 0, STYLE_TEXT, "x"), 0);
}
END_TEST

START_TEST(wide_characters_take_two_cells)
{
	ck_assert_int_eq(area_put(&area, 0, 0, STYLE_A, "半关闭"), 6);
	ck_assert_str_eq(grid_cell(grid, 0, 1)->text, "");
	ck_assert_int_eq(grid_cell(grid, 0, 5)->style, STYLE_A);

	/* Half of one cannot stay. */
	area_put(&area, 0, 1, STYLE_TEXT, "x");
	assert_text(" x关闭\n\n\n");
	area_put(&area, 0, 2, STYLE_TEXT, "y");
	assert_text(" xy 闭\n\n\n");

	/* Nor is half of one drawn at the edge. */
	ck_assert_int_eq(area_put(&area, 1, 7, STYLE_TEXT, "半关"), 2);
	assert_text(" xy 闭\n       半\n\n");
}
END_TEST

START_TEST(controls_never_become_cells)
{
	area_put(&area, 0, 0, STYLE_TEXT, "a\033[2Jb\n");
	assert_text("a␛[2Jb␊\n\n\n");
	for (int column = 0; column < 10; column++)
		ck_assert_int_ne(grid_cell(grid, 0, column)->text[0], '\033');
}
END_TEST

START_TEST(marks_stay_in_the_cell_of_their_letter)
{
	ck_assert_int_eq(area_put(&area, 0, 0, STYLE_TEXT, "e\xcc\x81x"), 2);
	ck_assert_str_eq(grid_cell(grid, 0, 0)->text, "e\xcc\x81");
	ck_assert_str_eq(grid_cell(grid, 0, 1)->text, "x");
}
END_TEST

START_TEST(long_clusters_fit_a_cell)
{
	/* A family of four, joined: more octets than a cell has. */
	area_put(&area, 0, 0, STYLE_TEXT,
	    "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d"
	    "\xf0\x9f\x91\xa7\xe2\x80\x8d\xf0\x9f\x91\xa6");
	for (int column = 0; column < 10; column++)
		ck_assert_uint_lt(strlen(grid_cell(grid, 0, column)->text),
		    sizeof(grid_cell(grid, 0, column)->text));
}
END_TEST

START_TEST(what_is_cut_says_so)
{
	area_put_cut(&area, 0, 0, 10, STYLE_TEXT, "ten column");
	area_put_cut(&area, 1, 0, 10, STYLE_TEXT, "three words here");
	area_put_cut(&area, 2, 2, 5, STYLE_TEXT, "unbreakable");
	assert_text("ten column\nthree…\n  unbr…\n");
}
END_TEST

START_TEST(text_wraps_and_scrolls)
{
	const char *text = "one two three four five six";

	ck_assert_int_eq(area_wrap(&area, 0, STYLE_TEXT, text), 3);
	assert_text("one two\nthree four\nfive six\n");
	grid_clear(grid);
	ck_assert_int_eq(area_wrap(&area, 1, STYLE_TEXT, text), 3);
	assert_text("three four\nfive six\n\n");
}
END_TEST

START_TEST(a_dump_shows_styles_below_the_text)
{
	struct str out = { 0 };

	area_put(&area, 0, 1, STYLE_STRONG, "head");
	area_put(&area, 2, 0, STYLE_TEXT, "plain");
	area_style(&area, 2, 8, 9, STYLE_BAR);
	grid_dump(&out, grid);
	ck_assert_str_eq(str_text(&out),
	    "| head\n~ ssss\n|\n|plain\n~        bb\n");
	str_free(&out);
}
END_TEST

START_TEST(ascii_keeps_every_column)
{
	area_put(&area, 0, 0, STYLE_NOW, "━▶ é 半 …|");
	grid_to_ascii(grid);
	assert_text("-> e ?? .|\n\n\n");
	ck_assert_int_eq(grid_cell(grid, 0, 6)->style, STYLE_NOW);
}
END_TEST

START_TEST(an_ascii_grid_is_drawn_so)
{
	grid->ascii = true;
	area_put(&area, 0, 0, STYLE_TEXT, "a ≤ b ▶");
	area_put_cut(&area, 1, 0, 5, STYLE_TEXT, "“long”er");
	area_wrap(&area, -2, STYLE_TEXT, "│");
	assert_text("a =< b >\n\"l...\n|\n");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("grid");
	TCase *tcase = tcase_create("grid");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, new_grid_is_blank);
	tcase_add_test(tcase, text_is_cut_at_the_edges);
	tcase_add_test(tcase, a_part_keeps_to_itself);
	tcase_add_test(tcase, wide_characters_take_two_cells);
	tcase_add_test(tcase, controls_never_become_cells);
	tcase_add_test(tcase, marks_stay_in_the_cell_of_their_letter);
	tcase_add_test(tcase, long_clusters_fit_a_cell);
	tcase_add_test(tcase, what_is_cut_says_so);
	tcase_add_test(tcase, text_wraps_and_scrolls);
	tcase_add_test(tcase, a_dump_shows_styles_below_the_text);
	tcase_add_test(tcase, ascii_keeps_every_column);
	tcase_add_test(tcase, an_ascii_grid_is_drawn_so);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
