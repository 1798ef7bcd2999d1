/*
 * The loopback engine: two real sockets of this machine's own kernel, on
 * 127.0.0.1 or ::1. Nobody sees a segment there: they are inferred. Gates hold
 * the connection between two states; to deliver is to open one and to wait
 * for the kernel's own retransmission. Without gates, what the kernel did at
 * once is shown as done at once.
 */
#ifndef HOST_LOOPBACK_H
#define HOST_LOOPBACK_H

#include <stdbool.h>

#include "base/error.h"
#include "engine/engine.h"
#include "host/observer.h"

struct loopback_options {
	bool		ipv6;		/* ::1 instead of 127.0.0.1 */
	enum source	source;		/* SOURCE_ANY, but for tests */
	/* With gates, where they work. Slower: the kernel must send again. */
	bool		hold;
};

/*
 * A fresh engine, both ends CLOSED. options may be NULL: IPv4, any source.
 * NULL, with why, if it cannot run here. Free with engine_free; the kernel may
 * keep a connection in TIME-WAIT for a minute afterwards.
 */
struct engine *loopback_new(const struct loopback_options *options,
    struct error *why);

/* Where this engine reads the states: "sock_diag", "/proc/net/tcp", "TCP_INFO". */
const char *loopback_source(const struct engine *engine);

/* Can this kernel hold a segment (gate.h), with these options? If not, why. */
bool loopback_probe_gates(const struct loopback_options *options,
    struct error *why);

/* Could loopback_new run, with options as there? If not, why. */
bool loopback_probe(const struct loopback_options *options, struct error *why);

#endif
