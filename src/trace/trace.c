/*
 * How a trace grows. The lists of the newest moment (wire, notes, edges,
 * signals) stand in buffers of the trace, where they may grow; once the next
 * moment begins they are final, and are packed into one piece of memory of
 * the exact size:
 *
 *	moments   [ 0 ][ 1 ][ 2 ][ 3 ]
 *	            |    |    |    +--> newest.wire, newest.notes, ...
 *	            v    v    v
 *	          edges notes wire signals, one block a moment
 *
 * So appending costs one allocation a moment at most, and the wire is the
 * only thing copied from one moment to the next.
 */
#include "trace/trace.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
trace_init(struct trace *trace, const char *engine, const char *kernel)
{
	memset(trace, 0, sizeof(*trace));
	trace->engine = mem_strdup(engine);
	if (kernel != NULL)
		trace->kernel = mem_strdup(kernel);
}

void
trace_fini(struct trace *trace)
{
	for (size_t i = 0; i < trace->count; i++) {
		free(trace->moments[i].packed);
		free(trace->moments[i].remark);
	}
	vec_free(&trace->newest.wire);
	vec_free(&trace->newest.notes);
	vec_free(&trace->newest.edges);
	vec_free(&trace->newest.signals);
	free(trace->moments);
	free(trace->flights);
	free(trace->engine);
	free(trace->kernel);
	memset(trace, 0, sizeof(*trace));
}

static struct moment *
newest(struct trace *trace)
{
	assert(trace->count > 0);
	return &trace->moments[trace->count - 1];
}

/* Let the newest moment point at its lists, wherever they have grown to. */
static void
trace_point(struct trace *trace)
{
	struct moment *moment = newest(trace);

	moment->wire = trace->newest.wire.v;
	moment->wire_count = (uint32_t)trace->newest.wire.n;
	moment->notes = trace->newest.notes.v;
	moment->note_count = (uint32_t)trace->newest.notes.n;
	moment->edges = trace->newest.edges.v;
	moment->edge_count = (uint32_t)trace->newest.edges.n;
	moment->signals = trace->newest.signals.v;
	moment->signal_count = (uint32_t)trace->newest.signals.n;
}

static void *
pack(char **to, const void *list, size_t n, size_t size)
{
	void *packed = *to;

	if (n == 0)
		return NULL;
	assert(packed != NULL);	/* the same counts made the room */
	memcpy(packed, list, n * size);
	*to += n * size;
	return packed;
}

/* The newest moment is final. Its lists stand by falling alignment. */
static void
trace_pack(struct trace *trace)
{
	struct moment *m = newest(trace);
	size_t size = m->edge_count * sizeof(*m->edges) +
	    m->note_count * sizeof(*m->notes) +
	    m->wire_count * sizeof(*m->wire) +
	    m->signal_count * sizeof(*m->signals);
	char *to = NULL;

	if (size > 0)
		m->packed = to = mem_alloc(size, 1);
	m->edges = pack(&to, m->edges, m->edge_count, sizeof(*m->edges));
	m->notes = pack(&to, m->notes, m->note_count, sizeof(*m->notes));
	m->wire = pack(&to, m->wire, m->wire_count, sizeof(*m->wire));
	m->signals = pack(&to, m->signals, m->signal_count, sizeof(*m->signals));
}

struct moment *
trace_begin(struct trace *trace, const struct happening *cause, int line,
    uint32_t statement, int64_t time)
{
	struct moment moment = {
		.line = line,
		.statement = statement,
		.time = time,
		.cause = *cause,
		.end = { *trace_now(trace, END_A), *trace_now(trace, END_B) },
		.sent = (uint32_t)trace->flight_count,
	};

	if (trace->count > 0)
		trace_pack(trace);
	trace->newest.notes.n = 0;
	trace->newest.edges.n = 0;
	trace->newest.signals.n = 0;
	trace->moments = vec_room(trace->moments, &trace->cap, trace->count + 1,
	    sizeof(*trace->moments));
	trace->moments[trace->count++] = moment;
	trace_point(trace);
	return newest(trace);
}

void
trace_note(struct trace *trace, enum end end, const struct note *note)
{
	vec_push(&trace->newest.notes,
	    (struct note_at){ .end = (uint8_t)end, .note = *note });
	trace_point(trace);
}

static void
trace_add_edge(struct trace *trace, struct edge_at edge)
{
	vec_push(&trace->newest.edges, edge);
	trace_point(trace);
}

void
trace_edge(struct trace *trace, enum end end, const struct edge *edge)
{
	trace_add_edge(trace, (struct edge_at){
		.end = (uint8_t)end,
		.edge = edge,
		.from = edge->from,
		.to = edge->to,
	});
}

void
trace_step(struct trace *trace, enum end end, enum state from, enum state to)
{
	trace_add_edge(trace, (struct edge_at){
		.end = (uint8_t)end,
		.from = (uint8_t)from,
		.to = (uint8_t)to,
	});
}

void
trace_signal(struct trace *trace, enum end end, enum signal signal)
{
	vec_push(&trace->newest.signals,
	    (struct signal_at){ .end = (uint8_t)end, .signal = (uint8_t)signal });
	trace_point(trace);
}

