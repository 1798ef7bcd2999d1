/*
 * The device. A packet that comes out of it was sent by the kernel for one end;
 * its numbers are shifted to the scene's, and it becomes a flight, or is
 * counted on one if it is the same segment again. A packet that is delivered
 * goes back in, its two addresses swapped.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "host/difference.h"
#include "host/pause.h"
#include "kernel_private.h"

#define READ_MAX 256		/* packets at a time */

/* ---- in and out */

static bool
is_from(const struct kernel_end *end, const struct tuple *tuple)
{
	return tuple_equal(&end->tuple, tuple);
}

/* Keep a packet if it is of our connection: not ICMPv6, not a stranger's. */
static bool
keep(struct kernel *k, const uint8_t *octets, size_t n)
{
	struct packet packet;

	if (!packet_parse(&packet, octets, n))
		return false;
	if (kernel_pass(k, &packet, octets, n))
		return true;
	for (int i = 0; i < END_COUNT; i++) {
		if (!is_from(&k->end[i], &packet.tuple))
			continue;

		uint8_t *copy = mem_alloc(n, 1);

		memcpy(copy, octets, n);
		vec_push(&k->fresh, (struct fresh){ .from = (uint8_t)i,
		    .packet = packet, .octets = copy, .n = n });
		return true;
	}
	return false;
}

bool
kernel_read(struct kernel *k)
{
	uint8_t octets[2048];
	bool any = false;

	for (int i = 0; i < READ_MAX; i++) {
		ssize_t n = read(k->tun, octets, sizeof(octets));

		if (n <= 0)
			break;
		any = keep(k, octets, (size_t)n) || any;
	}
	return any;
}

void
kernel_await(struct kernel *k, int64_t us)
{
	struct pause_for device = { .fd = k->tun };

	if (us > 0)
		pause_wait(k->base, &device, 1, us);
}

bool
kernel_write(struct kernel *k, const uint8_t *octets, size_t n)
{
	uint8_t swapped[2048];

	if (n > sizeof(swapped))
		return false;
	memcpy(swapped, octets, n);
	packet_swap(swapped);
	return write(k->tun, swapped, n) == (ssize_t)n;
}

/* ---- the scene's numbers */

/* The shadow's SYN of this step, or the ISS that it would choose. */
static uint32_t
scene_iss(const struct kernel *k, enum end end, const struct step *step)
{
	const struct effects *fx = &k->shadow.fx;

	for (int i = 0; step->explained && step->end == end && i < fx->sent_count; i++)
		if (fx->sent[i].seg.flags & SEG_SYN)
			return fx->sent[i].seg.seq.n;
	return shadow_next_iss(&k->shadow, end).n;
}

static bool
fresh_answers_syn(const struct kernel *k, enum end end)
{
	for (size_t i = 0; i < k->fresh.n; i++)
		if (k->fresh.v[i].from == end &&
		    (k->fresh.v[i].packet.seg.flags & (SEG_SYN | SEG_ACK)) == (SEG_SYN | SEG_ACK))
			return true;
	return false;
}

static bool
learns_peer(const struct kernel *k, const struct step *step)
{
	enum state before = (enum state)step->before;
	enum state after = kernel_state_of(k, step->end);

	/* With a cookie it answers, and keeps nothing. */
	if (before == STATE_LISTEN && after == STATE_LISTEN)
		return step->has_arrived && fresh_answers_syn(k, step->end);
	return step->has_arrived && (step->arrived.flags & SEG_SYN) != 0 &&
	    (before == STATE_LISTEN || before == STATE_SYN_SENT ||
	    before == STATE_TIME_WAIT) && after >= STATE_SYN_RECEIVED &&
	    after != STATE_TIME_WAIT;
}

/* The reset that answers a segment for which there is no connection (3.5.2). */
static bool
is_reset_of(const struct step *step, const struct segment *real)
{
	if (!step->has_arrived || !(real->flags & SEG_RST))
		return false;
	if (real->flags & SEG_ACK)
		return real->seq.n == 0 && real->ack.n ==
		    step->arrived_real.seq.n + segment_len(&step->arrived_real);
	return (step->arrived_real.flags & SEG_ACK) &&
	    seq_eq(real->seq, step->arrived_real.ack);
}

struct segment
kernel_shown(const struct kernel *k, const struct step *step, const struct fresh *fresh)
{
	const struct kernel_end *self = &k->end[fresh->from];
	struct segment seg = fresh->packet.seg;

	if (step->end == (enum end)fresh->from && is_reset_of(step, &seg)) {
		seg.ack.n += step->arrived.seq.n - step->arrived_real.seq.n;
		seg.seq.n += step->arrived.ack.n - step->arrived_real.ack.n;
		if (seg.flags & SEG_ACK)
			seg.seq.n = 0;
		else
			seg.ack.n = 0;
		return seg;
	}
	seg.seq.n += self->shift;
	if (seg.flags & SEG_ACK)
		seg.ack.n += self->peer_shift;
	return seg;
}

