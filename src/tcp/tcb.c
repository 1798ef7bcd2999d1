/*
 * The TCB: its beginning, its timers, its receive queue, and the one function
 * that changes a state.
 */
#include "tcp/tcb.h"

#include <assert.h>
#include <string.h>

#include "base/i18n.h"
#include "tcp/emit.h"

#define ISS_STEP 100u		/* as figure 8 has it: 300, then 400 */
#define MSL_DEFAULT 120000u	/* section 3.4.2: two minutes */

void
policy_init(struct policy *policy)
{
	*policy = (struct policy){ .rfc5961 = true, .rfc1337 = true,
	    .msl = MSL_DEFAULT };
}

void
tcb_init(struct tcb *tcb, struct seq iss)
{
	memset(tcb, 0, sizeof(*tcb));
	policy_init(&tcb->config.policy);
	tcb->config.iss = iss;
	tcb->config.window = 65535;
	tcb->config.mss = 1460;
	rto_init(&tcb->rto);
}

/*
 * A number for the next connection that this one never used (sections 3.4.1
 * and 3.6.1): in steps, so that a learner recognises it. An ISS that was set
 * meanwhile stays, unless the old connection has reached it.
 */
static void
choose_next_iss(struct tcb *tcb)
{
	struct seq *iss = &tcb->config.iss;

	if (!seq_eq(*iss, tcb->snd.iss)) {
		if (!seq_gt(*iss, tcb->snd.nxt) && tcb->state == STATE_TIME_WAIT)
			*iss = seq_add(tcb->snd.nxt, ISS_STEP);
		return;
	}
	uint32_t used = seq_sub(tcb->snd.nxt, tcb->snd.iss);

	*iss = seq_add(*iss, used - used % ISS_STEP + ISS_STEP);
}

/* Forget the connection, and keep what the end was told before it opened. */
static void
forget(struct tcb *tcb)
{
	struct config config = tcb->config;
	uint8_t state = tcb->state;

	memset(tcb, 0, sizeof(*tcb));
	tcb->config = config;
	tcb->state = state;
	rto_init(&tcb->rto);
}

/* The old TIME-WAIT is there again, as if the SYN had never come (3.6.1, (2)). */
static void
return_to_time_wait(struct tcb *tcb)
{
	struct remembered old = tcb->old;

	choose_next_iss(tcb);
	forget(tcb);
	tcb->passive = true;
	tcb->snd.iss = old.iss;
	tcb->snd.una = tcb->snd.nxt = old.snd_nxt;
	tcb->snd.end = seq_add(old.snd_nxt, 0u - 1u);
	tcb->snd.fin = true;
	tcb->snd.wnd = old.snd_wnd;
	tcb->snd.max_wnd = old.max_wnd;
	tcb->rcv.irs = old.irs;
	tcb->rcv.nxt = old.rcv_nxt;
	tcb->rcv.wnd = tcb->config.window;
}

static void
enter_time_wait(struct tcb *tcb, int64_t now)
{
	for (int i = 0; i < TIMER_COUNT; i++)
		timer_stop(tcb, (enum timer)i);
	tcb->rcv.held_count = 0;
	tcb->rcv.wanted = 0;
	timer_start(tcb, TIMER_TIME_WAIT, now, 2 * tcb->config.policy.msl);
}

/* A SYN reopens a connection in TIME-WAIT; remember what to go back to. */
static void
leave_time_wait(struct tcb *tcb)
{
	struct remembered old = { true, tcb->snd.iss, tcb->snd.nxt, tcb->rcv.irs,
	    tcb->rcv.nxt, tcb->snd.wnd, tcb->snd.max_wnd };

	choose_next_iss(tcb);
	forget(tcb);
	tcb->passive = true;
	tcb->old = old;
}

/* The connection is over: nothing of it stays. */
static void
delete(struct tcb *tcb, enum state from)
{
	if (from != STATE_LISTEN)
		choose_next_iss(tcb);
	forget(tcb);
}

