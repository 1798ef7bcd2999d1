/*
 * Breadth first, without a queue: worlds are packed one after the other into
 * an arena, and reading the arena from its beginning while appending to it is
 * the queue. A hash table of 32-bit numbers tells what has been seen.
 *
 *	arena   [len|octets][len|octets][len|octets] ...   in chunks that stay
 *	world        0           1           2             where they are
 *	table   hash -> number
 *	origin  number -> (parent, action), to find the way back
 */
#include "model/explore.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/vec.h"

#define CHUNK ((size_t)1 << 20)
#define EMPTY UINT32_MAX

struct origin {
	uint32_t	parent;
	struct action	action;
	uint8_t		depth;		/* saturates */
};

struct place {
	uint32_t	chunk;
	uint32_t	offset;
};

struct explore {
	struct explore_options options;
	struct world	 start;
	VEC(uint8_t *)	 chunks;
	size_t		 used;		/* of the last chunk */
	VEC(struct place) places;	/* of each world */
	VEC(struct origin) origins;
	uint32_t	*table;
	uint32_t	*tags;		/* upper half of each entry's hash */
	size_t		 slots;		/* a power of two */
	uint64_t	 transitions, cut;
	bool		 complete;
};

static const uint8_t *
packed(const struct explore *x, uint32_t number, size_t *n)
{
	const struct place *place = &x->places.v[number];
	const uint8_t *p = x->chunks.v[place->chunk] + place->offset;

	*n = (size_t)p[0] | (size_t)p[1] << 8;
	return p + 2;
}

static void
store(struct explore *x, const uint8_t *p, size_t n)
{
	if (x->chunks.n == 0 || x->used + n + 2 > CHUNK) {
		vec_push(&x->chunks, (uint8_t *)mem_alloc(CHUNK, 1));
		x->used = 0;
	}
	uint8_t *to = x->chunks.v[x->chunks.n - 1] + x->used;

	to[0] = (uint8_t)n;
	to[1] = (uint8_t)(n >> 8);
	memcpy(to + 2, p, n);
	vec_push(&x->places, (struct place){ (uint32_t)(x->chunks.n - 1),
	    (uint32_t)x->used });
	x->used += n + 2;
}

static void
table_make(struct explore *x, size_t slots)
{
	x->slots = slots;
	x->table = mem_alloc(slots, sizeof(*x->table));
	x->tags = mem_alloc(slots, sizeof(*x->tags));
	memset(x->table, 0xff, slots * sizeof(*x->table));
}

static size_t
free_slot(const struct explore *x, uint64_t hash)
{
	size_t slot = hash & (x->slots - 1);

	while (x->table[slot] != EMPTY)
		slot = (slot + 1) & (x->slots - 1);
	return slot;
}

static void
table_grow(struct explore *x)
{
	uint32_t *old = x->table, *old_tags = x->tags;

	table_make(x, x->slots * 2);
	free(old);
	free(old_tags);
	for (uint32_t i = 0; i < x->places.n; i++) {
		size_t n;
		const uint8_t *p = packed(x, i, &n);
		uint64_t hash = hash_bytes(p, n, 0);
		size_t slot = free_slot(x, hash);

		x->table[slot] = i;
		x->tags[slot] = (uint32_t)(hash >> 32);
	}
}

/* Keep a packed world unless it is known. True if it is new. */
static bool
keep(struct explore *x, const uint8_t *p, size_t n, const struct origin *origin)
{
	uint64_t hash = hash_bytes(p, n, 0);
	uint32_t tag = (uint32_t)(hash >> 32);
	size_t slot = hash & (x->slots - 1);

	for (; x->table[slot] != EMPTY; slot = (slot + 1) & (x->slots - 1)) {
		size_t length;

		if (x->tags[slot] != tag)
			continue;
		const uint8_t *known = packed(x, x->table[slot], &length);

		if (length == n && memcmp(known, p, n) == 0)
			return false;
	}
	x->table[slot] = (uint32_t)x->places.n;
	x->tags[slot] = tag;
	store(x, p, n);
	vec_push(&x->origins, *origin);
	if (x->places.n * 2 > x->slots)
		table_grow(x);
	return true;
}

