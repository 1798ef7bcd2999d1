/* Goals: read, and held against what happened. */
#include <string.h>

#include "lesson/goal.h"
#include "lesson/player.h"
#include "model/model.h"
#include "tap.h"
#include "tcp/edge.h"

static struct goals *goals;
static struct errors errors;
static struct goal_marks marks;

static void
setup(void)
{
	goals = goals_new();
	marks = (struct goal_marks){ .seen = 0 };
	errors_init(&errors, "test.md");
}

static void
teardown(void)
{
	goals_free(goals);
	errors_fini(&errors);
}

static void
read_goals(const char *text)
{
	bool fine = goals_parse(goals, text, strlen(text), 10, &errors);

	ck_assert_msg(fine && errors.list.n == 0, "%s", errors.list.n > 0 ?
	    errors.list.v[0].text : "?");
}

/* How many goals a scene meets, of which the first `begin` moments are not the learner's. */
static size_t
play(const char *scene, size_t begin)
{
	struct str text = { 0 };
	struct player player;

	str_addf(&text, "# T\n\nWords.\n\n```scene\n%s\n```\n", scene);
	struct lesson *lesson = lesson_parse("t.md", str_text(&text), text.n, &errors);
	ck_assert_msg(errors.list.n == 0, "%s", errors.list.n > 0 ? errors.list.v[0].text : "");
	player_init(&player, lesson, model_new());
	player_run(&player);
	ck_assert_uint_eq(player.errors, 0);
	const struct trace *trace = engine_trace(player.engine);
	size_t met = goals_look(&marks, goals, trace, begin, trace->count);
	player_fini(&player);
	lesson_free(lesson);
	str_free(&text);
	return met;
}

static void
assert_text(size_t i, const char *want)
{
	struct str text = { 0 };

	goal_text(&text, &goals->list.v[i]);
	ck_assert_str_eq(str_text(&text), want);
	str_free(&text);
}

#define OPEN "B listen\nA connect\ndeliver all\n"
#define CROSS OPEN "A close\nB close\n"

START_TEST(every_kind_is_read_and_said)
{
	read_goals("A CLOSING B CLOSING\n"
	    "any A TIME-WAIT B LAST_ACK\n"
	    "either SYN_RECV\n"
	    "# a comment\n"
	    "edge FIN_WAIT1 TIME-WAIT: take the *missing* edge\n"
	    "hint: One segment, two things.\n"
	    "then lost S. from B\n"
	    "refused R\n"
	    "never TIME-WAIT\n"
	    "every edge\n");
	ck_assert_uint_eq(goals->list.n, 8);
	assert_text(0, "both ends in CLOSING at once");
	assert_text(1, "one end in TIME-WAIT while the other is in LAST-ACK");
	assert_text(2, "one end in SYN-RECEIVED");
	assert_text(3, "take the missing edge");
	ck_assert_uint_eq(goals->list.v[3].hint.span_count, 1);
	assert_text(4, "a segment S. from B is lost");
	ck_assert(goals->list.v[4].then);
	assert_text(5, "a segment R arrives, and changes no state");
	assert_text(6, "and no end was in TIME-WAIT");
	ck_assert_str_eq(goals->list.v[4].source, "then lost S. from B");
	ck_assert_int_eq(goals->list.v[4].line, 16);
}
END_TEST

START_TEST(all_that_is_wrong_is_said_at_once)
{
	static const char text[] = "A CLOSNG\nedge LISTEN\nlots S\nevery state\nhint: of what?\n"
	    "refused Q\nA CLOSED B CLOSED C\n";
	static const char *const want[] = { "'CLOSNG' is no state", "is no state", "lost",
		"'edge' is missing", "a hint stands below", "'Q' is not the flags", "C" };

	ck_assert(!goals_parse(goals, text, strlen(text), 1, &errors));
	ck_assert_uint_eq(errors.list.n, 7);
	for (size_t i = 0; i < 7; i++) {
		ck_assert_int_eq(errors.list.v[i].line, (int)i + 1);
		ck_assert_msg(strstr(errors.list.v[i].text, want[i]) != NULL, "%s",
		    errors.list.v[i].text);
	}
}
END_TEST

