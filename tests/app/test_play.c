/* Time that runs, the mouse, sheets by a remote, what moves. On the model. */
#include "base/text.h"
#include "sandbox_desk.h"
#include "trace/trace.h"
#include "view/ladder.h"

#define SECOND INT64_C(1000000)

/* ---- time */

/* So that the program sleeps until a key. */
START_TEST(the_model_does_nothing_by_itself)
{
	ck_assert_int_eq(session_wait(&session), -1);
	session_tick(&session, SECOND);
	connect_both();
	line("A send 100");
	ck_assert_int_eq(session_wait(&session), -1);
	session_tick(&session, 2 * SECOND);
	strike(STROKE_ESCAPE, 1);
	strike(STROKE_UP, 2);
	open_handshake();
	ck_assert_int_eq(session_wait(&session), -1);
}
END_TEST

static size_t
moments(void)
{
	return engine_trace(branch()->engine)->count;
}

START_TEST(time_runs_until_a_timer_is_due)
{
	enter();
	line("A connect");
	strike('+', 1);
	ck_assert(shows(24, 80, "Time runs, ×1"));
	ck_assert_int_gt(session_wait(&session), 0);
	ck_assert_int_le(session_wait(&session), 1000);
	session_tick(&session, 10 * SECOND);
	session_tick(&session, 10 * SECOND + SECOND / 2);
	ck_assert_uint_eq(moments(), 1);
	ck_assert_int_eq(session_wait(&session), 500);
	session_tick(&session, 11 * SECOND);
	ck_assert_uint_eq(moments(), 2);
	ck_assert_uint_eq(branch_moment(branch())->cause.kind, KIND_TIMER);
	ck_assert_int_eq(branch_moment(branch())->time, SECOND);
	ck_assert(shows(24, 80, "time ×1"));
}
END_TEST

START_TEST(time_wait_counts_down)
{
	connect_both();
	line("A shutdown");
	line("deliver all");
	line("B shutdown");
	line("deliver all");
	ck_assert_int_eq(state_of(END_A), STATE_TIME_WAIT);
	strike('n', 1);
	strike('+', 3);
	strike('n', 1);
	strike('+', 3);
	ck_assert_int_eq(session.clock.rate, 60);
	session_tick(&session, SECOND);
	session_tick(&session, 2 * SECOND);
	strike('t', 1);
	ck_assert(shows(24, 80, "timewait,3min"));
	session_tick(&session, 3 * SECOND);
	ck_assert(shows(24, 80, "timewait,2min"));
	session_tick(&session, 4 * SECOND);
	session_tick(&session, 5 * SECOND);
	ck_assert_int_eq(state_of(END_A), STATE_CLOSED);
	ck_assert_int_eq(session_wait(&session), -1);
}
END_TEST

/* What has gone by is played before anything else is done, and when it stops. */
START_TEST(what_has_elapsed_is_a_moment)
{
	enter();
	line("A connect");
	strike('+', 1);
	session_tick(&session, SECOND);
	session_tick(&session, SECOND + SECOND / 4);
	session.sandbox.group = GROUP_B;
	strike(STROKE_ENTER, 1);
	ck_assert_uint_eq(moments(), 3);
	ck_assert_int_eq(branch_moment(branch())->time, SECOND / 4);
	strike(':', 1);
	session_tick(&session, SECOND + SECOND / 2);
	strike(STROKE_ESCAPE, 1);
	session_tick(&session, 2 * SECOND);
	session_tick(&session, 2 * SECOND + SECOND / 4);
	strike('-', 1);
	ck_assert(shows(24, 80, "Time stands still"));
	ck_assert_uint_eq(moments(), 4);
	ck_assert_int_eq(branch_moment(branch())->time, SECOND / 2);
	ck_assert_int_eq(session_wait(&session), -1);
}
END_TEST

