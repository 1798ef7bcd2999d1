/*
 * Sequence numbers (RFC 9293, section 3.4): arithmetic modulo 2^32. A struct
 * keeps a raw `<` between two of them from compiling. The comparisons hold
 * for numbers less than 2^31 apart, which a window always guarantees.
 */
#ifndef TCP_SEQ_H
#define TCP_SEQ_H

#include <stdbool.h>
#include <stdint.h>

struct seq {
	uint32_t n;
};

static inline struct seq
seq_make(uint32_t n)
{
	return (struct seq){ n };
}

/* The number n octets after s. */
static inline struct seq
seq_add(struct seq s, uint32_t n)
{
	return (struct seq){ s.n + n };
}

/* How many octets lie from b up to a: a - b, modulo 2^32. */
static inline uint32_t
seq_sub(struct seq a, struct seq b)
{
	return a.n - b.n;
}

static inline bool
seq_eq(struct seq a, struct seq b)
{
	return a.n == b.n;
}

static inline bool
seq_lt(struct seq a, struct seq b)
{
	return (int32_t)(a.n - b.n) < 0;
}

static inline bool
seq_le(struct seq a, struct seq b)
{
	return (int32_t)(a.n - b.n) <= 0;
}

static inline bool
seq_gt(struct seq a, struct seq b)
{
	return seq_lt(b, a);
}

static inline bool
seq_ge(struct seq a, struct seq b)
{
	return seq_le(b, a);
}

/* lo =< s < lo + len, the RFC's window test. */
static inline bool
seq_in(struct seq s, struct seq lo, uint32_t len)
{
	return s.n - lo.n < len;
}

static inline struct seq
seq_max(struct seq a, struct seq b)
{
	return seq_lt(a, b) ? b : a;
}

static inline struct seq
seq_min(struct seq a, struct seq b)
{
	return seq_lt(a, b) ? a : b;
}

#endif
