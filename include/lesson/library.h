/*
 * The lessons of a folder, or of several.
 */
#ifndef LESSON_LIBRARY_H
#define LESSON_LIBRARY_H

#include <stddef.h>

#include "base/error.h"
#include "lesson/lesson.h"

struct library {
	struct lesson	**lessons;	/* by number, then id; only readable ones */
	size_t		 count, cap;
};

/*
 * Read all lessons in folder/LANG (folder itself if it has no such
 * subfolder). False with *error if the folder cannot be read; a lesson that
 * has problems is left out and its problems appended to errors, whose texts
 * begin with "file:line:col: " (so errors is best given no file of its own).
 */
bool library_load(struct library *library, const char *folder,
    const char *lang, struct errors *errors, struct error *error);
void library_fini(struct library *library);

/*
 * The same for a further folder, whose lessons go before those of the same id
 * that are there.
 */
bool library_add(struct library *library, const char *folder,
    const char *lang, struct errors *errors, struct error *error);

/* The lesson of just that id, or NULL. */
const struct lesson *library_by_id(const struct library *library, const char *id);

/* By id, or by number ("2", "02"). NULL if there is none. */
const struct lesson *library_find(const struct library *library,
    const char *name);

/*
 * The file that library_find would find, without reading any: its path, for
 * the caller to free. NULL if there is none; *error has a text if that is
 * because the folder cannot be read.
 */
char *library_file(const char *folder, const char *lang, const char *name,
    struct error *error);

/*
 * The id in the folder that name is a slip of the hand for, to be freed, or
 * NULL. Returns how far it is from that (SIZE_MAX for none).
 */
size_t library_nearest(const char *folder, const char *lang, const char *name,
    char **id);

#endif
