/*
 * Accept queues and a port that connects to itself, on loopback; and what a
 * person sees there who waits.
 */
#include "story.h"

START_TEST(a_scene_with_a_backlog_accepts_by_hand)
{
	story_begin(_i);
	ck_assert_int_eq(does("set B backlog 3"), DONE);
	does("B listen");
	does("A connect");
	stands("ESTABLISHED", "ESTABLISHED");
	ck_assert_int_eq(does("B send 5"), DONE_SKIPPED);
	ck_assert_int_eq(does("B accept"), DONE);
	answers("ok");
	ck_assert_ptr_nonnull(strstr(last_moment()->remark, "made before"));
	does("B send 5");
	answers("ok");
	does("A receive");
	ck_assert_uint_eq(last_moment()->received, 5);
}
END_TEST

START_TEST(accept_waits_for_a_connection)
{
	story_begin(_i);
	does("set B backlog 3");
	does("B listen");
	does("B accept");
	answers("queued");
	does("A connect");
	does("B send 5");
	answers("ok");
}
END_TEST

START_TEST(a_listener_that_closes_resets_what_it_never_accepted)
{
	story_begin(_i);
	does("set B backlog 3");
	does("B listen");
	does("A connect");
	does("B close");
	stands("CLOSED", "CLOSED");
	ck_assert_uint_eq(last_moment()->signal_count, 1);
	ck_assert_int_eq(last_moment()->signals[0].signal, SIGNAL_RESET);
}
END_TEST

START_TEST(a_full_queue_drops_a_syn)
{
	story_begin(_i);
	does("set B backlog 1");
	does("B listen");
	ck_assert_int_eq(does("fill B accept-queue"), DONE);
	ck_assert_uint_eq(last_moment()->cause.octets, 2);
	ck_assert(last_moment()->end[END_B].has_listener);
	ck_assert_uint_eq(last_moment()->end[END_B].accept_queue, 2);
	ck_assert_uint_eq(last_moment()->end[END_B].backlog, 1);
	does("A connect");
	stands("SYN-SENT", "LISTEN");
	ck_assert(comparable());
	/* There is no gate that could be said to hold it. */
	ck_assert_ptr_null(last_moment()->remark);
	does("B accept");
	ck_assert_ptr_nonnull(strstr(last_moment()->remark, "stranger"));
	stands("ESTABLISHED", "ESTABLISHED");
}
END_TEST

START_TEST(a_timer_that_is_waited_for_has_run_then)
{
	story_begin(_i);
	does("set B backlog 0");
	does("B listen");
	does("fill B accept-queue");
	does("A connect");
	does("deliver");
	stands("SYN-SENT", "LISTEN");
	for (int i = 0; i < 2; i++) {
		uint32_t before = last_moment()->end[END_A].timers[0].count;

		ck_assert_int_eq(does("wait timer"), DONE);
		ck_assert_uint_eq(last_moment()->end[END_A].timer_count, 1);
		ck_assert_uint_gt(last_moment()->end[END_A].timers[0].count, before);
	}
}
END_TEST

START_TEST(a_full_queue_ignores_the_third_ack)
{
	story_begin_held(_i);
	does("set B backlog 0");
	does("B listen");
	does("A connect");
	does("deliver S");
	does("fill B accept-queue");
	does("deliver S.");
	ck_assert_int_eq(does("deliver ."), DONE);
	stands("ESTABLISHED", "SYN-RECEIVED");
	ck_assert(comparable());
	ck_assert_ptr_nonnull(strstr(last_moment()->remark, "accept queue is full"));
}
END_TEST

/* It has no gate, and none can be put before it; so nothing is said to be held. */
START_TEST(what_waits_for_accept_holds_nothing)
{
	story_begin_held(_i);
	does("set B backlog 1");
	does("B listen");
	does("A connect");
	does("deliver all");
	stands("ESTABLISHED", "ESTABLISHED");
	ck_assert_int_eq(does("A send 10"), DONE);
	ck_assert(last_moment()->wire_count == 0);
	ck_assert_uint_eq(last_moment()->sent_count, 2);
	ck_assert_uint_eq(last_moment()->end[END_A].snd_una, 111);
	ck_assert_int_eq(does("B accept"), DONE);
	/* From here on it holds again. */
	ck_assert_int_eq(does("A send 10"), DONE);
	ck_assert_uint_eq(last_moment()->wire_count, 1);
}
END_TEST

