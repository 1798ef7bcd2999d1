/* Playing without a screen: run, check, compare. */
#include "app/jobs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/engines.h"
#include "app/plain.h"
#include "app/playing.h"
#include "app/say.h"
#include "base/i18n.h"
#include "export/compare.h"
#include "export/json.h"
#include "export/ladder_text.h"
#include "lesson/goal.h"
#include "lesson/question.h"
#include "view/question.h"

bool
job_writes(const struct options *options, const char *const *formats)
{
	for (const char *const *format = formats; *format != NULL; format++) {
		if (strcmp(options->format, *format) == 0)
			return true;
	}
	say_problem(_("%s cannot write the format \"%s\"; it can write: %s%s%s"),
	    options->job->name, options->format, formats[0],
	    formats[1] != NULL ? ", " : "", formats[1] != NULL ? formats[1] : "");
	return false;
}

/* The lesson's questions, and what the model answers. */
static void
answers_say(const struct lesson *lesson)
{
	struct str out = { 0 };

	for (size_t i = 0; i < lesson->step_count; i++) {
		struct solution solution;
		struct error why;
		if (lesson->steps[i].question == NULL)
			continue;
		str_add(&out, out.n == 0 ? _("\nAnswers\n") : "");
		if (question_solve(&solution, lesson, i, &why)) {
			question_id(&out, lesson, solution.question);
			str_add(&out, ": ");
			question_text(&out, solution.question);
			str_add(&out, "\n    ");
			question_answer(&out, &solution);
			str_addc(&out, '\n');
		}
		solution_fini(&solution);
	}
	say_text(&out);
	str_free(&out);
}

/* A challenge: which goals its solution meets. */
static void
goals_say(const struct goals *goals, const struct proof *proof)
{
	struct str out = { 0 };

	str_addf(&out, _("\nGoals met by the solution: %zu of %zu\n"), proof->met, goals->list.n);
	for (size_t i = 0; i < goals->list.n; i++) {
		str_add(&out, proof->marks.met[i] ? _("  done      ") : _("  not done  "));
		goal_text(&out, &goals->list.v[i]);
		str_addc(&out, '\n');
	}
	say_text(&out);
	str_free(&out);
}

/* Write the run down on standard output. */
static bool
run_say(const struct options *options, const struct player *player, const struct proof *proof)
{
	const struct goals *goals = player->lesson->goals;

	if (strcmp(options->format, "json") == 0)
		json_player(stdout, player);
	else
		ladder_text_player(stdout, player, options->ascii);
	if (strcmp(options->format, "text") == 0)
		answers_say(player->lesson);
	if (strcmp(options->format, "text") == 0 && goals != NULL)
		goals_say(goals, proof);
	return say_flush();
}

/* A challenge is run with its solution. */
static enum status
lesson_run(const struct options *options, struct playing *playing)
{
	const struct goals *goals = playing->player.lesson->goals;
	struct proof proof = { .met = 0 };
	struct str cannot = { 0 };

	if (playing_cannot(&cannot, playing->player.lesson, options->on)) {
		say_problem("%s", str_text(&cannot));
		str_free(&cannot);
		return STATUS_CANNOT;
	}
	if (goals != NULL)
		goals_prove(&proof, &playing->player);
	else
		player_run(&playing->player);
	if (!run_say(options, &playing->player, &proof))
		return STATUS_WRONG;
	enum status status = playing_report(playing);
	return status == STATUS_FINE && goals != NULL && proof.met < goals->list.n ?
	    STATUS_FAILED : status;
}

enum status
job_run(const struct options *options)
{
	static const char *const formats[] = { "text", "json", NULL };
	struct playing playing;

	if (!job_writes(options, formats))
		return STATUS_WRONG;
	enum status status = playing_init(&playing, options, options->args[0]);
	if (strcmp(options->format, "json") == 0)
		i18n_plain();
	if (status == STATUS_FINE)
		status = lesson_run(options, &playing);
	playing_fini(&playing);
	return status;
}

/* The real engine to compare with: the one asked for, else the best that can run. */
static const char *
real_engine(const struct options *options)
{
	struct str says = { 0 };

	if (strcmp(options->on, "model") != 0)
		return options->on;
	bool can = engine_kind_find("kernel", false)->probe(&says);
	str_free(&says);
	return can ? "kernel" : "loopback";
}

/* Play the lesson to its end on that engine. */
static enum status
play_on(struct playing *playing, const struct options *options, const char *engine)
{
	struct options on = *options;

	on.on = engine;
	enum status status = playing_init(playing, &on, options->args[0]);
	if (status == STATUS_FINE)
		player_run(&playing->player);
	return status;
}

/* Of a challenge also how it is won, if the real engine can; else that it is not played. */
static void
solutions_play(struct playing *model, struct playing *real)
{
	const struct lesson *lesson = model->player.lesson;
	struct str text = { 0 }, lines = { 0 };

	if (lesson->goals == NULL)
		return;
	if (lesson->engines & real->player.on) {
		player_solve(&model->player);
		player_solve(&real->player);
		str_add(&text, _("A challenge: its beginning, and then its solution."));
	} else {
		str_addf(&text, _("A challenge: its beginning alone, as its solution cannot be "
		    "played on %s: %s."), engine_trace(real->player.engine)->engine,
		    lesson->engines_why);
	}
	plain_wrapped(&lines, "", str_text(&text));
	say_text(&lines);
	str_free(&lines);
	str_free(&text);
}

enum status
job_compare(const struct options *options)
{
	static const char *const formats[] = { "text", NULL };
	struct playing model, real = { .has_player = false };

	if (!job_writes(options, formats))
		return STATUS_WRONG;
	if (strcmp(options->args[0], "-") == 0) {
		say_problem(_("compare plays the lesson twice, so it takes no standard input"));
		return STATUS_WRONG;
	}
	enum status status = play_on(&model, options, "model");
	if (status == STATUS_FINE) {
		status = play_on(&real, options, real_engine(options));
		if (status == STATUS_FINE) {
			solutions_play(&model, &real);
			struct compare_count count = compare_players(stdout,
			    &model.player, &real.player, options->ascii);
			status = !say_flush() ? STATUS_WRONG :
			    count.unexplained > 0 ? STATUS_FAILED : STATUS_FINE;
		}
		playing_fini(&real);
	}
	playing_fini(&model);
	return status;
}
