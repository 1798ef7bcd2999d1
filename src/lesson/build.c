/*
 * Steps. A heading of level 2 begins one; so does what stands before a scene,
 * after one: prose, a question; and prose after a question.
 *
 *	## One      step 1 ─┐
 *	prose               │
 *	scene              ─┘
 *	prose       step 2 ─┐
 *	scene               │
 *	scene              ─┘
 */
#include "build.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"
#include "lesson/goal.h"
#include "lesson/question.h"

static struct step *
newest(struct build *build)
{
	struct lesson *lesson = build->lesson;

	return lesson->step_count > 0 ? &lesson->steps[lesson->step_count - 1] : NULL;
}

/* A heading with nothing under it is a slip. */
static void
check_empty(struct build *build)
{
	const struct step *step = newest(build);

	if (step != NULL && step->block_count == 0 && step->question == NULL && !build->played)
		errors_add(build->errors, step->line, 1,
		    _("under this heading stands neither text nor a scene"));
}

static struct step *
step_new(struct build *build, int line)
{
	struct lesson *lesson = build->lesson;

	check_empty(build);
	lesson->steps = vec_room(lesson->steps, &build->step_cap, lesson->step_count + 1,
	    sizeof(*lesson->steps));
	struct step *step = &lesson->steps[lesson->step_count++];
	*step = (struct step){ .line = line, .notes = build->notes };
	build->notes = NULL;
	build->block_cap = 0;
	build->played = false;
	return step;
}

void
build_title(struct build *build, int line, int col, char *text)
{
	if (build->title_line != 0) {
		errors_add(build->errors, line, col,
		    _("a second title (the first is in line %d); steps have headings with ##"),
		    build->title_line);
		free(text);
		return;
	}
	build->title_line = line;
	build->lesson->title = text;
	if (text[0] == '\0')
		errors_add(build->errors, line, col, _("this title is empty"));
}

void
build_step(struct build *build, int line, char *title)
{
	step_new(build, line)->title = title;
}

void
build_block(struct build *build, int line, const struct block *block)
{
	struct step *step = newest(build);

	if (step == NULL || build->played || step->question != NULL)
		step = step_new(build, line);
	step->blocks = vec_room(step->blocks, &build->block_cap, step->block_count + 1,
	    sizeof(*step->blocks));
	step->blocks[step->block_count++] = *block;
}

void
build_scene_broken(struct build *build, int line)
{
	if (line < build->lesson->whole_to)
		build->lesson->whole_to = line;
}

/* Lines first to last of the file, to the end of a scene. */
static void
scene_read(struct build *build, struct scene *scene, int first, int last)
{
	size_t n, known = build->errors->list.n;
	const char *text = source_lines(build->source, first, last, &n);

	if (scene_parse(scene, text, n, first, 1, build->errors))
		return;
	build_scene_broken(build, known < build->errors->list.n ?
	    build->errors->list.v[known].line : first);
}

void
build_scene(struct build *build, int first, int last)
{
	struct step *step = newest(build);

	if (step == NULL)
		step = step_new(build, first);
	build->played = true;
	size_t before = step->scene.count;
	scene_read(build, &step->scene, first, last);

	size_t total = build->statements + step->scene.count - before;
	if (build->statements <= SCENE_MAX && total > SCENE_MAX)
		errors_add(build->errors, first, 1,
		    _("here the lesson comes to more than %d statements"), SCENE_MAX);
	build->statements = total;
}

void
build_question(struct build *build, int line, int first, int last)
{
	struct step *step = newest(build);
	size_t n;

	if (step == NULL || build->played)
		step = step_new(build, line);
	if (step->question != NULL) {
		errors_add(build->errors, line, 1, _("this step has a question already, in line %d; "
		    "some text or a scene stands between two"), step->question->line);
		return;
	}
	if (build->questions == QUESTIONS_MAX)
		errors_add(build->errors, line, 1, _("a lesson has at most %d questions"),
		    QUESTIONS_MAX);
	if (build->questions++ >= QUESTIONS_MAX)
		return;
	const char *text = source_lines(build->source, first, last, &n);
	step->question = question_parse(text, n, first, build->errors);
	if (step->question != NULL)
		step->question->number = build->questions;
}

