/*
 * Coming to rest. The kernel works on a segment before write() returns, all but
 * always, and on a call before it returns; so what is waited for is short. But
 * its timers run beside us, on another processor or while we are held up:
 *
 *	timer's handler	|---clears the timer---sends---sets it anew---|
 *			|<------------- holds the socket ------------>|
 *	we				    read	look
 *
 * A look amid that would see no timer. And what a timer sends during a step is
 * no answer to it.
 */
#include <stdlib.h>
#include <string.h>

#include "kernel_private.h"

#define SETTLE_BOUND 5000	/* us: an answer that the RFC has and the kernel has not */
#define AT_ONCE_MS 20		/* a timer that is due so soon was set to act at once */
#define LOOKS_MAX 8		/* while the device has something each time */

/* ---- what timers send */

/*
 * Did a timer send this packet? What the other end sends in a step comes from
 * there: only one end is called, or hears something. At the step's own end it
 * has a number that was sent before, the RFC does not repeat it now, and a
 * timer of this end was due.
 */
static bool
sent_by_timer(const struct kernel *k, const struct step *step, const struct fresh *fresh)
{
	enum end from = (enum end)fresh->from;
	const struct endpoint *was = trace_now(&k->engine.trace, from);

	if (from != step->end)
		return true;
	if ((fresh->packet.seg.flags & SEG_RST) || !(was->known & KNOWN_SND_NXT) ||
	    step->due[from] < 0 || kernel_clock(k) < step->due[from] - TIMER_GRAIN)
		return false;

	struct segment seg = kernel_shown(k, step, fresh);

	return seq_lt(seg.seq, seq_make(was->snd_nxt)) &&
	    kernel_sent_by_shadow(k, step, from, &seg) == NULL;
}

/* It repeats what is in our hand, or whose answer is: it is counted there. */
static bool
is_counted(struct kernel *k, const struct fresh *fresh)
{
	long flight = kernel_repeat_of(k, fresh);

	if (flight < 0)
		flight = kernel_answer_held(k, fresh);
	if (flight < 0)
		return false;
	k->engine.trace.flights[flight].repeats++;
	return true;
}

/* The step's packets go to the front; those of timers wait for a moment of their own. */
static void
sort_out(struct kernel *k, struct step *step)
{
	size_t i = step->packets;

	while (i < k->fresh.n) {
		struct fresh *first = &k->fresh.v[step->packets], fresh = k->fresh.v[i];

		fresh.by_timer = fresh.by_timer || sent_by_timer(k, step, &fresh);
		if (fresh.by_timer && is_counted(k, &fresh)) {
			free(fresh.octets);
			k->fresh.n--;
			memmove(&k->fresh.v[i], &k->fresh.v[i + 1],
			    (k->fresh.n - i) * sizeof(fresh));
			continue;
		}
		k->fresh.v[i++] = fresh;
		if (fresh.by_timer)
			continue;
		memmove(first + 1, first, (i - 1 - step->packets) * sizeof(fresh));
		*first = fresh;
		step->packets++;
	}
}

/* ---- looking */

/* The look is newer than all that was read. */
static void
look_and_read(struct kernel *k, struct step *step)
{
	kernel_read(k);
	kernel_look(k, step);
	for (int looks = 1; kernel_read(k) && looks < LOOKS_MAX; looks++)
		kernel_look(k, step);
}

/*
 * tcp_write_timer() and tcp_keepalive_timer() hold the socket while they send
 * and until their timer is set anew; sock_diag tells the timer first and then,
 * in tcp_get_info(), waits for the socket. So a look that began amid is over
 * only behind them, and the next one sees what they left.
 */
void
kernel_look_behind(struct kernel *k, struct step *step)
{
	look_and_read(k, step);
	if (k->fresh.n > 0)
		kernel_look(k, step);
}

/* ---- waiting */

static int
answers_from(const struct kernel *k, const struct step *step, enum end end)
{
	int n = 0;

	for (size_t i = 0; i < step->packets; i++)
		n += k->fresh.v[i].from == end;
	return n;
}

/* What the shadow sent, window updates aside: a kernel has its own idea of those. */
static int
shadow_sent(const struct shadow *shadow)
{
	int n = 0;

	for (int i = 0; i < shadow->fx.sent_count; i++)
		n += shadow->fx.sent[i].purpose != SENT_WINDOW;
	return n;
}

/* After a wrong ACK in SYN-SENT Linux sends its SYN again in a few ms. */
static void
settle_at_once(struct kernel *k, struct step *step)
{
	const struct kernel_end *self = &k->end[step->end];

	if (!step->has_arrived || step->packets == 0 || !self->seen ||
	    self->look.state != STATE_SYN_SENT ||
	    self->look.timer != KERNEL_TIMER_ON || self->look.timer_ms > AT_ONCE_MS)
		return;

	size_t before = step->packets;
	int64_t until = kernel_clock(k) + 2 * AT_ONCE_MS * 1000;

	for (int64_t left; (left = until - kernel_clock(k)) > 0 && step->packets == before;) {
		kernel_await(k, left);
		kernel_read(k);
		sort_out(k, step);
	}
	kernel_look(k, step);
}

void
kernel_settle(struct kernel *k, struct step *step)
{
	int64_t until = kernel_clock(k) + SETTLE_BOUND;
	const struct tcb *tcb = &k->shadow.tcb[step->end];
	int wanted = step->explained ? shadow_sent(&k->shadow) : 0;
	bool there;

	for (;;) {
		/* The last look is behind the bound, however long we were held up. */
		int64_t left = until - kernel_clock(k);

		look_and_read(k, step);
		sort_out(k, step);

		there = !step->explained ||
		    (kernel_state_of(k, step->end) == (enum state)tcb->state &&
		    answers_from(k, step, step->end) >= wanted);

		if (there || left <= 0)
			break;
		kernel_await(k, left < 1000 ? left : 1000);
	}
	settle_at_once(k, step);
	/* What comes late shows at the next look, so that one stays due. */
	if (!there)
		k->looked = -1;
}
