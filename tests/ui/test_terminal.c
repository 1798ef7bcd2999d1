/*
 * What a grid becomes in curses (read back with in_wch), and what octets
 * become as keys. The terminal's output goes to /dev/null, its input is a
 * pipe; so it is 24 by 80, as its description says.
 */
#include <curses.h>

#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tap.h"
#include "ui/terminal.h"

static struct terminal *terminal;
static struct grid *grid;
static FILE *in, *out;
static int keyboard;

/* On a machine without that description there is nothing to test. */
static void
terminal_set_up(const char *type, bool colours)
{
	int ends[2];
	struct error error;

	setlocale(LC_ALL, "C.UTF-8");
	unsetenv("LINES");
	unsetenv("COLUMNS");
	ck_assert_int_eq(pipe(ends), 0);
	keyboard = ends[1];
	in = fdopen(ends[0], "r");
	out = fopen("/dev/null", "w");
	terminal = terminal_open(&(struct terminal_options){ .in = in,
	    .out = out, .type = type, .theme = &theme_dark,
	    .colours = colours }, &error);
	if (terminal == NULL)
		tap_skip("%s", error.text);
	grid = grid_new(24, 80);
}

static void
tear_down(void)
{
	grid_free(grid);
	terminal_close(terminal);
	grid = NULL;
	terminal = NULL;
	close(keyboard);
	fclose(in);
	fclose(out);
}

static void
strike(const char *octets)
{
	ck_assert_int_eq(write(keyboard, octets, strlen(octets)),
	    (ssize_t)strlen(octets));
}

struct seen {
	wchar_t	text[CCHARW_MAX + 1];
	attr_t	attributes;
	short	pair;
};

static struct seen
look_at(int row, int column)
{
	cchar_t cell;
	struct seen seen = { .pair = 0 };

	ck_assert_int_eq(mvin_wch(row, column, &cell), OK);
	ck_assert_int_eq(getcchar(&cell, seen.text, &seen.attributes, &seen.pair,
	    NULL), OK);
	return seen;
}

START_TEST(characters_arrive_where_they_were_put)
{
	terminal_set_up("vt100", true);
	struct area all = grid_area(grid);
	area_put(&all, 3, 5, STYLE_TEXT, "A▸ 握手 é!");
	area_put(&all, 23, 79, STYLE_TEXT, "X");
	terminal_draw(terminal, grid);
	ck_assert_int_eq(look_at(3, 5).text[0], L'A');
	ck_assert_int_eq(look_at(3, 6).text[0], L'▸');
	ck_assert_int_eq(look_at(3, 8).text[0], L'握');
	ck_assert_int_eq(look_at(3, 10).text[0], L'手');
	ck_assert_int_eq(look_at(3, 14).text[0], L'!');
	ck_assert_int_eq(look_at(23, 79).text[0], L'X');
	tear_down();
}
END_TEST

START_TEST(a_mark_stays_with_its_letter)
{
	terminal_set_up("vt100", true);
	struct area all = grid_area(grid);
	area_put(&all, 0, 0, STYLE_TEXT, "e\xcc\x81z");
	terminal_draw(terminal, grid);
	struct seen seen = look_at(0, 0);
	ck_assert_int_eq(seen.text[0], L'e');
	ck_assert_int_eq(seen.text[1], 0x301);
	ck_assert_int_eq(look_at(0, 1).text[0], L'z');
	tear_down();
}
END_TEST

START_TEST(without_colours_there_are_attributes)
{
	terminal_set_up("vt100", true);
	struct area all = grid_area(grid);
	area_put(&all, 0, 0, STYLE_NOW, "now");
	area_put(&all, 1, 0, STYLE_CHANGED, "new");
	terminal_draw(terminal, grid);
	ck_assert(look_at(0, 0).attributes & A_REVERSE);
	ck_assert(look_at(1, 0).attributes & A_UNDERLINE);
	ck_assert_int_eq(look_at(0, 0).pair, 0);
	tear_down();
}
END_TEST

static const char *const coloured[] = { "xterm-256color", "xterm-color", "linux" };

