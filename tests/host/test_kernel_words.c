/*
 * What the kernel engine says of the kernel: that it did otherwise than RFC
 * 9293 is said only where it did, and with the reason that was the reason.
 */
#include "host/kernel.h"
#include "story.h"

static void
begin(void)
{
	story = kernel_new(NULL, &story_why);
	if (story == NULL)
		tap_skip("no kernel engine: %s", story_why.text);
}

static void
tell(const char *const statements[])
{
	for (size_t i = 0; statements[i] != NULL; i++)
		ck_assert_msg(does(statements[i]) == DONE, "%s: %s", statements[i],
		    story_why.text);
}

#define TELL(...) tell((const char *const[]){ __VA_ARGS__, NULL })

/* In how many moments, from the one with this index on, is that said? */
static int
said(size_t from, const char *words)
{
	const struct trace *trace = engine_trace(story);
	int n = 0;

	for (size_t i = from; i < trace->count; i++)
		n += trace->moments[i].remark != NULL &&
		    strstr(trace->moments[i].remark, words) != NULL;
	return n;
}

/* Nothing was unknown. */
static void
teardown(void)
{
	int unknown = story != NULL ? said(0, "not a known one") : 0;

	story_end();
	ck_assert_int_eq(unknown, 0);
}

/* As many octets as its peer's window has room for, so many times. */
static void
sends_windows(enum end end, uint32_t times)
{
	ck_assert_int_eq(story_do((struct command){ .verb = VERB_CALL, .end = (uint8_t)end,
	    .call = { .kind = CALL_SEND, .octets = times * last_moment()->end[end].snd_wnd } }),
	    DONE);
}

static enum done
injects(enum end end, unsigned flags, uint32_t seq)
{
	return story_do((struct command){ .verb = VERB_INJECT, .end = (uint8_t)end,
	    .segment = { .flags = (uint8_t)flags, .seq = { seq }, .wnd = 1000 } });
}

START_TEST(a_closed_window_is_probed_and_the_fin_behind_it_waits)
{
	begin();
	TELL("set B window 2000", "B listen", "A connect", "deliver all");
	sends_windows(END_A, 2);
	TELL("deliver all", "A shutdown", "wait timer");
	ck_assert_int_eq(said(engine_trace(story)->count - 1, "Linux probes a closed window"), 1);
	/* To the RFC as to Linux the FIN is not even sent: nothing that comes acknowledges it. */
	TELL("deliver all");
	stands("FIN-WAIT-1", "ESTABLISHED");
	while (last_moment()->end[END_A].state != STATE_FIN_WAIT_2) {
		TELL("B receive");
		/* A window too small to tell of is asked for. */
		if (does("deliver all") == DONE_NOTHING)
			TELL("wait timer");
	}
	ck_assert_int_eq(said(0, "where RFC 9293 has"), 0);
}
END_TEST

START_TEST(a_fin_behind_a_closed_window_is_probed_for)
{
	begin();
	TELL("set B window 2000", "B listen", "A connect", "deliver all");
	sends_windows(END_A, 1);
	TELL("deliver all", "A shutdown", "wait timer");
	ck_assert_int_eq(said(engine_trace(story)->count - 1, "Linux probes a closed window"), 1);
	TELL("deliver all", "B receive", "deliver all");
	ck_assert_int_eq(said(0, "where RFC 9293 has"), 0);
	stands("FIN-WAIT-2", "CLOSE-WAIT");
}
END_TEST

START_TEST(what_was_lost_is_sent_again_for_the_reason_that_it_was)
{
	begin();
	TELL("B listen", "A connect", "deliver all", "A send 9000", "drop", "deliver all");
	ck_assert_int_eq(said(0, "fast retransmit"), 1);
	TELL("A send 5000", "drop", "drop", "deliver all", "wait timer", "deliver all");
	ck_assert_int_eq(said(0, "After a loss"), 1);
	ck_assert_int_eq(said(0, "congestion window"), 0);
}
END_TEST

START_TEST(what_the_congestion_window_holds_back_the_rfc_sends)
{
	begin();
	TELL("B listen", "A connect", "deliver all", "A send 30000", "deliver all");
	ck_assert_int_gt(said(0, "congestion window"), 1);
	ck_assert_int_eq(said(0, "RFC 9293 sends nothing"), 0);
	ck_assert_uint_eq(last_moment()->end[END_B].receive_queue, 30000);
}
END_TEST

START_TEST(a_fin_waits_for_what_was_lost)
{
	begin();
	TELL("B listen", "A connect", "deliver all", "A send 10", "drop", "wait timer", "drop");
	TELL("A close");
	ck_assert_int_eq(said(0, "even for a FIN"), 1);
	TELL("wait timer", "deliver all");
	stands("FIN-WAIT-2", "CLOSE-WAIT");
	ck_assert_int_eq(said(0, "not a known one"), 0);
}
END_TEST