START_TEST(time_stands_in_the_past_and_while_one_types)
{
	enter();
	line("A connect");
	strike('+', 1);
	strike(':', 1);
	ck_assert_int_eq(session_wait(&session), -1);
	session_tick(&session, 100 * SECOND);
	strike(STROKE_ESCAPE, 1);
	session_tick(&session, 200 * SECOND);
	ck_assert_uint_eq(moments(), 1);
	strike(STROKE_HOME, 1);
	ck_assert_int_eq(session_wait(&session), -1);
	strike('-', 1);
	ck_assert(shows(24, 80, "Time runs at the newest moment"));
	strike(STROKE_END, 1);
	strike('b', 1);
	ck_assert_int_eq(session_wait(&session), -1);
}
END_TEST

START_TEST(in_a_lesson_time_runs_on_a_branch)
{
	open_handshake();
	strike(' ', 3);
	strike('+', 1);
	ck_assert_int_eq(session_mode(&session), MODE_SANDBOX);
	ck_assert_int_gt(session_wait(&session), 0);
}
END_TEST

/* ---- the mouse */

/* Where text stands on the screen that was drawn last, and a click there. */
static void
click(const char *text)
{
	struct grid *grid = grid_new(24, 80);
	struct str seen = { 0 };
	int row = 0;

	session_draw(&session, grid);
	grid_text(&seen, grid);
	grid_free(grid);
	const char *at = strstr(str_text(&seen), text), *start = str_text(&seen);
	ck_assert_msg(at != NULL, "no %s in\n%s", text, start);
	for (const char *p = start; p < at; p++) {
		if (*p == '\n') {
			row++;
			start = p + 1;
		}
	}
	int column = text_width_n(start, (size_t)(at - start));
	str_free(&seen);
	strike(stroke_click(row, column), 1);
}

START_TEST(a_click_on_a_lesson_opens_it)
{
	click("A lesson of one step");
	ck_assert_int_eq(session_mode(&session), MODE_LESSON);
}
END_TEST

START_TEST(a_click_on_a_state_tells_of_it)
{
	open_handshake();
	click("TIME-WAIT");
	ck_assert_int_eq(session.sheet, SHEET_STATE);
	ck_assert_int_eq(session.sheet_choice, STATE_TIME_WAIT);
	ck_assert(shows(24, 80, "2MSL"));
	click("Esc back");
	ck_assert_int_eq(session_mode(&session), MODE_LESSON);
}
END_TEST

START_TEST(a_click_on_a_key_is_that_key)
{
	open_handshake();
	size_t at = session.player.at;
	click("Space next");
	ck_assert_uint_eq(session.player.at, at + 1);
	click("← back");
	ck_assert_uint_eq(session.player.at, at);
	strike(stroke_click(23, 79), 1);
	strike(stroke_click(4000, 4000), 1);
	ck_assert_uint_eq(session.player.at, at);
	strike('b', 1);
	strike(stroke_click(0, 0), 1);
	ck_assert_int_eq(session_mode(&session), MODE_LESSON);
}
END_TEST

START_TEST(a_click_on_a_segment_chooses_it_and_another_looks_closer)
{
	enter();
	line("A connect");
	line("B connect");
	ck_assert_uint_eq(session.sandbox.column, 0);
	click("S 300:300(0)");
	ck_assert_uint_eq(session.sandbox.column, 1);
	click("S 300:300(0)");
	ck_assert_int_eq(session.sheet, SHEET_SEGMENT);
	ck_assert(shows(24, 80, "B → A  S 300:300(0)"));
	strike('s', 1);
	line("deliver all");
	click("S. 100:100(0)");
	ck_assert(shows(24, 80, "A → B  S. 100:100(0)"));
	ck_assert(shows(24, 80, "arrived before"));
	strike('s', 2);
	ck_assert(!shows(24, 80, "arrived before"));
}
END_TEST

START_TEST(a_click_on_a_choice_does_it)
{
	enter();
	click("connect");
	ck_assert_int_eq(state_of(END_A), STATE_SYN_SENT);
	click("forge to B");
	ck_assert_int_eq(session_mode(&session), MODE_FORM);
	click("urgent");
	ck_assert_int_eq(session.forge.at, FORGE_URGENT);
	click("Esc leave");
	ck_assert_int_eq(session_mode(&session), MODE_SANDBOX);
	strike(':', 1);
	click("abort");
	ck_assert_int_eq(session_mode(&session), MODE_PROMPT);
}
END_TEST

