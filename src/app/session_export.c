/*
 * What is on the screen now, into a file whose name says what it becomes:
 *
 *	x.svg		the screen as it stands
 *	x-ladder.svg	the ladder as a figure	x-diagram.svg	the states
 *	x.txt		the ladder as text	x.pcapng	a capture
 *	x.md		of a lesson its handout, of a sandbox a lesson
 *
 * What comes after the moment that is shown is left out, but of a handout.
 */
#include "session_acts.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/output.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "export/handout.h"
#include "export/ladder_text.h"
#include "export/pcapng.h"
#include "export/svg.h"

/* Names that are tried before the person has to think of one. */
#define TRIES 99

/* ---- a name */

static void
name_suggest(struct str *out, const struct session *session)
{
	const struct player *player = &session->player;
	struct str stem = { 0 };

	if (session->below == MODE_LESSON)
		str_addf(&stem, "%s-%02zu", player->lesson->id, player_place(player)->step + 1);
	else
		str_add(&stem, challenge_on(session) ? session->challenge.lesson->id : "sandbox");
	for (char *p = stem.p; *p != '\0'; p++)
		if (*p == '/' || *p == ' ')
			*p = '-';
	str_addf(out, "%s.svg", str_text(&stem));
	for (int i = 2; i <= TRIES && access(str_text(out), F_OK) == 0; i++) {
		str_clear(out);
		str_addf(out, "%s-%d.svg", str_text(&stem), i);
	}
	str_free(&stem);
}

void
export_do(struct session *session)
{
	struct str name = { 0 };

	name_suggest(&name, session);
	prompt_open(&session->prompt, PROMPT_EXPORT, str_text(&name));
	message_set(session, _("The screen: .svg. Else end it in -ladder.svg, -diagram.svg, "
	    ".txt, .md, .pcapng"));
	str_free(&name);
}

/* ---- as much of a trace as is shown */

/* A part of whole, which shares its moments; to be ended with trace_part_fini. */
static struct trace
trace_part(const struct trace *whole, size_t count)
{
	struct trace part = *whole;

	part.count = count;
	part.clock = count < whole->count ? 0 : whole->clock;
	part.flights = mem_alloc(whole->flight_count, sizeof(*part.flights));
	part.flight_count = 0;
	for (size_t i = 0; i < whole->flight_count; i++) {
		struct flight flight = whole->flights[i];
		if (flight.sent_at >= count)
			break;
		if (flight.ended_at != NO_MOMENT && flight.ended_at >= count) {
			flight.ended_at = NO_MOMENT;
			flight.fate = FATE_IN_FLIGHT;
		}
		part.flights[part.flight_count++] = flight;
	}
	return part;
}

static void
trace_part_fini(struct trace *part)
{
	free(part->flights);
}

/* ---- what can be written */

static const char *
title_of(const struct session *session)
{
	return session->below == MODE_LESSON ? session->player.lesson->title : _("From the sandbox");
}

static const struct svg_paper *
paper_of(const struct session *session)
{
	const char *theme = session->options->theme;

	return svg_paper_find(theme != NULL ? theme : "light");
}

static bool
screen_write(FILE *out, struct session *session, struct error *error)
{
	struct grid *grid = grid_new(session->rows, session->columns);

	(void)error;
	grid->ascii = session->ascii;
	session_draw(session, grid);
	svg_screen(out, paper_of(session), grid, title_of(session));
	grid_free(grid);
	return true;
}

static bool
ladder_write(FILE *out, struct session *session, struct error *error)
{
	size_t count;
	const struct trace *trace = session_trace(session, &count);
	struct trace part = trace_part(trace, count);

	(void)error;
	svg_ladder(out, paper_of(session), &part, title_of(session));
	trace_part_fini(&part);
	return true;
}

static bool
diagram_write(FILE *out, struct session *session, struct error *error)
{
	size_t count;
	const struct trace *trace = session_trace(session, &count);

	(void)error;
	svg_diagram(out, paper_of(session), trace, count, title_of(session));
	return true;
}

static bool
text_write(FILE *out, struct session *session, struct error *error)
{
	size_t count;
	const struct trace *trace = session_trace(session, &count);
	struct trace part = trace_part(trace, count);
	struct ladder_text ladder;

	(void)error;
	ladder_text_begin(&ladder, out, &part, title_of(session), session->ascii);
	for (size_t at = 0; at < part.count; at++)
		ladder_text_moment(&ladder, at);
	ladder_text_rest(&ladder);
	trace_part_fini(&part);
	return true;
}

static bool
pcapng_write(FILE *out, struct session *session, struct error *error)
{
	size_t count;
	const struct trace *trace = session_trace(session, &count);
	struct trace part = trace_part(trace, count);

	bool fine = pcapng_trace(out, &part, title_of(session));
	if (!fine)
		error_set(error, 0, 0, _("a segment is larger than a packet can be"));
	trace_part_fini(&part);
	return fine;
}

static bool
handout_put(FILE *out, struct session *session, struct error *error)
{
	struct str text = { 0 };

	if (session->below == MODE_SANDBOX) {
		sandbox_lesson(&text, sandbox_branch(&session->sandbox));
		fputs(str_text(&text), out);
		str_free(&text);
		return true;
	}
	struct engine *engine = session->kind->open(error);
	if (engine == NULL)
		return false;
	struct player player;
	player_init(&player, session->player.lesson, engine);
	player_run(&player);
	handout_write(out, &player, true, session->ascii);
	player_fini(&player);
	return true;
}

/* A longer ending goes before a shorter one. */
static const struct ending {
	const char	*text;
	bool		(*write)(FILE *out, struct session *session, struct error *error);
} endings[] = {
	{ "-ladder.svg", ladder_write },
	{ "-diagram.svg", diagram_write },
	{ ".svg", screen_write },
	{ ".txt", text_write },
	{ ".md", handout_put },
	{ ".pcapng", pcapng_write },
};

static const struct ending *
ending_find(const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t rest = strlen(endings[i].text);
		if (n > rest && strcmp(name + n - rest, endings[i].text) == 0)
			return &endings[i];
	}
	return NULL;
}

/* ---- writing it */

static bool
file_write(const char *name, const struct ending *ending, struct session *session,
    struct error *error)
{
	struct output output;
	struct error other;

	if (!output_open_new(&output, name, error))
		return false;
	bool fine = ending->write(output.file, session, error);
	return output_close(&output, fine, fine ? error : &other) && fine;
}

void
export_accept(struct session *session)
{
	struct str name = { 0 }, said = { 0 };
	struct error error = { .line = 0 };

	str_add(&name, str_text(&session->prompt.text));
	const struct ending *ending = ending_find(str_text(&name));
	if (name.n == 0) {
		;
	} else if (ending == NULL) {
		message_set(session, _("The name's ending says what it becomes: .svg, -ladder.svg, "
		    "-diagram.svg, .txt, .md, .pcapng"));
	} else {
		/* The screen is written as it was before one asked for it. */
		prompt_close(&session->prompt);
		if (file_write(str_text(&name), ending, session, &error)) {
			str_addf(&said, _("Written: %s"), str_text(&name));
		} else {
			prompt_open(&session->prompt, PROMPT_EXPORT, str_text(&name));
			str_add(&said, error.text);
		}
		message_set(session, str_text(&said));
	}
	str_free(&name);
	str_free(&said);
}
