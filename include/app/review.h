/*
 * Review: which questions are to be asked again now, and where they are asked.
 */
#ifndef APP_REVIEW_H
#define APP_REVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"
#include "lesson/library.h"
#include "lesson/progress.h"

struct review {
	VEC(char *)	 questions;	/* their ids, in the order in which they are asked */
	size_t		 later;		/* so many wait for a later time */
	size_t		 at;		/* the one asked now */
	bool		 on;		/* one is at it */
};

/* All zero is an empty one. */
void review_fini(struct review *review);

/* What is due now, and can be asked out of these lessons. */
void review_find(struct review *review, const struct progress *progress,
    const struct library *library, int64_t now);

/* The lesson that asks a question, and at which step (from 1); NULL if none does. */
const struct lesson *review_place(const struct library *library,
    const char *question, size_t *step);

/* That nothing is due, in a sentence. */
void review_none(struct str *out, const struct review *review);

#endif
