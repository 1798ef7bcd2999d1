/* What must hold of two ends after every event, whatever the event was. */
#include "pair.h"

#include <stdio.h>

static const char *
name(int at)
{
	return at == 0 ? "A" : "B";
}

#define MUST(holds, ...) \
	do { \
		if (!(holds)) \
			pair_wrong(pair, __VA_ARGS__); \
	} while (0)

static bool
fin_received(const struct tcb *tcb)
{
	return tcb->state == STATE_CLOSE_WAIT || tcb->state == STATE_CLOSING ||
	    tcb->state == STATE_LAST_ACK || tcb->state == STATE_TIME_WAIT;
}

static void
check_send_space(struct pair *pair, int at)
{
	const struct tcb *tcb = &pair->end[at];
	struct seq last = seq_add(tcb->snd.end, tcb->snd.fin);

	MUST(seq_le(tcb->snd.una, tcb->snd.nxt), "%s: SND.UNA %u > SND.NXT %u",
	    name(at), tcb->snd.una.n, tcb->snd.nxt.n);
	MUST(seq_le(tcb->snd.nxt, last), "%s: SND.NXT %u > SND.END %u",
	    name(at), tcb->snd.nxt.n, last.n);
	MUST(!tcb_fin_acked(tcb) || tcb->state != STATE_FIN_WAIT_1,
	    "%s: FIN-WAIT-1 with its FIN acknowledged", name(at));
	MUST(tcb_fin_acked(tcb) || (tcb->state != STATE_FIN_WAIT_2 &&
	    tcb->state != STATE_TIME_WAIT), "%s: %s without its FIN acknowledged",
	    name(at), state_name((enum state)tcb->state));
	MUST(tcb_fin_sent(tcb) || (tcb->state != STATE_LAST_ACK),
	    "%s: LAST-ACK with no FIN sent", name(at));
}

static void
check_held(struct pair *pair, int at)
{
	const struct tcb *tcb = &pair->end[at];
	struct seq edge = seq_add(tcb->rcv.nxt, tcb->rcv.wnd);
	struct seq low = tcb->rcv.nxt;

	/* What came with a SYN is held in order until ESTABLISHED. */
	if (tcb->state == STATE_SYN_RECEIVED || fin_received(tcb))
		return;
	for (int i = 0; i < tcb->rcv.held_count; i++) {
		struct range held = tcb->rcv.held[i];

		MUST(seq_gt(held.from, low) || (tcb->state == STATE_FIN_WAIT_1 &&
		    seq_eq(tcb->snd.una, tcb->snd.iss) && seq_eq(held.from, low)),
		    "%s: held %u not beyond %u", name(at), held.from.n, low.n);
		MUST(seq_lt(held.from, held.to), "%s: held [%u, %u)", name(at),
		    held.from.n, held.to.n);
		MUST(seq_le(held.to, edge), "%s: held up to %u, window ends at %u",
		    name(at), held.to.n, edge.n);
		low = held.to;
	}
}

/* The same connection before and after? Then RCV.* goes forward only. */
static bool
same_connection(const struct pair *pair)
{
	if (pair->before.state < STATE_SYN_RECEIVED)
		return false;
	for (int i = 0; i < pair->fx.edge_count; i++)
		if (pair->fx.edges[i]->to <= STATE_LISTEN ||
		    pair->fx.edges[i]->to == STATE_SYN_RECEIVED ||
		    pair->fx.edges[i]->from == STATE_SYN_RECEIVED)
			return false;
	return true;
}

static void
check_receive_space(struct pair *pair, int at)
{
	const struct tcb *tcb = &pair->end[at], *before = &pair->before;

	MUST(tcb->rcv.wnd + tcb->rcv.user <= pair->window_max[at],
	    "%s: RCV.WND %u and RCV.USER %u exceed the buffer", name(at),
	    tcb->rcv.wnd, tcb->rcv.user);
	check_held(pair, at);
	if (!same_connection(pair))
		return;
	MUST(seq_ge(tcb->rcv.nxt, before->rcv.nxt), "%s: RCV.NXT went back from %u to %u",
	    name(at), before->rcv.nxt.n, tcb->rcv.nxt.n);
	MUST(seq_ge(seq_add(tcb->rcv.nxt, tcb->rcv.wnd),
	    seq_add(before->rcv.nxt, before->rcv.wnd)),
	    "%s: the window shrank: %u+%u to %u+%u", name(at), before->rcv.nxt.n,
	    before->rcv.wnd, tcb->rcv.nxt.n, tcb->rcv.wnd);
	MUST(seq_ge(tcb->snd.una, before->snd.una), "%s: SND.UNA went back", name(at));
	MUST(seq_ge(tcb->snd.nxt, before->snd.nxt), "%s: SND.NXT went back", name(at));
	MUST(before->rcv.irs.n == tcb->rcv.irs.n, "%s: IRS changed", name(at));
}

