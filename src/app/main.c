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
