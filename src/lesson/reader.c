/*
 * Words of a scene's line.
 */
#include "reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <strings.h>
#include <string.h>

#include "base/i18n.h"

#define WORD_SHOWN 40
#define DURATION_MAX INT64_C(3600000000000)	/* us: 1000 h, in ms still 32 bits */

int
reader_column(const struct reader *reader, const char *at)
{
	int col = reader->col;

	for (const char *p = reader->start; p < at; p++)
		col += ((unsigned char)*p & 0xc0) != 0x80;
	return col;
}

void
reader_complain(struct reader *reader, const char *at, const char *fmt, ...)
{
	char text[sizeof(((struct error *)NULL)->text)];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	errors_add(reader->errors, reader->line, reader_column(reader, at), "%s", text);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void
skip_blanks(struct reader *reader)
{
	while (reader->p < reader->end && is_blank(*reader->p))
		reader->p++;
}

bool
reader_at_end(struct reader *reader)
{
	skip_blanks(reader);
	return reader->p == reader->end || *reader->p == '#';
}

bool
reader_finish(struct reader *reader, const char *form)
{
	struct word word;

	if (!reader_word(reader, &word))
		return true;
	reader_complain(reader, word.p, _("unexpected '%.*s'; the statement is written: %s"),
	    WORD_ARG(word), form);
	return false;
}

bool
reader_word(struct reader *reader, struct word *word)
{
	if (reader_at_end(reader))
		return false;
	word->p = reader->p;
	while (reader->p < reader->end && !is_blank(*reader->p) && *reader->p != '#')
		reader->p++;
	word->n = (size_t)(reader->p - word->p);
	return true;
}

bool
reader_take(struct reader *reader, const char *name)
{
	const char *before = reader->p;
	struct word word;

	if (reader_word(reader, &word) && word_is(&word, name))
		return true;
	reader->p = before;
	return false;
}

struct word
reader_item(struct reader *reader)
{
	skip_blanks(reader);
	struct word item = { reader->p, 0 };
	while (reader->p < reader->end && *reader->p != ',' && *reader->p != '#')
		reader->p++;
	const char *last = reader->p;
	while (last > item.p && is_blank(last[-1]))
		last--;
	item.n = (size_t)(last - item.p);
	return item;
}

/* The next word, or a complaint that something is missing. */
static bool
need_word(struct reader *reader, const char *what, const char *form, struct word *word)
{
	if (reader_word(reader, word))
		return true;
	reader_complain(reader, reader->p, _("%s is missing; the statement is written: %s"),
	    what, form);
	return false;
}

bool
reader_end(struct reader *reader, const char *form, uint8_t *end)
{
	struct word word;

	if (!need_word(reader, _("A or B"), form, &word))
		return false;
	if (word_end(&word, end))
		return true;
	reader_complain(reader, word.p, _("'%.*s' is no end; the ends are A and B"), WORD_ARG(word));
	return false;
}

/* All digits? Then their value, at most max + 1. */
static bool
word_number(const char *p, size_t n, uint64_t max, uint64_t *value)
{
	*value = 0;
	for (size_t i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return false;
		if (*value <= max)
			*value = *value * 10 + (uint64_t)(p[i] - '0');
		if (*value > max)
			*value = max + 1;
	}
	return n > 0;
}

bool
reader_number(struct reader *reader, const char *form, const struct limits *limits,
    uint32_t *number)
{
	struct word word;
	uint64_t value;

	if (!need_word(reader, _("a number"), form, &word))
		return false;
	if (!word_number(word.p, word.n, limits->max, &value)) {
		reader_complain(reader, word.p,
		    _("'%.*s' is no number; the statement is written: %s"),
		    WORD_ARG(word), form);
		return false;
	}
	if (value < limits->min || value > limits->max) {
		reader_complain(reader, word.p, _("%.*s is out of range; it must be %u to %u"),
		    WORD_ARG(word), limits->min, limits->max);
		return false;
	}
	*number = (uint32_t)value;
	return true;
}

static const struct {
	const char	*name;
	int64_t		 us;
} units[] = {
	{ "us", 1 },
	{ "ms", 1000 },
	{ "s", 1000000 },
	{ "min", 60000000 },
	{ "h", INT64_C(3600000000) }
};

/* us of the unit, or 0. */
static int64_t
unit_find(const struct word *word)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (word_is(word, units[i].name))
			return units[i].us;
	return 0;
}

/* DIGITS[.DIGITS]UNIT in us, at most DURATION_MAX + 1. False if it is not so. */
static bool
word_duration(const struct word *word, int64_t *duration)
{
	size_t whole = 0;
	while (whole < word->n && word->p[whole] >= '0' && word->p[whole] <= '9')
		whole++;
	size_t at = whole;
	if (at < word->n && word->p[at] == '.')
		do
			at++;
		while (at < word->n && word->p[at] >= '0' && word->p[at] <= '9');
	if (at == whole + 1)
		return false;

	const struct word unit = { word->p + at, word->n - at };
	int64_t us = unit_find(&unit);
	uint64_t value;
	if (us == 0 || !word_number(word->p, whole, DURATION_MAX, &value))
		return false;
	if ((int64_t)value > DURATION_MAX / us) {
		*duration = DURATION_MAX + 1;
		return true;
	}
	*duration = (int64_t)value * us;
	for (size_t i = whole + 1; i < at && us > 1; i++) {
		*duration += (word->p[i] - '0') * us / 10;
		us /= 10;
	}
	return true;
}

bool
reader_duration(struct reader *reader, const char *form, int64_t *duration)
{
	struct word word;

	if (!need_word(reader, _("a duration"), form, &word))
		return false;
	if (!word_duration(&word, duration)) {
		reader_complain(reader, word.p, _("'%.*s' is no duration; "
		    "one is a number and its unit, as in 10ms, 1.5s, 2min, 1h"), WORD_ARG(word));
		return false;
	}
	if (*duration > DURATION_MAX) {
		reader_complain(reader, word.p, _("%.*s is too long; the longest is 1000h"),
		    WORD_ARG(word));
		return false;
	}
	return true;
}

bool
reader_text(struct reader *reader, const char *form, struct word *text)
{
	skip_blanks(reader);
	if (reader->end - reader->p > 2 && memcmp(reader->p, "\xe2\x80", 2) == 0) {
		reader_complain(reader, reader->p,
		    _("the quotes of a statement are straight: \"TEXT\""));
		return false;
	}
	if (reader->p == reader->end || *reader->p != '"') {
		reader_complain(reader, reader->p,
		    _("a text in double quotes is missing; the statement is written: %s"), form);
		return false;
	}
	const char *quote = reader->p++;
	text->p = reader->p;
	while (reader->p < reader->end && *reader->p != '"')
		reader->p++;
	if (reader->p == reader->end) {
		reader_complain(reader, quote, _("this quote is not closed"));
		return false;
	}
	text->n = (size_t)(reader->p++ - text->p);
	return true;
}

bool
word_is(const struct word *word, const char *name)
{
	return strlen(name) == word->n && strncasecmp(word->p, name, word->n) == 0;
}

bool
word_end(const struct word *word, uint8_t *end)
{
	if (word_is(word, "A"))
		*end = END_A;
	else if (word_is(word, "B"))
		*end = END_B;
	else
		return false;
	return true;
}

int
word_shown(const struct word *word)
{
	size_t n = word->n;

	if (n <= WORD_SHOWN)
		return (int)n;
	n = WORD_SHOWN;
	while (n > 0 && ((unsigned char)word->p[n] & 0xc0) == 0x80)
		n--;
	return (int)n;
}
