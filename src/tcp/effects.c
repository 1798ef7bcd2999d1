/*
 * The words of section 3.10 for what a user is answered and told.
 */
#include "tcp/effects.h"

static const char *const replies[] = {
	[REPLY_NONE] = "",
	[REPLY_OK] = "ok",
	[REPLY_QUEUED] = "queued",
	[REPLY_EXISTS] = "error: connection already exists",
	[REPLY_NOT_EXIST] = "error: connection does not exist",
	[REPLY_CLOSING] = "error: connection closing",
	[REPLY_RESOURCES] = "error: insufficient resources",
	[REPLY_UNSPECIFIED] = "error: remote socket unspecified",
	[REPLY_RESET] = "error: connection reset",
	[REPLY_REFUSED] = "error: connection refused"
};

static const char *const signals[] = {
	[SIGNAL_RESET] = "connection reset",
	[SIGNAL_REFUSED] = "connection refused",
	[SIGNAL_CLOSING] = "connection closing",
	[SIGNAL_TIMEOUT] = "connection aborted due to user timeout",
	[SIGNAL_URGENT] = "urgent data",
	[SIGNAL_PROBLEM] = "excessive retransmissions",
	[SIGNAL_CLOSE_OK] = "close: ok",
	[SIGNAL_RECEIVED] = "receive: ok"
};

const char *
reply_text(enum reply reply)
{
	return replies[reply];
}

bool
reply_is_error(enum reply reply)
{
	return reply >= REPLY_EXISTS;
}

const char *
signal_text(enum signal signal)
{
	return signals[signal];
}
