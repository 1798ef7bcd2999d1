/*
 * /proc/net/tcp and /proc/net/tcp6: the same as sock_diag in plain text, for
 * where netlink is refused. No windows, and timers in hundredths of a second.
 */
#ifndef HOST_PROC_NET_H
#define HOST_PROC_NET_H

#include <stdbool.h>
#include <stddef.h>

#include "host/kernel_socket.h"

/* Read one line of n octets, without its newline. False if it is not a socket's. */
bool proc_net_parse(struct kernel_socket *found, const char *line, size_t n,
    bool ipv6);

/*
 * Look for the socket of tuple in a whole table of n octets: the connection,
 * else its local port listening. False if there is neither. Lines that cannot
 * be read are passed over.
 */
bool proc_net_find(struct kernel_socket *found, const char *text, size_t n,
    const struct tuple *tuple);

/*
 * The same, in this kernel's table. False with errno 0 if there is neither,
 * with errno if the table cannot be read.
 */
bool proc_net_ask(struct kernel_socket *found, const struct tuple *tuple);

#endif
