/*
 * Each wait brings its own events and takes them away again, so that nothing
 * of a socket that is closed later stays behind in the base.
 */
#include "host/pause.h"

#include <sys/time.h>

#include <assert.h>
#include <event2/event.h>
#include <time.h>

#include "engine/engine.h"

#define PAUSE_MAX 8

struct event_base *
pause_base_new(void)
{
	struct event_config *config = event_config_new();

	if (config == NULL)
		return NULL;
	event_config_set_flag(config, EVENT_BASE_FLAG_PRECISE_TIMER);
	event_config_set_flag(config, EVENT_BASE_FLAG_NOLOCK);

	struct event_base *base = event_base_new_with_config(config);

	event_config_free(config);
	return base;
}

void
pause_base_free(struct event_base *base)
{
	if (base != NULL)
		event_base_free(base);
}

/* EVLOOP_ONCE returns after it; there is nothing to do. */
static void
on_ready(evutil_socket_t fd, short what, void *arg)
{
	(void)fd, (void)what, (void)arg;
}

bool
pause_wait(struct event_base *base, const struct pause_for *list, size_t n,
    int64_t us)
{
	struct event *events[PAUSE_MAX + 1];
	size_t count = 0;
	bool ok = true;

	assert(n <= PAUSE_MAX);
	for (size_t i = 0; i < n; i++) {
		if (list[i].fd == -1)
			continue;
		events[count] = event_new(base, list[i].fd,
		    list[i].writable ? EV_WRITE : EV_READ, on_ready, NULL);
		ok = ok && events[count] != NULL &&
		    event_add(events[count], NULL) == 0;
		count++;
	}

	struct timeval time = {
		.tv_sec = (time_t)(us / 1000000),
		.tv_usec = (suseconds_t)(us % 1000000),
	};

	events[count] = event_new(base, -1, 0, on_ready, NULL);
	ok = ok && events[count] != NULL && event_add(events[count], &time) == 0;
	count++;

	ok = ok && event_base_loop(base, EVLOOP_ONCE) == 0;
	for (size_t i = 0; i < count; i++)
		if (events[i] != NULL)
			event_free(events[i]);
	return ok;
}

void
pause_patiently(struct event_base *base, int64_t us)
{
	int64_t until = pause_clock() + us;

	for (int64_t left = us; left > 0 && engine_patience_lasts();
	    left = until - pause_clock())
		if (!pause_wait(base, NULL, 0, left < ENGINE_PATIENCE ? left : ENGINE_PATIENCE))
			return;
}

int64_t
pause_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}
