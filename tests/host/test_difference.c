/*
 * The table of known differences: what it must know, what it must not claim to
 * know, and that no row hides behind an earlier one of the same name.
 */
#include <string.h>

#include "host/difference.h"
#include "tap.h"

/* Every kernel does as the RFC does, unless a test says otherwise. */
static struct parting
agreeing(enum cause_kind kind, enum state before)
{
	return (struct parting){ .kind = (uint8_t)kind, .before = (uint8_t)before,
	    .rfc = (uint8_t)before, .kernel = (uint8_t)before,
	    .rfc_sent = ANSWER_NOTHING, .kernel_sent = ANSWER_NOTHING };
}

static void
is_known_as(const struct parting *parting, const char *name)
{
	const struct difference *row = difference_find(parting);

	ck_assert_msg(row != NULL, "%s: not known", name);
	ck_assert_str_eq(row->name, name);
}

START_TEST(each_row_has_a_name_of_its_own_and_a_sentence)
{
	for (size_t i = 0; i < difference_count; i++) {
		const char *reason = differences[i].reason;

		ck_assert_uint_ne(differences[i].kinds, 0);
		ck_assert_uint_ne(differences[i].before, 0);
		ck_assert_int_eq(reason[strlen(reason) - 1], '.');
		for (size_t k = 0; k < i; k++)
			ck_assert_str_ne(differences[i].name, differences[k].name);
	}
}
END_TEST

START_TEST(linux_resets_with_an_ack)
{
	struct parting p = agreeing(KIND_ABORT, STATE_ESTABLISHED);

	p.rfc = p.kernel = STATE_CLOSED;
	p.rfc_sent = SEG_RST;
	p.kernel_sent = SEG_RST | SEG_ACK;
	is_known_as(&p, "reset-with-ack");
}
END_TEST

START_TEST(a_syn_with_a_fin_is_dropped)
{
	struct parting p = agreeing(KIND_INJECT, STATE_LISTEN);

	p.arrived = SEG_SYN | SEG_FIN;
	p.rfc = STATE_SYN_RECEIVED;
	p.rfc_sent = SEG_SYN | SEG_ACK;
	is_known_as(&p, "syn-fin-dropped");
	/* One without the FIN must not be. */
	p.arrived = SEG_SYN;
	ck_assert_ptr_null(difference_find(&p));
}
END_TEST

START_TEST(linux_does_not_go_back_to_time_wait)
{
	struct parting p = agreeing(KIND_DELIVER, STATE_SYN_RECEIVED);

	p.arrived = SEG_RST;
	p.rfc = STATE_TIME_WAIT;
	p.kernel = STATE_LISTEN;
	is_known_as(&p, "time-wait-forgotten");
}
END_TEST

START_TEST(a_request_is_forgotten_in_silence)
{
	struct parting p = agreeing(KIND_CLOSE, STATE_SYN_RECEIVED);

	p.rfc = STATE_FIN_WAIT_1;
	p.rfc_sent = SEG_FIN | SEG_ACK;
	p.kernel = STATE_CLOSED;
	is_known_as(&p, "request-close");
}
END_TEST

START_TEST(an_ack_that_is_held_back_is_told_from_that_of_a_fin)
{
	struct parting p = agreeing(KIND_DELIVER, STATE_ESTABLISHED);

	p.rfc_sent = SEG_ACK;
	p.arrived = SEG_ACK;
	is_known_as(&p, "delayed-ack");
	p.arrived = SEG_ACK | SEG_FIN;
	is_known_as(&p, "delayed-ack-of-fin");
	/* It explains an answer, and no state. */
	p.kernel = STATE_CLOSED;
	ck_assert_ptr_null(difference_find(&p));
}
END_TEST

START_TEST(an_old_ack_needs_to_be_old)
{
	struct parting p = agreeing(KIND_INJECT, STATE_ESTABLISHED);

	p.arrived = SEG_ACK;
	p.rfc_sent = p.kernel_sent = SEG_ACK;
	p.old_ack = true;
	is_known_as(&p, "old-ack");
	p.old_ack = false;
	is_known_as(&p, "not-trimmed");
	p.kernel_text = true;
	is_known_as(&p, "congestion-window");
}
END_TEST

START_TEST(shorter_segments_no_congestion_window_held_back)
{
	struct parting p = agreeing(KIND_SEND, STATE_ESTABLISHED);

	p.rfc_sent = p.kernel_sent = SEG_ACK;
	p.kernel_text = true;
	is_known_as(&p, "congestion-window");
	p.cut_smaller = true;
	is_known_as(&p, "smaller-segments");
	p.kind = KIND_DELIVER;
	p.arrived = SEG_ACK;
	is_known_as(&p, "smaller-segments");
}
END_TEST

