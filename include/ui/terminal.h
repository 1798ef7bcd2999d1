/*
 * The terminal: puts grids on it and reads keys. There is one at a time, as
 * curses keeps its state in globals. It waits for nothing: the caller learns
 * from its event loop when the input can be read.
 *
 * The locale must have been set (setlocale) before.
 */
#ifndef UI_TERMINAL_H
#define UI_TERMINAL_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/error.h"
#include "ui/stroke.h"
#include "ui/theme.h"
#include "view/grid.h"

struct terminal;

struct terminal_options {
	FILE			*in, *out;
	const char		*type;		/* NULL: $TERM */
	const struct theme	*theme;
	bool			 colours;	/* use them, if the terminal has any */
	bool			 no_mouse;	/* leave it to the terminal, which selects text with it */
};

/*
 * Take the terminal over. NULL if it cannot be used, with the reason. From
 * now until terminal_close a crash puts it back (see ui/rescue.h).
 */
struct terminal *terminal_open(const struct terminal_options *options,
    struct error *error);

/* Give it back as it was found. NULL is fine. */
void terminal_close(struct terminal *terminal);

int terminal_rows(const struct terminal *terminal);
int terminal_columns(const struct terminal *terminal);

/* Is it on a line so slow that it should be sent nothing that it can do without? */
bool terminal_is_slow(const struct terminal *terminal);

/* Show the grid, at the top left; only what has changed is sent. */
void terminal_draw(struct terminal *terminal, const struct grid *grid);

/* The next key that was struck, or STROKE_NONE: no more for now. */
uint32_t terminal_read(struct terminal *terminal);

/* Is nobody there any more (hangup, end of input)? */
bool terminal_gone(const struct terminal *terminal);

/* Its size has changed: ask for it anew. What was shown is to be drawn again. */
void terminal_resize(struct terminal *terminal);

/* Before the program stops: as it was found. After: take it over again. */
void terminal_suspend(struct terminal *terminal);
void terminal_resume(struct terminal *terminal);

/* Send everything anew with the next draw, as if nothing stood there. */
void terminal_redraw(struct terminal *terminal);

#endif
