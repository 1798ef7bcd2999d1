/*
 * The segments that events send.
 */
#include "tcp/emit.h"

#include <assert.h>

#define DEFAULT_MSS 536u

void
emit_signal(struct effects *fx, enum signal signal)
{
	if (fx->signal_count < EFFECTS_SIGNALS)
		fx->signals[fx->signal_count++] = (uint8_t)signal;
}

void
emit_segment(struct effects *fx, const struct segment *seg, enum purpose purpose)
{
	assert(fx->sent_count < EFFECTS_SENT);
	fx->sent[fx->sent_count].seg = *seg;
	fx->sent[fx->sent_count].purpose = (uint8_t)purpose;
	fx->sent_count++;
}

/* The urgent pointer, while what it points to is not behind us (section 3.8.5). */
static void
point_to_urgent(const struct tcb *tcb, struct segment *seg)
{
	if (!tcb->snd.urgent || seq_le(tcb->snd.up, seg->seq))
		return;
	uint32_t up = seq_sub(tcb->snd.up, seg->seq);

	seg->flags |= SEG_URG;
	seg->up = up < UINT16_MAX ? (uint16_t)up : UINT16_MAX;
}

void
emit_send(struct tcb *tcb, struct effects *fx, unsigned flags, struct seq seq,
    uint32_t len, enum purpose purpose)
{
	struct segment seg = { .seq = seq, .len = len, .flags = (uint8_t)flags };

	if (flags & SEG_ACK) {
		seg.ack = tcb->rcv.nxt;
		tcb->rcv.unacked = 0;
		timer_stop(tcb, TIMER_DELAYED_ACK);
	}
	if (flags & SEG_SYN)
		seg.mss = tcb->config.mss;
	else
		point_to_urgent(tcb, &seg);
	tcb->rcv.wnd = tcb_window(tcb);
	seg.wnd = tcb->rcv.wnd;
	emit_segment(fx, &seg, purpose);
}

void
emit_ack(struct tcb *tcb, struct effects *fx, enum purpose purpose)
{
	emit_send(tcb, fx, SEG_ACK, tcb->snd.nxt, 0, purpose);
}

void
emit_rst(struct effects *fx, struct seq seq)
{
	struct segment seg = { .seq = seq, .flags = SEG_RST };

	emit_segment(fx, &seg, SENT_RST);
}

void
emit_rst_for(struct effects *fx, const struct segment *seg)
{
	if (seg->flags & SEG_ACK) {
		emit_rst(fx, seg->ack);
		return;
	}
	struct segment rst = { .flags = SEG_RST | SEG_ACK,
	    .ack = seq_add(seg->seq, segment_len(seg)) };

	emit_segment(fx, &rst, SENT_RST);
}

void
emit_syn(struct tcb *tcb, unsigned flags, int64_t now, struct effects *fx)
{
	tcb->snd.iss = tcb->config.iss;
	tcb->snd.una = tcb->snd.iss;
	tcb->snd.nxt = seq_add(tcb->snd.iss, 1);
	tcb->snd.end = tcb->snd.nxt;
	if (tcb->snd.mss == 0)
		tcb->snd.mss = DEFAULT_MSS;
	tcb->rcv.wnd = tcb->config.window;
	emit_send(tcb, fx, flags, tcb->snd.iss, 0, SENT_SYN);
	timer_watch(tcb, now);
	if (!(flags & SEG_ACK))
		rto_sent(&tcb->rto, tcb->snd.nxt, now);
}
