/*
 * Looking closer: sheets that fill the screen and show one side of a moment
 * at length. Each is drawn from the trace alone, into the area that
 * screen_sheet leaves.
 *
 * All of them are steered alike: by a choice (which segment, which end, which
 * state: left and right) and by a cursor (which line: up and down). What a
 * sheet answers says what it has shown; going on from there by one is always
 * right, as it takes what is too large, or too small, for the last or the
 * first.
 */
#ifndef VIEW_SHEET_H
#define VIEW_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "trace/trace.h"
#include "view/grid.h"

/* As a choice, as a cursor: what the moment itself suggests. */
#define SHEET_SUGGESTED (-1)

struct sheet_view {
	const struct trace	*trace;
	size_t			 count;		/* moments shown */
	int			 choice;	/* from 0, or SHEET_SUGGESTED */
	int			 cursor;
	bool			 has_flight;
	uint32_t		 flight;	/* beside the moment's own segments, this one, and first */
};

struct sheet_room {
	int	choice;		/* the one shown ... */
	int	choices;	/* ... of so many; 0: there is nothing to choose */
	int	cursor;		/* the line shown ... */
	int	cursors;	/* ... of so many */
};

/*
 * The header of a segment as RFC 9293, figure 1 draws it, a field explained
 * under the cursor. Choice: of the segments of the moment (what arrived, what
 * was sent) and those under way. Where 80x24 does not fit, a list of the fields
 * stands for the figure.
 */
struct sheet_room sheet_draw_segment(const struct area *area,
    const struct sheet_view *view);

/* All checks of section 3.10 that were made (explain_draw). The cursor scrolls. */
struct sheet_room sheet_draw_checks(const struct area *area,
    const struct sheet_view *view);

/*
 * Both TCBs, and the send and receive windows as number lines. The cursor
 * scrolls.
 */
struct sheet_room sheet_draw_numbers(const struct area *area,
    const struct sheet_view *view);

/* What ss and tcpdump would print now, a line explained under the cursor. */
struct sheet_room sheet_draw_tools(const struct area *area,
    const struct sheet_view *view);

/*
 * The C of both programs as far as it has come, what each call returned. The
 * choice is the end in which the cursor goes; a narrow area shows it alone.
 */
struct sheet_room sheet_draw_calls(const struct area *area,
    const struct sheet_view *view);

/* A state: choice is an enum state. The cursor scrolls. */
struct sheet_room sheet_draw_state(const struct area *area,
    const struct sheet_view *view);

/* The id of the lesson that the state's page names: it brings an end there. */
const char *sheet_state_lesson(enum state state);

/*
 * The words of the field, in the order of the alphabet; the cursor suggested
 * is on a word that the moment is about.
 */
struct sheet_room sheet_draw_glossary(const struct area *area,
    const struct sheet_view *view);

/* The first term that begins with those letters, of either case; -1: none does. */
int sheet_glossary_find(const char *begin);

#endif
