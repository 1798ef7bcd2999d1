/* Conversations about data: in order and out of it, windows, Nagle, delayed ACKs, lost segments. */
#include <stdio.h>

#include "talk.h"
#include "tap.h"

static struct talk talk;

static void
setup(void)
{
	talk_established(&talk);
}

START_TEST(data_goes_and_is_acknowledged)
{
	say(&talk, "send 600");
	hear(&talk, ". 101:637(536) ack 301, P. 637:701(64) ack 301");
	say(&talk, ". 301:301(0) ack 701");
	hear_nothing(&talk);
	ck_assert_int_eq(tcb_next(&talk.run.tcb, NULL), INT64_MAX);
	say(&talk, "P. 301:311(10) ack 701");
	hear(&talk, ". 701:701(0) ack 311 win 990");
	say(&talk, "receive");
	ck_assert_uint_eq(talk.run.fx.received, 10);
	hear_nothing(&talk);		/* 10 octets are no news (3.8.6.2.2) */
}
END_TEST

START_TEST(a_waiting_receive_is_served)
{
	say(&talk, "receive 5");
	expect_reply(&talk, REPLY_QUEUED);
	say(&talk, ". 301:311(10) ack 101");
	hear(&talk, ". 101:101(0) ack 311");
	ck_assert(was_told(&talk, SIGNAL_RECEIVED));
	ck_assert_uint_eq(talk.run.fx.received, 5);
	ck_assert_uint_eq(talk.run.tcb.rcv.user, 5);
}
END_TEST

START_TEST(what_comes_out_of_order_is_held)
{
	say(&talk, ". 321:331(10) ack 101");
	hear(&talk, ". 101:101(0) ack 301");
	say(&talk, ". 341:351(10) ack 101");
	hear(&talk, ". 101:101(0) ack 301");
	say(&talk, ". 311:321(10) ack 101");	/* joins the first */
	hear(&talk, ". 101:101(0) ack 301");
	ck_assert_uint_eq(talk.run.tcb.rcv.held_count, 2);
	say(&talk, ". 301:311(10) ack 101");
	hear(&talk, ". 101:101(0) ack 331");
	say(&talk, ". 331:341(10) ack 101");
	hear(&talk, ". 101:101(0) ack 351");
	ck_assert_uint_eq(talk.run.tcb.rcv.held_count, 0);
	ck_assert_uint_eq(talk.run.tcb.rcv.user, 50);
}
END_TEST

START_TEST(a_fin_that_comes_early_waits_its_turn)
{
	say(&talk, "FP. 311:321(10) ack 101");
	hear(&talk, ". 101:101(0) ack 301");
	expect_state(&talk, STATE_ESTABLISHED);
	say(&talk, ". 301:311(10) ack 101");
	hear(&talk, ". 101:101(0) ack 322");
	expect_state(&talk, STATE_CLOSE_WAIT);
	say(&talk, "receive");
	ck_assert_uint_eq(talk.run.fx.received, 20);
}
END_TEST

START_TEST(overlaps_are_cut_off)
{
	talk_so_far(&talk, ". 301:311(10) ack 101");
	say(&talk, ". 296:316(20) ack 101");	/* 15 of them are old */
	hear(&talk, ". 101:101(0) ack 316");
	ck_assert_uint_eq(talk.run.tcb.rcv.user, 15);
	say(&talk, ". 1295:1305(10) ack 101");	/* the window ends at 1301 */
	hear(&talk, ". 101:101(0) ack 316");
	ck_assert_uint_eq(talk.run.tcb.rcv.held[0].to.n, 1301);
	say(&talk, "F. 316:1301(985) ack 101");	/* the FIN does not fit */
	hear(&talk, ". 101:101(0) ack 1301 win 0");
	expect_state(&talk, STATE_ESTABLISHED);
	say(&talk, ". 301:316(15) ack 101");	/* all of it is old */
	hear(&talk, ". 101:101(0) ack 1301 win 0");
}
END_TEST

