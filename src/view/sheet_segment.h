/*
 * The fields of a segment's header: what they say (sheet_segment_field.c), how
 * the figure draws them (sheet_segment_figure.c), and the sheet around that
 * (sheet_segment.c).
 */
#ifndef VIEW_SRC_SHEET_SEGMENT_H
#define VIEW_SRC_SHEET_SEGMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "trace/trace.h"
#include "view/grid.h"

/* In the order of the figure, which is that of the cursor. */
enum field {
	FIELD_SOURCE,
	FIELD_DESTINATION,
	FIELD_SEQ,
	FIELD_ACK,
	FIELD_OFFSET,
	FIELD_RESERVED,
	FIELD_CWR,
	FIELD_ECE,
	FIELD_URG,
	FIELD_ACK_BIT,
	FIELD_PSH,
	FIELD_RST,
	FIELD_SYN,
	FIELD_FIN,
	FIELD_WINDOW,
	FIELD_CHECKSUM,
	FIELD_URGENT,
	FIELD_OPTIONS,
	FIELD_DATA
};

#define FIELD_COUNT 19

/* A segment, and the one that the same end had sent before it, or NULL. */
struct header {
	const struct flight	*flight, *before;
	bool			 model;		/* nothing is missing but the checksum */
};

/* "Sequence Number"; of a bit, "SYN". */
const char *field_name(enum field field);

/* A control bit of the header? Which one, if so; else 0. */
unsigned field_bit(enum field field);

/* Its value in that segment: "100", "1", "not modelled". */
void field_value(struct str *out, const struct header *header,
    const struct flight *flight, enum field field);

/* Is it another than in the segment before? */
bool field_changed(const struct header *header, enum field field);

/* "65535", or "65535←0". */
void field_both(struct str *out, const struct area *area,
    const struct header *header, enum field field);

/* What it means here, in a few sentences. */
void field_explain(struct str *out, const struct header *header,
    enum field field);

/* Rows and columns of the figure. */
#define FIGURE_ROWS 18
#define FIGURE_COLUMNS 65

/* Draw it, the field under the cursor marked. */
void figure_draw(const struct area *area, const struct header *header,
    enum field cursor);

#endif
