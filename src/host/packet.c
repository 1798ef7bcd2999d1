/*
 *	IPv4  version|IHL . length(2) id(2) flags|offset(2) TTL proto sum(2) from(4) to(4) options
 *	IPv6  version(4) length(2) next hops from(16) to(16) extension headers
 *	TCP   ports(2+2) seq(4) ack(4) offset flags window(2) sum(2) urgent(2) options text
 *
 * All numbers have their first octet first.
 */
#include "host/packet.h"

#include <string.h>

#include "host/socket_end.h"

#define IPV4_HEADER 20u
#define IPV6_HEADER 40u
#define TCP_HEADER 20u
#define PROTOCOL_TCP 6u
#define HOPS 64

enum option {
	OPTION_END = 0,
	OPTION_NOP = 1,
	OPTION_MSS = 2,
	OPTION_SCALE = 3,
	OPTION_SACK_PERMITTED = 4,
	OPTION_SACK = 5,
	OPTION_TIMESTAMPS = 8
};

/* Where the parts lie, once they are known to be there. */
struct layout {
	bool	ipv6;
	size_t	tcp;		/* where its header begins */
	size_t	end;		/* where the packet ends; what is behind is padding */
};

static uint16_t
get16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

static uint32_t
get32(const uint8_t *p)
{
	return (uint32_t)get16(p) << 16 | get16(p + 2);
}

static void
put16(uint8_t *p, uint32_t value)
{
	p[0] = (uint8_t)(value >> 8);
	p[1] = (uint8_t)value;
}

static void
put32(uint8_t *p, uint32_t value)
{
	put16(p, value >> 16);
	put16(p + 2, value);
}

static bool
layout_ipv4(struct layout *layout, const uint8_t *octets, size_t n)
{
	if (n < IPV4_HEADER)
		return false;

	size_t header = (octets[0] & 0x0fu) * 4u;
	size_t total = get16(octets + 2);
	bool fragment = (get16(octets + 6) & 0x3fff) != 0;

	if (header < IPV4_HEADER || total > n || total < header || fragment ||
	    octets[9] != PROTOCOL_TCP)
		return false;
	*layout = (struct layout){ .tcp = header, .end = total };
	return true;
}

/* Hop-by-hop, routing and destination options may stand between; a fragment may not. */
static bool
is_extension(uint8_t next)
{
	return next == 0 || next == 43 || next == 60;
}

static bool
layout_ipv6(struct layout *layout, const uint8_t *octets, size_t n)
{
	if (n < IPV6_HEADER)
		return false;

	size_t end = IPV6_HEADER + get16(octets + 4);
	size_t at = IPV6_HEADER;
	uint8_t next = octets[6];

	if (end > n)
		return false;
	while (is_extension(next)) {
		if (end - at < 8)
			return false;

		size_t size = (octets[at + 1] + 1u) * 8u;

		if (end - at < size)
			return false;
		next = octets[at];
		at += size;
	}
	*layout = (struct layout){ .ipv6 = true, .tcp = at, .end = end };
	return next == PROTOCOL_TCP;
}

static bool
layout_find(struct layout *layout, const uint8_t *octets, size_t n)
{
	if (n == 0)
		return false;
	if (octets[0] >> 4 == 4)
		return layout_ipv4(layout, octets, n);
	return octets[0] >> 4 == 6 && layout_ipv6(layout, octets, n);
}

static void
sack_read(struct packet *packet, const uint8_t *value, size_t n)
{
	packet->sack_count = 0;
	for (size_t at = 0; at + 8 <= n && packet->sack_count < PACKET_SACKS; at += 8) {
		packet->sack[packet->sack_count].from = get32(value + at);
		packet->sack[packet->sack_count].to = get32(value + at + 4);
		packet->sack_count++;
	}
}

/* One option whose value is n octets; what has a wrong length is passed over. */
static void
option_read(struct packet *packet, uint8_t kind, const uint8_t *value, size_t n)
{
	if (kind == OPTION_MSS && n == 2)
		packet->seg.mss = get16(value);
	if (kind == OPTION_SCALE && n == 1) {
		packet->has_scale = true;
		packet->scale = value[0] < 14 ? value[0] : 14;
	}
	if (kind == OPTION_SACK_PERMITTED && n == 0)
		packet->sack_permitted = true;
	if (kind == OPTION_SACK)
		sack_read(packet, value, n);
	if (kind == OPTION_TIMESTAMPS && n == 8) {
		packet->has_timestamps = true;
		packet->timestamp = get32(value);
		packet->echo = get32(value + 4);
	}
}

/* RFC 9293, section 3.1: a length that does not fit ends the list. */
static void
options_read(struct packet *packet, const uint8_t *options, size_t n)
{
	size_t at = 0;

	while (at < n && options[at] != OPTION_END) {
		if (options[at] == OPTION_NOP) {
			at++;
			continue;
		}
		if (n - at < 2 || options[at + 1] < 2 || options[at + 1] > n - at)
			return;
		option_read(packet, options[at], options + at + 2, options[at + 1] - 2u);
		at += options[at + 1];
	}
}

static void
tuple_read(struct tuple *tuple, const struct layout *layout, const uint8_t *octets)
{
	size_t size = layout->ipv6 ? 16 : 4;
	const uint8_t *from = octets + (layout->ipv6 ? 8 : 12);

	memset(tuple, 0, sizeof(*tuple));
	tuple->ipv6 = layout->ipv6;
	memcpy(tuple->local.addr, from, size);
	memcpy(tuple->remote.addr, from + size, size);
	tuple->local.port = get16(octets + layout->tcp);
	tuple->remote.port = get16(octets + layout->tcp + 2);
}