/* Every octet that came in order is with the user or waits for it. */
static void
check_octets(struct pair *pair, int at)
{
	const struct tcb *tcb = &pair->end[at];

	if (tcb->state == STATE_TIME_WAIT)
		return;		/* the numbers of one that was gone back to are not kept */
	uint32_t came = seq_sub(tcb->rcv.nxt, tcb->rcv.irs) - 1 - fin_received(tcb);

	MUST(came == pair->taken[at] + tcb->rcv.user,
	    "%s: %u octets came, the user has %u and %u wait", name(at), came,
	    pair->taken[at], tcb->rcv.user);
}

static void
check_states(struct pair *pair, int at)
{
	unsigned state = pair->before.state;

	for (int i = 0; i < pair->fx.edge_count; i++) {
		MUST(pair->fx.edges[i]->from == state, "%s: edges do not meet", name(at));
		state = pair->fx.edges[i]->to;
	}
	MUST(pair->end[at].state == state, "%s: %s without an edge", name(at),
	    state_name((enum state)pair->end[at].state));
}

static void
check_timers(struct pair *pair, int at)
{
	const struct tcb *tcb = &pair->end[at];
	unsigned on = 0;

	for (int i = 0; i < TIMER_COUNT; i++)
		on |= (unsigned)tcb->timer[i].on << i;
	if (tcb->state <= STATE_LISTEN) {
		MUST(on == 0, "%s: timers run in %s", name(at),
		    state_name((enum state)tcb->state));
		return;
	}
	if (tcb->state == STATE_TIME_WAIT) {
		MUST(on == 1u << TIMER_TIME_WAIT, "%s: in TIME-WAIT the timers %x run",
		    name(at), on);
		return;
	}
	MUST(!(on & 1u << TIMER_TIME_WAIT), "%s: 2MSL runs in %s", name(at),
	    state_name((enum state)tcb->state));
	bool asks = on & (1u << TIMER_RETRANSMISSION | 1u << TIMER_PERSIST);
	bool unacked = !seq_eq(tcb->snd.una, tcb->snd.nxt);
	bool waits = tcb->state >= STATE_ESTABLISHED &&
	    !seq_eq(tcb->snd.nxt, seq_add(tcb->snd.end, tcb->snd.fin));

	MUST(asks || !(unacked || waits), "%s in %s: %u..%u..%u and nothing asks again",
	    name(at), state_name((enum state)tcb->state), tcb->snd.una.n,
	    tcb->snd.nxt.n, tcb->snd.end.n);
	MUST(unacked || !(on & 1u << TIMER_RETRANSMISSION),
	    "%s: retransmission timer with nothing in flight", name(at));
	MUST(unacked || waits || !(on & 1u << TIMER_PERSIST),
	    "%s in %s: persist timer with nothing to send", name(at),
	    state_name((enum state)tcb->state));
	MUST(tcb->rcv.unacked != 0 || fin_received(tcb) || !(on & 1u << TIMER_DELAYED_ACK),
	    "%s: delayed ACK with nothing to acknowledge", name(at));
	MUST(unacked || waits || !(on & 1u << TIMER_USER),
	    "%s: user timer with nothing in flight or waiting", name(at));
	MUST(!(on & 1u << TIMER_RETRANSMISSION) || !(on & 1u << TIMER_PERSIST),
	    "%s: both retransmission and persist timer", name(at));
}

static void
check_reset(struct pair *pair, int at, const struct segment *seg)
{
	MUST(seg->len == 0 && seg->wnd == 0 && seg->up == 0 && seg->mss == 0 &&
	    !(seg->flags & ~(unsigned)(SEG_RST | SEG_ACK)),
	    "%s: a RST with more on it", name(at));
	MUST(!(seg->flags & SEG_ACK) || seg->seq.n == 0,
	    "%s: RST,ACK whose SEQ is not 0", name(at));
}

static void
check_syn(struct pair *pair, int at, const struct segment *seg)
{
	const struct tcb *tcb = &pair->end[at];
	unsigned flags = tcb->state == STATE_SYN_SENT ? SEG_SYN : SEG_SYN | SEG_ACK;

	MUST(seq_eq(seg->seq, tcb->snd.iss) && seg->len == 0, "%s: SYN %u, ISS %u",
	    name(at), seg->seq.n, tcb->snd.iss.n);
	MUST(seg->flags == flags, "%s: flags %02x in %s", name(at), seg->flags,
	    state_name((enum state)tcb->state));
	MUST(seg->mss == tcb->config.mss, "%s: SYN without its MSS", name(at));
}