START_TEST(more_holes_than_places)
{
	for (int i = 0; i < TCB_HELD; i++) {
		char text[64];

		snprintf(text, sizeof(text), ". %d:%d(5) ack 101", 311 + 20 * i, 316 + 20 * i);
		say(&talk, text);
		hear(&talk, ". 101:101(0) ack 301");
	}
	say(&talk, ". 901:906(5) ack 101");	/* dropped: the peer sends it again */
	hear(&talk, ". 101:101(0) ack 301");
	ck_assert_uint_eq(talk.run.tcb.rcv.held_count, TCB_HELD);
	say(&talk, ". 301:901(600) ack 101");
	hear(&talk, ". 101:101(0) ack 901");
	say(&talk, ". 901:906(5) ack 101");
	hear(&talk, ". 101:101(0) ack 906");
}
END_TEST

START_TEST(a_lost_segment_goes_out_again)
{
	say(&talk, "send 10");
	hear(&talk, "P. 101:111(10) ack 301");
	expect_timer(&talk, TIMER_RETRANSMISSION, 1000);
	hear(&talk, "P. 101:111(10) ack 301");
	expect_timer(&talk, TIMER_RETRANSMISSION, 2000);
	hear(&talk, "P. 101:111(10) ack 301");
	ck_assert(!was_told(&talk, SIGNAL_PROBLEM));
	expect_timer(&talk, TIMER_RETRANSMISSION, 4000);
	hear(&talk, "P. 101:111(10) ack 301");
	ck_assert(was_told(&talk, SIGNAL_PROBLEM));	/* R1 (SHLD-10: 3) */
	say(&talk, ". 301:301(0) ack 111");
	hear_nothing(&talk);
	ck_assert_int_eq(tcb_next(&talk.run.tcb, NULL), INT64_MAX);
}
END_TEST

START_TEST(only_the_oldest_goes_out_again)
{
	say(&talk, "send 1000");
	hear(&talk, ". 101:637(536), P. 637:1101(464)");
	expect_timer(&talk, TIMER_RETRANSMISSION, 1000);
	hear(&talk, ". 101:637(536)");		/* RFC 6298, 5.4 */
	say(&talk, ". 301:301(0) ack 637");
	hear_nothing(&talk);
	expect_timer(&talk, TIMER_RETRANSMISSION, 2000);	/* 5.3; Karn: still backed off */
	hear(&talk, "P. 637:1101(464)");
}
END_TEST

START_TEST(data_is_given_up_after_r2)
{
	talk_so_far(&talk, "send 10; until CLOSED");
	ck_assert(was_told(&talk, SIGNAL_TIMEOUT));
	ck_assert_int_ge(talk.run.now, 100000);		/* SHLD-11 */
	ck_assert_int_lt(talk.run.now, 200000);
	hear_nothing(&talk);
}
END_TEST

START_TEST(the_user_may_have_less_patience)
{
	talk_so_far(&talk, "set user-timeout 5000; send 10");
	pass(&talk, 4999);
	expect_state(&talk, STATE_ESTABLISHED);
	talk.heard = talk.run.fx.sent_count;
	pass(&talk, 1);
	ck_assert(was_told(&talk, SIGNAL_TIMEOUT));
	hear_nothing(&talk);
	expect_state(&talk, STATE_CLOSED);
}
END_TEST

START_TEST(an_answer_restarts_the_patience)
{
	talk_so_far(&talk, "set user-timeout 5000; send 20");
	pass(&talk, 900);
	talk_so_far(&talk, ". 301:301(0) ack 111");	/* half of it */
	talk.run.now += 900;
	ck_assert(talk.run.tcb.timer[TIMER_USER].on);
	ck_assert_int_eq(talk.run.tcb.timer[TIMER_USER].due, 5900);
	say(&talk, ". 301:301(0) ack 121");
	ck_assert(!talk.run.tcb.timer[TIMER_USER].on);
}
END_TEST

START_TEST(the_window_is_respected)
{
	talk_so_far(&talk, ". 301:301(0) ack 101 win 100");
	say(&talk, "send 150");
	hear_nothing(&talk);		/* 100 of 150: less than half of MAX.SND.WND and no MSS */
	expect_timer(&talk, TIMER_PERSIST, 1000);
	hear(&talk, ". 101:201(100)");	/* the override of 3.8.6.2.1 */
	say(&talk, ". 301:301(0) ack 201 win 1000");
	hear(&talk, "P. 201:251(50)");
}
END_TEST

