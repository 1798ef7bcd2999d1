/* RFC 6298, rule by rule and with its numbers, and Karn's algorithm. All in ms. */
#include "tap.h"
#include "tcp/rto.h"

static struct rto rto;

static void
setup(void)
{
	rto_init(&rto);
}

/* A segment that ends at `end` takes r ms to be acknowledged. */
static void
measure(uint32_t end, int64_t since, uint32_t r)
{
	rto_sent(&rto, seq_make(end), since);
	rto_acked(&rto, seq_make(end), since + r);
}

START_TEST(rule_2_1_one_second_to_begin_with)
{
	ck_assert_uint_eq(rto_current(&rto), 1000);
	ck_assert(!rto.measured);
}
END_TEST

/* SRTT = R, RTTVAR = R/2, RTO = SRTT + 4 * RTTVAR */
START_TEST(rule_2_2_the_first_measurement)
{
	measure(101, 0, 600);
	ck_assert_uint_eq(rto.srtt, 600);
	ck_assert_uint_eq(rto.rttvar, 300);
	ck_assert_uint_eq(rto_current(&rto), 1800);
}
END_TEST

/* RTTVAR = 3/4 RTTVAR + 1/4 |SRTT - R'|, then SRTT = 7/8 SRTT + 1/8 R' */
START_TEST(rule_2_3_later_measurements)
{
	measure(101, 0, 800);
	measure(201, 1000, 1600);
	ck_assert_uint_eq(rto.rttvar, (3 * 400 + 800) / 4);
	ck_assert_uint_eq(rto.srtt, (7 * 800 + 1600) / 8);
	ck_assert_uint_eq(rto_current(&rto), 900 + 4 * 500);
	measure(301, 3000, 100);	/* less than SRTT: the difference counts without its sign */
	ck_assert_uint_eq(rto.rttvar, (3 * 500 + 800) / 4);
	ck_assert_uint_eq(rto.srtt, (7 * 900 + 100) / 8);
}
END_TEST

START_TEST(rule_2_4_never_less_than_a_second)
{
	measure(101, 0, 10);
	ck_assert_uint_eq(rto.srtt, 10);
	ck_assert_uint_eq(rto_current(&rto), 1000);
	for (uint32_t i = 2; i < 50; i++)
		measure(i * 100, i * 100, 1);
	ck_assert_uint_eq(rto_current(&rto), 1000);
	measure(9999, 9999, 0);
	ck_assert_uint_eq(rto_current(&rto), 1000);
}
END_TEST

START_TEST(rule_2_5_never_more_than_a_minute)
{
	measure(101, 0, 50000);
	ck_assert_uint_eq(rto_current(&rto), 60000);
	setup();
	for (int i = 0; i < 300; i++)
		rto_backoff(&rto);
	ck_assert_uint_eq(rto_current(&rto), 60000);
	setup();
	measure(101, 0, 2000000000);
	ck_assert_uint_eq(rto_current(&rto), 60000);
}
END_TEST

/* Section 3: at least one measurement a round trip, and one at a time. */
START_TEST(one_segment_is_timed_at_a_time)
{
	rto_sent(&rto, seq_make(101), 0);
	rto_sent(&rto, seq_make(201), 50);
	rto_acked(&rto, seq_make(100), 60);	/* not it */
	ck_assert(!rto.measured && rto.timing);
	rto_acked(&rto, seq_make(201), 400);	/* it, and more */
	ck_assert_uint_eq(rto.srtt, 400);
	ck_assert(!rto.timing);
	rto_acked(&rto, seq_make(301), 900);	/* nothing is timed: no measurement */
	ck_assert_uint_eq(rto.srtt, 400);
}
END_TEST

START_TEST(timing_goes_across_the_wrap)
{
	rto_sent(&rto, seq_make(5), 0);
	rto_acked(&rto, seq_make(0xfffffff0), 100);
	ck_assert(rto.timing);
	rto_acked(&rto, seq_make(5), 700);
	ck_assert_uint_eq(rto.srtt, 700);
}
END_TEST

START_TEST(rule_5_5_each_expiry_doubles)
{
	static const uint32_t pauses[] = { 2000, 4000, 8000, 16000, 32000, 60000, 60000 };

	for (int i = 0; i < 7; i++) {
		rto_backoff(&rto);
		ck_assert_uint_eq(rto_current(&rto), pauses[i]);
	}
}
END_TEST

/* Section 5: with a new measurement the RTO is computed, and so comes down again. */
START_TEST(a_measurement_ends_the_backoff)
{
	measure(101, 0, 600);
	rto_backoff(&rto);
	rto_backoff(&rto);
	ck_assert_uint_eq(rto_current(&rto), 7200);
	measure(201, 5000, 600);
	ck_assert_uint_eq(rto_current(&rto), 600 + 4 * 225);
}
END_TEST

/*
 * What was sent twice is not timed: the ACK may be for either. The backoff
 * stays until something that was sent once has been acknowledged.
 */
START_TEST(karns_algorithm)
{
	rto_sent(&rto, seq_make(101), 0);
	rto_backoff(&rto);
	rto_acked(&rto, seq_make(101), 1500);
	ck_assert(!rto.measured);
	ck_assert_uint_eq(rto_current(&rto), 2000);
	measure(201, 2000, 100);
	ck_assert(rto.measured);
	ck_assert_uint_eq(rto.srtt, 100);
	ck_assert_uint_eq(rto_current(&rto), 1000);
}
END_TEST

START_TEST(rule_5_7_three_seconds_after_a_lost_syn)
{
	rto_after_syn(&rto, false);
	ck_assert_uint_eq(rto_current(&rto), 1000);
	rto_backoff(&rto);
	rto_after_syn(&rto, true);
	ck_assert_uint_eq(rto_current(&rto), 3000);
	setup();
	measure(101, 0, 2000);		/* 6 s: more than 3 already */
	rto_after_syn(&rto, true);
	ck_assert_uint_eq(rto_current(&rto), 6000);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("rto");
	TCase *tcase = tcase_create("rto");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_test(tcase, rule_2_1_one_second_to_begin_with);
	tcase_add_test(tcase, rule_2_2_the_first_measurement);
	tcase_add_test(tcase, rule_2_3_later_measurements);
	tcase_add_test(tcase, rule_2_4_never_less_than_a_second);
	tcase_add_test(tcase, rule_2_5_never_more_than_a_minute);
	tcase_add_test(tcase, one_segment_is_timed_at_a_time);
	tcase_add_test(tcase, timing_goes_across_the_wrap);
	tcase_add_test(tcase, rule_5_5_each_expiry_doubles);
	tcase_add_test(tcase, a_measurement_ends_the_backoff);
	tcase_add_test(tcase, karns_algorithm);
	tcase_add_test(tcase, rule_5_7_three_seconds_after_a_lost_syn);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
