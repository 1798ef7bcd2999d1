/* The file of progress: two writers, a broken one, a full disk, nowhere to write. */
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kept.h"

/* ---- two programs */

START_TEST(two_programs_lose_nothing_of_each_others)
{
	struct progress other;

	progress_init(&other, place);
	progress_done(&progress, "handshake", NOW);
	progress_met(&progress, 14, NOW);
	progress_at(&progress, "close", 9, 12, NOW + 20);
	progress_done(&other, "tour", NOW);
	progress_met(&other, 14, NOW);
	progress_at(&other, "close", 3, 12, NOW + 10);
	progress_best(&other, "both-closing", 9, NOW);
	saved(&progress);
	saved(&other);
	progress_best(&progress, "both-closing", 11, NOW + 30);
	saved(&progress);

	ck_assert_ptr_nonnull(progress_find(&progress, FACT_DONE, "handshake"));
	ck_assert_ptr_nonnull(progress_find(&progress, FACT_DONE, "tour"));
	ck_assert_uint_eq(numbers_of(&progress, FACT_MET, "14")[0], 2);
	ck_assert_uint_eq(numbers_of(&progress, FACT_STEP, "close")[0], 9);
	ck_assert_uint_eq(numbers_of(&progress, FACT_BEST, "both-closing")[0], 9);
	progress_fini(&other);
}
END_TEST

/* It ran a year ahead once. What was written then stands in nobody's way. */
START_TEST(a_clock_that_is_set_back_loses_no_step)
{
	const int64_t ahead = NOW + 365 * 24 * 3600;

	progress_at(&progress, "close", 3, 12, ahead);
	progress_at(&progress, "tour", 2, 9, ahead);
	progress_asked(&progress, "close.1", ANSWER_WRONG, ahead);
	saved(&progress);
	ck_assert(progress_load(&progress, &error));
	progress_at(&progress, "close", 4, 12, NOW);
	progress_at(&progress, "close", 5, 12, NOW + 1);
	progress_at(&progress, "tour", 2, 9, NOW);
	progress_asked(&progress, "close.1", ANSWER_RIGHT, NOW);
	saved(&progress);

	ck_assert_str_eq(content_of("progress"),
	    "tcptutor progress 1\n"
	    "# What was done with tcptutor, a fact a line: see tcptutor(1).\n"
	    "2026-11-22T22:50:41Z step 5 of 12 close\n"
	    "2026-11-22T22:50:40Z step 2 of 9 tour\n"
	    "2026-11-22T22:50:40Z asked right 1 wrong 1 skipped 0 box 1 close.1\n");
	ck_assert_str_eq(progress_left(&progress)->name, "close");
}
END_TEST

/* Four processes, each of which counts the same thing up, fifty times. */
START_TEST(many_writers_at_once_miss_no_count)
{
	for (int i = 0; i < 4; i++) {
		pid_t child = fork();
		ck_assert_int_ne(child, -1);
		if (child == 0) {
			for (int k = 0; k < 50; k++) {
				progress_met(&progress, 14, NOW);
				while (!progress_save(&progress, &error))
					;
			}
			_exit(0);
		}
	}
	for (int i = 0, status; i < 4; i++) {
		ck_assert_int_ne(wait(&status), -1);
		ck_assert_int_eq(status, 0);
	}
	ck_assert(progress_load(&progress, &error));
	ck_assert_uint_eq(numbers_of(&progress, FACT_MET, "14")[0], 200);
}
END_TEST

START_TEST(who_holds_the_file_for_ever_stops_nobody)
{
	put("progress", "tcptutor progress 1\n");
	int fd = open(path_of("progress.lock"), O_RDWR | O_CREAT, 0600);
	ck_assert_int_eq(flock(fd, LOCK_EX), 0);
	progress_done(&progress, "tour", NOW);
	ck_assert(!progress_save(&progress, &error));
	ck_assert_ptr_nonnull(strstr(error.text, "another tcptutor holds"));
	ck_assert_ptr_nonnull(progress_find(&progress, FACT_DONE, "tour"));
	close(fd);
	saved(&progress);
	ck_assert_ptr_nonnull(strstr(content_of("progress"), "done tour\n"));
}
END_TEST

/* ---- a file that cannot be read */

