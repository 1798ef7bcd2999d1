/*
 * Answers: what a person or a lesson's writer types, made canonical, so that
 * two answers that mean the same are the same text.
 */
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "question_private.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Ways to write an answer. */
struct spelling {
	const char	*typed;
	const char	*canonical;
};

static const struct spelling nothings[] = {
	{ "nothing", ANSWER_NOTHING }, { "none", ANSWER_NOTHING }, { "no", ANSWER_NOTHING },
	{ "no segment", ANSWER_NOTHING }, { "-", ANSWER_NOTHING },
};

static const struct spelling unknowns[] = {
	{ "unknown", ANSWER_UNKNOWN }, { "none", ANSWER_UNKNOWN }, { "nothing", ANSWER_UNKNOWN },
	{ "-", ANSWER_UNKNOWN },
};

static const struct spelling ends[] = {
	{ "A", "A" }, { "B", "B" }, { "both", "both" }, { "A and B", "both" }, { "A, B", "both" },
	{ "A,B", "both" }, { "AB", "both" }, { "A B", "both" }, { "B and A", "both" },
	{ "nobody", "nobody" }, { "none", "nobody" }, { "neither", "nobody" },
	{ "no one", "nobody" }, { "nobody's", "nobody" }, { "A's", "A" }, { "B's", "B" },
};

static const struct spelling lastings[] = {
	{ "lasts", ANSWER_LASTS }, { "last", ANSWER_LASTS }, { "it lasts", ANSWER_LASTS },
	{ "stays", ANSWER_LASTS }, { "passes", ANSWER_PASSES }, { "pass", ANSWER_PASSES },
	{ "it passes", ANSWER_PASSES }, { "goes", ANSWER_PASSES },
};

static const struct spelling calls[] = {
	{ "listen", "listen" }, { "connect", "connect" }, { "send", "send" }, { "write", "send" },
	{ "receive", "receive" }, { "recv", "receive" }, { "read", "receive" },
	{ "shutdown", "shutdown" }, { "close", "close" }, { "abort", "abort" },
	{ "crash", "crash" }, { "accept", "accept" }, { "bind", "bind" }, { "socket", "socket" },
	{ "none", ANSWER_NONE }, { "nothing", ANSWER_NONE }, { "no call", ANSWER_NONE },
	{ "nobody", ANSWER_NONE },
};

const char *
answer_ends(bool a, bool b)
{
	return a && b ? "both" : a ? "A" : b ? "B" : "nobody";
}

void
answer_flags(struct str *out, unsigned flags)
{
	char buf[SEGMENT_TEXT];

	str_add(out, segment_flags(buf, sizeof(buf), flags & ~(unsigned)SEG_PSH));
}

static bool
spelt(struct str *out, const struct word *word, const struct spelling *table, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (word_is(word, table[i].typed)) {
			str_add(out, table[i].canonical);
			return true;
		}
	return false;
}

/* ---- each kind's */

static bool
state_read(struct str *out, const struct word *word)
{
	enum state state;

	if (!state_parse(word->p, word->n, &state))
		return false;
	str_add(out, state_name(state));
	return true;
}

static const struct {
	const char	*name;
	unsigned	 flag;
} flag_names[] = {
	{ "SYN", SEG_SYN }, { "ACK", SEG_ACK }, { "FIN", SEG_FIN }, { "RST", SEG_RST },
	{ "PSH", SEG_PSH }, { "URG", SEG_URG }, { "ECE", SEG_ECE }, { "CWR", SEG_CWR },
};

static bool
flag_named(const struct word *part, unsigned *flags)
{
	for (size_t i = 0; i < COUNT(flag_names); i++)
		if (word_is(part, flag_names[i].name)) {
			*flags |= flag_names[i].flag;
			return true;
		}
	return false;
}

/* "S.", "SA", "." */
static bool
flag_letters(const struct word *part, unsigned *flags)
{
	static const char letters[] = "SFRPUEWA.";
	static const unsigned values[] = { SEG_SYN, SEG_FIN, SEG_RST, SEG_PSH, SEG_URG,
	    SEG_ECE, SEG_CWR, SEG_ACK, SEG_ACK };

	for (size_t i = 0; i < part->n; i++) {
		char c = part->p[i];
		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		const char *at = c != '\0' ? strchr(letters, c) : NULL;
		if (at == NULL)
			return false;
		*flags |= values[at - letters];
	}
	return part->n > 0;
}

