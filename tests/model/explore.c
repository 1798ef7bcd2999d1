/*
 * Every world that two ends can get into, visited once, with the invariants
 * checked in each.
 *
 *	tests/explore
 *		as a test: bounds that take some seconds
 *	tests/explore OPENS SENDS EXPIRIES LOSSES DUPLICATES IN-FLIGHT WINDOW
 *		one search with bounds of your own; `1 0 2 1 1 4 65535` takes
 *		a minute and 2 GB
 *
 * Time is left out of account: whatever timer runs may run out next.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/explore.h"
#include "tap.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

struct bounds {
	int	opens, sends, expiries, losses, duplicates, in_flight;
	int	window;
};

/* What a search found out, beside that it came to an end. */
struct findings {
	size_t		pairs[STATE_COUNT][STATE_COUNT];
	size_t		stuck;
	const char	*wrong;		/* the first world's that is */
	uint32_t	wrong_number;
	bool		walked[128];	/* rows of the edge table */
	int		deepest;
};

static bool
visit(void *arg, const struct world *world, uint32_t number, int depth)
{
	struct findings *found = arg;
	const char *wrong = world_wrong(world);

	if (wrong != NULL && found->wrong == NULL) {
		found->wrong = wrong;
		found->wrong_number = number;
	}
	found->stuck += world_stuck(world);
	found->pairs[world->tcb[END_A].state][world->tcb[END_B].state]++;
	if (depth > found->deepest)
		found->deepest = depth;
	return true;
}

static void
walk(void *arg, const struct world *from, const struct action *action,
    const struct effects *fx)
{
	struct findings *found = arg;

	(void)from;
	(void)action;
	for (int i = 0; i < fx->edge_count; i++)
		found->walked[fx->edges[i] - edges] = true;
}

static struct explore *
explore(const struct bounds *b, struct findings *found)
{
	struct budget budget = { .losses = (uint8_t)b->losses,
	    .duplicates = (uint8_t)b->duplicates };
	struct explore_options options = { .any_timer = true,
	    .in_flight = b->in_flight, .visit = visit, .walk = walk, .arg = found };
	struct world start;

	for (int i = 0; i < END_COUNT; i++) {
		budget.opens[i] = (uint8_t)b->opens;
		budget.sends[i] = (uint8_t)b->sends;
		budget.expiries[i] = (uint8_t)b->expiries;
	}
	memset(found, 0, sizeof(*found));
	world_init(&start, &budget, (uint32_t)b->window);
	return explore_run(&start, &options);
}

static int
pairs_reached(const struct findings *found)
{
	int n = 0;

	for (int a = 0; a < STATE_COUNT; a++)
		for (int b = 0; b < STATE_COUNT; b++)
			n += found->pairs[a][b] != 0;
	return n;
}

static void
report(const struct bounds *b, const struct explore *x, const struct findings *found)
{
	printf("# opens %d, sends %d, timers %d an end; losses %d, duplicates %d, "
	    "in flight %d, window %d: %zu joint states, %llu transitions "
	    "(%llu beyond the bounds), %d pairs of states, longest way %d, %zu MB\n",
	    b->opens, b->sends, b->expiries, b->losses, b->duplicates,
	    b->in_flight, b->window, explore_worlds(x),
	    (unsigned long long)explore_transitions(x),
	    (unsigned long long)explore_cut(x), pairs_reached(found),
	    found->deepest, explore_memory(x) >> 20);
	fflush(stdout);
}

/* In every world the invariants hold, and no end waits for what cannot come. */
static void
all_is_well(const struct bounds *b, struct findings *found)
{
	struct explore *x = explore(b, found);

	report(b, x, found);
	ck_assert(explore_complete(x));
	ck_assert_msg(found->wrong == NULL, "world %u: %s", found->wrong_number,
	    found->wrong);
	ck_assert_uint_eq(found->stuck, 0);
	explore_free(x);
}

START_TEST(one_connection_with_loss_duplicate_and_timers)
{
	struct bounds b = { 1, 0, 1, 1, 1, SANITIZED ? 2 : 4, 65535 };
	struct findings found;

	all_is_well(&b, &found);
}
END_TEST

START_TEST(one_connection_with_data_and_a_closed_window)
{
	struct bounds b = { 1, 1, 1, 0, 0, SANITIZED ? 2 : 3, 1 };
	struct findings found;

	all_is_well(&b, &found);
}
END_TEST

START_TEST(two_connections_and_old_segments_of_the_first)
{
	struct bounds b = { 2, 0, 1, 0, 0, 2, 65535 };
	struct findings found;

	all_is_well(&b, &found);
}
END_TEST

/* The two directions are alike: what A can be, B can be. */
START_TEST(the_ends_are_alike)
{
	struct bounds b = { 1, 0, 1, 0, 0, 3, 65535 };
	struct findings found;

	explore_free(explore(&b, &found));
	for (int i = 0; i < STATE_COUNT; i++)
		for (int j = 0; j < STATE_COUNT; j++)
			ck_assert_uint_eq(found.pairs[i][j], found.pairs[j][i]);
}
END_TEST

/* Nothing in figure 5 is out of reach of one connection. */
START_TEST(every_edge_of_the_figure_is_walked)
{
	struct bounds b = { 1, 1, 1, 0, 0, 3, 65535 };
	struct findings found;

	explore_free(explore(&b, &found));
	for (size_t i = 0; i < edge_count; i++)
		if (edges[i].origin == EDGE_FIGURE)
			ck_assert_msg(found.walked[i], "%s to %s (%s)",
			    state_name((enum state)edges[i].from),
			    state_name((enum state)edges[i].to), edges[i].event);
}
END_TEST

static int
own_bounds(char **argv)
{
	struct bounds b = { atoi(argv[1]), atoi(argv[2]), atoi(argv[3]),
	    atoi(argv[4]), atoi(argv[5]), atoi(argv[6]), atoi(argv[7]) };
	struct findings found;
	struct explore *x = explore(&b, &found);

	report(&b, x, &found);
	printf("# %s; %zu worlds stuck\n",
	    found.wrong != NULL ? found.wrong : "all invariants hold", found.stuck);
	explore_free(x);
	return found.wrong != NULL || found.stuck != 0;
}

int
main(int argc, char **argv)
{
	if (argc == 8)
		return own_bounds(argv);
	Suite *suite = suite_create("explore");
	TCase *tcase = tcase_create("explore");

	tcase_set_timeout(tcase, 600);
	tcase_add_test(tcase, one_connection_with_loss_duplicate_and_timers);
	tcase_add_test(tcase, one_connection_with_data_and_a_closed_window);
	tcase_add_test(tcase, two_connections_and_old_segments_of_the_first);
	tcase_add_test(tcase, the_ends_are_alike);
	tcase_add_test(tcase, every_edge_of_the_figure_is_walked);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
