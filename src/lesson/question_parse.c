/*
 * An `ask` block: its first line is the kind, the others are WORD: TEXT.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "keyword.h"
#include "markdown.h"
#include "question_private.h"
#include "suggest.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

const struct kind_form question_forms[QUESTION_KINDS] = {
	[QUESTION_STATE] = { .name = "state", .end = true,
	    .form = "state A|B [after: STATEMENT[; STATEMENT]...]" },
	[QUESTION_FLAGS] = { .name = "flags", .from = true, .after = true,
	    .form = "flags [from A|B] after: STATEMENT[; STATEMENT]..." },
	[QUESTION_SEQ] = { .name = "seq", .from = true, .after = true,
	    .form = "seq [from A|B] after: STATEMENT[; STATEMENT]..." },
	[QUESTION_ACK] = { .name = "ack", .from = true, .after = true,
	    .form = "ack [from A|B] after: STATEMENT[; STATEMENT]..." },
	[QUESTION_VARIABLE] = { .name = "variable", .end = true, .variable = true,
	    .form = "variable A|B snd.una|snd.nxt|snd.wnd|rcv.nxt|rcv.wnd [after: ...]" },
	[QUESTION_CALL] = { .name = "call", .after = true,
	    .form = "call after: STATEMENT[; STATEMENT]..." },
	[QUESTION_TIME_WAIT] = { .name = "time-wait", .after = true,
	    .form = "time-wait after: STATEMENT[; STATEMENT]..." },
	[QUESTION_ORDER] = { .name = "order", .after = true,
	    .form = "order after: STATEMENT[; STATEMENT]..." },
	[QUESTION_ILLEGAL] = { .name = "illegal", .at = true, .end = true, .candidates = true,
	    .form = "illegal at A|B, and then lines of - SEGMENT" },
	[QUESTION_LASTS] = { .name = "lasts", .end = true,
	    .form = "lasts A|B [after: STATEMENT[; STATEMENT]...]" },
	[QUESTION_WHOSE] = { .name = "whose",
	    .form = "whose [after: STATEMENT[; STATEMENT]...]" },
	[QUESTION_MISSING] = { .name = "missing", .end = true,
	    .form = "missing A|B [after: STATEMENT[; STATEMENT]...]" },
};

struct parse {
	struct question	*question;
	struct errors	*errors;
	struct str	 text;		/* of the line, and of those that continue it */
	int		 line;		/* of its first */
	unsigned	 given;		/* the rows of `fields` that were */
	bool		 broken;	/* it is no question at all */
};

static struct reader
reader_of(const struct parse *parse, const char *p)
{
	const char *text = str_text(&parse->text);

	return (struct reader){ .start = text, .p = p, .end = text + parse->text.n,
	    .line = parse->line, .col = 1, .errors = parse->errors };
}

static void
complain(struct parse *parse, const char *at, const char *what)
{
	struct reader reader = reader_of(parse, at);

	reader_complain(&reader, at, "%s", what);
}

