/* Free play by keys, on the model. */
#include <unistd.h>

#include "sandbox_desk.h"
#include "lesson/player.h"
#include "model/model.h"
#include "model/path.h"
#include "tcp/call.h"

START_TEST(a_handshake_by_arrows_and_enter)
{
	enter();
	ck_assert(shows(24, 80, "Arrows choose"));
	strike(STROKE_DOWN, 1);
	strike(STROKE_ENTER, 1);
	ck_assert_int_eq(state_of(END_B), STATE_LISTEN);
	/* What was done is explained, until the cursor is moved to what makes no sense. */
	ck_assert(shows(24, 80, "listen(), a passive OPEN: B waits"));
	strike(STROKE_RIGHT, 1);
	strike(STROKE_LEFT, 1);
	ck_assert(shows(24, 80, "listen() begins in CLOSED"));
	strike(STROKE_UP, 1);
	strike(STROKE_RIGHT, 1);
	strike(STROKE_ENTER, 1);
	ck_assert_int_eq(state_of(END_A), STATE_SYN_SENT);
	/* The cursor has gone to the segment in flight. */
	strike(STROKE_ENTER, 3);
	ck_assert_int_eq(state_of(END_A), STATE_ESTABLISHED);
	ck_assert_int_eq(state_of(END_B), STATE_ESTABLISHED);
	ck_assert(shows(24, 80, "5 of "));
}
END_TEST

/* The wire lies between, and what was chosen of the calls is come back to. */
START_TEST(up_and_down_keep_the_column)
{
	enter();
	strike(STROKE_RIGHT, 4);
	strike(STROKE_DOWN, 1);
	ck_assert_uint_eq(session.sandbox.column, 4);
	strike(STROKE_DOWN, 1);
	ck_assert_int_eq(session.sandbox.group, GROUP_WIRE);
	ck_assert_uint_eq(session.sandbox.column, 0);
	strike(STROKE_UP, 2);
	ck_assert_int_eq(session.sandbox.group, GROUP_A);
	ck_assert_uint_eq(session.sandbox.column, 4);
}
END_TEST

/* What has no room is told of. */
START_TEST(a_row_that_is_hidden_has_a_sign)
{
	enter();
	line("A connect");
	line("B connect");
	session.sandbox.group = GROUP_A;
	ck_assert(!shows(13, 60, "A's retransmission timer: 1 s"));
	ck_assert(shows(13, 60, "↓\n"));
	strike(STROKE_UP, 1);
	ck_assert(shows(13, 60, "A's retransmission timer: 1 s"));
	ck_assert(shows(13, 60, "↑\n"));
}
END_TEST

START_TEST(what_makes_no_sense_says_why_and_is_not_done)
{
	enter();
	strike(STROKE_RIGHT, 2);
	ck_assert(shows(24, 80, "send 100: A has no connection: listen or connect first."));
	strike(STROKE_ENTER, 1);
	ck_assert_uint_eq(branch()->doings.n, 0);
	strike('d', 1);
	ck_assert(shows(24, 80, "No segment is in flight"));
	line("A send 10");
	ck_assert(shows(24, 80, "A: send(10) = error: connection does not exist"));
}
END_TEST

START_TEST(what_the_engine_says_itself_stands_below)
{
	connect_both();
	trace_remark(&branch()->engine->trace, "The kernel did otherwise, %s, %s.",
	    "which is more than there is a row for, however one cuts it",
	    "and the end of this stands in a sheet");
	ck_assert(shows(24, 80, "The kernel did otherwise"));
	ck_assert(shows(24, 80, "…"));
	strike('?', 1);
	ck_assert(shows(24, 80, "in a sheet."));
}
END_TEST

START_TEST(segments_are_dropped_and_doubled)
{
	enter();
	line("B listen");
	line("A connect");
	strike('u', 1);
	ck_assert_uint_eq(branch_moment(branch())->wire_count, 2);
	strike('d', 1);
	ck_assert_uint_eq(branch_moment(branch())->wire_count, 1);
	strike('d', 1);
	ck_assert_uint_eq(branch_moment(branch())->wire_count, 0);
	line("wait timer");
	ck_assert_uint_eq(branch_moment(branch())->wire_count, 1);
}
END_TEST

