/*
 * A lesson in another language is the same lesson: the same steps, the same
 * scenes, the same questions and goals; only the words are others.
 */
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/text.h"
#include "lesson/goal.h"
#include "lesson/library.h"
#include "lesson/question.h"
#include "tap.h"

#define FIRST "en"

/* The smallest screen's panel, as for the first language. */
#define PANEL_COLUMNS 76
#define PANEL_ROWS 6
#define SUMMARY_ROWS 12

/* The other folders of lessons: whoever adds one need tell nobody. */
#define LANGUAGES_MAX 20

static char languages[LANGUAGES_MAX][NAME_MAX + 1];

static struct library first, other;
static struct errors errors;
static char folder[4096];

/* Returns how many there are. */
static int
languages_find(void)
{
	const char *top = getenv("top_srcdir");
	int count = 0;

	snprintf(folder, sizeof(folder), "%s/lessons", top != NULL ? top : ".");
	DIR *dir = opendir(folder);
	for (const struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
		const char *name = entry->d_name;
		if (strchr(name, '.') == NULL && strcmp(name, FIRST) != 0 && count < LANGUAGES_MAX)
			snprintf(languages[count++], sizeof(languages[0]), "%s", name);
	}
	if (dir != NULL)
		closedir(dir);
	return count;
}

static void
setup(void)
{
	struct error error;

	errors_init(&errors, folder);
	if (!library_load(&first, folder, FIRST, &errors, &error))
		ck_abort_msg("%s", error.text);
}

static void
other_load(const char *language)
{
	struct str text = { 0 };
	struct error error;

	if (!library_load(&other, folder, language, &errors, &error))
		ck_abort_msg("%s", error.text);
	errors_print(&errors, &text);
	ck_assert_msg(errors.list.n == 0, "%s", str_text(&text));
	str_free(&text);
}

static void
teardown(void)
{
	library_fini(&first);
	library_fini(&other);
	errors_fini(&errors);
}

static void
same_scene(const char *file, int line, const struct scene *a, const struct scene *b)
{
	for (size_t i = 0; i < a->count && i < b->count; i++)
		ck_assert_msg(strcmp(a->statements[i].source, b->statements[i].source) == 0,
		    "%s:%d: \"%s\" is not \"%s\"", file, b->statements[i].line,
		    b->statements[i].source, a->statements[i].source);
	ck_assert_msg(a->count == b->count, "%s:%d: %zu statements, not %zu", file, line,
	    b->count, a->count);
}

/* What both languages say in words is said in both, or in neither. */
static void
same_words(const char *file, int line, const char *what, const struct block *a,
    const struct block *b)
{
	ck_assert_msg((a->span_count > 0) == (b->span_count > 0),
	    "%s:%d: the %s is only in one of the languages", file, line, what);
}

static void
same_replies(const char *file, const struct question *a, const struct question *b)
{
	ck_assert_msg(a->replies.n == b->replies.n, "%s:%d: %zu replies, not %zu", file, b->line,
	    b->replies.n, a->replies.n);
	for (size_t i = 0; i < a->replies.n; i++) {
		const struct question_reply *left = &a->replies.v[i], *right = &b->replies.v[i];
		ck_assert_msg(strcmp(left->answer, right->answer) == 0,
		    "%s:%d: \"%s\" is not \"%s\"", file, right->line, right->answer, left->answer);
		ck_assert_msg(left->misconception == right->misconception, "%s:%d: #%d is not #%d",
		    file, right->line, right->misconception, left->misconception);
	}
}

