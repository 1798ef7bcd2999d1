/*
 * Speaker's notes: what a class tells a second terminal, and what that asks
 * of the class, as lines of JSON. A line is a stranger's until it is read:
 * what is too long is refused, what is unknown is passed over, and text is
 * cleaned.
 *
 *	{"class":1,"title":"2 The handshake","step":3,...}	class to notes
 *	{"do":"next"}	{"do":"votes","counts":[3,12,5]}	notes to class
 */
#ifndef APP_NOTES_H
#define APP_NOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "lesson/question.h"
#include "view/grid.h"
#include "view/votes.h"

/* Octets of a line, at most; of a text in it, at most. */
#define NOTES_LINE_MAX 65536
#define NOTES_TEXT_MAX 4096

/* What the class is at. All zero: nothing is known. */
struct telling {
	struct str	title;		/* "2 The handshake"; of the menu, the sandbox: their name */
	size_t		step, steps;	/* from 1; 0: there are none */
	struct str	now;		/* the moment's headline; "" if none yet */
	struct str	notes;		/* of this step; "" if it has none */
	struct str	question;	/* "" if it asks none */
	struct str	answer;		/* what is expected */
	struct str	offers[OFFERS_MAX];
	size_t		offer_count;
	bool		asks;		/* the class does not see the answer yet */
	struct votes	votes;
	struct str	next_title;	/* of the next step; "" if it has none */
	struct str	next_text;	/* its first words; "" if this is the last step */
	bool		blank;		/* the class sees nothing */
	bool		busy;		/* something is typed there; keys from here do nothing */
	int64_t		began;		/* s, CLOCK_MONOTONIC: when the class began */
};

void telling_fini(struct telling *telling);

/* A line, with its newline. */
void telling_write(struct str *out, const struct telling *telling);

/* Read n octets without their newline. False, and nothing is changed: it is no such line. */
bool telling_read(struct telling *telling, const char *line, size_t n);

/* What the class is asked to do: a key that it might have been struck, or votes. */
struct drive {
	uint32_t	stroke;		/* STROKE_NONE: votes */
	size_t		count;		/* 0: the last vote is taken back */
	unsigned	counts[OFFERS_MAX];
};

/* Is that a key which may drive a class from afar? */
bool drive_takes(uint32_t stroke);

/* A line, with its newline; of a stroke that drives, or votes. */
void drive_write(struct str *out, const struct drive *drive);

/* Read n octets without their newline. False: it is nothing that can be done. */
bool drive_read(struct drive *drive, const char *line, size_t n);

/* What the second terminal shows. */
struct notes_view {
	const struct telling	*telling;	/* NULL: no class has been there yet */
	bool			 here;		/* the class is there now */
	int64_t			 now;		/* s, CLOCK_MONOTONIC */
	const char		*message;	/* above the keys, or "" */
	const char		*typed;		/* the votes being typed, or NULL */
	int			 scroll;	/* rows; see notes_draw */
};

/* Clear the grid and draw all of it. Returns the largest scroll that shows more. */
int notes_draw(struct grid *grid, const struct notes_view *view);

#endif
