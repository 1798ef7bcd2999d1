/* The model engine: commands act on two ends, a wire and a clock; the trace has all of it. */
#include <string.h>

#include "model/model.h"
#include "tap.h"

static struct engine *model;
static struct error why;

static void
setup(void)
{
	model = model_new();
}

static void
teardown(void)
{
	engine_free(model);
}

static enum done
command(struct command command)
{
	return engine_command(model, &command, &why);
}

static enum done
act(enum verb verb)
{
	return command((struct command){ .verb = (uint8_t)verb, .line = 7 });
}

static void
call(enum end end, enum call_kind kind, uint32_t octets)
{
	ck_assert_int_eq(command((struct command){ .verb = VERB_CALL, .end = (uint8_t)end,
	    .call = { .kind = (uint8_t)kind, .octets = octets } }), DONE);
}

static enum done
wait_ms(int64_t ms)
{
	return command((struct command){ .verb = VERB_WAIT, .duration = ms * 1000 });
}

static void
set(enum verb verb, enum end end, uint32_t value)
{
	ck_assert_int_eq(command((struct command){ .verb = (uint8_t)verb, .end = (uint8_t)end,
	    .value = value }), DONE);
}

static const struct moment *
last(void)
{
	const struct trace *trace = engine_trace(model);

	ck_assert_uint_gt(trace->count, 0);
	return &trace->moments[trace->count - 1];
}

static void
states(enum state a, enum state b)
{
	ck_assert_str_eq(state_name((enum state)trace_now(engine_trace(model), END_A)->state),
	    state_name(a));
	ck_assert_str_eq(state_name((enum state)trace_now(engine_trace(model), END_B)->state),
	    state_name(b));
}

static void
open_both(void)
{
	call(END_B, CALL_LISTEN, 0);
	call(END_A, CALL_CONNECT, 0);
	ck_assert_int_eq(act(VERB_DELIVER_ALL), DONE);
	states(STATE_ESTABLISHED, STATE_ESTABLISHED);
}

START_TEST(it_begins_closed_with_the_figures_numbers)
{
	states(STATE_CLOSED, STATE_CLOSED);
	ck_assert_uint_eq(engine_trace(model)->count, 0);
	ck_assert_str_eq(engine_trace(model)->engine, "model");
	ck_assert_int_eq(engine_now(model), 0);
	ck_assert_uint_eq(model_tcb(model, END_A)->config.iss.n, 100);
	ck_assert_uint_eq(model_tcb(model, END_B)->config.iss.n, 300);
}
END_TEST

START_TEST(a_moment_for_each_event)
{
	open_both();
	static const struct {
		uint8_t	kind, end;
	} rows[] = {
		{ KIND_LISTEN, END_B }, { KIND_CONNECT, END_A }, { KIND_DELIVER, END_B },
		{ KIND_DELIVER, END_A }, { KIND_DELIVER, END_B }
	};
	const struct trace *trace = engine_trace(model);

	ck_assert_uint_eq(trace->count, 5);
	for (size_t i = 0; i < 5; i++) {
		ck_assert_int_eq(trace->moments[i].cause.kind, rows[i].kind);
		ck_assert_int_eq(trace->moments[i].cause.end, rows[i].end);
		ck_assert_int_eq(trace->moments[i].time, 0);
	}
	ck_assert_uint_eq(trace->moments[4].statement, 3);	/* all of deliver all */
	ck_assert_uint_eq(trace->flight_count, 3);
	ck_assert_uint_eq(trace->flights[0].fate, FATE_DELIVERED);
	ck_assert_uint_eq(last()->wire_count, 0);
	ck_assert_uint_gt(last()->note_count, 5);
	ck_assert_uint_eq(last()->edge_count, 1);
}
END_TEST

START_TEST(the_wire_delivers_nothing_by_itself)
{
	call(END_A, CALL_CONNECT, 0);
	call(END_B, CALL_CONNECT, 0);
	ck_assert_uint_eq(last()->wire_count, 2);
	states(STATE_SYN_SENT, STATE_SYN_SENT);
	/* Any order will do: figure 7. */
	ck_assert_int_eq(command((struct command){ .verb = VERB_DELIVER,
	    .which = { .has_from = true, .from = END_B } }), DONE);
	states(STATE_SYN_RECEIVED, STATE_SYN_SENT);
	ck_assert_int_eq(act(VERB_DELIVER_ALL), DONE);
	states(STATE_ESTABLISHED, STATE_ESTABLISHED);
	ck_assert_uint_eq(last()->wire_count, 0);
}
END_TEST

