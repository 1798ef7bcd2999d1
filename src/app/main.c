/* From the command line to a job. */
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "app/jobs.h"
#include "app/options.h"
#include "app/say.h"
#include "base/str.h"

static enum status
print(const char *text)
{
	fputs(text, stdout);
	return say_flush() ? STATUS_FINE : STATUS_WRONG;
}

int
main(int argc, char **argv)
{
	struct options options;
	struct error error;
	struct str help = { 0 };

	setlocale(LC_CTYPE, "");
	setlocale(LC_MESSAGES, "");
	bool ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	say_ascii(ascii);
	if (!options_read(&options, jobs, argc, argv, &error)) {
		say_problem("%s", error.text);
		return STATUS_WRONG;
	}
	options.ascii = options.ascii || ascii;
	say_ascii(options.ascii);
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