START_TEST(text_sent_early_is_told_from_text_that_came_early)
{
	struct parting p = agreeing(KIND_DELIVER, STATE_SYN_SENT);

	p.arrived = SEG_SYN | SEG_ACK;
	p.rfc = p.kernel = STATE_ESTABLISHED;
	p.rfc_sent = p.kernel_sent = SEG_ACK;
	is_known_as(&p, "syn-text");
	p.kernel_text = true;
	is_known_as(&p, "early-data-sent");
	/* Both ends have called connect(). */
	p.before = STATE_SYN_RECEIVED;
	is_known_as(&p, "early-data-sent");
	p.kernel_text = false;
	is_known_as(&p, "syn-text-lost");
}
END_TEST

START_TEST(a_segment_comes_again_for_one_reason_or_another)
{
	struct parting p = agreeing(KIND_DELIVER, STATE_ESTABLISHED);

	p.arrived = SEG_ACK;
	p.kernel_sent = SEG_ACK;
	p.kernel_text = true;
	is_known_as(&p, "congestion-window-opens");
	p.kernel_again = true;
	is_known_as(&p, "recovery");
	p.same_ack = true;
	is_known_as(&p, "fast-retransmit");
	/* Who has sent nothing but its SYN recovers nothing. */
	p.before = p.rfc = p.kernel = STATE_SYN_RECEIVED;
	p.kernel_sent = SEG_SYN | SEG_ACK;
	p.kernel_text = false;
	is_known_as(&p, "request-repeats");
}
END_TEST

START_TEST(a_probe_is_one_only_before_a_closed_window)
{
	struct parting p = agreeing(KIND_TIMER, STATE_FIN_WAIT_1);

	p.rfc_sent = SEG_FIN | SEG_ACK;
	p.kernel_sent = SEG_ACK;
	ck_assert_ptr_null(difference_find(&p));
	p.window_closed = true;
	is_known_as(&p, "empty-probe");
}
END_TEST

START_TEST(text_that_waits_is_no_ack_that_does)
{
	struct parting p = agreeing(KIND_DELIVER, STATE_ESTABLISHED);

	p.arrived = SEG_ACK;
	p.rfc_sent = SEG_ACK;
	is_known_as(&p, "delayed-ack");
	p.rfc_text = true;
	is_known_as(&p, "text-waits");
}
END_TEST

START_TEST(a_fin_that_waits_changes_the_state_all_the_same)
{
	struct parting p = agreeing(KIND_CLOSE, STATE_ESTABLISHED);

	p.rfc = p.kernel = STATE_FIN_WAIT_1;
	p.rfc_sent = SEG_FIN | SEG_ACK;
	is_known_as(&p, "fin-waits");
	p.kernel = STATE_ESTABLISHED;
	ck_assert_ptr_null(difference_find(&p));
}
END_TEST

START_TEST(an_ack_with_nothing_to_it_is_no_text)
{
	struct parting p = agreeing(KIND_DELIVER, STATE_ESTABLISHED);

	p.arrived = SEG_ACK;
	p.rfc_sent = p.kernel_sent = SEG_ACK;
	is_known_as(&p, "not-trimmed");
	p.rfc_text = true;
	is_known_as(&p, "text-waits");
	p.kernel_text = true;
	is_known_as(&p, "congestion-window");
}
END_TEST

START_TEST(room_is_told_of_sooner_or_later)
{
	struct parting p = agreeing(KIND_RECEIVE, STATE_ESTABLISHED);

	p.kernel_sent = SEG_ACK;
	is_known_as(&p, "window-update");
	p.kernel_sent = ANSWER_NOTHING;
	p.rfc_sent = SEG_ACK;
	is_known_as(&p, "window-update-waits");
}
END_TEST

START_TEST(urgent_text_is_text)
{
	struct parting p = agreeing(KIND_SEND, STATE_ESTABLISHED);

	p.rfc_sent = p.kernel_sent = SEG_ACK | SEG_URG;
	p.rfc_text = p.kernel_text = true;
	is_known_as(&p, "congestion-window");
	p.kernel_sent = ANSWER_NOTHING;
	p.kernel_text = false;
	is_known_as(&p, "text-waits");
}
END_TEST

START_TEST(what_is_sent_again_may_be_cut_anew)
{
	struct parting p = agreeing(KIND_TIMER, STATE_ESTABLISHED);

	p.rfc_sent = p.kernel_sent = SEG_ACK;
	p.rfc_text = p.kernel_text = true;
	ck_assert_ptr_null(difference_find(&p));
	p.kernel_again = true;
	is_known_as(&p, "as-it-was-cut");
}
END_TEST

START_TEST(a_fin_goes_behind_its_text)
{
	struct parting p = agreeing(KIND_DELIVER, STATE_FIN_WAIT_1);

	p.arrived = SEG_ACK;
	p.rfc_sent = SEG_FIN | SEG_ACK;
	is_known_as(&p, "fin-waits");
	p.kernel_sent = SEG_ACK;
	p.kernel_text = true;
	is_known_as(&p, "text-before-fin");
}
END_TEST

