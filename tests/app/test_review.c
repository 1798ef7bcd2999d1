/* What was missed is asked again; and a file is shown while it is written. */
#include <sys/stat.h>
#include <unistd.h>

#include "desk.h"

static char home[] = "/tmp/tcptutor-review-XXXXXX";

static void
put(const char *name, const char *text)
{
	char path[120], command[160];

	snprintf(path, sizeof(path), "%s/%s", home, name);
	snprintf(command, sizeof(command), "mkdir -p $(dirname %s)", path);
	ck_assert_int_eq(system(command), 0);
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

#define ASKING								\
	"# %s\n\nWords.\n\n```scene\nB listen\nA connect\n```\n\n"	\
	"And a question.\n\n```ask\nstate B after: deliver\n"		\
	"LISTEN: It was that.\n```\n\n```scene\ndeliver\n```\n"

static void
lesson_put(const char *name, const char *title)
{
	char text[400];

	snprintf(text, sizeof(text), ASKING, title);
	put(name, text);
}

static void
open_up(void)
{
	memset(home + strlen(home) - 6, 'X', 6);
	ck_assert_ptr_nonnull(mkdtemp(home));
	setenv("XDG_STATE_HOME", home, 1);
	unsetenv("SUDO_UID");
	lesson_put("en/01-one.md", "One");
	lesson_put("en/02-two.md", "Two");
	options = (struct options){ .on = "model", .lessons = home };
	session_init(&session, &options, engine_kind_find("model", false));
}

static void
open_down(void)
{
	char command[80];

	session_fini(&session);
	snprintf(command, sizeof(command), "rm -rf %s", home);
	ck_assert_int_eq(system(command), 0);
}

START_TEST(what_is_due_is_an_entry_of_the_menu)
{
	struct error error;

	put("tcptutor/progress", "tcptutor progress 1\n"
	    "2020-01-01T00:00:00Z asked right 0 wrong 1 skipped 0 box 0 one.1\n"
	    "2020-01-01T00:00:00Z asked right 0 wrong 0 skipped 1 box 1 two.1\n"
	    "2020-01-01T00:00:00Z asked right 2 wrong 1 skipped 0 box 4 two.2\n"
	    "2020-01-01T00:00:00Z asked right 0 wrong 1 skipped 0 box 0 two.9\n"
	    "2020-01-01T00:00:00Z asked right 0 wrong 1 skipped 0 box 0 gone.1\n");
	session_keep(&session);
	ck_assert(session_menu(&session, &error));
	ck_assert(shows(24, 80, "Ask again what was missed: 2 questions"));
	strike(STROKE_HOME, 1);
	strike(STROKE_ENTER, 1);
	ck_assert(shows(24, 80, "Review 1 of 2 (v: next): "));
	ck_assert_uint_eq(player_place(&session.player)->step, 1);
	ck_assert(player_place(&session.player)->prose);
	const struct lesson *first = session.original;
	strike('v', 1);
	ck_assert(shows(24, 80, "Review 2 of 2 (v: next): "));
	ck_assert_ptr_ne(session.original, first);
	strike('v', 1);
	ck_assert(shows(24, 80, "the last question"));
	/* Where one was in the lessons, review leaves alone. */
	ck_assert_ptr_null(progress_left(&session.progress));
	/* A lesson that is opened is no review. */
	strike('m', 1);
	type("1");
	strike(STROKE_ENTER, 1);
	ck_assert(!shows(24, 80, "Review"));
}
END_TEST

START_TEST(nothing_is_due)
{
	struct error error;

	session_keep(&session);
	ck_assert(session_menu(&session, &error));
	ck_assert(!shows(24, 80, "Ask again"));
	strike('v', 1);
	ck_assert(shows(24, 80, "Nothing is due: no question was missed"));
	ck_assert_int_eq(session_mode(&session), MODE_MENU);
}
END_TEST

/* Two looks: one sees that it has changed, the next that it changes no more. */
static bool
looked(void)
{
	bool first = session_watch(&session);

	return session_watch(&session) || first;
}

START_TEST(a_file_is_shown_while_it_is_written)
{
	struct error error;
	char path[120];

	snprintf(path, sizeof(path), "%s/30-mine.md", home);
	put("30-mine.md", "# Mine\n\nFirst.\n\n```scene\nA conect\n```\n");
	ck_assert(session_watch_begin(&session, path, &error));
	ck_assert_int_eq(session.sheet, SHEET_PROBLEMS);
	ck_assert(shows(24, 120, "30-mine.md:6:3: unknown call 'conect'; did you mean 'connect'?"));
	strike(STROKE_ESCAPE, 1);
	ck_assert(shows(24, 80, "No lesson yet"));
	ck_assert(!looked());

	put("30-mine.md", "# Mine\n\nFirst.\n\n```scene\nA connect\n```\n\nSecond.\n\n"
	    "```scene\ndeliver all\nexpect A CLOSED\n```\n");
	ck_assert(looked());
	ck_assert_int_eq(session.sheet, SHEET_NONE);
	ck_assert(shows(24, 80, "First."));
	ck_assert_str_eq(session.player.lesson->title, "Mine");
	strike(' ', 2);
	ck_assert_uint_eq(player_place(&session.player)->step, 1);

	/* One stays at one's step, and what does not hold is said. */
	put("30-mine.md", "# Mine\n\nFirst.\n\n```scene\nA connect\n```\n\nSecond, better.\n\n"
	    "```scene\ndeliver all\nexpect A ESTABLISHED\n```\n");
	ck_assert(looked());
	ck_assert(shows(24, 120, "30-mine.md:13:1: expected A ESTABLISHED, found A CLOSED"));
	/* There is no more of it to be read. */
	strike(' ', 1);
	ck_assert_uint_eq(player_place(&session.player)->step, 1);
	ck_assert(shows(24, 80, "Second, better."));

	/* An editor that writes it anew, and is not done yet. */
	ck_assert_int_eq(unlink(path), 0);
	ck_assert(!looked());
	put("30-mine.md", "# Mine\n\nOnly this.\n");
	ck_assert(looked());
	ck_assert(shows(24, 80, "Only this."));
	ck_assert_uint_eq(session.progress.changes.n, 0);

	/* Who reads another lesson meanwhile goes on with that. */
	ck_assert(session_menu(&session, &error));
	type("1");
	strike(STROKE_ENTER, 1);
	const char *title = session.player.lesson->title;
	ck_assert_str_ne(title, "Mine");
	put("30-mine.md", "# Mine\n\nOnly that.\n");
	ck_assert(!looked());
	ck_assert_str_eq(session.player.lesson->title, title);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("review");
	TCase *tc = tcase_create("open");

	tcase_add_checked_fixture(tc, open_up, open_down);
	tcase_add_test(tc, what_is_due_is_an_entry_of_the_menu);
	tcase_add_test(tc, nothing_is_due);
	tcase_add_test(tc, a_file_is_shown_while_it_is_written);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
