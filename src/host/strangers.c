/*
 * The strangers' sockets are real, and so is the queue that they fill: Linux
 * tells of a listener in TCP_INFO how many wait, and how many may.
 */
#include "host/strangers.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "host/gate.h"

bool
queue_look(int listener, struct queue *queue)
{
#ifdef __linux__
	struct tcp_info info = { 0 };
	socklen_t size = sizeof(info);

	if (getsockopt(listener, IPPROTO_TCP, TCP_INFO, &info, &size) == -1 ||
	    info.tcpi_state != TCP_LISTEN)
		return false;
	queue->length = info.tcpi_unacked;
	queue->backlog = info.tcpi_sacked;
	return true;
#else
	(void)listener, (void)queue;
	return false;
#endif
}

void
queue_show(const struct socket_end *socket, struct endpoint *endpoint)
{
	struct queue queue;

	if (!socket->by_hand || socket->listener == -1 || !queue_look(socket->listener, &queue))
		return;
	endpoint->has_listener = true;
	endpoint->accept_queue = queue.length;
	endpoint->backlog = queue.backlog;
}

int
stranger_connect(struct strangers *strangers, const struct socket_end *listening,
    const struct host_name *to, bool keyed)
{
	struct socket_end end;
	struct socket_place place;
	struct host_name name;

	socket_end_init(&end, listening->ipv6);
	if (listening->place != NULL) {
		place = *listening->place;
		place.name.port = 0;
		end.place = &place;
	}

	int fd = socket_end_reserve(&end, &name);

	if (fd == -1)
		return errno;
	if (keyed)
		gate_key(fd, end.ipv6, true);

	int error = socket_end_connect_from(&end, fd, to);

	if (error != 0)
		close(fd);
	else
		vec_push(&strangers->fds, fd);
	return error;
}

void
stranger_room(const struct socket_end *listening, uint32_t more)
{
	listen(listening->listener, (int)(listening->backlog + more));
}

void
strangers_fini(struct strangers *strangers)
{
	struct linger now = { .l_onoff = 1, .l_linger = 0 };

	for (size_t i = 0; i < strangers->fds.n; i++) {
		setsockopt(strangers->fds.v[i], SOL_SOCKET, SO_LINGER, &now, sizeof(now));
		close(strangers->fds.v[i]);
	}
	vec_free(&strangers->fds);
}
