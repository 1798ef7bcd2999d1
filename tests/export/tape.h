/*
 * A player whose engine is a trace made by hand: for what the model does not
 * do (inferred segments, a kernel's leaps), and for results of every verdict.
 */
#ifndef EXPORT_TAPE_H
#define EXPORT_TAPE_H

#include "lesson/player.h"
#include "trace/by_hand.h"

struct tape {
	struct engine	engine;
	struct lesson	lesson;
	struct player	player;
	struct result	results[8];
};

static inline void
tape_init(struct tape *tape, const char *engine, const char *kernel)
{
	static char id[] = "tape", title[] = "A tape";

	memset(tape, 0, sizeof(*tape));
	trace_init(&tape->engine.trace, engine, kernel);
	tape->lesson.id = id;
	tape->lesson.title = title;
	tape->player.lesson = &tape->lesson;
	tape->player.engine = &tape->engine;
	tape->player.results = tape->results;
}

static inline void
tape_fini(struct tape *tape)
{
	trace_fini(&tape->engine.trace);
}

/* What was said of a statement, of the trace so far. */
static inline struct result *
tape_say(struct tape *tape, enum verdict verdict, int line)
{
	struct result *result = &tape->results[tape->player.result_count++];

	result->verdict = verdict;
	result->line = line;
	result->moment = tape->engine.trace.count;
	return result;
}

#endif
