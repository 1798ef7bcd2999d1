/*
 * A lesson's file is a stranger's: its size, its encoding and its control
 * characters are looked at first, each with its place.
 */
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unictype.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"

#define CHUNK 16384

/* All of it, or one octet more than max. errno if it cannot be read. */
static bool
read_all(struct str *out, int fd, size_t max)
{
	char chunk[CHUNK];

	while (out->n <= max) {
		size_t want = max + 1 - out->n;
		ssize_t n = read(fd, chunk, want < sizeof(chunk) ? want : sizeof(chunk));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		if (n == 0)
			break;
		str_addn(out, chunk, (size_t)n);
	}
	return true;
}

bool
source_read(struct str *out, const char *file, size_t max, struct errors *errors)
{
	const bool standard = strcmp(file, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);

	bool good = fd >= 0 && read_all(out, fd, max);
	if (!good)
		errors_add(errors, 1, 1, _("cannot be read: %s"), strerror(errno));
	if (fd >= 0 && !standard)
		close(fd);
	if (good && out->n > max) {
		errors_add(errors, 1, 1, _("this file is larger than %zu KiB; no lesson is"), max / 1024);
		return false;
	}
	return good;
}

/* Does it move a cursor, or reorder what a reader sees? */
static bool
is_control(uint32_t uc)
{
	if (uc < 0x20)
		return uc != '\t' && uc != '\n' && uc != '\r';
	return (uc >= 0x7f && uc < 0xa0) || uc == 0x2028 || uc == 0x2029 ||
	    (uc > 0xff && uc_is_property_bidi_control(uc));
}

/* A carriage return may stand before a newline only. */
static bool
is_lone_return(const char *text, size_t n, size_t at)
{
	return text[at] == '\r' && (at + 1 == n || text[at + 1] != '\n');
}

/* Printable ASCII: nearly all of a lesson. */
static bool
is_plain(char c)
{
	return c >= 0x20 && c < 0x7f;
}

size_t
source_find_control(const char *text, size_t n)
{
	size_t length;

	for (size_t at = 0; at < n; at += length) {
		uint32_t uc;
		length = 1;
		if (is_plain(text[at]))
			continue;
		length = text_decode(text + at, n - at, &uc);
		if (is_control(uc))
			return at;
	}
	return n;
}

static void
complain_control(struct errors *errors, int line, int col, uint32_t uc)
{
	static const char *const what[] = {
		N_("a carriage return without a newline"),
		N_("an escape character"),
		N_("a control character"),
		N_("a character that reorders the text around it")
	};
	int kind = uc == '\r' ? 0 : uc == 0x1b ? 1 : uc < 0xa0 ? 2 : 3;

	errors_add(errors, line, col, _("%s (U+%04X) may not stand in a lesson"), _(what[kind]),
	    (unsigned)uc);
}

static bool
check_encoding(const char *text, size_t n, struct errors *errors)
{
	const char *nul = memchr(text, '\0', n);
	size_t bad = nul != NULL ? (size_t)(nul - text) : n;
	size_t utf8;

	if (text_is_utf8(text, bad, &utf8)) {
		if (nul == NULL)
			return true;
	} else {
		bad = utf8;
	}
	if (n > 1 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0)) {
		errors_add(errors, 1, 1, _("this file is UTF-16; a lesson is saved as UTF-8"));
		return false;
	}
	int line = 1, col = 1;
	for (size_t i = 0; i < bad; i++) {
		col += ((unsigned char)text[i] & 0xc0) != 0x80;
		if (text[i] == '\n') {
			line++;
			col = 1;
		}
	}
	errors_add(errors, line, col,
	    _("octet 0x%02X here is not UTF-8 text; no lesson holds other octets"),
	    (unsigned char)text[bad]);
	return false;
}

static bool
is_empty_line(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r')
			return false;
	return true;
}

static bool
check_paragraphs(const char *text, size_t n, struct errors *errors)
{
	size_t paragraph = 0;
	int line = 1, first = 1;

	for (size_t at = 0; at < n; line++) {
		const char *newline = memchr(text + at, '\n', n - at);
		size_t length = newline != NULL ? (size_t)(newline - text) - at : n - at;
		if (is_empty_line(text + at, length)) {
			paragraph = 0;
			first = line + 1;
		} else {
			paragraph += length + 1;
		}
		if (paragraph > SOURCE_PARAGRAPH_MAX) {
			errors_add(errors, first, 1,
			    _("here begin more than %d octets without an empty line; no lesson has so many"),
			    SOURCE_PARAGRAPH_MAX);
			return false;
		}
		at += length + 1;
	}
	return true;
}

bool
source_check(const char *text, size_t n, struct errors *errors)
{
	int line = 1, col = 1;
	size_t length;

	if (!check_encoding(text, n, errors) || !check_paragraphs(text, n, errors))
		return false;
	for (size_t at = 0; at < n; at += length, col++) {
		uint32_t uc;
		length = 1;
		if (is_plain(text[at]))
			continue;
		length = text_decode(text + at, n - at, &uc);
		if (is_control(uc) || is_lone_return(text, n, at))
			complain_control(errors, line, col, uc);
		if (uc == '\n') {
			line++;
			col = 0;
		}
	}
	return true;
}

void
source_init(struct source *source, const char *text, size_t n)
{
	*source = (struct source){ .text = text, .n = n };
	vec_push(&source->starts, 0);
	for (size_t i = 0; i < n; i++)
		if (text[i] == '\n' || is_lone_return(text, n, i))
			vec_push(&source->starts, i + 1);
}

void
source_fini(struct source *source)
{
	vec_free(&source->starts);
}

const char *
source_lines(const struct source *source, int first, int last, size_t *n)
{
	size_t count = source->starts.n;

	*n = 0;
	if (first < 1 || last < first || (size_t)first > count)
		return source->text;
	size_t from = source->starts.v[first - 1];
	size_t to = (size_t)last < count ? source->starts.v[last] : source->n;
	*n = to - from;
	return source->text + from;
}
