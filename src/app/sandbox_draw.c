/*
 * The sandbox as it is seen: diagram and ladder as in a lesson, and below
 * them what can be done, a row a group, the chosen one marked:
 *
 *	 A     listen  connect  send 100  receive  ...
 *	 B     listen  connect  send 100  receive  ...
 *	 wire  S 100:100(0) win 65535 ▶B  forge to A...  forge to B...
 *	 time  wait for the next timer  wait 1s  wait 2msl
 *	 What happened last, or why the chosen one makes no sense.
 */
#include "session_draw.h"

#include "base/i18n.h"
#include "base/text.h"
#include "lesson/goal.h"
#include "session_acts.h"
#include "tcp/edge.h"
#include "trace/trace.h"
#include "view/page.h"

#define LABEL_COLUMNS 6
#define GAP_COLUMNS 2
/* Rows that what is said keeps. */
#define WORDS_ROWS 2
#define WORDS_ROWS_FEW 1

static const struct {
	const char	*name;
	enum style	 style;
} groups[] = {
	[GROUP_A] = { "A", STYLE_A },
	[GROUP_B] = { "B", STYLE_B },
	[GROUP_WIRE] = { N_("wire"), STYLE_STRONG },
	[GROUP_TIME] = { N_("time"), STYLE_STRONG },
};

void
sandbox_title(struct str *out, const struct session *session)
{
	const struct sandbox *sandbox = &session->sandbox;

	str_addf(out, _("Sandbox · %d of %d edges walked"), sandbox_walked(sandbox),
	    sandbox_wanted());
	if (session->clock.rate > 0)
		str_addf(out, _(" · time ×%d"), session->clock.rate);
	if (sandbox->branches.n > 1)
		str_addf(out, _(" · branch %zu of %zu"), sandbox->now + 1, sandbox->branches.n);
}

/* ---- the rows of choices */

struct flow {
	const struct area	*area;
	int			 row, column;	/* row 0 is the first of all, seen or not */
	int			 skip;		/* rows that are scrolled away */
	int			 chosen_row;
};

static void
flow_put(struct flow *flow, const struct choice *choice, uint32_t hit, bool chosen)
{
	int width = text_width(choice->label);
	enum style style = chosen ? STYLE_CURSOR : choice->why_not != NULL ? STYLE_DIM : STYLE_CODE;

	if (flow->column > LABEL_COLUMNS && flow->column + width > flow->area->columns) {
		flow->row++;
		flow->column = LABEL_COLUMNS;
	}
	if (chosen)
		flow->chosen_row = flow->row;
	if (flow->row >= flow->skip) {
		area_put_cut(flow->area, flow->row - flow->skip, flow->column,
		    flow->area->columns - flow->column, style, choice->label);
		area_hit(flow->area, flow->row - flow->skip, flow->column, width, HIT_CHOICE,
		    hit);
	}
	flow->column += width + GAP_COLUMNS;
}

/* Returns the row after the last. */
static int
choices_flow(struct flow *flow, const struct choices *choices, const struct sandbox *sandbox)
{
	flow->row = -1;
	for (int group = 0; group < GROUP_COUNT; group++) {
		size_t count = choices_count(choices, (enum choice_group)group);
		flow->row++;
		flow->column = LABEL_COLUMNS;
		if (flow->row >= flow->skip)
			area_put(flow->area, flow->row - flow->skip, 0, groups[group].style,
			    _(groups[group].name));
		for (size_t i = 0; i < count; i++)
			flow_put(flow, choices_at(choices, (enum choice_group)group, i),
			    choice_hit((enum choice_group)group, i),
			    (enum choice_group)group == sandbox->group && i == sandbox->column);
	}
	return flow->row + 1;
}

/* As many rows as there are, scrolled so that the chosen one is seen. How many were used. */
static int
choices_draw(const struct area *area, const struct choices *choices,
    const struct sandbox *sandbox)
{
	struct area nowhere = area_part(area, 0, 0, 0, area->columns);
	struct flow measured = { .area = &nowhere };
	int rows = choices_flow(&measured, choices, sandbox);
	struct flow flow = { .area = area };

	if (rows > area->rows && measured.chosen_row >= area->rows)
		flow.skip = measured.chosen_row - area->rows + 1;
	choices_flow(&flow, choices, sandbox);
	if (flow.skip > 0)
		area_put(area, 0, area->columns - 1, STYLE_KEY, "↑");
	if (rows - flow.skip > area->rows && area->rows > 0)
		area_put(area, area->rows - 1, area->columns - 1, STYLE_KEY, "↓");
	return rows < area->rows ? rows : area->rows;
}

/* ---- what is said below them */

