/*
 * The table of edges: each row is walked by a story (stories.c), and the table
 * itself is in order.
 */
#include <stdio.h>
#include <string.h>

#include "stories.h"
#include "tap.h"

#define SENTENCE_MAX 180

static const char *
row_name(const struct edge *edge)
{
	static char name[120];

	snprintf(name, sizeof(name), "%s -> %s, %s",
	    state_name((enum state)edge->from), state_name((enum state)edge->to),
	    edge->event);
	return name;
}

static const struct story *
story_of(const struct edge *edge)
{
	for (size_t i = 0; i < story_count; i++)
		if (stories[i].from == edge->from && stories[i].to == edge->to &&
		    stories[i].cause == edge->cause)
			return &stories[i];
	return NULL;
}

static bool
took(const struct run *run, const struct edge *edge)
{
	for (int i = 0; i < run->fx.edge_count; i++)
		if (run->fx.edges[i] == edge)
			return true;
	return false;
}

START_TEST(every_row_is_walked)
{
	const struct edge *edge = &edges[_i];
	const struct story *story = story_of(edge);
	struct run run;

	ck_assert_msg(story != NULL, "no story walks %s", row_name(edge));
	story_run(&run, story->events, NULL, NULL);
	ck_assert_msg(took(&run, edge), "\"%s\" ends in %s and does not walk %s",
	    story->events, state_name((enum state)run.tcb.state), row_name(edge));
	ck_assert_msg(run.tcb.state == edge->to, "%s: but then it is %s",
	    row_name(edge), state_name((enum state)run.tcb.state));
}
END_TEST

/* "snd RST" is sent, "snd SYN,ACK" is, and "" or "delete TCB" means silence. */
START_TEST(actions_are_done)
{
	const struct edge *edge = &edges[_i];
	const struct story *story = story_of(edge);
	static const struct {
		const char	*action;
		unsigned	 flags;
	} rows[] = {
		{ "snd SYN", SEG_SYN }, { "snd SYN,ACK", SEG_SYN | SEG_ACK },
		{ "snd ACK", SEG_ACK }, { "snd FIN", SEG_FIN | SEG_ACK },
		{ "snd RST", SEG_RST }, { "", 0 }, { "delete TCB", 0 },
		{ "create TCB", 0 }
	};
	struct run run;

	ck_assert_ptr_nonnull(story);
	story_run(&run, story->events, NULL, NULL);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (strcmp(edge->action, rows[i].action) != 0)
			continue;
		ck_assert_msg(run.fx.sent_count == (rows[i].flags != 0),
		    "%s: sends %d segments", row_name(edge), run.fx.sent_count);
		if (rows[i].flags == 0)
			return;
		unsigned flags = run.fx.sent[0].seg.flags & ~(unsigned)SEG_PSH;
		/* A reset of what has no ACK brings one itself (3.5.2). */
		ck_assert_msg(flags == rows[i].flags ||
		    (rows[i].flags == SEG_RST && flags == (SEG_RST | SEG_ACK)),
		    "%s: sends flags %02x", row_name(edge), flags);
		return;
	}
	ck_abort_msg("%s: what is \"%s\"?", row_name(edge), edge->action);
}
END_TEST

START_TEST(every_story_has_its_row)
{
	for (size_t i = 0; i < story_count; i++)
		ck_assert_msg(edge_find(stories[i].from, stories[i].to,
		    stories[i].cause) != NULL, "no row for \"%s\"", stories[i].events);
	ck_assert_uint_eq(story_count, edge_count);
}
END_TEST

/* No row twice; the rows of a pair stand together, what figure 5 draws first. */
START_TEST(rows_are_in_order)
{
	for (size_t i = 0; i < edge_count; i++) {
		const struct edge *edge = &edges[i];

		ck_assert_ptr_eq(edge_find((enum state)edge->from,
		    (enum state)edge->to, (enum cause)edge->cause), edge);
		ck_assert_msg(edge->from != edge->to, "%s leads nowhere", row_name(edge));
		bool together = true;
		for (size_t k = i + 1; k < edge_count; k++) {
			bool same = edges[k].from == edge->from && edges[k].to == edge->to;

			ck_assert_msg(!same || together, "%s stands apart", row_name(&edges[k]));
			together &= same;
			ck_assert_msg(!same || edges[k].origin != EDGE_FIGURE ||
			    edge->origin == EDGE_FIGURE, "%s is the figure's own and comes late",
			    row_name(&edges[k]));
		}
	}
}
END_TEST

/* The lines of figure 5, and no others. */
START_TEST(figure_5_is_all_there)
{
	static const uint8_t figure[][2] = {
		{ STATE_CLOSED, STATE_LISTEN }, { STATE_CLOSED, STATE_SYN_SENT },
		{ STATE_LISTEN, STATE_CLOSED }, { STATE_LISTEN, STATE_SYN_RECEIVED },
		{ STATE_LISTEN, STATE_SYN_SENT }, { STATE_SYN_SENT, STATE_CLOSED },
		{ STATE_SYN_SENT, STATE_SYN_RECEIVED },
		{ STATE_SYN_SENT, STATE_ESTABLISHED },
		{ STATE_SYN_RECEIVED, STATE_LISTEN },
		{ STATE_SYN_RECEIVED, STATE_ESTABLISHED },
		{ STATE_SYN_RECEIVED, STATE_FIN_WAIT_1 },
		{ STATE_ESTABLISHED, STATE_FIN_WAIT_1 },
		{ STATE_ESTABLISHED, STATE_CLOSE_WAIT },
		{ STATE_FIN_WAIT_1, STATE_FIN_WAIT_2 },
		{ STATE_FIN_WAIT_1, STATE_CLOSING },
		{ STATE_CLOSE_WAIT, STATE_LAST_ACK },
		{ STATE_FIN_WAIT_2, STATE_TIME_WAIT },
		{ STATE_CLOSING, STATE_TIME_WAIT },
		{ STATE_LAST_ACK, STATE_CLOSED }, { STATE_TIME_WAIT, STATE_CLOSED }
	};
	size_t n = sizeof(figure) / sizeof(figure[0]), drawn = 0;

	for (size_t i = 0; i < n; i++) {
		int pair = edge_pair((enum state)figure[i][0], (enum state)figure[i][1]);

		ck_assert_msg(pair >= 0 && edge_of_pair(pair)->origin == EDGE_FIGURE,
		    "%s -> %s", state_name((enum state)figure[i][0]),
		    state_name((enum state)figure[i][1]));
	}
	for (int pair = 0; pair < edge_pairs(); pair++)
		drawn += edge_of_pair(pair)->origin == EDGE_FIGURE;
	ck_assert_uint_eq(drawn, n);
}
END_TEST

