/* The facts, as /proc and the kernel tell them to this process. */
#include "host/obstacle.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* A small file's text; empty if it cannot be read. */
static void
file_read(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd != -1 ? read(fd, text, size - 1) : -1;

	text[n > 0 ? n : 0] = '\0';
	if (fd != -1)
		close(fd);
}

static long
setting_read(const char *path)
{
	char text[32];

	file_read(path, text, sizeof(text));
	return text[0] != '\0' ? strtol(text, NULL, 10) : FACT_UNKNOWN;
}

/*
 * "docker-default (enforce)"; "unconfined", or without AppArmor no such file.
 * The older file without the folder may be another security module's.
 */
static void
profile_read(char *profile, size_t size)
{
	file_read("/proc/self/attr/apparmor/current", profile, size);

	char *enforced = strstr(profile, " (enforce)");

	*(enforced != NULL ? enforced : profile) = '\0';
}

void
obstacle_here(enum obstacle_at at, int error, const char *what, struct error *why)
{
	struct obstacle obstacle = {
		.at = at,
		.error = error,
		.what = what,
		.is_linux = true,
		.is_root = geteuid() == 0,
		.no_proc = access("/proc/self", F_OK) == -1,
		.seccomp = prctl(PR_GET_SECCOMP) > 0,
		.max_user_namespaces = setting_read("/proc/sys/user/max_user_namespaces"),
		.max_net_namespaces = setting_read("/proc/sys/user/max_net_namespaces"),
		.unprivileged_userns_clone =
		    setting_read("/proc/sys/kernel/unprivileged_userns_clone"),
		.apparmor_restricts =
		    setting_read("/proc/sys/kernel/apparmor_restrict_unprivileged_userns"),
	};

	profile_read(obstacle.profile, sizeof(obstacle.profile));
	obstacle_say(&obstacle, why);
}