START_TEST(what_only_listeners_have)
{
	story_begin(_i);
	ck_assert_int_eq(does("A accept"), DONE_SKIPPED);
	ck_assert_int_eq(does("fill A accept-queue"), DONE_SKIPPED);
	does("A listen");
	ck_assert_int_eq(does("A accept"), DONE_SKIPPED);
	ck_assert_int_eq(does("fill A accept-queue"), DONE_SKIPPED);
	ck_assert_ptr_nonnull(strstr(story_why.text, "backlog"));
	ck_assert_int_eq(story_do((struct command){ .verb = VERB_SET_SYNCOOKIES,
	    .value = SYNCOOKIES_ALWAYS }), DONE_SKIPPED);
	ck_assert_int_eq(story_do((struct command){ .verb = VERB_SET_ABORT_ON_OVERFLOW,
	    .value = 1 }), DONE_SKIPPED);
}
END_TEST

static void
a_port_with_itself(void)
{
	does("A connect self");
	answers("ok");
	stands("ESTABLISHED", "CLOSED");
	ck_assert_int_eq(last_moment()->edge_count, 3);
	does("A send 10");
	does("A receive");
	ck_assert_uint_eq(last_moment()->received, 10);
	does("A shutdown");
	stands("TIME-WAIT", "CLOSED");
	ck_assert(comparable());
}

START_TEST(a_port_connects_to_itself)
{
	story_begin(_i);
	a_port_with_itself();
}
END_TEST

START_TEST(a_port_connects_to_itself_past_gates)
{
	story_begin_held(_i);
	a_port_with_itself();
}
END_TEST

START_TEST(an_address_in_use)
{
	story_begin(_i);
	story_do((struct command){ .verb = VERB_SET_REUSEADDR, .end = END_B, .value = _i & 1 });
	does("B listen");
	does("A connect");
	does("deliver all");
	does("B close");
	does("deliver all");
	does("A close");
	does("deliver all");
	stands("CLOSED", "TIME-WAIT");
	does("B listen");
	answers(_i & 1 ? "ok" : "error: connection already exists");
}
END_TEST

/* ---- what a person sees while and after a held segment is waited for */

static enum waits told_of;
static int64_t told_us;

static void
on_waits(void *arg, enum waits what, int64_t us)
{
	(void)arg;
	told_of = what;
	told_us = us;
}

START_TEST(who_waits_is_told_before)
{
	told_us = 0;
	/* Who is held up for the whole second before has nothing left to wait for: anew. */
	while (told_us == 0) {
		story_end();
		story_begin_held(_i);
		does("B listen");
		does("A connect");
		engine_watch_waits(on_waits, NULL);
		does("deliver S");
		engine_watch_waits(NULL, NULL);
	}
	ck_assert_int_eq(told_of, WAITS_FOR_REPEAT);
	ck_assert_int_ge(told_us, 150000);
	ck_assert_int_le(told_us, 3000000);
}
END_TEST

/* A SYN's window its sender tells; that of a request's SYN,ACK nobody does. */
START_TEST(no_window_is_invented)
{
	story_begin_held(_i);
	does("B listen");
	does("A connect");

	const struct trace *trace = engine_trace(story);
	const struct endpoint *a = trace_now(trace, END_A);

	ck_assert_uint_eq(trace->flight_count, 1);
	if (a->known & KNOWN_RCV_WND)
		ck_assert_uint_eq(trace->flights[0].seg.wnd, a->rcv_wnd);
	else
		ck_assert(trace->flights[0].seg.wnd_unseen);
	does("deliver S");
	trace = engine_trace(story);
	ck_assert_uint_eq(trace->flight_count, 2);
	ck_assert(trace->flights[1].seg.wnd_unseen);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("queue");
	TCase *tests = tcase_create("loopback");

	tcase_set_timeout(tests, 600);
	tcase_add_checked_fixture(tests, NULL, story_end);
	tcase_add_loop_test(tests, a_scene_with_a_backlog_accepts_by_hand, 0, WAYS);
	tcase_add_loop_test(tests, accept_waits_for_a_connection, 0, WAYS);
	tcase_add_loop_test(tests, a_listener_that_closes_resets_what_it_never_accepted, 0, WAYS);
	tcase_add_loop_test(tests, a_full_queue_drops_a_syn, 0, 1);
	tcase_add_loop_test(tests, a_timer_that_is_waited_for_has_run_then, 0, 1);
	tcase_add_loop_test(tests, a_full_queue_ignores_the_third_ack, 0, 2);
	tcase_add_loop_test(tests, what_waits_for_accept_holds_nothing, 0, 2);
	tcase_add_loop_test(tests, what_only_listeners_have, 0, 1);
	tcase_add_loop_test(tests, a_port_connects_to_itself, 0, WAYS);
	tcase_add_loop_test(tests, a_port_connects_to_itself_past_gates, 0, 2);
	tcase_add_loop_test(tests, an_address_in_use, 0, 2);
	tcase_add_loop_test(tests, who_waits_is_told_before, 0, 1);
	tcase_add_loop_test(tests, no_window_is_invented, 0, 3);
	suite_add_tcase(suite, tests);
	return tap_main(suite);
}
