/*
 * Two runs side by side, from traces made by hand: what is the same, what
 * differs and is known, what follows from that, and what nobody knew.
 */
#include "export/compare.h"

#include "base/mem.h"
#include "golden.h"
#include "tape.h"

static struct tape model, real;
static struct compare_count counted;

static void
setup(void)
{
	tape_init(&model, "model", NULL);
	tape_init(&real, "kernel", "Linux 6.18.1");
}

static void
teardown(void)
{
	tape_fini(&model);
	tape_fini(&real);
}

/* What is said of the two; to be freed. */
static char *
compared(bool ascii)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	ck_assert_ptr_nonnull(out);
	counted = compare_players(out, &model.player, &real.player, ascii);
	ck_assert_int_eq(fclose(out), 0);
	return text;
}

static void
compare(const char *golden, bool ascii)
{
	char *text = compared(ascii);

	if (golden != NULL)
		golden_compare(golden, text);
	free(text);
}

/* A single difference, and it is the one of that name (host/difference.h). */
static void
compare_names(const char *name)
{
	char *text = compared(false);

	ck_assert_msg(strstr(text, name) != NULL, "no %s in\n%s", name, text);
	ck_assert_uint_eq(counted.explained, 1);
	ck_assert_uint_eq(counted.unexplained, 0);
	free(text);
}

static struct endpoint *
end_now(struct tape *tape, enum end end)
{
	struct trace *trace = &tape->engine.trace;

	return &trace->moments[trace->count - 1].end[end];
}

/* B listens, A connects; both are established in a single moment each. */
static void
open_both(struct tape *tape)
{
	struct trace *trace = &tape->engine.trace;

	hand_moment(trace, KIND_LISTEN, END_B, 0)->reply = REPLY_OK;
	hand_edge(trace, END_B, STATE_LISTEN, CAUSE_PASSIVE_OPEN);
	hand_moment(trace, KIND_CONNECT, END_A, 0)->reply = REPLY_OK;
	hand_edge(trace, END_A, STATE_SYN_SENT, CAUSE_ACTIVE_OPEN);
	hand_send(trace, END_A, SENT_SYN, "S 100:100(0) win 65535");
}

static void
abort_a(struct tape *tape, const char *segment)
{
	struct trace *trace = &tape->engine.trace;

	hand_moment(trace, KIND_ABORT, END_A, 0)->reply = REPLY_OK;
	hand_edge(trace, END_A, STATE_CLOSED, CAUSE_ABORT);
	hand_send(trace, END_A, SENT_RST, segment);
}

START_TEST(what_is_the_same_is_so)
{
	open_both(&model);
	open_both(&real);
	compare("compare-same.txt", false);
	ck_assert_uint_eq(counted.statements, 2);
	ck_assert_uint_eq(counted.same, 2);
	ck_assert_uint_eq(counted.explained + counted.unexplained, 0);
	ck_assert_uint_eq(counted.model_alone + counted.real_alone, 0);
}
END_TEST

START_TEST(windows_push_and_success_in_other_words_are_the_same)
{
	open_both(&model);
	open_both(&real);
	hand_moment(&model.engine.trace, KIND_SEND, END_A, 0)->reply = REPLY_QUEUED;
	hand_send(&model.engine.trace, END_A, SENT_DATA, "P. 101:111(10) ack 301 win 65535");
	hand_moment(&real.engine.trace, KIND_SEND, END_A, 0)->reply = REPLY_OK;
	hand_send(&real.engine.trace, END_A, SENT_DATA, ". 101:111(10) ack 301 win 512");
	compare("compare-push.txt", false);
	ck_assert_uint_eq(counted.same, 3);
}
END_TEST

/* The table has it: a kernel's abort sends RST,ACK. */
START_TEST(a_known_difference_is_explained)
{
	open_both(&model);
	open_both(&real);
	abort_a(&model, "R 101:101(0)");
	abort_a(&real, "R. 101:101(0) ack 301");
	compare("compare-known.txt", false);
	ck_assert_uint_eq(counted.explained, 1);
	ck_assert_uint_eq(counted.unexplained, 0);
}
END_TEST