void
tcb_enter(struct tcb *tcb, enum state to, enum cause cause, int64_t now,
    struct effects *fx)
{
	enum state from = (enum state)tcb->state;
	const struct edge *edge = edge_find(from, to, cause);

	assert(edge != NULL);
	assert(fx->edge_count < EFFECTS_EDGES);
	fx->edges[fx->edge_count++] = edge;
	if (to == STATE_CLOSED || (to == STATE_LISTEN && from != STATE_CLOSED))
		delete(tcb, from);
	if (from == STATE_TIME_WAIT && to == STATE_SYN_RECEIVED)
		leave_time_wait(tcb);
	if (from == STATE_SYN_RECEIVED && to == STATE_TIME_WAIT)
		return_to_time_wait(tcb);
	if (from == STATE_SYN_RECEIVED)
		tcb->old = (struct remembered){ 0 };	/* whoever goes on does not go back */
	tcb->state = (uint8_t)to;
	if (to == STATE_LISTEN)
		tcb->passive = true;
	if (to == STATE_TIME_WAIT)
		enter_time_wait(tcb, now);
}

bool
tcb_fin_sent(const struct tcb *tcb)
{
	return tcb->snd.fin && seq_gt(tcb->snd.nxt, tcb->snd.end);
}

bool
tcb_fin_acked(const struct tcb *tcb)
{
	return tcb->snd.fin && seq_gt(tcb->snd.una, tcb->snd.end);
}

uint32_t
tcb_window(const struct tcb *tcb)
{
	const struct config *config = &tcb->config;
	uint32_t free = config->window > tcb->rcv.user ?
	    config->window - tcb->rcv.user : 0;
	uint32_t step = config->window / 2;

	if (tcb->snd.mss != 0 && tcb->snd.mss < step)
		step = tcb->snd.mss;
	if (free > tcb->rcv.wnd && free - tcb->rcv.wnd >= step)
		return free;
	return tcb->rcv.wnd;
}

void
timer_start(struct tcb *tcb, enum timer timer, int64_t now, uint32_t ms)
{
	tcb->timer[timer].on = true;
	tcb->timer[timer].due = now + ms;
}

void
timer_stop(struct tcb *tcb, enum timer timer)
{
	tcb->timer[timer].on = false;
	tcb->timer[timer].due = 0;
}

void
timer_watch(struct tcb *tcb, int64_t now)
{
	if (!tcb->timer[TIMER_RETRANSMISSION].on) {
		tcb->first_sent = now;
		timer_start(tcb, TIMER_RETRANSMISSION, now, rto_current(&tcb->rto));
	}
	timer_user(tcb, now);
}

void
timer_user(struct tcb *tcb, int64_t now)
{
	if (tcb->config.policy.user_timeout != 0 && !tcb->timer[TIMER_USER].on)
		timer_start(tcb, TIMER_USER, now, tcb->config.policy.user_timeout);
}

void
timer_keepalive(struct tcb *tcb, int64_t now)
{
	if (!state_is_synchronized((enum state)tcb->state) ||
	    tcb->state == STATE_TIME_WAIT)
		return;
	tcb->keepalives = 0;
	if (tcb->config.policy.keepalive == 0)
		timer_stop(tcb, TIMER_KEEPALIVE);
	else
		timer_start(tcb, TIMER_KEEPALIVE, now, tcb->config.policy.keepalive);
}

void
tcb_keepalive(struct tcb *tcb, uint32_t ms, int64_t now)
{
	tcb->config.policy.keepalive = ms;
	timer_keepalive(tcb, now);
}

int64_t
tcb_next(const struct tcb *tcb, enum timer *which)
{
	int64_t due = INT64_MAX;

	for (int i = 0; i < TIMER_COUNT; i++)
		if (tcb->timer[i].on && tcb->timer[i].due < due) {
			due = tcb->timer[i].due;
			if (which != NULL)
				*which = (enum timer)i;
		}
	return due;
}

