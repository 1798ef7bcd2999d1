/*
 * What a kernel tells about one TCP socket, wherever it was read: sock_diag,
 * /proc/net/tcp, or the socket's own descriptor. Numbers that count octets of
 * text only; sequence numbers a kernel does not tell.
 */
#ifndef HOST_KERNEL_SOCKET_H
#define HOST_KERNEL_SOCKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sockaddr_storage;

/* One end's name: the address as it stands in a packet, 4 octets or 16. */
struct host_name {
	uint8_t		addr[16];
	uint16_t	port;		/* in this machine's order; 0: none */
};

/* A connection as one of its ends names it. remote.port 0: it only listens. */
struct tuple {
	bool			ipv6;
	struct host_name	local;
	struct host_name	remote;
};

/* The kernel's own timer kinds, as `ss` and /proc/net/tcp count them. */
enum kernel_timer {
	KERNEL_TIMER_NONE,
	KERNEL_TIMER_ON,		/* retransmission, and its relatives */
	KERNEL_TIMER_KEEPALIVE,		/* also an orphan's FIN-WAIT-2 */
	KERNEL_TIMER_TIMEWAIT,
	KERNEL_TIMER_PERSIST
};

struct kernel_socket {
	struct tuple	tuple;
	uint8_t		state;		/* enum state */
	uint8_t		timer;		/* enum kernel_timer; what else there is: none */
	uint8_t		retransmits;	/* by this timer */
	uint32_t	timer_ms;	/* until it runs out */
	uint32_t	receive_queue;	/* Recv-Q; counts an unread FIN too */
	uint32_t	send_queue;	/* Send-Q; counts a SYN or FIN under way too */
	bool		has_queues;	/* false: a request socket, TIME-WAIT, LISTEN */
	bool		has_unsent;
	bool		has_snd_wnd;
	bool		has_rcv_wnd;
	uint32_t	unsent;		/* of send_queue, not sent even once */
	uint32_t	snd_wnd;	/* octets, scaled */
	uint32_t	rcv_wnd;
};

/* Linux's number of a state; false for one that is no state of a connection. */
bool kernel_state(unsigned number, uint8_t *state);

/*
 * Was it told while the handler of its timer ran on another processor, so that
 * the timer is to be asked for again? Linux clears icsk_pending before it sends
 * (tcp_write_timer_handler(), tcp_retransmit_timer(), tcp_probe_timer()) and
 * sets the timer anew behind that; a loss probe's and a request's stay overdue
 * meanwhile. For what is not acknowledged a timer runs at any other instant.
 */
bool kernel_socket_acts(const struct kernel_socket *socket);

/* Linux's number of a timer; KERNEL_TIMER_NONE for those that are not listed above. */
enum kernel_timer kernel_timer(unsigned number);

bool tuple_equal(const struct tuple *a, const struct tuple *b);

/* Is found the socket of this tuple: the connection, or its local port listening? */
bool tuple_is_of(const struct tuple *tuple, const struct tuple *found);

/* From a socket address; false if it is neither IPv4 nor IPv6. */
bool host_name_from(struct host_name *name, const struct sockaddr_storage *from);

struct endpoint;

/* The kernel's timer, if one runs, as the endpoint's own; now in us on its clock. */
void kernel_socket_timer(struct endpoint *endpoint,
    const struct kernel_socket *socket, int64_t now);

#endif
