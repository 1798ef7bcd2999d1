/*
 * Facts as lines, by one table of what stands on them (progress.h).
 */
#include "progress_private.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "base/text.h"

#define TIME_FORMAT "%Y-%m-%dT%H:%M:%SZ"
#define TIME_TEXT 32
#define TIME_MAX 253402300799	/* the last second of 9999 */

static const struct form {
	const char	*word;
	int		 count;			/* of numbers */
	const char	*labels[FACT_NUMBERS];	/* what stands before each; "" nothing */
	uint32_t	 min;			/* of each number */
} forms[FACT_KINDS] = {
	[FACT_DONE] = { "done", 0, { NULL }, 0 },
	[FACT_STEP] = { "step", 2, { "", "of" }, 1 },
	[FACT_BEST] = { "best", 1, { "" }, 1 },
	[FACT_MET] = { "met", 1, { "" }, 1 },
	[FACT_ASKED] = { "asked", 4, { "right", "wrong", "skipped", "box" }, 0 },
	[FACT_EDGE] = { "edge", 0, { NULL }, 0 },
};

/* ---- out */

static void
fact_print(struct str *out, const struct fact *fact)
{
	const struct form *form = &forms[fact->kind];
	char text[TIME_TEXT];
	struct tm tm;
	time_t time = (time_t)fact->time;

	if (gmtime_r(&time, &tm) == NULL || strftime(text, sizeof(text), TIME_FORMAT, &tm) == 0)
		return;
	str_addf(out, "%s %s", text, form->word);
	for (int i = 0; i < form->count; i++)
		str_addf(out, "%s%s %u", form->labels[i][0] != '\0' ? " " : "", form->labels[i],
		    fact->numbers[i]);
	str_addf(out, " %s\n", fact->name);
}

void
progress_print(struct str *out, const struct progress *progress)
{
	str_addf(out, "%s%d\n", PROGRESS_TITLE, PROGRESS_VERSION);
	str_add(out, "# What was done with tcptutor, a fact a line: see tcptutor(1).\n");
	for (size_t i = 0; i < progress->facts.n; i++)
		fact_print(out, &progress->facts.v[i]);
}

/* ---- in */

/* The next word of a line, which it is cut off from; NULL at the end. */
static char *
word_next(char **line)
{
	char *word = *line;

	if (word[0] == '\0')
		return NULL;
	char *end = word + strcspn(word, " ");
	*line = *end == ' ' ? end + 1 : end;
	*end = '\0';
	return word;
}

static bool
time_read(const char *word, int64_t *time)
{
	struct tm tm = { 0 };

	if (word == NULL || strlen(word) >= TIME_TEXT)
		return false;
	const char *end = strptime(word, TIME_FORMAT, &tm);
	if (end == NULL || *end != '\0')
		return false;
	*time = (int64_t)timegm(&tm);
	return *time >= 0 && *time <= TIME_MAX;
}

static bool
number_read(const char *word, uint32_t min, uint32_t *number)
{
	if (word == NULL || word[0] == '\0' || strlen(word) > 9 ||
	    word[strspn(word, "0123456789")] != '\0')
		return false;
	*number = (uint32_t)strtoul(word, NULL, 10);
	return *number >= min;
}

static bool
numbers_read(char **line, const struct form *form, uint32_t *numbers)
{
	for (int i = 0; i < form->count; i++) {
		if (form->labels[i][0] != '\0') {
			const char *label = word_next(line);
			if (label == NULL || strcmp(label, form->labels[i]) != 0)
				return false;
		}
		if (!number_read(word_next(line), form->min, &numbers[i]))
			return false;
	}
	return true;
}

/* What is read must be what would be written: else somebody's file would change under him. */
static bool
numbers_make_sense(enum fact_kind kind, const uint32_t *numbers)
{
	if (kind == FACT_STEP)
		return numbers[0] <= numbers[1];
	return kind != FACT_ASKED || numbers[ASKED_BOX] <= BOX_LAST;
}

static bool
name_is_clean(const char *name)
{
	struct str clean = { 0 };

	text_clean_line(&clean, name, strlen(name));
	bool same = strcmp(str_text(&clean), name) == 0;
	str_free(&clean);
	return same;
}

/* The line is taken apart. */
static bool
fact_read(struct progress *progress, char *line)
{
	int64_t time;
	uint32_t numbers[FACT_NUMBERS] = { 0 };

	if (!time_read(word_next(&line), &time))
		return false;
	const char *word = word_next(&line);
	int kind = 0;
	while (kind < FACT_KINDS && (word == NULL || strcmp(forms[kind].word, word) != 0))
		kind++;
	if (kind == FACT_KINDS || !numbers_read(&line, &forms[kind], numbers) ||
	    !numbers_make_sense((enum fact_kind)kind, numbers) || !name_is_clean(line))
		return false;
	struct fact *fact = fact_make(progress, (enum fact_kind)kind, line);
	if (fact == NULL)
		return false;
	fact->time = time;
	memcpy(fact->numbers, numbers, sizeof(numbers));
	return true;
}

/* 0: not ours at all. */
static int
version_of(const char *line)
{
	size_t n = strlen(PROGRESS_TITLE);
	uint32_t version;

	return strncmp(line, PROGRESS_TITLE, n) == 0 &&
	    number_read(line + n, 1, &version) ? (int)version : 0;
}

/* False: it cannot be read. */
static bool
line_read(struct progress *progress, char *line, int number)
{
	size_t n = strlen(line);

	if (n > 0 && line[n - 1] == '\r')
		line[n - 1] = '\0';
	if (number == 1)
		return version_of(line) == PROGRESS_VERSION;
	return line[0] == '\0' || line[0] == '#' || fact_read(progress, line);
}

void
progress_parse(struct progress *progress, const char *text, size_t n, int *bad_line)
{
	int number = 0;

	facts_clear(progress);
	*bad_line = 0;
	for (size_t at = 0; at < n;) {
		const char *end = memchr(text + at, '\n', n - at);
		size_t length = end != NULL ? (size_t)(end - text) - at : n - at;
		char *line = mem_strndup(text + at, length);
		/* A NUL cuts a line short: then it is none of ours. */
		bool good = strlen(line) == length;
		if (++number == 1 && good && version_of(line) > PROGRESS_VERSION)
			*bad_line = LINE_OF_NEWER;
		else
			good = line_read(progress, line, number) && good;
		free(line);
		if (*bad_line == LINE_OF_NEWER)
			return;
		if (!good && *bad_line == 0)
			*bad_line = number;
		at += length + (end != NULL);
	}
}
