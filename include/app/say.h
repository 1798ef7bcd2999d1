/*
 * What is said on standard output and standard error. Names that a user or a
 * lesson brought go through here, so nothing unclean gets out.
 */
#ifndef APP_SAY_H
#define APP_SAY_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "engine/engine.h"

/* From now on say it all in ASCII. */
void say_ascii(bool ascii);

/* "tcptutor: ..." on standard error, in one line. */
void say_problem(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Every problem of a file on standard error, a line each. */
void say_errors(const struct errors *errors);

/* "FILE:LINE:COL: ..." on standard error, in one line. */
void say_at(const char *file, int line, int col, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* Text that is clean already, on standard output. */
void say_text(const struct str *text);

/* "Waiting for the kernel to send it again (1.0 s) ..." */
void waits_text(struct str *out, enum waits what, int64_t us);

/* For engine_watch_waits: that as a line on standard output, at once. */
void say_waits(void *arg, enum waits what, int64_t us);

/* Is all of standard output out? If not, say why, once. */
bool say_flush(void);

#endif
