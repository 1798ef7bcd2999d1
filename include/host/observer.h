/*
 * Asks the kernel how a connection stands, by the best way that is open here.
 */
#ifndef HOST_OBSERVER_H
#define HOST_OBSERVER_H

#include <stdbool.h>

#include "base/error.h"
#include "host/kernel_socket.h"
#include "host/sock_diag.h"

enum source {
	SOURCE_ANY,		/* the best of these */
	SOURCE_SOCK_DIAG,
	SOURCE_PROC,		/* /proc/net/tcp, /proc/net/tcp6 */
	SOURCE_DESCRIPTOR	/* TCP_INFO: no SYN-RECEIVED, no TIME-WAIT */
};

enum seen {
	SEEN,			/* there it is */
	SEEN_NONE,		/* the kernel knows no such connection: CLOSED */
	SEEN_UNKNOWN		/* it cannot be told here */
};

struct observer {
	enum source	 source;	/* the one in use */
	struct sock_diag diag;		/* of SOURCE_SOCK_DIAG */
};

/*
 * Find a source by looking for listener, a listening socket of this process
 * whose name is listening. With wanted not SOURCE_ANY only that one is tried.
 * False, with why, if none works.
 */
bool observer_init(struct observer *observer, enum source wanted, int listener,
    const struct tuple *listening, struct error *why);
void observer_fini(struct observer *observer);

/*
 * Look at the connection of tuple, or at its local port listening. fd is its
 * descriptor if it has one, else -1. *found is filled if SEEN.
 */
enum seen observer_look(struct observer *observer, const struct tuple *tuple,
    int fd, struct kernel_socket *found);

/* "sock_diag", "/proc/net/tcp", "TCP_INFO". */
const char *source_name(enum source source);

#endif
