/*
 * A segment that nobody sent, as it is filled in: a field of the header a
 * line, as text, so that half of a number may stand there too.
 */
#ifndef APP_FORGE_H
#define APP_FORGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/branch.h"
#include "base/str.h"

enum forge_field {
	FORGE_FROM,		/* the end that it claims to come from */
	FORGE_FLAGS,
	FORGE_SEQ,
	FORGE_ACK,
	FORGE_WINDOW,
	FORGE_LENGTH,
	FORGE_URGENT,
	FORGE_MSS
};

#define FORGE_FIELDS 8
#define FORGE_TEXT 12

struct forge {
	char	text[FORGE_FIELDS][FORGE_TEXT];
	int	at;			/* the field that is typed into */
	size_t	cursor;			/* before that octet of it */
};

/* What that end would take for its peer's, as far as one can know: a SYN, a SYN,ACK, a RST. */
void forge_init(struct forge *forge, const struct branch *branch, enum end to);

/* To a field, whichever number: there are others behind the last. */
void forge_go(struct forge *forge, int field);

/* Typing. From A or B is turned round by whatever moves in it. */
void forge_insert(struct forge *forge, uint32_t uc);
void forge_erase(struct forge *forge);
void forge_move(struct forge *forge, int by);

/* As the RFC calls it. */
const char *forge_name(enum forge_field field);

/* What is wrong with a field, in a sentence; NULL: nothing. */
const char *forge_problem(const struct forge *forge, enum forge_field field);

/* What would be acceptable there, by the numbers of both ends. */
void forge_hint(struct str *out, const struct forge *forge, enum forge_field field,
    const struct branch *branch);

/* The first field that has a problem; FORGE_FIELDS: none, and *command injects it. */
int forge_command(const struct forge *forge, struct command *command);

#endif
