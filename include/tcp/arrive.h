/*
 * SEGMENT ARRIVES (RFC 9293, section 3.10.7): the checks in the RFC's order,
 * each leaving a note, up to the one that decides.
 */
#ifndef TCP_ARRIVE_H
#define TCP_ARRIVE_H

#include "tcp/tcb.h"

/* seg arrives at now (ms). It may be anything that a wire can carry. */
void tcb_arrive(struct tcb *tcb, const struct segment *seg, int64_t now,
    struct effects *fx);

#endif
