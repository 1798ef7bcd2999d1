/*
 * Worlds: what can happen next in one, and what must hold in each.
 */
#include "model/world.h"

#include <string.h>

#include "model/model.h"
#include "tcp/arrive.h"
#include "tcp/expire.h"

void
world_init(struct world *world, const struct budget *budget, uint32_t window)
{
	memset(world, 0, sizeof(*world));
	tcb_init(&world->tcb[END_A], seq_make(100));
	tcb_init(&world->tcb[END_B], seq_make(300));
	world->tcb[END_A].config.window = window;
	world->tcb[END_B].config.window = window;
	world->budget = *budget;
}

bool
world_from_model(struct world *world, const struct engine *engine,
    const struct budget *budget)
{
	const struct trace *trace = engine_trace(engine);

	memset(world, 0, sizeof(*world));
	world->tcb[END_A] = *model_tcb(engine, END_A);
	world->tcb[END_B] = *model_tcb(engine, END_B);
	world->budget = *budget;
	world->now = engine_now(engine) / 1000;
	if (trace->count == 0)
		return true;
	const struct moment *last = &trace->moments[trace->count - 1];

	if (last->wire_count > WORLD_WIRE)
		return false;
	for (uint32_t i = 0; i < last->wire_count; i++) {
		const struct flight *flight = &trace->flights[last->wire[i]];

		if (flight->seg.flags & SEG_URG)
			return false;
		world->wire[i].from = flight->from;
		world->wire[i].seg = flight->seg;
	}
	world->wire_count = (uint8_t)last->wire_count;
	return true;
}

static void
add(struct action *actions, int *n, enum action_kind kind, int end, int what)
{
	actions[(*n)++] = (struct action){ (uint8_t)kind, (uint8_t)end, (uint8_t)what };
}

/* The calls that change something in this state; the others only answer. */
static void
add_calls(const struct world *world, int end, struct action *actions, int *n)
{
	const struct tcb *tcb = &world->tcb[end];
	const struct budget *budget = &world->budget;
	bool open = budget->opens[end] > 0;

	if (tcb->state == STATE_CLOSED) {
		if (open) {
			add(actions, n, ACTION_CALL, end, CALL_LISTEN);
			add(actions, n, ACTION_CALL, end, CALL_CONNECT);
		}
		return;
	}
	if (tcb->state == STATE_LISTEN && open)
		add(actions, n, ACTION_CALL, end, CALL_CONNECT);
	if (budget->sends[end] > 0 && !tcb->snd.fin)
		add(actions, n, ACTION_CALL, end, CALL_SEND);
	if (tcb->rcv.user > 0 && !tcb->reader_gone)
		add(actions, n, ACTION_CALL, end, CALL_RECEIVE);
	if (!tcb->snd.fin)
		add(actions, n, ACTION_CALL, end, CALL_SHUTDOWN);
	if (!tcb->reader_gone)
		add(actions, n, ACTION_CALL, end, CALL_CLOSE);
	add(actions, n, ACTION_CALL, end, CALL_ABORT);
	if (budget->crashes[end] > 0)
		add(actions, n, ACTION_CALL, end, CALL_CRASH);
}

static bool
same_under_way(const struct under_way *a, const struct under_way *b)
{
	return a->from == b->from && segment_equal(&a->seg, &b->seg);
}

/* Of two equal segments it does not matter which one it is. */
static void
add_wire(const struct world *world, struct action *actions, int *n)
{
	for (int i = 0; i < world->wire_count; i++) {
		if (i > 0 && same_under_way(&world->wire[i], &world->wire[i - 1]))
			continue;
		add(actions, n, ACTION_DELIVER, 0, i);
		if (world->budget.losses > 0)
			add(actions, n, ACTION_DROP, 0, i);
		if (world->budget.duplicates > 0 && world->wire_count < WORLD_WIRE)
			add(actions, n, ACTION_DUPLICATE, 0, i);
	}
}

static void
add_timers(const struct world *world, bool any_timer, struct action *actions,
    int *n)
{
	int64_t soonest = INT64_MAX;

	for (int end = 0; end < END_COUNT && !any_timer; end++) {
		int64_t due = tcb_next(&world->tcb[end], NULL);

		if (due < soonest)
			soonest = due;
	}
	for (int end = 0; end < END_COUNT; end++) {
		const struct tcb *tcb = &world->tcb[end];

		for (int t = 0; t < TIMER_COUNT; t++) {
			if (!tcb->timer[t].on || world->budget.expiries[end] == 0)
				continue;
			if (!any_timer && tcb->timer[t].due != soonest)
				continue;
			add(actions, n, ACTION_EXPIRE, end, t);
			if (!any_timer)
				return;
		}
	}
}

int
world_actions(const struct world *world, bool any_timer, struct action *actions)
{
	int n = 0;

	add_wire(world, actions, &n);
	/* B first: of two scenes as short, the one where B listens reads better. */
	for (int end = END_B; end >= END_A; end--)
		add_calls(world, end, actions, &n);
	add_timers(world, any_timer, actions, &n);
	return n;
}

static int
compare(const struct under_way *a, const struct under_way *b)
{
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->seg.seq.n != b->seg.seq.n)
		return a->seg.seq.n < b->seg.seq.n ? -1 : 1;
	if (a->seg.flags != b->seg.flags)
		return a->seg.flags < b->seg.flags ? -1 : 1;
	if (a->seg.ack.n != b->seg.ack.n)
		return a->seg.ack.n < b->seg.ack.n ? -1 : 1;
	if (a->seg.len != b->seg.len)
		return a->seg.len < b->seg.len ? -1 : 1;
	if (a->seg.wnd != b->seg.wnd)
		return a->seg.wnd < b->seg.wnd ? -1 : 1;
	return 0;
}

