/*
 * A TCB is plain memory, so it can be put into any place that a kernel shows;
 * this is the one spot outside the tcp room that writes a state, because here
 * it is not the RFC that decides.
 */
#include "host/shadow.h"

#include "tcp/arrive.h"
#include "tcp/expire.h"

#define KERNEL_MSL 30000u	/* ms */
#define ISS_STEP 100u
#define SELF_MAX 64	/* segments that one call makes an end send to itself */

void
shadow_init(struct shadow *shadow)
{
	tcb_init(&shadow->tcb[END_A], seq_make(100));
	tcb_init(&shadow->tcb[END_B], seq_make(300));
	for (int i = 0; i < END_COUNT; i++)
		shadow->tcb[i].config.policy.msl = KERNEL_MSL;
	shadow_rest(shadow);
}

void
shadow_rest(struct shadow *shadow)
{
	effects_init(&shadow->fx);
	for (int i = 0; i < END_COUNT; i++) {
		shadow->before[i].state = shadow->tcb[i].state;
		shadow->before[i].iss = shadow->tcb[i].config.iss;
	}
}

/* Send the rest of a long answer, of which only the beginning is kept. */
static void
finish(struct shadow *shadow, enum end end, int64_t now)
{
	struct effects more;

	for (bool on = shadow->fx.more; on; on = more.more) {
		effects_init(&more);
		tcb_output(&shadow->tcb[end], now / 1000, &more);
	}
}

void
shadow_call(struct shadow *shadow, enum end end, const struct call *call,
    int64_t now)
{
	shadow_rest(shadow);
	tcb_call(&shadow->tcb[end], call, now / 1000, &shadow->fx);
	finish(shadow, end, now);
}

void
shadow_self(struct shadow *shadow, enum end end, int64_t now)
{
	struct segment own[SELF_MAX];
	int count = 0;

	for (int heard = 0;; heard++) {
		for (int i = 0; i < shadow->fx.sent_count && count < SELF_MAX; i++)
			own[count++] = shadow->fx.sent[i].seg;
		shadow->fx.sent_count = 0;
		if (heard == count)
			return;
		tcb_arrive(&shadow->tcb[end], &own[heard], now / 1000, &shadow->fx);
	}
}

void
shadow_arrive(struct shadow *shadow, enum end end, const struct segment *seg,
    int64_t now)
{
	shadow_rest(shadow);
	/* Kernels have a limit of their own (RFC 5961, section 7), and ours has none. */
	shadow->tcb[end].challenge.count = 0;
	tcb_arrive(&shadow->tcb[end], seg, now / 1000, &shadow->fx);
	finish(shadow, end, now);
}

bool
shadow_expire(struct shadow *shadow, enum end end, enum timer timer, int64_t now)
{
	struct tcb *tcb = &shadow->tcb[end];

	shadow_rest(shadow);
	if (!tcb->timer[timer].on)
		return false;
	/* The kernel gives up when it does, not after the RFC's R2. */
	tcb->first_sent = now / 1000;
	tcb_expire(tcb, timer, now / 1000, &shadow->fx);
	finish(shadow, end, now);
	return true;
}

bool
shadow_agrees(const struct shadow *shadow, enum end end,
    const struct endpoint *kernel)
{
	const struct tcb *tcb = &shadow->tcb[end];

	if (tcb->state != kernel->state)
		return false;
	if (tcb->state <= STATE_LISTEN)
		return true;
	if ((kernel->known & KNOWN_SND_UNA) && tcb->snd.una.n != kernel->snd_una)
		return false;
	if ((kernel->known & KNOWN_SND_NXT) && tcb->snd.nxt.n != kernel->snd_nxt)
		return false;
	return tcb->state == STATE_SYN_SENT || !(kernel->known & KNOWN_RCV_NXT) ||
	    tcb->rcv.nxt.n == kernel->rcv_nxt;
}

/* Has this end sent its FIN, or is it bound to? */
static bool
fin_given(enum state state)
{
	return state == STATE_FIN_WAIT_1 || state == STATE_FIN_WAIT_2 ||
	    state == STATE_CLOSING || state == STATE_LAST_ACK ||
	    state == STATE_TIME_WAIT;
}

struct seq
shadow_next_iss(const struct shadow *shadow, enum end end)
{
	const struct tcb *tcb = &shadow->tcb[end];
	struct seq iss = tcb->config.iss;
	uint32_t used = seq_sub(tcb->snd.nxt, tcb->snd.iss);

	if (tcb->state <= STATE_LISTEN || !seq_eq(iss, tcb->snd.iss))
		return iss;
	return seq_add(iss, used - used % ISS_STEP + ISS_STEP);
}

