/*
 * The ladder of text, moment by moment. An end's state is written on the
 * line of the arrow that it sent or that changed it. A state that came of
 * something else waits (pending) for its end's next arrow, and gets a line of
 * its own if anything else comes first.
 */
#include "export/ladder_text.h"

#include <string.h>

#include "arrow.h"
#include "base/i18n.h"
#include "base/text.h"
#include "ladder_row.h"

/* States that one end takes in one moment; a real kernel may do several at once. */
#define CHANGES_MAX	8

struct changes {
	uint8_t	state[CHANGES_MAX];
	int	count, next;
	int	arrivals;	/* still to be drawn */
};

/* What is drawn of one moment. */
struct drawing {
	size_t		 at;
	struct changes	 changes[END_COUNT];
};

/* A real clock's microseconds tell nothing once there are many of them. */
static int64_t
rounded(int64_t us)
{
	return us < 10000 ? us : (us + 500) / 1000 * 1000;
}

/* Time that passed, unless it is too little to speak of. */
static void
put_time(struct ladder_text *l, int64_t time)
{
	struct str text = { 0 }, since = { 0 }, now = { 0 };

	if (time - l->time < 1000)
		return;
	duration_print(&since, rounded(time - l->time));
	duration_print(&now, rounded(time));
	if (l->time > 0)
		str_addf(&text, _("%s later, at %s"), str_text(&since), str_text(&now));
	else
		str_addf(&text, _("%s later"), str_text(&since));
	row_between(l, str_text(&text));
	str_free(&since);
	str_free(&now);
	str_free(&text);
	l->time = time;
}

static void
put_call(struct ladder_text *l, const struct moment *moment)
{
	struct str text = { 0 };

	moment_cause(&text, l->trace, moment);
	if (reply_is_error(moment->reply))
		str_addf(&text, _(" answers: %s"), _(reply_text(moment->reply)));
	else if (moment->cause.kind == KIND_RECEIVE && moment->reply == REPLY_QUEUED)
		str_add(&text, _(" waits for data"));
	else if (moment->cause.kind == KIND_RECEIVE && moment->received > 0)
		str_addf(&text, moment->received == 1 ? _(" returns %u octet") :
		    _(" returns %u octets"), moment->received);
	row_at_end(l, moment->cause.end, str_text(&text));
	str_free(&text);
}

static void
put_timer(struct ladder_text *l, const struct happening *cause)
{
	struct str text = { 0 };

	if (cause->timer == TIMER_TIME_WAIT)
		str_add(&text, _("TIME-WAIT is over"));
	else
		str_addf(&text, _("%s timer runs out"), _(timer_name(cause->timer)));
	row_at_end(l, cause->end, str_text(&text));
	str_free(&text);
}

static void
put_cause(struct ladder_text *l, const struct moment *moment)
{
	if (kind_is_call(moment->cause.kind))
		put_call(l, moment);
	else if (moment->cause.kind == KIND_TIMER)
		put_timer(l, &moment->cause);
}

static void
add_word(struct str *label, bool holds, const char *word)
{
	if (holds)
		str_addf(label, "%s%s", label->n > 0 ? ", " : "", word);
}

/* What is worth a word about a segment that arrives, or is lost. */
static void
label_flight(struct str *label, const struct ladder_text *l,
    const struct flight *f, bool arrives)
{
	bool late = f->number != 0 && f->number < l->newest[f->from];
	size_t heard_at = l->heard_at[f->from];

	add_word(label, f->again_of != 0, _("again"));
	add_word(label, f->copy, _("copy"));
	add_word(label, f->forged, _("forged"));
	add_word(label, f->inferred, _("inferred"));
	if (f->repeats > 0)
		str_addf(label, _("%ssent %u times"), label->n > 0 ? ", " : "",
		    f->repeats + 1u);
	if (!arrives)
		return;
	add_word(label, late, _("late"));
	/* Or it would look like an answer to what its sender received since. */
	add_word(label, label->n == 0 && !f->forged && heard_at != NO_MOMENT &&
	    heard_at > f->sent_at, _("crossed"));
}

struct text_lines {
	struct ladder_text	*ladder;
	bool			 leftwards;
	const char		*state;		/* on the first line; then "" */
};

static void
put_arrow_text(void *arg, const char *s, size_t n, int width)
{
	struct text_lines *lines = arg;
	struct str middle = { 0 };

	if (lines->leftwards)
		str_pad(&middle, ROW_MIDDLE - width);
	str_addn(&middle, s, n);
	row_put(lines->ladder, lines->leftwards ? "" : lines->state,
	    str_text(&middle), lines->leftwards ? lines->state : "");
	lines->state = "";
	str_free(&middle);
}

/*
 * The arrow of a flight, with the states that wait. If text and arrow do not
 * fit beside each other, the text stands above.
 */
