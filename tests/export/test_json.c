/*
 * A run as JSON Lines, parsed back, field by field as the promise to
 * graders has it: names, types and their order.
 */
#include <jansson.h>
#include <stdlib.h>

#include "export/json.h"
#include "export/tape.h"
#include "model/model.h"

#define LINES_MAX 64

static struct tape tape;
static struct trace *const trace = &tape.engine.trace;
static char *text;
static json_t *line[LINES_MAX];
static size_t line_count;

static void
setup(void)
{
	tape_init(&tape, "model", NULL);
}

static void
teardown(void)
{
	while (line_count > 0)
		json_decref(line[--line_count]);
	free(text);
	text = NULL;
	tape_fini(&tape);
}

/* Write the tape and parse every line of it. */
static void
play(void)
{
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);

	ck_assert_ptr_nonnull(out);
	json_player(out, &tape.player);
	fclose(out);
	ck_assert_int_eq(text[n - 1], '\n');
	for (const char *p = text; *p != '\0'; p += strcspn(p, "\n") + 1) {
		json_error_t error;

		ck_assert_uint_lt(line_count, LINES_MAX);
		line[line_count] = json_loadb(p, strcspn(p, "\n"), 0, &error);
		ck_assert_msg(line[line_count] != NULL, "%s: %s", p, error.text);
		line_count++;
	}
}

/* A connect and its delivery, as INTERFACE's example has it. */
static void
play_handshake(void)
{
	struct moment *moment = hand_moment(trace, KIND_CONNECT, END_A, 0);
	struct endpoint *a = &moment->end[END_A];

	trace->start[END_B].state = STATE_LISTEN;
	moment->end[END_B].state = STATE_LISTEN;
	hand_edge(trace, END_A, STATE_SYN_SENT, CAUSE_ACTIVE_OPEN);
	a->known = KNOWN_ISS | KNOWN_SND_UNA | KNOWN_SND_NXT | KNOWN_SND_WND |
	    KNOWN_RCV_WND | KNOWN_QUEUES;
	a->iss = a->snd_una = 100;
	a->snd_nxt = 101;
	a->rcv_wnd = 65535;
	a->timers[a->timer_count++] = (struct running_timer){
		.kind = TIMER_RETRANSMISSION,
		.due = 1000000,
	};
	moment->reply = REPLY_OK;
	hand_send(trace, END_A, SENT_SYN, "S 100:100(0) win 65535");
	hand_fate(trace, KIND_DELIVER, 0, 0);
	hand_edge(trace, END_B, STATE_SYN_RECEIVED, CAUSE_RCV_SYN);
	hand_send(trace, END_B, SENT_SYN, "S. 300:300(0) ack 101 win 65535");
	play();
}

static json_t *
at(size_t i)
{
	ck_assert_uint_lt(i, line_count);
	return line[i];
}

/* object has these keys first, in this order; more may follow. */
static void
assert_keys(json_t *object, const char *keys)
{
	struct str found = { 0 };
	const char *key;
	json_t *value;

	ck_assert(json_is_object(object));
	json_object_foreach(object, key, value)
		str_addf(&found, "%s%s", found.n > 0 ? " " : "", key);
	ck_assert_msg(strncmp(str_text(&found), keys, strlen(keys)) == 0,
	    "%s do not begin with %s", str_text(&found), keys);
	str_free(&found);
}

static void
assert_string(json_t *object, const char *key, const char *value)
{
	json_t *string = json_object_get(object, key);

	ck_assert_msg(json_is_string(string), "%s is no string", key);
	ck_assert_str_eq(json_string_value(string), value);
}

static void
assert_integer(json_t *object, const char *key, json_int_t value)
{
	json_t *integer = json_object_get(object, key);

	ck_assert_msg(json_is_integer(integer), "%s is no integer", key);
	ck_assert_int_eq(json_integer_value(integer), value);
}

static void
assert_null(json_t *object, const char *key)
{
	ck_assert_msg(json_is_null(json_object_get(object, key)), "%s is not null", key);
}

START_TEST(the_first_line_is_the_run_and_the_last_its_end)
{
	play_handshake();
	ck_assert_uint_eq(line_count, 4);

	json_t *run = json_object_get(at(0), "run");

	assert_keys(run, "lesson engine kernel version");
	assert_string(run, "lesson", "tape");
	assert_string(run, "engine", "model");
	assert_null(run, "kernel");
	assert_string(run, "version", PACKAGE_VERSION);
	ck_assert_ptr_nonnull(strstr(text,
	    "\n{\"end\": {\"ok\": true, \"failed\": 0, \"skipped\": 0}}\n"));
}
END_TEST

