/* The scenes. */
#include "scenes.h"

#include <assert.h>

#include "tcp/segment.h"

/* Numbers as the RFC's figures have them: ISS 100 and 300. */
static const uint32_t iss[END_COUNT] = { 100, 300 };

static struct moment *
newest(struct trace *trace)
{
	return &trace->moments[trace->count - 1];
}

static void
go(struct trace *trace, enum end end, enum state to, enum cause cause)
{
	struct endpoint *endpoint = &newest(trace)->end[end];

	if (endpoint->state == to)
		return;
	const struct edge *edge = edge_find(endpoint->state, to, cause);
	assert(edge != NULL);
	trace_edge(trace, end, edge);
	endpoint->state = (uint8_t)to;
	if (to == STATE_CLOSED) {
		endpoint->known = 0;
		endpoint->timer_count = 0;
		return;
	}
	endpoint->known |= KNOWN_RCV_WND;
	endpoint->rcv_wnd = 65535;
}

static void
timer_set(struct trace *trace, enum end end, enum timer timer, int64_t after)
{
	struct moment *moment = newest(trace);
	struct endpoint *endpoint = &moment->end[end];

	endpoint->timer_count = 1;
	endpoint->timers[0] = (struct running_timer){
		.kind = (uint8_t)timer,
		.due = moment->time + after,
	};
}

void
scene_call(struct trace *trace, enum end end, enum cause_kind kind,
    enum state to, enum cause cause)
{
	struct happening happening = {
		.kind = (uint8_t)kind,
		.end = (uint8_t)end,
		.has_end = true,
	};

	trace_begin(trace, &happening, 0, 0, 0);
	go(trace, end, to, cause);
	newest(trace)->reply = REPLY_OK;
}

uint32_t
scene_send(struct trace *trace, enum end from, unsigned flags, uint32_t seq,
    uint32_t len, uint32_t ack)
{
	struct sent sent = {
		.seg = { .seq = seq_make(seq), .ack = seq_make(ack), .len = len,
		    .wnd = 65535, .flags = (uint8_t)flags },
		.purpose = SENT_ACK,
	};
	struct endpoint *endpoint = &newest(trace)->end[from];

	endpoint->known |= KNOWN_ISS | KNOWN_SND_UNA | KNOWN_SND_NXT |
	    KNOWN_SND_WND;
	endpoint->iss = iss[from];
	if (endpoint->snd_una == 0)
		endpoint->snd_una = iss[from];
	endpoint->snd_nxt = seq + segment_len(&sent.seg);
	if (segment_len(&sent.seg) > 0)
		timer_set(trace, from, TIMER_RETRANSMISSION, 1000000);
	return trace_send(trace, from, &sent);
}

static void
take_in(struct trace *trace, enum end to, const struct segment *seg)
{
	struct endpoint *endpoint = &newest(trace)->end[to];

	if (seg->flags & SEG_SYN) {
		endpoint->irs = seg->seq.n;
		endpoint->known |= KNOWN_IRS | KNOWN_RCV_NXT;
	}
	if (segment_len(seg) > 0)
		endpoint->rcv_nxt = seg->seq.n + segment_len(seg);
	if (seg->flags & SEG_ACK) {
		endpoint->snd_una = seg->ack.n;
		if (endpoint->snd_una == endpoint->snd_nxt)
			endpoint->timer_count = 0;
	}
	endpoint->snd_wnd = seg->wnd;
}

/* A moment of the oldest flight under way. Its index. */
static uint32_t
begin_flight(struct trace *trace, enum cause_kind kind)
{
	assert(newest(trace)->wire_count > 0);
	uint32_t flight = newest(trace)->wire[0];
	struct happening happening = {
		.kind = (uint8_t)kind,
		.end = (uint8_t)end_other(trace->flights[flight].from),
		.has_end = true,
		.flight = flight,
	};

	trace_begin(trace, &happening, 0, 0, 0);
	return flight;
}

void
scene_deliver(struct trace *trace, enum state to, enum cause cause)
{
	uint32_t flight = begin_flight(trace, KIND_DELIVER);
	enum end end = newest(trace)->cause.end;

	trace_end_flight(trace, flight, FATE_DELIVERED);
	take_in(trace, end, &trace->flights[flight].seg);
	go(trace, end, to, cause);
}

void
scene_drop(struct trace *trace)
{
	trace_end_flight(trace, begin_flight(trace, KIND_DROP), FATE_LOST);
}

void
scene_timer(struct trace *trace, enum end end, enum timer timer,
    enum state to, enum cause cause)
{
	struct happening happening = {
		.kind = KIND_TIMER,
		.end = (uint8_t)end,
		.has_end = true,
		.timer = (uint8_t)timer,
	};

	trace_begin(trace, &happening, 0, 0, 0);
	newest(trace)->end[end].timer_count = 0;
	go(trace, end, to, cause);
}

void
scene_handshake(struct trace *trace)
{
	scene_call(trace, END_B, KIND_LISTEN, STATE_LISTEN, CAUSE_PASSIVE_OPEN);
	scene_call(trace, END_A, KIND_CONNECT, STATE_SYN_SENT, CAUSE_ACTIVE_OPEN);
	scene_send(trace, END_A, SEG_SYN, 100, 0, 0);
	scene_deliver(trace, STATE_SYN_RECEIVED, CAUSE_RCV_SYN);
	scene_send(trace, END_B, SEG_SYN | SEG_ACK, 300, 0, 101);
	scene_deliver(trace, STATE_ESTABLISHED, CAUSE_RCV_SYN_ACK);
	scene_send(trace, END_A, SEG_ACK, 101, 0, 301);
	scene_deliver(trace, STATE_ESTABLISHED, CAUSE_RCV_ACK_OF_SYN);
}

void
scene_close(struct trace *trace)
{
	scene_call(trace, END_A, KIND_SHUTDOWN, STATE_FIN_WAIT_1, CAUSE_CLOSE);
	scene_send(trace, END_A, SEG_FIN | SEG_ACK, 101, 0, 301);
	scene_deliver(trace, STATE_CLOSE_WAIT, CAUSE_RCV_FIN);
	scene_send(trace, END_B, SEG_ACK, 301, 0, 102);
	scene_deliver(trace, STATE_FIN_WAIT_2, CAUSE_RCV_ACK_OF_FIN);
	scene_call(trace, END_B, KIND_SHUTDOWN, STATE_LAST_ACK, CAUSE_CLOSE);
	scene_send(trace, END_B, SEG_FIN | SEG_ACK, 301, 0, 102);
	scene_deliver(trace, STATE_TIME_WAIT, CAUSE_RCV_FIN);
	timer_set(trace, END_A, TIMER_TIME_WAIT, 240000000);
	scene_send(trace, END_A, SEG_ACK, 102, 0, 302);
	scene_deliver(trace, STATE_CLOSED, CAUSE_RCV_ACK_OF_FIN);
	scene_timer(trace, END_A, TIMER_TIME_WAIT, STATE_CLOSED, CAUSE_2MSL);
}

void
scene_edge(struct trace *trace, enum end end, const struct edge *edge)
{
	struct happening happening = {
		.kind = KIND_WAIT,
		.end = (uint8_t)end,
	};

	trace->start[end].state = edge->from;
	trace_begin(trace, &happening, 0, 0, 0);
	newest(trace)->end[end].state = edge->to;
	trace_edge(trace, end, edge);
}
