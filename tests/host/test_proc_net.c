/* /proc/net/tcp and tcp6, as a little-endian Linux prints them. */
#include <stdlib.h>
#include <string.h>

#include "host/proc_net.h"
#include "tap.h"
#include "tcp/state.h"

#define REST " 00000000  1000        0 4242 1 0000000000000000 100 0 0 10 0\n"

static const char tcp[] =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n"
    "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000001 00:00000000" REST
    "   1: 00000000:1F91 00000000:0000 0A 00000000:00000000 00:00000000" REST
    "   2: 0100007F:1F90 0100007F:C350 03 00000000:00000000 01:00000064 00000002  0 0 0\n"
    "   3: 0100007F:C350 0100007F:1F90 01 0000000C:00000005 00:00000000" REST
    "   4: 0100007F:C351 0100007F:1F90 06 00000000:00000000 03:0000170C 00000000  0 0 0\n";

static const char tcp6[] =
    "  sl  local_address                         remote_address\n"
    "   0: 00000000000000000000000001000000:1F90 "
    "00000000000000000000000001000000:C350 08 00000000:00000001 00:00000000" REST;

static struct kernel_socket found;

static struct tuple
between(uint16_t local, uint16_t remote)
{
	return (struct tuple){
		.local = { .addr = { 127, 0, 0, 1 }, .port = local },
		.remote = { .addr = { 127, 0, 0, 1 }, .port = remote },
	};
}

static bool
finds(struct tuple tuple)
{
	return proc_net_find(&found, tcp, strlen(tcp), &tuple);
}

/* The words of an address are printed in the machine's own order. */
static void
setup(void)
{
	if (__BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__)
		tap_skip("the samples are of a little-endian machine");
}

START_TEST(finds_the_connection_with_its_queues)
{
	ck_assert(finds(between(50000, 8080)));
	ck_assert_str_eq(state_name(found.state), "ESTABLISHED");
	ck_assert(found.has_queues);
	ck_assert_uint_eq(found.send_queue, 12);
	ck_assert_uint_eq(found.receive_queue, 5);
	ck_assert_int_eq(found.timer, KERNEL_TIMER_NONE);
	ck_assert(!found.has_snd_wnd && !found.has_rcv_wnd && !found.has_unsent);
}
END_TEST

START_TEST(prefers_the_request_socket_to_the_listener)
{
	ck_assert(finds(between(8080, 50000)));
	ck_assert_str_eq(state_name(found.state), "SYN-RECEIVED");
	ck_assert_int_eq(found.timer, KERNEL_TIMER_ON);
	ck_assert_uint_eq(found.timer_ms, 1000);
	ck_assert_uint_eq(found.retransmits, 2);
}
END_TEST

START_TEST(falls_back_to_the_listener_of_that_address)
{
	ck_assert(finds(between(8080, 9)));
	ck_assert_str_eq(state_name(found.state), "LISTEN");
	ck_assert(!finds(between(8081, 9)));
	ck_assert(!finds(between(9, 8080)));
}
END_TEST

START_TEST(finds_time_wait_with_its_timer)
{
	ck_assert(finds(between(50001, 8080)));
	ck_assert_str_eq(state_name(found.state), "TIME-WAIT");
	ck_assert_int_eq(found.timer, KERNEL_TIMER_TIMEWAIT);
	ck_assert_uint_eq(found.timer_ms, 59000);
	ck_assert(!found.has_queues);
}
END_TEST

START_TEST(finds_an_ipv6_connection)
{
	struct tuple tuple = {
		.ipv6 = true,
		.local = { .addr = { [15] = 1 }, .port = 8080 },
		.remote = { .addr = { [15] = 1 }, .port = 50000 },
	};

	ck_assert(proc_net_find(&found, tcp6, strlen(tcp6), &tuple));
	ck_assert_str_eq(state_name(found.state), "CLOSE-WAIT");
	tuple.ipv6 = false;
	ck_assert(!proc_net_find(&found, tcp6, strlen(tcp6), &tuple));
}
END_TEST

START_TEST(passes_over_what_is_no_socket)
{
	static const char *const lines[] = {
		"", " ", "0", "  0:", "garbage", "  0: 0100007F", "  0: 0100007F:1F9",
		"  0: 0100007F:1F90 0100007F:C350 FF 00000000:00000000 00:00000000 00000000",
		"  0: 0100007F:1F90 0100007F:C350 00 00000000:00000000 00:00000000 00000000",
		"  0: 0100007F:1F90 0100007F:C350 01 0000000G:00000000 00:00000000 00000000",
		"  0: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 0000000",
		"  0:0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000",
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		ck_assert_msg(!proc_net_parse(&found, lines[i], strlen(lines[i]), false),
		    "read as a socket: \"%s\"", lines[i]);
}
END_TEST

/* On the heap and of the exact size, so that a sanitizer sees a step beyond. */
START_TEST(cut_short_anywhere_it_finds_no_more_than_is_there)
{
	size_t size = strlen(tcp);
	struct tuple tuple = between(50001, 8080);

	for (size_t n = 0; n <= size; n++) {
		char *cut = malloc(n > 0 ? n : 1);

		ck_assert_ptr_nonnull(cut);
		memcpy(cut, tcp, n);

		bool there = proc_net_find(&found, cut, n, &tuple);

		free(cut);
		ck_assert(!there || found.state == STATE_LISTEN || n > size - 16);
	}
}
END_TEST

START_TEST(a_timer_beyond_counting_is_the_longest)
{
	static const char line[] = "0: 0100007F:1F90 0100007F:C350 01 "
	    "00000000:00000000 02:FFFFFFFF FFFFFFFF";

	ck_assert(proc_net_parse(&found, line, strlen(line), false));
	ck_assert_uint_eq(found.timer_ms, UINT32_MAX);
	ck_assert_uint_eq(found.retransmits, UINT8_MAX);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("proc_net");
	TCase *tcase = tcase_create("proc_net");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_test(tcase, finds_the_connection_with_its_queues);
	tcase_add_test(tcase, prefers_the_request_socket_to_the_listener);
	tcase_add_test(tcase, falls_back_to_the_listener_of_that_address);
	tcase_add_test(tcase, finds_time_wait_with_its_timer);
	tcase_add_test(tcase, finds_an_ipv6_connection);
	tcase_add_test(tcase, passes_over_what_is_no_socket);
	tcase_add_test(tcase, cut_short_anywhere_it_finds_no_more_than_is_there);
	tcase_add_test(tcase, a_timer_beyond_counting_is_the_longest);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
