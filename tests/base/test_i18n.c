/* Which language is spoken, by whatever one calls it. */
#include <locale.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "tap.h"

/* No catalog is there: only the wish is asked for. */
#define NOWHERE "/nonexistent"

static void
fresh(void)
{
	unsetenv("LANGUAGE");
	setenv("LC_ALL", "C.UTF-8", 1);
	ck_assert(i18n_init("en", NOWHERE));
}

START_TEST(chinese_has_many_names)
{
	const char *names[] = { "zh", "zh_CN", "zh-cn", "zh_CN.UTF-8", "zh_Hans_CN" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		fresh();
		ck_assert(i18n_init(names[i], NOWHERE));
		ck_assert_str_eq(i18n_language(), "zh_CN");
	}
}
END_TEST

START_TEST(english_is_english_everywhere)
{
	const char *names[] = { "en", "en_GB", "en-us", "C", "POSIX" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		ck_assert(i18n_init("zh", NOWHERE));
		ck_assert(i18n_init(names[i], NOWHERE));
		ck_assert_str_eq(i18n_language(), "en");
	}
}
END_TEST

START_TEST(a_path_is_no_language)
{
	fresh();
	ck_assert(i18n_init("zh", NOWHERE));
	ck_assert(!i18n_init("../../etc", NOWHERE));
	ck_assert(!i18n_init("", NOWHERE));
	ck_assert(!i18n_init("a language with a long name", NOWHERE));
	ck_assert_str_eq(i18n_language(), "zh_CN");
}
END_TEST

START_TEST(the_environment_may_wish)
{
	fresh();
	setenv("LANGUAGE", "zh_CN:en", 1);
	ck_assert(i18n_init(NULL, NOWHERE));
	ck_assert_str_eq(i18n_language(), "zh_CN");
}
END_TEST

START_TEST(the_locale_c_is_english_whatever_language_says)
{
	fresh();
	setenv("LC_ALL", "C", 1);
	setenv("LANGUAGE", "zh_CN", 1);
	ck_assert(i18n_init(NULL, NOWHERE));
	ck_assert_str_eq(i18n_language(), "en");
}
END_TEST

START_TEST(a_locale_that_the_system_lacks_is_a_wish_all_the_same)
{
	fresh();
	unsetenv("LANGUAGE");
	setenv("LC_ALL", "zh_CN_there_is_none_so.UTF-8", 1);
	ck_assert(!i18n_init(NULL, NOWHERE));
	setenv("LC_ALL", "zh_SG.UTF-8", 1);
	if (setlocale(LC_ALL, "zh_SG.UTF-8") != NULL)
		tap_skip("this system has zh_SG.UTF-8");
	ck_assert(i18n_init(NULL, NOWHERE));
	ck_assert_str_eq(i18n_language(), "zh_CN");
	unsetenv("LANGUAGE");
	setenv("LC_ALL", "zh_SG.GBK", 1);
	ck_assert(i18n_init(NULL, NOWHERE));
	ck_assert_str_eq(i18n_language(), "en");
}
END_TEST

START_TEST(what_has_no_translation_stays)
{
	fresh();
	ck_assert_str_eq(_("handshake"), "handshake");
	ck_assert_str_eq(_n("%d event", "%d events", 2), "%d events");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("i18n");
	TCase *tc = tcase_create("i18n");

	tcase_add_test(tc, chinese_has_many_names);
	tcase_add_test(tc, english_is_english_everywhere);
	tcase_add_test(tc, a_path_is_no_language);
	tcase_add_test(tc, the_environment_may_wish);
	tcase_add_test(tc, the_locale_c_is_english_whatever_language_says);
	tcase_add_test(tc, a_locale_that_the_system_lacks_is_a_wish_all_the_same);
	tcase_add_test(tc, what_has_no_translation_stays);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
