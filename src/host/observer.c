/*
 * The sources from best to worst:
 *
 *	sock_diag	all states, timers in ms, windows
 *	/proc/net/tcp	all states, timers in 10 ms
 *	TCP_INFO	what a descriptor says of itself; a closed one says nothing,
 *			and Linux says CLOSE for what is in TIME-WAIT
 *
 * All three are Linux's. What else a system may offer has not been seen
 * working, and is not guessed at.
 */
#include "host/observer.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include "base/i18n.h"
#include "host/proc_net.h"
#include "tcp/state.h"

#ifdef __linux__
static enum seen
descriptor_look(const struct tuple *tuple, int fd, struct kernel_socket *found)
{
	struct tcp_info info = { 0 };
	socklen_t size = sizeof(info);

	memset(found, 0, sizeof(*found));
	if (fd == -1 || getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) == -1 ||
	    !kernel_state(info.tcpi_state, &found->state))
		return SEEN_UNKNOWN;
	/* It may as well be in TIME-WAIT. */
	if (found->state == STATE_CLOSED && tuple->remote.port != 0)
		return SEEN_UNKNOWN;
	found->tuple = *tuple;
	return SEEN;
}
#else
static enum seen
descriptor_look(const struct tuple *tuple, int fd, struct kernel_socket *found)
{
	(void)tuple, (void)fd, (void)found;
	return SEEN_UNKNOWN;
}
#endif

#ifdef HAVE_LIBMNL
static bool
diag_init(struct observer *observer)
{
	return sock_diag_init(&observer->diag);
}

static void
diag_fini(struct observer *observer)
{
	sock_diag_fini(&observer->diag);
}

static enum seen
diag_look(struct observer *observer, const struct tuple *tuple,
    struct kernel_socket *found)
{
	int error;

	switch (sock_diag_ask(&observer->diag, tuple, found, &error)) {
	case SOCK_DIAG_FOUND:
		return tuple_is_of(tuple, &found->tuple) ? SEEN : SEEN_NONE;
	case SOCK_DIAG_NONE:
		return SEEN_NONE;
	default:
		return SEEN_UNKNOWN;
	}
}
#else
static bool
diag_init(struct observer *observer)
{
	(void)observer;
	return false;
}

static void
diag_fini(struct observer *observer)
{
	(void)observer;
}

static enum seen
diag_look(struct observer *observer, const struct tuple *tuple,
    struct kernel_socket *found)
{
	(void)observer, (void)tuple, (void)found;
	return SEEN_UNKNOWN;
}
#endif

static enum seen
proc_look(const struct tuple *tuple, struct kernel_socket *found)
{
	bool there = proc_net_ask(found, tuple);

	if (there && kernel_socket_acts(found))
		there = proc_net_ask(found, tuple);
	if (there)
		return SEEN;
	return errno == 0 ? SEEN_NONE : SEEN_UNKNOWN;
}

enum seen
observer_look(struct observer *observer, const struct tuple *tuple, int fd,
    struct kernel_socket *found)
{
	switch (observer->source) {
	case SOURCE_SOCK_DIAG:
		return diag_look(observer, tuple, found);
	case SOURCE_PROC:
		return proc_look(tuple, found);
	default:
		return descriptor_look(tuple, fd, found);
	}
}

/* Does this source see the listening socket that we know to be there? */
static bool
observer_try(struct observer *observer, enum source source, int listener,
    const struct tuple *listening)
{
	struct kernel_socket found;

	observer->source = source;
	if (source == SOURCE_SOCK_DIAG && !diag_init(observer))
		return false;
	if (observer_look(observer, listening, listener, &found) == SEEN &&
	    found.state == STATE_LISTEN)
		return true;
	observer_fini(observer);
	return false;
}

bool
observer_init(struct observer *observer, enum source wanted, int listener,
    const struct tuple *listening, struct error *why)
{
	static const enum source sources[] = {
		SOURCE_SOCK_DIAG, SOURCE_PROC, SOURCE_DESCRIPTOR
	};

	memset(observer, 0, sizeof(*observer));
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		if ((wanted == SOURCE_ANY || wanted == sources[i]) &&
		    observer_try(observer, sources[i], listener, listening))
			return true;
	}
	if (wanted == SOURCE_ANY)
		error_set(why, 0, 0, _("this system does not tell in which state its "
		    "connections are: neither by sock_diag nor by /proc/net/tcp "
		    "nor by TCP_INFO; take the model"));
	else
		error_set(why, 0, 0, _("%s does not show this system's connections"),
		    source_name(wanted));
	return false;
}

void
observer_fini(struct observer *observer)
{
	if (observer->source == SOURCE_SOCK_DIAG)
		diag_fini(observer);
	observer->source = SOURCE_ANY;
}

const char *
source_name(enum source source)
{
	static const char *const names[] = {
		[SOURCE_ANY] = "any",
		[SOURCE_SOCK_DIAG] = "sock_diag",
		[SOURCE_PROC] = "/proc/net/tcp",
		[SOURCE_DESCRIPTOR] = "TCP_INFO",
	};

	return names[source];
}
