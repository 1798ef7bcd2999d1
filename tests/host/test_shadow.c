/*
 * The shadow, put where a kernel is: what the kernel has not sent yet is not
 * forgotten, be it text, a FIN, or octets that are still in the program.
 */
#include "host/shadow.h"
#include "tap.h"

static struct shadow shadow;

/* An end of an open connection, ISS 100 and 300, of which that much stands in Send-Q. */
static struct endpoint
open_end(enum state state, uint32_t una, uint32_t nxt, uint32_t queue)
{
	return (struct endpoint){ .state = (uint8_t)state, .known = 0xff, .iss = 100,
	    .irs = 300, .snd_una = una, .snd_nxt = nxt, .send_queue = queue,
	    .rcv_nxt = 301, .rcv_wnd = 1000, .snd_wnd = 1000 };
}

static void
setup(void)
{
	shadow_init(&shadow);
}

START_TEST(text_that_was_not_sent_goes_out_with_the_next_ack)
{
	struct endpoint kernel = open_end(STATE_ESTABLISHED, 101, 111, 30);
	struct segment ack = { .seq = { 301 }, .ack = { 111 }, .flags = SEG_ACK, .wnd = 1000 };

	shadow_align(&shadow, END_A, &kernel, 5, 0);
	ck_assert_uint_eq(shadow.tcb[END_A].snd.end.n, 136);
	shadow_arrive(&shadow, END_A, &ack, 1000);
	ck_assert_int_eq(shadow.fx.sent_count, 1);
	ck_assert_uint_eq(shadow.fx.sent[0].seg.seq.n, 111);
	ck_assert_uint_eq(shadow.fx.sent[0].seg.len, 25);
}
END_TEST

START_TEST(a_fin_that_was_not_sent_is_not_acknowledged)
{
	struct endpoint kernel = open_end(STATE_FIN_WAIT_1, 101, 101, 20);
	struct segment ack = { .seq = { 301 }, .ack = { 101 }, .flags = SEG_ACK, .wnd = 0 };

	kernel.snd_wnd = 0;
	shadow_align(&shadow, END_A, &kernel, 0, 0);
	ck_assert(!tcb_fin_sent(&shadow.tcb[END_A]));
	shadow_arrive(&shadow, END_A, &ack, 1000);
	ck_assert_uint_eq(shadow.tcb[END_A].state, STATE_FIN_WAIT_1);
	ck_assert(shadow_expire(&shadow, END_A, TIMER_PERSIST, 2000));
}
END_TEST

START_TEST(a_fin_that_was_sent_stands_behind_the_text)
{
	struct endpoint kernel = open_end(STATE_FIN_WAIT_1, 101, 112, 10);

	shadow_align(&shadow, END_A, &kernel, 0, 0);
	ck_assert(tcb_fin_sent(&shadow.tcb[END_A]));
	ck_assert(!tcb_fin_acked(&shadow.tcb[END_A]));
	kernel = open_end(STATE_FIN_WAIT_2, 112, 112, 0);
	shadow_align(&shadow, END_A, &kernel, 0, 0);
	ck_assert(tcb_fin_acked(&shadow.tcb[END_A]));
	ck_assert_uint_eq(shadow.tcb[END_A].snd.end.n, 111);
}
END_TEST

START_TEST(what_is_written_before_the_syn_is_acknowledged_waits)
{
	struct endpoint kernel = open_end(STATE_SYN_RECEIVED, 100, 101, 0);

	shadow_align(&shadow, END_A, &kernel, 10, 0);
	ck_assert_uint_eq(shadow.tcb[END_A].snd.end.n, 111);
}
END_TEST

START_TEST(a_connection_beside_the_old_one_has_another_iss)
{
	struct endpoint kernel = open_end(STATE_TIME_WAIT, 252, 252, 0);

	shadow_align(&shadow, END_A, &kernel, 0, 0);
	ck_assert_uint_eq(shadow_next_iss(&shadow, END_A).n, 300);
	shadow.tcb[END_A].config.iss = seq_make(5000);
	ck_assert_uint_eq(shadow_next_iss(&shadow, END_A).n, 5000);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("shadow");
	TCase *tc = tcase_create("shadow");

	tcase_add_checked_fixture(tc, setup, NULL);
	tcase_add_test(tc, text_that_was_not_sent_goes_out_with_the_next_ack);
	tcase_add_test(tc, a_fin_that_was_not_sent_is_not_acknowledged);
	tcase_add_test(tc, a_fin_that_was_sent_stands_behind_the_text);
	tcase_add_test(tc, what_is_written_before_the_syn_is_acknowledged_waits);
	tcase_add_test(tc, a_connection_beside_the_old_one_has_another_iss);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
