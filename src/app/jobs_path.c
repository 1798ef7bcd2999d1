/* The shortest scene that leads both ends into two states. */
#include "app/jobs.h"

#include <ctype.h>
#include <string.h>

#include "app/say.h"
#include "base/i18n.h"
#include "model/path.h"
#include "trace/moment.h"

struct goals {
	bool		given[END_COUNT];
	enum state	state[END_COUNT];
};

/* "A=CLOSING". False, said, if it is not written so. */
static bool
goal_read(struct goals *goals, const char *word)
{
	int letter = toupper((unsigned char)word[0]);
	enum state state;

	if ((letter != 'A' && letter != 'B') || word[1] != '=') {
		say_problem(_("\"%s\": a goal is written A=STATE or B=STATE"), word);
		return false;
	}
	enum end end = letter == 'A' ? END_A : END_B;
	if (!state_parse(word + 2, strlen(word + 2), &state)) {
		say_problem(_("\"%s\": TCP has no state \"%s\"; it has CLOSED, LISTEN, SYN-SENT, "
		    "SYN-RECEIVED, ESTABLISHED, FIN-WAIT-1, FIN-WAIT-2, CLOSE-WAIT, CLOSING, "
		    "LAST-ACK and TIME-WAIT"), word, word + 2);
		return false;
	}
	if (goals->given[end]) {
		say_problem(_("%c has two goals; one is for A, one for B"), letter);
		return false;
	}
	goals->given[end] = true;
	goals->state[end] = state;
	return true;
}

static void
lesson_write(struct str *out, const struct path *path, const struct goals *goals)
{
	const char *a = state_name(goals->state[END_A]);
	const char *b = state_name(goals->state[END_B]);

	str_addf(out, _("# A in %s, B in %s\n\nThe shortest scene that leads there from two "
	    "ends in CLOSED. Statements: %d.\n\n"), a, b, path->statements);
	str_addf(out, "```scene\n%sexpect A %s B %s\n```\n", str_text(&path->scene), a, b);
}

enum status
job_path(const struct options *options)
{
	static const char *const formats[] = { "text", "md", NULL };
	struct goals goals = { .given = { false } };
	struct str out = { 0 };
	struct path path;

	if (!job_writes(options, formats) || !goal_read(&goals, options->args[0]) ||
	    !goal_read(&goals, options->args[1]))
		return STATUS_WRONG;
	bool found = path_find(&path, goals.state[END_A], goals.state[END_B]);
	if (!found)
		say_problem(_("no scene leads to A in %s and B in %s: all were tried in which "
		    "each end opens once and lets one timer run out, nobody crashes or sends "
		    "data, nothing is forged, and at most 4 segments are in flight"),
		    state_name(goals.state[END_A]), state_name(goals.state[END_B]));
	else if (strcmp(options->format, "md") == 0)
		lesson_write(&out, &path, &goals);
	else
		str_add(&out, str_text(&path.scene));
	path_fini(&path);
	say_text(&out);
	str_free(&out);
	if (!say_flush())
		return STATUS_WRONG;
	return found ? STATUS_FINE : STATUS_FAILED;
}
