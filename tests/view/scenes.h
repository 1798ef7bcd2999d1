/*
 * Traces for the tests of views, laid by hand: what stands in one is what the
 * test says, whatever the engines do.
 */
#ifndef VIEW_SCENES_H
#define VIEW_SCENES_H

#include "trace/trace.h"

/* The end calls; it goes to a state by that cause (its own state: it stays). */
void scene_call(struct trace *trace, enum end end, enum cause_kind kind,
    enum state to, enum cause cause);

/* The end sends, in the newest moment: flags, SEQ, octets, ACK. The flight. */
uint32_t scene_send(struct trace *trace, enum end from, unsigned flags,
    uint32_t seq, uint32_t len, uint32_t ack);

/* The oldest segment under way arrives; its receiver goes to a state. */
void scene_deliver(struct trace *trace, enum state to, enum cause cause);

/* The oldest segment under way is lost. */
void scene_drop(struct trace *trace);

/* A timer runs out. */
void scene_timer(struct trace *trace, enum end end, enum timer timer,
    enum state to, enum cause cause);

/* The handshake of figure 6, and the close of figure 12 after it. */
void scene_handshake(struct trace *trace);
void scene_close(struct trace *trace);

/* An end walks from one state to another in one moment. */
void scene_edge(struct trace *trace, enum end end, const struct edge *edge);

#endif
