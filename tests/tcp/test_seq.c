/* Sequence numbers: modulo 2^32, and no edge of the numbers shows. */
#include "tap.h"
#include "tcp/seq.h"

/* Where something could go wrong. */
static const uint32_t places[] = {
	0, 1, 100, 0x7ffffffe, 0x7fffffff, 0x80000000, 0x80000001, 0xfffffffe,
	0xffffffff
};

#define PLACES ((int)(sizeof(places) / sizeof(places[0])))

START_TEST(order_is_that_of_the_distance)
{
	static const uint32_t ahead[] = { 1, 2, 65535, 1u << 30, 0x7fffffff };
	struct seq s = seq_make(places[_i]);

	ck_assert(seq_eq(s, s) && seq_le(s, s) && seq_ge(s, s));
	ck_assert(!seq_lt(s, s) && !seq_gt(s, s));
	for (int i = 0; i < 5; i++) {
		struct seq t = seq_add(s, ahead[i]);

		ck_assert(seq_lt(s, t) && seq_le(s, t) && !seq_ge(s, t) && !seq_gt(s, t));
		ck_assert(seq_gt(t, s) && seq_ge(t, s) && !seq_le(t, s) && !seq_lt(t, s));
		ck_assert(!seq_eq(s, t));
		ck_assert_uint_eq(seq_sub(t, s), ahead[i]);
		ck_assert_uint_eq(seq_sub(s, t), 0u - ahead[i]);
		ck_assert_uint_eq(seq_max(s, t).n, t.n);
		ck_assert_uint_eq(seq_max(t, s).n, t.n);
		ck_assert_uint_eq(seq_min(s, t).n, s.n);
		ck_assert_uint_eq(seq_min(t, s).n, s.n);
	}
}
END_TEST

START_TEST(adding_wraps)
{
	ck_assert_uint_eq(seq_add(seq_make(0xffffffff), 1).n, 0);
	ck_assert_uint_eq(seq_add(seq_make(0xfffffff0), 100).n, 84);
	ck_assert_uint_eq(seq_add(seq_make(0x7fffffff), 1).n, 0x80000000);
	ck_assert_uint_eq(seq_add(seq_make(5), 0u - 10).n, 0xfffffffb);
	ck_assert_uint_eq(seq_sub(seq_make(84), seq_make(0xfffffff0)), 100);
}
END_TEST

/* lo =< s < lo + len, wherever lo stands. */
START_TEST(windows_hold_their_numbers)
{
	static const uint32_t lengths[] = { 1, 2, 1000, 65535, 1u << 30 };
	struct seq lo = seq_make(places[_i]);

	ck_assert(!seq_in(lo, lo, 0));
	ck_assert(!seq_in(seq_add(lo, 0u - 1), lo, 0));
	for (int i = 0; i < 5; i++) {
		uint32_t len = lengths[i];

		ck_assert(seq_in(lo, lo, len));
		ck_assert(seq_in(seq_add(lo, len - 1), lo, len));
		ck_assert(seq_in(seq_add(lo, len / 2), lo, len));
		ck_assert(!seq_in(seq_add(lo, len), lo, len));
		ck_assert(!seq_in(seq_add(lo, 0u - 1), lo, len));
		ck_assert(!seq_in(seq_add(lo, 0x80000000u), lo, len));
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("seq");
	TCase *tcase = tcase_create("seq");

	tcase_add_loop_test(tcase, order_is_that_of_the_distance, 0, PLACES);
	tcase_add_test(tcase, adding_wraps);
	tcase_add_loop_test(tcase, windows_hold_their_numbers, 0, PLACES);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
