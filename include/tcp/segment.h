/*
 * A segment (RFC 9293, section 3.1), and the notation in which packetdrill
 * and tcpdump write one: `S. 300:300(0) ack 101 win 65535`. The octets
 * themselves are not kept: an octet is known by its sequence number.
 */
#ifndef TCP_SEGMENT_H
#define TCP_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "tcp/seq.h"

/* The control bits, with the values they have in the header. */
enum {
	SEG_FIN = 0x01,
	SEG_SYN = 0x02,
	SEG_RST = 0x04,
	SEG_PSH = 0x08,
	SEG_ACK = 0x10,
	SEG_URG = 0x20,
	SEG_ECE = 0x40,
	SEG_CWR = 0x80
};

struct segment {
	struct seq	seq;	/* SEG.SEQ */
	struct seq	ack;	/* SEG.ACK; 0 without the ACK bit */
	uint32_t	len;	/* octets of text, SYN and FIN not counted */
	uint32_t	wnd;	/* SEG.WND, octets */
	uint16_t	up;	/* SEG.UP, an offset from SEG.SEQ */
	uint16_t	mss;	/* the MSS option's value; 0: no such option */
	uint8_t		flags;
	bool		wnd_unseen;	/* inferred, and its window is not known: not printed */
};

/* SEG.LEN: the octets of text, and one for SYN and one for FIN (section 3.4). */
uint32_t segment_len(const struct segment *seg);

/*
 * Take the first `cut` numbers off: a SYN, then text. What it points to as
 * urgent stays where it is. There must be as many before a FIN.
 */
void segment_cut(struct segment *seg, uint32_t cut);

/* True if the two segments are the same in every field. */
bool segment_equal(const struct segment *a, const struct segment *b);

/* Long enough for whatever segment_print and segment_flags write. */
#define SEGMENT_TEXT 96

/* The flags alone, "S." or "none", in the order SFRPUEW and then the dot. Returns buf. */
char *segment_flags(char *buf, size_t size, unsigned flags);

/*
 * The whole segment: "FLAGS SEQ:END(LEN)[ ack N] win N[ urg N]", END being
 * SEQ + LEN as packetdrill has it (SYN and FIN not counted); without win where
 * nobody has seen it. Returns buf.
 */
char *segment_print(char *buf, size_t size, const struct segment *seg);

/* Which parts of a pattern were written, and so are compared. */
enum {
	PATTERN_SEQ = 0x01,
	PATTERN_LEN = 0x02,
	PATTERN_ACK = 0x04,
	PATTERN_WND = 0x08,
	PATTERN_UP = 0x10,
	PATTERN_MSS = 0x20
};

/* A segment as a lesson writes it; what is left out is not compared. */
struct pattern {
	struct segment	seg;
	unsigned	given;	/* PATTERN_* */
};

/*
 * Read `FLAGS [SEQ:END(LEN)] [ack N] [win N] [urg N] [<mss N>]` from the
 * first n octets of text. FLAGS is any of S F R P U E W and the dot in any
 * order; `none` is a segment without flags. False and *error (its col counted
 * from 1 at the start of text, line 0) if it is not so, also when END is not
 * SEQ + LEN, or the ack does not fit the flags.
 */
bool pattern_parse(struct pattern *pattern, const char *text, size_t n,
    struct error *error);

/* True if seg is what pattern says: its flags (but for P), and every part given. */
bool pattern_match(const struct pattern *pattern, const struct segment *seg);

/* The pattern as pattern_parse reads it. Returns buf. */
char *pattern_print(char *buf, size_t size, const struct pattern *pattern);

#endif