START_TEST(with_colours_the_ends_differ_in_colour)
{
	terminal_set_up(coloured[_i], true);
	struct area all = grid_area(grid);
	area_put(&all, 0, 0, STYLE_A, "A");
	area_put(&all, 0, 1, STYLE_B, "B");
	terminal_draw(terminal, grid);
	ck_assert_int_ne(look_at(0, 0).pair, 0);
	ck_assert_int_ne(look_at(0, 0).pair, look_at(0, 1).pair);
	tear_down();
}
END_TEST

START_TEST(colours_that_are_not_wanted_are_not_used)
{
	terminal_set_up("xterm-256color", false);
	struct area all = grid_area(grid);
	area_put(&all, 0, 0, STYLE_A, "A");
	terminal_draw(terminal, grid);
	ck_assert_int_eq(look_at(0, 0).pair, 0);
	ck_assert(look_at(0, 0).attributes & A_BOLD);
	tear_down();
}
END_TEST

START_TEST(a_grid_of_another_size_is_cut)
{
	terminal_set_up("vt100", true);
	struct grid *large = grid_new(50, 200), *small = grid_new(1, 1);
	struct area all = grid_area(large);
	area_fill(&all, 0, 0, 50, 200, STYLE_TEXT, "#");
	terminal_draw(terminal, large);
	ck_assert_int_eq(look_at(23, 79).text[0], L'#');
	terminal_draw(terminal, small);
	ck_assert_int_eq(look_at(0, 0).text[0], L' ');
	ck_assert_int_eq(look_at(0, 1).text[0], L'#');
	grid_free(large);
	grid_free(small);
	tear_down();
}
END_TEST

static const struct {
	const char	*octets;
	uint32_t	 stroke;
} keys[] = {
	{ " ", ' ' },
	{ "q", 'q' },
	{ "\r", STROKE_ENTER },
	{ "\n", STROKE_ENTER },
	{ "\t", STROKE_TAB },
	{ "\177", STROKE_BACKSPACE },
	{ "\b", STROKE_BACKSPACE },
	{ "\033", STROKE_ESCAPE },
	{ "\033OA", STROKE_UP },
	{ "\033OB", STROKE_DOWN },
	{ "\033OC", STROKE_RIGHT },
	{ "\033OD", STROKE_LEFT },
	{ "\033[5~", STROKE_PAGE_UP },
	{ "\033[6~", STROKE_PAGE_DOWN },
	{ "\033OH", STROKE_HOME },
	{ "\033OF", STROKE_END },
	{ "\f", STROKE_REDRAW },
	{ "\001", STROKE_OTHER },
	{ "é", 0xe9 },
	{ "手", 0x624b },
	{ "\033[97;5~", STROKE_OTHER },		/* no key that is known */
	{ "\033q", STROKE_OTHER },		/* Alt and q does not leave */
};

START_TEST(octets_become_keys)
{
	terminal_set_up("xterm", true);
	strike(keys[_i].octets);
	ck_assert_uint_eq(terminal_read(terminal), keys[_i].stroke);
	ck_assert_uint_eq(terminal_read(terminal), STROKE_NONE);
	ck_assert(!terminal_gone(terminal));
	tear_down();
}
END_TEST

/* In whichever of its encodings terminfo has. */
START_TEST(the_wheel_is_a_key_and_a_click_says_where)
{
	terminal_set_up("xterm", true);
	strike("\033[<64;9;9M\033[<65;9;9M\033[<0;9;9M\033[<0;9;9mx");
	ck_assert_uint_eq(terminal_read(terminal), STROKE_WHEEL_UP);
	ck_assert_uint_eq(terminal_read(terminal), STROKE_WHEEL_DOWN);
	ck_assert_uint_eq(terminal_read(terminal), stroke_click(8, 8));
	ck_assert_uint_eq(terminal_read(terminal), 'x');
	tear_down();
}
END_TEST

START_TEST(keys_keep_their_order)
{
	terminal_set_up("xterm", true);
	strike("a\033OAb\033[6~");
	ck_assert_uint_eq(terminal_read(terminal), 'a');
	ck_assert_uint_eq(terminal_read(terminal), STROKE_UP);
	ck_assert_uint_eq(terminal_read(terminal), 'b');
	ck_assert_uint_eq(terminal_read(terminal), STROKE_PAGE_DOWN);
	ck_assert_uint_eq(terminal_read(terminal), STROKE_NONE);
	tear_down();
}
END_TEST