/* Try one action in a world. False if the search is to end. */
static bool
try(struct explore *x, const struct world *from, uint32_t number,
    const struct action *action)
{
	struct world next = *from;
	struct effects fx;
	uint8_t octets[WORLD_PACKED];
	uint8_t depth = x->origins.v[number].depth;

	x->transitions++;
	if (!world_do(&next, action, &fx) ||
	    next.wire_count > x->options.in_flight) {
		x->cut++;
		return true;
	}
	if (x->options.walk != NULL)
		x->options.walk(x->options.arg, from, action, &fx);
	struct origin origin = { number, *action, depth < UINT8_MAX ? depth + 1 : depth };
	size_t n = world_pack(&next, !x->options.any_timer, octets);

	if (!keep(x, octets, n, &origin))
		return true;
	if (!x->options.visit(x->options.arg, &next,
	    (uint32_t)x->places.n - 1, origin.depth))
		return false;
	return x->options.most == 0 || x->places.n < x->options.most;
}

static bool
expand(struct explore *x, uint32_t number)
{
	struct world world = x->start;
	struct action actions[WORLD_ACTIONS];
	size_t n;

	world_unpack(&world, !x->options.any_timer, packed(x, number, &n), &x->start);
	int count = world_actions(&world, x->options.any_timer, actions);

	for (int i = 0; i < count; i++)
		if (!try(x, &world, number, &actions[i]))
			return false;
	return true;
}

struct explore *
explore_run(const struct world *start, const struct explore_options *options)
{
	struct explore *x = mem_alloc(1, sizeof(*x));
	uint8_t octets[WORLD_PACKED];
	struct origin nowhere = { .parent = EMPTY };

	x->options = *options;
	x->start = *start;
	table_make(x, 1 << 12);
	size_t n = world_pack(start, !options->any_timer, octets);

	keep(x, octets, n, &nowhere);
	if (!options->visit(options->arg, start, 0, 0))
		return x;
	for (uint32_t i = 0; i < x->places.n; i++)
		if (!expand(x, i))
			return x;
	x->complete = true;
	return x;
}

void
explore_free(struct explore *x)
{
	if (x == NULL)
		return;
	for (size_t i = 0; i < x->chunks.n; i++)
		free(x->chunks.v[i]);
	vec_free(&x->chunks);
	vec_free(&x->places);
	vec_free(&x->origins);
	free(x->table);
	free(x->tags);
	free(x);
}

size_t
explore_worlds(const struct explore *x)
{
	return x->places.n;
}

uint64_t
explore_transitions(const struct explore *x)
{
	return x->transitions;
}

uint64_t
explore_cut(const struct explore *x)
{
	return x->cut;
}

size_t
explore_memory(const struct explore *x)
{
	return x->chunks.n * CHUNK + x->places.cap * sizeof(struct place) +
	    x->origins.cap * sizeof(struct origin) +
	    x->slots * (sizeof(*x->table) + sizeof(*x->tags));
}

bool
explore_complete(const struct explore *x)
{
	return x->complete;
}

int
explore_path(const struct explore *x, uint32_t number, struct action *path, int max)
{
	int n = 0;

	for (uint32_t i = number; i != 0; i = x->origins.v[i].parent)
		n++;
	int at = n;

	for (uint32_t i = number; i != 0; i = x->origins.v[i].parent)
		if (--at < max)
			path[at] = x->origins.v[i].action;
	return n;
}

void
explore_world(const struct explore *x, uint32_t number, struct world *world)
{
	size_t n;

	*world = x->start;
	world_unpack(world, !x->options.any_timer, packed(x, number, &n), &x->start);
}
