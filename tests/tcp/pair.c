/* Octets become events at two ends. */
#include "pair.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "tcp/arrive.h"
#include "tcp/call.h"
#include "tcp/expire.h"

/* The octets that are left. */
struct octets {
	const uint8_t	*p;
	size_t		 n;
};

static unsigned
next(struct octets *in)
{
	if (in->n == 0)
		return 0;
	in->n--;
	return *in->p++;
}

void
pair_wrong(struct pair *pair, const char *fmt, ...)
{
	va_list ap;

	if (pair->wrong[0] != '\0')
		return;
	int n = snprintf(pair->wrong, sizeof(pair->wrong), "event %zu: ", pair->events);

	va_start(ap, fmt);
	vsnprintf(pair->wrong + n, sizeof(pair->wrong) - (size_t)n, fmt, ap);
	va_end(ap);
}

void
pair_init(struct pair *pair, uint32_t shift_a, uint32_t shift_b)
{
	memset(pair, 0, sizeof(*pair));
	pair->shift[0] = shift_a;
	pair->shift[1] = shift_b;
	tcb_init(&pair->end[0], seq_make(100 + shift_a));
	tcb_init(&pair->end[1], seq_make(300 + shift_b));
}

/* A reset for nobody has SEQ 0, wherever the numbers began. */
static bool
is_bare_reset(const struct segment *seg)
{
	return (seg->flags & (SEG_RST | SEG_ACK)) == (SEG_RST | SEG_ACK) &&
	    seg->seq.n == 0;
}

static void
digest(struct pair *pair, int from, const struct sent *sent)
{
	const struct segment *seg = &sent->seg;
	uint32_t words[] = {
		(uint32_t)from, seg->flags, sent->purpose, seg->len, seg->wnd,
		seg->up, seg->mss,
		is_bare_reset(seg) ? 0 : seg->seq.n - pair->shift[from],
		seg->flags & SEG_ACK ? seg->ack.n - pair->shift[!from] : 0,
		(uint32_t)pair->now
	};

	pair->digest = hash_bytes(words, sizeof(words), pair->digest);
}

static void
put_on_wire(struct pair *pair, int from)
{
	for (int i = 0; i < pair->fx.sent_count; i++) {
		digest(pair, from, &pair->fx.sent[i]);
		if (pair->wire_count < PAIR_WIRE)
			pair->wire[pair->wire_count++] = (struct pair_flight){
			    pair->fx.sent[i].seg, (uint8_t)!from };
	}
}

/* What an event at an end did. */
static void
finish(struct pair *pair, int at)
{
	const struct tcb *tcb = &pair->end[at];

	pair->events++;
	for (;;) {
		pair->taken[at] += pair->fx.received;
		for (int i = 0; i < pair->fx.edge_count; i++) {
			pair->edges[pair->fx.edges[i] - edges] = true;
			if (pair->fx.edges[i]->to <= STATE_LISTEN ||
			    pair->fx.edges[i]->from == STATE_TIME_WAIT)
				pair->taken[at] = 0;
		}
		if (tcb->state <= STATE_LISTEN)
			pair->window_max[at] = 0;
		if (tcb->config.window > pair->window_max[at])
			pair->window_max[at] = tcb->config.window;
		put_on_wire(pair, at);
		pair_check(pair, at);
		if (!pair->fx.more)
			break;
		effects_init(&pair->fx);
		pair->before = *tcb;
		tcb_output(&pair->end[at], pair->now, &pair->fx);
	}
	pair->digest = hash_bytes(&tcb->state, 1, pair->digest);
}

static void
begin(struct pair *pair, int at)
{
	effects_init(&pair->fx);
	pair->before = pair->end[at];
}

static void
arrive(struct pair *pair, int at, const struct segment *seg)
{
	begin(pair, at);
	tcb_arrive(&pair->end[at], seg, pair->now, &pair->fx);
	finish(pair, at);
}

static void
expire(struct pair *pair, int at, enum timer timer)
{
	if (pair->end[at].timer[timer].due > pair->now)
		pair->now = pair->end[at].timer[timer].due;
	begin(pair, at);
	tcb_expire(&pair->end[at], timer, pair->now, &pair->fx);
	finish(pair, at);
}

static void
call(struct pair *pair, int at, struct call call)
{
	bool opens = call.kind == CALL_LISTEN || call.kind == CALL_CONNECT;

	if (pair->honest && (call.kind == CALL_CRASH ||
	    (opens && pair->opened[at])))
		return;
	if (opens)
		pair->opened[at] = true;
	begin(pair, at);
	tcb_call(&pair->end[at], &call, pair->now, &pair->fx);
	finish(pair, at);
}

static struct pair_flight
take_off(struct pair *pair, int i)
{
	struct pair_flight flight = pair->wire[i];

	pair->wire_count--;
	memmove(&pair->wire[i], &pair->wire[i + 1],
	    (size_t)(pair->wire_count - i) * sizeof(pair->wire[0]));
	return flight;
}

