/* Predictions: asked before the moment, answered by keys, kept beside what happens. */
#include "desk.h"

#include "lesson/progress.h"

static const char text[] =
    "# The guess\n\nBefore.\n\n```scene\nB listen\nA connect\n```\n\n"
    "The SYN of A is under way.\n\n```ask\nstate B after: deliver S\n"
    "ESTABLISHED [#3]: Not before its own SYN is acknowledged.\n"
    "LISTEN: It has heard something.\nhint: Look at the flags.\nrule: A SYN is answered.\n"
    "why: B waits for the third segment.\nsection: 3.10.7.2\n```\n\n```scene\ndeliver S\n```\n\n"
    "Now the rest.\n\n```ask\norder after: deliver all; A shutdown\n```\n\n"
    "```scene\ndeliver all\nA shutdown\n```\n";

static struct lesson *lesson;

static void
setup(void)
{
	struct errors errors;
	struct error error;

	set_up();
	errors_init(&errors, "guess.md");
	lesson = lesson_parse("guess.md", text, strlen(text), &errors);
	ck_assert_uint_eq(errors.list.n, 0);
	errors_fini(&errors);
	ck_assert(session_open(&session, lesson, &error));
}

static void
teardown(void)
{
	tear_down();
	lesson_free(lesson);
}

/* To the first question. */
static void
come_to_it(void)
{
	for (int i = 0; i < 9 && !(session_mode(&session) & MODE_ASK); i++) {
		shows(24, 80, "");
		strike(' ', 1);
	}
	ck_assert(session_mode(&session) & MODE_ASK);
}

static const struct fact *
asked(const char *id)
{
	return progress_find(&session.progress, FACT_ASKED, id);
}

START_TEST(it_stands_whole_on_every_screen)
{
	static const int sizes[][2] = { { 24, 80 }, { 40, 120 }, { 12, 40 } };

	come_to_it();
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		ck_assert(shows(sizes[i][0], sizes[i][1], "is B in then?"));
		ck_assert(shows(sizes[i][0], sizes[i][1], "2 SYN-RECEIVED"));
		ck_assert(shows(sizes[i][0], sizes[i][1], "3 ESTABLISHED"));
		ck_assert_msg(shows(sizes[i][0], sizes[i][1], "1… answer"),
		    "the bar says how, and does not count the answers");
	}
	ck_assert(shows(24, 80, "guess.1"));
	ck_assert(shows(24, 80, "? hint"));
	ck_assert(!shows(24, 80, "third segment"));
}
END_TEST

START_TEST(a_wrong_answer_has_its_reply_and_one_may_try_again)
{
	come_to_it();
	strike('3', 1);
	ck_assert(shows(24, 80, "Not before its own SYN"));
	ck_assert(!shows(24, 80, "third segment"));
	ck_assert_uint_eq(asked("guess.1")->numbers[ASKED_WRONG], 1);
	ck_assert_ptr_nonnull(progress_find(&session.progress, FACT_MET, "3"));
	strike('2', 1);
	ck_assert(shows(24, 80, "B waits for the third segment."));
	ck_assert(shows(24, 80, "3.10.7.2)"));
	ck_assert_uint_eq(asked("guess.1")->numbers[ASKED_RIGHT], 0);
	strike(' ', 1);
	ck_assert(shows(24, 80, "You said SYN-RECEIVED, and so it is."));
}
END_TEST

START_TEST(pointing_and_typing_answer_as_well)
{
	come_to_it();
	strike(STROKE_DOWN, 2);
	strike(STROKE_ENTER, 1);
	ck_assert_uint_eq(asked("guess.1")->numbers[ASKED_RIGHT], 1);
	ck_assert(!(session_mode(&session) & MODE_ASK));
	teardown();
	setup();
	come_to_it();
	strike(STROKE_ENTER, 1);
	ck_assert_int_eq(session_mode(&session), MODE_PROMPT);
	type("nonsense");
	strike(STROKE_ENTER, 1);
	ck_assert(shows(24, 80, "no answer to this question"));
	strike(STROKE_ENTER, 1);
	type("syn_rcvd");
	strike(STROKE_ENTER, 1);
	ck_assert_uint_eq(asked("guess.1")->numbers[ASKED_RIGHT], 1);
}
END_TEST

START_TEST(help_comes_one_key_at_a_time)
{
	come_to_it();
	strike('?', 1);
	ck_assert(shows(24, 80, "Hint: Look at the flags."));
	ck_assert(!shows(24, 80, "Rule:"));
	strike('?', 1);
	ck_assert(shows(24, 80, "Rule: A SYN is answered."));
	ck_assert_ptr_null(asked("guess.1"));
	strike('?', 1);
	ck_assert(shows(24, 80, "It is SYN-RECEIVED. B waits"));
	ck_assert_uint_eq(asked("guess.1")->numbers[ASKED_SKIPPED], 1);
	/* From here on the key explains the moment again. */
	strike('?', 1);
	ck_assert_int_eq(session_mode(&session), MODE_SHEET);
}
END_TEST

START_TEST(space_says_first_how_to_answer)
{
	come_to_it();
	size_t at = session.player.at;
	strike(' ', 1);
	ck_assert_uint_eq(session.player.at, at);
	ck_assert(shows(24, 80, "Space again goes on"));
	strike(' ', 1);
	ck_assert_uint_eq(session.player.at, at + 1);
	ck_assert_uint_eq(asked("guess.1")->numbers[ASKED_SKIPPED], 1);
	ck_assert(!shows(24, 80, "You said"));
	/* Coming back, one may still answer; nothing is in the way. */
	strike(STROKE_BACKSPACE, 1);
	strike('3', 1);
	ck_assert(shows(24, 80, "Not before its own SYN"));
}
END_TEST

START_TEST(segments_are_put_in_order)
{
	come_to_it();
	strike('2', 1);
	strike(' ', 2);
	ck_assert(session_mode(&session) & MODE_ASK);
	ck_assert(shows(24, 80, "In which order"));
	strike('1', 1);
	ck_assert_int_eq(session_mode(&session), MODE_PROMPT);
	strike(STROKE_ESCAPE, 1);
	ck_assert(session_mode(&session) & MODE_ASK);
}
END_TEST

START_TEST(a_class_goes_on_and_sees_the_answer_by_a_key)
{
	options.in_class = true;
	come_to_it();
	ck_assert(shows(24, 80, "2 SYN-RECEIVED"));
	ck_assert(!shows(24, 80, "It is SYN-RECEIVED"));
	strike('?', 1);
	ck_assert(shows(24, 80, "It is SYN-RECEIVED"));
	strike(STROKE_PAGE_UP, 1);
	size_t at = session.player.at;
	strike(STROKE_PAGE_DOWN, 2);
	ck_assert_uint_eq(session.player.at, at + 2);
	ck_assert_ptr_null(asked("guess.1"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("question");
	TCase *tcase = tcase_create("question");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, it_stands_whole_on_every_screen);
	tcase_add_test(tcase, a_wrong_answer_has_its_reply_and_one_may_try_again);
	tcase_add_test(tcase, pointing_and_typing_answer_as_well);
	tcase_add_test(tcase, help_comes_one_key_at_a_time);
	tcase_add_test(tcase, space_says_first_how_to_answer);
	tcase_add_test(tcase, segments_are_put_in_order);
	tcase_add_test(tcase, a_class_goes_on_and_sees_the_answer_by_a_key);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
