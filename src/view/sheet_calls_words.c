/*
 * Lines of C: how they are written, and what they mean.
 */
#include <string.h>

#include "base/i18n.h"
#include "sheet_calls.h"

/* No line breaks here. */
#define NBSP "\xc2\xa0"

static const struct words {
	const char	*code;
	const char	*meaning;
} words[] = {
	[LINE_SOCKET] = { "fd = socket(AF_INET, SOCK_STREAM, 0);",
	    N_("A descriptor, and nothing behind it yet: the state is CLOSED.") },
	[LINE_BIND] = { "bind(fd, &self, sizeof(self));",
	    N_("Fixes this end's address and port. A client may leave it out, and gets a port that is free.") },
	[LINE_LISTEN] = { NULL,
	    N_("A passive OPEN (3.10.1): LISTEN. Nothing is sent. The number is the backlog: how many connections may wait for accept().") },
	[LINE_ACCEPT] = { "conn = accept(fd, NULL, NULL);",
	    N_("Hands over a connection that is ESTABLISHED, as a new descriptor. It takes no part in the handshake.") },
	[LINE_CLOSE_LISTENER] = { "close(fd); fd = conn;",
	    N_("One connection is enough here: the listener goes, the connection stays.") },
	[LINE_CONNECT] = { "connect(fd, &peer, sizeof(peer));",
	    N_("An active OPEN (3.10.1): a SYN is sent. It waits until the connection is ESTABLISHED, or refused.") },
	[LINE_SEND] = { NULL,
	    N_("SEND (3.10.2). That it returns means that the kernel has the octets, not that the other end has them.") },
	[LINE_RECEIVE] = { NULL,
	    N_("RECEIVE (3.10.3). It waits while there is nothing; 0 is the end: the other end's FIN.") },
	[LINE_SHUTDOWN] = { "shutdown(fd, SHUT_WR);",
	    N_("The RFC's CLOSE (3.10.4): nothing more to send. A FIN is sent; one can still receive.") },
	[LINE_SHUTDOWN_SILENT] = { "shutdown(fd, SHUT_WR);",
	    N_("The RFC's CLOSE (3.10.4): nothing more to send. In this state that sends nothing.") },
	[LINE_LINGER] = { "struct linger now = { 1, 0 };",
	    N_("Linger on, for no time at all.") },
	[LINE_SET_LINGER] = { "setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));",
	    N_("The close() that follows will be the RFC's ABORT (3.10.5): a RST instead of a FIN.") },
	[LINE_CLOSE] = { "close(fd);",
	    N_("The descriptor is gone, the program neither sends nor reads any more. TCP goes on closing without it.") },
	[LINE_CLOSE_NOTHING] = { "close(fd);",
	    N_("The descriptor is gone. There is no connection to end: nothing is sent.") },
	[LINE_CLOSE_UNREAD] = { "close(fd);",
	    N_("What had arrived and was not read is lost. A RST says so, and no FIN (3.6.1); the connection is gone at once.") },
	[LINE_ABORT] = { "close(fd);",
	    N_("With SO_LINGER 0 it is the RFC's ABORT (3.10.5): a RST is sent, no FIN, and the connection is gone at once. What was queued is lost.") },
	[LINE_ABORT_SILENT] = { "close(fd);",
	    N_("With SO_LINGER 0 it is the RFC's ABORT (3.10.5): what there is of a connection is gone at once. In this state that sends nothing.") },
	[LINE_CRASH] = { "/* power fails: all is forgotten */",
	    N_("No FIN, no RST: the other end does not know.") },
};

static const struct errno_words {
	const char	*name, *meaning;
} errors[] = {
	{ "EAGAIN", N_("no room for it now") },
	{ "EALREADY", N_("this socket is connecting already") },
	{ "EBADF", N_("the descriptor was closed: there is nothing behind it") },
	{ "ECONNABORTED", N_("given up before it was made") },
	{ "ECONNREFUSED", N_("a RST came instead of a SYN,ACK: nobody listens there") },
	{ "ECONNRESET", N_("a RST came: the other end has no such connection, or wants none") },
	{ "EINVAL", N_("not in this state") },
	{ "EISCONN", N_("this socket has a connection already") },
	{ "ENOTCONN", N_("there is no connection any more, or not yet") },
	{ "EPIPE", N_("this end may not send any more (the signal SIGPIPE comes with it)") },
	{ "ETIMEDOUT", N_("nobody answered for too long") },
};

void
call_text(struct str *out, const struct call_line *line)
{
	switch (line->kind) {
	case LINE_LISTEN:
		str_addf(out, "listen(fd, %u);", line->octets);
		break;
	case LINE_SEND:
		str_addf(out, "send(fd, buf, %u, 0);", line->octets);
		break;
	case LINE_RECEIVE:
		if (line->octets > 0)
			str_addf(out, "recv(fd, buf, %u, 0);", line->octets);
		else
			str_add(out, "recv(fd, buf, sizeof(buf), 0);");
		break;
	default:
		str_add(out, words[line->kind].code);
		break;
	}
}

void
call_result(struct str *out, const struct call_line *line)
{
	switch (line->result) {
	case RESULT_NONE:
		break;
	case RESULT_VALUE:
		str_addf(out, "=" NBSP "%ld", line->value);
		break;
	case RESULT_ERRNO:
		str_addf(out, "=" NBSP "-1" NBSP "%s", line->error);
		break;
	case RESULT_WAITS:
		str_add(out, _("...\302\240waits"));
		break;
	}
}

static const char *
errno_meaning(const char *error)
{
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (strcmp(errors[i].name, error) == 0)
			return _(errors[i].meaning);
	return "";
}

void
call_explain(struct str *out, const struct call_line *line)
{
	str_add(out, _(words[line->kind].meaning));
	if (line->result == RESULT_ERRNO)
		str_addf(out, _(" It returned -1; errno is %s: %s."),
		    line->error, errno_meaning(line->error));
	else if (line->result == RESULT_WAITS)
		str_add(out, _(" It has not returned yet."));
	else if (line->kind == LINE_RECEIVE && line->value == 0)
		str_add(out, _(" Here it returned 0."));
}
