/*
 * Simultaneous open without a gate. On loopback a SYN is answered before the
 * connect() that sent it returns, so two calls cross only if they are made at
 * one instant: by two threads, on two processors, again and again.
 *
 *	leader     two sockets  ] connect A [ did they meet? no: once more
 *	follower                ] connect B [
 *
 * The brackets are barriers, at which the two wait for each other awake. The
 * engine waits asleep until the race is over.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "host/pause.h"
#include "loopback_private.h"

#define TRIES_MAX 20000
#define TIME_MAX 2000000	/* us for all tries */
#define MEET_TIME 2		/* ms until both know that they are connected */
#define SPINS 2000		/* before the processor is offered to others */

struct race {
	struct socket_end	end[END_COUNT];
	struct host_name	name[END_COUNT];
	int			fd[END_COUNT];	/* of the try; -1: none */
	int			error[END_COUNT];
	atomic_uint		arrived;	/* at barriers, both threads together */
	atomic_bool		over;
	unsigned		tries;
	bool			met;
	int			done[2];	/* a pipe: closed by the leader in the end */
};

/* The n-th barrier of a thread, counted from 1. */
static void
barrier(struct race *race, unsigned n)
{
	atomic_fetch_add(&race->arrived, 1);
	for (unsigned i = 0; atomic_load(&race->arrived) < 2 * n; i++)
		if (i % SPINS == SPINS - 1)
			sched_yield();
}

static void
connect_one(struct race *race, enum end end)
{
	race->error[end] = socket_end_connect_from(&race->end[end], race->fd[end],
	    &race->name[end_other(end)]);
}

static void *
follow(void *arg)
{
	struct race *race = arg;

	for (unsigned n = 1;; n += 2) {
		barrier(race, n);
		if (atomic_load(&race->over))
			return NULL;
		connect_one(race, END_B);
		barrier(race, n + 1);
	}
}

static bool
sockets_new(struct race *race)
{
	for (int i = 0; i < END_COUNT; i++)
		race->fd[i] = socket_end_reserve(&race->end[i], &race->name[i]);
	return race->fd[END_A] != -1 && race->fd[END_B] != -1;
}

static void
sockets_close(struct race *race)
{
	for (int i = 0; i < END_COUNT; i++) {
		if (race->fd[i] != -1)
			close(race->fd[i]);
		race->fd[i] = -1;
	}
}

/* Are the two connected, and with each other? */
static bool
have_met(const struct race *race)
{
	for (int i = 0; i < END_COUNT; i++) {
		struct pollfd ready = { .fd = race->fd[i], .events = POLLOUT };

		if (race->error[i] != 0 || poll(&ready, 1, MEET_TIME) != 1 ||
		    (ready.revents & (POLLERR | POLLHUP)) != 0)
			return false;
	}
	return true;
}

static void *
lead(void *arg)
{
	struct race *race = arg;
	int64_t until = pause_clock() + TIME_MAX;
	unsigned n = 1;

	while (!race->met && race->tries < TRIES_MAX && pause_clock() < until &&
	    sockets_new(race)) {
		race->tries++;
		barrier(race, n++);
		connect_one(race, END_A);
		barrier(race, n++);
		race->met = have_met(race);
		if (!race->met)
			sockets_close(race);
	}
	atomic_store(&race->over, true);
	barrier(race, n);
	close(race->done[1]);
	return NULL;
}

/* Both threads, until they are done. False if they cannot be had. */
static bool
race_run(struct loopback *lb, struct race *race)
{
	pthread_t leader, follower;
	struct pause_for done = { .fd = race->done[0] };

	if (pthread_create(&follower, NULL, follow, race) != 0)
		return false;
	if (pthread_create(&leader, NULL, lead, race) == 0) {
		pause_wait(lb->base, &done, 1, TIME_MAX);
		pthread_join(leader, NULL);
	} else {
		atomic_store(&race->over, true);
		barrier(race, 1);
		close(race->done[1]);
	}
	pthread_join(follower, NULL);
	return true;
}

bool
race_connect(struct loopback *lb, unsigned *tries)
{
	struct race race = { .fd = { -1, -1 } };

	*tries = 0;
	if (pipe(race.done) == -1)
		return false;
	fcntl(race.done[0], F_SETFD, FD_CLOEXEC);
	fcntl(race.done[1], F_SETFD, FD_CLOEXEC);
	for (int i = 0; i < END_COUNT; i++) {
		socket_end_forget(&lb->end[i]);
		race.end[i] = lb->end[i];
	}
	if (!race_run(lb, &race))
		close(race.done[1]);
	close(race.done[0]);
	*tries = race.tries;
	if (!race.met) {
		sockets_close(&race);
		return false;
	}
	for (int i = 0; i < END_COUNT; i++)
		socket_end_adopt(&lb->end[i], race.fd[i], &race.name[i],
		    &race.name[end_other((enum end)i)]);
	return true;
}