START_TEST(a_closed_window_is_probed)
{
	int64_t pause = 1000;

	talk_so_far(&talk, ". 301:301(0) ack 101 win 0");
	say(&talk, "send 10");
	hear_nothing(&talk);
	for (int i = 0; i < 9; i++, pause = pause < 32000 ? 2 * pause : 60000) {
		expect_timer(&talk, TIMER_PERSIST, pause);
		hear(&talk, ". 101:102(1)");
		say(&talk, ". 301:301(0) ack 101 win 0");
		hear_nothing(&talk);
		expect_state(&talk, STATE_ESTABLISHED);	/* MUST-37 */
	}
	say(&talk, ". 301:301(0) ack 101 win 1000");
	/* What was a probe is missing: it goes first. */
	hear(&talk, ". 101:102(1), P. 102:111(9)");
	expect_timer(&talk, TIMER_RETRANSMISSION, 1000);
	hear(&talk, "P. 101:111(10)");
}
END_TEST

/* An ACK that is too old to bring a window may still make room in the old one. */
START_TEST(what_is_asked_for_may_be_answered_by_an_ack)
{
	talk_so_far(&talk, ". 321:331(10) ack 101 win 499");
	say(&talk, "send 600");
	hear_nothing(&talk);
	expect_timer(&talk, TIMER_PERSIST, 1000);
	hear(&talk, ". 101:600(499)");
	say(&talk, ". 301:301(0) ack 600 win 9");
	hear(&talk, "P. 600:701(101)");
	ck_assert_uint_eq(talk.run.tcb.snd.wnd, 499);
	expect_timer(&talk, TIMER_RETRANSMISSION, 1000);
	hear(&talk, "P. 600:701(101)");
}
END_TEST

START_TEST(a_lone_fin_waits_for_no_window_for_ever)
{
	talk_so_far(&talk, ". 301:301(0) ack 101 win 0");
	say(&talk, "shutdown");
	hear_nothing(&talk);
	expect_timer(&talk, TIMER_PERSIST, 1000);
	hear(&talk, "F. 101:101(0)");
	say(&talk, ". 301:301(0) ack 102 win 0");
	expect_state(&talk, STATE_FIN_WAIT_2);
	ck_assert_int_eq(tcb_next(&talk.run.tcb, NULL), INT64_MAX);
}
END_TEST

START_TEST(a_silly_window_is_not_offered)
{
	talk_closed(&talk);
	talk_so_far(&talk, "set window 2000; listen; S 300:300(0) <mss 500>; . 301:301(0) ack 101");
	say(&talk, ". 301:2301(2000) ack 101");
	hear(&talk, ". 101:101(0) ack 2301 win 0");
	say(&talk, "receive 400");
	hear_nothing(&talk);		/* less than the MSS and than half the buffer */
	say(&talk, "receive 99");
	hear_nothing(&talk);
	say(&talk, "receive 1");
	hear(&talk, ". 101:101(0) ack 2301 win 500");
	say(&talk, "receive");
	hear(&talk, ". 101:101(0) ack 2301 win 2000");
}
END_TEST

START_TEST(a_closed_window_hears_acks_and_resets)
{
	talk_so_far(&talk, "send 10; . 301:1301(1000) ack 101");
	say(&talk, ". 1301:1302(1) ack 111");	/* a probe */
	hear(&talk, ". 111:111(0) ack 1301 win 0");
	ck_assert_uint_eq(talk.run.tcb.snd.una.n, 111);
	say(&talk, "R 1301:1301(0)");
	expect_state(&talk, STATE_CLOSED);
}
END_TEST

