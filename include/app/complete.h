/*
 * What may follow in a line of the scene language.
 */
#ifndef APP_COMPLETE_H
#define APP_COMPLETE_H

#include <stddef.h>

#define COMPLETE_MAX 32

struct candidate {
	const char	*p;		/* lives as long as the program */
	size_t		 n;
};

/*
 * The words that may stand after the first n octets of line and begin with
 * what was typed (any case). How many; at most COMPLETE_MAX.
 */
size_t complete(const char *line, size_t n, const char *typed, size_t typed_n,
    struct candidate candidates[COMPLETE_MAX]);

#endif
