/*
 * Gates: a connection that stands still between two states. Each segment that
 * is delivered was sent again by the kernel, which takes a second at times; so
 * these stories are few.
 */
#include <dirent.h>

#include "story.h"

static void
teardown(void)
{
	story_end();
}

static const struct endpoint *
now(enum end end)
{
	return trace_now(engine_trace(story), end);
}

/* Done, comparable with the scene, and both states. */
static void
then(const char *statement, const char *a, const char *b)
{
	ck_assert_msg(does(statement) == DONE, "%s: %s", statement, story_why.text);
	ck_assert_msg(comparable(), "%s: %s", statement, story_why.text);
	stands(a, b);
}

/* What is in flight now: "A S 100:100(0)", oldest first; "" if nothing is. */
static void
in_flight(uint32_t index, const char *text)
{
	const struct moment *moment = last_moment();
	struct pattern pattern;
	struct error error;

	ck_assert_uint_gt(moment->wire_count, index);

	const struct flight *flight =
	    &engine_trace(story)->flights[moment->wire[index]];

	ck_assert(pattern_parse(&pattern, text + 2, strlen(text + 2), &error));
	ck_assert(flight->from == (text[0] - 'A'));
	ck_assert(pattern_match(&pattern, &flight->seg));
	ck_assert(flight->inferred);
	ck_assert_int_eq(flight->fate, FATE_IN_FLIGHT);
}

static void
remarks(const char *part)
{
	ck_assert_ptr_nonnull(last_moment()->remark);
	ck_assert_msg(strstr(last_moment()->remark, part) != NULL,
	    "\"%s\" is not in: %s", part, last_moment()->remark);
}

/* The handshake without a stop in between: one repetition. */
static void
shake_hands(void)
{
	then("B listen", "CLOSED", "LISTEN");
	then("A connect", "SYN-SENT", "LISTEN");
	then("deliver all", "ESTABLISHED", "ESTABLISHED");
	ck_assert_uint_eq(last_moment()->wire_count, 0);
}

START_TEST(a_handshake_stands_still_twice)
{
	story_begin_held(_i);
	then("B listen", "CLOSED", "LISTEN");
	then("A connect", "SYN-SENT", "LISTEN");
	in_flight(0, "A S 100:100(0)");
	remarks("B's gate");
	ck_assert_uint_eq(now(END_A)->snd_una, 100);
	ck_assert_uint_eq(now(END_A)->snd_nxt, 101);

	then("deliver S", "SYN-SENT", "SYN-RECEIVED");
	in_flight(0, "B S. 300:300(0) ack 101");
	remarks("sent it to B again");
	ck_assert_int_eq(last_moment()->cause.kind, KIND_DELIVER);
	ck_assert_int_eq(last_moment()->cause.end, END_B);
	ck_assert(!last_moment()->at_once);

	then("deliver S.", "ESTABLISHED", "SYN-RECEIVED");
	in_flight(0, "A . 101:101(0) ack 301");
	then("deliver .", "ESTABLISHED", "ESTABLISHED");
	ck_assert_uint_eq(last_moment()->wire_count, 0);
	remarks("answered again");
}
END_TEST

START_TEST(a_close_stands_still_three_times)
{
	story_begin_held(_i);
	shake_hands();
	then("A shutdown", "FIN-WAIT-1", "ESTABLISHED");
	then("deliver F.", "FIN-WAIT-1", "CLOSE-WAIT");
	then("deliver .", "FIN-WAIT-2", "CLOSE-WAIT");
	then("B shutdown", "FIN-WAIT-2", "LAST-ACK");
	then("deliver F.", "TIME-WAIT", "LAST-ACK");
	then("deliver .", "TIME-WAIT", "CLOSED");
}
END_TEST

/* Its program is gone, so its gate is opened by what the other end sends. */
START_TEST(a_closed_socket_keeps_its_gate)
{
	story_begin_held(_i);
	shake_hands();
	then("A close", "FIN-WAIT-1", "ESTABLISHED");
	then("deliver F.", "FIN-WAIT-1", "CLOSE-WAIT");
	then("deliver .", "FIN-WAIT-2", "CLOSE-WAIT");
	does("B close");
	does("deliver all");
	stands("TIME-WAIT", "CLOSED");
	ck_assert_msg(comparable(), "%s", story_why.text);
}
END_TEST

/* Else A's gate would stay shut to TIME-WAIT, and A in CLOSING. */
START_TEST(the_last_close_lets_go_what_is_held)
{
	story_begin_held(_i);
	shake_hands();
	then("A close", "FIN-WAIT-1", "ESTABLISHED");
	does("B close");
	ck_assert(!comparable());
	does("deliver all");
	stands("TIME-WAIT", "CLOSED");
}
END_TEST

