/*
 * The session as it is seen: what stands where is the view's business; here
 * it is told what to show.
 */
#include "session_draw.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "session_acts.h"
#include "trace/trace.h"
#include "ui/stroke.h"
#include "view/keys.h"
#include "view/screen.h"
#include "view/sheet.h"
#include "view/why.h"

/* ---- keys, out of the table that binds them */

#define KEYS_MAX 64
#define NAMES_MAX 64

struct keys {
	struct key_help	 rows[KEYS_MAX];
	char		*names[KEYS_MAX];
	size_t		 count;
};

/* Does an earlier row take that key? */
static bool
is_taken(size_t row, uint32_t stroke, enum mode mode)
{
	for (size_t i = 0; i < row; i++) {
		if (!(bindings[i].modes & mode))
			continue;
		for (size_t k = 0; k < BINDING_STROKES && bindings[i].strokes[k] != 0; k++)
			if (bindings[i].strokes[k] == stroke)
				return true;
	}
	return false;
}

/* "Space", and "1…" of digits in a row; or all of them: "Space, PgDn, →". NULL: others took it. */
static char *
binding_name(size_t row, enum mode mode, bool all)
{
	const struct binding *binding = &bindings[row];
	struct str names = { 0 };
	char buf[STROKE_NAME];
	size_t most = all ? BINDING_STROKES : 1;

	for (size_t i = 0; i < most && binding->strokes[i] != 0; i++) {
		if (is_taken(row, binding->strokes[i], mode))
			continue;
		str_add(&names, names.n > 0 ? ", " : "");
		str_add(&names, stroke_name(buf, binding->strokes[i]));
	}
	if (!all && names.n > 0 && binding->strokes[0] == '1' && binding->strokes[1] == '2')
		str_add(&names, "…");
	return names.n > 0 ? str_take(&names) : NULL;
}

/* Those that the bar names; or all, with their help, for the sheet of help. */
static void
keys_init(struct keys *keys, enum mode mode, bool all)
{
	keys->count = 0;
	for (size_t i = 0; i < binding_count && keys->count < KEYS_MAX; i++) {
		const struct binding *binding = &bindings[i];
		bool wanted = (binding->modes & mode) && (all || binding->bar != NULL);
		char *name = wanted ? binding_name(i, mode, all) : NULL;
		if (name == NULL)
			continue;
		keys->names[keys->count] = name;
		keys->rows[keys->count++] = (struct key_help){ .key = name,
		    .stroke = binding->strokes[0],
		    .brief = binding->bar != NULL ? _(binding->bar) : NULL,
		    .help = all ? _(binding->help) : NULL };
	}
}

/*
 * Where there is nothing to choose between, and no more to be seen, the bar
 * names no key for it. True if any went.
 */
static bool
keys_of_sheet(struct keys *keys, const struct sheet_room *room)
{
	bool gone = false;

	for (size_t i = 0; i < keys->count; i++) {
		struct key_help *key = &keys->rows[i];
		bool across = key->stroke == STROKE_LEFT || key->stroke == STROKE_RIGHT;
		bool along = key->stroke == STROKE_UP || key->stroke == STROKE_DOWN;
		if ((across && room->choices < 2) || (along && room->cursors < 2)) {
			gone = gone || key->brief != NULL;
			key->brief = NULL;
		}
	}
	return gone;
}

static void
keys_fini(struct keys *keys)
{
	for (size_t i = 0; i < keys->count; i++)
		free(keys->names[i]);
}

/* ---- a lesson */

/*
 * What was said of the statements that led here: of those with as many moments
 * behind them, and, where a step's prose is read, only of the step's own.
 */
static void
results_find(struct why *why, const struct player *player, const struct place *place)
{
	int line = place->prose ? player->lesson->steps[place->step].line : 0;
	size_t i = 0;

	while (i < player->result_count && (player->results[i].moment != place->moments ||
	    player->results[i].line < line))
		i++;
	if (i == player->result_count)
		return;
	why->results = &player->results[i];
	while (i < player->result_count && player->results[i].moment == place->moments) {
		why->result_count++;
		i++;
	}
}

static struct why
why_of(const struct player *player)
{
	const struct place *place = player_place(player);
	struct why why = {
		.trace = engine_trace(player->engine),
		.count = place->moments,
		.mode = place->prose || place->moments == 0 ? WHY_PROSE : WHY_SENTENCE,
		.step = &player->lesson->steps[place->step],
	};

	results_find(&why, player, place);
	return why;
}

