/*
 * Packets: as a kernel writes them, as we write them, and cut, bent and
 * lengthened in every way that a device could hand us.
 */
#include <stdlib.h>
#include <string.h>

#include "host/packet.h"
#include "tap.h"

/* A SYN that Linux sent: MSS 1460, SACK permitted, timestamps, scale 7. */
static const uint8_t linux_syn[] = {
	0x45, 0x00, 0x00, 0x3c, 0x1c, 0x46, 0x40, 0x00, 0x40, 0x06, 0x0a, 0x73,
	0x0a, 0x00, 0x00, 0x01, 0x0a, 0x00, 0x00, 0x02,
	0x27, 0x11, 0x27, 0x12, 0x12, 0x34, 0x56, 0x78, 0x00, 0x00, 0x00, 0x00,
	0xa0, 0x02, 0xfa, 0xf0, 0x00, 0x00, 0x00, 0x00,
	0x02, 0x04, 0x05, 0xb4, 0x04, 0x02, 0x08, 0x0a, 0x00, 0x00, 0x00, 0x2a,
	0x00, 0x00, 0x00, 0x07, 0x01, 0x03, 0x03, 0x07,
};

static struct packet
example(bool ipv6, uint32_t len)
{
	struct packet packet = {
		.tuple = { .ipv6 = ipv6, .local = { .port = 10001 }, .remote = { .port = 10002 } },
		.seg = { .seq = { 0xfffffff0 }, .ack = { 301 }, .len = len, .wnd = 1000,
		    .flags = SEG_ACK | SEG_PSH, .mss = 536 },
	};

	packet.tuple.local.addr[0] = ipv6 ? 0xfd : 10;
	packet.tuple.local.addr[3] = 1;
	packet.tuple.remote.addr[0] = ipv6 ? 0xfd : 10;
	packet.tuple.remote.addr[3] = 2;
	return packet;
}

START_TEST(a_syn_of_linux_is_read_with_its_options)
{
	struct packet packet;

	ck_assert(packet_parse(&packet, linux_syn, sizeof(linux_syn)));
	ck_assert_uint_eq(packet.tuple.local.port, 10001);
	ck_assert_uint_eq(packet.tuple.remote.port, 10002);
	ck_assert_uint_eq(packet.tuple.local.addr[0], 10);
	ck_assert_uint_eq(packet.tuple.remote.addr[3], 2);
	ck_assert_uint_eq(packet.seg.seq.n, 0x12345678);
	ck_assert_uint_eq(packet.seg.flags, SEG_SYN);
	ck_assert_uint_eq(packet.seg.len, 0);
	ck_assert_uint_eq(packet.seg.wnd, 64240);
	ck_assert_uint_eq(packet.seg.mss, 1460);
	ck_assert(packet.sack_permitted);
	ck_assert(packet.has_scale);
	ck_assert_uint_eq(packet.scale, 7);
	ck_assert(packet.has_timestamps);
	ck_assert_uint_eq(packet.timestamp, 42);
	ck_assert_uint_eq(packet.echo, 7);
}
END_TEST

START_TEST(what_is_written_is_read_again)
{
	static const uint32_t lengths[] = { 0, 1, 10, 1460 };
	uint8_t octets[2048];

	for (int i = 0; i < 8; i++) {
		struct packet wanted = example(i % 2 == 1, lengths[i / 2]), found;
		size_t n = packet_build(octets, sizeof(octets), &wanted, 5);

		ck_assert_uint_gt(n, 0);
		ck_assert(packet_intact(octets, n));
		ck_assert(packet_parse(&found, octets, n));
		ck_assert(segment_equal(&found.seg, &wanted.seg));
		ck_assert(tuple_equal(&found.tuple, &wanted.tuple));
		ck_assert_uint_eq(found.text + found.seg.len, n);
		if (found.seg.len > 0)
			ck_assert_uint_eq(octets[found.text], 5);
	}
}
END_TEST

START_TEST(swapping_the_addresses_keeps_the_checksums)
{
	uint8_t octets[2048];

	for (int ipv6 = 0; ipv6 < 2; ipv6++) {
		struct packet wanted = example(ipv6 == 1, 11), found;
		size_t n = packet_build(octets, sizeof(octets), &wanted, 0);

		packet_swap(octets);
		ck_assert(packet_intact(octets, n));
		ck_assert(packet_parse(&found, octets, n));
		ck_assert_mem_eq(found.tuple.local.addr, wanted.tuple.remote.addr, 16);
		ck_assert_uint_eq(found.tuple.local.port, wanted.tuple.local.port);
		octets[n - 1] ^= 1;
		ck_assert(!packet_intact(octets, n));
	}
}
END_TEST

START_TEST(a_packet_that_is_cut_is_none)
{
	uint8_t octets[2048];

	for (int ipv6 = 0; ipv6 < 2; ipv6++) {
		struct packet wanted = example(ipv6 == 1, 3), found;
		size_t n = packet_build(octets, sizeof(octets), &wanted, 0);

		for (size_t cut = 0; cut < n; cut++) {
			/* In memory of just that size, so that a sanitizer sees more. */
			uint8_t *copy = malloc(cut > 0 ? cut : 1);

			memcpy(copy, octets, cut);
			ck_assert(!packet_parse(&found, copy, cut));
			ck_assert(!packet_intact(copy, cut));
			free(copy);
		}
		/* Padding behind it does not count. */
		ck_assert(packet_parse(&found, octets, n + 7));
		ck_assert_uint_eq(found.seg.len, 3);
	}
}
END_TEST