static void
same_question(const char *file, const struct step *in, const struct question *a,
    const struct question *b)
{
	ck_assert_msg((a == NULL) == (b == NULL), "%s:%d: a question in one language only", file,
	    in->line);
	if (a == NULL)
		return;
	ck_assert_msg(a->kind == b->kind && a->has_end == b->has_end && a->end == b->end &&
	    a->variable == b->variable && a->show == b->show, "%s:%d: another kind of question",
	    file, b->line);
	same_scene(file, b->line, &a->after, &b->after);
	ck_assert_msg(a->candidates.n == b->candidates.n, "%s:%d: other candidates", file, b->line);
	for (size_t i = 0; i < a->candidates.n; i++)
		ck_assert_str_eq(a->candidates.v[i].source, b->candidates.v[i].source);
	same_replies(file, a, b);
	same_words(file, b->line, "wording", &a->wording, &b->wording);
	same_words(file, b->line, "hint", &a->hint, &b->hint);
	same_words(file, b->line, "rule", &a->rule, &b->rule);
	same_words(file, b->line, "why", &a->why, &b->why);
	ck_assert_msg((a->section == NULL) == (b->section == NULL) && (a->section == NULL ||
	    strcmp(a->section, b->section) == 0), "%s:%d: another section", file, b->line);
}

static void
same_goals(const char *file, const struct goals *a, const struct goals *b)
{
	ck_assert_msg((a == NULL) == (b == NULL), "%s: a challenge in one language only", file);
	if (a == NULL)
		return;
	ck_assert_msg(a->list.n == b->list.n, "%s: %zu goals, not %zu", file, b->list.n, a->list.n);
	for (size_t i = 0; i < a->list.n; i++) {
		const struct goal *left = &a->list.v[i], *right = &b->list.v[i];
		ck_assert_msg(strcmp(left->source, right->source) == 0,
		    "%s:%d: \"%s\" is not \"%s\"", file, right->line, right->source, left->source);
		same_words(file, right->line, "goal's hint", &left->hint, &right->hint);
	}
}

static void
same_lesson(const struct lesson *a, const struct lesson *b)
{
	const char *file = b->file;

	ck_assert_int_eq(a->number, b->number);
	ck_assert_msg(a->minutes == b->minutes, "%s: %d minutes, not %d", file, b->minutes,
	    a->minutes);
	ck_assert_msg(a->engines == b->engines, "%s: other engines can win it", file);
	for (size_t i = 0; i < a->step_count && i < b->step_count; i++) {
		const struct step *left = &a->steps[i], *right = &b->steps[i];
		ck_assert_msg((left->title == NULL) == (right->title == NULL),
		    "%s:%d: step %zu has a heading in one language only", file, right->line, i + 1);
		if (left->notes != NULL && right->notes == NULL)
			printf("# %s:%d: this step has no speaker's notes yet\n", file, right->line);
		same_question(file, right, left->question, right->question);
		same_scene(file, right->line, &left->scene, &right->scene);
	}
	ck_assert_msg(a->step_count == b->step_count, "%s: %zu steps, not %zu", file,
	    b->step_count, a->step_count);
	same_goals(file, a->goals, b->goals);
	same_scene(file, 0, &a->solution, &b->solution);
}

START_TEST(what_is_translated_is_the_same_lesson)
{
	other_load(languages[_i]);
	ck_assert_uint_gt(other.count, 0);
	for (size_t i = 0; i < other.count; i++) {
		const struct lesson *lesson = library_by_id(&first, other.lessons[i]->id);
		ck_assert_msg(lesson != NULL, "%s: there is no such lesson in " FIRST,
		    other.lessons[i]->file);
		same_lesson(lesson, other.lessons[i]);
	}
}
END_TEST

/* Does lessons/rules.am install it? */
static bool
is_named(const char *rules, const char *language, const char *file)
{
	const char *slash = strrchr(file, '/');
	struct str line = { 0 };

	str_addf(&line, "%%D%%/%s/%s\n", language, slash != NULL ? slash + 1 : file);
	bool named = strstr(rules, str_text(&line)) != NULL;
	str_free(&line);
	return named;
}

static void
rules_read(struct str *rules)
{
	char path[4200], buf[4096];

	snprintf(path, sizeof(path), "%s/rules.am", folder);
	FILE *file = fopen(path, "r");
	ck_assert_msg(file != NULL, "%s cannot be read", path);
	for (size_t n; (n = fread(buf, 1, sizeof(buf), file)) > 0;)
		str_addn(rules, buf, n);
	fclose(file);
}

