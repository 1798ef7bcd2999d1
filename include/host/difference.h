/*
 * Where Linux is known to do otherwise than RFC 9293, and why. Data: what was
 * done to an end, what the RFC has then, what the kernel did, a sentence.
 */
#ifndef HOST_DIFFERENCE_H
#define HOST_DIFFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "trace/moment.h"

/* What an end answered: the flags of its first segment without P, or one of these. */
#define ANSWER_NOTHING (-1)
#define ANSWER_ANY (-2)

/* One event at one end, as the RFC has it and as the kernel did it. */
struct parting {
	uint8_t		kind;		/* enum cause_kind */
	uint8_t		before;		/* enum state of the end */
	uint8_t		arrived;	/* flags of the segment that arrived, or 0 */
	uint8_t		rfc, kernel;	/* enum state afterwards */
	int16_t		rfc_sent, kernel_sent;
	int		rfc_count, kernel_count;	/* segments */
	bool		rfc_text;	/* a segment of the RFC's has text */
	bool		kernel_text;	/* one of the kernel's has */
	bool		cut_smaller;	/* it sends more segments, and shorter ones */
	bool		queue_full;	/* the end's accept queue is */
	bool		old_ack;	/* what arrived acknowledges less than SND.UNA */
	bool		same_ack;	/* it acknowledges just SND.UNA */
	bool		kernel_again;	/* the kernel's first segment had been sent before */
	bool		window_closed;	/* SND.WND was 0 */
};

/*
 * How the end stood before, and what arrived there (NULL: nothing did): state
 * excepted, all that these two alone tell.
 */
void parting_before(struct parting *parting, const struct segment *arrived,
    const struct endpoint *before);

/* What a row asks for besides. */
enum {
	MARK_TEXT = 0x01,	/* kernel_text */
	MARK_OLD_ACK = 0x02,	/* old_ack */
	MARK_QUEUE_FULL = 0x04,	/* queue_full */
	MARK_SAME_STATE = 0x08,	/* rfc and kernel are one state: only the answers differ */
	MARK_SMALLER = 0x10,	/* cut_smaller */
	MARK_SAME_ACK = 0x20,	/* same_ack */
	MARK_AGAIN = 0x40,	/* kernel_again */
	MARK_CLOSED = 0x80,	/* window_closed */
	MARK_RFC_TEXT = 0x100,	/* rfc_text */
	MARK_EMPTY = 0x200	/* not kernel_text */
};

#define STATES_ANY 0xffffu

struct difference {
	const char	*name;
	uint32_t	 kinds;		/* a bit for each enum cause_kind */
	uint16_t	 before;	/* a bit for each enum state */
	uint8_t		 arrived;	/* flags that it had, all of them */
	uint16_t	 rfc, kernel;	/* bits of states */
	int16_t		 rfc_sent, kernel_sent;
	uint16_t	 marks;		/* all of these */
	const char	*reason;
};

extern const struct difference differences[];
extern const size_t difference_count;

/* The first row that describes it, or NULL: a difference that nobody knew. */
const struct difference *difference_find(const struct parting *parting);

#endif
