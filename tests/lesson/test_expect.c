/* Expectations, held against moments made by hand: what holds, and what is said of what does not. */
#include <stdio.h>
#include <string.h>

#include "lesson/scene.h"
#include "trace/by_hand.h"

static struct trace trace;
static struct scene scene;
static struct errors errors;
static struct str expected, found;

/* The number of the newest statement. */
static uint32_t
last(void)
{
	return trace.count > 0 ? trace.moments[trace.count - 1].statement : 0;
}

static bool
ask(const char *text)
{
	scene_fini(&scene);
	if (!scene_parse(&scene, text, strlen(text), 1, 1, &errors))
		ck_abort_msg("%s: %s", text, errors.list.v[0].text);
	str_clear(&expected);
	str_clear(&found);
	return expect_holds(&scene.statements[0].expect, &trace, last(), &expected, &found);
}

static void
holds(const char *text)
{
	ck_assert_msg(ask(text), "%s: found %s", text, str_text(&found));
	ck_assert_str_eq(str_text(&expected), "");
	ck_assert_str_eq(str_text(&found), "");
}

static void
fails(const char *text, const char *want, const char *got)
{
	ck_assert_msg(!ask(text), "%s: holds", text);
	ck_assert_str_eq(str_text(&expected), want);
	ck_assert_str_eq(str_text(&found), got);
}

/* B listens, A connects, the SYN is delivered: the SYN,ACK is under way. */
static void
setup(void)
{
	errors_init(&errors, "scene.md");
	trace_init(&trace, "model", NULL);
	hand_moment(&trace, KIND_LISTEN, END_B, 0)->reply = REPLY_OK;
	hand_edge(&trace, END_B, STATE_LISTEN, CAUSE_PASSIVE_OPEN);
	struct moment *moment = hand_moment(&trace, KIND_CONNECT, END_A, 0);
	moment->reply = REPLY_OK;
	moment->end[END_A].known = KNOWN_ISS | KNOWN_SND_UNA | KNOWN_SND_NXT;
	moment->end[END_A].snd_una = 100;
	moment->end[END_A].snd_nxt = 101;
	hand_edge(&trace, END_A, STATE_SYN_SENT, CAUSE_ACTIVE_OPEN);
	uint32_t syn = hand_send(&trace, END_A, SENT_SYN, "S 100:100(0) win 65535");
	hand_fate(&trace, KIND_DELIVER, syn, 0);
	hand_edge(&trace, END_B, STATE_SYN_RECEIVED, CAUSE_RCV_SYN);
	hand_send(&trace, END_B, SENT_SYN, "S. 300:300(0) ack 101 win 65535");
}

static void
teardown(void)
{
	trace_fini(&trace);
	scene_fini(&scene);
	errors_fini(&errors);
	str_free(&expected);
	str_free(&found);
}

START_TEST(states)
{
	holds("expect A SYN-SENT");
	holds("expect B SYN_RECV A SYNSENT");
	fails("expect A ESTABLISHED", "A ESTABLISHED", "A SYN-SENT");
	fails("expect B LISTEN A SYN-SENT", "A SYN-SENT B LISTEN", "A SYN-SENT B SYN-RECEIVED");
}
END_TEST

START_TEST(variables)
{
	holds("expect A snd.una 100");
	holds("expect A snd.nxt 101");
	fails("expect A snd.nxt 102", "A snd.nxt 102", "A snd.nxt 101");
	fails("expect A rcv.nxt 0", "A rcv.nxt 0", "A has no rcv.nxt");
}
END_TEST

START_TEST(sent)
{
	holds("expect sent S.");
	holds("expect sent S. from B");
	holds("expect sent S. 300:300(0) ack 101 win 65535 from B");
	fails("expect sent nothing", "sent nothing",
	    "sent S. 300:300(0) ack 101 win 65535 from B");
	fails("expect sent S. 300:300(0) ack 100, .", "sent S. 300:300(0) ack 100, .",
	    "sent S. 300:300(0) ack 101 win 65535 from B");
	fails("expect sent S. from A", "sent S. from A",
	    "sent S. 300:300(0) ack 101 win 65535 from B");

	hand_moment(&trace, KIND_WAIT, END_A, 0);
	holds("expect sent nothing");
	fails("expect sent S.", "sent S.", "sent nothing");
}
END_TEST

