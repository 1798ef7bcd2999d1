/*
 * The user's calls (RFC 9293, sections 3.10.1 to 3.10.6): a function for each
 * call, each answering for all states.
 */
#include "tcp/call.h"

#include "tcp/emit.h"

static void
answer(struct effects *fx, enum reply reply)
{
	fx->reply = (uint8_t)reply;
}

static void
active_open(struct tcb *tcb, enum cause cause, int64_t now, struct effects *fx)
{
	emit_syn(tcb, SEG_SYN, now, fx);
	tcb_enter(tcb, STATE_SYN_SENT, cause, now, fx);
	tcb->passive = false;
}

static void
call_listen(struct tcb *tcb, int64_t now, struct effects *fx)
{
	if (tcb->state == STATE_LISTEN) {
		/* A second passive OPEN names no remote socket (3.10.1). */
		answer(fx, REPLY_UNSPECIFIED);
		return;
	}
	if (tcb->state != STATE_CLOSED) {
		answer(fx, REPLY_EXISTS);
		return;
	}
	tcb_enter(tcb, STATE_LISTEN, CAUSE_PASSIVE_OPEN, now, fx);
	answer(fx, REPLY_OK);
}

static void
call_connect(struct tcb *tcb, int64_t now, struct effects *fx)
{
	if (tcb->state != STATE_CLOSED && tcb->state != STATE_LISTEN) {
		answer(fx, REPLY_EXISTS);
		return;
	}
	active_open(tcb, CAUSE_ACTIVE_OPEN, now, fx);
	answer(fx, REPLY_OK);
}

static void
queue_data(struct tcb *tcb, const struct call *call)
{
	tcb->snd.end = seq_add(tcb->snd.end, call->octets);
	if (call->urgent && call->octets != 0) {
		tcb->snd.urgent = true;
		tcb->snd.up = tcb->snd.end;
	}
}

static void
call_send(struct tcb *tcb, const struct call *call, int64_t now,
    struct effects *fx)
{
	if (tcb->state == STATE_CLOSED) {
		answer(fx, REPLY_NOT_EXIST);
		return;
	}
	if (tcb->snd.fin) {
		answer(fx, REPLY_CLOSING);
		return;
	}
	uint32_t queued = tcb->state == STATE_LISTEN ? 0 :
	    seq_sub(tcb->snd.end, tcb->snd.una);

	if (call->octets > CALL_SEND_MAX || queued + call->octets > CALL_SEND_MAX + 1) {
		answer(fx, REPLY_RESOURCES);
		return;
	}
	if (tcb->state == STATE_LISTEN)
		active_open(tcb, CAUSE_SEND, now, fx);
	queue_data(tcb, call);
	if (!state_is_synchronized((enum state)tcb->state)) {
		emit_act(fx, NOTE_SEND_QUEUED, call->octets, 0, 0);
		answer(fx, REPLY_QUEUED);
		return;
	}
	answer(fx, REPLY_OK);
	struct seq nxt = tcb->snd.nxt;

	tcb_output(tcb, now, fx);
	uint32_t gone = seq_sub(tcb->snd.nxt, nxt);

	if (gone != 0)
		emit_act(fx, NOTE_SEND, gone, nxt.n, tcb->snd.una.n);
	else if (call->octets != 0)
		emit_act(fx, NOTE_SEND_WAITS, call->octets, tcb->snd.wnd,
		    seq_sub(tcb->snd.nxt, tcb->snd.una));
}

/* The user took octets: the window may open, and the peer be told (3.8.6.2.2). */
static void
window_update(struct tcb *tcb, struct effects *fx)
{
	uint32_t before = tcb->rcv.wnd;

	if (tcb_window(tcb) == before || tcb->rcv.fin_held)
		return;
	if (tcb->state == STATE_CLOSE_WAIT)
		return;		/* nothing more will come */
	emit_ack(tcb, fx, SENT_WINDOW);
	emit_act(fx, NOTE_WINDOW_UPDATE, before, tcb->rcv.wnd, 0);
}

static void
receive_data(struct tcb *tcb, const struct call *call, struct effects *fx)
{
	uint32_t n = call->octets == 0 || call->octets > tcb->rcv.user ?
	    tcb->rcv.user : call->octets;

	tcb->rcv.user -= n;
	fx->received = n;
	tcb_urgent_read(tcb);
	answer(fx, REPLY_OK);
	emit_act(fx, NOTE_RECEIVE, n, tcb->rcv.user, 0);
	window_update(tcb, fx);
}

