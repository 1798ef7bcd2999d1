/* A moment in words: its cause, its headline, its one sentence; and a TCB as an endpoint. */
#include <stdlib.h>

#include "trace/by_hand.h"

static struct trace trace;
static struct str out;

static void
setup(void)
{
	trace_init(&trace, "model", NULL);
	out = (struct str){ 0 };
}

static void
teardown(void)
{
	str_free(&out);
	trace_fini(&trace);
}

static const struct moment *
newest(void)
{
	return &trace.moments[trace.count - 1];
}

static void
assert_words(const char *cause, const char *headline)
{
	str_clear(&out);
	moment_cause(&out, &trace, newest());
	ck_assert_str_eq(str_text(&out), cause);
	str_clear(&out);
	moment_headline(&out, &trace, newest());
	ck_assert_str_eq(str_text(&out), headline);
}

static void
assert_sentence(const char *sentence)
{
	str_clear(&out);
	moment_sentence(&out, &trace, newest());
	ck_assert_str_eq(str_text(&out), sentence);
}

/* The endpoint as it would stand with its retransmission timer running. */
static void
stand(enum end end, enum state state, uint32_t snd_una, bool retransmits)
{
	struct endpoint *endpoint = &trace.moments[trace.count - 1].end[end];

	endpoint->state = (uint8_t)state;
	endpoint->known = KNOWN_ISS | KNOWN_SND_UNA;
	endpoint->iss = end == END_A ? 100 : 300;
	endpoint->snd_una = snd_una;
	endpoint->timer_count = 0;
	if (retransmits)
		endpoint->timers[endpoint->timer_count++] = (struct running_timer){
			.kind = TIMER_RETRANSMISSION,
			.due = trace.moments[trace.count - 1].time + 500000,
		};
}

static const struct {
	enum cause_kind	 kind;
	const char	*name;
	uint32_t	 octets;
	const char	*cause, *headline;
} calls[] = {
	{ KIND_LISTEN, "listen", 0, "listen()", "B: listen()" },
	{ KIND_CONNECT, "connect", 0, "connect()", "B: connect()" },
	{ KIND_SEND, "send", 10, "send(10)", "B: send(10)" },
	{ KIND_RECEIVE, "receive", 0, "recv()", "B: recv()" },
	{ KIND_RECEIVE, "receive", 5, "recv(5)", "B: recv(5)" },
	{ KIND_SHUTDOWN, "shutdown", 0, "shutdown(SHUT_WR)", "B: shutdown(SHUT_WR)" },
	{ KIND_CLOSE, "close", 0, "close()", "B: close()" },
	{ KIND_ABORT, "abort", 0, "abort (SO_LINGER 0, close())",
	    "B: abort (SO_LINGER 0, close())" },
	{ KIND_ACCEPT, "accept", 0, "accept()", "B: accept()" },
	{ KIND_FILL, "fill", 2, "strangers fill the accept queue",
	    "B: strangers fill the accept queue" },
	{ KIND_CRASH, "crash", 0, "crash", "B: crash" },
};

START_TEST(a_call_reads_as_the_sockets_call)
{
	hand_moment(&trace, calls[_i].kind, END_B, 0)->cause.octets = calls[_i].octets;
	ck_assert_str_eq(kind_name(calls[_i].kind), calls[_i].name);
	ck_assert(kind_is_call(calls[_i].kind));
	ck_assert(!kind_is_segment(calls[_i].kind));
	assert_words(calls[_i].cause, calls[_i].headline);
}
END_TEST

START_TEST(a_segment_reads_as_packetdrill_writes_it)
{
	struct segment rst = segment_of("R 301:301(0) win 0");

	hand_moment(&trace, KIND_CONNECT, END_A, 0);

	uint32_t syn = hand_send(&trace, END_A, SENT_SYN, "S 100:100(0) win 65535");

	hand_fate(&trace, KIND_DUPLICATE, syn, 0);
	assert_words("S 100:100(0) win 65535",
	    "duplicated on the way to B: S 100:100(0) win 65535");
	hand_fate(&trace, KIND_DELIVER, syn, 0);
	assert_words("S 100:100(0) win 65535", "B receives S 100:100(0) win 65535");
	hand_fate(&trace, KIND_DROP, syn + 1, 0);
	assert_words("S 100:100(0) win 65535",
	    "lost on the way to B: S 100:100(0) win 65535");
	hand_moment(&trace, KIND_INJECT, END_A, 0);
	trace_forge(&trace, END_A, &rst);
	assert_words("R 301:301(0) win 0", "A receives a forged R 301:301(0) win 0");
	ck_assert(kind_is_segment(KIND_DELIVER) && kind_is_segment(KIND_INJECT));
	ck_assert(!kind_is_segment(KIND_TIMER) && !kind_is_call(KIND_DELIVER));
}
END_TEST

