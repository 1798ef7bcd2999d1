/*
 * A run as a capture, for `export --format pcapng`: what tcpdump would have
 * written between A and B, for Wireshark to open. Each segment that was sent
 * or forged is one packet, at its time, with valid checksums and with our
 * explanation of it as its comment (pcapng, the options of an Enhanced Packet
 * Block; link type RAW: the IP packet and nothing before it).
 *
 * A is 192.0.2.1, port 49152, B is 192.0.2.2, port 49153 (RFC 5737): names of
 * a book, whichever engine played; so are the sequence numbers, as everywhere
 * here. A segment is captured where it leaves its end: one that is lost is
 * there, too, and its comment says what became of it.
 */
#ifndef EXPORT_PCAPNG_H
#define EXPORT_PCAPNG_H

#include <stdbool.h>
#include <stdio.h>

#include "trace/trace.h"

/* The whole trace. False if a segment is larger than a packet can be; errors of out are the caller's. */
bool pcapng_trace(FILE *out, const struct trace *trace, const char *title);

#endif
