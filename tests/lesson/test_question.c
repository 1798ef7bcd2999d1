/* A question is read, the model answers it, and what cannot be asked is said. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/player.h"
#include "lesson/question.h"
#include "model/model.h"
#include "tap.h"

static struct errors errors;
static struct lesson *lesson;
static struct solution solution;

/* Scenes that come before the question. */
static const char handshake[] = "B listen\nA connect\ndeliver all\n";
static const char closing[] = "B listen\nA connect\ndeliver all\nA shutdown\nB shutdown\n";
static const char half[] = "B listen\nA connect\ndeliver all\nA shutdown\ndeliver all\n";

static void
setup(void)
{
	errors_init(&errors, "q.md");
	lesson = NULL;
	solution = (struct solution){ 0 };
}

static void
teardown(void)
{
	solution_fini(&solution);
	lesson_free(lesson);
	errors_fini(&errors);
}

/* A lesson whose second step asks that, from line 10 + the scene's on. */
static void
ask(const char *scene, const char *question)
{
	struct str text = { 0 };

	teardown();
	setup();
	str_addf(&text, "# T\n\nBefore.\n\n```scene\n%s```\n\nNow guess.\n\n```ask\n%s```\n", scene,
	    question);
	lesson = lesson_parse("07-q.md", str_text(&text), text.n, &errors);
	str_free(&text);
	ck_assert_ptr_nonnull(lesson);
}

static void
solve(const char *scene, const char *question)
{
	struct error why = { 0 };

	ask(scene, question);
	if (errors.list.n > 0)
		ck_abort_msg("%s", errors.list.v[0].text);
	ck_assert_msg(question_solve(&solution, lesson, 1, &why), "%s: %s", question, why.text);
}

static const struct {
	const char	*scene;
	const char	*question;
	const char	*answer;
} kinds[] = {
	{ "B listen\nA connect\n", "state B after: deliver first\nLISTEN: no\n", "SYN-RECEIVED" },
	{ handshake, "state A\nCLOSED: no\n", "ESTABLISHED" },
	{ closing, "state A after: deliver F. from B\nTIME_WAIT: no\n", "CLOSING" },
	{ "B listen\nA connect\n", "flags after: deliver S\nS: no\n", "S." },
	{ handshake, "flags after: A send 10\nF.: no\n", "." },
	{ handshake, "flags after: A receive\nACK: no\n", "nothing" },
	{ handshake, "seq after: A shutdown\n102: no\n", "101" },
	{ handshake, "ack after: A shutdown; deliver\n101: no\n", "301" },
	{ handshake, "ack from B after: A shutdown; deliver\n101: no\n", "102" },
	{ "B listen\n", "ack after: A connect\n1: no\n", "nothing" },
	{ half, "variable B rcv.nxt\n101: no\n", "102" },
	{ "B listen\nA connect\n", "variable A rcv.nxt\n301: no\n", "unknown" },
	{ "", "call after: B listen\nconnect: no\n", "listen" },
	{ "B listen\nA connect\n", "call after: deliver\naccept: no\n", "none" },
	{ half, "time-wait after: B shutdown; deliver all\n", "A" },
	{ closing, "time-wait after: deliver all\n", "both" },
	{ handshake, "time-wait after: A shutdown\n", "nobody" },
	{ half, "order after: B shutdown; deliver all\n", "21" },
	{ half, "lasts A\n", "lasts" },
	{ half, "lasts B\n", "lasts" },
	{ half, "lasts B after: B shutdown\n", "passes" },
	{ half, "lasts A after: B close; deliver\n", "passes" },
	{ half, "whose\n", "B" },
	{ handshake, "whose\n", "both" },
	{ handshake, "whose after: A shutdown\n", "nobody" },
	{ "B listen\n", "whose\n", "A" },
	{ half, "missing B\nlisten: no\n", "close" },
	{ "", "missing B\nclose: no\n", "listen" },
	{ handshake, "illegal at B\n- . 101:101(0) ack 301\n- R 101:101(0)\n"
	    "- R 90000:90000(0)\n", "R 90000:90000(0)" },
};

