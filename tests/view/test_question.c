/* A question as it looks: to be answered, answered wrong, helped, over. */
#include <string.h>

#include "base/text.h"
#include "golden.h"
#include "lesson/player.h"
#include "model/model.h"
#include "tap.h"
#include "view/question.h"
#include "view/screen.h"

static const char text[] =
    "# The guess\n\n```scene\nB listen\nA connect\n```\n\n## A SYN arrives\n\n"
    "The `SYN` of A is under way. B has called listen(), and waits for whoever comes.\n\n"
    "```ask\nstate B after: deliver S\n"
    "ESTABLISHED [#3]: Not before its *own* SYN is acknowledged.\n"
    "LISTEN: It has heard something.\nCLOSED: It listens.\nhint: Look at the flags.\n"
    "rule: A SYN is answered with a SYN,ACK.\nwhy: B waits for the third segment.\n"
    "section: 3.10.7.2\n```\n\n```scene\ndeliver S\n```\n";

static struct lesson *lesson;
static struct player player;
static struct solution solution;
static struct question_view view;

static void
setup(void)
{
	struct errors errors;
	struct error why;

	errors_init(&errors, "guess.md");
	lesson = lesson_parse("guess.md", text, strlen(text), &errors);
	ck_assert_uint_eq(errors.list.n, 0);
	errors_fini(&errors);
	ck_assert(question_solve(&solution, lesson, 1, &why));
	player_init(&player, lesson, model_new());
	while (player_place(&player)->step < 1)
		ck_assert(player_next(&player));
	view = (struct question_view){ .step = &lesson->steps[1], .solution = &solution,
	    .id = "guess.1", .cursor = -1, .trace = engine_trace(player.engine),
	    .count = player_place(&player)->moments };
}

static void
teardown(void)
{
	solution_fini(&solution);
	player_fini(&player);
	lesson_free(lesson);
}

static void
panel_draw(void *arg, const struct area *area)
{
	(void)arg;
	question_draw(area, &view, 0);
}

static void
looks(int rows, int columns, const char *name)
{
	struct grid *grid = grid_new(rows, columns);
	struct str file = { 0 };
	struct screen screen = { .title = "The guess", .step = 2, .steps = 2, .engine = "model",
	    .why = { .trace = view.trace, .count = view.count, .mode = WHY_PROSE,
	    .step = view.step }, .panel = panel_draw };

	screen_draw(grid, &screen);
	str_addf(&file, "%dx%d-%s", columns, rows, name);
	golden_check(str_text(&file), grid);
	str_free(&file);
	grid_free(grid);
}

/* What one clicks who clicks on these words. */
static struct hit
clicked(const char *words)
{
	struct grid *grid = grid_new(24, 80);
	struct area area = grid_area(grid);
	struct str shown = { 0 };
	struct hit hit = { .kind = HIT_NONE };
	int row = 0;

	question_draw(&area, &view, 0);
	grid_text(&shown, grid);
	for (const char *line = str_text(&shown); *line != '\0'; row++) {
		const char *end = strchr(line, '\n');
		const char *at = strstr(line, words);
		if (at != NULL && at < end)
			hit = hits_at(&grid->hits, row, text_width_n(line, (size_t)(at - line)));
		line = end + 1;
	}
	str_free(&shown);
	grid_free(grid);
	return hit;
}

START_TEST(what_is_offered_can_be_clicked)
{
	ck_assert_int_eq(clicked("SYN-RECEIVED").kind, HIT_OFFER);
	ck_assert_uint_eq(clicked("SYN-RECEIVED").id, 2);
	ck_assert_uint_eq(clicked("1 CLOSED").id, 0);
	ck_assert_int_eq(clicked("Which state").kind, HIT_NONE);
	view.help = HELP_ANSWER;
	ck_assert_int_eq(clicked("3 SYN-RECEIVED").kind, HIT_NONE);
}
END_TEST

static void
looks_everywhere(const char *name)
{
	looks(24, 80, name);
	looks(40, 120, name);
	looks(12, 40, name);
}

START_TEST(to_be_answered)
{
	view.cursor = 1;
	looks_everywhere("question");
}
END_TEST

START_TEST(answered_wrong_and_helped)
{
	view.answer = "ESTABLISHED";
	view.help = HELP_RULE;
	looks_everywhere("question-wrong");
}
END_TEST

START_TEST(over)
{
	view.answer = "SYN-RECEIVED";
	looks_everywhere("question-over");
	struct str said = { 0 };
	question_said(&said, &view);
	ck_assert_str_eq(str_text(&said), "You said SYN-RECEIVED, and so it is.");
	view.answer = "CLOSED";
	str_clear(&said);
	question_said(&said, &view);
	ck_assert_str_eq(str_text(&said), "You said CLOSED; it is SYN-RECEIVED.");
	str_free(&said);
}
END_TEST

/* Its words and its answers, whatever there is to read; that is below. */
START_TEST(on_a_small_screen_the_question_comes_first)
{
	struct grid *grid = grid_new(12, 40);
	struct area all = grid_area(grid), area = area_part(&all, 4, 1, 6, 38);
	struct str shown = { 0 };

	struct why_room room = question_draw(&area, &view, 0);
	grid_text(&shown, grid);
	const char *question = strstr(str_text(&shown), "Next: the segment");
	ck_assert_ptr_nonnull(question);
	ck_assert_ptr_nonnull(strstr(question, "3 SYN-RECEIVED"));
	ck_assert_int_eq(room.up, 0);
	ck_assert_int_gt(room.down, 0);
	str_free(&shown);
	grid_free(grid);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("question");
	TCase *tcase = tcase_create("question");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, to_be_answered);
	tcase_add_test(tcase, answered_wrong_and_helped);
	tcase_add_test(tcase, over);
	tcase_add_test(tcase, on_a_small_screen_the_question_comes_first);
	tcase_add_test(tcase, what_is_offered_can_be_clicked);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
