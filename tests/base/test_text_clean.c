/* Cleaning: what a stranger's text could do to a terminal or a reader, and does not. */
#include <string.h>
#include <unictype.h>
#include <uniwidth.h>

#include "base/text.h"
#include "tap.h"

#define ROW(from, to)	{ from, sizeof(from) - 1, to }
#define FFFD		"\ufffd"

static const struct {
	const char	*from;
	size_t		 n;
	const char	*to;
} rows[] = {
	ROW("", ""),
	ROW("SYN-SENT, 状态, é, ▶ “ok” 😀", "SYN-SENT, 状态, é, ▶ “ok” 😀"),
	ROW("one\ntwo\n", "one\ntwo\n"),
	ROW("one\r\ntwo\r", "one\ntwo␍"),
	ROW("\r\r\n", "␍\n"),

	/* escape sequences: clear the screen, set the title, write the clipboard */
	ROW("\033[2J\033[H", "␛[2J␛[H"),
	ROW("\033]0;title\a", "␛]0;title␇"),
	ROW("\033]52;c;cm0gLXJmIH4=\033\\", "␛]52;c;cm0gLXJmIH4=␛\\"),
	ROW("\033P$q\033\\", "␛P$q␛\\"),
	ROW("a\0b\b\x7f\016\021", "a␀b␈␡␎␑"),

	/* CSI of C1, as an octet and as a character; NEL, OSC */
	ROW("\x9b" "2J", FFFD "2J"),
	ROW("\xc2\x9b" "2J", "<U+009B>2J"),
	ROW("a\xc2\x85" "b\xc2\x9d" "c", "a<U+0085>b<U+009D>c"),

	/* characters that reorder, hide, or are not there */
	ROW("abc\u202edef\u202c", "abc<U+202E>def<U+202C>"),
	ROW("\u2066x\u2069\u200e\u200f\u061c",
	    "<U+2066>x<U+2069><U+200E><U+200F><U+061C>"),
	ROW("a\u200bb\u200dc\u2060d\ufeff\u00ad",
	    "a<U+200B>b<U+200D>c<U+2060>d<U+FEFF><U+00AD>"),
	ROW("x\U000e0041\U000e007f", "x<U+E0041><U+E007F>"),	/* tags */
	ROW("x\ufe0f\U000e0100", "x<U+FE0F><U+E0100>"),		/* variation selectors */
	ROW("a\u2028b\u2029c", "a<U+2028>b<U+2029>c"),
	ROW("\ue000\ufffe\U0010ffff\u0378", "<U+E000><U+FFFE><U+10FFFF><U+0378>"),
	ROW("\u3164\u115f", "<U+3164><U+115F>"),			/* Hangul fillers */
	ROW("\ufff9", "<U+FFF9>"),

	/* broken UTF-8, an octet at a time: overlong, cut short, surrogate, too large */
	ROW("\xc0\xaf", FFFD FFFD),
	ROW("\xe4\xb8", FFFD FFFD),
	ROW("\xe4\xb8" "A", FFFD FFFD "A"),
	ROW("\xed\xa0\x80", FFFD FFFD FFFD),
	ROW("\xf5\x80", FFFD FFFD),
	ROW("\xc1\x9b[", FFFD FFFD "["),
	ROW(FFFD, FFFD),

	/* marks: on nothing, on a line's beginning, in a heap */
	ROW("\u0301a", "\u25cc\u0301a"),
	ROW("a\n\u0301", "a\n\u25cc\u0301"),
	ROW("\u202e\u0301", "<U+202E>\u25cc\u0301"),
	ROW("e\u0301\u0302\u0303\u0304", "e\u0301\u0302\u0303\u0304"),
	ROW("e\u0301\u0302\u0303\u0304\u0305\u0306a\u0301",
	    "e\u0301\u0302\u0303\u0304<U+0305><U+0306>a\u0301"),

	/* tabs reach the next multiple of 8, by what is shown */
	ROW("\tx", "        x"),
	ROW("ab\tx", "ab      x"),
	ROW("12345678\tx", "12345678        x"),
	ROW("状态\tx", "状态    x"),
	ROW("a\nb\tx", "a\nb       x"),
	ROW("\u202e\tx", "<U+202E>        x"),
};

