/*
 * What terminfo says of a terminal, for ui's own use. term.h has macros for
 * common words, so it stays out of every other file.
 */
#ifndef UI_TERMINFO_H
#define UI_TERMINFO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* Is there a description of this type (NULL: $TERM) that can be painted with? */
bool terminfo_known(const char *type, int fd);

/*
 * The octets that put the current terminal back to normal, as endwin() sends
 * them, with the cursor in that last row where there is no alternate screen.
 * Returns how many of size were used.
 */
size_t terminfo_farewell(char *buf, size_t size, int last_row);

/* Of the current terminal. */
struct terminfo_traits {
	int		colours;	/* that a character can have; 0: none */
	unsigned	not_coloured;	/* LOOK_ bits that are not to be used with a colour */
	bool		styles;		/* has attributes that take no room on the screen */
	bool		moves_styled;	/* the cursor may move while an attribute is on */
	bool		last_cell;	/* writing to it does not scroll */
	bool		hides_cursor;
	bool		erases;		/* some columns of a line, and stays where it is */
	bool		goes_right;	/* by some columns at once */
};

struct terminfo_traits terminfo_traits(void);

enum terminfo_word {
	TERMINFO_CLEAR,			/* the screen; the cursor is at its top left */
	TERMINFO_RESET,			/* no attribute, no colour */
	TERMINFO_BOLD,
	TERMINFO_DIM,
	TERMINFO_UNDERLINE,
	TERMINFO_REVERSE,
	TERMINFO_ERASE_LINE,		/* from the cursor on */
	TERMINFO_WORDS
};

/* Append what says so; nothing where it cannot be said. */
void terminfo_say(struct str *out, enum terminfo_word word);
void terminfo_colour(struct str *out, int colour);
void terminfo_go(struct str *out, int row, int column);

/* So many columns. */
void terminfo_go_right(struct str *out, int n);
void terminfo_erase(struct str *out, int n);

#endif
