/*
 * The shortest scene that leads two ends into a pair of states.
 */
#ifndef MODEL_PATH_H
#define MODEL_PATH_H

#include <stdbool.h>

#include "base/str.h"
#include "engine/engine.h"
#include "tcp/state.h"

struct path {
	struct str	scene;		/* statements, a line each */
	int		statements;
};

/*
 * Search from a fresh model for the fewest statements after which A is in
 * `a` and B in `b`. Segments may be delivered in any order or never; each end
 * opens once and lets one timer run out; nobody crashes, nothing is forged,
 * no data is sent, at most 4 segments are in flight. False if no scene within
 * these bounds leads there: all of them have been tried. The caller ends with
 * path_fini either way.
 */
bool path_find(struct path *path, enum state a, enum state b);

/*
 * The same from where a model engine stands: what it has played counts for
 * nothing, an end may open once more. The statements are tried on engine, which
 * stands there afterwards; it must not be one that is shown. False also where
 * more is under way than the search can hold, or where it takes more than
 * `longest` statements: so the search is a short one. 0: as many as it takes.
 */
bool path_from(struct path *path, struct engine *engine, enum state a, enum state b,
    int longest);
void path_fini(struct path *path);

#endif
