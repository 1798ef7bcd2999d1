/*
 * The helper: a process of its own in a network namespace of its own. What
 * stands in the way is said in one sentence with the command that helps.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "host/netns.h"
#include "host/obstacle.h"
#include "host/sock_destroy.h"
#include "host/tun.h"
#include "netns_private.h"

#ifndef TCP_REPAIR
#define TCP_REPAIR 19
#endif

/* Devices that can still be had when we may not open /dev/net/tun any more. */
#define SPARES 200

struct device {
	unsigned	number;
	int		fd;
};

struct helper {
	int		channel;
	bool		dropped;	/* root's rights are given up: take spares */
	int		spares[SPARES];
	int		spare_count;
	unsigned	made;		/* devices so far */
	VEC(struct device) devices;	/* that are there */
};

/*
 * Simpler segments (no options but MSS), plain windows, nothing cached from
 * one connection to the next, and nothing that gives up within an hour. A SYN is
 * repeated by RFC 6298's clock: newer kernels double the time only after four.
 */
static const struct setting {
	const char	*path;
	const char	*value;
	bool		 needed;	/* else a kernel may lack it */
} settings[] = {
	{ "ipv4/tcp_timestamps", "0", true },
	{ "ipv4/tcp_sack", "0", true },
	{ "ipv4/tcp_window_scaling", "0", true },
	{ "ipv4/tcp_syncookies", "0", false },
	{ "ipv4/tcp_ecn", "0", false },
	{ "ipv4/tcp_fastopen", "0", false },
	{ "ipv4/tcp_early_retrans", "0", false },
	{ "ipv4/tcp_syn_linear_timeouts", "0", false },
	{ "ipv4/tcp_invalid_ratelimit", "0", false },
	{ "ipv4/tcp_challenge_ack_limit", "1000000000", false },
	{ "ipv4/tcp_moderate_rcvbuf", "0", false },
	{ "ipv4/tcp_autocorking", "0", false },
	{ "ipv4/tcp_no_metrics_save", "1", false },
	{ "ipv4/tcp_slow_start_after_idle", "0", false },
	{ "ipv4/tcp_congestion_control", "reno", false },
	{ "ipv4/tcp_rfc1337", "1", false },
	{ "ipv4/tcp_syn_retries", "60", true },
	{ "ipv4/tcp_synack_retries", "60", true },
	{ "ipv4/tcp_retries1", "60", true },
	{ "ipv4/tcp_retries2", "60", true },
	{ "ipv4/tcp_orphan_retries", "60", true },
	{ "ipv4/tcp_fin_timeout", "7200", true },
	{ "ipv4/conf/all/rp_filter", "0", false },
	{ "ipv4/conf/default/rp_filter", "0", false },
	{ "ipv6/conf/default/disable_ipv6", "1", false }
};

static bool
setting_write(const char *path, const char *value)
{
	char name[96];

	snprintf(name, sizeof(name), "/proc/sys/net/%s", path);

	int fd = open(name, O_WRONLY | O_CLOEXEC);

	if (fd == -1)
		return false;

	ssize_t n = write(fd, value, strlen(value));
	int error = errno;

	close(fd);
	errno = error;
	return n > 0;
}

static bool
settings_write(struct error *why)
{
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		if (setting_write(settings[i].path, settings[i].value) ||
		    !settings[i].needed)
			continue;
		obstacle_here(OBSTACLE_SETTING, errno, settings[i].path, why);
		return false;
	}
	return true;
}

static bool
file_write(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd == -1)
		return false;

	bool written = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	int error = errno;

	close(fd);
	errno = error;
	return written;
}

/* Our own ids are ours in there, too. */
static bool
ids_map(unsigned user, unsigned group)
{
	char text[64];

	if (!file_write("/proc/self/setgroups", "deny") && errno != ENOENT)
		return false;
	snprintf(text, sizeof(text), "%u %u 1", user, user);
	if (!file_write("/proc/self/uid_map", text))
		return false;
	snprintf(text, sizeof(text), "%u %u 1", group, group);
	return file_write("/proc/self/gid_map", text);
}

