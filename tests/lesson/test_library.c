/* The lessons of a folder: in order, found by name and number; a bad one is told of and left out. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lesson/library.h"
#include "tap.h"

static char folder[32];
static struct errors errors;
static struct library library;

static void
write_file(const char *name, const char *text)
{
	char path[200];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

static void
setup(void)
{
	char path[200];

	strcpy(folder, "/tmp/tcptutor-library-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	errors_init(&errors, folder);
	snprintf(path, sizeof(path), "%s/en", folder);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	write_file("en/10-reset.md", "# Reset\n\ntext\n");
	write_file("en/02-handshake.md", "# Handshake\n\ntext\n");
	write_file("en/02-bad.md", "# Bad\n\n```scene\nlisten\n```\n");
	write_file("en/other.txt", "nothing");
	write_file("en/.hidden.md", "nothing");
	write_file("own.md", "# Own\n\ntext\n");
}

static void
teardown(void)
{
	char command[200];

	library_fini(&library);
	errors_fini(&errors);
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	ck_assert_int_eq(system(command), 0);
}

START_TEST(a_language_has_its_folder)
{
	struct error error;

	ck_assert(library_load(&library, folder, "en", &errors, &error));
	ck_assert_uint_eq(library.count, 2);
	ck_assert_str_eq(library.lessons[0]->id, "handshake");
	ck_assert_str_eq(library.lessons[1]->id, "reset");
	ck_assert_ptr_eq(library_find(&library, "handshake"), library.lessons[0]);
	ck_assert_ptr_eq(library_find(&library, "RESET"), library.lessons[1]);
	ck_assert_ptr_eq(library_find(&library, "2"), library.lessons[0]);
	ck_assert_ptr_eq(library_find(&library, "002"), library.lessons[0]);
	ck_assert_ptr_null(library_find(&library, "0"));
	ck_assert_ptr_null(library_find(&library, ""));
	ck_assert_ptr_null(library_find(&library, "bad"));
	ck_assert_uint_eq(errors.list.n, 1);
	ck_assert_int_eq(strncmp(errors.list.v[0].text, folder, strlen(folder)), 0);
	ck_assert_str_eq(errors.list.v[0].text + strlen(folder),
	    "/en/02-bad.md:4:1: whose call? It is written A listen, or B listen");
}
END_TEST

START_TEST(a_folder_without_languages)
{
	struct error error;

	ck_assert(library_load(&library, folder, "zh", &errors, &error));
	ck_assert_uint_eq(library.count, 1);
	ck_assert_str_eq(library.lessons[0]->id, "own");
	ck_assert_int_eq(library.lessons[0]->number, 0);
}
END_TEST

static void
meant(const char *lang, const char *name, const char *file)
{
	struct error error;
	char *path = library_file(folder, lang, name, &error);

	ck_assert_str_eq(error.text, "");
	if (file == NULL) {
		ck_assert_ptr_null(path);
	} else {
		ck_assert_ptr_nonnull(path);
		ck_assert_int_eq(strncmp(path, folder, strlen(folder)), 0);
		ck_assert_str_eq(path + strlen(folder), file);
	}
	free(path);
}

START_TEST(a_file_is_found_by_its_name_alone)
{
	struct error error;

	meant("en", "handshake", "/en/02-handshake.md");
	meant("en", "RESET", "/en/10-reset.md");
	meant("en", "010", "/en/10-reset.md");
	meant("en", "2", "/en/02-bad.md");
	meant("zh", "own", "/own.md");
	meant("en", "own", NULL);
	meant("en", "0", NULL);
	meant("en", "", NULL);
	ck_assert_ptr_null(library_file("/nonexistent", "en", "2", &error));
	ck_assert_ptr_nonnull(strstr(error.text, "/nonexistent: this folder"));
}
END_TEST

START_TEST(a_further_folder_goes_before)
{
	struct error error;

	ck_assert(library_load(&library, folder, "en", &errors, &error));
	write_file("03-handshake.md", "# My handshake\n\ntext\n");
	ck_assert(library_add(&library, folder, "zh", &errors, &error));
	ck_assert_uint_eq(library.count, 3);
	ck_assert_str_eq(library_by_id(&library, "handshake")->title, "My handshake");
	ck_assert_int_eq(library_by_id(&library, "handshake")->number, 3);
	ck_assert_str_eq(library_by_id(&library, "own")->title, "Own");
	ck_assert_str_eq(library_by_id(&library, "reset")->title, "Reset");
	ck_assert_ptr_null(library_by_id(&library, "RESET"));
	/* What is there stays, where a further folder is not. */
	ck_assert(!library_add(&library, "/nonexistent", "en", &errors, &error));
	ck_assert_uint_eq(library.count, 3);
}
END_TEST

