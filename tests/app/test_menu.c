/* The menu knows what was done, across programs; in a home of its own, thrown away. */
#include <unistd.h>

#include "desk.h"

static char home[] = "/tmp/tcptutor-menu-XXXXXX";

static void
begin(void)
{
	const char *top = getenv("top_srcdir");
	struct error error;

	snprintf(folder, sizeof(folder), "%s/tests/app/lessons", top != NULL ? top : ".");
	options = (struct options){ .on = "model", .lessons = folder };
	session_init(&session, &options, engine_kind_find("model", false));
	session_keep(&session);
	ck_assert(session_menu(&session, &error));
}

/* The program ends, and another one begins. */
static void
again(void)
{
	struct error error;

	ck_assert_msg(session_save(&session, &error), "%s", error.text);
	session_fini(&session);
	begin();
}

static void
keep_up(void)
{
	memset(home + strlen(home) - 6, 'X', 6);
	ck_assert_ptr_nonnull(mkdtemp(home));
	setenv("XDG_STATE_HOME", home, 1);
	unsetenv("SUDO_UID");
	begin();
}

static void
keep_down(void)
{
	char command[80];

	session_fini(&session);
	snprintf(command, sizeof(command), "rm -rf %s", home);
	ck_assert_int_eq(system(command), 0);
}

START_TEST(a_lesson_left_in_its_middle_is_offered_first)
{
	open_handshake();
	type("g2");
	strike(STROKE_ENTER, 1);
	strike(' ', 1);
	again();
	ck_assert_uint_eq(session.cursor, 0);
	ck_assert(shows(24, 80, "▸     Go on: Opening a connection, step 2 of 3"));
	ck_assert(shows(24, 80, "8 min  step 2 of 3"));
	ck_assert(shows(12, 40, "▸     Go on"));
	strike(STROKE_ENTER, 1);
	ck_assert_uint_eq(player_place(&session.player)->step, 1);
	ck_assert(shows(24, 80, "You were at step 2"));
}
END_TEST

START_TEST(opened_by_name_it_tells_where_one_was)
{
	struct error error;

	open_handshake();
	session_recall(&session);
	ck_assert(!shows(24, 80, "Last time"));
	type("g2");
	strike(STROKE_ENTER, 1);
	again();
	ck_assert(session_open(&session, session.entries.v[0].lesson, &error));
	options.in_class = true;
	session_recall(&session);
	ck_assert_msg(!shows(24, 80, "Last time"), "a class is nobody's");
	options.in_class = false;
	session_recall(&session);
	ck_assert_uint_eq(player_place(&session.player)->step, 0);
	ck_assert(shows(24, 80, "Last time you were at step 2. g and its number: go there."));
}
END_TEST

START_TEST(what_is_done_is_marked_and_the_next_one_chosen)
{
	strike(STROKE_ENTER, 1);
	ck_assert_str_eq(session.player.lesson->id, "lean");
	strike(STROKE_END, 1);
	strike('m', 1);
	ck_assert(shows(24, 80, "✓"));
	ck_assert_str_eq(session.entries.v[session.cursor].lesson->id, "handshake");
	again();
	ck_assert(shows(24, 80, "✓"));
	ck_assert(!shows(24, 80, "Go on"));
	ck_assert(shows(24, 80, "Done: 1 of 2"));
	ck_assert_str_eq(session.entries.v[session.cursor].lesson->id, "handshake");
	strike(STROKE_ENTER, 1);
	strike(STROKE_END, 1);
	again();
	ck_assert(shows(24, 80, "All is done"));
	/* A reference: what is done begins at its beginning. */
	type("2");
	strike(STROKE_ENTER, 1);
	ck_assert_uint_eq(session.player.at, 0);
}
END_TEST

START_TEST(a_number_chooses_its_lesson)
{
	type("2");
	ck_assert_str_eq(session.entries.v[session.cursor].lesson->id, "handshake");
	type("1");
	ck_assert_str_eq(session.entries.v[session.cursor].lesson->id, "lean");
	type("7");
	ck_assert(shows(24, 80, "no lesson of that number"));
	ck_assert_str_eq(session.entries.v[session.cursor].lesson->id, "lean");
}
END_TEST

START_TEST(a_lesson_is_forgotten_after_a_question)
{
	strike('x', 1);
	ck_assert(shows(24, 80, "nothing to forget"));
	strike(STROKE_ENTER, 1);
	strike(STROKE_END, 1);
	strike('m', 1);
	type("1x");
	ck_assert_int_eq(session_mode(&session), MODE_FORGET);
	ck_assert(shows(24, 80, "Forget all that was done in \"A lesson of one step\"?"));
	strike('n', 1);
	ck_assert_int_eq(session_mode(&session), MODE_MENU);
	ck_assert(shows(24, 80, "✓"));
	type("xy");
	ck_assert(shows(24, 80, "Forgotten: A lesson of one step."));
	ck_assert(!shows(24, 80, "✓"));
	again();
	ck_assert(!shows(24, 80, "✓"));
}
END_TEST

/* On the menu nothing was played that keys of a sheet could look at, or write to a file. */
START_TEST(help_over_the_menu_names_no_key_of_a_lesson)
{
	strike('h', 1);
	ck_assert_int_eq(session_mode(&session), MODE_MENU_HELP);
	ck_assert(!shows(24, 80, "header"));
	type("x");
	ck_assert_int_eq(session_mode(&session), MODE_MENU_HELP);
	ck_assert(shows(24, 80, "x does nothing here"));
	strike('h', 1);
	ck_assert_int_eq(session_mode(&session), MODE_MENU);
}
END_TEST

