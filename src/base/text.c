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

size_t
text_cluster(const char *s, size_t n)
{
	if ((unsigned char)s[0] < 0x80 && s[0] != '\r' &&
	    (n == 1 || (unsigned char)s[1] < 0x80))
		return 1;

	const uint8_t *begin = (const uint8_t *)s;

	return (size_t)(u8_grapheme_next(begin, begin + n) - begin);
}

int
text_width_n(const char *s, size_t n)
{
	int columns = 0;
	uint32_t uc;

	for (size_t i = 0; i < n;) {
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
