/*
 * Finding a keyword's row.
 */
#include "keyword.h"

#include "base/i18n.h"
#include "suggest.h"

/* Who writes C writes "close()", and "A connect;". */
static size_t
length_without_c(const struct word *word)
{
	size_t n = 0;

	while (n < word->n && word->p[n] != '(' && word->p[n] != ';')
		n++;
	return n;
}

static const struct keyword *
nearest(const struct word *word, const struct keyword *table, size_t count)
{
	const struct keyword *found = NULL;
	size_t least = SIZE_MAX, n = length_without_c(word);

	for (size_t i = 0; i < count; i++) {
		size_t far = suggest_distance(word->p, n, table[i].name);
		if (far < least) {
			least = far;
			found = &table[i];
		}
	}
	return found;
}

/* "a, b or c" */
static void
names_add(struct str *out, const struct keyword *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			str_add(out, i + 1 == count ? _(" or ") : _(", "));
		str_add(out, table[i].name);
	}
}

const struct keyword *
keyword_read(struct reader *reader, const char *what, const struct keyword *table,
    size_t count)
{
	struct word word;
	struct str names = { 0 };

	if (!reader_word(reader, &word)) {
		names_add(&names, table, count);
		reader_complain(reader, reader->p, _("the %s is missing; expected %s"), what, str_text(&names));
		str_free(&names);
		return NULL;
	}
	for (size_t i = 0; i < count; i++)
		if (word_is(&word, table[i].name))
			return &table[i];

	const struct keyword *near = nearest(&word, table, count);
	if (near != NULL) {
		reader_complain(reader, word.p, _("unknown %s '%.*s'; did you mean '%s'?"), what,
		    WORD_ARG(word), near->name);
		return NULL;
	}
	names_add(&names, table, count);
	reader_complain(reader, word.p, _("unknown %s '%.*s'; expected %s"), what,
	    WORD_ARG(word), str_text(&names));
	str_free(&names);
	return NULL;
}
