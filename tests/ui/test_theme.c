/* Everything that matters can be told apart without colours; keys have names. */
#include "tap.h"
#include "ui/stroke.h"
#include "ui/theme.h"

/* Styles which say something that stands nowhere else on the screen. */
static const enum style speaking[] = {
	STYLE_STRONG, STYLE_A, STYLE_NOW, STYLE_CHANGED, STYLE_LOST, STYLE_STOP,
	STYLE_BAR, STYLE_KEY, STYLE_CURSOR, STYLE_EMPHASIS,
};

static const char *const names[] = { "dark", "light", "contrast" };

static int chosen;

static const struct theme *
theme(void)
{
	const struct theme *found = theme_find(names[chosen]);

	ck_assert_ptr_nonnull(found);
	ck_assert_str_eq(found->name, names[chosen]);
	return found;
}

START_TEST(what_speaks_does_so_without_colour)
{
	chosen = _i;
	for (size_t i = 0; i < sizeof(speaking) / sizeof(speaking[0]); i++)
		ck_assert_uint_ne(theme_look(theme(), speaking[i])->plain, 0);
}
END_TEST

START_TEST(now_differs_from_its_surroundings)
{
	chosen = _i;
	unsigned now = theme_look(theme(), STYLE_NOW)->plain;

	ck_assert_uint_ne(now, theme_look(theme(), STYLE_TEXT)->plain);
	ck_assert_uint_ne(now, theme_look(theme(), STYLE_A)->plain);
	ck_assert_uint_ne(now, theme_look(theme(), STYLE_LOST)->plain);
	ck_assert_uint_ne(now, theme_look(theme(), STYLE_CHANGED)->plain);
}
END_TEST

START_TEST(an_unknown_style_is_text)
{
	chosen = _i;
	ck_assert_ptr_eq(theme_look(theme(), STYLE_COUNT),
	    theme_look(theme(), STYLE_TEXT));
}
END_TEST

START_TEST(colours_stay_in_their_range)
{
	chosen = _i;
	for (unsigned style = 0; style < STYLE_COUNT; style++) {
		const struct look *look = theme_look(theme(), style);
		ck_assert_int_ge(look->few, COLOUR_OWN);
		ck_assert_int_lt(look->few, 8);
		ck_assert_int_ge(look->many, COLOUR_OWN);
		ck_assert_int_lt(look->many, 256);
	}
}
END_TEST

START_TEST(another_name_is_no_theme)
{
	ck_assert_ptr_null(theme_find("purple"));
	ck_assert_ptr_null(theme_find(""));
}
END_TEST

START_TEST(keys_have_names)
{
	char buf[STROKE_NAME];

	ck_assert_str_eq(stroke_name(buf, ' '), "Space");
	ck_assert_str_eq(stroke_name(buf, 'q'), "q");
	ck_assert_str_eq(stroke_name(buf, STROKE_PAGE_DOWN), "PgDn");
	ck_assert_str_eq(stroke_name(buf, STROKE_OTHER), "?");
	ck_assert_str_eq(stroke_name(buf, 0x1b), "?");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("theme");
	TCase *looks = tcase_create("looks");

	tcase_add_loop_test(looks, what_speaks_does_so_without_colour, 0, 3);
	tcase_add_loop_test(looks, now_differs_from_its_surroundings, 0, 3);
	tcase_add_loop_test(looks, an_unknown_style_is_text, 0, 3);
	tcase_add_loop_test(looks, colours_stay_in_their_range, 0, 3);
	tcase_add_test(looks, another_name_is_no_theme);
	tcase_add_test(looks, keys_have_names);
	suite_add_tcase(suite, looks);
	return tap_main(suite);
}
