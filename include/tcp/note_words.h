/*
 * The table of words behind note.h, and how its holes are filled. For src/tcp,
 * and for whoever translates.
 */
#ifndef TCP_NOTE_WORDS_H
#define TCP_NOTE_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "tcp/note_id.h"

struct note_words {
	const char	*section;
	const char	*step;		/* "first" to "eighth", or "" */
	const char	*text;		/* the comparison, for an engineer */
	const char	*meaning;	/* what it means, for a student */
};

extern const struct note_words note_words[NOTE_ID_COUNT];

/*
 * Words with their holes filled: {0} is args[0], {0:s} a state, {0:t} a time
 * in ms, {0:c} a call, {0:r} a reply; {end} is here, the letter of the end
 * that it happens at, and {other} the other one of 'A' and 'B'. Words without
 * numbers need no args. What does not fit is cut off. Returns buf.
 */
char *words_fill(char *buf, size_t size, const char *words, const uint32_t *args, char here);

#endif
