/*
 * Segments, and how packetdrill and tcpdump write them.
 */
#include "tcp/segment.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

/* In the order of INTERFACE: SFRPUEW and then the dot. */
static const struct {
	char	letter;
	uint8_t	flag;
} flags_table[] = {
	{ 'S', SEG_SYN },
	{ 'F', SEG_FIN },
	{ 'R', SEG_RST },
	{ 'P', SEG_PSH },
	{ 'U', SEG_URG },
	{ 'E', SEG_ECE },
	{ 'W', SEG_CWR },
	{ '.', SEG_ACK }
};

#define FLAGS (sizeof(flags_table) / sizeof(flags_table[0]))

uint32_t
segment_len(const struct segment *seg)
{
	return seg->len + ((seg->flags & SEG_SYN) != 0) +
	    ((seg->flags & SEG_FIN) != 0);
}

void
segment_cut(struct segment *seg, uint32_t cut)
{
	if ((seg->flags & SEG_URG) && seg->up <= cut)
		seg->flags &= (uint8_t)~SEG_URG;
	seg->up = seg->flags & SEG_URG ? (uint16_t)(seg->up - cut) : 0;
	seg->seq = seq_add(seg->seq, cut);
	if (cut > 0 && (seg->flags & SEG_SYN)) {
		seg->flags &= (uint8_t)~SEG_SYN;
		cut--;
	}
	seg->len -= cut;
}

bool
segment_equal(const struct segment *a, const struct segment *b)
{
	return seq_eq(a->seq, b->seq) && seq_eq(a->ack, b->ack) &&
	    a->len == b->len && a->wnd == b->wnd && a->up == b->up &&
	    a->mss == b->mss && a->flags == b->flags;
}

char *
segment_flags(char *buf, size_t size, unsigned flags)
{
	char letters[FLAGS + 1];
	size_t n = 0;

	for (size_t i = 0; i < FLAGS; i++)
		if (flags & flags_table[i].flag)
			letters[n++] = flags_table[i].letter;
	letters[n] = '\0';
	snprintf(buf, size, "%s", n > 0 ? letters : "none");
	return buf;
}

char *
segment_print(char *buf, size_t size, const struct segment *seg)
{
	struct pattern all = { *seg, PATTERN_SEQ | PATTERN_LEN };

	if (seg->flags & SEG_ACK)
		all.given |= PATTERN_ACK;
	if (!seg->wnd_unseen)
		all.given |= PATTERN_WND;
	if (seg->flags & SEG_URG)
		all.given |= PATTERN_UP;
	return pattern_print(buf, size, &all);
}

char *
pattern_print(char *buf, size_t size, const struct pattern *pattern)
{
	const struct segment *seg = &pattern->seg;
	char flags[16], out[160];
	int n = snprintf(out, sizeof(out), "%s",
	    segment_flags(flags, sizeof(flags), seg->flags));

	if (pattern->given & PATTERN_SEQ)
		n += snprintf(out + n, sizeof(out) - (size_t)n, " %u:%u(%u)",
		    seg->seq.n, seg->seq.n + seg->len, seg->len);
	if (pattern->given & PATTERN_ACK)
		n += snprintf(out + n, sizeof(out) - (size_t)n, " ack %u", seg->ack.n);
	if (pattern->given & PATTERN_WND)
		n += snprintf(out + n, sizeof(out) - (size_t)n, " win %u", seg->wnd);
	if (pattern->given & PATTERN_UP)
		n += snprintf(out + n, sizeof(out) - (size_t)n, " urg %u", seg->up);
	if (pattern->given & PATTERN_MSS)
		snprintf(out + n, sizeof(out) - (size_t)n, " <mss %u>", seg->mss);
	snprintf(buf, size, "%s", out);
	return buf;
}

bool
pattern_match(const struct pattern *pattern, const struct segment *seg)
{
	const struct segment *want = &pattern->seg;
	unsigned given = pattern->given;

	if ((want->flags & ~SEG_PSH) != (seg->flags & ~SEG_PSH))
		return false;
	return (!(given & PATTERN_SEQ) || seq_eq(want->seq, seg->seq)) &&
	    (!(given & PATTERN_LEN) || want->len == seg->len) &&
	    (!(given & PATTERN_ACK) || seq_eq(want->ack, seg->ack)) &&
	    (!(given & PATTERN_WND) || want->wnd == seg->wnd) &&
	    (!(given & PATTERN_UP) || want->up == seg->up) &&
	    (!(given & PATTERN_MSS) || want->mss == seg->mss);
}

/* A reader over the pattern's text. */
struct reader {
	const char	*text;
	size_t		 n, at;
	struct error	*error;
};

static bool
fail(struct reader *r, size_t at, const char *what)
{
	error_set(r->error, 0, (int)at + 1, "%s", what);
	return false;
}

static void
skip_blanks(struct reader *r)
{
	while (r->at < r->n && (r->text[r->at] == ' ' || r->text[r->at] == '\t'))
		r->at++;
}

static bool
take(struct reader *r, char c)
{
	if (r->at < r->n && r->text[r->at] == c) {
		r->at++;
		return true;
	}
	return false;
}