/* What the engine itself has to say of it is returned, or NULL. */
static const char *
words_make(struct str *out, const struct session *session, const struct choices *choices)
{
	const struct sandbox *sandbox = &session->sandbox;
	const struct branch *branch = sandbox_branch(sandbox);
	const struct choice *choice = choices_at(choices, sandbox->group, sandbox->column);
	char why[CHOICE_WHY];

	const struct moment *moment = branch_moment(branch);

	/* What was just done comes first: it often makes its own choice senseless. */
	if (choice->why_not != NULL && (sandbox->pointed || moment == NULL)) {
		str_addf(out, _("%s: %s"), choice->label,
		    choice_why_not(why, sizeof(why), choice));
		return NULL;
	}
	if (moment == NULL) {
		str_add(out, _("Two ends, and nothing yet. Arrows choose, Enter does it."));
		return NULL;
	}
	moment_sentence(out, engine_trace(branch->engine), moment);
	return moment_remark(moment, str_text(out));
}

struct words {
	const struct area	*area;
	enum style		 style;
	int			 row;		/* of the next line */
};

static void
words_line(void *arg, const char *s, size_t n, int width)
{
	struct words *words = arg;
	const struct area *area = words->area;
	struct str line = { 0 };

	(void)width;
	/* In the last row stands what is left. */
	if (words->row == area->rows - 1)
		area_put_cut(area, words->row, 0, area->columns, words->style, s);
	str_addn(&line, s, n);
	if (words->row < area->rows - 1)
		area_put(area, words->row, 0, words->style, str_text(&line));
	words->row++;
	str_free(&line);
}

/* The remark as far as there is room for it: `?` has it all. */
static void
words_draw(const struct area *area, const char *sentence, const char *remark)
{
	struct words words = { .area = area, .style = STYLE_TEXT };

	text_wrap(sentence, area->columns, words_line, &words);
	words.style = STYLE_DIM;
	if (remark != NULL)
		text_wrap(remark, area->columns, words_line, &words);
}

static void
panel_draw(void *arg, const struct area *area)
{
	const struct session *session = arg;
	int words_rows = area->rows > GROUP_COUNT + 1 ? WORDS_ROWS : WORDS_ROWS_FEW;
	struct area rows = area_part(area, 0, 0, area->rows - words_rows, area->columns);
	struct choices choices;
	struct str words = { 0 };

	choices_init(&choices, sandbox_branch(&session->sandbox));
	int used = choices_draw(&rows, &choices, &session->sandbox);
	const char *remark = words_make(&words, session, &choices);
	struct area below = area_part(area, used, 0, area->rows - used, area->columns);
	words_draw(&below, str_text(&words), remark);
	str_free(&words);
	choices_fini(&choices);
}

void
sandbox_show(struct session *session, struct grid *grid, struct screen *screen)
{
	const struct branch *branch = sandbox_branch(&session->sandbox);

	if (branch_in_past(branch)) {
		screen->step = branch->at;
		screen->steps = engine_trace(branch->engine)->count;
	}
	screen->why = (struct why){ .trace = engine_trace(branch->engine), .count = branch->at,
	    .mode = WHY_SENTENCE };
	screen->panel = panel_draw;
	screen->panel_arg = session;
	screen->ladder_offset = session->back;
	lesson_draw(session, grid, screen);
}

/* ---- edges */

static void
edges_list(struct page *page, const struct sandbox *sandbox, bool walked)
{
	struct str line = { 0 };

	for (int pair = 0; pair < edge_pairs() && pair < EDGES_MAX; pair++) {
		const struct edge *edge = edge_of_pair(pair);
		if (sandbox->walked[pair] != walked || (!walked && !goal_wants_pair(pair)))
			continue;
		str_clear(&line);
		str_addf(&line, "%s → %s  (%s)", state_name((enum state)edge->from),
		    state_name((enum state)edge->to), edge->event);
		page_run(page, walked ? STYLE_OK : STYLE_TEXT, str_text(&line));
		page_end(page, 4, walked ? STYLE_OK : STYLE_DIM, walked ? "✓" : "·");
	}
	str_free(&line);
}

void
edges_show(struct session *session, struct grid *grid, const struct screen *screen)
{
	const struct sandbox *sandbox = &session->sandbox;
	struct area area = screen_frame(grid, screen);
	struct str heading = { 0 };
	struct page page;

	page_init(&page, &area);
	if (sandbox_walked(sandbox) < sandbox_wanted()) {
		str_addf(&heading, _("%d of %d edges walked; not yet:"), sandbox_walked(sandbox),
		    sandbox_wanted());
		page_text(&page, 0, STYLE_STRONG, str_text(&heading));
		edges_list(&page, sandbox, false);
		page_gap(&page);
		page_text(&page, 0, STYLE_STRONG, _("Walked:"));
	} else {
		str_addf(&heading, _("All %d edges are walked:"), sandbox_wanted());
		page_text(&page, 0, STYLE_STRONG, str_text(&heading));
	}
	edges_list(&page, sandbox, true);
	int most = page_draw(&page, &area, session->sheet_cursor);
	if (session->sheet_cursor > most)
		session->sheet_cursor = most;
	session->sheet_ends = session->sheet_cursor == most;
	page_fini(&page);
	str_free(&heading);
}
