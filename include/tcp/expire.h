/*
 * Timeouts (RFC 9293, section 3.10.8, and the timers of 3.8).
 */
#ifndef TCP_EXPIRE_H
#define TCP_EXPIRE_H

#include "tcp/tcb.h"

/* The timer runs out at now (ms), whether due or not; it must be running. */
void tcb_expire(struct tcb *tcb, enum timer timer, int64_t now,
    struct effects *fx);

#endif
