/*
 * A world: two TCBs and what is on the wire between them, without a trace
 * and small enough to be copied, packed and compared by the million. The
 * search through the model's states is made of it (explore.h).
 */
#ifndef MODEL_WORLD_H
#define MODEL_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/engine.h"
#include "tcp/call.h"
#include "tcp/tcb.h"
#include "trace/moment.h"

#define WORLD_WIRE 8		/* places on the wire */

struct under_way {
	uint8_t		from;		/* enum end */
	struct segment	seg;
};

/* How often each thing may still happen; a search is finite because of it. */
struct budget {
	uint8_t		opens[END_COUNT];	/* listen() and connect() */
	uint8_t		sends[END_COUNT];	/* send(1) */
	uint8_t		crashes[END_COUNT];
	uint8_t		expiries[END_COUNT];	/* timers running out */
	uint8_t		losses;
	uint8_t		duplicates;
};

struct world {
	struct tcb	 tcb[END_COUNT];
	struct under_way wire[WORLD_WIRE];
	uint8_t		 wire_count;
	struct budget	 budget;
	int64_t		 now;		/* ms */
};

enum action_kind {
	ACTION_CALL,		/* end, call kind */
	ACTION_DELIVER,		/* wire place */
	ACTION_DROP,
	ACTION_DUPLICATE,
	ACTION_EXPIRE		/* end, timer */
};

struct action {
	uint8_t		kind;		/* enum action_kind */
	uint8_t		end;
	uint8_t		what;		/* enum call_kind, place, or enum timer */
};

/* Longest list that world_actions writes. */
#define WORLD_ACTIONS 64

/* Both ends CLOSED, ISS 100 and 300, an empty wire. window: RCV.BUFF of both, octets. */
void world_init(struct world *world, const struct budget *budget,
    uint32_t window);

/* The world as a model engine has it now. False if more is under way than fits, or urgent data. */
bool world_from_model(struct world *world, const struct engine *engine,
    const struct budget *budget);

/*
 * Everything that can happen next, within the budget; how many. With
 * any_timer, every running timer may run out (time is left out of account);
 * else only the one that is due first.
 */
int world_actions(const struct world *world, bool any_timer,
    struct action *actions);

/*
 * Let it happen. False if the wire has no room for what was sent: the world
 * is then of no use any more. fx (may be NULL) receives what the event did.
 */
bool world_do(struct world *world, const struct action *action,
    struct effects *fx);

/* Longest world_pack. */
#define WORLD_PACKED 400

/*
 * Write world so that two worlds from which the same can follow are equal
 * octet by octet. Returns how many octets. times: keep the time too; without
 * it, timers are only on or off.
 */
size_t world_pack(const struct world *world, bool times, uint8_t *to);

/* The reverse; config (ISS aside) is taken from `like`. */
void world_unpack(struct world *world, bool times, const uint8_t *from,
    const struct world *like);

/*
 * What must hold in every world, whatever happened before. NULL if it does,
 * else the sentence that does not.
 */
const char *world_wrong(const struct world *world);

/* Will nothing ever happen by itself, and yet an end waits for something? */
bool world_stuck(const struct world *world);

#endif