START_TEST(a_close_that_finds_no_request_buries_none)
{
	begin();
	TELL("A connect", "B connect", "A send 10", "deliver S from A", "B close");
	ck_assert_int_eq(said(0, "accepted yet"), 0);
	TELL("deliver all");
	ck_assert_int_eq(said(0, "follows Linux's ACK"), 1);
	ck_assert_int_eq(said(0, "text that came with the SYN"), 0);
}
END_TEST

START_TEST(octets_wait_for_a_connection_and_not_for_none)
{
	begin();
	TELL("A connect", "A send 10");
	ck_assert_int_eq(said(0, "10 octets wait"), 1);
	TELL("A shutdown", "deliver all");
	stands("CLOSED", "CLOSED");
	ck_assert_int_eq(said(0, "octets wait"), 1);
	ck_assert_int_eq(said(0, "had not taken 10 of the octets"), 1);
}
END_TEST

START_TEST(octets_that_come_behind_shutdown_do_not_wait)
{
	begin();
	TELL("A connect", "B connect", "deliver S from A", "B shutdown", "B send 10",
	    "deliver all");
	stands("CLOSE-WAIT", "FIN-WAIT-2");
	ck_assert_int_eq(said(engine_trace(story)->count - 1, "octets wait"), 0);
}
END_TEST

START_TEST(a_fin_that_was_read_has_its_number)
{
	begin();
	ck_assert_int_eq(story_do((struct command){ .verb = VERB_SET_DELAYED_ACK, .value = 1 }),
	    DONE);
	TELL("B listen", "A connect", "deliver all", "B receive", "A shutdown", "deliver F.");
	stands("FIN-WAIT-1", "CLOSE-WAIT");
	ck_assert_uint_eq(last_moment()->end[END_B].rcv_nxt, 102);
}
END_TEST

START_TEST(urgent_octets_are_sent_so_and_read_in_their_place)
{
	begin();
	TELL("B listen", "A connect", "deliver all", "A send 10 urgent");
	ck_assert_uint_eq(engine_trace(story)->flights[3].seg.flags & SEG_URG, SEG_URG);
	ck_assert_uint_eq(engine_trace(story)->flights[3].seg.up, 10);
	TELL("deliver all", "B receive");
	ck_assert_uint_eq(last_moment()->received, 10);
	ck_assert_int_eq(said(0, "not what was sent"), 0);
	ck_assert_int_eq(said(0, "where RFC 9293"), 0);
}
END_TEST

START_TEST(a_connection_that_ends_time_wait_has_numbers_of_its_own)
{
	begin();
	TELL("B listen", "A connect", "deliver all", "A shutdown", "deliver all", "B shutdown",
	    "deliver all", "A listen", "B connect", "deliver all");
	stands("ESTABLISHED", "ESTABLISHED");
	ck_assert_uint_eq(last_moment()->end[END_A].iss, 200);
	ck_assert_uint_eq(last_moment()->end[END_B].iss, 400);
}
END_TEST

START_TEST(challenges_are_not_counted_where_the_kernel_counts_none)
{
	begin();
	TELL("B listen", "A connect", "deliver all");
	for (int i = 0; i < 15; i++)
		ck_assert_int_eq(injects(END_B, SEG_RST, 150), DONE);
	ck_assert_int_eq(said(0, "RFC 9293 sends"), 0);
	ck_assert_int_eq(injects(END_B, SEG_RST, 101 + last_moment()->end[END_B].rcv_wnd), DONE);
	ck_assert_int_eq(said(0, "window for a RST is a little wider"), 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("kernel_words");
	TCase *tc = tcase_create("kernel_words");

	tcase_set_timeout(tc, 600);
	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_test(tc, a_closed_window_is_probed_and_the_fin_behind_it_waits);
	tcase_add_test(tc, a_fin_behind_a_closed_window_is_probed_for);
	tcase_add_test(tc, what_was_lost_is_sent_again_for_the_reason_that_it_was);
	tcase_add_test(tc, what_the_congestion_window_holds_back_the_rfc_sends);
	tcase_add_test(tc, a_fin_waits_for_what_was_lost);
	tcase_add_test(tc, a_close_that_finds_no_request_buries_none);
	tcase_add_test(tc, octets_wait_for_a_connection_and_not_for_none);
	tcase_add_test(tc, octets_that_come_behind_shutdown_do_not_wait);
	tcase_add_test(tc, a_fin_that_was_read_has_its_number);
	tcase_add_test(tc, urgent_octets_are_sent_so_and_read_in_their_place);
	tcase_add_test(tc, a_connection_that_ends_time_wait_has_numbers_of_its_own);
	tcase_add_test(tc, challenges_are_not_counted_where_the_kernel_counts_none);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
