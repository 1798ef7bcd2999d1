/*
 * A fast hash of octets for tables in memory.  Not for files (it depends on the
 * machine's octet order), and not against an adversary.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

uint64_t	hash_bytes(const void *p, size_t n, uint64_t seed);

#endif
