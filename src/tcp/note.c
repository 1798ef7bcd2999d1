/*
 * Notes put into words: the table's text with the note's numbers in it,
 * and with the letters of the two ends.
 */
#include "tcp/note.h"

#include <stdio.h>
#include <string.h>

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
		return snprintf(buf, size, "%s", _(reply_text((enum reply)arg)));
	default:
		return snprintf(buf, size, "%u", arg);
	}
}

/* {end}, {other}: a letter. How long the hole is; 0 if it is another. */
static size_t
fill_letter(char *buf, const char *hole, char here)
{
	static const char end[] = "{end}", other[] = "{other}";

	if (strncmp(hole, end, sizeof(end) - 1) == 0) {
		*buf = here;
		return sizeof(end) - 1;
	}
	if (strncmp(hole, other, sizeof(other) - 1) == 0) {
		*buf = here == 'A' ? 'B' : 'A';
		return sizeof(other) - 1;
	}
	return 0;
}

/* The tables are ours, so the form of their words is trusted. */
char *
words_fill(char *buf, size_t size, const char *words, const uint32_t *args, char here)
{
	size_t n = 0, hole;

	while (*words != '\0' && n + 1 < size) {
		if (*words != '{') {
			buf[n++] = *words++;
			continue;
		}
		if ((hole = fill_letter(buf + n, words, here)) > 0) {
			words += hole;
			n++;
			continue;
		}
		uint32_t arg = args[words[1] - '0'];
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
note_text(char *buf, size_t size, const struct note *note, char here)
{
	return words_fill(buf, size, _(note_words[note->id].text), note->arg, here);
}

char *
note_meaning(char *buf, size_t size, const struct note *note, char here)
{
	return words_fill(buf, size, _(note_words[note->id].meaning), note->arg, here);
}
