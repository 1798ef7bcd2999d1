/*
 * Breaking a text into lines.  UAX 14 (libunistring) says where a line may end;
 * this fills lines greedily, lets the spaces at a line's end hang over, and cuts
 * what has no break in it.
 */
#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>

#include "base/mem.h"
#include "base/text.h"

struct wrap {
	int	 columns;
	void	(*line)(void *arg, const char *s, size_t n, int width);
	void	*arg;
};

static void
emit(const struct wrap *wrap, const char *s, size_t n)
{
	while (n > 0 && s[n - 1] == ' ')
		n--;
	wrap->line(wrap->arg, s, n, text_width_n(s, n));
}

/*
 * May a line begin with s?  Asked of UAX 14 by putting an ideograph, after which
 * a break is allowed, in front of it.
 */
static bool
may_begin_line(const char *s, size_t n)
{
	char probe[3 + 4] = "\u4e00", breaks[sizeof(probe)];
	uint32_t uc;
	size_t octets = text_decode(s, n, &uc);

	memcpy(probe + 3, s, octets);
	u8_possible_linebreaks((const uint8_t *)probe, 3 + octets, "UTF-8", breaks);
	return breaks[3] == UC_BREAK_POSSIBLE;
}

/*
 * Where to cut a line of n octets that UAX 14 would not break: at its end, or
 * before it, so that no closing punctuation begins the next line.  rest is the
 * text from the line's beginning on, longer than the line.
 */
static size_t
cut(const char *s, size_t n, size_t rest)
{
	size_t best = 0;

	for (size_t i = 0; i < n;) {
		i += text_cluster(s + i, rest - i);
		if (i <= n && may_begin_line(s + i, rest - i))
			best = i;
	}
	return best > 0 ? best : n;
}

/* The code points that fit, for one cluster wider than a line; at least one. */
static size_t
cut_cluster(const char *s, size_t n, int columns)
{
	size_t fit = 0;
	uint32_t uc;

	while (fit < n) {
		size_t octets = text_decode(s + fit, n - fit, &uc);

		columns -= text_width_n(s + fit, octets);
		if (columns < 0 && fit > 0)
			break;
		fit += octets;
	}
	return fit;
}

/* The octets of the first line of s, with the spaces that hang over. */
static size_t
line_length(const char *s, size_t n, const char *breaks, int columns)
{
	size_t i = 0, last_break = 0;
	int width = 0;

	while (i < n) {
		size_t cluster = text_plain_cluster(s + i, n - i);

		if (i > 0 && breaks[i] == UC_BREAK_POSSIBLE)
			last_break = i;
		if (cluster > 0) {
			width++;
		} else {
			cluster = text_cluster(s + i, n - i);
			width += text_width_n(s + i, cluster);
		}
		if (width > columns && (s[i] != ' ' || cluster > 1))
			break;
		i += cluster;
	}
	if (i == n)
		return n;
	if (last_break > 0)
		return last_break;
	if (i == 0)
		return cut_cluster(s, text_cluster(s, n), columns);
	return cut(s, i, n);
}

/* isupper() asks the locale. */
static bool
is_capital(unsigned char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Is s[i], behind a hyphen, inside of a question's id: "lost-handshake.4"? */
static bool
is_in_id(const char *s, size_t i, size_t n)
{
	while (i < n && (is_capital((unsigned char)(s[i] ^ ' ')) || s[i] == '-'))
		i++;
	return i + 1 < n && s[i] == '.' && s[i + 1] >= '0' && s[i + 1] <= '9';
}

/*
 * Is the break in front of s[i], i > 0, one that UAX 14 forbids by rules younger than the
 * library's (29: not in "SND.UNA", 20a: not in "--ascii"), or one that would cut
 * a name of the field ("FIN-WAIT-1"), or of a question?
 */
static bool
must_not_break(const char *s, size_t i, size_t n)
{
	unsigned char next = (unsigned char)s[i];

	if (strchr(".,:;", s[i - 1]) != NULL)
		return is_capital(next) || is_capital(next ^ ' ') || next == '(';
	if (s[i - 1] != '-')
		return false;
	if (i == 1 || strchr(" -([\"'=", s[i - 2]) != NULL)
		return true;
	if (is_in_id(s, i, n))
		return true;
	return is_capital((unsigned char)s[i - 2]) && is_capital(next);
}

static void
breaks_find(const char *s, size_t n, char *breaks)
{
	u8_possible_linebreaks((const uint8_t *)s, n, "UTF-8", breaks);
	for (size_t i = 1; i < n; i++) {
		if (breaks[i] == UC_BREAK_POSSIBLE && must_not_break(s, i, n))
			breaks[i] = UC_BREAK_PROHIBITED;
	}
}

static void
wrap_paragraph(const struct wrap *wrap, const char *s, size_t n)
{
	if (n == 0) {
		emit(wrap, s, 0);
		return;
	}

	char *breaks = mem_alloc(n, 1);

	breaks_find(s, n, breaks);
	for (size_t i = 0; i < n;) {
		size_t length = line_length(s + i, n - i, breaks + i, wrap->columns);

		emit(wrap, s + i, length);
		i += length;
	}
	free(breaks);
}

void
text_wrap(const char *s, int columns,
    void (*line)(void *arg, const char *s, size_t n, int width), void *arg)
{
	struct wrap wrap = {
		.columns = columns < 2 ? 2 : columns,
		.line = line,
		.arg = arg,
	};

	while (*s != '\0') {
		size_t n = strcspn(s, "\n");

		wrap_paragraph(&wrap, s, n);
		s += n;
		if (*s == '\n')
			s++;
	}
}
