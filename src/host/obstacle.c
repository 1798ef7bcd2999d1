/* From facts to a sentence; the first that explains it is taken. */
#include "host/obstacle.h"

#include <errno.h>
#include <string.h>

#include "base/i18n.h"

static bool
is_forbidden(const struct obstacle *o)
{
	return o->error == EPERM || o->error == EACCES;
}

/* One of the limits in /proc/sys/user is reached. */
static const char *
limit_sentence(const struct obstacle *o)
{
	if (o->max_user_namespaces == 0)
		return _("user.max_user_namespaces allows you no namespace: "
		    "sudo sysctl user.max_user_namespaces=15000, or run it with sudo");
	if (o->max_net_namespaces == 0)
		return _("user.max_net_namespaces allows no network namespace: "
		    "sudo sysctl user.max_net_namespaces=15000");
	return _("there are as many namespaces as are allowed: sudo sysctl "
	    "user.max_user_namespaces=15000 user.max_net_namespaces=15000");
}

/* What forbids an ordinary user, or this program, what it might do elsewhere. */
static const char *
policy_sentence(const struct obstacle *o)
{
	if (is_forbidden(o) && !o->is_root && o->apparmor_restricts == 1)
		return _("AppArmor forbids you a namespace: sudo sysctl "
		    "kernel.apparmor_restrict_unprivileged_userns=0, or run it with sudo");
	if (!o->seccomp || (o->error != EPERM && o->error != ENOSYS))
		return NULL;
	if (o->at == OBSTACLE_NAMESPACE)
		return _("a seccomp filter, as containers have it, forbids a namespace: run it "
		    "outside the container, or with: docker run --privileged");
	return _("a seccomp filter, as containers have it, forbids what this engine asks the "
	    "kernel for: run it outside the container, or with: docker run --privileged");
}

static const char *
namespace_sentence(const struct obstacle *o)
{
	const char *policy;

	if (o->error == ENOSPC)
		return limit_sentence(o);
	if (o->error == EPERM && !o->is_root && o->unprivileged_userns_clone == 0)
		return _("this system allows namespaces to root only: "
		    "sudo sysctl kernel.unprivileged_userns_clone=1, or run it with sudo");
	if ((policy = policy_sentence(o)) != NULL)
		return policy;
	if (is_forbidden(o) && o->is_root)
		return _("a namespace is forbidden here, even to root: run it outside the "
		    "container, or with: docker run --privileged");
	if (is_forbidden(o))
		return _("a namespace is forbidden here: run it with sudo, or outside the "
		    "container, or with: docker run --privileged");
	return NULL;
}

static const char *
tun_sentence(const struct obstacle *o)
{
	switch (o->error) {
	case ENOENT:
		return _("there is no /dev/net/tun here: sudo modprobe tun "
		    "(in a container: docker run --device /dev/net/tun)");
	case ENODEV:
	case ENXIO:
		return _("the module tun, which serves /dev/net/tun, is not loaded: sudo modprobe "
		    "tun (if the kernel was upgraded since it started, reboot first)");
	case EACCES:
		if (!o->is_root)
			return _("you may not open /dev/net/tun: run it with sudo, "
			    "or sudo chmod 666 /dev/net/tun");
		/* FALLTHROUGH */
	case EPERM:
		return _("nobody may open /dev/net/tun here, as in a container: docker run "
		    "--device /dev/net/tun, or run it outside");
	default:
		return NULL;
	}
}

static const char *
observer_sentence(const struct obstacle *o)
{
	if (o->error == ENOENT)
		return _("this kernel does not tell in which state its connections are: "
		    "sudo modprobe tcp_diag");
	return policy_sentence(o);
}

static const char *
system_sentence(bool is_linux)
{
	if (!is_linux)
		return _("only Linux has network namespaces; take the model");
	return _("this program was built without libmnl: install it "
	    "(Debian: libmnl-dev), then ./configure and make again");
}

static const char *
sentence(const struct obstacle *o)
{
	if (o->no_proc && o->error == ENOENT &&
	    (o->at == OBSTACLE_NAMESPACE || o->at == OBSTACLE_SETTING))
		return _("/proc is not mounted here: sudo mount -t proc proc /proc");
	switch (o->at) {
	case OBSTACLE_SYSTEM:
		return system_sentence(o->is_linux);
	case OBSTACLE_NAMESPACE:
		return namespace_sentence(o);
	case OBSTACLE_TUN:
		return tun_sentence(o);
	case OBSTACLE_OBSERVER:
		return observer_sentence(o);
	case OBSTACLE_DEVICE:
	case OBSTACLE_SETTING:
		return policy_sentence(o);
	}
	return NULL;
}

/* Where only the errno tells. */
static void
say_errno(const struct obstacle *o, struct error *why)
{
	const char *reason = strerror(o->error);

	if (o->at == OBSTACLE_TUN)
		error_set(why, 0, 0, _("/dev/net/tun does not open: %s"), reason);
	else if (o->at == OBSTACLE_OBSERVER)
		error_set(why, 0, 0, _("this kernel does not tell in which state its connections "
		    "are: sock_diag: %s"), reason);
	else if (o->at == OBSTACLE_DEVICE)
		error_set(why, 0, 0, o->error == EPERM && !o->is_root ?
		    _("in a namespace of our own it is not allowed to %s: %s; run it with sudo") :
		    _("in a namespace of our own it is not allowed to %s: %s"),
		    o->what, reason);
	else if (o->at == OBSTACLE_NAMESPACE)
		error_set(why, 0, 0, _("this kernel gives no network namespace: %s"), reason);
	else if (o->error == EROFS)
		error_set(why, 0, 0, _("/proc/sys/net/%s cannot be written in a namespace of "
		    "our own: %s; in a container, run it with: docker run --privileged"),
		    o->what, reason);
	else
		error_set(why, 0, 0, _("/proc/sys/net/%s cannot be written in a namespace of "
		    "our own: %s"), o->what, reason);
}

/* What a profile of AppArmor can forbid: all but what the device's mode does. */
static bool
is_of_profile(const struct obstacle *o)
{
	return o->profile[0] != '\0' && is_forbidden(o) && o->at != OBSTACLE_TUN &&
	    o->at != OBSTACLE_SYSTEM;
}

void
obstacle_say(const struct obstacle *obstacle, struct error *why)
{
	const char *text = sentence(obstacle);

	if (is_of_profile(obstacle))
		error_set(why, 0, 0, _("AppArmor's profile %s forbids this: sudo aa-complain %s "
		    "(in a container: docker run --privileged)"), obstacle->profile,
		    obstacle->profile);
	else if (text != NULL)
		error_set(why, 0, 0, "%s", text);
	else
		say_errno(obstacle, why);
}