START_TEST(the_model_answers_every_kind)
{
	unsigned seen = 0;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		solve(kinds[i].scene, kinds[i].question);
		ck_assert_msg(strcmp(solution.right.v[0], kinds[i].answer) == 0, "%s%s",
		    kinds[i].question, solution.right.v[0]);
		questions_check(lesson, &errors);
		ck_assert_msg(errors.list.n == 0, "%s%s", kinds[i].question,
		    errors.list.n > 0 ? errors.list.v[0].text : "");
		seen |= 1u << solution.question->kind;
	}
	ck_assert_uint_eq(seen, (1u << QUESTION_KINDS) - 1);
}
END_TEST

static const struct {
	const char	*question;
	const char	*typed;
	const char	*canonical;	/* NULL: it is no answer */
} spellings[] = {
	{ "state A\nCLOSED: no\n", " fin_wait1 ", "FIN-WAIT-1" },
	{ "state A\nCLOSED: no\n", "1", "CLOSED" },
	{ "state A\nCLOSED: no\n", "7", NULL },
	{ "state A\nCLOSED: no\n", "open", NULL },
	{ "flags after: A shutdown\nS: no\n", "SYN,ACK", "S." },
	{ "flags after: A shutdown\nS: no\n", "fin+ack", "F." },
	{ "flags after: A shutdown\nS: no\n", "FPA", "F." },
	{ "flags after: A shutdown\nS: no\n", "-", "nothing" },
	{ "flags after: A shutdown\nS: no\n", "!", NULL },
	{ "seq after: A shutdown\n9: no\n", "seq 102", "102" },
	{ "seq after: A shutdown\n9: no\n", "4294967296", NULL },
	{ "time-wait after: A shutdown\n", "a and b", "both" },
	{ "time-wait after: A shutdown\n", "neither", "nobody" },
	{ "lasts A\n", "last", "lasts" },
	/* As it is offered, in whatever language. */
	{ "lasts A\n", "it lasts", "lasts" },
	{ "missing A\nclose: no\n", "shutdown(SHUT_WR)", "shutdown" },
	{ "missing A\nreceive: no\n", "recv()", "receive" },
	{ "missing A\nrecv: no\n", "receive()", "receive" },
	{ "missing A\nrecv: no\n", "recv(fd, buf, n, 0)", "receive" },
	{ "order after: A shutdown; deliver\n", "2, 1", "21" },
	{ "order after: A shutdown; deliver\n", "F. > .", "21" },
	{ "order after: A shutdown; deliver\n", "22", NULL },
	{ "order after: A shutdown; deliver\n", "", NULL },
};

/* The scene language's words are not what a person says. */
START_TEST(a_segment_is_spoken_of_as_people_do)
{
	static const struct {
		const char	*after, *said;
	} ways[] = {
		{ "deliver F. from B", "Next: B's segment 'F.' arrives. Which state is A in then?" },
		{ "deliver from B", "Next: B's oldest segment in flight arrives. Which state is A in then?" },
		{ "deliver F.", "Next: the segment 'F.' arrives. Which state is A in then?" },
		{ "deliver", "Next: the oldest segment in flight arrives. Which state is A in then?" },
		{ "drop F. from A", "Next: A's segment 'F.' is lost. Which state is A in then?" },
		{ "A receive", "Next: A calls recv(). Which state is A in then?" },
		{ "duplicate from A", "Next: A's oldest segment in flight is doubled. "
		    "Which state is A in then?" },
	};

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct str question = { 0 }, text = { 0 };

		str_addf(&question, "state A after: %s\nLISTEN: no\n", ways[i].after);
		ask(closing, str_text(&question));
		question_text(&text, lesson->steps[1].question);
		ck_assert_str_eq(str_text(&text), ways[i].said);
		str_free(&question);
		str_free(&text);
	}
}
END_TEST