START_TEST(the_end_of_input_is_noticed)
{
	terminal_set_up("xterm", true);
	ck_assert_uint_eq(terminal_read(terminal), STROKE_NONE);
	ck_assert(!terminal_gone(terminal));
	close(keyboard);
	ck_assert_uint_eq(terminal_read(terminal), STROKE_NONE);
	ck_assert(terminal_gone(terminal));
	tear_down();
}
END_TEST

/* A pipe of packets: each read takes what one write has put in. */
START_TEST(a_screen_is_written_in_one_piece)
{
#ifdef O_DIRECT
	int ends[2];
	char octets[8192];
	struct error error;
	struct grid *full = grid_new(24, 80);
	struct area area = grid_area(full);

	ck_assert_int_eq(pipe2(ends, O_DIRECT | O_NONBLOCK), 0);
	out = fdopen(ends[1], "w");
	terminal = terminal_open(&(struct terminal_options){ .in = stdin, .out = out,
	    .type = "xterm", .theme = &theme_dark, .colours = true }, &error);
	if (terminal == NULL)
		tap_skip("%s", error.text);
	terminal_draw(terminal, full);		/* what it takes to begin */
	while (read(ends[0], octets, sizeof(octets)) > 0)
		;
	for (int row = 0; row < 24; row++) {
		area_put(&area, row, row, STYLE_A, "first");
		area_put(&area, row, 70, STYLE_B, "last");
	}
	terminal_draw(terminal, full);
	ssize_t n = read(ends[0], octets, sizeof(octets) - 1);
	ck_assert_int_gt(n, 400);
	octets[n] = '\0';
	ck_assert_ptr_nonnull(strstr(octets, "first"));
	ck_assert_ptr_nonnull(strstr(octets, "last"));
	ck_assert_int_le(read(ends[0], octets, sizeof(octets)), 0);
	terminal_close(terminal);
	fclose(out);
	close(ends[0]);
	grid_free(full);
#else
	tap_skip("this system has no pipe of packets");
#endif
}
END_TEST

START_TEST(an_unknown_type_is_refused_in_words)
{
	struct error error;

	ck_assert_ptr_null(terminal_open(&(struct terminal_options){
	    .in = stdin, .out = stdout, .type = "no-such-terminal",
	    .theme = &theme_dark }, &error));
	ck_assert_ptr_nonnull(strstr(error.text, "no-such-terminal"));
}
END_TEST

START_TEST(it_can_be_opened_again)
{
	terminal_set_up("xterm", true);
	terminal_suspend(terminal);
	terminal_resume(terminal);
	terminal_draw(terminal, grid);
	tear_down();
	terminal_set_up("vt100", true);
	ck_assert_int_eq(terminal_rows(terminal), 24);
	ck_assert_int_eq(terminal_columns(terminal), 80);
	tear_down();
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("terminal");
	TCase *show = tcase_create("show");
	TCase *read_keys = tcase_create("keys");

	tcase_add_test(show, characters_arrive_where_they_were_put);
	tcase_add_test(show, a_mark_stays_with_its_letter);
	tcase_add_test(show, without_colours_there_are_attributes);
	tcase_add_loop_test(show, with_colours_the_ends_differ_in_colour, 0,
	    sizeof(coloured) / sizeof(coloured[0]));
	tcase_add_test(show, colours_that_are_not_wanted_are_not_used);
	tcase_add_test(show, a_grid_of_another_size_is_cut);
	tcase_add_test(show, a_screen_is_written_in_one_piece);
	tcase_add_test(show, an_unknown_type_is_refused_in_words);
	tcase_add_test(show, it_can_be_opened_again);
	tcase_add_loop_test(read_keys, octets_become_keys, 0,
	    sizeof(keys) / sizeof(keys[0]));
	tcase_add_test(read_keys, the_wheel_is_a_key_and_a_click_says_where);
	tcase_add_test(read_keys, keys_keep_their_order);
	tcase_add_test(read_keys, the_end_of_input_is_noticed);
	suite_add_tcase(suite, show);
	suite_add_tcase(suite, read_keys);
	return tap_main(suite);
}
