/*
 * What the screen costs, seen from the terminal's side of a pseudoterminal:
 *
 *	us (the terminal) <== pty ==> tcptutor, or nano for comparison
 *
 * A screen is whole when the program has gone quiet; its time is that of the
 * last octet before. Usage: screen TCPTUTOR LESSONS FILE
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "measure.h"

#define RUNS 15
#define STEPS 40
#define QUIET_MS 60		/* so long without an octet: it is whole */
#define KEY_QUIET_MS 25		/* less than what moves waits for its next frame */
#define MOTION_STEPS 16
#define MOTION_QUIET_MS 120	/* more than that */
#define IDLE_SECONDS 3

static double
first_screen(char *const argv[])
{
	double begin = now_ms();
	struct program program = program_start(argv);
	struct heard heard = program_listen(&program, begin, QUIET_MS);

	program_stop(&program);
	return heard.ms;
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
		struct heard heard = program_listen(program, begin, KEY_QUIET_MS);
		ms[i] = heard.ms;
		octets[i] = (double)heard.octets;
	}
	printf("from a key to the screen, median of %d       %10.3f ms",
	    STEPS, median(ms, STEPS));
	printf(", at most %.3f ms\n", ms[STEPS - 1]);
	printf("octets sent for a key, median                %10.0f", median(octets, STEPS));
	printf(", at most %.0f\n", octets[STEPS - 1]);
}

/* Until the arrow of a step has arrived, all frames of it. */
static void
motion(const struct program *program)
{
	double ms[MOTION_STEPS], octets[MOTION_STEPS];

	for (int i = 0; i < MOTION_STEPS; i++) {
		double begin = now_ms();
		if (write(program->terminal, i / 8 % 2 == 0 ? " " : "\177", 1) != 1)
			break;
		struct heard heard = program_listen(program, begin, MOTION_QUIET_MS);
		ms[i] = heard.ms;
		octets[i] = (double)heard.octets;
	}
	double usual = median(octets, MOTION_STEPS);
	median(ms, MOTION_STEPS);
	printf("octets with all frames of its arrow, median  %10.0f, at most %.0f, after %.0f ms\n",
	    usual, octets[MOTION_STEPS - 1], ms[MOTION_STEPS - 1]);
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
	struct program nano = program_start(its);
	program_listen(&nano, now_ms(), QUIET_MS);
	double other = (double)status_number(nano.pid, "VmHWM") / 1024;
	program_stop(&nano);
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
	struct program program = program_start(ours);
	program_listen(&program, now_ms(), QUIET_MS);
	keys(&program);
	motion(&program);
	idle(&program);
	memory(&program, its, has_nano);
	program_stop(&program);
	return 0;
}
