/*
 * A growing string.  Every way in goes through str_room(), which is the only
 * place that knows about the NUL behind the last character.
 */
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/vec.h"

#define LINE_ROOM 80	/* what is printed mostly has room there */

static void
str_room(struct str *str, size_t more)
{
	str->p = vec_room(str->p, &str->cap, str->n + more + 1, 1);
}

void
str_addn(struct str *str, const char *s, size_t n)
{
	str_room(str, n);
	memcpy(str->p + str->n, s, n);
	str->n += n;
	str->p[str->n] = '\0';
}

void
str_add(struct str *str, const char *s)
{
	str_addn(str, s, strlen(s));
}

void
str_addc(struct str *str, char c)
{
	str_addn(str, &c, 1);
}

void
str_addf(struct str *str, const char *fmt, ...)
{
	va_list args, again;

	va_start(args, fmt);
	va_copy(again, args);
	str_room(str, LINE_ROOM);

	size_t room = str->cap - str->n;
	int n = vsnprintf(str->p + str->n, room, fmt, args);

	if (n > 0 && (size_t)n >= room) {
		str_room(str, (size_t)n);
		vsnprintf(str->p + str->n, (size_t)n + 1, fmt, again);
	}
	str->n += n > 0 ? (size_t)n : 0;
	str->p[str->n] = '\0';
	va_end(again);
	va_end(args);
}

void
str_pad(struct str *str, int columns)
{
	size_t line = str->n;

	while (line > 0 && str->p[line - 1] != '\n')
		line--;
	for (int width = text_width(str_text(str) + line); width < columns; width++)
		str_addc(str, ' ');
}

const char *
str_text(const struct str *str)
{
	return str->p != NULL ? str->p : "";
}

char *
str_take(struct str *str)
{
	char *p = str->p != NULL ? str->p : mem_strdup("");

	*str = (struct str){ 0 };
	return p;
}

void
str_clear(struct str *str)
{
	str->n = 0;
	if (str->p != NULL)
		str->p[0] = '\0';
}

void
str_free(struct str *str)
{
	free(str->p);
	*str = (struct str){ 0 };
}