static void
deliver(struct pair *pair, int i)
{
	struct pair_flight flight = take_off(pair, i);
	unsigned state = pair->end[flight.to].state;

	/* Its SEQ 0 lies where the numbers happen to begin: heard where SEQ does not count. */
	if (is_bare_reset(&flight.seg) && state > STATE_SYN_SENT)
		return;
	arrive(pair, flight.to, &flight.seg);
}

static void
duplicate(struct pair *pair, int i)
{
	if (pair->wire_count < PAIR_WIRE)
		pair->wire[pair->wire_count++] = pair->wire[i];
}

static bool
expire_next(struct pair *pair)
{
	enum timer which[2] = { 0 };
	int64_t a = tcb_next(&pair->end[0], &which[0]);
	int64_t b = tcb_next(&pair->end[1], &which[1]);

	if (a == INT64_MAX && b == INT64_MAX)
		return false;
	expire(pair, b < a, which[b < a]);
	return true;
}

/* Time goes by, but no further than to the next timer. */
static void
pass_time(struct pair *pair, unsigned octet)
{
	int64_t until = pair->now + (int64_t)octet * octet;

	for (int i = 0; i < 2; i++) {
		int64_t due = tcb_next(&pair->end[i], NULL);

		if (due < until)
			until = due;
	}
	if (until > pair->now)
		pair->now = until;
}

static const uint32_t lengths[] = {
	0, 1, 2, 10, 99, 100, 101, 536, 1000, 1460, 1461, 3000, 65535, 66000,
	150000, 2000000
};

static uint32_t
length(struct octets *in)
{
	return lengths[next(in) % 16];
}

/* A number that stands in the TCB, or where it will, and a few beside it. */
static struct seq
number(const struct pair *pair, int at, struct octets *in, bool ack)
{
	const struct tcb *tcb = &pair->end[at];
	unsigned octet = next(in);
	bool open = tcb->state > STATE_SYN_SENT;
	struct seq ours[] = { tcb->snd.una, tcb->snd.nxt, tcb->snd.end,
	    seq_add(tcb->snd.una, 0u - tcb->snd.max_wnd) };
	struct seq theirs[] = { tcb->rcv.nxt,
	    seq_add(tcb->rcv.nxt, tcb->rcv.wnd), tcb->rcv.nxt,
	    seq_add(tcb->rcv.nxt, 0u - 1000) };
	struct seq base = ack ? ours[octet % 4] : theirs[octet % 4];

	if (!open)
		base = ack ? tcb->config.iss : pair->end[!at].config.iss;
	return seq_add(base, octet / 4 % 8 - 3 + (octet >= 224 ? 0x80000000u : 0));
}

static void
forge(struct pair *pair, struct octets *in)
{
	static const uint8_t usual[] = { SEG_ACK, SEG_SYN, SEG_SYN | SEG_ACK,
	    SEG_FIN | SEG_ACK, SEG_RST, SEG_RST | SEG_ACK, SEG_URG | SEG_ACK, 0 };
	unsigned octet = next(in), flags = next(in);
	int at = octet & 1;
	struct segment seg = { .flags = (uint8_t)flags };

	if (octet & 2)
		seg.flags = usual[flags % 8];
	seg.seq = number(pair, at, in, false);
	if (seg.flags & SEG_ACK)
		seg.ack = number(pair, at, in, true);
	if (octet & 4)
		seg.len = length(in);
	if (seg.len > 70000)
		seg.len = pair->end[at].rcv.wnd + 1;
	seg.wnd = octet & 8 ? length(in) % 65536 : 1000;
	if (seg.flags & SEG_URG)
		seg.up = (uint16_t)(next(in) * 3);
	if (octet & 16)
		seg.mss = (uint16_t)(next(in) * 20);
	arrive(pair, at, &seg);
}

static void
set_policy(struct pair *pair, unsigned octet)
{
	struct policy *policy = &pair->end[0].config.policy;

	switch (octet % 8) {
	case 0:
		policy->rfc5961 = !policy->rfc5961;
		break;
	case 1:
		policy->rfc1337 = !policy->rfc1337;
		break;
	case 2:
		policy->delayed_ack = !policy->delayed_ack;
		break;
	case 3:
		policy->nagle = !policy->nagle;
		break;
	case 4:
		policy->user_timeout = octet & 8 ? 20000 : 0;
		break;
	case 5:
		policy->keepalive = octet & 8 ? 5000 : 0;
		break;
	default:
		policy->msl = (octet & 8 ? 1000 : 120000);
		break;
	}
	pair->end[1].config.policy = *policy;
}

static void
set_window(struct pair *pair, int at, uint32_t window)
{
	pair->end[at].config.window = window;
	if (window > pair->window_max[at])
		pair->window_max[at] = window;
}

/* The honest must come to an end, and so do not go in small steps. */
static void
set_mss(struct pair *pair, int at, uint32_t mss)
{
	if (pair->honest && mss < 500)
		mss += 500;
	pair->end[at].config.mss = (uint16_t)mss;
}