static void
put_arrow(struct ladder_text *l, const struct flight *f, enum arrow_fate fate)
{
	char text[SEGMENT_TEXT];
	struct str label = { 0 }, middle = { 0 };
	struct arrow arrow = {
		.text = segment_print(text, sizeof(text), &f->seg),
		.fate = fate,
		.leftwards = f->from == END_B,
		.dotted = f->inferred,
	};

	if (fate == ARROW_ARRIVES || fate == ARROW_LOST)
		label_flight(&label, l, f, fate == ARROW_ARRIVES);
	arrow.label = str_text(&label);
	if (!arrow_draw(&middle, &arrow, ROW_MIDDLE)) {
		struct text_lines lines = { l, arrow.leftwards, row_take_state(l, f->from) };

		text_wrap(text, ROW_MIDDLE, put_arrow_text, &lines);
		arrow.text = "";
		arrow_draw(&middle, &arrow, ROW_MIDDLE);
	}

	const char *left = row_take_state(l, END_A);

	row_put(l, left, str_text(&middle), row_take_state(l, END_B));
	str_free(&middle);
	str_free(&label);
}

static void
add_change(struct changes *changes, enum state state)
{
	if (changes->count == CHANGES_MAX)
		changes->count--;
	changes->state[changes->count++] = (uint8_t)state;
}

/* The states each end went through in this moment, the last being where it stands. */
static void
collect_changes(const struct ladder_text *l, struct drawing *drawing)
{
	const struct moment *moment = &l->trace->moments[drawing->at];

	for (uint32_t i = 0; i < moment->edge_count; i++)
		add_change(&drawing->changes[moment->edges[i].end], moment->edges[i].to);
	for (int end = 0; end < END_COUNT; end++) {
		struct changes *changes = &drawing->changes[end];
		uint8_t last = changes->count > 0 ?
		    changes->state[changes->count - 1] : l->state[end];

		if (last != moment->end[end].state)
			add_change(changes, moment->end[end].state);
	}
}

/* The flights that ended in this moment, in order: what was under way, then what it sent. */
static void
each_ended(struct ladder_text *l, struct drawing *drawing,
    void (*visit)(struct ladder_text *, struct drawing *, const struct flight *))
{
	const struct moment *moment = &l->trace->moments[drawing->at];
	const struct flight *flights = l->trace->flights;

	if (moment->cause.kind == KIND_INJECT)
		visit(l, drawing, &flights[moment->cause.flight]);
	for (uint32_t i = 0; drawing->at > 0 && i < moment[-1].wire_count; i++)
		if (flights[moment[-1].wire[i]].ended_at == drawing->at)
			visit(l, drawing, &flights[moment[-1].wire[i]]);
	for (uint32_t i = 0; i < moment->sent_count; i++)
		if (flights[moment->sent + i].ended_at == drawing->at)
			visit(l, drawing, &flights[moment->sent + i]);
}

static void
count_arrival(struct ladder_text *l, struct drawing *drawing,
    const struct flight *f)
{
	(void)l;
	if (f->fate == FATE_DELIVERED)
		drawing->changes[end_other(f->from)].arrivals++;
}

static void
draw_ended(struct ladder_text *l, struct drawing *drawing,
    const struct flight *f)
{
	enum end to = end_other(f->from);
	struct changes *changes = &drawing->changes[to];

	row_flush_end(l, to);
	if (f->fate == FATE_LOST) {
		put_arrow(l, f, ARROW_LOST);
		return;
	}
	changes->arrivals--;
	if (changes->next < changes->count)
		row_state(l, to, changes->state[changes->next++]);
	put_arrow(l, f, ARROW_ARRIVES);
	l->heard_at[to] = drawing->at;
	if (f->number > l->newest[f->from])
		l->newest[f->from] = f->number;
}

/* What the end did by itself, before (or without) anything arriving. */
static void
draw_changes(struct ladder_text *l, struct drawing *drawing, enum end end)
{
	struct changes *changes = &drawing->changes[end];

	while (changes->count - changes->next > changes->arrivals)
		row_state(l, end, changes->state[changes->next++]);
}

static void
draw_arrows(struct ladder_text *l, struct drawing *drawing)
{
	const struct moment *moment = &l->trace->moments[drawing->at];
	bool of_an_end = kind_is_call(moment->cause.kind) ||
	    moment->cause.kind == KIND_TIMER;

	each_ended(l, drawing, count_arrival);
	if (of_an_end)
		draw_changes(l, drawing, moment->cause.end);
	if (moment->cause.kind == KIND_DUPLICATE) {
		row_flush_end(l, moment->cause.end);
		put_arrow(l, &l->trace->flights[moment->cause.flight], ARROW_DOUBLED);
	}
	each_ended(l, drawing, draw_ended);
	for (int end = 0; end < END_COUNT; end++)
		draw_changes(l, drawing, end);
}

static void
put_signals(struct ladder_text *l, const struct moment *moment)
{
	for (uint32_t i = 0; i < moment->signal_count; i++) {
		const struct signal_at *at = &moment->signals[i];
		struct str text = { 0 };

		str_addf(&text, _("%c is told: %s"), end_letter(at->end),
		    _(signal_text(at->signal)));
		row_at_end(l, at->end, str_text(&text));
		str_free(&text);
	}
}