START_TEST(a_real_clocks_microseconds_are_not_told)
{
	ck_assert_int_eq(duration_told(999873), 1000000);
	ck_assert_int_eq(duration_told(213456), 210000);
	ck_assert_int_eq(duration_told(994769), 990000);
	ck_assert_int_eq(duration_told(39256), 39000);
	ck_assert_int_eq(duration_told(2024040), 2000000);
	ck_assert_int_eq(duration_told(59999873), 60000000);
	ck_assert_int_eq(duration_told(1234000), 1234000);
	ck_assert_int_eq(duration_told(0), 0);
}
END_TEST

START_TEST(timers_and_time_have_their_own_words)
{
	hand_moment(&trace, KIND_TIMER, END_A, 0)->cause.timer = TIMER_RETRANSMISSION;
	assert_words("retransmission timer", "A: retransmission timer runs out");
	hand_moment(&trace, KIND_TIMER, END_A, 0)->cause.timer = TIMER_TIME_WAIT;
	assert_words("time-wait timer", "TIME-WAIT is over at A");
	hand_moment(&trace, KIND_WAIT, END_A, 0)->cause.duration = 1500000;
	assert_words("1.5 s", "1.5 s pass");
	hand_moment(&trace, KIND_WAIT, END_A, 0)->cause.duration = 1000000;
	assert_words("1 s", "1 s passes");
	ck_assert_str_eq(kind_name(KIND_TIMER), "timer");
	ck_assert_str_eq(kind_name(KIND_WAIT), "wait");
}
END_TEST

static const struct {
	int64_t		 us;
	const char	*text;
} durations[] = {
	{ 0, "0 s" },
	{ 1, "1 us" },
	{ 999, "999 us" },
	{ 1000, "1 ms" },
	{ 1050, "1.05 ms" },
	{ 250000, "250 ms" },
	{ 1000000, "1 s" },
	{ 1000001, "1.000001 s" },
	{ 1500000, "1.5 s" },
	{ 60000000, "1 min" },
	{ 90000000, "90 s" },
	{ 240000000, "4 min" },
	{ 240000000000, "4000 min" },
};

START_TEST(a_duration_is_said_shortly_and_exactly)
{
	duration_print(&out, durations[_i].us);
	ck_assert_str_eq(str_text(&out), durations[_i].text);
}
END_TEST

/* At B. */
static void
assert_edge_explains(enum state from, enum state to, enum cause cause)
{
	char sentence[EDGE_SENTENCE];

	assert_sentence(edge_sentence(sentence, sizeof(sentence),
	    edge_find(from, to, cause), 'B'));
}

START_TEST(the_last_edge_explains_a_moment)
{
	hand_moment(&trace, KIND_LISTEN, END_B, 0);
	hand_edge(&trace, END_B, STATE_LISTEN, CAUSE_PASSIVE_OPEN);
	assert_edge_explains(STATE_CLOSED, STATE_LISTEN, CAUSE_PASSIVE_OPEN);
	hand_moment(&trace, KIND_DELIVER, END_B, 0);
	trace_step(&trace, END_B, STATE_LISTEN, STATE_ESTABLISHED);
	assert_sentence("B went from LISTEN to ESTABLISHED, a way that the RFC's diagram does not have.");
}
END_TEST

static void
leave_note(enum note_id id, enum outcome outcome)
{
	const struct note note = { .id = (uint16_t)id, .outcome = (uint8_t)outcome };

	trace_note(&trace, END_B, &note);
}

static void
assert_note_explains(enum note_id id, enum outcome outcome)
{
	const struct note note = { .id = (uint16_t)id, .outcome = (uint8_t)outcome };
	char meaning[NOTE_TEXT];

	assert_sentence(note_meaning(meaning, sizeof(meaning), &note, 'B'));
}