static bool
namespace_enter(struct error *why)
{
	unsigned user = geteuid(), group = getegid();

	if (user == 0 && unshare(CLONE_NEWNET) == 0)
		return true;
	if (unshare(CLONE_NEWUSER | CLONE_NEWNET) == -1) {
		obstacle_here(OBSTACLE_NAMESPACE, errno, NULL, why);
		return false;
	}
	if (ids_map(user, group))
		return true;
	obstacle_here(OBSTACLE_NAMESPACE, errno, NULL, why);
	return false;
}

bool
netns_caller(unsigned *user, unsigned *group)
{
	const char *uid = getenv("SUDO_UID"), *gid = getenv("SUDO_GID");
	char *end;

	if (geteuid() != 0 || uid == NULL || gid == NULL)
		return false;

	unsigned long u = strtoul(uid, &end, 10);

	if (*uid == '\0' || *end != '\0' || u == 0 || u >= UINT32_MAX)
		return false;

	unsigned long g = strtoul(gid, &end, 10);

	if (*gid == '\0' || *end != '\0' || g >= UINT32_MAX)
		return false;
	*user = (unsigned)u;
	*group = (unsigned)g;
	return true;
}

/* Become the caller, and keep of all capabilities CAP_NET_ADMIN alone. */
static bool
rights_drop(struct helper *helper)
{
	unsigned user, group;

	if (netns_caller(&user, &group)) {
		helper->dropped = true;
		if (prctl(PR_SET_KEEPCAPS, 1) == -1 || setgroups(0, NULL) == -1 ||
		    setresgid(group, group, group) == -1 ||
		    setresuid(user, user, user) == -1)
			return false;
	}

	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = { 0 };

	data[0].effective = data[0].permitted = 1u << CAP_NET_ADMIN;
	return syscall(SYS_capset, &header, data) == 0 &&
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

/* /dev/net/tun, open. -1 with why. */
static int
device_fd(struct helper *helper, struct error *why)
{
	int fd = -1;

	if (helper->spare_count > 0)
		return helper->spares[--helper->spare_count];
	if (helper->dropped) {
		error_set(why, 0, 0, _("since root's rights were given up, %d devices have "
		    "been used; begin anew with sudo"), SPARES);
		return -1;
	}
	fd = tun_open();
	if (fd == -1)
		obstacle_here(OBSTACLE_TUN, errno, NULL, why);
	return fd;
}

static int
serve_device(struct helper *helper, const struct netns_request *request,
    struct netns_reply *reply)
{
	const char *step;
	int fd = device_fd(helper, &reply->why);

	if (fd == -1) {
		reply->error = EACCES;
		return -1;
	}
	reply->number = helper->made++;
	if (tun_begin(fd, request->number[0] != 0, reply->number, &step)) {
		vec_push(&helper->devices, (struct device){ reply->number, fd });
		return fd;
	}
	reply->error = errno;
	close(fd);
	obstacle_here(OBSTACLE_DEVICE, reply->error, step, &reply->why);
	return -1;
}

static void
serve_release(struct helper *helper, unsigned number)
{
	for (size_t i = 0; i < helper->devices.n; i++) {
		if (helper->devices.v[i].number != number)
			continue;
		tun_end(helper->devices.v[i].fd);
		helper->devices.v[i] = helper->devices.v[--helper->devices.n];
		return;
	}
}

static int
result(bool done)
{
	return done ? 0 : errno;
}

static int
serve_set(int32_t setting, int32_t value)
{
	static const char *const paths[] = {
		[NETNS_RFC1337] = "ipv4/tcp_rfc1337",
		[NETNS_ABORT_ON_OVERFLOW] = "ipv4/tcp_abort_on_overflow",
		[NETNS_SYNCOOKIES] = "ipv4/tcp_syncookies",
	};
	char text[16];

	snprintf(text, sizeof(text), "%d", value);
	return result(setting_write(paths[setting], text));
}

/* The descriptor that goes with the reply, or -1. fd: the one that came. */
static int
serve(struct helper *helper, const struct netns_request *request, int fd,
    struct netns_reply *reply)
{
	const int32_t *number = request->number;
	int on = 1, given;

	switch ((enum netns_ask)request->ask) {
	case NETNS_SOCKET:
		given = socket(number[0], number[1] | SOCK_CLOEXEC, number[2]);
		reply->error = result(given != -1);
		return given;
	case NETNS_DEVICE:
		return serve_device(helper, request, reply);
	case NETNS_RELEASE:
		break;
	case NETNS_SILENCE:
		reply->error = result(setsockopt(fd, IPPROTO_TCP, TCP_REPAIR, &on,
		    sizeof(on)) == 0);
		return -1;
	case NETNS_SET:
		reply->error = serve_set(number[0], number[1]);
		return -1;
	case NETNS_DELAY_ACKS:
		reply->error = result(tun_delay_acks(number[0] != 0,
		    (unsigned)number[1], number[2] != 0));
		return -1;
	}
	reply->error = EINVAL;
	return -1;
}

/* Nothing of the program's stays with us: not its terminal, files, handlers. */
static int
stand_apart(int channel)
{
	struct rlimit limit = { .rlim_max = 1024 };

	setsid();
	for (int i = 1; i < NSIG; i++)
		signal(i, SIG_DFL);
	/* Who ends the program by its name means us, too; but we have to clean up behind it. */
	signal(SIGHUP, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	/* Not by our name: `pkill -9 tcptutor` means the program, after which we clean up. */
	prctl(PR_SET_NAME, "held-netns");

	int null = open("/dev/null", O_RDWR);

	for (int fd = 0; fd < 3; fd++)
		dup2(null, fd);
	channel = dup2(channel, 3);
	if (syscall(SYS_close_range, 4u, ~0u, 0u) == -1 &&
	    getrlimit(RLIMIT_NOFILE, &limit) == 0)
		for (int fd = 4; fd < (int)limit.rlim_cur && fd < 4096; fd++)
			close(fd);
	return channel;
}

static bool
helper_begin(struct helper *helper, struct error *why)
{
	unsigned user, group;

	if (!namespace_enter(why) || !settings_write(why))
		return false;
	while (netns_caller(&user, &group) && helper->spare_count < SPARES) {
		int fd = tun_open();

		if (fd == -1) {
			obstacle_here(OBSTACLE_TUN, errno, NULL, why);
			return false;
		}
		helper->spares[helper->spare_count++] = fd;
	}
	if (rights_drop(helper))
		return true;
	error_set(why, 0, 0, _("root's rights cannot be given up: %s"), strerror(errno));
	return false;
}

/*
 * The program is gone, but what it closed may wait for an answer in FIN-WAIT-1
 * or LAST-ACK. As patient as they are here, such connections would keep the
 * namespace and its device for hours, and be counted in the whole machine's
 * tcp_max_orphans. A kernel that cannot end them gives up when they have repeated once.
 */
static void
helper_end(void)
{
	if (!sock_destroy_all())
		setting_write("ipv4/tcp_orphan_retries", "1");
}

_Noreturn void
netns_serve(int channel)
{
	struct helper helper = { .channel = stand_apart(channel) };
	struct netns_reply reply = { 0 };
	struct netns_request request;
	int fd;

	if (!helper_begin(&helper, &reply.why))
		reply.error = EPERM;
	if (!netns_send(helper.channel, &reply, sizeof(reply), -1) || reply.error != 0)
		_exit(1);
	while (netns_receive(helper.channel, &request, sizeof(request), &fd)) {
		memset(&reply, 0, sizeof(reply));
		if (request.ask == NETNS_RELEASE) {
			serve_release(&helper, (unsigned)request.number[0]);
			continue;
		}

		int given = serve(&helper, &request, fd, &reply);

		if (fd != -1)
			close(fd);
		if (!netns_send(helper.channel, &reply, sizeof(reply), given))
			break;
		/* Theirs must be the only one when they close it, so they wait for that. */
		if (given != -1 && request.ask == NETNS_SOCKET) {
			close(given);
			if (!netns_send(helper.channel, &reply, sizeof(reply), -1))
				break;
		}
	}
	helper_end();
	_exit(0);
}