bool
packet_parse(struct packet *packet, const uint8_t *octets, size_t n)
{
	struct layout layout;

	memset(packet, 0, sizeof(*packet));
	if (!layout_find(&layout, octets, n) || layout.end - layout.tcp < TCP_HEADER)
		return false;

	const uint8_t *tcp = octets + layout.tcp;
	size_t header = (tcp[12] >> 4) * 4u;

	if (header < TCP_HEADER || header > layout.end - layout.tcp)
		return false;
	tuple_read(&packet->tuple, &layout, octets);
	packet->text = layout.tcp + header;
	packet->seg = (struct segment){
		.seq = seq_make(get32(tcp + 4)),
		.len = (uint32_t)(layout.end - packet->text),
		.wnd = get16(tcp + 14),
		.flags = tcp[13],
	};
	if (packet->seg.flags & SEG_ACK)
		packet->seg.ack = seq_make(get32(tcp + 8));
	if (packet->seg.flags & SEG_URG)
		packet->seg.up = get16(tcp + 18);
	options_read(packet, tcp + TCP_HEADER, header - TCP_HEADER);
	return true;
}

void
packet_swap(uint8_t *octets)
{
	bool ipv6 = octets[0] >> 4 == 6;
	size_t size = ipv6 ? 16 : 4;
	uint8_t *from = octets + (ipv6 ? 8 : 12);
	uint8_t kept[16];

	memcpy(kept, from, size);
	memcpy(from, from + size, size);
	memcpy(from + size, kept, size);
}

/* The Internet checksum (RFC 1071): a sum that is not folded yet. */
static uint64_t
sum_add(uint64_t sum, const uint8_t *octets, size_t n)
{
	for (size_t i = 0; i + 1 < n; i += 2)
		sum += get16(octets + i);
	return n % 2 != 0 ? sum + ((uint64_t)octets[n - 1] << 8) : sum;
}

static uint16_t
sum_fold(uint64_t sum)
{
	while (sum > 0xffff)
		sum = (sum >> 16) + (sum & 0xffff);
	return (uint16_t)~sum;
}

/* Over the addresses, the protocol, the length and the segment. 0: as it should be. */
static uint16_t
tcp_sum(const struct layout *layout, const uint8_t *octets)
{
	size_t size = layout->ipv6 ? 16 : 4;
	size_t n = layout->end - layout->tcp;
	uint64_t sum = sum_add(PROTOCOL_TCP + n, octets + (layout->ipv6 ? 8 : 12),
	    2 * size);

	return sum_fold(sum_add(sum, octets + layout->tcp, n));
}

bool
packet_intact(const uint8_t *octets, size_t n)
{
	struct layout layout;

	if (!layout_find(&layout, octets, n) || layout.end - layout.tcp < TCP_HEADER)
		return false;
	if (!layout.ipv6 && sum_fold(sum_add(0, octets, layout.tcp)) != 0)
		return false;
	return tcp_sum(&layout, octets) == 0;
}

static void
ip_build(uint8_t *octets, const struct packet *packet, const struct layout *layout)
{
	if (layout->ipv6) {
		octets[0] = 0x60;
		put16(octets + 4, (uint32_t)(layout->end - layout->tcp));
		octets[6] = PROTOCOL_TCP;
		octets[7] = HOPS;
		memcpy(octets + 8, packet->tuple.local.addr, 16);
		memcpy(octets + 24, packet->tuple.remote.addr, 16);
		return;
	}
	octets[0] = 0x45;
	put16(octets + 2, (uint32_t)layout->end);
	octets[8] = HOPS;
	octets[9] = PROTOCOL_TCP;
	memcpy(octets + 12, packet->tuple.local.addr, 4);
	memcpy(octets + 16, packet->tuple.remote.addr, 4);
	put16(octets + 10, sum_fold(sum_add(0, octets, IPV4_HEADER)));
}

static void
tcp_build(uint8_t *tcp, const struct packet *packet, size_t header)
{
	const struct segment *seg = &packet->seg;

	put16(tcp, packet->tuple.local.port);
	put16(tcp + 2, packet->tuple.remote.port);
	put32(tcp + 4, seg->seq.n);
	put32(tcp + 8, seg->ack.n);
	tcp[12] = (uint8_t)(header / 4 << 4);
	tcp[13] = seg->flags;
	put16(tcp + 14, seg->wnd < UINT16_MAX ? seg->wnd : UINT16_MAX);
	put16(tcp + 18, seg->up);
	if (header > TCP_HEADER) {
		tcp[20] = OPTION_MSS;
		tcp[21] = 4;
		put16(tcp + 22, seg->mss);
	}
}

size_t
packet_build(uint8_t *octets, size_t size, const struct packet *packet,
    uint32_t stream)
{
	bool ipv6 = packet->tuple.ipv6;
	size_t ip = ipv6 ? IPV6_HEADER : IPV4_HEADER;
	size_t header = TCP_HEADER + (packet->seg.mss != 0 ? 4 : 0);
	size_t most = UINT16_MAX - header - (ipv6 ? 0 : ip);

	if (packet->seg.len > most || ip + header + packet->seg.len > size)
		return 0;

	struct layout layout = { .ipv6 = ipv6, .tcp = ip,
	    .end = ip + header + packet->seg.len };

	memset(octets, 0, ip + header);
	ip_build(octets, packet, &layout);
	tcp_build(octets + ip, packet, header);
	socket_end_pattern(octets + ip + header, packet->seg.len, stream);
	put16(octets + ip + 16, tcp_sum(&layout, octets));
	return layout.end;
}
