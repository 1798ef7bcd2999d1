/*
 * Linux's numbers and our names. Linux counts its states since 1993 in an
 * order of its own; sock_diag and /proc/net/tcp both use it.
 */
#include "host/kernel_socket.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "tcp/state.h"
#include "trace/moment.h"

#define STATE_NONE 0xff

/* include/net/tcp_states.h; 12 is a request socket, 13 one that is only bound. */
static const uint8_t states[] = {
	[0] = STATE_NONE,
	[1] = STATE_ESTABLISHED,
	[2] = STATE_SYN_SENT,
	[3] = STATE_SYN_RECEIVED,
	[4] = STATE_FIN_WAIT_1,
	[5] = STATE_FIN_WAIT_2,
	[6] = STATE_TIME_WAIT,
	[7] = STATE_CLOSED,
	[8] = STATE_CLOSE_WAIT,
	[9] = STATE_LAST_ACK,
	[10] = STATE_LISTEN,
	[11] = STATE_CLOSING,
	[12] = STATE_SYN_RECEIVED,
	[13] = STATE_CLOSED,
};

bool
kernel_state(unsigned number, uint8_t *state)
{
	if (number >= sizeof(states) || states[number] == STATE_NONE)
		return false;
	*state = states[number];
	return true;
}

bool
kernel_socket_acts(const struct kernel_socket *socket)
{
	if (socket->timer != KERNEL_TIMER_NONE)
		return socket->timer_ms == 0;
	return socket->state == STATE_SYN_RECEIVED || (socket->state > STATE_LISTEN &&
	    socket->has_queues && socket->send_queue > 0);
}

enum kernel_timer
kernel_timer(unsigned number)
{
	return number <= KERNEL_TIMER_PERSIST ? (enum kernel_timer)number :
	    KERNEL_TIMER_NONE;
}

static bool
host_name_equal(const struct host_name *a, const struct host_name *b)
{
	return a->port == b->port && memcmp(a->addr, b->addr, sizeof(a->addr)) == 0;
}

bool
tuple_equal(const struct tuple *a, const struct tuple *b)
{
	return a->ipv6 == b->ipv6 && host_name_equal(&a->local, &b->local) &&
	    host_name_equal(&a->remote, &b->remote);
}

bool
tuple_is_of(const struct tuple *tuple, const struct tuple *found)
{
	if (found->remote.port != 0)
		return tuple_equal(tuple, found);
	return tuple->ipv6 == found->ipv6 &&
	    host_name_equal(&tuple->local, &found->local);
}

bool
host_name_from(struct host_name *name, const struct sockaddr_storage *from)
{
	memset(name, 0, sizeof(*name));
	if (from->ss_family == AF_INET) {
		struct sockaddr_in in;

		memcpy(&in, from, sizeof(in));
		memcpy(name->addr, &in.sin_addr, sizeof(in.sin_addr));
		name->port = ntohs(in.sin_port);
		return true;
	}
	if (from->ss_family == AF_INET6) {
		struct sockaddr_in6 in6;

		memcpy(&in6, from, sizeof(in6));
		memcpy(name->addr, &in6.sin6_addr, sizeof(in6.sin6_addr));
		name->port = ntohs(in6.sin6_port);
		return true;
	}
	return false;
}

void
kernel_socket_timer(struct endpoint *endpoint, const struct kernel_socket *socket,
    int64_t now)
{
	static const uint8_t kinds[] = {
		[KERNEL_TIMER_ON] = TIMER_RETRANSMISSION,
		[KERNEL_TIMER_KEEPALIVE] = TIMER_KEEPALIVE,
		[KERNEL_TIMER_TIMEWAIT] = TIMER_TIME_WAIT,
		[KERNEL_TIMER_PERSIST] = TIMER_PERSIST,
	};

	endpoint->timer_count = 0;
	if (socket->timer == KERNEL_TIMER_NONE)
		return;
	endpoint->timer_count = 1;
	endpoint->timers[0] = (struct running_timer){
		.kind = kinds[socket->timer],
		.count = socket->retransmits,
		.due = now + (int64_t)socket->timer_ms * 1000,
	};
}
