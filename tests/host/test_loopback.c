/* What two real sockets do, told as stories. */
#include <dirent.h>

#include "story.h"

static void
teardown(void)
{
	story_end();
}

static void
shake_hands(void)
{
	does("B listen");
	does("A connect");
	does("deliver all");
	stands("ESTABLISHED", "ESTABLISHED");
}

static const struct endpoint *
now(enum end end)
{
	return trace_now(engine_trace(story), end);
}

static void
segment_is(uint32_t index, enum end from, const char *text)
{
	const struct trace *trace = engine_trace(story);
	const struct flight *flight = &trace->flights[last_moment()->sent + index];
	struct pattern pattern;
	struct error error;
	char found[SEGMENT_TEXT];

	ck_assert(pattern_parse(&pattern, text, strlen(text), &error));
	segment_print(found, sizeof(found), &flight->seg);
	ck_assert_msg(flight->from == from && pattern_match(&pattern, &flight->seg),
	    "segment %u is %c %s, not %s", index, end_letter((enum end)flight->from),
	    found, text);
	ck_assert(flight->inferred);
	ck_assert_int_eq(flight->fate, FATE_DELIVERED);
	ck_assert_int_ge(flight->ended_time, flight->sent_time);
}

static bool
told(enum end end, enum signal signal)
{
	const struct moment *moment = last_moment();

	for (uint32_t i = 0; i < moment->signal_count; i++)
		if (moment->signals[i].end == end && moment->signals[i].signal == signal)
			return true;
	return false;
}

START_TEST(a_handshake_is_done_at_once)
{
	story_begin(_i);
	ck_assert_str_eq(engine_trace(story)->engine, "loopback");
	ck_assert_ptr_nonnull(engine_trace(story)->kernel);
	stands("CLOSED", "CLOSED");
	ck_assert_int_eq(does("B listen"), DONE);
	stands("CLOSED", "LISTEN");
	ck_assert(!last_moment()->at_once);

	ck_assert_int_eq(does("A connect"), DONE);
	stands("ESTABLISHED", "ESTABLISHED");
	answers("ok");

	const struct moment *moment = last_moment();

	ck_assert(moment->at_once);
	ck_assert_uint_eq(moment->sent_count, 3);
	segment_is(0, END_A, "S 100:100(0)");
	segment_is(1, END_B, "S. 300:300(0) ack 101");
	segment_is(2, END_A, ". 101:101(0) ack 301");
	if (now(END_A)->known & KNOWN_SND_WND)
		ck_assert_uint_eq(engine_trace(story)->flights[moment->sent + 1].seg.wnd,
		    now(END_A)->snd_wnd);
	ck_assert_uint_eq(moment->wire_count, 0);
	ck_assert_uint_eq(moment->edge_count, 4);
	ck_assert_ptr_nonnull(moment->remark);
	ck_assert_ptr_nonnull(strstr(moment->remark, "inferred"));
}
END_TEST

START_TEST(the_numbers_are_those_of_the_scene)
{
	story_begin(_i);
	shake_hands();
	ck_assert_uint_eq(now(END_A)->iss, 100);
	ck_assert_uint_eq(now(END_A)->irs, 300);
	ck_assert_uint_eq(now(END_A)->snd_una, 101);
	ck_assert_uint_eq(now(END_A)->snd_nxt, 101);
	ck_assert_uint_eq(now(END_A)->rcv_nxt, 301);
	does("A send 10");
	ck_assert_uint_eq(now(END_A)->snd_una, 111);
	ck_assert_uint_eq(now(END_B)->rcv_nxt, 111);
	ck_assert_uint_eq(now(END_B)->receive_queue, 10);
	segment_is(0, END_A, "P. 101:111(10) ack 301");
	does("B receive");
	ck_assert_uint_eq(last_moment()->received, 10);
	ck_assert_uint_eq(now(END_B)->receive_queue, 0);
	ck_assert_uint_eq(now(END_B)->rcv_nxt, 111);
}
END_TEST

