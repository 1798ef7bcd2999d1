/*
 * One descriptor listens or one is connected; a listener is closed as soon as
 * it has given us its connection, because an RFC 9293 TCB that leaves LISTEN
 * does not listen any more either.
 */
#include "host/socket_end.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/i18n.h"
#include "host/gate.h"
#include "tcp/call.h"

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

/* More than one, so that a stranger who knocks does not keep our peer out. */
#define BACKLOG 8

#define PATTERN_PERIOD 251
#define CHUNK (PATTERN_PERIOD * 64)

const char socket_in_use[] = N_("bind() answers EADDRINUSE: while the kernel has a connection of "
    "the port, the port is free only if SO_REUSEADDR is set on both sockets, the old and the "
    "new. ");

void
socket_end_init(struct socket_end *end, bool ipv6)
{
	memset(end, 0, sizeof(*end));
	end->ipv6 = ipv6;
	end->tuple.ipv6 = ipv6;
	end->fd = end->listener = -1;
}

static void
fd_close(int *fd)
{
	if (*fd != -1)
		close(*fd);
	*fd = -1;
}

void
socket_end_forget(struct socket_end *end)
{
	const struct socket_end was = *end;

	fd_close(&end->fd);
	fd_close(&end->listener);
	socket_end_init(end, end->ipv6);
	end->mss = was.mss;
	end->gated = was.gated;
	end->place = was.place;
	end->by_hand = was.by_hand;
	end->backlog = was.backlog;
	end->reuse = was.reuse;
}

static int
set_option(int fd, int level, int option, int value)
{
	return setsockopt(fd, level, option, &value, sizeof(value));
}

/*
 * Without blocking, not for our children, each send a segment of its own, and
 * urgent octets where they stand: to RFC 9293 they are in the stream (3.8.5).
 */
static bool
fd_prepare(int fd)
{
#ifdef SO_NOSIGPIPE
	set_option(fd, SOL_SOCKET, SO_NOSIGPIPE, 1);
#endif
	return fcntl(fd, F_SETFD, FD_CLOEXEC) != -1 &&
	    fcntl(fd, F_SETFL, O_NONBLOCK) != -1 &&
	    set_option(fd, SOL_SOCKET, SO_OOBINLINE, 1) != -1 &&
	    set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1) != -1;
}

static socklen_t
address_of(struct sockaddr_storage *address, bool ipv6, const struct host_name *name)
{
	memset(address, 0, sizeof(*address));
	if (ipv6) {
		struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };

		in6.sin6_port = htons(name->port);
		memcpy(&in6.sin6_addr, name->addr, sizeof(in6.sin6_addr));
		memcpy(address, &in6, sizeof(in6));
		return sizeof(in6);
	}

	struct sockaddr_in in = { .sin_family = AF_INET };

	in.sin_port = htons(name->port);
	memcpy(&in.sin_addr, name->addr, sizeof(in.sin_addr));
	memcpy(address, &in, sizeof(in));
	return sizeof(in);
}

static bool
local_name(int fd, struct host_name *name)
{
	struct sockaddr_storage address;
	socklen_t size = sizeof(address);

	return getsockname(fd, (struct sockaddr *)&address, &size) != -1 &&
	    host_name_from(name, &address);
}

static int
fresh_socket(const struct socket_end *end)
{
	if (end->place != NULL)
		return end->place->open(end->place, end->ipv6);
	return socket(end->ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0);
}

/* Its place's name, or the loopback address and port (0: a free one). */
static struct host_name
wanted_name(const struct socket_end *end, uint16_t port)
{
	static const uint8_t loopback4[16] = { 127, 0, 0, 1 };
	static const uint8_t loopback6[16] = { [15] = 1 };
	struct host_name wanted = { .port = port };

	if (end->place != NULL)
		return end->place->name;
	memcpy(wanted.addr, end->ipv6 ? loopback6 : loopback4, sizeof(wanted.addr));
	return wanted;
}

static bool
wants_reuse(const struct socket_end *end)
{
	return end->reuse == REUSE_ON || (end->reuse == REUSE_DEFAULT && end->place != NULL);
}

/* A socket bound to wanted_name. -1 with errno. */
static int
bound_socket(const struct socket_end *end, uint16_t port, struct host_name *name)
{
	struct host_name wanted = wanted_name(end, port);
	struct sockaddr_storage address;
	int fd = fresh_socket(end);

	if (fd == -1)
		return -1;

	socklen_t size = address_of(&address, end->ipv6, &wanted);

	if (fd_prepare(fd) &&
	    (!wants_reuse(end) || set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1) != -1) &&
	    (!end->gated || gate_shut(fd, end->ipv6)) &&
	    (end->mss == 0 || set_option(fd, IPPROTO_TCP, TCP_MAXSEG, end->mss) != -1) &&
	    bind(fd, (struct sockaddr *)&address, size) != -1 && local_name(fd, name))
		return fd;

	int error = errno;

	close(fd);
	errno = error;
	return -1;
}

