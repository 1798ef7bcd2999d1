/* Wrapping: lines as a reader would break them, and none too wide. */
#include <string.h>

#include "base/text.h"
#include "tap.h"

/* What came out: the lines, each between brackets, and the widest. */
struct page {
	struct str	text;
	int		widest;
};

static struct page page;

static void
page_line(void *arg, const char *s, size_t n, int width)
{
	struct page *to = arg;

	str_addc(&to->text, '[');
	str_addn(&to->text, s, n);
	str_addc(&to->text, ']');
	if (width > to->widest)
		to->widest = width;
	ck_assert_int_eq(width, text_width_n(s, n));
}

static void
setup(void)
{
	page = (struct page){ 0 };
}

static void
teardown(void)
{
	str_free(&page.text);
}

static const struct {
	const char	*text;
	int		 columns;
	const char	*lines;
} rows[] = {
	{ "", 10, "" },
	{ "one", 10, "[one]" },
	{ "one two three", 7, "[one two][three]" },
	{ "one two three", 8, "[one two][three]" },
	{ "one two", 3, "[one][two]" },
	{ "one   two", 3, "[one][two]" },
	{ "one   ", 10, "[one]" },
	{ "  one two", 5, "[  one][two]" },

	/* paragraphs */
	{ "one\ntwo", 10, "[one][two]" },
	{ "one\n", 10, "[one]" },
	{ "one\n\ntwo\n\n", 10, "[one][][two][]" },
	{ "\n", 10, "[]" },
	{ "   \n", 10, "[]" },

	/* a word that no line holds */
	{ "abcdefgh", 3, "[abc][def][gh]" },
	{ "x abcdefgh", 4, "[x][abcd][efgh]" },
	{ "abe\u0301e\u0301", 3, "[abe\u0301][e\u0301]" },
	{ "ab \u0301", 2, "[a][b \u0301]" },
	{ "aaaaaaaa)b", 8, "[aaaaaaa][a)b]" },

	/* the field's names and notation stay whole */
	{ "then SND.UNA", 9, "[then][SND.UNA]" },
	{ "in FIN-WAIT-1", 11, "[in][FIN-WAIT-1]" },
	{ "see lost-handshake.4", 17, "[see][lost-handshake.4]" },
	{ "see lost-handshakes.", 17, "[see lost-][handshakes.]" },
	{ "use --ascii", 7, "[use][--ascii]" },
	{ "F. 101:101(0)", 11, "[F.][101:101(0)]" },
	{ "by SYN,ACK", 8, "[by][SYN,ACK]" },
	{ "a timer:(on)", 11, "[a][timer:(on)]" },
	{ "a half-close", 7, "[a half-][close]" },

	/* Chinese: between any two, but no closing mark first, no opening one last */
	{ "连接建立完成", 6, "[连接建][立完成]" },
	{ "连接建立完成", 7, "[连接建][立完成]" },
	{ "连接建立。完成", 8, "[连接建][立。完成]" },
	{ "他说「你好」。完", 10, "[他说「你][好」。完]" },
	{ "他说「你好」。完", 6, "[他说][「你][好」。][完]" },
	{ "服务器，客户端", 6, "[服务][器，客][户端]" },
	{ "收到SYN报文", 6, "[收到][SYN报][文]" },

	/* less room than a character takes */
	{ "连a", 1, "[连][a]" },
	{ "ab", -5, "[ab]" },
	{ "\U0001f44d\U0001f3fdx", 3, "[\U0001f44d][\U0001f3fdx]" },
};

START_TEST(breaks_where_a_reader_would)
{
	text_wrap(rows[_i].text, rows[_i].columns, page_line, &page);
	ck_assert_str_eq(str_text(&page.text), rows[_i].lines);
}
END_TEST

/* At every width that holds the marks which may not be parted (6 columns of 《》。). */
START_TEST(never_wider_and_never_a_closing_mark_first)
{
	static const char text[] =
	    "客户端发送SYN报文，进入SYN-SENT状态。服务器收到后，回应「SYN,ACK」（见3.10.7.2节）。"
	    "“Both ends call connect(),” says RFC 9293、然后连接建立完成了！对吗？对；是的：好《》。";
	static const char *const closing[] = {
		"[，", "[。", "[、", "[」", "[）", "[！", "[？", "[；", "[：", "[》",
	};

	for (int columns = 6; columns <= 100; columns++) {
		page.widest = 0;
		str_clear(&page.text);
		text_wrap(text, columns, page_line, &page);
		ck_assert_int_le(page.widest, columns);
		for (size_t i = 0; i < sizeof(closing) / sizeof(closing[0]); i++)
			ck_assert_msg(strstr(page.text.p, closing[i]) == NULL,
			    "%s at %d columns: %s", closing[i], columns, page.text.p);
	}
}
END_TEST

struct walk {
	const char	*at;
};

static void
walk_line(void *arg, const char *s, size_t n, int width)
{
	struct walk *walk = arg;

	ck_assert_int_le(width, 9);
	ck_assert(s >= walk->at);
	for (; walk->at < s; walk->at++)
		ck_assert(*walk->at == ' ' || *walk->at == '\n');
	walk->at = s + n;
}

START_TEST(nothing_but_spaces_is_left_out)
{
	const char *text = "Each end has  its own\n\nsequence space；两端各有一个。 ";
	struct walk walk = { .at = text };

	text_wrap(text, 9, walk_line, &walk);
	ck_assert_str_eq(walk.at, " ");
}
END_TEST

#define ROWS	((int)(sizeof(rows) / sizeof(rows[0])))

int
main(void)
{
	Suite *suite = suite_create("text_wrap");
	TCase *tc = tcase_create("text_wrap");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, breaks_where_a_reader_would, 0, ROWS);
	tcase_add_test(tc, never_wider_and_never_a_closing_mark_first);
	tcase_add_test(tc, nothing_but_spaces_is_left_out);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
