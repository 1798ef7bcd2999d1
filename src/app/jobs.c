/* The table of jobs, and the short ones among them. */
#include "app/jobs.h"

#include <stdlib.h>

#include "app/engines.h"
#include "app/say.h"
#include "app/shelf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "lesson/progress.h"

const struct job jobs[] = {
	{ "list", "", N_("the lessons"), 0, 0, job_list },
	{ "review", "", N_("what was missed"), 0, 0, job_review },
	{ "sandbox", "", N_("play freely"), 0, 0, job_sandbox },
	{ "doctor", "", N_("what can run here"), 0, 0, job_doctor },
	{ "run", "FILE|LESSON|-", N_("play it without a screen, check expectations"),
	    1, 1, job_run },
	{ "check", "FILE...", N_("all problems at once, as file:line:col: text"),
	    1, -1, job_check },
	{ "notes", "", N_("the speaker's notes"), 0, 1, job_notes },
	{ "new", "FILE", N_("begin a lesson"), 1, 1, job_new },
	{ "export", "FILE|LESSON", N_("for a mail, for slides, for Wireshark"),
	    1, 1, job_export },
	{ "path", "A=STATE B=STATE", N_("the shortest scene that leads there"), 2, 2, job_path },
	{ "compare", "FILE|LESSON", N_("the model and a real engine, side by side"),
	    1, 1, job_compare },
	{ "completion", "SHELL", NULL, 1, 1, job_completion },
	{ "", "LESSON[:STEP]", NULL, 0, 1, job_open },
};

static void
state_put(struct str *out, const struct progress *progress, const char *id)
{
	const struct fact *left = progress_find(progress, FACT_STEP, id);

	if (progress_find(progress, FACT_DONE, id) != NULL)
		str_add(out, _("done"));
	else if (left != NULL)
		str_addf(out, _("step %u of %u"), left->numbers[0], left->numbers[1]);
	else
		str_add(out, _("not done"));
}

#define TITLE_COLUMN 25

/* Of the widest title, with what is said of its language. */
static int
titles_width(const struct shelf *shelf)
{
	int widest = 0;

	for (size_t i = 0; i < shelf->library.count; i++) {
		struct str title = { 0 };
		shelf_title(&title, shelf->library.lessons[i]);
		if (text_width(str_text(&title)) > widest)
			widest = text_width(str_text(&title));
		str_free(&title);
	}
	return widest;
}

static void
list_row(struct str *out, const struct lesson *lesson, const struct progress *progress,
    int titles)
{
	if (lesson->number > 0)
		str_addf(out, "%3d  ", lesson->number);
	else
		str_add(out, "     ");
	str_add(out, lesson->id);
	str_pad(out, TITLE_COLUMN - 2);
	str_add(out, "  ");
	shelf_title(out, lesson);
	str_pad(out, TITLE_COLUMN + titles);
	if (lesson->minutes > 0)
		str_addf(out, _("  %2d min"), lesson->minutes);
	str_pad(out, TITLE_COLUMN + titles + 8);
	str_add(out, "  ");
	state_put(out, progress, lesson->id);
	str_addc(out, '\n');
}

void
progress_look(struct progress *progress)
{
	struct error error;
	char *folder = progress_folder(&error);

	progress_init(progress, folder);
	if (folder == NULL || !progress_load(progress, &error))
		say_problem("%s", error.text);
	free(folder);
}

enum status
job_list(const struct options *options)
{
	struct shelf shelf;
	struct progress progress;
	struct error error;
	struct str out = { 0 };
	enum status status = STATUS_WRONG;

	shelf_init(&shelf);
	if (!shelf_fill(&shelf, options, &error)) {
		say_problem("%s", error.text);
	} else {
		progress_look(&progress);
		int titles = titles_width(&shelf);
		for (size_t i = 0; i < shelf.library.count; i++)
			list_row(&out, shelf.library.lessons[i], &progress, titles);
		progress_fini(&progress);
		say_text(&out);
		say_errors(&shelf.problems);
		status = shelf.problems.list.n == 0 && say_flush() ?
		    STATUS_FINE : STATUS_WRONG;
	}
	str_free(&out);
	shelf_fini(&shelf);
	return status;
}

/* Where the sentence about an engine begins, and how long its lines are. */
#define SAYS_COLUMN 22
#define SAYS_WIDTH 56

static void
doctor_line(void *arg, const char *s, size_t n, int width)
{
	struct str *out = arg;

	(void)width;
	str_pad(out, SAYS_COLUMN);
	str_addn(out, s, n);
	str_addc(out, '\n');
}

enum status
job_doctor(const struct options *options)
{
	struct str out = { 0 };

	(void)options;
	for (const struct engine_kind *kind = engine_kinds; kind->name != NULL; kind++) {
		struct str says = { 0 };
		bool can = kind->probe(&says);

		str_add(&out, kind->name);
		str_pad(&out, 10);
		str_add(&out, can ? _("can run") : _("cannot run"));
		text_wrap(str_text(&says), SAYS_WIDTH, doctor_line, &out);
		str_free(&says);
	}
	say_text(&out);
	str_free(&out);
	return say_flush() ? STATUS_FINE : STATUS_WRONG;
}
