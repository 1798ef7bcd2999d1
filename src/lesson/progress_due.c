/*
 * What is to be asked again, and when: boxes. A question that was missed is
 * in box 0; answered right when it is due it goes one box on, missed again it
 * is back. What is right at once is never asked again.
 *
 *	box 0 --right--> box 1 --right--> box 2 --right--> box 3 --right--> over
 *	10 min           1 day            3 days           10 days
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "progress_private.h"

#define MINUTE 60
#define DAY (24 * 60 * MINUTE)

/* How long a question rests in each box. */
static const int64_t rests[BOX_LAST] = { 10 * MINUTE, DAY, 3 * DAY, 10 * DAY };

static bool
is_missed(const struct fact *fact)
{
	return fact->kind == FACT_ASKED && fact->numbers[ASKED_BOX] < BOX_LAST &&
	    (fact->numbers[ASKED_WRONG] > 0 || fact->numbers[ASKED_SKIPPED] > 0);
}

/* A clock that was set back makes nobody wait. */
static bool
is_due(const struct fact *fact, int64_t now)
{
	return now < fact->time || now - fact->time >= rests[fact->numbers[ASKED_BOX]];
}

void
fact_answer(struct fact *fact, enum answer answer, int64_t now)
{
	static const int counts[] = {
		[ANSWER_RIGHT] = ASKED_RIGHT,
		[ANSWER_WRONG] = ASKED_WRONG,
		[ANSWER_SKIPPED] = ASKED_SKIPPED,
	};
	bool missed = is_missed(fact);

	fact->numbers[counts[answer]]++;
	if (answer != ANSWER_RIGHT)
		fact->numbers[ASKED_BOX] = 0;
	else if (!missed)
		fact->numbers[ASKED_BOX] = BOX_LAST;
	else if (is_due(fact, now))
		fact->numbers[ASKED_BOX]++;
}

struct pick {
	const char	*name;
	uint64_t	 order;
};

static int
compare_picks(const void *a, const void *b)
{
	const struct pick *left = a, *right = b;

	if (left->order != right->order)
		return left->order < right->order ? -1 : 1;
	return strcmp(left->name, right->name);
}

static size_t
lesson_octets(const char *question)
{
	const char *dot = strrchr(question, '.');

	return dot != NULL ? (size_t)(dot - question) : strlen(question);
}

static bool
same_lesson(const char *a, const char *b)
{
	size_t n = lesson_octets(a);

	return n == lesson_octets(b) && strncmp(a, b, n) == 0;
}

/* Two questions of one lesson do not follow each other, if that can be had. */
static void
spread(struct pick *picks, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		size_t k = i;
		while (k < n && same_lesson(picks[i - 1].name, picks[k].name))
			k++;
		if (k == i || k == n)
			continue;
		struct pick moved = picks[k];
		memmove(&picks[i + 1], &picks[i], (k - i) * sizeof(*picks));
		picks[i] = moved;
	}
}

size_t
progress_due(const struct progress *progress, int64_t now, const char **names, size_t max,
    size_t *later)
{
	VEC(struct pick) picks = { 0 };
	size_t waiting = 0;

	for (size_t i = 0; i < progress->facts.n; i++) {
		const struct fact *fact = &progress->facts.v[i];
		if (!is_missed(fact))
			continue;
		/* Every day another order. */
		if (is_due(fact, now))
			vec_push(&picks, (struct pick){ fact->name, hash_bytes(fact->name,
			    strlen(fact->name), (uint64_t)(now / DAY)) });
		else
			waiting++;
	}
	size_t count = picks.n;
	if (count > 0)
		qsort(picks.v, count, sizeof(struct pick), compare_picks);
	spread(picks.v, count);
	for (size_t i = 0; i < count && i < max; i++)
		names[i] = picks.v[i].name;
	vec_free(&picks);
	if (later != NULL)
		*later = waiting;
	return count;
}
