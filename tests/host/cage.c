/*
 * Runs a program where something stands in the kernel engine's way, for real,
 * and hurts nobody else: by a seccomp filter, or in a namespace of users or
 * mounts of our own. Exits 77, with the reason, where a cage cannot be built.
 *
 *	cage HINDRANCE [root] PROGRAM ARGUMENT...
 *
 * The program runs as user 1000 of a namespace of users; with "root", as the
 * real root in a namespace of mounts only.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define SKIPPED 77

#ifdef __SANITIZE_ADDRESS__
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif

#define USER 1000

/* What namespaces clone() and unshare() may make. */
#define NAMESPACES (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | \
	CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

/* A minor number of the misc devices that no driver has. */
#define MINOR_NOBODY 253
#define MINOR_TUN 200

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, \
	(uint32_t)offsetof(struct seccomp_data, field))
#define IS_NOT(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value), 0, skip)
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, (uint32_t)(what))

static _Noreturn void __attribute__((format(printf, 1, 2)))
skip(const char *fmt, ...)
{
	va_list args;
	int error = errno;

	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fprintf(stderr, ": %s\n", strerror(error));
	exit(SKIPPED);
}

static void
file_write(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd == -1 || write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		skip("%s cannot be written", path);
	close(fd);
}

static void
filter_put(struct sock_filter *code, size_t n)
{
	struct sock_fprog program = { .len = (unsigned short)n, .filter = code };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == -1)
		skip("no seccomp filter");
}

/*
 * What the usual profile of containers forbids of namespaces, answered as told:
 * unshare() and setns() wholly, clone() by its flags. clone3(), whose flags a
 * filter cannot read, is told to be missing there, so that clone() is taken.
 */
static void
forbid_namespaces(uint32_t answer)
{
	struct sock_filter code[] = {
		LOAD(nr),
		IS_NOT(SYS_unshare, 1),
		RETURN(answer),
		IS_NOT(SYS_setns, 1),
		RETURN(answer),
		IS_NOT(SYS_clone3, 1),
		RETURN(SECCOMP_RET_ERRNO | ENOSYS),
		IS_NOT(SYS_clone, 3),
		LOAD(args[0]),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (uint32_t)NAMESPACES, 0, 1),
		RETURN(answer),
		RETURN(SECCOMP_RET_ALLOW),
	};

	filter_put(code, sizeof(code) / sizeof(code[0]));
}

/* No socket of that netlink protocol. */
static void
forbid_netlink(uint32_t protocol)
{
	struct sock_filter code[] = {
		LOAD(nr),
		IS_NOT(SYS_socket, 5),
		LOAD(args[0]),
		IS_NOT(AF_NETLINK, 3),
		LOAD(args[2]),
		IS_NOT(protocol, 1),
		RETURN(SECCOMP_RET_ERRNO | EPERM),
		RETURN(SECCOMP_RET_ALLOW),
	};

	filter_put(code, sizeof(code) / sizeof(code[0]));
}

/* Namespaces of mounts and, unless as root, of users. */
static void
enter(bool as_root)
{
	unsigned user = geteuid(), group = getegid();
	char map[64];

	if (as_root && user != 0) {
		errno = EPERM;
		skip("only root can do that");
	}
	if (unshare(CLONE_NEWNS | (as_root ? 0 : CLONE_NEWUSER)) == -1)
		skip("no namespace for the cage");
	if (!as_root) {
		file_write("/proc/self/setgroups", "deny");
		snprintf(map, sizeof(map), "%u %u 1", USER, user);
		file_write("/proc/self/uid_map", map);
		snprintf(map, sizeof(map), "%u %u 1", USER, group);
		file_write("/proc/self/gid_map", map);
	}
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1)
		skip("mounts cannot be made private");
}

static void
cover(const char *path, unsigned long flags)
{
	if (mount("cage", path, "tmpfs", flags, NULL) == -1)
		skip("%s cannot be covered", path);
}

/* A device where /dev/net/tun is, or with minor 0 a file that nobody may open. */
static void
replace_tun(unsigned minor_number, unsigned long flags)
{
	mode_t type = minor_number == 0 ? S_IFREG : S_IFCHR | 0666;

	cover("/dev/net", flags);
	if (mknod("/dev/net/tun", type, makedev(10, minor_number)) == -1)
		skip("no device can be made");
}

