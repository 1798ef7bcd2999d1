/*
 * What is written for others: to standard output, or to a file, which is there
 * whole or not at all. What stood under its name stays until then.
 */
#ifndef APP_OUTPUT_H
#define APP_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"

struct output {
	FILE	*file;		/* to be written to between open and close */
	char	*path;		/* where it will stand; NULL is standard output */
	char	*fresh;		/* where it stands until it is whole; NULL: there already */
};

/*
 * A file that is not there yet; false with *error if it is, or if it cannot be
 * made. What is opened is to be ended with output_close.
 */
bool output_open_new(struct output *output, const char *path, struct error *error);

/*
 * Standard output where path is NULL; else that file, whose old content counts
 * until the new one is whole. What is no plain file (a pipe, a device) is
 * written as it is. False with *error if it cannot be, or if path leads to the
 * file of the lesson that it is made of.
 */
bool output_open(struct output *output, const char *path, const char *lesson,
    struct error *error);

/*
 * Have all of it written. If it is not to be kept, or cannot be written (then
 * false, with *error), nothing of it is left.
 */
bool output_close(struct output *output, bool keep, struct error *error);

#endif
