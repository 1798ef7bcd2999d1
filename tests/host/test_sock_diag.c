/*
 * Answers of NETLINK_SOCK_DIAG, whole, cut short, and not answers at all; and
 * this kernel's own.
 */
#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "host/sock_diag.h"
#include "host/socket_end.h"
#include "tap.h"
#include "tcp/state.h"

#define NUMBER 7

/* An answer about 127.0.0.1:8080, connected to 127.0.0.1:50000. */
struct answer {
	struct nlmsghdr		header;
	struct inet_diag_msg	msg;
	struct nlattr		attr;
	uint8_t			info[sizeof(struct tcp_info) + 8];
};

static const size_t bare = sizeof(struct nlmsghdr) + sizeof(struct inet_diag_msg);

static void
put32(uint8_t *at, uint32_t value)
{
	memcpy(at, &value, sizeof(value));
}

static struct answer
answer_in(unsigned state)
{
	struct answer answer = {
		.header = {
			.nlmsg_len = sizeof(answer),
			.nlmsg_type = SOCK_DIAG_BY_FAMILY,
			.nlmsg_seq = NUMBER,
		},
		.msg = {
			.idiag_family = AF_INET,
			.idiag_state = (uint8_t)state,
			.id.idiag_sport = htons(8080),
			.id.idiag_dport = htons(50000),
			.id.idiag_src[0] = htonl(INADDR_LOOPBACK),
			.id.idiag_dst[0] = htonl(INADDR_LOOPBACK),
			.idiag_rqueue = 5,
			.idiag_wqueue = 12,
		},
		.attr = {
			.nla_len = sizeof(struct nlattr) + sizeof(answer.info),
			.nla_type = INET_DIAG_INFO,
		},
	};

	put32(answer.info + offsetof(struct tcp_info, tcpi_notsent_bytes), 3);
	put32(answer.info + offsetof(struct tcp_info, tcpi_snd_wnd), 65160);
	put32(answer.info + offsetof(struct tcp_info, tcpi_snd_wnd) + 4, 64512);
	return answer;
}

static enum sock_diag_answer
read_answer(const struct answer *answer, size_t n, struct kernel_socket *found)
{
	int error;

	return sock_diag_parse(answer, n, NUMBER, found, &error);
}

START_TEST(reads_a_connection_with_queues_and_windows)
{
	struct answer answer = answer_in(1);
	struct kernel_socket found;

	ck_assert_int_eq(read_answer(&answer, sizeof(answer), &found), SOCK_DIAG_FOUND);
	ck_assert_str_eq(state_name(found.state), "ESTABLISHED");
	ck_assert(!found.tuple.ipv6);
	ck_assert_uint_eq(found.tuple.local.port, 8080);
	ck_assert_uint_eq(found.tuple.remote.port, 50000);
	ck_assert_uint_eq(found.tuple.local.addr[0], 127);
	ck_assert_uint_eq(found.tuple.local.addr[3], 1);
	ck_assert(found.has_queues);
	ck_assert_uint_eq(found.receive_queue, 5);
	ck_assert_uint_eq(found.send_queue, 12);
	ck_assert(found.has_unsent && found.has_snd_wnd && found.has_rcv_wnd);
	ck_assert_uint_eq(found.unsent, 3);
	ck_assert_uint_eq(found.snd_wnd, 65160);
	ck_assert_uint_eq(found.rcv_wnd, 64512);
	ck_assert_int_eq(found.timer, KERNEL_TIMER_NONE);
}
END_TEST

START_TEST(reads_time_wait_with_its_timer)
{
	struct answer answer = answer_in(6);
	struct kernel_socket found;

	answer.msg.idiag_timer = 3;
	answer.msg.idiag_expires = 59000;
	answer.header.nlmsg_len = (uint32_t)bare;
	ck_assert_int_eq(read_answer(&answer, bare, &found), SOCK_DIAG_FOUND);
	ck_assert_str_eq(state_name(found.state), "TIME-WAIT");
	ck_assert_int_eq(found.timer, KERNEL_TIMER_TIMEWAIT);
	ck_assert_uint_eq(found.timer_ms, 59000);
	ck_assert(!found.has_queues && !found.has_snd_wnd && !found.has_unsent);
}
END_TEST

