/* What was done, kept as a file that a person can read, and asked again when it is due. */
#include <sys/stat.h>
#include <unistd.h>

#include "kept.h"

/* ---- what is kept */

START_TEST(what_was_done_is_read_again)
{
	struct progress again;

	progress_done(&progress, "handshake", NOW);
	progress_at(&progress, "close", 4, 12, NOW + 60);
	progress_best(&progress, "both-closing", 9, NOW);
	progress_best(&progress, "both-closing", 7, NOW);
	progress_best(&progress, "both-closing", 8, NOW);
	progress_met(&progress, 14, NOW);
	progress_met(&progress, 14, NOW);
	progress_asked(&progress, "handshake.2", ANSWER_WRONG, NOW);
	progress_asked(&progress, "handshake.2", ANSWER_RIGHT, NOW);
	progress_edge(&progress, "FIN-WAIT-1", "TIME-WAIT", NOW);
	saved(&progress);

	ck_assert_str_eq(content_of("progress"),
	    "tcptutor progress 1\n"
	    "# What was done with tcptutor, a fact a line: see tcptutor(1).\n"
	    "2026-11-22T22:50:40Z done handshake\n"
	    "2026-11-22T22:51:40Z step 4 of 12 close\n"
	    "2026-11-22T22:50:40Z best 7 both-closing\n"
	    "2026-11-22T22:50:40Z met 2 14\n"
	    "2026-11-22T22:50:40Z asked right 1 wrong 1 skipped 0 box 0 handshake.2\n"
	    "2026-11-22T22:50:40Z edge FIN-WAIT-1 TIME-WAIT\n");

	progress_init(&again, place);
	ck_assert(progress_load(&again, &error));
	ck_assert_ptr_nonnull(progress_find(&again, FACT_DONE, "handshake"));
	ck_assert_uint_eq(numbers_of(&again, FACT_STEP, "close")[0], 4);
	ck_assert_uint_eq(numbers_of(&again, FACT_BEST, "both-closing")[0], 7);
	ck_assert_uint_eq(numbers_of(&again, FACT_MET, "14")[0], 2);
	ck_assert_uint_eq(numbers_of(&again, FACT_ASKED, "handshake.2")[ASKED_WRONG], 1);
	ck_assert_str_eq(progress_left(&again)->name, "close");
	ck_assert_ptr_null(progress_find(&again, FACT_DONE, "close"));
	progress_fini(&again);
}
END_TEST

START_TEST(nobody_else_may_read_it_and_nothing_is_left_beside)
{
	struct stat st;

	progress_done(&progress, "handshake", NOW);
	saved(&progress);
	ck_assert_int_eq(stat(path_of("progress"), &st), 0);
	ck_assert_int_eq(st.st_mode & 077, 0);
	ck_assert_int_eq(stat(place, &st), 0);
	ck_assert_int_eq(st.st_mode & 077, 0);
	ck_assert_int_eq(access(path_of("progress.new"), F_OK), -1);
}
END_TEST

START_TEST(who_does_nothing_writes_nothing)
{
	ck_assert(progress_load(&progress, &error));
	ck_assert_str_eq(error.text, "");
	saved(&progress);
	ck_assert_int_eq(access(place, F_OK), -1);
}
END_TEST

START_TEST(a_lesson_that_is_done_is_not_left_in_its_middle)
{
	progress_at(&progress, "close", 4, 12, NOW);
	progress_done(&progress, "close", NOW);
	ck_assert_ptr_null(progress_left(&progress));
	progress_at(&progress, "close", 2, 12, NOW);
	ck_assert_ptr_null(progress_left(&progress));
}
END_TEST

START_TEST(one_lesson_is_forgotten_and_no_other)
{
	progress_done(&progress, "close", NOW);
	progress_asked(&progress, "close.1", ANSWER_WRONG, NOW);
	progress_asked(&progress, "close.by.1", ANSWER_WRONG, NOW);
	progress_done(&progress, "close.by", NOW);
	progress_met(&progress, 14, NOW);
	saved(&progress);
	ck_assert(progress_has(&progress, "close"));
	progress_forget(&progress, "close", NOW);
	saved(&progress);
	ck_assert(!progress_has(&progress, "close"));
	ck_assert(progress_has(&progress, "close.by"));
	ck_assert_ptr_nonnull(progress_find(&progress, FACT_ASKED, "close.by.1"));
	ck_assert_ptr_nonnull(progress_find(&progress, FACT_MET, "14"));
	ck_assert_ptr_null(strstr(content_of("progress"), "done close\n"));
}
END_TEST

START_TEST(a_name_may_hold_blanks)
{
	progress_done(&progress, "my own lesson", NOW);
	progress_at(&progress, "of 3", 1, 2, NOW);
	saved(&progress);
	ck_assert(progress_load(&progress, &error));
	ck_assert_ptr_nonnull(progress_find(&progress, FACT_DONE, "my own lesson"));
	ck_assert_ptr_nonnull(progress_find(&progress, FACT_STEP, "of 3"));
}
END_TEST

