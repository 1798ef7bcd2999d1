/*
 * A folder of lessons.
 */
#include "lesson/library.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "suggest.h"

/* More files than this are no folder of lessons. */
#define FILES_MAX 1000

/* Free with free(). */
static char *
path_join(const char *folder, const char *name)
{
	struct str path = { 0 };

	str_addf(&path, "%s/%s", folder, name);
	return str_take(&path);
}

static char *
folder_of(const char *folder, const char *lang)
{
	char *path = path_join(folder, lang);
	struct stat st;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return path;
	free(path);
	return mem_strdup(folder);
}

static bool
is_lesson_name(const char *name)
{
	size_t n = strlen(name);

	return name[0] != '.' && n > 3 && strcasecmp(name + n - 3, ".md") == 0;
}

/* Takes lesson, in the place of the one of its id from another folder. */
static void
lesson_keep(struct library *library, struct lesson *lesson, size_t others)
{
	for (size_t i = 0; i < others; i++) {
		if (strcasecmp(library->lessons[i]->id, lesson->id) == 0) {
			lesson_free(library->lessons[i]);
			library->lessons[i] = lesson;
			return;
		}
	}
	library->lessons = vec_room(library->lessons, &library->cap, library->count + 1,
	    sizeof(struct lesson *));
	library->lessons[library->count++] = lesson;
}

/* Nobody opens a folder of lessons to wait for whoever writes to a pipe in it. */
static bool
makes_wait(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && (S_ISFIFO(st.st_mode) || S_ISCHR(st.st_mode));
}

/* others: so many lessons are from other folders. */
static void
lesson_add(struct library *library, const char *folder, const char *name, size_t others,
    struct errors *errors)
{
	char *path = path_join(folder, name);
	struct errors own;

	if (makes_wait(path)) {
		errors_add(errors, 0, 0, _("%s: no lesson, but a pipe or a device"), path);
		free(path);
		return;
	}
	errors_init(&own, path);
	struct lesson *lesson = lesson_load(path, &own);
	for (size_t i = 0; i < own.list.n; i++) {
		const struct error *error = &own.list.v[i];
		errors_add(errors, 0, 0, "%s:%d:%d: %s", path, error->line, error->col,
		    error->text);
	}
	if (own.list.n > 0)
		lesson_free(lesson);
	else
		lesson_keep(library, lesson, others);
	errors_fini(&own);
	free(path);
}

static int
compare_lessons(const void *a, const void *b)
{
	const struct lesson *left = *(struct lesson *const *)a;
	const struct lesson *right = *(struct lesson *const *)b;

	if (left->number != right->number)
		return left->number < right->number ? -1 : 1;
	return strcmp(left->id, right->id);
}

/* NULL with *error if it cannot be read; else *error has no text. */
static DIR *
folder_open(const char *path, struct error *error)
{
	DIR *dir = opendir(path);

	*error = (struct error){ .line = 0 };
	if (dir == NULL)
		error_set(error, 0, 0, _("%s: this folder of lessons cannot be read: %s"),
		    path, strerror(errno));
	return dir;
}

/* All lessons of an open folder, in order. */
static void
folder_read(struct library *library, DIR *dir, const char *folder, struct errors *errors)
{
	size_t files = 0, others = library->count;

	for (const struct dirent *entry; (entry = readdir(dir)) != NULL;)
		if (is_lesson_name(entry->d_name) && files++ < FILES_MAX)
			lesson_add(library, folder, entry->d_name, others, errors);
	if (files > FILES_MAX)
		errors_add(errors, 0, 0, _("%s: only %d of %zu lessons were read"), folder,
		    FILES_MAX, files);
	if (library->count > 0)
		qsort(library->lessons, library->count, sizeof(struct lesson *), compare_lessons);
}

bool
library_load(struct library *library, const char *folder, const char *lang,
    struct errors *errors, struct error *error)
{
	*library = (struct library){ .count = 0 };
	return library_add(library, folder, lang, errors, error);
}

bool
library_add(struct library *library, const char *folder, const char *lang,
    struct errors *errors, struct error *error)
{
	char *path = folder_of(folder, lang);
	DIR *dir = folder_open(path, error);

	if (dir != NULL) {
		folder_read(library, dir, path, errors);
		closedir(dir);
	}
	free(path);
	return dir != NULL;
}

void
library_fini(struct library *library)
{
	for (size_t i = 0; i < library->count; i++)
		lesson_free(library->lessons[i]);
	free(library->lessons);
	*library = (struct library){ 0 };
}

/* A lesson's number or id, as somebody wrote it. */
static bool
is_meant(const char *name, int number, const char *id)
{
	size_t digits = strspn(name, "0123456789");
	long wanted = digits > 0 && digits < 5 && name[digits] == '\0' ? strtol(name, NULL, 10) : 0;

	return strcasecmp(id, name) == 0 || (wanted > 0 && number == wanted);
}

const struct lesson *
library_find(const struct library *library, const char *name)
{
	for (size_t i = 0; i < library->count; i++) {
		const struct lesson *lesson = library->lessons[i];
		if (is_meant(name, lesson->number, lesson->id))
			return lesson;
	}
	return NULL;
}

const struct lesson *
library_by_id(const struct library *library, const char *id)
{
	for (size_t i = 0; i < library->count; i++) {
		if (strcmp(library->lessons[i]->id, id) == 0)
			return library->lessons[i];
	}
	return NULL;
}

/* Which of the folder's files is meant; of several the first in the library's order. */
static char *
file_find(DIR *dir, const char *name)
{
	struct lesson best = { 0 };
	char *found = NULL;

	for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
		struct lesson lesson = { 0 };
		if (!is_lesson_name(entry->d_name))
			continue;
		lesson.id = lesson_id(entry->d_name, &lesson.number);
		if (is_meant(name, lesson.number, lesson.id) && (found == NULL ||
		    compare_lessons(&(struct lesson *){ &lesson }, &(struct lesson *){ &best }) < 0)) {
			free(found);
			free(best.id);
			found = mem_strdup(entry->d_name);
			best = lesson;
		} else {
			free(lesson.id);
		}
	}
	free(best.id);
	return found;
}

char *
library_file(const char *folder, const char *lang, const char *name, struct error *error)
{
	char *path = folder_of(folder, lang);
	DIR *dir = folder_open(path, error);
	char *file = NULL;

	if (dir != NULL) {
		char *found = file_find(dir, name);
		closedir(dir);
		file = found != NULL ? path_join(path, found) : NULL;
		free(found);
	}
	free(path);
	return file;
}

size_t
library_nearest(const char *folder, const char *lang, const char *name, char **id)
{
	char *path = folder_of(folder, lang);
	struct error error;
	DIR *dir = folder_open(path, &error);
	size_t best = SIZE_MAX;
	int number;

	*id = NULL;
	for (const struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
		if (!is_lesson_name(entry->d_name))
			continue;
		char *found = lesson_id(entry->d_name, &number);
		size_t far = suggest_distance(name, strlen(name), found);
		if (far < best) {
			char *worse = *id;
			*id = found;
			found = worse;
			best = far;
		}
		free(found);
	}
	if (dir != NULL)
		closedir(dir);
	free(path);
	return best;
}