START_TEST(reads_a_request_socket_as_syn_received)
{
	struct answer answer = answer_in(3);
	struct kernel_socket found;

	answer.msg.idiag_timer = 1;
	answer.msg.idiag_expires = 1000;
	answer.msg.idiag_retrans = 2;
	ck_assert_int_eq(read_answer(&answer, sizeof(answer), &found), SOCK_DIAG_FOUND);
	ck_assert_str_eq(state_name(found.state), "SYN-RECEIVED");
	ck_assert_int_eq(found.timer, KERNEL_TIMER_ON);
	ck_assert_uint_eq(found.retransmits, 2);
}
END_TEST

START_TEST(a_timer_of_a_later_kernel_is_none)
{
	struct answer answer = answer_in(1);
	struct kernel_socket found;

	answer.msg.idiag_timer = 9;
	answer.msg.idiag_expires = 40;
	ck_assert_int_eq(read_answer(&answer, sizeof(answer), &found), SOCK_DIAG_FOUND);
	ck_assert_int_eq(found.timer, KERNEL_TIMER_NONE);
	ck_assert_uint_eq(found.timer_ms, 0);
}
END_TEST

/* An older kernel's tcp_info ends earlier: what is missing is not made up. */
START_TEST(a_shorter_tcp_info_tells_less)
{
	struct answer answer = answer_in(1);
	struct kernel_socket found;
	size_t cut = offsetof(struct tcp_info, tcpi_snd_wnd);

	answer.attr.nla_len = (uint16_t)(sizeof(struct nlattr) + cut);
	answer.header.nlmsg_len = (uint32_t)(bare + answer.attr.nla_len);
	ck_assert_int_eq(read_answer(&answer, answer.header.nlmsg_len, &found),
	    SOCK_DIAG_FOUND);
	ck_assert(found.has_unsent);
	ck_assert(!found.has_snd_wnd && !found.has_rcv_wnd);
}
END_TEST

START_TEST(no_such_socket_and_no_permission)
{
	struct {
		struct nlmsghdr	header;
		struct nlmsgerr	error;
	} answer = { .header = { sizeof(answer), NLMSG_ERROR, 0, NUMBER, 0 } };
	struct kernel_socket found;
	int error = 0;

	answer.error.error = -ENOENT;
	ck_assert_int_eq(sock_diag_parse(&answer, sizeof(answer), NUMBER, &found, &error),
	    SOCK_DIAG_NONE);
	answer.error.error = -EPERM;
	ck_assert_int_eq(sock_diag_parse(&answer, sizeof(answer), NUMBER, &found, &error),
	    SOCK_DIAG_REFUSED);
	ck_assert_int_eq(error, EPERM);
	answer.error.error = INT32_MIN;
	ck_assert_int_eq(sock_diag_parse(&answer, sizeof(answer), NUMBER, &found, &error),
	    SOCK_DIAG_REFUSED);
	ck_assert_int_gt(error, 0);
	answer.header.nlmsg_len = sizeof(struct nlmsghdr) + 2;
	ck_assert_int_eq(sock_diag_parse(&answer, sizeof(answer), NUMBER, &found, &error),
	    SOCK_DIAG_MALFORMED);
}
END_TEST

START_TEST(an_answer_to_another_question_is_not_ours)
{
	struct answer answer = answer_in(1);
	struct kernel_socket found;

	answer.header.nlmsg_seq = NUMBER - 1;
	ck_assert_int_eq(read_answer(&answer, sizeof(answer), &found),
	    SOCK_DIAG_NOT_OURS);
}
END_TEST

START_TEST(states_and_families_that_are_none)
{
	struct answer answer = answer_in(0);
	struct kernel_socket found;

	ck_assert_int_eq(read_answer(&answer, sizeof(answer), &found),
	    SOCK_DIAG_MALFORMED);
	answer = answer_in(200);
	ck_assert_int_eq(read_answer(&answer, sizeof(answer), &found),
	    SOCK_DIAG_MALFORMED);
	answer = answer_in(1);
	answer.msg.idiag_family = AF_UNIX;
	ck_assert_int_eq(read_answer(&answer, sizeof(answer), &found),
	    SOCK_DIAG_MALFORMED);
	answer = answer_in(1);
	answer.header.nlmsg_type = NLMSG_DONE;
	ck_assert_int_eq(read_answer(&answer, sizeof(answer), &found),
	    SOCK_DIAG_MALFORMED);
}
END_TEST