static bool
read_number(struct reader *r, uint32_t max, uint32_t *number, const char *what)
{
	size_t start = r->at;
	uint64_t value = 0;

	while (r->at < r->n && r->text[r->at] >= '0' && r->text[r->at] <= '9') {
		value = value * 10 + (uint64_t)(r->text[r->at++] - '0');
		if (value > max)
			return fail(r, start, what);
	}
	if (r->at == start)
		return fail(r, start, what);
	*number = (uint32_t)value;
	return true;
}

static size_t
word_length(const struct reader *r)
{
	size_t n = 0;

	while (r->at + n < r->n && r->text[r->at + n] != ' ' &&
	    r->text[r->at + n] != '\t')
		n++;
	return n;
}

static bool
read_flags(struct reader *r, uint8_t *flags)
{
	size_t n = word_length(r);

	*flags = 0;
	if (n == 4 && memcmp(r->text + r->at, "none", 4) == 0) {
		r->at += n;
		return true;
	}
	if (n == 0)
		return fail(r, r->at, _("a segment begins with its flags, such as S. or F."));
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < FLAGS && flags_table[k].letter != r->text[r->at + i])
			k++;
		if (k == FLAGS)
			return fail(r, r->at + i,
			    _("this is no flag; flags are S F R P U E W and . (ACK)"));
		if (*flags & flags_table[k].flag)
			return fail(r, r->at + i, _("this flag stands here twice"));
		*flags |= flags_table[k].flag;
	}
	r->at += n;
	return true;
}

/* SEQ:END(LEN) */
static bool
read_range(struct reader *r, struct pattern *pattern)
{
	const char *form = _("sequence numbers are written SEQ:END(LEN), as in 101:111(10)");
	size_t start = r->at;
	uint32_t seq, end, len;

	if (!read_number(r, UINT32_MAX, &seq, form) || !take(r, ':'))
		return fail(r, start, form);
	if (!read_number(r, UINT32_MAX, &end, form) || !take(r, '('))
		return fail(r, start, form);
	if (!read_number(r, UINT32_MAX, &len, form) || !take(r, ')'))
		return fail(r, start, form);
	if (seq + len != end)
		return fail(r, start,
		    _("END is not SEQ + LEN (SYN and FIN are not counted in them)"));
	pattern->seg.seq = seq_make(seq);
	pattern->seg.len = len;
	pattern->given |= PATTERN_SEQ | PATTERN_LEN;
	return true;
}

/* The parts after the range, each a word and a number. */
static const struct {
	const char	*word;
	uint32_t	 max;
	unsigned	 given;
} parts[] = {
	{ "ack", UINT32_MAX, PATTERN_ACK },
	{ "win", 1u << 30, PATTERN_WND },
	{ "urg", UINT16_MAX, PATTERN_UP },
	{ "<mss", UINT16_MAX, PATTERN_MSS }
};

static bool
set_part(struct reader *r, size_t at, struct pattern *pattern, unsigned given,
    uint32_t number)
{
	struct segment *seg = &pattern->seg;

	if (pattern->given & given)
		return fail(r, at, _("this part stands here twice"));
	pattern->given |= given;
	if (given == PATTERN_ACK)
		seg->ack = seq_make(number);
	else if (given == PATTERN_WND)
		seg->wnd = number;
	else if (given == PATTERN_UP)
		seg->up = (uint16_t)number;
	else
		seg->mss = (uint16_t)number;
	if (given == PATTERN_ACK && !(seg->flags & SEG_ACK))
		return fail(r, at, _("an ack needs the ACK flag: a dot among the flags"));
	if (given == PATTERN_UP && !(seg->flags & SEG_URG))
		return fail(r, at, _("an urg needs the URG flag: U among the flags"));
	return true;
}

static bool
read_part(struct reader *r, struct pattern *pattern)
{
	size_t start = r->at, n = word_length(r);

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		uint32_t number;

		if (n != strlen(parts[i].word) ||
		    memcmp(r->text + r->at, parts[i].word, n) != 0)
			continue;
		r->at += n;
		skip_blanks(r);
		if (!read_number(r, parts[i].max, &number,
		    _("here a number is missing, or it is too large")))
			return false;
		if (parts[i].given == PATTERN_MSS && !take(r, '>'))
			return fail(r, r->at, _("<mss N> ends with a >"));
		return set_part(r, start, pattern, parts[i].given, number);
	}
	return fail(r, start,
	    _("here stands SEQ:END(LEN), ack N, win N, urg N or <mss N>, or nothing"));
}

bool
pattern_parse(struct pattern *pattern, const char *text, size_t n,
    struct error *error)
{
	struct reader r = { text, n, 0, error };

	*pattern = (struct pattern){ 0 };
	skip_blanks(&r);
	if (!read_flags(&r, &pattern->seg.flags))
		return false;
	skip_blanks(&r);
	if (r.at < r.n && r.text[r.at] >= '0' && r.text[r.at] <= '9' &&
	    !read_range(&r, pattern))
		return false;
	for (skip_blanks(&r); r.at < r.n; skip_blanks(&r))
		if (!read_part(&r, pattern))
			return false;
	return true;
}
