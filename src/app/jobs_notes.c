/* The speaker's notes, in a terminal of their own. */
#include "app/jobs.h"

#include <signal.h>
#include <unistd.h>

#include "app/notes_desk.h"
#include "app/say.h"
#include "base/i18n.h"

enum status
job_notes(const struct options *options)
{
	const char *name = options->arg_count > 0 ? options->args[0] : NULL;
	struct error error;
	int ended_by = 0;

	if (options->plain || !isatty(STDOUT_FILENO) || !terminal_is_able()) {
		say_problem(_("the speaker's notes need a terminal of their own, on which they "
		    "can draw"));
		return STATUS_CANNOT;
	}
	if (options->theme != NULL && theme_find(options->theme) == NULL) {
		say_problem(_("there is no theme \"%s\": --theme takes dark, light or contrast"),
		    options->theme);
		return STATUS_WRONG;
	}
	struct terminal *terminal = terminal_take(options, &error);
	if (terminal == NULL) {
		say_problem("%s", error.text);
		return STATUS_CANNOT;
	}
	bool fine = notes_desk_run(terminal, name, options->ascii, &ended_by, &error);
	terminal_close(terminal);
	if (!fine)
		say_problem("%s", error.text);
	if (ended_by != 0) {
		signal(ended_by, SIG_DFL);
		raise(ended_by);
	}
	return fine ? STATUS_FINE : STATUS_CANNOT;
}
