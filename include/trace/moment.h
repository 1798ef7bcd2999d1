/*
 * A moment: one event, and everything that can be shown of it. A moment is
 * complete in itself (with the segments of its trace), so that a view or an
 * export never asks an engine, and going back is an index.
 */
#ifndef TRACE_MOMENT_H
#define TRACE_MOMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "tcp/effects.h"
#include "tcp/segment.h"
#include "tcp/state.h"
#include "tcp/tcb.h"

/* The two ends: A is drawn left, B right. */
enum end {
	END_A,
	END_B
};

#define END_COUNT 2

static inline enum end
end_other(enum end end)
{
	return end == END_A ? END_B : END_A;
}

/* 'A' or 'B'. */
static inline char
end_letter(enum end end)
{
	return end == END_A ? 'A' : 'B';
}

/* Which numbers of an endpoint are known; the others are shown as "-", null in JSON. */
enum {
	KNOWN_ISS = 0x01,
	KNOWN_IRS = 0x02,
	KNOWN_SND_UNA = 0x04,
	KNOWN_SND_NXT = 0x08,
	KNOWN_SND_WND = 0x10,
	KNOWN_RCV_NXT = 0x20,
	KNOWN_RCV_WND = 0x40,
	KNOWN_QUEUES = 0x80
};

struct running_timer {
	uint8_t		kind;	/* enum timer */
	uint16_t	count;	/* how often it ran out for the same thing */
	int64_t		due;	/* us, on the trace's clock */
};

/* One end as it stood: an RFC 9293 TCB, or what a kernel lets us see of one. */
struct endpoint {
	uint8_t		state;		/* enum state */
	uint8_t		known;		/* KNOWN_* */
	uint8_t		timer_count;
	uint32_t	iss, irs;
	uint32_t	snd_una, snd_nxt, snd_wnd;
	uint32_t	rcv_nxt, rcv_wnd;
	uint32_t	send_queue;	/* octets written and not yet acknowledged (ss: Send-Q) */
	uint32_t	receive_queue;	/* octets received and not yet read (ss: Recv-Q) */
	struct running_timer timers[TIMER_COUNT];
	bool		has_listener;	/* a socket listens, and its queue was looked at: */
	uint32_t	accept_queue;	/* connections that wait for accept() (ss: Recv-Q) */
	uint32_t	backlog;	/* of listen() (ss: Send-Q) */
};

/* INTERFACE's "kind" of a cause. */
enum cause_kind {
	KIND_LISTEN,
	KIND_CONNECT,
	KIND_ACCEPT,		/* the program takes a connection from its listener's queue */
	KIND_SEND,
	KIND_RECEIVE,
	KIND_SHUTDOWN,
	KIND_CLOSE,
	KIND_ABORT,
	KIND_CRASH,
	KIND_FILL,		/* strangers connect until the accept queue is full */
	KIND_DELIVER,
	KIND_DROP,
	KIND_DUPLICATE,
	KIND_INJECT,
	KIND_TIMER,
	KIND_WAIT
};

#define KIND_COUNT 16

struct happening {
	uint8_t		kind;		/* enum cause_kind */
	uint8_t		end;		/* who called; whom the segment reaches (or would); whose timer */
	bool		has_end;	/* false for a wait */
	bool		self;		/* of connect: to its own port */
	uint8_t		timer;		/* enum timer, for KIND_TIMER */
	uint32_t	octets;		/* asked for by send, receive (0: whatever there is); of fill: strangers */
	uint32_t	flight;		/* index into the trace's flights, for segments */
	int64_t		duration;	/* us, for KIND_WAIT */
};

struct note_at {
	uint8_t		end;
	struct note	note;
};

struct edge_at {
	uint8_t		   end;
	const struct edge *edge;	/* NULL where a kernel went a way the table has not */
	uint8_t		   from, to;	/* enum state */
};

struct signal_at {
	uint8_t		end;
	uint8_t		signal;		/* enum signal */
};

/* A segment on its way, or what became of it. */
enum fate {
	FATE_IN_FLIGHT,
	FATE_DELIVERED,
	FATE_LOST
};

#define NO_MOMENT SIZE_MAX

struct flight {
	uint32_t	number;		/* N-th segment sent (from 1); a copy has its original's; 0: forged */
	uint8_t		from;		/* enum end; of a forgery, the end it claims to be from */
	uint8_t		purpose;	/* enum purpose */
	uint8_t		fate;		/* enum fate, in the end; see flight_fate */
	bool		copy;		/* the wire's doing: duplicated */
	bool		forged;		/* injected */
	bool		inferred;	/* a real engine: nobody saw it, but it must have been */
	uint16_t	repeats;	/* a held segment of a real kernel: sent again so often */
	uint32_t	again_of;	/* number of the first transmission; 0: this is the first */
	size_t		sent_at;	/* index of the moment */
	size_t		ended_at;	/* index of the moment, or NO_MOMENT */
	int64_t		sent_time;	/* us */
	int64_t		ended_time;	/* us */
	struct segment	seg;
};

struct moment {
	int		  line;		/* of the statement in its file; 0: none */
	uint32_t	  statement;	/* counts the commands of a run; several moments may share one */
	int64_t		  time;		/* us since the scene began */
	struct happening  cause;
	struct endpoint	  end[END_COUNT];	/* afterwards */
	uint32_t	  sent;		/* index of the first flight this moment sent ... */
	uint32_t	  sent_count;	/* ... and how many, in order */
	uint32_t	 *wire;		/* indices of the flights under way afterwards, oldest first */
	uint32_t	  wire_count;
	struct note_at	 *notes;
	uint32_t	  note_count;
	struct edge_at	 *edges;
	uint32_t	  edge_count;
	struct signal_at *signals;
	uint32_t	  signal_count;
	uint8_t		  reply;	/* enum reply, if the cause was a call */
	uint32_t	  received;	/* octets a RECEIVE returned */
	bool		  at_once;	/* a real engine: the kernel did all of this without a stop */
	char		 *remark;	/* what the engine itself has to say, or NULL: plain text */
	void		 *packed;	/* the trace's own: the memory of the four lists */
};

/* "listen", "connect", ..., "timer", "wait". */
const char *kind_name(enum cause_kind kind);

/* Is it a call of the sockets interface (or a crash)? Does cause.flight mean something? */
bool kind_is_call(enum cause_kind kind);
bool kind_is_segment(enum cause_kind kind);

/*
 * As much of it as tells a reader something: a real clock's time in two digits or
 * so; the model's, in whole milliseconds, is left.
 */
int64_t duration_told(int64_t us);

/* A time as a person says it: "250 us", "1.5 ms", "3 s", "4 min". */
void duration_print(struct str *out, int64_t us);

/* What became of a flight as seen at the moment with that index. */
enum fate flight_fate(const struct flight *flight, size_t at);

#endif
