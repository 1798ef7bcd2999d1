/*
 * The shadow of a real engine: two RFC 9293 TCBs that get the same calls, the
 * same segments, the same timeouts. They say why; what is shown is the
 * kernel's. Where the two part, the shadow is put where the kernel is.
 */
#ifndef HOST_SHADOW_H
#define HOST_SHADOW_H

#include <stdbool.h>
#include <stdint.h>

#include "tcp/call.h"
#include "tcp/tcb.h"
#include "trace/moment.h"

struct shadow {
	struct tcb	tcb[END_COUNT];
	struct effects	fx;		/* of the last event */
	struct {
		uint8_t		state;
		struct seq	iss;	/* of the next OPEN */
	} before[END_COUNT];		/* that event */
};

/* Both ends CLOSED, ISS 100 and 300, an MSL of 30 s: Linux's TIME-WAIT is 60 s. */
void shadow_init(struct shadow *shadow);

/* No event: fx is empty. */
void shadow_rest(struct shadow *shadow);

/* The events, at now (us); what they do stands in fx. */
void shadow_call(struct shadow *shadow, enum end end, const struct call *call,
    int64_t now);
/* What a call has made the end send reaches the end itself, and so on, in the same fx. */
void shadow_self(struct shadow *shadow, enum end end, int64_t now);

void shadow_arrive(struct shadow *shadow, enum end end,
    const struct segment *seg, int64_t now);

/* False, and nothing happens, if that timer does not run there. */
bool shadow_expire(struct shadow *shadow, enum end end, enum timer timer,
    int64_t now);

/* Is the shadow's end in that state, with those numbers (as far as known)? */
bool shadow_agrees(const struct shadow *shadow, enum end end,
    const struct endpoint *kernel);

/*
 * Put the shadow's end where the kernel has it. waiting: octets that the
 * program has given and the kernel has not taken yet.
 */
void shadow_align(struct shadow *shadow, enum end end,
    const struct endpoint *kernel, uint32_t waiting, int64_t now);

/*
 * The ISS that the end's next connection is shown with: not one that it has
 * used in this one (section 3.4.1).
 */
struct seq shadow_next_iss(const struct shadow *shadow, enum end end);

/* The kernel's windows, so that the checks are made with them. */
void shadow_windows(struct shadow *shadow, enum end end,
    const struct endpoint *kernel);

#endif
