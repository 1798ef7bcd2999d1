/*
 * What `ss` asks: NETLINK_SOCK_DIAG, one connection at a time. It shows what
 * no descriptor does: a request socket (SYN-RECEIVED), TIME-WAIT, timers.
 * Needs no privilege. Only where libmnl is (HAVE_LIBMNL).
 */
#ifndef HOST_SOCK_DIAG_H
#define HOST_SOCK_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "host/kernel_socket.h"

struct mnl_socket;

struct sock_diag {
	struct mnl_socket	*netlink;
	uint32_t		 number;	/* of the last question */
};

enum sock_diag_answer {
	SOCK_DIAG_FOUND,
	SOCK_DIAG_NONE,		/* no such socket: ENOENT */
	SOCK_DIAG_REFUSED,	/* another errno */
	SOCK_DIAG_NOT_OURS,	/* an answer to an earlier question */
	SOCK_DIAG_MALFORMED
};

/* Enough for every answer to one question. */
#define SOCK_DIAG_BUFFER 8192

/* Open it without blocking and close-on-exec. False, with errno, where it is refused. */
bool sock_diag_init(struct sock_diag *diag);
/* The same with a netlink socket of somebody else's, which becomes its own. */
bool sock_diag_init_fd(struct sock_diag *diag, int fd);
void sock_diag_fini(struct sock_diag *diag);

/*
 * The question about tuple, numbered; its octets are written to buf (at least
 * 256, aligned for a long). Returns how many.
 */
size_t sock_diag_question(void *buf, const struct tuple *tuple, uint32_t number);

/*
 * Read one datagram of n octets (buf aligned for a long) as the answer to
 * question number. *found is filled if FOUND, *error (an errno) if REFUSED.
 * The octets may be anything.
 */
enum sock_diag_answer sock_diag_parse(const void *buf, size_t n, uint32_t number,
    struct kernel_socket *found, int *error);

/* Ask about tuple and read the answer; never waits. */
enum sock_diag_answer sock_diag_ask(struct sock_diag *diag,
    const struct tuple *tuple, struct kernel_socket *found, int *error);

#endif
