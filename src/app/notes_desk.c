/*
 * The second terminal:
 *
 *	class's lines --+
 *	key ------------+--> notes_draw -> grid -> terminal_draw
 *	each minute ----+
 *	key ------------> a line to the class
 *	no class -------> look for one every second
 */
#include "app/notes_desk.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/notes.h"
#include "base/i18n.h"
#include "host/pause.h"
#include "host/rendezvous.h"
#include "ui/stroke.h"

#define TYPED_MAX 60	/* octets of votes being typed */

struct desk {
	struct event_base	*base;
	struct terminal		*terminal;
	struct grid		*grid;
	bool			 ascii;
	const char		*wanted;	/* a class's name; NULL: the newest */
	struct bufferevent	*link;		/* NULL: no class is there */
	struct event		*wake;		/* a minute is over; or look for a class */
	struct rendezvous	 class;		/* the one that is there, or was */
	struct telling		 telling;
	bool			 told;		/* telling holds something */
	struct str		 message;	/* until the next key */
	struct str		 typed;
	bool			 typing;
	int			 scroll;
	int			 ended_by;
};

static int64_t
seconds_now(void)
{
	return pause_clock() / 1000000;
}

static void
say(struct desk *desk, const char *text)
{
	str_clear(&desk->message);
	str_add(&desk->message, text);
}

/* ---- as it is seen */

/* The clock shows minutes, so it is looked at once in each. */
static void
wake_later(struct desk *desk)
{
	int64_t since = seconds_now() - desk->telling.began;
	struct timeval wait = { .tv_sec = desk->link == NULL ? 1 : 60 - (since > 0 ? since % 60 : 0) };

	event_add(desk->wake, &wait);
}

static void
draw(struct desk *desk)
{
	int rows = terminal_rows(desk->terminal), columns = terminal_columns(desk->terminal);
	struct notes_view view = {
		.telling = desk->told ? &desk->telling : NULL,
		.here = desk->link != NULL,
		.now = seconds_now(),
		.message = str_text(&desk->message),
		.typed = desk->typing ? str_text(&desk->typed) : NULL,
		.scroll = desk->scroll,
	};

	if (desk->grid == NULL || desk->grid->rows != rows || desk->grid->columns != columns) {
		grid_free(desk->grid);
		desk->grid = grid_new(rows, columns);
		desk->grid->ascii = desk->ascii;
	}
	int most = notes_draw(desk->grid, &view);
	desk->scroll = desk->scroll > most ? most : desk->scroll;
	terminal_draw(desk->terminal, desk->grid);
	wake_later(desk);
}

/* ---- the class */

static void
class_lose(struct desk *desk)
{
	bufferevent_free(desk->link);
	desk->link = NULL;
	desk->typing = false;
}

static void
on_line(struct bufferevent *link, void *arg)
{
	struct desk *desk = arg;
	struct evbuffer *input = bufferevent_get_input(link);
	size_t step = desk->telling.step, n;
	char *line;

	while ((line = evbuffer_readln(input, &n, EVBUFFER_EOL_LF)) != NULL) {
		desk->told = telling_read(&desk->telling, line, n) || desk->told;
		free(line);
	}
	if (evbuffer_get_length(input) >= NOTES_LINE_MAX)
		class_lose(desk);
	if (desk->telling.step != step)
		desk->scroll = 0;
	draw(desk);
}

static void
on_end(struct bufferevent *link, short what, void *arg)
{
	struct desk *desk = arg;

	(void)link;
	(void)what;
	str_clear(&desk->message);
	class_lose(desk);
	draw(desk);
}

static void
link_to(struct desk *desk, int fd)
{
	desk->link = bufferevent_socket_new(desk->base, fd, BEV_OPT_CLOSE_ON_FREE);
	if (desk->link == NULL) {
		close(fd);
		return;
	}
	bufferevent_setcb(desk->link, on_line, NULL, on_end, desk);
	bufferevent_setwatermark(desk->link, EV_READ, 0, NOTES_LINE_MAX);
	bufferevent_enable(desk->link, EV_READ | EV_WRITE);
}

