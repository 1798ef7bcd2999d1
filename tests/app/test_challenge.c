/* Challenges as a learner plays them: with keys, at every size, to the end and again. */
#include "desk.h"

#include "lesson/library.h"

static void
set_up_ours(void)
{
	const char *top = getenv("top_srcdir");
	struct error error;

	snprintf(folder, sizeof(folder), "%s/lessons", top != NULL ? top : ".");
	options = (struct options){ .on = "model", .lessons = folder };
	session_init(&session, &options, engine_kind_find("model", false));
	ck_assert(session_menu(&session, &error));
}

static void
open_challenge(const char *id)
{
	const struct lesson *lesson = library_by_id(&session.shelf.library, id);
	struct error error;

	ck_assert_ptr_nonnull(lesson);
	ck_assert(session_open(&session, lesson, &error));
}

static void
begin(const char *id)
{
	open_challenge(id);
	strike(' ', 1);
	ck_assert(session_mode(&session) & MODE_CHALLENGE);
}

/* A line of the scene language, typed. */
static void
say(const char *line)
{
	strike(':', 1);
	type(line);
	strike(STROKE_ENTER, 1);
	ck_assert_int_eq(session.prompt.kind, PROMPT_NONE);
}

static void
assert_message(const char *want)
{
	ck_assert_msg(strstr(str_text(&session.message), want) != NULL, "%s",
	    str_text(&session.message));
}

START_TEST(its_text_is_read_then_one_plays)
{
	open_challenge("both-closing");
	ck_assert_int_eq(session_mode(&session), MODE_LESSON);
	ck_assert(shows(24, 80, "0 of 1"));
	ck_assert(shows(24, 80, "both ends are in CLOSING at once"));
	strike(' ', 1);
	ck_assert(session_mode(&session) & MODE_CHALLENGE);
	ck_assert(shows(24, 80, "A ESTABLISHED"));
	ck_assert(shows(24, 80, "0 steps, par 4"));
	assert_message("Now you play");
}
END_TEST

/* By its name alone: the model goes on underneath. */
START_TEST(where_it_cannot_be_won_one_is_told_at_once)
{
	struct engine_kind loopback = *session.kind;

	loopback.name = "loopback";
	session.kind = &loopback;
	open_challenge("refused-reset");
	assert_message("cannot be won on loopback: ");
	assert_message("Choose --on model or --on kernel.");
	strike(' ', 1);
	assert_message("cannot be won on loopback: ");
	open_challenge("two-time-waits");
	strike(' ', 1);
	assert_message("Now you play");
}
END_TEST

static void
close_both(void)
{
	say("A shutdown");
	say("B shutdown");
	say("deliver F. from A");
	say("deliver F. from B");
}

/* Everywhere else x writes down what is on the screen: here, too. */
START_TEST(it_is_written_down_while_it_is_played)
{
	begin("both-closing");
	close_both();
	strike('x', 1);
	ck_assert_int_eq(session_mode(&session), MODE_PROMPT);
	ck_assert_ptr_nonnull(strstr(str_text(&session.prompt.text), "both-closing"));
	strike(STROKE_ESCAPE, 1);
	ck_assert(shows(24, 80, "1 of 1"));
}
END_TEST

START_TEST(it_is_won_and_its_best_is_kept)
{
	begin("both-closing");
	say("wait 1s");
	close_both();
	assert_message("All goals are met, in 5 steps. Par is 4.");
	const struct fact *best = progress_find(&session.progress, FACT_BEST, "both-closing");
	ck_assert_ptr_nonnull(best);
	ck_assert_uint_eq(best->numbers[0], 5);
	ck_assert_ptr_nonnull(progress_find(&session.progress, FACT_DONE, "both-closing"));
	ck_assert(shows(24, 80, "1 of 1"));
	ck_assert(shows(24, 80, "✓ both ends are in CLOSING"));

	strike('X', 1);
	ck_assert(shows(24, 80, "0 of 1"));
	close_both();
	assert_message("in 4 steps. No shorter way is known (par: 4). Your best so far was 5.");
	best = progress_find(&session.progress, FACT_BEST, "both-closing");
	ck_assert_uint_eq(best->numbers[0], 4);
}
END_TEST

