/* The command line, by two tables. */
#include "app/options.h"

#include <getopt.h>
#include <stddef.h>
#include <string.h>

#include "app/engines.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/text.h"

const struct option_row option_rows[] = {
	{ 0, "on", "ENGINE", NULL, offsetof(struct options, on),
	    N_("model (the default), loopback or kernel"), "model loopback kernel" },
	{ 0, "format", "FORMAT", " run export path ", offsetof(struct options, format),
	    N_("text (the default); json of run; md, svg, pcapng of export"),
	    "text json md svg pcapng" },
	{ 0, "figure", "FIGURE", " export ", offsetof(struct options, figure),
	    N_("of --format svg: ladder (the default), diagram or screen"),
	    "ladder diagram screen" },
	{ 0, "output", "FILE", " export ", offsetof(struct options, output),
	    N_("export: write to FILE"), NULL },
	{ 0, "lessons", "DIR", NULL, offsetof(struct options, lessons),
	    N_("lessons of your own, instead of the installed ones"), NULL },
	{ 0, "lang", "LANGUAGE", NULL, offsetof(struct options, lang),
	    N_("en or zh_CN; by default as the locale says"), "en zh_CN" },
	{ 0, "theme", "NAME", NULL, offsetof(struct options, theme),
	    N_("dark (the default), light (a projector), or contrast"),
	    "dark light contrast" },
	{ 0, "class", NULL, NULL, offsetof(struct options, in_class),
	    N_("for many eyes"), NULL },
	{ 0, "plain", NULL, NULL, offsetof(struct options, plain),
	    N_("line by line"), NULL },
	{ 0, "ascii", NULL, NULL, offsetof(struct options, ascii),
	    N_("nothing but ASCII"), NULL },
	{ 0, "no-motion", NULL, NULL, offsetof(struct options, no_motion),
	    N_("arrows do not move"), NULL },
	{ 0, "no-mouse", NULL, NULL, offsetof(struct options, no_mouse),
	    N_("leave it to the shell"), NULL },
	{ 0, "ipv6", NULL, NULL, offsetof(struct options, ipv6),
	    N_("on real engines"), NULL },
	{ 0, "no-answers", NULL, " export ", offsetof(struct options, no_answers),
	    N_("leave them out"), NULL },
	{ 0, "watch", NULL, " LESSON ", offsetof(struct options, watch),
	    N_("follow its edits"), NULL },
	{ 'h', "help", NULL, NULL, offsetof(struct options, help),
	    N_("this text"), NULL },
	{ 'V', "version", NULL, NULL, offsetof(struct options, version),
	    N_("the version"), NULL },
};

#define ROW_COUNT (sizeof(option_rows) / sizeof(option_rows[0]))

const size_t option_count = ROW_COUNT;

/* What the job without a name is called among the jobs of a row. */
#define NO_JOB "LESSON"

/* getopt_long's answer for option_rows[i], above all letters. */
#define ROW_BASE 256

static void
long_options(struct option to[ROW_COUNT + 1])
{
	for (size_t i = 0; i < ROW_COUNT; i++) {
		to[i] = (struct option){ .name = option_rows[i].name,
		    .has_arg = option_rows[i].value != NULL ? required_argument : no_argument,
		    .val = ROW_BASE + (int)i };
	}
	to[ROW_COUNT] = (struct option){ .name = NULL };
}

static const struct option_row *
row_of(int answer)
{
	if (answer == 0)
		return NULL;
	if (answer >= ROW_BASE)
		return &option_rows[answer - ROW_BASE];
	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (option_rows[i].letter == answer)
			return &option_rows[i];
	}
	return NULL;
}

static void
row_set(struct options *options, const struct option_row *row, const char *value)
{
	char *field = (char *)options + row->field;

	if (row->value != NULL)
		*(const char **)(void *)field = value;
	else
		*(bool *)(void *)field = true;
}

static bool
option_refuse(char **argv, struct error *error)
{
	const struct option_row *row = row_of(optopt);

	if (row != NULL)
		error_set(error, 0, 0, _("--%s takes no value"), row->name);
	else if (optopt != 0)
		error_set(error, 0, 0,
		    _("-%c: there is no such option; see tcptutor --help"), optopt);
	else
		error_set(error, 0, 0,
		    _("%s: there is no such option; see tcptutor --help"),
		    argv[optind - 1]);
	return false;
}

/* Reads the options; given[i] tells whether option_rows[i] was there. */
static bool
options_scan(struct options *options, bool given[ROW_COUNT], int argc,
    char **argv, struct error *error)
{
	struct option longs[ROW_COUNT + 1];
	int answer;

	long_options(longs);
	opterr = 0;
#ifdef __linux__
	/* Not 1: a scan that was broken off amid "-xyz" would be continued, in another argv. */
	optind = 0;
#else
	optind = 1;
#endif
	while ((answer = getopt_long(argc, argv, ":hV", longs, NULL)) != -1) {
		const struct option_row *row = row_of(answer == ':' ? optopt : answer);
		if (answer == ':' && row != NULL) {
			error_set(error, 0, 0, _("--%s needs a value: --%s %s"),
			    row->name, row->name, row->value);
			return false;
		}
		if (row == NULL)
			return option_refuse(argv, error);
		row_set(options, row, optarg);
		given[row - option_rows] = true;
	}
	return true;
}

