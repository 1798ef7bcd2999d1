/*
 * What model, loopback and kernel have in common: two ends, a wire, and
 * commands that append moments to a trace.
 */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "engine/command.h"
#include "trace/trace.h"

/* How a command ended. */
enum done {
	DONE,			/* moments were appended (none for a set) */
	DONE_NOTHING,		/* nothing to do: no such segment, no timer; why says so */
	DONE_SKIPPED,		/* this engine cannot, by its nature; why says so */
	DONE_BROKEN		/* the engine itself failed (a socket died); why says so */
};

struct engine;

struct engine_ops {
	const char	*name;		/* "model" */
	/* Carry the command out; why->text is filled unless DONE. */
	enum done	(*command)(struct engine *engine,
			    const struct command *command, struct error *why);
	/*
	 * May what stands in the trace now be compared with what a scene
	 * expects there? False, with why, while the scene holds a segment
	 * that this engine could not hold. NULL: always.
	 */
	bool		(*comparable)(const struct engine *engine, struct error *why);
	/*
	 * A real engine: take in what happened by itself since, appending
	 * moments. True if there were any. NULL: nothing ever does.
	 */
	bool		(*poll)(struct engine *engine);
	/* The clock, us since the scene began: virtual or real. */
	int64_t		(*now)(const struct engine *engine);
	void		(*free)(struct engine *engine);
};

/* The head of every engine's own struct. */
struct engine {
	const struct engine_ops	*ops;
	struct trace		 trace;
	uint32_t		 statements;	/* commands so far, for moment.statement */
};

/* What a real engine waits for. */
enum waits {
	WAITS_FOR_REPEAT,	/* that the kernel sends again what is held */
	WAITS_FOR_TIME		/* a timer of the kernel's, or what the scene says */
};

/*
 * Whom to tell before an engine of this process makes a person wait; us: how
 * long at most, as far as one knows. It is called in the middle of a command,
 * and may look at no trace. NULL: nobody.
 */
void engine_watch_waits(void (*told)(void *arg, enum waits what, int64_t us), void *arg);

/* For the engines: say so, unless it is too short to be noticed. */
void engine_waits(enum waits what, int64_t us);

/*
 * Whom to ask meanwhile whether that person still waits; false: to leave is
 * all that is wanted, and what is waited for is of no use any more. NULL: all
 * waits are sat out.
 */
void engine_watch_patience(bool (*lasts)(void *arg), void *arg);

/* For the engines, in each turn of a loop that waits, and at least so often, us. */
#define ENGINE_PATIENCE 100000
bool engine_patience_lasts(void);

/* The engine's moments so far; owned by the engine. */
static inline const struct trace *
engine_trace(const struct engine *engine)
{
	return &engine->trace;
}

enum done engine_command(struct engine *engine, const struct command *command,
    struct error *why);
bool engine_comparable(const struct engine *engine, struct error *why);
bool engine_poll(struct engine *engine);
int64_t engine_now(const struct engine *engine);

/* Free engine, its trace included. NULL is fine. */
void engine_free(struct engine *engine);

#endif
