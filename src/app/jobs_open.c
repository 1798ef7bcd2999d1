/* Opening a lesson, or the menu: with a screen, line by line, or not at all. */
#include "app/jobs.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "app/engines.h"
#include "app/loop.h"
#include "app/plain.h"
#include "app/playing.h"
#include "app/say.h"
#include "app/session.h"
#include "base/i18n.h"

static enum status
engine_refuses(const struct engine_kind *kind, const struct error *why)
{
	say_problem(_("the engine %s cannot run here: %s"), kind->name, why->text);
	return STATUS_CANNOT;
}

/* ---- without a terminal */

/* Is there such a step? If not, that is said as it is on a terminal. */
static bool
step_is_there(const struct options *options, const char *name, size_t step)
{
	struct playing playing;

	if (step == 1 || strcmp(name, "-") == 0)
		return true;
	bool there = playing_init(&playing, options, name) == STATUS_FINE &&
	    playing_goto(&playing.player, step);
	playing_fini(&playing);
	return there;
}

static enum status
run_instead(const struct options *options, const char *argument)
{
	struct options run = *options;
	size_t step;
	char *name = lesson_name_split(argument, &step);

	run.args = &name;
	enum status status = step_is_there(options, name, step) ? job_run(&run) : STATUS_WRONG;
	free(name);
	return status;
}

/* ---- line by line */

/* A challenge; the engine is its own. */
static enum status
plain_goals(const struct options *options, const struct playing *playing, struct plain_keep *keep)
{
	const struct engine_kind *kind = engine_kind_find(options->on, options->ipv6);
	struct error why;
	struct engine *engine = kind->open(&why);

	if (engine == NULL)
		return engine_refuses(kind, &why);
	plain_challenge(playing->player.lesson, kind, engine, stdin, keep);
	return STATUS_FINE;
}

static enum status
plain_lesson(const struct options *options, const char *argument)
{
	struct playing playing;
	size_t step;
	char *name = lesson_name_split(argument, &step);
	enum status status = playing_init(&playing, options, name);

	free(name);
	struct plain_keep keep = { .of_shelf = !playing.shelf.named_file };
	engine_watch_waits(say_waits, NULL);
	if (status == STATUS_FINE && !playing_goto(&playing.player, step))
		status = STATUS_WRONG;
	engine_watch_waits(NULL, NULL);
	if (status == STATUS_FINE && step > 1)
		plain_keep_place(&keep, &playing.player);
	if (status == STATUS_FINE && playing.player.lesson->goals != NULL)
		status = plain_goals(options, &playing, &keep);
	else if (status == STATUS_FINE)
		plain_play(&playing.player, stdin, &keep);
	if (status == STATUS_FINE)
		plain_keep_place(&keep, &playing.player);
	playing_fini(&playing);
	return status == STATUS_FINE && !say_flush() ? STATUS_WRONG : status;
}

static enum status
plain_menu(const struct options *options)
{
	struct str prompt = { 0 };
	char *line = NULL;
	size_t room = 0;
	enum status status = job_list(options);

	if (status != STATUS_FINE)
		return status;
	str_add(&prompt, _("\nA lesson's number, or q: "));
	say_text(&prompt);
	str_free(&prompt);
	if (say_flush() && getline(&line, &room, stdin) != -1) {
		line[strcspn(line, "\r\n")] = '\0';
		if (line[0] != '\0' && strcmp(line, "q") != 0)
			status = plain_lesson(options, line);
	}
	free(line);
	return status;
}

static enum status
open_plain(const struct options *options)
{
	return options->arg_count > 0 ? plain_lesson(options, options->args[0]) :
	    plain_menu(options);
}

static enum status
sandbox_plain(const struct engine_kind *kind)
{
	struct plain_keep keep = { .of_shelf = true };
	struct error why;
	struct engine *engine = kind->open(&why);

	if (engine == NULL)
		return engine_refuses(kind, &why);
	plain_sandbox(engine, stdin, &keep);
	return say_flush() ? STATUS_FINE : STATUS_WRONG;
}

