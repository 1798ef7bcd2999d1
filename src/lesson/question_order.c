/*
 * Questions for an order. The segments are numbered as their texts sort, which
 * tells nothing; the answer is their numbers in the order that is asked for.
 */
#include <string.h>

#include "base/mem.h"
#include "question_private.h"

bool
segment_insert(struct solution *solution, const char *text)
{
	size_t n = solution->segments.n, at = 0;

	while (at < n && strcmp(solution->segments.v[at], text) < 0)
		at++;
	if (at < n && strcmp(solution->segments.v[at], text) == 0)
		return false;
	vec_push(&solution->segments, NULL);
	memmove(&solution->segments.v[at + 1], &solution->segments.v[at],
	    (n - at) * sizeof(*solution->segments.v));
	solution->segments.v[at] = mem_strdup(text);
	return true;
}

char
segment_digit(const struct solution *solution, const char *text)
{
	size_t at = 0;

	while (at < solution->segments.n && strcmp(solution->segments.v[at], text) != 0)
		at++;
	return (char)('1' + at);
}

/* ---- as it is typed */

/* "213", "2 1 3", "2, 1, 3": each number once. */
static bool
order_digits(struct str *out, const struct solution *solution, const struct word *word)
{
	unsigned seen = 0;
	size_t n = 0;

	for (size_t i = 0; i < word->n; i++) {
		char c = word->p[i];
		if (c == ' ' || c == ',' || c == '>')
			continue;
		size_t at = (size_t)(c - '1');
		if (c < '1' || at >= solution->segments.n || (seen & 1u << at) != 0)
			return false;
		seen |= 1u << at;
		str_addc(out, c);
		n++;
	}
	return n == solution->segments.n;
}

/* The number of a segment that fits and was not named yet; or 0. */
static size_t
order_find(const struct solution *solution, const struct pattern *pattern, unsigned *seen)
{
	for (size_t i = 0; i < solution->segments.n; i++) {
		const char *text = solution->segments.v[i];
		struct pattern whole;
		struct error error;
		if ((*seen & 1u << i) != 0 || !pattern_parse(&whole, text, strlen(text), &error) ||
		    !pattern_match(pattern, &whole.seg))
			continue;
		*seen |= 1u << i;
		return i + 1;
	}
	return 0;
}

/* "S., S, ." or "S. > S > ." */
static bool
order_segments(struct str *out, const struct solution *solution, const struct word *word)
{
	const char *end = word->p + word->n;
	unsigned seen = 0;
	size_t n = 0;

	for (const char *p = word->p; p < end; p++) {
		const char *first = p;
		while (p < end && *p != ',' && *p != '>')
			p++;
		const char *last = p;
		while (first < last && *first == ' ')
			first++;
		while (last > first && last[-1] == ' ')
			last--;
		struct pattern pattern;
		struct error error;
		if (!pattern_parse(&pattern, first, (size_t)(last - first), &error))
			return false;
		size_t number = solution != NULL ? order_find(solution, &pattern, &seen) : 1;
		if (number == 0)
			return false;
		if (solution != NULL)
			str_addc(out, (char)('0' + number));
		n++;
	}
	return solution != NULL ? n == solution->segments.n : n > 1;
}

bool
order_read(struct str *out, const struct solution *solution, const struct word *word)
{
	struct str digits = { 0 };
	bool read = solution != NULL && order_digits(&digits, solution, word);

	if (read)
		str_add(out, str_text(&digits));
	str_free(&digits);
	return read || order_segments(out, solution, word);
}

/* ---- as a person reads it */

void
order_label(struct str *out, const struct solution *solution, const char *answer)
{
	for (const char *p = answer; *p != '\0'; p++) {
		size_t at = (size_t)(*p - '1');
		if (at < solution->segments.n)
			str_addf(out, "%s%s", p > answer ? ", " : "", solution->segments.v[at]);
	}
}
