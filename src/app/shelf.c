/* Finding lessons by what a user calls them. */
#include "app/shelf.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/say.h"
#include "base/i18n.h"
#include "base/mem.h"

/* In which every lesson is written first. */
#define LANGUAGE "en"

/* Folders in which lessons are looked for; what is found in one goes before those after it. */
struct places {
	struct {
		char		*folder;
		const char	*lang;
	} list[4];
	size_t n;
};

void
shelf_init(struct shelf *shelf)
{
	*shelf = (struct shelf){ .filled = false };
	errors_init(&shelf->problems, "");
}

void
shelf_fini(struct shelf *shelf)
{
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

/* Lessons of one's own, beside the installed ones: to be freed; NULL if there is no such folder. */
static char *
own_folder(const struct options *options)
{
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	struct str path = { 0 };

	if (options->lessons != NULL)
		return NULL;
	/* What is no absolute path is to be passed over, says the XDG specification. */
	if (data != NULL && data[0] == '/')
		str_addf(&path, "%s/tcptutor/lessons", data);
	else if (home != NULL && home[0] == '/')
		str_addf(&path, "%s/.local/share/tcptutor/lessons", home);
	if (path.n > 0 && access(str_text(&path), F_OK) == 0)
		return str_take(&path);
	str_free(&path);
	return NULL;
}

static void
place_add(struct places *places, const char *folder, const char *lang)
{
	places->list[places->n].folder = mem_strdup(folder);
	places->list[places->n++].lang = lang;
}

/* A folder's lessons in the language that is spoken, if it has any, then the others. */
static void
folder_add(struct places *places, const char *folder)
{
	const char *lang = i18n_language();
	struct str path = { 0 };

	str_addf(&path, "%s/%s", folder, lang);
	if (strcmp(lang, LANGUAGE) != 0 && access(str_text(&path), F_OK) == 0)
		place_add(places, folder, lang);
	str_free(&path);
	place_add(places, folder, LANGUAGE);
}

static void
places_init(struct places *places, const struct options *options)
{
	char *own = own_folder(options);

	*places = (struct places){ .n = 0 };
	if (own != NULL)
		folder_add(places, own);
	free(own);
	folder_add(places, folder_of(options));
}

static void
places_fini(struct places *places)
{
	for (size_t i = 0; i < places->n; i++)
		free(places->list[i].folder);
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
	struct places places;
	struct error why;

	if (shelf->filled)
		return true;
	places_init(&places, options);
	bool fine = true;
	/* The last one is the one that must be there. */
	for (size_t i = places.n; fine && i > 0; i--) {
		bool read = library_add(&shelf->library, places.list[i - 1].folder,
		    places.list[i - 1].lang, &shelf->problems, &why);
		if (!read && i < places.n)
			errors_add(&shelf->problems, 0, 0, "%s", why.text);
		fine = read || i < places.n;
	}
	places_fini(&places);
	if (!fine)
		folder_explain(error, &why);
	shelf->filled = fine;
	return fine;
}

void
shelf_title(struct str *out, const struct lesson *lesson)
{
	if (strcmp(i18n_language(), LANGUAGE) != 0 && lesson_is_in(lesson, LANGUAGE))
		str_addf(out, _("%s (English)"), lesson->title);
	else
		str_add(out, lesson->title);
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

/* The file of the lesson that is called so, to be freed, or NULL; why has a text if that is a failure. */
static char *
file_of_lesson(const struct options *options, const char *name, struct error *why)
{
	struct places places;
	char *file = NULL;

	*why = (struct error){ .line = 0 };
	places_init(&places, options);
	for (size_t i = 0; file == NULL && i < places.n; i++)
		file = library_file(places.list[i].folder, places.list[i].lang, name, why);
	places_fini(&places);
	return file;
}

static bool
is_number(const char *text)
{
	return text[0] != '\0' && strspn(text, "0123456789") == strlen(text);
}

/* "handshake:abc" is handshake with something that is no step; where none counts, not even 3 is. */
static bool
says_no_step(const struct options *options, const char *name)
{
	const char *colon = strrchr(name, ':');
	struct error why;

	if (colon == NULL)
		return false;
	char *lesson = mem_strndup(name, (size_t)(colon - name));
	char *file = file_of_lesson(options, lesson, &why);
	bool found = file != NULL;
	if (found && is_number(colon + 1))
		say_problem(_("%s is taken here as a whole; leave out \"%s\""), lesson, colon);
	else if (found)
		say_problem(_("\"%s\" is no step: its number is meant, as in %s:2"), colon + 1,
		    lesson);
	free(file);
	free(lesson);
	return found;
}

/* The id that it is most likely a slip of the hand for, to be freed, or NULL. */
static char *
id_nearest(const struct options *options, const char *name)
{
	struct places places;
	size_t best = SIZE_MAX;
	char *nearest = NULL, *id;

	places_init(&places, options);
	for (size_t i = 0; i < places.n; i++) {
		size_t far = library_nearest(places.list[i].folder, places.list[i].lang, name,
		    &id);
		if (id != NULL && far < best) {
			char *farther = nearest;
			nearest = id;
			id = farther;
			best = far;
		}
		free(id);
	}
	places_fini(&places);
	return nearest;
}

static void
say_no_lesson(const struct options *options, const char *name)
{
	if (says_no_step(options, name))
		return;
	char *nearest = id_nearest(options, name);
	if (nearest != NULL)
		say_problem(_("there is no lesson \"%s\"; did you mean %s?"), name, nearest);
	else
		say_problem(_("there is no lesson \"%s\"; tcptutor list shows those there are"),
		    name);
	free(nearest);
}

/* What `new NAME` has written here: NAME.md, to be freed, or NULL. */
static char *
file_here(const char *name)
{
	struct str file = { 0 };

	str_addf(&file, "%s.md", name);
	if (access(str_text(&file), F_OK) == 0)
		return str_take(&file);
	str_free(&file);
	return NULL;
}

char *
shelf_path(const struct options *options, const char *name)
{
	struct error why, error;

	if (is_file_name(name))
		return mem_strdup(name);
	char *file = file_of_lesson(options, name, &why);
	if (file != NULL)
		return file;
	if (access(name, F_OK) == 0)
		return mem_strdup(name);
	if ((file = file_here(name)) != NULL)
		return file;
	if (why.text[0] != '\0') {
		folder_explain(&error, &why);
		say_problem("%s", error.text);
	} else {
		say_no_lesson(options, name);
	}
	return NULL;
}

const struct lesson *
shelf_lesson(struct shelf *shelf, const struct options *options, const char *name)
{
	char *file = shelf_path(options, name);

	if (file == NULL)
		return NULL;
	const struct lesson *lesson = file_load(shelf, file);
	size_t n = strlen(name);
	bool begins_so = strncmp(file, name, n) == 0;
	shelf->named_file = begins_so && (file[n] == '\0' || strcmp(file + n, ".md") == 0);
	free(file);
	return lesson;
}

char *
lesson_name_split(const char *argument, size_t *step)
{
	const char *colon = strrchr(argument, ':');

	*step = 1;
	if (colon == NULL || !is_number(colon + 1))
		return mem_strdup(argument);
	*step = strtoul(colon + 1, NULL, 10);
	return mem_strndup(argument, (size_t)(colon - argument));
}
