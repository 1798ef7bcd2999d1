/*
 * What the parts of progress share.
 */
#ifndef LESSON_PROGRESS_PRIVATE_H
#define LESSON_PROGRESS_PRIVATE_H

#include "lesson/progress.h"

/* Facts, octets of a file, of a name: what is more is not kept. */
#define FACTS_MAX 20000
#define PROGRESS_MAX (2 * 1024 * 1024)
#define NAME_OCTETS_MAX 400

/* The first line; a higher number is a newer program's. */
#define PROGRESS_TITLE "tcptutor progress "
#define PROGRESS_VERSION 1

/* What *bad_line says of a file that a newer program has written. */
#define LINE_OF_NEWER (-1)

/* The fact of that kind and name, made if there is none; NULL if there are too many. */
struct fact *fact_make(struct progress *progress, enum fact_kind kind, const char *name);

/* Count an answer given at that time, and put the question in its box. */
void fact_answer(struct fact *fact, enum answer answer, int64_t now);

/* Apply all changes again, to facts that were read anew. */
void changes_apply(struct progress *progress);

void facts_clear(struct progress *progress);

#endif