/* ---- sheets */

/* A presenter's remote has but two keys. */
START_TEST(a_remote_gets_out_of_every_sheet)
{
	static const char keys[] = "hwsntcal";

	open_handshake();
	strike(' ', 4);
	for (const char *key = keys; *key != '\0'; key++) {
		strike((uint32_t)*key, 1);
		for (int i = 0; i < 60 && session.sheet != SHEET_NONE; i++) {
			shows(24, 80, "");
			strike(STROKE_PAGE_DOWN, 1);
		}
		ck_assert_int_eq(session_mode(&session), MODE_LESSON);
	}
	strike('n', 1);
	ck_assert(!shows(24, 80, "→ after"));
	strike('a', 1);
	ck_assert(shows(24, 80, "→ after"));
}
END_TEST

START_TEST(the_screen_after_a_crash_of_an_end)
{
	connect_both();
	line("A crash");
	ck_assert(shows(24, 80, "A CLOSED"));
	ck_assert(shows(24, 80, "ESTABLISHED B"));
	line("B send 10");
	line("deliver all");
	ck_assert(shows(24, 80, "user: connection reset"));
	ck_assert_int_eq(state_of(END_B), STATE_CLOSED);
}
END_TEST

/* ---- motion */

/* Cells that differ between two frames of what is shown. */
static int
cells_between(int motion, int other, bool *moves)
{
	struct grid *one = grid_new(24, 80), *two = grid_new(24, 80);
	int differ = 0;

	one->motion = motion;
	two->motion = other;
	session_draw(&session, one);
	session_draw(&session, two);
	for (int i = 0; i < 24 * 80; i++)
		differ += strcmp(one->cells[i].text, two->cells[i].text) != 0;
	*moves = one->moves;
	grid_free(one);
	grid_free(two);
	return differ;
}

START_TEST(only_an_arrow_moves)
{
	bool moves;

	enter();
	ck_assert_int_eq(cells_between(LADDER_FRAMES, 0, &moves), 0);
	ck_assert(!moves);
	line("B listen");
	ck_assert_int_eq(cells_between(LADDER_FRAMES, 0, &moves), 0);
	ck_assert(!moves);
	line("A connect");
	ck_assert_int_gt(cells_between(LADDER_FRAMES, 0, &moves), 2);
	ck_assert(moves);
	ck_assert_int_lt(cells_between(LADDER_FRAMES, 0, &moves), 24);
	for (int frame = LADDER_FRAMES; frame > 0; frame--)
		ck_assert_int_gt(cells_between(frame, frame - 1, &moves), 0);
	line("deliver");
	ck_assert_int_gt(cells_between(LADDER_FRAMES, 0, &moves), 2);
	strike('n', 1);
	ck_assert_int_eq(cells_between(LADDER_FRAMES, 0, &moves), 0);
	ck_assert(!moves);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("play");
	TCase *play = tcase_create("play");

	tcase_add_checked_fixture(play, set_up, tear_down);
	tcase_add_test(play, the_model_does_nothing_by_itself);
	tcase_add_test(play, time_runs_until_a_timer_is_due);
	tcase_add_test(play, time_wait_counts_down);
	tcase_add_test(play, what_has_elapsed_is_a_moment);
	tcase_add_test(play, time_stands_in_the_past_and_while_one_types);
	tcase_add_test(play, in_a_lesson_time_runs_on_a_branch);
	tcase_add_test(play, a_click_on_a_lesson_opens_it);
	tcase_add_test(play, a_click_on_a_state_tells_of_it);
	tcase_add_test(play, a_click_on_a_key_is_that_key);
	tcase_add_test(play, a_click_on_a_segment_chooses_it_and_another_looks_closer);
	tcase_add_test(play, a_click_on_a_choice_does_it);
	tcase_add_test(play, a_remote_gets_out_of_every_sheet);
	tcase_add_test(play, the_screen_after_a_crash_of_an_end);
	tcase_add_test(play, only_an_arrow_moves);
	suite_add_tcase(suite, play);
	return tap_main(suite);
}
