/*
 * A line of /proc/net/tcp, as tcp4_seq_show() writes it:
 *
 *	 sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt
 *	  0: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000 ...
 *
 * An address is printed as 32-bit words of the machine's own order, so that
 * reading them back as words gives the octets of the packet.
 */
#include "host/proc_net.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "tcp/state.h"

/* tm->when counts in USER_HZ, which is 100 on every Linux that has this file. */
#define MS_PER_TICK 10

struct cursor {
	const char	*at, *end;
};

/* Exactly digits hexadecimal digits. */
static bool
take_hex(struct cursor *c, int digits, uint32_t *value)
{
	*value = 0;
	for (int i = 0; i < digits; i++) {
		static const char hex[] = "0123456789ABCDEF";

		if (c->at == c->end || *c->at == '\0')
			return false;

		const char *digit = strchr(hex, *c->at >= 'a' && *c->at <= 'f' ?
		    *c->at - 'a' + 'A' : *c->at);

		if (digit == NULL)
			return false;
		*value = *value << 4 | (uint32_t)(digit - hex);
		c->at++;
	}
	return true;
}

static bool
take_char(struct cursor *c, char expected)
{
	if (c->at == c->end || *c->at != expected)
		return false;
	c->at++;
	return true;
}

/* One blank at least. */
static bool
take_blanks(struct cursor *c)
{
	if (!take_char(c, ' '))
		return false;
	while (c->at < c->end && *c->at == ' ')
		c->at++;
	return true;
}

static bool
take_number(struct cursor *c)
{
	const char *start = c->at;

	while (c->at < c->end && *c->at >= '0' && *c->at <= '9')
		c->at++;
	return c->at > start;
}

static bool
take_name(struct cursor *c, bool ipv6, struct host_name *name)
{
	uint32_t port;

	memset(name, 0, sizeof(*name));
	for (int i = 0; i < (ipv6 ? 4 : 1); i++) {
		uint32_t word;

		if (!take_hex(c, 8, &word))
			return false;
		memcpy(name->addr + 4 * i, &word, sizeof(word));
	}
	if (!take_char(c, ':') || !take_hex(c, 4, &port))
		return false;
	name->port = (uint16_t)port;
	return true;
}

/* "st tx_queue:rx_queue tr:tm->when retrnsmt" */
static bool
take_status(struct cursor *c, struct kernel_socket *found)
{
	uint32_t state, timer, ticks, retransmits;

	if (!take_hex(c, 2, &state) || !take_blanks(c) ||
	    !take_hex(c, 8, &found->send_queue) || !take_char(c, ':') ||
	    !take_hex(c, 8, &found->receive_queue) || !take_blanks(c) ||
	    !take_hex(c, 2, &timer) || !take_char(c, ':') ||
	    !take_hex(c, 8, &ticks) || !take_blanks(c) ||
	    !take_hex(c, 8, &retransmits) || !kernel_state(state, &found->state))
		return false;
	found->timer = (uint8_t)kernel_timer(timer);
	if (found->timer != KERNEL_TIMER_NONE)
		found->timer_ms = ticks > UINT32_MAX / MS_PER_TICK ? UINT32_MAX :
		    ticks * MS_PER_TICK;
	found->retransmits = retransmits > UINT8_MAX ? UINT8_MAX : (uint8_t)retransmits;
	found->has_queues = found->state != STATE_LISTEN &&
	    found->state != STATE_SYN_RECEIVED && found->state != STATE_TIME_WAIT;
	return true;
}

bool
proc_net_parse(struct kernel_socket *found, const char *line, size_t n, bool ipv6)
{
	struct cursor c = { line, line + n };

	memset(found, 0, sizeof(*found));
	found->tuple.ipv6 = ipv6;
	while (c.at < c.end && *c.at == ' ')
		c.at++;
	return take_number(&c) && take_char(&c, ':') && take_blanks(&c) &&
	    take_name(&c, ipv6, &found->tuple.local) && take_blanks(&c) &&
	    take_name(&c, ipv6, &found->tuple.remote) && take_blanks(&c) &&
	    take_status(&c, found);
}

bool
proc_net_find(struct kernel_socket *found, const char *text, size_t n,
    const struct tuple *tuple)
{
	const char *end = text + n;
	bool listening = false;

	for (const char *line = text, *next; line < end; line = next) {
		const char *newline = memchr(line, '\n', (size_t)(end - line));
		size_t length = (size_t)((newline != NULL ? newline : end) - line);
		struct kernel_socket socket;

		next = newline != NULL ? newline + 1 : end;

		if (!proc_net_parse(&socket, line, length, tuple->ipv6) ||
		    !tuple_is_of(tuple, &socket.tuple))
			continue;
		*found = socket;
		if (socket.tuple.remote.port != 0)
			return true;
		listening = true;
	}
	return listening;
}

static bool
read_all(const char *path, struct str *text)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd == -1)
		return false;

	char buf[8192];
	ssize_t n;

	while ((n = read(fd, buf, sizeof(buf))) > 0)
		str_addn(text, buf, (size_t)n);

	int error = errno;

	close(fd);
	errno = error;
	return n == 0;
}

bool
proc_net_ask(struct kernel_socket *found, const struct tuple *tuple)
{
	struct str text = { 0 };
	bool there = false;

	if (read_all(tuple->ipv6 ? "/proc/net/tcp6" : "/proc/net/tcp", &text)) {
		there = proc_net_find(found, str_text(&text), text.n, tuple);
		errno = 0;
	}

	int error = errno;

	str_free(&text);
	errno = error;
	return there;
}
