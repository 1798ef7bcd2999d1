/* Segments in packetdrill's notation: printed, read, compared, and refused with their place. */
#include <stdio.h>
#include <string.h>

#include "tap.h"
#include "tcp/segment.h"

static struct pattern
parse(const char *text)
{
	struct pattern pattern;
	struct error error;

	ck_assert_msg(pattern_parse(&pattern, text, strlen(text), &error),
	    "%s: %d: %s", text, error.col, error.text);
	return pattern;
}

START_TEST(what_is_printed_is_read_again)
{
	static const struct segment rows[] = {
		{ .flags = SEG_SYN, .seq = { 100 }, .wnd = 65535 },
		{ .flags = SEG_SYN | SEG_ACK, .seq = { 300 }, .ack = { 101 }, .wnd = 65535 },
		{ .flags = SEG_ACK | SEG_PSH, .seq = { 101 }, .ack = { 301 }, .len = 10 },
		{ .flags = SEG_FIN | SEG_ACK, .seq = { 0xffffffff }, .ack = { 0 }, .wnd = 1 },
		{ .flags = SEG_ACK, .seq = { 0xfffffff0 }, .len = 100, .ack = { 1 } },
		{ .flags = SEG_RST, .seq = { 91 } },
		{ .flags = SEG_RST | SEG_ACK, .ack = { 101 } },
		{ .flags = SEG_URG | SEG_ACK, .seq = { 5 }, .len = 3, .up = 65535, .ack = { 9 } },
		{ .flags = SEG_SYN | SEG_ECE | SEG_CWR, .seq = { 7 } },
		{ .flags = 0xff, .seq = { 1 }, .len = 2, .ack = { 3 }, .wnd = 1u << 30, .up = 4 },
		{ .flags = 0, .seq = { 8 } }
	};
	char text[SEGMENT_TEXT];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct pattern pattern = parse(segment_print(text, sizeof(text), &rows[i]));

		ck_assert_msg(segment_equal(&pattern.seg, &rows[i]), "%s", text);
		ck_assert_msg(pattern_match(&pattern, &rows[i]), "%s", text);
	}
}
END_TEST

START_TEST(the_notation_is_packetdrills)
{
	static const struct {
		struct segment	 seg;
		const char	*text;
	} rows[] = {
		{ { .flags = SEG_SYN, .seq = { 100 }, .wnd = 65535 }, "S 100:100(0) win 65535" },
		{ { .flags = SEG_SYN | SEG_ACK, .seq = { 300 }, .ack = { 101 }, .wnd = 9 },
		    "S. 300:300(0) ack 101 win 9" },
		{ { .flags = SEG_FIN | SEG_PSH | SEG_ACK, .seq = { 0xffffffff }, .len = 10,
		    .ack = { 1 } }, "FP. 4294967295:9(10) ack 1 win 0" },
		{ { .flags = SEG_URG | SEG_ACK, .seq = { 5 }, .up = 3 },
		    "U. 5:5(0) ack 0 win 0 urg 3" },
		{ { .flags = 0xff }, "SFRPUEW. 0:0(0) ack 0 win 0 urg 0" },
		{ { .flags = 0, .seq = { 1 } }, "none 1:1(0) win 0" }
	};
	char text[SEGMENT_TEXT];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_str_eq(segment_print(text, sizeof(text), &rows[i].seg), rows[i].text);
}
END_TEST

START_TEST(the_longest_fits)
{
	struct pattern longest = { .given = 0x3f, .seg = { .flags = 0xff,
	    .seq = { 4000000000u }, .len = 4000000000u, .ack = { 4000000000u },
	    .wnd = 1u << 30, .up = 65535, .mss = 65535 } };
	char text[2 * SEGMENT_TEXT];

	pattern_print(text, sizeof(text), &longest);
	ck_assert_uint_lt(strlen(text), SEGMENT_TEXT);
	struct pattern again = parse(text);
	ck_assert(segment_equal(&again.seg, &longest.seg));
	ck_assert_uint_eq(again.given, longest.given);
}
END_TEST

