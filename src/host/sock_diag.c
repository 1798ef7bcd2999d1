/*
 * NETLINK_SOCK_DIAG by libmnl. One request names one connection, so that a
 * machine with a hundred thousand of them answers as fast as an empty one:
 *
 *	question  nlmsghdr | inet_diag_req_v2 (family, tuple, NOCOOKIE)
 *	answer    nlmsghdr | inet_diag_msg | attribute INET_DIAG_INFO: tcp_info
 *	      or  nlmsghdr | nlmsgerr: -ENOENT
 *
 * The kernel answers inside our send(), so the answer is there when it returns.
 * tcp_info is only as long as the kernel knows it: every field is checked for.
 */
#include "host/sock_diag.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "tcp/state.h"

/* How many stale answers are read past before we give up. */
#define STALE_MAX 16

/* How often it is asked again while a timer's handler runs. */
#define AGAIN_MAX 2

/* tcpi_rcv_wnd follows tcpi_snd_wnd since Linux 6.2; older headers lack it. */
#define OFFSET_UNSENT offsetof(struct tcp_info, tcpi_notsent_bytes)
#define OFFSET_SND_WND offsetof(struct tcp_info, tcpi_snd_wnd)
#define OFFSET_RCV_WND (OFFSET_SND_WND + sizeof(uint32_t))

static bool
diag_bind(struct sock_diag *diag)
{
	if (mnl_socket_bind(diag->netlink, 0, MNL_SOCKET_AUTOPID) == 0)
		return true;

	int error = errno;

	sock_diag_fini(diag);
	errno = error;
	return false;
}

bool
sock_diag_init(struct sock_diag *diag)
{
	diag->number = 0;
	diag->netlink = mnl_socket_open2(NETLINK_SOCK_DIAG,
	    SOCK_CLOEXEC | SOCK_NONBLOCK);
	return diag->netlink != NULL && diag_bind(diag);
}

bool
sock_diag_init_fd(struct sock_diag *diag, int fd)
{
	diag->number = 0;
	diag->netlink = mnl_socket_fdopen(fd);
	return diag->netlink != NULL && diag_bind(diag);
}

void
sock_diag_fini(struct sock_diag *diag)
{
	if (diag->netlink != NULL)
		mnl_socket_close(diag->netlink);
	diag->netlink = NULL;
}

size_t
sock_diag_question(void *buf, const struct tuple *tuple, uint32_t number)
{
	struct nlmsghdr *header = mnl_nlmsg_put_header(buf);

	header->nlmsg_type = SOCK_DIAG_BY_FAMILY;
	header->nlmsg_flags = NLM_F_REQUEST;
	header->nlmsg_seq = number;

	struct inet_diag_req_v2 *req = mnl_nlmsg_put_extra_header(header, sizeof(*req));

	req->sdiag_family = tuple->ipv6 ? AF_INET6 : AF_INET;
	req->sdiag_protocol = IPPROTO_TCP;
	req->idiag_ext = 1 << (INET_DIAG_INFO - 1);
	req->idiag_states = ~0u;
	req->id.idiag_sport = htons(tuple->local.port);
	req->id.idiag_dport = htons(tuple->remote.port);
	memcpy(req->id.idiag_src, tuple->local.addr, sizeof(req->id.idiag_src));
	memcpy(req->id.idiag_dst, tuple->remote.addr, sizeof(req->id.idiag_dst));
	req->id.idiag_cookie[0] = req->id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
	return header->nlmsg_len;
}

/* A 32-bit field of a tcp_info that is n octets long; false if it ends before. */
static bool
info_field(const uint8_t *info, size_t n, size_t offset, uint32_t *value)
{
	if (n < offset + sizeof(*value))
		return false;
	memcpy(value, info + offset, sizeof(*value));
	return true;
}

static void
info_read(struct kernel_socket *found, const void *info, size_t n)
{
	found->has_unsent = info_field(info, n, OFFSET_UNSENT, &found->unsent);
	found->has_snd_wnd = info_field(info, n, OFFSET_SND_WND, &found->snd_wnd);
	found->has_rcv_wnd = info_field(info, n, OFFSET_RCV_WND, &found->rcv_wnd);
}

static void
name_read(struct host_name *name, bool ipv6, const __be32 *addr, __be16 port)
{
	memset(name, 0, sizeof(*name));
	memcpy(name->addr, addr, ipv6 ? 16 : 4);
	name->port = ntohs(port);
}

