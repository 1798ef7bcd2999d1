/*
 * A capture, read back block by block: every segment of the run is a packet
 * with valid checksums, in order, at its time, with its explanation.
 */
#include <stdlib.h>

#include "export/pcapng.h"
#include "export/played.h"
#include "host/packet.h"

static struct played played;
static char *octets;
static size_t octet_count;

static void
setup(void)
{
	played_init(&played, STORY);
	FILE *out = open_memstream(&octets, &octet_count);
	ck_assert_ptr_nonnull(out);
	ck_assert(pcapng_trace(out, played.trace, "A story"));
	fclose(out);
}

static void
teardown(void)
{
	free(octets);
	played_fini(&played);
}

static uint32_t
get(size_t at)
{
	uint32_t value;

	ck_assert_uint_le(at + 4, octet_count);
	memcpy(&value, octets + at, 4);
	return value;
}

/* The block behind the one at `at`; both of its lengths must agree. */
static size_t
block_next(size_t at)
{
	uint32_t length = get(at + 4);

	ck_assert_uint_eq(length % 4, 0);
	ck_assert_uint_le(at + length, octet_count);
	ck_assert_uint_eq(get(at + length - 4), length);
	return at + length;
}

#define PACKET_BLOCK 6
#define PACKET_HEAD 28

START_TEST(it_begins_as_a_capture_does)
{
	ck_assert_uint_eq(get(0), 0x0A0D0D0A);
	ck_assert_uint_eq(get(8), 0x1A2B3C4D);
	size_t interface = block_next(0);
	ck_assert_uint_eq(get(interface), 1);
	ck_assert_uint_eq(get(interface + 8) & 0xFFFF, 101);
	ck_assert_uint_eq(get(block_next(interface)), PACKET_BLOCK);
}
END_TEST

START_TEST(every_segment_is_a_valid_packet)
{
	size_t at = block_next(block_next(0)), n = 0;

	for (; at < octet_count; at = block_next(at), n++) {
		const struct flight *flight = &played.trace->flights[n];
		const uint8_t *packet_octets = (const uint8_t *)octets + at + PACKET_HEAD;
		struct packet packet;

		ck_assert_uint_lt(n, played.trace->flight_count);
		ck_assert_uint_eq(get(at), PACKET_BLOCK);
		ck_assert_uint_eq(get(at + 16), (uint32_t)flight->sent_time);
		ck_assert(packet_intact(packet_octets, get(at + 20)));
		ck_assert(packet_parse(&packet, packet_octets, get(at + 20)));
		ck_assert_uint_eq(packet.seg.seq.n, flight->seg.seq.n);
		ck_assert_uint_eq(packet.seg.ack.n, flight->seg.ack.n);
		ck_assert_uint_eq(packet.seg.flags, flight->seg.flags);
		ck_assert_uint_eq(packet.seg.len, flight->seg.len);
		ck_assert_uint_eq(packet.tuple.local.port, flight->from == END_A ? 49152 : 49153);
	}
	ck_assert_uint_eq(n, played.trace->flight_count);
	ck_assert_uint_ge(n, 10);
}
END_TEST

/* Comments are text in the file: the whole file is searched for them. */
static bool
file_has(const char *words)
{
	return memmem(octets, octet_count, words, strlen(words)) != NULL;
}

START_TEST(a_packet_says_what_it_is)
{
	ck_assert(file_has("A: connect()"));
	ck_assert(file_has("B receives it: LISTEN to SYN-RECEIVED"));
	ck_assert(file_has("RFC 9293, section 3.10.7.2"));
	ck_assert(file_has("A copy: the network doubled it."));
	ck_assert(file_has("This is a retransmission."));
	ck_assert(file_has("Lost on its way to B."));
	ck_assert(file_has("Forged: B never sent it."));
	ck_assert(file_has("Still on its way to"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("pcapng");
	TCase *tc = tcase_create("pcapng");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, it_begins_as_a_capture_does);
	tcase_add_test(tc, every_segment_is_a_valid_packet);
	tcase_add_test(tc, a_packet_says_what_it_is);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
