/* A challenge line by line: the goals are said when they are met, and when asked for. */
#include "app/plain.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>

#include "app/challenge.h"
#include "app/playing.h"
#include "app/say.h"
#include "base/i18n.h"
#include "lesson/goal.h"
#include "tcp/edge.h"

#define HELP _("A line of the scene language: A shutdown, deliver F., drop, wait timer.\n" \
    "?: a hint, g: the goals, e: edges not walked yet, t: the task, w: explain,\n" \
    "X: begin again, q: quit\n")

struct game {
	struct challenge	 challenge;
	const struct lesson	*lesson;
	const struct engine_kind *kind;
	struct branch		*branch;
	size_t			 steps;		/* the fewest that it took */
	bool			 walked[EDGES_MAX];	/* now, and on other days */
	struct plain_keep	*keep;
};

static void
task_put(struct str *out, const struct lesson *lesson)
{
	struct str text = { 0 };

	shelf_title(out, lesson);
	str_add(out, "\n\n");
	for (size_t i = 0; i < lesson->step_count; i++) {
		str_clear(&text);
		step_text(&text, &lesson->steps[i]);
		plain_wrapped(out, "", str_text(&text));
		str_addc(out, '\n');
	}
	str_free(&text);
}

static void
cannot_put(struct str *out, const struct lesson *lesson, const struct engine_kind *kind)
{
	struct str text = { 0 };

	if (playing_cannot(&text, lesson, kind->name)) {
		plain_wrapped(out, "", str_text(&text));
		str_addc(out, '\n');
	}
	str_free(&text);
}

static void
goals_put(struct str *out, const struct challenge *challenge, bool only_fresh)
{
	for (size_t i = 0; i < challenge->lesson->goals->list.n; i++) {
		struct str line = { 0 };
		if (only_fresh && !challenge->fresh[i])
			continue;
		str_add(&line, challenge->marks.met[i] ? _("Done: ") : _("To do: "));
		challenge_goal(&line, challenge, i);
		plain_wrapped(out, "", str_text(&line));
		str_free(&line);
	}
}

/* The engine is the game's from here on. */
static void
begin(struct game *game, struct engine *engine, struct str *out)
{
	branch_free(game->branch);
	game->branch = challenge_begin(&game->challenge, game->lesson, engine,
	    game->walked, EDGES_MAX);
	const struct trace *trace = engine_trace(engine);
	for (size_t i = 0; i < trace->count; i++)
		plain_moment(out, trace, &trace->moments[i]);
	goals_put(out, &game->challenge, false);
}

/* Where there is no further engine, that is said, and the one that was there plays on. */
static void
begin_again(struct game *game, struct str *out)
{
	struct error why;
	struct engine *engine = game->kind->open(&why);

	if (engine == NULL)
		str_addf(out, "%s\n", why.text);
	else
		begin(game, engine, out);
}

static void
line_play(struct game *game, const char *line, struct str *out)
{
	size_t before = game->branch->doings.n;
	struct str text = { 0 };

	plain_line(out, game->branch, line);
	for (; before < game->branch->doings.n; before++)
		challenge_acted(&game->challenge, &game->branch->doings.v[before]);
	edges_walk(game->walked, engine_trace(game->branch->engine), 0);
	plain_keep_edges(game->keep, game->walked);
	bool won = challenge_look(&game->challenge, game->branch);
	goals_put(out, &game->challenge, true);
	if (won) {
		challenge_won(&text, &game->challenge, game->steps);
		plain_wrapped(out, "", str_text(&text));
		if (game->steps == 0 || game->challenge.steps < game->steps)
			game->steps = game->challenge.steps;
		plain_keep_best(game->keep, game->lesson, game->challenge.steps);
	}
	str_free(&text);
}

static void
hint_put(struct game *game, struct str *out)
{
	struct str text = { 0 };

	challenge_hint(&text, &game->challenge, game->branch);
	plain_wrapped(out, "", str_text(&text));
	str_free(&text);
}

/* Which edges are missing yet, of those that are collected. */
static void
edges_put(const struct game *game, struct str *out)
{
	bool any = false;

	for (int pair = 0; pair < edge_pairs() && pair < EDGES_MAX; pair++) {
		const struct edge *edge = edge_of_pair(pair);
		struct str line = { 0 };

		if (game->walked[pair] || !goal_wants_pair(pair))
			continue;
		any = true;
		str_addf(&line, "%s → %s (%s)", state_name((enum state)edge->from),
		    state_name((enum state)edge->to), edge->event);
		plain_wrapped(out, "  ", str_text(&line));
		str_free(&line);
	}
	if (!any)
		str_add(out, _("All edges are walked.\n"));
}

static void
line_do(struct game *game, const char *line, struct str *out)
{
	if (strcmp(line, "?") == 0)
		hint_put(game, out);
	else if (strcmp(line, "g") == 0)
		goals_put(out, &game->challenge, false);
	else if (strcmp(line, "e") == 0)
		edges_put(game, out);
	else if (strcmp(line, "t") == 0)
		task_put(out, game->lesson);
	else if (strcmp(line, "w") == 0)
		plain_why(out, game->branch);
	else if (strcasecmp(line, "x") == 0)
		begin_again(game, out);
	else if (line[0] == '\0' || strcmp(line, "h") == 0 || strcmp(line, "help") == 0)
		str_add(out, HELP);
	else
		line_play(game, line, out);
}

void
plain_challenge(const struct lesson *lesson, const struct engine_kind *kind,
    struct engine *engine, FILE *in, struct plain_keep *keep)
{
	struct game game = { .lesson = lesson, .kind = kind, .keep = keep };
	struct str out = { 0 };
	char *line = NULL;
	size_t room = 0;

	plain_recall_edges(keep, game.walked);
	task_put(&out, lesson);
	cannot_put(&out, lesson, kind);
	begin(&game, engine, &out);
	str_add(&out, HELP);
	engine_watch_waits(say_waits, NULL);
	while (plain_prompt(&out) && getline(&line, &room, in) != -1) {
		line[strcspn(line, "\r\n")] = '\0';
		if (strcmp(line, "q") == 0)
			break;
		line_do(&game, line, &out);
	}
	engine_watch_waits(NULL, NULL);
	free(line);
	str_free(&out);
	branch_free(game.branch);
}
