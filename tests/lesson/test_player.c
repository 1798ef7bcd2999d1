/*
 * The player: places, forward and back; and what it says of statements that
 * hold, fail, are skipped, find nothing to do. Played on the model, and on an
 * engine of our own that can do little.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lesson/player.h"
#include "model/model.h"
#include "tap.h"

static struct errors errors;
static struct lesson *lesson;
static struct player player;

/*
 * An engine that calls itself loopback: it cannot drop, wait or crash, and
 * delivering is nothing to it. After a call of B its trace cannot be compared;
 * abort breaks it; after receive something happens by itself.
 */
struct feeble {
	struct engine	engine;
	bool		comparable;
	bool		restless;
};

static enum done
feeble_command(struct engine *engine, const struct command *command, struct error *why)
{
	struct feeble *feeble = (struct feeble *)engine;
	struct happening cause = { .kind = KIND_LISTEN, .end = command->end, .has_end = true };

	switch (command->verb) {
	case VERB_CALL:
		if (command->call.kind == CALL_ABORT) {
			error_set(why, 0, 0, "the socket is gone");
			return DONE_BROKEN;
		}
		if (command->call.kind == CALL_CRASH) {
			error_set(why, 0, 0, "a kernel cannot");
			return DONE_SKIPPED;
		}
		feeble->comparable = command->end == END_A;
		feeble->restless = command->call.kind == CALL_RECEIVE;
		trace_begin(&engine->trace, &cause, command->line, engine->statements, 0)->reply =
		    REPLY_OK;
		return DONE;
	case VERB_DELIVER:
		error_set(why, 0, 0, "nothing is held");
		return DONE_NOTHING;
	case VERB_SET_ISS:
		return DONE;
	default:
		error_set(why, 0, 0, "a kernel cannot");
		return DONE_SKIPPED;
	}
}

static bool
feeble_comparable(const struct engine *engine, struct error *why)
{
	error_set(why, 0, 0, "B was too quick");
	return ((const struct feeble *)engine)->comparable;
}

static bool
feeble_poll(struct engine *engine)
{
	struct feeble *feeble = (struct feeble *)engine;
	struct happening cause = { .kind = KIND_WAIT };

	if (!feeble->restless)
		return false;
	feeble->restless = false;
	trace_begin(&engine->trace, &cause, 0, engine->statements, 0);
	return true;
}

static void
feeble_free(struct engine *engine)
{
	trace_fini(&engine->trace);
	free(engine);
}

static const struct engine_ops feeble_ops = {
	.name = "loopback",
	.command = feeble_command,
	.comparable = feeble_comparable,
	.poll = feeble_poll,
	.free = feeble_free
};

static struct engine *
feeble_new(void)
{
	struct feeble *feeble = mem_alloc(1, sizeof(*feeble));

	feeble->engine.ops = &feeble_ops;
	feeble->comparable = true;
	trace_init(&feeble->engine.trace, "loopback", NULL);
	return &feeble->engine;
}

static void
begin(struct engine *engine, const char *text)
{
	lesson = lesson_parse("x.md", text, strlen(text), &errors);
	if (errors.list.n > 0)
		ck_abort_msg("%d: %s", errors.list.v[0].line, errors.list.v[0].text);
	player_init(&player, lesson, engine);
}

/* A lesson of one scene. */
static void
begin_scene(struct engine *engine, const char *scene)
{
	struct str text = { 0 };

	str_addf(&text, "# T\n\n```scene\n%s```\n", scene);
	begin(engine, str_text(&text));
	str_free(&text);
}

static void
setup(void)
{
	errors_init(&errors, "x.md");
}

static void
teardown(void)
{
	player_fini(&player);
	lesson_free(lesson);
	errors_fini(&errors);
}

static void
at(size_t place, size_t step, size_t moments, bool prose)
{
	ck_assert_uint_eq(player.at, place);
	ck_assert_uint_eq(player_place(&player)->step, step);
	ck_assert_uint_eq(player_place(&player)->moments, moments);
	ck_assert_int_eq(player_place(&player)->prose, prose);
	if (moments == 0)
		ck_assert_ptr_null(player_moment(&player));
	else
		ck_assert_ptr_eq(player_moment(&player),
		    &engine_trace(player.engine)->moments[moments - 1]);
}

static void
result(size_t index, enum verdict verdict, int line, const char *statement)
{
	ck_assert_uint_lt(index, player.result_count);
	const struct result *got = &player.results[index];
	ck_assert_int_eq(got->verdict, verdict);
	ck_assert_int_eq(got->line, line);
	ck_assert_str_eq(got->statement, statement);
}

