/*
 * What stands in the kernel engine's way: every sentence, whatever this machine
 * is. And what is said when the helper dies under an engine.
 */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/kernel.h"
#include "host/obstacle.h"
#include "tap.h"

/* Nothing forbids it by a setting. */
#define FREE .max_user_namespaces = 15000, .max_net_namespaces = 15000, \
	.unprivileged_userns_clone = FACT_UNKNOWN, \
	.apparmor_restricts = FACT_UNKNOWN

static const struct {
	struct obstacle	 obstacle;
	const char	*because, *helps;
} rows[] = {
	{ { .at = OBSTACLE_SYSTEM }, "only Linux", "take the model" },
	{ { .at = OBSTACLE_SYSTEM, .is_linux = true }, "without libmnl", "libmnl-dev" },
	{ { .at = OBSTACLE_NAMESPACE, .error = ENOSPC, .max_user_namespaces = 0,
	    .unprivileged_userns_clone = 1, .apparmor_restricts = 0 },
	    "user.max_user_namespaces", "sudo sysctl user.max_user_namespaces=" },
	{ { .at = OBSTACLE_NAMESPACE, .error = ENOSPC, FREE },
	    "as many namespaces as are allowed", "sudo sysctl user.max_user_namespaces=" },
	{ { .at = OBSTACLE_NAMESPACE, .error = EPERM, .max_user_namespaces = 15000,
	    .unprivileged_userns_clone = 0, .apparmor_restricts = 1 },
	    "root only", "sudo sysctl kernel.unprivileged_userns_clone=1" },
	{ { .at = OBSTACLE_NAMESPACE, .error = EACCES, .max_user_namespaces = 15000,
	    .unprivileged_userns_clone = 1, .apparmor_restricts = 1 },
	    "AppArmor", "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0" },
	{ { .at = OBSTACLE_NAMESPACE, .error = EPERM, .seccomp = true, FREE },
	    "seccomp", "docker run --privileged" },
	{ { .at = OBSTACLE_NAMESPACE, .error = EPERM, FREE }, "forbidden here", "sudo" },
	{ { .at = OBSTACLE_NAMESPACE, .error = EPERM, .is_root = true, FREE },
	    "even to root", "docker run --privileged" },
	{ { .at = OBSTACLE_NAMESPACE, .error = ENOSPC, .max_user_namespaces = 15000,
	    .max_net_namespaces = 0 }, "user.max_net_namespaces",
	    "sudo sysctl user.max_net_namespaces=" },
	{ { .at = OBSTACLE_NAMESPACE, .error = ENOSYS, .seccomp = true, FREE },
	    "seccomp", "docker run --privileged" },
	{ { .at = OBSTACLE_NAMESPACE, .error = EACCES, .profile = "caged", FREE },
	    "AppArmor's profile caged", "sudo aa-complain caged" },
	{ { .at = OBSTACLE_NAMESPACE, .error = ENOENT, .no_proc = true }, "/proc is not mounted",
	    "sudo mount -t proc proc /proc" },
	{ { .at = OBSTACLE_NAMESPACE, .error = ENOMEM, FREE }, "no network namespace",
	    "Cannot allocate memory" },
	{ { .at = OBSTACLE_TUN, .error = ENOENT }, "no /dev/net/tun", "sudo modprobe tun" },
	{ { .at = OBSTACLE_TUN, .error = ENODEV }, "module tun", "sudo modprobe tun" },
	{ { .at = OBSTACLE_TUN, .error = EACCES }, "may not open /dev/net/tun",
	    "sudo chmod 666 /dev/net/tun" },
	{ { .at = OBSTACLE_TUN, .error = EACCES, .is_root = true }, "nobody may open",
	    "docker run --device /dev/net/tun" },
	{ { .at = OBSTACLE_TUN, .error = EPERM }, "nobody may open /dev/net/tun",
	    "docker run --device /dev/net/tun" },
	{ { .at = OBSTACLE_TUN, .error = EBUSY }, "does not open", "busy" },
	{ { .at = OBSTACLE_SETTING, .error = EROFS, .what = "ipv4/tcp_sack" },
	    "/proc/sys/net/ipv4/tcp_sack", "docker run --privileged" },
	{ { .at = OBSTACLE_SETTING, .error = EACCES, .what = "ipv4/tcp_sack" },
	    "/proc/sys/net/ipv4/tcp_sack", "Permission denied" },
	{ { .at = OBSTACLE_SETTING, .error = EPERM, .what = "ipv4/tcp_sack",
	    .apparmor_restricts = 1 }, "AppArmor", "sudo sysctl kernel.apparmor_" },
	{ { .at = OBSTACLE_DEVICE, .error = EPERM, .what = "make a TUN device" },
	    "not allowed to make a TUN device", "sudo" },
	{ { .at = OBSTACLE_DEVICE, .error = EPERM, .seccomp = true,
	    .what = "make a TUN device" }, "seccomp", "docker run --privileged" },
	{ { .at = OBSTACLE_OBSERVER, .error = ENOENT }, "in which state",
	    "sudo modprobe tcp_diag" },
	{ { .at = OBSTACLE_OBSERVER, .error = EPERM, .seccomp = true }, "seccomp",
	    "docker run --privileged" },
	{ { .at = OBSTACLE_OBSERVER, .error = ENOBUFS }, "in which state", "No buffer space" },
};

