/*
 * A packet of octets as a network device has it: IPv4 or IPv6, then TCP with
 * its options. Read and written here, and nowhere else; whatever comes in may
 * be anything, and nothing is read beyond its end.
 */
#ifndef HOST_PACKET_H
#define HOST_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "host/kernel_socket.h"
#include "tcp/segment.h"

#define PACKET_SACKS 4		/* as many blocks as 40 octets of options hold */

/* The longest packet that there is: a whole IPv6 payload and its header. */
#define PACKET_MAX (65535 + 40)

struct packet {
	struct tuple	tuple;		/* local: its source; remote: its destination */
	struct segment	seg;		/* numbers as they stand; wnd not scaled */
	size_t		text;		/* where the text begins in the octets */
	bool		has_scale;
	bool		sack_permitted;
	bool		has_timestamps;
	uint8_t		scale;		/* window scale, RFC 7323: 0 to 14 */
	uint8_t		sack_count;
	uint32_t	timestamp, echo;
	struct {
		uint32_t from, to;
	} sack[PACKET_SACKS];
};

/*
 * Read n octets. False if they are no whole, unfragmented TCP segment in one
 * IP packet. Checksums are not looked at (packet_intact does).
 */
bool packet_parse(struct packet *packet, const uint8_t *octets, size_t n);

/*
 * Source and destination address change places; the checksums stay right.
 * octets must be what packet_parse has read.
 */
void packet_swap(uint8_t *octets);

/*
 * Write tuple and seg (of the options: MSS, if not 0) with valid checksums; the
 * text is that of a stream of socket_end.h from its octet number stream on.
 * Returns how many octets, or 0 if they do not fit into size.
 */
size_t packet_build(uint8_t *octets, size_t size, const struct packet *packet,
    uint32_t stream);

/* Are the checksums of what packet_parse has read those of its octets? */
bool packet_intact(const uint8_t *octets, size_t n);

#endif
