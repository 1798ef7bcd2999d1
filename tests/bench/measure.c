#include "measure.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FIRST_MS 2000	/* to wait for the first octet */

double
now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double
median(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), compare);
	return values[count / 2];
}

struct program
program_start(char *const argv[])
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	struct program program;

	program.pid = forkpty(&program.terminal, NULL, NULL, &size);
	if (program.pid == -1) {
		perror("forkpty");
		exit(1);
	}
	if (program.pid == 0) {
		setenv("TERM", "xterm-256color", 1);
		execvp(argv[0], argv);
		_exit(127);
	}
	return program;
}

struct heard
program_listen(const struct program *program, double since, int quiet_ms)
{
	struct heard heard = { 0 };
	struct pollfd fd = { .fd = program->terminal, .events = POLLIN };
	char buf[65536];

	while (poll(&fd, 1, heard.octets > 0 ? quiet_ms : FIRST_MS) > 0) {
		ssize_t n = read(program->terminal, buf, sizeof(buf));
		if (n <= 0)
			break;
		heard.octets += (size_t)n;
		heard.ms = now_ms() - since;
	}
	return heard;
}

void
program_stop(const struct program *program)
{
	kill(program->pid, SIGKILL);
	waitpid(program->pid, NULL, 0);
	close(program->terminal);
}
