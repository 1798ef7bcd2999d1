/* A challenge's search, for its hints and its par. */
#ifndef CHALLENGE_PRIVATE_H
#define CHALLENGE_PRIVATE_H

#include "app/challenge.h"
#include "model/path.h"

/*
 * The fewest statements from where the branch stands to a goal that is about two
 * states at once. False: it is another kind of goal, or the search does not
 * get there in `longest` statements; path_fini is needed only where it is true.
 */
bool path_to_goal(struct path *path, const struct challenge *challenge,
    const struct goal *goal, const struct branch *branch, int longest);

#endif
