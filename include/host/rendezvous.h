/*
 * Where a class and its speaker's notes find each other: Unix sockets in a
 * folder that is the user's alone. A class is named by its process.
 */
#ifndef HOST_RENDEZVOUS_H
#define HOST_RENDEZVOUS_H

#include <stddef.h>

#include "base/error.h"

#define RENDEZVOUS_MAX 32	/* classes that are looked at */

struct rendezvous {
	char	name[24];	/* the process's number, as digits */
	char	path[108];	/* as long as a socket's can be */
};

/*
 * A socket for the class of this process, mode 0600, that does not block and
 * is listened to; -1 with *error. The folder is $XDG_RUNTIME_DIR/tcptutor, or
 * else /run/user/UID/tcptutor, or else /tmp/tcptutor-UID; it is made, and
 * refused unless it is a folder of the user's own that nobody else can look
 * into.
 */
int rendezvous_open(struct rendezvous *own, struct error *error);

/* The class is over: its socket's name goes, too. The descriptor is the caller's. */
void rendezvous_close(const struct rendezvous *own);

/*
 * The classes that may be running, newest first; how many, at most count. 0
 * with *error: the folder cannot be trusted, or used; with an empty one: there
 * are none.
 */
size_t rendezvous_list(struct rendezvous *classes, size_t count, struct error *error);

/*
 * To a class, without waiting; -1 if it is not there. The name that one who
 * died has left behind is taken away.
 */
int rendezvous_connect(const struct rendezvous *to);

#endif
