/*
 * Our own lessons: each of them plays to its end on the engines that can run
 * here, nothing in them fails, and their prose fits the screen.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "host/kernel.h"
#include "host/loopback.h"
#include "lesson/goal.h"
#include "lesson/player.h"
#include "lesson/question.h"
#include "model/model.h"
#include "own_lessons.h"
#include "tap.h"

/* The smallest screen's panel: what a step says is read without much scrolling. */
#define PANEL_COLUMNS 76
#define PANEL_ROWS 6
#define SUMMARY_ROWS 12

#define FIRST_CHALLENGE 18
#define END_CHALLENGES 25

/* Seconds: on loopback all lessons' waits are real. */
#define LONGEST 600

/* What went wrong or was left out, a line each. */
static void
results_print(struct str *out, const struct player *player)
{
	for (size_t i = 0; i < player->result_count; i++) {
		const struct result *result = &player->results[i];
		if (result->verdict == VERDICT_FAILED)
			str_addf(out, "%s:%d: expected %s, found %s\n", player->lesson->id,
			    result->line, result->expected, result->found);
		else if (result->verdict == VERDICT_ERROR || result->verdict == VERDICT_BROKEN)
			str_addf(out, "%s:%d: %s\n", player->lesson->id, result->line,
			    result->why);
	}
}

/* Play it to the end: nothing fails. Returns how many were skipped. */
static size_t
play(const struct lesson *lesson, struct engine *engine)
{
	struct player player;
	struct str wrong = { 0 };

	player_init(&player, lesson, engine);
	player_run(&player);
	results_print(&wrong, &player);
	ck_assert_msg(wrong.n == 0, "%s", str_text(&wrong));
	ck_assert(player_done(&player));
	ck_assert(player.held > 0 || lesson->goals != NULL);
	size_t skipped = player.skipped;
	player_fini(&player);
	return skipped;
}

START_TEST(all_of_them_can_be_read)
{
	struct str text = { 0 };

	errors_print(&errors, &text);
	ck_assert_msg(errors.list.n == 0, "%s", str_text(&text));
	ck_assert_ptr_nonnull(library_find(&library, "handshake"));
	ck_assert_ptr_nonnull(library_find(&library, "close"));
	for (size_t i = 0; i < library.count; i++) {
		ck_assert_int_gt(library.lessons[i]->number, 0);
		bool challenge = library.lessons[i]->goals != NULL;
		ck_assert_int_ge(library.lessons[i]->minutes, challenge ? 4 : 5);
		ck_assert_int_le(library.lessons[i]->minutes, challenge ? 20 : 12);
	}
}
END_TEST

START_TEST(on_the_model_everything_holds)
{
	for (size_t i = 0; i < library.count; i++)
		ck_assert_uint_eq(play(library.lessons[i], model_new()), 0);
}
END_TEST

START_TEST(every_challenge_is_proved)
{
	struct str text = { 0 };
	int challenges = 0;

	for (size_t i = 0; i < library.count; i++) {
		const struct lesson *lesson = library.lessons[i];
		struct errors found;
		struct player player;
		struct proof proof;
		if (lesson->goals == NULL)
			continue;
		challenges++;
		errors_init(&found, lesson->file);
		goals_check(lesson, &found);
		errors_print(&found, &text);
		errors_fini(&found);
		player_init(&player, lesson, model_new());
		goals_prove(&proof, &player);
		results_print(&text, &player);
		ck_assert_uint_eq(player.skipped, 0);
		player_fini(&player);
	}
	ck_assert_msg(text.n == 0, "%s", str_text(&text));
	ck_assert_int_eq(challenges, 7);
	str_free(&text);
}
END_TEST

START_TEST(every_question_has_one_answer)
{
	struct str text = { 0 };

	for (size_t i = 0; i < library.count; i++) {
		struct errors found;
		errors_init(&found, library.lessons[i]->file);
		questions_check(library.lessons[i], &found);
		errors_print(&found, &text);
		errors_fini(&found);
	}
	ck_assert_msg(text.n == 0, "%s", str_text(&text));
	str_free(&text);
}
END_TEST

static bool
is_for_linux_alone(const struct statement *statement)
{
	return statement->is_expect && (statement->on & ON_KERNEL) && !(statement->on & ON_MODEL);
}

/* The model answers, and the screen may show a kernel: where they part, both are named. */
START_TEST(what_linux_writes_otherwise_is_asked_of_the_rfc)
{
	int parted = 0;

	for (size_t i = 0; i < library.count; i++) {
		const struct lesson *lesson = library.lessons[i];
		for (size_t k = 0; k < lesson->step_count; k++) {
			const struct step *step = &lesson->steps[k];
			struct str asked = { 0 }, why = { 0 };
			bool parts = false;
			if (step->question == NULL || step->question->kind != QUESTION_FLAGS)
				continue;
			for (size_t n = 0; n < step->scene.count; n++)
				parts = parts || is_for_linux_alone(&step->scene.statements[n]);
			question_text(&asked, step->question);
			line_text(&why, &step->question->why);
			ck_assert_msg(!parts || (strstr(str_text(&asked), "RFC") != NULL &&
			    strstr(str_text(&why), "Linux") != NULL), "%s:%d: %s", lesson->id,
			    step->question->line, str_text(&asked));
			parted += parts;
			str_free(&asked);
			str_free(&why);
		}
	}
	ck_assert_int_gt(parted, 0);
}
END_TEST

