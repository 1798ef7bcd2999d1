/* What a reader would stumble over is named with its line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lesson/lint.h"
#include "tap.h"

static struct errors errors;
static struct str said;

static void
setup(void)
{
	errors_init(&errors, "x.md");
	said = (struct str){ 0 };
}

static void
teardown(void)
{
	errors_fini(&errors);
	str_free(&said);
}

static const char *
lint_of(const char *text)
{
	struct lesson *lesson = lesson_parse("x.md", text, strlen(text), &errors);

	ck_assert_ptr_nonnull(lesson);
	ck_assert_uint_eq(errors.list.n, 0);
	lint_lesson(lesson, &errors);
	lesson_free(lesson);
	errors_print(&errors, &said);
	return str_text(&said);
}

START_TEST(a_step_has_words)
{
	ck_assert_str_eq(lint_of("# T\n\n## One\n\n```scene\nA connect\n```\n\nWords.\n\n"
	    "## Two\n\n```ask\nstate B\nLISTEN: No.\n```\n\n```scene\nB listen\n```\n"),
	    "x.md:3:1: this step has no words: say what is to be seen\n");
}
END_TEST

START_TEST(a_line_of_code_fits)
{
	char text[600], wide[80], fits[80];

	memset(wide, 'x', sizeof(wide) - 5);
	wide[sizeof(wide) - 5] = '\0';
	memset(fits, 'x', LINT_CODE_COLUMNS);
	fits[LINT_CODE_COLUMNS] = '\0';
	snprintf(text, sizeof(text), "# T\n\nWords.\n\n```\n%s\n%s\n```\n\nWords.\n\n    %s\n    %s\n",
	    fits, wide, wide, fits);
	ck_assert_str_eq(lint_of(text),
	    "x.md:7:75: this line has 75 columns, and at 80x24 there is room for 74\n"
	    "x.md:12:75: this line has 75 columns, and at 80x24 there is room for 74\n");
}
END_TEST

static void
touch(const char *folder, const char *name)
{
	char path[100];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fclose(file);
}

START_TEST(names_do_not_clash)
{
	char folder[] = "/tmp/tcptutor-lint-XXXXXX", path[100], command[60];
	static const char *const names[] = { "02-a.md", "03-A.md", "02-b.md", "a.txt", ".a.md",
	    "1234-c.md", "04-7.md" };

	ck_assert_ptr_nonnull(mkdtemp(folder));
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		touch(folder, names[i]);
	snprintf(path, sizeof(path), "%s/02-a.md", folder);
	lint_name(path, &errors);
	ck_assert_uint_eq(errors.list.n, 2);
	for (size_t i = 0; i < 2; i++)
		ck_assert(strstr(errors.list.v[i].text, "03-A.md beside it has the same id, A") != NULL ||
		    strstr(errors.list.v[i].text, "02-b.md beside it has the same number, 2") != NULL);
	snprintf(path, sizeof(path), "%s/1234-c.md", folder);
	lint_name(path, &errors);
	ck_assert_uint_eq(errors.list.n, 3);
	ck_assert_ptr_nonnull(strstr(errors.list.v[2].text, "from 1 to 999, as in 12-c.md"));
	snprintf(path, sizeof(path), "%s/04-7.md", folder);
	lint_name(path, &errors);
	ck_assert_uint_eq(errors.list.n, 4);
	ck_assert_ptr_nonnull(strstr(errors.list.v[3].text, "the id 7 is a number"));
	lint_name("-", &errors);
	lint_name("/nonexistent/x.md", &errors);
	ck_assert_uint_eq(errors.list.n, 4);
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	ck_assert_int_eq(system(command), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("lint");
	TCase *tc = tcase_create("lint");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_step_has_words);
	tcase_add_test(tc, a_line_of_code_fits);
	tcase_add_test(tc, names_do_not_clash);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
