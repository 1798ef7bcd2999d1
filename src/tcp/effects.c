/*
 * The words of section 3.10 for what a user is answered and told.
 */
#include "tcp/effects.h"

#include "base/i18n.h"

static const char *const replies[] = {
	[REPLY_NONE] = "",
	[REPLY_OK] = N_("ok"),
	[REPLY_QUEUED] = N_("queued"),
	[REPLY_EXISTS] = N_("error: connection already exists"),
	[REPLY_NOT_EXIST] = N_("error: connection does not exist"),
	[REPLY_CLOSING] = N_("error: connection closing"),
	[REPLY_RESOURCES] = N_("error: insufficient resources"),
	[REPLY_UNSPECIFIED] = N_("error: remote socket unspecified"),
	[REPLY_RESET] = N_("error: connection reset"),
	[REPLY_REFUSED] = N_("error: connection refused")
};

static const char *const signals[] = {
	[SIGNAL_RESET] = N_("connection reset"),
	[SIGNAL_REFUSED] = N_("connection refused"),
	[SIGNAL_CLOSING] = N_("connection closing"),
	[SIGNAL_TIMEOUT] = N_("connection aborted due to user timeout"),
	[SIGNAL_URGENT] = N_("urgent data"),
	[SIGNAL_PROBLEM] = N_("excessive retransmissions; still trying"),
	[SIGNAL_CLOSE_OK] = N_("close: ok"),
	[SIGNAL_RECEIVED] = N_("receive: ok")
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
