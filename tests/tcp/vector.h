/*
 * The vectors: RFC 9293's section 3.10 as data. A file in vectors/ holds
 * sections; a section's indented lines bring a CLOSED end into a state, the
 * last of them says what it then is, and each row lets one event happen to a
 * copy of that:
 *
 *	= ESTABLISHED
 *		listen
 *		S 300:300(0) win 1000
 *		. 301:301(0) ack 101 win 1000
 *		: ESTABLISHED una=101 nxt=101 rcv.nxt=301
 *	R 301:301(0) | rfc5961 off | -> CLOSED; signals reset | 3.10.7.4 second
 *	EVENT        | POLICY      | EXPECTED                 | SECTION
 *
 * vectors/README says what may stand in each.
 */
#ifndef VECTOR_H
#define VECTOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"
#include "tcp/tcb.h"

struct row {
	int		 line;
	const char	*event, *policy, *expected, *section;
};

struct section {
	const char	*file;		/* without its directory */
	int		 line;
	const char	*name;
	const char	*is;		/* what the steps lead to */
	VEC(const char *) steps;
	VEC(struct row)	 rows;
};

struct vectors {
	VEC(struct section) sections;
};

/* One event, and what it did. */
struct run {
	struct tcb	tcb, before;
	struct effects	fx;
	int64_t		now;		/* ms */
	bool		idle;		/* a timer that did not run */
	bool		many;		/* several events: fx has the last one's */
};

/*
 * Adds a file's sections. The text stays the caller's, must live as long, and
 * is written to. Ends the test if a line cannot be read.
 */
void	vectors_read(struct vectors *vectors, const char *file, char *text);
void	vectors_free(struct vectors *vectors);

/* The section of that name; ends the test if there is none. */
const struct section *vectors_find(const struct vectors *vectors,
	    const char *name);

/* Ends the program, by TAP's "Bail out!" and the reason. */
void	vectors_bail(const char *fmt, ...)
	    __attribute__((format(printf, 1, 2), noreturn));

/* What is left of text without the blanks on both sides; text is written to. */
char	*text_trim(char *text);

/* A run that stands at the section's start, 100 ms after its last step. */
void	section_start(const struct section *section, struct run *run);

/* "set rfc5961 off": the part after "set ". */
void	run_set(struct run *run, const char *what);

/* Let the event happen, or several in "10 x EVENT". */
void	run_event(struct run *run, const char *event);

/*
 * Appends to wrong "; WHAT WAS EXPECTED, found WHAT" for each item of expected
 * that does not hold, for whatever changed without being named in it, and for
 * each rule of the TCB that does not hold.
 */
void	run_check(const struct vectors *vectors, const struct run *run,
	    const char *expected, struct str *wrong);

/* The same for "STATE VARIABLE=N ...", which a section's start must be. */
void	run_check_start(const struct run *run, const char *is, struct str *wrong);

#endif