START_TEST(reading_it_is_not_winning_it)
{
	open_challenge("both-closing");
	strike(STROKE_END, 1);
	ck_assert_ptr_null(progress_find(&session.progress, FACT_DONE, "both-closing"));
}
END_TEST

START_TEST(what_is_met_stays_met_on_other_branches)
{
	begin("fourth-teardown");
	say("B listen");
	say("A connect");
	say("deliver all");
	say("A shutdown");
	say("deliver F.");
	say("deliver .");
	ck_assert(shows(24, 80, "1 of 4"));
	/* Back to before the close, and another way from there. */
	strike(STROKE_BACKSPACE, 3);
	ck_assert(shows(24, 80, "1 of 4"));
	say("A shutdown");
	ck_assert(shows(24, 80, "branch 2 of 2"));
	ck_assert(shows(24, 80, "1 of 4"));
	say("B shutdown");
	say("deliver F. from B");
	ck_assert(shows(24, 80, "2 of 4"));
	strike('o', 1);
	ck_assert(shows(24, 80, "2 of 4"));
}
END_TEST

START_TEST(one_asks_for_hints_and_gets_more_each_time)
{
	begin("both-closing");
	strike('?', 1);
	assert_message("both FINs must be under way");
	strike('?', 1);
	assert_message("Next: a call of the program at");
	strike('?', 1);
	assert_message("shutdown");
	/* Something was done: from there it begins with the nudge again. */
	say("A shutdown");
	strike('?', 2);
	assert_message("Next: ");
	/* Behind the FIN's arrival it is shorter to begin again. */
	say("deliver all");
	strike('?', 2);
	assert_message("X begins again");
	strike('?', 1);
	assert_message("From the beginning (X): A shutdown");
}
END_TEST

/* By a button it is not even made; typed, it is, and costs no more. */
START_TEST(a_refused_call_costs_nothing)
{
	begin("both-closing");
	say("A listen");
	assert_message("A: listen() = ");
	ck_assert(shows(24, 80, "0 steps, par 4"));
	say("A shutdown");
	say("A send 10");
	ck_assert(shows(24, 80, "1 step, par 4"));
	/* The next of the solution is told as if nothing had been said. */
	strike('?', 3);
	assert_message("B shutdown");
	say("B shutdown");
	say("deliver F. from B");
	say("B shutdown");
	say("deliver F.");
	assert_message("All goals are met, in 4 steps. No shorter way is known");
}
END_TEST

START_TEST(hints_alone_win_the_game)
{
	begin("two-time-waits");
	for (int i = 0; i < 12 && session.challenge.steps == 0; i++) {
		char line[200];
		strike('?', 3);
		ck_assert_str_eq(strncmp(str_text(&session.message), "Next: ", 6) == 0 ? "" :
		    str_text(&session.message), "");
		snprintf(line, sizeof(line), "%s", str_text(&session.message) + 6);
		say(line);
	}
	ck_assert_uint_gt(session.challenge.steps, 0);
}
END_TEST

/* As if a learner had typed it: that takes the par, unless the search knows better. */
START_TEST(every_solution_wins)
{
	const struct library *library = &session.shelf.library;
	int won = 0;

	for (size_t i = 0; i < library->count; i++) {
		const struct lesson *lesson = library->lessons[i];
		if (lesson->goals == NULL)
			continue;
		begin(lesson->id);
		for (size_t k = 0; k < lesson->solution.count; k++) {
			ck_assert_uint_eq(session.challenge.steps, 0);
			if (!lesson->solution.statements[k].is_expect)
				say(lesson->solution.statements[k].source);
			if (session.challenge.steps > 0)
				break;
		}
		ck_assert_msg(session.challenge.steps > 0, "%s", lesson->id);
		ck_assert_uint_le(session.challenge.steps, solution_length(lesson));
		won++;
	}
	ck_assert_int_eq(won, 7);
}
END_TEST

