/*
 * The eleven states of a connection (RFC 9293, section 3.3.2).
 */
#ifndef TCP_STATE_H
#define TCP_STATE_H

#include <stdbool.h>
#include <stddef.h>

enum state {
	STATE_CLOSED,
	STATE_LISTEN,
	STATE_SYN_SENT,
	STATE_SYN_RECEIVED,
	STATE_ESTABLISHED,
	STATE_FIN_WAIT_1,
	STATE_FIN_WAIT_2,
	STATE_CLOSE_WAIT,
	STATE_CLOSING,
	STATE_LAST_ACK,
	STATE_TIME_WAIT
};

#define STATE_COUNT 11

/* The RFC's name: "SYN-RECEIVED". A constant; never NULL. */
const char *state_name(enum state state);

/*
 * Read a state in any usual spelling, case ignored: SYN-RECEIVED, SYN_RECV,
 * SYN-RCVD, FIN_WAIT1, FINWAIT-1, ESTAB, ... Only the first n octets of text
 * are read, all of them must be the name. False if it is none.
 */
bool state_parse(const char *text, size_t n, enum state *state);

/* ESTABLISHED and everything after it (section 3.5.2, group 3). */
bool state_is_synchronized(enum state state);

#endif
