/*
 * The lines of a ladder of text, and the states that wait to be written on
 * one of them.
 */
#ifndef EXPORT_LADDER_ROW_H
#define EXPORT_LADDER_ROW_H

#include "export/ladder_text.h"

/* Where the room between the two ends begins, and how many columns it has. */
#define ROW_INDENT 16
#define ROW_MIDDLE 46

/* A line as it is, but for --ascii; a line of three parts, each may be "". */
void row_line(const struct ladder_text *l, const char *line);
void row_put(const struct ladder_text *l, const char *left, const char *middle,
    const char *right);

/* The line below which the two ends stand. */
void row_head(const struct ladder_text *l);

/* The end is in that state from now on; it waits for a line. */
void row_state(struct ladder_text *l, enum end end, enum state state);

/* The name of the state if it waits, which it then does no more; else "". */
const char *row_take_state(struct ladder_text *l, enum end end);

/* Lines of their own for the states that wait: of both ends, of one. */
void row_flush(struct ladder_text *l);
void row_flush_end(struct ladder_text *l, enum end end);

/* Something that happens at one end, on its side; between the two. */
void row_at_end(struct ladder_text *l, enum end end, const char *text);
void row_between(struct ladder_text *l, const char *text);

/* Text, cleaned, over as many lines as it takes; mark stands before the first. */
void row_wrapped(struct ladder_text *l, const char *mark, int indent,
    const char *text);

#endif