/* An engine says much the same of every moment; once in a row is enough. */
static void
put_remark(struct ladder_text *l, const struct moment *moment)
{
	if (moment->remark == NULL ||
	    (l->remark != NULL && strcmp(l->remark, moment->remark) == 0))
		return;
	row_wrapped(l, "", ROW_INDENT, moment->remark);
	l->remark = moment->remark;
}

void
ladder_text_moment(struct ladder_text *l, size_t at)
{
	const struct moment *moment = &l->trace->moments[at];
	struct drawing drawing = { .at = at };

	put_time(l, moment->time);
	put_cause(l, moment);
	if (moment->at_once && moment->remark == NULL)
		row_between(l, _("at once"));
	collect_changes(l, &drawing);
	draw_arrows(l, &drawing);
	put_signals(l, moment);
	put_remark(l, moment);
}

void
ladder_text_begin(struct ladder_text *l, FILE *out, const struct trace *trace,
    const char *title, bool ascii)
{
	struct str line = { 0 };

	*l = (struct ladder_text){
		.out = out,
		.trace = trace,
		.ascii = ascii,
		.state = { trace->start[END_A].state, trace->start[END_B].state },
		.heard_at = { NO_MOMENT, NO_MOMENT },
	};
	row_wrapped(l, "", 0, title);
	if (trace->kernel != NULL)
		str_addf(&line, _("On %s (%s). Time runs down; a segment is drawn when it arrives."),
		    trace->engine, trace->kernel);
	else
		str_addf(&line, _("On %s. Time runs down; a segment is drawn when it arrives."),
		    trace->engine);
	row_wrapped(l, "", 0, str_text(&line));
	row_line(l, "");
	row_head(l);
	str_free(&line);
}

static void
put_labelled(struct ladder_text *l, const char *label, const char *text)
{
	struct str mark = { 0 };

	str_addf(&mark, "    %s", label);
	row_wrapped(l, str_text(&mark), 14, text);
	str_free(&mark);
}

void
ladder_text_result(struct ladder_text *l, const struct result *result)
{
	static const char *const words[] = {
		[VERDICT_FAILED] = N_("failed"),
		[VERDICT_SKIPPED] = N_("skipped"),
		[VERDICT_ERROR] = N_("nothing to do"),
		[VERDICT_BROKEN] = N_("the engine failed"),
	};
	struct str line = { 0 };

	if (result->verdict == VERDICT_HELD)
		return;
	str_addf(&line, _("line %d, %s: %s"), result->line,
	    _(words[result->verdict]), result->statement);
	row_wrapped(l, result->verdict == VERDICT_SKIPPED ? "○" : "✗", 2,
	    str_text(&line));
	str_free(&line);
	if (result->verdict == VERDICT_FAILED) {
		put_labelled(l, _("expected:"), result->expected);
		put_labelled(l, _("found:"), result->found);
	} else {
		row_wrapped(l, "", 4, result->why);
	}
}

static void
put_under_way(struct ladder_text *l)
{
	const struct trace *trace = l->trace;
	const struct moment *last;

	if (trace->count == 0)
		return;
	last = &trace->moments[trace->count - 1];
	for (uint32_t i = 0; i < last->wire_count; i++) {
		const struct flight *f = &trace->flights[last->wire[i]];

		row_flush_end(l, end_other(f->from));
		put_arrow(l, f, ARROW_UNDER_WAY);
	}
}

void
ladder_text_rest(struct ladder_text *l)
{
	put_under_way(l);
	row_flush(l);
}

void
ladder_text_end(struct ladder_text *l, const struct player *player)
{
	struct str line = { 0 };

	ladder_text_rest(l);
	row_line(l, "");
	if (player->errors == 0) {
		str_addf(&line, _n("%zu expectation held, %zu failed, %zu skipped.",
		    "%zu expectations held, %zu failed, %zu skipped.", player->held),
		    player->held, player->failed, player->skipped);
	} else {
		str_addf(&line, _n("%zu expectation held, %zu failed, %zu skipped",
		    "%zu expectations held, %zu failed, %zu skipped", player->held),
		    player->held, player->failed, player->skipped);
		str_addf(&line, _n(", %zu statement could not be played.",
		    ", %zu statements could not be played.", player->errors), player->errors);
	}
	row_line(l, str_text(&line));
	str_free(&line);
}

void
ladder_text_player(FILE *out, const struct player *player, bool ascii)
{
	const struct trace *trace = engine_trace(player->engine);
	struct ladder_text ladder;
	size_t said = 0;

	ladder_text_begin(&ladder, out, trace, player->lesson->title, ascii);
	for (size_t at = 0; at <= trace->count; at++) {
		while (said < player->result_count && player->results[said].moment <= at)
			ladder_text_result(&ladder, &player->results[said++]);
		if (at < trace->count)
			ladder_text_moment(&ladder, at);
	}
	ladder_text_end(&ladder, player);
}
