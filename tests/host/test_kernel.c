/*
 * Stories on the kernel engine that a scene cannot tell: what a person sees who
 * reads while the kernel goes on, and what is left of an engine. Where it
 * cannot run, each is skipped with the reason.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/kernel.h"
#include "host/pause.h"
#include "random_scene.h"
#include "tap.h"

static struct engine *story;
static struct event_base *base;

static void
begin(bool ipv6)
{
	struct error why;

	story = kernel_new(&(struct kernel_options){ .ipv6 = ipv6 }, &why);
	if (story == NULL)
		tap_skip("no kernel engine: %s", why.text);
	if (base == NULL)
		base = pause_base_new();
}

static void
teardown(void)
{
	engine_free(story);
	story = NULL;
	pause_base_free(base);
	base = NULL;
}

static void
does(struct command command)
{
	struct error why = { 0 };
	enum done done = engine_command(story, &command, &why);

	ck_assert_msg(done == DONE, "%d: %s", (int)done, why.text);
}

static void
calls(enum end end, enum call_kind kind, uint32_t octets)
{
	does((struct command){ .verb = VERB_CALL, .end = (uint8_t)end,
	    .call = { .kind = (uint8_t)kind, .octets = octets } });
}

static void
delivers(unsigned flags)
{
	does((struct command){ .verb = VERB_DELIVER,
	    .which = { .has_flags = true, .flags = (uint8_t)flags } });
}

static void
establishes(void)
{
	calls(END_B, CALL_LISTEN, 0);
	calls(END_A, CALL_CONNECT, 0);
	does((struct command){ .verb = VERB_DELIVER_ALL });
}

static const struct moment *
newest(void)
{
	const struct trace *trace = engine_trace(story);

	ck_assert_uint_gt(trace->count, 0);
	return &trace->moments[trace->count - 1];
}

static void
stands(enum state a, enum state b)
{
	ck_assert_str_eq(state_name((enum state)newest()->end[END_A].state), state_name(a));
	ck_assert_str_eq(state_name((enum state)newest()->end[END_B].state), state_name(b));
}

static void
says(const char *words)
{
	const char *remark = newest()->remark;

	ck_assert_msg(remark != NULL && strstr(remark, words) != NULL,
	    "%s: not in: %s", words, remark != NULL ? remark : "no remark");
}

/* A person reads until the engine has something new. What never comes, the test's timeout finds. */
static void
reads(void)
{
	while (!engine_poll(story))
		pause_wait(base, NULL, 0, 20000);
}

/* A person reads until this flight was sent again, and nothing else happens. */
static void
reads_until_repeated(size_t flight)
{
	const struct trace *trace = engine_trace(story);

	while (trace->flights[flight].repeats == 0) {
		ck_assert(!engine_poll(story));
		pause_wait(base, NULL, 0, 20000);
	}
}

START_TEST(a_connection_opens_and_closes)
{
	begin(_i == 1);
	establishes();
	stands(STATE_ESTABLISHED, STATE_ESTABLISHED);
	ck_assert_uint_eq(newest()->end[END_A].snd_nxt, 101);
	ck_assert_uint_eq(newest()->end[END_B].rcv_nxt, 101);
	calls(END_A, CALL_SEND, 1000);
	does((struct command){ .verb = VERB_DELIVER_ALL });
	ck_assert_uint_eq(newest()->end[END_B].receive_queue, 1000);
	calls(END_B, CALL_RECEIVE, 0);
	ck_assert_uint_eq(newest()->received, 1000);
	calls(END_A, CALL_CLOSE, 0);
	delivers(SEG_FIN | SEG_ACK);
	stands(STATE_FIN_WAIT_1, STATE_CLOSE_WAIT);
	delivers(SEG_ACK);
	stands(STATE_FIN_WAIT_2, STATE_CLOSE_WAIT);
	calls(END_B, CALL_CLOSE, 0);
	stands(STATE_FIN_WAIT_2, STATE_LAST_ACK);
	delivers(SEG_FIN | SEG_ACK);
	stands(STATE_TIME_WAIT, STATE_LAST_ACK);
	delivers(SEG_ACK);
	stands(STATE_TIME_WAIT, STATE_CLOSED);
	ck_assert_uint_eq(newest()->wire_count, 0);
}
END_TEST

