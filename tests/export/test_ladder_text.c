/*
 * The ladder of text against golden files, each a story made by hand; and
 * that no line of it is ever wider than a mail.
 */
#include <stdlib.h>

#include "base/text.h"
#include "export/golden.h"
#include "export/ladder_text.h"
#include "export/tape.h"
#include "model/model.h"

static struct tape tape;
static struct trace *const trace = &tape.engine.trace;

static void
setup(void)
{
	tape_init(&tape, "model", NULL);
}

static void
teardown(void)
{
	tape_fini(&tape);
}

static char *
write_ladder(bool ascii)
{
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);

	ck_assert_ptr_nonnull(out);
	ladder_text_player(out, &tape.player, ascii);
	fclose(out);
	return text;
}

/* No line is wider than 78 columns, none ends in a blank. */
static void
assert_tidy(const char *text)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		ck_assert_msg(text_width_n(text, n) <= LADDER_TEXT_COLUMNS,
		    "too wide: %.*s", (int)n, text);
		ck_assert_msg(n == 0 || text[n - 1] != ' ',
		    "ends in a blank: %.*s", (int)n, text);
		ck_assert_int_eq(text[n], '\n');
		text += n + 1;
	}
}

static void
compare(const char *name)
{
	struct str file = { 0 };

	for (int ascii = 0; ascii < 2; ascii++) {
		char *text = write_ladder(ascii);

		assert_tidy(text);
		str_clear(&file);
		str_addf(&file, "%s%s.txt", name, ascii ? "-ascii" : "");
		golden_compare(str_text(&file), text);
		for (const char *p = text; ascii && *p != '\0'; p++)
			ck_assert_int_eq(*p & 0x80, 0);
		free(text);
	}
	str_free(&file);
}

static void
open_connection(void)
{
	hand_moment(trace, KIND_LISTEN, END_B, 0);
	hand_edge(trace, END_B, STATE_LISTEN, CAUSE_PASSIVE_OPEN);
	hand_moment(trace, KIND_CONNECT, END_A, 0);
	hand_edge(trace, END_A, STATE_SYN_SENT, CAUSE_ACTIVE_OPEN);
	hand_send(trace, END_A, SENT_SYN, "S 100:100(0) win 65535");
	hand_fate(trace, KIND_DELIVER, 0, 0);
	hand_edge(trace, END_B, STATE_SYN_RECEIVED, CAUSE_RCV_SYN);
	hand_send(trace, END_B, SENT_SYN, "S. 300:300(0) ack 101 win 65535");
	hand_fate(trace, KIND_DELIVER, 1, 0);
	hand_edge(trace, END_A, STATE_ESTABLISHED, CAUSE_RCV_SYN_ACK);
	hand_send(trace, END_A, SENT_ACK, ". 101:101(0) ack 301 win 65535");
	hand_fate(trace, KIND_DELIVER, 2, 0);
	hand_edge(trace, END_B, STATE_ESTABLISHED, CAUSE_RCV_ACK_OF_SYN);
}

START_TEST(a_connection_opens_and_closes)
{
	open_connection();
	hand_moment(trace, KIND_SHUTDOWN, END_A, 0)->reply = REPLY_OK;
	hand_edge(trace, END_A, STATE_FIN_WAIT_1, CAUSE_CLOSE);
	hand_send(trace, END_A, SENT_FIN, "F. 101:101(0) ack 301 win 65535");
	hand_fate(trace, KIND_DELIVER, 3, 0);
	hand_edge(trace, END_B, STATE_CLOSE_WAIT, CAUSE_RCV_FIN);
	trace_signal(trace, END_B, SIGNAL_CLOSING);
	hand_send(trace, END_B, SENT_ACK, ". 301:301(0) ack 102 win 65535");
	hand_fate(trace, KIND_DELIVER, 4, 0);
	hand_edge(trace, END_A, STATE_FIN_WAIT_2, CAUSE_RCV_ACK_OF_FIN);
	hand_moment(trace, KIND_CLOSE, END_B, 0);
	hand_edge(trace, END_B, STATE_LAST_ACK, CAUSE_CLOSE);
	hand_send(trace, END_B, SENT_FIN, "F. 301:301(0) ack 102 win 65535");
	hand_fate(trace, KIND_DELIVER, 5, 0);
	hand_edge(trace, END_A, STATE_TIME_WAIT, CAUSE_RCV_FIN);
	hand_send(trace, END_A, SENT_ACK, ". 102:102(0) ack 302 win 65535");
	hand_fate(trace, KIND_DELIVER, 6, 0);
	hand_edge(trace, END_B, STATE_CLOSED, CAUSE_RCV_ACK_OF_FIN);
	hand_moment(trace, KIND_TIMER, END_A, 240000000)->cause.timer = TIMER_TIME_WAIT;
	hand_edge(trace, END_A, STATE_CLOSED, CAUSE_2MSL);
	tape.player.held = 4;
	compare("open-close");
}
END_TEST

