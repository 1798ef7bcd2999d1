/*
 * A world as a short string of octets. Small numbers take one octet; sequence
 * numbers are written as their distance from the end's own beginning, and
 * whatever means nothing in a state is left out. Left out as well: urgent data,
 * which world_from_model refuses, and the count of challenge ACKs, whose limit
 * (10 in 5 s) lies beyond every search.
 */
#include "model/world.h"

#include <string.h>

struct packer {
	uint8_t		*p;
	struct seq	 base[END_COUNT];
	bool		 times;
	int64_t		 now;
};

static void
put(struct packer *to, uint32_t n)
{
	while (n >= 0x80) {
		*to->p++ = (uint8_t)(n | 0x80);
		n >>= 7;
	}
	*to->p++ = (uint8_t)n;
}

static uint32_t
get(struct packer *from)
{
	uint32_t n = 0;
	int shift = 0;

	while (*from->p & 0x80) {
		n |= (uint32_t)(*from->p++ & 0x7f) << shift;
		shift += 7;
	}
	return n | (uint32_t)*from->p++ << shift;
}

/* Near numbers on either side of the base are short: 0, -1, 1, -2, ... */
static void
put_seq(struct packer *to, struct seq seq, int end)
{
	uint32_t away = seq_sub(seq, to->base[end]);

	put(to, away << 1 ^ (away >> 31 ? UINT32_MAX : 0));
}

static struct seq
get_seq(struct packer *from, int end)
{
	uint32_t n = get(from);

	return seq_add(from->base[end], n >> 1 ^ (n & 1 ? UINT32_MAX : 0));
}

static void
put_time(struct packer *to, int64_t at)
{
	int64_t away = at - to->now;

	put(to, (uint32_t)(away >= 0 ? 2 * away : -2 * away - 1));
}

static int64_t
get_time(struct packer *from)
{
	uint32_t n = get(from);

	return from->now + (n & 1 ? -(int64_t)((n >> 1) + 1) : (int64_t)(n >> 1));
}

static unsigned
tcb_flags(const struct tcb *tcb)
{
	return (unsigned)tcb->passive | (unsigned)tcb->reader_gone << 1 |
	    (unsigned)tcb->close_told << 2 | (unsigned)tcb->snd.fin << 3 |
	    (unsigned)tcb->rcv.fin_held << 4 | (unsigned)tcb->old.valid << 5 |
	    (unsigned)(tcb->snd.mss == tcb->config.mss) << 6;
}

static void
put_timers(struct packer *to, const struct tcb *tcb, int end)
{
	unsigned on = 0;

	for (int i = 0; i < TIMER_COUNT; i++)
		on |= (unsigned)tcb->timer[i].on << i;
	put(to, on);
	if (!to->times)
		return;
	for (int i = 0; i < TIMER_COUNT; i++)
		if (tcb->timer[i].on)
			put_time(to, tcb->timer[i].due);
	put(to, tcb->rto.rto);
	put(to, tcb->rto.shift);
	put(to, tcb->rto.srtt);
	put(to, tcb->rto.rttvar);
	put(to, (uint32_t)tcb->rto.measured | (uint32_t)tcb->rto.timing << 1);
	if (tcb->rto.timing) {
		put_seq(to, tcb->rto.timed, end);
		put_time(to, tcb->rto.since);
	}
	put(to, tcb->retransmits);
	put(to, tcb->probes);
	put_time(to, tcb->first_sent);
}

static void
get_timers(struct packer *from, struct tcb *tcb, int end)
{
	unsigned on = get(from);

	for (int i = 0; i < TIMER_COUNT; i++) {
		tcb->timer[i].on = on >> i & 1;
		tcb->timer[i].due = tcb->timer[i].on ? from->now : 0;
	}
	rto_init(&tcb->rto);
	if (!from->times)
		return;
	for (int i = 0; i < TIMER_COUNT; i++)
		if (tcb->timer[i].on)
			tcb->timer[i].due = get_time(from);
	tcb->rto.rto = get(from);
	tcb->rto.shift = (uint8_t)get(from);
	tcb->rto.srtt = get(from);
	tcb->rto.rttvar = get(from);
	uint32_t flags = get(from);

	tcb->rto.measured = flags & 1;
	tcb->rto.timing = flags >> 1 & 1;
	if (tcb->rto.timing) {
		tcb->rto.timed = get_seq(from, end);
		tcb->rto.since = get_time(from);
	}
	tcb->retransmits = (uint16_t)get(from);
	tcb->probes = (uint16_t)get(from);
	tcb->first_sent = get_time(from);
}

