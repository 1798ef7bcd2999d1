/* Keys go in, a screen comes out: a lesson stepped without any terminal. */
#include <unistd.h>

#include "desk.h"

static enum state
state_of(enum end end)
{
	return trace_now(engine_trace(session.player.engine), end)->state;
}

START_TEST(the_menu_opens_what_it_shows)
{
	ck_assert(shows(24, 80, "A lesson of one step"));
	ck_assert(shows(24, 80, "8 min"));
	ck_assert(shows(24, 80, "The sandbox"));
	strike(STROKE_DOWN, 5);
	ck_assert_uint_eq(session.cursor, 2);
	strike(STROKE_UP, 5);
	ck_assert_uint_eq(session.cursor, 0);
	open_handshake();
}
END_TEST

START_TEST(space_steps_to_the_end_and_no_further)
{
	open_handshake();
	strike(' ', 100);
	ck_assert_int_eq(state_of(END_A), STATE_ESTABLISHED);
	ck_assert_int_eq(state_of(END_B), STATE_ESTABLISHED);
	ck_assert(shows(24, 80, "the lesson's end"));
	ck_assert(player_done(&session.player));
}
END_TEST

START_TEST(back_and_forth_are_each_others_undoing)
{
	open_handshake();
	strike(STROKE_PAGE_DOWN, 3);
	size_t at = session.player.at;
	strike(STROKE_PAGE_UP, 2);
	ck_assert_uint_eq(session.player.at, at - 2);
	strike(' ', 2);
	ck_assert_uint_eq(session.player.at, at);
	strike(STROKE_HOME, 1);
	ck_assert_uint_eq(session.player.at, 0);
	strike(STROKE_BACKSPACE, 1);
	ck_assert(shows(24, 80, "the lesson's beginning"));
	strike(STROKE_END, 1);
	ck_assert_uint_eq(session.player.at, session.player.place_count - 1);
}
END_TEST

START_TEST(explaining_lies_on_top_and_goes_away)
{
	open_handshake();
	strike(' ', 4);
	strike('?', 1);
	ck_assert_int_eq(session_mode(&session), MODE_SHEET);
	ck_assert(shows(24, 80, "3.10.7"));
	strike(STROKE_DOWN, 500);
	shows(24, 80, "");
	ck_assert_int_lt(session.sheet_cursor, 400);
	strike('q', 1);
	ck_assert_int_eq(session_mode(&session), MODE_LESSON);
	strike('h', 1);
	ck_assert(shows(60, 80, "leave the program"));
	ck_assert(shows(60, 80, "Space, PgDn, →, Enter"));
	strike(STROKE_ESCAPE, 1);
	ck_assert_int_eq(session_mode(&session), MODE_LESSON);
}
END_TEST

START_TEST(the_first_screen_tells_how_to_leave_and_to_get_help)
{
	open_handshake();
	ck_assert(shows(24, 80, "q leave"));
	ck_assert(shows(24, 80, "? why"));
	ck_assert(shows(24, 80, "Space next"));
	ck_assert(!session_stroke(&session, 'q'));
}
END_TEST

/* What `deliver all` brings about is counted on, and not three times as the last. */
START_TEST(each_event_of_a_step_is_counted)
{
	static const char text[] = "# T\n\nOne.\n\n```scene\nB listen\nA connect\ndeliver all\n"
	    "expect A ESTABLISHED\n```\n\nTwo.\n\n```scene\nA shutdown\n```\n";
	struct errors errors;
	struct error why;

	errors_init(&errors, "t.md");
	struct lesson *lesson = lesson_parse("t.md", text, strlen(text), &errors);
	ck_assert_uint_eq(errors.list.n, 0);
	ck_assert(session_open(&session, lesson, &why));
	ck_assert(shows(24, 80, "step 1 of 2, 3 events"));
	strike(' ', 2);
	ck_assert(shows(24, 80, "event 2 of 3"));
	strike(' ', 1);
	ck_assert(shows(24, 80, "event 3 of 5"));
	strike(' ', 1);
	ck_assert(shows(24, 80, "event 4 of 5"));
	strike(' ', 1);
	ck_assert(shows(24, 80, "event 5 of 5"));
	strike(' ', 2);
	ck_assert(shows(24, 80, "step 2 of 2, event 1 of 1"));
	strike(STROKE_BACKSPACE, 2);
	ck_assert(shows(24, 80, "event 5 of 5"));
	session_fini(&session);
	lesson_free(lesson);
	errors_fini(&errors);
	session_init(&session, &options, engine_kind_find("model", false));
}
END_TEST

