/* The growing string: always terminated, padded by what the screen shows. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "tap.h"

static struct str str;

static void
setup(void)
{
	str = (struct str){ 0 };
}

static void
teardown(void)
{
	str_free(&str);
}

START_TEST(untouched_reads_as_empty)
{
	ck_assert_str_eq(str_text(&str), "");
	str_clear(&str);
	ck_assert_str_eq(str_text(&str), "");

	char *p = str_take(&str);

	ck_assert_str_eq(p, "");
	free(p);
}
END_TEST

START_TEST(appends_one_after_the_other)
{
	str_add(&str, "S ");
	str_addf(&str, "%u:%u(%d)", 100u, 100u, 0);
	str_addc(&str, ' ');
	str_addn(&str, "win 65535 and no more", 9);
	ck_assert_str_eq(str_text(&str), "S 100:100(0) win 65535");
	ck_assert_uint_eq(str.n, strlen(str_text(&str)));
	str_addf(&str, "%s", "");
	ck_assert_uint_eq(str.n, 22);
}
END_TEST

START_TEST(grows_by_single_octets_and_by_large_formats)
{
	for (int i = 0; i < 5000; i++)
		str_addc(&str, (char)('a' + i % 26));
	ck_assert_uint_eq(str.n, 5000);
	ck_assert_uint_eq(strlen(str_text(&str)), 5000);
	ck_assert_int_eq(str_text(&str)[4999], 'a' + 4999 % 26);
	str_clear(&str);
	str_addf(&str, "%*d", 20000, 7);
	ck_assert_uint_eq(strlen(str_text(&str)), 20000);
	ck_assert_int_eq(str_text(&str)[19999], '7');
}
END_TEST

START_TEST(pads_to_columns_not_octets)
{
	str_add(&str, "状态");
	str_pad(&str, 6);
	ck_assert_str_eq(str_text(&str), "状态  ");
	str_add(&str, "\n◀──");
	str_pad(&str, 5);
	ck_assert_str_eq(str_text(&str), "状态  \n◀──  ");
	str_pad(&str, 3);
	ck_assert_str_eq(str_text(&str), "状态  \n◀──  ");
	str_addc(&str, '\n');
	str_pad(&str, 2);
	ck_assert_str_eq(str_text(&str), "状态  \n◀──  \n  ");
}
END_TEST

START_TEST(pads_the_untouched)
{
	str_pad(&str, 0);
	ck_assert_str_eq(str_text(&str), "");
	str_pad(&str, 3);
	ck_assert_str_eq(str_text(&str), "   ");
}
END_TEST

START_TEST(take_leaves_an_empty_string_behind)
{
	str_add(&str, "TIME-WAIT");

	char *p = str_take(&str);

	ck_assert_str_eq(p, "TIME-WAIT");
	ck_assert_str_eq(str_text(&str), "");
	str_add(&str, "CLOSED");
	ck_assert_str_eq(p, "TIME-WAIT");
	ck_assert_str_eq(str_text(&str), "CLOSED");
	free(p);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("str");
	TCase *tc = tcase_create("str");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, untouched_reads_as_empty);
	tcase_add_test(tc, appends_one_after_the_other);
	tcase_add_test(tc, grows_by_single_octets_and_by_large_formats);
	tcase_add_test(tc, pads_to_columns_not_octets);
	tcase_add_test(tc, pads_the_untouched);
	tcase_add_test(tc, take_leaves_an_empty_string_behind);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
