/*
 * The model engine: two RFC 9293 TCBs, a wire that delivers nothing by
 * itself, and a clock that is moved, not waited for.
 */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include "engine/engine.h"

/* A fresh model: both ends CLOSED, ISS 100 and 300, time 0. Free with engine_free. */
struct engine *model_new(void);

/* The TCB of one end, for the rooms that look deeper than a moment does. */
const struct tcb *model_tcb(const struct engine *engine, enum end end);

#endif