START_TEST(every_line_is_looked_at)
{
	static const char *const bad[] = {
		"done handshake", "2026-11-22T22:50:40Z done", "2026-11-22T22:50:40Z done ",
		"2026-13-22T22:50:40Z done x", "2026-11-22T22:50:40 done x",
		"2026-11-22T22:50:40Z eaten x", "2026-11-22T22:50:40Z step 0 of 4 x",
		"2026-11-22T22:50:40Z step 5 of 4 x", "2026-11-22T22:50:40Z step 1 in 4 x",
		"2026-11-22T22:50:40Z step -1 of 4 x", "2026-11-22T22:50:40Z best 9999999999 x",
		"2026-11-22T22:50:40Z met 0 3", "2026-11-22T22:50:40Z asked right 1 x",
		"2026-11-22T22:50:40Z asked right 1 wrong 1 skipped 1 box 9 x",
		"2026-11-22T22:50:40Z done \033[2J", "0000-00-00T00:00:00Z done x",
		"2026-11-22T22:50:40Z done a\342\200\256b", "\t",
	};
	struct str text = { 0 };
	int line;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		str_clear(&text);
		str_addf(&text, "tcptutor progress 1\n\n# fine\n%s\n", bad[i]);
		progress_parse(&progress, str_text(&text), text.n, &line);
		ck_assert_msg(line == 4, "taken: %s", bad[i]);
		ck_assert_uint_eq(progress.facts.n, 0);
	}
	str_free(&text);
	progress_parse(&progress, "", 0, &line);
	ck_assert_int_eq(line, 0);
	progress_parse(&progress, "tcptutor progress 1\r\n2026-11-22T22:50:40Z done x\r\n", 50, &line);
	ck_assert_int_eq(line, 0);
	ck_assert_ptr_nonnull(progress_find(&progress, FACT_DONE, "x"));
}
END_TEST

START_TEST(in_memory_nothing_is_written)
{
	struct progress mine;

	progress_init(&mine, NULL);
	progress_done(&mine, "tour", NOW);
	ck_assert_ptr_nonnull(progress_find(&mine, FACT_DONE, "tour"));
	saved(&mine);
	ck_assert(progress_load(&mine, &error));
	ck_assert_ptr_nonnull(progress_find(&mine, FACT_DONE, "tour"));
	progress_fini(&mine);
}
END_TEST

/* ---- asked again */

static size_t
due(int64_t now, size_t *later)
{
	const char *names[10];

	return progress_due(&progress, now, names, 10, later);
}

START_TEST(what_was_missed_is_asked_again_later_and_later)
{
	size_t later;

	progress_asked(&progress, "close.1", ANSWER_RIGHT, NOW);
	progress_asked(&progress, "close.2", ANSWER_WRONG, NOW);
	ck_assert_uint_eq(due(NOW, &later), 0);
	ck_assert_uint_eq(later, 1);
	ck_assert_uint_eq(due(NOW + 9 * MINUTE, NULL), 0);
	ck_assert_uint_eq(due(NOW + 10 * MINUTE, &later), 1);
	ck_assert_uint_eq(later, 0);

	static const int days[] = { 1, 3, 10 };
	int64_t now = NOW + 10 * MINUTE;
	for (size_t i = 0; i < 3; i++) {
		progress_asked(&progress, "close.2", ANSWER_RIGHT, now);
		ck_assert_uint_eq(due(now + days[i] * DAY - 1, NULL), 0);
		now += days[i] * DAY;
		ck_assert_uint_eq(due(now, NULL), 1);
	}
	progress_asked(&progress, "close.2", ANSWER_RIGHT, now);
	ck_assert_uint_eq(due(now + 1000 * DAY, &later), 0);
	ck_assert_uint_eq(later, 0);

	progress_asked(&progress, "close.2", ANSWER_WRONG, now);
	/* To try again at once is not to know it a while later. */
	progress_asked(&progress, "close.2", ANSWER_RIGHT, now + MINUTE);
	ck_assert_uint_eq(due(now + 11 * MINUTE, NULL), 1);
	progress_asked(&progress, "close.2", ANSWER_SKIPPED, now + DAY);
	ck_assert_uint_eq(due(now + DAY + 9 * MINUTE, NULL), 0);
	ck_assert_uint_eq(due(now + DAY + 10 * MINUTE, NULL), 1);
}
END_TEST

START_TEST(review_mixes_the_lessons)
{
	static const char *const asked[] = { "a.1", "a.2", "a.3", "b.1", "b.2", "c.1" };
	const char *names[10];

	for (size_t i = 0; i < 6; i++)
		progress_asked(&progress, asked[i], ANSWER_WRONG, NOW);
	ck_assert_uint_eq(progress_due(&progress, NOW + DAY, names, 10, NULL), 6);
	for (size_t i = 1; i < 5; i++)
		ck_assert_msg(names[i][0] != names[i - 1][0], "%s after %s", names[i], names[i - 1]);
	ck_assert_uint_eq(progress_due(&progress, NOW + DAY, names, 2, NULL), 6);
	/* A clock that was set back. */
	ck_assert_uint_eq(due(NOW - 5 * DAY, NULL), 6);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("progress");
	TCase *tc = tcase_create("progress");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, what_was_done_is_read_again);
	tcase_add_test(tc, nobody_else_may_read_it_and_nothing_is_left_beside);
	tcase_add_test(tc, who_does_nothing_writes_nothing);
	tcase_add_test(tc, a_lesson_that_is_done_is_not_left_in_its_middle);
	tcase_add_test(tc, one_lesson_is_forgotten_and_no_other);
	tcase_add_test(tc, a_name_may_hold_blanks);
	tcase_add_test(tc, every_line_is_looked_at);
	tcase_add_test(tc, in_memory_nothing_is_written);
	tcase_add_test(tc, what_was_missed_is_asked_again_later_and_later);
	tcase_add_test(tc, review_mixes_the_lessons);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
