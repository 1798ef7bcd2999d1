/*
 * A `goal` block: a goal a line, and hints. The words behind the colon are
 * Markdown; what stands before it is read as a statement is.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "build.h"
#include "keyword.h"
#include "lesson/goal.h"
#include "markdown.h"
#include "tcp/edge.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

#define FORM "[then] [any] A STATE [B STATE], either STATE, edge STATE STATE, every edge, " \
	"lost FLAGS [from A|B], refused FLAGS, answered FLAGS, carried, never STATE, " \
	"never crash|inject; then [: TEXT]"

enum goal_word {
	WORD_A,
	WORD_B,
	WORD_EITHER,
	WORD_EDGE,
	WORD_EVERY,
	WORD_LOST,
	WORD_REFUSED,
	WORD_ANSWERED,
	WORD_CARRIED,
	WORD_NEVER,
	WORD_HINT
};

static const struct keyword words[] = {
	{ .name = "A", .kind = WORD_A },
	{ .name = "B", .kind = WORD_B },
	{ .name = "either", .kind = WORD_EITHER },
	{ .name = "edge", .kind = WORD_EDGE },
	{ .name = "every", .kind = WORD_EVERY },
	{ .name = "lost", .kind = WORD_LOST },
	{ .name = "refused", .kind = WORD_REFUSED },
	{ .name = "answered", .kind = WORD_ANSWERED },
	{ .name = "carried", .kind = WORD_CARRIED },
	{ .name = "never", .kind = WORD_NEVER },
	{ .name = "hint", .kind = WORD_HINT },
};

static bool
state_read(struct reader *reader, uint8_t *to)
{
	struct word word = { reader->p, 0 };
	enum state state;

	if (!reader_word(reader, &word) || !state_parse(word.p, word.n, &state)) {
		reader_complain(reader, word.p,
		    _("'%.*s' is no state; a goal is written: %s"), WORD_ARG(word), FORM);
		return false;
	}
	*to = (uint8_t)state;
	return true;
}

static bool
edge_read(struct reader *reader, struct goal *goal)
{
	const char *first = reader->p;

	if (!state_read(reader, &goal->from) || !state_read(reader, &goal->to))
		return false;
	if (edge_pair((enum state)goal->from, (enum state)goal->to) >= 0)
		return true;
	reader_complain(reader, first, _("no edge leads from %s to %s"),
	    state_name((enum state)goal->from), state_name((enum state)goal->to));
	return false;
}

static bool
states_read(struct reader *reader, struct goal *goal, enum end end)
{
	const char other[] = { end_letter(end_other(end)), '\0' };

	goal->kind = GOAL_STATES;
	goal->has_state[end] = true;
	if (!state_read(reader, &goal->state[end]))
		return false;
	if (!reader_take(reader, other))
		return true;
	goal->has_state[end_other(end)] = true;
	return state_read(reader, &goal->state[end_other(end)]);
}

static bool
flags_read(struct reader *reader, struct goal *goal)
{
	struct word word = { reader->p, 0 };
	struct pattern pattern;
	struct error error = { .line = 0 };

	if (!reader_word(reader, &word) || !pattern_parse(&pattern, word.p, word.n, &error)) {
		reader_complain(reader, word.p,
		    _("'%.*s' is not the flags of a segment, as in S. or R; a goal is written: %s"),
		    WORD_ARG(word), FORM);
		return false;
	}
	goal->flags = pattern.seg.flags & (uint8_t)~SEG_PSH;
	return true;
}

static bool
lost_read(struct reader *reader, struct goal *goal)
{
	goal->kind = GOAL_LOST;
	if (!flags_read(reader, goal))
		return false;
	goal->has_from = reader_take(reader, "from");
	return !goal->has_from || reader_end(reader, FORM, &goal->sender);
}

static bool
never_read(struct reader *reader, struct goal *goal)
{
	goal->kind = GOAL_NEVER_DONE;
	goal->cause = KIND_CRASH;
	if (reader_take(reader, "crash"))
		return true;
	goal->cause = KIND_INJECT;
	if (reader_take(reader, "inject"))
		return true;
	goal->kind = GOAL_NEVER;
	return state_read(reader, &goal->state[END_A]);
}

static bool
goal_read(struct reader *reader, struct goal *goal, enum goal_word word)
{
	switch (word) {
	case WORD_A:
		return states_read(reader, goal, END_A);
	case WORD_B:
		return states_read(reader, goal, END_B);
	case WORD_EITHER:
		goal->kind = GOAL_EITHER;
		return state_read(reader, &goal->state[END_A]);
	case WORD_EDGE:
		goal->kind = GOAL_EDGE;
		return edge_read(reader, goal);
	case WORD_EVERY:
		goal->kind = GOAL_EVERY_EDGE;
		if (reader_take(reader, "edge"))
			return true;
		reader_complain(reader, reader->p, _("'edge' is missing; a goal is written: %s"), FORM);
		return false;
	case WORD_LOST:
		return lost_read(reader, goal);
	case WORD_REFUSED:
		goal->kind = GOAL_REFUSED;
		return flags_read(reader, goal);
	case WORD_ANSWERED:
		goal->kind = GOAL_ANSWERED;
		return flags_read(reader, goal);
	case WORD_CARRIED:
		goal->kind = GOAL_CARRIED;
		return true;
	case WORD_NEVER:
		return never_read(reader, goal);
	case WORD_HINT:
		break;
	}
	return false;
}

/* Behind the colon. Its place in the file is of no use to anybody. */
static void
text_read(struct block *block, const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	while (end > p && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
		end--;
	block_fini(block);
	*block = (struct block){ .kind = BLOCK_PARAGRAPH };
	if (end > p)
		markdown_line(block, p, (size_t)(end - p));
}

static char *
source_of(const struct reader *reader)
{
	struct str clean = { 0 };
	const char *end = reader->end;

	while (end > reader->start && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
		end--;
	text_clean_line(&clean, reader->start, (size_t)(end - reader->start));
	str_add(&clean, "");
	return str_take(&clean);
}

static bool
hint_read(struct reader *reader, struct goals *goals, const char *colon, const char *end)
{
	if (colon == end) {
		reader_complain(reader, reader->p, _("a hint is written: hint: TEXT"));
		return false;
	}
	if (goals->list.n == 0) {
		reader_complain(reader, reader->start, _("a hint stands below the goal that it is for"));
		return false;
	}
	text_read(&goals->list.v[goals->list.n - 1].hint, colon + 1, end);
	return true;
}

/* One line: [start, end), its goal up to the colon. */
static bool
line_read(struct goals *goals, const char *start, const char *end, int line,
    struct errors *errors)
{
	const char *colon = memchr(start, ':', (size_t)(end - start));

	if (colon == NULL)
		colon = end;
	struct reader reader = { .start = start, .p = start, .end = colon, .line = line,
	    .col = 1, .errors = errors };
	if (colon == end && reader_at_end(&reader))
		return true;
	struct goal goal = { .line = line, .then = reader_take(&reader, "then") };
	goal.any = reader_take(&reader, "any");
	const struct keyword *keyword = keyword_read(&reader, _("goal"), words, COUNT(words));
	if (keyword == NULL)
		return false;
	if (keyword->kind == WORD_HINT)
		return hint_read(&reader, goals, colon, end);
	if (!goal_read(&reader, &goal, (enum goal_word)keyword->kind) ||
	    !reader_finish(&reader, FORM))
		return false;
	if (goals->list.n == GOALS_MAX) {
		reader_complain(&reader, start, _("a challenge has at most %d goals"), GOALS_MAX);
		return false;
	}
	goal.source = source_of(&reader);
	if (colon < end)
		text_read(&goal.words, colon + 1, end);
	vec_push(&goals->list, goal);
	return true;
}

bool
goals_parse(struct goals *goals, const char *text, size_t n, int line, struct errors *errors)
{
	const char *end = text + n;
	bool fine = true;

	for (const char *p = text; p < end; line++) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		if (stop == NULL)
			stop = end;
		fine = line_read(goals, p, stop, line, errors) && fine;
		p = stop + (stop < end);
	}
	return fine;
}
