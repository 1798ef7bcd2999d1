/*
 * A network namespace of our own. It lives in a helper process, so that
 * nothing else in this one changes: the helper enters it, opens what is asked
 * for there, and hands the descriptors over.
 *
 *	this process                      helper "held-netns"
 *	netns_join -------- fork -------> a new network namespace, its settings;
 *	                                  all capabilities but CAP_NET_ADMIN given up
 *	netns_device ------ request ----> a TUN device
 *	             <----- descriptor --
 *	netns_socket ------ request ----> a socket
 *	             <----- descriptor --
 *	exit, kill -9 ----- end of file > ends what is left; then the namespace goes
 *
 * To remove a device takes the kernel some 20 ms. So nobody waits for that: it
 * stays when its descriptors are closed, and goes with the namespace, which the
 * kernel clears away in its own time once nobody has a descriptor of it.
 *
 * One namespace serves all engines of a process; each has a device and
 * addresses of its own.
 */
#ifndef HOST_NETNS_H
#define HOST_NETNS_H

#include <stdbool.h>

#include "base/error.h"

struct netns;

/*
 * The namespace of this process; made if there is none yet. As root, that of
 * a network; else one of users with it. Under sudo the process then becomes
 * the user who called it, for good. NULL, with why and the command that helps,
 * if it cannot be had.
 */
struct netns *netns_join(struct error *why);

/* For each netns_join. After the last, helper and namespace go. */
void netns_leave(struct netns *netns);

/* Is the helper found dead? Then why says so: no more can be opened in there. */
bool netns_gone(const struct netns *netns, struct error *why);

/* A socket in there, close-on-exec. -1 with errno. */
int netns_socket(struct netns *netns, int domain, int type, int protocol);

/*
 * A device in there with its addresses (tun.h), and its number. -1 with why,
 * and the command that helps.
 */
int netns_device(struct netns *netns, bool ipv6, unsigned *number,
    struct error *why);

/* The device is not needed any more, and its descriptor is closed here. */
void netns_release(struct netns *netns, unsigned number);

/*
 * The connection of fd shall end in silence when fd is closed: no FIN, no RST
 * (TCP_REPAIR). 0 or an errno.
 */
int netns_silence(struct netns *netns, int fd);

/* What is set for the whole namespace. */
enum netns_setting {
	NETNS_RFC1337,			/* TIME-WAIT ignores a RST: 0 or 1 */
	NETNS_ABORT_ON_OVERFLOW,	/* an ACK that finds the accept queue full gets a RST: 0 or 1 */
	NETNS_SYNCOOKIES		/* 0: never; 1: when half-open ones overflow; 2: always */
};

/* 0 or an errno. */
int netns_set(struct netns *netns, enum netns_setting setting, int value);

/* Shall ACKs of device number be delayed? 0 or an errno. */
int netns_delay_acks(struct netns *netns, bool ipv6, unsigned number, bool delay);

#endif