START_TEST(sent_by_all_moments_of_a_statement)
{
	struct moment *moment = hand_fate(&trace, KIND_DELIVER, 1, 0);
	moment->statement = last();
	hand_send(&trace, END_A, SENT_ACK, ". 101:101(0) ack 301 win 65535");
	uint32_t statement = last();
	moment = hand_fate(&trace, KIND_DELIVER, 2, 0);
	moment->statement = statement;
	hand_send(&trace, END_B, SENT_DATA, "P. 301:311(10) ack 101 win 65535");

	holds("expect sent ., . 301:311(10)");
	fails("expect sent . 301:311(10), .", "sent . 301:311(10), .",
	    "sent . 101:101(0) ack 301 win 65535 from A, "
	    "P. 301:311(10) ack 101 win 65535 from B");
}
END_TEST

START_TEST(what_the_wire_does_was_not_sent)
{
	hand_fate(&trace, KIND_DUPLICATE, 1, 0);
	holds("expect sent nothing");
	holds("expect wire S., S.");
	struct moment *moment = hand_moment(&trace, KIND_INJECT, END_A, 0);
	struct segment forged = segment_of("R 300:300(0) win 0");
	moment->cause.flight = trace_forge(&trace, END_A, &forged);
	holds("expect sent nothing");
}
END_TEST

START_TEST(wire)
{
	holds("expect wire S. from B");
	fails("expect wire empty", "wire empty", "wire S. 300:300(0) ack 101 win 65535 from B");
	hand_fate(&trace, KIND_DROP, 1, 0);
	holds("expect wire empty");
	fails("expect wire S.", "wire S.", "wire empty");
}
END_TEST

START_TEST(answers)
{
	holds("expect ok");
	fails("expect error \"connection closing\"", "error \"connection closing\"", "ok");
	hand_moment(&trace, KIND_SEND, END_A, 0)->reply = REPLY_CLOSING;
	holds("expect error \"connection closing\"");
	holds("expect error \"error: connection closing\"");
	holds("expect error \"Error:  Connection Closing\"");
	fails("expect ok", "ok", "error \"connection closing\"");
	fails("expect error \"connection reset\"", "error \"connection reset\"",
	    "error \"connection closing\"");
	/* It is the last call's answer that counts, whatever came after it. */
	hand_moment(&trace, KIND_WAIT, END_A, 0);
	holds("expect error \"connection closing\"");
}
END_TEST

START_TEST(signals)
{
	fails("expect signal A \"connection reset\"", "signal A \"connection reset\"",
	    "no signal to A");
	hand_moment(&trace, KIND_INJECT, END_A, 0);
	trace_signal(&trace, END_A, SIGNAL_RESET);
	holds("expect signal A \"connection reset\"");
	holds("expect signal A \"Error: Connection reset\"");
	fails("expect signal B \"connection reset\"", "signal B \"connection reset\"",
	    "no signal to B");
	fails("expect signal A \"connection refused\"", "signal A \"connection refused\"",
	    "signal A \"connection reset\"");
	trace_edge(&trace, END_A, edge_find(STATE_SYN_SENT, STATE_CLOSED, CAUSE_RCV_RST));
	holds("expect signal A \"connection refused\"");
	holds("expect signal A \"connection reset\"");
	hand_moment(&trace, KIND_WAIT, END_A, 0);
	fails("expect signal A \"connection reset\"", "signal A \"connection reset\"",
	    "no signal to A");
}
END_TEST

START_TEST(before_anything_happened)
{
	trace_fini(&trace);
	trace_init(&trace, "model", NULL);
	holds("expect A CLOSED B CLOSED");
	holds("expect wire empty");
	holds("expect sent nothing");
	fails("expect ok", "ok", "no call was made");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("expect");
	TCase *tc = tcase_create("expect");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, states);
	tcase_add_test(tc, variables);
	tcase_add_test(tc, sent);
	tcase_add_test(tc, sent_by_all_moments_of_a_statement);
	tcase_add_test(tc, what_the_wire_does_was_not_sent);
	tcase_add_test(tc, wire);
	tcase_add_test(tc, answers);
	tcase_add_test(tc, signals);
	tcase_add_test(tc, before_anything_happened);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
