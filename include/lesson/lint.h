/*
 * What a lesson's reader would stumble over, although it plays: for `check`
 * and --watch.
 */
#ifndef LESSON_LINT_H
#define LESSON_LINT_H

#include "base/error.h"
#include "lesson/lesson.h"

/* Columns of a line of code that the words' panel shows whole at 80x24. */
#define LINT_CODE_COLUMNS 74

/* Steps without words, lines of code that do not fit. */
void lint_lesson(const struct lesson *lesson, struct errors *errors);

/*
 * That, and what is wrong with its questions and its goals, as far as its
 * scenes can be read. errors has what lesson_load said. Whether its
 * expectations hold is left to those who play it.
 */
void lint_all(const struct lesson *lesson, struct errors *errors);

/* The file's name: its number, and whether another in its folder has the same, or the same id. */
void lint_name(const char *file, struct errors *errors);

#endif
