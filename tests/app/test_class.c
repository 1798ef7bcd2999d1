/* In front of a class: votes beside the answers, and what is shown as a file. */
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "desk.h"

static char scratch[64];

static void
begin(void)
{
	struct error error;

	snprintf(folder, sizeof(folder), "%s/tests/app/keys", getenv("top_srcdir"));
	options = (struct options){ .on = "model", .lessons = folder, .in_class = true };
	session_init(&session, &options, engine_kind_find("model", false));
	ck_assert(session_menu(&session, &error));
	snprintf(scratch, sizeof(scratch), "/tmp/tcptutor-class-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(scratch));
	ck_assert_int_eq(chdir(scratch), 0);
}

static void
end(void)
{
	char command[128];

	tear_down();
	snprintf(command, sizeof(command), "rm -rf %s", scratch);
	ck_assert_int_eq(system(command), 0);
}

static void
open_question(void)
{
	strike(STROKE_DOWN, 1);
	strike(STROKE_ENTER, 1);
	for (int i = 0; i < 9 && !(session_mode(&session) & MODE_VOTE); i++)
		strike(' ', 1);
	ck_assert(session_mode(&session) & MODE_VOTE);
}

static void
vote(const char *counts)
{
	strike('v', 1);
	type(counts);
	strike(STROKE_ENTER, 1);
}

START_TEST(a_second_vote_stands_beside_the_first)
{
	open_question();
	vote("30 10");
	ck_assert(shows(24, 80, "75%"));
	ck_assert(!shows(24, 80, "first vote"));
	vote("4 36");
	ck_assert(shows(24, 80, "first vote: 40"));
	ck_assert(shows(24, 80, "second vote: 40"));
	ck_assert(shows(24, 80, "90%"));
	ck_assert_msg(shows(12, 40, "90%"), "on the smallest screen, too");
	vote("");
	ck_assert_msg(!shows(24, 80, "90%"), "nothing takes the last one back");
	ck_assert(shows(24, 80, "75%"));
	strike('?', 1);
	ck_assert_msg(shows(24, 80, "75%"), "the answer stands with the votes");
}
END_TEST

START_TEST(without_a_question_there_is_nothing_to_vote_on)
{
	strike(STROKE_ENTER, 1);
	ck_assert_int_eq(session_mode(&session), MODE_LESSON);
	strike('v', 1);
	ck_assert(shows(24, 80, "no question now that could be voted on"));
	ck_assert(!session.review.on);
}
END_TEST

START_TEST(what_is_no_vote_is_not_taken)
{
	open_question();
	strike('v', 1);
	ck_assert(shows(24, 80, "answers 1 to 3? As in: 3 12 5"));
	type("ten12345");
	ck_assert_msg(shows(24, 80, "Votes: 12345"), "no letter is taken");
	strike(STROKE_ENTER, 1);
	ck_assert(shows(24, 80, "Votes are numbers"));
	strike(STROKE_CLEAR, 1);
	ck_assert(!shows(24, 80, "12345"));
	strike(STROKE_ESCAPE, 1);
	vote("1 2 3 4 5 6 7 8 9");
	ck_assert(shows(24, 80, "The answers are 1 to"));
}
END_TEST

static void
export_as(const char *name)
{
	strike('x', 1);
	while (session.prompt.text.n > 0)
		strike(STROKE_BACKSPACE, 1);
	type(name);
	strike(STROKE_ENTER, 1);
}

/* Does the file begin so? */
static bool
begins(const char *name, const char *text)
{
	char buf[64] = "";
	FILE *in = fopen(name, "r");

	if (in == NULL)
		return false;
	size_t n = fread(buf, 1, sizeof(buf) - 1, in);
	fclose(in);
	return n > 0 && strncmp(buf, text, strlen(text)) == 0;
}

START_TEST(the_ending_says_what_is_written)
{
	char name[64];

	open_question();
	strike(' ', 2);
	snprintf(name, sizeof(name), "%s-%02zu", session.player.lesson->id,
	    player_place(&session.player)->step + 1);
	ck_assert(shows(24, 80, ""));
	static const struct {
		const char *ending, *begins;
	} files[] = {
		{ ".svg", "<?xml" }, { "-ladder.svg", "<?xml" }, { "-diagram.svg", "<?xml" },
		{ ".txt", "" }, { ".md", "# " }, { ".pcapng", "\x0a\x0d\x0d\x0a" },
	};
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		char file[96];
		snprintf(file, sizeof(file), "%s%s", name, files[i].ending);
		export_as(file);
		ck_assert_msg(begins(file, files[i].begins), "%s", file);
	}
}
END_TEST

START_TEST(nothing_is_written_over)
{
	open_question();
	ck_assert(shows(24, 80, ""));
	FILE *out = fopen("mine.svg", "w");
	ck_assert_ptr_nonnull(out);
	fputs("mine", out);
	fclose(out);
	export_as("mine.svg");
	ck_assert(begins("mine.svg", "mine"));
	ck_assert(shows(24, 80, "is there already"));
	strike(STROKE_ESCAPE, 1);
	export_as("mine.doc");
	ck_assert(shows(24, 80, "ending says"));
	strike(STROKE_ESCAPE, 1);
	export_as("no/where.svg");
	ck_assert(shows(24, 80, "cannot be written"));
}
END_TEST

/* A limit on the size of a file stands for it: what is written ends in its midst. */
START_TEST(a_full_disk_leaves_nothing_half)
{
	static const char *const names[] = { "half.svg", "half-ladder.svg", "half-diagram.svg",
	    "half.txt", "half.md", "half.pcapng" };
	struct rlimit before, full;

	open_question();
	strike(' ', 2);
	ck_assert(shows(24, 80, ""));
	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
	full = before;
	full.rlim_cur = 100;
	signal(SIGXFSZ, SIG_IGN);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &full), 0);
		export_as(names[i]);
		ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
		ck_assert_msg(shows(24, 80, "cannot be written: "), "%s", names[i]);
		ck_assert_msg(access(names[i], F_OK) != 0, "%s is half there", names[i]);
		strike(STROKE_ESCAPE, 1);
	}
	export_as("half.svg");
	ck_assert_msg(begins("half.svg", "<?xml"), "there is room again");
}
END_TEST

START_TEST(a_link_is_not_followed)
{
	ck_assert_int_eq(symlink("elsewhere.svg", "full.svg"), 0);
	open_question();
	export_as("full.svg");
	ck_assert_msg(shows(24, 80, "is there already"), "nothing is written through it");
	ck_assert_int_ne(access("elsewhere.svg", F_OK), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("class");
	TCase *votes = tcase_create("votes"), *files = tcase_create("files");

	tcase_add_checked_fixture(votes, begin, end);
	tcase_add_test(votes, a_second_vote_stands_beside_the_first);
	tcase_add_test(votes, without_a_question_there_is_nothing_to_vote_on);
	tcase_add_test(votes, what_is_no_vote_is_not_taken);
	suite_add_tcase(suite, votes);
	tcase_add_checked_fixture(files, begin, end);
	tcase_add_test(files, the_ending_says_what_is_written);
	tcase_add_test(files, nothing_is_written_over);
	tcase_add_test(files, a_full_disk_leaves_nothing_half);
	tcase_add_test(files, a_link_is_not_followed);
	suite_add_tcase(suite, files);
	return tap_main(suite);
}
