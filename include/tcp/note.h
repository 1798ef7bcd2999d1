/*
 * What was checked, and what came of it. A note is an id and a few numbers,
 * so that it costs next to nothing to leave one and so that its words can be
 * translated; the words stand in a table (src/tcp/note.c).
 */
#ifndef TCP_NOTE_H
#define TCP_NOTE_H

#include <stddef.h>
#include <stdint.h>

#include "tcp/note_id.h"

/* How a check went on. */
enum outcome {
	OUTCOME_PASS,		/* the check held, or did not apply: go on */
	OUTCOME_ACT,		/* something was done; go on */
	OUTCOME_STOP		/* decided: the event ends here */
};

#define NOTE_ARGS 5

struct note {
	uint16_t	id;	/* enum note_id */
	uint8_t		outcome;
	uint32_t	arg[NOTE_ARGS];
};

/* Long enough for every note_text. */
#define NOTE_TEXT 512

/* Where the rule stands: "3.10.7.4"; "RFC 5961 3.2" if it is not RFC 9293. */
const char *note_section(const struct note *note);

/* The check's place in its section: "first", "second", ...; "" if it has none. Shown through _(). */
const char *note_step(const struct note *note);

/*
 * What was compared with what: "SEG.SEQ 301 in [301, 1301): acceptable". here
 * is the end that left the note, 'A' or 'B': the words name it, and the other
 * one, so that nobody has to ask who "we" are. Returns buf.
 */
char *note_text(char *buf, size_t size, const struct note *note, char here);

/* What that means, for a student: one or two sentences; here as above. Returns buf. */
char *note_meaning(char *buf, size_t size, const struct note *note, char here);

#endif
