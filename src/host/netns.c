/*
 * This side of the namespace: the helper's beginning and end, and a request
 * and a reply at a time.
 */
#include "host/netns.h"

#include <errno.h>
#include <grp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "host/obstacle.h"
#include "netns_private.h"

struct netns {
	int	channel;
	pid_t	helper;
	int	users;		/* netns_join without netns_leave */
	bool	gone;		/* the helper does not answer any more */
	bool	last;		/* we became another user: there will be no second one */
};

/*
 * The one of this process: whoever joins shares it, for it may be that no
 * other can be had once root's rights are given up.
 */
static struct netns *ours;

bool
netns_send(int channel, const void *message, size_t n, int fd)
{
	union {
		struct cmsghdr	header;
		char		room[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct iovec iov = { .iov_base = (void *)(uintptr_t)message, .iov_len = n };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };
	ssize_t sent;

	if (fd != -1) {
		msg.msg_control = control.room;
		msg.msg_controllen = sizeof(control.room);

		struct cmsghdr *header = CMSG_FIRSTHDR(&msg);

		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = SCM_RIGHTS;
		header->cmsg_len = CMSG_LEN(sizeof(fd));
		memcpy(CMSG_DATA(header), &fd, sizeof(fd));
	}
	do
		sent = sendmsg(channel, &msg, MSG_NOSIGNAL);
	while (sent == -1 && errno == EINTR);
	return sent == (ssize_t)n;
}

bool
netns_receive(int channel, void *message, size_t n, int *fd)
{
	union {
		struct cmsghdr	header;
		char		room[CMSG_SPACE(sizeof(int))];
	} control;
	struct iovec iov = { .iov_base = message, .iov_len = n };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1,
	    .msg_control = control.room, .msg_controllen = sizeof(control.room) };
	ssize_t got;

	*fd = -1;
	do
		got = recvmsg(channel, &msg, MSG_CMSG_CLOEXEC);
	while (got == -1 && errno == EINTR);
	if (got != (ssize_t)n)
		return false;

	const struct cmsghdr *header = CMSG_FIRSTHDR(&msg);

	if (header != NULL && header->cmsg_type == SCM_RIGHTS)
		memcpy(fd, CMSG_DATA(header), sizeof(*fd));
	return true;
}

bool
netns_gone(const struct netns *netns, struct error *why)
{
	if (netns->gone)
		error_set(why, why->line, 0, "%s", _("the helper process that holds our network "
		    "namespace is gone (was it killed?): begin anew, and there will be another"));
	return netns->gone;
}

static bool
ask(struct netns *netns, const struct netns_request *request, int fd,
    struct netns_reply *reply, int *given)
{
	if (netns_send(netns->channel, request, sizeof(*request), fd) &&
	    netns_receive(netns->channel, reply, sizeof(*reply), given))
		return true;
	netns->gone = true;
	*given = -1;
	memset(reply, 0, sizeof(*reply));
	reply->error = EIO;
	netns_gone(netns, &reply->why);
	return false;
}

/* How it ended, as waitpid() tells. */
static int
helper_end(struct netns *netns)
{
	int status = 0;

	close(netns->channel);
	while (waitpid(netns->helper, &status, 0) == -1 && errno == EINTR)
		;
	free(netns);
	return status;
}

/* A filter of seccomp that kills does it by SIGSYS. */
static void
say_end(int status, struct error *why)
{
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		obstacle_here(OBSTACLE_NAMESPACE, EPERM, NULL, why);
	else
		error_set(why, 0, 0, _("the helper ended before it had a network namespace"));
}

/* The files that are written from now on are the caller's. */
static bool
become_caller(struct netns *netns, struct error *why)
{
	unsigned user, group;

	if (!netns_caller(&user, &group))
		return true;
	netns->last = true;
	if (setgroups(1, &group) == 0 && setresgid(group, group, group) == 0 &&
	    setresuid(user, user, user) == 0)
		return true;
	error_set(why, 0, 0, _("root's rights cannot be given up: %s"), strerror(errno));
	return false;
}

static struct netns *
helper_new(struct error *why)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == -1) {
		error_set(why, 0, 0, _("no helper can be reached: %s"), strerror(errno));
		return NULL;
	}

	pid_t helper = fork();

	if (helper == 0)
		netns_serve(pair[1]);
	close(pair[1]);
	if (helper == -1) {
		error_set(why, 0, 0, _("no helper can be started: %s"), strerror(errno));
		close(pair[0]);
		return NULL;
	}

	struct netns *netns = mem_alloc(1, sizeof(*netns));

	*netns = (struct netns){ .channel = pair[0], .helper = helper };
	return netns;
}

struct netns *
netns_join(struct error *why)
{
	struct netns_reply reply;
	int fd;

	if (ours != NULL && !ours->gone) {
		ours->users++;
		return ours;
	}

	struct netns *netns = helper_new(why);

	if (netns == NULL)
		return NULL;
	if (!netns_receive(netns->channel, &reply, sizeof(reply), &fd)) {
		say_end(helper_end(netns), why);
		return NULL;
	}
	if (reply.error != 0) {
		*why = reply.why;
	} else if (become_caller(netns, why)) {
		netns->users = 1;
		ours = netns;
		return netns;
	}
	helper_end(netns);
	return NULL;
}

void
netns_leave(struct netns *netns)
{
	if (--netns->users > 0 || (netns->last && !netns->gone))
		return;
	if (ours == netns)
		ours = NULL;
	helper_end(netns);
}

int
netns_socket(struct netns *netns, int domain, int type, int protocol)
{
	struct netns_request request = { .ask = NETNS_SOCKET,
	    .number = { domain, type, protocol } };
	struct netns_reply reply;
	int fd, none;

	ask(netns, &request, -1, &reply, &fd);
	if (fd != -1 && !netns_receive(netns->channel, &reply, sizeof(reply), &none)) {
		close(fd);
		errno = EPIPE;
		return -1;
	}
	errno = reply.error;
	return fd;
}

int
netns_device(struct netns *netns, bool ipv6, unsigned *number, struct error *why)
{
	struct netns_request request = { .ask = NETNS_DEVICE, .number = { ipv6 } };
	struct netns_reply reply;
	int fd;

	ask(netns, &request, -1, &reply, &fd);
	*number = reply.number;
	if (fd == -1)
		*why = reply.why;
	return fd;
}

void
netns_release(struct netns *netns, unsigned number)
{
	struct netns_request request = { .ask = NETNS_RELEASE,
	    .number = { (int32_t)number } };

	/* With the last of its users the whole namespace goes. */
	if (netns->users == 1 && !netns->last)
		return;
	netns_send(netns->channel, &request, sizeof(request), -1);
}

/* A request that is answered by an errno. */
static int
ask_errno(struct netns *netns, const struct netns_request *request, int fd)
{
	struct netns_reply reply;
	int given;

	ask(netns, request, fd, &reply, &given);
	return reply.error;
}

int
netns_silence(struct netns *netns, int fd)
{
	return ask_errno(netns, &(struct netns_request){ .ask = NETNS_SILENCE }, fd);
}

int
netns_set(struct netns *netns, enum netns_setting setting, int value)
{
	return ask_errno(netns, &(struct netns_request){ .ask = NETNS_SET,
	    .number = { setting, value } }, -1);
}

int
netns_delay_acks(struct netns *netns, bool ipv6, unsigned number, bool delay)
{
	return ask_errno(netns, &(struct netns_request){ .ask = NETNS_DELAY_ACKS,
	    .number = { ipv6, (int32_t)number, delay } }, -1);
}
