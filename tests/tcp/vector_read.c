/*
 * Reads a file of vectors: lines, cut at '|' or by their indent, and nothing
 * about what they mean.
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"
#include "vector.h"

void
vectors_bail(const char *fmt, ...)
{
	va_list ap;

	printf("Bail out! ");
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n");
	exit(EXIT_FAILURE);
}

char *
text_trim(char *text)
{
	while (isspace((unsigned char)*text))
		text++;
	size_t n = strlen(text);
	while (n > 0 && isspace((unsigned char)text[n - 1]))
		n--;
	text[n] = '\0';
	return text;
}

/* Cuts the next field off; *rest is NULL after the last. */
static char *
field_next(char **rest)
{
	char *field = *rest;
	char *bar = field != NULL ? strchr(field, '|') : NULL;

	if (bar != NULL)
		*bar++ = '\0';
	*rest = bar;
	return field != NULL ? text_trim(field) : NULL;
}

static void
row_read(struct section *section, char *line, int number)
{
	struct row row = { .line = number };
	char *rest = line;

	row.event = field_next(&rest);
	row.policy = field_next(&rest);
	row.expected = field_next(&rest);
	row.section = field_next(&rest);
	if (row.section == NULL || rest != NULL)
		vectors_bail("%s:%d: a row has four fields", section->file, number);
	if (*row.section == '\0')
		vectors_bail("%s:%d: where does the RFC say so?", section->file,
		    number);
	if (*row.expected == '\0')
		vectors_bail("%s:%d: what is expected?", section->file, number);
	vec_push(&section->rows, row);
}

static void
line_read(struct vectors *vectors, const char *file, char *line, int number)
{
	bool indented = *line == '\t';
	char *text = text_trim(line);

	if (*text == '\0' || *text == '#')
		return;
	if (*text == '=') {
		struct section section = {
			.file = file, .line = number, .is = "",
			.name = text_trim(text + 1)
		};
		vec_push(&vectors->sections, section);
		return;
	}
	if (vectors->sections.n == 0)
		vectors_bail("%s:%d: no section", file, number);
	struct section *section =
	    &vectors->sections.v[vectors->sections.n - 1];
	if (!indented)
		row_read(section, text, number);
	else if (*text == ':')
		section->is = text_trim(text + 1);
	else
		vec_push(&section->steps, (const char *)text);
}

void
vectors_read(struct vectors *vectors, const char *file, char *text)
{
	for (int number = 1; *text != '\0'; number++) {
		char *line = text;
		size_t n = strcspn(line, "\n");
		text = line + n + (line[n] == '\n');
		line[n] = '\0';
		line_read(vectors, file, line, number);
	}
}

void
vectors_free(struct vectors *vectors)
{
	for (size_t i = 0; i < vectors->sections.n; i++) {
		vec_free(&vectors->sections.v[i].steps);
		vec_free(&vectors->sections.v[i].rows);
	}
	vec_free(&vectors->sections);
}

const struct section *
vectors_find(const struct vectors *vectors, const char *name)
{
	for (size_t i = 0; i < vectors->sections.n; i++) {
		if (strcmp(vectors->sections.v[i].name, name) == 0)
			return &vectors->sections.v[i];
	}
	ck_abort_msg("there is no section %s", name);
}
