/*
 * A gate: a classic filter on a socket that drops whatever arrives there, so
 * that a connection stands still between two states. The kernel of the other
 * end sends again what was dropped: opening the gate lets that through. No
 * privilege is needed, but not every kernel has such filters.
 *
 * What comes with the key (its IP time to live) passes a shut gate. So one
 * whose program has closed its socket can be opened from the other end.
 */
#ifndef HOST_GATE_H
#define HOST_GATE_H

#include <stdbool.h>

#include "base/error.h"

/* Shut the gate of a socket, or open it. What a listener accepts has what it had. */
bool gate_shut(int fd, bool ipv6);
bool gate_open(int fd);

/* Give what this socket sends the key, or take it away. */
bool gate_key(int fd, bool ipv6, bool given);

/*
 * While a person reads, the kernel sends again what a gate dropped. Ask it not
 * to give up soon, and, where it can be asked that (Linux 6.15), to let no
 * more than ms milliseconds (1000 to 120000) pass between two attempts.
 */
void gate_patience(int fd, int ms);

/* Does a gate hold a SYN here? Tried out, in some milliseconds. If not, why. */
bool gate_probe(bool ipv6, struct error *why);

#endif