START_TEST(drop_and_duplicate)
{
	call(END_B, CALL_LISTEN, 0);
	call(END_A, CALL_CONNECT, 0);
	ck_assert_int_eq(act(VERB_DUPLICATE), DONE);
	ck_assert_uint_eq(last()->wire_count, 2);
	ck_assert_int_eq(last()->cause.end, END_B);
	ck_assert_int_eq(act(VERB_DROP), DONE);
	ck_assert_uint_eq(last()->wire_count, 1);
	ck_assert_uint_eq(engine_trace(model)->flights[0].fate, FATE_LOST);
	ck_assert(engine_trace(model)->flights[1].copy);
	ck_assert_int_eq(act(VERB_DELIVER_ALL), DONE);
	states(STATE_ESTABLISHED, STATE_ESTABLISHED);
}
END_TEST

START_TEST(what_finds_nothing_says_so)
{
	static const struct {
		uint8_t		 verb;
		const char	*why;
	} rows[] = {
		{ VERB_DELIVER, "no segment is in flight" },
		{ VERB_DELIVER_ALL, "no segment is in flight" },
		{ VERB_DROP, "no segment is in flight" },
		{ VERB_DUPLICATE, "no segment is in flight" },
		{ VERB_WAIT_TIMER, "no timer is running" },
		{ VERB_WAIT_2MSL, "no end is in TIME-WAIT" }
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ck_assert_int_eq(act((enum verb)rows[i].verb), DONE_NOTHING);
		ck_assert_str_eq(why.text, rows[i].why);
		ck_assert_int_eq(why.line, 7);
		ck_assert_uint_eq(engine_trace(model)->count, 0);
	}
	call(END_A, CALL_CONNECT, 0);
	ck_assert_int_eq(command((struct command){ .verb = VERB_DELIVER,
	    .which = { .has_flags = true, .flags = SEG_FIN | SEG_ACK } }), DONE_NOTHING);
	ck_assert_str_eq(why.text, "no segment in flight fits F.");
}
END_TEST

START_TEST(a_forgery_arrives_at_once)
{
	call(END_B, CALL_LISTEN, 0);
	ck_assert_int_eq(command((struct command){ .verb = VERB_INJECT, .end = END_B,
	    .segment = { .flags = SEG_SYN, .seq = { 90 }, .wnd = 1000 } }), DONE);
	states(STATE_CLOSED, STATE_SYN_RECEIVED);
	ck_assert_int_eq(last()->cause.kind, KIND_INJECT);
	ck_assert(engine_trace(model)->flights[last()->cause.flight].forged);
	ck_assert_uint_eq(last()->wire_count, 1);
	/* What a listener sent by mistake is answered with a reset, and that is figure 11. */
	ck_assert_int_eq(act(VERB_DELIVER_ALL), DONE);
	states(STATE_CLOSED, STATE_LISTEN);
}
END_TEST

START_TEST(time_stands_still_but_for_wait)
{
	open_both();
	ck_assert_int_eq(engine_now(model), 0);
	ck_assert_int_eq(wait_ms(1500), DONE);
	ck_assert_int_eq(engine_now(model), 1500000);
	ck_assert_int_eq(last()->cause.kind, KIND_WAIT);
	ck_assert_int_eq(last()->cause.duration, 1500000);
	ck_assert_int_eq(last()->time, 1500000);
}
END_TEST

START_TEST(a_wait_lets_timers_run_out)
{
	call(END_A, CALL_CONNECT, 0);
	ck_assert_int_eq(wait_ms(3500), DONE);
	const struct trace *trace = engine_trace(model);

	/* connect, retransmissions at 1 s and 3 s, and the rest of the time. */
	ck_assert_uint_eq(trace->count, 4);
	ck_assert_int_eq(trace->moments[1].time, 1000000);
	ck_assert_int_eq(trace->moments[2].time, 3000000);
	ck_assert_int_eq(trace->moments[2].cause.kind, KIND_TIMER);
	ck_assert_int_eq(trace->moments[2].cause.timer, TIMER_RETRANSMISSION);
	ck_assert_int_eq(trace->moments[3].cause.duration, 500000);
	ck_assert_uint_eq(last()->wire_count, 3);
	ck_assert_uint_eq(trace->flights[2].again_of, 1);
	/* A timer that is due just then runs out; no time is left over. */
	ck_assert_int_eq(wait_ms(3500), DONE);
	ck_assert_int_eq(last()->cause.kind, KIND_TIMER);
	ck_assert_int_eq(last()->time, 7000000);
}
END_TEST

