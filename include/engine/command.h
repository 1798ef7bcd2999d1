/*
 * A command: what a key or a line of a scene asks of an engine.
 */
#ifndef ENGINE_COMMAND_H
#define ENGINE_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "tcp/call.h"
#include "tcp/segment.h"
#include "trace/trace.h"

enum verb {
	VERB_SET_ISS,
	VERB_SET_WINDOW,
	VERB_SET_MSS,
	VERB_SET_RFC5961,
	VERB_SET_RFC1337,
	VERB_SET_DELAYED_ACK,
	VERB_SET_NAGLE,
	VERB_SET_MSL,
	VERB_SET_USER_TIMEOUT,
	VERB_SET_KEEPALIVE,
	VERB_SET_BACKLOG,
	VERB_SET_REUSEADDR,
	VERB_SET_ABORT_ON_OVERFLOW,
	VERB_SET_SYNCOOKIES,	/* value: enum syncookies */
	VERB_CALL,		/* call */
	VERB_ACCEPT,		/* the program takes a connection from its listener's queue */
	VERB_FILL,		/* strangers connect until that queue is full */
	VERB_DELIVER,
	VERB_DELIVER_ALL,
	VERB_DROP,
	VERB_DUPLICATE,
	VERB_INJECT,		/* segment */
	VERB_WAIT,		/* duration */
	VERB_WAIT_TIMER,
	VERB_WAIT_2MSL
};

/* When a listener answers with a SYN cookie, and keeps nothing. */
enum syncookies {
	SYNCOOKIES_OFF,
	SYNCOOKIES_ON,		/* when its queue of half-open connections is full */
	SYNCOOKIES_ALWAYS
};

/*
 * Which segment in flight: all that is given must fit, the oldest is meant.
 * Not every TCP sets P where another does: P fits without it, too, but where
 * one that has it is in flight, that one is meant.
 */
struct which {
	bool		has_flags;
	bool		has_from;
	bool		has_number;
	uint8_t		flags;		/* P is a wish only */
	uint8_t		from;		/* enum end */
	uint32_t	number;		/* #N */
};

struct command {
	uint8_t		verb;		/* enum verb */
	uint8_t		end;		/* enum end, of set A, of a call, inject to */
	bool		self;		/* of connect: to its own port */
	int		line;		/* of the statement, for messages; 0: a key */
	uint32_t	value;		/* ISS, octets; 1 or 0 for on or off; ms for the set of times */
	int64_t		duration;	/* us, of VERB_WAIT */
	struct call	call;
	struct which	which;
	struct segment	segment;	/* of VERB_INJECT, complete */
};

/*
 * The index of the oldest flight under way in trace that fits, or -1.
 */
long which_find(const struct which *which, const struct trace *trace);

/* What a trace has as the cause of that call; KIND_WAIT for STATUS, which causes nothing. */
enum cause_kind kind_of_call(enum call_kind call);

/* " S. from B #3": what of WHICH was given, each part after a space. */
void which_print(struct str *out, const struct which *which);

/* "deliver S. from B": the statement again, in the scene language. */
void command_print(struct str *out, const struct command *command);

#endif