START_TEST(a_moment_has_all_that_is_promised)
{
	play_handshake();

	json_t *moment = at(2), *cause = json_object_get(moment, "cause");

	assert_keys(moment, "moment line time_ms cause a b sent wire edges notes error signals");
	assert_integer(at(1), "moment", 1);
	assert_integer(moment, "moment", 2);
	assert_integer(moment, "line", 11);
	assert_integer(moment, "time_ms", 0);
	assert_keys(cause, "kind end text");
	assert_string(cause, "kind", "deliver");
	assert_string(cause, "end", "B");
	assert_string(cause, "text", "S 100:100(0) win 65535");
	assert_integer(cause, "id", 1);
	assert_string(json_object_get(at(1), "cause"), "text", "connect()");
	assert_null(moment, "error");
	ck_assert_uint_eq(json_array_size(json_object_get(moment, "signals")), 0);
	ck_assert_uint_eq(json_array_size(json_object_get(moment, "notes")), 0);
}
END_TEST

START_TEST(an_endpoint_shows_what_is_known_and_null_for_the_rest)
{
	play_handshake();

	json_t *a = json_object_get(at(2), "a"), *b = json_object_get(at(2), "b");

	assert_keys(a, "state iss irs snd_una snd_nxt snd_wnd rcv_nxt rcv_wnd timers");
	assert_string(a, "state", "SYN-SENT");
	assert_integer(a, "iss", 100);
	assert_null(a, "irs");
	assert_integer(a, "snd_una", 100);
	assert_integer(a, "snd_nxt", 101);
	assert_integer(a, "snd_wnd", 0);
	assert_null(a, "rcv_nxt");
	assert_integer(a, "rcv_wnd", 65535);

	json_t *timer = json_array_get(json_object_get(a, "timers"), 0);

	assert_keys(timer, "kind due_ms count");
	assert_string(timer, "kind", "retransmission");
	assert_integer(timer, "due_ms", 1000);
	assert_integer(timer, "count", 0);
	assert_string(b, "state", "SYN-RECEIVED");
	assert_null(b, "iss");
	assert_null(b, "rcv_wnd");
	ck_assert_uint_eq(json_array_size(json_object_get(b, "timers")), 0);
}
END_TEST

START_TEST(segments_edges_and_the_wire)
{
	play_handshake();

	json_t *sent = json_array_get(json_object_get(at(2), "sent"), 0);
	json_t *edge = json_array_get(json_object_get(at(2), "edges"), 0);
	json_t *wire = json_object_get(at(2), "wire");

	assert_keys(sent, "id from flags seq len ack win text");
	assert_integer(sent, "id", 2);
	assert_string(sent, "from", "B");
	assert_string(sent, "flags", "S.");
	assert_integer(sent, "seq", 300);
	assert_integer(sent, "len", 0);
	assert_integer(sent, "ack", 101);
	assert_integer(sent, "win", 65535);
	assert_string(sent, "text", "S. 300:300(0) ack 101 win 65535");
	assert_null(json_array_get(json_object_get(at(1), "sent"), 0), "ack");
	ck_assert_ptr_null(json_object_get(sent, "inferred"));
	ck_assert_uint_eq(json_array_size(wire), 1);
	ck_assert_int_eq(json_integer_value(json_array_get(wire, 0)), 2);
	assert_keys(edge, "end from to");
	assert_string(edge, "end", "B");
	assert_string(edge, "from", "LISTEN");
	assert_string(edge, "to", "SYN-RECEIVED");
}
END_TEST

START_TEST(numbers_beyond_two_to_the_31_are_positive)
{
	struct moment *moment = hand_moment(trace, KIND_SEND, END_A, 250);

	moment->end[END_A].known = KNOWN_SND_NXT;
	moment->end[END_A].snd_nxt = 4294967295;
	hand_send(trace, END_A, SENT_DATA, ". 4294967290:4294967294(4) ack 4000000000 win 65535");
	play();

	json_t *sent = json_array_get(json_object_get(at(1), "sent"), 0);

	assert_integer(json_object_get(at(1), "a"), "snd_nxt", 4294967295);
	assert_integer(sent, "seq", 4294967290);
	assert_integer(sent, "ack", 4000000000);
	ck_assert_ptr_nonnull(strstr(text, "\"time_ms\": 0.25, "));
}
END_TEST

START_TEST(calls_answer_and_users_are_told)
{
	hand_moment(trace, KIND_CLOSE, END_B, 0)->reply = REPLY_NOT_EXIST;
	hand_moment(trace, KIND_WAIT, END_A, 1500000)->cause.duration = 1500000;
	trace->moments[1].line = 0;
	trace_signal(trace, END_A, SIGNAL_RESET);
	play();
	assert_string(at(1), "error", "error: connection does not exist");
	assert_string(at(1), "reply", "error: connection does not exist");
	assert_null(at(2), "reply");
	assert_null(at(2), "line");
	assert_integer(at(2), "time_ms", 1500);
	assert_string(json_object_get(at(2), "cause"), "kind", "wait");
	assert_null(json_object_get(at(2), "cause"), "end");

	json_t *signal = json_array_get(json_object_get(at(2), "signals"), 0);

	assert_string(signal, "end", "A");
	assert_string(signal, "text", "connection reset");
}
END_TEST