int
socket_end_reserve(const struct socket_end *end, struct host_name *name)
{
	return bound_socket(end, 0, name);
}

int
socket_end_listen(struct socket_end *end, bool reuse)
{
	int backlog = end->by_hand ? end->backlog : BACKLOG;

	if (end->listener != -1)
		return listen(end->listener, backlog) == -1 ? errno : 0;
	if (end->fd != -1)
		return listen(end->fd, backlog) == -1 ? errno : 0;

	struct host_name name;
	int fd = bound_socket(end, reuse ? end->tuple.local.port : 0, &name);

	if (fd == -1)
		return errno;
	if (listen(fd, backlog) == -1) {
		int error = errno;

		close(fd);
		return error;
	}
	end->listener = fd;
	end->tuple.local = name;
	return 0;
}

int
socket_end_connect_from(const struct socket_end *end, int fd, const struct host_name *to)
{
	struct sockaddr_storage address;
	socklen_t size = address_of(&address, end->ipv6, to);

	if (connect(fd, (struct sockaddr *)&address, size) != -1 || errno == EINPROGRESS)
		return 0;
	return errno;
}

void
socket_end_adopt(struct socket_end *end, int fd, const struct host_name *name,
    const struct host_name *to)
{
	end->fd = fd;
	end->tuple.local = *name;
	end->tuple.remote = *to;
}

int
socket_end_connect(struct socket_end *end, const struct host_name *to, bool reuse)
{
	struct sockaddr_storage address;
	socklen_t size = address_of(&address, end->ipv6, to);
	int fd = end->fd;
	struct host_name name;

	if (fd == -1)
		fd = bound_socket(end, reuse ? end->tuple.local.port : 0, &name);
	if (fd == -1)
		return errno;

	int error = connect(fd, (struct sockaddr *)&address, size) == -1 ? errno : 0;

	/* The first connect() after one that was not waited for only ends it. */
	if (end->fd != -1 && error == 0 &&
	    connect(fd, (struct sockaddr *)&address, size) == -1)
		error = errno;
	if (end->fd != -1)
		return error;
	if (error != 0 && error != EINPROGRESS && error != ECONNREFUSED) {
		close(fd);
		return error;
	}
	end->fd = fd;
	end->error = error == ECONNREFUSED ? error : 0;
	end->tuple.local = name;
	end->tuple.remote = *to;
	return 0;
}

int
socket_end_accept_one(struct socket_end *end, const struct host_name *peer, int *fd)
{
	struct sockaddr_storage address;
	socklen_t size = sizeof(address);
	struct host_name name;

	*fd = accept(end->listener, (struct sockaddr *)&address, &size);
	if (*fd == -1)
		return errno;
	if (!host_name_from(&name, &address) || name.port != peer->port ||
	    memcmp(name.addr, peer->addr, sizeof(name.addr)) != 0 || !fd_prepare(*fd))
		return 0;
	fd_close(&end->listener);
	end->fd = *fd;
	end->tuple.remote = name;
	*fd = -1;
	return 0;
}

bool
socket_end_accept(struct socket_end *end, const struct host_name *peer)
{
	int fd;

	while (end->listener != -1) {
		if (socket_end_accept_one(end, peer, &fd) != 0)
			return false;
		if (fd == -1)
			return true;
		close(fd);
	}
	return false;
}

void
socket_end_pattern(uint8_t *buf, size_t n, uint64_t offset)
{
	for (size_t i = 0; i < n; i++)
		buf[i] = (uint8_t)((offset + i) % PATTERN_PERIOD);
}

static bool
pattern_holds(const uint8_t *buf, size_t n, uint64_t offset)
{
	for (size_t i = 0; i < n; i++)
		if (buf[i] != (uint8_t)((offset + i) % PATTERN_PERIOD))
			return false;
	return true;
}

int
socket_end_flush(struct socket_end *end)
{
	uint8_t buf[CHUNK];

	while (end->unwritten > 0) {
		size_t n = end->unwritten < sizeof(buf) ? end->unwritten : sizeof(buf);
		uint64_t to_urgent = end->urgent > end->written ? end->urgent - end->written : 0;

		/* What MSG_OOB marks is the last octet of its send(). */
		if (to_urgent > 0 && to_urgent < n)
			n = (size_t)to_urgent;
		socket_end_pattern(buf, n, end->written);

		ssize_t taken = send(end->fd, buf, n,
		    MSG_NOSIGNAL | (to_urgent == n ? MSG_OOB : 0));

		if (taken == -1) {
			int error = errno;

			if (error != EAGAIN && error != EWOULDBLOCK)
				end->unwritten = 0;
			return error;
		}
		end->written += (uint64_t)taken;
		end->unwritten -= (uint32_t)taken;
	}
	return 0;
}

