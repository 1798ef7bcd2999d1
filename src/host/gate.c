/*
 *	ld  time to live, from the packet's IP header
 *	jeq KEY: take the whole packet; else: nothing of it
 */
#include "host/gate.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "base/i18n.h"
#include "host/kernel_socket.h"
#include "host/socket_end.h"

#ifdef __linux__
#include <linux/filter.h>
#endif

/* No packet on the loopback interface has it by itself: it is sent with 64 or 255. */
#define KEY 254
#define KEY_NONE (-1)	/* the system's own */

#define OFFSET_TTL 8	/* RFC 791, section 3.1 */
#define OFFSET_HOPS 7	/* RFC 8200, section 3 */

/* Newer than many a libc. */
#ifndef TCP_RTO_MAX_MS
#define TCP_RTO_MAX_MS 44
#endif
#define SYN_RETRIES 127		/* the most that Linux takes */
#define PATIENCE_MAX 600000	/* ms until it gives up a connection */

/* ms: on loopback a SYN that is not held is answered within connect(). */
#define PROBE_TIME 5

#ifdef __linux__
static bool
set_option(int fd, int level, int option, int value)
{
	return setsockopt(fd, level, option, &value, sizeof(value)) != -1;
}

bool
gate_shut(int fd, bool ipv6)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, (uint32_t)(SKF_NET_OFF +
		    (ipv6 ? OFFSET_HOPS : OFFSET_TTL))),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, KEY, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, UINT32_MAX),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	struct sock_fprog program = {
		.len = sizeof(code) / sizeof(code[0]),
		.filter = code,
	};

	return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program,
	    sizeof(program)) != -1;
}

bool
gate_open(int fd)
{
	return set_option(fd, SOL_SOCKET, SO_DETACH_FILTER, 0) || errno == ENOENT;
}

bool
gate_key(int fd, bool ipv6, bool given)
{
	int value = given ? KEY : KEY_NONE;

	return ipv6 ? set_option(fd, IPPROTO_IPV6, IPV6_UNICAST_HOPS, value) :
	    set_option(fd, IPPROTO_IP, IP_TTL, value);
}

void
gate_patience(int fd, int ms)
{
	set_option(fd, IPPROTO_TCP, TCP_RTO_MAX_MS, ms);
	set_option(fd, IPPROTO_TCP, TCP_SYNCNT, SYN_RETRIES);
	set_option(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, PATIENCE_MAX);
}
#else
bool
gate_shut(int fd, bool ipv6)
{
	(void)fd, (void)ipv6;
	errno = ENOPROTOOPT;
	return false;
}

bool
gate_open(int fd)
{
	(void)fd;
	return true;
}

bool
gate_key(int fd, bool ipv6, bool given)
{
	(void)fd, (void)ipv6, (void)given;
	return true;
}

void
gate_patience(int fd, int ms)
{
	(void)fd, (void)ms;
}
#endif

/* Does connect() to the listening end go on without an answer? */
static bool
syn_is_held(const struct socket_end *listening)
{
	struct socket_end end;

	socket_end_init(&end, listening->ipv6);

	int error = socket_end_connect(&end, &listening->tuple.local, false);
	struct pollfd answered = { .fd = end.fd, .events = POLLOUT };
	bool held = error == 0 && poll(&answered, 1, PROBE_TIME) == 0;

	socket_end_abort(&end);
	return held;
}

bool
gate_probe(bool ipv6, struct error *why)
{
	struct socket_end end;
	bool held = false;

	socket_end_init(&end, ipv6);

	int error = socket_end_listen(&end, false);

	if (error == 0 && !gate_shut(end.listener, ipv6))
		error = errno;
	if (error == 0)
		held = syn_is_held(&end);
	socket_end_forget(&end);
	if (error == EPERM)
		error_set(why, 0, 0, _("here only root may put a filter on a socket; run it "
		    "with sudo"));
	else if (error != 0)
		error_set(why, 0, 0, _("this kernel puts no filter on a socket: %s"),
		    strerror(error));
	else if (!held)
		error_set(why, 0, 0, _("this kernel takes a filter on a socket, and does "
		    "not heed it"));
	return held;
}
