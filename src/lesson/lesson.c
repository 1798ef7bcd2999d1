/*
 * A lesson from its file: the name, the octets, the Markdown.
 */
#include "lesson/lesson.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "build.h"
#include "lesson/goal.h"
#include "lesson/question.h"
#include "markdown.h"

#define NUMBER_DIGITS 3

char *
lesson_id(const char *file, int *number)
{
	const char *base = strrchr(file, '/');
	base = base != NULL ? base + 1 : file;
	*number = 0;
	size_t n = strlen(base);
	if (n > 3 && strcasecmp(base + n - 3, ".md") == 0)
		n -= 3;
	size_t digits = strspn(base, "0123456789");
	if (digits > 0 && digits <= NUMBER_DIGITS && digits + 1 < n && base[digits] == '-') {
		*number = atoi(base);
		base += digits + 1;
		n -= digits + 1;
	}
	struct str id = { 0 };
	text_clean_line(&id, base, n);
	str_add(&id, "");
	return str_take(&id);
}

struct lesson *
lesson_parse(const char *file, const char *text, size_t n, struct errors *errors)
{
	struct source source;

	if (n > LESSON_MAX) {
		errors_add(errors, 1, 1, _("this text is larger than %d KiB; no lesson is"),
		    LESSON_MAX / 1024);
		return NULL;
	}
	if (!source_check(text, n, errors))
		return NULL;
	struct lesson *lesson = mem_alloc(1, sizeof(*lesson));
	lesson->file = mem_strdup(file);
	lesson->engines = ON_ALL;
	lesson->whole_to = INT_MAX;
	lesson->id = lesson_id(file, &lesson->number);
	source_init(&source, text, n);
	struct build build = { .lesson = lesson, .errors = errors, .source = &source };
	markdown_read(&build);
	source_fini(&source);
	if (!build_finish(&build)) {
		lesson_free(lesson);
		lesson = NULL;
	}
	errors_sort(errors);
	return lesson;
}

struct lesson *
lesson_load(const char *file, struct errors *errors)
{
	struct str text = { 0 };
	struct lesson *lesson = NULL;

	if (source_read(&text, file, LESSON_MAX, errors))
		lesson = lesson_parse(file, str_text(&text), text.n, errors);
	str_free(&text);
	return lesson;
}

bool
lesson_is_in(const struct lesson *lesson, const char *language)
{
	const char *slash = strrchr(lesson->file, '/');
	size_t n = strlen(language);

	if (slash == NULL || (size_t)(slash - lesson->file) < n)
		return false;
	const char *folder = slash - n;
	return memcmp(folder, language, n) == 0 &&
	    (folder == lesson->file || folder[-1] == '/');
}

void
block_fini(struct block *block)
{
	for (size_t i = 0; i < block->span_count; i++)
		free(block->spans[i].text);
	free(block->spans);
}

static void
step_fini(struct step *step)
{
	for (size_t i = 0; i < step->block_count; i++)
		block_fini(&step->blocks[i]);
	free(step->blocks);
	free(step->title);
	free(step->notes);
	question_free(step->question);
	scene_fini(&step->scene);
}

void
lesson_free(struct lesson *lesson)
{
	if (lesson == NULL)
		return;
	for (size_t i = 0; i < lesson->step_count; i++)
		step_fini(&lesson->steps[i]);
	free(lesson->steps);
	goals_free(lesson->goals);
	scene_fini(&lesson->solution);
	free(lesson->title);
	free(lesson->engines_why);
	free(lesson->id);
	free(lesson->file);
	free(lesson);
}

/* What stands before the block's first line, and before the others. */
static void
block_margins(const struct block *block, struct str *first, struct str *other)
{
	int indent = 2 * block->level;

	if (block->kind == BLOCK_ITEM) {
		if (block->number > 0)
			str_addf(first, "%*s%d. ", indent - 2, "", block->number);
		else
			str_addf(first, "%*s- ", indent - 2, "");
		str_pad(other, text_width(str_text(first)));
	} else if (block->kind == BLOCK_QUOTE) {
		str_add(first, "> ");
		str_add(other, "> ");
	} else if (block->kind == BLOCK_CODE || block->kind == BLOCK_PARAGRAPH) {
		indent += block->kind == BLOCK_CODE ? 4 : 0;
		str_pad(first, indent);
		str_pad(other, indent);
	}
}

static void
block_text(struct str *out, const struct block *block)
{
	struct str first = { 0 }, other = { 0 };
	bool fresh = true;

	block_margins(block, &first, &other);
	str_add(out, str_text(&first));
	for (size_t i = 0; i < block->span_count; i++)
		for (const char *p = block->spans[i].text; *p != '\0'; p++) {
			if (!fresh && out->p[out->n - 1] == '\n')
				str_add(out, str_text(&other));
			fresh = false;
			str_addc(out, *p);
		}
	str_free(&first);
	str_free(&other);
}

void
step_text(struct str *out, const struct step *step)
{
	for (size_t i = 0; i < step->block_count; i++) {
		const struct block *block = &step->blocks[i];
		/* Items of one list stand together. */
		if (i > 0 && !(block->kind == BLOCK_ITEM && block[-1].kind == BLOCK_ITEM))
			str_addc(out, '\n');
		block_text(out, block);
		if (out->n > 0 && out->p[out->n - 1] != '\n')
			str_addc(out, '\n');
	}
}