START_TEST(a_missing_edge_is_named)
{
	begin("every-edge");
	say("B listen");
	ck_assert(shows(24, 80, "every edge is walked (1 of 27)"));
	strike('?', 2);
	assert_message("Still missing: CLOSED → SYN-SENT");
}
END_TEST

/* What is walked in the sandbox counts; nothing is lost when one leaves. */
START_TEST(edges_walked_elsewhere_count)
{
	struct error error;

	ck_assert(session_sandbox(&session, &error));
	say("A connect");
	open_challenge("every-edge");
	ck_assert(shows(24, 80, "(1 of 27)"));
	strike(' ', 1);
	ck_assert(shows(24, 80, "(1 of 27)"));
	say("B listen");
	ck_assert(shows(24, 80, "(2 of 27)"));
	strike(STROKE_ESCAPE, 1);
	ck_assert(shows(24, 80, "(2 of 27)"));

	/* Elsewhere again, meanwhile. */
	ck_assert(session_sandbox(&session, &error));
	say("A close");
	open_challenge("every-edge");
	ck_assert(shows(24, 80, "(3 of 27)"));
}
END_TEST

START_TEST(escape_shows_the_task_and_space_goes_back)
{
	begin("both-closing");
	say("A shutdown");
	strike(STROKE_ESCAPE, 1);
	ck_assert_int_eq(session_mode(&session), MODE_LESSON);
	ck_assert(shows(24, 80, "CLOSING is a state that many people"));
	strike(' ', 1);
	ck_assert(shows(24, 80, "A FIN-WAIT-1"));
	ck_assert(shows(24, 80, "1 step, par 4"));
}
END_TEST

START_TEST(the_sandbox_of_the_menu_is_another)
{
	struct error error;

	begin("both-closing");
	ck_assert(session_sandbox(&session, &error));
	ck_assert(!(session_mode(&session) & MODE_CHALLENGE));
	ck_assert(shows(24, 80, "Sandbox"));
}
END_TEST

START_TEST(crashing_is_no_way_to_close)
{
	begin("no-time-wait");
	say("A crash");
	say("B crash");
	ck_assert(shows(24, 80, "2 of 3"));
	ck_assert_uint_eq(session.challenge.steps, 0);
	strike(STROKE_BACKSPACE, 2);
	say("A abort");
	say("deliver");
	assert_message("in 2 steps");
}
END_TEST

START_TEST(the_roles_can_be_exchanged)
{
	open_challenge("lose-everything");
	strike('r', 1);
	strike(' ', 1);
	say("A listen");
	say("B connect");
	say("drop S");
	ck_assert(shows(24, 80, "1 of 5"));
}
END_TEST

START_TEST(time_runs_and_clicks_choose_here_too)
{
	begin("both-closing");
	say("A shutdown");
	ck_assert_int_eq(session_wait(&session), -1);
	strike('+', 1);
	ck_assert_int_ge(session_wait(&session), 0);
	strike('-', 1);

	ck_assert(shows(24, 80, "B     listen"));
	for (size_t i = 0; i < session.hits.list.n; i++) {
		const struct hit *hit = &session.hits.list.v[i];
		/* B's fifth call. */
		if (hit->kind == HIT_CHOICE && hit->id == (GROUP_B << 16 | 4)) {
			strike(stroke_click(hit->row, hit->column), 1);
			break;
		}
	}
	ck_assert(shows(24, 80, "FIN-WAIT-1 B"));
}
END_TEST

/* Whichever words a key has for a segment: what the solution does is what counts. */
START_TEST(a_hint_knows_its_way_by_what_happened)
{
	begin("lose-everything");
	say("B listen");
	say("A connect");
	strike('d', 1);
	strike('?', 3);
	assert_message("Next: wait timer");
	say("wait timer");
	say("deliver");
	strike('d', 1);
	say("wait timer");
	say("deliver");
	strike('d', 1);
	strike('?', 3);
	assert_message("Next: wait timer");

	strike('X', 1);
	say("A listen");
	strike('?', 3);
	assert_message("From the beginning (X): B listen");
}
END_TEST

