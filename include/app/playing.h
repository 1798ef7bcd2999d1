/*
 * A lesson, and the engine it plays on: what every way of playing begins
 * and ends with.
 */
#ifndef APP_PLAYING_H
#define APP_PLAYING_H

#include <stdbool.h>
#include <stddef.h>

#include "app/options.h"
#include "app/shelf.h"
#include "lesson/player.h"
#include "lesson/progress.h"

struct playing {
	struct shelf	 shelf;
	struct player	 player;
	bool		 has_player;
};

/*
 * A challenge that this engine can't come to the end of: say so, why, and
 * which one can. False: it can, and nothing is said.
 */
bool playing_cannot(struct str *out, const struct lesson *lesson, const char *engine);

/*
 * Find the lesson and set the engine up. If that is not STATUS_FINE, the
 * reason was said. To be ended with playing_fini in any case.
 */
enum status playing_init(struct playing *playing, const struct options *options,
    const char *lesson);
void playing_fini(struct playing *playing);

/* Forward to where a step begins, counted from 1. False, said, if there is none. */
bool playing_goto(struct player *player, size_t step);

/*
 * Note where the player stands in the lesson of that id: at its end it is
 * done. True if that is new.
 */
bool playing_note(const struct player *player, const char *id,
    struct progress *progress, int64_t now);

/*
 * Say what did not hold, and what could not be done, on standard error; of a
 * lesson with a scene that cannot be read only what comes before it.
 */
enum status playing_report(const struct playing *playing);

#endif
