/*
 * When a scene, written for a wire that can be held, may be compared with a
 * kernel that holds nothing.
 */
#include "story.h"

static void
setup(void)
{
	static const struct loopback_options any = { 0 };

	story = loopback_new(&any, &story_why);
	if (story == NULL)
		tap_skip("%s", story_why.text);
}

static void
teardown(void)
{
	story_end();
}

static void
says(const char *part)
{
	ck_assert_msg(strstr(story_why.text, part) != NULL, "\"%s\" is not in: %s",
	    part, story_why.text);
}

/* Nothing of it was done for real, and it is said why. */
static void
is_skipped(const char *statement, const char *part)
{
	size_t moments = engine_trace(story)->count;

	ck_assert_int_eq(does(statement), DONE_SKIPPED);
	says(part);
	ck_assert_uint_eq(engine_trace(story)->count, moments);
}

START_TEST(not_while_the_scene_holds_a_segment)
{
	does("B listen");
	ck_assert(comparable());
	does("A connect");
	ck_assert(!comparable());
	says("loopback could not hold S 100:100(0)");
	is_skipped("deliver", "at once");
	ck_assert(!comparable());
	says("S. 300:300(0) ack 101");
	is_skipped("deliver", "at once");
	is_skipped("deliver", "at once");
	ck_assert(comparable());
	stands("ESTABLISHED", "ESTABLISHED");
}
END_TEST

START_TEST(a_delivery_of_nothing_is_an_error_here_too)
{
	ck_assert_int_eq(does("deliver"), DONE_NOTHING);
	ck_assert_int_eq(does("deliver all"), DONE_NOTHING);
	ck_assert_int_eq(does("wait 2msl"), DONE_NOTHING);
	ck_assert_int_eq(does("wait timer"), DONE_NOTHING);
}
END_TEST

START_TEST(the_close_of_the_lessons_can_be_followed)
{
	static const char *const steps[][4] = {
		{ "B listen", "A connect", "ESTABLISHED", "ESTABLISHED" },
		{ "A shutdown", "B receive", "FIN-WAIT-2", "CLOSE-WAIT" },
		{ "B close", NULL, "TIME-WAIT", "CLOSED" },
	};

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		ck_assert_int_eq(does(steps[i][0]), DONE);
		if (i == 1)
			is_skipped("deliver all", "at once");
		if (steps[i][1] != NULL)
			ck_assert_int_eq(does(steps[i][1]), DONE);
		if (i != 1)
			is_skipped("deliver all", "at once");
		ck_assert_msg(comparable(), "%s", story_why.text);
		stands(steps[i][2], steps[i][3]);
	}
}
END_TEST

/* The FINs of the scene cross; the kernel's cannot. */
START_TEST(not_after_a_segment_was_held_over_a_call)
{
	does("B listen");
	does("A connect");
	does("deliver all");
	does("A shutdown");
	does("B shutdown");
	does("deliver all");
	stands("TIME-WAIT", "CLOSED");
	ck_assert(!comparable());
	says("held a segment over a call");
}
END_TEST

START_TEST(not_after_a_loss_until_both_agree_again)
{
	does("B listen");
	does("A connect");
	is_skipped("drop", "cannot lose");
	ck_assert(!comparable());
	says("cannot lose");
	is_skipped("wait timer", "timer");
	does("deliver all");
	ck_assert_msg(comparable(), "%s", story_why.text);
	stands("ESTABLISHED", "ESTABLISHED");
}
END_TEST

START_TEST(a_forgery_and_a_crash_cannot_be_done)
{
	struct command forgery = { .verb = VERB_INJECT, .end = END_A,
	    .segment = { .seq = { 301 }, .flags = SEG_RST } };

	does("B listen");
	does("A connect");
	does("deliver all");
	ck_assert_int_eq(story_do(forgery), DONE_SKIPPED);
	says("cannot inject");
	ck_assert(!comparable());
	is_skipped("B crash", "forget");
	stands("ESTABLISHED", "ESTABLISHED");
	ck_assert_msg(!comparable(), "the scene has both ends elsewhere");
	does("A abort");
	ck_assert_msg(comparable(), "%s", story_why.text);
}
END_TEST

