/*
 * What `ss -K` does, to all of a network namespace: connections end at once
 * that no program has any more, and that would keep the namespace for as long
 * as the kernel is patient with them. Only where libmnl is (HAVE_LIBMNL).
 */
#ifndef HOST_SOCK_DESTROY_H
#define HOST_SOCK_DESTROY_H

#include <stdbool.h>

/*
 * Ends every TCP connection and listener of the network namespace that we are
 * in, whoever has it. Needs CAP_NET_ADMIN there. False, with errno, where the
 * kernel cannot do it (no CONFIG_INET_DIAG_DESTROY; before 6.11, where nothing
 * is tried) or forbids it.
 */
bool sock_destroy_all(void);

#endif
