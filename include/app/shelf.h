/*
 * Where lessons come from: a folder of them, or a file that was named.
 */
#ifndef APP_SHELF_H
#define APP_SHELF_H

#include <stdbool.h>
#include <stddef.h>

#include "app/options.h"
#include "base/error.h"
#include "base/str.h"
#include "lesson/library.h"

struct shelf {
	struct library	 library;	/* empty until shelf_fill */
	struct errors	 problems;	/* of its lessons */
	bool		 filled;
	struct lesson	*file;		/* read by shelf_lesson, or NULL */
	bool		 named_file;	/* and it was named as a file, not as a lesson */
};

void shelf_init(struct shelf *shelf);
void shelf_fini(struct shelf *shelf);

/*
 * Read the folder, unless that was done: --lessons alone; else
 * $TCPTUTOR_LESSONS, or the installed one, and beside it one's own,
 * $XDG_DATA_HOME/tcptutor/lessons (~/.local/share/tcptutor/lessons), whose
 * lessons go before those of the same id. False with *error if it cannot be
 * read.
 */
bool shelf_fill(struct shelf *shelf, const struct options *options,
    struct error *error);

/*
 * The lesson of that id, number or file (a name with a '/' or which ends in
 * ".md"; "-": standard input). It belongs to the shelf. NULL if there is none
 * that can be played; every reason was then said.
 */
const struct lesson *shelf_lesson(struct shelf *shelf,
    const struct options *options, const char *name);

/*
 * A lesson's title; where the language that is spoken lacks the lesson, it
 * says so behind it.
 */
void shelf_title(struct str *out, const struct lesson *lesson);

/* Its file, to be freed. NULL, said, if there is none. */
char *shelf_path(const struct options *options, const char *name);

/*
 * Splits "LESSON:STEP" into a copy of the name, for the caller to free, and
 * the step, counted from 1; 1 if none was given.
 */
char *lesson_name_split(const char *argument, size_t *step);

#endif