START_TEST(every_moment_is_explained)
{
	begin(false);
	establishes();
	for (size_t i = 0; i < engine_trace(story)->count; i++) {
		const struct moment *m = &engine_trace(story)->moments[i];

		ck_assert_uint_eq(m->edge_count, i < 4 || m->cause.end == END_B);
		for (uint32_t e = 0; e < m->edge_count; e++)
			ck_assert_ptr_nonnull(m->edges[e].edge);
		if (m->cause.kind == KIND_DELIVER)
			ck_assert_uint_gt(m->note_count, 2);
	}
}
END_TEST

START_TEST(time_wait_counts_down_from_sixty_seconds)
{
	begin(false);
	establishes();
	calls(END_A, CALL_CLOSE, 0);
	calls(END_B, CALL_CLOSE, 0);
	does((struct command){ .verb = VERB_DELIVER_ALL });
	stands(STATE_TIME_WAIT, STATE_TIME_WAIT);

	const struct endpoint *a = &newest()->end[END_A];

	ck_assert_uint_eq(a->timer_count, 1);
	ck_assert_uint_eq(a->timers[0].kind, TIMER_TIME_WAIT);
	ck_assert_int_gt(a->timers[0].due - newest()->time, 58000000);
	ck_assert_int_lt(a->timers[0].due - newest()->time, 62000000);
	/* It stands still, whatever comes. */
	does((struct command){ .verb = VERB_INJECT, .end = END_A,
	    .segment = { .seq = { 301 }, .ack = { 102 }, .flags = SEG_FIN | SEG_ACK } });
	stands(STATE_TIME_WAIT, STATE_TIME_WAIT);
	ck_assert_uint_eq(newest()->end[END_A].snd_nxt, 102);
	ck_assert_uint_eq(newest()->end[END_A].rcv_nxt, 302);
	ck_assert_uint_eq(newest()->sent_count, 1);
	ck_assert_ptr_null(newest()->remark);
}
END_TEST

START_TEST(what_is_sent_again_only_because_we_hold_the_answer_is_counted)
{
	begin(false);
	calls(END_B, CALL_LISTEN, 0);
	calls(END_A, CALL_CONNECT, 0);
	does((struct command){ .verb = VERB_DELIVER });
	does((struct command){ .verb = VERB_DELIVER });
	stands(STATE_ESTABLISHED, STATE_SYN_RECEIVED);
	/* A's ACK is in our hand, so that B repeats its SYN,ACK after a second. */
	reads_until_repeated(1);
	ck_assert_uint_eq(newest()->wire_count, 1);
	does((struct command){ .verb = VERB_DELIVER });
	stands(STATE_ESTABLISHED, STATE_ESTABLISHED);
	ck_assert_uint_eq(newest()->wire_count, 0);
}
END_TEST

START_TEST(a_held_segment_that_is_sent_again_is_counted_not_piled_up)
{
	begin(false);
	calls(END_A, CALL_CONNECT, 0);
	ck_assert_uint_eq(newest()->end[END_A].timers[0].kind, TIMER_RETRANSMISSION);
	/* Linux sends its SYN again after a second. */
	reads_until_repeated(0);
	ck_assert_uint_eq(engine_trace(story)->flight_count, 1);
	ck_assert_uint_eq(newest()->wire_count, 1);
}
END_TEST

START_TEST(a_held_probe_that_is_sent_again_is_counted_too)
{
	struct error why;
	const struct trace *trace;
	size_t moments, probe;

	begin(false);
	/* That kernels have no window of just this size is all the same here. */
	engine_command(story, &(struct command){ .verb = VERB_SET_WINDOW, .end = END_B,
	    .value = 2000 }, &why);
	establishes();
	calls(END_A, CALL_SEND, 5000);
	does((struct command){ .verb = VERB_DELIVER_ALL });
	ck_assert_uint_eq(newest()->end[END_A].snd_wnd, 0);
	reads();
	trace = engine_trace(story);
	moments = trace->count;
	probe = trace->flight_count - 1;
	ck_assert_uint_eq(trace->flights[probe].seg.seq.n, newest()->end[END_A].snd_una - 1);
	reads_until_repeated(probe);
	/* And while it is its answer that we hold. */
	does((struct command){ .verb = VERB_DELIVER });
	trace->flights[probe].repeats = 0;
	reads_until_repeated(probe);
	ck_assert_uint_eq(trace->count, moments + 1);
}
END_TEST

