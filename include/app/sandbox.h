/*
 * The sandbox: branches that one plays on freely, and what was walked on them.
 */
#ifndef APP_SANDBOX_H
#define APP_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "app/branch.h"
#include "app/choices.h"
#include "app/edges.h"
#include "base/error.h"
#include "base/str.h"
#include "base/vec.h"

struct sandbox {
	VEC(struct branch *) branches;	/* in the order they were begun; owned */
	size_t	 now;			/* the one played on */
	enum choice_group group;	/* the cursor */
	size_t	 column;
	size_t	 wanted;	/* the column that one goes up and down in */
	bool	 pointed;	/* the cursor was moved by hand, since a moment was looked at */
	bool	 walked[EDGES_MAX];	/* by edge_pair() */
};

/* All zero is an empty one. */
void sandbox_fini(struct sandbox *sandbox);

/* A further branch, played on from now on; the sandbox owns it. */
void sandbox_add(struct sandbox *sandbox, struct branch *branch);

/* The branch played on, or NULL: there is none yet. */
struct branch *sandbox_branch(const struct sandbox *sandbox);

/*
 * Take in the edges that the branch has taken. How many were walked, of how
 * many that are collected: those which the figure draws or leaves out
 * (goal_wants_pair); what stands in an RFC's text alone is shown, not asked for.
 */
void sandbox_walk(struct sandbox *sandbox);
int sandbox_walked(const struct sandbox *sandbox);
int sandbox_wanted(void);

/* To the oldest segment in flight, as that is what comes next; from an empty wire to the time. */
void sandbox_suggest(struct sandbox *sandbox);

/*
 * Write the branch down as a lesson: its commands, and after each that changed
 * a state what the states are. False with *error if the file cannot be
 * written, or is there already.
 */
bool sandbox_save(const struct branch *branch, const char *file, struct error *error);

/* The lesson's text. */
void sandbox_lesson(struct str *out, const struct branch *branch);

#endif