static const char handshake[] =
    "# T\n\nHello.\n\n## One\n\ntext\n\n```scene\nset A iss 7\nB listen\nexpect B LISTEN\n"
    "A connect\nexpect A SYN-SENT\n```\n\nmore\n\n```scene\non kernel: drop\ndeliver all\n"
    "expect A ESTAB B ESTAB\n```\n\n## The end\n\ntext\n";

START_TEST(places_are_prose_and_moments)
{
	begin(model_new(), handshake);
	at(0, 0, 0, true);
	ck_assert(player_next(&player));
	at(1, 1, 0, true);
	ck_assert(player_next(&player));
	at(2, 1, 1, false);
	ck_assert_int_eq(player_moment(&player)->cause.kind, KIND_LISTEN);
	ck_assert_uint_eq(player.held, 1);
	ck_assert(player_next(&player));
	at(3, 1, 2, false);
	ck_assert(player_next(&player));
	at(4, 2, 2, true);
	for (size_t i = 0; i < 3; i++) {
		ck_assert(player_next(&player));
		at(5 + i, 2, 3 + i, false);
	}
	ck_assert(!player_done(&player));
	ck_assert(player_next(&player));
	at(8, 3, 5, true);
	ck_assert(player_done(&player));
	ck_assert(!player_next(&player));
	at(8, 3, 5, true);
	ck_assert_uint_eq(player.held, 3);
	ck_assert_uint_eq(player.failed + player.skipped + player.errors, 0);
}
END_TEST

START_TEST(going_back_undoes_nothing)
{
	begin(model_new(), handshake);
	ck_assert(!player_back(&player));
	player_run(&player);
	at(8, 3, 5, true);
	for (int i = 0; i < 8; i++)
		ck_assert(player_back(&player));
	at(0, 0, 0, true);
	ck_assert(!player_back(&player));
	ck_assert(player_next(&player));
	ck_assert(player_next(&player));
	at(2, 1, 1, false);
	ck_assert_uint_eq(engine_trace(player.engine)->count, 5);
	ck_assert_uint_eq(player.place_count, 9);
	ck_assert_uint_eq(player.held, 3);
}
END_TEST

START_TEST(an_expectation_that_fails_stands_beside_its_moment)
{
	begin_scene(model_new(), "B listen\nexpect B SYN-SENT\nA connect\nexpect sent S 7:7(0)\n");
	ck_assert(player_next(&player));
	ck_assert_uint_eq(player.failed, 1);
	result(0, VERDICT_FAILED, 5, "expect B SYN-SENT");
	ck_assert_uint_eq(player.results[0].moment, 1);
	ck_assert_str_eq(player.results[0].expected, "B SYN-SENT");
	ck_assert_str_eq(player.results[0].found, "B LISTEN");
	player_run(&player);
	result(1, VERDICT_FAILED, 7, "expect sent S 7:7(0)");
	ck_assert_uint_eq(player.failed, 2);
}
END_TEST

START_TEST(nothing_to_do_is_an_error)
{
	begin_scene(model_new(), "deliver\nwait timer\nA connect\ndrop F.\nexpect A SYN-SENT\n");
	player_run(&player);
	ck_assert_uint_eq(player.errors, 3);
	result(0, VERDICT_ERROR, 4, "deliver");
	ck_assert_str_eq(player.results[0].why, "no segment is in flight");
	result(1, VERDICT_ERROR, 5, "wait timer");
	result(2, VERDICT_ERROR, 7, "drop F.");
	result(3, VERDICT_HELD, 8, "expect A SYN-SENT");
}
END_TEST

START_TEST(settings_are_no_statements_to_look_back_at)
{
	begin_scene(model_new(), "A connect\nset B iss 5\nexpect sent S\nexpect ok\n");
	player_run(&player);
	ck_assert_uint_eq(player.held, 2);
}
END_TEST

START_TEST(a_call_that_answers_an_error_is_no_failure)
{
	begin_scene(model_new(), "A send 5\nexpect error \"connection does not exist\"\n");
	player_run(&player);
	ck_assert_uint_eq(player.held, 1);
	ck_assert_uint_eq(player.failed + player.errors, 0);
}
END_TEST

START_TEST(other_engines_statements_are_passed_over)
{
	begin_scene(model_new(), "on kernel: A abort\non loopback,kernel: expect A TIME-WAIT\n"
	    "on model: A listen\n");
	player_run(&player);
	ck_assert_uint_eq(engine_trace(player.engine)->count, 1);
	ck_assert_uint_eq(player.result_count, 0);
}
END_TEST

