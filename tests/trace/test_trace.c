/* A trace: what it keeps of a run, moment by moment, and that nothing moves afterwards. */
#include <stdlib.h>

#include "trace/by_hand.h"

static struct trace trace;

static void
setup(void)
{
	trace_init(&trace, "model", NULL);
}

static void
teardown(void)
{
	trace_fini(&trace);
}

static void
assert_wire(size_t at, uint32_t count, const uint32_t *wire)
{
	const struct moment *moment = &trace.moments[at];

	ck_assert_uint_eq(moment->wire_count, count);
	for (uint32_t i = 0; i < count; i++)
		ck_assert_uint_eq(moment->wire[i], wire[i]);
}

#define ASSERT_WIRE(at, ...) do {					\
	const uint32_t wire[] = { __VA_ARGS__ };			\
	assert_wire(at, sizeof(wire) / sizeof(wire[0]), wire);		\
} while (0)

START_TEST(begins_closed_and_empty)
{
	ck_assert_str_eq(trace.engine, "model");
	ck_assert_ptr_null(trace.kernel);
	ck_assert_uint_eq(trace.count, 0);
	ck_assert_uint_eq(trace_now(&trace, END_A)->state, STATE_CLOSED);
	ck_assert_uint_eq(trace_now(&trace, END_B)->known, 0);
}
END_TEST

START_TEST(a_moment_begins_as_things_stood)
{
	trace.start[END_B].state = STATE_LISTEN;

	struct moment *moment = hand_moment(&trace, KIND_CONNECT, END_A, 5);

	ck_assert_uint_eq(moment->end[END_A].state, STATE_CLOSED);
	ck_assert_uint_eq(moment->end[END_B].state, STATE_LISTEN);
	moment->end[END_A].state = STATE_SYN_SENT;
	hand_send(&trace, END_A, SENT_SYN, "S 100:100(0) win 65535");

	moment = hand_moment(&trace, KIND_WAIT, END_A, 7);
	ck_assert_uint_eq(moment->end[END_A].state, STATE_SYN_SENT);
	ck_assert_int_eq(moment->time, 7);
	ck_assert_uint_eq(moment->sent_count, 0);
	ck_assert_uint_eq(trace_before(&trace, 0, END_A)->state, STATE_CLOSED);
	ck_assert_uint_eq(trace_before(&trace, 1, END_A)->state, STATE_SYN_SENT);
	ck_assert_ptr_eq(trace_now(&trace, END_A), &moment->end[END_A]);
	ASSERT_WIRE(0, 0);
	ASSERT_WIRE(1, 0);
}
END_TEST

START_TEST(segments_are_numbered_and_queue_on_the_wire)
{
	hand_moment(&trace, KIND_CONNECT, END_A, 0);
	hand_send(&trace, END_A, SENT_SYN, "S 100:100(0) win 65535");
	hand_moment(&trace, KIND_CONNECT, END_B, 1);
	hand_send(&trace, END_B, SENT_SYN, "S 300:300(0) win 65535");
	hand_send(&trace, END_B, SENT_DATA, ". 301:311(10) ack 101 win 65535");

	ck_assert_uint_eq(trace.numbered, 3);
	ck_assert_uint_eq(trace.flights[2].number, 3);
	ck_assert_uint_eq(trace.flights[2].from, END_B);
	ck_assert_uint_eq(trace.flights[2].sent_at, 1);
	ck_assert_int_eq(trace.flights[2].sent_time, 1);
	ck_assert_uint_eq(trace.moments[1].sent, 1);
	ck_assert_uint_eq(trace.moments[1].sent_count, 2);
	ASSERT_WIRE(0, 0);
	ASSERT_WIRE(1, 0, 1, 2);
}
END_TEST

START_TEST(what_became_of_a_segment_depends_on_when_one_looks)
{
	hand_moment(&trace, KIND_CONNECT, END_A, 0);

	uint32_t syn = hand_send(&trace, END_A, SENT_SYN, "S 100:100(0) win 65535");
	const struct flight *flight;

	hand_moment(&trace, KIND_WAIT, END_A, 1000);
	hand_fate(&trace, KIND_DROP, syn, 2000);
	hand_moment(&trace, KIND_WAIT, END_A, 3000);
	flight = &trace.flights[syn];
	ck_assert_int_eq(flight_fate(flight, 0), FATE_IN_FLIGHT);
	ck_assert_int_eq(flight_fate(flight, 1), FATE_IN_FLIGHT);
	ck_assert_int_eq(flight_fate(flight, 2), FATE_LOST);
	ck_assert_int_eq(flight_fate(flight, 3), FATE_LOST);
	ck_assert_int_eq(flight->ended_time, 2000);
	ASSERT_WIRE(1, syn);
	ck_assert_uint_eq(trace.moments[2].wire_count, 0);
}
END_TEST

