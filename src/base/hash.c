/*
 * Hashing by wide multiplication: two words of input, each mixed with a secret,
 * are multiplied to 128 bits and the halves folded together, so that every bit
 * of the input reaches every bit of the product's middle.  The idea is Wang
 * Yi's (wyhash, 2019); the constants are the fractions of the square roots of
 * 2, 3, 5 and 7, forced odd.
 */
#include "base/hash.h"

#include <string.h>

#define SECRET0	0x6a09e667f3bcc909ULL
#define SECRET1	0xbb67ae8584caa73bULL
#define SECRET2	0x3c6ef372fe94f82bULL
#define SECRET3	0xa54ff53a5f1d36f1ULL

/* The high half of the product of a and b, folded onto the low half. */
static uint64_t
fold(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
	uint64_t al = (uint32_t)a, ah = a >> 32, bl = (uint32_t)b, bh = b >> 32;
	uint64_t low = al * bl;
	uint64_t mid = ah * bl + (low >> 32);
	uint64_t cross = al * bh + (uint32_t)mid;

	return (a * b) ^ (ah * bh + (mid >> 32) + (cross >> 32));
#endif
}

static uint64_t
word(const unsigned char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
	return w;
}

uint64_t
hash_bytes(const void *octets, size_t n, uint64_t seed)
{
	const unsigned char *p = octets;
	uint64_t h = fold(seed ^ SECRET0, (uint64_t)n ^ SECRET1);
	uint64_t last[2] = { 0, 0 };

	/* Two chains, so that one product does not wait for the other. */
	if (n > 32) {
		uint64_t other = h ^ SECRET2;

		for (; n > 32; n -= 32, p += 32) {
			h = fold(word(p) ^ SECRET1, word(p + 8) ^ h);
			other = fold(word(p + 16) ^ SECRET2, word(p + 24) ^ other);
		}
		h ^= other;
	}
	for (; n > 16; n -= 16, p += 16)
		h = fold(word(p) ^ SECRET1, word(p + 8) ^ h);
	if (n > 0)
		memcpy(last, p, n);
	h = fold(last[0] ^ SECRET2, last[1] ^ h);
	return fold(h ^ SECRET3, SECRET0);
}