START_TEST(a_broken_file_is_kept_and_what_can_be_read_of_it_holds)
{
	put("progress", "tcptutor progress 1\n"
	    "2026-11-22T22:50:40Z done handshake\n"
	    "2026-11-22T22:50:40Z step nine of 12 close\n"
	    "2026-11-22T22:50:40Z met 1 14\n");
	ck_assert(!progress_load(&progress, &error));
	ck_assert_ptr_nonnull(strstr(error.text, "line 3 of "));
	ck_assert(progress_save(&progress, &error));
	ck_assert_ptr_nonnull(strstr(error.text, "progress.broken-1"));
	ck_assert_ptr_nonnull(strstr(content_of("progress.broken-1"), "step nine"));
	ck_assert_ptr_nonnull(strstr(content_of("progress"), "done handshake\n"));
	ck_assert_ptr_nonnull(strstr(content_of("progress"), "met 1 14\n"));
	saved(&progress);

	put("progress", "\377\376 nothing \001 of ours\n");
	progress_done(&progress, "tour", NOW);
	ck_assert(progress_save(&progress, &error));
	ck_assert_ptr_nonnull(strstr(error.text, "progress.broken-2"));
	ck_assert_str_eq(content_of("progress.broken-2"), "\377\376 nothing \001 of ours\n");
}
END_TEST

START_TEST(a_newer_programs_file_is_left_alone)
{
	put("progress", "tcptutor progress 2\nwhatever that is\n");
	ck_assert(!progress_load(&progress, &error));
	ck_assert_ptr_nonnull(strstr(error.text, "newer"));
	progress_done(&progress, "tour", NOW);
	ck_assert(!progress_save(&progress, &error));
	ck_assert_ptr_nonnull(strstr(error.text, "newer"));
	ck_assert_str_eq(content_of("progress"), "tcptutor progress 2\nwhatever that is\n");
	ck_assert_ptr_nonnull(progress_find(&progress, FACT_DONE, "tour"));
}
END_TEST

START_TEST(what_is_no_file_is_kept_beside)
{
	put("nothing", "");
	ck_assert_int_eq(mkdir(path_of("progress"), 0700), 0);
	progress_done(&progress, "tour", NOW);
	ck_assert(progress_save(&progress, &error));
	ck_assert_ptr_nonnull(strstr(error.text, "progress.broken-1"));
	/* A pipe that nobody writes to keeps nobody waiting. */
	ck_assert_int_eq(unlink(path_of("progress")), 0);
	ck_assert_int_eq(mkfifo(path_of("progress"), 0600), 0);
	progress_done(&progress, "close", NOW);
	ck_assert(progress_save(&progress, &error));
	ck_assert_ptr_nonnull(strstr(error.text, "progress.broken-2"));
	ck_assert_ptr_nonnull(strstr(content_of("progress"), "done close\n"));
}
END_TEST

/* ---- nowhere to write */

START_TEST(where_nothing_can_be_written_it_is_said_and_nothing_is_lost)
{
	char file[80];

	/* A file where the folder should be: not even root gets past that. */
	snprintf(file, sizeof(file), "%s/state", folder);
	FILE *opened = fopen(file, "w");
	ck_assert_ptr_nonnull(opened);
	fclose(opened);
	progress_done(&progress, "tour", NOW);
	ck_assert(!progress_save(&progress, &error));
	ck_assert_ptr_nonnull(strstr(error.text, "progress cannot be written in "));
	ck_assert_ptr_nonnull(progress_find(&progress, FACT_DONE, "tour"));
	ck_assert_int_eq(unlink(file), 0);
	saved(&progress);
	ck_assert_ptr_nonnull(strstr(content_of("progress"), "done tour\n"));
}
END_TEST

START_TEST(a_folder_that_is_read_only)
{
	put("progress", "tcptutor progress 1\n2026-11-22T22:50:40Z done handshake\n");
	ck_assert_int_eq(chmod(place, 0500), 0);
	/* Root may write everywhere: be somebody else. */
	pid_t child = fork();
	if (child == 0) {
		if (geteuid() == 0 && (chmod(folder, 0711) != 0 ||
		    chown(place, 65534, 65534) != 0 || chown(path_of("progress"), 65534, 65534) != 0 ||
		    chown(path_of(".."), 65534, 65534) != 0 || setuid(65534) != 0))
			_exit(9);
		if (!progress_load(&progress, &error))
			_exit(1);
		progress_done(&progress, "tour", NOW);
		_exit(progress_save(&progress, &error) ? 2 :
		    strstr(error.text, "Permission denied") == NULL ? 3 :
		    progress_find(&progress, FACT_DONE, "tour") == NULL ? 4 : 0);
	}
	int status;
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(chmod(place, 0700), 0);
	ck_assert_ptr_null(strstr(content_of("progress"), "tour"));
}
END_TEST