/* ---- what is due */

/* What is due, a line each: where a screen can ask it, and how. */
static void
review_list(struct str *out, const struct review *review, const struct library *library)
{
	size_t step;

	for (size_t i = 0; i < review->questions.n; i++) {
		const char *question = review->questions.v[i];
		const struct lesson *lesson = review_place(library, question, &step);
		str_add(out, question);
		str_pad(out, 24);
		str_addf(out, "  tcptutor %s:%zu\n", lesson->id, step);
	}
}

/* Nothing needs to be asked on a screen: it was said what is due. */
static bool
review_says(const struct options *options, bool on_screen, enum status *status)
{
	struct progress progress;
	struct review review = { .at = 0 };
	struct shelf shelf;
	struct error error;
	struct str out = { 0 };

	shelf_init(&shelf);
	*status = STATUS_WRONG;
	bool fine = shelf_fill(&shelf, options, &error);
	if (fine) {
		progress_look(&progress);
		review_find(&review, &progress, &shelf.library, (int64_t)time(NULL));
		progress_fini(&progress);
		if (review.questions.n == 0) {
			review_none(&out, &review);
			str_addc(&out, '\n');
		} else if (!on_screen) {
			review_list(&out, &review, &shelf.library);
		}
		say_text(&out);
		*status = say_flush() ? STATUS_FINE : STATUS_WRONG;
	} else {
		say_problem("%s", error.text);
	}
	bool all_said = !fine || out.n > 0;
	review_fini(&review);
	str_free(&out);
	shelf_fini(&shelf);
	return all_said;
}

/* ---- with a screen */

static enum status
watch_start(struct session *session, const char *argument)
{
	struct error error;
	size_t step;
	char *name = lesson_name_split(argument, &step);
	char *file = shelf_path(session->options, name);
	enum status status = STATUS_WRONG;

	free(name);
	if (file != NULL && !session_watch_begin(session, file, &error))
		status = engine_refuses(session->kind, &error);
	else if (file != NULL)
		status = playing_goto(&session->player, step) ? STATUS_FINE : STATUS_WRONG;
	free(file);
	return status;
}

/* To the lesson that was asked for, to the sandbox, or to the menu. */
static enum status
session_start(struct session *session, const char *argument)
{
	struct error error;
	size_t step;

	if (session->options->job->run == job_review)
		return session_review(session, &error) ? STATUS_FINE :
		    engine_refuses(session->kind, &error);
	if (session->options->job->run == job_sandbox)
		return session_sandbox(session, &error) ? STATUS_FINE :
		    engine_refuses(session->kind, &error);
	if (argument == NULL) {
		if (session_menu(session, &error))
			return STATUS_FINE;
		say_problem("%s", error.text);
		return STATUS_WRONG;
	}
	if (session->options->watch)
		return watch_start(session, argument);
	char *name = lesson_name_split(argument, &step);
	const struct lesson *lesson = shelf_lesson(&session->shelf, session->options, name);
	free(name);
	if (lesson == NULL)
		return STATUS_WRONG;
	if (!session_open(session, lesson, &error))
		return engine_refuses(session->kind, &error);
	if (step == 1)
		session_recall(session);
	return playing_goto(&session->player, step) ? STATUS_FINE : STATUS_WRONG;
}

bool
terminal_is_able(void)
{
	const char *type = getenv("TERM");

	return isatty(STDIN_FILENO) && type != NULL && type[0] != '\0' &&
	    strcmp(type, "dumb") != 0;
}

static const struct theme *
theme_of(const struct options *options)
{
	return theme_find(options->theme != NULL ? options->theme : "dark");
}

struct terminal *
terminal_take(const struct options *options, struct error *error)
{
	return terminal_open(&(struct terminal_options){ .in = stdin,
	    .out = stdout, .theme = theme_of(options),
	    .colours = getenv("NO_COLOR") == NULL,
	    .no_mouse = options->no_mouse }, error);
}

