/*
 * Whatever stands in the file of progress: it is read without a fault, and
 * what was taken of it is written as it would be read again.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/progress.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define NOW 1795387840

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct progress progress;
	struct str once = { 0 }, twice = { 0 };
	const char *names[4];
	int bad_line;

	progress_init(&progress, NULL);
	progress_parse(&progress, (const char *)data, n, &bad_line);
	progress_print(&once, &progress);
	progress_parse(&progress, once.p, once.n, &bad_line);
	progress_print(&twice, &progress);
	if (bad_line != 0 || strcmp(once.p, twice.p) != 0)
		abort();
	progress_due(&progress, NOW, names, 4, NULL);
	progress_left(&progress);
	progress_forget(&progress, "close", NOW);
	progress_asked(&progress, "close.1", ANSWER_WRONG, NOW);
	str_free(&once);
	str_free(&twice);
	progress_fini(&progress);
	return 0;
}
