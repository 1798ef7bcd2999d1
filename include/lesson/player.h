/*
 * The player: a lesson, an engine, and how far one has come. It plays
 * statement by statement; interactive use steps it a moment at a time,
 * `run` plays it to the end.
 *
 * A statement for other engines (`on kernel:`) is passed over in silence. One
 * that this engine cannot carry out is skipped, and says so; so is an
 * expectation that asks what a skipped one did, or whose engine says that its
 * trace cannot be compared with the scene now.
 *
 * A place is what the screen shows: a step's prose before anything of it is
 * played, or a moment. Places are numbered from 0; going back is going to a
 * lower one, nothing is undone.
 */
#ifndef LESSON_PLAYER_H
#define LESSON_PLAYER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/engine.h"
#include "lesson/lesson.h"

/* A lesson that comes to more moments than this ends there, in error. */
#define PLAYER_MOMENTS_MAX 20000

enum verdict {
	VERDICT_HELD,
	VERDICT_FAILED,		/* expected, found */
	VERDICT_SKIPPED,	/* why */
	VERDICT_ERROR,		/* why: the statement found nothing to do */
	VERDICT_BROKEN		/* why: the engine died; the run ends */
};

/* What was said of one statement; all but HELD is shown. */
struct result {
	enum verdict	verdict;
	int		line;
	size_t		moment;		/* trace count when it was said */
	char		*statement;	/* its source */
	char		*expected;	/* FAILED */
	char		*found;		/* FAILED */
	char		*why;		/* SKIPPED, ERROR, BROKEN */
};

struct place {
	size_t	step;
	size_t	moments;	/* moments played when one stands here: shown is moment moments - 1 */
	bool	prose;		/* the step's text is new here: show it */
};

struct player {
	const struct lesson	*lesson;
	struct engine		*engine;	/* owned */
	unsigned		 on;		/* ON_* bit of the engine */
	size_t			 step, statement;	/* next to be played */
	struct place		*places;
	size_t			 place_count, place_cap;
	size_t			 at;		/* the place on the screen */
	uint32_t		 last;		/* number of the last command but for sets */
	int			 last_skipped;	/* its line if the engine skipped it, or 0 */
	int			 call_skipped;	/* the same of the last call */
	bool			 ended;		/* before its time: the engine died, or too many moments */
	struct result		*results;
	size_t			 result_count, result_cap;
	size_t			 held, failed, skipped, errors;
};

/* The lesson stays the caller's and must outlive the player; engine becomes the player's. */
void player_init(struct player *player, const struct lesson *lesson,
    struct engine *engine);
void player_fini(struct player *player);

/*
 * One step on: to the next place, playing what is needed to get there. False
 * if this is the lesson's end.
 */
bool player_next(struct player *player);

/* One step back. False at the first place. */
bool player_back(struct player *player);

/*
 * Take in what a real engine did by itself since; what is new has places
 * behind the last one. True if there were any. One stays where one is.
 */
bool player_poll(struct player *player);

/* To the end, without stopping. */
void player_run(struct player *player);

/* At the lesson's end: play the solution of a challenge, too. Its moments stand in the last step. */
void player_solve(struct player *player);

/* The place one stands at; the moment shown there, or NULL if none yet. */
const struct place *player_place(const struct player *player);
const struct moment *player_moment(const struct player *player);

/* Is there nothing more to play? */
bool player_done(const struct player *player);

#endif
