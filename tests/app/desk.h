/*
 * A session without a terminal: keys go in, a grid comes out.
 */
#ifndef TESTS_APP_DESK_H
#define TESTS_APP_DESK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "base/str.h"
#include "tap.h"
#include "ui/stroke.h"

static struct options options;
static struct session session;
static char folder[4096];

/* At the menu of the tests' own lessons, on the model. */
static inline void
set_up(void)
{
	const char *top = getenv("top_srcdir");
	struct error error;

	snprintf(folder, sizeof(folder), "%s/tests/app/lessons", top != NULL ? top : ".");
	options = (struct options){ .on = "model", .lessons = folder };
	session_init(&session, &options, engine_kind_find("model", false));
	ck_assert(session_menu(&session, &error));
}

static inline void
tear_down(void)
{
	session_fini(&session);
}

static inline void
strike(uint32_t stroke, int times)
{
	while (times-- > 0)
		ck_assert(session_stroke(&session, stroke));
}

/* ASCII, one stroke a character. */
static inline void
type(const char *text)
{
	for (; *text != '\0'; text++)
		strike((uint32_t)(unsigned char)*text, 1);
}

/* The second lesson of the menu, at its first place. */
static inline void
open_handshake(void)
{
	strike(STROKE_DOWN, 1);
	strike(STROKE_ENTER, 1);
	ck_assert_int_eq(session_mode(&session), MODE_LESSON);
	ck_assert_str_eq(session.player.lesson->id, "handshake");
}

static inline bool
shows(int rows, int columns, const char *text)
{
	struct grid *grid = grid_new(rows, columns);
	struct str seen = { 0 };

	session_draw(&session, grid);
	grid_text(&seen, grid);
	bool found = strstr(str_text(&seen), text) != NULL;
	if (!found && text[0] != '\0' && getenv("SHOW") != NULL)
		fputs(str_text(&seen), stderr);
	str_free(&seen);
	grid_free(grid);
	return found;
}

#endif