START_TEST(a_slip_of_the_hand_has_a_nearest_name)
{
	char *id;

	ck_assert_uint_eq(library_nearest(folder, "en", "hanshake", &id), 1);
	ck_assert_str_eq(id, "handshake");
	free(id);
	ck_assert_uint_eq(library_nearest(folder, "en", "Rest", &id), 1);
	ck_assert_str_eq(id, "reset");
	free(id);
	ck_assert_uint_eq(library_nearest(folder, "en", "elephant", &id), SIZE_MAX);
	ck_assert_ptr_null(id);
	ck_assert_uint_eq(library_nearest("/nonexistent", "en", "reset", &id), SIZE_MAX);
	ck_assert_ptr_null(id);
}
END_TEST

START_TEST(a_thousand_lessons_are_a_library)
{
	struct error error;
	char name[64];

	for (int i = 1; i < 1000; i++) {
		snprintf(name, sizeof(name), "en/%03d-l%d.md", i, i);
		write_file(name, "# One of many\n\ntext\n");
	}
	snprintf(name, sizeof(name), "%s/en/02-bad.md", folder);
	ck_assert_int_eq(unlink(name), 0);
	snprintf(name, sizeof(name), "%s/en/10-reset.md", folder);
	ck_assert_int_eq(unlink(name), 0);
	ck_assert(library_load(&library, folder, "en", &errors, &error));
	ck_assert_uint_eq(library.count, 1000);
	ck_assert_uint_eq(errors.list.n, 0);
	ck_assert_str_eq(library.lessons[999]->id, "l999");
}
END_TEST

START_TEST(nobody_waits_at_a_pipe)
{
	char path[200];
	struct error error;

	snprintf(path, sizeof(path), "%s/en/05-pipe.md", folder);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	ck_assert(library_load(&library, folder, "en", &errors, &error));
	ck_assert_uint_eq(library.count, 2);
	ck_assert_ptr_null(library_find(&library, "pipe"));
	bool told = false;
	for (size_t i = 0; i < errors.list.n; i++)
		told = told || strstr(errors.list.v[i].text, "05-pipe.md: no lesson, but a pipe") != NULL;
	ck_assert(told);
}
END_TEST

START_TEST(no_folder)
{
	struct error error;

	ck_assert(!library_load(&library, "/nonexistent", "en", &errors, &error));
	ck_assert_str_eq(error.text, "/nonexistent: this folder of lessons cannot be read: "
	    "No such file or directory");
	ck_assert_uint_eq(library.count, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("library");
	TCase *tc = tcase_create("library");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_language_has_its_folder);
	tcase_add_test(tc, a_folder_without_languages);
	tcase_add_test(tc, a_file_is_found_by_its_name_alone);
	tcase_add_test(tc, a_further_folder_goes_before);
	tcase_add_test(tc, a_slip_of_the_hand_has_a_nearest_name);
	tcase_add_test(tc, a_thousand_lessons_are_a_library);
	tcase_add_test(tc, nobody_waits_at_a_pipe);
	tcase_add_test(tc, no_folder);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
