/* Out of the program: a run as a ladder of text, a capture, a figure. */
#include "app/jobs.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/output.h"
#include "app/playing.h"
#include "app/say.h"
#include "base/i18n.h"
#include "export/handout.h"
#include "export/ladder_text.h"
#include "export/pcapng.h"
#include "export/svg.h"

/* Paper is white, unless --theme says otherwise. */
static const struct svg_paper *
paper_of(const struct options *options)
{
	return svg_paper_find(options->theme != NULL ? options->theme : "light");
}

static bool
text_write(FILE *out, const struct options *options, const struct player *player)
{
	ladder_text_player(out, player, options->ascii);
	return true;
}

static bool
handout_put(FILE *out, const struct options *options, const struct player *player)
{
	handout_write(out, player, !options->no_answers, options->ascii);
	return true;
}

static bool
pcapng_write(FILE *out, const struct options *options, const struct player *player)
{
	(void)options;
	if (pcapng_trace(out, engine_trace(player->engine), player->lesson->title))
		return true;
	say_problem("%s", _("a segment is larger than a packet can be"));
	return false;
}

static bool
ladder_write(FILE *out, const struct options *options, const struct player *player)
{
	svg_ladder(out, paper_of(options), engine_trace(player->engine), player->lesson->title);
	return true;
}

static bool
diagram_write(FILE *out, const struct options *options, const struct player *player)
{
	const struct trace *trace = engine_trace(player->engine);

	svg_diagram(out, paper_of(options), trace, trace->count, player->lesson->title);
	return true;
}

/* The same picture has a figure's name where a format has several. */
static const struct format {
	const char	*name, *figure;	/* figure NULL: there is but one */
	/* False, said: what was played has no such form. */
	bool		(*write)(FILE *, const struct options *, const struct player *);
} formats[] = {
	{ "text", NULL, text_write },
	{ "md", NULL, handout_put },
	{ "pcapng", NULL, pcapng_write },
	{ "svg", "ladder", ladder_write },
	{ "svg", "diagram", diagram_write },
	{ "svg", "screen", NULL },	/* screen_export draws a session, not a run */
};

#define FORMAT_COUNT (sizeof(formats) / sizeof(formats[0]))

static bool
figure_fits(const struct options *options, const struct format *format)
{
	if (options->figure == NULL || format->figure == NULL)
		return options->figure == NULL;
	return strcmp(options->figure, format->figure) == 0;
}

/* NULL, said, if there is none. */
static const struct format *
format_find(const struct options *options)
{
	bool named = false;

	for (size_t i = 0; i < FORMAT_COUNT; i++) {
		bool same = strcmp(options->format, formats[i].name) == 0;
		if (same && figure_fits(options, &formats[i]))
			return &formats[i];
		named = named || same;
	}
	if (!named)
		say_problem(_("export cannot write the format \"%s\"; "
		    "it can write: text, md, svg, pcapng"), options->format);
	else
		say_problem(_("--figure is for --format svg: ladder (the default), diagram or screen"));
	return NULL;
}

/* False, said: what is written would serve nobody there. */
static bool
output_serves(const struct options *options, const struct format *format)
{
	if (options->output == NULL && format->write == pcapng_write && isatty(STDOUT_FILENO)) {
		say_problem("%s", _("a capture is nothing for a terminal to show: --output FILE"));
		return false;
	}
	return true;
}

/* What was played, to where --output says. False, said, if it cannot be written, or go there. */
static bool
format_put(const struct format *format, const struct options *options,
    const struct player *player)
{
	struct output output;
	struct error error;

	if (!output_open(&output, options->output, player->lesson->file, &error)) {
		say_problem("%s", error.text);
		return false;
	}
	bool written = format->write(output.file, options, player);
	bool closed = output_close(&output, written, &error);
	if (!closed)
		say_problem("%s", error.text);
	return written && closed;
}

/* Of a challenge also how it is won, as run does. The handout has that in words. */
static void
solution_play(const struct options *options, const struct format *format,
    struct player *player)
{
	struct str cannot = { 0 };

	if (player->lesson->goals == NULL || options->no_answers || format->write == handout_put)
		return;
	if (playing_cannot(&cannot, player->lesson, options->on))
		say_problem("%s", str_text(&cannot));
	else
		player_solve(player);
	str_free(&cannot);
}

enum status
job_export(const struct options *options)
{
	const struct format *format = format_find(options);
	struct playing playing;

	if (format == NULL)
		return STATUS_WRONG;
	if (paper_of(options) == NULL) {
		say_problem(_("there is no theme \"%s\": --theme takes dark, light or contrast"),
		    options->theme);
		return STATUS_WRONG;
	}
	if (!output_serves(options, format))
		return STATUS_WRONG;
	if (format->write == NULL)
		return screen_export(options, paper_of(options));
	enum status status = playing_init(&playing, options, options->args[0]);
	if (status == STATUS_FINE) {
		player_run(&playing.player);
		solution_play(options, format, &playing.player);
		status = format_put(format, options, &playing.player) ?
		    playing_report(&playing) : STATUS_WRONG;
	}
	playing_fini(&playing);
	return status;
}
