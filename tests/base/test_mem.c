/* Memory: what is asked for is there, zeroed, and wanting too much ends it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/mem.h"
#include "tap.h"

#define HANDLER_RAN	42

START_TEST(alloc_zeroes)
{
	unsigned char *p = mem_alloc(1000, 3);

	for (int i = 0; i < 3000; i++)
		ck_assert_uint_eq(p[i], 0);
	free(p);
	p = mem_alloc(0, 8);
	ck_assert_ptr_nonnull(p);
	free(p);
}
END_TEST

START_TEST(grow_keeps_what_was_there)
{
	int *p = mem_grow(NULL, 2, sizeof(*p));

	p[0] = 100;
	p[1] = 300;
	p = mem_grow(p, 100000, sizeof(*p));
	ck_assert_int_eq(p[0], 100);
	ck_assert_int_eq(p[1], 300);
	p = mem_grow(p, 0, sizeof(*p));
	ck_assert_ptr_nonnull(p);
	free(p);
}
END_TEST

START_TEST(copies_end_where_told)
{
	char *all = mem_strdup("CLOSE-WAIT"), *some = mem_strndup("CLOSE-WAIT", 5);
	char *less = mem_strndup("FIN", 100);

	ck_assert_str_eq(all, "CLOSE-WAIT");
	ck_assert_str_eq(some, "CLOSE");
	ck_assert_str_eq(less, "FIN");
	free(all);
	free(some);
	free(less);
}
END_TEST

static void
handler_leave(void)
{
	_exit(HANDLER_RAN);
}

/* n * size wraps to 2: without the check these would succeed. */
START_TEST(overflow_runs_the_handler)
{
	mem_on_exhausted(handler_leave);
	free(mem_alloc(SIZE_MAX / 2 + 2, 2));
}
END_TEST

START_TEST(overflow_ends_the_program)
{
	mem_on_exhausted(NULL);
	free(mem_grow(NULL, SIZE_MAX / 2 + 2, 2));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("mem");
	TCase *tc = tcase_create("mem");

	tcase_add_test(tc, alloc_zeroes);
	tcase_add_test(tc, grow_keeps_what_was_there);
	tcase_add_test(tc, copies_end_where_told);
	tcase_add_exit_test(tc, overflow_runs_the_handler, HANDLER_RAN);
	tcase_add_exit_test(tc, overflow_ends_the_program, EX_OSERR);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
