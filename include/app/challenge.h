/*
 * A challenge under way: what was met of its goals, whichever branch it was met
 * on; how many statements that took; and what helps.
 */
#ifndef APP_CHALLENGE_H
#define APP_CHALLENGE_H

#include <stdbool.h>
#include <stddef.h>

#include "app/branch.h"
#include "base/str.h"
#include "lesson/goal.h"

struct challenge {
	const struct lesson	*lesson;	/* NULL: none is under way */
	unsigned		 serial;	/* of its branches; another one each time it begins */
	struct goal_marks	 marks;
	const struct branch	*looked;	/* the branch that marks has looked at last */
	bool			 fresh[GOALS_MAX];	/* met by what was done last */
	size_t			 met;
	size_t			 acts;		/* statements since it began, on all branches; without idle ones */
	size_t			 steps;		/* that it took; 0: not all goals are met */
	size_t			 par;		/* the fewest that are known */
	int			 reach;		/* a hint's way is no longer than this */
	int			 hints;		/* given since something was done last */
};

/*
 * It begins, on a branch of its own, where the lesson's scenes lead; walked, or
 * NULL, are the pairs of states (edge_pair) that count as walked before.
 */
struct branch *challenge_begin(struct challenge *challenge, const struct lesson *lesson,
    struct engine *fresh, const bool *walked, size_t walked_count);

/* Further pairs that were walked elsewhere, and count. */
void challenge_recall(struct challenge *challenge, const bool *walked, size_t walked_count);

/* It is over; its branches are like any other. */
void challenge_end(struct challenge *challenge);

/* Is the branch one of those that it is played on? */
bool challenge_has(const struct challenge *challenge, const struct branch *branch);

/*
 * A statement was carried out: what was new is so no longer. An idle one
 * is no step and changes nothing, wherever it was made.
 */
void challenge_acted(struct challenge *challenge, const struct doing *doing);

/* Look at what has happened there. True if that meets the last of the goals. */
bool challenge_look(struct challenge *challenge, const struct branch *branch);

/* Goal i in words, and how far it is where that can be counted. */
void challenge_goal(struct str *out, const struct challenge *challenge, size_t i);

/*
 * A further hint from where the branch stands: the goal's own; whose turn it is;
 * the statement.
 */
void challenge_hint(struct str *out, struct challenge *challenge, const struct branch *branch);

/* "All goals are met. ..." best: the fewest before, or 0. */
void challenge_won(struct str *out, const struct challenge *challenge, size_t best);

#endif
