/* Steps a lesson with lines in and lines out. */
#include "app/plain.h"

#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "app/say.h"
#include "app/shelf.h"
#include "base/i18n.h"
#include "base/text.h"

#define COLUMNS_WRAPPED 78

/* ---- words */

struct wrapping {
	struct str	*out;
	const char	*indent;
};

static void
line_put(void *arg, const char *s, size_t n, int width)
{
	struct wrapping *wrapping = arg;

	(void)width;
	if (n > 0)
		str_add(wrapping->out, wrapping->indent);
	str_addn(wrapping->out, s, n);
	str_addc(wrapping->out, '\n');
}

void
plain_wrapped(struct str *out, const char *indent, const char *text)
{
	struct wrapping wrapping = { out, indent };

	text_wrap(text, COLUMNS_WRAPPED - (int)strlen(indent), line_put, &wrapping);
}

static void
step_put(struct str *out, const struct player *player, size_t at)
{
	const struct step *step = &player->lesson->steps[at];
	struct str text = { 0 };

	if (step->title != NULL)
		str_addf(out, _("\n== Step %zu of %zu: %s ==\n\n"), at + 1,
		    player->lesson->step_count, step->title);
	else
		str_addf(out, _("\n== Step %zu of %zu ==\n\n"), at + 1,
		    player->lesson->step_count);
	step_text(&text, step);
	plain_wrapped(out, "", str_text(&text));
	str_free(&text);
}

static void
number_put(struct str *out, const char *name, const struct endpoint *endpoint, unsigned known,
    uint32_t value)
{
	if (endpoint->known & known)
		str_addf(out, "%s%s %u", out->n > 0 ? ", " : "", name, value);
}

/* The variables of an end, those that it knows; and its timers. */
static void
numbers_put(struct str *out, const struct moment *moment, enum end end)
{
	const struct endpoint *endpoint = &moment->end[end];
	struct str line = { 0 }, text = { 0 };

	if (endpoint->state == STATE_CLOSED)
		return;
	number_put(&line, "SND.UNA", endpoint, KNOWN_SND_UNA, endpoint->snd_una);
	number_put(&line, "SND.NXT", endpoint, KNOWN_SND_NXT, endpoint->snd_nxt);
	number_put(&line, "SND.WND", endpoint, KNOWN_SND_WND, endpoint->snd_wnd);
	number_put(&line, "RCV.NXT", endpoint, KNOWN_RCV_NXT, endpoint->rcv_nxt);
	number_put(&line, "RCV.WND", endpoint, KNOWN_RCV_WND, endpoint->rcv_wnd);
	for (int i = 0; i < endpoint->timer_count; i++) {
		int64_t rest = endpoint->timers[i].due - moment->time;
		struct str due = { 0 };

		duration_print(&due, rest > 0 ? duration_told(rest) : 0);
		str_addf(&line, _(", %s timer %s"),
		    _(timer_name((enum timer)endpoint->timers[i].kind)), str_text(&due));
		str_free(&due);
	}
	if (line.n > 0) {
		str_addf(&text, "%c: %s", end_letter(end), str_text(&line));
		plain_wrapped(out, "   ", str_text(&text));
	}
	str_free(&line);
	str_free(&text);
}

void
plain_moment(struct str *out, const struct trace *trace, const struct moment *moment)
{
	struct str line = { 0 };
	char buf[SEGMENT_TEXT];

	str_addf(&line, "%zu. ", (size_t)(moment - trace->moments) + 1);
	moment_headline(&line, trace, moment);
	str_addc(out, '\n');
	plain_wrapped(out, "", str_text(&line));

	for (uint32_t i = 0; i < moment->edge_count; i++) {
		const struct edge_at *edge = &moment->edges[i];
		str_addf(out, _("   %c goes from %s to %s.\n"), end_letter(edge->end),
		    state_name(edge->from), state_name(edge->to));
	}
	for (uint32_t i = 0; i < moment->sent_count; i++) {
		const struct flight *flight = &trace->flights[moment->sent + i];
		str_addf(out, _("   %c sends %s\n"), end_letter(flight->from),
		    segment_print(buf, sizeof(buf), &flight->seg));
	}
	str_clear(&line);
	moment_sentence(&line, trace, moment);
	plain_wrapped(out, "   ", str_text(&line));

	const char *remark = moment_remark(moment, str_text(&line));

	if (remark != NULL)
		plain_wrapped(out, "   ", remark);
	str_addf(out, _("   Now: A %s, B %s; segments in flight: %u.\n"),
	    state_name(moment->end[END_A].state),
	    state_name(moment->end[END_B].state), moment->wire_count);
	numbers_put(out, moment, END_A);
	numbers_put(out, moment, END_B);
	str_free(&line);
}

/* What was said of the statements that led here. */
static void
results_put(struct str *out, const struct player *player, const struct moment *moment)
{
	for (size_t i = 0; i < player->result_count; i++) {
		const struct result *result = &player->results[i];
		if (result->verdict == VERDICT_HELD || moment == NULL ||
		    result->moment != (size_t)(moment - player->engine->trace.moments) + 1)
			continue;
		if (result->verdict == VERDICT_FAILED)
			str_addf(out, _("   Line %d expected: %s. Found: %s.\n"),
			    result->line, result->expected, result->found);
		else
			str_addf(out, _("   Line %d: %s\n"), result->line, result->why);
	}
}

