/*
 * How the events of the tcp room leave their effects: a note, a signal, a
 * segment, a change of state. For src/tcp only; engines read struct effects.
 */
#ifndef TCP_EMIT_H
#define TCP_EMIT_H

#include "tcp/tcb.h"

/* Leave a note; what does not fit any more is dropped, which no event comes near. */
static inline void
emit_note(struct effects *fx, enum note_id id, enum outcome outcome,
    uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t e)
{
	if (fx->note_count == EFFECTS_NOTES)
		return;
	struct note *note = &fx->notes[fx->note_count++];
	note->id = id;
	note->outcome = outcome;
	note->arg[0] = a;
	note->arg[1] = b;
	note->arg[2] = c;
	note->arg[3] = d;
	note->arg[4] = e;
}

static inline void
emit_pass(struct effects *fx, enum note_id id, uint32_t a, uint32_t b, uint32_t c)
{
	emit_note(fx, id, OUTCOME_PASS, a, b, c, 0, 0);
}

static inline void
emit_act(struct effects *fx, enum note_id id, uint32_t a, uint32_t b, uint32_t c)
{
	emit_note(fx, id, OUTCOME_ACT, a, b, c, 0, 0);
}

static inline void
emit_stop(struct effects *fx, enum note_id id, uint32_t a, uint32_t b, uint32_t c)
{
	emit_note(fx, id, OUTCOME_STOP, a, b, c, 0, 0);
}

/* Tell the user. */
void emit_signal(struct effects *fx, enum signal signal);

/* Put a segment on the wire as it is. */
void emit_segment(struct effects *fx, const struct segment *seg,
    enum purpose purpose);

/*
 * Send flags and len octets from seq; the ACK bit brings RCV.NXT and the
 * window with it, and settles whatever acknowledgment was owed.
 */
void emit_send(struct tcb *tcb, struct effects *fx, unsigned flags,
    struct seq seq, uint32_t len, enum purpose purpose);

/* <SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK> */
void emit_ack(struct tcb *tcb, struct effects *fx, enum purpose purpose);

/* <SEQ=seq><CTL=RST> */
void emit_rst(struct effects *fx, struct seq seq);

/*
 * The reset that answers seg where there is no connection for it (section
 * 3.5.2): <SEQ=SEG.ACK><CTL=RST>, or without an ACK in seg
 * <SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>.
 */
void emit_rst_for(struct effects *fx, const struct segment *seg);

/* The user has read past the urgent data: urgent mode is over (3.8.5). */
void tcb_urgent_read(struct tcb *tcb);

/*
 * Change the state: the one place that does. The pair and its cause must be
 * in the table of edges. Entering CLOSED deletes the TCB, entering LISTEN
 * begins a new one, entering TIME-WAIT stops all timers but its own.
 */
void tcb_enter(struct tcb *tcb, enum state to, enum cause cause, int64_t now,
    struct effects *fx);

/* Start a timer to run out ms from now; stop it. */
void timer_start(struct tcb *tcb, enum timer timer, int64_t now, uint32_t ms);
void timer_stop(struct tcb *tcb, enum timer timer);

/* From now on the user waits, for as long as its timeout says (3.9.1.1). */
void timer_user(struct tcb *tcb, int64_t now);

/* Idle from now on: the keep-alive timer of an open connection, if that is on (3.8.4). */
void timer_keepalive(struct tcb *tcb, int64_t now);

/* Something that takes a sequence number left at now: watch over it. */
void timer_watch(struct tcb *tcb, int64_t now);

/* Select an ISS, send SYN (or SYN,ACK) and set SND.UNA, SND.NXT. */
void emit_syn(struct tcb *tcb, unsigned flags, int64_t now, struct effects *fx);

/* Send what is at SND.UNA again: the front of the retransmission queue (3.10.8). */
void tcb_retransmit(struct tcb *tcb, struct effects *fx);

/*
 * Send something although the window forbids: what fits if that was only too
 * little to be worth it, else one octet (or the FIN) beyond it (3.8.6.1).
 * True if it fitted, and so is watched over like any other.
 */
bool tcb_probe(struct tcb *tcb, int64_t now, struct effects *fx);

/* A CLOSE that waited for ESTABLISHED is carried out (section 3.10.4, SYN-RECEIVED). */
void tcb_close_queued(struct tcb *tcb, int64_t now, struct effects *fx);

/*
 * Take text that lies in the window: what is new in order becomes RCV.USER,
 * what is out of order is held. True if it was in order.
 */
bool tcb_take_text(struct tcb *tcb, struct seq from, uint32_t len);

/* The peer's FIN stands at `fin`: nothing beyond it can be text of its. */
void tcb_forget_beyond(struct tcb *tcb, struct seq fin);

/* Take over what is held and has come to be in order. */
void tcb_take_held(struct tcb *tcb);

#endif
