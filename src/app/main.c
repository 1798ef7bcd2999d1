/* From the command line to a job. */
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/jobs.h"
#include "app/options.h"
#include "app/say.h"
#include "base/i18n.h"
#include "base/str.h"

static enum status
print(const char *text)
{
	fputs(text, stdout);
	return say_flush() ? STATUS_FINE : STATUS_WRONG;
}

/* The catalogs: $TCPTUTOR_LOCALE, or where they were installed. */
static const char *
catalogs(void)
{
	const char *wanted = getenv("TCPTUTOR_LOCALE");

	return wanted != NULL && wanted[0] != '\0' ? wanted : CATALOGS_DIR;
}

static bool
is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/*
 * What is wrong with the command line is said in the language that it asks for:
 * the value of --lang, if it can be seen before anything else is read.
 */
static const char *
language_asked(char *const *argv)
{
	const char *language = NULL;

	for (char *const *word = argv; *word != NULL; word++) {
		if (strcmp(*word, "--ascii") == 0)
			return NULL;
		if (strncmp(*word, "--lang=", 7) == 0)
			language = *word + 7;
		else if (strcmp(*word, "--lang") == 0)
			language = word[1];
	}
	return language;
}

/*
 * Speak what was asked for. What cannot be written in ASCII is not spoken
 * where only ASCII can be shown.
 */
static bool
language_choose(struct options *options)
{
	if (options->lang != NULL && !i18n_init(options->lang, catalogs())) {
		say_problem(_("--lang %s: that is no language's name; try en or zh_CN"),
		    options->lang);
		return false;
	}
	options->ascii = options->ascii || !is_utf8();
	if (options->ascii)
		i18n_init("en", catalogs());
	say_ascii(options->ascii);
	return true;
}

int
main(int argc, char **argv)
{
	struct options options;
	struct error error;
	struct str help = { 0 };

	if (!i18n_init(language_asked(argv), catalogs()))
		i18n_init(NULL, catalogs());
	say_ascii(!is_utf8());
	if (!options_read(&options, jobs, argc, argv, &error)) {
		say_problem("%s", error.text);
		return STATUS_WRONG;
	}
	if (!language_choose(&options))
		return STATUS_WRONG;
	if (options.version)
		return print(PACKAGE_STRING "\n");
	if (options.help) {
		options_help(&help, jobs);
		enum status status = print(str_text(&help));
		str_free(&help);
		return status;
	}
	return options.job->run(&options);
}
