/*
 * The kernel engine: both ends are real sockets of this machine's kernel, in a
 * network namespace of our own, and every segment between them stops in our
 * hand: it is delivered, dropped, doubled or forged when a command says so.
 */
#ifndef HOST_KERNEL_H
#define HOST_KERNEL_H

#include <stdbool.h>

#include "base/error.h"
#include "engine/engine.h"

struct kernel_options {
	bool	ipv6;
};

/*
 * A fresh engine, both ends CLOSED. options may be NULL: IPv4. NULL, with why
 * and the command that helps, if it cannot run here. Free with engine_free;
 * nothing stays behind. Under sudo this process becomes the user who called it
 * (netns.h).
 */
struct engine *kernel_new(const struct kernel_options *options, struct error *why);

/*
 * Could kernel_new run? If not, why. It is tried in a child, so that this
 * process stays who it is.
 */
bool kernel_probe(struct error *why);

#endif