static void
call_receive(struct tcb *tcb, const struct call *call, struct effects *fx)
{
	switch (tcb->state) {
	case STATE_CLOSED:
		answer(fx, REPLY_NOT_EXIST);
		return;
	case STATE_CLOSING:
	case STATE_LAST_ACK:
	case STATE_TIME_WAIT:
		answer(fx, REPLY_CLOSING);
		return;
	default:
		break;
	}
	if (tcb->reader_gone) {
		answer(fx, REPLY_NOT_EXIST);
		return;
	}
	if (tcb->rcv.user != 0) {
		receive_data(tcb, call, fx);
		return;
	}
	if (tcb->state == STATE_CLOSE_WAIT) {
		answer(fx, REPLY_CLOSING);
		return;
	}
	tcb->rcv.wanted = call->octets != 0 ? call->octets : UINT32_MAX;
	emit_act(fx, NOTE_RECEIVE_QUEUED, call->octets, 0, 0);
	answer(fx, REPLY_QUEUED);
}

/* SYN-RECEIVED with nothing to send first: the FIN goes at once (3.10.4). */
static void
close_in_syn_received(struct tcb *tcb, int64_t now, struct effects *fx)
{
	if (!seq_eq(tcb->snd.end, tcb->snd.nxt)) {
		emit_act(fx, NOTE_CLOSE_QUEUED, seq_sub(tcb->snd.end, tcb->snd.nxt), 0, 0);
		answer(fx, REPLY_QUEUED);
		return;
	}
	tcb_enter(tcb, STATE_FIN_WAIT_1, CAUSE_CLOSE, now, fx);
	tcb->snd.nxt = seq_add(tcb->snd.end, 1);
	emit_send(tcb, fx, SEG_FIN | SEG_ACK, tcb->snd.end, 0, SENT_FIN);
	timer_watch(tcb, now);
	answer(fx, REPLY_OK);
}

/* Is a SEND or a RECEIVE queued, which must be answered when all ends? */
static bool
call_waits(const struct tcb *tcb)
{
	return tcb->rcv.wanted != 0 || seq_gt(tcb->snd.end, tcb->snd.nxt);
}

/* CLOSE as the RFC has it: no more to send. The reply is in fx. */
static void
close_sending(struct tcb *tcb, int64_t now, struct effects *fx)
{
	answer(fx, REPLY_OK);
	switch (tcb->state) {
	case STATE_CLOSED:
		answer(fx, REPLY_NOT_EXIST);
		return;
	case STATE_LISTEN:
	case STATE_SYN_SENT:
		if (call_waits(tcb))
			emit_signal(fx, SIGNAL_CLOSING);
		tcb_enter(tcb, STATE_CLOSED, CAUSE_CLOSE, now, fx);
		return;
	default:
		break;
	}
	if (tcb->snd.fin) {
		answer(fx, REPLY_CLOSING);
		return;
	}
	tcb->snd.fin = true;
	if (tcb->state == STATE_SYN_RECEIVED) {
		close_in_syn_received(tcb, now, fx);
		return;
	}
	if (tcb->state == STATE_ESTABLISHED)
		tcb_enter(tcb, STATE_FIN_WAIT_1, CAUSE_CLOSE, now, fx);
	tcb_output(tcb, now, fx);
	if (!tcb_fin_sent(tcb))
		emit_act(fx, NOTE_FIN_WAITS, seq_sub(tcb->snd.end, tcb->snd.nxt),
		    tcb->snd.wnd, 0);
}

void
tcb_close_queued(struct tcb *tcb, int64_t now, struct effects *fx)
{
	if (tcb->state == STATE_ESTABLISHED && tcb->snd.fin)
		tcb_enter(tcb, STATE_FIN_WAIT_1, CAUSE_CLOSE, now, fx);
}

/* RST, and the connection is gone. */
static void
abort_connection(struct tcb *tcb, int64_t now, struct effects *fx)
{
	switch (tcb->state) {
	case STATE_SYN_RECEIVED:
	case STATE_ESTABLISHED:
	case STATE_FIN_WAIT_1:
	case STATE_FIN_WAIT_2:
	case STATE_CLOSE_WAIT:
		emit_rst(fx, tcb->snd.nxt);
		break;
	default:
		break;
	}
	if (call_waits(tcb))
		emit_signal(fx, SIGNAL_RESET);
	tcb_enter(tcb, STATE_CLOSED, CAUSE_ABORT, now, fx);
}

