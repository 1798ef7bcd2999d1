/*
 * NETLINK_SOCK_DIAG twice: what the one tells of, the other ends.
 *
 *	list	SOCK_DIAG_BY_FAMILY, NLM_F_DUMP --> inet_diag_msg, ... , NLMSG_DONE
 *	end	SOCK_DESTROY (family, tuple, cookie) --> nlmsgerr
 */
#include "host/sock_destroy.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/utsname.h>

/* Of a datagram of the list; libmnl's own measure for it. */
#define LIST_BUFFER 8192

struct destroyer {
	struct mnl_socket	*list;
	struct mnl_socket	*end;
	int			 error;		/* of the first that would not end */
};

static bool
destroyer_init(struct destroyer *destroyer)
{
	destroyer->error = 0;
	destroyer->list = mnl_socket_open2(NETLINK_SOCK_DIAG, SOCK_CLOEXEC);
	destroyer->end = mnl_socket_open2(NETLINK_SOCK_DIAG, SOCK_CLOEXEC);
	return destroyer->list != NULL && destroyer->end != NULL &&
	    mnl_socket_bind(destroyer->list, 0, MNL_SOCKET_AUTOPID) == 0 &&
	    mnl_socket_bind(destroyer->end, 0, MNL_SOCKET_AUTOPID) == 0;
}

static void
destroyer_fini(struct destroyer *destroyer)
{
	int error = errno;

	if (destroyer->list != NULL)
		mnl_socket_close(destroyer->list);
	if (destroyer->end != NULL)
		mnl_socket_close(destroyer->end);
	errno = error;
}

static struct inet_diag_req_v2 *
request_put(struct nlmsghdr *header, uint16_t type, uint16_t flags, uint8_t family)
{
	struct inet_diag_req_v2 *req;

	header->nlmsg_type = type;
	header->nlmsg_flags = NLM_F_REQUEST | flags;
	header->nlmsg_seq = 1;
	req = mnl_nlmsg_put_extra_header(header, sizeof(*req));
	req->sdiag_family = family;
	req->sdiag_protocol = IPPROTO_TCP;
	req->idiag_states = ~0u;
	return req;
}

static int
end_one(const struct nlmsghdr *header, void *data)
{
	_Alignas(long) char buf[256];
	_Alignas(long) char answer[LIST_BUFFER];
	struct destroyer *destroyer = data;
	struct nlmsghdr *request = mnl_nlmsg_put_header(buf);

	if (mnl_nlmsg_get_payload_len(header) < sizeof(struct inet_diag_msg))
		return MNL_CB_OK;

	const struct inet_diag_msg *msg = mnl_nlmsg_get_payload(header);

	request_put(request, SOCK_DESTROY, NLM_F_ACK, msg->idiag_family)->id = msg->id;

	ssize_t n = -1;

	if (mnl_socket_sendto(destroyer->end, request, request->nlmsg_len) != -1)
		n = mnl_socket_recvfrom(destroyer->end, answer, sizeof(answer));
	/* One that ended in the meantime is as good. */
	if ((n == -1 || mnl_cb_run(answer, (size_t)n, 1,
	    mnl_socket_get_portid(destroyer->end), NULL, NULL) == -1) &&
	    errno != ENOENT && destroyer->error == 0)
		destroyer->error = errno;
	return MNL_CB_OK;
}

static bool
end_family(struct destroyer *destroyer, uint8_t family)
{
	_Alignas(long) char buf[LIST_BUFFER];
	struct nlmsghdr *request = mnl_nlmsg_put_header(buf);
	int more = MNL_CB_OK;

	request_put(request, SOCK_DIAG_BY_FAMILY, NLM_F_DUMP, family);
	if (mnl_socket_sendto(destroyer->list, request, request->nlmsg_len) == -1)
		return false;
	while (more == MNL_CB_OK) {
		ssize_t n = mnl_socket_recvfrom(destroyer->list, buf, sizeof(buf));

		if (n == -1)
			return false;
		more = mnl_cb_run(buf, (size_t)n, 1,
		    mnl_socket_get_portid(destroyer->list), end_one, destroyer);
	}
	return more == MNL_CB_STOP;
}

/*
 * Before 6.11, of a connection that no program has any more, SOCK_DESTROY takes
 * what is yet to be sent, and with it the work of its timer: it then stays for
 * good. Some older branches have been mended; that is not to be seen.
 */
static bool
kernel_ends_orphans(void)
{
	struct utsname name;
	int major, minor;

	return uname(&name) == 0 && sscanf(name.release, "%d.%d", &major, &minor) == 2 &&
	    (major > 6 || (major == 6 && minor >= 11));
}

bool
sock_destroy_all(void)
{
	struct destroyer destroyer;

	if (!kernel_ends_orphans()) {
		errno = EOPNOTSUPP;
		return false;
	}

	bool done = destroyer_init(&destroyer) && end_family(&destroyer, AF_INET) &&
	    end_family(&destroyer, AF_INET6);

	destroyer_fini(&destroyer);
	if (done && destroyer.error != 0)
		errno = destroyer.error;
	return done && destroyer.error == 0;
}
