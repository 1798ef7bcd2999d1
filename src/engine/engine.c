/*
 * What every engine does the same way: hand on, count, free.
 */
#include "engine/engine.h"

#include <stddef.h>

/* us that nobody takes for a pause. */
#define NOTICED 150000

/* The screen is one, however many engines there are. */
static struct {
	void	(*told)(void *arg, enum waits what, int64_t us);
	void	*arg;
} watcher;

void
engine_watch_waits(void (*told)(void *arg, enum waits what, int64_t us), void *arg)
{
	watcher.told = told;
	watcher.arg = arg;
}

void
engine_waits(enum waits what, int64_t us)
{
	if (watcher.told != NULL && us >= NOTICED)
		watcher.told(watcher.arg, what, us);
}

static struct {
	bool	(*lasts)(void *arg);
	void	*arg;
} patience;

void
engine_watch_patience(bool (*lasts)(void *arg), void *arg)
{
	patience.lasts = lasts;
	patience.arg = arg;
}

bool
engine_patience_lasts(void)
{
	return patience.lasts == NULL || patience.lasts(patience.arg);
}

enum done
engine_command(struct engine *engine, const struct command *command,
    struct error *why)
{
	error_set(why, command->line, 0, "%s", "");
	engine->statements++;
	return engine->ops->command(engine, command, why);
}

bool
engine_comparable(const struct engine *engine, struct error *why)
{
	if (engine->ops->comparable == NULL)
		return true;
	return engine->ops->comparable(engine, why);
}

bool
engine_poll(struct engine *engine)
{
	return engine->ops->poll != NULL && engine->ops->poll(engine);
}

int64_t
engine_now(const struct engine *engine)
{
	return engine->ops->now(engine);
}

void
engine_free(struct engine *engine)
{
	if (engine != NULL)
		engine->ops->free(engine);
}
