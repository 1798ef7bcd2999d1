/* A line that is typed. */
#include <stdio.h>
#include <string.h>

#include "app/prompt.h"
#include "tap.h"

static struct prompt prompt;

static void
tear_down(void)
{
	prompt_fini(&prompt);
	prompt = (struct prompt){ .kind = PROMPT_NONE };
}

static void
type(const char *text)
{
	for (; *text != '\0'; text++)
		prompt_insert(&prompt, (unsigned char)*text);
}

START_TEST(letters_go_where_the_cursor_is)
{
	prompt_open(&prompt, PROMPT_COMMAND, "");
	type("A snd");
	prompt_move(&prompt, -1);
	prompt_move(&prompt, -1);
	type("e");
	ck_assert_str_eq(str_text(&prompt.text), "A send");
	prompt_go(&prompt, false);
	prompt_erase(&prompt);
	prompt_move(&prompt, -1);
	prompt_move(&prompt, 1);
	prompt_erase(&prompt);
	type("B");
	prompt_go(&prompt, true);
	prompt_move(&prompt, 1);
	type(" 5");
	ck_assert_str_eq(str_text(&prompt.text), "B send 5");
}
END_TEST

START_TEST(a_character_is_erased_whole)
{
	prompt_open(&prompt, PROMPT_SAVE, "");
	prompt_insert(&prompt, 'x');
	prompt_insert(&prompt, 0xe9);
	prompt_insert(&prompt, 0x4e2d);
	prompt_insert(&prompt, 0x1f600);
	ck_assert_str_eq(str_text(&prompt.text), "xé中😀");
	prompt_erase(&prompt);
	prompt_move(&prompt, -1);
	prompt_erase(&prompt);
	ck_assert_str_eq(str_text(&prompt.text), "x中");
}
END_TEST

START_TEST(a_line_is_cleared_and_votes_take_no_letter)
{
	prompt_open(&prompt, PROMPT_COMMAND, "");
	type("A send 100");
	prompt_move(&prompt, -1);
	prompt_clear(&prompt);
	ck_assert_str_eq(str_text(&prompt.text), "");
	type("B");
	ck_assert_str_eq(str_text(&prompt.text), "B");
	prompt_open(&prompt, PROMPT_VOTES, "");
	type("3v 1x2,5?");
	ck_assert_str_eq(str_text(&prompt.text), "3 12,5");
}
END_TEST

START_TEST(what_is_no_character_is_left_out_and_a_line_ends)
{
	prompt_open(&prompt, PROMPT_COMMAND, "");
	prompt_insert(&prompt, 0x1b);
	prompt_insert(&prompt, 0x7f);
	prompt_insert(&prompt, 0x110005);
	ck_assert_uint_eq(prompt.text.n, 0);
	for (int i = 0; i < 2000; i++)
		prompt_insert(&prompt, 'a');
	ck_assert_uint_lt(prompt.text.n, 1000);
}
END_TEST

START_TEST(lines_come_back)
{
	static const char *const lines[] = { "A listen", "B connect", "B connect", "" };

	for (size_t i = 0; i < 4; i++) {
		prompt_open(&prompt, PROMPT_COMMAND, lines[i]);
		prompt_remember(&prompt);
	}
	ck_assert_uint_eq(prompt.history.n, 2);
	prompt_open(&prompt, PROMPT_COMMAND, "");
	prompt_recall(&prompt, true);
	ck_assert_str_eq(str_text(&prompt.text), "B connect");
	prompt_recall(&prompt, true);
	prompt_recall(&prompt, true);
	ck_assert_str_eq(str_text(&prompt.text), "A listen");
	prompt_recall(&prompt, false);
	prompt_recall(&prompt, false);
	prompt_recall(&prompt, false);
	ck_assert_str_eq(str_text(&prompt.text), "");
}
END_TEST

/* A line that was wrong stays where it is typed; erased, it comes back like any other. */
START_TEST(a_line_comes_back_where_it_was_typed)
{
	prompt_open(&prompt, PROMPT_COMMAND, "A conect");
	prompt_remember(&prompt);
	prompt_clear(&prompt);
	prompt_recall(&prompt, true);
	ck_assert_str_eq(str_text(&prompt.text), "A conect");
}
END_TEST

START_TEST(of_very_many_lines_the_newest_come_back)
{
	char line[sizeof("A send ") + 11];

	for (int i = 0; i < 1000; i++) {
		snprintf(line, sizeof(line), "A send %d", i + 1);
		prompt_open(&prompt, PROMPT_COMMAND, line);
		prompt_remember(&prompt);
	}
	ck_assert_uint_lt(prompt.history.n, 1000);
	prompt_recall(&prompt, true);
	ck_assert_str_eq(str_text(&prompt.text), "A send 1000");
}
END_TEST

static const struct {
	const char	*typed, *completed;
	const char	*candidates;	/* as text, "": none were shown */
} completions[] = {
	{ "A co", "A connect ", "" },
	{ "b co", "b connect ", "" },
	{ "A c", "A c", "connect  close  crash" },
	{ "d", "d", "deliver  drop  duplicate" },
	{ "de", "deliver ", "" },
	{ "deliver fr", "deliver from ", "" },
	{ "expect A FIN", "expect A FIN-WAIT-", "FIN-WAIT-1  FIN-WAIT-2" },
	{ "expect A syn-s", "expect A SYN-SENT ", "" },
	{ "expect A LISTEN B time", "expect A LISTEN B TIME-WAIT ", "" },
	{ "set A i", "set A iss ", "" },
	{ "inject ", "inject to ", "" },
	{ "wait t", "wait timer ", "" },
	{ "A send 20 u", "A send 20 urgent ", "" },
	{ "A frob", "A frob", "" },
	{ "nothing here", "nothing here", "" },
};

START_TEST(a_word_is_completed_as_far_as_it_is_certain)
{
	struct str candidates = { 0 };

	prompt_open(&prompt, PROMPT_COMMAND, completions[_i].typed);
	prompt_complete(&prompt, &candidates);
	ck_assert_str_eq(str_text(&prompt.text), completions[_i].completed);
	ck_assert_str_eq(str_text(&candidates), completions[_i].candidates);
	str_free(&candidates);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("prompt");
	TCase *line = tcase_create("line");

	tcase_add_checked_fixture(line, NULL, tear_down);
	tcase_add_test(line, letters_go_where_the_cursor_is);
	tcase_add_test(line, a_character_is_erased_whole);
	tcase_add_test(line, a_line_is_cleared_and_votes_take_no_letter);
	tcase_add_test(line, what_is_no_character_is_left_out_and_a_line_ends);
	tcase_add_test(line, lines_come_back);
	tcase_add_test(line, a_line_comes_back_where_it_was_typed);
	tcase_add_test(line, of_very_many_lines_the_newest_come_back);
	tcase_add_loop_test(line, a_word_is_completed_as_far_as_it_is_certain, 0,
	    sizeof(completions) / sizeof(completions[0]));
	suite_add_tcase(suite, line);
	return tap_main(suite);
}