START_TEST(the_menu_is_a_way_out_and_back)
{
	open_handshake();
	strike(' ', 2);
	size_t at = session.player.at;
	strike('m', 1);
	ck_assert_int_eq(session_mode(&session), MODE_MENU);
	strike(STROKE_ESCAPE, 1);
	ck_assert_int_eq(session_mode(&session), MODE_LESSON);
	ck_assert_uint_eq(session.player.at, at);
	strike('m', 1);
	ck_assert_uint_eq(session.cursor, 1);
	strike(STROKE_UP, 1);
	strike(STROKE_ENTER, 1);
	ck_assert_str_eq(session.player.lesson->id, "lean");
	strike('f', 1);
	strike('m', 1);
	ck_assert_uint_eq(session.cursor, 2);
}
END_TEST

static struct engine *
engine_refuse(struct error *why)
{
	error_set(why, 0, 0, "no such luck here");
	return NULL;
}

START_TEST(an_engine_that_cannot_run_says_so_in_the_menu)
{
	static const struct engine_kind none = { "none", engine_refuse, NULL };

	session.kind = &none;
	strike(STROKE_ENTER, 1);
	ck_assert_int_eq(session_mode(&session), MODE_MENU);
	ck_assert(shows(24, 80, "no such luck here"));
}
END_TEST

START_TEST(a_sheet_is_left_by_the_key_that_opened_it)
{
	static const struct {
		char		 key;
		const char	*text;
	} sheets[] = {
		{ 's', "Sequence Number" }, { 'n', "SND.NXT" }, { 't', "tcpdump" },
		{ 'c', "connect(" }, { 'a', "SYN-SENT" }, { 'w', "3.10" },
	};

	open_handshake();
	strike(' ', 5);
	for (size_t i = 0; i < sizeof(sheets) / sizeof(sheets[0]); i++) {
		strike((uint32_t)sheets[i].key, 1);
		ck_assert_int_eq(session_mode(&session), MODE_SHEET);
		ck_assert_msg(shows(24, 80, sheets[i].text), "%c shows no %s", sheets[i].key,
		    sheets[i].text);
		strike(STROKE_DOWN, 300);
		strike(STROKE_RIGHT, 40);
		shows(24, 80, "");
		ck_assert_int_lt(session.sheet_cursor, 200);
		ck_assert_int_lt(session.sheet_choice, 20);
		strike((uint32_t)sheets[i].key, 1);
		ck_assert_int_eq(session_mode(&session), MODE_LESSON);
	}
	strike('s', 1);
	strike('n', 1);
	ck_assert_int_eq(session.sheet, SHEET_NUMBERS);
	strike(STROKE_ESCAPE, 1);
	ck_assert_int_eq(session_mode(&session), MODE_LESSON);
}
END_TEST

START_TEST(what_is_said_of_a_typed_line_is_seen_on_a_sheet_too)
{
	open_handshake();
	strike(' ', 2);
	type("sx");
	/* The sheet stays what it is. */
	ck_assert(shows(24, 80, "│       Source Port 40000       │"));
	ck_assert(shows(24, 80, "The screen: .svg."));
	ck_assert(shows(24, 80, "Write to: handshake-01.svg"));
	ck_assert(shows(12, 40, "The screen: .svg."));
	ck_assert(shows(12, 40, "Write to: handshake-01.svg"));
}
END_TEST

START_TEST(a_step_can_be_gone_to)
{
	open_handshake();
	strike('g', 1);
	ck_assert_int_eq(session_mode(&session), MODE_PROMPT);
	ck_assert(shows(24, 80, "Go to step:"));
	type("2");
	strike(STROKE_ENTER, 1);
	ck_assert_uint_eq(player_place(&session.player)->step, 1);
	strike(' ', 2);
	type("g2");
	strike(STROKE_ENTER, 1);
	ck_assert(player_place(&session.player)->prose);
	type("g77");
	strike(STROKE_ENTER, 1);
	ck_assert(shows(24, 80, "The steps are 1 to"));
}
END_TEST

