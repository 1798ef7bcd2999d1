/*
 * What a grid becomes on a terminal (a vt reads what was sent), and what
 * octets become as keys. The terminal's output goes to a file, its input is a
 * pipe; so it is 24 by 80, as its description says.
 */
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tap.h"
#include "ui/terminal.h"
#include "vt.h"

static struct terminal *terminal;
static struct grid *grid;
static FILE *in, *out;
static int keyboard;
static struct vt vt;
static off_t taken;		/* by it, of out */

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
	out = tmpfile();
	ck_assert_ptr_nonnull(out);
	vt_init(&vt);
	taken = 0;
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

/* The vt takes what was sent since it was looked at. */
static void
vt_catch_up(void)
{
	static char octets[1 << 20];
	off_t size = lseek(fileno(out), 0, SEEK_END);

	ssize_t n = pread(fileno(out), octets, sizeof(octets), taken);
	ck_assert_int_ge(n, 0);
	vt_take(&vt, octets, (size_t)n);
	taken = size;
}

static const struct vt_cell *
look_at(int row, int column)
{
	vt_catch_up();
	return &vt.cells[row][column];
}

START_TEST(characters_arrive_where_they_were_put)
{
	terminal_set_up("vt100", true);
	struct area all = grid_area(grid);
	area_put(&all, 3, 5, STYLE_TEXT, "A▸ 握手 é!");
	area_put(&all, 23, 79, STYLE_TEXT, "X");
	terminal_draw(terminal, grid);
	ck_assert_str_eq(look_at(3, 5)->text, "A");
	ck_assert_str_eq(look_at(3, 6)->text, "▸");
	ck_assert_str_eq(look_at(3, 8)->text, "握");
	ck_assert_str_eq(look_at(3, 10)->text, "手");
	ck_assert_str_eq(look_at(3, 14)->text, "!");
	ck_assert_str_eq(look_at(23, 79)->text, "X");
	tear_down();
}
END_TEST

START_TEST(a_mark_stays_with_its_letter)
{
	terminal_set_up("vt100", true);
	struct area all = grid_area(grid);
	area_put(&all, 0, 0, STYLE_TEXT, "e\xcc\x81z");
	terminal_draw(terminal, grid);
	ck_assert_str_eq(look_at(0, 0)->text, "e\xcc\x81");
	ck_assert_str_eq(look_at(0, 1)->text, "z");
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
	ck_assert(look_at(0, 0)->reverse);
	ck_assert(look_at(1, 0)->underline);
	ck_assert_int_eq(look_at(0, 0)->colour, -1);
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
	ck_assert_int_ne(look_at(0, 0)->colour, -1);
	ck_assert_int_ne(look_at(0, 0)->colour, look_at(0, 1)->colour);
	tear_down();
}
END_TEST

START_TEST(colours_that_are_not_wanted_are_not_used)
{
	terminal_set_up("xterm-256color", false);
	struct area all = grid_area(grid);
	area_put(&all, 0, 0, STYLE_A, "A");
	terminal_draw(terminal, grid);
	ck_assert_int_eq(look_at(0, 0)->colour, -1);
	ck_assert(look_at(0, 0)->bold);
	tear_down();
}
END_TEST

/* ---- whatever is shown after whatever */

static const char *const words[] = { " ", "   ", "        ", "                    ",
    "x", "S 100:100(0)", "──▶", "握手", "e\xcc\x81", "│", "                        ·" };

static unsigned seed;

static unsigned
any(unsigned below)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % below;
}

static void
scribble(void)
{
	struct area all = grid_area(grid);

	if (any(8) == 0)
		grid_clear(grid);
	for (unsigned i = any(40); i > 0; i--)
		area_put(&all, (int)any(24), (int)any(80), (enum style)any(STYLE_COUNT),
		    words[any(sizeof(words) / sizeof(words[0]))]);
}

/* As it is seen: of a blank, only what shows. */
static bool
is_seen(const struct vt_cell *seen, const struct cell *cell, bool colours)
{
	const struct look *look = theme_look(&theme_dark, cell->style);
	unsigned attributes = colours ? look->coloured : look->plain;

	if (strcmp(seen->text, cell->text) != 0 ||
	    seen->reverse != ((attributes & LOOK_REVERSE) != 0) ||
	    seen->underline != ((attributes & LOOK_UNDERLINE) != 0))
		return false;
	return strcmp(cell->text, " ") == 0 ||
	    (seen->bold == ((attributes & LOOK_BOLD) != 0) &&
	    seen->colour == (colours ? look->many : -1));
}

static void
all_is_seen(bool colours)
{
	vt_catch_up();
	for (int y = 0; y < VT_ROWS; y++) {
		for (int x = 0; x < VT_COLUMNS; x++) {
			const struct cell *cell = grid_cell(grid, y, x);
			if (!is_seen(&vt.cells[y][x], cell, colours))
				ck_abort_msg("row %d, column %d: \"%s\" instead of \"%s\" in style %d",
				    y, x, vt.cells[y][x].text, cell->text, cell->style);
		}
	}
}

static const struct {
	const char	*type;
	bool		 colours;
} painted[] = {
	{ "xterm-256color", true }, { "tmux-256color", true }, { "vt100", false },
	{ "linux", false }, { "screen", false },
};

START_TEST(what_is_seen_is_the_grid_whatever_was_before)
{
	terminal_set_up(painted[_i].type, painted[_i].colours);
	seed = (unsigned)_i + 1;
	for (int frame = 0; frame < 200; frame++) {
		if (any(50) == 0)
			terminal_redraw(terminal);
		scribble();
		terminal_draw(terminal, grid);
		all_is_seen(painted[_i].colours);
	}
	tear_down();
}
END_TEST

START_TEST(what_stays_is_not_sent_again)
{
	terminal_set_up("xterm-256color", true);
	struct area all = grid_area(grid);
	area_put(&all, 5, 0, STYLE_A, "│");
	area_put(&all, 5, 79, STYLE_B, "│");
	terminal_draw(terminal, grid);
	off_t before = lseek(fileno(out), 0, SEEK_END);
	terminal_draw(terminal, grid);
	ck_assert_int_eq(lseek(fileno(out), 0, SEEK_END), before);
	area_put(&all, 5, 2, STYLE_TEXT, "x");
	terminal_draw(terminal, grid);
	ck_assert_int_le(lseek(fileno(out), 0, SEEK_END) - before,
	    (off_t)strlen("\033[6;3H\033[mx"));
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
	ck_assert_str_eq(look_at(23, 79)->text, "#");
	terminal_draw(terminal, small);
	ck_assert_str_eq(look_at(0, 0)->text, " ");
	ck_assert_str_eq(look_at(0, 1)->text, "#");
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
	tcase_add_loop_test(show, what_is_seen_is_the_grid_whatever_was_before, 0,
	    sizeof(painted) / sizeof(painted[0]));
	tcase_add_test(show, what_stays_is_not_sent_again);
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
