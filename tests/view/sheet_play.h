/*
 * What a sheet is shown of: a lesson that the model has played, one at a time,
 * and a grid, one at a time, too.
 */
#ifndef VIEW_SHEET_PLAY_H
#define VIEW_SHEET_PLAY_H

#include "view/sheet.h"

#define LESSON(scene) "# A lesson\n\nIts text.\n\n```scene\n" scene "```\n"

/* The last that frame_of made; NULL: none. */
extern struct grid *grid;

/* The lesson, played to its end. It must have no fault. */
void play(const char *text);

/* Forget lesson and grid, where there are any. */
void stop(void);

/* A view of what was played, after so many moments. */
struct sheet_view view_of(size_t count);

/* The inside of a sheet's frame on a new grid. */
struct area frame_of(int rows, int columns, bool ascii);

#endif
