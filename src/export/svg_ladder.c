/*
 * The ladder as a figure: two life lines, and every segment a slope from the
 * row in which it was sent to the row in which it arrived.
 *
 *	connect()  A                                       B
 *	SYN-SENT   |\ S 100:100(0)                         |
 *	           |  ------------------------------------>| SYN-RECEIVED
 *
 * A moment is one row; time that passed is a gap in both lines.
 */
#include <math.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "export/flight_story.h"
#include "svg.h"

#define MARGIN		24
#define SIDE		240	/* px for the words of an end */
#define SIDE_COLUMNS	28	/* of them, in the widest letters */
#define LANE		570	/* px between the life lines */
#define LINE_A		(MARGIN + SIDE)
#define LINE_B		(LINE_A + LANE)
#define WIDTH		(LINE_B + SIDE + MARGIN)
#define HEAD		104	/* px above the first row */
#define ROW		50
#define SEND_STEP	18	/* px between segments sent in one moment */
#define ASIDE		8	/* px: what arrives ends above the row, what is sent begins below it */
#define SIDE_ASIDE	12	/* px from a life line to the words of its end */
#define HEAD_ASIDE	24	/* px from a life line to the words beside its head */
#define TEXT_STEP	17
#define ROW_LINES	2	/* that a row has room for */
#define LETTER		7.9	/* px, of a segment's words */
#define TAIL		40
#define AHEAD		26	/* px from the sender to its segment's words */
#define BEHIND		16	/* px from them to where a lost segment ends */
#define LOST_AT		0.62	/* of the lane, or behind its words, but not farther than */
#define LOST_FAR	0.94
#define STEEP		0.45	/* a steeper slope (rad) has its words upright */
#define LONG_TIME	1000	/* us; less is not spoken of */

struct figure {
	FILE			*out;
	const struct svg_paper	*paper;
	const struct trace	*trace;
	double			*row;	/* y of each moment; of the end, behind the last */
};

static double
line_of(enum end end)
{
	return end == END_A ? LINE_A : LINE_B;
}

static bool
has_gap(const struct trace *trace, size_t at)
{
	return trace->moments[at].time - (at > 0 ? trace->moments[at - 1].time : 0) >= LONG_TIME;
}

static void
put_beside(const struct figure *figure, enum end end, double aside, double y,
    const char *classes, const char *text)
{
	struct str all = { 0 };

	str_addf(&all, "%s %s", classes, end == END_A ? "end" : "");
	svg_label(figure->out, line_of(end) + (end == END_A ? -aside : aside), y,
	    str_text(&all), text);
	str_free(&all);
}

/* The words beside one life line at one moment, from above down. */
struct side {
	const struct figure	*figure;
	enum end		 end;
	const char		*classes;
	double			 y;
	int			 lines;
	bool			 drawn;	/* or only counted */
};

static void
side_line(void *arg, const char *s, size_t n, int width)
{
	struct side *side = arg;
	struct str line = { 0 };

	(void)width;
	str_addn(&line, s, n);
	if (side->drawn)
		put_beside(side->figure, side->end, SIDE_ASIDE, side->y + 5, side->classes,
		    str_text(&line));
	str_free(&line);
	side->y += TEXT_STEP;
	side->lines++;
}

static void
side_add(struct side *side, const char *classes, const char *text)
{
	side->classes = classes;
	text_wrap(text, SIDE_COLUMNS, side_line, side);
}

/* "LISTEN to SYN-RECEIVED" needs no from: it stands above. */
static bool
add_states(struct str *out, const struct trace *trace, size_t at, enum end end)
{
	const struct moment *moment = &trace->moments[at];
	enum state last = trace_before(trace, at, end)->state;

	for (uint32_t i = 0; i < moment->edge_count; i++) {
		if (moment->edges[i].end != end)
			continue;
		last = moment->edges[i].to;
		str_addf(out, "%s%s", out->n > 0 ? " \xe2\x86\x92 " : "", state_name(last));
	}
	if (last != moment->end[end].state)
		str_addf(out, "%s%s", out->n > 0 ? " \xe2\x86\x92 " : "",
		    state_name(moment->end[end].state));
	return out->n > 0;
}

/* What an end's program, or its timer, did in this moment. */
static bool
add_cause(struct str *out, const struct trace *trace, const struct moment *moment)
{
	if (kind_is_call(moment->cause.kind)) {
		moment_cause(out, trace, moment);
		if (reply_is_error(moment->reply))
			str_addf(out, ": %s", _(reply_text(moment->reply)));
	} else if (moment->cause.kind == KIND_TIMER) {
		str_addf(out, _("%s timer"), _(timer_name(moment->cause.timer)));
	}
	return out->n > 0;
}

