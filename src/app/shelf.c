/* Finding lessons by what a user calls them. */
#include "app/shelf.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/say.h"
#include "base/i18n.h"
#include "base/mem.h"

/* Until there are other languages. */
#define LANGUAGE "en"

void
shelf_init(struct shelf *shelf)
{
	*shelf = (struct shelf){ .filled = false };
	errors_init(&shelf->problems, "");
}

void
shelf_fini(struct shelf *shelf)
{
	if (shelf->filled)
		library_fini(&shelf->library);
	errors_fini(&shelf->problems);
	lesson_free(shelf->file);
}

static const char *
folder_of(const struct options *options)
{
	const char *wanted = getenv("TCPTUTOR_LESSONS");

	if (options->lessons != NULL)
		return options->lessons;
	return wanted != NULL && wanted[0] != '\0' ? wanted : LESSONS_DIR;
}

static void
folder_explain(struct error *error, const struct error *why)
{
	error_set(error, 0, 0, _("%s (lessons are looked for in "
	    "--lessons DIR, $TCPTUTOR_LESSONS, %s)"), why->text, LESSONS_DIR);
}

bool
shelf_fill(struct shelf *shelf, const struct options *options, struct error *error)
{
	struct error why;

	if (shelf->filled)
		return true;
	if (!library_load(&shelf->library, folder_of(options), LANGUAGE,
	    &shelf->problems, &why)) {
		folder_explain(error, &why);
		return false;
	}
	shelf->filled = true;
	return true;
}

static bool
is_file_name(const char *name)
{
	size_t n = strlen(name);

	return strcmp(name, "-") == 0 || strchr(name, '/') != NULL ||
	    (n > 3 && strcmp(name + n - 3, ".md") == 0);
}

static const struct lesson *
file_load(struct shelf *shelf, const char *name)
{
	struct errors errors;

	errors_init(&errors, name);
	lesson_free(shelf->file);
	shelf->file = lesson_load(name, &errors);
	bool fine = errors.list.n == 0;
	say_errors(&errors);
	errors_fini(&errors);
	return fine ? shelf->file : NULL;
}

const struct lesson *
shelf_lesson(struct shelf *shelf, const struct options *options, const char *name)
{
	struct error why, error;

	if (is_file_name(name))
		return file_load(shelf, name);
	char *file = library_file(folder_of(options), LANGUAGE, name, &why);
	if (file == NULL && access(name, F_OK) == 0)
		file = mem_strdup(name);
	if (file != NULL) {
		const struct lesson *lesson = file_load(shelf, file);
		free(file);
		return lesson;
	}
	if (why.text[0] != '\0') {
		folder_explain(&error, &why);
		say_problem("%s", error.text);
	} else {
		say_problem(_("there is no lesson \"%s\"; tcptutor list shows those there are"),
		    name);
	}
	return NULL;
}

char *
lesson_name_split(const char *argument, size_t *step)
{
	const char *colon = strrchr(argument, ':');

	*step = 1;
	if (colon == NULL || colon[1] == '\0' ||
	    strspn(colon + 1, "0123456789") != strlen(colon + 1))
		return mem_strdup(argument);
	*step = strtoul(colon + 1, NULL, 10);
	return mem_strndup(argument, (size_t)(colon - argument));
}
