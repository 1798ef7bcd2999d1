/*
 * Memory from the heap that is there or ends the program: no caller checks for
 * NULL.  What these return is freed with free().
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* Room for n things of size octets each, zeroed.  Never NULL, even for n = 0. */
void	*mem_alloc(size_t n, size_t size)
	    __attribute__((malloc, warn_unused_result));

/*
 * As realloc(p, n * size), with the product checked.  p may be NULL.  Octets
 * that were not there before are not zeroed.  Never NULL, even for n = 0.
 */
void	*mem_grow(void *p, size_t n, size_t size)
	    __attribute__((warn_unused_result));

/* A copy of s, for the caller to free. */
char	*mem_strdup(const char *s) __attribute__((malloc, warn_unused_result));

/* A copy of at most n octets of s, always terminated, for the caller to free. */
char	*mem_strndup(const char *s, size_t n)
	    __attribute__((malloc, warn_unused_result));

/*
 * Sets what is done before the program ends for want of memory: to put the
 * terminal back, so that the message can be read.  The handler must not ask
 * for memory.  NULL: nothing is done.  The program then says so in one line on
 * standard error and leaves with status 71 (EX_OSERR of sysexits.h).
 */
void	mem_on_exhausted(void (*handler)(void));

#endif
