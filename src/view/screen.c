/*
 * The screen put together: each panel in its place, with the lines between
 * them, which also say what stands below:
 *
 *	── B receives S 100:100(0) win 65535 ──── B: rcv SYN / snd SYN,ACK ──
 */
#include "view/screen.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "layout.h"
#include "view/diagram.h"
#include "view/ladder.h"
#include "view/numbers.h"

/* Columns of line on both sides of what is written into a rule. */
#define RULE_COLUMNS 2

/* Blanks and lines around three things in a rule. */
#define RULE_GAPS 12

/* Columns that a rule keeps for what stands at its left. */
#define LEFT_COLUMNS 24

/* Rows that a message has at most. */
#define MESSAGE_ROWS 4

#define TITLE_ROWS 1

static bool
too_small(const struct grid *grid)
{
	return grid->rows < SCREEN_ROWS_MIN ||
	    grid->columns < SCREEN_COLUMNS_MIN;
}

static void
draw_too_small(struct grid *grid)
{
	struct area area = grid_area(grid);
	struct str text = { 0 };

	str_addf(&text, _("This needs a window of %dx%d, and this one has %dx%d. "
	    "Make it larger, or the font smaller."), SCREEN_COLUMNS_MIN,
	    SCREEN_ROWS_MIN, grid->columns, grid->rows);
	area_wrap(&area, 0, STYLE_TEXT, str_text(&text));
	str_free(&text);
}

/* "step 2 of 5, event 1 of 3 · model", as much of it as there is. */
static void
progress_text(struct str *out, const struct screen *screen)
{
	if (screen->steps > 0)
		str_addf(out, _("step %zu of %zu"), screen->step,
		    screen->steps);
	if (screen->event > 0)
		str_addf(out, _(", event %zu of %zu"), screen->event,
		    screen->events);
	else if (screen->events > 0)
		str_addf(out, _n(", %zu event", ", %zu events", screen->events),
		    screen->events);
	if (screen->engine != NULL && screen->engine[0] != '\0')
		str_addf(out, "%s%s", out->n > 0 ? " · " : "",
		    screen->engine);
}

static void
draw_title(const struct area *area, const struct screen *screen)
{
	struct str right = { 0 };

	int room = area->columns - 2;
	progress_text(&right, screen);
	if (text_width(str_text(&right)) > room / 2 && screen->steps > 0) {
		str_clear(&right);
		str_addf(&right, "%zu/%zu", screen->step, screen->steps);
	}
	int width = text_width(str_text(&right));
	area_fill(area, 0, 0, 1, area->columns, STYLE_BAR, " ");
	if (width > 0 && width <= room / 2) {
		area_put(area, 0, 1 + room - width, STYLE_BAR,
		    str_text(&right));
		room -= width + 1;
	}
	area_put_cut(area, 0, 1, room, STYLE_BAR, screen->title);
	str_free(&right);
}

/* A message has as many rows as it needs, over what is above the keys. Their number. */
static int
draw_message(struct grid *grid, const char *message)
{
	struct area whole = grid_area(grid);
	struct area nowhere = area_part(&whole, 0, 1, 0, whole.columns - 2);
	int rows = area_wrap(&nowhere, 0, STYLE_BAR, message);

	rows = rows > MESSAGE_ROWS ? MESSAGE_ROWS : rows;
	struct area area = area_part(&whole, whole.rows - rows, 1, rows,
	    whole.columns - 2);
	area_fill(&whole, whole.rows - rows, 0, rows, whole.columns, STYLE_BAR, " ");
	area_wrap(&area, 0, STYLE_BAR, message);
	return rows;
}

/* How many rows that takes. */
static int
draw_bottom(const struct area *area, const struct screen *screen)
{
	if (screen->message != NULL)
		return draw_message(area->grid, screen->message);
	keys_draw(area, screen->keys, screen->key_count);
	return 1;
}

