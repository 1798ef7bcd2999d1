/*
 * How wide a text is and where it may be cut.  Widths come from libunistring a
 * code point at a time: what it says of whole strings has changed between its
 * versions, and a terminal adds up code points.
 */
#include "base/text.h"

#include <string.h>
#include <unigbrk.h>
#include <unistr.h>
#include <uniwidth.h>

#define CLUSTER_MAX	64	/* octets; a heap of marks must not cost n * n */

size_t
text_decode(const char *s, size_t n, uint32_t *uc)
{
	unsigned char first = (unsigned char)*s;

	if (first < 0x80) {
		*uc = first;
		return 1;
	}

	ucs4_t decoded;
	int octets = u8_mbtoucr(&decoded, (const uint8_t *)s, n);

	if (octets <= 0) {
		*uc = 0xfffd;
		return 1;
	}
	*uc = decoded;
	return (size_t)octets;
}

/*
 * Does what begins at s + n belong to the cluster before it?  u8_grapheme_next()
 * sees only two code points at a time, which does not tell for the halves of a
 * flag and for what a zero-width joiner joins.
 */
static bool
cluster_goes_on(const char *s, size_t n, size_t rest)
{
	static const char joiner[] = "\u200d", flag_half[] = "\U0001f1e6";
	char breaks[CLUSTER_MAX];

	if (n == rest || n < 3)
		return false;
	if (memcmp(s, flag_half, 3) != 0 && memcmp(s + n - 3, joiner, 3) != 0)
		return false;

	uint32_t uc;
	size_t octets = text_decode(s + n, rest - n, &uc);

	u8_grapheme_breaks((const uint8_t *)s, n + octets, breaks);
	return breaks[n] == 0;
}

/* At most n octets and CLUSTER_MAX, but no half of a code point. */
static size_t
cluster_limit(const char *s, size_t n)
{
	if (n <= CLUSTER_MAX)
		return n;
	for (size_t back = 0; back <= 3; back++) {
		if (((unsigned char)s[CLUSTER_MAX - back] & 0xc0) != 0x80)
			return CLUSTER_MAX - back;
	}
	return CLUSTER_MAX;
}

size_t
text_cluster(const char *s, size_t n)
{
	if ((unsigned char)s[0] < 0x80 && s[0] != '\r' &&
	    (n == 1 || (unsigned char)s[1] < 0x80))
		return 1;

	size_t plain = text_plain_cluster(s, n);

	if (plain > 0)
		return plain;
	n = cluster_limit(s, n);

	const uint8_t *begin = (const uint8_t *)s, *end = begin;

	do {
		end = u8_grapheme_next(end, begin + n);
	} while (cluster_goes_on(s, (size_t)(end - begin), n));
	return (size_t)(end - begin);
}

int
text_width_n(const char *s, size_t n)
{
	int columns = 0;
	uint32_t uc;

	for (size_t i = 0, plain; i < n;) {
		if ((plain = text_plain(s + i, n - i)) > 0) {
			i += plain;
			columns++;
			continue;
		}
		i += text_decode(s + i, n - i, &uc);

		int width = uc_width(uc, "UTF-8");

		if (width > 0)
			columns += width;
	}
	return columns;
}

int
text_width(const char *s)
{
	return text_width_n(s, strlen(s));
}

size_t
text_fit(const char *s, int columns)
{
	size_t n = strlen(s), fit = 0;

	while (fit < n) {
		size_t cluster = text_cluster(s + fit, n - fit);

		columns -= text_width_n(s + fit, cluster);
		if (columns < 0)
			break;
		fit += cluster;
	}
	return fit;
}

bool
text_is_utf8(const char *s, size_t n, size_t *bad_offset)
{
	const uint8_t *bad = u8_check((const uint8_t *)s, n);

	if (bad == NULL)
		return true;
	if (bad_offset != NULL)
		*bad_offset = (size_t)(bad - (const uint8_t *)s);
	return false;
}
