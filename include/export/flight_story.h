/*
 * A segment's life in a few lines: what made an end send it, what became of
 * it, and what that meant. The comment of a packet, the tooltip of an arrow.
 */
#ifndef EXPORT_FLIGHT_STORY_H
#define EXPORT_FLIGHT_STORY_H

#include "base/str.h"
#include "trace/trace.h"

/*
 *	A: connect()
 *	B receives it: LISTEN to SYN-RECEIVED
 *	B listens, and a SYN has come: ... (RFC 9293, section 3.10.7.2)
 *
 * Lines parted by line feeds, without one at the end. Appended to out.
 */
void flight_story(struct str *out, const struct trace *trace, const struct flight *flight);

#endif
