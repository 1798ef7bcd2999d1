/*
 *	Section Header   who wrote this
 *	Interface        raw IP, microseconds
 *	Enhanced Packet  time, octets, comment      one a segment
 *
 * A block: type(4) length(4) body, padded to 4 octets, length(4). Numbers are
 * in this machine's order; the section header's magic number tells which.
 */
#include "export/pcapng.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "export/flight_story.h"
#include "host/packet.h"

enum block_type {
	BLOCK_INTERFACE = 0x00000001,
	BLOCK_PACKET = 0x00000006,
	BLOCK_SECTION = 0x0A0D0D0A
};

enum block_option {
	OPTION_END = 0,
	OPTION_COMMENT = 1,
	OPTION_APPLICATION = 4,		/* of a section */
	OPTION_NAME = 2,		/* of an interface */
	OPTION_RESOLUTION = 9		/* of an interface: 10 to the power of -N seconds */
};

#define BYTE_ORDER_MAGIC 0x1A2B3C4Du
#define LINK_RAW_IP 101u
#define LENGTH_UNKNOWN 0xFFFFFFFFu
#define COMMENT_MAX 65535u

static void
add32(struct str *block, uint32_t value)
{
	str_addn(block, (const char *)&value, sizeof(value));
}

static void
add16(struct str *block, uint16_t value)
{
	str_addn(block, (const char *)&value, sizeof(value));
}

static void
add_padding(struct str *block)
{
	while (block->n % 4 != 0)
		str_addn(block, "", 1);
}

static void
add_option(struct str *block, enum block_option option, const char *value, size_t n)
{
	if (n > COMMENT_MAX)
		n = COMMENT_MAX;
	add16(block, (uint16_t)option);
	add16(block, (uint16_t)n);
	str_addn(block, value, n);
	add_padding(block);
}

static void
add_option_text(struct str *block, enum block_option option, const char *text)
{
	add_option(block, option, text, strlen(text));
}

static void
block_put(FILE *out, enum block_type type, const struct str *body)
{
	uint32_t head[2] = { (uint32_t)type, (uint32_t)body->n + 12 };

	fwrite(head, sizeof(head), 1, out);
	fwrite(str_text(body), body->n, 1, out);
	fwrite(&head[1], sizeof(head[1]), 1, out);
}

static void
put_section(FILE *out, const char *title)
{
	struct str body = { 0 };

	add32(&body, BYTE_ORDER_MAGIC);
	add16(&body, 1);
	add16(&body, 0);
	add32(&body, LENGTH_UNKNOWN);
	add32(&body, LENGTH_UNKNOWN);
	add_option_text(&body, OPTION_COMMENT, title);
	add_option_text(&body, OPTION_APPLICATION, PACKAGE_STRING);
	add_option(&body, OPTION_END, "", 0);
	block_put(out, BLOCK_SECTION, &body);
	str_free(&body);
}

static void
put_interface(FILE *out)
{
	struct str body = { 0 };

	add16(&body, LINK_RAW_IP);
	add16(&body, 0);
	add32(&body, 0);	/* packets are whole, however long */
	add_option_text(&body, OPTION_NAME, "A-B");
	add_option(&body, OPTION_RESOLUTION, "\6", 1);
	add_option(&body, OPTION_END, "", 0);
	block_put(out, BLOCK_INTERFACE, &body);
	str_free(&body);
}

static struct tuple
tuple_from(enum end from)
{
	static const struct host_name names[END_COUNT] = {
		[END_A] = { .addr = { 192, 0, 2, 1 }, .port = 49152 },
		[END_B] = { .addr = { 192, 0, 2, 2 }, .port = 49153 },
	};

	return (struct tuple){ .local = names[from], .remote = names[end_other(from)] };
}

/* Where the text of a segment lies in its sender's stream: octets from its SYN on. */
static uint32_t
stream_of(const struct trace *trace, const struct flight *flight)
{
	const struct endpoint *sender = &trace->moments[flight->sent_at].end[flight->from];

	return (sender->known & KNOWN_ISS) ? flight->seg.seq.n - sender->iss - 1 : 0;
}

static bool
put_packet(FILE *out, const struct trace *trace, const struct flight *flight,
    uint8_t *octets)
{
	struct packet packet = { .tuple = tuple_from(flight->from), .seg = flight->seg };
	struct str body = { 0 }, story = { 0 };

	size_t n = packet_build(octets, PACKET_MAX, &packet, stream_of(trace, flight));
	if (n == 0)
		return false;
	flight_story(&story, trace, flight);
	add32(&body, 0);
	add32(&body, (uint32_t)((uint64_t)flight->sent_time >> 32));
	add32(&body, (uint32_t)flight->sent_time);
	add32(&body, (uint32_t)n);
	add32(&body, (uint32_t)n);
	str_addn(&body, (const char *)octets, n);
	add_padding(&body);
	add_option(&body, OPTION_COMMENT, str_text(&story), story.n);
	add_option(&body, OPTION_END, "", 0);
	block_put(out, BLOCK_PACKET, &body);
	str_free(&body);
	str_free(&story);
	return true;
}

bool
pcapng_trace(FILE *out, const struct trace *trace, const char *title)
{
	uint8_t *octets = mem_alloc(PACKET_MAX, 1);
	bool whole = true;

	put_section(out, title);
	put_interface(out);
	for (size_t i = 0; i < trace->flight_count && whole; i++)
		whole = put_packet(out, trace, &trace->flights[i], octets);
	free(octets);
	return whole;
}
