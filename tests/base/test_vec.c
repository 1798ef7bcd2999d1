/* The growable array, with values, structures and room asked for ahead. */
#include "base/vec.h"
#include "tap.h"

struct pair {
	int	a, b;
};

START_TEST(push_keeps_order)
{
	VEC(int) list = { 0 };

	for (int i = 0; i < 10000; i++)
		vec_push(&list, i * 3);
	ck_assert_uint_eq(list.n, 10000);
	ck_assert_uint_ge(list.cap, list.n);
	for (int i = 0; i < 10000; i++)
		ck_assert_int_eq(list.v[i], i * 3);
	vec_free(&list);
	ck_assert_ptr_null(list.v);
	ck_assert_uint_eq(list.n, 0);
	ck_assert_uint_eq(list.cap, 0);
}
END_TEST

START_TEST(push_of_an_own_element_survives_the_move)
{
	VEC(int) list = { 0 };

	vec_push(&list, 7);
	while (list.n < list.cap)
		vec_push(&list, 8);
	vec_push(&list, list.v[0]);
	ck_assert_int_eq(list.v[list.n - 1], 7);
	vec_free(&list);
}
END_TEST

START_TEST(push_takes_a_compound_literal)
{
	VEC(struct pair) list = { 0 };

	vec_push(&list, (struct pair){ .a = 1, .b = 2 });
	ck_assert_int_eq(list.v[0].a, 1);
	ck_assert_int_eq(list.v[0].b, 2);
	vec_free(&list);
}
END_TEST

START_TEST(grow_one_is_zeroed_in_used_memory)
{
	VEC(struct pair) list = { 0 };

	for (int i = 0; i < 8; i++)
		vec_push(&list, (struct pair){ .a = -1, .b = -1 });
	list.n = 0;
	for (int i = 0; i < 20; i++) {
		struct pair *pair = vec_grow_one(&list);

		ck_assert_ptr_eq(pair, &list.v[i]);
		ck_assert_int_eq(pair->a, 0);
		ck_assert_int_eq(pair->b, 0);
		pair->a = i;
	}
	ck_assert_uint_eq(list.n, 20);
	ck_assert_int_eq(list.v[13].a, 13);
	vec_free(&list);
}
END_TEST

START_TEST(reserve_makes_pushes_stay)
{
	VEC(int) list = { 0 };

	vec_reserve(&list, 1000);
	ck_assert_uint_eq(list.n, 0);
	vec_push(&list, 1);

	int *first = &list.v[0];

	while (list.n < 1000)
		vec_push(&list, 2);
	ck_assert_ptr_eq(first, &list.v[0]);
	vec_reserve(&list, 10);
	ck_assert_uint_eq(list.n, 1000);
	vec_free(&list);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("vec");
	TCase *tc = tcase_create("vec");

	tcase_add_test(tc, push_keeps_order);
	tcase_add_test(tc, push_of_an_own_element_survives_the_move);
	tcase_add_test(tc, push_takes_a_compound_literal);
	tcase_add_test(tc, grow_one_is_zeroed_in_used_memory);
	tcase_add_test(tc, reserve_makes_pushes_stay);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