START_TEST(a_note_is_a_citation)
{
	const struct note note = { .id = 1, .outcome = OUTCOME_STOP };
	char expected[NOTE_TEXT];

	hand_moment(trace, KIND_DELIVER, END_B, 0);
	trace->moments[0].cause.kind = KIND_CONNECT;
	trace_note(trace, END_B, &note);
	play();

	json_t *object = json_array_get(json_object_get(at(1), "notes"), 0);

	assert_keys(object, "end section text");
	assert_string(object, "end", "B");
	assert_string(object, "section", note_section(&note));
	assert_string(object, "text", note_text(expected, sizeof(expected), &note, 'B'));
	assert_string(object, "meaning", note_meaning(expected, sizeof(expected), &note, 'B'));
	assert_string(object, "outcome", "stop");
}
END_TEST

START_TEST(a_real_engine_says_what_it_did_not_see)
{
	tape_fini(&tape);
	tape_init(&tape, "loopback", "Linux 6.18.1");
	hand_moment(trace, KIND_CONNECT, END_A, 1234567)->at_once = true;
	trace_remark(trace, "seen \033 by nobody");
	hand_send(trace, END_A, SENT_SYN, "S 100:100(0) win 65535");
	hand_send(trace, END_A, SENT_AGAIN, "S 100:100(0) win 65535");
	trace->flights[0].inferred = true;
	trace->flights[0].repeats = 2;
	play();

	json_t *sent = json_object_get(at(1), "sent");
	json_t *first = json_array_get(sent, 0), *again = json_array_get(sent, 1);

	assert_string(json_object_get(at(0), "run"), "kernel", "Linux 6.18.1");
	ck_assert_ptr_nonnull(strstr(text, "\"time_ms\": 1234.567, "));
	ck_assert(json_is_true(json_object_get(at(1), "at_once")));
	assert_string(at(1), "remark", "seen \u241b by nobody");
	ck_assert(json_is_true(json_object_get(first, "inferred")));
	assert_integer(first, "repeats", 2);
	ck_assert_ptr_null(json_object_get(first, "again_of"));
	assert_integer(again, "again_of", 1);
}
END_TEST

static const char story[] =
    "# Story\n\n```scene\nB listen\nA connect\nduplicate\ndeliver all\nexpect A ESTABLISHED\n"
    "A send 10\ndrop\nwait timer\ninject to B R 102:102(0) win 0\ndeliver all\n"
    "B receive\nB close\ndeliver all\nA close\ndeliver all\nwait 2msl\nexpect B CLOSED\n```\n";

/* Moments are counted without a gap; the wire holds only what was sent. */
static void
assert_coherent(void)
{
	json_int_t moments = 0, sent = 0;
	json_t *value;
	size_t i;

	for (size_t n = 1; n + 1 < line_count; n++) {
		assert_integer(at(n), "moment", ++moments);
		assert_keys(at(n),
		    "moment line time_ms cause a b sent wire edges notes error signals");
		json_array_foreach(json_object_get(at(n), "sent"), i, value)
			assert_integer(value, "id", ++sent);
		json_array_foreach(json_object_get(at(n), "wire"), i, value)
			ck_assert_int_le(json_integer_value(value), sent);
		json_array_foreach(json_object_get(at(n), "notes"), i, value)
			assert_keys(value, "end section text");
	}
	ck_assert_int_gt(moments, 10);
}

START_TEST(a_lesson_on_the_model_is_coherent)
{
	struct player taped = tape.player;
	struct errors errors;

	errors_init(&errors, "story.md");

	struct lesson *lesson = lesson_parse("story.md", story, strlen(story), &errors);

	ck_assert_ptr_nonnull(lesson);
	player_init(&tape.player, lesson, model_new());
	player_run(&tape.player);
	play();
	assert_coherent();
	ck_assert_str_eq(strrchr(text, '{') - 8,
	    "{\"end\": {\"ok\": true, \"failed\": 0, \"skipped\": 0}}\n");
	player_fini(&tape.player);
	lesson_free(lesson);
	errors_fini(&errors);
	tape.player = taped;
}
END_TEST

static const char asking[] =
    "# Asking\n\n```scene\nB listen\nA connect\n```\n\n## Then\n\nB hears it.\n\n"
    "```ask\nstate B after: deliver S\nLISTEN: No.\nsection: 3.10.7.2\n```\n\n"
    "```scene\ndeliver\n```\n";