START_TEST(a_copy_stands_right_behind_its_original)
{
	hand_moment(&trace, KIND_SEND, END_A, 0);
	hand_send(&trace, END_A, SENT_DATA, ". 101:111(10) ack 301 win 65535");
	hand_send(&trace, END_A, SENT_DATA, ". 111:121(10) ack 301 win 65535");
	hand_fate(&trace, KIND_DUPLICATE, 0, 1);
	ASSERT_WIRE(0, 0, 1);
	ASSERT_WIRE(1, 0, 2, 1);
	ck_assert(trace.flights[2].copy);
	ck_assert_uint_eq(trace.flights[2].number, 1);
	ck_assert_uint_eq(trace.flights[2].ended_at, NO_MOMENT);
	ck_assert_uint_eq(trace.moments[1].sent_count, 0);
	ck_assert_uint_eq(trace.numbered, 2);

	hand_fate(&trace, KIND_DELIVER, 0, 2);
	ASSERT_WIRE(2, 2, 1);
	ck_assert_int_eq(flight_fate(&trace.flights[2], 2), FATE_IN_FLIGHT);
}
END_TEST

START_TEST(a_forgery_is_nobodys_segment)
{
	struct moment *moment = hand_moment(&trace, KIND_INJECT, END_B, 9);
	struct segment seg = segment_of("R 101:101(0) win 0");
	uint32_t index = trace_forge(&trace, END_B, &seg);

	ck_assert_uint_eq(moment->cause.flight, index);
	ck_assert(trace.flights[index].forged);
	ck_assert_uint_eq(trace.flights[index].number, 0);
	ck_assert_uint_eq(trace.flights[index].from, END_A);
	ck_assert_int_eq(flight_fate(&trace.flights[index], 0), FATE_DELIVERED);
	ck_assert_uint_eq(moment->wire_count, 0);

	uint32_t answer = hand_send(&trace, END_B, SENT_CHALLENGE,
	    ". 301:301(0) ack 101 win 65535");

	ck_assert_uint_eq(trace.moments[0].sent, answer);
	ck_assert_uint_eq(trace.moments[0].sent_count, 1);
	ck_assert_uint_eq(trace.flights[answer].number, 1);
}
END_TEST

START_TEST(a_retransmission_names_the_first_transmission)
{
	hand_moment(&trace, KIND_SEND, END_A, 0);
	hand_send(&trace, END_A, SENT_DATA, ". 4294967290:4294967294(4) ack 301 win 65535");
	hand_send(&trace, END_A, SENT_DATA, ". 4294967294:4(6) ack 301 win 65535");
	hand_send(&trace, END_B, SENT_DATA, ". 0:6(6) ack 1 win 65535");
	hand_fate(&trace, KIND_DUPLICATE, 1, 1);
	hand_moment(&trace, KIND_TIMER, END_A, 2);

	uint32_t again = hand_send(&trace, END_A, SENT_AGAIN,
	    ". 0:4(4) ack 301 win 65535");

	ck_assert_uint_eq(trace.flights[again].number, 4);
	ck_assert_uint_eq(trace.flights[again].again_of, 2);
	again = hand_send(&trace, END_A, SENT_AGAIN,
	    ". 4294967294:4(6) ack 301 win 65535");
	ck_assert_uint_eq(trace.flights[again].again_of, 2);
	ck_assert_uint_eq(trace.flights[0].again_of, 0);
}
END_TEST