/* Struck and clicked faster than it is drawn: what was clicked is gone. */
START_TEST(a_click_on_what_is_there_no_more_does_nothing)
{
	uint32_t click = 0;

	open_handshake();
	type("g2");
	strike(STROKE_ENTER, 1);
	strike(' ', 1);
	ck_assert(shows(24, 80, "S 100:100(0)"));
	for (size_t i = 0; i < session.hits.list.n; i++) {
		const struct hit *hit = &session.hits.list.v[i];
		if (hit->kind == HIT_SEGMENT)
			click = stroke_click(hit->row, hit->column);
	}
	ck_assert_uint_ne(click, 0);
	strike('m', 1);
	strike(click, 1);
	ck_assert_int_eq(session_mode(&session), MODE_MENU);
	ck_assert(shows(24, 80, "Opening a connection"));

	ck_assert(shows(40, 80, "Go on: Opening a connection"));
	for (size_t i = 0; i < session.hits.list.n; i++) {
		const struct hit *hit = &session.hits.list.v[i];
		if (hit->kind == HIT_ROW && hit->id + 1 == session.entries.n)
			click = stroke_click(hit->row, hit->column);
	}
	type("2xy");
	ck_assert(session.entries.v[0].kind != ENTRY_GO_ON);
	strike(click, 1);
	ck_assert_int_eq(session_mode(&session), MODE_MENU);
}
END_TEST

START_TEST(edges_walked_stay_walked)
{
	strike(STROKE_END, 1);
	strike(STROKE_ENTER, 1);
	ck_assert_int_eq(session_mode(&session), MODE_SANDBOX);
	type(":A connect");
	strike(STROKE_ENTER, 1);
	ck_assert_int_eq(sandbox_walked(&session.sandbox), 1);
	again();
	ck_assert_int_eq(sandbox_walked(&session.sandbox), 1);
}
END_TEST

START_TEST(a_file_that_was_named_is_no_lesson_of_the_shelf)
{
	char path[4200];
	struct error error;

	snprintf(path, sizeof(path), "%s/en/01-lean.md", folder);
	const struct lesson *lesson = shelf_lesson(&session.shelf, &options, path);
	ck_assert_ptr_nonnull(lesson);
	ck_assert(session_open(&session, lesson, &error));
	strike(STROKE_END, 1);
	ck_assert_ptr_null(progress_find(&session.progress, FACT_DONE, "lean"));
	/* But by its id it is. */
	lesson = shelf_lesson(&session.shelf, &options, "lean");
	ck_assert(session_open(&session, lesson, &error));
	strike(STROKE_END, 1);
	ck_assert_ptr_nonnull(progress_find(&session.progress, FACT_DONE, "lean"));
}
END_TEST

START_TEST(where_nothing_can_be_kept_one_learns_all_the_same)
{
	struct error error;

	session_fini(&session);
	unsetenv("XDG_STATE_HOME");
	unsetenv("HOME");
	begin();
	ck_assert(shows(24, 80, "progress is not recorded"));
	open_handshake();
	strike(STROKE_END, 1);
	ck_assert_ptr_nonnull(progress_find(&session.progress, FACT_DONE, "handshake"));
	ck_assert(session_save(&session, &error));

	session_fini(&session);
	setenv("XDG_STATE_HOME", "/dev/null", 1);
	begin();
	ck_assert(shows(24, 80, "progress cannot be written in /dev/null"));
	open_handshake();
	strike(STROKE_END, 1);
	ck_assert_ptr_nonnull(progress_find(&session.progress, FACT_DONE, "handshake"));
	/* It is said once. */
	strike('m', 1);
	ck_assert(!shows(24, 80, "cannot be written"));
	ck_assert(shows(24, 80, "✓"));
}
END_TEST

START_TEST(a_broken_file_is_said_on_the_first_screen)
{
	char path[100];

	open_handshake();
	strike(STROKE_END, 1);
	strike('m', 1);
	session_fini(&session);
	snprintf(path, sizeof(path), "%s/tcptutor/progress", home);
	FILE *file = fopen(path, "a");
	ck_assert_ptr_nonnull(file);
	fputs("nonsense\n", file);
	fclose(file);
	begin();
	ck_assert(shows(24, 200, "progress.broken-1"));
	ck_assert(shows(24, 80, "✓"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("menu");
	TCase *tc = tcase_create("kept");

	tcase_add_checked_fixture(tc, keep_up, keep_down);
	tcase_add_test(tc, a_lesson_left_in_its_middle_is_offered_first);
	tcase_add_test(tc, opened_by_name_it_tells_where_one_was);
	tcase_add_test(tc, what_is_done_is_marked_and_the_next_one_chosen);
	tcase_add_test(tc, a_number_chooses_its_lesson);
	tcase_add_test(tc, a_lesson_is_forgotten_after_a_question);
	tcase_add_test(tc, help_over_the_menu_names_no_key_of_a_lesson);
	tcase_add_test(tc, a_click_on_what_is_there_no_more_does_nothing);
	tcase_add_test(tc, edges_walked_stay_walked);
	tcase_add_test(tc, a_file_that_was_named_is_no_lesson_of_the_shelf);
	tcase_add_test(tc, where_nothing_can_be_kept_one_learns_all_the_same);
	tcase_add_test(tc, a_broken_file_is_said_on_the_first_screen);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