START_TEST(a_wait_of_nothing_is_a_moment)
{
	ck_assert_int_eq(wait_ms(0), DONE);
	ck_assert_uint_eq(engine_trace(model)->count, 1);
	ck_assert_int_eq(engine_now(model), 0);
}
END_TEST

START_TEST(wait_timer_takes_the_soonest_of_both_ends)
{
	call(END_A, CALL_CONNECT, 0);
	ck_assert_int_eq(wait_ms(400), DONE);
	call(END_B, CALL_CONNECT, 0);
	ck_assert_int_eq(act(VERB_WAIT_TIMER), DONE);
	ck_assert_int_eq(last()->cause.end, END_A);
	ck_assert_int_eq(engine_now(model), 1000000);
	ck_assert_int_eq(act(VERB_WAIT_TIMER), DONE);
	ck_assert_int_eq(last()->cause.end, END_B);
	ck_assert_int_eq(engine_now(model), 1400000);
}
END_TEST

START_TEST(wait_2msl_waits_for_both)
{
	open_both();
	call(END_A, CALL_SHUTDOWN, 0);
	call(END_B, CALL_SHUTDOWN, 0);
	ck_assert_int_eq(act(VERB_DELIVER_ALL), DONE);
	states(STATE_TIME_WAIT, STATE_TIME_WAIT);
	ck_assert_int_eq(act(VERB_WAIT_2MSL), DONE);
	states(STATE_CLOSED, STATE_CLOSED);
	ck_assert_int_eq(engine_now(model), 240000000);
}
END_TEST

START_TEST(set_is_no_moment)
{
	set(VERB_SET_ISS, END_B, 4294967295u);
	set(VERB_SET_WINDOW, END_A, 500);
	set(VERB_SET_MSS, END_A, 400);
	set(VERB_SET_MSL, END_A, 1000);
	set(VERB_SET_RFC5961, END_A, 0);
	set(VERB_SET_RFC1337, END_A, 0);
	set(VERB_SET_DELAYED_ACK, END_A, 1);
	set(VERB_SET_NAGLE, END_A, 1);
	set(VERB_SET_USER_TIMEOUT, END_A, 9000);
	set(VERB_SET_KEEPALIVE, END_A, 8000);
	ck_assert_uint_eq(engine_trace(model)->count, 0);
	for (int i = 0; i < END_COUNT; i++) {
		const struct policy *policy = &model_tcb(model, (enum end)i)->config.policy;

		ck_assert(!policy->rfc5961 && !policy->rfc1337);
		ck_assert(policy->delayed_ack && policy->nagle);
		ck_assert_uint_eq(policy->msl, 1000);
		ck_assert_uint_eq(policy->user_timeout, 9000);
		ck_assert_uint_eq(policy->keepalive, 8000);
	}
	open_both();
	ck_assert_uint_eq(engine_trace(model)->flights[1].seg.seq.n, 4294967295u);
	ck_assert_uint_eq(engine_trace(model)->flights[0].seg.wnd, 500);
	ck_assert_uint_eq(engine_trace(model)->flights[0].seg.mss, 400);
	ck_assert_uint_eq(trace_now(engine_trace(model), END_B)->snd_una, 0);
}
END_TEST

/* More segments than one event can hold are still one moment. */
START_TEST(a_large_send_is_one_moment)
{
	open_both();
	set(VERB_SET_MSS, END_B, 1460);
	size_t before = engine_trace(model)->count;

	call(END_A, CALL_SEND, 60000);
	ck_assert_uint_eq(engine_trace(model)->count, before + 1);
	ck_assert_uint_eq(last()->sent_count, (60000 + 1459) / 1460);
	ck_assert_int_eq(act(VERB_DELIVER_ALL), DONE);
	ck_assert_uint_eq(trace_now(engine_trace(model), END_B)->receive_queue, 60000);
	ck_assert_uint_eq(trace_now(engine_trace(model), END_A)->send_queue, 0);
	call(END_B, CALL_RECEIVE, 0);
	ck_assert_uint_eq(last()->received, 60000);
}
END_TEST