START_TEST(an_iss_of_the_scene_shifts_the_numbers)
{
	story_begin(_i);
	ck_assert_int_eq(story_do((struct command){
		.verb = VERB_SET_ISS, .end = END_A, .value = 4294967295u }),
	    DONE_SKIPPED);
	shake_hands();
	ck_assert_uint_eq(now(END_A)->iss, 4294967295u);
	ck_assert_uint_eq(now(END_A)->snd_una, 0);
	ck_assert_uint_eq(now(END_B)->rcv_nxt, 0);
}
END_TEST

START_TEST(a_close_takes_four_segments)
{
	story_begin(_i);
	shake_hands();
	does("A shutdown");
	stands("FIN-WAIT-2", "CLOSE-WAIT");
	segment_is(0, END_A, "F. 101:101(0) ack 301");
	segment_is(1, END_B, ". 301:301(0) ack 102");
	ck_assert(told(END_B, SIGNAL_CLOSING));
	does("B shutdown");
	stands("TIME-WAIT", "CLOSED");
	segment_is(0, END_B, "F. 301:301(0) ack 102");
	segment_is(1, END_A, ". 102:102(0) ack 302");
	ck_assert_uint_eq(now(END_A)->snd_una, 102);
	ck_assert_uint_eq(now(END_A)->rcv_nxt, 302);
	ck_assert_uint_eq(now(END_A)->timer_count, 1);
	ck_assert_int_eq(now(END_A)->timers[0].kind, TIMER_TIME_WAIT);
	ck_assert(!engine_poll(story));
}
END_TEST

START_TEST(who_closes_first_waits_in_time_wait)
{
	story_begin(_i);
	shake_hands();
	does("B close");
	stands("CLOSE-WAIT", "FIN-WAIT-2");
	does("A close");
	stands("CLOSED", "TIME-WAIT");
	ck_assert_uint_eq(now(END_B)->snd_una, 302);
	ck_assert_uint_eq(now(END_B)->rcv_nxt, 102);
}
END_TEST

START_TEST(a_half_close_still_receives)
{
	story_begin(_i);
	shake_hands();
	does("A shutdown");
	does("B send 3000");
	stands("FIN-WAIT-2", "CLOSE-WAIT");
	ck_assert_uint_eq(now(END_A)->receive_queue, 3000);
	does("A receive 1000");
	ck_assert_uint_eq(last_moment()->received, 1000);
	does("A receive");
	ck_assert_uint_eq(last_moment()->received, 2000);
	does("A send 1");
	answers("error: connection closing");
	does("B receive");
	answers("error: connection closing");
	stands("FIN-WAIT-2", "CLOSE-WAIT");
}
END_TEST

START_TEST(nobody_listens_and_the_connection_is_refused)
{
	story_begin(_i);
	ck_assert_int_eq(does("A connect"), DONE);
	stands("CLOSED", "CLOSED");
	segment_is(0, END_A, "S 100:100(0)");
	segment_is(1, END_B, "R. 0:0(0) ack 101");
	ck_assert(told(END_A, SIGNAL_REFUSED));
	does("B listen");
	does("A connect");
	stands("ESTABLISHED", "ESTABLISHED");
}
END_TEST

START_TEST(an_abort_resets_the_peer)
{
	story_begin(_i);
	shake_hands();
	does("A abort");
	stands("CLOSED", "CLOSED");
	ck_assert(told(END_B, SIGNAL_RESET));
#ifdef __linux__
	segment_is(0, END_A, "R. 101:101(0) ack 301");
	ck_assert_ptr_nonnull(strstr(last_moment()->remark, "RST,ACK"));
#endif
	does("B send 1");
	answers("error: connection does not exist");
}
END_TEST

START_TEST(a_close_with_unread_data_resets)
{
	story_begin(_i);
	shake_hands();
	does("A send 10");
	does("B close");
	stands("CLOSED", "CLOSED");
	ck_assert(told(END_A, SIGNAL_RESET));
}
END_TEST

START_TEST(data_for_a_program_that_is_gone_resets)
{
	story_begin(_i);
	shake_hands();
	does("A close");
	stands("FIN-WAIT-2", "CLOSE-WAIT");
	does("B send 5");
	stands("CLOSED", "CLOSED");
	ck_assert(told(END_B, SIGNAL_RESET));
}
END_TEST

