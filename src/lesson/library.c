/*
 * A folder of lessons.
 */
#include "lesson/library.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"

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

static void
lesson_add(struct library *library, size_t *cap, const char *name, struct errors *errors)
{
	char *path = path_join(library->folder, name);
	struct errors own;

	errors_init(&own, path);
	struct lesson *lesson = lesson_load(path, &own);
	for (size_t i = 0; i < own.list.n; i++) {
		const struct error *error = &own.list.v[i];
		errors_add(errors, 0, 0, "%s:%d:%d: %s", path, error->line, error->col,
		    error->text);
	}
	if (own.list.n > 0) {
		lesson_free(lesson);
	} else {
		library->lessons = vec_room(library->lessons, cap, library->count + 1,
		    sizeof(struct lesson *));
		library->lessons[library->count++] = lesson;
	}
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
		error_set(error, 0, 0, "%s: this folder of lessons cannot be read: %s",
		    path, strerror(errno));
	return dir;
}

bool
library_load(struct library *library, const char *folder, const char *lang,
    struct errors *errors, struct error *error)
{
	size_t cap = 0, files = 0;

	*library = (struct library){ .folder = folder_of(folder, lang) };
	DIR *dir = folder_open(library->folder, error);
	if (dir == NULL) {
		library_fini(library);
		return false;
	}
	for (const struct dirent *entry; (entry = readdir(dir)) != NULL;)
		if (is_lesson_name(entry->d_name) && files++ < FILES_MAX)
			lesson_add(library, &cap, entry->d_name, errors);
	closedir(dir);
	if (files > FILES_MAX)
		errors_add(errors, 0, 0, "%s: only %d of %zu lessons were read", folder,
		    FILES_MAX, files);
	if (library->count > 0)
		qsort(library->lessons, library->count, sizeof(struct lesson *), compare_lessons);
	return true;
}

void
library_fini(struct library *library)
{
	for (size_t i = 0; i < library->count; i++)
		lesson_free(library->lessons[i]);
	free(library->lessons);
	free(library->folder);
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
