/*
 * The player. Playing goes forward only; going back is going to a lower
 * place. Places are made as one gets there:
 *
 *	step 1 "prose"      place 0   the prose, nothing played
 *	  set A iss 5                 (no moment: no place)
 *	  A listen          place 1   moment 0
 *	  expect A LISTEN             (held against moment 0, at once)
 *	  B connect         place 2   moment 1
 *	step 2 "prose"      place 3   the prose, beside moment 1
 *
 * Expectations are played together with the statement that they follow, so
 * that what they say stands beside the moment that they are about.
 */
#include "lesson/player.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"

static const struct step *
step_now(const struct player *player)
{
	return &player->lesson->steps[player->step];
}

static void
place_add(struct player *player, size_t moments, bool prose)
{
	player->places = vec_room(player->places, &player->place_cap, player->place_count + 1,
	    sizeof(*player->places));
	player->places[player->place_count++] =
	    (struct place){ .step = player->step, .moments = moments, .prose = prose };
}

static bool
has_prose(const struct step *step)
{
	return step->title != NULL || step->block_count > 0 || step->question != NULL;
}

/* A place for each moment that has none yet. True if there were any. */
static bool
places_for_moments(struct player *player)
{
	size_t count = engine_trace(player->engine)->count;
	size_t have = player->places[player->place_count - 1].moments;

	for (size_t i = have; i < count; i++)
		place_add(player, i + 1, false);
	return count > have;
}

static struct result *
result_add(struct player *player, enum verdict verdict, const struct statement *statement)
{
	player->results = vec_room(player->results, &player->result_cap,
	    player->result_count + 1, sizeof(*player->results));
	struct result *result = &player->results[player->result_count++];
	*result = (struct result){
		.verdict = verdict,
		.line = statement->line,
		.moment = engine_trace(player->engine)->count,
		.statement = mem_strdup(statement->source),
	};
	size_t *const counts[] = {
		[VERDICT_HELD] = &player->held,
		[VERDICT_FAILED] = &player->failed,
		[VERDICT_SKIPPED] = &player->skipped,
		[VERDICT_ERROR] = &player->errors,
		[VERDICT_BROKEN] = &player->errors
	};
	(*counts[verdict])++;
	return result;
}

static void
result_say(struct player *player, enum verdict verdict, const struct statement *statement,
    const char *why)
{
	result_add(player, verdict, statement)->why = mem_strdup(why);
}

static bool
is_setting(const struct command *command)
{
	return command->verb < VERB_CALL;
}

/* Remember what an expectation may look back at. */
static void
remember(struct player *player, const struct statement *statement, enum done done)
{
	int skipped = done == DONE_SKIPPED ? statement->line : 0;

	if (is_setting(&statement->command))
		return;
	player->last = player->engine->statements;
	player->last_skipped = skipped;
	if (statement->command.verb == VERB_CALL || statement->command.verb == VERB_ACCEPT)
		player->call_skipped = skipped;
}

/* A stranger's lesson may not fill the memory. */
static void
check_length(struct player *player, const struct statement *statement)
{
	struct str why = { 0 };

	if (engine_trace(player->engine)->count <= PLAYER_MOMENTS_MAX)
		return;
	str_addf(&why, _("here the lesson comes to more than %d moments"), PLAYER_MOMENTS_MAX);
	result_say(player, VERDICT_ERROR, statement, str_text(&why));
	player->ended = true;
	str_free(&why);
}

static void
play_command(struct player *player, const struct statement *statement)
{
	struct error why = { 0 };
	enum done done = engine_command(player->engine, &statement->command, &why);

	remember(player, statement, done);
	switch (done) {
	case DONE:
		check_length(player, statement);
		break;
	case DONE_NOTHING:
		result_say(player, VERDICT_ERROR, statement, why.text);
		break;
	case DONE_SKIPPED:
		result_say(player, VERDICT_SKIPPED, statement, why.text);
		break;
	case DONE_BROKEN:
		result_say(player, VERDICT_BROKEN, statement, why.text);
		player->ended = true;
		break;
	}
}

/* The line of the skipped statement that the expectation asks about, or 0. */
static int
asks_skipped(const struct player *player, const struct expect *expect)
{
	switch ((enum expect_kind)expect->kind) {
	case EXPECT_SENT:
	case EXPECT_SIGNAL:
		return player->last_skipped;
	case EXPECT_ERROR:
	case EXPECT_OK:
		return player->call_skipped;
	default:
		return 0;
	}
}

