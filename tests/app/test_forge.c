/* A segment that nobody sent, by its form. On the model. */
#include "sandbox_desk.h"

/* By its choice, as a learner finds it. */
static void
forge_to(enum end end)
{
	struct choices choices;
	bool found = false;

	choices_init(&choices, branch());
	for (size_t i = 0; i < choices_count(&choices, GROUP_WIRE) && !found; i++) {
		const struct choice *choice = choices_at(&choices, GROUP_WIRE, i);
		found = choice->forge && choice->command.end == end;
		session.sandbox.group = GROUP_WIRE;
		session.sandbox.column = i;
	}
	choices_fini(&choices);
	ck_assert(found);
	strike(STROKE_ENTER, 1);
	ck_assert_int_eq(session_mode(&session), MODE_FORM);
}

/* Down to a field from the first, and its text replaced. */
static void
fill(enum forge_field field, const char *text)
{
	while (session.forge.at != (int)field)
		strike(STROKE_TAB, 1);
	strike(STROKE_BACKSPACE, FORGE_TEXT);
	type(text);
}

START_TEST(the_form_begins_with_what_would_be_believed)
{
	connect_both();
	forge_to(END_A);
	ck_assert(shows(24, 80, "A: RCV.NXT 301, RCV.WND 65535: in the window"));
	ck_assert(shows(24, 80, "inject to A R 301:301(0) win 65535"));
	/* There is a way out, also on the smallest screen. */
	ck_assert(shows(12, 40, "Esc leave"));
	strike(STROKE_ENTER, 1);
	ck_assert_int_eq(session_mode(&session), MODE_SANDBOX);
	ck_assert_int_eq(state_of(END_A), STATE_CLOSED);
	ck_assert_uint_eq(branch_moment(branch())->cause.kind, KIND_INJECT);
}
END_TEST

START_TEST(a_listener_is_offered_a_syn_and_who_connects_an_answer)
{
	enter();
	line("B listen");
	forge_to(END_B);
	ck_assert(shows(24, 80, "inject to B S 1000:1000(0)"));
	ck_assert(shows(24, 80, "any: B knows no number of its peer yet"));
	strike(STROKE_ESCAPE, 1);
	line("A connect");
	forge_to(END_A);
	ck_assert(shows(24, 80, "inject to A S. 1000:1000(0) ack 101"));
	ck_assert(shows(24, 80, ": acceptable"));
	strike(STROKE_ENTER, 1);
	ck_assert_int_eq(state_of(END_A), STATE_ESTABLISHED);
}
END_TEST

START_TEST(a_field_is_checked_while_it_is_typed)
{
	connect_both();
	forge_to(END_A);
	size_t count = engine_trace(branch()->engine)->count;
	fill(FORGE_SEQ, "4294967296");
	ck_assert(shows(24, 80, "seq: a number from 0 to 4294967295"));
	ck_assert(shows(12, 40, "seq: a number from 0"));
	strike(STROKE_UP, 1);
	strike(STROKE_ENTER, 1);
	ck_assert_int_eq(session_mode(&session), MODE_FORM);
	ck_assert_int_eq(session.forge.at, FORGE_SEQ);
	ck_assert_uint_eq(engine_trace(branch()->engine)->count, count);
	fill(FORGE_SEQ, "99301");
	ck_assert(shows(24, 80, ": outside the window"));
	fill(FORGE_FLAGS, "sx");
	ck_assert(shows(24, 80, "flags: letters of"));
	fill(FORGE_FLAGS, "pu.");
	fill(FORGE_SEQ, "301");
	fill(FORGE_ACK, "");
	ck_assert(shows(24, 80, "ack: a number"));
	fill(FORGE_ACK, "102");
	ck_assert(shows(24, 80, ": not sent yet"));
	fill(FORGE_ACK, "101");
	ck_assert(shows(24, 80, ": nothing new"));
	fill(FORGE_LENGTH, "5");
	fill(FORGE_URGENT, "5");
	fill(FORGE_WINDOW, "65536");
	ck_assert(shows(24, 80, "window: a number from 0 to 65535"));
	fill(FORGE_WINDOW, "1000");
	ck_assert(shows(24, 80, "inject to A PU. 301:306(5) ack 101 win 1000 urg 5"));
	strike(STROKE_ENTER, 1);
	ck_assert_uint_eq(branch_endpoint(branch(), END_A)->rcv_nxt, 306);
}
END_TEST

START_TEST(an_option_only_where_one_is_typed)
{
	enter();
	line("B listen");
	forge_to(END_B);
	fill(FORGE_MSS, "0");
	ck_assert(shows(24, 80, "MSS: a number from 1"));
	fill(FORGE_MSS, "536");
	ck_assert(shows(24, 80, "<mss 536>"));
	strike(STROKE_ENTER, 1);
	ck_assert_int_eq(state_of(END_B), STATE_SYN_RECEIVED);
}
END_TEST

START_TEST(who_it_comes_from_is_turned_round)
{
	connect_both();
	forge_to(END_A);
	strike(STROKE_UP, 1);
	ck_assert_int_eq(session.forge.at, FORGE_FROM);
	strike(STROKE_RIGHT, 1);
	ck_assert(shows(24, 80, "inject to B R"));
	type("b");
	ck_assert(shows(24, 80, "inject to A R"));
	strike(STROKE_BACKSPACE, 3);
	strike(STROKE_UP, 1);
	ck_assert_int_eq(session.forge.at, FORGE_MSS);
	strike(STROKE_ESCAPE, 1);
	ck_assert_int_eq(session_mode(&session), MODE_SANDBOX);
	ck_assert_int_eq(state_of(END_A), STATE_ESTABLISHED);
}
END_TEST

START_TEST(the_middle_of_a_number_can_be_mended)
{
	connect_both();
	forge_to(END_A);
	fill(FORGE_SEQ, "401");
	strike(STROKE_LEFT, 2);
	strike(STROKE_BACKSPACE, 1);
	type("3");
	ck_assert_str_eq(session.forge.text[FORGE_SEQ], "301");
	strike(STROKE_LEFT, 9);
	strike(STROKE_BACKSPACE, 1);
	strike(STROKE_RIGHT, 9);
	type("12345678901234567890");
	ck_assert_uint_lt(strlen(session.forge.text[FORGE_SEQ]), FORGE_TEXT);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("forge");
	TCase *form = tcase_create("form");

	tcase_add_checked_fixture(form, set_up, tear_down);
	tcase_add_test(form, the_form_begins_with_what_would_be_believed);
	tcase_add_test(form, a_listener_is_offered_a_syn_and_who_connects_an_answer);
	tcase_add_test(form, a_field_is_checked_while_it_is_typed);
	tcase_add_test(form, an_option_only_where_one_is_typed);
	tcase_add_test(form, who_it_comes_from_is_turned_round);
	tcase_add_test(form, the_middle_of_a_number_can_be_mended);
	suite_add_tcase(suite, form);
	return tap_main(suite);
}