static void
put_receiver(struct packer *to, const struct tcb *tcb, int end)
{
	int peer = 1 - end;

	put_seq(to, tcb->rcv.irs, peer);
	put_seq(to, tcb->rcv.nxt, peer);
	put_seq(to, tcb->snd.wl1, peer);
	put_seq(to, tcb->snd.wl2, end);
	put(to, tcb->rcv.held_count);
	for (int i = 0; i < tcb->rcv.held_count; i++) {
		put_seq(to, tcb->rcv.held[i].from, peer);
		put_seq(to, tcb->rcv.held[i].to, peer);
	}
	if (tcb->rcv.fin_held)
		put_seq(to, tcb->rcv.fin_seq, peer);
	put(to, tcb->rcv.user);
	put(to, tcb->rcv.unacked);
	if (!tcb->old.valid)
		return;
	put_seq(to, tcb->old.iss, end);
	put_seq(to, tcb->old.snd_nxt, end);
	put_seq(to, tcb->old.irs, peer);
	put_seq(to, tcb->old.rcv_nxt, peer);
	put(to, tcb->old.snd_wnd);
	put(to, tcb->old.max_wnd);
}

static void
get_receiver(struct packer *from, struct tcb *tcb, int end)
{
	int peer = 1 - end;

	tcb->rcv.irs = get_seq(from, peer);
	tcb->rcv.nxt = get_seq(from, peer);
	tcb->snd.wl1 = get_seq(from, peer);
	tcb->snd.wl2 = get_seq(from, end);
	tcb->rcv.held_count = (uint8_t)get(from);
	for (int i = 0; i < tcb->rcv.held_count; i++) {
		tcb->rcv.held[i].from = get_seq(from, peer);
		tcb->rcv.held[i].to = get_seq(from, peer);
	}
	if (tcb->rcv.fin_held)
		tcb->rcv.fin_seq = get_seq(from, peer);
	tcb->rcv.user = get(from);
	tcb->rcv.unacked = get(from);
	if (!tcb->old.valid)
		return;
	tcb->old.iss = get_seq(from, end);
	tcb->old.snd_nxt = get_seq(from, end);
	tcb->old.irs = get_seq(from, peer);
	tcb->old.rcv_nxt = get_seq(from, peer);
	tcb->old.snd_wnd = get(from);
	tcb->old.max_wnd = get(from);
}

static void
put_tcb(struct packer *to, const struct tcb *tcb, int end)
{
	*to->p++ = tcb->state;
	put_seq(to, tcb->config.iss, end);
	if (tcb->state == STATE_CLOSED)
		return;
	put(to, tcb_flags(tcb));
	put(to, tcb->rcv.wanted);
	if (tcb->state == STATE_LISTEN)
		return;
	put_seq(to, tcb->snd.iss, end);
	put_seq(to, tcb->snd.una, end);
	put_seq(to, tcb->snd.nxt, end);
	put_seq(to, tcb->snd.end, end);
	put(to, tcb->snd.wnd);
	put(to, tcb->snd.max_wnd);
	put(to, tcb->rcv.wnd);
	put_timers(to, tcb, end);
	if (tcb->state != STATE_SYN_SENT)
		put_receiver(to, tcb, end);
}

static void
get_tcb(struct packer *from, struct tcb *tcb, const struct tcb *like, int end)
{
	memset(tcb, 0, sizeof(*tcb));
	tcb->config = like->config;
	rto_init(&tcb->rto);
	tcb->state = *from->p++;
	tcb->config.iss = get_seq(from, end);
	if (tcb->state == STATE_CLOSED)
		return;
	unsigned flags = get(from);

	tcb->passive = flags & 1;
	tcb->reader_gone = flags >> 1 & 1;
	tcb->close_told = flags >> 2 & 1;
	tcb->snd.fin = flags >> 3 & 1;
	tcb->rcv.fin_held = flags >> 4 & 1;
	tcb->old.valid = flags >> 5 & 1;
	tcb->rcv.wanted = get(from);
	if (tcb->state == STATE_LISTEN)
		return;
	tcb->snd.mss = flags >> 6 & 1 ? tcb->config.mss : 536;
	tcb->snd.iss = get_seq(from, end);
	tcb->snd.una = get_seq(from, end);
	tcb->snd.nxt = get_seq(from, end);
	tcb->snd.end = get_seq(from, end);
	tcb->snd.wnd = get(from);
	tcb->snd.max_wnd = get(from);
	tcb->rcv.wnd = get(from);
	get_timers(from, tcb, end);
	if (tcb->state != STATE_SYN_SENT)
		get_receiver(from, tcb, end);
}