START_TEST(a_blank_screen_lasts_until_a_key)
{
	open_handshake();
	size_t at = session.player.at;
	strike('b', 1);
	ck_assert(!shows(24, 80, "q leave"));
	strike(' ', 1);
	ck_assert(shows(24, 80, "q leave"));
	ck_assert_uint_eq(session.player.at, at);
}
END_TEST

/* All that A did, B does, to the last expectation. */
START_TEST(roles_can_be_exchanged)
{
	open_handshake();
	strike(' ', 3);
	size_t at = session.player.at;
	ck_assert_int_eq(state_of(END_A), STATE_SYN_SENT);
	strike('r', 1);
	ck_assert_uint_eq(session.player.at, at);
	ck_assert_int_eq(state_of(END_B), STATE_SYN_SENT);
	ck_assert_int_eq(state_of(END_A), STATE_LISTEN);
	ck_assert(shows(24, 80, "text still calls them"));
	strike(' ', 100);
	ck_assert_uint_eq(session.player.failed, 0);
	ck_assert_uint_eq(session.player.errors, 0);
	ck_assert_uint_gt(session.player.held, 0);
	ck_assert(shows(24, 80, "exchanged"));
	strike('r', 1);
	ck_assert(!shows(24, 80, "exchanged"));
	ck_assert_uint_eq(trace_now(engine_trace(session.player.engine), END_A)->iss, 100);
	strike('r', 1);
	strike('m', 1);
	strike(STROKE_ENTER, 1);
	ck_assert(!shows(24, 80, "exchanged"));
}
END_TEST

START_TEST(what_was_played_is_kept_and_that_is_said)
{
	open_handshake();
	strike('f', 1);
	strike(STROKE_ENTER, 1);
	strike(STROKE_ESCAPE, 1);
	ck_assert(shows(24, 80, "What was played is kept: o goes back to it"));
	strike('o', 1);
	ck_assert_int_eq(session.below, MODE_SANDBOX);
}
END_TEST

START_TEST(a_key_without_a_meaning_says_so)
{
	open_handshake();
	strike('z', 1);
	ck_assert(shows(24, 80, "z does nothing here"));
	strike('d', 1);
	ck_assert(shows(24, 80, "f: play yourself; there d: lose the chosen segment"));
	strike('f', 1);
	strike('z', 1);
	ck_assert(shows(24, 80, "z does nothing here"));
	strike(STROKE_ESCAPE, 1);
	ck_assert(!shows(24, 80, "What was played is kept"));
	strike(STROKE_OTHER, 1);
	ck_assert(!shows(24, 80, "does nothing"));
	strike(STROKE_ESCAPE, 1);
	ck_assert(shows(24, 80, "q: leave the program"));
	ck_assert_int_eq(session.below, MODE_LESSON);
}
END_TEST

START_TEST(the_glossary_is_searched_by_typing)
{
	open_handshake();
	strike(' ', 2);
	strike('l', 1);
	ck_assert(shows(24, 80, "Type how a word begins"));
	ck_assert(shows(24, 80, "active OPEN"));
	strike('r', 1);
	strike('t', 1);
	strike('t', 1);
	ck_assert(shows(24, 80, "Round-Trip Time"));
	strike('q', 1);
	ck_assert(shows(24, 80, "there is no such word"));
	strike(STROKE_BACKSPACE, 1);
	ck_assert(shows(24, 80, "\"rtt\""));
	strike(STROKE_ESCAPE, 1);
	ck_assert(shows(24, 80, "SYN-SENT"));
}
END_TEST

START_TEST(a_class_reads_a_large_headline)
{
	open_handshake();
	options.in_class = true;
	ck_assert(shows(24, 80, "Two ends, nothing yet"));
	strike(' ', 2);
	ck_assert(shows(24, 80, " A: connect()"));
	ck_assert(shows(24, 80, " A  CLOSED → SYN-SENT"));
	ck_assert(!shows(24, 80, "── A: connect()"));
	ck_assert(shows(24, 80, "says from which number A"));
	ck_assert(shows(24, 80, "SND.UNA"));
	strike(STROKE_DOWN, 50);
	shows(24, 80, "");
	ck_assert_int_lt(session.scroll, 30);
	ck_assert(shows(12, 40, "connect()"));
}
END_TEST

