/*
 * A string that grows.  All zero is a valid empty one; once something was added,
 * p is terminated by a NUL that n does not count.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stddef.h>

struct str {
	char	*p;		/* NULL until first touched: see str_text() */
	size_t	 n;		/* octets, without the NUL */
	size_t	 cap;
};

/* Append: a string, n octets, one octet, what printf would print. */
void	str_add(struct str *str, const char *s);
void	str_addn(struct str *str, const char *s, size_t n);
void	str_addc(struct str *str, char c);
void	str_addf(struct str *str, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

/*
 * Appends spaces until the last line (what follows the last '\n') is columns
 * wide on the screen.  One that is wider already is left alone.
 */
void	str_pad(struct str *str, int columns);

/* The characters, never NULL, good until the next change. */
const char *str_text(const struct str *str);

/* Hands the characters to the caller, who frees them; str is empty after. */
char	*str_take(struct str *str) __attribute__((warn_unused_result));

/* Empties the string and keeps its memory; frees it. */
void	str_clear(struct str *str);
void	str_free(struct str *str);

#endif