START_TEST(a_minute_is_not_waited_for)
{
	does("B listen");
	does("A connect");
	does("deliver all");
	does("A close");
	does("deliver all");
	does("B close");
	does("deliver all");
	stands("TIME-WAIT", "CLOSED");
	ck_assert(comparable());
	is_skipped("wait 2msl", "60 s");
	ck_assert(!comparable());
	says("60 s");

	does("B listen");
	does("A connect");
	ck_assert_ptr_nonnull(strstr(last_moment()->remark, "inferred"));
	does("deliver all");
	stands("ESTABLISHED", "ESTABLISHED");
	ck_assert_msg(comparable(), "%s", story_why.text);
}
END_TEST

START_TEST(a_short_wait_is_waited_for)
{
	int64_t before = engine_now(story);

	ck_assert_int_eq(story_do((struct command){
		.verb = VERB_WAIT, .duration = 20000 }), DONE);
	ck_assert_int_ge(engine_now(story) - before, 20000);
	ck_assert_int_eq(last_moment()->cause.kind, KIND_WAIT);
	ck_assert_int_eq(last_moment()->cause.duration, 20000);
	ck_assert(!engine_poll(story));
}
END_TEST

/* A race that two threads win together, on two processors and within its bound. */
START_TEST(two_calls_of_connect_may_cross)
{
	does("A connect");
	stands("CLOSED", "CLOSED");
	if (does("B connect") == DONE_SKIPPED) {
		says("did not cross");
		ck_assert(!comparable());
		tap_skip("%s", story_why.text);
	}
	stands("ESTABLISHED", "ESTABLISHED");
	answers("ok");
	ck_assert_ptr_nonnull(strstr(last_moment()->remark, "SYNs crossed"));
	ck_assert_uint_eq(trace_now(engine_trace(story), END_A)->rcv_nxt, 301);
	ck_assert(!comparable());
	does("deliver all");
	ck_assert_msg(comparable(), "%s", story_why.text);
	does("A send 10");
	ck_assert_uint_eq(trace_now(engine_trace(story), END_B)->rcv_nxt, 111);
}
END_TEST

START_TEST(settings_of_a_kernel_are_its_own)
{
	static const uint8_t own[] = {
		VERB_SET_WINDOW, VERB_SET_RFC5961, VERB_SET_RFC1337,
		VERB_SET_DELAYED_ACK, VERB_SET_MSL, VERB_SET_NAGLE,
	};

	for (size_t i = 0; i < sizeof(own); i++)
		ck_assert_int_eq(story_do((struct command){
			.verb = own[i], .value = 1 }), DONE_SKIPPED);
	ck_assert_int_eq(story_do((struct command){
		.verb = VERB_SET_MSS, .value = 536 }), DONE);
	ck_assert_int_eq(story_do((struct command){
		.verb = VERB_SET_MSS, .value = 1 }), DONE_SKIPPED);
}
END_TEST

START_TEST(each_send_is_cut_as_in_the_scene)
{
	story_do((struct command){ .verb = VERB_SET_MSS, .end = END_B, .value = 536 });
	does("B listen");
	does("A connect");
	does("deliver all");
	does("A send 1000");
	ck_assert_uint_eq(last_moment()->sent_count, 4);
	does("deliver all");
	ck_assert_msg(comparable(), "%s", story_why.text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("loopback_scene");
	TCase *tcase = tcase_create("scene");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, not_while_the_scene_holds_a_segment);
	tcase_add_test(tcase, a_delivery_of_nothing_is_an_error_here_too);
	tcase_add_test(tcase, the_close_of_the_lessons_can_be_followed);
	tcase_add_test(tcase, not_after_a_segment_was_held_over_a_call);
	tcase_add_test(tcase, not_after_a_loss_until_both_agree_again);
	tcase_add_test(tcase, a_forgery_and_a_crash_cannot_be_done);
	tcase_add_test(tcase, a_minute_is_not_waited_for);
	tcase_add_test(tcase, a_short_wait_is_waited_for);
	tcase_add_test(tcase, two_calls_of_connect_may_cross);
	tcase_add_test(tcase, settings_of_a_kernel_are_its_own);
	tcase_add_test(tcase, each_send_is_cut_as_in_the_scene);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