START_TEST(two_fins_are_held_at_once)
{
	story_begin_held(_i);
	shake_hands();
	then("A shutdown", "FIN-WAIT-1", "ESTABLISHED");
	then("B shutdown", "FIN-WAIT-1", "FIN-WAIT-1");
	in_flight(0, "A F. 101:101(0) ack 301");
	in_flight(1, "B F. 301:301(0) ack 101");
	then("deliver F. from A", "FIN-WAIT-1", "CLOSING");
	/* B's FIN has an acknowledgment with it by now; the scene's has not. */
	ck_assert_int_eq(does("deliver F. from B"), DONE);
	stands("TIME-WAIT", "CLOSING");
	remarks("acknowledges all that has come since");
	ck_assert(!comparable());
	does("deliver all");
	stands("TIME-WAIT", "TIME-WAIT");
	ck_assert_msg(comparable(), "%s", story_why.text);
}
END_TEST

START_TEST(two_calls_of_connect_meet)
{
	story_begin_held(_i);
	then("A connect", "SYN-SENT", "CLOSED");
	remarks("no socket");
	then("B connect", "SYN-SENT", "SYN-SENT");
	then("deliver S from A", "SYN-SENT", "SYN-RECEIVED");
	does("deliver all");
	stands("ESTABLISHED", "ESTABLISHED");
	ck_assert_msg(comparable(), "%s", story_why.text);
}
END_TEST

START_TEST(what_is_written_early_is_not_waited_for)
{
	story_begin_held(0);
	does("A connect");
	does("B connect");
	does("A send 10");
	stands("SYN-SENT", "SYN-SENT");
	/* Each of the kernel's attempts was waited for once, for nothing. */
	ck_assert_uint_lt(engine_trace(story)->flights[0].repeats, 3);
	ck_assert_uint_lt(engine_trace(story)->flights[1].repeats, 3);
}
END_TEST

START_TEST(who_listens_late_is_still_found)
{
	story_begin_held(_i);
	then("A connect", "SYN-SENT", "CLOSED");
	then("B listen", "SYN-SENT", "LISTEN");
	then("deliver all", "ESTABLISHED", "ESTABLISHED");
}
END_TEST

START_TEST(a_refusal_is_held_too)
{
	story_begin_held(_i);
	then("A connect", "SYN-SENT", "CLOSED");
	then("deliver S", "SYN-SENT", "CLOSED");
	/* Who has no socket has no gate, and is not sent it again. */
	remarks("answered as soon as it came");
	ck_assert_ptr_null(strstr(last_moment()->remark, "had sent it to B again"));
	in_flight(0, "B R. 0:0(0) ack 101");
	then("deliver R.", "CLOSED", "CLOSED");
	ck_assert_uint_eq(last_moment()->signal_count, 1);
	ck_assert_int_eq(last_moment()->signals[0].signal, SIGNAL_REFUSED);
}
END_TEST

/* A gate has dropped it: so it may be lost, and the kernel's timer be waited for. */
START_TEST(a_held_segment_can_be_lost)
{
	story_begin_held(_i);
	shake_hands();
	then("A send 100", "ESTABLISHED", "ESTABLISHED");
	then("drop", "ESTABLISHED", "ESTABLISHED");
	ck_assert_uint_eq(last_moment()->wire_count, 0);
	then("wait timer", "ESTABLISHED", "ESTABLISHED");
	ck_assert_int_eq(last_moment()->cause.kind, KIND_TIMER);
	in_flight(0, "A . 101:201(100) ack 301");
	then("deliver", "ESTABLISHED", "ESTABLISHED");
	ck_assert_uint_eq(now(END_B)->rcv_nxt, 201);
	ck_assert_uint_eq(now(END_A)->snd_una, 101);
	then("deliver .", "ESTABLISHED", "ESTABLISHED");
	ck_assert_uint_eq(now(END_A)->snd_una, 201);
}
END_TEST

/* Time is real: while the scene waits for two seconds, the kernel tries again, too. */
START_TEST(a_wait_lets_it_be_sent_again)
{
	story_begin_held(_i);
	then("B listen", "CLOSED", "LISTEN");
	then("A connect", "SYN-SENT", "LISTEN");
	ck_assert_int_eq(story_do((struct command){
		.verb = VERB_WAIT, .duration = 1500000 }), DONE);
	ck_assert_msg(comparable(), "%s", story_why.text);
	stands("SYN-SENT", "LISTEN");
	in_flight(0, "A S 100:100(0)");
	in_flight(1, "A S 100:100(0)");
	then("deliver", "SYN-SENT", "SYN-RECEIVED");
}
END_TEST

START_TEST(a_reset_is_not_held)
{
	story_begin_held(_i);
	shake_hands();
	does("A abort");
	stands("CLOSED", "CLOSED");
	does("deliver all");
	ck_assert_msg(comparable(), "%s", story_why.text);
}
END_TEST

