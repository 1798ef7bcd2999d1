/* What is wrong with a scene is said with its place, all of it at once, and in words that help. */
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

/* text has one problem, at that column of its first line, and the message holds words. */
static void
wrong(const char *text, int col, const char *words)
{
	scene_fini(&scene);
	errors_fini(&errors);
	ck_assert_msg(!scene_parse(&scene, text, strlen(text), 1, 1, &errors),
	    "accepted: %s", text);
	ck_assert_uint_eq(errors.list.n, 1);
	const struct error *error = &errors.list.v[0];
	ck_assert_msg(error->line == 1 && error->col == col && strstr(error->text, words) != NULL,
	    "%s: %d:%d: %s", text, error->line, error->col, error->text);
	ck_assert_uint_eq(scene.count, 0);
}

START_TEST(unknown_words)
{
	wrong("delver", 1, "unknown statement 'delver'; did you mean 'deliver'?");
	wrong("  delvier all", 3, "did you mean 'deliver'?");
	wrong("frobnicate", 1, "expected A, B, deliver, drop, duplicate, inject, fill, wait, set, expect or on");
	wrong("C listen", 1, "unknown statement 'C'");
	wrong("A lisen", 3, "unknown call 'lisen'; did you mean 'listen'?");
	wrong("A bind", 3, "expected listen, connect, accept, send, receive, shutdown, close, abort or crash");
	wrong("A", 2, "the call is missing");
	wrong("set rfc5691 on", 5, "did you mean 'rfc5961'?");
	wrong("set A is 3", 7, "unknown setting of one end 'is'");
	wrong("expect snet .", 8, "did you mean 'sent'?");
	wrong("expect", 7, "the expectation is missing");
	wrong("on modle: A listen", 4, "did you mean 'model'?");
}
END_TEST

START_TEST(bad_numbers)
{
	wrong("A send", 7, "a number is missing");
	wrong("A send ten", 8, "'ten' is no number");
	wrong("A send -1", 8, "'-1' is no number");
	wrong("A send 1e3", 8, "'1e3' is no number");
	wrong("A send 0", 8, "0 is out of range; it must be 1 to 4294967295");
	wrong("A send 4294967296", 8, "out of range");
	wrong("A send 99999999999999999999999999999999999999999999", 8, "out of range");
	wrong("set A window 65536", 14, "it must be 0 to 65535");
	wrong("set A mss 1", 11, "it must be 64 to 65535");
	wrong("deliver #0", 10, "out of range");
	wrong("deliver #2nd", 10, "'2nd' is no number");
	wrong("expect A snd.nxt", 17, "a number is missing");
}
END_TEST

START_TEST(bad_durations)
{
	wrong("wait", 5, "a duration is missing; the statement is written: wait DURATION");
	wrong("wait 5", 6, "'5' is no duration; one is a number and its unit");
	wrong("wait 5 s", 6, "'5' is no duration");
	wrong("wait 5d", 6, "no duration");
	wrong("wait 1.s", 6, "no duration");
	wrong("wait .5s", 6, "no duration");
	wrong("wait 1.5", 6, "no duration");
	wrong("wait -1s", 6, "no duration");
	wrong("wait 1001h", 6, "too long");
	wrong("wait 99999999999999999999h", 6, "too long");
	wrong("set msl 0s", 9, "must be 1ms or more");
	wrong("set msl off", 9, "no duration");
}
END_TEST

/* Habits from elsewhere: C, Wireshark, a word processor. */
START_TEST(what_others_write_is_translated)
{
	wrong("A close()", 3, "did you mean 'close'?");
	wrong("A shutdown(SHUT_WR)", 3, "did you mean 'shutdown'?");
	wrong("A connect;", 3, "did you mean 'connect'?");
	wrong("send 10", 1, "It is written A send, or B send");
	wrong("deliver SYN", 9, "'SYN' is written 'S' here");
	wrong("drop SYN-ACK", 6, "'SYN-ACK' is written 'S.' here");
	wrong("deliver ACK", 9, "'ACK' is written '.' here");
	wrong("expect error \xe2\x80\x9cno\xe2\x80\x9d", 14, "quotes of a statement are straight");
}
END_TEST