/* As a full disk: the file grows no further, and the old one stays. */
START_TEST(a_full_disk_keeps_the_old_file)
{
	char name[40];

	put("progress", "tcptutor progress 1\n2026-11-22T22:50:40Z done handshake\n");
	pid_t child = fork();
	if (child == 0) {
		struct rlimit limit = { 100, 100 };
		signal(SIGXFSZ, SIG_IGN);
		for (int i = 0; i < 50; i++) {
			snprintf(name, sizeof(name), "lesson-%d", i);
			progress_done(&progress, name, NOW);
		}
		if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
			_exit(9);
		_exit(progress_save(&progress, &error) ? 1 :
		    strstr(error.text, "progress cannot be written in ") == NULL ? 2 : 0);
	}
	int status;
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	ck_assert_str_eq(content_of("progress"),
	    "tcptutor progress 1\n2026-11-22T22:50:40Z done handshake\n");
	ck_assert_int_eq(access(path_of("progress.new"), F_OK), -1);
}
END_TEST

/* Whoever reads while others write sees a whole file, whenever he looks. */
START_TEST(nobody_ever_sees_half_a_file)
{
	pid_t child = fork();

	if (child == 0) {
		for (int i = 0; i < 300; i++) {
			progress_met(&progress, (unsigned)(i % 40), NOW);
			if (!progress_save(&progress, &error))
				_exit(1);
		}
		_exit(0);
	}
	int status;
	while (waitpid(child, &status, WNOHANG) == 0)
		ck_assert_msg(progress_load(&progress, &error), "%s", error.text);
	ck_assert_int_eq(status, 0);
}
END_TEST

/* ---- where it is */

static void
found(const char *state, const char *home, const char *want)
{
	state != NULL ? setenv("XDG_STATE_HOME", state, 1) : unsetenv("XDG_STATE_HOME");
	home != NULL ? setenv("HOME", home, 1) : unsetenv("HOME");
	char *path = progress_folder(&error);
	if (want == NULL) {
		ck_assert_ptr_null(path);
		ck_assert_ptr_nonnull(strstr(error.text, "HOME"));
	} else {
		ck_assert_str_eq(path, want);
	}
	free(path);
}

START_TEST(the_environment_names_the_folder)
{
	unsetenv("SUDO_UID");
	found("/s", "/h", "/s/tcptutor");
	found(NULL, "/h", "/h/.local/state/tcptutor");
	found("", "/h", "/h/.local/state/tcptutor");
	found("no/absolute/path", "/h", "/h/.local/state/tcptutor");
	found(NULL, NULL, NULL);
	found("", "", NULL);
	found(NULL, "h", NULL);
}
END_TEST

START_TEST(under_sudo_the_file_is_the_callers)
{
	struct stat st;

	if (geteuid() != 0)
		return;
	setenv("SUDO_UID", "65534", 1);
	setenv("SUDO_GID", "65534", 1);
	/* Where he may not write, root does not do it for him. */
	progress_done(&progress, "tour", NOW);
	ck_assert(!progress_save(&progress, &error));
	ck_assert_ptr_nonnull(strstr(error.text, "Permission denied"));
	ck_assert_int_eq(chown(folder, 65534, 65534), 0);
	saved(&progress);
	ck_assert_uint_eq(geteuid(), 0);
	ck_assert_int_eq(stat(path_of("progress"), &st), 0);
	ck_assert_uint_eq(st.st_uid, 65534);
	ck_assert_uint_eq(st.st_gid, 65534);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("progress_file");
	TCase *tc = tcase_create("progress_file");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, two_programs_lose_nothing_of_each_others);
	tcase_add_test(tc, a_clock_that_is_set_back_loses_no_step);
	tcase_add_test(tc, many_writers_at_once_miss_no_count);
	tcase_add_test(tc, who_holds_the_file_for_ever_stops_nobody);
	tcase_add_test(tc, a_broken_file_is_kept_and_what_can_be_read_of_it_holds);
	tcase_add_test(tc, a_newer_programs_file_is_left_alone);
	tcase_add_test(tc, what_is_no_file_is_kept_beside);
	tcase_add_test(tc, where_nothing_can_be_written_it_is_said_and_nothing_is_lost);
	tcase_add_test(tc, a_folder_that_is_read_only);
	tcase_add_test(tc, a_full_disk_keeps_the_old_file);
	tcase_add_test(tc, nobody_ever_sees_half_a_file);
	tcase_add_test(tc, the_environment_names_the_folder);
	tcase_add_test(tc, under_sudo_the_file_is_the_callers);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