static void
differ_unheard_of(void)
{
	open_both(&model);
	open_both(&real);
	hand_moment(&model.engine.trace, KIND_CONNECT, END_A, 0)->reply = REPLY_EXISTS;
	hand_moment(&real.engine.trace, KIND_CONNECT, END_A, 0)->reply = REPLY_OK;
	end_now(&real, END_A)->state = STATE_CLOSE_WAIT;
	trace_remark(&real.engine.trace, "Nobody has seen this before.");
	hand_moment(&model.engine.trace, KIND_SEND, END_B, 0)->reply = REPLY_OK;
	hand_moment(&real.engine.trace, KIND_SEND, END_B, 0)->reply = REPLY_OK;
}

START_TEST(an_unknown_difference_is_plainly_unknown)
{
	differ_unheard_of();
	compare("compare-unknown.txt", false);
	ck_assert_uint_eq(counted.unexplained, 1);
	/* What follows from it is not counted against anybody again. */
	ck_assert_uint_eq(counted.explained, 1);
}
END_TEST

START_TEST(it_can_be_said_in_ascii)
{
	differ_unheard_of();
	compare("compare-unknown-ascii.txt", true);
}
END_TEST

START_TEST(what_only_one_of_them_played_says_why)
{
	struct result *skipped;

	open_both(&model);
	open_both(&real);
	hand_fate(&model.engine.trace, KIND_DROP, 0, 0);
	skipped = tape_say(&real, VERDICT_SKIPPED, model.engine.trace.moments[2].line);
	skipped->why = mem_strdup("it cannot lose a segment");
	compare("compare-alone.txt", false);
	free(skipped->why);
	ck_assert_uint_eq(counted.model_alone, 1);
	ck_assert_uint_eq(counted.real_alone, 0);
	ck_assert_uint_eq(counted.unexplained, 0);
}
END_TEST

START_TEST(each_is_told_how_much_it_played_alone)
{
	open_both(&model);
	open_both(&real);
	hand_fate(&model.engine.trace, KIND_DROP, 0, 0);
	hand_fate(&real.engine.trace, KIND_DELIVER, 0, 0)->line = 20;
	hand_moment(&real.engine.trace, KIND_WAIT, END_A, 0)->line = 21;
	compare("compare-alone-both.txt", false);
	ck_assert_uint_eq(counted.model_alone, 1);
	ck_assert_uint_eq(counted.real_alone, 2);
}
END_TEST

START_TEST(what_was_done_at_once_is_said_to_be)
{
	struct trace *trace = &real.engine.trace;

	open_both(&model);
	open_both(&real);
	trace->moments[1].at_once = true;
	end_now(&real, END_A)->state = STATE_ESTABLISHED;
	end_now(&real, END_B)->state = STATE_ESTABLISHED;
	compare("compare-at-once.txt", false);
	ck_assert_uint_eq(counted.explained, 1);
}
END_TEST

START_TEST(who_connected_oftener_counts_from_elsewhere)
{
	open_both(&model);
	open_both(&real);
	end_now(&model, END_A)->known = end_now(&real, END_A)->known = KNOWN_ISS | KNOWN_SND_NXT;
	end_now(&model, END_A)->iss = 200;
	end_now(&model, END_A)->snd_nxt = 201;
	end_now(&real, END_A)->iss = 100;
	end_now(&real, END_A)->snd_nxt = 101;
	compare("compare-iss.txt", false);
	ck_assert_uint_eq(counted.explained, 1);
	ck_assert_uint_eq(counted.unexplained, 0);
}
END_TEST

