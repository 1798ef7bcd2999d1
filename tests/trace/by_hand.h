/*
 * Moments made by hand, as an engine would make them: for suites that ask
 * what a trace keeps, shows or exports, whatever TCP says of it.
 */
#ifndef TRACE_BY_HAND_H
#define TRACE_BY_HAND_H

#include <string.h>

#include "tap.h"
#include "trace/trace.h"

/* "S. 300:300(0) ack 101 win 65535" as a segment. */
static inline struct segment
segment_of(const char *text)
{
	struct pattern pattern;
	struct error error;

	ck_assert_msg(pattern_parse(&pattern, text, strlen(text), &error),
	    "%s: %s", text, error.text);
	return pattern.seg;
}

static inline struct moment *
hand_moment(struct trace *trace, enum cause_kind kind, enum end end,
    int64_t time)
{
	const struct happening cause = {
		.kind = (uint8_t)kind,
		.end = (uint8_t)end,
		.has_end = kind != KIND_WAIT,
	};
	uint32_t statement = (uint32_t)trace->count + 1;

	return trace_begin(trace, &cause, (int)trace->count + 10, statement, time);
}

static inline uint32_t
hand_send(struct trace *trace, enum end from, enum purpose purpose,
    const char *text)
{
	const struct sent sent = {
		.seg = segment_of(text),
		.purpose = (uint8_t)purpose,
	};

	return trace_send(trace, from, &sent);
}

/* A moment in which flight reaches its receiver, is lost, or is doubled. */
static inline struct moment *
hand_fate(struct trace *trace, enum cause_kind kind, uint32_t flight,
    int64_t time)
{
	enum end to = end_other(trace->flights[flight].from);
	struct moment *moment = hand_moment(trace, kind, to, time);

	moment->cause.flight = flight;
	if (kind == KIND_DUPLICATE)
		trace_duplicate(trace, flight);
	else
		trace_end_flight(trace, flight,
		    kind == KIND_DROP ? FATE_LOST : FATE_DELIVERED);
	return moment;
}

/* The end moves, in the newest moment, by an edge of the table. */
static inline void
hand_edge(struct trace *trace, enum end end, enum state to, enum cause cause)
{
	struct endpoint *endpoint = &trace->moments[trace->count - 1].end[end];
	const struct edge *edge = edge_find(endpoint->state, to, cause);

	ck_assert_ptr_nonnull(edge);
	trace_edge(trace, end, edge);
	endpoint->state = (uint8_t)to;
}

#endif
