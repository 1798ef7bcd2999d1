/*
 * A trace: the moments of one run in order, and the segments that they sent.
 * Engines append; views, exports and checks read.
 */
#ifndef TRACE_TRACE_H
#define TRACE_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"
#include "trace/moment.h"

struct trace {
	char		*engine;	/* "model", ... */
	char		*kernel;	/* "Linux 6.18.1", or NULL */
	struct endpoint	 start[END_COUNT];	/* before the first moment */
	struct moment	*moments;
	size_t		 count;
	size_t		 cap;
	struct flight	*flights;
	size_t		 flight_count;
	size_t		 flight_cap;
	uint32_t	 numbered;	/* segments sent so far */
	/* us: where time stands now, if it has gone on behind the newest moment; or less. */
	int64_t		 clock;
	/* Where the newest moment's lists grow; those of the others are packed. */
	struct {
		VEC(uint32_t)		wire;
		VEC(struct note_at)	notes;
		VEC(struct edge_at)	edges;
		VEC(struct signal_at)	signals;
	} newest;
};

/* engine and kernel are copied; both ends begin CLOSED, with nothing known. */
void trace_init(struct trace *trace, const char *engine, const char *kernel);
void trace_fini(struct trace *trace);

/*
 * Append a moment with that cause. It begins as a copy of how things stood
 * (both ends, the wire); the engine then fills in what changed. The pointer
 * holds until the next moment is begun.
 */
struct moment *trace_begin(struct trace *trace, const struct happening *cause,
    int line, uint32_t statement, int64_t time);

/* Add to the newest moment. Blanks at a remark's end are left out. */
void trace_note(struct trace *trace, enum end end, const struct note *note);
void trace_edge(struct trace *trace, enum end end, const struct edge *edge);
void trace_step(struct trace *trace, enum end end, enum state from, enum state to);
void trace_signal(struct trace *trace, enum end end, enum signal signal);
void trace_remark(struct trace *trace, const char *fmt, ...)
    __attribute__((format(printf, 2, 3), nonnull(2)));

/*
 * A segment leaves `from` in the newest moment and is under way. Its index.
 * What was SENT_AGAIN is tied to the first transmission of what it carries.
 */
uint32_t trace_send(struct trace *trace, enum end from, const struct sent *sent);

/* Notes, edges, signals, segments and the reply of an event at `end`, at once. */
void trace_effects(struct trace *trace, enum end end, const struct effects *fx);

/* A second copy right behind flight, which is under way. Its index. */
uint32_t trace_duplicate(struct trace *trace, uint32_t flight);

/* A forgery that arrives in this moment, and becomes the flight of its cause. Its index. */
uint32_t trace_forge(struct trace *trace, enum end to, const struct segment *seg);

/* flight reaches its receiver, or is lost, in the newest moment: off the wire with it. */
void trace_end_flight(struct trace *trace, uint32_t flight, enum fate fate);

/* The end as it stood before the moment with that index. */
const struct endpoint *trace_before(const struct trace *trace, size_t at, enum end end);

/* What time it is to whoever looks at the first count moments, us: goes on at the newest alone. */
int64_t trace_time(const struct trace *trace, size_t count);

/* The newest state of things: the last moment's ends, or the start. */
const struct endpoint *trace_now(const struct trace *trace, enum end end);

/* Which oldest flight under way fits: see engine/command.h's struct which. */

/* What a person reads as the cause: "connect()", "S 100:100(0) win 65535", "retransmission timer", "1.5 s". */
void moment_cause(struct str *out, const struct trace *trace, const struct moment *moment);

/* The same with the ends: "A: connect()", "B receives S 100:100(0) win 65535", "lost on the way to B: ...". */
void moment_headline(struct str *out, const struct trace *trace, const struct moment *moment);

/*
 * The one sentence that explains the moment: that of the last edge taken; or
 * of the check that decided; or what it means that a segment was lost, that
 * it was doubled, that time went by.
 */
void moment_sentence(struct str *out, const struct trace *trace, const struct moment *moment);

/*
 * What the engine itself has to say beside that sentence (a kernel that did
 * otherwise, a segment that was sent again), or NULL.
 */
const char *moment_remark(const struct moment *moment, const char *sentence);

/* The TCB as an endpoint: what is known in its state, timers with time in us. */
void endpoint_from_tcb(struct endpoint *endpoint, const struct tcb *tcb);

#endif
