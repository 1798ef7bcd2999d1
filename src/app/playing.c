/* Beginning and ending to play a lesson. */
#include "app/playing.h"

#include "app/engines.h"
#include "app/say.h"
#include "base/i18n.h"

bool
playing_cannot(struct str *out, const struct lesson *lesson, const char *engine)
{
	struct str others = { 0 };

	if (lesson->engines & scene_on(engine))
		return false;
	for (const struct engine_kind *kind = engine_kinds; kind->name != NULL; kind++) {
		if (!(lesson->engines & scene_on(kind->name)))
			continue;
		str_addf(&others, "%s--on %s", others.n > 0 ? _(" or ") : "", kind->name);
	}
	str_addf(out, _("This challenge cannot be won on %s: %s. Choose %s."), engine,
	    lesson->engines_why, str_text(&others));
	str_free(&others);
	return true;
}

enum status
playing_init(struct playing *playing, const struct options *options,
    const char *lesson_name)
{
	struct error why;

	playing->has_player = false;
	shelf_init(&playing->shelf);
	const struct engine_kind *kind = engine_kind_find(options->on, options->ipv6);
	const struct lesson *lesson = shelf_lesson(&playing->shelf, options, lesson_name);
	if (lesson == NULL)
		return STATUS_WRONG;
	struct engine *engine = kind->open(&why);
	if (engine == NULL) {
		say_problem(_("the engine %s cannot run here: %s"), kind->name, why.text);
		return STATUS_CANNOT;
	}
	player_init(&playing->player, lesson, engine);
	playing->has_player = true;
	return STATUS_FINE;
}

void
playing_fini(struct playing *playing)
{
	if (playing->has_player)
		player_fini(&playing->player);
	shelf_fini(&playing->shelf);
}

bool
playing_goto(struct player *player, size_t step)
{
	size_t count = player->lesson->step_count;

	if (step < 1 || step > count) {
		say_problem(_("%s has the steps 1 to %zu, and no %zu"),
		    player->lesson->id, count, step);
		return false;
	}
	while (player_place(player)->step + 1 < step && player_next(player))
		;
	return true;
}

bool
playing_note(const struct player *player, const char *id, struct progress *progress, int64_t now)
{
	size_t step = player_place(player)->step + 1;

	if (!player_done(player) || player->at + 1 < player->place_count) {
		if (step > 1 || progress_find(progress, FACT_STEP, id) != NULL)
			progress_at(progress, id, step, player->lesson->step_count, now);
		return false;
	}
	/* A challenge is done when it is won, not when it is read. */
	if (player->lesson->goals != NULL || progress_find(progress, FACT_DONE, id) != NULL)
		return false;
	progress_done(progress, id, now);
	return true;
}

/* A result knows its line only; the statement there knows the column. */
static int
column_of(const struct lesson *lesson, int line)
{
	for (size_t i = 0; i <= lesson->step_count; i++) {
		const struct scene *scene = i < lesson->step_count ? &lesson->steps[i].scene :
		    &lesson->solution;
		for (size_t k = 0; k < scene->count; k++) {
			if (scene->statements[k].line == line)
				return scene->statements[k].col;
		}
	}
	return 1;
}

enum status
playing_report(const struct playing *playing)
{
	const struct player *player = &playing->player;
	enum status status = STATUS_FINE;

	for (size_t i = 0; i < player->result_count; i++) {
		const struct result *result = &player->results[i];
		if (result->line >= player->lesson->whole_to)
			break;
		int col = column_of(player->lesson, result->line);
		enum status worse = STATUS_FINE;

		if (result->verdict == VERDICT_FAILED) {
			say_at(player->lesson->file, result->line, col,
			    _("expected %s, found %s"), result->expected,
			    result->found);
			worse = STATUS_FAILED;
		} else if (result->verdict == VERDICT_ERROR ||
		    result->verdict == VERDICT_BROKEN) {
			say_at(player->lesson->file, result->line, col, "%s: %s",
			    result->statement, result->why);
			worse = result->verdict == VERDICT_ERROR ?
			    STATUS_WRONG : STATUS_CANNOT;
		}
		if (worse > status)
			status = worse;
	}
	return status;
}
