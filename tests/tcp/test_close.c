/* Conversations that end: closes, resets, TIME-WAIT and what may come after it. */
#include "talk.h"
#include "tap.h"

static struct talk talk;

START_TEST(we_close_first)
{
	talk_established(&talk);
	say(&talk, "shutdown");
	hear(&talk, "F. 101:101(0) ack 301");
	expect_state(&talk, STATE_FIN_WAIT_1);
	say(&talk, ". 301:301(0) ack 102");
	expect_state(&talk, STATE_FIN_WAIT_2);
	ck_assert(was_told(&talk, SIGNAL_CLOSE_OK));
	say(&talk, "F. 301:301(0) ack 102");
	hear(&talk, ". 102:102(0) ack 302");
	expect_state(&talk, STATE_TIME_WAIT);
	ck_assert(was_told(&talk, SIGNAL_CLOSING));
	expect_timer(&talk, TIMER_TIME_WAIT, 240000);
	hear_nothing(&talk);
	expect_state(&talk, STATE_CLOSED);
}
END_TEST

START_TEST(the_peer_closes_first)
{
	talk_established(&talk);
	say(&talk, "F. 301:301(0) ack 101");
	hear(&talk, ". 101:101(0) ack 302");
	expect_state(&talk, STATE_CLOSE_WAIT);
	say(&talk, "shutdown");
	hear(&talk, "F. 101:101(0) ack 302");
	expect_state(&talk, STATE_LAST_ACK);
	say(&talk, ". 302:302(0) ack 102");
	hear_nothing(&talk);
	expect_state(&talk, STATE_CLOSED);
}
END_TEST

START_TEST(half_of_it_stays_open)
{
	talk_fin_wait_2(&talk);
	say(&talk, ". 301:311(10) ack 102");
	hear(&talk, ". 102:102(0) ack 311");
	say(&talk, "receive");
	ck_assert_uint_eq(talk.run.fx.received, 10);
	say(&talk, "send 1");
	expect_reply(&talk, REPLY_CLOSING);

	talk_close_wait(&talk);
	say(&talk, "send 10");
	hear(&talk, "P. 101:111(10) ack 302");
	say(&talk, "receive");
	expect_reply(&talk, REPLY_CLOSING);
}
END_TEST

START_TEST(both_close_at_once)
{
	talk_fin_wait_1(&talk);
	say(&talk, "F. 301:301(0) ack 101");
	hear(&talk, ". 102:102(0) ack 302");
	expect_state(&talk, STATE_CLOSING);
	say(&talk, ". 302:302(0) ack 102");
	hear_nothing(&talk);
	expect_state(&talk, STATE_TIME_WAIT);
}
END_TEST

START_TEST(three_segments_may_do)
{
	talk_fin_wait_1(&talk);
	say(&talk, "F. 301:301(0) ack 102");
	hear(&talk, ". 102:102(0) ack 302");
	expect_state(&talk, STATE_TIME_WAIT);
}
END_TEST

/* The ACK of the peer's FIN waits, and rides on our own. */
START_TEST(a_delayed_ack_saves_a_segment)
{
	talk_established(&talk);
	talk_so_far(&talk, "set delayed-ack on");
	say(&talk, "F. 301:301(0) ack 101");
	hear_nothing(&talk);
	expect_state(&talk, STATE_CLOSE_WAIT);
	say(&talk, "shutdown");
	hear(&talk, "F. 101:101(0) ack 302");
	ck_assert(!talk.run.tcb.timer[TIMER_DELAYED_ACK].on);
	say(&talk, ". 302:302(0) ack 102");
	expect_state(&talk, STATE_CLOSED);
}
END_TEST

START_TEST(a_fin_goes_behind_the_data)
{
	talk_established(&talk);
	say(&talk, "send 1000");
	hear(&talk, ". 101:637(536), P. 637:1101(464)");
	say(&talk, "shutdown");
	hear_nothing(&talk);		/* the window is full */
	expect_state(&talk, STATE_FIN_WAIT_1);
	say(&talk, ". 301:301(0) ack 637");
	hear(&talk, "F. 1101:1101(0)");
	say(&talk, ". 301:301(0) ack 1101");	/* all but the FIN */
	expect_state(&talk, STATE_FIN_WAIT_1);
	expect_timer(&talk, TIMER_RETRANSMISSION, 1000);
	hear(&talk, "F. 1101:1101(0)");
	say(&talk, ". 301:301(0) ack 1102");
	expect_state(&talk, STATE_FIN_WAIT_2);
}
END_TEST

START_TEST(close_reads_no_more)
{
	talk_established(&talk);
	say(&talk, "close");
	hear(&talk, "F. 101:101(0)");
	say(&talk, "receive");
	expect_reply(&talk, REPLY_NOT_EXIST);
	say(&talk, ". 301:311(10) ack 102");
	hear(&talk, "R 102:102(0)");
	expect_state(&talk, STATE_CLOSED);
}
END_TEST

