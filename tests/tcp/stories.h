/*
 * Stories: for each row of the table of edges the events that walk it, and
 * some more that leave what no edge does. Events are written as in
 * vectors/README, parted by semicolons; the last one is what a story is about.
 */
#ifndef STORIES_H
#define STORIES_H

#include <stdbool.h>
#include <stddef.h>

#include "tcp/edge.h"
#include "vector.h"

struct story {
	enum state	 from, to;
	enum cause	 cause;
	const char	*events;
};

extern const struct story stories[];
extern const size_t story_count;

/* Events that walk no row, but leave the remaining notes. */
extern const char *const side_stories[];
extern const size_t side_story_count;

/*
 * Lets the events happen to a CLOSED end (ISS 100, window 1000, time 0 but for
 * "at" and "until"). After each, seen is called, if it is not NULL.
 */
void	story_run(struct run *run, const char *events,
	    void (*seen)(const struct run *run, void *arg), void *arg);

/* Does the RFC have such a section? "3.10.7.4", "RFC 5961 3.2" */
bool	section_exists(const char *section);

#endif
