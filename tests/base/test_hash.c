/* The hash: the same for the same, and every bit of input moves half the output. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "tap.h"

#define LENGTH_MAX	100

static void
fill(unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		p[i] = (unsigned char)(i * 37 + 11);
}

START_TEST(depends_on_octets_alone)
{
	unsigned char a[LENGTH_MAX], b[LENGTH_MAX + 8];

	fill(a, sizeof(a));
	for (size_t shift = 0; shift < 8; shift++) {
		memset(b, 0xee, sizeof(b));
		memcpy(b + shift, a, sizeof(a));
		for (size_t n = 0; n <= LENGTH_MAX; n++)
			ck_assert(hash_bytes(a, n, 5) == hash_bytes(b + shift, n, 5));
	}
}
END_TEST

/* Zeroes differ in nothing but their number. */
START_TEST(length_and_seed_count)
{
	unsigned char zero[LENGTH_MAX] = { 0 };
	uint64_t seen[LENGTH_MAX + 1];

	for (size_t n = 0; n <= LENGTH_MAX; n++) {
		seen[n] = hash_bytes(zero, n, 0);
		for (size_t i = 0; i < n; i++)
			ck_assert(seen[i] != seen[n]);
		ck_assert(seen[n] != hash_bytes(zero, n, 1));
	}
}
END_TEST

START_TEST(each_bit_moves_half_the_bits)
{
	unsigned char octets[LENGTH_MAX];

	fill(octets, sizeof(octets));
	for (size_t n = 1; n <= LENGTH_MAX; n++) {
		uint64_t before = hash_bytes(octets, n, 0);
		int changed = 0;

		for (size_t bit = 0; bit < n * 8; bit++) {
			octets[bit / 8] ^= (unsigned char)(1 << bit % 8);

			uint64_t after = hash_bytes(octets, n, 0);
			int moved = __builtin_popcountll(before ^ after);

			ck_assert_int_ge(moved, 8);
			changed += moved;
			octets[bit / 8] ^= (unsigned char)(1 << bit % 8);
		}
		ck_assert_int_ge(changed, (int)(n * 8) * 26);
		ck_assert_int_le(changed, (int)(n * 8) * 38);
	}
}
END_TEST

static int
u64_compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* States of the explorer differ in a few small numbers. */
START_TEST(small_counters_do_not_collide)
{
	static uint64_t seen[65536];
	uint32_t state[12] = { 0 };

	for (uint32_t i = 0; i < 65536; i++) {
		state[1] = i & 15;
		state[4] = i >> 4 & 15;
		state[7] = i >> 8 & 15;
		state[11] = i >> 12;
		seen[i] = hash_bytes(state, sizeof(state), 0);
	}
	qsort(seen, 65536, sizeof(seen[0]), u64_compare);
	for (int i = 1; i < 65536; i++)
		ck_assert(seen[i - 1] != seen[i]);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("hash");
	TCase *tc = tcase_create("hash");

	tcase_add_test(tc, depends_on_octets_alone);
	tcase_add_test(tc, length_and_seed_count);
	tcase_add_test(tc, each_bit_moves_half_the_bits);
	tcase_add_test(tc, small_counters_do_not_collide);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