static const struct job *
job_find(const struct job *jobs, const char *word)
{
	const struct job *job = jobs;

	while (job->name[0] != '\0' && (word == NULL || strcmp(job->name, word) != 0))
		job++;
	return job;
}

/* Is name one of the words, each with a blank on both sides? */
static bool
words_have(const char *words, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = words; n > 0 && (p = strstr(p, name)) != NULL; p += n) {
		if (p[-1] == ' ' && p[n] == ' ')
			return true;
	}
	return false;
}

/* "run, export, path" */
static void
words_list(struct str *out, const char *words)
{
	for (const char *p = words + 1; *p != '\0'; p += strcspn(p, " ") + 1)
		str_addf(out, "%s%.*s", out->n > 0 ? _(", ") : "", (int)strcspn(p, " "), p);
}

static bool
job_takes(const struct job *job, const bool given[ROW_COUNT], struct error *error)
{
	const char *name = job->name[0] != '\0' ? job->name : NO_JOB;

	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (given[i] && option_rows[i].jobs != NULL && !words_have(option_rows[i].jobs, name)) {
			struct str list = { 0 };

			words_list(&list, option_rows[i].jobs);
			error_set(error, 0, 0, _("--%s is only for: %s"), option_rows[i].name,
			    str_text(&list));
			str_free(&list);
			return false;
		}
	}
	return true;
}

bool
options_read(struct options *options, const struct job *jobs, int argc,
    char **argv, struct error *error)
{
	bool given[ROW_COUNT] = { false };

	*options = (struct options){ .on = "model", .format = "text" };
	if (!options_scan(options, given, argc, argv, error))
		return false;
	options->job = job_find(jobs, argv[optind]);
	if (options->job->name[0] != '\0')
		optind++;
	options->args = argv + optind;
	options->arg_count = argc - optind;
	if (options->help || options->version)
		return true;

	if (options->arg_count < options->job->min) {
		/* Behind a comma --help names other jobs. */
		error_set(error, 0, 0, _("%s needs %.*s"), options->job->name,
		    (int)strcspn(options->job->args, ","), options->job->args);
		return false;
	}
	if (options->job->max >= 0 && options->arg_count > options->job->max) {
		error_set(error, 0, 0, _("\"%s\" is one word too many; see tcptutor --help"),
		    options->args[options->job->max]);
		return false;
	}
	if (engine_kind_find(options->on, false) == NULL) {
		error_set(error, 0, 0, _("there is no engine \"%s\": "
		    "--on takes model, loopback or kernel"), options->on);
		return false;
	}
	return job_takes(options->job, given, error);
}

/* Columns of --help: where the words begin, of a row and of half a row. */
#define HELP_JOB 33
#define HELP_OPTION 21
#define HELP_HALF_JOB 20
#define HELP_HALF_OPTION 17
#define HELP_HALF 40

/* Short rows (half_column is not 0) stand two on a line. */
struct help {
	struct str	*out;
	bool		 half;	/* the left half of a line is written */
};

static void
help_flush(struct help *help)
{
	if (help->half)
		str_addc(help->out, '\n');
	help->half = false;
}

static void
help_row(struct help *help, const char *name, int column, int half_column, const char *words)
{
	struct str cell = { 0 };

	str_add(&cell, name);
	str_pad(&cell, half_column);
	str_add(&cell, words);
	if (half_column == 0 || text_width(str_text(&cell)) >= HELP_HALF) {
		help_flush(help);
		str_add(help->out, name);
		str_pad(help->out, column);
		str_addf(help->out, "%s\n", words);
	} else if (help->half) {
		str_pad(help->out, HELP_HALF);
		str_addf(help->out, "%s\n", str_text(&cell));
		help->half = false;
	} else {
		str_add(help->out, str_text(&cell));
		help->half = true;
	}
	str_free(&cell);
}

static void
help_option(struct help *help, const struct option_row *row)
{
	struct str name = { 0 };

	str_add(&name, "  ");
	if (row->letter != 0)
		str_addf(&name, "-%c, ", row->letter);
	str_addf(&name, "--%s", row->name);
	if (row->value != NULL)
		str_addf(&name, " %s", row->value);
	help_row(help, str_text(&name), HELP_OPTION, row->value == NULL ? HELP_HALF_OPTION : 0,
	    _(row->help));
	str_free(&name);
}

static void
help_job(struct help *help, const struct job *job)
{
	struct str name = { 0 };

	str_addf(&name, "  tcptutor %s%s%s", job->name, job->args[0] != '\0' ? " " : "", job->args);
	help_row(help, str_text(&name), HELP_JOB, HELP_HALF_JOB, _(job->help));
	str_free(&name);
}

void
options_help(struct str *out, const struct job *jobs)
{
	struct help help = { .out = out };

	str_add(out, _("tcptutor steps TCP the way a debugger steps a program.\n"));
	help_row(&help, "  tcptutor [LESSON[:STEP]]", HELP_JOB, 0,
	    _("the menu; or a lesson (id, number, file)"));
	for (const struct job *job = jobs; job->name[0] != '\0'; job++) {
		if (job->help != NULL)
			help_job(&help, job);
	}
	help_flush(&help);
	for (size_t i = 0; i < ROW_COUNT; i++)
		help_option(&help, &option_rows[i]);
	help_flush(&help);
	str_add(out, _("Status: 0 fine; 1 an expectation failed; 2 wrong usage or lesson; "
	    "3 no engine\n"));
}
