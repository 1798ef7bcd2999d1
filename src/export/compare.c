/*
 * The two sides are walked together, line by line of the lesson. Why they
 * differ is looked for in this order:
 *
 *	1. they stood apart before this, and have come no closer
 *	2. the real engine could not stop where the scene does
 *	3. another segment arrived than the scene's, or another timer ran out
 *	4. their ends stand alike, and count from other numbers
 *	5. a row of the table of known differences (host/difference.h), for the
 *	   first of the statement's moments that they do not share
 */
#include "export/compare.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "compare_side.h"
#include "host/difference.h"

#define COLUMNS 78
#define INDENT 2
#define MARK_COLUMN 39		/* two blanks, the mark, two blanks */
#define RIGHT_COLUMN 42
#define HALF (MARK_COLUMN - INDENT - 1)

struct compare {
	FILE			*out;
	bool			 ascii;
	struct side		 model, real;
	int			 apart;		/* the line since which they stand apart; 0: they do not */
	const char		*alone_why;	/* said of the last line that one side had alone, or NULL */
	const struct side	*alone;		/* which played the last line alone, or NULL */
	struct compare_count	 count;
};

/* ---- lines */

static void
line_put(const struct compare *c, const struct str *line)
{
	struct str ascii = { 0 };

	if (c->ascii)
		text_to_ascii(&ascii, str_text(line));
	fprintf(c->out, "%s\n", str_text(c->ascii ? &ascii : line));
	str_free(&ascii);
}

/* One column wide in ASCII, too. */
static const char *
differs_mark(const struct compare *c)
{
	return c->ascii ? "!" : "≠";
}

/* Two texts beside each other; each as long as it needs to be, below each other then. */
static void
pair_put(const struct compare *c, const struct str *left, const struct str *right,
    bool same)
{
	struct str line = { 0 };

	str_addf(&line, "%*s%s", INDENT, "", str_text(left));
	if (text_width(str_text(left)) > HALF) {
		line_put(c, &line);
		str_clear(&line);
	}
	str_pad(&line, MARK_COLUMN);
	str_add(&line, same ? "=" : differs_mark(c));
	str_pad(&line, RIGHT_COLUMN);
	str_add(&line, str_text(right));
	line_put(c, &line);
	str_free(&line);
}

struct paragraph {
	const struct compare	*compare;
	const char		*mark;
};

static void
paragraph_line(void *arg, const char *s, size_t n, int width)
{
	struct paragraph *p = arg;
	struct str line = { 0 };

	(void)width;
	str_addf(&line, "%*s%s", 2 * INDENT, "", p->mark);
	str_addn(&line, s, n);
	line_put(p->compare, &line);
	str_free(&line);
	p->mark = "  ";
}

static void
paragraph_put(const struct compare *c, const char *mark, const char *text)
{
	struct paragraph p = { .compare = c, .mark = mark };
	struct str clean = { 0 };

	text_clean(&clean, text, strlen(text));
	text_wrap(str_text(&clean), COLUMNS - 3 * INDENT, paragraph_line, &p);
	str_free(&clean);
}

/* ---- why */

/* What was done to which end: the only moment of either side, or a call. */
static const struct moment *
event_of(const struct side *side)
{
	return &side->trace->moments[side->first];
}

/* What an end answered, as difference.h has it: how many segments, and the octets of the longest. */
static int16_t
answer_of(const struct side *side, enum end end, int *count, uint32_t *longest)
{
	int16_t answer = ANSWER_NOTHING;

	*longest = 0;
	for (size_t i = side->segment_count; i-- > 0;) {
		const struct flight *flight = side_flight(side, i);

		if (flight->from != end)
			continue;
		answer = (int16_t)(flight->seg.flags & ~(unsigned)SEG_PSH);
		++*count;
		if (flight->seg.len > *longest)
			*longest = flight->seg.len;
	}
	return answer;
}

