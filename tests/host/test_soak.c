/*
 * For a long time, scene after scene that nobody wrote: neither memory nor
 * descriptors grow. In a hurry it is 50,000 statements on the model and 600 on
 * the kernel; with TCPTUTOR_SOAK=1 in the environment a million, and 10,000.
 */
#include <dirent.h>
#include <stdio.h>

#include "host/kernel.h"
#include "model/model.h"
#include "random_scene.h"

#define SCENE 200	/* statements, then a fresh engine */
#define WARM_UP 4	/* scenes: the heap and what is made once settle */

/* KiB that the process may have more afterwards: what malloc keeps in pieces. */
#define SLACK 512

static bool
is_long(void)
{
	return getenv("TCPTUTOR_SOAK") != NULL;
}

/* KiB resident; 0 where there is no /proc. */
static long
resident(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	long all = 0, pages = 0;

	if (file == NULL)
		return 0;
	if (fscanf(file, "%ld %ld", &all, &pages) != 2)
		pages = 0;
	fclose(file);
	return pages * 4;
}

static int
descriptors(void)
{
	DIR *folder = opendir("/proc/self/fd");
	int count = 0;

	if (folder == NULL)
		return 0;
	while (readdir(folder) != NULL)
		count++;
	closedir(folder);
	return count;
}

static struct engine *
open_model(struct error *why)
{
	(void)why;
	return model_new();
}

static struct engine *
open_kernel(struct error *why)
{
	return kernel_new(NULL, why);
}

static void
soak(struct engine *(*open)(struct error *), int statements)
{
	long before = 0;
	int open_before = 0;

	srand(9293);
	for (int scene = 0; scene * SCENE < statements + WARM_UP * SCENE; scene++) {
		struct error why;
		struct engine *engine = open(&why);

		ck_assert_msg(engine != NULL, "%s", why.text);
		for (int i = 0; i < SCENE; i++)
			random_statement(engine);
		engine_free(engine);
		if (scene + 1 == WARM_UP) {
			before = resident();
			open_before = descriptors();
		}
	}
	ck_assert_int_eq(descriptors(), open_before);
#ifndef __SANITIZE_ADDRESS__
	ck_assert_msg(resident() <= before + SLACK, "%ld KiB became %ld", before, resident());
#else
	(void)before;
#endif
}

START_TEST(the_model_does_not_grow)
{
	soak(open_model, is_long() ? 1000000 : 50000);
}
END_TEST

START_TEST(the_kernel_engine_does_not_grow)
{
	struct error why;
	struct engine *engine = open_kernel(&why);

	if (engine == NULL)
		tap_skip("no kernel engine: %s", why.text);
	engine_free(engine);
	soak(open_kernel, is_long() ? 10000 : 600);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("soak");
	TCase *tc = tcase_create("soak");

	tcase_set_timeout(tc, 600);
	tcase_add_test(tc, the_model_does_not_grow);
	tcase_add_test(tc, the_kernel_engine_does_not_grow);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