static void
side_fill(struct side *side, const struct trace *trace, size_t at)
{
	const struct moment *moment = &trace->moments[at];
	struct str text = { 0 };

	if (moment->cause.end == side->end && add_cause(&text, trace, moment))
		side_add(side, "mono", str_text(&text));
	str_clear(&text);
	if (add_states(&text, trace, at, side->end))
		side_add(side, side->end == END_A ? "bold a" : "bold b", str_text(&text));
	str_free(&text);
	for (uint32_t i = 0; i < moment->signal_count; i++)
		if (moment->signals[i].end == side->end)
			side_add(side, "dim", _(signal_text(moment->signals[i].signal)));
}

/* The lines that stand beside the longer of both. */
static int
put_words(const struct figure *figure, size_t at, bool drawn)
{
	int most = 0;

	for (int end = 0; end < END_COUNT; end++) {
		struct side side = { .figure = figure, .end = end, .drawn = drawn,
		    .y = figure->row[at] };
		side_fill(&side, figure->trace, at);
		if (side.lines > most)
			most = side.lines;
	}
	return most;
}

/* Rows are as high as what stands in them. */
static void
rows_lay(struct figure *figure)
{
	const struct trace *trace = figure->trace;
	double y = HEAD;

	for (size_t at = 0; at < trace->count; at++) {
		uint32_t count = trace->moments[at].sent_count;
		double sent = count > 1 ? (count - 1) * SEND_STEP : 0;

		if (has_gap(trace, at))
			y += ROW;
		figure->row[at] = y;
		double words = (put_words(figure, at, false) - ROW_LINES) * TEXT_STEP;
		y += ROW + (words > sent ? words : sent);
	}
	figure->row[trace->count] = y;
}

static void
put_gap(const struct figure *figure, size_t at)
{
	const struct trace *trace = figure->trace;
	int64_t us = trace->moments[at].time - (at > 0 ? trace->moments[at - 1].time : 0);
	struct str text = { 0 }, since = { 0 };
	double y = figure->row[at] - ROW;

	/* Where time passed the lines are broken. */
	for (int end = 0; end < END_COUNT; end++)
		fprintf(figure->out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" "
		    "style=\"stroke: %s; stroke-width: 4; stroke-dasharray: 3 5\"/>\n",
		    line_of(end), y - 12, line_of(end), y + 18, figure->paper->ground);
	duration_print(&since, us < 10000 ? us : (us + 500) / 1000 * 1000);
	str_addf(&text, _("%s later"), str_text(&since));
	str_free(&since);
	svg_label(figure->out, LINE_A + LANE / 2.0, y + 8, "dim mid halo", str_text(&text));
	str_free(&text);
}

static void
add_word(struct str *out, bool holds, const char *word)
{
	if (holds)
		str_addf(out, "%s%s", out->n > 0 ? ", " : "", word);
}

/* "S 100:100(0) win 65535  (again, lost)" */
static void
add_flight(struct str *out, const struct flight *flight)
{
	char segment[SEGMENT_TEXT];
	struct str words = { 0 };

	add_word(&words, flight->again_of != 0, _("again"));
	add_word(&words, flight->copy, _("copy"));
	add_word(&words, flight->forged, _("forged"));
	add_word(&words, flight->inferred, _("inferred"));
	add_word(&words, flight->fate == FATE_LOST, _("lost"));
	add_word(&words, flight->ended_at == NO_MOMENT, _("under way"));
	str_add(out, segment_print(segment, sizeof(segment), &flight->seg));
	if (words.n > 0)
		str_addf(out, "  (%s)", str_text(&words));
	str_free(&words);
}

/* Where a flight's slope begins and ends. */
struct slope {
	double	x1, y1, x2, y2;
};

/* What does not arrive ends on its way, but not among its words. */
static void
slope_cut(struct slope *slope, const char *words)
{
	double part = (AHEAD + text_width(words) * LETTER + BEHIND) / LANE;

	part = fmin(fmax(part, LOST_AT), LOST_FAR);
	slope->x2 = slope->x1 + (slope->x2 - slope->x1) * part;
	slope->y2 = slope->y1 + (slope->y2 - slope->y1) * part;
}

static struct slope
slope_of(const struct figure *figure, const struct flight *flight, const char *words)
{
	const struct trace *trace = figure->trace;
	const struct moment *sent = &trace->moments[flight->sent_at];
	size_t index = (size_t)(flight - trace->flights);
	size_t end = flight->ended_at == NO_MOMENT ? trace->count : flight->ended_at;
	double nth = index >= sent->sent && index < sent->sent + sent->sent_count ?
	    index - sent->sent : 0;
	struct slope slope = {
		.x1 = line_of(flight->from),
		.y1 = figure->row[flight->sent_at] + ASIDE + nth * SEND_STEP,
		.x2 = line_of(end_other(flight->from)),
		.y2 = figure->row[end] - ASIDE,
	};

	if (flight->forged)
		slope.y1 = slope.y2 - ROW / 2.0;
	if (slope.y2 < slope.y1 + SEND_STEP)
		slope.y2 = slope.y1 + SEND_STEP;
	if (flight->fate == FATE_LOST || flight->ended_at == NO_MOMENT)
		slope_cut(&slope, words);
	return slope;
}

