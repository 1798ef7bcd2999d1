/*
 * One side of a comparison: what one engine did for a statement. For
 * src/export only.
 */
#ifndef EXPORT_COMPARE_SIDE_H
#define EXPORT_COMPARE_SIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"
#include "lesson/player.h"

/* Longer heaps of segments are compared, and shown, up to here. */
#define SIDE_SEGMENTS 24

struct side {
	const struct player	*player;
	const struct trace	*trace;
	size_t			 first, end;	/* its moments of this statement */
	size_t			 segment_count;
	uint32_t		 segments[SIDE_SEGMENTS];	/* flights that they sent */
};

void side_init(struct side *side, const struct player *player);

/* The line of the next statement with moments; INT_MAX at the end. */
int side_next_line(const struct side *side);

/* On to the moments of that line, if those are the next ones; else to none. */
void side_take(struct side *side, int line);

/* Has it moments of the statement? */
static inline bool
side_has(const struct side *side)
{
	return side->end > side->first;
}

/*
 * Leave each only its first moment of the statement that the other has not got
 * alike; all of them, if there is none.
 */
void sides_narrow(struct side *a, struct side *b);

/* How the end stands after the statement; before it. */
const struct endpoint *side_after(const struct side *side, enum end end);
const struct endpoint *side_before(const struct side *side, enum end end);

/* The reply of the statement's call, REPLY_NONE if it was none. */
enum reply side_reply(const struct side *side);

const struct flight *side_flight(const struct side *side, size_t i);

/* Is the first segment that the end has sent one that it had sent before? */
bool side_sends_again(const struct side *side, enum end end);

/* The lines to be shown: "A ESTABLISHED  B LISTEN"; "A: S. 300:300(0) ack 101". */
void side_states(struct str *out, const struct side *side);
void side_segment(struct str *out, const struct side *side, size_t i);
void side_numbers(struct str *out, const struct side *side, enum end end);

/* Do they agree in this? Numbers that one does not know are no difference. */
bool sides_same_state(const struct side *a, const struct side *b, enum end end);
bool sides_same_numbers(const struct side *a, const struct side *b, enum end end);
bool sides_same_segment(const struct side *a, const struct side *b, size_t i);
bool sides_same_reply(const struct side *a, const struct side *b);

/* The same states, counted from elsewhere? A scene may set an ISS, or connect, on one alone. */
bool sides_count_otherwise(const struct side *a, const struct side *b);

#endif