/* The first SYN of a connection tells how the numbers of its end are shifted. */
static void
end_learn(struct kernel *k, struct step *step, const struct fresh *fresh)
{
	const struct segment *real = &fresh->packet.seg;
	struct kernel_end *self = &k->end[fresh->from];

	if (!(real->flags & SEG_SYN) ||
	    (self->numbered && self->real_iss == real->seq.n))
		return;

	uint32_t iss = scene_iss(k, (enum end)fresh->from, step);

	self->numbered = true;
	self->first_flight = (uint32_t)k->engine.trace.flight_count;
	self->real_iss = real->seq.n;
	self->shift = iss - real->seq.n;
	if (self->wished)
		str_addf(&step->remark, _("The ISS that the kernel chose for %c is %u; it is "
		    "shown as %u. "), end_letter((enum end)fresh->from), real->seq.n, iss);
	self->wished = false;
	if (self->settings.window != 0 && self->settings.window != real->wnd)
		str_addf(&step->remark, _("Of a window of %u the kernel announces %u, "
		    "in whole segments. "), self->settings.window, real->wnd);
}

static enum purpose
purpose_of(const struct kernel *k, enum end from, const struct segment *seg)
{
	const struct trace *trace = &k->engine.trace;

	if (seg->flags & SEG_RST)
		return SENT_RST;
	for (size_t i = k->end[from].first_flight;
	    segment_len(seg) > 0 && i < trace->flight_count; i++) {
		const struct flight *flight = &trace->flights[i];

		if (flight->from == from && !flight->forged &&
		    segment_len(&flight->seg) > 0 &&
		    seq_in(seg->seq, flight->seg.seq, segment_len(&flight->seg)))
			return SENT_AGAIN;
	}
	if (seg->flags & SEG_SYN)
		return SENT_SYN;
	if (seg->flags & SEG_FIN)
		return SENT_FIN;
	return seg->len > 0 ? SENT_DATA : SENT_ACK;
}

const struct sent *
kernel_sent_by_shadow(const struct kernel *k, const struct step *step, enum end from,
    const struct segment *seg)
{
	const struct effects *fx = &k->shadow.fx;

	for (int i = 0; step->explained && step->end == from && i < fx->sent_count; i++)
		if (seq_eq(fx->sent[i].seg.seq, seg->seq) &&
		    ((fx->sent[i].seg.flags ^ seg->flags) & ~(unsigned)SEG_PSH) == 0)
			return &fx->sent[i];
	return NULL;
}

/* ---- flights */

static struct held *
held_at(struct kernel *k, uint32_t flight)
{
	while (k->held.n <= flight)
		vec_push(&k->held, (struct held){ 0 });
	return &k->held.v[flight];
}

void
held_drop(struct kernel *k, uint32_t flight)
{
	struct held *held = held_at(k, flight);

	free(held->octets);
	*held = (struct held){ 0 };
}

void
held_copy(struct kernel *k, uint32_t flight, uint32_t copy)
{
	struct held *to = held_at(k, copy);
	const struct held *from = held_at(k, flight);

	to->n = from->n;
	to->octets = mem_alloc(from->n, 1);
	memcpy(to->octets, from->octets, from->n);
}

void
held_free(struct kernel *k)
{
	for (size_t i = 0; i < k->held.n; i++)
		free(k->held.v[i].octets);
	for (size_t i = 0; i < k->fresh.n; i++)
		free(k->fresh.v[i].octets);
	vec_free(&k->held);
	vec_free(&k->fresh);
}

/* Does the flight carry these numbers? (as the kernel has them) */
static bool
same_octets(const struct kernel *k, uint32_t index, const struct segment *real)
{
	struct packet packet;

	if (index >= k->held.n ||
	    !packet_parse(&packet, k->held.v[index].octets, k->held.v[index].n))
		return false;
	return seq_eq(packet.seg.seq, real->seq) && packet.seg.len == real->len &&
	    ((packet.seg.flags ^ real->flags) & (SEG_SYN | SEG_FIN | SEG_ACK)) == 0;
}

/*
 * An ACK with the number SND.UNA-1, which is used up, wants an answer: it asks
 * for a closed window, or whether anybody is there (3.8.4). It comes again, too.
 */
static bool
is_probe(const struct kernel *k, const struct fresh *fresh)
{
	const struct endpoint *from = trace_now(&k->engine.trace, (enum end)fresh->from);
	const struct segment *real = &fresh->packet.seg;

	return real->flags == SEG_ACK && real->len == 0 && (from->known & KNOWN_SND_UNA) &&
	    real->seq.n + k->end[fresh->from].shift == from->snd_una - 1;
}

/* The numbers that its answer acknowledges; 0: nobody answers. */
static uint32_t
len_to_answer(const struct kernel *k, const struct fresh *fresh)
{
	if (fresh->packet.seg.flags & SEG_RST)
		return 0;
	return is_probe(k, fresh) ? 1 : segment_len(&fresh->packet.seg);
}

