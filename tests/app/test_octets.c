/*
 * What a step costs the line to the terminal, over all of our own lessons: at
 * 80x24, with 256 colours, the whole step in one frame. The numbers are what
 * they are, on any machine.
 */
#include <locale.h>
#include <unistd.h>

#include "desk.h"
#include "ui/terminal.h"

#define STEPS_MOST 4096

/* A question that comes with an event changes nearly all of the screen. */
#define OCTETS_MEDIAN 1100
#define OCTETS_MOST 3200

static size_t octets[STEPS_MOST], steps;

static struct terminal *
terminal_to(FILE *in, FILE *out)
{
	struct error error;

	setlocale(LC_ALL, "C.UTF-8");
	unsetenv("LINES");
	unsetenv("COLUMNS");
	struct terminal *terminal = terminal_open(&(struct terminal_options){ .in = in,
	    .out = out, .type = "xterm-256color", .theme = &theme_dark, .colours = true },
	    &error);
	if (terminal == NULL)
		tap_skip("%s", error.text);
	return terminal;
}

/* All places of the lesson that is open, with Space; what each step has sent. */
static void
play(struct terminal *terminal, FILE *out, struct grid *grid)
{
	struct str before = { 0 }, seen = { 0 };

	session_draw(&session, grid);
	terminal_draw(terminal, grid);
	for (int same = 0; same < 3 && steps < STEPS_MOST;) {
		off_t from = lseek(fileno(out), 0, SEEK_END);
		strike(' ', 1);
		session_draw(&session, grid);
		terminal_draw(terminal, grid);
		str_clear(&seen);
		grid_text(&seen, grid);
		same = strcmp(str_text(&seen), str_text(&before)) == 0 ? same + 1 : 0;
		str_clear(&before);
		str_add(&before, str_text(&seen));
		if (same == 0)
			octets[steps++] = (size_t)(lseek(fileno(out), 0, SEEK_END) - from);
	}
	str_free(&before);
	str_free(&seen);
}

static int
by_size(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

START_TEST(a_step_is_few_octets)
{
	const char *top = getenv("top_srcdir");
	struct error error;
	FILE *in = fopen("/dev/null", "r"), *out = tmpfile();
	struct grid *grid = grid_new(24, 80);
	struct terminal *terminal = terminal_to(in, out);

	snprintf(folder, sizeof(folder), "%s/lessons", top != NULL ? top : ".");
	options = (struct options){ .on = "model", .lessons = folder };
	session_init(&session, &options, engine_kind_find("model", false));
	ck_assert(session_menu(&session, &error));
	for (size_t i = 0; i < session.shelf.library.count; i++) {
		const struct lesson *lesson = session.shelf.library.lessons[i];
		ck_assert(session_open(&session, lesson, &error));
		play(terminal, out, grid);
	}
	session_fini(&session);
	terminal_close(terminal);
	grid_free(grid);
	fclose(in);
	fclose(out);

	ck_assert_uint_gt(steps, 500);
	qsort(octets, steps, sizeof(octets[0]), by_size);
	ck_assert_uint_le(octets[steps / 2], OCTETS_MEDIAN);
	ck_assert_uint_le(octets[steps - 1], OCTETS_MOST);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("octets");
	TCase *tcase = tcase_create("octets");

	tcase_set_timeout(tcase, 600);
	tcase_add_test(tcase, a_step_is_few_octets);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
