/* Every statement of the scene language, in the spellings that people use. */
#include <stdio.h>
#include <string.h>

#include "lesson/scene.h"
#include "tap.h"

static struct errors errors;
static struct scene scene;

static void
setup(void)
{
	errors_init(&errors, "scene.md");
	scene = (struct scene){ 0 };
}

static void
teardown(void)
{
	scene_fini(&scene);
	errors_fini(&errors);
}

static void
parse(const char *text)
{
	scene_fini(&scene);
	bool good = scene_parse(&scene, text, strlen(text), 1, 1, &errors);
	if (errors.list.n > 0)
		ck_abort_msg("%s: %d:%d: %s", text, errors.list.v[0].line,
		    errors.list.v[0].col, errors.list.v[0].text);
	ck_assert(good);
}

/* The only statement of text. */
static const struct statement *
statement(const char *text)
{
	parse(text);
	ck_assert_uint_eq(scene.count, 1);
	return &scene.statements[0];
}

static const struct command *
command(const char *text)
{
	const struct statement *only = statement(text);

	ck_assert(!only->is_expect);
	return &only->command;
}

static const struct expect *
expect(const char *text)
{
	const struct statement *only = statement(text);

	ck_assert(only->is_expect);
	return &only->expect;
}

START_TEST(calls)
{
	static const struct {
		const char	*text;
		enum call_kind	 kind;
	} rows[] = {
		{ "A listen", CALL_LISTEN },
		{ "A connect", CALL_CONNECT },
		{ "A send 10", CALL_SEND },
		{ "A receive", CALL_RECEIVE },
		{ "A shutdown", CALL_SHUTDOWN },
		{ "A close", CALL_CLOSE },
		{ "A abort", CALL_ABORT },
		{ "A crash", CALL_CRASH }
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct command *got = command(rows[i].text);
		ck_assert_int_eq(got->verb, VERB_CALL);
		ck_assert_int_eq(got->end, END_A);
		ck_assert_int_eq(got->call.kind, rows[i].kind);
	}
	ck_assert_uint_eq(command("B send 1460")->call.octets, 1460);
	ck_assert_int_eq(command("B send 1460")->end, END_B);
	ck_assert(!command("B send 1460")->call.urgent);
	ck_assert(command("B send 1 urgent")->call.urgent);
	ck_assert_uint_eq(command("A receive")->call.octets, 0);
	ck_assert_uint_eq(command("A receive 20")->call.octets, 20);
}
END_TEST

START_TEST(listeners_and_a_port_with_itself)
{
	ck_assert_int_eq(command("B accept")->verb, VERB_ACCEPT);
	ck_assert_int_eq(command("B accept")->end, END_B);
	ck_assert_int_eq(command("fill B accept-queue")->verb, VERB_FILL);
	ck_assert_int_eq(command("fill B accept-queue")->end, END_B);
	ck_assert_int_eq(command("A connect self")->call.kind, CALL_CONNECT);
	ck_assert(command("A connect self")->self && !command("A connect")->self);
}
END_TEST

