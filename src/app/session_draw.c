/*
 * The session as it is seen: what stands where is the view's business; here
 * it is told what to show.
 */
#include "app/session.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "trace/trace.h"
#include "ui/stroke.h"
#include "view/keys.h"
#include "view/menu.h"
#include "view/screen.h"
#include "view/why.h"

/* ---- keys, out of the table that binds them */

#define KEYS_MAX 32
#define NAMES_MAX 64

struct keys {
	struct key_help	 rows[KEYS_MAX];
	char		*names[KEYS_MAX];
	size_t		 count;
};

/* "Space"; or all of them: "Space, PgDn, →". */
static char *
binding_name(const struct binding *binding, bool all)
{
	struct str names = { 0 };
	char buf[STROKE_NAME];
	size_t most = all ? BINDING_STROKES : 1;

	for (size_t i = 0; i < most && binding->strokes[i] != 0; i++)
		str_addf(&names, "%s%s", i > 0 ? ", " : "",
		    stroke_name(buf, binding->strokes[i]));
	return str_take(&names);
}

static void
keys_init(struct keys *keys, enum mode mode, bool all)
{
	keys->count = 0;
	for (size_t i = 0; i < binding_count && keys->count < KEYS_MAX; i++) {
		const struct binding *binding = &bindings[i];
		if (!(binding->modes & mode))
			continue;
		char *name = binding_name(binding, all);
		keys->names[keys->count] = name;
		keys->rows[keys->count++] = (struct key_help){ .key = name,
		    .brief = binding->bar != NULL ? _(binding->bar) : NULL,
		    .help = _(binding->help) };
	}
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
lesson_title(struct str *out, const struct lesson *lesson)
{
	if (lesson->number > 0)
		str_addf(out, "%d ", lesson->number);
	str_add(out, lesson->title);
}

static void
lesson_screen(struct screen *screen, const struct session *session)
{
	const struct player *player = &session->player;

	screen->step = player_place(player)->step + 1;
	screen->steps = player->lesson->step_count;
	screen->why = why_of(player);
	screen->why_skip = session->scroll;
	screen->ladder_offset = session->back;
}

static int
at_most(int value, int most)
{
	return value > most ? most : value;
}

static void
lesson_draw(struct session *session, struct grid *grid, const struct screen *screen)
{
	struct screen_room room = screen_draw(grid, screen);

	session->scroll = at_most(session->scroll, room.why_most);
	session->back = at_most(session->back, room.ladder_most);
}

/* ---- the menu */

static void
menu_show(const struct session *session, struct grid *grid, const struct screen *screen)
{
	const struct library *library = &session->shelf.library;
	struct area area = screen_frame(grid, screen);
	struct menu_item *items = mem_alloc(library->count, sizeof(*items));

	for (size_t i = 0; i < library->count; i++)
		items[i] = (struct menu_item){ .number = library->lessons[i]->number,
		    .title = library->lessons[i]->title,
		    .minutes = library->lessons[i]->minutes };
	menu_draw(&area, items, library->count, session->cursor);
	free(items);
	if (library->count == 0)
		area_put(&area, 1, 2, STYLE_LOST, _("There is no lesson in this folder."));
	if (session->shelf.problems.list.n > 0)
		area_put(&area, area.rows - 1, 2, STYLE_LOST,
		    _("Some lessons have problems: tcptutor list names them."));
}

/* ---- the sheets */

static void
sheet_draw(struct session *session, struct grid *grid, const struct screen *screen)
{
	struct area area = screen_frame(grid, screen);
	struct keys keys;
	int most;

	if (session->sheet == SHEET_EXPLAIN) {
		most = explain_draw(&area, engine_trace(session->player.engine),
		    player_place(&session->player)->moments, session->sheet_scroll);
	} else {
		keys_init(&keys, session->below, true);
		most = help_draw(&area, keys.rows, keys.count, session->sheet_scroll);
		keys_fini(&keys);
	}
	session->sheet_scroll = at_most(session->sheet_scroll, most);
}

/* ---- all of it */

void
session_draw(struct session *session, struct grid *grid)
{
	struct str title = { 0 };
	struct keys keys;

	if (session->below == MODE_LESSON)
		lesson_title(&title, session->player.lesson);
	else
		str_add(&title, _("tcptutor: TCP, step by step"));
	keys_init(&keys, session_mode(session), false);
	struct screen screen = {
		.title = str_text(&title),
		.engine = session->kind->name,
		.message = session->message.n > 0 ? str_text(&session->message) : NULL,
		.keys = keys.rows,
		.key_count = keys.count,
	};
	if (session->below == MODE_LESSON)
		lesson_screen(&screen, session);

	if (session->sheet != SHEET_NONE)
		sheet_draw(session, grid, &screen);
	else if (session->below == MODE_LESSON)
		lesson_draw(session, grid, &screen);
	else
		menu_show(session, grid, &screen);
	keys_fini(&keys);
	str_free(&title);
}