START_TEST(parts_may_be_left_out)
{
	static const struct {
		const char	*text;
		unsigned	 given;
	} rows[] = {
		{ "S", 0 }, { "  F.  ", 0 }, { "S 1:1(0)", PATTERN_SEQ | PATTERN_LEN },
		{ ". ack 7", PATTERN_ACK }, { ".\tack\t7", PATTERN_ACK },
		{ "S win 10", PATTERN_WND }, { "U urg 1", PATTERN_UP },
		{ "S <mss 536>", PATTERN_MSS }, { "S <mss 536> win 3", PATTERN_MSS | PATTERN_WND },
		{ ". win 3 ack 4", PATTERN_WND | PATTERN_ACK }, { "none", 0 },
		{ ".S", 0 }
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_msg(parse(rows[i].text).given == rows[i].given, "%s", rows[i].text);
	ck_assert_uint_eq(parse(".S").seg.flags, SEG_SYN | SEG_ACK);
	ck_assert_uint_eq(parse("S <mss 536>").seg.mss, 536);
}
END_TEST

/* What was not written is not compared, and P never is. */
START_TEST(patterns_match)
{
	const struct segment seg = { .flags = SEG_PSH | SEG_ACK, .seq = { 101 }, .len = 10,
	    .ack = { 301 }, .wnd = 500, .up = 2, .mss = 1460 };
	static const struct {
		const char	*text;
		bool		 match;
	} rows[] = {
		{ ".", true }, { "P.", true }, { ". 101:111(10)", true },
		{ ". 101:111(10) ack 301 win 500", true }, { ". <mss 1460>", true },
		{ "S.", false }, { "none", false }, { ". 102:112(10)", false },
		{ ". 101:110(9)", false }, { ". ack 302", false }, { ". win 501", false },
		{ ". <mss 1>", false }, { "F.", false }, { "U. urg 2", false }
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct pattern pattern = parse(rows[i].text);

		ck_assert_msg(pattern_match(&pattern, &seg) == rows[i].match, "%s",
		    rows[i].text);
	}
}
END_TEST

static const struct {
	const char	*text;
	int		 col;
	const char	*says;
} errors[] = {
	{ "", 1, "a segment begins with its flags" },
	{ "   ", 4, "a segment begins with its flags" },
	{ "X", 1, "this is no flag" },
	{ "SX", 2, "this is no flag" },
	{ "syn", 1, "this is no flag" },
	{ "nones", 1, "this is no flag" },
	{ "S.S", 3, "this flag stands here twice" },
	{ "..", 2, "this flag stands here twice" },
	{ "S 1", 3, "SEQ:END(LEN)" },
	{ "S 1:", 3, "SEQ:END(LEN)" },
	{ "S 1:1", 3, "SEQ:END(LEN)" },
	{ "S 1:1(", 3, "SEQ:END(LEN)" },
	{ "S 1:1(0", 3, "SEQ:END(LEN)" },
	{ "S 4294967296:0(0)", 3, "SEQ:END(LEN)" },
	{ "S 1:5(3)", 3, "END is not SEQ + LEN" },
	{ "S 1:2(0)", 3, "END is not SEQ + LEN" },
	{ "S 1:1(0)x", 9, "here stands" },
	{ "S 1:1(0) hello", 10, "here stands" },
	{ "S :1(0)", 3, "here stands" },
	{ ". ack", 6, "a number is missing" },
	{ ". ack x", 7, "a number is missing" },
	{ ". ack 4294967296", 7, "a number is missing" },
	{ ". ack -1", 7, "a number is missing" },
	{ "S win 1073741825", 7, "a number is missing" },
	{ "U urg 65536", 7, "a number is missing" },
	{ "S <mss 65536>", 8, "a number is missing" },
	{ "S <mss 536", 11, "ends with a >" },
	{ "S ack 1", 3, "needs the ACK flag" },
	{ "S urg 1", 3, "needs the URG flag" },
	{ ". ack 1 ack 1", 9, "this part stands here twice" },
	{ "S win 1 win 2", 9, "this part stands here twice" },
	{ ". ack 1 1:1(0)", 9, "here stands" }
};

START_TEST(errors_have_their_place)
{
	struct pattern pattern;
	struct error error = { 0 };
	const char *text = errors[_i].text;

	ck_assert_msg(!pattern_parse(&pattern, text, strlen(text), &error), "\"%s\"", text);
	ck_assert_msg(strstr(error.text, errors[_i].says) != NULL, "\"%s\": %s", text,
	    error.text);
	ck_assert_msg(error.col == errors[_i].col, "\"%s\": column %d, not %d: %s", text,
	    error.col, errors[_i].col, error.text);
	ck_assert_int_eq(error.line, 0);
}
END_TEST

START_TEST(no_octet_beyond_n_is_read)
{
	struct pattern pattern;
	struct error error;

	ck_assert(pattern_parse(&pattern, "S 1:1(0) and", 8, &error));
	ck_assert(pattern_parse(&pattern, "S.S", 2, &error));
	ck_assert(!pattern_parse(&pattern, "S 1:1(0)", 7, &error));
}
END_TEST

START_TEST(syn_and_fin_take_a_number)
{
	struct segment seg = { .len = 10 };

	ck_assert_uint_eq(segment_len(&seg), 10);
	seg.flags = SEG_SYN | SEG_ACK;
	ck_assert_uint_eq(segment_len(&seg), 11);
	seg.flags = SEG_FIN | SEG_ACK;
	ck_assert_uint_eq(segment_len(&seg), 11);
	seg.flags = SEG_FIN | SEG_SYN;
	ck_assert_uint_eq(segment_len(&seg), 12);
	seg.flags = SEG_RST | SEG_URG | SEG_PSH | SEG_ACK;
	ck_assert_uint_eq(segment_len(&seg), 10);
}
END_TEST

START_TEST(equal_means_every_field)
{
	const struct segment seg = { .flags = SEG_ACK };
	struct segment rows[7];

	for (int i = 0; i < 7; i++)
		rows[i] = seg;
	ck_assert(segment_equal(&seg, &rows[0]));
	rows[0].seq.n++;
	rows[1].ack.n++;
	rows[2].len++;
	rows[3].wnd++;
	rows[4].up++;
	rows[5].mss++;
	rows[6].flags ^= SEG_PSH;
	for (int i = 0; i < 7; i++)
		ck_assert_msg(!segment_equal(&seg, &rows[i]), "field %d", i);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("segment");
	TCase *tcase = tcase_create("segment");

	tcase_add_test(tcase, what_is_printed_is_read_again);
	tcase_add_test(tcase, the_notation_is_packetdrills);
	tcase_add_test(tcase, the_longest_fits);
	tcase_add_test(tcase, parts_may_be_left_out);
	tcase_add_test(tcase, patterns_match);
	tcase_add_loop_test(tcase, errors_have_their_place, 0,
	    (int)(sizeof(errors) / sizeof(errors[0])));
	tcase_add_test(tcase, no_octet_beyond_n_is_read);
	tcase_add_test(tcase, syn_and_fin_take_a_number);
	tcase_add_test(tcase, equal_means_every_field);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