/* Fields that a segment can be without are marked in the octet of its sender. */
enum {
	PACKED_FROM = 0x01,
	PACKED_LEN = 0x02,
	PACKED_MSS = 0x04,
	PACKED_ZERO_SEQ = 0x08
};

static void
put_segment(struct packer *to, const struct under_way *u)
{
	const struct segment *seg = &u->seg;
	bool zero = (seg->flags & (SEG_RST | SEG_ACK)) == (SEG_RST | SEG_ACK);

	*to->p++ = (uint8_t)(u->from | (seg->len != 0 ? PACKED_LEN : 0) |
	    (seg->mss != 0 ? PACKED_MSS : 0) | (zero ? PACKED_ZERO_SEQ : 0));
	*to->p++ = seg->flags;
	if (!zero)
		put_seq(to, seg->seq, u->from);
	if (seg->flags & SEG_ACK)
		put_seq(to, seg->ack, 1 - u->from);
	if (seg->len != 0)
		put(to, seg->len);
	if (seg->mss != 0)
		put(to, seg->mss);
	put(to, seg->wnd);
}

static void
get_segment(struct packer *from, struct under_way *u)
{
	struct segment *seg = &u->seg;
	unsigned packed = *from->p++;

	memset(u, 0, sizeof(*u));
	u->from = packed & PACKED_FROM;
	seg->flags = *from->p++;
	if (!(packed & PACKED_ZERO_SEQ))
		seg->seq = get_seq(from, u->from);
	if (seg->flags & SEG_ACK)
		seg->ack = get_seq(from, 1 - u->from);
	if (packed & PACKED_LEN)
		seg->len = get(from);
	if (packed & PACKED_MSS)
		seg->mss = (uint16_t)get(from);
	seg->wnd = get(from);
}

/* Each number of the budget is small: two go into an octet. */
static void
put_budget(struct packer *to, const struct budget *b)
{
	*to->p++ = (uint8_t)(b->opens[0] << 4 | b->opens[1]);
	*to->p++ = (uint8_t)(b->sends[0] << 4 | b->sends[1]);
	*to->p++ = (uint8_t)(b->crashes[0] << 4 | b->crashes[1]);
	*to->p++ = (uint8_t)(b->expiries[0] << 4 | b->expiries[1]);
	*to->p++ = (uint8_t)(b->losses << 4 | b->duplicates);
}

static void
get_budget(struct packer *from, struct budget *b)
{
	uint8_t *pairs[] = { b->opens, b->sends, b->crashes, b->expiries };

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		pairs[i][0] = *from->p >> 4;
		pairs[i][1] = *from->p++ & 15;
	}
	b->losses = *from->p >> 4;
	b->duplicates = *from->p++ & 15;
}

size_t
world_pack(const struct world *world, bool times, uint8_t *to)
{
	struct packer packer = { to, { seq_make(100), seq_make(300) }, times, world->now };

	put_budget(&packer, &world->budget);
	for (int i = 0; i < END_COUNT; i++)
		put_tcb(&packer, &world->tcb[i], i);
	*packer.p++ = world->wire_count;
	for (int i = 0; i < world->wire_count; i++)
		put_segment(&packer, &world->wire[i]);
	return (size_t)(packer.p - to);
}

void
world_unpack(struct world *world, bool times, const uint8_t *from,
    const struct world *like)
{
	struct packer packer = { (uint8_t *)(uintptr_t)from,
	    { seq_make(100), seq_make(300) }, times, 0 };

	world->now = 0;
	get_budget(&packer, &world->budget);
	for (int i = 0; i < END_COUNT; i++)
		get_tcb(&packer, &world->tcb[i], &like->tcb[i], i);
	world->wire_count = *packer.p++;
	for (int i = 0; i < world->wire_count; i++)
		get_segment(&packer, &world->wire[i]);
}