/* The table's word for where the two part in this statement, or NULL. */
static const struct difference *
known_difference(const struct compare *c)
{
	struct side model = c->model, real = c->real;

	sides_narrow(&model, &real);

	const struct moment *event = event_of(&real);
	enum end end = (enum end)event->cause.end;

	if (!event->cause.has_end)
		return NULL;

	const struct endpoint *before = side_before(&real, end);
	struct parting parting = {
		.kind = event->cause.kind,
		.before = before->state,
		.rfc = side_after(&model, end)->state,
		.kernel = side_after(&real, end)->state,
	};
	uint32_t rfc_longest, kernel_longest;

	parting_before(&parting, kind_is_segment((enum cause_kind)event->cause.kind) ?
	    &real.trace->flights[event->cause.flight].seg : NULL, before);
	parting.queue_full = parting.arrived != 0 && before->has_listener &&
	    before->accept_queue > before->backlog;
	parting.rfc_sent = answer_of(&model, end, &parting.rfc_count, &rfc_longest);
	parting.kernel_sent = answer_of(&real, end, &parting.kernel_count, &kernel_longest);
	parting.rfc_text = rfc_longest > 0;
	parting.kernel_text = kernel_longest > 0;
	parting.kernel_again = side_sends_again(&real, end);
	parting.cut_smaller = parting.kernel_count > parting.rfc_count &&
	    kernel_longest < rfc_longest;
	return difference_find(&parting);
}

/* Did the kernel do at once what the scene wants to be done step by step? */
static bool
was_at_once(const struct side *side)
{
	for (size_t i = side->first; i < side->end; i++)
		if (side->trace->moments[i].at_once)
			return true;
	return false;
}

/* Which segments arrived, if both were delivered one, and not the same; else false. */
static bool
was_another(const struct compare *c, const struct flight **one, const struct flight **other)
{
	const struct moment *a = event_of(&c->model), *b = event_of(&c->real);

	if (a->cause.kind != KIND_DELIVER || b->cause.kind != KIND_DELIVER)
		return false;
	*one = &c->model.trace->flights[a->cause.flight];
	*other = &c->real.trace->flights[b->cause.flight];
	return (*one)->seg.flags != (*other)->seg.flags ||
	    (*one)->seg.ack.n != (*other)->seg.ack.n;
}

/* A real sender says its newest. */
static bool
is_newer(const struct flight *one, const struct flight *other)
{
	return one->from == other->from && one->seg.seq.n == other->seg.seq.n;
}

/* Did another timer run out? To a clock that is moved two may be due at one instant. */
static bool
was_another_timer(const struct compare *c)
{
	const struct happening *one = &event_of(&c->model)->cause;
	const struct happening *other = &event_of(&c->real)->cause;

	return one->kind == KIND_TIMER && other->kind == KIND_TIMER &&
	    (one->end != other->end || one->timer != other->timer);
}

/* True if it is explained. */
static bool
explain(struct compare *c, int line)
{
	const struct moment *event = event_of(&c->real);
	const struct difference *known;
	const struct flight *one, *other;
	struct str text = { 0 }, mark = { 0 };
	bool found = true;

	if (c->apart != 0)
		str_addf(&text, _("The two have stood apart since line %d."), c->apart);
	else if (was_at_once(&c->real))
		str_addf(&text, _("Nothing held the segments: the kernel went on at once. %s"),
		    event->remark != NULL ? event->remark : "");
	else if (was_another(c, &one, &other) && is_newer(one, other))
		str_addf(&text, _("The segment of the scene was lost; what arrived was sent "
		    "later, and acknowledges more. %s"),
		    event->remark != NULL ? event->remark : "");
	else if (was_another(c, &one, &other))
		str_add(&text, _("Another segment was the oldest of those that the scene means."));
	else if (was_another_timer(c))
		str_add(&text, _("Another timer ran out first: on a real engine time is real."));
	else if (sides_count_otherwise(&c->model, &c->real))
		str_add(&text, _("They count from other initial sequence numbers: what came "
		    "before, one of the two has played alone."));
	else if ((known = known_difference(c)) != NULL)
		str_addf(&text, "%s: %s", known->name, _(known->reason));
	else
		found = false;
	if (!found)
		str_addf(&text, _("This is not a known difference. %s"),
		    event->remark != NULL ? event->remark : "");
	str_add(&mark, found ? differs_mark(c) : "?");
	str_addc(&mark, ' ');
	paragraph_put(c, str_text(&mark), str_text(&text));
	str_free(&mark);
	str_free(&text);
	if (c->apart == 0)
		c->apart = line;
	return found;
}

