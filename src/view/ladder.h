/*
 * What the parts of the ladder share: which rows there are (ladder_rows.c),
 * what a segment's row says (ladder_label.c), and how they look (ladder.c).
 */
#ifndef VIEW_SRC_LADDER_H
#define VIEW_SRC_LADDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "trace/trace.h"

enum ladder_kind {
	LADDER_EVENT,		/* a call, a timer */
	LADDER_REPLY,		/* the error that a call was answered */
	LADDER_STATE,		/* one end or both are in a new state */
	LADDER_SIGNAL,		/* a user is told something: item */
	LADDER_WAIT,
	LADDER_FLIGHT,		/* a segment leaves: item; its end may be seen here too */
	LADDER_ARRIVAL		/* a segment's end, some rows after it left: item */
};

struct ladder_row {
	uint8_t		kind;		/* enum ladder_kind */
	uint8_t		end;		/* enum end: whose event, who is told */
	bool		with_state;	/* of an event: and the state it led to */
	size_t		moment;
	uint32_t	item;		/* index of the flight, of the signal */
};

struct ladder_rows {
	VEC(struct ladder_row) list;
};

struct ladder_look {
	int		 room;		/* columns between the lifelines' gaps */
	const char	*becomes;	/* "→" */
};

/* Append the rows of one moment. */
void ladder_rows_of(struct ladder_rows *rows, const struct trace *trace,
    size_t moment, const struct ladder_look *look);

/* Is the end of that flight seen in the row in which it left? */
bool ladder_in_place(const struct trace *trace, const struct flight *flight);

/* The text of an event's row: "connect() → SYN-SENT". */
void ladder_event_text(struct str *out, const struct trace *trace,
    const struct ladder_row *row, const struct ladder_look *look);

/* The text of a segment's row, of so many columns: "S 100:100(0) again ×2". */
void ladder_label(struct str *out, const struct trace *trace,
    const struct flight *flight, int room);

/* Has something that its sender sent after it arrived before it? */
bool ladder_is_late(const struct trace *trace, const struct flight *flight);

/* Did the moment change that end's state? */
bool ladder_state_changed(const struct trace *trace, size_t moment,
    enum end end);

#endif
