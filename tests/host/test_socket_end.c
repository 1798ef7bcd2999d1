/* The program at one end: its octets, its port, and strangers at its door. */
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "host/loopback.h"
#include "host/pause.h"
#include "host/socket_end.h"
#include "tap.h"

static struct socket_end a, b;
static struct event_base *base;

static void
setup(void)
{
	static const struct loopback_options ipv4 = { 0 };
	struct error why;

	socket_end_init(&a, false);
	socket_end_init(&b, false);
	if (!loopback_probe(&ipv4, &why))
		tap_skip("%s", why.text);
	base = pause_base_new();
	ck_assert_ptr_nonnull(base);
	ck_assert_int_eq(socket_end_listen(&b, false), 0);
}

static void
teardown(void)
{
	socket_end_forget(&a);
	socket_end_forget(&b);
	pause_base_free(base);
}

static void
wait_readable(int fd)
{
	struct pause_for list = { .fd = fd };

	ck_assert(pause_wait(base, &list, 1, 5000000));
}

static void
connect_both(void)
{
	ck_assert_int_eq(socket_end_connect(&a, &b.tuple.local, false), 0);
	wait_readable(b.listener);
	ck_assert(socket_end_accept(&b, &a.tuple.local));
}

START_TEST(names_are_those_of_the_connection)
{
	connect_both();
	ck_assert_uint_ne(a.tuple.local.port, 0);
	ck_assert_uint_eq(a.tuple.local.port, b.tuple.remote.port);
	ck_assert_uint_eq(a.tuple.remote.port, b.tuple.local.port);
	ck_assert_int_eq(b.listener, -1);
}
END_TEST

START_TEST(octets_arrive_as_they_were_sent)
{
	uint32_t got;

	connect_both();
	ck_assert_int_eq(socket_end_receive(&b, 0, &got), EAGAIN);
	ck_assert_int_eq(socket_end_send(&a, 1000, false), 0);
	wait_readable(b.fd);
	ck_assert_int_eq(socket_end_receive(&b, 300, &got), 0);
	ck_assert_uint_eq(got, 300);
	ck_assert_int_eq(socket_end_receive(&b, 0, &got), 0);
	ck_assert_uint_eq(got, 700);
	ck_assert_uint_eq(b.read, 1000);
	ck_assert(!b.garbled);
}
END_TEST

START_TEST(octets_that_were_never_sent_are_noticed)
{
	uint32_t got;

	connect_both();
	ck_assert_int_eq(send(a.fd, "stranger", 8, 0), 8);
	wait_readable(b.fd);
	ck_assert_int_eq(socket_end_receive(&b, 0, &got), 0);
	ck_assert(b.garbled);
}
END_TEST

START_TEST(a_stranger_is_turned_away)
{
	struct socket_end stranger;
	struct pause_for list;
	uint32_t got;

	socket_end_init(&stranger, false);
	ck_assert_int_eq(socket_end_connect(&stranger, &b.tuple.local, false), 0);
	wait_readable(b.listener);
	ck_assert(!socket_end_accept(&b, &a.tuple.local));
	ck_assert_int_ne(b.listener, -1);
	list = (struct pause_for){ .fd = stranger.fd };
	pause_wait(base, &list, 1, 5000000);
	ck_assert_int_eq(socket_end_receive(&stranger, 0, &got), 0);
	ck_assert_uint_eq(got, 0);
	socket_end_forget(&stranger);
	connect_both();
}
END_TEST

START_TEST(a_reserved_port_refuses)
{
	struct host_name name;
	int reserved = socket_end_reserve(&b, &name);

	ck_assert_int_ne(reserved, -1);
	ck_assert_int_eq(socket_end_connect(&a, &name, false), 0);

	struct pause_for list = { .fd = a.fd, .writable = true };

	pause_wait(base, &list, 1, 5000000);
	ck_assert_int_eq(socket_end_take_error(&a), ECONNREFUSED);
	ck_assert_int_eq(socket_end_take_error(&a), 0);
	close(reserved);
}
END_TEST

START_TEST(without_a_socket_there_is_nothing_to_call)
{
	uint32_t got;

	ck_assert_int_eq(socket_end_send(&a, 1, false), EBADF);
	ck_assert_int_eq(socket_end_receive(&a, 0, &got), EBADF);
	ck_assert_int_eq(socket_end_shutdown(&a), EBADF);
	ck_assert_int_eq(socket_end_close(&a), EBADF);
	ck_assert_int_eq(socket_end_abort(&a), EBADF);
}
END_TEST

/* More than both buffers hold. */
#define TOO_MANY 20000000

START_TEST(what_is_sent_behind_urgent_octets_leaves_them_urgent)
{
	uint32_t got;

	connect_both();
	ck_assert_int_eq(socket_end_send(&a, TOO_MANY, true), EAGAIN);
	ck_assert_int_eq(socket_end_send(&a, 3, false), EAGAIN);
	while (b.read < TOO_MANY - 1) {
		wait_readable(b.fd);
		ck_assert_int_eq(socket_end_receive(&b, (uint32_t)(TOO_MANY - 1 - b.read), &got), 0);
		socket_end_flush(&a);
	}
	wait_readable(b.fd);
	ck_assert_int_eq(sockatmark(b.fd), 1);
}
END_TEST

START_TEST(octets_are_lost_once)
{
	connect_both();
	ck_assert_int_eq(socket_end_send(&a, TOO_MANY, false), EAGAIN);
	ck_assert_int_eq(socket_end_close(&a), 0);
	ck_assert_uint_gt(a.lost, 0);
	ck_assert_int_eq(socket_end_close(&a), EBADF);
	ck_assert_uint_eq(a.lost, 0);
}
END_TEST

START_TEST(a_wait_ends_by_itself)
{
	int64_t before = pause_clock();

	ck_assert(pause_wait(base, NULL, 0, 3000));
	ck_assert_int_ge(pause_clock() - before, 3000);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("socket_end");
	TCase *tcase = tcase_create("socket_end");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, names_are_those_of_the_connection);
	tcase_add_test(tcase, octets_arrive_as_they_were_sent);
	tcase_add_test(tcase, octets_that_were_never_sent_are_noticed);
	tcase_add_test(tcase, a_stranger_is_turned_away);
	tcase_add_test(tcase, a_reserved_port_refuses);
	tcase_add_test(tcase, without_a_socket_there_is_nothing_to_call);
	tcase_add_test(tcase, what_is_sent_behind_urgent_octets_leaves_them_urgent);
	tcase_add_test(tcase, octets_are_lost_once);
	tcase_add_test(tcase, a_wait_ends_by_itself);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