/* On the terminal until it is left; then the signal that ended it, if one did. */
static enum status
session_show(struct session *session, struct terminal *terminal)
{
	/* A window that is closed hangs up twice: by the kernel, and by the shell in it. */
	struct sigaction found, ignored = { .sa_handler = SIG_IGN };
	struct error error;
	int ended_by = 0;

	sigaction(SIGHUP, &ignored, &found);
	bool fine = loop_run(terminal, session, session->options->ascii, &ended_by,
	    &error);
	terminal_close(terminal);
	if (!fine)
		say_problem("%s", error.text);
	if (!session_save(session, &error) || error.text[0] != '\0')
		say_problem("%s", error.text);
	sigaction(SIGHUP, &found, NULL);
	if (ended_by != 0) {
		signal(ended_by, SIG_DFL);
		raise(ended_by);
	}
	return fine ? STATUS_FINE : STATUS_CANNOT;
}

/* What was asked for, on a terminal that curses does not know. */
static enum status
instead_of_screen(const struct options *options, const struct engine_kind *kind)
{
	enum status status;

	if (options->job->run == job_sandbox)
		return sandbox_plain(kind);
	if (options->job->run != job_review)
		return open_plain(options);
	review_says(options, false, &status);
	return status;
}

static enum status
open_screen(const struct options *options, const struct engine_kind *kind)
{
	struct session session;
	struct error error;

	session_init(&session, options, kind);
	session_keep(&session);
	/* The way to a later step may take a kernel seconds, and there is no screen yet. */
	engine_watch_waits(say_waits, NULL);
	enum status status = session_start(&session,
	    options->arg_count > 0 ? options->args[0] : NULL);
	engine_watch_waits(NULL, NULL);
	if (status == STATUS_FINE) {
		struct terminal *terminal = terminal_take(options, &error);
		if (terminal != NULL) {
			status = session_show(&session, terminal);
		} else {
			say_problem(_("%s; so it goes line by line"), error.text);
			status = instead_of_screen(options, kind);
		}
	}
	session_fini(&session);
	return status;
}

/* The engine; NULL, said, if there is no such theme. */
static const struct engine_kind *
kind_of(const struct options *options)
{
	const struct engine_kind *kind = engine_kind_find(options->on, options->ipv6);

	if (theme_of(options) != NULL)
		return kind;
	say_problem(_("there is no theme \"%s\": --theme takes dark, light or contrast"),
	    options->theme);
	return NULL;
}

enum status
job_sandbox(const struct options *options)
{
	const struct engine_kind *kind = kind_of(options);

	if (kind == NULL)
		return STATUS_WRONG;
	if (options->plain || !isatty(STDOUT_FILENO) || !terminal_is_able())
		return sandbox_plain(kind);
	return open_screen(options, kind);
}

enum status
job_review(const struct options *options)
{
	const struct engine_kind *kind = kind_of(options);
	bool on_screen = !options->plain && isatty(STDOUT_FILENO) && terminal_is_able();
	enum status status;

	if (kind == NULL)
		return STATUS_WRONG;
	return review_says(options, on_screen, &status) ? status : open_screen(options, kind);
}

enum status
job_open(const struct options *options)
{
	const char *argument = options->arg_count > 0 ? options->args[0] : NULL;
	const struct engine_kind *kind = kind_of(options);

	if (options->watch && (argument == NULL || strcmp(argument, "-") == 0 || options->plain ||
	    !isatty(STDOUT_FILENO) || !terminal_is_able())) {
		say_problem(_("--watch shows a lesson's file on a terminal: "
		    "tcptutor FILE --watch"));
		return STATUS_WRONG;
	}
	bool from_stdin = argument != NULL && strcmp(argument, "-") == 0;

	if (kind == NULL)
		return STATUS_WRONG;
	if (from_stdin || (!options->plain && !isatty(STDOUT_FILENO)))
		return argument != NULL ? run_instead(options, argument) : job_list(options);
	if (options->plain || !terminal_is_able())
		return open_plain(options);
	return open_screen(options, kind);
}