int
socket_end_send(struct socket_end *end, uint32_t octets, bool urgent)
{
	if (end->fd == -1)
		return EBADF;
	end->unwritten += octets;
	if (urgent)
		end->urgent = end->written + end->unwritten;
	return socket_end_flush(end);
}

/* Read what is there, at most octets. 0 with *got > 0, or at the end; or an errno. */
static int
read_octets(struct socket_end *end, uint32_t octets, uint32_t *got)
{
	uint8_t buf[CHUNK];

	while (*got < octets) {
		size_t left = octets - *got;
		ssize_t n = recv(end->fd, buf,
		    left < sizeof(buf) ? left : sizeof(buf), 0);

		if (n == -1)
			return *got > 0 ? 0 : errno;
		if (n == 0)
			return 0;
		if (!pattern_holds(buf, (size_t)n, end->read))
			end->garbled = true;
		end->read += (uint64_t)n;
		*got += (uint32_t)n;
	}
	return 0;
}

int
socket_end_receive(struct socket_end *end, uint32_t octets, uint32_t *got)
{
	*got = 0;
	if (end->fd == -1)
		return end->listener != -1 ? EAGAIN : EBADF;
	return read_octets(end, octets != 0 ? octets : UINT32_MAX, got);
}

int
socket_end_shutdown(struct socket_end *end)
{
	end->lost = 0;
	if (end->fd == -1)
		return EBADF;
	if (shutdown(end->fd, SHUT_WR) == -1)
		return errno;
	end->fin = true;
	end->lost = end->unwritten;
	end->unwritten = 0;
	return 0;
}

int
socket_end_close(struct socket_end *end)
{
	int *fd = end->fd != -1 ? &end->fd : &end->listener;

	end->lost = 0;
	if (*fd == -1)
		return EBADF;
	end->fin = end->fin || fd == &end->fd;
	end->waiting = false;
	end->lost = end->unwritten;
	end->unwritten = 0;
	fd_close(fd);
	return 0;
}

int
socket_end_abort(struct socket_end *end)
{
	struct linger linger = { .l_onoff = 1, .l_linger = 0 };

	if (end->fd != -1 && setsockopt(end->fd, SOL_SOCKET, SO_LINGER, &linger,
	    sizeof(linger)) == -1)
		return errno;
	return socket_end_close(end);
}

void
socket_end_remark(struct str *out, const struct socket_end *end,
    enum state state, bool ended)
{
	if (end->unwritten > 0 && state_is_synchronized(state))
		str_addf(out, _("Its send buffer is full: %u octets wait. "), end->unwritten);
	else if (end->unwritten > 0 && state > STATE_LISTEN)
		str_addf(out, _("The connection is not open yet: %u octets wait. "),
		    end->unwritten);
	if (ended && end->lost > 0)
		str_addf(out, _("The kernel had not taken %u of the octets yet: they are never "
		    "sent. "), end->lost);
}

int
socket_end_take_error(struct socket_end *end)
{
	int error = end->error;
	socklen_t size = sizeof(error);

	end->error = 0;
	if (error == 0 && end->fd != -1)
		getsockopt(end->fd, SOL_SOCKET, SO_ERROR, &error, &size);
	return error;
}

enum reply
socket_end_reply(int error, enum state state)
{
	switch (error) {
	case 0:
	case EINPROGRESS:
		return REPLY_OK;
	case EAGAIN:
#if EWOULDBLOCK != EAGAIN
	case EWOULDBLOCK:
#endif
		return REPLY_QUEUED;
	case EISCONN:
	case EALREADY:
	case EADDRINUSE:
	case EINVAL:
		return REPLY_EXISTS;
	case ECONNREFUSED:
		return REPLY_REFUSED;
	case ECONNRESET:
		return REPLY_RESET;
	case EPIPE:
	case ENOTCONN:
	case EBADF:
		return state == STATE_CLOSED ? REPLY_NOT_EXIST : REPLY_CLOSING;
	default:
		return REPLY_RESOURCES;
	}
}

bool
socket_end_signal(int error, enum signal *signal)
{
	switch (error) {
	case ECONNREFUSED:
		*signal = SIGNAL_REFUSED;
		return true;
	case ECONNRESET:
	case EPIPE:
		*signal = SIGNAL_RESET;
		return true;
	case ETIMEDOUT:
		*signal = SIGNAL_TIMEOUT;
		return true;
	default:
		return false;
	}
}
