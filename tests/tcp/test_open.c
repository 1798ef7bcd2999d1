/* Conversations that open, in all ways and with all that can go wrong; ends that forget. */
#include "talk.h"
#include "tap.h"

static struct talk talk;

START_TEST(the_handshake_from_the_side_that_waits)
{
	talk_closed(&talk);
	say(&talk, "listen");
	expect_reply(&talk, REPLY_OK);
	hear_nothing(&talk);
	say(&talk, "S 300:300(0) win 500 <mss 400>");
	hear(&talk, "S. 100:100(0) ack 301 win 1000 <mss 1460>");
	expect_state(&talk, STATE_SYN_RECEIVED);
	say(&talk, ". 301:301(0) ack 101 win 500");
	hear_nothing(&talk);
	expect_state(&talk, STATE_ESTABLISHED);
	ck_assert_uint_eq(talk.run.tcb.snd.mss, 400);
	ck_assert_uint_eq(talk.run.tcb.snd.wnd, 500);
}
END_TEST

START_TEST(the_handshake_from_the_side_that_asks)
{
	talk_closed(&talk);
	say(&talk, "connect");
	hear(&talk, "S 100:100(0) win 1000 <mss 1460>");
	say(&talk, "S. 300:300(0) ack 101 win 700");
	hear(&talk, ". 101:101(0) ack 301 win 1000");
	expect_state(&talk, STATE_ESTABLISHED);
	ck_assert_uint_eq(talk.run.tcb.snd.mss, 536);	/* MUST-15 */
	ck_assert_uint_eq(talk.run.tcb.snd.wnd, 700);
}
END_TEST

START_TEST(both_open_at_once)
{
	talk_syn_sent(&talk);
	say(&talk, "S 300:300(0)");
	hear(&talk, "S. 100:100(0) ack 301");
	expect_state(&talk, STATE_SYN_RECEIVED);
	say(&talk, "S. 300:300(0) ack 101");	/* figure 7 */
	hear(&talk, ". 101:101(0) ack 301");
	expect_state(&talk, STATE_ESTABLISHED);
	ck_assert(was_noted(&talk, NOTE_FIGURE_7));
}
END_TEST

START_TEST(a_listener_that_sends_asks_itself)
{
	talk_listen(&talk);
	say(&talk, "send 10");
	hear(&talk, "S 100:100(0)");
	expect_reply(&talk, REPLY_QUEUED);
	expect_state(&talk, STATE_SYN_SENT);
	say(&talk, "S. 300:300(0) ack 101");
	hear(&talk, "P. 101:111(10) ack 301");	/* the ACK rides on the data */
}
END_TEST

START_TEST(nobody_answers_a_syn)
{
	int64_t pause = 1000;

	talk_syn_sent(&talk);
	for (int64_t now = 0; now + pause < 180000; pause = pause < 32000 ? 2 * pause : 60000) {
		now += pause;
		expect_timer(&talk, TIMER_RETRANSMISSION, pause);
		hear(&talk, "S 100:100(0) win 1000 <mss 1460>");
	}
	expect_state(&talk, STATE_SYN_SENT);
	pass(&talk, 60000);		/* R2 of a SYN: three minutes at least (MUST-23) */
	ck_assert(was_told(&talk, SIGNAL_TIMEOUT));
	expect_state(&talk, STATE_CLOSED);
	ck_assert_int_ge(talk.run.now, 180000);
}
END_TEST

START_TEST(a_listener_gives_up_in_silence)
{
	talk_syn_received(&talk);
	expect_timer(&talk, TIMER_RETRANSMISSION, 1000);
	hear(&talk, "S. 100:100(0) ack 301");
	talk_so_far(&talk, "until LISTEN");
	ck_assert_int_eq(talk.run.fx.signal_count, 0);
	expect_state(&talk, STATE_LISTEN);
	say(&talk, "S 700:700(0)");	/* and listens on */
	hear(&talk, "S. 200:200(0) ack 701");
}
END_TEST

