/* A second look at a lesson that could be read. */
#include "lesson/lint.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "lesson/goal.h"
#include "lesson/question.h"

/* ---- what is shown */

static void
code_lint(const struct block *block, struct errors *errors)
{
	int line = block->line;

	if (block->span_count == 0)
		return;
	for (const char *p = block->spans[0].text; *p != '\0';) {
		size_t n = strcspn(p, "\n");
		int width = text_width_n(p, n);
		if (width > LINT_CODE_COLUMNS)
			errors_add(errors, line, LINT_CODE_COLUMNS + 1,
			    _("this line has %d columns, and at 80x24 there is room for %d"),
			    width, LINT_CODE_COLUMNS);
		p += n + (p[n] == '\n');
		line++;
	}
}

void
lint_lesson(const struct lesson *lesson, struct errors *errors)
{
	for (size_t i = 0; i < lesson->step_count; i++) {
		const struct step *step = &lesson->steps[i];
		if (step->block_count == 0 && step->question == NULL && step->scene.count > 0)
			errors_add(errors, step->line, 1,
			    _("this step has no words: say what is to be seen"));
		for (size_t k = 0; k < step->block_count; k++) {
			if (step->blocks[k].kind == BLOCK_CODE)
				code_lint(&step->blocks[k], errors);
		}
	}
}

void
lint_all(const struct lesson *lesson, struct errors *errors)
{
	bool whole = errors->list.n == 0 || (lesson->whole_to == INT_MAX &&
	    lesson->goals != NULL && lesson->goals->list.n > 0);

	lint_lesson(lesson, errors);
	questions_check(lesson, errors);
	if (whole)
		goals_check(lesson, errors);
}

/* ---- the file's name */

static char *
folder_of_file(const char *file)
{
	const char *slash = strrchr(file, '/');

	if (slash == NULL)
		return mem_strdup(".");
	return slash == file ? mem_strdup("/") : mem_strndup(file, (size_t)(slash - file));
}

static const char *
name_of_file(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash != NULL ? slash + 1 : file;
}

static bool
is_lesson(const char *name)
{
	size_t n = strlen(name);

	return name[0] != '.' && n > 3 && strcasecmp(name + n - 3, ".md") == 0;
}

static void
clash_find(const char *file, const char *other, struct errors *errors)
{
	int number, its_number;
	char *id = lesson_id(file, &number);
	char *its_id = lesson_id(other, &its_number);

	if (strcasecmp(id, its_id) == 0)
		errors_add(errors, 1, 1, _("%s beside it has the same id, %s: only one would be found"),
		    other, its_id);
	else if (number > 0 && number == its_number)
		errors_add(errors, 1, 1, _("%s beside it has the same number, %d: only one would be "
		    "found"), other, number);
	free(id);
	free(its_id);
}

void
lint_name(const char *file, struct errors *errors)
{
	const char *name = name_of_file(file);
	size_t digits = strspn(name, "0123456789");
	int number;

	if (!is_lesson(name))
		return;
	char *id = lesson_id(file, &number);
	if (digits > 0 && name[digits] == '-' && number == 0)
		errors_add(errors, 1, 1, _("a lesson's number goes from 1 to 999, as in 12-%s"),
		    name + digits + 1);
	if (id[0] >= '0' && id[0] <= '9' && strspn(id, "0123456789") == strlen(id))
		errors_add(errors, 1, 1, _("the id %s is a number, and would be taken for one"), id);
	free(id);

	char *folder = folder_of_file(file);
	DIR *dir = opendir(folder);
	for (const struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
		if (is_lesson(entry->d_name) && strcmp(entry->d_name, name) != 0)
			clash_find(file, entry->d_name, errors);
	}
	if (dir != NULL)
		closedir(dir);
	free(folder);
}
