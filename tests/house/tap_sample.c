/* A suite with one test of every outcome, for tap.test to look at. */
#include <stdlib.h>

#include "tap.h"

START_TEST(passes)
{
	ck_assert_int_eq(1, 1);
}
END_TEST

START_TEST(fails)
{
	ck_abort_msg("two lines:\nok 3 - this is a message");
}
END_TEST

START_TEST(is_skipped)
{
	tap_skip("no %s here", "netlink");
}
END_TEST

START_TEST(crashes)
{
	abort();
}
END_TEST

int
main(int argc, char **argv)
{
	(void)argv;
	Suite *suite = suite_create("sample");
	TCase *good = tcase_create("good");
	tcase_add_test(good, passes);
	tcase_add_test(good, is_skipped);
	suite_add_tcase(suite, good);
	if (argc > 1) {
		TCase *bad = tcase_create("bad");
		tcase_add_test(bad, fails);
		tcase_add_test(bad, crashes);
		suite_add_tcase(suite, bad);
	}
	return tap_main(suite);
}