START_TEST(nagle_gathers_small_pieces)
{
	talk_so_far(&talk, "set nagle on");
	say(&talk, "send 10");
	hear(&talk, "P. 101:111(10)");		/* nothing in flight: it may go */
	say(&talk, "send 10");
	hear_nothing(&talk);
	say(&talk, "send 10");
	hear_nothing(&talk);
	say(&talk, ". 301:301(0) ack 111");
	hear(&talk, "P. 111:131(20)");
	say(&talk, "send 536");			/* a full segment need not wait */
	hear(&talk, ". 131:667(536)");
}
END_TEST

START_TEST(without_nagle_each_goes_at_once)
{
	say(&talk, "send 10");
	hear(&talk, "P. 101:111(10)");
	say(&talk, "send 10");
	hear(&talk, "P. 111:121(10)");
}
END_TEST

START_TEST(a_delayed_ack_waits_for_company)
{
	talk_so_far(&talk, "set delayed-ack on");
	say(&talk, ". 301:311(10) ack 101");
	hear_nothing(&talk);
	ck_assert(was_noted(&talk, NOTE_ACK_WAITS));
	say(&talk, "send 10");
	hear(&talk, "P. 101:111(10) ack 311");
	ck_assert(!talk.run.tcb.timer[TIMER_DELAYED_ACK].on);
	talk_so_far(&talk, ". 311:311(0) ack 111; . 311:321(10) ack 111");
	expect_timer(&talk, TIMER_DELAYED_ACK, 200);
	hear(&talk, ". 111:111(0) ack 321");
}
END_TEST

/* SHLD-19 and MUST-59: every second full segment, and what is out of order, at once. */
START_TEST(a_delayed_ack_does_not_wait_for_everything)
{
	talk_closed(&talk);
	talk_so_far(&talk, "set window 5000; set mss 500; set delayed-ack on; listen; "
	    "S 300:300(0); . 301:301(0) ack 101");
	say(&talk, ". 301:801(500) ack 101");
	hear_nothing(&talk);
	say(&talk, ". 801:1301(500) ack 101");
	hear(&talk, ". 101:101(0) ack 1301");
	say(&talk, ". 1401:1411(10) ack 101");
	hear(&talk, ". 101:101(0) ack 1301");
	say(&talk, ". 1301:1401(100) ack 101");	/* fills the hole */
	hear(&talk, ". 101:101(0) ack 1411");
}
END_TEST

START_TEST(urgent_is_told_once)
{
	say(&talk, "U. 301:311(10) ack 101 urg 5");
	hear(&talk, ". 101:101(0) ack 311");
	ck_assert(was_told(&talk, SIGNAL_URGENT));
	say(&talk, "U. 311:321(10) ack 101 urg 5");	/* more of it, not yet read */
	hear(&talk, ". 101:101(0) ack 321");
	ck_assert(!was_told(&talk, SIGNAL_URGENT));
	say(&talk, "receive");
	ck_assert(!talk.run.tcb.rcv.urgent);
	say(&talk, "U. 321:331(10) ack 101 urg 5");
	hear(&talk, ". 101:101(0) ack 331");
	ck_assert(was_told(&talk, SIGNAL_URGENT));
}
END_TEST

START_TEST(urgent_is_pointed_to)
{
	say(&talk, "send 700 urgent");
	hear(&talk, "U. 101:637(536) urg 700, UP. 637:801(164) urg 164");
	say(&talk, "send 10");
	hear(&talk, "P. 801:811(10)");		/* what was urgent lies behind */
	expect_timer(&talk, TIMER_RETRANSMISSION, 1000);
	hear(&talk, "U. 101:637(536) urg 700");
}
END_TEST

START_TEST(keep_alive_asks_and_gives_up)
{
	talk_closed(&talk);
	talk_so_far(&talk, "set keepalive 10000; listen; S 300:300(0); . 301:301(0) ack 101");
	expect_timer(&talk, TIMER_KEEPALIVE, 10000);
	hear(&talk, ". 100:100(0) ack 301");	/* SND.NXT - 1: must be answered */
	say(&talk, ". 301:301(0) ack 101");
	hear_nothing(&talk);
	expect_timer(&talk, TIMER_KEEPALIVE, 10000);
	hear(&talk, ". 100:100(0) ack 301");
	for (int i = 1; i < 9; i++) {
		expect_timer(&talk, TIMER_KEEPALIVE, 75000);
		hear(&talk, ". 100:100(0) ack 301");
	}
	expect_timer(&talk, TIMER_KEEPALIVE, 75000);
	hear_nothing(&talk);
	ck_assert(was_told(&talk, SIGNAL_TIMEOUT));
	expect_state(&talk, STATE_CLOSED);
}
END_TEST

