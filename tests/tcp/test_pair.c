/*
 * Two ends under pseudo-random events, with the invariants of pair_check.c;
 * and the same events with the numbers begun elsewhere, which must make no
 * difference: sequence numbers wrap without a trace.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pair.h"
#include "tap.h"

#define RUNS 4000
#define OCTETS 240

/* xorshift32 */
static uint32_t
random_next(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static void
octets_make(uint8_t *octets, uint32_t seed)
{
	seed = seed * 2654435761u + 1;
	for (size_t i = 0; i < OCTETS; i++)
		octets[i] = (uint8_t)(random_next(&seed) >> 11);
}

static struct pair pair;

static void
run(const uint8_t *octets, uint32_t seed, uint32_t shift_a, uint32_t shift_b)
{
	pair_init(&pair, shift_a, shift_b);
	ck_assert_msg(pair_run(&pair, octets, OCTETS), "seed %u, shifted by %u and %u: %s",
	    seed, shift_a, shift_b, pair.wrong);
}

START_TEST(invariants_hold)
{
	uint8_t octets[OCTETS];
	size_t events = 0;

	for (uint32_t seed = 1; seed <= RUNS; seed++) {
		octets_make(octets, seed);
		run(octets, seed, 0, 0);
		events += pair.events;
	}
	ck_assert_msg(events >= 200000, "%zu events are too few", events);
}
END_TEST

START_TEST(wrapping_leaves_no_trace)
{
	static const uint32_t shifts[][2] = {
		{ 0xffffff8c, 0xfffffec4 },	/* ISS 0xfffffff0, both */
		{ 0x7fffff8c, 0xfffffec4 },
		{ 0xffffff9b, 0x7ffffec4 },	/* ISS 0xffffffff */
		{ 0xffff0000, 0x7fff0000 }
	};
	uint8_t octets[OCTETS];

	for (uint32_t seed = 1; seed <= RUNS / 8; seed++) {
		octets_make(octets, seed);
		run(octets, seed, 0, 0);
		uint64_t digest = pair.digest;

		for (size_t i = 0; i < sizeof(shifts) / sizeof(shifts[0]); i++) {
			run(octets, seed, shifts[i][0], shifts[i][1]);
			ck_assert_msg(pair.digest == digest,
			    "seed %u differs when shifted by %u and %u", seed,
			    shifts[i][0], shifts[i][1]);
		}
	}
}
END_TEST

/* The events must be worth their time: most of the table is walked by them. */
START_TEST(chance_walks_the_table)
{
	uint8_t octets[OCTETS];
	bool walked[128] = { false };
	size_t n = 0;

	for (uint32_t seed = 1; seed <= RUNS; seed++) {
		octets_make(octets, seed);
		run(octets, seed, 0, 0);
		for (size_t i = 0; i < edge_count; i++)
			walked[i] |= pair.edges[i];
	}
	for (size_t i = 0; i < edge_count; i++)
		n += walked[i];
	ck_assert_msg(n * 3 >= edge_count * 2, "%zu of %zu edges only", n, edge_count);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("pair");
	TCase *tcase = tcase_create("pair");

	tcase_add_test(tcase, invariants_hold);
	tcase_add_test(tcase, wrapping_leaves_no_trace);
	tcase_add_test(tcase, chance_walks_the_table);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