/*
 * Begin anew with what was set. A number once used is not used again, unless
 * it was the shadow alone that used it.
 */
static void
begin_anew(struct shadow *shadow, enum end end, enum state state)
{
	struct tcb *tcb = &shadow->tcb[end];
	struct config config = tcb->config;

	config.iss = shadow->before[end].state <= STATE_LISTEN ?
	    shadow->before[end].iss : shadow_next_iss(shadow, end);
	tcb_init(tcb, config.iss);
	tcb->config = config;
	tcb->state = (uint8_t)state;
	tcb->passive = state == STATE_LISTEN;
}

/* Behind all text that the program has given, sent or not: there a FIN stands. */
static struct seq
text_end(const struct tcb *tcb, const struct endpoint *kernel, uint32_t waiting)
{
	bool fin_acked = kernel->state == STATE_FIN_WAIT_2 ||
	    kernel->state == STATE_TIME_WAIT;
	uint32_t syn = seq_eq(tcb->snd.una, tcb->snd.iss);

	if (fin_acked)
		return seq_add(tcb->snd.una, 0u - 1u);
	return seq_add(tcb->snd.una, syn + kernel->send_queue + waiting);
}

static void
align_send(struct tcb *tcb, const struct endpoint *kernel, uint32_t waiting)
{
	tcb->snd.iss = seq_make(kernel->iss);
	tcb->snd.fin = fin_given((enum state)kernel->state);
	if (kernel->known & KNOWN_SND_UNA)
		tcb->snd.una = seq_make(kernel->snd_una);
	if (kernel->known & KNOWN_SND_NXT)
		tcb->snd.nxt = seq_make(kernel->snd_nxt);
	tcb->snd.end = text_end(tcb, kernel, waiting);
	tcb->snd.wl1 = seq_make(kernel->rcv_nxt);
	tcb->snd.wl2 = tcb->snd.una;
	if (tcb->snd.mss == 0)
		tcb->snd.mss = tcb->config.mss;
}

static void
align_receive(struct tcb *tcb, const struct endpoint *kernel)
{
	tcb->rcv.held_count = 0;
	tcb->rcv.fin_held = false;
	if (kernel->known & KNOWN_IRS)
		tcb->rcv.irs = seq_make(kernel->irs);
	if (kernel->known & KNOWN_RCV_NXT)
		tcb->rcv.nxt = seq_make(kernel->rcv_nxt);
	if (kernel->known & KNOWN_QUEUES)
		tcb->rcv.user = kernel->receive_queue;
}

/* Is there text, or a FIN, that was not sent even once? */
static bool
has_unsent(const struct tcb *tcb)
{
	return seq_lt(tcb->snd.nxt, seq_add(tcb->snd.end, tcb->snd.fin));
}

static void
align_timers(struct tcb *tcb, int64_t now)
{
	for (int i = 0; i < TIMER_COUNT; i++)
		tcb->timer[i].on = false;

	enum timer timer = TIMER_RETRANSMISSION;
	int64_t ms = rto_current(&tcb->rto);

	if (tcb->state == STATE_TIME_WAIT) {
		timer = TIMER_TIME_WAIT;
		ms = 2 * (int64_t)KERNEL_MSL;
	} else if (seq_eq(tcb->snd.una, tcb->snd.nxt)) {
		if (!has_unsent(tcb))
			return;
		timer = TIMER_PERSIST;
	}
	tcb->timer[timer].on = true;
	tcb->timer[timer].due = now / 1000 + ms;
}

void
shadow_align(struct shadow *shadow, enum end end, const struct endpoint *kernel,
    uint32_t waiting, int64_t now)
{
	struct tcb *tcb = &shadow->tcb[end];

	if (kernel->state <= STATE_LISTEN) {
		if (tcb->state != kernel->state)
			begin_anew(shadow, end, (enum state)kernel->state);
		return;
	}
	tcb->state = kernel->state;
	align_send(tcb, kernel, waiting);
	align_receive(tcb, kernel);
	align_timers(tcb, now);
	shadow_windows(shadow, end, kernel);
}

void
shadow_windows(struct shadow *shadow, enum end end, const struct endpoint *kernel)
{
	struct tcb *tcb = &shadow->tcb[end];

	if (tcb->state <= STATE_LISTEN)
		return;
	if (kernel->known & KNOWN_RCV_WND)
		tcb->rcv.wnd = kernel->rcv_wnd;
	if (!(kernel->known & KNOWN_SND_WND))
		return;
	tcb->snd.wnd = kernel->snd_wnd;
	if (tcb->snd.max_wnd < tcb->snd.wnd)
		tcb->snd.max_wnd = tcb->snd.wnd;
}