void
trace_remark(struct trace *trace, const char *fmt, ...)
{
	struct moment *moment = newest(trace);
	char *remark;
	va_list args;

	va_start(args, fmt);
	int n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n < 0)
		return;
	remark = mem_alloc((size_t)n + 1, 1);
	va_start(args, fmt);
	vsnprintf(remark, (size_t)n + 1, fmt, args);
	va_end(args);
	while (n > 0 && remark[n - 1] == ' ')
		remark[--n] = '\0';
	free(moment->remark);
	moment->remark = remark;
}

/* Keep a flight that begins in the newest moment. Its index. */
static uint32_t
trace_add_flight(struct trace *trace, struct flight flight)
{
	flight.sent_at = trace->count - 1;
	flight.sent_time = newest(trace)->time;
	flight.ended_at = NO_MOMENT;
	trace->flights = vec_room(trace->flights, &trace->flight_cap,
	    trace->flight_count + 1, sizeof(*trace->flights));
	trace->flights[trace->flight_count] = flight;
	return (uint32_t)trace->flight_count++;
}

/*
 * The first transmission of what seg carries again: it is looked for from
 * the newest backwards, for what is retransmitted was sent not long ago.
 */
static uint32_t
trace_first_transmission(const struct trace *trace, enum end from,
    const struct segment *seg)
{
	for (size_t i = trace->flight_count; i-- > 0;) {
		const struct flight *f = &trace->flights[i];

		if (f->from != from || f->copy || f->forged)
			continue;
		if (seq_in(seg->seq, f->seg.seq, segment_len(&f->seg)))
			return f->again_of != 0 ? f->again_of : f->number;
	}
	return 0;
}

uint32_t
trace_send(struct trace *trace, enum end from, const struct sent *sent)
{
	struct moment *moment = newest(trace);
	uint32_t again_of = 0;

	if (sent->purpose == SENT_AGAIN)
		again_of = trace_first_transmission(trace, from, &sent->seg);

	uint32_t index = trace_add_flight(trace, (struct flight){
		.number = ++trace->numbered,
		.from = (uint8_t)from,
		.purpose = sent->purpose,
		.again_of = again_of,
		.seg = sent->seg,
	});

	if (moment->sent_count++ == 0)
		moment->sent = index;
	vec_push(&trace->newest.wire, index);
	trace_point(trace);
	return index;
}

void
trace_effects(struct trace *trace, enum end end, const struct effects *fx)
{
	struct moment *moment = newest(trace);

	for (int i = 0; i < fx->note_count; i++)
		trace_note(trace, end, &fx->notes[i]);
	for (int i = 0; i < fx->edge_count; i++)
		trace_edge(trace, end, fx->edges[i]);
	for (int i = 0; i < fx->signal_count; i++)
		trace_signal(trace, end, fx->signals[i]);
	for (int i = 0; i < fx->sent_count; i++)
		trace_send(trace, end, &fx->sent[i]);
	if (fx->reply != REPLY_NONE)
		moment->reply = fx->reply;
	moment->received += fx->received;
}

/* The place of a flight on the newest wire; it must be there. */
static size_t
wire_place(const struct trace *trace, uint32_t flight)
{
	size_t place = 0;

	while (place < trace->newest.wire.n && trace->newest.wire.v[place] != flight)
		place++;
	assert(place < trace->newest.wire.n);
	return place;
}

uint32_t
trace_duplicate(struct trace *trace, uint32_t flight)
{
	struct flight copy = trace->flights[flight];
	size_t place = wire_place(trace, flight) + 1;

	copy.copy = true;

	uint32_t index = trace_add_flight(trace, copy);

	vec_push(&trace->newest.wire, index);

	uint32_t *behind = trace->newest.wire.v + place;

	memmove(behind + 1, behind,
	    (trace->newest.wire.n - 1 - place) * sizeof(*behind));
	*behind = index;
	trace_point(trace);
	return index;
}

uint32_t
trace_forge(struct trace *trace, enum end to, const struct segment *seg)
{
	struct moment *moment = newest(trace);
	uint32_t index = trace_add_flight(trace, (struct flight){
		.from = (uint8_t)end_other(to),
		.forged = true,
		.seg = *seg,
	});
	struct flight *flight = &trace->flights[index];

	flight->fate = FATE_DELIVERED;
	flight->ended_at = flight->sent_at;
	flight->ended_time = flight->sent_time;
	moment->cause.flight = index;
	return index;
}

void
trace_end_flight(struct trace *trace, uint32_t flight, enum fate fate)
{
	struct flight *f = &trace->flights[flight];
	size_t place = wire_place(trace, flight);
	uint32_t *gone = trace->newest.wire.v + place;

	memmove(gone, gone + 1, (trace->newest.wire.n - 1 - place) * sizeof(*gone));
	trace->newest.wire.n--;
	f->fate = (uint8_t)fate;
	f->ended_at = trace->count - 1;
	f->ended_time = newest(trace)->time;
	trace_point(trace);
}

const struct endpoint *
trace_before(const struct trace *trace, size_t at, enum end end)
{
	return at == 0 ? &trace->start[end] : &trace->moments[at - 1].end[end];
}

int64_t
trace_time(const struct trace *trace, size_t count)
{
	int64_t time = count > 0 ? trace->moments[count - 1].time : 0;

	return count == trace->count && trace->clock > time ? trace->clock : time;
}

const struct endpoint *
trace_now(const struct trace *trace, enum end end)
{
	return trace_before(trace, trace->count, end);
}
