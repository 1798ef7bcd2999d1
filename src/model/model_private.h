/*
 * What the parts of the model engine share.
 */
#ifndef MODEL_MODEL_PRIVATE_H
#define MODEL_MODEL_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/engine.h"
#include "tcp/tcb.h"

struct model {
	struct engine	engine;
	struct tcb	tcb[END_COUNT];
	int64_t		now;		/* us */
	bool		self[END_COUNT];	/* connected to its own port */
	bool		queued;		/* a scene filled a queue, which is not modelled */
	struct effects	fx;
};

/* ---- model_set.c */

/* A set that both ends of RFC 9293 have. */
enum done model_set(struct model *model, const struct command *command);

/* accept, fill, and the sets of what only sockets have: skipped, but for what holds anyway. */
enum done model_sockets(struct model *model, const struct command *command,
    struct error *why);

#endif