static void
lesson_title(struct str *out, const struct session *session)
{
	const struct lesson *lesson = session->player.lesson;

	review_title(out, session);
	if (lesson->number > 0)
		str_addf(out, "%d ", lesson->number);
	shelf_title(out, lesson);
	if (session->mirrored != NULL)
		str_add(out, _(" (A and B exchanged)"));
}

/* A statement that has brought about several moments (deliver all) is as many events. */
static void
count_more(struct screen *screen, const struct player *player, int first, int last)
{
	const struct trace *trace = engine_trace(player->engine);
	bool shown = !player_place(player)->prose;
	size_t seen = player_place(player)->moments;

	for (size_t i = 1; i < trace->count; i++) {
		int line = trace->moments[i].line;
		if (line < first || line > last || line != trace->moments[i - 1].line)
			continue;
		screen->events++;
		screen->event += shown && i < seen;
	}
}

/* How many events a step has, and which of them is shown. */
static void
count_events(struct screen *screen, const struct player *player)
{
	const struct place *place = player_place(player);
	const struct scene *scene = &player->lesson->steps[place->step].scene;
	const struct moment *moment = player_moment(player);
	int line = place->prose || moment == NULL ? 0 : moment->line;

	for (size_t i = 0; i < scene->count; i++) {
		const struct statement *statement = &scene->statements[i];
		enum verb verb = (enum verb)statement->command.verb;

		if (statement->is_expect || verb < VERB_CALL || !(statement->on & player->on))
			continue;
		screen->events++;
		screen->event += statement->line <= line;
	}
	if (scene->count > 0)
		count_more(screen, player, scene->statements[0].line,
		    scene->statements[scene->count - 1].line);
}

static void
lesson_screen(struct screen *screen, const struct session *session)
{
	const struct player *player = &session->player;

	screen->step = player_place(player)->step + 1;
	screen->steps = player->lesson->step_count;
	count_events(screen, player);
	screen->why = why_of(player);
	screen->why_skip = session->scroll;
	screen->ladder_offset = session->back;
}

static int
at_most(int value, int most)
{
	return value > most ? most : value;
}

void
lesson_draw(struct session *session, struct grid *grid, const struct screen *screen)
{
	struct screen_room room = screen_draw(grid, screen);

	session->scroll = at_most(session->scroll, room.why_most);
	if (session->scroll < room.why_least)
		session->scroll = room.why_least;
	session->words_below = room.why_most - session->scroll;
	session->words_rows = room.why_rows;
	session->back = at_most(session->back, room.ladder_most);
}

/* ---- the sheets */

static struct sheet_room (*const sheet_draws[])(const struct area *area,
    const struct sheet_view *view) = {
	[SHEET_CHECKS] = sheet_draw_checks,
	[SHEET_SEGMENT] = sheet_draw_segment,
	[SHEET_NUMBERS] = sheet_draw_numbers,
	[SHEET_TOOLS] = sheet_draw_tools,
	[SHEET_CALLS] = sheet_draw_calls,
	[SHEET_STATE] = sheet_draw_state,
	[SHEET_GLOSSARY] = sheet_draw_glossary,
};

/* A sheet of the view's: what it has shown is where keys go on from. */
static struct sheet_room
closer_draw(struct session *session, struct grid *grid, const struct screen *screen)
{
	struct sheet_view view = { .choice = session->sheet_choice,
	    .cursor = session->sheet_cursor };
	struct area area = screen_sheet(grid, screen);

	view.trace = session_trace(session, &view.count);
	view.has_flight = session->has_sheet_flight;
	view.flight = session->sheet_flight;
	if (area.rows == 0)
		return (struct sheet_room){ .cursors = 0 };
	struct sheet_room room = sheet_draws[session->sheet](&area, &view);
	session->sheet_choice = room.choice;
	session->sheet_cursor = room.cursor;
	session->sheet_ends = room.cursor + 1 >= room.cursors;
	return room;
}

static void
help_show(struct session *session, struct grid *grid, const struct screen *screen)
{
	struct area area = screen_frame(grid, screen);
	struct keys keys;

	keys_init(&keys, modes_below(session), true);
	int most = help_draw(&area, keys.rows, keys.count, session->sheet_cursor);
	session->sheet_cursor = at_most(session->sheet_cursor, most);
	session->sheet_ends = session->sheet_cursor == most;
	keys_fini(&keys);
}

static struct sheet_room
sheet_show(struct session *session, struct grid *grid, const struct screen *screen)
{
	if (session->sheet == SHEET_HELP)
		help_show(session, grid, screen);
	else if (session->sheet == SHEET_EDGES)
		edges_show(session, grid, screen);
	else if (session->sheet == SHEET_PROBLEMS)
		problems_show(session, grid, screen);
	else
		return closer_draw(session, grid, screen);
	return (struct sheet_room){ .cursor = session->sheet_cursor,
	    .cursors = session->sheet_cursor + (session->sheet_ends ? 1 : 2) };
}