/* Write into a rule from column on, with a blank on both sides. Its end. */
static int
rule_write(const struct area *rule, int column, int columns, enum style style,
    const char *s)
{
	if (s[0] == '\0' || columns < 4)
		return column;
	area_put(rule, 0, column, STYLE_FRAME, " ");
	int used = area_put_cut(rule, 0, column + 1, columns - 2, style, s);
	area_put(rule, 0, column + 1 + used, STYLE_FRAME, " ");
	return column + used + 2;
}

/* The same up to the column where it ends. Where it begins. */
static int
rule_write_before(const struct area *rule, int end, int columns,
    enum style style, const char *s)
{
	int width = text_width(s) + 2;

	if (s[0] == '\0' || columns < 4)
		return end;
	if (width > columns)
		width = columns;
	rule_write(rule, end - width, width, style, s);
	return end - width - 1;
}

/* A line with something at its left end and something at its right, and a key last. */
static void
rule_draw(const struct area *rule, const char *left, const char *right,
    const char *key)
{
	int end = rule->columns - RULE_COLUMNS;

	area_fill(rule, 0, 0, 1, rule->columns, STYLE_FRAME, "─");
	/* The figure's words go before those that the ladder has as well; the key has an arrow below. */
	if (text_width(left) + text_width(right) + text_width(key) +
	    RULE_GAPS <= rule->columns || right[0] == '\0')
		end = rule_write_before(rule, end, rule->columns, STYLE_KEY, key);
	end = rule_write_before(rule, end, end - RULE_COLUMNS -
	    (left[0] != '\0' ? LEFT_COLUMNS : 0), STYLE_NOW, right);
	rule_write(rule, RULE_COLUMNS, end - RULE_COLUMNS, STYLE_STRONG, left);
}

/* Which way there are more words. */
static const char *
more_words(const struct screen *screen, const struct screen_room *room)
{
	bool prose = screen->why.mode == WHY_PROSE;

	if (screen->why_skip < room->why_most)
		return prose ? _("more: Space") : _("more: ↓");
	if (screen->why_skip > room->why_least)
		return _("text: ↑");
	return "";
}

static void
draw_rules(const struct layout *layout, const struct screen *screen,
    const struct screen_room *room)
{
	struct str title = { 0 }, caption = { 0 };

	if (!screen->panel_titled && (!layout->title_in_why || screen->panel != NULL))
		why_title(&title, &screen->why);
	diagram_caption(&caption, screen->why.trace, screen->why.count);
	if (layout->edge_rule.rows > 0) {
		rule_draw(&layout->edge_rule, "", str_text(&caption), "");
		str_clear(&caption);
	}
	/* Prose speaks of what comes next, not of the edge that was taken. */
	if (screen->why.mode == WHY_PROSE)
		str_clear(&caption);
	if (layout->rule.rows > 0)
		rule_draw(&layout->rule, str_text(&title), str_text(&caption),
		    more_words(screen, room));
	str_free(&title);
	str_free(&caption);
}

/* Upright lines, and where they meet the rules. */
static void
draw_dividers(const struct layout *layout)
{
	for (int i = 0; i < 2; i++) {
		const struct area *line = &layout->dividers[i];

		area_fill(line, 0, 0, line->rows, 1, STYLE_FRAME, "│");
	}
	if (layout->dividers[0].rows > 0 && layout->rule.rows > 0 &&
	    layout->rule.row == layout->dividers[0].row +
	    layout->dividers[0].rows) {
		int column = layout->dividers[0].column;
		const struct cell *cell = grid_cell(layout->rule.grid,
		    layout->rule.row, column);

		if (cell->style == STYLE_FRAME && cell->text[0] != ' ')
			area_put(&layout->rule, 0, column, STYLE_FRAME, "┴");
	}
	if (layout->edge_rule.rows > 0) {
		const struct area *line = &layout->dividers[0];

		area_put(line, layout->edge_rule.row - line->row, 0,
		    STYLE_FRAME, "┤");
	}
}

/* Rows that the ladder keeps above a checklist. */
#define LADDER_ROWS_MIN 5

/*
 * The checklist goes below the ladder; where the ladder is too short for that,
 * a row of it below what can be done.
 */
