/*
 * Figures 6 to 13 of RFC 9293 as scenes (tests/lesson/figures), each line with
 * its numbers, played on the model.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "lesson/player.h"
#include "model/model.h"
#include "tap.h"

#define FIRST 6
#define LAST 13

static struct lesson *
figure_load(int number, struct errors *errors)
{
	const char *top = getenv("top_srcdir");
	struct str path = { 0 };

	str_addf(&path, "%s/tests/lesson/figures/figure-%02d.md",
	    top != NULL ? top : ".", number);
	errors_init(errors, str_text(&path));
	struct lesson *lesson = lesson_load(str_text(&path), errors);
	str_free(&path);
	if (lesson == NULL || errors->list.n != 0) {
		struct str said = { 0 };
		errors_print(errors, &said);
		ck_abort_msg("%s", str_text(&said));
	}
	return lesson;
}

static void
report(struct str *out, const struct result *result)
{
	if (result->verdict == VERDICT_HELD)
		return;
	str_addf(out, "\n  line %d: %s", result->line, result->statement);
	if (result->verdict == VERDICT_FAILED)
		str_addf(out, ": expected %s, found %s", result->expected, result->found);
	else
		str_addf(out, ": %s", result->why);
}

START_TEST(the_figure_holds)
{
	struct errors errors;
	struct lesson *lesson = figure_load(_i, &errors);
	struct player player;
	struct str wrong = { 0 };

	player_init(&player, lesson, model_new());
	player_run(&player);
	for (size_t i = 0; i < player.result_count; i++)
		report(&wrong, &player.results[i]);
	ck_assert_msg(wrong.n == 0, "figure %d:%s", _i, str_text(&wrong));
	ck_assert_uint_gt(player.held, 5);
	player_fini(&player);
	lesson_free(lesson);
	errors_fini(&errors);
	str_free(&wrong);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("figures");
	TCase *tcase = tcase_create("figures");

	tcase_add_loop_test(tcase, the_figure_holds, FIRST, LAST + 1);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