/* The SYN with one octet changed. */
static bool
parses_with(size_t at, uint8_t value)
{
	uint8_t octets[sizeof(linux_syn)];
	struct packet packet;

	memcpy(octets, linux_syn, sizeof(octets));
	octets[at] = value;
	return packet_parse(&packet, octets, sizeof(octets));
}

START_TEST(what_is_no_whole_tcp_segment_is_passed_over)
{
	ck_assert(!parses_with(0, 0x55));	/* version 5 */
	ck_assert(!parses_with(0, 0x44));	/* a header of 16 octets */
	ck_assert(!parses_with(9, 17));		/* UDP */
	ck_assert(!parses_with(6, 0x20));	/* more fragments follow */
	ck_assert(!parses_with(7, 0x01));	/* a later fragment */
	ck_assert(!parses_with(3, 0x3d));	/* longer than it is */
	ck_assert(!parses_with(3, 19));		/* shorter than its header */
	ck_assert(!parses_with(32, 0x40));	/* a TCP header of 16 octets */
	ck_assert(!parses_with(32, 0xf0));	/* one beyond the end */
	ck_assert(parses_with(8, 1));		/* another TTL */
}
END_TEST

START_TEST(options_that_lie_about_their_length_end_the_list)
{
	static const uint8_t lengths[] = { 0, 1, 3, 41, 255 };
	uint8_t octets[sizeof(linux_syn)];
	struct packet packet;

	for (size_t i = 0; i < sizeof(lengths); i++) {
		memcpy(octets, linux_syn, sizeof(octets));
		octets[41] = lengths[i];	/* of the MSS option */
		ck_assert(packet_parse(&packet, octets, sizeof(octets)));
		ck_assert_uint_eq(packet.seg.mss, 0);
	}
	/* A scale beyond 14 counts as 14 (RFC 7323, section 2.3). */
	memcpy(octets, linux_syn, sizeof(octets));
	octets[59] = 200;
	ck_assert(packet_parse(&packet, octets, sizeof(octets)));
	ck_assert_uint_eq(packet.scale, 14);
}
END_TEST

START_TEST(sack_blocks_are_read)
{
	uint8_t octets[sizeof(linux_syn)];
	struct packet packet;

	memcpy(octets, linux_syn, sizeof(octets));
	memset(octets + 40, 1, 20);
	octets[42] = 5;
	octets[43] = 18;
	ck_assert(packet_parse(&packet, octets, sizeof(octets)));
	ck_assert_uint_eq(packet.sack_count, 2);
	ck_assert_uint_eq(packet.sack[1].to, 0x01010101);
}
END_TEST

START_TEST(extension_headers_of_ipv6_are_walked_over)
{
	uint8_t octets[256], longer[264];
	struct packet wanted = example(true, 4), found;
	size_t n = packet_build(octets, sizeof(octets), &wanted, 0);

	memcpy(longer, octets, 40);
	memset(longer + 40, 0, 8);
	memcpy(longer + 48, octets + 40, n - 40);
	longer[6] = 0;		/* hop by hop, then ... */
	longer[40] = 6;		/* ... TCP */
	longer[5] = (uint8_t)(n - 40 + 8);
	ck_assert(packet_parse(&found, longer, n + 8));
	ck_assert_uint_eq(found.seg.len, 4);
	longer[41] = 200;	/* longer than the packet */
	ck_assert(!packet_parse(&found, longer, n + 8));
	longer[41] = 0;
	longer[6] = 44;		/* a fragment */
	ck_assert(!packet_parse(&found, longer, n + 8));
	longer[6] = 58;		/* ICMPv6 */
	ck_assert(!packet_parse(&found, longer, n + 8));
}
END_TEST

START_TEST(what_does_not_fit_is_not_written)
{
	uint8_t octets[2048];
	struct packet packet = example(false, 2048);

	ck_assert_uint_eq(packet_build(octets, sizeof(octets), &packet, 0), 0);
	packet.seg.len = 70000;
	ck_assert_uint_eq(packet_build(octets, 100000, &packet, 0), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("packet");
	TCase *tc = tcase_create("packet");

	tcase_add_test(tc, a_syn_of_linux_is_read_with_its_options);
	tcase_add_test(tc, what_is_written_is_read_again);
	tcase_add_test(tc, swapping_the_addresses_keeps_the_checksums);
	tcase_add_test(tc, a_packet_that_is_cut_is_none);
	tcase_add_test(tc, what_is_no_whole_tcp_segment_is_passed_over);
	tcase_add_test(tc, options_that_lie_about_their_length_end_the_list);
	tcase_add_test(tc, sack_blocks_are_read);
	tcase_add_test(tc, extension_headers_of_ipv6_are_walked_over);
	tcase_add_test(tc, what_does_not_fit_is_not_written);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
