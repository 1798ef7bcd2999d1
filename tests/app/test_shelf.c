/* Lessons in the language that is spoken; in English, and said to be so, where there are none. */
#include <sys/stat.h>

#include "app/shelf.h"
#include "base/i18n.h"
#include "desk.h"

static char both[] = "/tmp/tcptutor-shelf-XXXXXX";

static void
write_file(const char *name, const char *text)
{
	char path[200];

	snprintf(path, sizeof(path), "%s/%s", both, name);
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

static void
make_folder(const char *name)
{
	char path[200];

	snprintf(path, sizeof(path), "%s/%s", both, name);
	ck_assert_int_eq(mkdir(path, 0700), 0);
}

/* Two lessons in English, one of them in Chinese as well. */
static void
both_up(void)
{
	memset(both + strlen(both) - 6, 'X', 6);
	ck_assert_ptr_nonnull(mkdtemp(both));
	make_folder("en");
	make_folder("zh_CN");
	write_file("en/02-open.md", "# To open\n\ntext\n");
	write_file("en/08-close.md", "# To close\n\ntext\n");
	write_file("zh_CN/02-open.md", "# 打开\n\n正文\n");
	ck_assert(i18n_init("zh_CN", "/nonexistent"));
	options = (struct options){ .on = "model", .lessons = both };
}

static void
both_down(void)
{
	char command[200];

	snprintf(command, sizeof(command), "rm -rf %s", both);
	ck_assert_int_eq(system(command), 0);
}

/* The lesson's title as the shelf has it. */
static void
is_called(struct shelf *shelf, const char *name, const char *title)
{
	struct str text = { 0 };
	const struct lesson *lesson = shelf_lesson(shelf, &options, name);

	ck_assert_msg(lesson != NULL, "%s", name);
	shelf_title(&text, lesson);
	ck_assert_str_eq(str_text(&text), title);
	str_free(&text);
}

START_TEST(a_lesson_is_found_in_the_language_that_is_spoken)
{
	struct shelf shelf;

	shelf_init(&shelf);
	is_called(&shelf, "open", "打开");
	is_called(&shelf, "2", "打开");
	is_called(&shelf, "close", "To close (English)");
	is_called(&shelf, "8", "To close (English)");
	ck_assert(i18n_init("en", "/nonexistent"));
	is_called(&shelf, "open", "To open");
	is_called(&shelf, "close", "To close");
	/* A language of which there is nothing at all. */
	ck_assert(i18n_init("fr", "/nonexistent"));
	is_called(&shelf, "open", "To open (English)");
	shelf_fini(&shelf);
}
END_TEST

START_TEST(the_shelf_has_each_lesson_once)
{
	struct shelf shelf;
	struct error error;

	shelf_init(&shelf);
	ck_assert(shelf_fill(&shelf, &options, &error));
	ck_assert_uint_eq(shelf.library.count, 2);
	ck_assert_str_eq(shelf.library.lessons[0]->title, "打开");
	ck_assert_str_eq(shelf.library.lessons[1]->title, "To close");
	ck_assert_uint_eq(shelf.problems.list.n, 0);
	shelf_fini(&shelf);
}
END_TEST

START_TEST(menu_and_screen_say_which_are_english)
{
	struct error error;

	session_init(&session, &options, engine_kind_find("model", false));
	ck_assert(session_menu(&session, &error));
	ck_assert(shows(24, 80, "2  打开"));
	ck_assert(shows(24, 80, "8  To close (English)"));
	strike(STROKE_DOWN, 1);
	strike(STROKE_ENTER, 1);
	ck_assert(shows(24, 80, "8 To close (English)"));
	session_fini(&session);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("shelf");
	TCase *tc = tcase_create("shelf");

	tcase_add_checked_fixture(tc, both_up, both_down);
	tcase_add_test(tc, a_lesson_is_found_in_the_language_that_is_spoken);
	tcase_add_test(tc, the_shelf_has_each_lesson_once);
	tcase_add_test(tc, menu_and_screen_say_which_are_english);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
