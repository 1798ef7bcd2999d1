/*
 * Paths: a search for the goal, and its actions turned into statements by
 * playing them on a model engine beside the worlds of the search.
 */
#include "model/path.h"

#include <assert.h>
#include <string.h>

#include "model/explore.h"
#include "model/model.h"

#define IN_FLIGHT 4
#define LONGEST 64

struct goal {
	enum state	a, b;
	int		longest;	/* 0: no matter */
	bool		found;
	uint32_t	number;
};

static bool
there(const struct world *world, const struct goal *goal)
{
	return world->tcb[END_A].state == goal->a &&
	    world->tcb[END_B].state == goal->b;
}

static bool
visit(void *arg, const struct world *world, uint32_t number, int depth)
{
	struct goal *goal = arg;

	/* The nearest come first. */
	if (goal->longest > 0 && depth > goal->longest)
		return false;
	if (!there(world, goal))
		return true;
	goal->found = true;
	goal->number = number;
	return false;
}

static struct explore *
search(const struct world *start, bool any_timer, struct goal *goal)
{
	struct explore_options options = { .any_timer = any_timer,
	    .in_flight = IN_FLIGHT, .visit = visit, .arg = goal };

	goal->found = false;
	return explore_run(start, &options);
}

/* The flight of the engine that is this segment of the world. */
static const struct flight *
flight_of(const struct engine *engine, const struct under_way *segment)
{
	const struct trace *trace = engine_trace(engine);
	const struct moment *last = &trace->moments[trace->count - 1];

	for (uint32_t i = 0; i < last->wire_count; i++) {
		const struct flight *flight = &trace->flights[last->wire[i]];

		if (flight->from == segment->from &&
		    segment_equal(&flight->seg, &segment->seg))
			return flight;
	}
	return NULL;
}

/* The fewest words that mean this flight and no other. */
static struct which
which_for(const struct engine *engine, const struct flight *flight)
{
	const struct trace *trace = engine_trace(engine);
	struct which tries[] = {
		{ 0 },
		{ .has_flags = true, .flags = flight->seg.flags },
		{ .has_from = true, .from = flight->from },
		{ .has_flags = true, .flags = flight->seg.flags,
		    .has_from = true, .from = flight->from }
	};

	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++)
		if (which_find(&tries[i], trace) == flight - trace->flights)
			return tries[i];
	return (struct which){ .has_number = true, .number = flight->number };
}

static struct command
command_for(const struct engine *engine, const struct world *world,
    const struct action *action)
{
	struct command command = { .end = action->end };

	if (action->kind == ACTION_CALL) {
		command.verb = VERB_CALL;
		command.call.kind = action->what;
	} else if (action->kind == ACTION_EXPIRE) {
		command.verb = VERB_WAIT_TIMER;
	} else {
		const struct flight *flight = flight_of(engine, &world->wire[action->what]);

		assert(flight != NULL);
		command.verb = VERB_DELIVER;
		command.which = which_for(engine, flight);
	}
	return command;
}

static void
write_scene(struct path *path, const struct explore *explore, uint32_t number,
    const struct world *start, struct engine *engine)
{
	struct action actions[LONGEST];
	struct world world = *start;
	int count = explore_path(explore, number, actions, LONGEST);

	assert(count <= LONGEST);
	for (int i = 0; i < count; i++) {
		struct command command = command_for(engine, &world, &actions[i]);
		struct error why;

		command_print(&path->scene, &command);
		str_addc(&path->scene, '\n');
		path->statements++;
		enum done done = engine_command(engine, &command, &why);
		bool fits = world_do(&world, &actions[i], NULL);

		assert(done == DONE && fits);
		(void)done;
		(void)fits;
	}
}

static const struct budget budget = { .opens = { 1, 1 }, .expiries = { 1, 1 } };

static bool
path_search(struct path *path, const struct world *start, struct engine *engine,
    struct goal goal)
{

	/* Without time there are fewer worlds, and no fewer pairs: if not here, nowhere. */
	explore_free(search(start, true, &goal));
	if (!goal.found)
		return false;
	struct explore *explore = search(start, false, &goal);

	if (goal.found)
		write_scene(path, explore, goal.number, start, engine);
	explore_free(explore);
	return goal.found;
}

bool
path_find(struct path *path, enum state a, enum state b)
{
	struct engine *engine = model_new();
	struct world start;

	memset(path, 0, sizeof(*path));
	world_init(&start, &budget, 65535);
	bool found = path_search(path, &start, engine, (struct goal){ .a = a, .b = b });
	engine_free(engine);
	return found;
}

bool
path_from(struct path *path, struct engine *engine, enum state a, enum state b, int longest)
{
	struct world start;

	memset(path, 0, sizeof(*path));
	return world_from_model(&start, engine, &budget) &&
	    path_search(path, &start, engine,
		(struct goal){ .a = a, .b = b, .longest = longest });
}

void
path_fini(struct path *path)
{
	str_free(&path->scene);
}
