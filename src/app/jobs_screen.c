/* A screen as a figure, without a terminal: what 80 by 24 of it would show. */
#include "app/jobs.h"

#include <stdlib.h>
#include <string.h>

#include "app/engines.h"
#include "app/output.h"
#include "app/playing.h"
#include "app/say.h"
#include "app/session.h"
#include "base/i18n.h"
#include "export/svg.h"

#define SCREEN_ROWS 24
#define SCREEN_COLUMNS 80

/* To the last moment; of a step (from 1; 0: all of them), to that step's last. */
static void
last_goto(struct player *player, size_t step)
{
	while (player_next(player))
		;
	while (step > 0 && player_place(player)->step + 1 > step && player_back(player))
		;
}

/* False, said, if it cannot go where --output says. */
static bool
screen_put(struct session *session, const struct svg_paper *paper)
{
	struct output output;
	struct error error;

	if (!output_open(&output, session->options->output, session->shelf.file->file, &error)) {
		say_problem("%s", error.text);
		return false;
	}
	struct grid *grid = grid_new(SCREEN_ROWS, SCREEN_COLUMNS);
	grid->ascii = session->options->ascii;
	session_draw(session, grid);
	svg_screen(output.file, paper, grid, session->player.lesson->title);
	grid_free(grid);
	if (output_close(&output, true, &error))
		return true;
	say_problem("%s", error.text);
	return false;
}

enum status
screen_export(const struct options *options, const struct svg_paper *paper)
{
	const struct engine_kind *kind = engine_kind_find(options->on, options->ipv6);
	struct session session;
	struct error error;
	enum status status = STATUS_WRONG;
	size_t step;
	char *name = lesson_name_split(options->args[0], &step);
	bool all = strcmp(name, options->args[0]) == 0;

	session_init(&session, options, kind);
	const struct lesson *lesson = shelf_lesson(&session.shelf, options, name);
	free(name);
	if (lesson != NULL && !all && (step < 1 || step > lesson->step_count)) {
		say_problem(_("%s has the steps 1 to %zu, and no %zu"), lesson->id,
		    lesson->step_count, step);
	} else if (lesson != NULL && !session_open(&session, lesson, &error)) {
		say_problem(_("the engine %s cannot run here: %s"), kind->name, error.text);
		status = STATUS_CANNOT;
	} else if (lesson != NULL) {
		last_goto(&session.player, all ? 0 : step);
		status = screen_put(&session, paper) ? STATUS_FINE : STATUS_WRONG;
	}
	session_fini(&session);
	return status;
}