const char *
timer_name(enum timer timer)
{
	static const char *const names[TIMER_COUNT] = {
		[TIMER_RETRANSMISSION] = N_("retransmission"),
		[TIMER_PERSIST] = N_("persist"),
		[TIMER_DELAYED_ACK] = N_("delayed-ack"),
		[TIMER_KEEPALIVE] = N_("keepalive"),
		[TIMER_USER] = N_("user"),
		[TIMER_TIME_WAIT] = N_("time-wait")
	};

	return names[timer];
}

/* What has come in order is the user's; the window's right edge stays. */
static void
advance(struct tcb *tcb, uint32_t len)
{
	tcb->rcv.nxt = seq_add(tcb->rcv.nxt, len);
	tcb->rcv.user += len;
	tcb->rcv.wnd -= len < tcb->rcv.wnd ? len : tcb->rcv.wnd;
}

void
tcb_take_held(struct tcb *tcb)
{
	while (tcb->rcv.held_count > 0 &&
	    seq_le(tcb->rcv.held[0].from, tcb->rcv.nxt)) {
		if (seq_gt(tcb->rcv.held[0].to, tcb->rcv.nxt))
			advance(tcb, seq_sub(tcb->rcv.held[0].to, tcb->rcv.nxt));
		tcb->rcv.held_count--;
		memmove(&tcb->rcv.held[0], &tcb->rcv.held[1],
		    tcb->rcv.held_count * sizeof(tcb->rcv.held[0]));
		tcb->rcv.held[tcb->rcv.held_count] = (struct range){ 0 };
	}
}

/*
 * Put [from, to) among the held ranges, joining what touches. When all
 * places are taken it is dropped: the peer sends it again.
 */
static void
hold(struct tcb *tcb, struct seq from, struct seq to)
{
	struct range *held = tcb->rcv.held;
	int n = tcb->rcv.held_count, first = 0;

	while (first < n && seq_lt(held[first].to, from))
		first++;
	int last = first;
	while (last < n && seq_le(held[last].from, to)) {
		from = seq_min(from, held[last].from);
		to = seq_max(to, held[last].to);
		last++;
	}
	if (last == first && n == TCB_HELD)
		return;
	memmove(&held[first + 1], &held[last], (size_t)(n - last) * sizeof(held[0]));
	held[first] = (struct range){ from, to };
	tcb->rcv.held_count = (uint8_t)(n - (last - first) + 1);
	for (int i = tcb->rcv.held_count; i < n; i++)
		held[i] = (struct range){ 0 };
}

void
tcb_forget_beyond(struct tcb *tcb, struct seq fin)
{
	struct range *held = tcb->rcv.held;
	uint8_t *n = &tcb->rcv.held_count;

	while (*n > 0 && seq_ge(held[*n - 1].from, fin))
		held[--*n] = (struct range){ 0 };
	if (*n > 0)
		held[*n - 1].to = seq_min(held[*n - 1].to, fin);
}

bool
tcb_take_text(struct tcb *tcb, struct seq from, uint32_t len)
{
	struct seq to = seq_add(from, len);

	if (tcb->rcv.fin_held)
		to = seq_min(to, tcb->rcv.fin_seq);
	if (seq_gt(from, tcb->rcv.nxt)) {
		if (seq_lt(from, to))
			hold(tcb, from, to);
		return false;
	}
	if (seq_gt(to, tcb->rcv.nxt))
		advance(tcb, seq_sub(to, tcb->rcv.nxt));
	tcb_take_held(tcb);
	return true;
}

void
tcb_urgent_read(struct tcb *tcb)
{
	struct seq read = seq_add(tcb->rcv.nxt, 0u - tcb->rcv.user);

	if (tcb->rcv.urgent && seq_le(tcb->rcv.up, read))
		tcb->rcv.urgent = false;
}
