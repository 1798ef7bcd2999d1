/*
 * The user's calls (RFC 9293, sections 3.10.1 to 3.10.6), and the two things
 * that a BSD program can do besides: close() without reading on, and losing
 * its memory.
 */
#ifndef TCP_CALL_H
#define TCP_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "tcp/tcb.h"

enum call_kind {
	CALL_LISTEN,		/* passive OPEN */
	CALL_CONNECT,		/* active OPEN */
	CALL_SEND,
	CALL_RECEIVE,
	CALL_SHUTDOWN,		/* CLOSE: no more to send, still receiving */
	CALL_CLOSE,		/* BSD close(): CLOSE, and nobody reads any more */
	CALL_ABORT,
	CALL_STATUS,
	CALL_CRASH		/* not a call: the end forgets everything */
};

#define CALL_COUNT 9

struct call {
	uint8_t		kind;		/* enum call_kind */
	bool		urgent;		/* SEND's URGENT flag */
	uint32_t	octets;		/* of SEND; of RECEIVE, 0: whatever there is */
};

/* Octets that SEND takes before it answers "insufficient resources". */
#define CALL_SEND_MAX 1000000

/* Make the call at now (ms). The answer is in fx->reply. */
void tcb_call(struct tcb *tcb, const struct call *call, int64_t now,
    struct effects *fx);

/* "connect", "shutdown", ... as the scene language has it. */
const char *call_name(enum call_kind kind);

#endif
