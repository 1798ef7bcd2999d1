/*
 * Which pairs of states two ends can get into, and how. The table is a golden
 * file; doc/model.md explains it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/explore.h"
#include "model/model.h"
#include "model/path.h"
#include "tap.h"

/* The pairs that there are. */
struct pairs {
	bool	met[STATE_COUNT][STATE_COUNT];
};

static bool
pairs_visit(void *arg, const struct world *world, uint32_t number, int depth)
{
	struct pairs *pairs = arg;

	(void)number;
	(void)depth;
	pairs->met[world->tcb[END_A].state][world->tcb[END_B].state] = true;
	return true;
}

/*
 * Whatever path_find would try, tried once: to ask it for each pair that there
 * is not would take as many searches through all worlds.
 */
static void
pairs_meet(struct pairs *pairs)
{
	static const struct budget budget = { .opens = { 1, 1 }, .expiries = { 1, 1 } };
	struct explore_options options = { .any_timer = true, .in_flight = 4,
	    .visit = pairs_visit, .arg = pairs };
	struct world start;

	memset(pairs, 0, sizeof(*pairs));
	world_init(&start, &budget, 65535);
	struct explore *explore = explore_run(&start, &options);
	ck_assert(explore_complete(explore));
	explore_free(explore);
}

static void
table_row(struct str *table, const struct pairs *pairs, enum state a)
{
	str_addf(table, "%-12s", state_name(a));
	for (int b = 0; b < STATE_COUNT; b++) {
		struct path path;

		if (!pairs->met[a][b]) {
			str_add(table, "  .");
			continue;
		}
		ck_assert(path_find(&path, a, (enum state)b));
		str_addf(table, " %2d", path.statements);
		path_fini(&path);
	}
	str_addc(table, '\n');
}

static char *
golden_name(void)
{
	const char *srcdir = getenv("top_srcdir");
	struct str name = { 0 };

	str_addf(&name, "%s/tests/model/pairs.txt", srcdir != NULL ? srcdir : ".");
	return str_take(&name);
}

static void
write_golden(const char *name, const struct str *table)
{
	FILE *f = fopen(name, "w");

	ck_assert_ptr_nonnull(f);
	fputs(str_text(table), f);
	fclose(f);
}

static void
read_golden(const char *name, struct str *table)
{
	FILE *f = fopen(name, "r");
	char line[256];

	ck_assert_msg(f != NULL, "cannot open %s", name);
	while (fgets(line, sizeof(line), f) != NULL)
		str_add(table, line);
	fclose(f);
}

START_TEST(all_pairs_as_in_the_table)
{
	struct str table = { 0 }, golden = { 0 };
	char *name = golden_name();
	struct pairs pairs;

	pairs_meet(&pairs);
	str_add(&table, "Fewest statements that bring A (row) and B (column, in the same order) there; . never.\n");
	for (int a = 0; a < STATE_COUNT; a++)
		table_row(&table, &pairs, (enum state)a);
	if (getenv("UPDATE_GOLDEN") != NULL)
		write_golden(name, &table);
	read_golden(name, &golden);
	ck_assert_str_eq(str_text(&table), str_text(&golden));
	str_free(&table);
	str_free(&golden);
	free(name);
}
END_TEST

START_TEST(both_in_closing_takes_two_crossing_fins)
{
	struct path path;

	ck_assert(path_find(&path, STATE_CLOSING, STATE_CLOSING));
	ck_assert_str_eq(str_text(&path.scene),
	    "B listen\n"
	    "A connect\n"
	    "deliver\n"
	    "deliver\n"
	    "B shutdown\n"
	    "A shutdown\n"
	    "deliver F. from A\n"
	    "deliver F.\n");
	path_fini(&path);
}
END_TEST

START_TEST(two_ends_cannot_both_close_second)
{
	struct path path;

	ck_assert(!path_find(&path, STATE_LAST_ACK, STATE_LAST_ACK));
	path_fini(&path);
	ck_assert(!path_find(&path, STATE_CLOSE_WAIT, STATE_CLOSE_WAIT));
	path_fini(&path);
}
END_TEST

/* L: B listens; C: A connects; X: A crashes; d: the oldest segment arrives. */
static void
play(struct engine *engine, const char *letters)
{
	for (const char *p = letters; *p != '\0'; p++) {
		struct command command = { .verb = VERB_CALL, .end = *p == 'L' ? END_B : END_A };
		struct error why;

		if (*p == ' ')
			continue;
		if (*p == 'd')
			command.verb = VERB_DELIVER;
		command.call.kind = *p == 'L' ? CALL_LISTEN : *p == 'C' ? CALL_CONNECT : CALL_CRASH;
		ck_assert_int_eq(engine_command(engine, &command, &why), DONE);
	}
}

/* Play the scene on a fresh model, and search on from there. */
static int
steps_from(const char *scene, enum state a, enum state b)
{
	struct engine *engine = model_new();
	struct path path;

	play(engine, scene);
	bool found = path_from(&path, engine, a, b, 0);
	if (found) {
		ck_assert_uint_eq(trace_now(engine_trace(engine), END_A)->state, a);
		ck_assert_uint_eq(trace_now(engine_trace(engine), END_B)->state, b);
	}
	int steps = found ? path.statements : -1;
	path_fini(&path);
	engine_free(engine);
	return steps;
}

START_TEST(a_longer_path_is_not_looked_for)
{
	struct engine *engine = model_new();
	struct path path;

	play(engine, "L C d d d");
	ck_assert(!path_from(&path, engine, STATE_CLOSING, STATE_CLOSING, 3));
	path_fini(&path);
	ck_assert(path_from(&path, engine, STATE_CLOSING, STATE_CLOSING, 4));
	ck_assert_int_eq(path.statements, 4);
	path_fini(&path);
	engine_free(engine);
}
END_TEST

START_TEST(a_path_begins_where_one_stands)
{
	ck_assert_int_eq(steps_from("L C d d", STATE_ESTABLISHED, STATE_ESTABLISHED), 1);
	ck_assert_int_eq(steps_from("L C d d d", STATE_CLOSING, STATE_CLOSING), 4);
	ck_assert_int_eq(steps_from("L C d d d", STATE_ESTABLISHED, STATE_ESTABLISHED), 0);
	/* A half-open connection heals: the other end hears of it. */
	ck_assert_int_ge(steps_from("L C d d d X", STATE_ESTABLISHED, STATE_ESTABLISHED), 4);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("path");
	TCase *tcase = tcase_create("path");

	tcase_set_timeout(tcase, 600);
	tcase_add_test(tcase, all_pairs_as_in_the_table);
	tcase_add_test(tcase, both_in_closing_takes_two_crossing_fins);
	tcase_add_test(tcase, two_ends_cannot_both_close_second);
	tcase_add_test(tcase, a_path_begins_where_one_stands);
	tcase_add_test(tcase, a_longer_path_is_not_looked_for);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
