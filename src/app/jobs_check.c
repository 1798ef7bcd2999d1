/*
 * The linter: whatever is wrong with a lesson, all at once. What it says
 * cannot be read, what a reader would stumble over, and, as far as its scenes
 * can be read, what does not hold when it is played.
 */
#include "app/jobs.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/engines.h"
#include "app/playing.h"
#include "app/say.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "lesson/lint.h"

/* Takes the lesson, and plays it. */
static enum status
lesson_play(const struct options *options, struct lesson *lesson)
{
	const struct engine_kind *kind = engine_kind_find(options->on, options->ipv6);
	struct error why;
	struct engine *engine = kind->open(&why);
	struct playing playing = { .has_player = engine != NULL };

	shelf_init(&playing.shelf);
	playing.shelf.file = lesson;
	enum status status = STATUS_CANNOT;
	if (engine != NULL) {
		player_init(&playing.player, lesson, engine);
		player_run(&playing.player);
		player_solve(&playing.player);
		status = playing_report(&playing);
	} else {
		say_problem(_("the engine %s cannot run here: %s"), kind->name, why.text);
	}
	playing_fini(&playing);
	return status;
}

static enum status
file_check(const struct options *options, const char *file)
{
	struct errors errors;

	errors_init(&errors, file);
	struct lesson *lesson = lesson_load(file, &errors);
	if (lesson != NULL)
		lint_all(lesson, &errors);
	lint_name(file, &errors);
	errors_sort(&errors);
	say_errors(&errors);
	enum status status = errors.list.n == 0 ? STATUS_FINE : STATUS_WRONG;
	errors_fini(&errors);
	if (lesson != NULL) {
		enum status played = lesson_play(options, lesson);
		return played > status ? played : status;
	}
	return status;
}

/* A file is a file, even if a lesson is called so; to be freed. NULL, said, if it is neither. */
static char *
file_meant(const struct options *options, const char *name)
{
	if (strcmp(name, "-") == 0 || strchr(name, '/') != NULL || access(name, F_OK) == 0)
		return mem_strdup(name);
	return shelf_path(options, name);
}

enum status
job_check(const struct options *options)
{
	enum status worst = STATUS_FINE;

	for (int i = 0; i < options->arg_count; i++) {
		char *file = file_meant(options, options->args[i]);
		enum status status = file != NULL ? file_check(options, file) : STATUS_WRONG;
		if (status > worst)
			worst = status;
		free(file);
	}
	return worst;
}
