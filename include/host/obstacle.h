/*
 * What stands in the kernel engine's way here, in one sentence with the command
 * that helps. obstacle_here finds the facts; obstacle_say has them handed in, so that
 * every sentence can be had, and tested, anywhere.
 */
#ifndef HOST_OBSTACLE_H
#define HOST_OBSTACLE_H

#include <stdbool.h>

#include "base/error.h"

/* What was refused. */
enum obstacle_at {
	OBSTACLE_SYSTEM,	/* all of it: no Linux, or built without libmnl */
	OBSTACLE_NAMESPACE,	/* unshare(), or the maps of ids */
	OBSTACLE_TUN,		/* open("/dev/net/tun") */
	OBSTACLE_DEVICE,	/* a step on the way to a device of the new namespace */
	OBSTACLE_SETTING,	/* a setting of the new namespace */
	OBSTACLE_OBSERVER	/* sock_diag */
};

#define FACT_UNKNOWN (-1L)	/* there is no such file in /proc/sys here */

struct obstacle {
	enum obstacle_at at;
	int		 error;		/* errno of the refusal */
	const char	*what;		/* of OBSTACLE_SETTING: "ipv4/tcp_sack";
					   of OBSTACLE_DEVICE: "make a TUN device" */
	bool		 is_linux;
	bool		 is_root;
	bool		 no_proc;	/* /proc is not mounted */
	bool		 seccomp;	/* a filter watches over this process's calls */
	char		 profile[64];	/* of AppArmor, if it is enforced on this process */
	long		 max_user_namespaces;		/* user.max_user_namespaces */
	long		 max_net_namespaces;		/* user.max_net_namespaces */
	long		 unprivileged_userns_clone;	/* kernel.unprivileged_userns_clone */
	long		 apparmor_restricts;	/* kernel.apparmor_restrict_unprivileged_userns */
};

/* Fills why. */
void obstacle_say(const struct obstacle *obstacle, struct error *why);

/* The same with the facts as this process finds them. Linux only. */
void obstacle_here(enum obstacle_at at, int error, const char *what,
    struct error *why);

#endif