START_TEST(a_line_that_is_none_stays_to_be_mended)
{
	enter();
	line_type("A frobnicate");
	ck_assert_int_eq(session_mode(&session), MODE_PROMPT);
	ck_assert(shows(24, 80, "frobnicate"));
	ck_assert(shows(24, 80, "unknown call"));
	strike(STROKE_BACKSPACE, 10);
	type("listen");
	strike(STROKE_ENTER, 1);
	ck_assert_int_eq(session_mode(&session), MODE_SANDBOX);
	ck_assert_int_eq(state_of(END_A), STATE_LISTEN);
	line_type("expect A LISTEN");
	ck_assert(shows(24, 80, "It is so."));
	line_type("expect A CLOSED");
	ck_assert(shows(24, 80, "found"));
}
END_TEST

START_TEST(doing_something_in_the_past_forks)
{
	enter();
	line("B listen");
	line("A connect");
	line("deliver all");
	size_t count = engine_trace(branch()->engine)->count;
	struct branch *first = branch();
	strike(STROKE_BACKSPACE, 3);
	ck_assert_int_eq(state_of(END_A), STATE_SYN_SENT);
	ck_assert(shows(24, 80, "step 2 of 5"));
	strike('d', 1);
	ck_assert_ptr_ne(branch(), first);
	ck_assert(shows(24, 80, "a branch of its own"));
	ck_assert_uint_eq(branch_moment(branch())->wire_count, 0);
	strike('o', 1);
	ck_assert_ptr_eq(branch(), first);
	ck_assert_uint_eq(engine_trace(first->engine)->count, count);
	strike(STROKE_END, 1);
	ck_assert_int_eq(state_of(END_A), STATE_ESTABLISHED);
	strike(STROKE_HOME, 1);
	ck_assert_int_eq(state_of(END_A), STATE_CLOSED);
}
END_TEST

/* There is nowhere to go to; so it says how there would be. */
START_TEST(the_only_branch_says_how_another_comes_about)
{
	enter();
	line("B listen");
	strike('o', 1);
	ck_assert(shows(24, 80, "This is the only branch. Go back with Backspace"));
	strike(STROKE_BACKSPACE, 1);
	line("A listen");
	strike('o', 1);
	ck_assert(shows(24, 80, "Branch 1 of 2."));
}
END_TEST

START_TEST(many_forks_keep_the_first)
{
	enter();
	line("A connect");
	struct branch *first = branch();
	for (int i = 0; i < 30; i++) {
		line("wait 1s");
		strike(STROKE_BACKSPACE, 1);
		line("B listen");
	}
	ck_assert_uint_le(session.sandbox.branches.n, 8);
	ck_assert_ptr_eq(session.sandbox.branches.v[0], first);
}
END_TEST

START_TEST(from_a_moment_of_a_lesson_and_back)
{
	open_handshake();
	strike(' ', 3);
	size_t at = session.player.at;
	strike('f', 1);
	ck_assert_int_eq(session_mode(&session), MODE_SANDBOX);
	ck_assert_int_eq(state_of(END_A), STATE_SYN_SENT);
	strike('d', 1);
	strike(STROKE_ESCAPE, 1);
	ck_assert_int_eq(session_mode(&session), MODE_LESSON);
	ck_assert_uint_eq(session.player.at, at);
	strike('o', 1);
	ck_assert_int_eq(session_mode(&session), MODE_SANDBOX);
	ck_assert_uint_eq(branch_moment(branch())->cause.kind, KIND_DROP);
	strike('m', 1);
	strike(STROKE_ESCAPE, 1);
	ck_assert_int_eq(session_mode(&session), MODE_SANDBOX);
	strike(STROKE_ESCAPE, 1);
	strike(' ', 20);
	ck_assert_uint_eq(session.player.failed, 0);
}
END_TEST

