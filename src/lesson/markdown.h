/*
 * Markdown: the only place that knows cmark.
 */
#ifndef LESSON_MARKDOWN_H
#define LESSON_MARKDOWN_H

#include "build.h"

/* Give the pieces of build->source to build, in their order. */
void markdown_read(struct build *build);

/* One line (n octets) becomes a paragraph. What block held is not freed. */
void markdown_line(struct block *block, const char *text, size_t n);

#endif