/* What is installed is there, and what is there is installed; what is neither is told of. */
START_TEST(what_is_there_is_installed)
{
	const char *language = languages[_i];
	struct str rules = { 0 }, wrong = { 0 };

	other_load(language);
	rules_read(&rules);
	for (size_t i = 0; i < first.count; i++) {
		const struct lesson *lesson = first.lessons[i];
		bool there = library_by_id(&other, lesson->id) != NULL;
		bool named = is_named(str_text(&rules), language, lesson->file);
		if (there != named)
			str_addf(&wrong, "%s in %s is %s\n", lesson->id, language,
			    there ? "not installed" : "installed, but not there");
		else if (!there)
			printf("# %s is not there in %s yet\n", lesson->id, language);
	}
	fflush(stdout);
	ck_assert_msg(wrong.n == 0, "%s", str_text(&wrong));
	str_free(&rules);
	str_free(&wrong);
}
END_TEST

START_TEST(the_first_language_goes_under)
{
	struct error error;
	size_t count = first.count;

	other_load(languages[_i]);
	ck_assert(library_add(&first, folder, languages[_i], &errors, &error));
	ck_assert_uint_eq(first.count, count);
	for (size_t i = 0; i < count; i++) {
		const struct lesson *lesson = first.lessons[i];
		bool there = library_by_id(&other, lesson->id) != NULL;
		ck_assert_msg(lesson_is_in(lesson, there ? languages[_i] : FIRST),
		    "%s is %s", lesson->id, lesson->file);
		ck_assert(!lesson_is_in(lesson, there ? FIRST : languages[_i]));
	}
}
END_TEST

/* Rows of prose, and how many of them begin with what closes. */
struct rows {
	int count, closing;
};

static void
row_count(void *arg, const char *s, size_t n, int width)
{
	static const char *const closing[] = { "，", "。", "、", "；", "：", "？", "！", "）", "”" };
	struct rows *rows = arg;

	ck_assert_int_le(width, PANEL_COLUMNS);
	rows->count++;
	for (size_t i = 0; i < sizeof(closing) / sizeof(closing[0]); i++)
		rows->closing += n >= 3 && memcmp(s, closing[i], 3) == 0;
}

START_TEST(prose_fits_the_smallest_screen)
{
	other_load(languages[_i]);
	for (size_t i = 0; i < other.count; i++) {
		const struct lesson *lesson = other.lessons[i];
		for (size_t k = 0; k < lesson->step_count; k++) {
			struct str text = { 0 };
			struct rows rows = { 0 };
			step_text(&text, &lesson->steps[k]);
			text_wrap(str_text(&text), PANEL_COLUMNS, row_count, &rows);
			ck_assert_msg(rows.count <= (k + 1 == lesson->step_count ?
			    SUMMARY_ROWS : PANEL_ROWS), "%s:%d: %d rows of prose",
			    lesson->file, lesson->steps[k].line, rows.count);
			ck_assert_msg(rows.closing == 0, "%s:%d: a row begins with what closes",
			    lesson->file, lesson->steps[k].line);
			str_free(&text);
		}
	}
}
END_TEST

START_TEST(every_question_has_one_answer)
{
	struct str text = { 0 };

	other_load(languages[_i]);
	for (size_t i = 0; i < other.count; i++) {
		struct errors found;
		errors_init(&found, other.lessons[i]->file);
		questions_check(other.lessons[i], &found);
		errors_print(&found, &text);
		errors_fini(&found);
	}
	ck_assert_msg(text.n == 0, "%s", str_text(&text));
	str_free(&text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("languages");
	TCase *tc = tcase_create("languages");

	int count = languages_find();
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, what_is_translated_is_the_same_lesson, 0, count);
	tcase_add_loop_test(tc, what_is_there_is_installed, 0, count);
	tcase_add_loop_test(tc, the_first_language_goes_under, 0, count);
	tcase_add_loop_test(tc, prose_fits_the_smallest_screen, 0, count);
	tcase_add_loop_test(tc, every_question_has_one_answer, 0, count);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