START_TEST(on_loopback_nothing_fails)
{
	struct error why;

	if (!loopback_probe(NULL, &why))
		tap_skip("no loopback engine: %s", why.text);
	for (size_t i = 0; i < library.count; i++) {
		struct engine *engine = loopback_new(NULL, &why);
		ck_assert_msg(engine != NULL, "%s", why.text);
		play(library.lessons[i], engine);
	}
}
END_TEST

/*
 * With gates, which take real seconds: the lessons of which every state can be
 * held. Only the minute of TIME-WAIT is not waited for, and two numbers that close
 * chooses are a matter of what is shown.
 */
START_TEST(on_loopback_with_gates_every_state_is_held)
{
	static const struct {
		const char *id;
		size_t skipped;
	} rows[] = { { "close", 3 }, { "missing-edge", 0 }, { "close-wait", 1 } };
	const struct loopback_options options = { .hold = true };
	struct error why;

	if (!loopback_probe_gates(&options, &why))
		tap_skip("no gates: %s", why.text);

	struct engine *engine = loopback_new(&options, &why);

	ck_assert_msg(engine != NULL, "%s", why.text);
	ck_assert_uint_eq(play(library_find(&library, rows[_i].id), engine),
	    rows[_i].skipped);
}
END_TEST

/* A challenge is won where it says that it can be, with the engine as a learner gets it. */
static void
win_all(const struct lesson *lesson, struct engine *engine)
{
	struct player player;
	struct proof proof;

	player_init(&player, lesson, engine);
	goals_prove(&proof, &player);
	for (size_t i = 0; i < lesson->goals->list.n; i++)
		ck_assert_msg(proof.marks.met[i], "%s on %s: \"%s\" is not met", lesson->id,
		    engine_trace(player.engine)->engine, lesson->goals->list.v[i].source);
	player_fini(&player);
}

/* The challenge of that number; NULL: the engine can't, and the lesson says why. */
static const struct lesson *
challenge_on_engine(int number, unsigned on)
{
	for (size_t i = 0; i < library.count; i++) {
		const struct lesson *lesson = library.lessons[i];
		if (lesson->number != number)
			continue;
		ck_assert_ptr_nonnull(lesson->goals);
		if (lesson->engines & on)
			return lesson;
		ck_assert_ptr_nonnull(lesson->engines_why);
		return NULL;
	}
	ck_abort_msg("there is no challenge %d", number);
	return NULL;
}

START_TEST(a_challenge_is_won_on_loopback)
{
	const struct loopback_options options = { .hold = true };
	struct error why;

	if (!loopback_probe_gates(&options, &why))
		tap_skip("no gates: %s", why.text);
	const struct lesson *lesson = challenge_on_engine(_i, ON_LOOPBACK);

	if (lesson == NULL)
		return;
	struct engine *engine = loopback_new(&options, &why);
	ck_assert_msg(engine != NULL, "%s", why.text);
	win_all(lesson, engine);
}
END_TEST

START_TEST(a_challenge_is_won_on_the_kernel)
{
	struct error why;

	if (!kernel_probe(&why))
		tap_skip("no kernel engine: %s", why.text);
	const struct lesson *lesson = challenge_on_engine(_i, ON_KERNEL);

	if (lesson == NULL)
		return;
	struct engine *engine = kernel_new(NULL, &why);
	ck_assert_msg(engine != NULL, "%s", why.text);
	win_all(lesson, engine);
}
END_TEST

static void
count_row(void *arg, const char *s, size_t n, int width)
{
	(void)s;
	(void)n;
	(void)width;
	++*(int *)arg;
}

START_TEST(prose_fits_the_smallest_screen)
{
	for (size_t i = 0; i < library.count; i++) {
		const struct lesson *lesson = library.lessons[i];
		for (size_t k = 0; k < lesson->step_count; k++) {
			struct str text = { 0 };
			int rows = 0;
			step_text(&text, &lesson->steps[k]);
			text_wrap(str_text(&text), PANEL_COLUMNS, count_row, &rows);
			ck_assert_msg(rows <= (k + 1 == lesson->step_count ?
			    SUMMARY_ROWS : PANEL_ROWS), "%s:%d: %d rows of prose",
			    lesson->id, lesson->steps[k].line, rows);
			str_free(&text);
		}
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("lessons");
	TCase *tc = tcase_create("lessons");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, LONGEST);
	tcase_add_test(tc, all_of_them_can_be_read);
	tcase_add_test(tc, on_the_model_everything_holds);
	tcase_add_test(tc, every_challenge_is_proved);
	tcase_add_test(tc, every_question_has_one_answer);
	tcase_add_test(tc, what_linux_writes_otherwise_is_asked_of_the_rfc);
	tcase_add_test(tc, on_loopback_nothing_fails);
	tcase_add_loop_test(tc, on_loopback_with_gates_every_state_is_held, 0, 3);
	tcase_add_loop_test(tc, a_challenge_is_won_on_loopback, FIRST_CHALLENGE, END_CHALLENGES);
	tcase_add_loop_test(tc, a_challenge_is_won_on_the_kernel, FIRST_CHALLENGE,
	    END_CHALLENGES);
	tcase_add_test(tc, prose_fits_the_smallest_screen);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