START_TEST(data_after_a_lost_syn_waits_three_seconds)
{
	talk_syn_sent(&talk);
	expect_timer(&talk, TIMER_RETRANSMISSION, 1000);
	hear(&talk, "S 100:100(0)");
	say(&talk, "S. 300:300(0) ack 101");
	hear(&talk, ". 101:101(0) ack 301");
	say(&talk, "send 10");
	hear(&talk, "P. 101:111(10)");
	expect_timer(&talk, TIMER_RETRANSMISSION, 3000);	/* RFC 6298, 5.7 */
	hear(&talk, "P. 101:111(10)");
}
END_TEST

START_TEST(a_repeated_syn_is_answered_again)
{
	talk_syn_received(&talk);
	say(&talk, "S 300:300(0)");
	hear(&talk, "S. 100:100(0) ack 301");
	expect_state(&talk, STATE_SYN_RECEIVED);
}
END_TEST

START_TEST(nobody_listens_there)
{
	talk_syn_sent(&talk);
	say(&talk, "R. 0:0(0) ack 101");
	hear_nothing(&talk);
	ck_assert(was_told(&talk, SIGNAL_RESET));
	expect_state(&talk, STATE_CLOSED);
}
END_TEST

START_TEST(a_stranger_cannot_refuse)
{
	talk_syn_sent(&talk);
	say(&talk, "R. 0:0(0) ack 100");
	say(&talk, "R. 0:0(0) ack 102");
	say(&talk, "R 101:101(0)");
	hear_nothing(&talk);
	expect_state(&talk, STATE_SYN_SENT);
}
END_TEST

START_TEST(text_on_a_syn_waits_for_established)
{
	talk_listen(&talk);
	say(&talk, "S 300:310(10)");
	hear(&talk, "S. 100:100(0) ack 301");
	ck_assert_uint_eq(talk.run.tcb.rcv.user, 0);
	say(&talk, ". 311:311(0) ack 101");
	hear(&talk, ". 101:101(0) ack 311");
	say(&talk, "receive");
	ck_assert_uint_eq(talk.run.fx.received, 10);
}
END_TEST

/* The peer sends it again behind the SYN, for it was not acknowledged. */
START_TEST(text_on_a_syn_that_comes_twice_counts_once)
{
	talk_listen(&talk);
	talk_so_far(&talk, "S 300:310(10)");
	say(&talk, "P. 301:316(15) ack 101");
	hear(&talk, ". 101:101(0) ack 316");
	ck_assert_uint_eq(talk.run.tcb.rcv.user, 15);
	ck_assert_uint_eq(talk.run.tcb.rcv.held_count, 0);
}
END_TEST

START_TEST(a_syn_ack_may_bring_more_than_fits)
{
	talk_syn_sent(&talk);
	say(&talk, "SF. 300:2300(2000) ack 101");
	hear(&talk, ". 101:101(0) ack 1301 win 0");
	expect_state(&talk, STATE_ESTABLISHED);		/* the FIN did not fit */
	ck_assert_uint_eq(talk.run.tcb.rcv.user, 1000);
	talk_syn_sent(&talk);
	say(&talk, "SF. 300:310(10) ack 101");
	hear(&talk, ". 101:101(0) ack 312");
	expect_state(&talk, STATE_CLOSE_WAIT);
}
END_TEST

START_TEST(close_before_the_handshake_is_done)
{
	talk_syn_received(&talk);
	say(&talk, "shutdown");
	hear(&talk, "F. 101:101(0) ack 301");
	expect_state(&talk, STATE_FIN_WAIT_1);
	say(&talk, ". 301:301(0) ack 101");
	hear_nothing(&talk);
	expect_state(&talk, STATE_FIN_WAIT_1);
	say(&talk, ". 301:301(0) ack 102");
	expect_state(&talk, STATE_FIN_WAIT_2);
}
END_TEST