/*
 * What a learner collects is pairs of states: the 20 that the figure draws, the
 * one of note 2, and by note 3 a reset out of six states more. Out of SYN-SENT,
 * LAST-ACK and TIME-WAIT a reset goes where a drawn edge goes already.
 */
START_TEST(the_notes_add_seven)
{
	static const enum state reset[] = { STATE_SYN_RECEIVED, STATE_ESTABLISHED,
	    STATE_FIN_WAIT_1, STATE_FIN_WAIT_2, STATE_CLOSE_WAIT, STATE_CLOSING };
	static const enum state shared[] = { STATE_SYN_SENT, STATE_LAST_ACK, STATE_TIME_WAIT };
	int noted = 0;

	for (int pair = 0; pair < edge_pairs(); pair++)
		noted += edge_of_pair(pair)->origin == EDGE_NOTE;
	ck_assert_int_eq(noted, 7);
	ck_assert_int_eq(edge_of_pair(edge_pair(STATE_FIN_WAIT_1, STATE_TIME_WAIT))->origin,
	    EDGE_NOTE);
	for (size_t i = 0; i < sizeof(reset) / sizeof(reset[0]); i++)
		ck_assert_int_eq(edge_of_pair(edge_pair(reset[i], STATE_CLOSED))->origin, EDGE_NOTE);
	for (size_t i = 0; i < sizeof(shared) / sizeof(shared[0]); i++) {
		ck_assert_int_eq(edge_find(shared[i], STATE_CLOSED, CAUSE_RCV_RST)->origin, EDGE_NOTE);
		ck_assert_int_eq(edge_of_pair(edge_pair(shared[i], STATE_CLOSED))->origin,
		    EDGE_FIGURE);
	}
}
END_TEST

START_TEST(words_are_fit_to_be_read)
{
	for (size_t i = 0; i < edge_count; i++) {
		const struct edge *edge = &edges[i];
		size_t n = strlen(edge->sentence);

		ck_assert_msg(n > 20 && n < SENTENCE_MAX, "%s: %zu columns", row_name(edge), n);
		ck_assert_msg(edge->sentence[n - 1] == '.', "%s: no full stop", row_name(edge));
		ck_assert_msg(edge->event[0] != '\0', "%s: no event", row_name(edge));
		ck_assert_msg(section_exists(edge->section), "%s: section %s",
		    row_name(edge), edge->section);
	}
}
END_TEST

START_TEST(pairs_are_numbered)
{
	int known = 0;

	for (int from = 0; from < STATE_COUNT; from++)
		for (int to = 0; to < STATE_COUNT; to++) {
			int pair = edge_pair((enum state)from, (enum state)to);

			if (pair < 0)
				continue;
			known++;
			ck_assert_int_lt(pair, edge_pairs());
			ck_assert_int_eq(edge_of_pair(pair)->from, from);
			ck_assert_int_eq(edge_of_pair(pair)->to, to);
		}
	ck_assert_int_eq(known, edge_pairs());
	ck_assert_ptr_null(edge_of_pair(edge_pairs()));
	ck_assert_ptr_null(edge_of_pair(-1));
	ck_assert_int_eq(edge_pair(STATE_CLOSED, STATE_ESTABLISHED), -1);
	ck_assert_ptr_null(edge_find(STATE_CLOSED, STATE_LISTEN, CAUSE_CLOSE));
}
END_TEST

START_TEST(a_pair_with_one_row_has_no_doubt)
{
	ck_assert_ptr_eq(edge_only(STATE_FIN_WAIT_1, STATE_FIN_WAIT_2),
	    edge_find(STATE_FIN_WAIT_1, STATE_FIN_WAIT_2, CAUSE_RCV_ACK_OF_FIN));
	ck_assert_ptr_null(edge_only(STATE_ESTABLISHED, STATE_CLOSED));
	ck_assert_ptr_null(edge_only(STATE_CLOSED, STATE_ESTABLISHED));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("edge");
	TCase *tcase = tcase_create("edge");

	tcase_add_loop_test(tcase, every_row_is_walked, 0, (int)edge_count);
	tcase_add_loop_test(tcase, actions_are_done, 0, (int)edge_count);
	tcase_add_test(tcase, every_story_has_its_row);
	tcase_add_test(tcase, rows_are_in_order);
	tcase_add_test(tcase, figure_5_is_all_there);
	tcase_add_test(tcase, the_notes_add_seven);
	tcase_add_test(tcase, words_are_fit_to_be_read);
	tcase_add_test(tcase, pairs_are_numbered);
	tcase_add_test(tcase, a_pair_with_one_row_has_no_doubt);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