START_TEST(what_has_happened_stays_met)
{
	read_goals("A CLOSING B CLOSING\nA CLOSED");
	ck_assert_uint_eq(play(CROSS "deliver F. from A\ndeliver F. from B\ndeliver all\n", 0), 2);
	ck_assert(marks.met[0]);
}
END_TEST

START_TEST(either_way_round)
{
	read_goals("any A CLOSE-WAIT B FIN-WAIT-2\nA CLOSE-WAIT B FIN-WAIT-2");
	ck_assert_uint_eq(play(OPEN "A shutdown\ndeliver all\n", 0), 1);
	ck_assert(marks.met[0]);
}
END_TEST

START_TEST(then_means_later)
{
	read_goals("lost S.\nthen A ESTABLISHED B ESTABLISHED");
	ck_assert_uint_eq(play("B listen\nA connect\ndeliver\ndrop S.\n", 0), 1);
	marks = (struct goal_marks){ .seen = 0 };
	ck_assert_uint_eq(play("B listen\nA connect\ndeliver\ndrop S.\nwait timer\ndeliver all\n",
	    0), 2);
}
END_TEST

START_TEST(never_is_decided_at_the_end)
{
	read_goals("A CLOSED B CLOSED\nnever TIME-WAIT");
	ck_assert_uint_eq(play(OPEN "A abort\ndeliver all\n", 3), 2);
	marks = (struct goal_marks){ .seen = 0 };
	ck_assert_uint_eq(play(OPEN "A close\ndeliver all\nB close\ndeliver all\nwait 2msl\n", 5), 1);
	ck_assert(!marks.met[1]);
}
END_TEST

START_TEST(a_reset_is_refused_where_it_changes_nothing)
{
	read_goals("refused R");
	ck_assert_uint_eq(play(OPEN "inject to A R 400:400(0)\n", 0), 1);
	marks = (struct goal_marks){ .seen = 0 };
	ck_assert_uint_eq(play(OPEN "inject to A R 301:301(0)\n", 0), 0);
}
END_TEST

START_TEST(what_the_challenge_played_does_not_count)
{
	read_goals("A ESTABLISHED B LISTEN\nedge LISTEN SYN-RECEIVED");
	ck_assert_uint_eq(play(OPEN, 5), 0);
	marks = (struct goal_marks){ .seen = 0 };
	ck_assert_uint_eq(play(OPEN, 0), 1);
}
END_TEST

START_TEST(nothing_is_unearned_on_another_branch)
{
	read_goals("lost S\nA ESTABLISHED");
	ck_assert_uint_eq(play("B listen\nA connect\ndrop S\n", 0), 1);
	goal_marks_rewind(&marks);
	ck_assert_uint_eq(play(OPEN, 0), 2);
}
END_TEST

START_TEST(every_edge_remembers_what_was_walked_before)
{
	read_goals("every edge");
	for (int pair = 0; pair < edge_pairs(); pair++)
		marks.walked[pair] = goal_wants_pair(pair);
	marks.walked[edge_pair(STATE_CLOSED, STATE_LISTEN)] = false;
	ck_assert_uint_eq(play("A connect\n", 0), 0);
	goal_marks_rewind(&marks);
	ck_assert_uint_eq(play("B listen\n", 0), 1);
}
END_TEST

START_TEST(never_is_about_the_way_that_was_gone)
{
	read_goals("A CLOSED B CLOSED\nnever crash\nnever inject\nnever TIME-WAIT");
	ck_assert_uint_eq(play(OPEN "A crash\nB crash\n", 3), 3);
	ck_assert(!marks.met[1]);
	/* Elsewhere nobody has crashed, but nothing is closed there either. */
	goal_marks_rewind(&marks);
	ck_assert_uint_eq(play(OPEN "A send 1\n", 3), 3);
	goal_marks_rewind(&marks);
	ck_assert_uint_eq(play(OPEN "A abort\ndeliver R\n", 3), 4);
}
END_TEST