/* Nothing is left to read to a close()d socket: what came is lost (RFC 2525, 2.17). */
static bool
data_unread(const struct tcb *tcb)
{
	return tcb->rcv.user != 0 && (tcb->state == STATE_ESTABLISHED ||
	    tcb->state == STATE_FIN_WAIT_1 || tcb->state == STATE_FIN_WAIT_2 ||
	    tcb->state == STATE_CLOSE_WAIT);
}

static void
call_close(struct tcb *tcb, int64_t now, struct effects *fx)
{
	bool exists = tcb->state != STATE_CLOSED && !tcb->reader_gone;

	if (!exists) {
		answer(fx, REPLY_NOT_EXIST);
		return;
	}
	if (data_unread(tcb)) {
		emit_act(fx, NOTE_CLOSE_UNREAD, tcb->rcv.user, tcb->snd.nxt.n, 0);
		answer(fx, REPLY_OK);
		abort_connection(tcb, now, fx);
		return;
	}
	bool reads = tcb->state == STATE_ESTABLISHED ||
	    tcb->state == STATE_FIN_WAIT_1 || tcb->state == STATE_FIN_WAIT_2;

	tcb->reader_gone = true;
	tcb->rcv.wanted = 0;
	if (reads)
		emit_act(fx, NOTE_CLOSE_READER, 0, 0, 0);
	close_sending(tcb, now, fx);
	/* close() after shutdown(): the descriptor goes, no second FIN does. */
	if (fx->reply == REPLY_CLOSING)
		answer(fx, REPLY_OK);
}

static void
call_abort(struct tcb *tcb, int64_t now, struct effects *fx)
{
	if (tcb->state == STATE_CLOSED) {
		answer(fx, REPLY_NOT_EXIST);
		return;
	}
	answer(fx, REPLY_OK);
	abort_connection(tcb, now, fx);
}

static void
call_crash(struct tcb *tcb, int64_t now, struct effects *fx)
{
	answer(fx, REPLY_OK);
	if (tcb->state != STATE_CLOSED)
		tcb_enter(tcb, STATE_CLOSED, CAUSE_CRASH, now, fx);
}

/* To a program that reads on, the peer's FIN is an end and not an error. */
static bool
at_end_of_stream(const struct tcb *tcb, const struct call *call,
    const struct effects *fx)
{
	return call->kind == CALL_RECEIVE && fx->reply == REPLY_CLOSING &&
	    tcb->rcv.user == 0 && !tcb->reader_gone;
}

void
tcb_call(struct tcb *tcb, const struct call *call, int64_t now,
    struct effects *fx)
{
	switch (call->kind) {
	case CALL_LISTEN:
		call_listen(tcb, now, fx);
		break;
	case CALL_CONNECT:
		call_connect(tcb, now, fx);
		break;
	case CALL_SEND:
		call_send(tcb, call, now, fx);
		break;
	case CALL_RECEIVE:
		call_receive(tcb, call, fx);
		break;
	case CALL_SHUTDOWN:
		close_sending(tcb, now, fx);
		break;
	case CALL_CLOSE:
		call_close(tcb, now, fx);
		break;
	case CALL_ABORT:
		call_abort(tcb, now, fx);
		break;
	case CALL_STATUS:
		answer(fx, tcb->state == STATE_CLOSED ? REPLY_NOT_EXIST : REPLY_OK);
		break;
	case CALL_CRASH:
		call_crash(tcb, now, fx);
		break;
	}
	if (at_end_of_stream(tcb, call, fx))
		emit_stop(fx, NOTE_RECEIVE_END, tcb->state, fx->reply, 0);
	else if (reply_is_error((enum reply)fx->reply))
		emit_stop(fx, NOTE_CALL_REFUSED, tcb->state, fx->reply, call->kind);
}

static const char *const names[CALL_COUNT] = {
	[CALL_LISTEN] = "listen",
	[CALL_CONNECT] = "connect",
	[CALL_SEND] = "send",
	[CALL_RECEIVE] = "receive",
	[CALL_SHUTDOWN] = "shutdown",
	[CALL_CLOSE] = "close",
	[CALL_ABORT] = "abort",
	[CALL_STATUS] = "status",
	[CALL_CRASH] = "crash"
};

const char *
call_name(enum call_kind kind)
{
	return names[kind];
}
