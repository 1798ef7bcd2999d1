/* Going back and trying otherwise, on the model. */
#include <string.h>

#include "app/branch.h"
#include "lesson/scene.h"
#include "model/model.h"
#include "tap.h"

static struct branch *branch;

static void
tear_down(void)
{
	branch_free(branch);
	branch = NULL;
}

/* Carry out the lines of a scene. */
static void
play(const char *text)
{
	struct scene scene = { 0 };
	struct errors errors;
	struct error why;

	errors_init(&errors, "");
	ck_assert(scene_parse(&scene, text, strlen(text), 1, 1, &errors));
	for (size_t i = 0; i < scene.count; i++)
		ck_assert_int_eq(branch_do(branch, &scene.statements[i].command, &why), DONE);
	scene_fini(&scene);
	errors_fini(&errors);
}

static void
begin(const char *text)
{
	branch = branch_new(model_new());
	play(text);
}

/* Are the first so many moments of both the same? */
static void
same_past(const struct branch *a, const struct branch *b, size_t count)
{
	const struct trace *one = engine_trace(a->engine), *other = engine_trace(b->engine);

	for (size_t i = 0; i < count; i++) {
		ck_assert_uint_eq(one->moments[i].cause.kind, other->moments[i].cause.kind);
		ck_assert_int_eq(one->moments[i].time, other->moments[i].time);
		for (int end = 0; end < END_COUNT; end++) {
			const struct endpoint *x = &one->moments[i].end[end];
			const struct endpoint *y = &other->moments[i].end[end];
			ck_assert_uint_eq(x->state, y->state);
			ck_assert_uint_eq(x->snd_nxt, y->snd_nxt);
			ck_assert_uint_eq(x->rcv_nxt, y->rcv_nxt);
		}
	}
}

/* Settings, a deliver that does much, a timer, 2 MSL: cut at every moment. */
static const char long_scene[] =
    "set A iss 7000\nset A window 4000\nB listen\nA connect\ndrop S\nwait timer\n"
    "deliver all\nA send 300\nA send 20\ndeliver all\nwait 3s\nA shutdown\nB shutdown\ndeliver all\n"
    "wait 2msl\n";

START_TEST(a_fork_stands_where_one_looked)
{
	begin(long_scene);
	size_t count = engine_trace(branch->engine)->count;

	ck_assert_uint_gt(count, 15);
	for (size_t at = 0; at <= count; at++) {
		branch->at = at;
		struct branch *fork = branch_fork(branch, model_new());
		ck_assert_uint_eq(engine_trace(fork->engine)->count, at);
		ck_assert_uint_eq(fork->at, at);
		ck_assert(!branch_in_past(fork));
		same_past(branch, fork, at);
		branch_free(fork);
	}
	ck_assert_uint_eq(engine_trace(branch->engine)->count, count);
}
END_TEST

START_TEST(what_is_done_there_leaves_the_first_branch_alone)
{
	struct error why;

	begin("B listen\nA connect\ndeliver\ndeliver\ndeliver\n");
	ck_assert_uint_eq(branch_endpoint(branch, END_A)->state, STATE_ESTABLISHED);
	branch->at = 2;
	ck_assert(branch_in_past(branch));
	ck_assert_uint_eq(branch_endpoint(branch, END_A)->state, STATE_SYN_SENT);
	struct branch *fork = branch_fork(branch, model_new());
	struct command drop = { .verb = VERB_DROP };
	ck_assert_int_eq(branch_do(fork, &drop, &why), DONE);
	ck_assert_uint_eq(branch_moment(fork)->cause.kind, KIND_DROP);
	ck_assert_uint_eq(branch_moment(fork)->wire_count, 0);
	ck_assert_uint_eq(engine_trace(branch->engine)->count, 5);
	branch_free(fork);
}
END_TEST

START_TEST(what_finds_nothing_to_do_is_not_remembered)
{
	struct command deliver = { .verb = VERB_DELIVER };
	struct error why;

	begin("A connect\ndrop\n");
	ck_assert_int_eq(branch_do(branch, &deliver, &why), DONE_NOTHING);
	ck_assert_str_ne(why.text, "");
	ck_assert_uint_eq(branch->doings.n, 2);
	play("wait timer\n");
	branch->at = 2;
	struct branch *fork = branch_fork(branch, model_new());
	same_past(branch, fork, 2);
	branch_free(fork);
}
END_TEST

/* A real engine's own doing has no statement, and is not done again. */
START_TEST(what_came_by_itself_is_left_out)
{
	begin("B listen\nA connect\nwait timer\n");
	branch->engine->trace.moments[2].statement = 0;
	play("drop\n");
	branch->at = 3;
	struct branch *fork = branch_fork(branch, model_new());
	ck_assert_uint_eq(engine_trace(fork->engine)->count, 2);
	same_past(branch, fork, 2);
	branch_free(fork);
}
END_TEST

/* A lesson whose statements are for some engines only, with expectations between. */
START_TEST(a_lesson_is_forked_at_each_of_its_moments)
{
	static const char text[] = "# T\n\nOne.\n\n```scene\nset B iss 900\nB listen\non kernel: A close\n"
	    "A connect\nexpect A SYN-SENT\ndeliver all\nexpect A ESTABLISHED\n```\n\nTwo.\n\n"
	    "```scene\nA shutdown\ndeliver\n```\n";
	struct errors errors;
	struct player player;
	size_t places = 0;

	errors_init(&errors, "t.md");
	struct lesson *lesson = lesson_parse("t.md", text, strlen(text), &errors);
	ck_assert_ptr_nonnull(lesson);
	player_init(&player, lesson, model_new());
	player_run(&player);
	do {
		struct branch *fork = branch_of_player(&player, model_new());
		size_t moments = player_place(&player)->moments;
		struct branch whole = { .engine = player.engine };
		ck_assert_uint_eq(engine_trace(fork->engine)->count, moments);
		same_past(&whole, fork, moments);
		branch_free(fork);
		places++;
	} while (player_back(&player));
	ck_assert_uint_eq(places, 9);
	player_fini(&player);
	lesson_free(lesson);
	errors_fini(&errors);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("branch");
	TCase *fork = tcase_create("fork");

	tcase_add_checked_fixture(fork, NULL, tear_down);
	tcase_add_test(fork, a_fork_stands_where_one_looked);
	tcase_add_test(fork, what_is_done_there_leaves_the_first_branch_alone);
	tcase_add_test(fork, what_finds_nothing_to_do_is_not_remembered);
	tcase_add_test(fork, what_came_by_itself_is_left_out);
	tcase_add_test(fork, a_lesson_is_forked_at_each_of_its_moments);
	suite_add_tcase(suite, fork);
	return tap_main(suite);
}
