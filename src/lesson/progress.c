/*
 * Facts, sorted by kind and name, and changes that apply to them.
 *
 *	progress_done(...)  --> change --+--> facts, at once
 *	                                 |
 *	the file, read anew --> facts ---+--> the file
 */
#include "progress_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
progress_init(struct progress *progress, const char *folder)
{
	*progress = (struct progress){ .folder = folder != NULL ? mem_strdup(folder) : NULL };
}

void
facts_clear(struct progress *progress)
{
	for (size_t i = 0; i < progress->facts.n; i++)
		free(progress->facts.v[i].name);
	progress->facts.n = 0;
}

void
progress_fini(struct progress *progress)
{
	facts_clear(progress);
	vec_free(&progress->facts);
	for (size_t i = 0; i < progress->changes.n; i++)
		free(progress->changes.v[i].fact.name);
	vec_free(&progress->changes);
	free(progress->folder);
	*progress = (struct progress){ .folder = NULL };
}

/* ---- finding */

static int
compare(const struct fact *fact, enum fact_kind kind, const char *name)
{
	if (fact->kind != kind)
		return fact->kind < kind ? -1 : 1;
	return strcmp(fact->name, name);
}

/* Where it stands, or would. */
static size_t
place_of(const struct progress *progress, enum fact_kind kind, const char *name)
{
	size_t low = 0, high = progress->facts.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare(&progress->facts.v[middle], kind, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct fact *
fact_find(const struct progress *progress, enum fact_kind kind, const char *name)
{
	size_t at = place_of(progress, kind, name);

	return at < progress->facts.n && compare(&progress->facts.v[at], kind, name) == 0 ?
	    &progress->facts.v[at] : NULL;
}

const struct fact *
progress_find(const struct progress *progress, enum fact_kind kind, const char *name)
{
	return fact_find(progress, kind, name);
}

struct fact *
fact_make(struct progress *progress, enum fact_kind kind, const char *name)
{
	size_t at = place_of(progress, kind, name), n = progress->facts.n;

	if (at < n && compare(&progress->facts.v[at], kind, name) == 0)
		return &progress->facts.v[at];
	if (n >= FACTS_MAX || name[0] == '\0' || strlen(name) > NAME_OCTETS_MAX)
		return NULL;
	vec_reserve(&progress->facts, n + 1);
	memmove(&progress->facts.v[at + 1], &progress->facts.v[at],
	    (n - at) * sizeof(struct fact));
	progress->facts.v[at] = (struct fact){ .kind = kind, .name = mem_strdup(name) };
	progress->facts.n++;
	return &progress->facts.v[at];
}

static void
fact_drop(struct progress *progress, size_t at)
{
	free(progress->facts.v[at].name);
	memmove(&progress->facts.v[at], &progress->facts.v[at + 1],
	    (progress->facts.n - at - 1) * sizeof(struct fact));
	progress->facts.n--;
}

/* Is it of that lesson: a fact about it, or one of its questions (LESSON.N)? */
static bool
is_of_lesson(const struct fact *fact, const char *lesson)
{
	size_t n = strlen(lesson);

	if (fact->kind == FACT_ASKED)
		return strncmp(fact->name, lesson, n) == 0 && fact->name[n] == '.' &&
		    strchr(fact->name + n + 1, '.') == NULL;
	return fact->kind <= FACT_BEST && strcmp(fact->name, lesson) == 0;
}

bool
progress_has(const struct progress *progress, const char *lesson)
{
	for (size_t i = 0; i < progress->facts.n; i++) {
		if (is_of_lesson(&progress->facts.v[i], lesson))
			return true;
	}
	return false;
}

const struct fact *
progress_left(const struct progress *progress)
{
	const struct fact *left = NULL;

	for (size_t i = 0; i < progress->facts.n; i++) {
		const struct fact *fact = &progress->facts.v[i];
		if (fact->kind == FACT_STEP && (left == NULL || fact->time > left->time))
			left = fact;
	}
	return left;
}

/* ---- applying */

static void
fact_change(struct fact *fact, const struct change *change)
{
	const uint32_t *numbers = change->fact.numbers;

	switch (fact->kind) {
	case FACT_STEP:
		/* Two programs: the newer one knows where one is. */
		if (change->fact.time < fact->time && !change->set_back)
			return;
		memcpy(fact->numbers, numbers, sizeof(fact->numbers));
		break;
	case FACT_BEST:
		if (fact->numbers[0] != 0 && fact->numbers[0] <= numbers[0])
			return;
		fact->numbers[0] = numbers[0];
		break;
	case FACT_MET:
		fact->numbers[0]++;
		break;
	case FACT_ASKED:
		fact_answer(fact, change->answer, change->fact.time);
		break;
	case FACT_EDGE:
		if (fact->time != 0)
			return;
		break;
	case FACT_DONE:
		break;
	}
	if (fact->time < change->fact.time || change->set_back)
		fact->time = change->fact.time;
}

static void
forget(struct progress *progress, const char *lesson)
{
	for (size_t i = progress->facts.n; i > 0; i--) {
		if (is_of_lesson(&progress->facts.v[i - 1], lesson))
			fact_drop(progress, i - 1);
	}
}

static void
change_apply(struct progress *progress, const struct change *change)
{
	const char *name = change->fact.name;
	enum fact_kind kind = change->fact.kind;

	if (change->forget) {
		forget(progress, name);
		return;
	}
	if (kind == FACT_STEP && fact_find(progress, FACT_DONE, name) != NULL)
		return;
	struct fact *fact = fact_make(progress, kind, name);
	if (fact != NULL)
		fact_change(fact, change);
	if (kind == FACT_DONE && fact_find(progress, FACT_STEP, name) != NULL)
		fact_drop(progress, place_of(progress, FACT_STEP, name));
}

void
changes_apply(struct progress *progress)
{
	for (size_t i = 0; i < progress->changes.n; i++)
		change_apply(progress, &progress->changes.v[i]);
}

/* ---- noting */

static void
note(struct progress *progress, struct change change, const char *name)
{
	const struct fact *known = fact_find(progress, change.fact.kind, name);

	change.set_back = known != NULL && known->time > change.fact.time;
	change.fact.name = mem_strdup(name);
	change_apply(progress, &change);
	if (progress->folder != NULL)
		vec_push(&progress->changes, change);
	else
		free(change.fact.name);
}

void
progress_done(struct progress *progress, const char *lesson, int64_t now)
{
	note(progress, (struct change){ .fact = { .kind = FACT_DONE, .time = now } }, lesson);
}

void
progress_at(struct progress *progress, const char *lesson, size_t step, size_t steps, int64_t now)
{
	const struct fact *fact = fact_find(progress, FACT_STEP, lesson);

	if (fact_find(progress, FACT_DONE, lesson) != NULL ||
	    (fact != NULL && fact->time <= now && fact->numbers[0] == step &&
	    fact->numbers[1] == steps))
		return;
	note(progress, (struct change){ .fact = { .kind = FACT_STEP, .time = now,
	    .numbers = { (uint32_t)step, (uint32_t)steps } } }, lesson);
}

void
progress_best(struct progress *progress, const char *lesson, uint32_t statements, int64_t now)
{
	note(progress, (struct change){ .fact = { .kind = FACT_BEST, .time = now,
	    .numbers = { statements } } }, lesson);
}

void
progress_met(struct progress *progress, unsigned misconception, int64_t now)
{
	struct str name = { 0 };

	str_addf(&name, "%u", misconception);
	note(progress, (struct change){ .fact = { .kind = FACT_MET, .time = now } },
	    str_text(&name));
	str_free(&name);
}

void
progress_asked(struct progress *progress, const char *question, enum answer answer, int64_t now)
{
	note(progress, (struct change){ .fact = { .kind = FACT_ASKED, .time = now },
	    .answer = answer }, question);
}

void
progress_edge(struct progress *progress, const char *from, const char *to, int64_t now)
{
	struct str name = { 0 };

	str_addf(&name, "%s %s", from, to);
	if (fact_find(progress, FACT_EDGE, str_text(&name)) == NULL)
		note(progress, (struct change){ .fact = { .kind = FACT_EDGE, .time = now } },
		    str_text(&name));
	str_free(&name);
}

void
progress_forget(struct progress *progress, const char *lesson, int64_t now)
{
	note(progress, (struct change){ .fact = { .time = now }, .forget = true }, lesson);
}