START_TEST(edges_are_counted_and_those_to_come_named)
{
	bool was[EDGES_MAX];

	enter();
	line("A connect");
	strike('e', 1);
	ck_assert(shows(60, 80, "1 of "));
	ck_assert(shows(60, 80, "not yet:"));
	ck_assert(shows(60, 80, "✓ CLOSED → SYN-SENT"));
	ck_assert(shows(60, 80, "· CLOSED → LISTEN"));
	strike('e', 1);
	memcpy(was, session.sandbox.walked, sizeof(was));
	memset(session.sandbox.walked, true, sizeof(session.sandbox.walked));
	strike('e', 1);
	ck_assert(shows(60, 80, "edges are walked:"));
	ck_assert(!shows(60, 80, "not yet:"));
	ck_assert(shows(60, 80, "✓ CLOSED → LISTEN"));
	strike('e', 1);
	memcpy(session.sandbox.walked, was, sizeof(was));
	strike('X', 1);
	ck_assert(shows(24, 80, "1 of "));
	ck_assert_int_eq(state_of(END_A), STATE_CLOSED);
}
END_TEST

/* An engine that plays on until its second command, and is dead from then on. */
static enum done
mortal_command(struct engine *engine, const struct command *command, struct error *why)
{
	struct happening cause = { .kind = KIND_LISTEN, .end = command->end, .has_end = true };

	if (engine->statements > 1) {
		error_set(why, 0, 0, "the namespace is gone");
		return DONE_BROKEN;
	}
	trace_begin(&engine->trace, &cause, 0, engine->statements, 0);
	return DONE;
}

static int64_t
mortal_now(const struct engine *engine)
{
	(void)engine;
	return 0;
}

static void
mortal_free(struct engine *engine)
{
	trace_fini(&engine->trace);
	free(engine);
}

static struct engine *
mortal_open(struct error *why)
{
	static const struct engine_ops ops = { .name = "mortal", .command = mortal_command,
	    .now = mortal_now, .free = mortal_free };
	struct engine *engine = calloc(1, sizeof(*engine));

	(void)why;
	engine->ops = &ops;
	trace_init(&engine->trace, "mortal", NULL);
	return engine;
}

START_TEST(an_engine_that_dies_says_so_and_one_goes_on)
{
	static const struct engine_kind mortal = { "mortal", mortal_open, NULL };

	session.kind = &mortal;
	enter();
	strike(STROKE_ENTER, 1);
	ck_assert_uint_eq(branch()->doings.n, 1);
	strike(STROKE_DOWN, 1);
	strike(STROKE_ENTER, 1);
	ck_assert(shows(24, 80, "the namespace is gone"));
	strike(' ', 3);
	ck_assert(shows(24, 80, "the namespace is gone"));
	strike(STROKE_BACKSPACE, 1);
	strike(STROKE_ENTER, 1);
	ck_assert(shows(24, 80, "a branch of its own"));
	ck_assert_uint_eq(session.sandbox.branches.n, 2);
	session.kind = engine_kind_find("model", false);
	strike('X', 1);
	line("A listen");
	ck_assert_int_eq(state_of(END_A), STATE_LISTEN);
}
END_TEST

/* What was saved plays, holds what it expects, and ends where one was. */
static void
plays_again(const char *file)
{
	struct errors errors;
	struct player player;

	errors_init(&errors, file);
	struct lesson *lesson = lesson_load(file, &errors);
	ck_assert_uint_eq(errors.list.n, 0);
	player_init(&player, lesson, model_new());
	player_run(&player);
	ck_assert_uint_eq(player.failed + player.errors, 0);
	ck_assert_uint_ge(player.held, 6);
	ck_assert_uint_eq(trace_now(engine_trace(player.engine), END_A)->state, state_of(END_A));
	ck_assert_uint_eq(trace_now(engine_trace(player.engine), END_B)->state, state_of(END_B));
	player_fini(&player);
	lesson_free(lesson);
	errors_fini(&errors);
}