/* On the heap and of the exact size, so that a sanitizer sees a step beyond. */
START_TEST(cut_short_anywhere_it_is_malformed)
{
	struct answer whole = answer_in(1);

	for (size_t n = 0; n < sizeof(whole); n++) {
		struct answer *cut = malloc(n > 0 ? n : 1);
		struct kernel_socket found;

		ck_assert_ptr_nonnull(cut);
		memcpy(cut, &whole, n);
		ck_assert_int_eq(read_answer(cut, n, &found), SOCK_DIAG_MALFORMED);
		free(cut);
	}
}
END_TEST

/* A length inside the message that says more than the message has. */
START_TEST(an_attribute_longer_than_the_message_is_passed_over)
{
	struct answer answer = answer_in(1);
	struct kernel_socket found;

	answer.attr.nla_len = UINT16_MAX;
	ck_assert_int_eq(read_answer(&answer, sizeof(answer), &found), SOCK_DIAG_FOUND);
	ck_assert(!found.has_snd_wnd);
	answer.attr.nla_len = 0;
	ck_assert_int_eq(read_answer(&answer, sizeof(answer), &found), SOCK_DIAG_FOUND);
	ck_assert(!found.has_snd_wnd);
	answer.header.nlmsg_len = UINT32_MAX;
	ck_assert_int_eq(read_answer(&answer, sizeof(answer), &found),
	    SOCK_DIAG_MALFORMED);
}
END_TEST

START_TEST(the_question_names_the_connection)
{
	_Alignas(long) uint8_t buf[256];
	struct tuple tuple = { .local = { .addr = { 127, 0, 0, 1 }, .port = 8080 },
	    .remote = { .addr = { 127, 0, 0, 2 }, .port = 50000 } };
	struct inet_diag_req_v2 req;
	size_t n = sock_diag_question(buf, &tuple, NUMBER);

	ck_assert_uint_eq(n, sizeof(struct nlmsghdr) + sizeof(req));
	memcpy(&req, buf + sizeof(struct nlmsghdr), sizeof(req));
	ck_assert_uint_eq(req.sdiag_family, AF_INET);
	ck_assert_uint_eq(req.sdiag_protocol, IPPROTO_TCP);
	ck_assert_uint_eq(ntohs(req.id.idiag_sport), 8080);
	ck_assert_uint_eq(ntohs(req.id.idiag_dport), 50000);
	ck_assert_uint_eq(ntohl(req.id.idiag_src[0]), 0x7f000001);
	ck_assert_uint_eq(ntohl(req.id.idiag_dst[0]), 0x7f000002);
}
END_TEST

START_TEST(this_kernel_shows_a_listener_while_it_listens)
{
	struct sock_diag diag;
	struct socket_end end;
	struct kernel_socket found;
	int error = 0;

	if (!sock_diag_init(&diag))
		tap_skip("netlink is refused here: %s", strerror(errno));
	socket_end_init(&end, false);
	if (socket_end_listen(&end, false) != 0)
		tap_skip("no socket can listen on 127.0.0.1");

	enum sock_diag_answer answer = sock_diag_ask(&diag, &end.tuple, &found, &error);

	if (answer == SOCK_DIAG_REFUSED)
		tap_skip("sock_diag is refused here: %s", strerror(error));
	ck_assert_int_eq(answer, SOCK_DIAG_FOUND);
	ck_assert_str_eq(state_name(found.state), "LISTEN");
	ck_assert(tuple_is_of(&end.tuple, &found.tuple));

	struct tuple gone = end.tuple;

	socket_end_forget(&end);
	ck_assert_int_eq(sock_diag_ask(&diag, &gone, &found, &error), SOCK_DIAG_NONE);
	sock_diag_fini(&diag);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("sock_diag");
	TCase *tcase = tcase_create("sock_diag");

	tcase_add_test(tcase, reads_a_connection_with_queues_and_windows);
	tcase_add_test(tcase, reads_time_wait_with_its_timer);
	tcase_add_test(tcase, reads_a_request_socket_as_syn_received);
	tcase_add_test(tcase, a_timer_of_a_later_kernel_is_none);
	tcase_add_test(tcase, a_shorter_tcp_info_tells_less);
	tcase_add_test(tcase, no_such_socket_and_no_permission);
	tcase_add_test(tcase, an_answer_to_another_question_is_not_ours);
	tcase_add_test(tcase, states_and_families_that_are_none);
	tcase_add_test(tcase, cut_short_anywhere_it_is_malformed);
	tcase_add_test(tcase, an_attribute_longer_than_the_message_is_passed_over);
	tcase_add_test(tcase, the_question_names_the_connection);
	tcase_add_test(tcase, this_kernel_shows_a_listener_while_it_listens);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