START_TEST(a_reset_is_asked_about_and_data_goes_on)
{
	read_goals("answered R\nthen carried");
	assert_text(0, "a segment R changes no state, and is answered");
	ck_assert_uint_eq(play(OPEN "A send 1\ndeliver all\ninject to A R 99999:99999(0)\n", 0), 0);
	marks = (struct goal_marks){ .seen = 0 };
	ck_assert_uint_eq(play(OPEN "inject to A R 400:400(0)\nA send 1\n", 0), 1);
	marks = (struct goal_marks){ .seen = 0 };
	ck_assert_uint_eq(play(OPEN "inject to A R 400:400(0)\nA send 1\ndeliver all\n", 0), 2);
}
END_TEST

#define CHALLENGE "# T\n\nWords.\n\n```scene\n" OPEN "```\n\n```goal\n"

/* What is wrong with a challenge, a line each, is wanted so. */
static void
assert_checked(const char *text, const char *want)
{
	struct str said = { 0 };
	struct lesson *lesson = lesson_parse("t.md", text, strlen(text), &errors);

	ck_assert_uint_eq(errors.list.n, 0);
	goals_check(lesson, &errors);
	for (size_t i = 0; i < errors.list.n; i++)
		str_addf(&said, "%d: %s\n", errors.list.v[i].line, errors.list.v[i].text);
	ck_assert_str_eq(str_text(&said), want);
	str_free(&said);
	lesson_free(lesson);
}

START_TEST(a_challenge_is_proved_by_its_solution)
{
	assert_checked(CHALLENGE "A CLOSE-WAIT\n```\n\n```solution\nB shutdown\ndeliver F.\n```\n",
	    "");
}
END_TEST

START_TEST(a_challenge_that_cannot_be_is_said)
{
	assert_checked(CHALLENGE "A CLOSE-WAIT\neither ESTABLISHED\nnever CLOSING\n```\n\n"
	    "```solution\nA shutdown\ndeliver F.\n```\n",
	    "13: \"either ESTABLISHED\" holds already where the learner begins\n"
	    "12: the solution does not meet \"A CLOSE-WAIT\"\n"
	    "14: the solution does not meet \"never CLOSING\"\n");
}
END_TEST

START_TEST(a_challenge_needs_a_solution)
{
	assert_checked("# T\n\nWords.\n\n```goal\nA CLOSED\n```\n",
	    "6: \"A CLOSED\" holds already where the learner begins\n"
	    "6: a challenge needs a solution, which proves that its goals can be met: "
	    "a block ```solution, written as a scene\n");
}
END_TEST

START_TEST(a_solution_needs_goals)
{
	assert_checked("# T\n\nWords.\n\n```solution\nA listen\n```\n",
	    "6: a solution needs goals: a block ```goal\n");
}
END_TEST

START_TEST(roles_can_be_exchanged)
{
	read_goals("A CLOSE-WAIT\nlost S from A");
	goals_mirror(goals);
	ck_assert_uint_eq(play("A listen\nB connect\ndrop S\nwait timer\ndeliver all\n"
	    "A shutdown\ndeliver all\n", 0), 2);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("goal");
	TCase *tc = tcase_create("goal");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, every_kind_is_read_and_said);
	tcase_add_test(tc, all_that_is_wrong_is_said_at_once);
	tcase_add_test(tc, what_has_happened_stays_met);
	tcase_add_test(tc, either_way_round);
	tcase_add_test(tc, then_means_later);
	tcase_add_test(tc, never_is_decided_at_the_end);
	tcase_add_test(tc, a_reset_is_refused_where_it_changes_nothing);
	tcase_add_test(tc, what_the_challenge_played_does_not_count);
	tcase_add_test(tc, nothing_is_unearned_on_another_branch);
	tcase_add_test(tc, every_edge_remembers_what_was_walked_before);
	tcase_add_test(tc, never_is_about_the_way_that_was_gone);
	tcase_add_test(tc, a_reset_is_asked_about_and_data_goes_on);
	tcase_add_test(tc, a_challenge_is_proved_by_its_solution);
	tcase_add_test(tc, a_challenge_that_cannot_be_is_said);
	tcase_add_test(tc, a_challenge_needs_a_solution);
	tcase_add_test(tc, a_solution_needs_goals);
	tcase_add_test(tc, roles_can_be_exchanged);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