START_TEST(answers_and_signals_are_in_the_moment)
{
	call(END_A, CALL_SEND, 1);
	ck_assert_int_eq(last()->reply, REPLY_NOT_EXIST);
	open_both();
	call(END_A, CALL_ABORT, 0);
	ck_assert_int_eq(last()->reply, REPLY_OK);
	ck_assert_int_eq(act(VERB_DELIVER), DONE);
	ck_assert_uint_eq(last()->signal_count, 1);
	ck_assert_int_eq(last()->signals[0].end, END_B);
	ck_assert_int_eq(last()->signals[0].signal, SIGNAL_RESET);
	states(STATE_CLOSED, STATE_CLOSED);
}
END_TEST

/* The same commands make the same trace: going back and forking rely on it. */
START_TEST(it_is_deterministic)
{
	struct engine *models[2] = { model, model_new() };

	for (int i = 0; i < 2; i++) {
		model = models[i];
		open_both();
		call(END_A, CALL_SEND, 3000);
		act(VERB_DROP);
		act(VERB_DELIVER_ALL);
		act(VERB_WAIT_TIMER);
		act(VERB_DELIVER_ALL);
		call(END_B, CALL_CLOSE, 0);
		act(VERB_DELIVER_ALL);
	}
	const struct trace *a = engine_trace(models[0]), *b = engine_trace(models[1]);

	ck_assert_uint_eq(a->count, b->count);
	ck_assert_uint_eq(a->flight_count, b->flight_count);
	for (size_t i = 0; i < a->flight_count; i++)
		ck_assert(segment_equal(&a->flights[i].seg, &b->flights[i].seg));
	for (size_t i = 0; i < a->count; i++)
		for (int end = 0; end < END_COUNT; end++)
			ck_assert_mem_eq(&a->moments[i].end[end], &b->moments[i].end[end],
			    sizeof(struct endpoint));
	engine_free(models[1]);
	model = models[0];
}
END_TEST

/* B's listen(), A's connect(), and all that follows. */
static void
open_connection(void)
{
	call(END_B, CALL_LISTEN, 0);
	call(END_A, CALL_CONNECT, 0);
	ck_assert_int_eq(act(VERB_DELIVER_ALL), DONE);
}

START_TEST(two_probes_of_closed_windows_do_not_storm)
{
	set(VERB_SET_WINDOW, END_A, 0);
	set(VERB_SET_WINDOW, END_B, 0);
	open_connection();
	call(END_A, CALL_SEND, 10);
	call(END_B, CALL_SEND, 10);
	ck_assert_int_eq(act(VERB_WAIT_TIMER), DONE);
	ck_assert_int_eq(act(VERB_WAIT_TIMER), DONE);
	ck_assert_int_eq(act(VERB_DELIVER_ALL), DONE);
	ck_assert_uint_eq(last()->wire_count, 0);
	ck_assert_uint_lt(engine_trace(model)->count, 30);
	ck_assert_int_eq(last()->end[END_A].state, STATE_ESTABLISHED);
	ck_assert_int_eq(last()->end[END_B].state, STATE_ESTABLISHED);
}
END_TEST

START_TEST(a_peer_that_answers_no_probe_is_given_up)
{
	set(VERB_SET_WINDOW, END_B, 10);
	open_connection();
	call(END_A, CALL_SEND, 20);
	ck_assert_int_eq(act(VERB_DELIVER_ALL), DONE);
	call(END_B, CALL_CRASH, 0);
	ck_assert_int_eq(wait_ms(600000), DONE);
	ck_assert_int_eq(last()->end[END_A].state, STATE_CLOSED);
}
END_TEST

START_TEST(a_peer_that_answers_probes_is_waited_for)
{
	set(VERB_SET_WINDOW, END_B, 10);
	open_connection();
	call(END_A, CALL_SEND, 20);
	ck_assert_int_eq(act(VERB_DELIVER_ALL), DONE);
	for (int i = 0; i < 12; i++) {
		ck_assert_int_eq(act(VERB_WAIT_TIMER), DONE);
		ck_assert_int_eq(act(VERB_DELIVER_ALL), DONE);
	}
	ck_assert_int_gt(engine_now(model), 300 * 1000000LL);
	ck_assert_int_eq(last()->end[END_A].state, STATE_ESTABLISHED);
	call(END_B, CALL_RECEIVE, 0);
	ck_assert_int_eq(act(VERB_DELIVER_ALL), DONE);
	ck_assert_uint_eq(last()->end[END_B].receive_queue, 10);
}
END_TEST