START_TEST(the_effects_of_an_event_become_the_moment)
{
	struct effects fx;

	effects_init(&fx);
	fx.notes[fx.note_count++] = (struct note){ .outcome = OUTCOME_PASS };
	fx.notes[fx.note_count++] = (struct note){ .outcome = OUTCOME_STOP };
	fx.edges[fx.edge_count++] = edge_find(STATE_ESTABLISHED, STATE_CLOSED,
	    CAUSE_ABORT);
	fx.signals[fx.signal_count++] = SIGNAL_RESET;
	fx.sent[fx.sent_count++] = (struct sent){
		.seg = segment_of("R 101:101(0) win 0"),
		.purpose = SENT_RST,
	};
	fx.reply = REPLY_OK;
	fx.received = 7;
	hand_moment(&trace, KIND_ABORT, END_A, 0);
	trace_effects(&trace, END_A, &fx);

	/* tcb_output goes on where sent[] was full; that adds to the same moment. */
	effects_init(&fx);
	fx.received = 3;
	fx.sent[fx.sent_count++].seg = segment_of(". 301:301(0) ack 101 win 0");
	trace_effects(&trace, END_B, &fx);

	for (int later = 0; later < 2; later++) {
		const struct moment *moment = &trace.moments[0];

		ck_assert_uint_eq(moment->note_count, 2);
		ck_assert_uint_eq(moment->notes[1].note.outcome, OUTCOME_STOP);
		ck_assert_uint_eq(moment->edge_count, 1);
		ck_assert_uint_eq(moment->edges[0].end, END_A);
		ck_assert_uint_eq(moment->edges[0].from, STATE_ESTABLISHED);
		ck_assert_uint_eq(moment->edges[0].to, STATE_CLOSED);
		ck_assert_uint_eq(moment->signal_count, 1);
		ck_assert_uint_eq(moment->signals[0].signal, SIGNAL_RESET);
		ck_assert_uint_eq(moment->sent_count, 2);
		ck_assert_uint_eq(moment->reply, REPLY_OK);
		ck_assert_uint_eq(moment->received, 10);
		ASSERT_WIRE(0, 0, 1);
		hand_fate(&trace, KIND_DELIVER, (uint32_t)later, 1);
	}
}
END_TEST

START_TEST(a_way_that_no_table_has_is_kept_too)
{
	hand_moment(&trace, KIND_DELIVER, END_B, 0);
	trace_step(&trace, END_B, STATE_LISTEN, STATE_ESTABLISHED);
	trace_remark(&trace, "SYN %s", "cookies");
	trace_remark(&trace, "the kernel keeps %d cookies", 2);
	ck_assert_ptr_null(trace.moments[0].edges[0].edge);
	ck_assert_uint_eq(trace.moments[0].edges[0].to, STATE_ESTABLISHED);
	ck_assert_str_eq(trace.moments[0].remark, "the kernel keeps 2 cookies");
}
END_TEST

START_TEST(a_hundred_thousand_moments_stay_as_they_were)
{
	const uint32_t many = 100000;

	for (uint32_t i = 0; i < many; i++) {
		const struct sent sent = { .seg = { .seq = seq_make(i), .len = 1 } };
		const struct note note = { .arg = { i } };
		struct moment *moment = hand_moment(&trace, KIND_SEND, END_A, i);

		moment->end[END_A].snd_nxt = i;
		trace_note(&trace, END_A, &note);
		trace_send(&trace, END_A, &sent);
		if (i >= 3)
			trace_end_flight(&trace, i - 3, FATE_DELIVERED);
	}
	ck_assert_uint_eq(trace.count, many);
	for (uint32_t i = 3; i < many; i++) {
		ck_assert_uint_eq(trace.moments[i].end[END_A].snd_nxt, i);
		ck_assert_uint_eq(trace.moments[i].notes[0].note.arg[0], i);
		ASSERT_WIRE(i, i - 2, i - 1, i);
		ck_assert_uint_eq(trace.flights[i - 3].ended_at, i);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("trace");
	TCase *tc = tcase_create("trace");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, begins_closed_and_empty);
	tcase_add_test(tc, a_moment_begins_as_things_stood);
	tcase_add_test(tc, segments_are_numbered_and_queue_on_the_wire);
	tcase_add_test(tc, what_became_of_a_segment_depends_on_when_one_looks);
	tcase_add_test(tc, a_copy_stands_right_behind_its_original);
	tcase_add_test(tc, a_forgery_is_nobodys_segment);
	tcase_add_test(tc, a_retransmission_names_the_first_transmission);
	tcase_add_test(tc, the_effects_of_an_event_become_the_moment);
	tcase_add_test(tc, a_way_that_no_table_has_is_kept_too);
	tcase_add_test(tc, a_hundred_thousand_moments_stay_as_they_were);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
