/*
 * What stands in the kernel engine's way here, in one sentence with the command
 * that helps. The facts are found elsewhere and handed in, so that every
 * sentence can be had, and tested, anywhere.
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
	OBSTACLE_SETTING	/* a setting of the new namespace */
};

#define FACT_UNKNOWN (-1L)	/* there is no such file in /proc/sys here */

struct obstacle {
	enum obstacle_at at;
	int		 error;		/* errno of the refusal */
	bool		 is_linux;
	const char	*setting;	/* of OBSTACLE_SETTING: "ipv4/tcp_sack" */
	long		 max_user_namespaces;		/* user.max_user_namespaces */
	long		 unprivileged_userns_clone;	/* kernel.unprivileged_userns_clone */
	long		 apparmor_restricts;	/* kernel.apparmor_restrict_unprivileged_userns */
	bool		 seccomp;	/* a filter watches over this process's calls */
};

void obstacle_say(const struct obstacle *obstacle, struct error *why);

#endif