static void
proc_sys_read_only(void)
{
	if (mount("/proc/sys", "/proc/sys", NULL, MS_BIND | MS_REC, NULL) == -1 ||
	    mount(NULL, "/proc/sys", NULL, MS_BIND | MS_REMOUNT | MS_RDONLY |
	    MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) == -1)
		skip("/proc/sys cannot be mounted read-only");
}

static void
no_tun(bool as_root)
{
	(void)as_root;
	cover("/dev/net", 0);
}

static void
locked_tun(bool as_root)
{
	/* Not even root opens a device of a file system that is to have none. */
	if (as_root)
		replace_tun(MINOR_TUN, MS_NODEV);
	else
		replace_tun(0, 0);
}

static void
dead_tun(bool as_root)
{
	(void)as_root;
	replace_tun(MINOR_NOBODY, 0);
}

static void
no_proc(bool as_root)
{
	(void)as_root;
#ifdef SANITIZED
	errno = ENOTSUP;
	skip("sanitizers look for threads and options in /proc");
#endif
	cover("/proc", 0);
}

static void
read_only(bool as_root)
{
	(void)as_root;
	proc_sys_read_only();
}

static void
no_users(bool as_root)
{
	(void)as_root;
	file_write("/proc/sys/user/max_user_namespaces", "0");
}

static void
no_nets(bool as_root)
{
	(void)as_root;
	file_write("/proc/sys/user/max_net_namespaces", "0");
}

static void
seccomp_eperm(bool as_root)
{
	(void)as_root;
	forbid_namespaces(SECCOMP_RET_ERRNO | EPERM);
}

static void
seccomp_enosys(bool as_root)
{
	(void)as_root;
	forbid_namespaces(SECCOMP_RET_ERRNO | ENOSYS);
}

static void
seccomp_kill(bool as_root)
{
	(void)as_root;
	forbid_namespaces(SECCOMP_RET_KILL_PROCESS);
}

static void
no_sock_diag(bool as_root)
{
	(void)as_root;
	forbid_netlink(NETLINK_SOCK_DIAG);
}

static void
no_rtnetlink(bool as_root)
{
	(void)as_root;
	forbid_netlink(NETLINK_ROUTE);
}

static void
no_observer(bool as_root)
{
	no_proc(as_root);
	no_sock_diag(as_root);
}

static void
nothing(bool as_root)
{
	(void)as_root;
}

static const struct hindrance {
	const char	*name;
	void		(*build)(bool as_root);
	bool		 own_users;	/* else it would be the whole machine's setting */
} hindrances[] = {
	{ "nothing", nothing, false },
	{ "no-tun", no_tun, false },
	{ "locked-tun", locked_tun, false },
	{ "dead-tun", dead_tun, false },
	{ "no-proc", no_proc, false },
	{ "read-only-proc-sys", read_only, false },
	{ "no-user-namespaces", no_users, true },
	{ "no-net-namespaces", no_nets, true },
	{ "seccomp-eperm", seccomp_eperm, false },
	{ "seccomp-enosys", seccomp_enosys, false },
	{ "seccomp-kill", seccomp_kill, false },
	{ "no-sock-diag", no_sock_diag, false },
	{ "no-observer", no_observer, false },
	{ "no-rtnetlink", no_rtnetlink, false },
};

int
main(int argc, char **argv)
{
	bool as_root = argc > 2 && strcmp(argv[2], "root") == 0;
	char **program = argv + 2 + as_root;
	const struct hindrance *found = NULL;

	for (size_t i = 0; argc > 1 && i < sizeof(hindrances) / sizeof(hindrances[0]); i++)
		if (strcmp(argv[1], hindrances[i].name) == 0)
			found = &hindrances[i];
	if (found == NULL || argc < 3 + as_root || (as_root && found->own_users)) {
		fprintf(stderr, "usage: cage HINDRANCE [root] PROGRAM ARGUMENT...\n");
		return 2;
	}
	enter(as_root);
	found->build(as_root);
	execvp(program[0], program);
	perror(program[0]);
	return 2;
}
