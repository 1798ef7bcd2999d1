/*
 * The numbers of an end, each with its name, what it is now and what it was
 * (numbers_field.c); the panel and the sheet lay them out.
 */
#ifndef VIEW_SRC_NUMBERS_FIELD_H
#define VIEW_SRC_NUMBERS_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "trace/trace.h"
#include "view/grid.h"

/* From how much room on a number is shown. */
enum number_form {
	FORM_FLAT,		/* always: a row an end is enough */
	FORM_TALL,		/* where each number has a row */
	FORM_SHEET		/* where there is all the room one wants */
};

struct number_field {
	const char	*name;
	const char	*brief;		/* beside its neighbours */
	const char	*meaning;
	uint8_t		 known;		/* KNOWN_* */
	uint8_t		 form;		/* enum number_form */
	uint8_t		 columns;	/* that it takes as a rule when it changes */
	size_t		 offset;	/* in struct endpoint */
};

#define NUMBER_FIELDS 9

extern const struct number_field number_fields[NUMBER_FIELDS];

/* An end now, and before the moment. */
struct pair {
	const struct endpoint	*now, *before;
	int64_t			 time;	/* us */
	bool			 runs;	/* time has gone on since the moment */
};

struct pair pair_of(const struct trace *trace, size_t count, enum end end);

/* "101", "101←100" where it was another, "-" where it is not known. */
void number_text(struct str *out, bool ascii, const struct pair *pair,
    const struct number_field *field);
enum style number_style(const struct pair *pair,
    const struct number_field *field);

/*
 * "RTO 1 s, 2MSL 4 min"; "RTO 4 s, sent 3 times" of what was sent again, if
 * the columns are enough for that, else "RTO 4 s ×3".
 */
void timers_text(struct str *out, const struct pair *pair, int columns);

/* Is one of them new? */
bool timer_is_new(const struct pair *pair);

#endif