START_TEST(any_usual_spelling_is_an_answer)
{
	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++) {
		struct str got = { 0 };
		solve(handshake, spellings[i].question);
		bool read = answer_typed(&got, &solution, spellings[i].typed);
		ck_assert_msg(read == (spellings[i].canonical != NULL), "%s", spellings[i].typed);
		if (read)
			ck_assert_str_eq(str_text(&got), spellings[i].canonical);
		str_free(&got);
	}
}
END_TEST

START_TEST(a_call_is_offered_by_its_name_in_the_sockets_api)
{
	struct str got = { 0 };

	solve(handshake, "missing A\nreceive: It has read all.\n");
	for (size_t i = 0; i < solution.offers.n; i++) {
		ck_assert_str_ne(solution.offers.v[i].label, "receive()");
		if (strcmp(solution.offers.v[i].answer, "receive") == 0)
			str_add(&got, solution.offers.v[i].label);
	}
	ck_assert_str_eq(str_text(&got), "recv()");
	str_free(&got);
}
END_TEST

START_TEST(a_wrong_answer_has_its_reply_and_its_misconception)
{
	solve(handshake, "state A after: A shutdown\nTIME_WAIT [#14]: Not *yet*:\n  the `FIN` is "
	    "on its way.\nclosed #18: No.\nwhy: It waits.\nsection: 3.6\n");
	const struct question_reply *reply = answer_reply(&solution, "TIME-WAIT");
	struct str text = { 0 };
	line_text(&text, &reply->text);
	ck_assert_str_eq(str_text(&text), "Not yet: the FIN is on its way.");
	ck_assert_int_eq(reply->misconception, 14);
	ck_assert_int_eq(answer_reply(&solution, "CLOSED")->misconception, 18);
	ck_assert_ptr_null(answer_reply(&solution, "FIN-WAIT-1"));
	ck_assert(answer_is_right(&solution, "FIN-WAIT-1"));
	ck_assert_uint_eq(solution.offers.n, 3);
	ck_assert_str_eq(solution.offers.v[0].label, "CLOSED");
	ck_assert(solution.offers.v[1].right);
	str_clear(&text);
	question_id(&text, lesson, solution.question);
	ck_assert_str_eq(str_text(&text), "q.1");
	str_clear(&text);
	question_text(&text, solution.question);
	ck_assert_str_eq(str_text(&text), "Next: A calls shutdown(). Which state is A in then?");
	str_free(&text);
}
END_TEST

static const struct {
	const char	*scene;
	const char	*question;
	int		 line;
	const char	*says;
} complaints[] = {
	{ handshake, "stat A\n", 14, "did you mean 'state'?" },
	{ handshake, "\n", 14, "this question is empty" },
	{ handshake, "flags\n", 14, "'after:' is missing" },
	{ handshake, "state C\n", 14, "'C' is no end" },
	{ handshake, "variable A snd.foo\n", 14, "'snd.foo' is no variable" },
	{ handshake, "state A after: A shutdwn\n", 14, "did you mean 'shutdown'?" },
	{ handshake, "state A after: expect A CLOSED\n", 14, "an expectation makes nothing happen" },
	{ handshake, "state A after: on kernel: A close\n", 14, "not for the model" },
	{ handshake, "state A after: A close;\n", 14, "a statement is missing" },
	{ handshake, "state A\nCLOSED [#33]: no\n", 15, "numbered from 1 to 32" },
	{ handshake, "state A\nhnt: no\n", 15, "did you mean 'hint'?" },
	{ handshake, "state A\nOPEN: no\n", 15, "no answer to a question of the kind 'state'" },
	{ handshake, "state A\nCLOSED: no\nhint: a\nhint: b\n", 17, "said twice" },
	{ handshake, "state A\nCLOSED: no\nshow: netstat\n", 16, "ss or tcpdump" },
	{ handshake, "state A\nCLOSED\n", 15, "a colon is missing" },
	{ handshake, "state A\n", 14, "no wrong answer" },
	{ handshake, "state A\nESTAB: no\n", 15, "is no wrong answer here" },
	{ handshake, "state A\nCLOSED: no\nclosed: no\n", 16, "has a reply already, in line 15" },
	{ handshake, "state A after: deliver\nCLOSED: no\n", 14, "'deliver' fails here" },
	{ handshake, "seq after: A receive\n1: no\n", 14, "makes nobody send anything" },
	{ half, "missing B\nshutdown: no\n", 15, "close() or shutdown()" },
	{ handshake, "order after: A shutdown\n", 14, "fewer than two segments" },
	{ handshake, "order after: A shutdown; deliver\nS, S.: no\n", 15, "no order of the segments" },
	{ handshake, "illegal at B\n- R 1:1(0)\n- R 2:2(0)\n- . 101:101(0) ack 301\n", 14,
	    "2 of the candidates" },
	{ handshake, "illegal at B\n- . 101:101(0) ack 301\n", 14, "3 or 4 candidates" },
};

