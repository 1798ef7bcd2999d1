/*
 * The table of words behind note.h. For src/tcp, and for whoever translates.
 */
#ifndef TCP_NOTE_WORDS_H
#define TCP_NOTE_WORDS_H

#include "tcp/note_id.h"

struct note_words {
	const char	*section;
	const char	*step;		/* "first" to "eighth", or "" */
	const char	*text;		/* the comparison, for an engineer */
	const char	*meaning;	/* what it means, for a student */
};

extern const struct note_words note_words[NOTE_ID_COUNT];

#endif
