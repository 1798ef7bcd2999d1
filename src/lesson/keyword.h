/*
 * A keyword of the scene language: one row of a table, holding its name, how
 * a statement with it is written, and who reads what follows.
 */
#ifndef LESSON_KEYWORD_H
#define LESSON_KEYWORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lesson/scene.h"
#include "reader.h"

struct keyword {
	const char	*name;
	const char	*form;		/* for messages */
	/* Read the rest of the line; the statement is empty but for its place. */
	bool		(*parse)(struct reader *reader,
			    const struct keyword *keyword, struct statement *statement);
	uint8_t		 kind;		/* what the name stands for: a verb, a call, ... */
	struct limits	 limits;	/* of the number that follows, if one does */
};

/*
 * Read a word and find its row. NULL with a complaint that names what was
 * expected, and the nearest name if there is one.
 */
const struct keyword *keyword_read(struct reader *reader, const char *what,
    const struct keyword *table, size_t count);

/* What reads the rest of a statement that begins with that word. */
bool keyword_set(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);		/* set */
bool keyword_call(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);		/* A, B; kind: the end */
bool keyword_wire(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);		/* deliver, drop, duplicate; kind: the verb */
bool keyword_inject(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);		/* inject */
bool keyword_fill(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);		/* fill */
bool keyword_wait(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);		/* wait */
bool keyword_expect(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);		/* expect */

/* Is that word a call, which should stand behind its end? */
bool keyword_is_call(const struct word *word);

/* Read `FLAGS SEQ:END(LEN) ...` from that part of the line. */
bool keyword_pattern(struct reader *reader, const struct word *part,
    struct pattern *pattern);

#endif