START_TEST(what_cannot_be_asked_is_said_with_its_line)
{
	for (size_t i = 0; i < sizeof(complaints) / sizeof(complaints[0]); i++) {
		ask(complaints[i].scene, complaints[i].question);
		int shift = 0;
		for (const char *p = complaints[i].scene; (p = strchr(p, '\n')) != NULL; p++)
			shift++;
		if (errors.list.n == 0)
			questions_check(lesson, &errors);
		ck_assert_msg(errors.list.n > 0, "%s", complaints[i].question);
		const struct error *error = &errors.list.v[0];
		ck_assert_msg(strstr(error->text, complaints[i].says) != NULL, "%s: %s",
		    complaints[i].question, error->text);
		ck_assert_msg(error->line == complaints[i].line - 3 + shift - 0, "%s: line %d, %d",
		    complaints[i].question, error->line, complaints[i].line - 3 + shift);
	}
}
END_TEST

START_TEST(a_step_that_only_a_kernel_plays_cannot_be_asked)
{
	static const char text[] = "# T\n\nText.\n\n```ask\nstate A\nCLOSED: no\n```\n\n"
	    "```scene\non kernel: A listen\n```\n";

	lesson = lesson_parse("q.md", text, strlen(text), &errors);
	questions_check(lesson, &errors);
	ck_assert_uint_eq(errors.list.n, 1);
	ck_assert_ptr_nonnull(strstr(errors.list.v[0].text, "the model does not play this step"));
}
END_TEST

START_TEST(a_question_after_a_scene_begins_a_step_and_one_is_enough)
{
	static const char text[] = "# T\n\n```scene\nB listen\n```\n\n```ask\nstate B\nCLOSED: no\n```\n"
	    "\n```ask\nstate A\nCLOSED: no\n```\n\nMore.\n\n```ask\nstate A\nLISTEN: no\n```\n";

	lesson = lesson_parse("q.md", text, strlen(text), &errors);
	ck_assert_uint_eq(errors.list.n, 1);
	ck_assert_int_eq(errors.list.v[0].line, 12);
	ck_assert_ptr_nonnull(strstr(errors.list.v[0].text, "has a question already"));
	ck_assert_uint_eq(lesson->step_count, 3);
	ck_assert_ptr_null(lesson->steps[0].question);
	ck_assert_int_eq(lesson->steps[1].question->number, 1);
	ck_assert_int_eq(lesson->steps[2].question->number, 2);

	/* And it has a place of its own, although it has no words. */
	struct player player;
	player_init(&player, lesson, model_new());
	player_run(&player);
	ck_assert_uint_eq(player.place_count, 4);
	player_fini(&player);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("question");

	TCase *tcase = tcase_create("question");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, the_model_answers_every_kind);
	tcase_add_test(tcase, a_segment_is_spoken_of_as_people_do);
	tcase_add_test(tcase, any_usual_spelling_is_an_answer);
	tcase_add_test(tcase, a_call_is_offered_by_its_name_in_the_sockets_api);
	tcase_add_test(tcase, a_wrong_answer_has_its_reply_and_its_misconception);
	tcase_add_test(tcase, what_cannot_be_asked_is_said_with_its_line);
	tcase_add_test(tcase, a_step_that_only_a_kernel_plays_cannot_be_asked);
	tcase_add_test(tcase, a_question_after_a_scene_begins_a_step_and_one_is_enough);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
