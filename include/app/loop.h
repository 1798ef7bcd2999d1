/*
 * The event loop: keys, signals and a screen. It sleeps until something
 * happens; by itself something happens on a real engine only.
 */
#ifndef APP_LOOP_H
#define APP_LOOP_H

#include <stdbool.h>

#include "app/session.h"
#include "base/error.h"
#include "ui/terminal.h"

/*
 * Show the session on the terminal until it is left or the terminal is gone.
 * False with *error if the event loop cannot be had. *ended_by is the signal
 * that asked to end, or 0; the caller gives the terminal back first and then
 * lets the signal have its way.
 */
bool loop_run(struct terminal *terminal, struct session *session, bool ascii,
    int *ended_by, struct error *error);

#endif
