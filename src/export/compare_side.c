/* What one engine did for a statement, and whether another did the same. */
#include "compare_side.h"

#include <limits.h>
#include <string.h>

#define SECOND_COLUMN 18	/* of B's state; the longest is A's "A SYN-RECEIVED" */

void
side_init(struct side *side, const struct player *player)
{
	*side = (struct side){
		.player = player,
		.trace = engine_trace(player->engine),
	};
}

int
side_next_line(const struct side *side)
{
	return side->end < side->trace->count ? side->trace->moments[side->end].line :
	    INT_MAX;
}

/* A copy is the wire's doing, and a forgery the scene's. */
static void
side_segments(struct side *side)
{
	side->segment_count = 0;
	for (size_t i = side->first; i < side->end; i++) {
		const struct moment *m = &side->trace->moments[i];

		for (uint32_t n = m->sent; n < m->sent + m->sent_count; n++) {
			const struct flight *flight = &side->trace->flights[n];

			if (!flight->copy && !flight->forged &&
			    side->segment_count < SIDE_SEGMENTS)
				side->segments[side->segment_count++] = n;
		}
	}
}

/* What a real engine did by itself has line 0 and belongs to what stood before. */
void
side_take(struct side *side, int line)
{
	side->first = side->end;
	while (side->end < side->trace->count &&
	    (side->trace->moments[side->end].line == line ||
	    (side->trace->moments[side->end].line == 0 && side->end > side->first)))
		side->end++;
	side_segments(side);
}

/* Only its moment number i of the statement. */
static struct side
side_moment(const struct side *side, size_t i)
{
	struct side one = *side;

	one.first = side->first + i;
	one.end = one.first + 1;
	side_segments(&one);
	return one;
}

static bool
sides_alike(const struct side *a, const struct side *b)
{
	if (a->segment_count != b->segment_count)
		return false;
	for (size_t i = 0; i < a->segment_count; i++)
		if (!sides_same_segment(a, b, i))
			return false;
	return sides_same_state(a, b, END_A) && sides_same_state(a, b, END_B) &&
	    sides_same_numbers(a, b, END_A) && sides_same_numbers(a, b, END_B);
}

void
sides_narrow(struct side *a, struct side *b)
{
	for (size_t i = 0; a->first + i < a->end && b->first + i < b->end; i++) {
		struct side one = side_moment(a, i), other = side_moment(b, i);

		if (sides_alike(&one, &other))
			continue;
		*a = one;
		*b = other;
		return;
	}
}

const struct endpoint *
side_before(const struct side *side, enum end end)
{
	return trace_before(side->trace, side->first, end);
}

const struct endpoint *
side_after(const struct side *side, enum end end)
{
	return side->end == 0 ? &side->trace->start[end] :
	    &side->trace->moments[side->end - 1].end[end];
}

enum reply
side_reply(const struct side *side)
{
	return side_has(side) ? (enum reply)side->trace->moments[side->first].reply :
	    REPLY_NONE;
}

const struct flight *
side_flight(const struct side *side, size_t i)
{
	return &side->trace->flights[side->segments[i]];
}

bool
side_sends_again(const struct side *side, enum end end)
{
	for (size_t i = 0; i < side->segment_count; i++)
		if (side_flight(side, i)->from == end)
			return side_flight(side, i)->purpose == SENT_AGAIN;
	return false;
}

void
side_states(struct str *out, const struct side *side)
{
	str_addf(out, "A %s", state_name((enum state)side_after(side, END_A)->state));
	str_pad(out, SECOND_COLUMN);
	str_addf(out, "B %s", state_name((enum state)side_after(side, END_B)->state));
}

/* Without the window, which is not compared. */
void
side_segment(struct str *out, const struct side *side, size_t i)
{
	if (i >= side->segment_count)
		return;

	const struct flight *flight = side_flight(side, i);
	struct pattern shown = {
		.seg = flight->seg,
		.given = PATTERN_SEQ | PATTERN_LEN | PATTERN_ACK,
	};
	char text[SEGMENT_TEXT];

	if (!(flight->seg.flags & SEG_ACK))
		shown.given &= ~(unsigned)PATTERN_ACK;
	str_addf(out, "%c: %s", end_letter((enum end)flight->from),
	    pattern_print(text, sizeof(text), &shown));
}

void
side_numbers(struct str *out, const struct side *side, enum end end)
{
	const struct endpoint *e = side_after(side, end);

	str_addf(out, "%c:", end_letter(end));
	if (e->known & KNOWN_SND_UNA)
		str_addf(out, " snd.una %u", e->snd_una);
	if (e->known & KNOWN_SND_NXT)
		str_addf(out, " snd.nxt %u", e->snd_nxt);
	if (e->known & KNOWN_RCV_NXT)
		str_addf(out, " rcv.nxt %u", e->rcv_nxt);
}

bool
sides_same_state(const struct side *a, const struct side *b, enum end end)
{
	return side_after(a, end)->state == side_after(b, end)->state;
}

bool
sides_same_numbers(const struct side *a, const struct side *b, enum end end)
{
	const struct endpoint *one = side_after(a, end), *other = side_after(b, end);
	uint8_t known = one->known & other->known;

	return (!(known & KNOWN_SND_UNA) || one->snd_una == other->snd_una) &&
	    (!(known & KNOWN_SND_NXT) || one->snd_nxt == other->snd_nxt) &&
	    (!(known & KNOWN_RCV_NXT) || one->rcv_nxt == other->rcv_nxt);
}

/* PSH says nothing of the connection, and TCPs set it in different places. */
bool
sides_same_segment(const struct side *a, const struct side *b, size_t i)
{
	if (i >= a->segment_count || i >= b->segment_count)
		return a->segment_count <= i && b->segment_count <= i;

	const struct flight *one = side_flight(a, i), *other = side_flight(b, i);
	const struct segment *s = &one->seg, *t = &other->seg;

	return one->from == other->from &&
	    ((s->flags ^ t->flags) & ~(unsigned)SEG_PSH) == 0 &&
	    s->seq.n == t->seq.n && s->ack.n == t->ack.n && s->len == t->len;
}

/* To the sockets interface ok and queued are both a success. */
bool
sides_same_reply(const struct side *a, const struct side *b)
{
	enum reply one = side_reply(a), other = side_reply(b);

	return one == other || (one != REPLY_NONE && other != REPLY_NONE &&
	    !reply_is_error(one) && !reply_is_error(other));
}

bool
sides_count_otherwise(const struct side *a, const struct side *b)
{
	bool otherwise = false;

	for (int i = 0; i < END_COUNT; i++) {
		const struct endpoint *one = side_after(a, (enum end)i);
		const struct endpoint *other = side_after(b, (enum end)i);

		if (one->state != other->state)
			return false;
		otherwise = otherwise || ((one->known & other->known & KNOWN_ISS) != 0 &&
		    one->iss != other->iss);
	}
	return otherwise;
}