START_TEST(close_with_unread_data_resets)
{
	talk_established(&talk);
	talk_so_far(&talk, ". 301:311(10) ack 101");
	say(&talk, "close");
	hear(&talk, "R 101:101(0)");
	expect_state(&talk, STATE_CLOSED);
}
END_TEST

START_TEST(abort_tells_the_peer)
{
	talk_established(&talk);
	talk_so_far(&talk, "send 10");
	say(&talk, "abort");
	hear(&talk, "R 111:111(0)");
	expect_state(&talk, STATE_CLOSED);
	talk_closing(&talk);
	say(&talk, "abort");
	hear_nothing(&talk);		/* 3.10.5: CLOSING, LAST-ACK, TIME-WAIT */
}
END_TEST

START_TEST(time_wait_answers_a_repeated_fin)
{
	talk_time_wait(&talk);
	pass(&talk, 100000);
	say(&talk, "F. 301:301(0) ack 102");
	hear(&talk, ". 102:102(0) ack 302");
	expect_timer(&talk, TIMER_TIME_WAIT, 240000);	/* from the beginning */
	expect_state(&talk, STATE_CLOSED);
}
END_TEST

START_TEST(time_wait_does_not_answer_acks)
{
	talk_time_wait(&talk);
	pass(&talk, 100000);
	say(&talk, ". 302:302(0) ack 102");
	hear_nothing(&talk);
	expect_timer(&talk, TIMER_TIME_WAIT, 140000);
}
END_TEST

START_TEST(a_syn_beyond_reopens_time_wait)
{
	talk_time_wait(&talk);
	say(&talk, "S 5000:5000(0) win 400");
	hear(&talk, "S. 200:200(0) ack 5001 win 1000");
	expect_state(&talk, STATE_SYN_RECEIVED);
	say(&talk, ". 5001:5001(0) ack 201 win 400");
	expect_state(&talk, STATE_ESTABLISHED);
	say(&talk, "R 5001:5001(0)");	/* nothing of the old one is left to go back to */
	expect_state(&talk, STATE_CLOSED);
}
END_TEST

/* RFC 1122 4.2.2.13 (a): the new ISS is larger than all that the old one used. */
START_TEST(a_reopened_connection_uses_no_number_twice)
{
	talk_time_wait(&talk);
	talk_so_far(&talk, "set iss 50");
	say(&talk, "S 5000:5000(0)");
	hear(&talk, "S. 202:202(0) ack 5001");
	talk_time_wait(&talk);
	talk_so_far(&talk, "set iss 700");
	say(&talk, "S 5000:5000(0)");
	hear(&talk, "S. 700:700(0) ack 5001");
}
END_TEST

START_TEST(time_wait_is_gone_back_to)
{
	talk_time_wait(&talk);
	talk_so_far(&talk, "S 5000:5000(0)");
	say(&talk, "R 5001:5001(0)");
	hear_nothing(&talk);
	expect_state(&talk, STATE_TIME_WAIT);
	ck_assert_uint_eq(talk.run.tcb.snd.iss.n, 100);
	ck_assert_uint_eq(talk.run.tcb.rcv.irs.n, 300);
	say(&talk, "F. 301:301(0) ack 102");
	hear(&talk, ". 102:102(0) ack 302");
	pass(&talk, 240000);
	expect_state(&talk, STATE_CLOSED);
}
END_TEST

START_TEST(an_old_syn_reopens_nothing)
{
	talk_time_wait(&talk);
	say(&talk, "S 250:250(0)");
	hear(&talk, ". 102:102(0) ack 302");
	expect_state(&talk, STATE_TIME_WAIT);

	talk_connected(&talk);		/* who asked has nobody that listens */
	talk_so_far(&talk, "shutdown; F. 301:301(0) ack 102");
	expect_state(&talk, STATE_TIME_WAIT);
	say(&talk, "S 5000:5000(0)");
	hear(&talk, ". 102:102(0) ack 302");
	expect_state(&talk, STATE_TIME_WAIT);
}
END_TEST

START_TEST(rfc1337_keeps_time_wait)
{
	talk_time_wait(&talk);
	say(&talk, "R 302:302(0)");
	hear_nothing(&talk);
	expect_state(&talk, STATE_TIME_WAIT);
	talk_so_far(&talk, "set rfc1337 off");
	say(&talk, "R 302:302(0)");
	hear_nothing(&talk);
	expect_state(&talk, STATE_CLOSED);
	ck_assert_int_eq(talk.run.fx.signal_count, 0);
}
END_TEST

