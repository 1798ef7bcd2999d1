/* Widths, clusters, prefixes that fit, and what is UTF-8. */
#include <stdio.h>
#include <string.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/text.h"
#include "tap.h"

static const struct {
	const char	*text;
	int		 width;
} widths[] = {
	{ "", 0 },
	{ "SYN-SENT", 8 },
	{ "状态", 4 },				/* wide */
	{ "ｱｲ", 2 },				/* halfwidth katakana */
	{ "ＳＹＮ", 6 },				/* fullwidth Latin */
	{ "한글", 4 },
	{ "\u3000", 2 },			/* ideographic space */
	{ "e\u0301", 1 },			/* combining acute */
	{ "e\u0301\u0323\u0308", 1 },
	{ "é", 1 },
	{ "│┌─┐▶◀●○…“”–—×≤", 15 },		/* ambiguous: narrow */
	{ "αβγ", 3 },
	{ "😀", 2 },
	{ "\U0001f469\u200d\U0001f4bb", 4 },	/* joined emoji: the parts' sum */
	{ "\U0001f44d\U0001f3fd", 4 },		/* modifier */
	{ "a\u200bb", 2 },			/* zero-width space */
	{ "a\tb\nc\033", 3 },			/* controls */
	{ "a\xff\xfe", 3 },			/* no UTF-8 */
	{ "\xed\xa0\x80", 3 },			/* a surrogate's three octets */
	{ "\xe4\xb8", 2 },			/* cut short */
};

START_TEST(width_is_what_a_terminal_shows)
{
	ck_assert_int_eq(text_width(widths[_i].text), widths[_i].width);
	ck_assert_int_eq(text_width_n(widths[_i].text, strlen(widths[_i].text)),
	    widths[_i].width);
}
END_TEST

/* What is taken for plain without asking has to be so. */
START_TEST(plain_is_clean_and_a_column_wide)
{
	size_t found = 0;

	for (uint32_t uc = 1; uc < 0x3000; uc++) {
		char s[5] = "";
		size_t n = (size_t)u8_uctomb((uint8_t *)s, uc, sizeof(s));
		struct str clean = { 0 };

		if (text_plain(s, n) == 0)
			continue;
		found++;
		ck_assert_uint_eq(text_plain(s, n), n);
		ck_assert_int_eq(uc_width(uc, "UTF-8"), 1);
		text_clean_line(&clean, s, n);
		ck_assert_str_eq(str_text(&clean), s);
		str_free(&clean);
	}
	ck_assert_uint_eq(found, 95 + 4 + 253);
}
END_TEST

/* A mark behind it, or a wish to be shown as an emoji, belongs to it. */
START_TEST(plain_is_no_cluster_with_a_mark_behind_it)
{
	ck_assert_uint_eq(text_plain_cluster("a", 1), 1);
	ck_assert_uint_eq(text_plain_cluster("a▶", 4), 1);
	ck_assert_uint_eq(text_plain_cluster("▶a", 4), 3);
	ck_assert_uint_eq(text_plain_cluster("e\u0301", 3), 0);
	ck_assert_uint_eq(text_plain_cluster("▶\ufe0f", 6), 0);
	ck_assert_uint_eq(text_cluster("▶\ufe0f", 6), 6);
	ck_assert_uint_eq(text_plain_cluster("\u25fd", 3), 0);
}
END_TEST

static const struct {
	const char	*text;
	size_t		 octets;
} clusters[] = {
	{ "ab", 1 },
	{ "e\u0301x", 3 },
	{ "中文", 3 },
	{ "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7", 8 },	/* two flags */
	{ "\U0001f469\u200d\U0001f4bbx", 11 },
	{ "\U0001f44d\U0001f3fdx", 8 },
	{ "\xff\xff", 1 },
	{ "\r\n", 2 },
};

START_TEST(cluster_is_one_character_to_a_reader)
{
	ck_assert_uint_eq(text_cluster(clusters[_i].text, strlen(clusters[_i].text)),
	    clusters[_i].octets);
}
END_TEST

START_TEST(cluster_without_end_is_cut_between_code_points)
{
	char heap[1 + 2 * 200 + 1] = "e";

	for (int i = 0; i < 200; i++)
		snprintf(heap + 1 + 2 * i, 3, "\u0301");

	size_t octets = text_cluster(heap, strlen(heap));

	ck_assert_uint_gt(octets, 1);
	ck_assert_uint_le(octets, 64);
	ck_assert(text_is_utf8(heap, octets, NULL));
}
END_TEST