START_TEST(a_receive_waits_for_data)
{
	story_begin(_i);
	shake_hands();
	does("B receive");
	answers("queued");
	does("A send 7");
	ck_assert(told(END_B, SIGNAL_RECEIVED));
	ck_assert_uint_eq(last_moment()->received, 7);
	ck_assert_uint_eq(now(END_B)->receive_queue, 0);
}
END_TEST

/* As the RFC's RECEIVE does: it is answered by the first segment that brings data. */
START_TEST(a_waiting_receive_takes_what_came_first)
{
	story_begin(_i);
	shake_hands();
	does("B receive");
	does("A send 2000");
	ck_assert_uint_eq(last_moment()->received, 1460);
	ck_assert_uint_eq(now(END_B)->receive_queue, 540);
	does("B receive");
	answers("ok");
	ck_assert_uint_eq(last_moment()->received, 540);
	does("B receive");
	answers("queued");
	does("A shutdown");
	stands("FIN-WAIT-2", "CLOSE-WAIT");
	does("B close");
	stands("TIME-WAIT", "CLOSED");
}
END_TEST

START_TEST(an_end_that_opens_again_leaves_the_other_its_numbers)
{
	story_begin(_i);
	shake_hands();
	does("A send 10");
	does("B receive");
	does("A shutdown");
	does("B close");
	stands("TIME-WAIT", "CLOSED");
	ck_assert_uint_eq(now(END_A)->snd_una, 112);
	does("B listen");
	stands("TIME-WAIT", "LISTEN");
	ck_assert_uint_eq(now(END_A)->snd_una, 112);
	ck_assert_uint_eq(now(END_A)->rcv_nxt, 302);
	story_end();

	story_begin(_i);
	shake_hands();
	does("A send 10");
	does("B receive");
	does("B shutdown");
	does("A close");
	stands("CLOSED", "TIME-WAIT");
	ck_assert_uint_eq(now(END_B)->rcv_nxt, 112);
	does("A listen");
	stands("LISTEN", "TIME-WAIT");
	ck_assert_uint_eq(now(END_B)->rcv_nxt, 112);
}
END_TEST

START_TEST(more_octets_than_a_window_arrive_whole)
{
	story_begin(_i);
	shake_hands();
	does("A send 300000");

	uint32_t received = 0;

	for (int i = 0; i < 20 && received < 300000; i++) {
		does("B receive");
		received += last_moment()->received;
		ck_assert_msg(last_moment()->remark == NULL ||
		    strstr(last_moment()->remark, "not what was sent") == NULL,
		    "%s", last_moment()->remark);
	}
	ck_assert_uint_eq(received, 300000);
	ck_assert_uint_eq(now(END_A)->snd_una, 300101);
	ck_assert_uint_eq(now(END_B)->rcv_nxt, 300101);
}
END_TEST

START_TEST(calls_in_the_wrong_state_are_answered)
{
	static const struct {
		const char *call, *answer;
	} before[] = {
		{ "A send 1", "error: connection does not exist" },
		{ "A receive", "error: connection does not exist" },
		{ "A shutdown", "error: connection does not exist" },
		{ "A close", "error: connection does not exist" },
		{ "A abort", "error: connection does not exist" },
	};

	story_begin(_i);
	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		ck_assert_int_eq(does(before[i].call), DONE);
		answers(before[i].answer);
	}
	shake_hands();
	does("A connect");
	answers("error: connection already exists");
	does("B listen");
	answers("error: connection already exists");
	stands("ESTABLISHED", "ESTABLISHED");
	does("A shutdown");
	does("B shutdown");
	stands("TIME-WAIT", "CLOSED");
	does("A connect");
	answers("error: connection already exists");
	stands("TIME-WAIT", "CLOSED");
}
END_TEST