static bool
told(enum end end, enum signal signal)
{
	for (uint32_t i = 0; i < last()->signal_count; i++)
		if (last()->signals[i].end == end && last()->signals[i].signal == signal)
			return true;
	return false;
}

/* MUST-32: also when a waiting RECEIVE has taken what was urgent before. */
START_TEST(urgent_data_is_announced_each_time)
{
	open_connection();
	for (int i = 0; i < 2; i++) {
		call(END_B, CALL_RECEIVE, 0);
		ck_assert_int_eq(command((struct command){ .verb = VERB_CALL,
		    .end = END_A, .call = { .kind = CALL_SEND, .octets = 10,
		    .urgent = true } }), DONE);
		ck_assert_int_eq(act(VERB_DELIVER), DONE);
		ck_assert(told(END_B, SIGNAL_URGENT));
		ck_assert_int_eq(act(VERB_DELIVER_ALL), DONE);
	}
}
END_TEST

/* Section 3.1: the pointer counts from SEG.SEQ, which is the SYN's own number. */
START_TEST(an_urgent_pointer_beside_a_syn_counts_from_the_syn)
{
	call(END_B, CALL_CONNECT, 0);
	ck_assert_int_eq(command((struct command){ .verb = VERB_INJECT, .end = END_B,
	    .segment = { .seq = { 700 }, .ack = { 301 }, .len = 10, .wnd = 1000,
	    .up = 5, .flags = SEG_SYN | SEG_ACK | SEG_URG } }), DONE);
	ck_assert_int_eq(last()->end[END_B].state, STATE_ESTABLISHED);
	ck_assert_uint_eq(model_tcb(model, END_B)->rcv.up.n, 705);
}
END_TEST

START_TEST(no_keep_alive_while_data_is_outstanding)
{
	set(VERB_SET_KEEPALIVE, END_A, 500);
	open_connection();
	call(END_A, CALL_SEND, 10);
	ck_assert_int_eq(wait_ms(900), DONE);
	for (uint32_t i = 0; i < last()->wire_count; i++)
		ck_assert_int_ne(engine_trace(model)->flights[last()->wire[i]].from == END_A &&
		    engine_trace(model)->flights[last()->wire[i]].purpose == SENT_PROBE, 1);
}
END_TEST

START_TEST(keep_alive_may_be_switched_on_in_an_open_connection)
{
	open_connection();
	set(VERB_SET_KEEPALIVE, END_A, 500);
	ck_assert_int_eq(wait_ms(500), DONE);
	ck_assert_uint_eq(last()->wire_count, 2);	/* both ends ask */
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("model");
	TCase *tcase = tcase_create("model");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, it_begins_closed_with_the_figures_numbers);
	tcase_add_test(tcase, a_moment_for_each_event);
	tcase_add_test(tcase, the_wire_delivers_nothing_by_itself);
	tcase_add_test(tcase, drop_and_duplicate);
	tcase_add_test(tcase, what_finds_nothing_says_so);
	tcase_add_test(tcase, a_forgery_arrives_at_once);
	tcase_add_test(tcase, time_stands_still_but_for_wait);
	tcase_add_test(tcase, a_wait_lets_timers_run_out);
	tcase_add_test(tcase, a_wait_of_nothing_is_a_moment);
	tcase_add_test(tcase, wait_timer_takes_the_soonest_of_both_ends);
	tcase_add_test(tcase, wait_2msl_waits_for_both);
	tcase_add_test(tcase, set_is_no_moment);
	tcase_add_test(tcase, a_large_send_is_one_moment);
	tcase_add_test(tcase, answers_and_signals_are_in_the_moment);
	tcase_add_test(tcase, it_is_deterministic);
	tcase_add_test(tcase, two_probes_of_closed_windows_do_not_storm);
	tcase_add_test(tcase, a_peer_that_answers_no_probe_is_given_up);
	tcase_add_test(tcase, a_peer_that_answers_probes_is_waited_for);
	tcase_add_test(tcase, urgent_data_is_announced_each_time);
	tcase_add_test(tcase, an_urgent_pointer_beside_a_syn_counts_from_the_syn);
	tcase_add_test(tcase, no_keep_alive_while_data_is_outstanding);
	tcase_add_test(tcase, keep_alive_may_be_switched_on_in_an_open_connection);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
