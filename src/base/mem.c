/*
 * Memory that is there, or the end of the program.  The message goes straight
 * to the descriptor: stdio might want memory itself.
 */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

static void (*exhausted_handler)(void);

void
mem_on_exhausted(void (*handler)(void))
{
	exhausted_handler = handler;
}

static _Noreturn void
mem_exhausted(void)
{
	static const char message[] = "tcptutor: out of memory\n";
	void (*handler)(void) = exhausted_handler;

	exhausted_handler = NULL;
	if (handler != NULL)
		handler();

	ssize_t written = write(STDERR_FILENO, message, sizeof(message) - 1);

	(void)written;
	_exit(EX_OSERR);
}

/* The octets of n things, at least 1, so that NULL always means failure. */
static size_t
mem_octets(size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		mem_exhausted();
	return n * size != 0 ? n * size : 1;
}

void *
mem_alloc(size_t n, size_t size)
{
	void *p = calloc(1, mem_octets(n, size));

	if (p == NULL)
		mem_exhausted();
	return p;
}

void *
mem_grow(void *p, size_t n, size_t size)
{
	void *grown = realloc(p, mem_octets(n, size));

	if (grown == NULL)
		mem_exhausted();
	return grown;
}

char *
mem_strdup(const char *s)
{
	return mem_strndup(s, strlen(s));
}

char *
mem_strndup(const char *s, size_t n)
{
	size_t len = strnlen(s, n);
	char *copy = mem_alloc(len + 1, 1);

	memcpy(copy, s, len);
	return copy;
}