#define ROWS	((int)(sizeof(rows) / sizeof(rows[0])))

static struct str out, again;

static void
setup(void)
{
	out = (struct str){ 0 };
	again = (struct str){ 0 };
}

static void
teardown(void)
{
	str_free(&out);
	str_free(&again);
}

START_TEST(shows_what_it_is)
{
	text_clean(&out, rows[_i].from, rows[_i].n);
	ck_assert_str_eq(str_text(&out), rows[_i].to);
	ck_assert_uint_eq(out.n, strlen(rows[_i].to));
}
END_TEST

START_TEST(cleaning_twice_is_cleaning_once)
{
	text_clean(&out, rows[_i].from, rows[_i].n);
	text_clean(&again, out.p, out.n);
	ck_assert_str_eq(again.p, out.p);
}
END_TEST

START_TEST(a_line_stays_one_line)
{
	text_clean_line(&out, "a\nb\r\nc\td\033", 9);
	ck_assert_str_eq(str_text(&out), "a␊b␊c   d␛");
	text_clean_line(&again, out.p, out.n);
	ck_assert_str_eq(again.p, out.p);
}
END_TEST

START_TEST(appends_to_what_is_there)
{
	str_add(&out, "note: ");
	text_clean(&out, "ab\a", 3);
	ck_assert_str_eq(str_text(&out), "note: ab␇");
}
END_TEST

static size_t
encode(uint32_t uc, char *s)
{
	if (uc < 0x80) {
		s[0] = (char)uc;
		return 1;
	}

	size_t n = uc < 0x800 ? 2 : uc < 0x10000 ? 3 : 4;

	for (size_t i = n - 1; i > 0; i--, uc >>= 6)
		s[i] = (char)(0x80 | (uc & 0x3f));
	s[0] = (char)(0xf00 >> n | uc);
	return n;
}

/* Of all code points: none comes out that a terminal would obey or a reader miss. */
/* May it stand on a screen? */
static bool
is_harmless(uint32_t uc)
{
	return !uc_is_general_category_withtable(uc, UC_CATEGORY_MASK_C) &&
	    !uc_is_property_bidi_control(uc) &&
	    !uc_is_property_default_ignorable_code_point(uc) && uc_width(uc, "UTF-8") >= 0;
}

static bool
is_clean(const struct str *text)
{
	uint32_t shown;

	if (!text_is_utf8(text->p, text->n, NULL) || text_width(text->p) < 1)
		return false;
	for (size_t i = 0; i < text->n;) {
		i += text_decode(text->p + i, text->n - i, &shown);
		if (!is_harmless(shown))
			return false;
	}
	return true;
}

/* Each ck_assert writes to a file: a million times would fill the disk. */
START_TEST(no_code_point_slips_through)
{
	for (uint32_t uc = 0; uc < 0x110000; uc++) {
		char s[5] = "a";
		size_t n = encode(uc, s + 1) + 1;

		str_clear(&out);
		text_clean_line(&out, s, n);
		if (!is_clean(&out))
			ck_abort_msg("U+%04X becomes \"%s\"", (unsigned)uc, out.p);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("text_clean");
	TCase *tc = tcase_create("text_clean");

	tcase_set_timeout(tc, 600);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, shows_what_it_is, 0, ROWS);
	tcase_add_loop_test(tc, cleaning_twice_is_cleaning_once, 0, ROWS);
	tcase_add_test(tc, a_line_stays_one_line);
	tcase_add_test(tc, appends_to_what_is_there);
	tcase_add_test(tc, no_code_point_slips_through);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