static void
draw_goals(struct layout *layout, const struct screen *screen)
{
	int rows = goals_rows(screen->goals);

	if (layout->ladder.rows - rows >= LADDER_ROWS_MIN) {
		layout->ladder.rows -= rows;
		struct area area = layout->ladder;
		area.row += layout->ladder.rows;
		area.rows = rows;
		goals_draw(&area, screen->goals);
	} else if (screen->panel != NULL && layout->why.rows > 1) {
		layout->why.rows--;
		struct area line = layout->why;
		line.row += layout->why.rows;
		line.rows = 1;
		goals_draw_line(&line, screen->goals);
	}
}

static struct screen_room
draw_panels(struct layout *layout, const struct screen *screen)
{
	const struct trace *trace = screen->why.trace;
	size_t count = screen->why.count;
	struct why why = screen->why;
	struct screen_room room = { 0 };

	if (screen->goals != NULL)
		draw_goals(layout, screen);
	if (layout->diagram.rows > 0)
		diagram_draw(&layout->diagram, trace, count);
	if (layout->numbers.rows > 0)
		numbers_draw(&layout->numbers, trace, count);
	room.ladder_most = ladder_draw(&layout->ladder, trace, count,
	    screen->ladder_offset);
	why.with_title = layout->title_in_why;
	if (screen->panel != NULL)
		screen->panel(screen->panel_arg, &layout->why);
	else {
		struct why_room words = why_draw(&layout->why, &why,
		    screen->why_skip);

		room.why_least = -words.up;
		room.why_most = words.down;
		room.why_rows = layout->why.rows;
	}
	return room;
}

/* Does the text name a variable, so that one has to see it? */
static bool
speaks_of_numbers(const struct step *step)
{
	for (size_t i = 0; i < step->block_count; i++) {
		const struct block *block = &step->blocks[i];

		for (size_t k = 0; k < block->span_count; k++)
			if (strstr(block->spans[k].text, "SND.") != NULL ||
			    strstr(block->spans[k].text, "RCV.") != NULL)
				return true;
	}
	return false;
}

struct screen_room
screen_draw(struct grid *grid, const struct screen *screen)
{
	struct area whole = grid_area(grid);
	struct screen_room room = { 0 };
	struct layout layout;

	grid_clear(grid);
	if (too_small(grid)) {
		draw_too_small(grid);
		return room;
	}
	layout_make(&layout, &whole, screen->panel != NULL ? LAYOUT_PANEL :
	    LAYOUT_NUMBERS);
	room = draw_panels(&layout, screen);
	if (room.why_most > 0 && screen->why.mode == WHY_PROSE &&
	    !speaks_of_numbers(screen->why.step)) {
		/* What one has to read goes before the numbers. */
		grid_clear(grid);
		layout_make(&layout, &whole, LAYOUT_WORDS);
		room = draw_panels(&layout, screen);
	}
	draw_rules(&layout, screen, &room);
	draw_dividers(&layout);
	draw_title(&layout.title, screen);
	draw_bottom(&layout.keys, screen);
	return room;
}

/* All between title and keys, but for margins of so many rows and columns. */
static struct area
frame_within(struct grid *grid, const struct screen *screen, int rows,
    int columns)
{
	struct area whole = grid_area(grid);
	struct area title = area_part(&whole, 0, 0, 1, whole.columns);
	struct area keys = area_part(&whole, whole.rows - 1, 0, 1,
	    whole.columns);

	grid_clear(grid);
	if (too_small(grid)) {
		draw_too_small(grid);
		return area_part(&whole, 0, 0, 0, 0);
	}
	draw_title(&title, screen);
	int bottom = draw_bottom(&keys, screen);
	return area_part(&whole, TITLE_ROWS + rows, columns,
	    whole.rows - TITLE_ROWS - bottom - 2 * rows, whole.columns - 2 * columns);
}

struct area
screen_frame(struct grid *grid, const struct screen *screen)
{
	return frame_within(grid, screen, 1, 2);
}

struct area
screen_sheet(struct grid *grid, const struct screen *screen)
{
	return frame_within(grid, screen, 0, 1);
}
