/* A line that is typed. */
#include "app/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "app/complete.h"
#include "base/mem.h"
#include "base/text.h"

/* Longer than every statement, octets. */
#define LINE_MAX_OCTETS 400
#define HISTORY_MAX 200

void
prompt_fini(struct prompt *prompt)
{
	for (size_t i = 0; i < prompt->history.n; i++)
		free(prompt->history.v[i]);
	vec_free(&prompt->history);
	str_free(&prompt->text);
}

static void
text_set(struct prompt *prompt, const char *text)
{
	str_clear(&prompt->text);
	str_add(&prompt->text, text);
	prompt->cursor = prompt->text.n;
}

void
prompt_open(struct prompt *prompt, enum prompt_kind kind, const char *text)
{
	prompt->kind = kind;
	prompt->recalled = prompt->history.n;
	text_set(prompt, text);
}

void
prompt_close(struct prompt *prompt)
{
	prompt->kind = PROMPT_NONE;
}

/* ---- editing */

/* Replace n octets before the cursor by others. */
static void
splice(struct prompt *prompt, size_t n, const char *s, size_t count)
{
	struct str text = { 0 };
	size_t from = prompt->cursor - n;

	str_addn(&text, str_text(&prompt->text), from);
	str_addn(&text, s, count);
	str_add(&text, str_text(&prompt->text) + prompt->cursor);
	str_free(&prompt->text);
	prompt->text = text;
	prompt->cursor = from + count;
}

static size_t
encode(char to[4], uint32_t uc)
{
	if (uc < 0x80) {
		to[0] = (char)uc;
		return 1;
	}
	size_t n = uc < 0x800 ? 2 : uc < 0x10000 ? 3 : 4;
	for (size_t i = n - 1; i > 0; i--, uc >>= 6)
		to[i] = (char)(0x80 | (uc & 0x3f));
	to[0] = (char)((0xf00 >> n & 0xff) | uc);
	return n;
}

void
prompt_insert(struct prompt *prompt, uint32_t uc)
{
	char octets[4];

	if (prompt->kind == PROMPT_VOTES && uc != ' ' && uc != ',' && (uc < '0' || uc > '9'))
		return;
	if (uc < ' ' || uc == 0x7f || uc >= 0x110000 || prompt->text.n >= LINE_MAX_OCTETS)
		return;
	splice(prompt, 0, octets, encode(octets, uc));
}

/* Octets of the character before the cursor. */
static size_t
before(const struct prompt *prompt)
{
	const char *text = str_text(&prompt->text);
	size_t n = 0;

	while (n < prompt->cursor && (++n, (text[prompt->cursor - n] & 0xc0) == 0x80))
		;
	return n;
}

void
prompt_erase(struct prompt *prompt)
{
	splice(prompt, before(prompt), "", 0);
}

void
prompt_clear(struct prompt *prompt)
{
	text_set(prompt, "");
}

void
prompt_move(struct prompt *prompt, int by)
{
	if (by < 0) {
		prompt->cursor -= before(prompt);
	} else if (prompt->cursor < prompt->text.n) {
		uint32_t uc;
		prompt->cursor += text_decode(str_text(&prompt->text) + prompt->cursor,
		    prompt->text.n - prompt->cursor, &uc);
	}
}

void
prompt_go(struct prompt *prompt, bool end)
{
	prompt->cursor = end ? prompt->text.n : 0;
}

/* ---- history */

void
prompt_recall(struct prompt *prompt, bool older)
{
	if (older ? prompt->recalled == 0 : prompt->recalled >= prompt->history.n)
		return;
	prompt->recalled += older ? (size_t)-1 : 1;
	text_set(prompt, prompt->recalled < prompt->history.n ?
	    prompt->history.v[prompt->recalled] : "");
}

/* The oldest gives way where there are too many. */
static void
history_room(struct prompt *prompt)
{
	if (prompt->history.n < HISTORY_MAX)
		return;
	free(prompt->history.v[0]);
	memmove(prompt->history.v, prompt->history.v + 1,
	    --prompt->history.n * sizeof(*prompt->history.v));
}

void
prompt_remember(struct prompt *prompt)
{
	const char *line = str_text(&prompt->text);
	size_t n = prompt->history.n;

	if (line[0] != '\0' && (n == 0 || strcmp(prompt->history.v[n - 1], line) != 0)) {
		history_room(prompt);
		vec_push(&prompt->history, mem_strdup(line));
	}
	prompt->recalled = prompt->history.n;
}

/* ---- completion */

void
prompt_complete(struct prompt *prompt, struct str *candidates)
{
	struct candidate words[COMPLETE_MAX];
	const char *text = str_text(&prompt->text);
	size_t start = prompt->cursor;

	while (start > 0 && text[start - 1] != ' ')
		start--;
	size_t typed = prompt->cursor - start;
	size_t count = complete(text, start, text + start, typed, words);
	if (count == 0)
		return;
	size_t common = words[0].n;
	for (size_t i = 1; i < count; i++) {
		size_t same = 0;
		while (same < common && same < words[i].n && words[i].p[same] == words[0].p[same])
			same++;
		common = same;
	}
	for (size_t i = 0; count > 1 && i < count; i++)
		str_addf(candidates, "%s%.*s", i > 0 ? "  " : "", (int)words[i].n, words[i].p);
	if (common >= typed)
		splice(prompt, typed, words[0].p, common);
	if (count == 1)
		prompt_insert(prompt, ' ');
}