/* ---- a statement */

/* "line 14  A: connect()" */
static void
head_put(const struct compare *c, const struct side *side, int line)
{
	struct str text = { 0 };

	str_addf(&text, _("line %d"), line);
	str_add(&text, "  ");
	moment_headline(&text, side->trace, event_of(side));
	if (side->end - side->first > 1)
		str_addf(&text, _(" and %zu more"), side->end - side->first - 1);
	line_put(c, &text);
	str_free(&text);
}

static bool
states_put(const struct compare *c)
{
	struct str left = { 0 }, right = { 0 };
	bool same = sides_same_state(&c->model, &c->real, END_A) &&
	    sides_same_state(&c->model, &c->real, END_B);

	side_states(&left, &c->model);
	side_states(&right, &c->real);
	pair_put(c, &left, &right, same);
	str_free(&left);
	str_free(&right);
	return same;
}

static bool
segments_put(const struct compare *c)
{
	size_t a = c->model.segment_count, b = c->real.segment_count;
	bool all = true;

	for (size_t i = 0; i < a || i < b; i++) {
		struct str left = { 0 }, right = { 0 };
		bool same = sides_same_segment(&c->model, &c->real, i);

		side_segment(&left, &c->model, i);
		side_segment(&right, &c->real, i);
		pair_put(c, &left, &right, same);
		str_free(&left);
		str_free(&right);
		all = all && same;
	}
	return all;
}

/* Shown only if they differ: they follow from states and segments mostly. */
static bool
rest_put(const struct compare *c)
{
	struct str left = { 0 }, right = { 0 };
	bool all = sides_same_reply(&c->model, &c->real);

	if (!all) {
		str_add(&left, _(reply_text(side_reply(&c->model))));
		str_add(&right, _(reply_text(side_reply(&c->real))));
		pair_put(c, &left, &right, false);
	}
	for (int i = 0; i < END_COUNT; i++) {
		if (sides_same_numbers(&c->model, &c->real, (enum end)i))
			continue;
		str_clear(&left);
		str_clear(&right);
		side_numbers(&left, &c->model, (enum end)i);
		side_numbers(&right, &c->real, (enum end)i);
		pair_put(c, &left, &right, false);
		all = false;
	}
	str_free(&left);
	str_free(&right);
	return all;
}

/* Do they stand where the other does? */
static bool
stand_together(const struct compare *c)
{
	for (int i = 0; i < END_COUNT; i++)
		if (!sides_same_state(&c->model, &c->real, (enum end)i) ||
		    !sides_same_numbers(&c->model, &c->real, (enum end)i))
			return false;
	return true;
}

static void
compare_both(struct compare *c, int line)
{
	head_put(c, &c->model, line);
	c->alone = NULL;

	bool states = states_put(c);
	bool segments = segments_put(c);
	bool rest = rest_put(c);

	c->count.statements++;
	if (states && segments && rest)
		c->count.same++;
	else if (explain(c, line))
		c->count.explained++;
	else
		c->count.unexplained++;
	if (stand_together(c))
		c->apart = 0;
}

