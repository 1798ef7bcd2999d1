/* Errors: kept with their place, in order, not too many, and printed harmlessly. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "tap.h"

static struct errors errors;
static struct str out;

static void
setup(void)
{
	errors_init(&errors, "handshake.md");
	out = (struct str){ 0 };
}

static void
teardown(void)
{
	errors_fini(&errors);
	str_free(&out);
}

START_TEST(one_error_has_place_and_text)
{
	struct error err;

	error_set(&err, 14, 3, "unknown state \"%s\"", "ESTABLISHT");
	ck_assert_int_eq(err.line, 14);
	ck_assert_int_eq(err.col, 3);
	ck_assert_str_eq(err.text, "unknown state \"ESTABLISHT\"");
}
END_TEST

START_TEST(a_long_text_is_cut_between_characters)
{
	char filler[256];
	struct error err;

	/* 255 octets fit; the ideograph's three may end on any of the last. */
	for (int n = 250; n <= 255; n++) {
		memset(filler, 'a', (size_t)n);
		filler[n] = '\0';
		error_set(&err, 1, 1, "%s连", filler);
		ck_assert(text_is_utf8(err.text, strlen(err.text), NULL));
		ck_assert_uint_eq(strlen(err.text), (size_t)(n <= 252 ? n + 3 : n));
	}
}
END_TEST

START_TEST(a_long_file_name_is_cut_between_characters)
{
	char name[400];

	memset(name, 'd', sizeof(name));
	memcpy(name + 254, "连", sizeof("连"));
	errors_fini(&errors);
	errors_init(&errors, name);
	ck_assert_uint_eq(strlen(errors.file), 254);
}
END_TEST

START_TEST(printed_by_line_and_column)
{
	errors_add(&errors, 9, 1, "third");
	errors_add(&errors, 2, 7, "second, first of two");
	errors_add(&errors, 0, 0, "the file is empty");
	errors_add(&errors, 2, 7, "second, second of two");
	errors_add(&errors, 2, 0, "first");
	errors_sort(&errors);
	errors_print(&errors, &out);
	ck_assert_str_eq(str_text(&out),
	    "handshake.md: the file is empty\n"
	    "handshake.md:2: first\n"
	    "handshake.md:2:7: second, first of two\n"
	    "handshake.md:2:7: second, second of two\n"
	    "handshake.md:9:1: third\n");
}
END_TEST

START_TEST(no_error_prints_nothing)
{
	errors_sort(&errors);
	errors_print(&errors, &out);
	ck_assert_str_eq(str_text(&out), "");
}
END_TEST

START_TEST(more_than_a_hundred_are_only_counted)
{
	for (int i = 1; i <= ERRORS_MAX + 37; i++)
		errors_add(&errors, i, 1, "bad number");
	ck_assert_uint_eq(errors.list.n, ERRORS_MAX);
	ck_assert_uint_eq(errors.dropped, 37);
	errors_print(&errors, &out);
	ck_assert_ptr_nonnull(strstr(str_text(&out), "handshake.md:100:1: bad number\n"));
	ck_assert_ptr_null(strstr(str_text(&out), ":101:"));
	ck_assert_ptr_nonnull(strstr(str_text(&out), "\nhandshake.md: and 37 more\n"));
}
END_TEST

START_TEST(without_a_file_each_text_names_its_own)
{
	errors_fini(&errors);
	errors_init(&errors, "");
	errors_add(&errors, 0, 0, "en/a.md:3:1: bad number");
	errors_print(&errors, &out);
	ck_assert_str_eq(str_text(&out), "en/a.md:3:1: bad number\n");
}
END_TEST

/* A lesson's name or word must not move the cursor, nor forge a line of its own. */
START_TEST(what_is_quoted_is_cleaned)
{
	errors_fini(&errors);
	errors_init(&errors, "a\033[2J\nb.md");
	errors_add(&errors, 3, 1, "unknown statement \"%s\"",
	    "\033]52;c;cm0gLXJm\a\nother.md:1:1: fine\xff");
	errors_print(&errors, &out);
	ck_assert_str_eq(str_text(&out), "a␛[2J␊b.md:3:1: unknown statement "
	    "\"␛]52;c;cm0gLXJm␇␊other.md:1:1: fine\ufffd\"\n");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("error");
	TCase *tc = tcase_create("error");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, one_error_has_place_and_text);
	tcase_add_test(tc, a_long_text_is_cut_between_characters);
	tcase_add_test(tc, a_long_file_name_is_cut_between_characters);
	tcase_add_test(tc, printed_by_line_and_column);
	tcase_add_test(tc, no_error_prints_nothing);
	tcase_add_test(tc, more_than_a_hundred_are_only_counted);
	tcase_add_test(tc, without_a_file_each_text_names_its_own);
	tcase_add_test(tc, what_is_quoted_is_cleaned);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