START_TEST(a_full_accept_queue_is_known)
{
	open_both(&model);
	open_both(&real);
	struct endpoint *listening = end_now(&real, END_B);
	listening->has_listener = true;
	listening->accept_queue = 1;
	hand_fate(&model.engine.trace, KIND_DELIVER, 0, 0);
	hand_edge(&model.engine.trace, END_B, STATE_SYN_RECEIVED, CAUSE_RCV_SYN);
	hand_send(&model.engine.trace, END_B, SENT_SYN, "S. 300:300(0) ack 101 win 65535");
	hand_fate(&real.engine.trace, KIND_DELIVER, 0, 0);
	compare_names("queue-full-syn");
}
END_TEST

START_TEST(an_ack_older_than_all_that_was_sent_is_known)
{
	open_both(&model);
	open_both(&real);
	struct tape *both[] = { &model, &real };
	for (size_t i = 0; i < 2; i++) {
		struct trace *trace = &both[i]->engine.trace;
		struct endpoint *a = end_now(both[i], END_A);
		a->state = STATE_ESTABLISHED;
		a->known = KNOWN_SND_UNA;
		a->snd_una = 101;
		uint32_t old = hand_send(trace, END_B, SENT_ACK, ". 301:301(0) ack 50 win 65535");
		hand_fate(trace, KIND_DELIVER, old, 0);
	}
	hand_send(&real.engine.trace, END_A, SENT_ACK, ". 101:101(0) ack 301 win 65535");
	compare_names("old-ack");
}
END_TEST

/* As a `deliver all` has them: one line for both. */
static void
same_line(struct tape *tape)
{
	struct trace *trace = &tape->engine.trace;

	trace->moments[trace->count - 1].line = trace->moments[trace->count - 2].line;
}

START_TEST(of_many_moments_the_first_that_differs_is_looked_up)
{
	open_both(&model);
	open_both(&real);
	struct tape *both[] = { &model, &real };
	for (size_t i = 0; i < 2; i++) {
		struct trace *trace = &both[i]->engine.trace;
		struct endpoint *a = end_now(both[i], END_A);
		a->state = STATE_ESTABLISHED;
		a->known = KNOWN_SND_UNA;
		a->snd_una = 101;
		uint32_t new = hand_send(trace, END_B, SENT_ACK, ". 301:301(0) ack 101 win 65535");
		uint32_t old = hand_send(trace, END_B, SENT_ACK, ". 301:301(0) ack 50 win 65535");
		hand_fate(trace, KIND_DELIVER, new, 0);
		hand_fate(trace, KIND_DELIVER, old, 0);
		same_line(both[i]);
	}
	hand_send(&real.engine.trace, END_A, SENT_ACK, ". 101:101(0) ack 301 win 65535");
	compare_names("old-ack");
}
END_TEST

START_TEST(who_sends_again_has_lost_something)
{
	open_both(&model);
	open_both(&real);
	struct tape *both[] = { &model, &real };
	for (size_t i = 0; i < 2; i++) {
		struct trace *trace = &both[i]->engine.trace;
		struct endpoint *a = end_now(both[i], END_A);
		a->state = STATE_ESTABLISHED;
		a->known = KNOWN_SND_UNA;
		a->snd_una = 101;
		hand_fate(trace, KIND_DELIVER,
		    hand_send(trace, END_B, SENT_ACK, ". 301:301(0) ack 101 win 65535"), 0);
	}
	hand_send(&real.engine.trace, END_A, SENT_AGAIN, ". 101:111(10) ack 301 win 65535");
	compare_names("fast-retransmit");
}
END_TEST

START_TEST(of_two_timers_due_at_once_either_may_be_first)
{
	open_both(&model);
	open_both(&real);
	hand_moment(&model.engine.trace, KIND_TIMER, END_A, 0);
	hand_send(&model.engine.trace, END_A, SENT_AGAIN, "S 100:100(0) win 65535");
	hand_moment(&real.engine.trace, KIND_TIMER, END_B, 0);
	hand_send(&real.engine.trace, END_B, SENT_AGAIN, "S. 300:300(0) ack 101 win 65535");
	compare_names("Another timer ran out first");
}
END_TEST