void
plain_place(struct str *out, const struct player *player)
{
	const struct place *place = player_place(player);
	const struct moment *moment = player_moment(player);

	if (player->at == 0) {
		shelf_title(out, player->lesson);
		str_addc(out, '\n');
	}
	if (place->prose)
		step_put(out, player, place->step);
	if (moment != NULL && !place->prose)
		plain_moment(out, &player->engine->trace, moment);
	results_put(out, player, moment);
}

void
plain_checks(struct str *out, const struct moment *moment)
{
	char text[NOTE_TEXT], meaning[NOTE_TEXT];
	struct str line = { 0 };

	for (uint32_t i = 0; i < moment->note_count; i++) {
		const struct note *note = &moment->notes[i].note;
		const char *step = note_step(note);
		char letter = end_letter((enum end)moment->notes[i].end);

		str_clear(&line);
		str_addf(&line, _("%c, %s%s%s: %s. %s"), letter, note_section(note),
		    step[0] != '\0' ? " " : "", step[0] != '\0' ? _(step) : "",
		    note_text(text, sizeof(text), note, letter),
		    note_meaning(meaning, sizeof(meaning), note, letter));
		plain_wrapped(out, "", str_text(&line));
	}
	str_free(&line);
}

void
plain_explain(struct str *out, const struct player *player)
{
	const struct moment *moment = player_moment(player);

	if (moment == NULL || moment->note_count == 0)
		str_add(out, _("There is nothing to explain here yet.\n"));
	else
		plain_checks(out, moment);
}

/* ---- commands */

static void
next_do(struct player *player, struct str *out)
{
	if (player_next(player))
		plain_place(out, player);
	else
		str_add(out, _("This is the lesson's end. b: back, q: quit.\n"));
}

static void
back_do(struct player *player, struct str *out)
{
	if (player_back(player))
		plain_place(out, player);
	else
		str_add(out, _("This is the lesson's beginning.\n"));
}

static void
explain_do(struct player *player, struct str *out)
{
	plain_explain(out, player);
}

static void
help_do(struct player *player, struct str *out)
{
	(void)player;
	str_add(out, _("Enter: next, b: back, ?: explain every check, h: this, q: quit\n"
	    "A question is answered with its number or in words; ? gives a hint.\n"));
}

static const struct {
	const char	*word;
	void		(*act)(struct player *player, struct str *out);
} commands[] = {
	{ "", next_do },
	{ "b", back_do },
	{ "?", explain_do },
	{ "h", help_do },
	{ "help", help_do },
};

static void
command_do(struct player *player, const char *word, struct str *out)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		if (strcmp(commands[i].word, word) == 0) {
			commands[i].act(player, out);
			return;
		}
	}
	str_addf(out, _("\"%s\" is no command here. "
	    "Enter: next, b: back, ?: explain, h: help, q: quit\n"), word);
}

/* ---- the lesson, and its question if it has one here */

struct plain {
	struct player	*player;
	struct asking	 asking;	/* of the step one is in */
	bool		 asks;
	struct plain_keep *keep;
};

static void
question_drop(struct plain *plain)
{
	if (plain->asks)
		asking_fini(&plain->asking);
	plain->asks = false;
}

/* One has come to another place: its question, or what was said to it. */
static void
question_find(struct plain *plain, struct str *out)
{
	const struct player *player = plain->player;
	const struct place *place = player_place(player);

	if (plain->asks && plain->asking.step != place->step)
		question_drop(plain);
	if (!plain->asks && place->prose && player->lesson->steps[place->step].question != NULL) {
		asking_init(&plain->asking, player->lesson, place->step);
		plain->asks = true;
	}
	if (!plain->asks || !plain->asking.solved)
		return;
	if (!place->prose)
		plain_recall(out, &plain->asking);
	else if (asking_open(&plain->asking))
		plain_ask(out, &plain->asking, engine_trace(player->engine), place->moments);
}

static bool
question_waits(const struct plain *plain)
{
	return plain->asks && player_place(plain->player)->prose &&
	    !plain->asking.skipped && asking_open(&plain->asking);
}

static void
line_do(struct plain *plain, const char *line, struct str *out)
{
	struct player *player = plain->player;
	size_t at = player->at;
	bool ask = question_waits(plain) && strcmp(line, "b") != 0;
	bool stays = ask && plain_answer(out, &plain->asking, line);
	struct answer_event event;

	/* A hint alone is nothing to count. */
	if (ask && strcmp(line, "?") != 0 && asking_event(&plain->asking, &event))
		plain_keep_answer(plain->keep, &event);
	if (!stays)
		command_do(player, ask ? "" : line, out);
	if (player->at == at)
		return;
	question_find(plain, out);
	plain_keep_place(plain->keep, player);
}

void
plain_play(struct player *player, FILE *in, struct plain_keep *keep)
{
	struct plain plain = { .player = player, .keep = keep };
	struct str out = { 0 };
	char *line = NULL;
	size_t room = 0;

	plain_place(&out, player);
	question_find(&plain, &out);
	str_add(&out, _("\nEnter: next, b: back, ?: explain, h: help, q: quit\n> "));
	say_text(&out);
	bool going = say_flush();
	engine_watch_waits(say_waits, NULL);
	while (going && getline(&line, &room, in) != -1) {
		char *word = line + strspn(line, " \t");
		word[strcspn(word, "\r\n")] = '\0';
		if (strcmp(word, "q") == 0)
			break;
		str_clear(&out);
		line_do(&plain, word, &out);
		str_add(&out, "> ");
		say_text(&out);
		going = say_flush();
	}
	engine_watch_waits(NULL, NULL);
	question_drop(&plain);
	str_free(&out);
	free(line);
}