START_TEST(sends_have_a_limit)
{
	say(&talk, "send 1000001");
	expect_reply(&talk, REPLY_RESOURCES);
	hear_nothing(&talk);
	talk_so_far(&talk, "send 1000000");
	expect_reply(&talk, REPLY_OK);
	say(&talk, "send 2");
	expect_reply(&talk, REPLY_RESOURCES);
}
END_TEST

START_TEST(a_shrunk_window_takes_nothing_back)
{
	say(&talk, "send 600");
	hear(&talk, ". 101:637(536), P. 637:701(64)");
	say(&talk, ". 301:301(0) ack 101 win 10");	/* SHLD-14 is the peer's to keep */
	say(&talk, "send 10");
	hear_nothing(&talk);
	expect_timer(&talk, TIMER_RETRANSMISSION, 1000);
	hear(&talk, ". 101:637(536)");		/* MUST-34 */
	say(&talk, ". 301:301(0) ack 701 win 1000");
	hear(&talk, "P. 701:711(10)");
}
END_TEST

/* An older segment must not bring back an older window (WL1, WL2). */
START_TEST(an_old_window_is_not_taken)
{
	talk_so_far(&talk, ". 301:311(10) ack 101 win 300; . 311:321(10) ack 101 win 200");
	ck_assert_uint_eq(talk.run.tcb.snd.wnd, 200);
	talk_so_far(&talk, ". 311:311(0) ack 101 win 900");
	ck_assert_uint_eq(talk.run.tcb.snd.wnd, 200);
	talk_so_far(&talk, ". 321:321(0) ack 101 win 900");
	ck_assert_uint_eq(talk.run.tcb.snd.wnd, 900);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("data");
	TCase *tcase = tcase_create("data");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_test(tcase, data_goes_and_is_acknowledged);
	tcase_add_test(tcase, a_waiting_receive_is_served);
	tcase_add_test(tcase, what_comes_out_of_order_is_held);
	tcase_add_test(tcase, a_fin_that_comes_early_waits_its_turn);
	tcase_add_test(tcase, overlaps_are_cut_off);
	tcase_add_test(tcase, more_holes_than_places);
	tcase_add_test(tcase, a_lost_segment_goes_out_again);
	tcase_add_test(tcase, only_the_oldest_goes_out_again);
	tcase_add_test(tcase, data_is_given_up_after_r2);
	tcase_add_test(tcase, the_user_may_have_less_patience);
	tcase_add_test(tcase, an_answer_restarts_the_patience);
	tcase_add_test(tcase, the_window_is_respected);
	tcase_add_test(tcase, a_closed_window_is_probed);
	tcase_add_test(tcase, what_is_asked_for_may_be_answered_by_an_ack);
	tcase_add_test(tcase, a_lone_fin_waits_for_no_window_for_ever);
	tcase_add_test(tcase, a_silly_window_is_not_offered);
	tcase_add_test(tcase, a_closed_window_hears_acks_and_resets);
	tcase_add_test(tcase, nagle_gathers_small_pieces);
	tcase_add_test(tcase, without_nagle_each_goes_at_once);
	tcase_add_test(tcase, a_delayed_ack_waits_for_company);
	tcase_add_test(tcase, a_delayed_ack_does_not_wait_for_everything);
	tcase_add_test(tcase, urgent_is_told_once);
	tcase_add_test(tcase, urgent_is_pointed_to);
	tcase_add_test(tcase, keep_alive_asks_and_gives_up);
	tcase_add_test(tcase, sends_have_a_limit);
	tcase_add_test(tcase, a_shrunk_window_takes_nothing_back);
	tcase_add_test(tcase, an_old_window_is_not_taken);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