static void
play_expect(struct player *player, const struct statement *statement)
{
	struct str expected = { 0 }, found = { 0 };
	struct error why = { 0 };
	int skipped = asks_skipped(player, &statement->expect);

	if (skipped != 0) {
		str_addf(&expected, _("the statement in line %d was skipped"), skipped);
		result_say(player, VERDICT_SKIPPED, statement, str_text(&expected));
	} else if (!engine_comparable(player->engine, &why)) {
		result_say(player, VERDICT_SKIPPED, statement, why.text);
	} else if (expect_untold(&statement->expect, engine_trace(player->engine))) {
		str_addf(&expected, _("this kernel does not tell %s of %c here"),
		    variable_name((enum variable)statement->expect.variable),
		    end_letter((enum end)statement->expect.end));
		result_say(player, VERDICT_SKIPPED, statement, str_text(&expected));
	} else if (expect_holds(&statement->expect, engine_trace(player->engine), player->last,
	    &expected, &found)) {
		result_add(player, VERDICT_HELD, statement);
	} else {
		struct result *result = result_add(player, VERDICT_FAILED, statement);
		result->expected = str_take(&expected);
		result->found = str_take(&found);
	}
	str_free(&expected);
	str_free(&found);
}

/* Play one statement, unless it is for other engines. */
static void
play(struct player *player, const struct statement *statement)
{
	if (!(statement->on & player->on))
		return;
	if (statement->is_expect)
		play_expect(player, statement);
	else
		play_command(player, statement);
}

/* The expectations that stand next in this step. */
static void
play_expects(struct player *player)
{
	const struct scene *scene = &step_now(player)->scene;

	while (player->statement < scene->count && !player->ended) {
		const struct statement *statement = &scene->statements[player->statement];
		if (!statement->is_expect && (statement->on & player->on))
			return;
		player->statement++;
		play(player, statement);
	}
}

bool
player_done(const struct player *player)
{
	return player->ended || (player->step + 1 >= player->lesson->step_count &&
	    player->statement >= step_now(player)->scene.count);
}

void
player_init(struct player *player, const struct lesson *lesson, struct engine *engine)
{
	*player = (struct player){
		.lesson = lesson,
		.engine = engine,
		.on = scene_on(engine->ops->name),
	};
	place_add(player, 0, true);
}

void
player_fini(struct player *player)
{
	for (size_t i = 0; i < player->result_count; i++) {
		free(player->results[i].statement);
		free(player->results[i].expected);
		free(player->results[i].found);
		free(player->results[i].why);
	}
	free(player->results);
	free(player->places);
	engine_free(player->engine);
	*player = (struct player){ 0 };
}

/* Play on until there is a new place. */
static bool
play_on(struct player *player)
{
	if (places_for_moments(player))
		return true;
	while (!player_done(player)) {
		const struct scene *scene = &step_now(player)->scene;
		if (player->statement < scene->count) {
			play(player, &scene->statements[player->statement++]);
			play_expects(player);
			if (places_for_moments(player))
				return true;
			continue;
		}
		player->step++;
		player->statement = 0;
		if (has_prose(step_now(player))) {
			place_add(player, engine_trace(player->engine)->count, true);
			return true;
		}
	}
	return false;
}

bool
player_next(struct player *player)
{
	if (player->at + 1 >= player->place_count && !play_on(player))
		return false;
	player->at++;
	return true;
}

bool
player_back(struct player *player)
{
	if (player->at == 0)
		return false;
	player->at--;
	return true;
}

bool
player_poll(struct player *player)
{
	engine_poll(player->engine);
	return places_for_moments(player);
}

void
player_run(struct player *player)
{
	while (player_next(player))
		;
}

void
player_solve(struct player *player)
{
	const struct scene *solution = &player->lesson->solution;

	for (size_t i = 0; i < solution->count && !player->ended; i++)
		play(player, &solution->statements[i]);
	places_for_moments(player);
	player_run(player);
}

const struct place *
player_place(const struct player *player)
{
	return &player->places[player->at];
}

const struct moment *
player_moment(const struct player *player)
{
	size_t moments = player_place(player)->moments;

	return moments > 0 ? &engine_trace(player->engine)->moments[moments - 1] : NULL;
}
