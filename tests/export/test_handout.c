/* A lesson on paper: prose, ladders, questions, and the answers at the end or not at all. */
#include <stdlib.h>

#include "export/handout.h"
#include "export/played.h"

#define LESSON \
	"# Open & *see*\n\nThe **aim**: look at `listen()`, 2 \\* 2.\n\n" \
	"## B waits\n\n- one\n- two\n\n```scene\nB listen\n```\n\n" \
	"## Who answers?\n\nGuess.\n\n```ask\nstate B after: A connect; deliver\n" \
	"ESTABLISHED #3: Too early.\nwhy: A SYN came.\nsection: 3.10.7.2\n```\n\n" \
	"```scene\nA connect\ndeliver\n```\n"

static struct played played;
static char *text;
static size_t n;

static void
setup(void)
{
	played_init(&played, LESSON);
}

static void
teardown(void)
{
	free(text);
	text = NULL;
	played_fini(&played);
}

static void
write_down(bool answers)
{
	FILE *out = open_memstream(&text, &n);

	ck_assert_ptr_nonnull(out);
	handout_write(out, &played.player, answers, false);
	fclose(out);
}

static size_t
at(const char *words)
{
	const char *found = strstr(text, words);

	ck_assert_msg(found != NULL, "\"%s\" is not in:\n%s", words, text);
	return (size_t)(found - text);
}

START_TEST(it_reads_from_prose_to_answers)
{
	write_down(true);
	ck_assert_uint_lt(at("# Open & see\n"), at("The **aim**: look at `listen()`, 2 \\* 2."));
	ck_assert_uint_lt(at("## B waits\n\n- one\n- two\n\n```text\n"), at("## Who answers?"));
	ck_assert_uint_lt(at("Guess."), at("> **test.1** "));
	ck_assert_uint_lt(at("> **test.1** "), at(") SYN-RECEIVED  \n"));
	ck_assert_uint_lt(at(") ESTABLISHED  \n"), at("S 100:100(0) win 65535"));
	ck_assert_uint_lt(at("S 100:100(0) win 65535"),
	    at("## Answers\n\n- **test.1** It is SYN-RECEIVED. A SYN came. (RFC 9293, section 3.10.7.2)\n"));
}
END_TEST

START_TEST(answers_can_be_left_out)
{
	write_down(false);
	at("> **test.1** ");
	ck_assert_ptr_null(strstr(text, "Answers"));
	ck_assert_ptr_null(strstr(text, "A SYN came"));
}
END_TEST

START_TEST(what_gives_the_answer_away_is_to_be_drawn)
{
	write_down(false);
	ck_assert_uint_lt(at("> **test.1** "), at("Draw what happens"));
	at("\n\n\n\n\n```\n");
	ck_assert_ptr_null(strstr(text, "S 100:100(0) win 65535"));
	free(text);
	write_down(true);
	ck_assert_ptr_null(strstr(text, "Draw what happens"));
	at("S 100:100(0) win 65535");
}
END_TEST

START_TEST(every_fence_is_closed)
{
	size_t fences = 0;

	write_down(true);
	for (const char *p = text; (p = strstr(p, "```")) != NULL; p += 3)
		fences++;
	ck_assert_uint_eq(fences, 4);
}
END_TEST

/* "These are the lines of ss now": on paper, too, and as they were then. */
START_TEST(what_a_question_shows_stands_above_it)
{
	played_fini(&played);
	played_init(&played, "# T\n\n```scene\nB listen\nA connect\ndeliver all\nA send 10\n"
	    "deliver all\n```\n\nLook.\n\n```ask\nmissing B\nshow: ss\nclose: No.\n```\n\n"
	    "```scene\nB receive\n```\n");
	write_down(true);
	ck_assert_uint_lt(at("Look.\n\n```text\nState "), at("\nESTAB 10 "));
	ck_assert_uint_lt(at("\nESTAB 10 "), at("10.0.0.1:40000\n```\n\n> **test.1** "));
}
END_TEST

/* A segment's option is no tag of HTML, which a browser would hide. */
START_TEST(what_is_offered_and_answered_is_text)
{
	played_fini(&played);
	played_init(&played, "# T\n\n```scene\nA connect\n```\n\nLook.\n\n```ask\nillegal at A\n"
	    "- S. 300:300(0) ack 101 <mss 1460>\n- S. 300:300(0) ack 900\n- S 300:300(0)\n"
	    "why: ack <900>\nsection: RFC 5961, 3.2\n```\n");
	write_down(true);
	at(") S. 300:300(0) ack 101 \\<mss 1460\\>  \n");
	at("ack \\<900\\> (RFC 5961, 3.2)\n");
}
END_TEST

START_TEST(a_challenge_has_its_goals_to_tick_off)
{
	played_fini(&played);
	played_init(&played, "# T\n\nDo it.\n\n```goal\nA LISTEN: listen, *A*\n```\n\n"
	    "```solution\nA listen\n```\n");
	write_down(true);
	ck_assert_uint_lt(at("Do it."), at("## Goals\n\n- [ ] listen, A\n"));
	at("## A solution\n\n```text\nA listen\n```\n");
	free(text);
	write_down(false);
	ck_assert_ptr_null(strstr(text, "solution"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("handout");
	TCase *tc = tcase_create("handout");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, it_reads_from_prose_to_answers);
	tcase_add_test(tc, answers_can_be_left_out);
	tcase_add_test(tc, what_gives_the_answer_away_is_to_be_drawn);
	tcase_add_test(tc, every_fence_is_closed);
	tcase_add_test(tc, what_a_question_shows_stands_above_it);
	tcase_add_test(tc, what_is_offered_and_answered_is_text);
	tcase_add_test(tc, a_challenge_has_its_goals_to_tick_off);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