START_TEST(a_lost_segment_comes_again_while_a_person_reads)
{
	begin(false);
	establishes();
	calls(END_A, CALL_SEND, 10);
	does((struct command){ .verb = VERB_DROP });
	reads();
	ck_assert_uint_eq(newest()->cause.kind, KIND_TIMER);
	ck_assert_uint_eq(newest()->cause.timer, TIMER_RETRANSMISSION);
	ck_assert_uint_eq(newest()->wire_count, 1);

	const struct flight *again = &engine_trace(story)->flights[newest()->wire[0]];

	ck_assert_uint_eq(again->purpose, SENT_AGAIN);
	ck_assert_uint_eq(again->again_of, engine_trace(story)->flights[3].number);
	/* What the scene then waits for has happened already. */
	does((struct command){ .verb = VERB_WAIT_TIMER });
	ck_assert_uint_eq(newest()->wire_count, 1);
	ck_assert_uint_eq(newest()->sent_count, 1);
	says("already");
}
END_TEST

/* Set in an open connection, it is seen in no moment before it runs out. */
START_TEST(a_keep_alive_is_known_by_its_number)
{
	begin(false);
	establishes();
	does((struct command){ .verb = VERB_SET_KEEPALIVE, .value = 1000 });
	does((struct command){ .verb = VERB_WAIT_TIMER });
	ck_assert_uint_eq(newest()->cause.kind, KIND_TIMER);
	ck_assert_uint_eq(newest()->cause.timer, TIMER_KEEPALIVE);

	const struct flight *probe = &engine_trace(story)->flights[newest()->wire[0]];

	ck_assert_uint_eq(probe->seg.seq.n, newest()->end[probe->from].snd_nxt - 1);
	ck_assert_uint_eq(probe->seg.len, 0);
}
END_TEST

START_TEST(waiting_for_a_timer_waits_as_long_as_the_kernel_does)
{
	begin(false);
	establishes();

	int64_t before = engine_now(story);

	calls(END_A, CALL_SEND, 10);
	does((struct command){ .verb = VERB_DROP });
	does((struct command){ .verb = VERB_WAIT_TIMER });
	ck_assert_int_gt(engine_now(story) - before, 100000);
	ck_assert_uint_eq(newest()->cause.kind, KIND_TIMER);
	/* More than one where we were held up meanwhile; but told, and not under way. */
	ck_assert_uint_eq(newest()->end[END_A].timer_count, 1);
	ck_assert_uint_ge(newest()->end[END_A].timers[0].count, 1);
	ck_assert_int_gt(newest()->end[END_A].timers[0].due, newest()->time);
}
END_TEST

START_TEST(what_takes_too_long_is_skipped_with_its_reason)
{
	struct error why = { 0 };

	begin(false);
	ck_assert_int_eq(engine_command(story, &(struct command){ .verb = VERB_WAIT,
	    .duration = 240000000 }, &why), DONE_SKIPPED);
	ck_assert_ptr_nonnull(strstr(why.text, "240 s"));
	ck_assert(!engine_comparable(story, &why));
	ck_assert_int_eq(engine_command(story, &(struct command){ .verb = VERB_WAIT_TIMER },
	    &why), DONE_NOTHING);
	ck_assert_int_eq(engine_command(story, &(struct command){ .verb = VERB_DELIVER },
	    &why), DONE_NOTHING);
}
END_TEST

START_TEST(a_known_difference_is_named)
{
	begin(false);
	establishes();
	calls(END_A, CALL_ABORT, 0);
	stands(STATE_CLOSED, STATE_ESTABLISHED);
	says("where RFC 9293 sends \"R\"");
	says("Linux resets with RST,ACK");
	/* And the shadow goes on where the kernel is. */
	does((struct command){ .verb = VERB_DELIVER_ALL });
	stands(STATE_CLOSED, STATE_CLOSED);
	ck_assert_ptr_null(newest()->remark);
	establishes();
	stands(STATE_ESTABLISHED, STATE_ESTABLISHED);
}
END_TEST

START_TEST(numbers_are_those_of_the_scene_across_the_wrap)
{
	begin(false);
	does((struct command){ .verb = VERB_SET_ISS, .end = END_A, .value = 0xfffffffe });
	establishes();
	calls(END_A, CALL_SEND, 10);
	ck_assert_uint_eq(engine_trace(story)->flights[3].seg.seq.n, 0xffffffff);
	does((struct command){ .verb = VERB_DELIVER_ALL });
	ck_assert_uint_eq(newest()->end[END_A].snd_una, 9);
	ck_assert_uint_eq(newest()->end[END_B].rcv_nxt, 9);
}
END_TEST

