/*
 * A reader over one line of a scene: words, numbers, and complaints that know
 * their column. A function that answers false has complained already.
 */
#ifndef LESSON_READER_H
#define LESSON_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "trace/moment.h"

struct reader {
	const char	*start;		/* of the line */
	const char	*p;		/* next to be read */
	const char	*end;
	int		 line;
	int		 col;		/* of start */
	struct errors	*errors;
};

/* A part of the line. */
struct word {
	const char	*p;
	size_t		 n;
};

/* For "%.*s": a word that is not too long for a message. */
#define WORD_ARG(word) word_shown(&(word)), (word).p

struct limits {
	uint32_t	min, max;
};

void reader_complain(struct reader *reader, const char *at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The column of a place in the line, in characters. */
int reader_column(const struct reader *reader, const char *at);

/* Nothing left but blanks and a comment? */
bool reader_at_end(struct reader *reader);

/* The same, or a complaint about what is there; form is how the statement is written. */
bool reader_finish(struct reader *reader, const char *form);

/* The next word, up to a blank or a comment. False, silently, if there is none. */
bool reader_word(struct reader *reader, struct word *word);

/* The next word if it is that one, case ignored; else false, silently, and nothing is read. */
bool reader_take(struct reader *reader, const char *name);

/* Everything up to a comma, a comment or the end, blanks around it removed. */
struct word reader_item(struct reader *reader);

/* A, B; a number; a duration in us; a text in double quotes. form: how the statement is written. */
bool reader_end(struct reader *reader, const char *form, uint8_t *end);
bool reader_number(struct reader *reader, const char *form,
    const struct limits *limits, uint32_t *number);
bool reader_duration(struct reader *reader, const char *form, int64_t *duration);
bool reader_text(struct reader *reader, const char *form, struct word *text);

bool word_is(const struct word *word, const char *name);
bool word_end(const struct word *word, uint8_t *end);
int word_shown(const struct word *word);

#endif