START_TEST(send_and_close_wait_for_established)
{
	talk_closed(&talk);
	talk_so_far(&talk, "connect; S 300:300(0)");
	say(&talk, "send 10");
	expect_reply(&talk, REPLY_QUEUED);
	say(&talk, "shutdown");
	expect_reply(&talk, REPLY_QUEUED);
	hear_nothing(&talk);
	expect_state(&talk, STATE_SYN_RECEIVED);
	say(&talk, ". 301:301(0) ack 101");
	hear(&talk, "FP. 101:111(10) ack 301");
	expect_state(&talk, STATE_FIN_WAIT_1);
}
END_TEST

START_TEST(a_reset_sends_a_listener_back)
{
	talk_syn_received(&talk);
	say(&talk, "R 301:301(0)");
	hear_nothing(&talk);
	expect_state(&talk, STATE_LISTEN);
	ck_assert_int_eq(talk.run.fx.signal_count, 0);
}
END_TEST

/* A closed window refuses it; a listener that it sent back would have nothing to say. */
START_TEST(a_syn_in_a_closed_window_is_refused)
{
	talk_closed(&talk);
	talk_so_far(&talk, "set window 0; listen; S 300:300(0)");
	say(&talk, "S 301:311(10)");
	hear(&talk, ". 101:101(0) ack 301 win 0");
	expect_state(&talk, STATE_SYN_RECEIVED);
}
END_TEST

START_TEST(a_new_window_is_not_announced_by_an_old_syn)
{
	talk_syn_received(&talk);
	talk_so_far(&talk, "set window 10");
	expect_timer(&talk, TIMER_RETRANSMISSION, 1000);
	hear(&talk, "S. 100:100(0) ack 301 win 1000");
}
END_TEST

START_TEST(what_crashed_answers_with_a_reset)
{
	talk_established(&talk);
	say(&talk, "crash");
	hear_nothing(&talk);
	expect_state(&talk, STATE_CLOSED);
	say(&talk, "P. 301:311(10) ack 101");
	hear(&talk, "R 101:101(0)");
	say(&talk, "none 301:311(10)");
	hear(&talk, "R. 0:0(0) ack 311");
	say(&talk, "R 301:301(0)");	/* never with one for one */
	hear_nothing(&talk);
}
END_TEST

START_TEST(after_a_crash_the_numbers_are_new)
{
	talk_established(&talk);
	say(&talk, "crash");
	say(&talk, "connect");
	hear(&talk, "S 200:200(0)");
	say(&talk, ". 301:301(0) ack 101");	/* the other half of what was (figure 9) */
	hear(&talk, "R 101:101(0)");
	expect_state(&talk, STATE_SYN_SENT);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("open");
	TCase *tcase = tcase_create("open");

	tcase_add_test(tcase, the_handshake_from_the_side_that_waits);
	tcase_add_test(tcase, the_handshake_from_the_side_that_asks);
	tcase_add_test(tcase, both_open_at_once);
	tcase_add_test(tcase, a_listener_that_sends_asks_itself);
	tcase_add_test(tcase, nobody_answers_a_syn);
	tcase_add_test(tcase, a_listener_gives_up_in_silence);
	tcase_add_test(tcase, data_after_a_lost_syn_waits_three_seconds);
	tcase_add_test(tcase, a_repeated_syn_is_answered_again);
	tcase_add_test(tcase, nobody_listens_there);
	tcase_add_test(tcase, a_stranger_cannot_refuse);
	tcase_add_test(tcase, text_on_a_syn_waits_for_established);
	tcase_add_test(tcase, text_on_a_syn_that_comes_twice_counts_once);
	tcase_add_test(tcase, a_syn_ack_may_bring_more_than_fits);
	tcase_add_test(tcase, close_before_the_handshake_is_done);
	tcase_add_test(tcase, send_and_close_wait_for_established);
	tcase_add_test(tcase, a_reset_sends_a_listener_back);
	tcase_add_test(tcase, a_syn_in_a_closed_window_is_refused);
	tcase_add_test(tcase, a_new_window_is_not_announced_by_an_old_syn);
	tcase_add_test(tcase, what_crashed_answers_with_a_reset);
	tcase_add_test(tcase, after_a_crash_the_numbers_are_new);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
