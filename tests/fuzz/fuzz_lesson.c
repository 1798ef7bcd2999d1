/*
 * Whatever a lesson's file holds: it is read without a fault, and what was
 * made of it plays on the model without one.
 */
#include <stddef.h>
#include <stdint.h>

#include "lesson/player.h"
#include "lesson/question.h"
#include "model/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Enough to meet every statement, and not so much that one file takes seconds. */
#define PLACES_MAX 2000

static void
play(const struct lesson *lesson)
{
	struct player player;

	player_init(&player, lesson, model_new());
	while (player.place_count < PLACES_MAX && player_next(&player))
		;
	player_fini(&player);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct errors errors;
	struct str text = { 0 };

	errors_init(&errors, "fuzz.md");
	struct lesson *lesson = lesson_parse("fuzz.md", (const char *)data, n, &errors);
	errors_print(&errors, &text);
	for (size_t i = 0; lesson != NULL && i < lesson->step_count; i++)
		step_text(&text, &lesson->steps[i]);
	if (lesson != NULL && errors.list.n == 0) {
		play(lesson);
		questions_check(lesson, &errors);
	}
	lesson_free(lesson);
	str_free(&text);
	errors_fini(&errors);
	return 0;
}