static bool
flags_read(struct str *out, const struct word *word)
{
	static const char separators[] = " ,+-/&|";
	const char *end = word->p + word->n;
	unsigned flags = 0;

	if (spelt(out, word, nothings, COUNT(nothings)))
		return true;
	for (const char *p = word->p; p < end; ) {
		struct word part = { p, 0 };
		while (p < end && strchr(separators, *p) == NULL)
			p++;
		part.n = (size_t)(p - part.p);
		if (part.n > 0 && !flag_named(&part, &flags) && !flag_letters(&part, &flags))
			return false;
		p += p < end;
	}
	if (flags == 0)
		return false;
	answer_flags(out, flags);
	return true;
}

static bool
digits_read(const struct word *word, uint32_t *number)
{
	uint64_t value = 0;

	for (size_t i = 0; i < word->n; i++) {
		if (word->p[i] < '0' || word->p[i] > '9')
			return false;
		value = value * 10 + (uint64_t)(word->p[i] - '0');
		if (value > UINT32_MAX)
			return false;
	}
	*number = (uint32_t)value;
	return word->n > 0;
}

/* "101", "seq 101", "ack 101" */
static bool
number_read(struct str *out, const struct word *word)
{
	static const char *const names[] = { "seq", "ack" };
	struct word rest = *word;
	uint32_t number;

	for (size_t i = 0; i < COUNT(names); i++) {
		struct word name = { rest.p, 3 };
		if (rest.n > 3 && word_is(&name, names[i]))
			for (rest.p += 3, rest.n -= 3; rest.n > 0 &&
			    (*rest.p == ' ' || *rest.p == '='); rest.n--)
				rest.p++;
	}
	if (!digits_read(&rest, &number))
		return false;
	str_addf(out, "%u", number);
	return true;
}

/* "close", "close()", "shutdown(SHUT_WR)" */
static bool
call_read(struct str *out, const struct word *word)
{
	const char *bracket = memchr(word->p, '(', word->n);
	struct word name = { word->p, bracket != NULL ? (size_t)(bracket - word->p) : word->n };

	return spelt(out, &name, calls, COUNT(calls));
}

static bool
illegal_read(struct str *out, const struct question *question, const struct word *word,
    bool strict)
{
	const struct question_candidate *found = NULL;
	struct pattern pattern;
	struct error error;

	if (!pattern_parse(&pattern, word->p, word->n, &error))
		return false;
	for (size_t i = 0; i < question->candidates.n; i++) {
		const struct question_candidate *candidate = &question->candidates.v[i];
		if (!pattern_match(&pattern, &candidate->seg))
			continue;
		if (found != NULL)
			return false;
		found = candidate;
	}
	if (found != NULL)
		str_add(out, found->source);
	return found != NULL || !strict;
}

/* ---- all of them */

/* What is not shown as it is written. */
static const struct {
	const char	*answer;
	const char	*label;
} labels[] = {
	{ "both", N_("both A and B") },	/* as it is shown; the others may be typed, too */
	{ "both", N_("A and B") },
	{ "nobody", N_("nobody") },
	{ ANSWER_LASTS, N_("it lasts") },
	{ ANSWER_PASSES, N_("it passes") },
	{ ANSWER_NOTHING, N_("nothing") },
	{ ANSWER_UNKNOWN, N_("unknown as yet") },
	{ ANSWER_NONE, N_("none") },
};

/* But for blanks, which Chinese sets between its own and Latin letters, or does not. */
static bool
reads_as(const struct word *word, const char *label)
{
	const char *p = word->p, *end = p + word->n;

	for (;;) {
		while (p < end && *p == ' ')
			p++;
		while (*label == ' ')
			label++;
		if (p == end || *label == '\0')
			return p == end && *label == '\0';
		if (strncasecmp(p++, label++, 1) != 0)
			return false;
	}
}

/* What is typed as it is shown, in words as they are written. */
static struct word
label_word(const struct word *word)
{
	for (size_t i = 0; i < COUNT(labels); i++)
		if (reads_as(word, _(labels[i].label)))
			return (struct word){ labels[i].answer, strlen(labels[i].answer) };
	return *word;
}

