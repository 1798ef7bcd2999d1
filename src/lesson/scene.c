/*
 * A scene: its lines, one statement each, and the table of what a statement
 * can begin with. The statements themselves are read by scene_set.c,
 * scene_call.c, scene_wire.c and scene_expect.c.
 */
#include "lesson/scene.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/vec.h"
#include "keyword.h"

static bool keyword_on(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const struct keyword statements[] = {
	{ .name = "A", .parse = keyword_call, .kind = END_A },
	{ .name = "B", .parse = keyword_call, .kind = END_B },
	{ .name = "deliver", .parse = keyword_wire, .kind = VERB_DELIVER,
	  .form = "deliver [FLAGS] [from A|B] [#N], or deliver all" },
	{ .name = "drop", .parse = keyword_wire, .kind = VERB_DROP,
	  .form = "drop [FLAGS] [from A|B] [#N]" },
	{ .name = "duplicate", .parse = keyword_wire, .kind = VERB_DUPLICATE,
	  .form = "duplicate [FLAGS] [from A|B] [#N]" },
	{ .name = "inject", .parse = keyword_inject,
	  .form = "inject to A|B FLAGS SEQ:END(LEN) [ack N] [win N]" },
	{ .name = "fill", .parse = keyword_fill, .form = "fill A|B accept-queue" },
	{ .name = "wait", .parse = keyword_wait,
	  .form = "wait DURATION, wait timer or wait 2msl" },
	{ .name = "set", .parse = keyword_set },
	{ .name = "expect", .parse = keyword_expect },
	{ .name = "on", .parse = keyword_on,
	  .form = "on model|loopback|kernel[,...]: STATEMENT" }
};

static const struct keyword engines[] = {
	{ .name = "model", .kind = ON_MODEL },
	{ .name = "loopback", .kind = ON_LOOPBACK },
	{ .name = "kernel", .kind = ON_KERNEL }
};

unsigned
scene_on(const char *engine)
{
	for (size_t i = 0; i < COUNT(engines); i++)
		if (strcmp(engines[i].name, engine) == 0)
			return engines[i].kind;
	return 0;
}

/* Read a statement; only its first word is looked at here. */
static bool
statement_read(struct reader *reader, struct statement *statement)
{
	struct reader ahead = *reader;
	struct word word;

	if (reader_word(&ahead, &word) && keyword_is_call(&word)) {
		reader_complain(reader, word.p, _("whose call? It is written A %.*s, or B %.*s"),
		    WORD_ARG(word), WORD_ARG(word));
		return false;
	}
	const struct keyword *keyword =
	    keyword_read(reader, _("statement"), statements, COUNT(statements));

	return keyword != NULL && keyword->parse(reader, keyword, statement);
}

/* The engines' names, up to the colon. */
static bool
engines_read(struct reader *reader, const char *colon, unsigned *on)
{
	struct reader list = *reader;

	list.end = colon;
	*on = 0;
	for (;;) {
		struct word item = reader_item(&list);
		struct reader name = list;
		name.p = item.p;
		name.end = item.p + item.n;
		const struct keyword *engine =
		    keyword_read(&name, _("engine"), engines, COUNT(engines));
		if (engine == NULL || !reader_finish(&name, "on model,kernel: STATEMENT"))
			return false;
		*on |= engine->kind;
		if (list.p == list.end)
			return true;
		list.p++;
	}
}

static bool
keyword_on(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	size_t left = (size_t)(reader->end - reader->p);
	const char *hash = memchr(reader->p, '#', left);
	const char *colon = memchr(reader->p, ':', hash ? (size_t)(hash - reader->p) : left);

	if (statement->on != 0) {
		reader_complain(reader, reader->p, _("'on' may stand here only once"));
		return false;
	}
	if (colon == NULL) {
		reader_complain(reader, reader->p,
		    _("a colon is missing; the statement is written: %s"), keyword->form);
		return false;
	}
	unsigned on;
	if (!engines_read(reader, colon, &on))
		return false;
	reader->p = colon + 1;
	statement->on = on;
	return statement_read(reader, statement);
}

static void
statement_fini(struct statement *statement)
{
	expect_fini(&statement->expect);
	free(statement->source);
}

static void
statement_add(struct scene *scene, const struct statement *statement)
{
	scene->statements = vec_room(scene->statements, &scene->cap, scene->count + 1,
	    sizeof(*scene->statements));
	scene->statements[scene->count++] = *statement;
}

/* The statement's text, from its first word to where reading ended. */
static char *
source_of(const struct reader *reader, const char *first)
{
	const char *last = reader->p;
	struct str source = { 0 };

	while (last > first && (last[-1] == ' ' || last[-1] == '\t' || last[-1] == '\r'))
		last--;
	text_clean_line(&source, first, (size_t)(last - first));
	return str_take(&source);
}

static bool
line_parse(struct scene *scene, struct reader *reader)
{
	struct statement statement = { .line = reader->line };

	if (reader_at_end(reader))
		return true;
	const char *first = reader->p;
	if (reader->end - first > SCENE_LINE_MAX) {
		reader_complain(reader, first, _("this line is longer than %d octets"),
		    SCENE_LINE_MAX);
		return false;
	}
	statement.col = reader_column(reader, first);
	statement.command.line = reader->line;
	if (!statement_read(reader, &statement)) {
		statement_fini(&statement);
		return false;
	}
	if (statement.on == 0)
		statement.on = ON_ALL;
	statement.source = source_of(reader, first);
	statement_add(scene, &statement);
	return true;
}

bool
scene_parse(struct scene *scene, const char *text, size_t n, int line, int col,
    struct errors *errors)
{
	const char *end = text + n;
	bool good = true;

	for (const char *p = text; p < end; line++, col = 1) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		struct reader reader = {
			.start = p,
			.p = p,
			.end = newline != NULL ? newline : end,
			.line = line,
			.col = col,
			.errors = errors,
		};
		if (scene->count == SCENE_MAX && !reader_at_end(&reader)) {
			reader_complain(&reader, reader.p,
			    _("a scene has at most %d statements"), SCENE_MAX);
			return false;
		}
		if (!line_parse(scene, &reader))
			good = false;
		p = reader.end + 1;
	}
	return good;
}

void
scene_fini(struct scene *scene)
{
	for (size_t i = 0; i < scene->count; i++)
		statement_fini(&scene->statements[i]);
	free(scene->statements);
	*scene = (struct scene){ 0 };
}
