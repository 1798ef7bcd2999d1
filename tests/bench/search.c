/*
 * The search through the model's worlds: transitions a second, octets a
 * world, and the slowest of the shortest paths between reachable pairs. Time
 * is processor time; the yardstick is again a hash of 64 octets.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/hash.h"
#include "model/explore.h"
#include "model/path.h"

static double
now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

/* Which pairs of states there are, so that no time goes into the others. */
struct pairs {
	bool	reached[STATE_COUNT][STATE_COUNT];
};

static bool
visit(void *arg, const struct world *world, uint32_t number, int depth)
{
	struct pairs *pairs = arg;

	pairs->reached[world->tcb[END_A].state][world->tcb[END_B].state] = true;
	(void)number;
	(void)depth;
	return world_wrong(world) == NULL;
}

/* Seconds that a hash of 64 octets takes. */
static double
yardstick(void)
{
	enum { HASHES = 2000000 };
	uint64_t octets[8] = { 0 };
	double start = now();

	for (int i = 0; i < HASHES; i++)
		octets[i & 7] ^= hash_bytes(octets, sizeof(octets), 0);
	return (now() - start) / HASHES;
}

static void
bench_explore(struct pairs *pairs)
{
	struct budget budget = { .opens = { 1, 1 }, .expiries = { 1, 1 },
	    .duplicates = 1 };
	struct explore_options options = { .any_timer = true, .in_flight = 4,
	    .visit = visit, .arg = pairs };
	struct world start;
	double began = now();

	world_init(&start, &budget, 65535);
	struct explore *x = explore_run(&start, &options);
	double each = (now() - began) / (double)explore_transitions(x);

	printf("transitions a second in the search  %18.2f million, %zu worlds\n",
	    1 / each / 1e6, explore_worlds(x));
	printf("  one transition costs as much as   %18.1f hashes of 64 octets\n",
	    each / yardstick());
	printf("  memory for a world                %18.0f octets\n",
	    (double)explore_memory(x) / (double)explore_worlds(x));
	explore_free(x);
}

static void
bench_paths(const struct pairs *pairs)
{
	double worst = 0, all = 0;
	int found = 0;

	for (int a = 0; a < STATE_COUNT; a++)
		for (int b = 0; b < STATE_COUNT; b++) {
			struct path path;
			double start = now();

			if (!pairs->reached[a][b])
				continue;
			found += path_find(&path, (enum state)a, (enum state)b);
			path_fini(&path);
			double took = now() - start;

			all += took;
			worst = took > worst ? took : worst;
		}
	printf("shortest path to a pair of states   %18.2f ms on average of %d, %.1f ms at most\n",
	    all / found * 1e3, found, worst * 1e3);
}

int
main(void)
{
	struct pairs pairs = { 0 };

	bench_explore(&pairs);
	bench_paths(&pairs);
	return 0;
}
