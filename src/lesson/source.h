/*
 * The octets of a lesson's file, before anybody makes sense of them.
 */
#ifndef LESSON_SOURCE_H
#define LESSON_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"
#include "base/vec.h"

/* Octets without an empty line between them: more is no prose. */
#define SOURCE_PARAGRAPH_MAX (32 * 1024)

/* Where each line begins; line 1 is starts.v[0]. */
struct source {
	const char	*text;
	size_t		 n;
	VEC(size_t)	 starts;
};

/*
 * Read a whole file, "-" being standard input, but no more than max octets.
 * False, with a complaint, if it cannot be read or is larger.
 */
bool source_read(struct str *out, const char *file, size_t max, struct errors *errors);

/*
 * Look at every octet. False if it is no text that could be read on: no
 * UTF-8, or without an end. Control characters, and those that reorder what
 * stands around them, are complained of one by one; it is still true.
 */
bool source_check(const char *text, size_t n, struct errors *errors);

/* The offset of the first character of that sort, or n. */
size_t source_find_control(const char *text, size_t n);

/* Find the lines. text must outlive source. */
void source_init(struct source *source, const char *text, size_t n);
void source_fini(struct source *source);

/* The octets of lines first to last, both included; empty if there are none. */
const char *source_lines(const struct source *source, int first, int last, size_t *n);

#endif
