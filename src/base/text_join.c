/*
 * Where a line of a source ends inside a paragraph: the space that English has
 * there, or the nothing of Chinese and Japanese.  Korean has spaces.
 */
#include <uniwidth.h>

#include "base/text.h"

static bool
in(uint32_t uc, uint32_t first, uint32_t last)
{
	return uc >= first && uc <= last;
}

/* One of a script that has no spaces between its words. */
static bool
is_east_asian(uint32_t uc)
{
	bool hangul = in(uc, 0x1100, 0x11ff) || in(uc, 0x3130, 0x318f) || in(uc, 0xac00, 0xd7ff);

	return uc >= 0x2e80 && uc < 0x1f000 && !hangul && uc_width(uc, "UTF-8") == 2;
}

/* A mark of East Asia; its own glyph has the space that it needs. */
static bool
is_wide_mark(uint32_t uc)
{
	return in(uc, 0x3001, 0x3003) || in(uc, 0x3008, 0x301f) || in(uc, 0xff01, 0xff0f) ||
	    in(uc, 0xff1a, 0xff1f) || in(uc, 0xff3b, 0xff3d) || in(uc, 0xff5b, 0xff65);
}

/* Dashes, quotation marks and dots, which Chinese shares with English. */
static bool
is_shared_mark(uint32_t uc)
{
	return in(uc, 0x2013, 0x2026);
}

static uint32_t
last_code_point(const char *s, size_t n)
{
	uint32_t uc;
	size_t i = n - 1;

	while (i > 0 && n - i < 4 && (s[i] & 0xc0) == 0x80)
		i--;
	text_decode(s + i, n - i, &uc);
	return uc;
}

bool
text_joins(const char *before, size_t n, const char *after, size_t after_n)
{
	uint32_t a, b;

	if (n == 0 || after_n == 0)
		return true;
	a = last_code_point(before, n);
	text_decode(after, after_n, &b);
	if (is_wide_mark(a) || is_wide_mark(b))
		return true;
	if (is_east_asian(a))
		return is_east_asian(b) || is_shared_mark(b);
	return is_shared_mark(a) && is_east_asian(b);
}
