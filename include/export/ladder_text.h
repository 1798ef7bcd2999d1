/*
 * A run as a ladder of plain text, for `run --format text`: what one would
 * paste into a mail. A left, B right, time downwards; at most 78 columns. A
 * segment is drawn when it arrives or is lost, so that cause and effect stand
 * on one line; what had been under way for longer says so.
 *
 *	A CLOSED                                                        B LISTEN
 *	  connect()
 *	  SYN-SENT      S 100:100(0) win 65535 ────────────────────▶      SYN-RECEIVED
 *	  ESTABLISHED   ◀───────────── S. 300:300(0) ack 101 win 65535
 *
 * It is written line by line, moment by moment.
 */
#ifndef EXPORT_LADDER_TEXT_H
#define EXPORT_LADDER_TEXT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "lesson/player.h"
#include "trace/trace.h"

#define LADDER_TEXT_COLUMNS 78

struct ladder_text {
	FILE			*out;
	const struct trace	*trace;
	bool			 ascii;
	int64_t			 time;			/* us; of the last moment drawn */
	uint8_t			 state[END_COUNT];	/* enum state; the last one drawn ... */
	bool			 pending[END_COUNT];	/* ... or to be, on the next line that suits */
	size_t			 heard_at[END_COUNT];	/* moment of its last arrival, or NO_MOMENT */
	uint32_t		 newest[END_COUNT];	/* number of its newest segment that arrived */
	const char		*remark;		/* the last one written, or NULL */
};

/* The head: a title (cleaned here), the engine, the states at the start. */
void ladder_text_begin(struct ladder_text *ladder, FILE *out,
    const struct trace *trace, const char *title, bool ascii);

/* The next moment, which has that index. */
void ladder_text_moment(struct ladder_text *ladder, size_t at);

/* What was said of a statement, in its place; what held is silent. */
void ladder_text_result(struct ladder_text *ladder, const struct result *result);

/* What is still under way: the end of what was not played by a lesson. */
void ladder_text_rest(struct ladder_text *ladder);

/* The same, and a line that sums up. */
void ladder_text_end(struct ladder_text *ladder, const struct player *player);

/* All of the above, of a lesson that was played. */
void ladder_text_player(FILE *out, const struct player *player, bool ascii);

#endif