START_TEST(settings)
{
	static const struct {
		const char	*text;
		enum verb	 verb;
		enum end	 end;
		uint32_t	 value;
	} rows[] = {
		{ "set A iss 4294967295", VERB_SET_ISS, END_A, 4294967295 },
		{ "set B iss 0", VERB_SET_ISS, END_B, 0 },
		{ "set A window 0", VERB_SET_WINDOW, END_A, 0 },
		{ "set B mss 536", VERB_SET_MSS, END_B, 536 },
		{ "set rfc5961 off", VERB_SET_RFC5961, END_A, 0 },
		{ "set rfc1337 on", VERB_SET_RFC1337, END_A, 1 },
		{ "set delayed-ack on", VERB_SET_DELAYED_ACK, END_A, 1 },
		{ "set nagle on", VERB_SET_NAGLE, END_A, 1 },
		{ "set msl 30s", VERB_SET_MSL, END_A, 30000 },
		{ "set user-timeout 5min", VERB_SET_USER_TIMEOUT, END_A, 300000 },
		{ "set user-timeout off", VERB_SET_USER_TIMEOUT, END_A, 0 },
		{ "set keepalive 2h", VERB_SET_KEEPALIVE, END_A, 7200000 },
		{ "set B backlog 4096", VERB_SET_BACKLOG, END_B, 4096 },
		{ "set B reuseaddr on", VERB_SET_REUSEADDR, END_B, 1 },
		{ "set abort-on-overflow on", VERB_SET_ABORT_ON_OVERFLOW, END_A, 1 },
		{ "set syncookies off", VERB_SET_SYNCOOKIES, END_A, SYNCOOKIES_OFF },
		{ "set syncookies on", VERB_SET_SYNCOOKIES, END_A, SYNCOOKIES_ON },
		{ "set syncookies always", VERB_SET_SYNCOOKIES, END_A, SYNCOOKIES_ALWAYS }
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct command *got = command(rows[i].text);
		ck_assert_int_eq(got->verb, rows[i].verb);
		ck_assert_int_eq(got->end, rows[i].end);
		ck_assert_uint_eq(got->value, rows[i].value);
	}
}
END_TEST

START_TEST(which_segment)
{
	ck_assert_int_eq(command("deliver")->verb, VERB_DELIVER);
	ck_assert(!command("deliver")->which.has_flags);
	ck_assert(!command("deliver")->which.has_from);
	ck_assert(!command("deliver")->which.has_number);
	ck_assert_int_eq(command("deliver all")->verb, VERB_DELIVER_ALL);
	ck_assert_int_eq(command("drop F.")->verb, VERB_DROP);
	ck_assert_uint_eq(command("drop F.")->which.flags, SEG_FIN | SEG_ACK);
	ck_assert_int_eq(command("duplicate .")->verb, VERB_DUPLICATE);
	ck_assert_uint_eq(command("deliver P.")->which.flags, SEG_PSH | SEG_ACK);

	const struct which *which = &command("deliver S. from B #2")->which;
	ck_assert(which->has_flags && which->has_from && which->has_number);
	ck_assert_uint_eq(which->flags, SEG_SYN | SEG_ACK);
	ck_assert_int_eq(which->from, END_B);
	ck_assert_uint_eq(which->number, 2);

	which = &command("deliver #12 from a S")->which;
	ck_assert(which->has_flags && which->has_from && which->has_number);
	ck_assert_uint_eq(which->number, 12);
}
END_TEST

START_TEST(a_comment_is_no_number)
{
	ck_assert(!command("deliver # the oldest")->which.has_number);
	ck_assert_uint_eq(command("deliver #3 # the third")->which.number, 3);
	ck_assert(!command("deliver S #a copy")->which.has_number);
	ck_assert_int_eq(command("A listen #1 of two")->call.kind, CALL_LISTEN);
	parse("# nothing\n\n   \t# nothing\nA listen# at once\n");
	ck_assert_uint_eq(scene.count, 1);
	ck_assert_int_eq(scene.statements[0].line, 4);
}
END_TEST

START_TEST(injected_segments)
{
	const struct command *got = command("inject to B S 90:90(0)");
	ck_assert_int_eq(got->verb, VERB_INJECT);
	ck_assert_int_eq(got->end, END_B);
	ck_assert_uint_eq(got->segment.flags, SEG_SYN);
	ck_assert_uint_eq(got->segment.seq.n, 90);
	ck_assert_uint_eq(got->segment.wnd, 65535);

	got = command("inject to A P. 301:311(10) ack 101 win 0 # a zero window");
	ck_assert_uint_eq(got->segment.len, 10);
	ck_assert_uint_eq(got->segment.ack.n, 101);
	ck_assert_uint_eq(got->segment.wnd, 0);
}
END_TEST

