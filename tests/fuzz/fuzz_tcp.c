/*
 * Any octets as events at two ends: calls, deliveries in any order, losses,
 * copies, forgeries, timers, switches (tests/tcp/pair.h). The invariants hold
 * after each, and it makes no difference where the numbers begin.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "tcp/pair.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t
run(const uint8_t *data, size_t size, uint32_t shift_a, uint32_t shift_b)
{
	static struct pair pair;

	pair_init(&pair, shift_a, shift_b);
	if (!pair_run(&pair, data, size)) {
		fprintf(stderr, "%s\n", pair.wrong);
		abort();
	}
	return pair.digest;
}

/* The first octet says where the numbers begin the second time. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;

	uint32_t shift = (uint32_t)data[0] * 0x01010101u;
	uint64_t digest = run(data + 1, size - 1, 0, 0);

	if (digest != run(data + 1, size - 1, 0u - 116 - shift % 4096, shift + 0xfffffec4u)) {
		fprintf(stderr, "other numbers make a difference\n");
		abort();
	}
	return 0;
}
