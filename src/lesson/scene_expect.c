/*
 * `expect`: what the scene must have come to.
 */
#include "base/text.h"
#include "base/i18n.h"
#include "base/vec.h"
#include "keyword.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static bool expect_end(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);
static bool expect_segments(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);
static bool expect_text(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);
static bool expect_ok(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);

static const char end_form[] =
    "expect A STATE [B STATE], or expect A snd.una|snd.nxt|snd.wnd|rcv.nxt|rcv.wnd N";

static const struct keyword expects[] = {
	{ .name = "A", .parse = expect_end, .kind = END_A, .form = end_form },
	{ .name = "B", .parse = expect_end, .kind = END_B, .form = end_form },
	{ .name = "sent", .parse = expect_segments, .kind = EXPECT_SENT,
	  .form = "expect sent SEGMENT [from A|B][, ...], or expect sent nothing" },
	{ .name = "wire", .parse = expect_segments, .kind = EXPECT_WIRE,
	  .form = "expect wire SEGMENT [from A|B][, ...], or expect wire empty" },
	{ .name = "error", .parse = expect_text, .kind = EXPECT_ERROR,
	  .form = "expect error \"TEXT\"" },
	{ .name = "ok", .parse = expect_ok, .kind = EXPECT_OK, .form = "expect ok" },
	{ .name = "signal", .parse = expect_text, .kind = EXPECT_SIGNAL,
	  .form = "expect signal A|B \"TEXT\"" }
};

static bool
word_variable(const struct word *word, uint8_t *variable)
{
	for (int i = 0; i < VARIABLE_COUNT; i++)
		if (word_is(word, variable_name((enum variable)i))) {
			*variable = (uint8_t)i;
			return true;
		}
	return false;
}

/* The state of an end. */
static bool
expect_state(struct reader *reader, const struct word *word, enum end end,
    struct expect *expect)
{
	enum state state;

	if (!state_parse(word->p, word->n, &state)) {
		reader_complain(reader, word->p,
		    _("'%.*s' is neither a state, such as SYN-SENT, nor a variable, "
		    "such as snd.nxt"), WORD_ARG(*word));
		return false;
	}
	expect->kind = EXPECT_STATES;
	expect->has_state[end] = true;
	expect->state[end] = (uint8_t)state;
	return true;
}

/* What may follow a state: that of the other end. */
static bool
expect_other(struct reader *reader, const struct keyword *keyword, struct expect *expect)
{
	enum end other = end_other((enum end)keyword->kind);
	const char letter[] = { end_letter(other), '\0' };
	struct word word;

	if (!reader_take(reader, letter))
		return reader_finish(reader, keyword->form);
	if (!reader_word(reader, &word)) {
		reader_complain(reader, reader->p, _("a state of %s is missing"), letter);
		return false;
	}
	return expect_state(reader, &word, other, expect) &&
	    reader_finish(reader, keyword->form);
}

static bool
expect_end(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	static const struct limits limits = { 0, UINT32_MAX };
	struct expect *expect = &statement->expect;
	struct word word;

	if (!reader_word(reader, &word)) {
		reader_complain(reader, reader->p,
		    _("a state or a variable is missing; the statement is written: %s"),
		    keyword->form);
		return false;
	}
	expect->end = keyword->kind;
	if (word_variable(&word, &expect->variable)) {
		expect->kind = EXPECT_VARIABLE;
		return reader_number(reader, keyword->form, &limits, &expect->value) &&
		    reader_finish(reader, keyword->form);
	}
	return expect_state(reader, &word, (enum end)keyword->kind, expect) &&
	    expect_other(reader, keyword, expect);
}

static struct expect_segment *
segment_new(struct expect *expect, size_t *cap)
{
	expect->segments = vec_room(expect->segments, cap, expect->segment_count + 1,
	    sizeof(*expect->segments));
	struct expect_segment *segment = &expect->segments[expect->segment_count++];
	*segment = (struct expect_segment){ 0 };
	return segment;
}

/* Takes a `from A` off the end of a segment's text. */
static void
item_from(struct word *item, struct expect_segment *segment)
{
	static const char from[] = "from";
	size_t n = item->n;
	struct word last = { item->p + n - 1, 1 };

	if (n < sizeof(from) + 1 || !word_end(&last, &segment->from))
		return;
	for (n--; n > 0 && (item->p[n - 1] == ' ' || item->p[n - 1] == '\t'); n--)
		;
	struct word word = { item->p + n - (sizeof(from) - 1), sizeof(from) - 1 };
	if (n < sizeof(from) || n == item->n - 1 || !word_is(&word, from) ||
	    (word.p[-1] != ' ' && word.p[-1] != '\t'))
		return;
	segment->has_from = true;
	item->n = n - sizeof(from);
}

static bool
expect_segments(struct reader *reader, const struct keyword *keyword,
    struct statement *statement)
{
	struct expect *expect = &statement->expect;
	size_t cap = 0;

	expect->kind = keyword->kind;
	if (reader_take(reader, keyword->kind == EXPECT_SENT ? "nothing" : "empty"))
		return reader_finish(reader, keyword->form);
	for (;;) {
		struct word item = reader_item(reader);
		if (item.n == 0) {
			reader_complain(reader, item.p,
			    _("a segment is missing; the statement is written: %s"),
			    keyword->form);
			return false;
		}
		struct expect_segment *segment = segment_new(expect, &cap);
		item_from(&item, segment);
		if (!keyword_pattern(reader, &item, &segment->pattern))
			return false;
		if (reader_at_end(reader))
			return true;
		reader->p++;
	}
}

static bool
expect_text(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	struct expect *expect = &statement->expect;
	struct word text;

	expect->kind = keyword->kind;
	if (keyword->kind == EXPECT_SIGNAL &&
	    !reader_end(reader, keyword->form, &expect->end))
		return false;
	if (!reader_text(reader, keyword->form, &text))
		return false;
	struct str clean = { 0 };
	text_clean_line(&clean, text.p, text.n);
	expect->text = str_take(&clean);
	return reader_finish(reader, keyword->form);
}

static bool
expect_ok(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	statement->expect.kind = EXPECT_OK;
	return reader_finish(reader, keyword->form);
}

bool
keyword_expect(struct reader *reader, const struct keyword *keyword,
    struct statement *statement)
{
	statement->is_expect = true;
	keyword = keyword_read(reader, _("expectation"), expects, COUNT(expects));
	return keyword != NULL && keyword->parse(reader, keyword, statement);
}