START_TEST(both_open_at_once_and_the_syns_cross)
{
	hand_moment(trace, KIND_CONNECT, END_A, 0);
	hand_edge(trace, END_A, STATE_SYN_SENT, CAUSE_ACTIVE_OPEN);
	hand_send(trace, END_A, SENT_SYN, "S 100:100(0) win 65535");
	hand_moment(trace, KIND_CONNECT, END_B, 0);
	hand_edge(trace, END_B, STATE_SYN_SENT, CAUSE_ACTIVE_OPEN);
	hand_send(trace, END_B, SENT_SYN, "S 300:300(0) win 65535");
	hand_fate(trace, KIND_DELIVER, 0, 0);
	hand_edge(trace, END_B, STATE_SYN_RECEIVED, CAUSE_RCV_SYN);
	hand_send(trace, END_B, SENT_SYN, "S. 300:300(0) ack 101 win 65535");
	hand_fate(trace, KIND_DELIVER, 1, 0);
	hand_edge(trace, END_A, STATE_SYN_RECEIVED, CAUSE_RCV_SYN);
	hand_send(trace, END_A, SENT_SYN, "S. 100:100(0) ack 301 win 65535");
	compare("simultaneous-open");
}
END_TEST

START_TEST(the_network_loses_doubles_delays_and_somebody_forges)
{
	struct segment rst = segment_of("R 101:101(0) win 0");

	open_connection();
	hand_moment(trace, KIND_SEND, END_A, 0);
	hand_send(trace, END_A, SENT_DATA, "P. 101:111(10) ack 301 win 65535");
	hand_fate(trace, KIND_DROP, 3, 0);
	hand_moment(trace, KIND_TIMER, END_A, 1000000)->cause.timer = TIMER_RETRANSMISSION;
	hand_send(trace, END_A, SENT_AGAIN, "P. 101:111(10) ack 301 win 65535");
	hand_fate(trace, KIND_DUPLICATE, 4, 1000000);
	hand_moment(trace, KIND_SEND, END_A, 1000000);
	hand_send(trace, END_A, SENT_DATA, "P. 111:1571(1460) ack 301 win 65535");
	hand_fate(trace, KIND_DELIVER, 6, 1000000);
	hand_send(trace, END_B, SENT_ACK, ". 301:301(0) ack 101 win 65535");
	hand_fate(trace, KIND_DELIVER, 4, 1000000);
	hand_fate(trace, KIND_DELIVER, 5, 1000000);
	hand_fate(trace, KIND_DROP, 7, 1000000);
	hand_moment(trace, KIND_INJECT, END_B, 1500000);
	trace_forge(trace, END_B, &rst);
	hand_send(trace, END_B, SENT_CHALLENGE, ". 301:301(0) ack 1571 win 65535");
	hand_moment(trace, KIND_ABORT, END_B, 1500000);
	hand_edge(trace, END_B, STATE_CLOSED, CAUSE_ABORT);
	hand_send(trace, END_B, SENT_RST, "R 301:301(0) win 0");
	hand_fate(trace, KIND_DELIVER, 10, 3000000);
	hand_edge(trace, END_A, STATE_CLOSED, CAUSE_RCV_RST);
	trace_signal(trace, END_A, SIGNAL_RESET);
	compare("hard-wire");
}
END_TEST

START_TEST(what_was_expected_and_what_was_not_possible)
{
	static char statement[] = "expect A ESTABLISHED", inject[] = "inject to A R 301:301(0)",
	    deliver[] = "deliver F.", expected[] = "A ESTABLISHED", found[] = "A SYN-SENT",
	    cannot[] = "the loopback engine cannot put a segment of nobody's on the wire: a real kernel owns it",
	    nothing[] = "no F. is in flight, only S 100:100(0) win 65535", closed[] = "B close";
	struct result *result;

	hand_moment(trace, KIND_CLOSE, END_B, 0)->reply = REPLY_NOT_EXIST;
	hand_moment(trace, KIND_SEND, END_A, 0)->reply = REPLY_NOT_EXIST;
	trace->moments[1].cause.octets = UINT32_MAX;
	hand_moment(trace, KIND_CONNECT, END_A, 0);
	hand_edge(trace, END_A, STATE_SYN_SENT, CAUSE_ACTIVE_OPEN);
	hand_send(trace, END_A, SENT_SYN, "S 100:100(0) win 65535");
	tape_say(&tape, VERDICT_HELD, 11)->statement = statement;
	result = tape_say(&tape, VERDICT_FAILED, 12);
	result->statement = statement;
	result->expected = expected;
	result->found = found;
	result = tape_say(&tape, VERDICT_SKIPPED, 13);
	result->statement = inject;
	result->why = cannot;
	result = tape_say(&tape, VERDICT_ERROR, 14);
	result->statement = deliver;
	result->why = nothing;
	hand_moment(trace, KIND_CRASH, END_A, 0);
	hand_edge(trace, END_A, STATE_CLOSED, CAUSE_CRASH);
	result = tape_say(&tape, VERDICT_BROKEN, 15);
	result->statement = closed;
	result->why = nothing;
	tape.player.held = tape.player.failed = tape.player.skipped = 1;
	tape.player.errors = 2;
	compare("verdicts");
}
END_TEST

