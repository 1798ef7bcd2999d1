/*
 * Both programs side by side, as far as they have come:
 *
 *	A                                  B
 *	  fd = socket(...);  = 3             fd = socket(...);  = 3
 *	● connect(fd, ...);  ... waits       listen(fd, 128);  = 0
 *	                                   ▸ conn = accept(fd, ...);  ... waits
 *
 * ● is what this moment called, or let return.
 */
#include "sheet_calls.h"

#include "base/i18n.h"
#include "base/text.h"
#include "sheet_list.h"

/* From so many columns on both have room. */
#define BOTH_COLUMNS 70
#define GAP_COLUMNS 3

static bool
is_now(const struct call_line *line, size_t count)
{
	return line->called_at + 1 == count || (line->returned_at != NO_MOMENT &&
	    line->returned_at + 1 == count);
}

static size_t
first_shown(const struct program *program)
{
	return program->lines.n > PROGRAM_LINES ? program->lines.n - PROGRAM_LINES : 0;
}

static int
lines_shown(const struct program *program)
{
	return (int)(program->lines.n - first_shown(program));
}

static enum style
result_style(const struct call_line *line, bool now)
{
	if (line->result == RESULT_ERRNO)
		return STYLE_LOST;
	return now ? STYLE_NOW : STYLE_DIM;
}

/* "A's program", and what the mark means if any line has it. */
static void
draw_heading(const struct area *area, const struct program *program, size_t count)
{
	const char *legend = _("● at this moment");
	bool any = false;

	for (size_t i = first_shown(program); i < program->lines.n; i++)
		any = any || is_now(&program->lines.v[i], count);
	int used = area_putf(area, 0, 0, program->end == END_A ? STYLE_A : STYLE_B,
	    _("%c's program"), end_letter(program->end));
	int column = area->columns - text_width(legend) - 1;
	if (any && column > used + 1)
		area_put(area, 0, column, STYLE_NOW, legend);
}

/* cursor: of the lines shown; behind the last one, there is none. */
static void
draw_program(const struct area *area, const struct program *program,
    size_t count, int cursor)
{
	struct area below = area_part(area, 1, 0, area->rows - 1,
	    area->columns);
	struct list list;

	draw_heading(area, program, count);
	list_init(&list, &below);
	for (size_t i = first_shown(program); i < program->lines.n; i++) {
		const struct call_line *line = &program->lines.v[i];
		bool now = is_now(line, count);
		struct str text = { 0 };

		list_entry(&list);
		call_text(&text, line);
		page_run(&list.page, now ? STYLE_NOW : STYLE_CODE,
		    str_text(&text));
		str_clear(&text);
		str_add(&text, "  ");
		call_result(&text, line);
		page_run(&list.page, result_style(line, now), str_text(&text));
		page_end(&list.page, LIST_INDENT, STYLE_NOW, now ? "●" : "");
		str_free(&text);
	}
	if (program->lines.n == 0)
		page_text(&list.page, LIST_INDENT, STYLE_DIM,
		    _("It has called nothing yet."));
	list_draw(&list, &below, cursor);
	list_fini(&list);
}

/* The call of this moment, or the one that it let return; else the last. */
static int
suggested_line(const struct program *program, size_t count)
{
	size_t first = first_shown(program);

	for (int i = lines_shown(program); i-- > 0;) {
		const struct call_line *line =
		    &program->lines.v[first + (size_t)i];

		if (is_now(line, count) && line->kind != LINE_CLOSE_LISTENER)
			return i;
	}
	return lines_shown(program) - 1;
}

static enum end
suggested_end(const struct program programs[END_COUNT],
    const struct sheet_view *view)
{
	for (int end = 0; end < END_COUNT; end++)
		for (size_t i = 0; i < programs[end].lines.n; i++)
			if (is_now(&programs[end].lines.v[i], view->count))
				return end;
	return programs[END_A].lines.n > 0 ? END_A : END_B;
}

static void
draw_programs(const struct area *area, const struct program programs[END_COUNT],
    size_t count, const struct sheet_room *room)
{
	int columns = (area->columns - GAP_COLUMNS) / 2;

	if (area->columns < BOTH_COLUMNS) {
		draw_program(area, &programs[room->choice], count,
		    room->cursor);
		return;
	}
	for (int end = 0; end < END_COUNT; end++) {
		struct area part = area_part(area, 0,
		    end * (columns + GAP_COLUMNS), area->rows, columns);

		draw_program(&part, &programs[end], count,
		    end == room->choice ? room->cursor : PROGRAM_LINES);
	}
	area_fill(area, 0, columns + 1, area->rows, 1, STYLE_FRAME, "│");
}

struct sheet_room
sheet_draw_calls(const struct area *area, const struct sheet_view *view)
{
	struct program programs[END_COUNT];
	struct sheet_room room = { .choices = END_COUNT };
	struct str text = { 0 };

	for (int end = 0; end < END_COUNT; end++)
		program_read(&programs[end], view->trace, view->count, end);
	room.choice = sheet_pick(view->choice,
	    (int)suggested_end(programs, view), END_COUNT);
	const struct program *chosen = &programs[room.choice];
	room.cursors = lines_shown(chosen);
	room.cursor = sheet_pick(view->cursor,
	    suggested_line(chosen, view->count), room.cursors);
	if (chosen->lines.n > 0)
		call_explain(&text, &chosen->lines.v[first_shown(chosen) +
		    (size_t)room.cursor]);
	if (chosen->pending != NULL)
		str_addf(&text, _(" (The next call on this socket returns %s.)"),
		    chosen->pending);
	struct area above = sheet_explain(area, "", str_text(&text));
	draw_programs(&above, programs, view->count, &room);
	for (int end = 0; end < END_COUNT; end++)
		program_free(&programs[end]);
	str_free(&text);
	return room;
}
