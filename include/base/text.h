/*
 * Text as a terminal shows it: how many columns it takes, where a line may
 * break, and how a stranger's text becomes safe to print.  All text is UTF-8.
 *
 * A width is the sum of the widths of the code points, as wcwidth() has them and
 * curses counts: 2 for wide East Asian characters and emoji, 0 for combining
 * marks and for controls, 1 for the rest, East Asian Ambiguous ones (box
 * drawing, arrows, Greek) among them.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * The code point that s begins with goes to *uc; the value is its octets.  An
 * octet that is no UTF-8 is U+FFFD and 1.  n is at least 1.
 */
size_t	text_decode(const char *s, size_t n, uint32_t *uc);

/*
 * Octets of the character that s begins with, if it is one that a screen is
 * mostly made of (printable ASCII; an arrow, U+2190 to U+2193; a line of a box,
 * a head of an arrow or a mark, U+2500 to U+25BF and U+25C0 to U+25FC), and so is
 * known to be one column wide and clean; else 0.
 */
static inline size_t
text_plain(const char *s, size_t n)
{
	const unsigned char *octet = (const unsigned char *)s;

	if (n >= 1 && octet[0] >= 0x20 && octet[0] < 0x7f)
		return 1;
	if (n < 3 || octet[0] != 0xe2 || octet[2] < 0x80)
		return 0;
	return (octet[1] >= 0x94 && octet[1] <= 0x96 && octet[2] <= 0xbf) ||
	    (octet[1] == 0x97 && octet[2] <= 0xbc) ||
	    (octet[1] == 0x86 && octet[2] >= 0x90 && octet[2] <= 0x93) ? 3 : 0;
}

/*
 * The same, if it is a cluster of its own, as it is where the text ends behind
 * it, or goes on with another like it; else 0. n is at least 1.
 */
static inline size_t
text_plain_cluster(const char *s, size_t n)
{
	size_t plain = text_plain(s, n);

	return n == plain || text_plain(s + plain, n - plain) > 0 ? plain : 0;
}

/*
 * Octets of the grapheme cluster (a character with its marks, a joined emoji)
 * that s begins with, at most 64; n is at least 1.
 */
size_t	text_cluster(const char *s, size_t n);

/* Columns that s takes. */
int	text_width(const char *s);
int	text_width_n(const char *s, size_t n);

/* Octets of the longest prefix of whole clusters that takes at most columns. */
size_t	text_fit(const char *s, int columns);

/* Is it all UTF-8?  If not, *bad_offset (may be NULL) is where it stops being. */
bool	text_is_utf8(const char *s, size_t n, size_t *bad_offset);

/*
 * Appends s, made safe for a terminal and honest to a reader:
 *	an octet that is no UTF-8	U+FFFD
 *	C0 controls, DEL		their pictures, ESC as U+241B
 *	C1 and bidirectional controls, format and default-ignorable characters
 *	(zero width, tags), line separators, unassigned, private, noncharacters
 *					spelt out: <U+202E>
 *	a mark on nothing		on a dotted circle, U+25CC
 *	a heap of marks on one base	from the fifth on spelt out: <U+0301>
 *	tab				spaces to the next multiple of 8
 *	newline, CR LF			newline
 * Cleaning what is clean changes nothing.
 */
void	text_clean(struct str *out, const char *s, size_t n);

/* The same for what has to stay one line (a name, a message): newline is U+240A. */
void	text_clean_line(struct str *out, const char *s, size_t n);

/*
 * Breaks s (clean UTF-8) into lines of at most columns (less than 2 counts as 2)
 * and calls line for each, with a pointer into s, its octets and its width.
 * Breaks after '\n' and where UAX 14 allows, but not in names like FIN-WAIT-1
 * or why-three.2;
 * a word wider than a line is broken between clusters.  Spaces at the end of a
 * line are left out, those at the beginning of a paragraph kept.  An empty line
 * is a line; a '\n' at the very end begins no further one.
 */
void	text_wrap(const char *s, int columns,
	    void (*line)(void *arg, const char *s, size_t n, int width), void *arg);

/*
 * A line of a source ends with before (n octets), and the next begins with after,
 * in the same paragraph: do they follow each other with no space between, as they
 * do in Chinese and Japanese?  True, too, where one of them is empty.
 */
bool	text_joins(const char *before, size_t n, const char *after, size_t after_n);

/*
 * Appends s in printable ASCII and '\n': box drawing, arrows, dashes, quotes by
 * what looks like them, letters without their accents, '?' for what is unknown,
 * marks left out.  Each keeps its width, but for relations that one character
 * cannot say (U+2264 becomes "=<", as the RFC writes it): so do this before
 * laying out, not after.
 */
void	text_to_ascii(struct str *out, const char *s);

#endif