START_TEST(a_kernel_does_much_at_once)
{
	struct moment *moment;

	tape_fini(&tape);
	tape_init(&tape, "loopback", "Linux 6.18.1");
	trace->start[END_B].state = STATE_LISTEN;
	moment = hand_moment(trace, KIND_CONNECT, END_A, 0);
	moment->at_once = true;
	hand_edge(trace, END_A, STATE_SYN_SENT, CAUSE_ACTIVE_OPEN);
	hand_edge(trace, END_B, STATE_SYN_RECEIVED, CAUSE_RCV_SYN);
	hand_edge(trace, END_A, STATE_ESTABLISHED, CAUSE_RCV_SYN_ACK);
	hand_edge(trace, END_B, STATE_ESTABLISHED, CAUSE_RCV_ACK_OF_SYN);
	hand_send(trace, END_A, SENT_SYN, "S 100:100(0) win 65535");
	hand_send(trace, END_B, SENT_SYN, "S. 300:300(0) ack 101 win 65535");
	hand_send(trace, END_A, SENT_ACK, ". 101:101(0) ack 301 win 65535");
	for (uint32_t i = 0; i < 3; i++) {
		trace->flights[i].inferred = true;
		trace_end_flight(trace, i, FATE_DELIVERED);
	}
	moment = hand_moment(trace, KIND_RECEIVE, END_B, 250);
	trace_remark(trace, "The kernel did this by itself, and this is a remark that takes a second line.");
	moment->received = 1460;
	moment->reply = REPLY_OK;
	hand_moment(trace, KIND_RECEIVE, END_B, 1250)->reply = REPLY_QUEUED;
	trace_remark(trace, "The kernel did this by itself, and this is a remark that takes a second line.");
	hand_moment(trace, KIND_SEND, END_A, 1250)->cause.octets = 10;

	uint32_t data = hand_send(trace, END_A, SENT_DATA,
	    "P. 4294967290:4294967294(4) ack 4294967294 win 65535");

	trace->flights[data].repeats = 3;
	hand_fate(trace, KIND_DELIVER, data, 900120);
	trace->moments[trace->count - 1].end[END_B].state = STATE_CLOSED;
	compare("loopback");
}
END_TEST

static const char story[] =
    "# Open, lose, close\n\n"
    "```scene\nB listen\nA connect\ndeliver all\nexpect A ESTABLISHED B ESTABLISHED\n```\n\n"
    "## The wire loses a segment\n\n"
    "```scene\nA send 10\ndrop\nwait timer\ndeliver all\nB receive\nexpect A LISTEN\n```\n\n"
    "## Both close at once\n\n"
    "```scene\nA shutdown\nB shutdown\ndeliver all\nexpect A TIME-WAIT B TIME-WAIT\n"
    "wait 2msl\nexpect A CLOSED B CLOSED\n```\n";

START_TEST(a_lesson_is_played_on_the_model)
{
	struct player taped = tape.player;
	struct errors errors;

	errors_init(&errors, "story.md");

	struct lesson *lesson = lesson_parse("story.md", story, strlen(story), &errors);

	ck_assert_ptr_nonnull(lesson);
	player_init(&tape.player, lesson, model_new());
	player_run(&tape.player);
	compare("model");
	player_fini(&tape.player);
	lesson_free(lesson);
	errors_fini(&errors);
	tape.player = taped;
}
END_TEST

START_TEST(a_lesson_cannot_speak_to_the_terminal)
{
	static char title[] = "\033]0;gone\007 \xff \u202e", why[] = "\033[2J";
	struct result *result = tape_say(&tape, VERDICT_SKIPPED, 1);

	tape.lesson.title = title;
	result->statement = title;
	result->why = why;

	char *text = write_ladder(false);

	assert_tidy(text);
	ck_assert_ptr_null(strchr(text, '\033'));
	ck_assert_ptr_null(strchr(text, '\007'));
	ck_assert_ptr_null(strstr(text, "\u202e"));
	ck_assert(text_is_utf8(text, strlen(text), NULL));
	free(text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ladder_text");
	TCase *tc = tcase_create("ladder_text");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_connection_opens_and_closes);
	tcase_add_test(tc, both_open_at_once_and_the_syns_cross);
	tcase_add_test(tc, the_network_loses_doubles_delays_and_somebody_forges);
	tcase_add_test(tc, what_was_expected_and_what_was_not_possible);
	tcase_add_test(tc, a_kernel_does_much_at_once);
	tcase_add_test(tc, a_lesson_is_played_on_the_model);
	tcase_add_test(tc, a_lesson_cannot_speak_to_the_terminal);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
