/*
 * Notes put into words: the table's text with the note's numbers in it.
 */
#include "tcp/note.h"

#include <stdio.h>

#include "base/i18n.h"
#include "tcp/call.h"
#include "tcp/effects.h"
#include "tcp/note_words.h"
#include "tcp/state.h"

const char *
note_section(const struct note *note)
{
	return note_words[note->id].section;
}

const char *
note_step(const struct note *note)
{
	return note_words[note->id].step;
}

/* "240 s", "200 ms", "1.5 s". */
static int
print_time(char *buf, size_t size, uint32_t ms)
{
	if (ms < 1000)
		return snprintf(buf, size, "%u ms", ms);
	if (ms % 1000 == 0)
		return snprintf(buf, size, "%u s", ms / 1000);
	return snprintf(buf, size, "%u.%u s", ms / 1000, ms % 1000 / 100);
}

static int
print_arg(char *buf, size_t size, uint32_t arg, char kind)
{
	switch (kind) {
	case 's':
		return snprintf(buf, size, "%s",
		    state_name((enum state)(arg < STATE_COUNT ? arg : 0)));
	case 't':
		return print_time(buf, size, arg);
	case 'c':
		return snprintf(buf, size, "%s",
		    call_name((enum call_kind)(arg < CALL_COUNT ? arg : 0)));
	case 'r':
		return snprintf(buf, size, "%s", reply_text((enum reply)arg));
	default:
		return snprintf(buf, size, "%u", arg);
	}
}

/* Words with {N} or {N:k} in them; the table is ours, so its form is trusted. */
static char *
fill_in(char *buf, size_t size, const char *words, const struct note *note)
{
	size_t n = 0;

	while (*words != '\0' && n + 1 < size) {
		if (*words != '{') {
			buf[n++] = *words++;
			continue;
		}
		uint32_t arg = note->arg[words[1] - '0'];
		char kind = words[2] == ':' ? words[3] : 'u';

		words += words[2] == ':' ? 5 : 3;
		n += (size_t)print_arg(buf + n, size - n, arg, kind);
		if (n >= size)
			n = size - 1;
	}
	buf[n] = '\0';
	return buf;
}

char *
note_text(char *buf, size_t size, const struct note *note)
{
	return fill_in(buf, size, _(note_words[note->id].text), note);
}

char *
note_meaning(char *buf, size_t size, const struct note *note)
{
	return fill_in(buf, size, _(note_words[note->id].meaning), note);
}