static void
put_flight_words(const struct figure *figure, const struct flight *flight,
    const struct slope *slope, const char *words)
{
	bool rightwards = slope->x2 > slope->x1;
	double run = fabs(slope->x2 - slope->x1), fall = slope->y2 - slope->y1;
	double angle = atan2(fall, run);
	double x = slope->x1 + (rightwards ? AHEAD : -AHEAD);
	double y = slope->y1 + AHEAD * fall / run - 5;

	if (angle > STEEP) {
		angle = 0;
		y = slope->y1 + 4;
	}
	fprintf(figure->out, "<text transform=\"translate(%.1f %.1f) rotate(%.2f)\" "
	    "class=\"mono halo %s %s\" xml:space=\"preserve\">", x, y,
	    angle * (rightwards ? 180 : -180) / M_PI, rightwards ? "" : "end",
	    flight->fate == FATE_LOST ? "lost" : "");
	svg_text(figure->out, words);
	fputs("</text>\n", figure->out);
}

static void
put_flight(const struct figure *figure, const struct flight *flight)
{
	struct str story = { 0 }, words = { 0 };

	add_flight(&words, flight);
	struct slope slope = slope_of(figure, flight, str_text(&words));
	bool lost = flight->fate == FATE_LOST;
	const char *dashes = flight->forged ? "2 4" : flight->copy || flight->inferred ?
	    "7 4" : "none";

	flight_story(&story, figure->trace, flight);
	fputs("<g><title>", figure->out);
	svg_text(figure->out, str_text(&story));
	fprintf(figure->out, "</title><line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" "
	    "class=\"%s\" style=\"stroke-width: 1.8; stroke-dasharray: %s\"%s/>\n",
	    slope.x1, slope.y1, slope.x2, slope.y2,
	    lost ? "lost" : flight->from == END_A ? "a" : "b", dashes,
	    lost ? "" : flight->from == END_A ? " marker-end=\"url(#to-a)\"" :
	    " marker-end=\"url(#to-b)\"");
	if (lost)
		fprintf(figure->out, "<path d=\"M%.1f %.1f l12 12 m0 -12 l-12 12\" class=\"lost\" "
		    "style=\"stroke-width: 2.5\"/>\n", slope.x2 - 6, slope.y2 - 6);
	put_flight_words(figure, flight, &slope, str_text(&words));
	fputs("</g>\n", figure->out);
	str_free(&words);
	str_free(&story);
}

static void
put_top(const struct figure *figure, const char *title)
{
	struct str line = { 0 };

	svg_label(figure->out, WIDTH / 2.0, 30, "bold large mid", title);
	str_add(&line, figure->trace->engine);
	if (figure->trace->kernel != NULL)
		str_addf(&line, ", %s", figure->trace->kernel);
	svg_label(figure->out, WIDTH / 2.0, 48, "dim small mid", str_text(&line));
	str_free(&line);
	for (int end = 0; end < END_COUNT; end++) {
		fprintf(figure->out, "<line x1=\"%.1f\" y1=\"62\" x2=\"%.1f\" y2=\"%.1f\" "
		    "class=\"%s\" style=\"stroke-width: 2\"/>\n", line_of(end), line_of(end),
		    figure->row[figure->trace->count], end == END_A ? "a" : "b");
		svg_head(figure->out, line_of(end), 62, end);
		put_beside(figure, end, HEAD_ASIDE, 67, end == END_A ? "bold a" : "bold b",
		    state_name(figure->trace->start[end].state));
	}
}

void
svg_ladder(FILE *out, const struct svg_paper *paper, const struct trace *trace,
    const char *title)
{
	struct figure figure = { .out = out, .paper = paper, .trace = trace,
	    .row = mem_alloc(trace->count + 1, sizeof(double)) };

	rows_lay(&figure);
	svg_begin(out, paper, WIDTH, (int)figure.row[trace->count] + TAIL, title);
	put_top(&figure, title);
	for (size_t at = 0; at < trace->count; at++) {
		if (has_gap(trace, at))
			put_gap(&figure, at);
	}
	for (size_t i = 0; i < trace->flight_count; i++)
		put_flight(&figure, &trace->flights[i]);
	for (size_t at = 0; at < trace->count; at++)
		put_words(&figure, at, true);
	svg_end(out);
	free(figure.row);
}