START_TEST(what_was_played_becomes_a_lesson)
{
	char scratch[] = "/tmp/tcptutor-save-XXXXXX", command[64];

	ck_assert_ptr_nonnull(mkdtemp(scratch));
	ck_assert_int_eq(chdir(scratch), 0);
	enter();
	strike('S', 1);
	ck_assert(shows(24, 80, "Nothing was played yet"));
	line("set A iss 4000");
	ck_assert(shows(24, 80, "It holds from here on: set A iss 4000"));
	line("B listen");
	line("A connect");
	line("duplicate");
	line("deliver all");
	line("A shutdown");
	line("deliver");
	line("B shutdown");
	line("deliver all");
	line("wait 2msl");
	strike('S', 1);
	type("mine");
	strike(STROKE_ENTER, 1);
	ck_assert(shows(24, 80, "Written: mine.md"));
	plays_again("mine.md");
	strike('S', 1);
	type("mine.md");
	strike(STROKE_ENTER, 1);
	ck_assert_int_eq(session_mode(&session), MODE_PROMPT);
	ck_assert(shows(24, 80, "mine.md is there already"));
	strike(STROKE_ESCAPE, 1);
	snprintf(command, sizeof(command), "rm -rf %s", scratch);
	ck_assert_int_eq(system(command), 0);
}
END_TEST

/* A fresh model, brought to a pair of states. */
static struct branch *
branch_at(const char *scene_text)
{
	struct branch *there = branch_new(model_new());
	struct scene scene = { .count = 0 };
	struct errors errors;
	struct error why;

	errors_init(&errors, "");
	ck_assert(scene_parse(&scene, scene_text, strlen(scene_text), 1, 1, &errors));
	for (size_t i = 0; i < scene.count; i++)
		ck_assert_int_eq(branch_do(there, &scene.statements[i].command, &why), DONE);
	scene_fini(&scene);
	errors_fini(&errors);
	return there;
}

/* What is called senseless is what TCP answers with an error, in every state. */
START_TEST(the_model_agrees_with_what_makes_sense)
{
	for (int state = 0; state < STATE_COUNT; state++) {
		for (int kind = 0; kind < CALL_COUNT; kind++) {
			if (kind == CALL_STATUS)
				continue;
			struct path path = { .statements = 0 };
			struct error error;

			for (int b = 0; b < STATE_COUNT && !path_find(&path,
			    (enum state)state, (enum state)b); b++)
				path_fini(&path);
			struct branch *there = branch_at(str_text(&path.scene));
			const char *why = call_why_not((enum call_kind)kind,
			    branch_endpoint(there, END_A));
			struct command command = { .verb = VERB_CALL, .end = END_A,
			    .call = { .kind = (uint8_t)kind, .octets = kind == CALL_SEND ? 100 : 0 } };
			branch_do(there, &command, &error);
			bool refused = reply_is_error((enum reply)branch_moment(there)->reply);
			if (kind != CALL_CLOSE && kind != CALL_CRASH)
				ck_assert_msg((why != NULL) == refused, "%s: call %s: %s, but %s",
				    state_name((enum state)state), call_name((enum call_kind)kind),
				    why != NULL ? why : "fine",
				    reply_text((enum reply)branch_moment(there)->reply));
			branch_free(there);
			path_fini(&path);
		}
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("sandbox");
	TCase *play = tcase_create("play");

	tcase_add_checked_fixture(play, set_up, tear_down);
	tcase_add_test(play, the_only_branch_says_how_another_comes_about);
	tcase_add_test(play, a_handshake_by_arrows_and_enter);
	tcase_add_test(play, up_and_down_keep_the_column);
	tcase_add_test(play, a_row_that_is_hidden_has_a_sign);
	tcase_add_test(play, what_makes_no_sense_says_why_and_is_not_done);
	tcase_add_test(play, what_the_engine_says_itself_stands_below);
	tcase_add_test(play, segments_are_dropped_and_doubled);
	tcase_add_test(play, a_line_that_is_none_stays_to_be_mended);
	tcase_add_test(play, doing_something_in_the_past_forks);
	tcase_add_test(play, many_forks_keep_the_first);
	tcase_add_test(play, from_a_moment_of_a_lesson_and_back);
	tcase_add_test(play, edges_are_counted_and_those_to_come_named);
	tcase_add_test(play, an_engine_that_dies_says_so_and_one_goes_on);
	tcase_add_test(play, what_was_played_becomes_a_lesson);
	tcase_add_test(play, the_model_agrees_with_what_makes_sense);
	suite_add_tcase(suite, play);
	return tap_main(suite);
}