START_TEST(any_size_can_be_drawn)
{
	open_handshake();
	strike(' ', 4);
	for (int rows = 1; rows < 70; rows += 3) {
		for (int columns = 1; columns < 220; columns += 7)
			shows(rows, columns, "");
	}
	strike('?', 1);
	shows(1, 1, "");
	shows(3, 200, "");
	strike('?', 1);
	strike('m', 1);
	shows(1, 1, "");
	shows(5, 7, "");
}
END_TEST

/* 10,000 keys and clicks by a small generator of numbers, always the same; drawn now and then. */
START_TEST(no_sequence_of_keys_does_harm)
{
	uint32_t random = 2463534242u;
	char scratch[] = "/tmp/tcptutor-keys-XXXXXX", command[64];

	/* Some of them save files. */
	ck_assert_ptr_nonnull(mkdtemp(scratch));
	ck_assert_int_eq(chdir(scratch), 0);
	for (int i = 0; i < 10000; i++) {
		random ^= random << 13;
		random ^= random >> 17;
		random ^= random << 5;
		uint32_t pick = random % 40;
		uint32_t stroke = pick < 14 ? STROKE_ESCAPE + pick : pick < 38 ? ' ' + random % 95 :
		    stroke_click((int)(random >> 8) % 24, (int)(random >> 16) % 80);
		if (stroke != 'q')
			session_stroke(&session, stroke);
		if (i % 50 == 0)
			shows(1 + (int)(random % 60), 1 + (int)(random % 130), "");
		else if (i % 3 == 0)
			shows(24, 80, "");
	}
	snprintf(command, sizeof(command), "rm -rf %s", scratch);
	ck_assert_int_eq(system(command), 0);
}
END_TEST

START_TEST(no_key_means_two_things)
{
	for (size_t i = 0; i < binding_count; i++) {
		for (size_t k = i + 1; k < binding_count; k++) {
			if ((bindings[i].modes & bindings[k].modes) == 0)
				continue;
			for (int m = 0; m < 5 && bindings[i].strokes[m] != 0; m++) {
				for (int n = 0; n < 5 && bindings[k].strokes[n] != 0; n++)
					ck_assert_uint_ne(bindings[i].strokes[m],
					    bindings[k].strokes[n]);
			}
		}
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("session");
	TCase *keys = tcase_create("keys");

	tcase_add_checked_fixture(keys, set_up, tear_down);
	tcase_add_test(keys, the_menu_opens_what_it_shows);
	tcase_add_test(keys, space_steps_to_the_end_and_no_further);
	tcase_add_test(keys, back_and_forth_are_each_others_undoing);
	tcase_add_test(keys, explaining_lies_on_top_and_goes_away);
	tcase_add_test(keys, the_first_screen_tells_how_to_leave_and_to_get_help);
	tcase_add_test(keys, each_event_of_a_step_is_counted);
	tcase_add_test(keys, the_menu_is_a_way_out_and_back);
	tcase_add_test(keys, an_engine_that_cannot_run_says_so_in_the_menu);
	tcase_add_test(keys, a_sheet_is_left_by_the_key_that_opened_it);
	tcase_add_test(keys, what_is_said_of_a_typed_line_is_seen_on_a_sheet_too);
	tcase_add_test(keys, a_step_can_be_gone_to);
	tcase_add_test(keys, a_blank_screen_lasts_until_a_key);
	tcase_add_test(keys, roles_can_be_exchanged);
	tcase_add_test(keys, what_was_played_is_kept_and_that_is_said);
	tcase_add_test(keys, a_key_without_a_meaning_says_so);
	tcase_add_test(keys, the_glossary_is_searched_by_typing);
	tcase_add_test(keys, a_class_reads_a_large_headline);
	tcase_add_test(keys, any_size_can_be_drawn);
	tcase_add_test(keys, no_sequence_of_keys_does_harm);
	tcase_add_test(keys, no_key_means_two_things);
	suite_add_tcase(suite, keys);
	return tap_main(suite);
}
