/*
 * The whole program on a pseudoterminal, struck by keys, clicks and changes of
 * size out of a generator of numbers: it must neither die nor hang, and must
 * let itself be left in the end. TCPTUTOR_KEYS says how many, TCPTUTOR_SEED
 * which. Nothing here waits for a time: it reads until there is something, or
 * nothing more.
 */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tap.h"

#define KEYS_USUAL 1200
#define SEED_USUAL 2463534242u

/* Longest that anything may take, and how long it must be quiet to be done; ms. */
#define PATIENCE 120000
#define TRIES 100
#define QUIET 5
/* How long an ESC is alone until it is a key. */
#define ESCAPE_ALONE 60

/* After so many keys the program is waited for. */
#define BURST 24

static uint32_t random_state;
static char scratch[] = "/tmp/tcptutor-random-XXXXXX";

static struct {
	pid_t	pid;
	int	terminal;
	char	said[4096];	/* the last of it, for whoever has to find out */
	size_t	n;
} program;

static uint32_t
draw(uint32_t below)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 17;
	random_state ^= random_state << 5;
	return random_state % below;
}

static const char *
setting(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return value != NULL ? value : otherwise;
}

static void
program_start(void)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	char path[4096], lessons[4096];

	snprintf(path, sizeof(path), "%s/tcptutor", setting("top_builddir", "."));
	snprintf(lessons, sizeof(lessons), "%s/tests/app/lessons", setting("top_srcdir", "."));
	program.n = 0;
	program.pid = forkpty(&program.terminal, NULL, NULL, &size);
	ck_assert_int_ne(program.pid, -1);
	if (program.pid != 0)
		return;
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("HOME", scratch, 1);
	setenv("XDG_STATE_HOME", scratch, 1);
	if (chdir(scratch) == 0)
		execl(path, path, "--lessons", lessons, (char *)NULL);
	_exit(127);
}

/* Read what it says until it is quiet for so long. False: it has gone. */
static bool
program_listen(int quiet)
{
	struct pollfd fd = { .fd = program.terminal, .events = POLLIN };

	while (poll(&fd, 1, quiet) > 0) {
		char buf[8192];
		ssize_t n = read(program.terminal, buf, sizeof(buf));

		if (n <= 0)
			return false;
		size_t keep = (size_t)n < sizeof(program.said) / 2 ? (size_t)n :
		    sizeof(program.said) / 2;
		if (program.n + keep > sizeof(program.said)) {
			program.n -= sizeof(program.said) / 2;
			memmove(program.said, program.said + sizeof(program.said) / 2, program.n);
		}
		memcpy(program.said + program.n, buf + n - keep, keep);
		program.n += keep;
	}
	return true;
}

/* It was left, or has died: only the first is fine. */
static void
program_bury(long key)
{
	int status;

	close(program.terminal);
	ck_assert_int_eq(waitpid(program.pid, &status, 0), program.pid);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0,
	    "after %ld keys of the seed %s: status %x\n%.*s", key,
	    setting("TCPTUTOR_SEED", "by default"), (unsigned)status, (int)program.n,
	    program.said);
}

/* Strike it; false if it has gone. */
static bool
strike(const char *octets, size_t n)
{
	return write(program.terminal, octets, n) == (ssize_t)n || errno == EAGAIN;
}

/*
 * ^L is answered, unless it ended the half of a sequence that came before: until
 * then the program is alive, and has read all of that.
 */
static bool
program_answers(void)
{
	struct pollfd fd = { .fd = program.terminal, .events = POLLIN };

	for (int waited = 0; waited < PATIENCE; waited += PATIENCE / TRIES) {
		if (!program_listen(0) || !strike("\f", 1))
			return false;
		if (poll(&fd, 1, PATIENCE / TRIES) > 0)
			return program_listen(QUIET);
	}
	ck_abort_msg("it hangs\n%.*s", (int)program.n, program.said);
	return false;
}

static const char *const sequences[] = {
	"\r", "\r", "\r", "\t", "\177", "\033OA", "\033OB", "\033OC", "\033OD", "\033[A", "\033[B",
	"\033[5~", "\033[6~", "\033OH", "\033OF", "\033[2~", "\033[15~", "\033", "\f", " ", " ", " ",
	"\xc3\xa4", "\xe6\x8f\xa1", "\xff", "\033[", "\033O", "\001",
};

/* A key, a click, the wheel, some octets that are neither. */
static size_t
octets_make(char octets[16])
{
	uint32_t kind = draw(20);

	if (kind < 9) {
		const char *s = sequences[draw(sizeof(sequences) / sizeof(sequences[0]))];
		return (size_t)snprintf(octets, 16, "%s", s);
	}
	if (kind < 12)
		return (size_t)snprintf(octets, 16, "\033[M%c%c%c",
		    (int)(draw(4) != 0 ? ' ' : 0x60 + draw(2)), (int)(33 + draw(80)),
		    (int)(33 + draw(24)));
	do {
		octets[0] = (char)(' ' + draw(95));
	} while (octets[0] == 'q' && draw(20) != 0);
	return 1;
}

static void
resize(void)
{
	struct winsize size = { .ws_row = (unsigned short)(1 + draw(60)),
	    .ws_col = (unsigned short)(1 + draw(200)) };

	if (draw(2) == 0)
		size = (struct winsize){ .ws_row = 24, .ws_col = 80 };
	ioctl(program.terminal, TIOCSWINSZ, &size);
}

/*
 * What is under way is left, then the program; some of it takes a few tries. To
 * a program that is held up the two keys are one: so each time they are farther apart.
 */
static void
leave(long key)
{
	for (int i = 1; i <= 30; i++) {
		if (!strike("\033", 1) || !program_listen(i * ESCAPE_ALONE) || !strike("q", 1) ||
		    !program_listen(i * ESCAPE_ALONE)) {
			program_bury(key);
			return;
		}
	}
	kill(program.pid, SIGKILL);
	ck_abort_msg("it cannot be left\n%.*s", (int)program.n, program.said);
}

START_TEST(no_keys_do_harm)
{
	long count = strtol(setting("TCPTUTOR_KEYS", "0"), NULL, 10);
	const char *seed = getenv("TCPTUTOR_SEED");
	char octets[16], command[64];

	if (count <= 0)
		count = KEYS_USUAL;
	random_state = seed != NULL ? (uint32_t)strtoul(seed, NULL, 10) | 1 : SEED_USUAL;
	ck_assert_ptr_nonnull(mkdtemp(scratch));
	program_start();
	ck_assert(program_answers());
	for (long key = 1; key <= count; key++) {
		bool there = strike(octets, octets_make(octets));

		if (draw(30) == 0)
			resize();
		if (there && draw(150) == 0)
			there = program_listen(0) && strike("\033", 1) && program_listen(ESCAPE_ALONE);
		if (there && key % BURST == 0)
			there = program_answers();
		if (!there) {
			program_bury(key);
			program_start();
			ck_assert(program_answers());
		}
	}
	leave(count);
	snprintf(command, sizeof(command), "rm -rf %s", scratch);
	ck_assert_int_eq(system(command), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("random");
	TCase *keys = tcase_create("keys");

	/* Under the sanitizers 10,000 of them take their time. */
	tcase_set_timeout(keys, 1800);
	tcase_add_test(keys, no_keys_do_harm);
	suite_add_tcase(suite, keys);
	return tap_main(suite);
}
