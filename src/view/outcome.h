/*
 * How a check's outcome looks (why.c), in the panel and in the explanation.
 */
#ifndef VIEW_SRC_OUTCOME_H
#define VIEW_SRC_OUTCOME_H

#include "tcp/note.h"
#include "view/grid.h"

const char *outcome_mark(enum outcome outcome);
enum style outcome_style(enum outcome outcome);

#endif