/* With the keys that it has a use for, which is known once it was drawn. */
static void
sheet_draw(struct session *session, struct grid *grid, const struct screen *screen,
    struct keys *keys)
{
	struct sheet_room room = sheet_show(session, grid, screen);

	if (screen->message == NULL && keys_of_sheet(keys, &room))
		sheet_show(session, grid, screen);
}

/* ---- what is typed, in place of the keys */

static const char *const asks[] = {
	[PROMPT_NONE] = "",
	[PROMPT_COMMAND] = ":",
	[PROMPT_SAVE] = N_("Save as: "),
	[PROMPT_STEP] = N_("Go to step: "),
	[PROMPT_ANSWER] = N_("Your answer: "),
	[PROMPT_VOTES] = N_("Votes: "),
	[PROMPT_EXPORT] = N_("Write to: "),
};

static void
prompt_draw(const struct prompt *prompt, struct grid *grid)
{
	struct area whole = grid_area(grid);
	struct area row = area_part(&whole, whole.rows - 1, 0, 1, whole.columns);
	const char *text = str_text(&prompt->text), *start = text;

	area_fill(&row, 0, 0, 1, row.columns, STYLE_TEXT, " ");
	int column = 1 + area_put(&row, 0, 1, STYLE_KEY, _(asks[prompt->kind])) +
	    (prompt->kind == PROMPT_COMMAND);
	/* The cursor has to be seen: cut at the left what does not fit. */
	while (start < text + prompt->cursor && text_width_n(start,
	    (size_t)(text + prompt->cursor - start)) > row.columns - column - 2)
		start += text_cluster(start, strlen(start));
	area_put(&row, 0, column, STYLE_STRONG, start);
	area_style(&row, 0, column + text_width_n(start,
	    (size_t)(text + prompt->cursor - start)), 1, STYLE_CURSOR);
}

/* ---- all of it */

static void
title_make(struct str *out, const struct session *session)
{
	if (session->below == MODE_LESSON)
		lesson_title(out, session);
	else if (challenge_on(session))
		challenge_title(out, session);
	else if (session->below == MODE_SANDBOX)
		sandbox_title(out, session);
	else
		str_add(out, _("tcptutor: TCP, step by step"));
}

static void
below_draw(struct session *session, struct grid *grid, struct screen *screen)
{
	struct checklist list;

	checklist_init(&list, session, screen);
	if (session->below == MODE_LESSON) {
		struct str said = { 0 };
		lesson_screen(screen, session);
		question_recall(&said, session);
		screen->why.said = str_text(&said);
		if (question_show(session, grid, screen))
			;
		else if (session->options->in_class && screen->why.mode != WHY_PROSE)
			class_show(session, grid, screen);
		else
			lesson_draw(session, grid, screen);
		str_free(&said);
	} else if (session->below == MODE_SANDBOX) {
		sandbox_show(session, grid, screen);
	} else {
		menu_show(session, grid, screen);
	}
	checklist_fini(&list);
}

void
session_draw(struct session *session, struct grid *grid)
{
	struct str title = { 0 }, message = { 0 };
	struct keys keys;

	session->rows = grid->rows;
	session->columns = grid->columns;
	session->ascii = grid->ascii;
	if (session->blank) {
		grid_clear(grid);
		hits_copy(&session->hits, &grid->hits);
		return;
	}
	ask_prepare(session);
	title_make(&title, session);
	str_add(&message, str_text(&session->message));
	/* The line that is typed takes the last row; what is said stands above it. */
	if (message.n > 0 && session->prompt.kind != PROMPT_NONE)
		str_add(&message, "\n ");
	keys_init(&keys, session_mode(session), false);
	struct screen screen = {
		.title = str_text(&title),
		.engine = session->kind->name,
		.message = message.n > 0 ? str_text(&message) : NULL,
		.keys = keys.rows,
		.key_count = keys.count,
	};

	if (session->forging)
		forge_show(session, grid, &screen);
	else if (session->sheet != SHEET_NONE)
		sheet_draw(session, grid, &screen, &keys);
	else
		below_draw(session, grid, &screen);
	if (session->prompt.kind != PROMPT_NONE)
		prompt_draw(&session->prompt, grid);
	hits_copy(&session->hits, &grid->hits);
	keys_fini(&keys);
	str_free(&title);
	str_free(&message);
}