START_TEST(waiting)
{
	ck_assert_int_eq(command("wait timer")->verb, VERB_WAIT_TIMER);
	ck_assert_int_eq(command("wait 2msl")->verb, VERB_WAIT_2MSL);
	ck_assert_int_eq(command("wait 10ms")->verb, VERB_WAIT);
	ck_assert_int_eq(command("wait 10ms")->duration, 10000);
	ck_assert_int_eq(command("wait 1s")->duration, 1000000);
	ck_assert_int_eq(command("wait 1.5s")->duration, 1500000);
	ck_assert_int_eq(command("wait 0.25ms")->duration, 250);
	ck_assert_int_eq(command("wait 2min")->duration, 120000000);
	ck_assert_int_eq(command("wait 1h")->duration, INT64_C(3600000000));
	ck_assert_int_eq(command("wait 1000h")->duration, INT64_C(3600000000000));
}
END_TEST

START_TEST(expected_states)
{
	const struct expect *got = expect("expect A FIN_WAIT2");
	ck_assert_int_eq(got->kind, EXPECT_STATES);
	ck_assert(got->has_state[END_A] && !got->has_state[END_B]);
	ck_assert_int_eq(got->state[END_A], STATE_FIN_WAIT_2);

	got = expect("expect B SYN_RECV A estab");
	ck_assert(got->has_state[END_A] && got->has_state[END_B]);
	ck_assert_int_eq(got->state[END_A], STATE_ESTABLISHED);
	ck_assert_int_eq(got->state[END_B], STATE_SYN_RECEIVED);
}
END_TEST

START_TEST(expected_variables)
{
	static const char *const names[] =
	    { "snd.una", "snd.nxt", "SND.WND", "rcv.nxt", "rcv.wnd" };

	for (int i = 0; i < VARIABLE_COUNT; i++) {
		char text[40];
		snprintf(text, sizeof(text), "expect B %s 301", names[i]);
		const struct expect *got = expect(text);
		ck_assert_int_eq(got->kind, EXPECT_VARIABLE);
		ck_assert_int_eq(got->variable, i);
		ck_assert_int_eq(got->end, END_B);
		ck_assert_uint_eq(got->value, 301);
	}
}
END_TEST

START_TEST(expected_segments)
{
	const struct expect *got =
	    expect("expect sent S 100:100(0), S. 300:300(0) ack 101 from B, .  # three");
	ck_assert_int_eq(got->kind, EXPECT_SENT);
	ck_assert_uint_eq(got->segment_count, 3);
	ck_assert_uint_eq(got->segments[0].pattern.seg.seq.n, 100);
	ck_assert(!got->segments[0].has_from);
	ck_assert(got->segments[1].has_from);
	ck_assert_int_eq(got->segments[1].from, END_B);
	ck_assert_uint_eq(got->segments[1].pattern.given,
	    PATTERN_SEQ | PATTERN_LEN | PATTERN_ACK);
	ck_assert_uint_eq(got->segments[2].pattern.given, 0);

	ck_assert_uint_eq(expect("expect sent nothing")->segment_count, 0);
	ck_assert_int_eq(expect("expect wire empty")->kind, EXPECT_WIRE);
	ck_assert_uint_eq(expect("expect wire S FROM A,. from b")->segment_count, 2);
}
END_TEST

START_TEST(expected_answers)
{
	const struct expect *got = expect("expect error \"connection closing\"");
	ck_assert_int_eq(got->kind, EXPECT_ERROR);
	ck_assert_str_eq(got->text, "connection closing");
	ck_assert_str_eq(expect("expect error \"\033[2J\"")->text, "␛[2J");
	ck_assert_int_eq(expect("expect ok")->kind, EXPECT_OK);
	got = expect("expect signal B \"connection reset # really\"");
	ck_assert_int_eq(got->kind, EXPECT_SIGNAL);
	ck_assert_int_eq(got->end, END_B);
	ck_assert_str_eq(got->text, "connection reset # really");
}
END_TEST