/* Which others there are, and how to see them. */
static void
say_others(struct desk *desk, const struct rendezvous *classes, size_t count)
{
	struct str others = { 0 }, text = { 0 };

	for (size_t i = 0; i < count; i++)
		if (strcmp(classes[i].name, desk->class.name) != 0)
			str_addf(&others, "%s%s", others.n > 0 ? ", " : "", classes[i].name);
	if (others.n > 0) {
		str_addf(&text, _("This is the newest class, %s. tcptutor notes NUMBER shows another: %s"),
		    desk->class.name, str_text(&others));
		say(desk, str_text(&text));
	}
	str_free(&others);
	str_free(&text);
}

static void
class_find(struct desk *desk)
{
	struct rendezvous classes[RENDEZVOUS_MAX];
	struct error error = { .line = 0 };
	size_t count = rendezvous_list(classes, RENDEZVOUS_MAX, &error);

	if (error.text[0] != '\0')
		say(desk, error.text);
	for (size_t i = 0; i < count && desk->link == NULL; i++) {
		int fd = desk->wanted != NULL && strcmp(desk->wanted, classes[i].name) != 0 ? -1 :
		    rendezvous_connect(&classes[i]);
		if (fd == -1)
			continue;
		desk->class = classes[i];
		link_to(desk, fd);
		if (desk->wanted == NULL)
			say_others(desk, &classes[i], count - i);
	}
}

static void
on_wake(evutil_socket_t fd, short what, void *arg)
{
	struct desk *desk = arg;

	(void)fd;
	(void)what;
	if (desk->link == NULL)
		class_find(desk);
	draw(desk);
}

/* ---- keys */

static void
drive_send(struct desk *desk, const struct drive *drive)
{
	struct str line = { 0 };

	if (desk->link == NULL) {
		say(desk, _("No class is there that could do it."));
		return;
	}
	drive_write(&line, drive);
	bufferevent_write(desk->link, line.p, line.n);
	str_free(&line);
}

static void
votes_send(struct desk *desk)
{
	struct drive drive = { .count = 0 };

	if (!votes_typed(str_text(&desk->typed), drive.counts, &drive.count) ||
	    drive.count > desk->telling.offer_count) {
		say(desk, _("Votes are numbers up to 9999, one for each answer, with a blank between."));
		return;
	}
	desk->typing = false;
	drive_send(desk, &drive);
}

static void
type(struct desk *desk, uint32_t stroke)
{
	bool digit = (stroke >= '0' && stroke <= '9') || stroke == ' ' || stroke == ',';

	if (stroke == STROKE_ENTER)
		votes_send(desk);
	else if (stroke == STROKE_ESCAPE || (stroke == STROKE_BACKSPACE && desk->typed.n == 0))
		desk->typing = false;
	else if (stroke == STROKE_BACKSPACE)
		desk->typed.p[--desk->typed.n] = '\0';
	else if (stroke == STROKE_CLEAR)
		str_clear(&desk->typed);
	else if (digit && desk->typed.n < TYPED_MAX)
		str_addc(&desk->typed, (char)stroke);
}

static void
votes_begin(struct desk *desk)
{
	if (desk->link == NULL || desk->telling.offer_count == 0) {
		say(desk, _("There is no question now that could be voted on."));
		return;
	}
	struct str example = { 0 }, text = { 0 };
	votes_example(&example, desk->telling.offer_count);
	str_addf(&text, _("How many are for each answer? As in: %s. An empty line takes the last vote back."),
	    str_text(&example));
	str_clear(&desk->typed);
	desk->typing = true;
	say(desk, str_text(&text));
	str_free(&example);
	str_free(&text);
}

/* As keys of the class, where several mean the same. */
static uint32_t
same_as(uint32_t stroke)
{
	return stroke == STROKE_LEFT ? STROKE_BACKSPACE : stroke == '.' ? 'b' :
	    stroke == STROKE_RIGHT || stroke == STROKE_ENTER ? ' ' : stroke;
}

