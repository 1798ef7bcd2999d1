/*
 * What all lessons together cover: every edge of the figure and of its notes is
 * walked, every misconception is met, every state's page names a lesson that
 * leads there. What covers what is printed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/goal.h"
#include "lesson/player.h"
#include "lesson/question.h"
#include "model/model.h"
#include "lesson/own_lessons.h"
#include "tap.h"
#include "tcp/edge.h"
#include "view/sheet.h"

#define LONGEST 600
#define COMMENT "<!-- misconception:"

/* A line of the report: who covers it, or that nobody does. */
static void
report(const char *what, const struct str *by)
{
	printf("# %-28s %s\n", what, by->n > 0 ? str_text(by) : "NOBODY");
	fflush(stdout);
}

static void
add_id(struct str *list, const char *id)
{
	str_addf(list, "%s%s", list->n > 0 ? ", " : "", id);
}

/* Play a lesson and, of a challenge, its solution. */
static struct player
play(const struct lesson *lesson)
{
	struct player player;

	player_init(&player, lesson, model_new());
	player_run(&player);
	player_solve(&player);
	return player;
}

static bool
walks(const struct trace *trace, int pair)
{
	for (size_t i = 0; i < trace->count; i++) {
		const struct moment *moment = &trace->moments[i];
		for (uint32_t k = 0; k < moment->edge_count; k++) {
			if (edge_pair((enum state)moment->edges[k].from,
			    (enum state)moment->edges[k].to) == pair)
				return true;
		}
	}
	return false;
}

/* All that figure 5 and its notes have, and the one way out of TIME-WAIT into a new connection. */
static bool
wanted(int pair)
{
	return goal_wants_pair(pair) ||
	    pair == edge_pair(STATE_TIME_WAIT, STATE_SYN_RECEIVED);
}

START_TEST(every_edge_is_walked)
{
	struct str walked_by[GOAL_PAIRS_MAX] = { { 0 } };
	struct str missing = { 0 };

	for (size_t i = 0; i < library.count; i++) {
		struct player player = play(library.lessons[i]);
		const struct trace *trace = engine_trace(player.engine);
		for (int pair = 0; pair < edge_pairs(); pair++) {
			if (walks(trace, pair))
				add_id(&walked_by[pair], library.lessons[i]->id);
		}
		player_fini(&player);
	}
	for (int pair = 0; pair < edge_pairs(); pair++) {
		const struct edge *edge = edge_of_pair(pair);
		struct str name = { 0 };
		str_addf(&name, "%s to %s", state_name((enum state)edge->from),
		    state_name((enum state)edge->to));
		report(str_text(&name), &walked_by[pair]);
		if (wanted(pair) && walked_by[pair].n == 0)
			add_id(&missing, str_text(&name));
		str_free(&name);
		str_free(&walked_by[pair]);
	}
	ck_assert_msg(missing.n == 0, "nobody walks %s", str_text(&missing));
}
END_TEST

static void
text_read(struct str *out, const char *file)
{
	char buf[4096];
	FILE *in = fopen(file, "r");

	ck_assert_msg(in != NULL, "%s", file);
	for (size_t n; (n = fread(buf, 1, sizeof(buf), in)) > 0;)
		str_addn(out, buf, n);
	fclose(in);
}

/* Where a step says it without a question, a comment does: <!-- misconception: 31 --> */
static bool
comments_on(const struct lesson *lesson, int number)
{
	struct str text = { 0 };
	bool found = false;

	text_read(&text, lesson->file);
	for (const char *p = str_text(&text); (p = strstr(p, COMMENT)) != NULL;) {
		p += strlen(COMMENT);
		found |= atoi(p) == number;
	}
	str_free(&text);
	return found;
}

static bool
replies_to(const struct lesson *lesson, int number)
{
	for (size_t i = 0; i < lesson->step_count; i++) {
		const struct question *question = lesson->steps[i].question;
		for (size_t k = 0; question != NULL && k < question->replies.n; k++) {
			if (question->replies.v[k].misconception == number)
				return true;
		}
	}
	return false;
}

START_TEST(every_misconception_is_met)
{
	struct str missing = { 0 };

	for (int number = 1; number <= MISCONCEPTIONS; number++) {
		struct str met_by = { 0 }, name = { 0 };
		for (size_t i = 0; i < library.count; i++) {
			const struct lesson *lesson = library.lessons[i];
			if (replies_to(lesson, number) || comments_on(lesson, number))
				add_id(&met_by, lesson->id);
		}
		str_addf(&name, "misconception %d", number);
		report(str_text(&name), &met_by);
		if (met_by.n == 0)
			add_id(&missing, str_text(&name));
		str_free(&met_by);
		str_free(&name);
	}
	ck_assert_msg(missing.n == 0, "nobody meets %s", str_text(&missing));
}
END_TEST

static bool
reaches(const struct trace *trace, int state)
{
	for (size_t i = 0; i < trace->count; i++) {
		const struct moment *moment = &trace->moments[i];
		if (moment->end[END_A].state == state || moment->end[END_B].state == state)
			return true;
	}
	return false;
}

START_TEST(every_state_has_a_lesson_that_leads_there)
{
	for (int state = 0; state < STATE_COUNT; state++) {
		const char *id = sheet_state_lesson((enum state)state);
		const struct lesson *lesson = library_by_id(&library, id);
		struct str led_by = { 0 };

		ck_assert_msg(lesson != NULL, "there is no lesson %s", id);
		struct player player = play(lesson);
		bool reached = reaches(engine_trace(player.engine), state);
		ck_assert_msg(reached, "%s does not lead to %s", id,
		    state_name((enum state)state));
		player_fini(&player);
		str_add(&led_by, id);
		report(state_name((enum state)state), &led_by);
		str_free(&led_by);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("coverage");
	TCase *tc = tcase_create("coverage");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, LONGEST);
	tcase_add_test(tc, every_edge_is_walked);
	tcase_add_test(tc, every_misconception_is_met);
	tcase_add_test(tc, every_state_has_a_lesson_that_leads_there);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