START_TEST(last_ack_may_be_early)
{
	struct parting p = agreeing(KIND_SHUTDOWN, STATE_CLOSE_WAIT);

	p.kernel = STATE_LAST_ACK;
	is_known_as(&p, "last-ack-early");
}
END_TEST

START_TEST(close_with_unread_text_resets_late_too)
{
	struct parting p = agreeing(KIND_CLOSE, STATE_LAST_ACK);

	p.kernel = STATE_CLOSED;
	p.kernel_sent = SEG_RST | SEG_ACK;
	is_known_as(&p, "close-unread");
}
END_TEST

START_TEST(a_reset_just_outside_the_window_is_challenged)
{
	struct parting p = agreeing(KIND_INJECT, STATE_ESTABLISHED);

	p.arrived = SEG_RST;
	p.kernel_sent = SEG_ACK;
	is_known_as(&p, "reset-at-the-edge");
	p.arrived = SEG_ACK;
	is_known_as(&p, "extra-ack");
}
END_TEST

START_TEST(what_stood_before_is_read_from_the_end)
{
	struct endpoint before = { .known = KNOWN_SND_UNA | KNOWN_SND_WND, .snd_una = 111 };
	struct segment ack = { .flags = SEG_ACK, .ack = { 111 } };
	struct parting p = { 0 };

	parting_before(&p, NULL, &before);
	ck_assert(p.window_closed && p.arrived == 0 && !p.same_ack);
	parting_before(&p, &ack, &before);
	ck_assert(p.same_ack && !p.old_ack);
	p = (struct parting){ 0 };
	ack.ack = seq_make(110);
	before.snd_wnd = 1;
	parting_before(&p, &ack, &before);
	ck_assert(p.old_ack && !p.same_ack && !p.window_closed);
}
END_TEST

START_TEST(time_wait_ends_for_whoever_listens_again)
{
	struct parting p = agreeing(KIND_DELIVER, STATE_TIME_WAIT);

	p.arrived = SEG_SYN;
	p.kernel = STATE_SYN_RECEIVED;
	p.rfc_sent = SEG_ACK;
	p.kernel_sent = SEG_SYN | SEG_ACK;
	is_known_as(&p, "time-wait-reopened");
	p.kernel = STATE_LISTEN;	/* with a SYN cookie */
	is_known_as(&p, "time-wait-reopened");
}
END_TEST

START_TEST(what_nobody_knew_is_not_explained_away)
{
	struct parting p = agreeing(KIND_DELIVER, STATE_ESTABLISHED);

	p.kernel = STATE_TIME_WAIT;
	ck_assert_ptr_null(difference_find(&p));
	p = agreeing(KIND_CONNECT, STATE_CLOSED);
	p.rfc = STATE_SYN_SENT;
	p.rfc_sent = SEG_SYN;
	ck_assert_ptr_null(difference_find(&p));
	p = agreeing(KIND_TIMER, STATE_TIME_WAIT);
	p.rfc = STATE_CLOSED;
	ck_assert_ptr_null(difference_find(&p));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("difference");
	TCase *tc = tcase_create("difference");

	tcase_add_test(tc, each_row_has_a_name_of_its_own_and_a_sentence);
	tcase_add_test(tc, linux_resets_with_an_ack);
	tcase_add_test(tc, a_syn_with_a_fin_is_dropped);
	tcase_add_test(tc, linux_does_not_go_back_to_time_wait);
	tcase_add_test(tc, a_request_is_forgotten_in_silence);
	tcase_add_test(tc, an_ack_that_is_held_back_is_told_from_that_of_a_fin);
	tcase_add_test(tc, an_old_ack_needs_to_be_old);
	tcase_add_test(tc, shorter_segments_no_congestion_window_held_back);
	tcase_add_test(tc, text_sent_early_is_told_from_text_that_came_early);
	tcase_add_test(tc, a_segment_comes_again_for_one_reason_or_another);
	tcase_add_test(tc, a_probe_is_one_only_before_a_closed_window);
	tcase_add_test(tc, text_that_waits_is_no_ack_that_does);
	tcase_add_test(tc, a_fin_that_waits_changes_the_state_all_the_same);
	tcase_add_test(tc, an_ack_with_nothing_to_it_is_no_text);
	tcase_add_test(tc, room_is_told_of_sooner_or_later);
	tcase_add_test(tc, urgent_text_is_text);
	tcase_add_test(tc, what_is_sent_again_may_be_cut_anew);
	tcase_add_test(tc, a_fin_goes_behind_its_text);
	tcase_add_test(tc, last_ack_may_be_early);
	tcase_add_test(tc, close_with_unread_text_resets_late_too);
	tcase_add_test(tc, a_reset_just_outside_the_window_is_challenged);
	tcase_add_test(tc, what_stood_before_is_read_from_the_end);
	tcase_add_test(tc, time_wait_ends_for_whoever_listens_again);
	tcase_add_test(tc, what_nobody_knew_is_not_explained_away);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