static void
check_text(struct pair *pair, int at, const struct sent *sent)
{
	const struct tcb *tcb = &pair->end[at];
	const struct segment *seg = &sent->seg;
	uint32_t len = segment_len(seg);
	struct seq end = seq_add(seg->seq, len);
	struct seq edge = seq_add(tcb->snd.una, tcb->snd.wnd);

	MUST(seg->flags & SEG_ACK, "%s: no ACK on a segment", name(at));
	MUST(seg->mss == 0 && seg->len <= tcb->snd.mss, "%s: %u octets, MSS %u",
	    name(at), seg->len, tcb->snd.mss);
	MUST(seq_le(end, tcb->snd.nxt), "%s: %u sent, SND.NXT %u", name(at), end.n,
	    tcb->snd.nxt.n);
	MUST(len == 0 || seq_ge(seg->seq, tcb->snd.una), "%s: %u is acknowledged already",
	    name(at), seg->seq.n);
	MUST(!(seg->flags & SEG_FIN) || (tcb_fin_sent(tcb) &&
	    seq_eq(end, seq_add(tcb->snd.end, 1))), "%s: FIN at %u", name(at), end.n);
	if (sent->purpose != SENT_DATA && sent->purpose != SENT_FIN)
		return;
	MUST(len != 0, "%s: empty data", name(at));
	MUST(seq_le(end, edge) || pair->before.state == STATE_SYN_RECEIVED,
	    "%s: %u..%u sent into a window that ends at %u", name(at), seg->seq.n,
	    end.n, edge.n);
}

static void
check_sent(struct pair *pair, int at)
{
	const struct tcb *tcb = &pair->end[at];
	struct seq ack = pair->before.rcv.nxt;

	for (int i = 0; i < pair->fx.sent_count; i++) {
		const struct segment *seg = &pair->fx.sent[i].seg;

		MUST(seg->wnd <= 65535, "%s: window %u", name(at), seg->wnd);
		if (seg->flags & SEG_RST) {
			check_reset(pair, at, seg);
			continue;
		}
		MUST(tcb->state != STATE_LISTEN, "%s: LISTEN sends more than a RST", name(at));
		if (tcb->state <= STATE_LISTEN)
			continue;	/* what it was sent from is gone */
		if (seg->flags & SEG_SYN)
			check_syn(pair, at, seg);
		else
			check_text(pair, at, &pair->fx.sent[i]);
		if (same_connection(pair)) {
			MUST(seq_le(seg->ack, tcb->rcv.nxt) && seq_ge(seg->ack, ack),
			    "%s: ACK %u, RCV.NXT %u", name(at), seg->ack.n,
			    tcb->rcv.nxt.n);
			ack = seg->ack;
		}
	}
}

/* Do they talk to each other, rather than to ends that are gone? */
static bool
are_connected(const struct pair *pair)
{
	const struct tcb *a = &pair->end[0], *b = &pair->end[1];

	return a->state >= STATE_SYN_RECEIVED && b->state >= STATE_SYN_RECEIVED &&
	    seq_eq(a->snd.iss, b->rcv.irs) && seq_eq(b->snd.iss, a->rcv.irs);
}

static void
check_agreement(struct pair *pair)
{
	if (!pair->honest || !are_connected(pair))
		return;
	for (int i = 0; i < 2; i++) {
		const struct tcb *us = &pair->end[i], *peer = &pair->end[!i];

		MUST(seq_le(us->snd.una, peer->rcv.nxt),
		    "%s believes %u received, the other has %u", name(i),
		    us->snd.una.n, peer->rcv.nxt.n);
		MUST(seq_le(peer->rcv.nxt, us->snd.nxt),
		    "%s has sent up to %u, the other received %u", name(i),
		    us->snd.nxt.n, peer->rcv.nxt.n);
		MUST(!fin_received(peer) || tcb_fin_sent(us),
		    "%s is believed to have closed", name(i));
	}
}

void
pair_check(struct pair *pair, int at)
{
	const struct tcb *tcb = &pair->end[at];

	check_states(pair, at);
	check_timers(pair, at);
	check_sent(pair, at);
	MUST(pair->fx.note_count < EFFECTS_NOTES && pair->fx.signal_count < EFFECTS_SIGNALS,
	    "%s: %d notes, %d signals", name(at), pair->fx.note_count,
	    pair->fx.signal_count);
	if (tcb->state > STATE_LISTEN)
		check_send_space(pair, at);
	if (tcb->state >= STATE_SYN_RECEIVED) {
		check_receive_space(pair, at);
		check_octets(pair, at);
	}
	check_agreement(pair);
}

/* Nothing on the wire, no timer runs: what was sent has arrived, or one end is gone. */
void
pair_check_quiet(struct pair *pair)
{
	MUST(pair->wire_count == 0, "the wire does not become empty");
	for (int i = 0; i < 2; i++) {
		const struct tcb *tcb = &pair->end[i];

		MUST(tcb->state <= STATE_LISTEN || tcb->state == STATE_ESTABLISHED ||
		    tcb->state == STATE_FIN_WAIT_2 || tcb->state == STATE_CLOSE_WAIT,
		    "%s stays in %s", name(i), state_name((enum state)tcb->state));
		MUST(seq_eq(tcb->snd.una, seq_add(tcb->snd.end, tcb->snd.fin)) ||
		    tcb->state == STATE_LISTEN,
		    "%s: %u of %u arrived", name(i), tcb->snd.una.n, tcb->snd.end.n);
	}
}