/* Blanks around it removed. */
static struct word
trimmed(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	while (end > p && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
		end--;
	return (struct word){ p, (size_t)(end - p) };
}

static char *
clean_copy(const struct word *word)
{
	struct str clean = { 0 };

	text_clean_line(&clean, word->p, word->n);
	str_add(&clean, "");
	return str_take(&clean);
}

/* ---- after: */

/* `deliver first` is `deliver`: its oldest segment is meant anyway. */
static struct word
without_first(struct word part)
{
	static const char *const verbs[] = { "deliver", "drop", "duplicate" };
	size_t n = 0;

	while (n < part.n && part.p[n] != ' ' && part.p[n] != '\t')
		n++;
	struct word verb = { part.p, n }, rest = trimmed(part.p + n, part.p + part.n);
	for (size_t i = 0; i < COUNT(verbs); i++)
		if (word_is(&verb, verbs[i]) && word_is(&rest, "first"))
			return verb;
	return part;
}

static bool
statement_fits(struct parse *parse, const struct word *part, const struct statement *statement)
{
	if (statement->is_expect) {
		complain(parse, part->p, _("an expectation makes nothing happen; 'after:' needs what does"));
		return false;
	}
	if (statement->on & ON_MODEL)
		return true;
	complain(parse, part->p, _("the model answers a question, and this statement is not for the model"));
	return false;
}

/* The end of a statement: a semicolon, or the line's end. */
static const char *
part_end(const char *p, const char *end)
{
	const char *semicolon = memchr(p, ';', (size_t)(end - p));

	return semicolon != NULL ? semicolon : end;
}

static bool
after_read(struct parse *parse, struct reader *reader)
{
	struct scene *after = &parse->question->after;

	for (const char *p = reader->p; ; ) {
		const char *end = part_end(p, reader->end);
		struct word part = without_first(trimmed(p, end));
		size_t before = after->count;
		if (part.n == 0) {
			complain(parse, part.p, _("a statement is missing behind 'after:'"));
			return false;
		}
		if (!scene_parse(after, part.p, part.n, parse->line,
		    reader_column(reader, part.p), parse->errors))
			return false;
		if (after->count > before &&
		    !statement_fits(parse, &part, &after->statements[before]))
			return false;
		if (end == reader->end)
			return after->count > 0;
		p = end + 1;
	}
}

/* ---- the first line */

static bool
variable_read(struct reader *reader, const char *form, uint8_t *variable)
{
	struct word word = { reader->p, 0 };

	if (reader_word(reader, &word))
		for (int i = 0; i < VARIABLE_COUNT; i++)
			if (word_is(&word, variable_name((enum variable)i))) {
				*variable = (uint8_t)i;
				return true;
			}
	reader_complain(reader, word.p, _("'%.*s' is no variable; the question is written: %s"),
	    WORD_ARG(word), form);
	return false;
}

static bool
ends_read(struct parse *parse, struct reader *reader, const struct kind_form *form)
{
	struct question *question = parse->question;

	if (form->at && !reader_take(reader, "at")) {
		reader_complain(reader, reader->p, _("'at' is missing; the question is written: %s"),
		    form->form);
		return false;
	}
	if (form->end || (form->from && reader_take(reader, "from"))) {
		question->has_end = true;
		if (!reader_end(reader, form->form, &question->end))
			return false;
	}
	return !form->variable || variable_read(reader, form->form, &question->variable);
}

static bool
kind_read(struct parse *parse)
{
	struct keyword table[QUESTION_KINDS];
	struct reader reader = reader_of(parse, str_text(&parse->text));
	struct question *question = parse->question;

	for (size_t i = 0; i < QUESTION_KINDS; i++)
		table[i] = (struct keyword){ .name = question_forms[i].name, .kind = (uint8_t)i };
	reader_at_end(&reader);
	question->line = parse->line;
	question->col = reader_column(&reader, reader.p);
	const struct keyword *found = keyword_read(&reader, _("kind of question"), table,
	    QUESTION_KINDS);
	if (found == NULL)
		return false;
	question->kind = found->kind;
	const struct kind_form *form = &question_forms[found->kind];
	if (!ends_read(parse, &reader, form))
		return false;
	if (!form->candidates && reader_take(&reader, "after:"))
		return after_read(parse, &reader);
	if (form->after) {
		reader_complain(&reader, reader.p,
		    _("'after:' is missing; the question is written: %s"), form->form);
		return false;
	}
	return reader_finish(&reader, form->form);
}

/* ---- the other lines */

/* `- SEGMENT` */
static void
candidate_read(struct parse *parse)
{
	const char *text = str_text(&parse->text);
	struct word part = trimmed(text + 1, text + parse->text.n);
	struct reader reader = reader_of(parse, part.p);
	struct scene scene = { 0 };
	struct str inject = { 0 };

	str_add(&inject, "inject to A ");
	str_addn(&inject, part.p, part.n);
	if (!question_forms[parse->question->kind].candidates)
		complain(parse, text, _("only 'illegal at' has candidates"));
	else if (parse->question->candidates.n == QUESTION_CANDIDATES_MAX)
		complain(parse, text, _("there are more candidates than 4"));
	else if (scene_parse(&scene, str_text(&inject), inject.n, parse->line,
	    reader_column(&reader, part.p) - (int)strlen("inject to A "), parse->errors) &&
	    scene.count == 1)
		vec_push(&parse->question->candidates, (struct question_candidate){
		    .line = parse->line, .seg = scene.statements[0].command.segment,
		    .source = clean_copy(&part) });
	scene_fini(&scene);
	str_free(&inject);
}

static void
show_read(struct parse *parse, const struct word *text)
{
	if (word_is(text, "ss"))
		parse->question->show = SHOW_SS;
	else if (word_is(text, "tcpdump"))
		parse->question->show = SHOW_TCPDUMP;
	else
		complain(parse, text->p, _("what can be shown is ss or tcpdump"));
}

static void
wording_read(struct parse *parse, const struct word *text)
{
	markdown_line(&parse->question->wording, text->p, text->n);
}

static void
hint_read(struct parse *parse, const struct word *text)
{
	markdown_line(&parse->question->hint, text->p, text->n);
}

static void
rule_read(struct parse *parse, const struct word *text)
{
	markdown_line(&parse->question->rule, text->p, text->n);
}

static void
why_read(struct parse *parse, const struct word *text)
{
	markdown_line(&parse->question->why, text->p, text->n);
}

static void
section_read(struct parse *parse, const struct word *text)
{
	parse->question->section = clean_copy(text);
}

static const struct {
	const char	*name;
	void		(*read)(struct parse *parse, const struct word *text);
} fields[] = {
	{ "question", wording_read },
	{ "show", show_read },
	{ "hint", hint_read },
	{ "rule", rule_read },
	{ "why", why_read },
	{ "section", section_read },
};

/* True if the line was one of those. */
static bool
field_read(struct parse *parse, const struct word *name, const struct word *text)
{
	for (size_t i = 0; i < COUNT(fields); i++) {
		if (!word_is(name, fields[i].name))
			continue;
		if (parse->given & 1u << i)
			complain(parse, name->p, _("said twice; the first one counts"));
		else if (text->n == 0)
			complain(parse, name->p, _("nothing stands behind the colon"));
		else
			fields[i].read(parse, text);
		parse->given |= 1u << i;
		return true;
	}
	return false;
}

/* Takes a `#N` or `[#N]` off the end of an answer; -1 if it is out of range, 0 if there is none. */
static int
misconception_read(struct word *answer)
{
	const char *p = answer->p, *end = p + answer->n;
	bool bracket = answer->n > 0 && end[-1] == ']';
	const char *last = bracket ? end - 1 : end, *digits = last;
	int number = 0;

	while (digits > p && digits[-1] >= '0' && digits[-1] <= '9')
		digits--;
	if (digits == last || digits == p || digits[-1] != '#')
		return 0;
	for (const char *d = digits; d < last && number <= MISCONCEPTIONS; d++)
		number = number * 10 + (*d - '0');
	const char *hash = digits - 1;
	if (bracket && (hash == p || *--hash != '['))
		return 0;
	*answer = trimmed(p, hash);
	return number >= 1 && number <= MISCONCEPTIONS ? number : -1;
}

/* What an answer cannot be read as: perhaps it was to be a field. */
static void
complain_answer(struct parse *parse, const struct word *answer)
{
	struct reader reader = reader_of(parse, answer->p);

	for (size_t i = 0; i < COUNT(fields); i++)
		if (suggest_distance(answer->p, answer->n, fields[i].name) != SIZE_MAX) {
			reader_complain(&reader, answer->p, _("unknown word '%.*s'; did you mean '%s'?"),
			    WORD_ARG(*answer), fields[i].name);
			return;
		}
	reader_complain(&reader, answer->p, _("'%.*s' is no answer to a question of the kind '%s'"),
	    WORD_ARG(*answer), question_forms[parse->question->kind].name);
}

/* WRONG ANSWER [#N]: REPLY */
static void
reply_read(struct parse *parse, struct word answer, const struct word *text)
{
	struct question *question = parse->question;
	struct str canonical = { 0 };
	int misconception = misconception_read(&answer);

	if (misconception < 0)
		complain(parse, answer.p + answer.n, _("the misconceptions are numbered from 1 to 32"));
	else if (!answer_read(&canonical, question, NULL, answer.p, answer.n))
		complain_answer(parse, &answer);
	else if (text->n == 0)
		complain(parse, answer.p, _("a reply is missing behind the colon"));
	else if (question->replies.n == QUESTION_REPLIES_MAX)
		complain(parse, answer.p, _("there are more wrong answers than 8"));
	else {
		struct question_reply *reply = vec_grow_one(&question->replies);
		reply->line = parse->line;
		reply->answer = clean_copy(&answer);
		reply->misconception = misconception;
		markdown_line(&reply->text, text->p, text->n);
	}
	str_free(&canonical);
}

/* The colon that parts an answer from its reply: one that a segment has is followed by its end. */
static const char *
colon_find(const char *p, const char *end)
{
	for (; p < end; p++)
		if (*p == ':' && (p + 1 == end || p[1] == ' ' || p[1] == '\t' || p[1] == '\r'))
			return p;
	return NULL;
}

/* A line is complete, with those that continue it. */
static void
line_end(struct parse *parse)
{
	const char *text = str_text(&parse->text), *end = text + parse->text.n;
	struct word whole = trimmed(text, end);

	if (whole.n == 0)
		return;
	if (parse->question->line == 0 && !parse->broken) {
		parse->broken = !kind_read(parse);
		return;
	}
	if (text[0] == '-' && parse->text.n > 1 && text[1] == ' ') {
		if (!parse->broken)
			candidate_read(parse);
		return;
	}
	const char *colon = colon_find(text, end);
	if (colon == NULL) {
		complain(parse, whole.p, _("a colon is missing: ANSWER: REPLY, or hint: TEXT"));
		return;
	}
	struct word name = trimmed(text, colon), said = trimmed(colon + 1, end);
	/* Of what kind an answer should be is not known where the first line is wrong. */
	if (!field_read(parse, &name, &said) && !parse->broken)
		reply_read(parse, name, &said);
}

/* ---- the whole */

static void
lines_read(struct parse *parse, const char *text, size_t n, int line)
{
	const char *end = text + n;

	for (const char *p = text; p < end; line++) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		const char *stop = newline != NULL ? newline : end;
		bool indented = *p == ' ' || *p == '\t';
		struct word part = trimmed(p, stop);
		if (!indented || parse->text.n == 0) {
			line_end(parse);
			str_clear(&parse->text);
			parse->line = line;
			str_addn(&parse->text, p, (size_t)(stop - p));
		} else if (part.n > 0) {
			str_addc(&parse->text, ' ');
			str_addn(&parse->text, part.p, part.n);
		}
		p = stop + 1;
	}
	line_end(parse);
}

struct question *
question_parse(const char *text, size_t n, int line, struct errors *errors)
{
	struct parse parse = { .errors = errors, .line = line };

	parse.question = mem_alloc(1, sizeof(*parse.question));
	lines_read(&parse, text, n, line);
	str_free(&parse.text);
	struct question *question = parse.question;
	if (question->line == 0 && !parse.broken)
		errors_add(errors, line, 1, _("this question is empty; its first line is its kind, "
		    "such as: state A after: deliver"));
	if (question->line == 0 || parse.broken) {
		question_free(question);
		return NULL;
	}
	if (question->kind == QUESTION_ILLEGAL && question->candidates.n < 3)
		errors_add(errors, question->line, question->col,
		    _("this question needs 3 or 4 candidates, a line each: - SEGMENT"));
	return question;
}