START_TEST(a_reset_must_be_exact)
{
	talk_established(&talk);
	say(&talk, "R 302:302(0)");
	hear(&talk, ". 101:101(0) ack 301");
	expect_state(&talk, STATE_ESTABLISHED);
	say(&talk, "R 300:300(0)");
	say(&talk, "R 1301:1301(0)");
	hear_nothing(&talk);
	say(&talk, "R 301:301(0)");
	hear_nothing(&talk);
	expect_state(&talk, STATE_CLOSED);
	ck_assert(was_told(&talk, SIGNAL_RESET));
}
END_TEST

START_TEST(without_rfc5961_the_window_will_do)
{
	talk_established(&talk);
	talk_so_far(&talk, "set rfc5961 off");
	say(&talk, "R 300:300(0)");
	say(&talk, "R 1301:1301(0)");
	expect_state(&talk, STATE_ESTABLISHED);
	say(&talk, "R 1300:1300(0)");
	hear_nothing(&talk);
	expect_state(&talk, STATE_CLOSED);
}
END_TEST

START_TEST(a_syn_is_challenged)
{
	talk_established(&talk);
	say(&talk, "S 310:310(0)");
	hear(&talk, ". 101:101(0) ack 301");
	expect_state(&talk, STATE_ESTABLISHED);
	talk_so_far(&talk, "set rfc5961 off");
	say(&talk, "S 310:310(0)");
	hear(&talk, "R. 0:0(0) ack 311");
	expect_state(&talk, STATE_CLOSED);
}
END_TEST

START_TEST(an_ack_out_of_range_is_challenged)
{
	talk_established(&talk);
	say(&talk, "P. 301:311(10) ack 102");	/* never sent */
	hear(&talk, ". 101:101(0) ack 301");
	say(&talk, "P. 301:311(10) ack 4294966396");	/* MAX.SND.WND + 1 ago */
	hear(&talk, ". 101:101(0) ack 301");
	say(&talk, "P. 301:311(10) ack 4294966397");	/* 101 - 1000, wrapped */
	hear(&talk, ". 101:101(0) ack 311");
}
END_TEST

START_TEST(challenges_are_throttled)
{
	talk_established(&talk);
	for (int i = 0; i < 10; i++) {
		say(&talk, "R 310:310(0)");
		hear(&talk, ". 101:101(0) ack 301");
	}
	say(&talk, "R 310:310(0)");
	hear_nothing(&talk);
	ck_assert(was_noted(&talk, NOTE_CHALLENGE_LIMIT));
	pass(&talk, 4999);
	say(&talk, "S 310:310(0)");
	hear_nothing(&talk);
	pass(&talk, 1);
	say(&talk, "R 310:310(0)");
	hear(&talk, ". 101:101(0) ack 301");
}
END_TEST

START_TEST(what_is_lost_while_closing_goes_out_again)
{
	talk_closing(&talk);
	expect_timer(&talk, TIMER_RETRANSMISSION, 1000);
	hear(&talk, "F. 101:101(0) ack 302");
	talk_last_ack(&talk);
	expect_timer(&talk, TIMER_RETRANSMISSION, 1000);
	hear(&talk, "F. 101:101(0) ack 302");
	talk_so_far(&talk, "until CLOSED");
	ck_assert_int_ge(talk.run.now, 100000);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("close");
	TCase *tcase = tcase_create("close");

	tcase_add_test(tcase, we_close_first);
	tcase_add_test(tcase, the_peer_closes_first);
	tcase_add_test(tcase, half_of_it_stays_open);
	tcase_add_test(tcase, both_close_at_once);
	tcase_add_test(tcase, three_segments_may_do);
	tcase_add_test(tcase, a_delayed_ack_saves_a_segment);
	tcase_add_test(tcase, a_fin_goes_behind_the_data);
	tcase_add_test(tcase, close_reads_no_more);
	tcase_add_test(tcase, close_with_unread_data_resets);
	tcase_add_test(tcase, abort_tells_the_peer);
	tcase_add_test(tcase, time_wait_answers_a_repeated_fin);
	tcase_add_test(tcase, time_wait_does_not_answer_acks);
	tcase_add_test(tcase, a_syn_beyond_reopens_time_wait);
	tcase_add_test(tcase, a_reopened_connection_uses_no_number_twice);
	tcase_add_test(tcase, time_wait_is_gone_back_to);
	tcase_add_test(tcase, an_old_syn_reopens_nothing);
	tcase_add_test(tcase, rfc1337_keeps_time_wait);
	tcase_add_test(tcase, a_reset_must_be_exact);
	tcase_add_test(tcase, without_rfc5961_the_window_will_do);
	tcase_add_test(tcase, a_syn_is_challenged);
	tcase_add_test(tcase, an_ack_out_of_range_is_challenged);
	tcase_add_test(tcase, challenges_are_throttled);
	tcase_add_test(tcase, what_is_lost_while_closing_goes_out_again);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