START_TEST(whoever_follows_the_hints_takes_no_step_too_many)
{
	begin("two-time-waits");
	for (int i = 0; i < 3; i++) {
		char line[80];

		strike('?', 3);
		assert_message("Next: ");
		snprintf(line, sizeof(line), "%s", str_text(&session.message) + strlen("Next: "));
		say(line);
	}
	assert_message("in 3 steps. No shorter way is known (par: 3).");
}
END_TEST

/* Steps are what one does: not the time between, but a timer that one lets run out. */
START_TEST(time_that_runs_is_no_step)
{
	const int64_t second = 1000000;

	begin("both-closing");
	strike('+', 1);
	say("A shutdown");
	session_tick(&session, second);
	session_tick(&session, second + second / 4);
	say("B shutdown");
	ck_assert_uint_eq(engine_trace(sandbox_branch(&session.sandbox)->engine)->count, 8);
	ck_assert(shows(24, 80, "2 steps, par 4"));
	strike('?', 3);
	assert_message("Next: deliver");
	say("deliver F. from A");
	say("deliver F. from B");
	assert_message("in 4 steps. No shorter way is known (par: 4).");

	strike('X', 1);
	say("A shutdown");
	session_tick(&session, 2 * second);
	session_tick(&session, 4 * second);
	ck_assert(shows(24, 80, "2 steps, par 4"));
}
END_TEST

START_TEST(no_size_is_too_small)
{
	begin("lose-everything");
	strike(STROKE_RIGHT, 1);
	ck_assert(shows(12, 40, "0/5 · a SYN is lost"));
	ck_assert(shows(24, 80, "0 of 5"));
	ck_assert(shows(40, 120, "0 of 5"));
	say("B listen");
	say("A connect");
	say("drop S");
	ck_assert(shows(12, 40, "1/5 ✓ a SYN is lost"));
	say("wait timer");
	ck_assert(shows(12, 40, "1/5 · a SYN,ACK is lost"));
}
END_TEST

START_TEST(the_help_knows_its_keys)
{
	begin("both-closing");
	strike('h', 1);
	ck_assert(shows(100, 100, "a hint; again: a further one"));
	ck_assert(shows(100, 100, "begin the challenge again"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("challenge");
	TCase *tc = tcase_create("challenge");

	tcase_add_checked_fixture(tc, set_up_ours, tear_down);
	tcase_set_timeout(tc, 600);
	tcase_add_test(tc, its_text_is_read_then_one_plays);
	tcase_add_test(tc, where_it_cannot_be_won_one_is_told_at_once);
	tcase_add_test(tc, it_is_written_down_while_it_is_played);
	tcase_add_test(tc, it_is_won_and_its_best_is_kept);
	tcase_add_test(tc, reading_it_is_not_winning_it);
	tcase_add_test(tc, what_is_met_stays_met_on_other_branches);
	tcase_add_test(tc, one_asks_for_hints_and_gets_more_each_time);
	tcase_add_test(tc, a_refused_call_costs_nothing);
	tcase_add_test(tc, hints_alone_win_the_game);
	tcase_add_test(tc, every_solution_wins);
	tcase_add_test(tc, a_missing_edge_is_named);
	tcase_add_test(tc, edges_walked_elsewhere_count);
	tcase_add_test(tc, escape_shows_the_task_and_space_goes_back);
	tcase_add_test(tc, the_sandbox_of_the_menu_is_another);
	tcase_add_test(tc, crashing_is_no_way_to_close);
	tcase_add_test(tc, the_roles_can_be_exchanged);
	tcase_add_test(tc, time_runs_and_clicks_choose_here_too);
	tcase_add_test(tc, a_hint_knows_its_way_by_what_happened);
	tcase_add_test(tc, whoever_follows_the_hints_takes_no_step_too_many);
	tcase_add_test(tc, time_that_runs_is_no_step);
	tcase_add_test(tc, no_size_is_too_small);
	tcase_add_test(tc, the_help_knows_its_keys);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