START_TEST(mss_and_window_are_real)
{
	struct error why = { 0 };

	begin(false);
	does((struct command){ .verb = VERB_SET_MSS, .end = END_A, .value = 500 });
	does((struct command){ .verb = VERB_SET_WINDOW, .end = END_B, .value = 5000 });
	calls(END_B, CALL_LISTEN, 0);
	calls(END_A, CALL_CONNECT, 0);
	ck_assert_uint_eq(engine_trace(story)->flights[0].seg.mss, 500);
	delivers(SEG_SYN);
	ck_assert_uint_le(engine_trace(story)->flights[1].seg.wnd, 5000);
	ck_assert_uint_gt(engine_trace(story)->flights[1].seg.wnd, 3500);
	does((struct command){ .verb = VERB_DELIVER_ALL });
	calls(END_B, CALL_SEND, 1200);
	ck_assert_uint_eq(newest()->sent_count, 3);
	/* Less than a kernel has: the nearest that it has. */
	ck_assert_int_eq(engine_command(story, &(struct command){ .verb = VERB_SET_WINDOW,
	    .end = END_A, .value = 10 }, &why), DONE_SKIPPED);
	ck_assert_ptr_nonnull(strstr(why.text, "no window of 10"));
}
END_TEST

START_TEST(two_worlds_live_side_by_side)
{
	struct engine *first;

	begin(false);
	establishes();
	first = story;
	begin(false);
	calls(END_A, CALL_CONNECT, 0);
	delivers(SEG_SYN);
	ck_assert_uint_eq(newest()->sent_count, 1);
	ck_assert_uint_eq(engine_trace(story)->flights[1].seg.flags, SEG_RST | SEG_ACK);
	teardown();
	story = first;
	calls(END_A, CALL_SEND, 1);
	does((struct command){ .verb = VERB_DELIVER_ALL });
	stands(STATE_ESTABLISHED, STATE_ESTABLISHED);
}
END_TEST

static int
open_files(void)
{
	DIR *folder = opendir("/proc/self/fd");
	int n = 0;

	ck_assert_ptr_nonnull(folder);
	while (readdir(folder) != NULL)
		n++;
	closedir(folder);
	return n;
}

START_TEST(engines_leave_no_file_open)
{
	int before;

	begin(false);
	establishes();
	teardown();
	before = open_files();
	for (int i = 0; i < 20; i++) {
		begin(i % 2 == 1);
		establishes();
		calls(END_A, CALL_CLOSE, 0);
		teardown();
	}
	ck_assert_int_eq(open_files(), before);
}
END_TEST

START_TEST(a_probe_leaves_us_who_we_were)
{
	struct error why = { 0 };
	int before = open_files();
	bool can = kernel_probe(&why);

	begin(false);
	ck_assert_msg(can, "%s", why.text);
	teardown();
	ck_assert_int_eq(open_files(), before);
}
END_TEST

START_TEST(random_scenes_end_somewhere)
{
	srand(9293u + (unsigned)_i);
	begin(_i % 2 == 1);
	for (int n = 0; n < 150; n++)
		random_statement(story);
	for (int i = 0; i < END_COUNT; i++)
		ck_assert_uint_lt(trace_now(engine_trace(story), (enum end)i)->state,
		    STATE_COUNT);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("kernel");
	TCase *tc = tcase_create("kernel");

	tcase_set_timeout(tc, 600);

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_loop_test(tc, a_connection_opens_and_closes, 0, 2);
	tcase_add_test(tc, every_moment_is_explained);
	tcase_add_test(tc, time_wait_counts_down_from_sixty_seconds);
	tcase_add_test(tc, a_held_segment_that_is_sent_again_is_counted_not_piled_up);
	tcase_add_test(tc, what_is_sent_again_only_because_we_hold_the_answer_is_counted);
	tcase_add_test(tc, a_held_probe_that_is_sent_again_is_counted_too);
	tcase_add_test(tc, a_lost_segment_comes_again_while_a_person_reads);
	tcase_add_test(tc, a_keep_alive_is_known_by_its_number);
	tcase_add_test(tc, waiting_for_a_timer_waits_as_long_as_the_kernel_does);
	tcase_add_test(tc, what_takes_too_long_is_skipped_with_its_reason);
	tcase_add_test(tc, a_known_difference_is_named);
	tcase_add_test(tc, numbers_are_those_of_the_scene_across_the_wrap);
	tcase_add_test(tc, mss_and_window_are_real);
	tcase_add_test(tc, two_worlds_live_side_by_side);
	tcase_add_test(tc, engines_leave_no_file_open);
	tcase_add_test(tc, a_probe_leaves_us_who_we_were);
	tcase_add_loop_test(tc, random_scenes_end_somewhere, 0, 4);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
