/*
 * Any octets as a packet from the device: nothing is read beyond them, what is
 * found lies within them, and what is written from it is read as the same.
 */
#include <stdlib.h>
#include <string.h>

#include "host/packet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
write_again(const struct packet *packet)
{
	uint8_t *octets = malloc(PACKET_MAX);
	struct packet again;

	if (octets == NULL)
		return;

	size_t n = packet_build(octets, PACKET_MAX, packet, 0);

	if (n != 0 && (!packet_intact(octets, n) || !packet_parse(&again, octets, n) ||
	    !segment_equal(&again.seg, &packet->seg) ||
	    !tuple_equal(&again.tuple, &packet->tuple)))
		abort();
	free(octets);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size > 0 ? size : 1);
	struct packet packet, swapped;

	if (copy == NULL)
		return 0;
	memcpy(copy, data, size);
	packet_intact(copy, size);
	if (packet_parse(&packet, copy, size)) {
		if (packet.text > size || packet.seg.len > size - packet.text ||
		    packet.sack_count > PACKET_SACKS || packet.scale > 14)
			abort();

		bool intact = packet_intact(copy, size);

		packet_swap(copy);
		if (!packet_parse(&swapped, copy, size) ||
		    !segment_equal(&swapped.seg, &packet.seg) ||
		    packet_intact(copy, size) != intact)
			abort();
		write_again(&packet);
	}
	free(copy);
	return 0;
}
