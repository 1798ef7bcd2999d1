/*
 * What is wrong with somebody's input, and where: one such thing, and all that
 * were found in one file.  Lines and columns count from 1; 0 says that there is
 * none to name.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stddef.h>

#include "base/str.h"
#include "base/vec.h"

#define ERRORS_MAX	100	/* kept of one file; more are only counted */

struct error {
	int	line;		/* 0: no line */
	int	col;		/* 0: no column */
	char	text[256];	/* one sentence, may quote a stranger's octets */
};

struct errors {
	char	file[256];		/* as the user named it; "": each text names its own */
	VEC(struct error) list;
	size_t	dropped;		/* found after ERRORS_MAX were kept */
};

/* Fills err.  A text that is too long is cut where a character ends. */
void	error_set(struct error *err, int line, int col, const char *fmt, ...)
	    __attribute__((format(printf, 4, 5)));

void	errors_init(struct errors *errors, const char *file);
void	errors_fini(struct errors *errors);

void	errors_add(struct errors *errors, int line, int col, const char *fmt, ...)
	    __attribute__((format(printf, 4, 5)));

/* By line, then by column; what is equal stays in the order it was added. */
void	errors_sort(struct errors *errors);

/*
 * Appends a line "file:line:col: text" for each, in their order, and one more
 * where some were dropped.  File and text are cleaned by text_clean_line().
 */
void	errors_print(const struct errors *errors, struct str *out);

#endif
