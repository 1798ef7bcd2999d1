/* A fixture: the lessons that come with the program, in English. */
#ifndef LESSON_OWN_LESSONS_H
#define LESSON_OWN_LESSONS_H

#include <stdio.h>
#include <stdlib.h>

#include "lesson/library.h"
#include "tap.h"

static struct library library;
static struct errors errors;

static inline void
setup(void)
{
	char folder[4096];
	struct error error;

	const char *top = getenv("top_srcdir");
	snprintf(folder, sizeof(folder), "%s/lessons", top != NULL ? top : ".");
	errors_init(&errors, folder);
	if (!library_load(&library, folder, "en", &errors, &error))
		ck_abort_msg("%s", error.text);
}

static inline void
teardown(void)
{
	library_fini(&library);
	errors_fini(&errors);
}

#endif