/* False: the notes are left. */
static bool
strike(struct desk *desk, uint32_t stroke)
{
	if (stroke == STROKE_REDRAW) {
		terminal_redraw(desk->terminal);
		return true;
	}
	str_clear(&desk->message);
	if (desk->typing)
		type(desk, stroke);
	else if (stroke == 'q')
		return false;
	else if (stroke == 'v')
		votes_begin(desk);
	else if (stroke == STROKE_DOWN)
		desk->scroll++;
	else if (stroke == STROKE_UP)
		desk->scroll -= desk->scroll > 0;
	else if (drive_takes(same_as(stroke)))
		drive_send(desk, &(struct drive){ .stroke = same_as(stroke) });
	return true;
}

static void
on_key(evutil_socket_t fd, short what, void *arg)
{
	struct desk *desk = arg;

	(void)fd;
	(void)what;
	for (uint32_t stroke; (stroke = terminal_read(desk->terminal)) != STROKE_NONE;) {
		if (!strike(desk, stroke)) {
			event_base_loopbreak(desk->base);
			return;
		}
	}
	if (terminal_gone(desk->terminal))
		event_base_loopbreak(desk->base);
	else
		draw(desk);
}

/* ---- signals */

static void
on_signal(evutil_socket_t number, short what, void *arg)
{
	struct desk *desk = arg;
	struct sigaction ours, its = { .sa_handler = SIG_DFL };

	(void)what;
	if (number == SIGWINCH) {
		terminal_resize(desk->terminal);
	} else if (number == SIGTSTP) {
		terminal_suspend(desk->terminal);
		sigaction(SIGTSTP, &its, &ours);
		raise(SIGTSTP);
		sigaction(SIGTSTP, &ours, NULL);
		terminal_resume(desk->terminal);
	} else if (number == SIGCONT) {
		terminal_resume(desk->terminal);
	} else {
		desk->ended_by = (int)number;
		event_base_loopbreak(desk->base);
		return;
	}
	draw(desk);
}

static const int signals[] = { SIGWINCH, SIGCONT, SIGTSTP, SIGTERM, SIGHUP, SIGINT, SIGQUIT };

#define EVENT_COUNT (sizeof(signals) / sizeof(signals[0]) + 1)

/* The keyboard's event and those of the signals; false: not all could be had. */
static bool
events_add(struct desk *desk, struct event *events[EVENT_COUNT])
{
	for (size_t i = 0; i < EVENT_COUNT; i++) {
		events[i] = i == 0 ?
		    event_new(desk->base, STDIN_FILENO, EV_READ | EV_PERSIST, on_key, desk) :
		    evsignal_new(desk->base, signals[i - 1], on_signal, desk);
		if (events[i] == NULL || event_add(events[i], NULL) == -1)
			return false;
	}
	return true;
}

static void
desk_fini(struct desk *desk)
{
	if (desk->link != NULL)
		bufferevent_free(desk->link);
	if (desk->wake != NULL)
		event_free(desk->wake);
	if (desk->base != NULL)
		event_base_free(desk->base);
	grid_free(desk->grid);
	telling_fini(&desk->telling);
	str_free(&desk->message);
	str_free(&desk->typed);
}

bool
notes_desk_run(struct terminal *terminal, const char *name, bool ascii, int *ended_by,
    struct error *error)
{
	struct event *events[EVENT_COUNT] = { NULL };
	struct desk desk = { .base = event_base_new(), .terminal = terminal, .ascii = ascii,
	    .wanted = name };

	/* The class may be gone when one talks to it. */
	signal(SIGPIPE, SIG_IGN);
	if (desk.base != NULL)
		desk.wake = event_new(desk.base, -1, 0, on_wake, &desk);
	bool fine = desk.wake != NULL && events_add(&desk, events);
	if (fine) {
		terminal_resize(terminal);
		class_find(&desk);
		draw(&desk);
		event_base_dispatch(desk.base);
	} else {
		error_set(error, 0, 0, _("the keyboard cannot be waited for"));
	}
	for (size_t i = 0; i < EVENT_COUNT; i++)
		if (events[i] != NULL)
			event_free(events[i]);
	*ended_by = desk.ended_by;
	desk_fini(&desk);
	return fine;
}