START_TEST(without_an_edge_the_deciding_check_explains)
{
	hand_moment(&trace, KIND_DELIVER, END_B, 0);
	leave_note(NOTE_SEQ, OUTCOME_PASS);
	assert_sentence("All is in order, and nothing of it is new to B: nothing changes.");
	leave_note(NOTE_WINDOW, OUTCOME_ACT);
	assert_note_explains(NOTE_WINDOW, OUTCOME_ACT);
	leave_note(NOTE_TEXT_TAKEN, OUTCOME_ACT);
	leave_note(NOTE_ACK_SENT, OUTCOME_ACT);
	assert_note_explains(NOTE_TEXT_TAKEN, OUTCOME_ACT);
	hand_moment(&trace, KIND_DELIVER, END_B, 0);
	leave_note(NOTE_SEQ_BAD, OUTCOME_STOP);
	leave_note(NOTE_ACK_SENT, OUTCOME_ACT);
	assert_note_explains(NOTE_SEQ_BAD, OUTCOME_STOP);
}
END_TEST

START_TEST(a_close_that_must_reset_is_explained_by_its_note)
{
	hand_moment(&trace, KIND_CLOSE, END_B, 0);
	trace.moments[0].end[END_B].state = STATE_ESTABLISHED;
	hand_edge(&trace, END_B, STATE_CLOSED, CAUSE_ABORT);
	leave_note(NOTE_CLOSE_UNREAD, OUTCOME_ACT);
	assert_note_explains(NOTE_CLOSE_UNREAD, OUTCOME_ACT);
	trace.moments[0].cause.kind = KIND_ABORT;
	assert_edge_explains(STATE_ESTABLISHED, STATE_CLOSED, CAUSE_ABORT);
}
END_TEST

START_TEST(without_rules_what_can_be_seen_is_said)
{
	hand_moment(&trace, KIND_CLOSE, END_A, 0)->reply = REPLY_NOT_EXIST;
	assert_sentence("The call is answered: error: connection does not exist.");
	hand_moment(&trace, KIND_DELIVER, END_A, 0);
	assert_sentence("A stays in CLOSED.");
	trace_remark(&trace, "The kernel said nothing.");
	assert_sentence("The kernel said nothing.");
}
END_TEST

START_TEST(a_lost_syn_waits_for_its_senders_timer)
{
	hand_moment(&trace, KIND_CONNECT, END_A, 0);
	stand(END_A, STATE_SYN_SENT, 100, true);

	uint32_t syn = hand_send(&trace, END_A, SENT_SYN, "S 100:100(0) win 65535");

	hand_fate(&trace, KIND_DUPLICATE, syn, 0);
	hand_fate(&trace, KIND_DROP, syn, 0);
	assert_sentence("The network lost it, but it is under way once more: "
	    "if that one arrives, B will miss nothing.");
	hand_fate(&trace, KIND_DROP, syn + 1, 0);
	assert_sentence("The network lost it: B never learns that it was sent. "
	    "A's retransmission timer will send it again.");

	hand_moment(&trace, KIND_TIMER, END_A, 1000000);

	uint32_t again = hand_send(&trace, END_A, SENT_AGAIN, "S 100:100(0) win 65535");

	hand_moment(&trace, KIND_CRASH, END_A, 1000000);
	stand(END_A, STATE_CLOSED, 0, false);
	trace.moments[trace.count - 1].end[END_A].known = 0;
	hand_fate(&trace, KIND_DROP, again, 1000000);
	assert_sentence("The network lost it: B never learns that it was sent. "
	    "A knows nothing of that connection any more, so nobody will send it again.");
}
END_TEST

START_TEST(a_lost_segment_may_have_been_acknowledged_already)
{
	hand_moment(&trace, KIND_SHUTDOWN, END_A, 0);

	uint32_t fin = hand_send(&trace, END_A, SENT_FIN, "F. 101:101(0) ack 301 win 65535");

	stand(END_A, STATE_FIN_WAIT_2, 102, false);
	hand_fate(&trace, KIND_DROP, fin, 0);
	assert_sentence("The network lost it, and nothing is missing: "
	    "B has acknowledged all of it already.");
}
END_TEST

