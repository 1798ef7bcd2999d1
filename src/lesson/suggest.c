/*
 * The distance between words (optimal string alignment, three rows).
 */
#include "suggest.h"

#include <stdint.h>
#include <string.h>

#define WORD_MAX 24	/* no name is longer */

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t
distance(const char *a, size_t na, const char *b, size_t nb)
{
	size_t rows[3][WORD_MAX + 1];
	size_t *older = rows[0], *old = rows[1], *row = rows[2];

	for (size_t j = 0; j <= nb; j++)
		old[j] = j;
	for (size_t i = 1; i <= na; i++) {
		row[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			size_t wrong = lower(a[i - 1]) != lower(b[j - 1]);
			row[j] = least(old[j - 1] + wrong, least(old[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
			    lower(a[i - 2]) == lower(b[j - 1]))
				row[j] = least(row[j], older[j - 2] + 1);
		}
		size_t *spare = older;
		older = old;
		old = row;
		row = spare;
	}
	return old[nb];
}

size_t
suggest_distance(const char *word, size_t n, const char *name)
{
	size_t length = strlen(name);

	if (n == 0 || n > WORD_MAX || length > WORD_MAX)
		return SIZE_MAX;
	size_t far = distance(word, n, name, length);
	size_t allowed = least(n, length) < 3 ? 0 : least(n, length) < 6 ? 1 : 2;
	return far <= allowed ? far : SIZE_MAX;
}