long
kernel_repeat_of(const struct kernel *k, const struct fresh *fresh)
{
	const struct trace *trace = &k->engine.trace;
	const struct segment *real = &fresh->packet.seg;

	if (trace->count == 0 || len_to_answer(k, fresh) == 0)
		return -1;

	const struct moment *last = &trace->moments[trace->count - 1];

	for (uint32_t i = 0; i < last->wire_count; i++) {
		uint32_t index = last->wire[i];
		const struct flight *flight = &trace->flights[index];

		if (flight->from == fresh->from && !flight->copy &&
		    same_octets(k, index, real))
			return index;
	}
	return -1;
}

/* Is something under way to `end` that acknowledges all up to `upto`? */
static bool
ack_under_way(const struct kernel *k, enum end end, struct seq upto)
{
	const struct trace *trace = &k->engine.trace;
	const struct moment *last = &trace->moments[trace->count - 1];

	for (uint32_t i = 0; i < last->wire_count; i++) {
		uint32_t index = last->wire[i];
		struct packet packet;

		if (trace->flights[index].from == end || index >= k->held.n ||
		    !packet_parse(&packet, k->held.v[index].octets, k->held.v[index].n))
			continue;
		if ((packet.seg.flags & SEG_ACK) && seq_ge(packet.seg.ack, upto))
			return true;
	}
	return false;
}

long
kernel_answer_held(const struct kernel *k, const struct fresh *fresh)
{
	const struct trace *trace = &k->engine.trace;
	const struct segment *real = &fresh->packet.seg;
	uint32_t len = len_to_answer(k, fresh);

	if (trace->count == 0 || len == 0 ||
	    !ack_under_way(k, (enum end)fresh->from, seq_add(real->seq, len)))
		return -1;
	struct seq seq = seq_add(real->seq, k->end[fresh->from].shift);

	for (size_t i = trace->flight_count; i-- > 0;) {
		const struct flight *flight = &trace->flights[i];
		const struct segment *seg = &flight->seg;

		if (flight->from == fresh->from && flight->fate == FATE_DELIVERED &&
		    !flight->forged && seq_eq(seg->seq, seq) && seg->len == real->len &&
		    ((seg->flags ^ real->flags) & (SEG_SYN | SEG_FIN)) == 0)
			return (long)i;
	}
	return -1;
}

/* One packet becomes a flight, or is counted on one. */
static void
tell_packet(struct kernel *k, struct step *step, struct fresh *fresh,
    struct sent_by *by)
{
	struct trace *trace = &k->engine.trace;
	enum end from = (enum end)fresh->from;
	struct kernel_end *self = &k->end[from];

	end_learn(k, step, fresh);

	struct sent sent = { .seg = kernel_shown(k, step, fresh) };
	const struct sent *known = kernel_sent_by_shadow(k, step, from, &sent.seg);
	long same = kernel_repeat_of(k, fresh);
	bool twice = same >= (long)trace->moments[trace->count - 1].sent;

	/* What the shadow sent is a repeat only if it came twice, from a timer. */
	if (!twice && (step->again || known != NULL))
		same = -1;

	if ((sent.seg.flags & (SEG_ACK | SEG_RST)) == SEG_ACK)
		self->acked = sent.seg.ack.n;
	if (!(sent.seg.flags & SEG_RST))
		self->announced = sent.seg.wnd;
	if (same >= 0) {
		trace->flights[same].repeats++;
		by->repeats++;
		return;
	}
	/* The shadow knows best why a segment that both sent was sent. */
	sent.purpose = (uint8_t)(known != NULL ? known->purpose :
	    purpose_of(k, from, &sent.seg));

	uint32_t flight = trace_send(trace, from, &sent);

	*held_at(k, flight) = (struct held){ .octets = fresh->octets, .n = fresh->n };
	fresh->octets = NULL;
	if (sent.seg.len > by->text)
		by->text = sent.seg.len;
	if (by->count++ == 0) {
		by->first = (int16_t)(sent.seg.flags & ~(unsigned)SEG_PSH);
		by->again = sent.purpose == SENT_AGAIN;
	}
}

void
kernel_fresh_drop(struct kernel *k, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(k->fresh.v[i].octets);
	if (n == 0)
		return;
	k->fresh.n -= n;
	memmove(k->fresh.v, k->fresh.v + n, k->fresh.n * sizeof(*k->fresh.v));
}

void
kernel_tell_wire(struct kernel *k, struct step *step,
    struct sent_by sent[END_COUNT])
{
	struct kernel_end *self = &k->end[step->end];

	for (int i = 0; i < END_COUNT; i++)
		sent[i] = (struct sent_by){ .first = ANSWER_NOTHING };
	if (learns_peer(k, step)) {
		self->irs = step->arrived.seq.n;
		self->peer_shift = step->arrived.seq.n - step->arrived_real.seq.n;
		self->acked = self->irs + 1;
	}
	if (step->has_arrived && !(step->arrived.flags & SEG_RST))
		self->heard = step->arrived.wnd;
	for (size_t i = 0; i < step->packets; i++)
		tell_packet(k, step, &k->fresh.v[i], &sent[k->fresh.v[i].from]);
	kernel_fresh_drop(k, step->packets);
}
