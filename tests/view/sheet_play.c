/* A lesson on the model, and the frame of a sheet, for the tests of sheets. */
#include "sheet_play.h"

#include <string.h>

#include "lesson/lesson.h"
#include "lesson/player.h"
#include "model/model.h"
#include "tap.h"
#include "view/screen.h"

static struct lesson *lesson;
static struct player player;
static bool playing;
struct grid *grid;

void
stop(void)
{
	if (playing) {
		player_fini(&player);
		lesson_free(lesson);
	}
	playing = false;
	grid_free(grid);
	grid = NULL;
}

void
play(const char *text)
{
	struct errors errors;

	errors_init(&errors, "a.md");
	lesson = lesson_parse("a.md", text, strlen(text), &errors);
	ck_assert_ptr_nonnull(lesson);
	ck_assert_uint_eq(errors.list.n, 0);
	errors_fini(&errors);
	player_init(&player, lesson, model_new());
	playing = true;
	while (player_next(&player))
		;
}

struct sheet_view
view_of(size_t count)
{
	return (struct sheet_view){
		.trace = engine_trace(player.engine),
		.count = count,
		.choice = SHEET_SUGGESTED,
		.cursor = SHEET_SUGGESTED,
	};
}

struct area
frame_of(int rows, int columns, bool ascii)
{
	static const struct key_help keys[] = {
		{ "↑ ↓", "look", "Look at another line.", 0 },
		{ "Esc", "back", "Back to the screen.", 0 },
	};
	const struct screen screen = {
		.title = "A sheet",
		.engine = "model",
		.keys = keys,
		.key_count = 2,
	};

	grid_free(grid);
	grid = grid_new(rows, columns);
	grid->ascii = ascii;
	return screen_sheet(grid, &screen);
}