/* Why the real engine has nothing for the line, in its own words; NULL if it says nothing. */
static const char *
skipped_why(const struct player *player, int line)
{
	for (size_t i = 0; i < player->result_count; i++)
		if (player->results[i].line == line &&
		    player->results[i].verdict != VERDICT_FAILED &&
		    player->results[i].why != NULL)
			return player->results[i].why;
	return NULL;
}

static void
compare_alone(struct compare *c, int line)
{
	bool is_model = side_has(&c->model);
	const struct side *side = is_model ? &c->model : &c->real;
	const struct side *other = is_model ? &c->real : &c->model;
	const char *why = skipped_why(other->player, line);
	struct str text = { 0 };

	head_put(c, side, line);
	if (why == NULL)
		why = _("the scene has it for this engine alone.");
	/* A reason is read once; where it goes on to hold, nobody needs it again. */
	if (c->alone_why == NULL || strcmp(c->alone_why, why) != 0) {
		str_addf(&text, _("Only the %s: "), side->trace->engine);
		str_add(&text, why);
		paragraph_put(c, "- ", str_text(&text));
	} else if (c->alone != side) {
		str_addf(&text, _("Only the %s."), side->trace->engine);
		paragraph_put(c, "- ", str_text(&text));
	}
	c->alone_why = why;
	c->alone = side;
	str_free(&text);
	if (is_model)
		c->count.model_alone++;
	else
		c->count.real_alone++;
	if (stand_together(c))
		c->apart = 0;
	else if (c->apart == 0)
		c->apart = line;
}

/* ---- all */

static void
begin_put(const struct compare *c)
{
	struct str left = { 0 }, right = { 0 }, line = { 0 };
	const char *kernel = c->real.trace->kernel;

	text_clean_line(&line, c->model.player->lesson->title,
	    strlen(c->model.player->lesson->title));
	line_put(c, &line);
	str_clear(&line);
	line_put(c, &line);
	str_add(&left, c->model.trace->engine);
	str_addf(&right, "%s%s%s%s", c->real.trace->engine, kernel != NULL ? " (" : "",
	    kernel != NULL ? kernel : "", kernel != NULL ? ")" : "");
	str_addf(&line, "%*s%s", INDENT, "", str_text(&left));
	str_pad(&line, RIGHT_COLUMN);
	str_add(&line, str_text(&right));
	line_put(c, &line);
	str_free(&line);
	str_free(&left);
	str_free(&right);
}

/* How many of them the other had not; nothing, if it had all. */
static void
alone_put(const struct compare *c, const struct side *side, size_t count)
{
	struct str line = { 0 };

	str_addf(&line, _("Only the %s played %zu more."), side->trace->engine, count);
	if (count > 0)
		line_put(c, &line);
	str_free(&line);
}

static void
end_put(const struct compare *c)
{
	struct str line = { 0 };

	line_put(c, &line);
	str_addf(&line, _("Both played %zu statements: %zu alike, %zu with a known "
	    "difference, %zu unknown."), c->count.statements, c->count.same,
	    c->count.explained, c->count.unexplained);
	line_put(c, &line);
	str_free(&line);
	alone_put(c, &c->model, c->count.model_alone);
	alone_put(c, &c->real, c->count.real_alone);
}

struct compare_count
compare_players(FILE *out, const struct player *model, const struct player *real,
    bool ascii)
{
	struct compare c = { .out = out, .ascii = ascii };

	side_init(&c.model, model);
	side_init(&c.real, real);
	begin_put(&c);
	for (;;) {
		int a = side_next_line(&c.model), b = side_next_line(&c.real);
		int line = a < b ? a : b;

		if (c.model.end == c.model.trace->count && c.real.end == c.real.trace->count)
			break;
		side_take(&c.model, line);
		side_take(&c.real, line);
		if (side_has(&c.model) && side_has(&c.real))
			compare_both(&c, line);
		else
			compare_alone(&c, line);
	}
	end_put(&c);
	return c.count;
}