static void
set_config(struct pair *pair, unsigned octet, uint32_t n)
{
	if (octet & 2)
		set_window(pair, octet & 1, n % 65536);
	else
		set_mss(pair, octet & 1, n);
}

/* Any timer that runs, early: only where nobody relies on 2MSL. */
static void
expire_early(struct pair *pair, unsigned octet)
{
	int at = octet & 1;

	if (pair->honest)
		return;
	for (unsigned i = 0; i < TIMER_COUNT; i++) {
		enum timer timer = (enum timer)((i + octet / 2) % TIMER_COUNT);

		if (!pair->end[at].timer[timer].on)
			continue;
		begin(pair, at);
		tcb_expire(&pair->end[at], timer, pair->now, &pair->fx);
		finish(pair, at);
		return;
	}
}

static void
event(struct pair *pair, struct octets *in)
{
	unsigned octet = next(in), what = octet % 16, rest = octet / 16;
	int i = pair->wire_count > 0 ? (int)(rest % (unsigned)pair->wire_count) : 0;

	if (what <= 6 && pair->wire_count == 0)
		what = rest & 1 ? 8 : 11;
	if (what <= 3)
		deliver(pair, what < 3 ? 0 : i);
	else if (what == 4)
		take_off(pair, i);
	else if (what == 5)
		duplicate(pair, i);
	else if (what == 6)
		deliver(pair, pair->wire_count - 1);
	else if (what == 7)
		call(pair, rest & 1, (struct call){ .kind = (uint8_t)(next(in) % CALL_COUNT),
		    .octets = length(in) });
	else if (what == 8)
		call(pair, rest & 1, (struct call){ .kind = CALL_SEND,
		    .octets = length(in), .urgent = (rest & 6) == 6 });
	else if (what == 9)
		call(pair, rest & 1, (struct call){ .kind = CALL_RECEIVE,
		    .octets = rest & 2 ? length(in) : 0 });
	else if (what == 10)
		call(pair, rest & 1, (struct call){
		    .kind = rest & 2 ? CALL_SHUTDOWN : CALL_RECEIVE });
	else if (what == 11)
		expire_next(pair);
	else if (what == 12)
		pass_time(pair, next(in));
	else if (what == 13 && !pair->honest)
		forge(pair, in);
	else if (what == 14)
		set_policy(pair, next(in));
	else if (rest < 4)
		set_config(pair, rest, next(in) * next(in));
	else
		expire_early(pair, rest);
}

/*
 * Two ends that have each filled the other's window answer each other's ACKs
 * for ever when something of both is missing: SND.NXT is then just beyond the
 * window, where Table 6 accepts nothing. In a network such a storm ends when
 * ACKs get lost, and so it does here.
 */
#define STORM 500

/* The wire gets well, the users have room and read: now everything must arrive. */
static void
settle(struct pair *pair)
{
	set_window(pair, 0, 65535);
	set_window(pair, 1, 65535);
	int since = 0;		/* deliveries since a timer ran out */

	for (int step = 0; step < 40000 && pair->wrong[0] == '\0'; step++) {
		if (since > STORM)
			pair->wire_count = 0;
		for (int i = 0; i < 2; i++)
			if (pair->end[i].rcv.user != 0 && !pair->end[i].reader_gone)
				call(pair, i, (struct call){ .kind = CALL_RECEIVE });
		if (pair->wire_count > 0) {
			deliver(pair, 0);
			since++;
			continue;
		}
		since = 0;
		if (!expire_next(pair))
			break;
	}
	if (pair->wrong[0] == '\0')
		pair_check_quiet(pair);
}

/* One listens and the other connects, both connect, or neither. */
static void
open_both(struct pair *pair, unsigned octet)
{
	if (octet % 4 == 0)
		return;
	call(pair, 1, (struct call){ .kind = octet % 4 == 3 ? CALL_CONNECT : CALL_LISTEN });
	call(pair, 0, (struct call){ .kind = CALL_CONNECT });
	while (octet & 8 && pair->wire_count > 0)
		deliver(pair, 0);
}

bool
pair_run(struct pair *pair, const uint8_t *data, size_t size)
{
	struct octets in = { data, size };
	unsigned mode = next(&in);

	pair->honest = mode & 1;
	for (int i = 0; i < 2; i++) {
		if (mode & (2u << i))
			pair->end[i].config.window = length(&in) % 65536;
		if (mode & (8u << i))
			set_mss(pair, i, 1 + next(&in) * 10);
		pair->window_max[i] = pair->end[i].config.window;
	}
	open_both(pair, next(&in));
	while (in.n > 0 && pair->wrong[0] == '\0')
		event(pair, &in);
	if (pair->honest && pair->wrong[0] == '\0') {
		for (unsigned i = 4; i < 6; i++)
			set_policy(pair, i);	/* no user timeout, no keep-alive */
		settle(pair);
	}
	return pair->wrong[0] == '\0';
}
