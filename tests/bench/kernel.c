/*
 * What the kernel engine costs, beside the model in the same run: a whole
 * connection from exec to exit, a hundred of them one after the other, a
 * command to the engine alone, and a key until the kernel's new state is on
 * the screen. Usage: kernel TCPTUTOR LESSONS SCENE
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/kernel.h"
#include "measure.h"
#include "model/model.h"

#define RUNS 21
#define SCENES 100
#define ROUNDS 20
#define SCREENS 6
#define KEYS 15			/* the commands of whole.md */
#define QUIET_MS 60
#define KEY_QUIET_MS 25

/* ---- from exec to exit */

static bool
scene_run(char *const argv[])
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		int null = open("/dev/null", O_RDWR);

		dup2(null, STDIN_FILENO);
		dup2(null, STDOUT_FILENO);
		execv(argv[0], argv);
		_exit(127);
	}
	return child != -1 && waitpid(child, &status, 0) == child && status == 0;
}

static double
scene_ms(char *const argv[])
{
	double begin = now_ms();

	if (!scene_run(argv)) {
		fprintf(stderr, "bench: %s run %s --on %s failed\n", argv[0], argv[2], argv[4]);
		exit(1);
	}
	return now_ms() - begin;
}

static double
scenes_ms(char *const argv[])
{
	double begin = now_ms();

	for (int i = 0; i < SCENES; i++)
		scene_ms(argv);
	return now_ms() - begin;
}

/* ---- a command */

/* Those of whole.md. */
static const struct command commands[] = {
	{ .verb = VERB_CALL, .end = END_B, .call.kind = CALL_LISTEN },
	{ .verb = VERB_CALL, .end = END_A, .call.kind = CALL_CONNECT },
	{ .verb = VERB_DELIVER }, { .verb = VERB_DELIVER }, { .verb = VERB_DELIVER },
	{ .verb = VERB_CALL, .end = END_A, .call = { .kind = CALL_SEND, .octets = 100 } },
	{ .verb = VERB_DELIVER }, { .verb = VERB_DELIVER },
	{ .verb = VERB_CALL, .end = END_B, .call.kind = CALL_RECEIVE },
	{ .verb = VERB_CALL, .end = END_A, .call.kind = CALL_CLOSE },
	{ .verb = VERB_DELIVER }, { .verb = VERB_DELIVER },
	{ .verb = VERB_CALL, .end = END_B, .call.kind = CALL_CLOSE },
	{ .verb = VERB_DELIVER }, { .verb = VERB_DELIVER }
};

_Static_assert(sizeof(commands) / sizeof(commands[0]) == KEYS, "a key is a command");

#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

/* All commands on a fresh engine, which is freed; a time for each. */
static void
commands_time(struct engine *engine, double *ms)
{
	struct error why;

	for (size_t i = 0; i < COMMANDS; i++) {
		double begin = now_ms();

		if (engine_command(engine, &commands[i], &why) != DONE) {
			fprintf(stderr, "bench: command %zu: %s\n", i, why.text);
			exit(1);
		}
		ms[i] = now_ms() - begin;
	}
	engine_free(engine);
}

/* ---- keys */

/* The keys of a whole scene, each until the screen is quiet again. */
static void
keys_time(char *const argv[], double *ms)
{
	struct program program = program_start(argv);

	program_listen(&program, now_ms(), QUIET_MS);
	for (int i = 0; i < KEYS; i++) {
		double begin = now_ms();

		if (write(program.terminal, " ", 1) != 1)
			exit(1);
		ms[i] = program_listen(&program, begin, KEY_QUIET_MS).ms;
	}
	program_stop(&program);
}

/* ---- what is printed */

static void
print(const char *what, double kernel, double model, const char *goal)
{
	printf("%-44s %10.3f ms (goal: %s)\n", what, kernel, goal);
	printf("  on the model: %.3f ms; the ratio is %*s%10.2f\n", model, 5, "",
	    kernel / model);
}

static void
scenes(char *const kernel[], char *const model[])
{
	double on_kernel[RUNS], on_model[RUNS];

	for (int i = 0; i < RUNS; i++) {
		on_kernel[i] = scene_ms(kernel);
		on_model[i] = scene_ms(model);
	}
	print("kernel: a connection, exec to exit, median", median(on_kernel, RUNS),
	    median(on_model, RUNS), "50");
	print("kernel: 100 connections, a process each", scenes_ms(kernel),
	    scenes_ms(model), "5000");
}

static void
engines(void)
{
	static double on_kernel[ROUNDS * COMMANDS], on_model[ROUNDS * COMMANDS];
	struct error why;

	for (size_t i = 0; i < ROUNDS; i++) {
		struct engine *kernel = kernel_new(NULL, &why);

		if (kernel == NULL) {
			fprintf(stderr, "bench: %s\n", why.text);
			exit(1);
		}
		commands_time(kernel, on_kernel + i * COMMANDS);
		commands_time(model_new(), on_model + i * COMMANDS);
	}
	print("kernel: a command to the engine, median",
	    median(on_kernel, ROUNDS * COMMANDS), median(on_model, ROUNDS * COMMANDS),
	    "a part of the next");
}

static void
screens(char *const kernel[], char *const model[])
{
	static double on_kernel[SCREENS * KEYS], on_model[SCREENS * KEYS];
	char sh[] = "sh", option[] = "-c", script[] = "stty raw -echo; echo; exec cat";
	char *cat[] = { sh, option, script, NULL };
	double echo[KEYS];

	for (int i = 0; i < SCREENS; i++) {
		keys_time(kernel, on_kernel + (ptrdiff_t)i * KEYS);
		keys_time(model, on_model + (ptrdiff_t)i * KEYS);
	}
	keys_time(cat, echo);
	print("kernel: from a key to its state on the screen",
	    median(on_kernel, SCREENS * KEYS), median(on_model, SCREENS * KEYS), "0.5");
	printf("  cat, which only gives the key back: %.3f ms\n", median(echo, KEYS));
}

int
main(int argc, char **argv)
{
	struct error why;

	if (argc != 4) {
		fprintf(stderr, "usage: kernel TCPTUTOR LESSONS SCENE\n");
		return 2;
	}
	if (!kernel_probe(&why)) {
		printf("kernel: not measured: %s\n", why.text);
		return 0;
	}

	char run[] = "run", on[] = "--on", on_kernel[] = "kernel", on_model[] = "model";
	char lessons[] = "--lessons";
	char *run_kernel[] = { argv[1], run, argv[3], on, on_kernel, NULL };
	char *run_model[] = { argv[1], run, argv[3], on, on_model, NULL };
	char *see_kernel[] = { argv[1], lessons, argv[2], argv[3], on, on_kernel, NULL };
	char *see_model[] = { argv[1], lessons, argv[2], argv[3], on, on_model, NULL };

	scenes(run_kernel, run_model);
	engines();
	screens(see_kernel, see_model);
	return 0;
}
