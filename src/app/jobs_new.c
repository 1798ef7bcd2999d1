/* A lesson to begin with: small, and it works. */
#include "app/jobs.h"

#include <stdio.h>
#include <string.h>

#include "app/output.h"
#include "app/say.h"
#include "base/i18n.h"
#include "base/text.h"

/*
 * What it says about itself stands in comments, which no reader sees.
 * TRANSLATORS: a lesson; what stands between ```scene and ``` stays as it is.
 */
static const char *const text = N_(
"# Who is ESTABLISHED first?\n"
"\n"
"<!-- minutes: 2 -->\n"
"<!-- The line with one # is the title; how this file is called gives number\n"
"     and id: 30-first.md is lesson 30, first. What stands in these brackets\n"
"     is read by nobody but you. -->\n"
"\n"
"## Two ends\n"
"\n"
"A heading with ## begins a step. Its words are shown first; then each line of\n"
"the block below happens, one a key. *A* is drawn left, *B* right.\n"
"\n"
"```scene\n"
"B listen\n"
"A connect\n"
"expect A SYN-SENT B LISTEN\n"
"```\n"
"\n"
"<!-- expect is what must have come of it: tcptutor check tells you if it has\n"
"     not. A lesson is a test of what it says. -->\n"
"\n"
"Words behind a block begin a step too. The wire delivers nothing by itself:\n"
"`deliver` takes the oldest segment to its receiver.\n"
"\n"
"```scene\n"
"deliver\n"
"expect B SYN-RECEIVED\n"
"expect wire S. 300:300(0) ack 101\n"
"```\n"
"\n"
"## A question\n"
"\n"
"B has answered. What is A when the answer has reached it?\n"
"\n"
"<!-- The right answer is computed, never typed. What is typed are replies to\n"
"     wrong ones; #3 is the misconception's number, for review. -->\n"
"\n"
"```ask\n"
"state A after: deliver\n"
"SYN-RECEIVED #3: That is B: it has received a SYN and waits for the ACK of its own.\n"
"hint: A has sent one thing that could be acknowledged.\n"
"section: 3.10.7.3\n"
"```\n"
"\n"
"```scene\n"
"deliver\n"
"expect A ESTABLISHED B SYN-RECEIVED\n"
"```\n"
"\n"
"A is ESTABLISHED while B still waits for the third segment.\n"
"\n"
"```scene\n"
"deliver all\n"
"expect B ESTABLISHED\n"
"expect wire empty\n"
"```\n"
"\n"
"## To read\n"
"\n"
"- RFC 9293, section 3.5, figure 6\n");

enum status
job_new(const struct options *options)
{
	const char *given = options->args[0];
	size_t n = strlen(given);
	struct str path = { 0 }, says = { 0 }, name = { 0 };
	struct output output;
	struct error error;

	/* As with what the sandbox saves. */
	str_addf(&path, "%s%s", given, n > 3 && strcmp(given + n - 3, ".md") == 0 ? "" : ".md");
	const char *file = str_text(&path);
	bool fine = output_open_new(&output, file, &error);
	if (fine) {
		fputs(_(text), output.file);
		fine = output_close(&output, true, &error);
	}
	if (!fine) {
		say_problem("%s", error.text);
		str_free(&path);
		return STATUS_WRONG;
	}
	text_clean_line(&name, file, strlen(file));
	str_addf(&says, _("Written: %s\ntcptutor %s --watch shows it while you edit it;\n"
	    "tcptutor check %s finds what is wrong with it.\n"), str_text(&name), str_text(&name),
	    str_text(&name));
	say_text(&says);
	str_free(&path);
	str_free(&says);
	str_free(&name);
	return say_flush() ? STATUS_FINE : STATUS_WRONG;
}
