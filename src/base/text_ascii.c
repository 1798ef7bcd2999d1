/*
 * Text for a terminal that shows ASCII alone.
 */
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>
#include <uniwidth.h>

#include "base/text.h"

/* U+2500 to U+257F, a character each. */
static const char box[] =
    "--||--||--||++++"
    "++++++++++++++++"
    "++++++++++++++++"
    "++++++++++++++++"
    "++++++++++++--||"
    "=|++++++++++++++"
    "++++++++++++++++"
    "+/\\X-|-|-|-|-|-|";

_Static_assert(sizeof(box) == 128 + 1, "a character for each of the block");

struct ascii {
	uint32_t	 uc;
	const char	*text;
};

/* By code point: it is searched by halving. */
static const struct ascii looks[] = {
	{ 0x00ab, "\"" },	/* « */
	{ 0x00b4, "'" },	/* ´ */
	{ 0x00b5, "u" },	/* µ */
	{ 0x00b7, "." },	/* · */
	{ 0x00bb, "\"" },	/* » */
	{ 0x00d7, "x" },	/* × */
	{ 0x00f7, "/" },	/* ÷ */
	{ 0x03bc, "u" },	/* μ */
	{ 0x2010, "-" },	/* ‐ */
	{ 0x2011, "-" },	/* ‑ */
	{ 0x2012, "-" },	/* ‒ */
	{ 0x2013, "-" },	/* – */
	{ 0x2014, "-" },	/* — */
	{ 0x2015, "-" },	/* ― */
	{ 0x2018, "'" },	/* ‘ */
	{ 0x2019, "'" },	/* ’ */
	{ 0x201a, "," },	/* ‚ */
	{ 0x201c, "\"" },	/* “ */
	{ 0x201d, "\"" },	/* ” */
	{ 0x201e, "\"" },	/* „ */
	{ 0x2022, "*" },	/* • */
	{ 0x2026, "." },	/* … */
	{ 0x2032, "'" },	/* ′ */
	{ 0x2033, "\"" },	/* ″ */
	{ 0x2039, "<" },	/* ‹ */
	{ 0x203a, ">" },	/* › */
	{ 0x2190, "<" },	/* ← */
	{ 0x2191, "^" },	/* ↑ */
	{ 0x2192, ">" },	/* → */
	{ 0x2193, "v" },	/* ↓ */
	{ 0x2194, "-" },	/* ↔ */
	{ 0x2195, "|" },	/* ↕ */
	{ 0x21a9, "<" },	/* ↩ */
	{ 0x21aa, ">" },	/* ↪ */
	{ 0x21c4, "=" },	/* ⇄ */
	{ 0x21d0, "<" },	/* ⇐ */
	{ 0x21d2, ">" },	/* ⇒ */
	{ 0x21d4, "=" },	/* ⇔ */
	{ 0x2212, "-" },	/* − */
	{ 0x2248, "~" },	/* ≈ */
	{ 0x2260, "!=" },	/* ≠ */
	{ 0x2264, "=<" },	/* ≤ */
	{ 0x2265, ">=" },	/* ≥ */
	{ 0x232b, "<" },	/* ⌫ */
	{ 0x2423, "_" },	/* ␣ */
	{ 0x2588, "#" },	/* █ */
	{ 0x2591, "." },	/* ░ */
	{ 0x2592, ":" },	/* ▒ */
	{ 0x2593, "#" },	/* ▓ */
	{ 0x25a0, "#" },	/* ■ */
	{ 0x25a1, "o" },	/* □ */
	{ 0x25b2, "^" },	/* ▲ */
	{ 0x25b3, "^" },	/* △ */
	{ 0x25b4, "^" },	/* ▴ */
	{ 0x25b5, "^" },	/* ▵ */
	{ 0x25b6, ">" },	/* ▶ */
	{ 0x25b7, ">" },	/* ▷ */
	{ 0x25b8, ">" },	/* ▸ */
	{ 0x25b9, ">" },	/* ▹ */
	{ 0x25ba, ">" },	/* ► */
	{ 0x25bc, "v" },	/* ▼ */
	{ 0x25bd, "v" },	/* ▽ */
	{ 0x25be, "v" },	/* ▾ */
	{ 0x25bf, "v" },	/* ▿ */
	{ 0x25c0, "<" },	/* ◀ */
	{ 0x25c1, "<" },	/* ◁ */
	{ 0x25c2, "<" },	/* ◂ */
	{ 0x25c3, "<" },	/* ◃ */
	{ 0x25c4, "<" },	/* ◄ */
	{ 0x25c6, "*" },	/* ◆ */
	{ 0x25c7, "o" },	/* ◇ */
	{ 0x25cb, "o" },	/* ○ */
	{ 0x25cc, "o" },	/* ◌ */
	{ 0x25cf, "*" },	/* ● */
	{ 0x2713, "+" },	/* ✓ */
	{ 0x2714, "+" },	/* ✔ */
	{ 0x2717, "x" },	/* ✗ */
	{ 0x2718, "x" },	/* ✘ */
	{ 0x27f5, "<" },	/* ⟵ */
	{ 0x27f6, ">" },	/* ⟶ */
};

static int
ascii_compare(const void *key, const void *entry)
{
	uint32_t uc = *(const uint32_t *)key;
	const struct ascii *ascii = entry;

	return (uc > ascii->uc) - (uc < ascii->uc);
}

/* The letter below the accents, or 0. */
static char
ascii_base(uint32_t uc)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];

	while (uc >= 0x80) {
		if (uc_canonical_decomposition(uc, parts) <= 0)
			return '\0';
		uc = parts[0];
	}
	return (char)uc;
}

static void
ascii_add(struct str *out, uint32_t uc)
{
	int width = uc_width(uc, "UTF-8");

	if (uc == '\n' || (uc >= 0x20 && uc < 0x7f)) {
		str_addc(out, (char)uc);
		return;
	}
	if (uc < 0x20 || uc == 0x7f) {
		str_addc(out, '?');
		return;
	}
	if (uc >= 0x2500 && uc <= 0x257f) {
		str_addc(out, box[uc - 0x2500]);
		return;
	}

	const struct ascii *found = bsearch(&uc, looks,
	    sizeof(looks) / sizeof(looks[0]), sizeof(looks[0]), ascii_compare);

	if (found != NULL) {
		str_add(out, found->text);
		return;
	}

	char c = '?';

	if (uc_is_general_category(uc, UC_SPACE_SEPARATOR))
		c = ' ';
	else if (width == 1 && ascii_base(uc) != '\0')
		c = ascii_base(uc);
	for (; width > 0; width--)
		str_addc(out, c);
}

void
text_to_ascii(struct str *out, const char *s)
{
	size_t n = strlen(s);
	uint32_t uc;

	str_addn(out, "", 0);
	for (size_t i = 0; i < n;) {
		i += text_decode(s + i, n - i, &uc);
		ascii_add(out, uc);
	}
}