static const struct {
	const char	*text;
	int		 columns;
	size_t		 octets;
} fits[] = {
	{ "", 5, 0 },
	{ "abc", 0, 0 },
	{ "abc", -1, 0 },
	{ "abc", 2, 2 },
	{ "abc", 3, 3 },
	{ "abc", 99, 3 },
	{ "中文", 1, 0 },
	{ "中文", 3, 3 },
	{ "中文", 4, 6 },
	{ "ae\u0301b", 2, 4 },			/* the mark stays with its e */
	{ "\U0001f469\u200d\U0001f4bbx", 3, 0 },
	{ "\U0001f469\u200d\U0001f4bbx", 4, 11 },
	{ "\xff\xff\xff", 2, 2 },
};

START_TEST(fit_is_the_longest_whole_prefix)
{
	ck_assert_uint_eq(text_fit(fits[_i].text, fits[_i].columns), fits[_i].octets);
}
END_TEST

#define BAD(s, at)	{ s, sizeof(s) - 1, at }
#define GOOD(s)		{ s, sizeof(s) - 1, sizeof(s) - 1 }

static const struct {
	const char	*text;
	size_t		 n, valid;
} encodings[] = {
	GOOD(""),
	GOOD("ESTABLISHED"),
	GOOD("建立连接 \U0001f600 é"),
	GOOD("a\0b"),
	GOOD("\uffff"),				/* no character, but well formed */
	BAD("ok\xc0\xaf", 2),			/* overlong '/' */
	BAD("\xe0\x80\xaf", 0),			/* overlong again */
	BAD("ab\xe4\xb8", 2),			/* cut short */
	BAD("\xed\xa0\x80", 0),			/* surrogate */
	BAD("abc\x9b", 3),			/* C1 CSI as one octet */
	BAD("\xf4\x90\x80\x80", 0),		/* beyond U+10FFFF */
	BAD("中\xff", 3),
};

START_TEST(utf8_or_where_it_is_not)
{
	size_t bad = 12345;
	bool good = encodings[_i].valid == encodings[_i].n;

	ck_assert_int_eq(text_is_utf8(encodings[_i].text, encodings[_i].n, &bad), good);
	ck_assert_uint_eq(bad, good ? 12345 : encodings[_i].valid);
	ck_assert_int_eq(text_is_utf8(encodings[_i].text, encodings[_i].n, NULL), good);
}
END_TEST

START_TEST(decoding_steps_over_bad_octets_one_at_a_time)
{
	const char text[] = "A\xe4\xb8\xad\xe4\xb8Z";
	static const struct {
		uint32_t	uc;
		size_t		octets;
	} steps[] = { { 'A', 1 }, { 0x4e2d, 3 }, { 0xfffd, 1 }, { 0xfffd, 1 }, { 'Z', 1 } };
	size_t at = 0;

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		uint32_t uc;
		size_t octets = text_decode(text + at, sizeof(text) - 1 - at, &uc);

		ck_assert_uint_eq(uc, steps[i].uc);
		ck_assert_uint_eq(octets, steps[i].octets);
		at += octets;
	}
	ck_assert_uint_eq(at, sizeof(text) - 1);
}
END_TEST

static const struct {
	const char	*before, *after;
	bool		 joins;
} joints[] = {
	{ "the end", "of it", false },
	{ "状态", "改变", true },
	{ "到达。", "它", true },
	{ "到达，", "`A`", true },
	{ "TIME-WAIT", "（等待）", true },
	{ "处于 TIME-WAIT", "的一端", false },	/* as within a line */
	{ "发出", "SYN", false },
	{ "他说", "“好”", true },
	{ "“好”", "他说", true },
	{ "he said “no”", "“yes”", false },
	{ "テスト", "です", true },
	{ "한글", "한글", false },
	{ "👍", "👍", false },
	{ "", "a", true },
	{ "a", "", true },
	{ "\xff", "文", false },
};

START_TEST(a_line_of_chinese_ends_without_a_space)
{
	const char *before = joints[_i].before, *after = joints[_i].after;

	ck_assert(text_joins(before, strlen(before), after, strlen(after)) == joints[_i].joins);
}
END_TEST

#define ROWS(table)	((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *suite = suite_create("text");
	TCase *tc = tcase_create("text");

	tcase_add_loop_test(tc, width_is_what_a_terminal_shows, 0, ROWS(widths));
	tcase_add_test(tc, plain_is_clean_and_a_column_wide);
	tcase_add_test(tc, plain_is_no_cluster_with_a_mark_behind_it);
	tcase_add_loop_test(tc, cluster_is_one_character_to_a_reader, 0, ROWS(clusters));
	tcase_add_test(tc, cluster_without_end_is_cut_between_code_points);
	tcase_add_loop_test(tc, fit_is_the_longest_whole_prefix, 0, ROWS(fits));
	tcase_add_loop_test(tc, utf8_or_where_it_is_not, 0, ROWS(encodings));
	tcase_add_test(tc, decoding_steps_over_bad_octets_one_at_a_time);
	tcase_add_loop_test(tc, a_line_of_chinese_ends_without_a_space, 0, ROWS(joints));
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