void
build_goals(struct build *build, int first, int last)
{
	size_t n;
	const char *text = source_lines(build->source, first, last, &n);

	if (build->lesson->goals == NULL)
		build->lesson->goals = goals_new();
	goals_parse(build->lesson->goals, text, n, first, build->errors);
}

void
build_solution(struct build *build, int first, int last)
{
	scene_read(build, &build->lesson->solution, first, last);
}

void
build_notes(struct build *build, char *text)
{
	struct step *step = newest(build);
	char **notes = step != NULL ? &step->notes : &build->notes;
	struct str both = { 0 };

	if (*notes != NULL)
		str_addf(&both, "%s\n", *notes);
	str_add(&both, text);
	free(*notes);
	free(text);
	*notes = str_take(&both);
}

void
build_minutes(struct build *build, int line, int col, int minutes)
{
	if (build->lesson->minutes != 0)
		errors_add(build->errors, line, col, _("the minutes are said twice"));
	build->lesson->minutes = minutes;
}

/* The engines up to the colon, as bits; 0: one of them is none. */
static unsigned
engines_of(const char *text, const char *colon)
{
	static const char blank[] = " \t\n,";
	unsigned engines = 0;

	for (const char *p = text + strspn(text, blank); p < colon; p += strspn(p, blank)) {
		struct str name = { 0 };
		size_t n = strcspn(p, " \t\n,:");
		str_addn(&name, p, n);
		unsigned engine = scene_on(str_text(&name));
		str_free(&name);
		if (engine == 0)
			return 0;
		engines |= engine;
		p += n;
	}
	return engines;
}

void
build_engines(struct build *build, int line, int col, const char *text, size_t n)
{
	struct lesson *lesson = build->lesson;
	const char *colon = memchr(text, ':', n);
	unsigned engines = colon != NULL ? engines_of(text, colon) : 0;
	struct str joined = { 0 }, why = { 0 };

	for (const char *p = colon != NULL ? colon + 1 : text + n; p < text + n; p++)
		str_addc(&joined, *p == '\n' ? ' ' : *p);
	while (joined.n > 0 && joined.p[joined.n - 1] == ' ')
		joined.p[--joined.n] = '\0';
	text_clean_line(&why, str_text(&joined), joined.n);
	str_free(&joined);
	const char *reason = str_text(&why) + strspn(str_text(&why), " ");
	if (build->engines_line != 0)
		errors_add(build->errors, line, col, _("the engines are said twice"));
	else if (engines == 0 || reason[0] == '\0')
		errors_add(build->errors, line, col, _("the engines are written "
		    "<!-- engines: model, kernel: why it cannot be won on the others -->"));
	build->engines_line = line;
	if (engines != 0 && reason[0] != '\0' && lesson->engines_why == NULL) {
		lesson->engines = engines;
		lesson->engines_why = mem_strdup(reason);
	}
	str_free(&why);
}

bool
build_finish(struct build *build)
{
	check_empty(build);
	free(build->notes);
	build->notes = NULL;
	if (build->engines_line != 0 && build->lesson->goals == NULL)
		errors_add(build->errors, build->engines_line, 1,
		    _("engines are named by a challenge: a lesson with a block ```goal"));
	if (build->title_line == 0)
		errors_add(build->errors, 1, 1,
		    _("a lesson has a title: a line that begins with a single #"));
	if (build->lesson->step_count == 0)
		errors_add(build->errors, 1, 1, _("a lesson has steps: text, scene blocks, or both"));
	return build->title_line != 0 && build->lesson->step_count > 0;
}