START_TEST(bad_segments)
{
	wrong("deliver X", 9, "'X' is neither flags, as in S, S., F. or P., nor");
	wrong("deliver A", 9, "'A' is written 'from A' here");
	wrong("deliver F. to B", 12, "'to B' is written 'from A' here");
	wrong("drop to  a # lost", 6, "'to  a' is written 'from B' here");
	wrong("duplicate to", 11, "'to' is neither flags");
	wrong("deliver to C", 9, "'to' is neither flags");
	wrong("deliver S S", 11, "said twice");
	wrong("deliver from A from A", 16, "said twice");
	wrong("deliver from C", 14, "'C' is no end; the ends are A and B");
	wrong("deliver from", 13, "A or B is missing");
	wrong("drop all", 6, "'all' is neither flags");
	wrong("expect sent", 12, "a segment is missing");
	wrong("expect sent S,", 15, "a segment is missing");
	wrong("expect sent S 100:101(0)", 15, "END is not SEQ + LEN");
	wrong("expect wire S, . 1:1(0) ack", 28, "number is missing");
	wrong("expect sent nothing, S", 13, "this is no flag");
	wrong("inject S 1:1(0)", 7, "'to A' or 'to B' is missing");
	wrong("inject to C S 1:1(0)", 11, "'C' is no end");
	wrong("inject to A S", 13, "needs its sequence numbers");
	wrong("inject to A S. 1:1(0)", 13, "needs its ack");
	wrong("inject to A S 1:1(0), S 1:1(0)", 21, "unexpected ','");
}
END_TEST

START_TEST(bad_expectations)
{
	wrong("expect A", 9, "a state or a variable is missing");
	wrong("expect A ESTABLISHT", 10, "'ESTABLISHT' is neither a state, such as SYN-SENT");
	wrong("expect A LISTEN B", 18, "a state of B is missing");
	wrong("expect A LISTEN A LISTEN", 17, "unexpected 'A'");
	wrong("expect A LISTEN B snd.nxt 3", 19, "neither a state");
	wrong("expect A snd.foo 3", 10, "nor a variable, such as snd.nxt");
	wrong("expect error", 13, "a text in double quotes is missing");
	wrong("expect error \"closing", 14, "this quote is not closed");
	wrong("expect error \"x\" y", 18, "unexpected 'y'");
	wrong("expect signal \"x\"", 15, "is no end");
	wrong("expect ok now", 11, "unexpected 'now'");
}
END_TEST

START_TEST(bad_prefixes)
{
	wrong("on model A listen", 3, "a colon is missing");
	wrong("on model", 3, "a colon is missing");
	wrong("on model # : no", 3, "a colon is missing");
	wrong("on : A listen", 4, "the engine is missing");
	wrong("on model,: A listen", 10, "the engine is missing");
	wrong("on model kernel: A listen", 10, "unexpected 'kernel'");
	wrong("on model:", 10, "the statement is missing");
	wrong("on model: on kernel: A listen", 13, "'on' may stand here only once");
}
END_TEST

START_TEST(what_is_too_much)
{
	wrong("A listen now", 10, "unexpected 'now'; the statement is written: A|B listen");
	wrong("deliver all of them", 13, "unexpected 'of'");
	wrong("set rfc5961 maybe", 12, "on or off is expected");
	wrong("wait timer 3", 12, "unexpected '3'");
}
END_TEST

START_TEST(every_problem_is_told_at_once)
{
	static const char text[] = "A listen\nB conect\n\ndeliver X\nB connect\nwait 5 # five what?\n";

	ck_assert(!scene_parse(&scene, text, strlen(text), 10, 1, &errors));
	ck_assert_uint_eq(errors.list.n, 3);
	ck_assert_int_eq(errors.list.v[0].line, 11);
	ck_assert_int_eq(errors.list.v[1].line, 13);
	ck_assert_int_eq(errors.list.v[2].line, 15);
	ck_assert_uint_eq(scene.count, 2);
	ck_assert_str_eq(scene.statements[1].source, "B connect");
}
END_TEST

START_TEST(columns_count_characters)
{
	wrong("expect signal A \"连接\" 重置", 22, "unexpected '重置'");
}
END_TEST

START_TEST(lines_and_scenes_have_an_end)
{
	char line[SCENE_LINE_MAX + 20];
	struct str text = { 0 };

	snprintf(line, sizeof(line), "%-*sx", SCENE_LINE_MAX, "A listen");
	wrong(line, 1, "longer than 1000 octets");

	for (int i = 0; i < SCENE_MAX + 5; i++)
		str_add(&text, "deliver\n");
	errors_fini(&errors);
	ck_assert(!scene_parse(&scene, text.p, text.n, 1, 1, &errors));
	ck_assert_uint_eq(scene.count, SCENE_MAX);
	ck_assert_uint_eq(errors.list.n, 1);
	ck_assert_int_eq(errors.list.v[0].line, SCENE_MAX + 1);
	str_free(&text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("scene_errors");
	TCase *tc = tcase_create("scene_errors");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, unknown_words);
	tcase_add_test(tc, bad_numbers);
	tcase_add_test(tc, bad_durations);
	tcase_add_test(tc, what_others_write_is_translated);
	tcase_add_test(tc, bad_segments);
	tcase_add_test(tc, bad_expectations);
	tcase_add_test(tc, bad_prefixes);
	tcase_add_test(tc, what_is_too_much);
	tcase_add_test(tc, every_problem_is_told_at_once);
	tcase_add_test(tc, columns_count_characters);
	tcase_add_test(tc, lines_and_scenes_have_an_end);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