START_TEST(what_an_engine_cannot_do_is_skipped)
{
	begin_scene(feeble_new(), "set A iss 9\nset msl 1s\nA listen\nexpect A CLOSED\n"
	    "drop\nexpect sent nothing\nexpect signal A \"x\"\nexpect ok\nexpect A CLOSED\n"
	    "A crash\nexpect ok\nA listen\nexpect sent nothing\n");
	player_run(&player);
	result(0, VERDICT_SKIPPED, 5, "set msl 1s");
	ck_assert_str_eq(player.results[0].why, "a kernel cannot");
	result(1, VERDICT_HELD, 7, "expect A CLOSED");
	result(2, VERDICT_SKIPPED, 8, "drop");
	result(3, VERDICT_SKIPPED, 9, "expect sent nothing");
	ck_assert_str_eq(player.results[3].why, "the statement in line 8 was skipped");
	result(4, VERDICT_SKIPPED, 10, "expect signal A \"x\"");
	result(5, VERDICT_HELD, 11, "expect ok");
	result(6, VERDICT_HELD, 12, "expect A CLOSED");
	result(7, VERDICT_SKIPPED, 13, "A crash");
	result(8, VERDICT_SKIPPED, 14, "expect ok");
	result(9, VERDICT_HELD, 16, "expect sent nothing");
	ck_assert_uint_eq(player.skipped, 6);
	ck_assert_uint_eq(player.failed + player.errors, 0);
}
END_TEST

START_TEST(what_cannot_be_compared_is_skipped)
{
	begin_scene(feeble_new(), "B listen\nexpect B LISTEN\nA listen\nexpect A LISTEN\ndeliver\n");
	player_run(&player);
	result(0, VERDICT_SKIPPED, 5, "expect B LISTEN");
	ck_assert_str_eq(player.results[0].why, "B was too quick");
	result(1, VERDICT_FAILED, 7, "expect A LISTEN");
	result(2, VERDICT_ERROR, 8, "deliver");
}
END_TEST

START_TEST(a_broken_engine_ends_the_run)
{
	begin_scene(feeble_new(), "A listen\nA abort\nA listen\nexpect A LISTEN\n");
	player_run(&player);
	ck_assert(player_done(&player));
	ck_assert_uint_eq(player.result_count, 1);
	result(0, VERDICT_BROKEN, 5, "A abort");
	ck_assert_str_eq(player.results[0].why, "the socket is gone");
	ck_assert_uint_eq(player.errors, 1);
	ck_assert(!player_next(&player));
}
END_TEST

START_TEST(a_lesson_without_end_is_ended)
{
	struct str text = { 0 };

	str_add(&text, "set A mss 64\nset B mss 64\nB listen\nA connect\ndeliver all\n");
	for (int i = 0; i < 100; i++)
		str_add(&text, "A send 60000\ndeliver all\nB receive\n");
	begin_scene(model_new(), str_text(&text));
	str_free(&text);
	player_run(&player);
	ck_assert(player_done(&player));
	ck_assert_uint_eq(player.errors, 1);
	ck_assert_int_eq(player.results[0].verdict, VERDICT_ERROR);
	ck_assert_str_eq(player.results[0].why, "here the lesson comes to more than 20000 moments");
	ck_assert_uint_lt(engine_trace(player.engine)->count, 2 * PLAYER_MOMENTS_MAX);
}
END_TEST

START_TEST(what_happens_by_itself_has_places)
{
	begin_scene(feeble_new(), "A listen\nA receive\nA listen\n");
	ck_assert(player_next(&player));
	ck_assert(!player_poll(&player));
	ck_assert(player_next(&player));
	at(2, 0, 2, false);
	ck_assert(player_poll(&player));
	at(2, 0, 2, false);
	ck_assert(player_next(&player));
	at(3, 0, 3, false);
	ck_assert_int_eq(player_moment(&player)->cause.kind, KIND_WAIT);
	ck_assert(player_next(&player));
	at(4, 0, 4, false);
	ck_assert(!player_next(&player));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("player");
	TCase *tc = tcase_create("player");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, places_are_prose_and_moments);
	tcase_add_test(tc, going_back_undoes_nothing);
	tcase_add_test(tc, an_expectation_that_fails_stands_beside_its_moment);
	tcase_add_test(tc, nothing_to_do_is_an_error);
	tcase_add_test(tc, settings_are_no_statements_to_look_back_at);
	tcase_add_test(tc, a_call_that_answers_an_error_is_no_failure);
	tcase_add_test(tc, other_engines_statements_are_passed_over);
	tcase_add_test(tc, what_an_engine_cannot_do_is_skipped);
	tcase_add_test(tc, what_cannot_be_compared_is_skipped);
	tcase_add_test(tc, a_broken_engine_ends_the_run);
	tcase_add_test(tc, a_lesson_without_end_is_ended);
	tcase_add_test(tc, what_happens_by_itself_has_places);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
