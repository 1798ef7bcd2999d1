/*
 * What passes between a process and the helper in its namespace: a request,
 * maybe with a descriptor; a reply, maybe with one.
 */
#ifndef HOST_NETNS_PRIVATE_H
#define HOST_NETNS_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

enum netns_ask {
	NETNS_SOCKET,		/* number[]: domain, type, protocol; a second reply follows
				   once the descriptor is closed on the helper's side */
	NETNS_DEVICE,		/* number[]: IPv6? */
	NETNS_RELEASE,		/* number[]: device; no reply */
	NETNS_SILENCE,		/* with a descriptor */
	NETNS_SET,		/* number[]: enum netns_setting, value */
	NETNS_DELAY_ACKS	/* number[]: IPv6?, device, delay? */
};

struct netns_request {
	int32_t	ask;		/* enum netns_ask; as wide as the rest: padding would go out unset */
	int32_t	number[3];
};

struct netns_reply {
	int32_t		error;		/* an errno, or 0 */
	uint32_t	number;		/* of the device */
	struct error	why;		/* of the beginning, and of a device */
};

/* Send or receive n octets as one message. fd: one to go with it or -1; *fd: what came or -1. */
bool netns_send(int channel, const void *message, size_t n, int fd);
bool netns_receive(int channel, void *message, size_t n, int *fd);

/* The helper: enter a namespace, say whether that went well, serve. Never returns. */
_Noreturn void netns_serve(int channel);

/* The user who called us by sudo; false if nobody did. */
bool netns_caller(unsigned *user, unsigned *group);

#endif