START_TEST(engines)
{
	ck_assert_uint_eq(statement("A listen")->on, ON_ALL);
	ck_assert_uint_eq(statement("on model: A listen")->on, ON_MODEL);
	ck_assert_uint_eq(statement("on model,kernel: expect A LISTEN")->on, ON_MODEL | ON_KERNEL);
	ck_assert_uint_eq(statement("ON Loopback , kernel :drop")->on, ON_LOOPBACK | ON_KERNEL);
	ck_assert(statement("on kernel: expect wire empty")->is_expect);
	ck_assert_uint_eq(scene_on("kernel"), ON_KERNEL);
	ck_assert_uint_eq(scene_on("Plan 9"), 0);
}
END_TEST

START_TEST(case_does_not_matter)
{
	ck_assert_int_eq(command("a LISTEN")->call.kind, CALL_LISTEN);
	ck_assert_int_eq(command("Set b ISS 1")->verb, VERB_SET_ISS);
	ck_assert_int_eq(command("DELIVER S From B")->verb, VERB_DELIVER);
	ck_assert_int_eq(command("Wait 2MSL")->verb, VERB_WAIT_2MSL);
	ck_assert_int_eq(expect("Expect a Listen")->state[END_A], STATE_LISTEN);
}
END_TEST

START_TEST(places_and_source)
{
	static const char text[] = "A listen\r\n  B  connect  # and so on\r\n\ton model: drop S  \r\n";

	ck_assert(scene_parse(&scene, text, strlen(text), 12, 5, &errors));
	ck_assert_uint_eq(scene.count, 3);
	ck_assert_int_eq(scene.statements[0].line, 12);
	ck_assert_int_eq(scene.statements[0].col, 5);
	ck_assert_int_eq(scene.statements[0].command.line, 12);
	ck_assert_str_eq(scene.statements[0].source, "A listen");
	ck_assert_int_eq(scene.statements[1].line, 13);
	ck_assert_int_eq(scene.statements[1].col, 3);
	ck_assert_str_eq(scene.statements[1].source, "B  connect");
	ck_assert_str_eq(scene.statements[2].source, "on model: drop S");
}
END_TEST

/* What is parsed, printed and parsed again is the same. */
START_TEST(printed_commands_are_statements)
{
	static const char *const texts[] = {
		"A listen", "B connect", "A send 10", "A send 1 urgent", "B receive",
		"B receive 3", "A shutdown", "A close", "A abort", "B crash", "set A iss 7",
		"set B window 100", "set A mss 536", "set rfc5961 off", "set rfc1337 on",
		"set delayed-ack on", "set nagle on", "set msl 30s", "set user-timeout 5min",
		"set keepalive 2h", "set A backlog 0", "set B reuseaddr off",
		"set abort-on-overflow on", "set syncookies always", "A connect self", "B accept",
		"fill A accept-queue", "deliver", "deliver all", "deliver S. from B #2", "drop F.",
		"duplicate from A", "wait 10ms", "wait 1.5s", "wait timer", "wait 2msl",
		"inject to B S 90:90(0) win 1000", "inject to A R. 301:301(0) ack 101 win 0"
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct command first = *command(texts[i]);
		struct str printed = { 0 };
		command_print(&printed, &first);
		const struct command *second = command(str_text(&printed));
		/* Padding that differs would fail here, and let nothing through. */
		/* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison) */
		ck_assert_msg(memcmp(&first, second, sizeof(first)) == 0, "%s: printed as %s",
		    texts[i], str_text(&printed));
		str_free(&printed);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("scene");
	TCase *tc = tcase_create("scene");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, calls);
	tcase_add_test(tc, settings);
	tcase_add_test(tc, listeners_and_a_port_with_itself);
	tcase_add_test(tc, which_segment);
	tcase_add_test(tc, a_comment_is_no_number);
	tcase_add_test(tc, injected_segments);
	tcase_add_test(tc, waiting);
	tcase_add_test(tc, expected_states);
	tcase_add_test(tc, expected_variables);
	tcase_add_test(tc, expected_segments);
	tcase_add_test(tc, expected_answers);
	tcase_add_test(tc, engines);
	tcase_add_test(tc, case_does_not_matter);
	tcase_add_test(tc, places_and_source);
	tcase_add_test(tc, printed_commands_are_statements);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