#define ROWS (int)(sizeof(rows) / sizeof(rows[0]))

START_TEST(each_has_its_reason_and_what_helps)
{
	struct error why = { 0 };

	obstacle_say(&rows[_i].obstacle, &why);
	ck_assert_msg(strstr(why.text, rows[_i].because) != NULL, "%s", why.text);
	ck_assert_msg(strstr(why.text, rows[_i].helps) != NULL, "%s", why.text);
	ck_assert_ptr_null(strchr(why.text, '\n'));
}
END_TEST

/* Our helper: a child of this process with that name; 0: none. */
static pid_t
helper_find(void)
{
	DIR *proc = opendir("/proc");
	pid_t found = 0;

	for (const struct dirent *entry; (entry = readdir(proc)) != NULL;) {
		char name[300], comm[64] = "";
		int pid = 0, parent = 0;

		snprintf(name, sizeof(name), "/proc/%s/stat", entry->d_name);

		FILE *stat = atoi(entry->d_name) > 0 ? fopen(name, "r") : NULL;

		if (stat == NULL)
			continue;
		if (fscanf(stat, "%d (%63[^)]) %*c %d", &pid, comm, &parent) == 3 &&
		    parent == getpid() && strcmp(comm, "held-netns") == 0)
			found = pid;
		fclose(stat);
	}
	closedir(proc);
	return found;
}

/* The sockets live on with us; what only the helper can do is refused, and said. */
START_TEST(a_helper_that_dies_leaves_an_engine_that_speaks)
{
	struct error why = { 0 };
	struct engine *engine = kernel_new(NULL, &why);
	const struct command listens = { .verb = VERB_CALL, .end = END_B,
	    .call.kind = CALL_LISTEN };
	const struct command crashes = { .verb = VERB_CALL, .end = END_B,
	    .call.kind = CALL_CRASH };

	if (engine == NULL)
		tap_skip("no kernel engine: %s", why.text);

	pid_t helper = helper_find();

	ck_assert_int_gt(helper, 0);
	kill(helper, SIGKILL);
	ck_assert_int_eq(engine_command(engine, &listens, &why), DONE_BROKEN);
	ck_assert_msg(strstr(why.text, "helper") != NULL, "%s", why.text);
	ck_assert_int_eq(engine_command(engine, &crashes, &why), DONE_BROKEN);
	engine_free(engine);

	/* And a new one has a new helper. */
	engine = kernel_new(NULL, &why);
	ck_assert_msg(engine != NULL, "%s", why.text);
	ck_assert_int_eq(engine_command(engine, &listens, &why), DONE);
	engine_free(engine);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("obstacle");
	TCase *tests = tcase_create("obstacle");

	tcase_set_timeout(tests, 600);

	tcase_add_loop_test(tests, each_has_its_reason_and_what_helps, 0, ROWS);
	tcase_add_test(tests, a_helper_that_dies_leaves_an_engine_that_speaks);
	suite_add_tcase(suite, tests);
	return tap_main(suite);
}
