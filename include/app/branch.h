/*
 * A branch: an engine, and the commands that brought it where it is. History
 * is a line; whoever does something in the past leaves it and forks: the
 * commands up to that moment run again on a fresh engine, whichever it is,
 * and the first branch stays as it was.
 *
 *	first	o--o--o--o--o
 *	             \
 *	fork          o--o
 */
#ifndef APP_BRANCH_H
#define APP_BRANCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/vec.h"
#include "engine/engine.h"
#include "lesson/player.h"

/* A command that was carried out; statement is moment.statement of what it did. */
struct doing {
	struct command	command;
	uint32_t	statement;
	bool		idle;		/* no step of anybody's: branch_elapse, or a refused call */
};

struct branch {
	struct engine	*engine;	/* owned */
	VEC(struct doing) doings;	/* in their order */
	size_t		 at;		/* moments shown: one looks at moment at - 1 */
	size_t		 walked;	/* moments whose edges are counted */
	unsigned	 challenge;	/* the one it is played for (challenge.h), or 0 */
	size_t		 given;		/* moments and doings that are not the learner's */
	size_t		 given_doings;
};

/* Nothing done yet; the engine becomes the branch's. Free with branch_free. */
struct branch *branch_new(struct engine *engine);
void branch_free(struct branch *branch);

/* A branch at the moment that the player shows, brought there on a fresh engine. */
struct branch *branch_of_player(const struct player *player, struct engine *fresh);

/* At the end of a lesson's scenes, as far as the engine can carry them out. */
struct branch *branch_of_lesson(const struct lesson *lesson, struct engine *fresh);

/* The same from where one looks in a branch. */
struct branch *branch_fork(const struct branch *branch, struct engine *fresh);

/*
 * Carry a command out behind all others, and look at what it did. Unless
 * DONE, why has a text and nothing is remembered.
 */
enum done branch_do(struct branch *branch, const struct command *command,
    struct error *why);

/*
 * So much time has run by itself (us, whole ms; before the next timer is due):
 * a wait like others, but nobody's step.
 */
void branch_elapse(struct branch *branch, int64_t us);

/*
 * Take in what a real engine did by itself. One goes along with it, unless
 * one looks at the past.
 */
void branch_poll(struct branch *branch);

/* Does one look at something else than the newest moment? */
bool branch_in_past(const struct branch *branch);

/* The moment one looks at; NULL before the first. */
const struct moment *branch_moment(const struct branch *branch);

/* An end as it stands there. */
const struct endpoint *branch_endpoint(const struct branch *branch, enum end end);

#endif
