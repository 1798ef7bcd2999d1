/*
 * The program at one end: it owns the sockets and makes the calls that a
 * student would make, all without blocking. It knows what it wrote and read,
 * and nothing of states, traces or lessons.
 *
 * The octet at offset n of what an end sends is n modulo 251, so that what
 * arrives can be checked without keeping it.
 */
#ifndef HOST_SOCKET_END_H
#define HOST_SOCKET_END_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "host/kernel_socket.h"
#include "tcp/effects.h"

/* Where an end lives, if not on this machine's loopback. */
struct socket_place {
	/* A fresh TCP socket there, or -1 with errno. */
	int		(*open)(const struct socket_place *place, bool ipv6);
	void		*arg;		/* of open */
	struct host_name name;		/* what it binds to; it may be taken again at once */
};

/* To a bind() that answers EADDRINUSE, untranslated. */
extern const char socket_in_use[];

/* SO_REUSEADDR. By default only where a place asks for it. */
enum reuse {
	REUSE_DEFAULT,
	REUSE_ON,
	REUSE_OFF
};

struct socket_end {
	bool		ipv6;
	const struct socket_place *place;	/* NULL: loopback, and a free port */
	bool		gated;		/* a socket begins with its gate shut (gate.h) */
	uint16_t	mss;		/* for TCP_MAXSEG; 0: as the system has it */
	bool		by_hand;	/* accept() is called when it is asked for */
	uint16_t	backlog;	/* of listen(), if by_hand */
	enum reuse	reuse;
	int		fd;		/* of the connection, or -1 */
	int		listener;	/* or -1 */
	struct tuple	tuple;		/* local.port 0: never opened */
	uint64_t	written;	/* octets that the kernel took */
	uint64_t	read;
	uint32_t	unwritten;	/* of the last send, not yet taken */
	uint32_t	lost;		/* of what was unwritten when its last call ended it */
	uint64_t	urgent;		/* octets up to the last urgent one, and with it; 0: none is */
	int		error;		/* of a connect() that failed at once */
	bool		fin;		/* shutdown or close: no more to send */
	bool		accepting;	/* by hand: an accept() found nothing, and waits */
	bool		waiting;	/* a receive found nothing and waits ... */
	uint32_t	wanted;		/* ... for that many octets; 0: for any */
	bool		garbled;	/* something arrived that was never sent */
};

void socket_end_init(struct socket_end *end, bool ipv6);

/* The n octets from offset on of what an end sends. */
void socket_end_pattern(uint8_t *buf, size_t n, uint64_t offset);

/* Close what is open and forget the connection, which the kernel may keep. */
void socket_end_forget(struct socket_end *end);

/*
 * The calls. Each answers 0 or an errno; EBADF without a socket to call it on,
 * EAGAIN where a blocking call would wait. Open calls take a free port, or
 * where reuse is set the one that the end had.
 */
int socket_end_listen(struct socket_end *end, bool reuse);
int socket_end_connect(struct socket_end *end, const struct host_name *to, bool reuse);
/* urgent: its last octet is (MSG_OOB). It is received with the others, in its place. */
int socket_end_send(struct socket_end *end, uint32_t octets, bool urgent);
/* *got is 0 at the end of the stream. octets 0: whatever there is. */
int socket_end_receive(struct socket_end *end, uint32_t octets, uint32_t *got);
/* What is unwritten is lost with these: it was still in the program. */
int socket_end_shutdown(struct socket_end *end);
int socket_end_close(struct socket_end *end);
int socket_end_abort(struct socket_end *end);

/*
 * Take the connection that peer has made to our listener, which is closed
 * then; strangers are turned away. True if it was there.
 */
bool socket_end_accept(struct socket_end *end, const struct host_name *peer);

/*
 * accept() once. 0; EAGAIN with an empty queue. *fd: a stranger's connection,
 * now the caller's; -1: it was the peer's, and is the end's.
 */
int socket_end_accept_one(struct socket_end *end, const struct host_name *peer, int *fd);

/*
 * Hand the rest of a send to the kernel. 0, or EAGAIN; or another errno, and
 * then there is no rest any more.
 */
int socket_end_flush(struct socket_end *end);

/*
 * Say which octets of its program's the kernel has not taken in this state.
 * ended: the program has just called shutdown() or close().
 */
void socket_end_remark(struct str *out, const struct socket_end *end,
    enum state state, bool ended);

/* The error that waits on the connection, which is taken from it; 0 if none. */
int socket_end_take_error(struct socket_end *end);

/*
 * A port of this end's address where nobody listens and nobody else will: a
 * bound socket, to be closed by the caller. -1 with errno if there is none.
 */
int socket_end_reserve(const struct socket_end *end, struct host_name *name);

/* connect() on such a socket: 0 if it is under way, or an errno. It stays the caller's ... */
int socket_end_connect_from(const struct socket_end *end, int fd,
    const struct host_name *to);

/* ... until the end, which has none, takes it as its connection. */
void socket_end_adopt(struct socket_end *end, int fd, const struct host_name *name,
    const struct host_name *to);

/* An errno in the words of section 3.10; state is the end's before the call. */
enum reply socket_end_reply(int error, enum state state);

/* What a dead connection's errno is to its user. False: nothing. */
bool socket_end_signal(int error, enum signal *signal);

#endif