START_TEST(a_second_connection_has_new_ports_and_numbers)
{
	story_begin(_i);
	shake_hands();
	does("A abort");
	does("B listen");
	does("A connect");
	stands("ESTABLISHED", "ESTABLISHED");
	segment_is(0, END_A, "S 200:200(0)");
	ck_assert_uint_eq(now(END_B)->rcv_nxt, 201);
	does("B close");
	does("A close");
	stands("CLOSED", "TIME-WAIT");
}
END_TEST

static int
descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	int n = 0;

	if (dir == NULL)
		return -1;
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n;
}

START_TEST(two_hundred_runs_leave_no_descriptor)
{
	static const struct loopback_options any = { 0 };
	int before = descriptors();

	if (before == -1)
		tap_skip("/proc/self/fd cannot be read");
	for (int i = 0; i < 200; i++) {
		story = loopback_new(&any, &story_why);
		if (story == NULL)
			tap_skip("%s", story_why.text);
		does("B listen");
		if (i % 4 > 0)
			does("A connect");
		if (i % 4 > 1)
			does("A abort");
		if (i % 4 > 2)
			does("A connect");
		story_end();
	}
	ck_assert_int_eq(descriptors(), before);
}
END_TEST

START_TEST(a_probe_says_whether_it_can_run)
{
	struct loopback_options options = { .source = SOURCE_ANY };
	struct error why;

	if (!loopback_probe(&options, &why))
		tap_skip("%s", why.text);
	struct engine *engine = loopback_new(NULL, &why);

	ck_assert_ptr_nonnull(engine);
	engine_free(engine);
}
END_TEST

static int asked;

static bool
had_enough(void *arg)
{
	(void)arg;
	asked++;
	return false;
}

/* Who leaves does not sit out what the scene waits for. */
START_TEST(a_wait_ends_where_patience_does)
{
	story_begin(0);
	asked = 0;
	engine_watch_patience(had_enough, NULL);
	story_do((struct command){ .verb = VERB_WAIT, .duration = 2500000 });
	engine_watch_patience(NULL, NULL);
	ck_assert_int_eq(asked, 1);
	story_end();
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("loopback");
	TCase *each = tcase_create("each way");
	TCase *once = tcase_create("once");

	tcase_add_checked_fixture(each, NULL, teardown);
	tcase_add_loop_test(each, a_handshake_is_done_at_once, 0, WAYS);
	tcase_add_loop_test(each, the_numbers_are_those_of_the_scene, 0, WAYS);
	tcase_add_loop_test(each, an_iss_of_the_scene_shifts_the_numbers, 0, WAYS);
	tcase_add_loop_test(each, a_close_takes_four_segments, 0, WAYS);
	tcase_add_loop_test(each, who_closes_first_waits_in_time_wait, 0, WAYS);
	tcase_add_loop_test(each, a_half_close_still_receives, 0, WAYS);
	tcase_add_loop_test(each, nobody_listens_and_the_connection_is_refused, 0, WAYS);
	tcase_add_loop_test(each, an_abort_resets_the_peer, 0, WAYS);
	tcase_add_loop_test(each, a_close_with_unread_data_resets, 0, WAYS);
	tcase_add_loop_test(each, data_for_a_program_that_is_gone_resets, 0, WAYS);
	tcase_add_loop_test(each, a_receive_waits_for_data, 0, WAYS);
	tcase_add_loop_test(each, a_waiting_receive_takes_what_came_first, 0, WAYS);
	tcase_add_loop_test(each, an_end_that_opens_again_leaves_the_other_its_numbers,
	    0, WAYS);
	tcase_add_loop_test(each, more_octets_than_a_window_arrive_whole, 0, WAYS);
	tcase_add_loop_test(each, calls_in_the_wrong_state_are_answered, 0, WAYS);
	tcase_add_loop_test(each, a_second_connection_has_new_ports_and_numbers, 0, WAYS);
	/* A machine without sock_diag reads a whole table for each look. */
	tcase_set_timeout(once, 600);
	tcase_add_test(once, two_hundred_runs_leave_no_descriptor);
	tcase_add_test(once, a_probe_says_whether_it_can_run);
	tcase_add_test(once, a_wait_ends_where_patience_does);
	suite_add_tcase(suite, each);
	suite_add_tcase(suite, once);
	return tap_main(suite);
}
