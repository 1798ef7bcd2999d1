/*
 * A process that crashes on a terminal of its own (a pseudoterminal, whose
 * other end we hold): what it sends last, how it leaves the settings, and
 * that it still dies of the signal.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "tap.h"
#include "ui/rescue.h"

#define FAREWELL "\033[?1049l"

/* Both ends of a pseudoterminal. */
static void
pty_open(int *master, int *slave)
{
	*master = posix_openpt(O_RDWR | O_NOCTTY);
	if (*master == -1 || grantpt(*master) == -1 || unlockpt(*master) == -1)
		tap_skip("no pseudoterminal can be had here");
	*slave = open(ptsname(*master), O_RDWR | O_NOCTTY);
	ck_assert_int_ne(*slave, -1);
}

/* In a child: arm, spoil the settings, crash. */
static _Noreturn void
child_crash(int slave, int number, bool disarmed)
{
	struct termios settings;
	struct rlimit no_core = { 0, 0 };

	setrlimit(RLIMIT_CORE, &no_core);
	for (size_t i = 1; i < 32; i++)
		signal((int)i, SIG_DFL);
	rescue_arm(slave);
	rescue_set(FAREWELL, strlen(FAREWELL));
	tcgetattr(slave, &settings);
	settings.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	tcsetattr(slave, TCSANOW, &settings);
	if (disarmed)
		rescue_disarm();
	raise(number);
	_exit(0);
}

static const int numbers[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL };

START_TEST(a_crash_puts_the_terminal_back)
{
	int master, slave, status;
	struct termios before, after;
	char said[64] = "";

	pty_open(&master, &slave);
	ck_assert_int_eq(tcgetattr(slave, &before), 0);
	pid_t pid = fork();
	if (pid == 0)
		child_crash(slave, numbers[_i], false);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(WTERMSIG(status), numbers[_i]);
	ck_assert_int_eq(tcgetattr(slave, &after), 0);
	ck_assert_uint_eq(after.c_lflag, before.c_lflag);
	ck_assert_int_gt(read(master, said, sizeof(said) - 1), 0);
	ck_assert_str_eq(said, FAREWELL);
	close(slave);
	close(master);
}
END_TEST

START_TEST(disarmed_it_keeps_quiet)
{
	int master, slave, status;
	char said[64];

	pty_open(&master, &slave);
	fcntl(master, F_SETFL, O_NONBLOCK);
	pid_t pid = fork();
	if (pid == 0)
		child_crash(slave, SIGABRT, true);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(read(master, said, sizeof(said)), -1);
	close(slave);
	close(master);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("rescue");
	TCase *crash = tcase_create("crash");

	tcase_add_loop_test(crash, a_crash_puts_the_terminal_back, 0,
	    sizeof(numbers) / sizeof(numbers[0]));
	tcase_add_test(crash, disarmed_it_keeps_quiet);
	suite_add_tcase(suite, crash);
	return tap_main(suite);
}
