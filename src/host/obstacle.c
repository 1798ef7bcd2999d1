/* From facts to a sentence; the first that explains it is taken. */
#include "host/obstacle.h"

#include <errno.h>
#include <string.h>

#include "base/i18n.h"

static const char *
namespace_sentence(const struct obstacle *o)
{
	if (o->max_user_namespaces == 0 || o->error == ENOSPC)
		return _("user.max_user_namespaces allows you no namespace: "
		    "sudo sysctl user.max_user_namespaces=15000, or run it with sudo");
	if (o->unprivileged_userns_clone == 0)
		return _("this system allows namespaces to root only: "
		    "sudo sysctl kernel.unprivileged_userns_clone=1, or run it with sudo");
	if (o->apparmor_restricts == 1)
		return _("AppArmor forbids you a namespace: sudo sysctl "
		    "kernel.apparmor_restrict_unprivileged_userns=0, or run it with sudo");
	if (o->error == EPERM && o->seccomp)
		return _("a seccomp filter, as containers have it, forbids a namespace: run it "
		    "outside the container, or with: docker run --privileged");
	if (o->error == EPERM)
		return _("a namespace is forbidden here: run it with sudo, or outside the "
		    "container, or with: docker run --privileged");
	return NULL;
}

static const char *
tun_sentence(int error)
{
	if (error == ENOENT || error == ENODEV || error == ENXIO)
		return _("there is no /dev/net/tun here: sudo modprobe tun "
		    "(in a container: docker run --device /dev/net/tun)");
	if (error == EACCES || error == EPERM)
		return _("you may not open /dev/net/tun: run it with sudo, "
		    "or sudo chmod 666 /dev/net/tun");
	return NULL;
}

static const char *
system_sentence(bool is_linux)
{
	if (!is_linux)
		return _("only Linux has network namespaces; take model or loopback");
	return _("this program was built without libmnl: install it "
	    "(Debian: libmnl-dev), then ./configure and make again");
}

/* Where only the errno tells. */
static void
say_errno(const struct obstacle *o, struct error *why)
{
	const char *reason = strerror(o->error);

	if (o->at == OBSTACLE_TUN)
		error_set(why, 0, 0, _("/dev/net/tun does not open: %s"), reason);
	else if (o->at == OBSTACLE_NAMESPACE)
		error_set(why, 0, 0, _("this kernel gives no network namespace: %s"), reason);
	else if (o->error == EROFS)
		error_set(why, 0, 0, _("/proc/sys/net/%s cannot be written in a namespace of "
		    "our own: %s; in a container, run it with: docker run --privileged"),
		    o->setting, reason);
	else
		error_set(why, 0, 0, _("/proc/sys/net/%s cannot be written in a namespace of "
		    "our own: %s"), o->setting, reason);
}

void
obstacle_say(const struct obstacle *obstacle, struct error *why)
{
	const char *sentence = NULL;

	if (obstacle->at == OBSTACLE_SYSTEM)
		sentence = system_sentence(obstacle->is_linux);
	else if (obstacle->at == OBSTACLE_NAMESPACE)
		sentence = namespace_sentence(obstacle);
	else if (obstacle->at == OBSTACLE_TUN)
		sentence = tun_sentence(obstacle->error);
	if (sentence != NULL)
		error_set(why, 0, 0, "%s", sentence);
	else
		say_errno(obstacle, why);
}