START_TEST(a_lost_ack_is_never_said_to_be_sent_again)
{
	hand_moment(&trace, KIND_DELIVER, END_A, 0);
	stand(END_A, STATE_ESTABLISHED, 101, false);
	stand(END_B, STATE_SYN_RECEIVED, 300, true);

	uint32_t ack = hand_send(&trace, END_A, SENT_ACK, ". 101:101(0) ack 301 win 65535");

	hand_fate(&trace, KIND_DROP, ack, 0);
	assert_sentence("The network lost it, and nobody sends an ACK again by itself. "
	    "B still waits for it: when B's retransmission timer repeats "
	    "what was acknowledged, A acknowledges it anew.");

	hand_moment(&trace, KIND_RECEIVE, END_A, 0);
	stand(END_B, STATE_ESTABLISHED, 301, false);
	ack = hand_send(&trace, END_A, SENT_WINDOW, ". 101:101(0) ack 301 win 65535");
	hand_fate(&trace, KIND_DROP, ack, 0);
	assert_sentence("The network lost it, and nobody sends an ACK again by itself. "
	    "B does not know of the wider window: the next segment from A says it, "
	    "or a probe from B finds out.");
	hand_moment(&trace, KIND_DELIVER, END_A, 0);
	ack = hand_send(&trace, END_A, SENT_ACK, ". 101:101(0) ack 301 win 65535");
	hand_fate(&trace, KIND_DROP, ack, 0);
	assert_sentence("The network lost it, and nobody sends an ACK again by itself. "
	    "Here it does no harm: it acknowledged nothing that B still waits to hear of.");
}
END_TEST

START_TEST(a_lost_reset_is_gone)
{
	hand_moment(&trace, KIND_ABORT, END_A, 0);
	stand(END_B, STATE_ESTABLISHED, 301, false);

	uint32_t rst = hand_send(&trace, END_A, SENT_RST, "R 101:101(0) win 0");

	hand_fate(&trace, KIND_DROP, rst, 0);
	assert_sentence("The network lost it: B never learns of the reset. "
	    "Nobody sends a RST again by itself; only another segment from B can bring another one.");

	stand(END_B, STATE_CLOSED, 0, false);
	rst = hand_send(&trace, END_A, SENT_RST, "R 101:101(0) win 0");
	hand_fate(&trace, KIND_DROP, rst, 0);
	assert_sentence("The network lost it, and nothing is missing: "
	    "B has no connection any more.");
}
END_TEST

START_TEST(a_lost_syn_ack_is_brought_back_by_either_end)
{
	hand_moment(&trace, KIND_DELIVER, END_B, 0);
	stand(END_B, STATE_SYN_RECEIVED, 300, true);

	uint32_t syn_ack = hand_send(&trace, END_B, SENT_SYN,
	    "S. 300:300(0) ack 101 win 65535");

	hand_fate(&trace, KIND_DROP, syn_ack, 0);
	assert_sentence("The network lost it: A never learns that it was sent. "
	    "B's retransmission timer will send it again, or the next SYN from A "
	    "makes B answer anew.");
}
END_TEST

START_TEST(a_copy_does_not_say_that_it_is_one)
{
	hand_moment(&trace, KIND_CONNECT, END_A, 0);
	hand_send(&trace, END_A, SENT_SYN, "S 100:100(0) win 65535");
	hand_fate(&trace, KIND_DUPLICATE, 0, 0);
	assert_sentence("The network carries it twice now. Nothing in the copy says that it "
	    "is one: B has only its numbers to judge by.");
}
END_TEST

START_TEST(a_wait_says_what_will_come)
{
	hand_moment(&trace, KIND_WAIT, END_A, 1000000)->cause.duration = 1000000;
	assert_sentence("Time went by, and nothing else: no timer runs at either end.");
	stand(END_B, STATE_SYN_RECEIVED, 300, true);
	assert_sentence("Time went by, and nothing else. The next thing to happen by itself "
	    "is B's retransmission timer, in 500 ms.");
	hand_moment(&trace, KIND_WAIT, END_A, 1500000);
	assert_sentence("Time went by; B's retransmission timer is due now.");
}
END_TEST

static void
assert_known(enum state state, unsigned known)
{
	struct endpoint endpoint;
	struct tcb tcb;

	tcb_init(&tcb, seq_make(100));
	tcb.state = (uint8_t)state;
	tcb.snd.iss = tcb.snd.una = seq_make(100);
	tcb.snd.nxt = tcb.snd.end = seq_make(101);
	endpoint_from_tcb(&endpoint, &tcb);
	ck_assert_uint_eq(endpoint.state, state);
	ck_assert_uint_eq(endpoint.known, known);
	ck_assert_uint_eq(endpoint.send_queue, 0);
	ck_assert_uint_eq(endpoint.timer_count, 0);
}

START_TEST(an_endpoint_knows_what_its_state_knows)
{
	const unsigned opened = KNOWN_ISS | KNOWN_SND_UNA | KNOWN_SND_NXT |
	    KNOWN_SND_WND | KNOWN_RCV_WND | KNOWN_QUEUES;

	assert_known(STATE_CLOSED, 0);
	assert_known(STATE_LISTEN, KNOWN_QUEUES);
	assert_known(STATE_SYN_SENT, opened);
	for (int state = STATE_SYN_RECEIVED; state < STATE_COUNT; state++)
		assert_known(state, opened | KNOWN_IRS | KNOWN_RCV_NXT);
}
END_TEST

