/*
 * The names of the states, and the many ways in which people spell them.
 */
#include "tcp/state.h"

#include <string.h>

static const char *const names[STATE_COUNT] = {
	[STATE_CLOSED] = "CLOSED",
	[STATE_LISTEN] = "LISTEN",
	[STATE_SYN_SENT] = "SYN-SENT",
	[STATE_SYN_RECEIVED] = "SYN-RECEIVED",
	[STATE_ESTABLISHED] = "ESTABLISHED",
	[STATE_FIN_WAIT_1] = "FIN-WAIT-1",
	[STATE_FIN_WAIT_2] = "FIN-WAIT-2",
	[STATE_CLOSE_WAIT] = "CLOSE-WAIT",
	[STATE_CLOSING] = "CLOSING",
	[STATE_LAST_ACK] = "LAST-ACK",
	[STATE_TIME_WAIT] = "TIME-WAIT"
};

/* Beyond the names themselves; read with - and _ left out. */
static const struct {
	const char	*spelling;
	enum state	 state;
} spellings[] = {
	{ "SYNRECV", STATE_SYN_RECEIVED },
	{ "SYNRCVD", STATE_SYN_RECEIVED },
	{ "ESTAB", STATE_ESTABLISHED },
	{ "CLOSE", STATE_CLOSED }	/* /proc/net/tcp and ss say so */
};

const char *
state_name(enum state state)
{
	return names[state];
}

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Equal, if case, - and _ do not count. */
static bool
same(const char *text, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '-' || text[i] == '_')
			continue;
		while (*name == '-')
			name++;
		if (*name == '\0' || upper(text[i]) != *name)
			return false;
		name++;
	}
	return *name == '\0';
}

bool
state_parse(const char *text, size_t n, enum state *state)
{
	if (n == 0)
		return false;
	for (int i = 0; i < STATE_COUNT; i++)
		if (same(text, n, names[i])) {
			*state = (enum state)i;
			return true;
		}
	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++)
		if (same(text, n, spellings[i].spelling)) {
			*state = spellings[i].state;
			return true;
		}
	return false;
}

bool
state_is_synchronized(enum state state)
{
	return state >= STATE_ESTABLISHED;
}