START_TEST(the_oldest_on_the_wire_may_be_another)
{
	open_both(&model);
	open_both(&real);
	hand_fate(&model.engine.trace, KIND_DELIVER,
	    hand_send(&model.engine.trace, END_A, SENT_AGAIN, "S 100:100(0) win 65535"), 0);
	hand_fate(&real.engine.trace, KIND_DELIVER,
	    hand_send(&real.engine.trace, END_B, SENT_AGAIN, "S. 300:300(0) ack 101 win 65535"), 0);
	hand_send(&real.engine.trace, END_A, SENT_ACK, ". 101:101(0) ack 301 win 65535");

	char *text = compared(false);

	ck_assert_ptr_nonnull(strstr(text, "Another segment was the oldest"));
	ck_assert_ptr_null(strstr(text, "was lost"));
	free(text);
}
END_TEST

START_TEST(text_that_is_cut_smaller_is_known)
{
	open_both(&model);
	open_both(&real);
	end_now(&model, END_A)->state = end_now(&real, END_A)->state = STATE_ESTABLISHED;
	hand_moment(&model.engine.trace, KIND_SEND, END_A, 0)->reply = REPLY_OK;
	hand_send(&model.engine.trace, END_A, SENT_DATA, "P. 101:1101(1000) ack 301 win 65535");
	hand_moment(&real.engine.trace, KIND_SEND, END_A, 0)->reply = REPLY_OK;
	hand_send(&real.engine.trace, END_A, SENT_DATA, ". 101:601(500) ack 301 win 65535");
	hand_send(&real.engine.trace, END_A, SENT_DATA, "P. 601:1101(500) ack 301 win 65535");
	compare_names("smaller-segments");
}
END_TEST

START_TEST(numbers_that_one_does_not_know_are_no_difference)
{
	open_both(&model);
	open_both(&real);
	end_now(&model, END_A)->snd_una = 100;
	end_now(&model, END_A)->known = KNOWN_SND_UNA | KNOWN_SND_NXT;
	end_now(&real, END_A)->snd_una = 100;
	end_now(&real, END_A)->known = KNOWN_SND_UNA;
	compare(NULL, false);
	ck_assert_uint_eq(counted.same, 2);

	end_now(&real, END_A)->snd_una = 99;
	compare("compare-numbers.txt", false);
	ck_assert_uint_eq(counted.unexplained, 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("compare");
	TCase *tcase = tcase_create("compare");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, what_is_the_same_is_so);
	tcase_add_test(tcase, windows_push_and_success_in_other_words_are_the_same);
	tcase_add_test(tcase, a_known_difference_is_explained);
	tcase_add_test(tcase, an_unknown_difference_is_plainly_unknown);
	tcase_add_test(tcase, it_can_be_said_in_ascii);
	tcase_add_test(tcase, what_only_one_of_them_played_says_why);
	tcase_add_test(tcase, each_is_told_how_much_it_played_alone);
	tcase_add_test(tcase, what_was_done_at_once_is_said_to_be);
	tcase_add_test(tcase, who_connected_oftener_counts_from_elsewhere);
	tcase_add_test(tcase, a_full_accept_queue_is_known);
	tcase_add_test(tcase, an_ack_older_than_all_that_was_sent_is_known);
	tcase_add_test(tcase, of_many_moments_the_first_that_differs_is_looked_up);
	tcase_add_test(tcase, who_sends_again_has_lost_something);
	tcase_add_test(tcase, of_two_timers_due_at_once_either_may_be_first);
	tcase_add_test(tcase, the_oldest_on_the_wire_may_be_another);
	tcase_add_test(tcase, text_that_is_cut_smaller_is_known);
	tcase_add_test(tcase, numbers_that_one_does_not_know_are_no_difference);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
