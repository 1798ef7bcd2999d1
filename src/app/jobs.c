/* The table of jobs, and the short ones among them. */
#include "app/jobs.h"

#include "app/engines.h"
#include "app/say.h"
#include "app/shelf.h"
#include "base/i18n.h"
#include "base/text.h"

const struct job jobs[] = {
	{ "list", "", N_("the lessons, a line each"), 0, 0, job_list },
	{ "run", "FILE|LESSON|-", N_("play it without a screen, check every expectation"),
	    1, 1, job_run },
	{ "check", "FILE...", N_("every problem at once, as file:line:col: message"),
	    1, -1, job_check },
	{ "export", "FILE|LESSON", N_("write the run down, to paste into a mail"),
	    1, 1, job_export },
	{ "path", "A=STATE B=STATE", N_("the shortest scene that leads there"), 2, 2, job_path },
	{ "compare", "FILE|LESSON", N_("the model and a real engine, side by side"),
	    1, 1, job_compare },
	{ "doctor", "", N_("which engines can run here, and why not"), 0, 0, job_doctor },
	{ "sandbox", "", N_("play freely: both ends, and the wire between"), 0, 0, job_sandbox },
	{ "", "LESSON[:STEP]", NULL, 0, 1, job_open },
};

/* Nothing records yet what was done, so nothing is. */
static void
list_row(struct str *out, const struct lesson *lesson)
{
	if (lesson->number > 0)
		str_addf(out, "%3d  ", lesson->number);
	else
		str_add(out, "     ");
	str_add(out, lesson->id);
	str_pad(out, 23);
	str_addf(out, "  %s", lesson->title);
	str_pad(out, 60);
	if (lesson->minutes > 0)
		str_addf(out, _("  %2d min"), lesson->minutes);
	str_pad(out, 68);
	str_addf(out, "  %s\n", _("not done"));
}

enum status
job_list(const struct options *options)
{
	struct shelf shelf;
	struct error error;
	struct str out = { 0 };
	enum status status = STATUS_WRONG;

	shelf_init(&shelf);
	if (!shelf_fill(&shelf, options, &error)) {
		say_problem("%s", error.text);
	} else {
		for (size_t i = 0; i < shelf.library.count; i++)
			list_row(&out, shelf.library.lessons[i]);
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
