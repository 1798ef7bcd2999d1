/*
 * What the screen costs, seen from the terminal's side of a pseudoterminal:
 *
 *	us (the terminal) <== pty ==> tcptutor, or nano for comparison
 *
 * A screen is whole when the program has gone quiet; its time is that of the
 * last octet before. Usage: screen TCPTUTOR LESSONS FILE
 */
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS 15
#define STEPS 40
#define QUIET_MS 60		/* so long without an octet: it is whole */
#define KEY_QUIET_MS 25
#define IDLE_SECONDS 3

struct program {
	pid_t	pid;
	int	terminal;
};

struct reply {
	double	ms;		/* until the last octet */
	size_t	octets;
};

static double
now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

/* Reads until it is quiet, or the program has gone. */
static struct reply
listen_to(const struct program *program, double since, int quiet_ms)
{
	struct reply reply = { 0 };
	struct pollfd fd = { .fd = program->terminal, .events = POLLIN };
	char buf[65536];

	/* The first octet may take longer. */
	while (poll(&fd, 1, reply.octets > 0 ? quiet_ms : 2000) > 0) {
		ssize_t n = read(program->terminal, buf, sizeof(buf));
		if (n <= 0)
			break;
		reply.octets += (size_t)n;
		reply.ms = now_ms() - since;
	}
	return reply;
}

static struct program
start(char *const argv[])
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

static void
stop(const struct program *program)
{
	kill(program->pid, SIGKILL);
	waitpid(program->pid, NULL, 0);
	close(program->terminal);
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), compare);
	return values[count / 2];
}

static double
first_screen(char *const argv[])
{
	double begin = now_ms();
	struct program program = start(argv);
	struct reply reply = listen_to(&program, begin, QUIET_MS);

	stop(&program);
	return reply.ms;
}

/* A number out of /proc/PID/status; -1 where there is none. */
static long
status_number(pid_t pid, const char *name)
{
	char path[64], line[256];
	long value = -1;

	snprintf(path, sizeof(path), "/proc/%ld/status", (long)pid);
	FILE *status = fopen(path, "r");
	if (status == NULL)
		return -1;
	while (fgets(line, sizeof(line), status) != NULL) {
		size_t n = strlen(name);
		if (strncmp(line, name, n) == 0 && line[n] == ':')
			value = strtol(line + n + 1, NULL, 10);
	}
	fclose(status);
	return value;
}

static void
first_screens(char *const ours[], char *const its[], bool has_nano)
{
	double us[RUNS], nano[RUNS];

	for (int i = 0; i < RUNS; i++) {
		us[i] = first_screen(ours);
		nano[i] = has_nano ? first_screen(its) : 0;
	}
	double mine = median(us, RUNS), other = median(nano, RUNS);
	printf("first whole screen, median of %d             %10.2f ms\n", RUNS, mine);
	if (has_nano)
		printf("  nano opening a file: %.2f ms; the ratio is  %10.2f\n", other,
		    mine / other);
	else
		printf("  nano is missing: no ratio\n");
}

static void
keys(const struct program *program)
{
	double ms[STEPS], octets[STEPS];

	for (int i = 0; i < STEPS; i++) {
		/* Forth and back, so that no lesson is too short. */
		const char *key = i / 8 % 2 == 0 ? " " : "\177";
		double begin = now_ms();
		if (write(program->terminal, key, 1) != 1)
			break;
		struct reply reply = listen_to(program, begin, KEY_QUIET_MS);
		ms[i] = reply.ms;
		octets[i] = (double)reply.octets;
	}
	printf("from a key to the screen, median of %d       %10.3f ms",
	    STEPS, median(ms, STEPS));
	printf(", at most %.3f ms\n", ms[STEPS - 1]);
	printf("octets sent for a key, median                %10.0f", median(octets, STEPS));
	printf(", at most %.0f\n", octets[STEPS - 1]);
}

static void
idle(const struct program *program)
{
	long before = status_number(program->pid, "voluntary_ctxt_switches");
	struct timespec pause = { .tv_sec = IDLE_SECONDS };

	nanosleep(&pause, NULL);
	long after = status_number(program->pid, "voluntary_ctxt_switches");
	printf("wake-ups a second while nothing happens      %10.2f\n",
	    (double)(after - before) / IDLE_SECONDS);
}

static void
memory(const struct program *program, char *const its[], bool has_nano)
{
	double mine = (double)status_number(program->pid, "VmHWM") / 1024;

	printf("peak memory                                  %10.2f MiB\n", mine);
	if (!has_nano)
		return;
	struct program nano = start(its);
	listen_to(&nano, now_ms(), QUIET_MS);
	double other = (double)status_number(nano.pid, "VmHWM") / 1024;
	stop(&nano);
	printf("  nano: %.2f MiB; the ratio is               %10.2f\n", other, mine / other);
}

int
main(int argc, char **argv)
{
	if (argc != 4) {
		fprintf(stderr, "usage: screen TCPTUTOR LESSONS FILE\n");
		return 2;
	}
	char on_lessons[] = "--lessons", lesson[] = "handshake", nano[] = "nano";
	char no_rc[] = "--ignorercfiles";
	char *ours[] = { argv[1], on_lessons, argv[2], lesson, NULL };
	char *its[] = { nano, no_rc, argv[3], NULL };
	bool has_nano = system("command -v nano >/dev/null 2>&1") == 0;

	first_screens(ours, its, has_nano);
	struct program program = start(ours);
	listen_to(&program, now_ms(), QUIET_MS);
	keys(&program);
	idle(&program);
	memory(&program, its, has_nano);
	stop(&program);
	return 0;
}
