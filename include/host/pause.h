/*
 * Waiting on descriptors, with a bound: the one place that turns libevent's
 * loop. The base is the engine's own, so that a command may wait inside a
 * callback of the program's base, which must not be entered twice.
 */
#ifndef HOST_PAUSE_H
#define HOST_PAUSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct event_base;

struct pause_for {
	int	fd;		/* -1: none */
	bool	writable;	/* else readable */
};

/* A base with timers finer than a millisecond where there are such. NULL if it cannot be had. */
struct event_base *pause_base_new(void);
void pause_base_free(struct event_base *base);

/* Until one of n descriptors is ready or us microseconds are over. False if libevent failed. */
bool pause_wait(struct event_base *base, const struct pause_for *list, size_t n,
    int64_t us);

/* Until us microseconds are over, or whoever waits for that has had enough of it. */
void pause_patiently(struct event_base *base, int64_t us);

/* The monotonic clock, us. */
int64_t pause_clock(void);

#endif