START_TEST(what_cannot_be_held_alone_is_let_go)
{
	story_begin_held(_i);
	shake_hands();
	then("A send 3000", "ESTABLISHED", "ESTABLISHED");
	ck_assert_int_eq(does("deliver"), DONE_SKIPPED);
	ck_assert(!comparable());
	does("deliver all");
	ck_assert_msg(comparable(), "%s", story_why.text);
	ck_assert_uint_eq(now(END_B)->rcv_nxt, 3101);
	/* From here on it holds again. */
	then("A shutdown", "FIN-WAIT-1", "ESTABLISHED");
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

/* B asks back, and A, which has no socket any more, answers: all through one open gate. */
START_TEST(a_reset_for_nobody_is_not_sent_again)
{
	story_begin_held(0);
	does("B listen");
	does("A connect");
	does("deliver S");
	then("deliver S.", "ESTABLISHED", "SYN-RECEIVED");
	does("A abort");
	stands("CLOSED", "LISTEN");
	remarks("nobody answers a reset");
	if (does("deliver all") == DONE)
		remarks("nothing of what they had dropped is sent again");
}
END_TEST

/* To the scene A's FIN is lost for good; but the kernel sends it again, through the open gate. */
START_TEST(what_came_after_all_is_not_denied)
{
	story_begin_held(0);
	does("B listen");
	does("A connect");
	ck_assert_int_eq(does("deliver all"), DONE);
	does("A close");
	does("drop");
	does("B shutdown");
	then("deliver", "CLOSING", "FIN-WAIT-1");
	ck_assert_int_eq(does("deliver"), DONE_SKIPPED);
	stands("TIME-WAIT", "TIME-WAIT");
	remarks("Both gates were opened. The kernel has A in TIME-WAIT");
}
END_TEST

START_TEST(a_reset_that_is_asked_back_is_over_at_once)
{
	story_begin_held(0);
	does("B listen");
	does("A connect");
	ck_assert_int_eq(does("deliver all"), DONE);
	does("A send 10");
	does("drop");
	does("A abort");
	stands("CLOSED", "CLOSED");
	ck_assert(!comparable());	/* in the scene the reset is under way */
	does("deliver");
	ck_assert(!comparable());	/* the challenge ACK is */
	does("deliver");
	does("deliver");
	ck_assert(comparable());
	stands("CLOSED", "CLOSED");
}
END_TEST

/* However it is left, with a gate open or shut: the process has no descriptor more. */
START_TEST(two_hundred_runs_leave_no_descriptor)
{
	int before = descriptors();

	if (before == -1)
		tap_skip("/proc/self/fd cannot be read");
	for (int i = 0; i < 200; i++) {
		story_begin_held(0);
		if (i % 2 == 0)
			does("B listen");
		does("A connect");
		if (i % 4 == 1)
			does("deliver S");
		if (i % 4 == 3)
			does("B connect");
		if (i % 8 > 3)
			does("A abort");
		story_end();
	}
	ck_assert_int_eq(descriptors(), before);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("loopback_hold");
	TCase *each = tcase_create("each way");
	TCase *once = tcase_create("once");

	/* A kernel before 6.15 waits longer between two attempts. */
	tcase_set_timeout(each, 600);
	tcase_set_timeout(once, 600);
	tcase_add_checked_fixture(each, NULL, teardown);
	tcase_add_checked_fixture(once, NULL, teardown);
	/* Real seconds: so every source and every family once, and not every pair. */
	tcase_add_loop_test(each, a_handshake_stands_still_twice, 0, 1);
	tcase_add_loop_test(each, a_handshake_stands_still_twice, WAYS - 1, WAYS);
	tcase_add_loop_test(each, a_closed_socket_keeps_its_gate, 1, 2);
	tcase_add_loop_test(each, the_last_close_lets_go_what_is_held, 1, 2);
	tcase_add_test(once, a_close_stands_still_three_times);
	tcase_add_test(once, two_fins_are_held_at_once);
	tcase_add_test(once, two_calls_of_connect_meet);
	tcase_add_test(once, what_is_written_early_is_not_waited_for);
	tcase_add_test(once, who_listens_late_is_still_found);
	tcase_add_test(once, a_refusal_is_held_too);
	tcase_add_test(once, a_held_segment_can_be_lost);
	tcase_add_test(once, a_wait_lets_it_be_sent_again);
	tcase_add_test(once, a_reset_is_not_held);
	tcase_add_test(once, a_reset_for_nobody_is_not_sent_again);
	tcase_add_test(once, what_came_after_all_is_not_denied);
	tcase_add_test(once, a_reset_that_is_asked_back_is_over_at_once);
	tcase_add_test(once, what_cannot_be_held_alone_is_let_go);
	tcase_add_test(once, two_hundred_runs_leave_no_descriptor);
	suite_add_tcase(suite, each);
	suite_add_tcase(suite, once);
	return tap_main(suite);
}
