/* Plain ASCII for --ascii: pictures keep their shape, words their sense. */
#include <string.h>

#include "base/text.h"
#include "tap.h"

static struct str out;

static void
setup(void)
{
	out = (struct str){ 0 };
}

static void
teardown(void)
{
	str_free(&out);
}

static const struct {
	const char	*from, *to;
} rows[] = {
	{ "", "" },
	{ "SYN-SENT\n", "SYN-SENT\n" },
	{ "────────▶", "-------->" },
	{ "◀╌╌══", "<--==" },
	{ "┌─┬─┐│├┼┤└┴┘╎╭╮╰╯", "+-+-+|++++++|++++" },
	{ "╱╲╳║▼▲", "/\\X|v^" },
	{ "●○ ◆ ✓ ✗ • ·", "*o * + x * ." },
	{ "← ↑ → ↓ ↔ A▸", "< ^ > v - A>" },
	{ "“SYN” ‘ok’ it’s – — … ×", "\"SYN\" 'ok' it's - - . x" },
	{ "é Ü ñ Å ệ", "e U n A e" },
	{ "e\u0301", "e" },
	{ "10 µs", "10 us" },
	{ "a\u00a0b\u3000c", "a b  c" },
	{ "状态 한", "???? ??" },
	{ "😀 €", "?? ?" },
	{ "a\033[2J\t\x7f", "a?[2J??" },
	{ "\xff\xe4", "??" },

	/* "<" would be another statement */
	{ "SND.UNA ≤ SEG.ACK", "SND.UNA =< SEG.ACK" },
	{ "≥ ≠", ">= !=" },
};

START_TEST(looks_alike)
{
	text_to_ascii(&out, rows[_i].from);
	ck_assert_str_eq(str_text(&out), rows[_i].to);
}
END_TEST

START_TEST(box_drawing_keeps_its_place)
{
	char box[4] = "";

	for (unsigned i = 0; i < 128; i++) {
		box[0] = (char)0xe2;
		box[1] = (char)(0x94 + i / 64);
		box[2] = (char)(0x80 + i % 64);
		str_clear(&out);
		text_to_ascii(&out, box);
		ck_assert_uint_eq(out.n, 1);
		ck_assert_ptr_nonnull(strchr("-|+=/\\X", out.p[0]));
	}
}
END_TEST

#define ROWS	((int)(sizeof(rows) / sizeof(rows[0])))

int
main(void)
{
	Suite *suite = suite_create("text_ascii");
	TCase *tc = tcase_create("text_ascii");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, looks_alike, 0, ROWS);
	tcase_add_test(tc, box_drawing_keeps_its_place);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
