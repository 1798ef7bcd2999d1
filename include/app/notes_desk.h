/*
 * The second terminal: it finds the class, shows what that tells, drives it,
 * and waits while there is none.
 */
#ifndef APP_NOTES_DESK_H
#define APP_NOTES_DESK_H

#include <stdbool.h>

#include "base/error.h"
#include "ui/terminal.h"

/*
 * Show the notes of the class of that name (NULL: the newest) on the terminal
 * until they are left. False with *error if the event loop cannot be had.
 * *ended_by is the signal that asked to end, or 0, as of loop_run.
 */
bool notes_desk_run(struct terminal *terminal, const char *name, bool ascii, int *ended_by,
    struct error *error);

#endif