/* A question is a line before the moment that it asks for. */
START_TEST(a_question_stands_before_its_moment)
{
	struct player taped = tape.player;
	struct errors errors;

	errors_init(&errors, "asking.md");

	struct lesson *lesson = lesson_parse("asking.md", asking, strlen(asking), &errors);

	ck_assert_ptr_nonnull(lesson);
	player_init(&tape.player, lesson, model_new());
	player_run(&tape.player);
	play();
	ck_assert_uint_eq(line_count, 6);

	json_t *question = json_object_get(at(3), "question");

	assert_keys(question, "id line kind question offers right section");
	assert_string(question, "id", "asking.1");
	assert_integer(question, "line", 13);
	assert_string(question, "kind", "state");
	assert_string(question, "section", "3.10.7.2");
	assert_string(question, "question",
	    "Next: the segment 'S' arrives. Which state is B in then?");
	ck_assert_uint_ge(json_array_size(json_object_get(question, "offers")), 2);
	ck_assert_uint_eq(json_array_size(json_object_get(question, "right")), 1);
	ck_assert_str_eq(json_string_value(json_array_get(
	    json_object_get(question, "right"), 0)), "SYN-RECEIVED");
	assert_integer(at(4), "moment", 3);
	player_fini(&tape.player);
	lesson_free(lesson);
	errors_fini(&errors);
	tape.player = taped;
}
END_TEST

START_TEST(verdicts_stand_in_their_place)
{
	static char statement[] = "expect A LISTEN", expected[] = "A LISTEN",
	    found[] = "A CLOSED", why[] = "not \033[2J \xff here";
	struct result *result;

	hand_moment(trace, KIND_LISTEN, END_A, 0);
	tape_say(&tape, VERDICT_HELD, 10)->statement = statement;
	result = tape_say(&tape, VERDICT_FAILED, 11);
	result->statement = statement;
	result->expected = expected;
	result->found = found;
	hand_moment(trace, KIND_CLOSE, END_A, 0);
	result = tape_say(&tape, VERDICT_SKIPPED, 12);
	result->statement = statement;
	result->why = why;
	tape.player.held = tape.player.failed = tape.player.skipped = 1;
	play();
	ck_assert_uint_eq(line_count, 6);

	json_t *failed = json_object_get(at(2), "failed");
	json_t *skipped = json_object_get(at(4), "skipped");
	json_t *end = json_object_get(at(5), "end");

	assert_keys(failed, "line expected found");
	assert_integer(failed, "line", 11);
	assert_string(failed, "expected", "A LISTEN");
	assert_string(failed, "found", "A CLOSED");
	assert_integer(at(3), "moment", 2);
	assert_keys(skipped, "line why");
	assert_integer(skipped, "line", 12);
	assert_string(skipped, "why", "not \u241b[2J \ufffd here");
	assert_keys(end, "ok failed skipped");
	ck_assert(json_is_false(json_object_get(end, "ok")));
	assert_integer(end, "failed", 1);
	assert_integer(end, "skipped", 1);
}
END_TEST

START_TEST(a_statement_with_nothing_to_do_is_not_ok)
{
	static char statement[] = "deliver", why[] = "nothing is in flight";
	struct result *result = tape_say(&tape, VERDICT_ERROR, 9);

	result->statement = statement;
	result->why = why;
	tape.player.errors = 1;
	play();
	assert_integer(json_object_get(at(1), "error"), "line", 9);
	assert_string(json_object_get(at(1), "error"), "why", why);
	ck_assert(json_is_false(json_object_get(json_object_get(at(2), "end"), "ok")));
	assert_integer(json_object_get(at(2), "end"), "errors", 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("json");
	TCase *tc = tcase_create("json");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, the_first_line_is_the_run_and_the_last_its_end);
	tcase_add_test(tc, a_moment_has_all_that_is_promised);
	tcase_add_test(tc, an_endpoint_shows_what_is_known_and_null_for_the_rest);
	tcase_add_test(tc, segments_edges_and_the_wire);
	tcase_add_test(tc, numbers_beyond_two_to_the_31_are_positive);
	tcase_add_test(tc, calls_answer_and_users_are_told);
	tcase_add_test(tc, a_note_is_a_citation);
	tcase_add_test(tc, a_real_engine_says_what_it_did_not_see);
	tcase_add_test(tc, a_lesson_on_the_model_is_coherent);
	tcase_add_test(tc, a_question_stands_before_its_moment);
	tcase_add_test(tc, verdicts_stand_in_their_place);
	tcase_add_test(tc, a_statement_with_nothing_to_do_is_not_ok);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