bool
answer_read(struct str *out, const struct question *question, const struct solution *solution,
    const char *text, size_t n)
{
	while (n > 0 && (*text == ' ' || *text == '\t')) {
		text++;
		n--;
	}
	while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t'))
		n--;
	struct word word = { text, n };
	if (n == 0)
		return false;
	if (solution != NULL)
		word = label_word(&word);
	switch ((enum question_kind)question->kind) {
	case QUESTION_STATE:
		return state_read(out, &word);
	case QUESTION_FLAGS:
		return flags_read(out, &word);
	case QUESTION_SEQ:
	case QUESTION_ACK:
		return number_read(out, &word) || spelt(out, &word, nothings, COUNT(nothings));
	case QUESTION_VARIABLE:
		return number_read(out, &word) || spelt(out, &word, unknowns, COUNT(unknowns));
	case QUESTION_CALL:
	case QUESTION_MISSING:
		return call_read(out, &word);
	case QUESTION_TIME_WAIT:
	case QUESTION_WHOSE:
		return spelt(out, &word, ends, COUNT(ends));
	case QUESTION_LASTS:
		return spelt(out, &word, lastings, COUNT(lastings));
	case QUESTION_ILLEGAL:
		return illegal_read(out, question, &word, solution != NULL);
	case QUESTION_ORDER:
		return order_read(out, solution, &word);
	}
	return false;
}

static const struct offer *
offer_find(const struct solution *solution, const char *answer)
{
	for (size_t i = 0; i < solution->offers.n; i++)
		if (strcmp(solution->offers.v[i].answer, answer) == 0)
			return &solution->offers.v[i];
	return NULL;
}

bool
answer_typed(struct str *out, const struct solution *solution, const char *text)
{
	const struct offer *labelled = offer_labelled(solution, text);
	struct str answer = { 0 };
	struct word word = { text, strlen(text) };
	uint32_t number = 0;
	bool read = answer_read(&answer, solution->question, solution, text, strlen(text));
	bool offered = read && offer_find(solution, str_text(&answer)) != NULL;

	if (!offered && digits_read(&word, &number) && number >= 1 &&
	    number <= solution->offers.n) {
		str_clear(&answer);
		str_add(&answer, solution->offers.v[number - 1].answer);
		read = true;
	}
	if (labelled != NULL || read)
		str_add(out, labelled != NULL ? labelled->answer : str_text(&answer));
	str_free(&answer);
	return labelled != NULL || read;
}

bool
answer_is_right(const struct solution *solution, const char *answer)
{
	for (size_t i = 0; i < solution->right.n; i++)
		if (strcmp(solution->right.v[i], answer) == 0)
			return true;
	return false;
}

const struct question_reply *
answer_reply(const struct solution *solution, const char *answer)
{
	const struct question *question = solution->question;
	const struct question_reply *found = NULL;
	struct str canonical = { 0 };

	for (size_t i = 0; i < question->replies.n && found == NULL; i++) {
		const struct question_reply *reply = &question->replies.v[i];
		str_clear(&canonical);
		if (answer_read(&canonical, question, solution, reply->answer,
		    strlen(reply->answer)) && strcmp(str_text(&canonical), answer) == 0)
			found = reply;
	}
	str_free(&canonical);
	return found;
}

/* ---- as a person reads them */

/* "S. (SYN,ACK)" */
static void
flags_label(struct str *out, const char *answer)
{
	struct word word = { answer, strlen(answer) };
	unsigned flags = 0;
	bool first = true;

	str_add(out, answer);
	if (!flag_letters(&word, &flags))
		return;
	str_add(out, " (");
	for (size_t i = 0; i < COUNT(flag_names); i++) {
		/* ACK stands last, as everybody says it. */
		if (flag_names[i].flag == SEG_ACK || !(flags & flag_names[i].flag))
			continue;
		str_addf(out, "%s%s", first ? "" : ",", flag_names[i].name);
		first = false;
	}
	if (flags & SEG_ACK)
		str_addf(out, "%sACK", first ? "" : ",");
	str_addc(out, ')');
}

void
answer_label(struct str *out, const struct solution *solution, const char *answer)
{
	for (size_t i = 0; i < COUNT(labels); i++)
		if (strcmp(labels[i].answer, answer) == 0) {
			str_add(out, _(labels[i].label));
			return;
		}
	switch ((enum question_kind)solution->question->kind) {
	case QUESTION_FLAGS:
		flags_label(out, answer);
		break;
	case QUESTION_ORDER:
		order_label(out, solution, answer);
		break;
	case QUESTION_CALL:
	case QUESTION_MISSING:
		str_addf(out, "%s()", call_spoken(answer));
		break;
	default:
		str_add(out, answer);
		break;
	}
}