/* The wire may reorder, so the order on it tells nothing: keep it sorted. */
static void
put_on_wire(struct world *world, const struct under_way *segment)
{
	int i = world->wire_count++;

	while (i > 0 && compare(&world->wire[i - 1], segment) > 0) {
		world->wire[i] = world->wire[i - 1];
		i--;
	}
	world->wire[i] = *segment;
}

static void
take_off_wire(struct world *world, int place)
{
	world->wire_count--;
	memmove(&world->wire[place], &world->wire[place + 1],
	    (size_t)(world->wire_count - place) * sizeof(world->wire[0]));
}

static void
call(struct world *world, const struct action *action, struct effects *fx)
{
	struct call what = { .kind = action->what };
	struct budget *budget = &world->budget;

	if (what.kind == CALL_SEND) {
		what.octets = 1;
		budget->sends[action->end]--;
	}
	if (what.kind == CALL_LISTEN || what.kind == CALL_CONNECT)
		budget->opens[action->end]--;
	if (what.kind == CALL_CRASH)
		budget->crashes[action->end]--;
	tcb_call(&world->tcb[action->end], &what, world->now, fx);
}

static void
expire(struct world *world, const struct action *action, struct effects *fx)
{
	struct tcb *tcb = &world->tcb[action->end];
	int64_t due = tcb->timer[action->what].due;

	if (due > world->now)
		world->now = due;
	world->budget.expiries[action->end]--;
	tcb_expire(tcb, (enum timer)action->what, world->now, fx);
}

bool
world_do(struct world *world, const struct action *action, struct effects *fx)
{
	struct effects own;
	int end = action->end;

	if (fx == NULL)
		fx = &own;
	effects_init(fx);
	if (action->kind == ACTION_CALL) {
		call(world, action, fx);
	} else if (action->kind == ACTION_EXPIRE) {
		expire(world, action, fx);
	} else if (action->kind == ACTION_DELIVER) {
		struct under_way arrived = world->wire[action->what];

		take_off_wire(world, action->what);
		end = end_other((enum end)arrived.from);
		tcb_arrive(&world->tcb[end], &arrived.seg, world->now, fx);
	} else if (action->kind == ACTION_DROP) {
		world->budget.losses--;
		take_off_wire(world, action->what);
	} else {
		struct under_way copy = world->wire[action->what];

		world->budget.duplicates--;
		put_on_wire(world, &copy);
	}
	if (world->wire_count + fx->sent_count > WORLD_WIRE)
		return false;
	for (int i = 0; i < fx->sent_count; i++)
		put_on_wire(world, &(struct under_way){ (uint8_t)end, fx->sent[i].seg });
	return true;
}

/* Both ends know each other's numbers: they are in one and the same connection. */
static bool
one_connection(const struct world *world)
{
	const struct tcb *a = &world->tcb[END_A], *b = &world->tcb[END_B];

	return state_is_synchronized((enum state)a->state) &&
	    state_is_synchronized((enum state)b->state) &&
	    seq_eq(a->snd.iss, b->rcv.irs) && seq_eq(b->snd.iss, a->rcv.irs);
}

static const char *
tcb_wrong(const struct tcb *tcb)
{
	bool unacked = !seq_eq(tcb->snd.una, tcb->snd.nxt);
	bool watched = tcb->timer[TIMER_RETRANSMISSION].on || tcb->timer[TIMER_PERSIST].on;

	if (tcb->state == STATE_CLOSED || tcb->state == STATE_LISTEN)
		return tcb_next(tcb, NULL) == INT64_MAX ? NULL :
		    "a timer runs where there is no connection";
	if (seq_gt(tcb->snd.una, tcb->snd.nxt))
		return "SND.UNA is beyond SND.NXT";
	if (seq_gt(tcb->snd.nxt, seq_add(tcb->snd.end, tcb->snd.fin)))
		return "SND.NXT is beyond what there is to send";
	if (tcb->state == STATE_TIME_WAIT)
		return tcb->timer[TIMER_TIME_WAIT].on ? NULL :
		    "TIME-WAIT without its timer";
	if (unacked && !watched)
		return "nothing watches over what is not acknowledged";
	return NULL;
}

const char *
world_wrong(const struct world *world)
{
	for (int i = 0; i < END_COUNT; i++) {
		const char *wrong = tcb_wrong(&world->tcb[i]);

		if (wrong != NULL)
			return wrong;
	}
	if (!one_connection(world))
		return NULL;
	for (int i = 0; i < END_COUNT; i++) {
		const struct tcb *tcb = &world->tcb[i], *peer = &world->tcb[1 - i];

		if (seq_gt(tcb->snd.una, peer->rcv.nxt))
			return "an end takes for acknowledged what the other has not received";
		if (seq_gt(peer->rcv.nxt, tcb->snd.nxt))
			return "an end has received what the other has not sent";
	}
	return NULL;
}

/* The states in which an end may rest for ever, if its user or its peer does. */
static bool
may_rest(enum state state)
{
	return state == STATE_CLOSED || state == STATE_LISTEN ||
	    state == STATE_ESTABLISHED || state == STATE_CLOSE_WAIT ||
	    state == STATE_FIN_WAIT_2;
}

bool
world_stuck(const struct world *world)
{
	if (world->wire_count != 0)
		return false;
	for (int i = 0; i < END_COUNT; i++)
		if (tcb_next(&world->tcb[i], NULL) != INT64_MAX)
			return false;
	return !may_rest((enum state)world->tcb[END_A].state) ||
	    !may_rest((enum state)world->tcb[END_B].state);
}
