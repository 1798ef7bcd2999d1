/*
 * Progress: what one person has done with the lessons, and what is to be asked
 * again. It is one plain text file, progress, in $XDG_STATE_HOME/tcptutor
 * (else ~/.local/state/tcptutor):
 *
 *	tcptutor progress 1
 *	# comments, and empty lines
 *	2026-11-22T22:50:40Z done handshake
 *	2026-11-22T22:55:02Z step 4 of 12 close
 *	2026-11-22T22:57:11Z best 7 both-closing
 *	2026-11-22T22:58:00Z met 2 14
 *	2026-11-22T22:58:00Z asked right 1 wrong 2 skipped 0 box 1 handshake.2
 *	2026-11-22T22:59:30Z edge FIN-WAIT-1 TIME-WAIT
 *
 * A line is a fact: when it last changed (UTC), its kind, its numbers, and
 * what it is about, which goes to the line's end: a lesson, a misconception's
 * number in the curriculum, a question, an edge. No two lines have kind and
 * subject in common.
 *
 * Here no clock is read: now is an argument, in seconds since 1970 (UTC).
 * What is noted holds at once, and is a change to be written: progress_save
 * reads the file anew and applies the changes to what it finds, so that two
 * programs running at once lose nothing of each other's.
 */
#ifndef LESSON_PROGRESS_H
#define LESSON_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "base/vec.h"

enum fact_kind {
	FACT_DONE,		/* a lesson was played to its end */
	FACT_STEP,		/* step N of M: where one stopped in a lesson */
	FACT_BEST,		/* the fewest statements that a challenge took */
	FACT_MET,		/* how often a misconception was met */
	FACT_ASKED,		/* what a question was answered: see ASKED_* */
	FACT_EDGE		/* an edge was walked */
};

#define FACT_KINDS 6

/* The numbers of FACT_ASKED. */
enum {
	ASKED_RIGHT,		/* how often */
	ASKED_WRONG,
	ASKED_SKIPPED,
	ASKED_BOX,		/* how far review has come with it; BOX_LAST: it is over */
	FACT_NUMBERS
};

/*
 * What is in this box is asked no more: it was missed and answered right often
 * enough since, or it was right the first time, which review has no use for.
 */
#define BOX_LAST 4

struct fact {
	enum fact_kind	 kind;
	int64_t		 time;
	uint32_t	 numbers[FACT_NUMBERS];
	char		*name;		/* owned */
};

enum answer {
	ANSWER_RIGHT,
	ANSWER_WRONG,
	ANSWER_SKIPPED
};

/* Something noted and not yet in the file. */
struct change {
	struct fact	fact;		/* what it is about, and its numbers */
	enum answer	answer;		/* of FACT_ASKED */
	bool		forget;		/* all of the lesson that fact names */
	bool		set_back;	/* known of a later time: the clock was wrong then */
};

struct progress {
	char		*folder;	/* NULL: nothing is ever written */
	VEC(struct fact) facts;		/* by kind, then name; no two alike */
	VEC(struct change) changes;	/* oldest first */
	bool		 broken;	/* the file had lines that cannot be read */
};

/* An empty one, to be kept in that folder; NULL: in memory only. */
void progress_init(struct progress *progress, const char *folder);
void progress_fini(struct progress *progress);

/*
 * The folder for this user, to be freed: under sudo the calling user's. NULL
 * with *error if the environment names none.
 */
char *progress_folder(struct error *error);

/*
 * Read the file; that there is none is fine. False with *error if it cannot
 * be read, or not all of it: what could be read holds.
 */
bool progress_load(struct progress *progress, struct error *error);

/*
 * Write what was noted, if anything was: whole or not at all. A file that
 * cannot be read is kept beside as progress.broken-N. False with *error if it
 * could not be written: the changes wait for the next time. True with a text
 * in *error if there is something to say all the same. Waits for another
 * program at most half a second.
 */
bool progress_save(struct progress *progress, struct error *error);

/* The text of the file; and read from text, which is a complaint if *bad_line is not 0. */
void progress_print(struct str *out, const struct progress *progress);
void progress_parse(struct progress *progress, const char *text, size_t n, int *bad_line);

/* ---- what is noted */

void progress_done(struct progress *progress, const char *lesson, int64_t now);
/* Where one is; of a lesson that is done nothing is noted. From 1. */
void progress_at(struct progress *progress, const char *lesson, size_t step,
    size_t steps, int64_t now);
void progress_best(struct progress *progress, const char *lesson,
    uint32_t statements, int64_t now);
void progress_met(struct progress *progress, unsigned misconception, int64_t now);
void progress_asked(struct progress *progress, const char *question,
    enum answer answer, int64_t now);
void progress_edge(struct progress *progress, const char *from, const char *to,
    int64_t now);
/* Forget a lesson: that it was done, where one was, its best, its questions. */
void progress_forget(struct progress *progress, const char *lesson, int64_t now);

/* ---- what is known */

/* The fact of that kind and name, or NULL. Good until the next call that changes anything. */
const struct fact *progress_find(const struct progress *progress,
    enum fact_kind kind, const char *name);

/* Is there anything of this lesson to be forgotten? */
bool progress_has(const struct progress *progress, const char *lesson);

/* The lesson that was left last in its middle: a FACT_STEP, or NULL. */
const struct fact *progress_left(const struct progress *progress);

/*
 * The questions to be asked again now, mixed: every one that was answered
 * wrong or skipped and was not since answered right often enough; each time
 * it is answered right, the next is later. names gets their ids, which stay the
 * progress's; at most max. Returns how many are due in all. *later, if not
 * NULL, is how many are waiting for a later time.
 */
size_t progress_due(const struct progress *progress, int64_t now,
    const char **names, size_t max, size_t *later);

#endif