START_TEST(an_endpoint_counts_octets_not_syn_and_fin)
{
	struct endpoint endpoint;
	struct tcb tcb;

	tcb_init(&tcb, seq_make(UINT32_MAX));
	tcb.state = STATE_FIN_WAIT_1;
	tcb.snd.iss = seq_make(UINT32_MAX);
	tcb.snd.una = seq_make(4);
	tcb.snd.end = seq_make(10);
	tcb.snd.nxt = seq_make(11);
	tcb.snd.fin = true;
	tcb.rcv.nxt = seq_make(301);
	tcb.rcv.user = 12;
	tcb.timer[TIMER_RETRANSMISSION].on = true;
	tcb.timer[TIMER_RETRANSMISSION].due = 1500;
	tcb.timer[TIMER_USER].on = true;
	tcb.timer[TIMER_USER].due = 9000;
	tcb.retransmits = 2;
	endpoint_from_tcb(&endpoint, &tcb);
	ck_assert_uint_eq(endpoint.snd_una, 4);
	ck_assert_uint_eq(endpoint.snd_nxt, 11);
	ck_assert_uint_eq(endpoint.rcv_nxt, 301);
	ck_assert_uint_eq(endpoint.send_queue, 6);
	ck_assert_uint_eq(endpoint.receive_queue, 12);
	ck_assert_uint_eq(endpoint.timer_count, 2);
	ck_assert_uint_eq(endpoint.timers[0].kind, TIMER_RETRANSMISSION);
	ck_assert_uint_eq(endpoint.timers[0].count, 2);
	ck_assert_int_eq(endpoint.timers[0].due, 1500000);
	ck_assert_uint_eq(endpoint.timers[1].kind, TIMER_USER);

	tcb.snd.una = seq_make(11);
	endpoint_from_tcb(&endpoint, &tcb);
	ck_assert_uint_eq(endpoint.send_queue, 0);
	tcb.snd.una = seq_make(UINT32_MAX);
	endpoint_from_tcb(&endpoint, &tcb);
	ck_assert_uint_eq(endpoint.send_queue, 10);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

START_TEST(a_remark_is_said_once)
{
	hand_moment(&trace, KIND_LISTEN, END_B, 0);
	ck_assert_ptr_null(moment_remark(newest(), "The RFC's sentence."));
	trace_remark(&trace, "The kernel has a word to say.");
	ck_assert_str_eq(moment_remark(newest(), "The RFC's sentence."), newest()->remark);
	/* Where no rule explains it, the remark does. */
	assert_sentence("The kernel has a word to say.");
	ck_assert_ptr_null(moment_remark(newest(), str_text(&out)));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("moment");
	TCase *tc = tcase_create("moment");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, a_call_reads_as_the_sockets_call, 0, COUNT(calls));
	tcase_add_test(tc, a_segment_reads_as_packetdrill_writes_it);
	tcase_add_test(tc, a_real_clocks_microseconds_are_not_told);
	tcase_add_test(tc, timers_and_time_have_their_own_words);
	tcase_add_loop_test(tc, a_duration_is_said_shortly_and_exactly, 0,
	    COUNT(durations));
	tcase_add_test(tc, the_last_edge_explains_a_moment);
	tcase_add_test(tc, a_remark_is_said_once);
	tcase_add_test(tc, without_an_edge_the_deciding_check_explains);
	tcase_add_test(tc, a_close_that_must_reset_is_explained_by_its_note);
	tcase_add_test(tc, without_rules_what_can_be_seen_is_said);
	tcase_add_test(tc, a_lost_syn_waits_for_its_senders_timer);
	tcase_add_test(tc, a_lost_segment_may_have_been_acknowledged_already);
	tcase_add_test(tc, a_lost_ack_is_never_said_to_be_sent_again);
	tcase_add_test(tc, a_lost_reset_is_gone);
	tcase_add_test(tc, a_lost_syn_ack_is_brought_back_by_either_end);
	tcase_add_test(tc, a_copy_does_not_say_that_it_is_one);
	tcase_add_test(tc, a_wait_says_what_will_come);
	tcase_add_test(tc, an_endpoint_knows_what_its_state_knows);
	tcase_add_test(tc, an_endpoint_counts_octets_not_syn_and_fin);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