static enum sock_diag_answer
error_read(const struct nlmsghdr *header, int *error)
{
	if (mnl_nlmsg_get_payload_len(header) < sizeof(struct nlmsgerr))
		return SOCK_DIAG_MALFORMED;

	const struct nlmsgerr *answer = mnl_nlmsg_get_payload(header);

	if (answer->error == -ENOENT)
		return SOCK_DIAG_NONE;
	/* INT_MIN has no negative. */
	*error = answer->error < 0 && answer->error >= -4095 ? -answer->error : EPROTO;
	return SOCK_DIAG_REFUSED;
}

static enum sock_diag_answer
socket_read(const struct nlmsghdr *header, struct kernel_socket *found)
{
	if (mnl_nlmsg_get_payload_len(header) < sizeof(struct inet_diag_msg))
		return SOCK_DIAG_MALFORMED;

	const struct inet_diag_msg *msg = mnl_nlmsg_get_payload(header);

	memset(found, 0, sizeof(*found));
	if (msg->idiag_family != AF_INET && msg->idiag_family != AF_INET6)
		return SOCK_DIAG_MALFORMED;
	if (!kernel_state(msg->idiag_state, &found->state))
		return SOCK_DIAG_MALFORMED;
	found->tuple.ipv6 = msg->idiag_family == AF_INET6;
	name_read(&found->tuple.local, found->tuple.ipv6, msg->id.idiag_src,
	    msg->id.idiag_sport);
	name_read(&found->tuple.remote, found->tuple.ipv6, msg->id.idiag_dst,
	    msg->id.idiag_dport);
	found->timer = (uint8_t)kernel_timer(msg->idiag_timer);
	found->timer_ms = found->timer != KERNEL_TIMER_NONE ? msg->idiag_expires : 0;
	found->retransmits = msg->idiag_retrans;
	found->receive_queue = msg->idiag_rqueue;
	found->send_queue = msg->idiag_wqueue;

	const struct nlattr *attr;

	mnl_attr_for_each(attr, header, sizeof(*msg)) {
		if (mnl_attr_get_type(attr) == INET_DIAG_INFO)
			info_read(found, mnl_attr_get_payload(attr),
			    mnl_attr_get_payload_len(attr));
	}
	/* LISTEN counts connections there; the other two are no full sockets. */
	found->has_queues = found->state != STATE_LISTEN &&
	    found->state != STATE_SYN_RECEIVED && found->state != STATE_TIME_WAIT;
	return SOCK_DIAG_FOUND;
}

enum sock_diag_answer
sock_diag_parse(const void *buf, size_t n, uint32_t number,
    struct kernel_socket *found, int *error)
{
	const struct nlmsghdr *header = buf;

	/* mnl_nlmsg_ok takes a length beyond INT_MAX for a negative one. */
	if (n > SOCK_DIAG_BUFFER || n < sizeof(*header) || header->nlmsg_len > n ||
	    !mnl_nlmsg_ok(header, (int)n))
		return SOCK_DIAG_MALFORMED;
	if (header->nlmsg_seq != number)
		return SOCK_DIAG_NOT_OURS;
	if (header->nlmsg_type == NLMSG_ERROR)
		return error_read(header, error);
	if (header->nlmsg_type == SOCK_DIAG_BY_FAMILY)
		return socket_read(header, found);
	return SOCK_DIAG_MALFORMED;
}

static enum sock_diag_answer
ask_once(struct sock_diag *diag, const struct tuple *tuple,
    struct kernel_socket *found, int *error)
{
	_Alignas(long) char buf[SOCK_DIAG_BUFFER];
	size_t size = sock_diag_question(buf, tuple, ++diag->number);

	if (mnl_socket_sendto(diag->netlink, buf, size) < 0) {
		*error = errno;
		return SOCK_DIAG_REFUSED;
	}
	for (int i = 0; i < STALE_MAX; i++) {
		ssize_t n = mnl_socket_recvfrom(diag->netlink, buf, sizeof(buf));

		if (n < 0) {
			*error = errno;
			return SOCK_DIAG_REFUSED;
		}

		enum sock_diag_answer answer = sock_diag_parse(buf, (size_t)n,
		    diag->number, found, error);

		if (answer != SOCK_DIAG_NOT_OURS)
			return answer;
	}
	*error = EPROTO;
	return SOCK_DIAG_REFUSED;
}

/*
 * An answer is whole only when the handler of a timer is through: it holds the
 * socket, for which tcp_get_info() waits. So the second one is behind it.
 */
enum sock_diag_answer
sock_diag_ask(struct sock_diag *diag, const struct tuple *tuple,
    struct kernel_socket *found, int *error)
{
	enum sock_diag_answer answer = ask_once(diag, tuple, found, error);

	for (int again = 0; again < AGAIN_MAX && answer == SOCK_DIAG_FOUND &&
	    kernel_socket_acts(found); again++)
		answer = ask_once(diag, tuple, found, error);
	return answer;
}
