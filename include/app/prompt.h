/*
 * A line that is typed: edited, completed, recalled.
 */
#ifndef APP_PROMPT_H
#define APP_PROMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"

enum prompt_kind {
	PROMPT_NONE,
	PROMPT_COMMAND,		/* a line of the scene language */
	PROMPT_SAVE,		/* a file's name */
	PROMPT_STEP,		/* a step's number */
	PROMPT_ANSWER,		/* to a question */
	PROMPT_VOTES,		/* how many are for each answer */
	PROMPT_EXPORT		/* a file's name, whose ending says what is written */
};

struct prompt {
	enum prompt_kind kind;
	struct str	 text;
	size_t		 cursor;	/* octets before it */
	VEC(char *)	 history;	/* commands, oldest first */
	size_t		 recalled;	/* index into history; history.n: none */
};

/* All zero is a valid one that is not shown. */
void prompt_fini(struct prompt *prompt);

/* Ask anew, with a text to begin with. */
void prompt_open(struct prompt *prompt, enum prompt_kind kind, const char *text);
void prompt_close(struct prompt *prompt);

/* A character at the cursor; its longest length is bounded, and votes take no letter. */
void prompt_insert(struct prompt *prompt, uint32_t uc);
void prompt_erase(struct prompt *prompt);	/* what stands before the cursor */
void prompt_clear(struct prompt *prompt);	/* all of it */
void prompt_move(struct prompt *prompt, int by);	/* characters; -1 left, 1 right */
void prompt_go(struct prompt *prompt, bool end);	/* to its beginning or its end */

/* The line before or after in the history. */
void prompt_recall(struct prompt *prompt, bool older);
/* Remember the line, unless it is the same as the newest; the newest is what is recalled next. */
void prompt_remember(struct prompt *prompt);

/*
 * Complete the word that ends at the cursor as far as it is certain. What it
 * could be is appended to candidates, if it could be several.
 */
void prompt_complete(struct prompt *prompt, struct str *candidates);

#endif
