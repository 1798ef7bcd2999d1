/*
 * The search through the model's states: every world that can be reached
 * from one, each visited once, nearest first.
 */
#ifndef MODEL_EXPLORE_H
#define MODEL_EXPLORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/world.h"

struct explore_options {
	bool		any_timer;	/* leave time out of account (world_actions) */
	int		in_flight;	/* most segments on the wire; at most WORLD_WIRE */
	size_t		most;		/* worlds to keep; 0: as many as there are */
	/*
	 * Called for each new world, with its number (0: the start) and how
	 * many actions led there. False ends the search.
	 */
	bool		(*visit)(void *arg, const struct world *world,
			    uint32_t number, int depth);
	/* Called for each transition, after it; may be NULL. */
	void		(*walk)(void *arg, const struct world *from,
			    const struct action *action, const struct effects *fx);
	void		*arg;
};

struct explore;

/* Search from start. The result is the caller's; explore_free it. */
struct explore *explore_run(const struct world *start,
    const struct explore_options *options);
void explore_free(struct explore *explore);

/* Worlds reached; transitions tried; those that the bounds cut off; octets of memory held. */
size_t explore_worlds(const struct explore *explore);
uint64_t explore_transitions(const struct explore *explore);
uint64_t explore_cut(const struct explore *explore);
size_t explore_memory(const struct explore *explore);

/* Did it see everything (neither visit nor most ended it)? */
bool explore_complete(const struct explore *explore);

/*
 * The actions that lead from the start to world `number`, at most max of
 * them, in order; how many there are.
 */
int explore_path(const struct explore *explore, uint32_t number,
    struct action *path, int max);

/* The world with that number. */
void explore_world(const struct explore *explore, uint32_t number,
    struct world *world);

#endif
