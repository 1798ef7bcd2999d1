/* What a command line means, and what is said of one that means nothing. */
#include <string.h>

#include "app/options.h"
#include "base/text.h"
#include "tap.h"

static enum status
nothing(const struct options *options)
{
	(void)options;
	return STATUS_FINE;
}

static const struct job jobs[] = {
	{ "run", "FILE", "play it", 1, 1, nothing },
	{ "check", "FILE...", "read them", 1, -1, nothing },
	{ "secret", "", NULL, 0, 0, nothing },
	{ "", "LESSON", NULL, 0, 1, nothing },
};

static struct options options;
static struct error error;

/* Words after the program's name, ended by NULL. */
static bool
reads(char **argv)
{
	int argc = 0;

	while (argv[argc] != NULL)
		argc++;
	return options_read(&options, jobs, argc, argv, &error);
}

#define READS(...) \
	reads((char *[]){ (char[]){ "tcptutor" }, __VA_ARGS__, NULL })
#define W(word) ((char[]){ word })

START_TEST(a_word_that_is_no_job_is_a_lesson)
{
	ck_assert(READS(W("handshake:3")));
	ck_assert_str_eq(options.job->name, "");
	ck_assert_int_eq(options.arg_count, 1);
	ck_assert_str_eq(options.args[0], "handshake:3");
	ck_assert_str_eq(options.on, "model");
}
END_TEST

START_TEST(nothing_at_all_is_the_menu)
{
	ck_assert(reads((char *[]){ W("tcptutor"), NULL }));
	ck_assert_str_eq(options.job->name, "");
	ck_assert_int_eq(options.arg_count, 0);
}
END_TEST

START_TEST(options_may_stand_anywhere)
{
	ck_assert(READS(W("--on"), W("loopback"), W("run"), W("2"), W("--format=json")));
	ck_assert_str_eq(options.job->name, "run");
	ck_assert_str_eq(options.args[0], "2");
	ck_assert_str_eq(options.on, "loopback");
	ck_assert_str_eq(options.format, "json");
	ck_assert(!options.ascii);
	ck_assert(!options.ipv6);
	ck_assert(READS(W("run"), W("2"), W("--on=kernel"), W("--ipv6")));
	ck_assert(options.ipv6);
}
END_TEST

START_TEST(standard_input_is_a_file)
{
	ck_assert(READS(W("run"), W("-")));
	ck_assert_str_eq(options.args[0], "-");
}
END_TEST

START_TEST(after_two_dashes_nothing_is_an_option)
{
	ck_assert(READS(W("check"), W("--"), W("--odd.md"), W("b.md")));
	ck_assert_int_eq(options.arg_count, 2);
	ck_assert_str_eq(options.args[0], "--odd.md");
}
END_TEST

START_TEST(help_is_given_whatever_else_is_there)
{
	ck_assert(READS(W("run"), W("--help")));
	ck_assert(options.help);
	ck_assert(READS(W("-h")));
	ck_assert(options.help);
}
END_TEST

START_TEST(what_means_nothing_is_named)
{
	ck_assert(!READS(W("--frobnicate")));
	ck_assert_ptr_nonnull(strstr(error.text, "--frobnicate"));
	ck_assert(!READS(W("-z")));
	ck_assert_ptr_nonnull(strstr(error.text, "-z"));
	ck_assert(!READS(W("run"), W("a"), W("b")));
	ck_assert_ptr_nonnull(strstr(error.text, "\"b\""));
	ck_assert(!READS(W("run")));
	ck_assert_ptr_nonnull(strstr(error.text, "run needs FILE"));
	ck_assert(!READS(W("run"), W("a"), W("--on")));
	ck_assert_ptr_nonnull(strstr(error.text, "--on needs"));
	ck_assert(!READS(W("--ascii=yes")));
	ck_assert_ptr_nonnull(strstr(error.text, "--ascii takes no value"));
}
END_TEST

START_TEST(an_option_is_refused_where_it_does_nothing)
{
	ck_assert(!READS(W("check"), W("a.md"), W("--format"), W("json")));
	ck_assert_str_eq(error.text, "--format is only for: run, export, path");
}
END_TEST

START_TEST(help_fits_on_a_small_screen)
{
	struct str help = { 0 };
	int rows = 0;

	options_help(&help, jobs);
	ck_assert_ptr_nonnull(strstr(str_text(&help), "tcptutor run FILE"));
	ck_assert_ptr_nonnull(strstr(str_text(&help), "--lessons DIR"));
	ck_assert_ptr_null(strstr(str_text(&help), "secret"));
	for (char *line = strtok(help.p, "\n"); line != NULL; line = strtok(NULL, "\n")) {
		ck_assert_int_le(text_width(line), 80);
		rows++;
	}
	/* Below it the shell asks for the next line. */
	ck_assert_int_le(rows, 23);
	str_free(&help);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("options");
	TCase *meant = tcase_create("meant");
	TCase *refused = tcase_create("refused");

	tcase_add_test(meant, a_word_that_is_no_job_is_a_lesson);
	tcase_add_test(meant, nothing_at_all_is_the_menu);
	tcase_add_test(meant, options_may_stand_anywhere);
	tcase_add_test(meant, standard_input_is_a_file);
	tcase_add_test(meant, after_two_dashes_nothing_is_an_option);
	tcase_add_test(meant, help_is_given_whatever_else_is_there);
	tcase_add_test(meant, help_fits_on_a_small_screen);
	tcase_add_test(refused, what_means_nothing_is_named);
	tcase_add_test(refused, an_option_is_refused_where_it_does_nothing);
	suite_add_tcase(suite, meant);
	suite_add_tcase(suite, refused);
	return tap_main(suite);
}
