/*
 * libevent waits, the session decides, the terminal shows:
 *
 *	key ----> session_stroke ---+
 *	SIGWINCH, SIGCONT ----------+--> session_draw -> grid -> terminal_draw
 *	time, while any runs -------+
 *	an arrow that grows --------+
 *	an engine waits --> a word in the bottom row; strokes until it has done are
 *	    dropped, but for the one that leaves; signals are seen at once
 *	speaker's notes --> session_stroke; what is shown --> speaker's notes
 *	SIGTSTP --> terminal as it was found, stop, go on
 *	SIGTERM, SIGHUP, SIGINT, SIGQUIT --> the end
 */
#include "app/loop.h"

#include <event2/event.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "app/notes_class.h"
#include "app/say.h"
#include "base/i18n.h"
#include "base/text.h"
#include "host/pause.h"
#include "session_acts.h"
#include "view/ladder.h"

/* A frame of what moves, ms; in a class, where one sits further away. */
#define FRAME_MS 40
#define FRAME_CLASS_MS 70

/* How often --watch looks at its file. */
#define LOOK_MS 200

/* What comes from outside, and is not put off until an engine has done. */
static const int outsiders[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGWINCH };

struct loop {
	struct event_base	*base;
	struct terminal		*terminal;
	struct session		*session;
	struct grid		*grid;
	struct event		*wake;		/* time has gone on */
	struct event		*frame;		/* what moves goes on moving */
	struct notes_class	*notes;		/* for the speaker of a class; or NULL */
	const struct trace	*trace;		/* shown last ... */
	size_t			 count;		/* ... and so many moments of it */
	bool			 ascii;
	bool			 motion;	/* may anything move? */
	bool			 waited;	/* an engine kept one waiting for a stroke's effect */
	enum waits		 wait;		/* for that */
	int64_t			 wait_until, wait_left;	/* us: on the clock, and as it was drawn last */
	bool			 left;		/* meanwhile */
	int			 ended_by;
};

static sigset_t
outsiders_set(void)
{
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < sizeof(outsiders) / sizeof(outsiders[0]); i++)
		sigaddset(&set, outsiders[i]);
	return set;
}

/* While an engine waits nobody reads libevent's signals: they are held, and on_patience takes them. */
static void
outsiders_hold(bool hold)
{
	sigset_t set = outsiders_set();

	sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

static void
loop_wait(struct event *event, int ms)
{
	struct timeval wait = { .tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000 };

	if (ms >= 0)
		event_add(event, &wait);
	else
		event_del(event);
}

static bool
grid_fits(const struct loop *loop)
{
	return loop->grid != NULL && loop->grid->rows == terminal_rows(loop->terminal) &&
	    loop->grid->columns == terminal_columns(loop->terminal);
}

static struct grid *
grid_for(const struct loop *loop)
{
	struct grid *grid = grid_new(terminal_rows(loop->terminal),
	    terminal_columns(loop->terminal));

	grid->ascii = loop->ascii;
	return grid;
}

/* All there is to say stands in the first frame; the others are due only if nothing happens. */
static void
loop_draw(struct loop *loop, int motion)
{
	if (!grid_fits(loop)) {
		grid_free(loop->grid);
		loop->grid = grid_for(loop);
	}
	loop->grid->motion = motion;
	session_draw(loop->session, loop->grid);
	terminal_draw(loop->terminal, loop->grid);
	loop->trace = session_trace(loop->session, &loop->count);
	notes_class_tell(loop->notes);
	loop_wait(loop->wake, session_wait(loop->session));
	loop_wait(loop->frame, motion == 0 || !loop->grid->moves ? -1 :
	    loop->session->options->in_class ? FRAME_CLASS_MS : FRAME_MS);
}

/* No engine waits any more. False: one has left meanwhile. */
static bool
wait_over(struct loop *loop)
{
	outsiders_hold(false);
	if (loop->left)
		event_base_loopbreak(loop->base);
	return !loop->left;
}

/* Something may have happened: draw it; if it is a moment further, its arrow moves. */
static void
loop_show(struct loop *loop)
{
	size_t count = 0;

	if (!wait_over(loop))
		return;
	const struct trace *trace = session_trace(loop->session, &count);
	loop_draw(loop, loop->motion && trace != NULL && trace == loop->trace &&
	    count > loop->count ? LADDER_FRAMES : 0);
}

/* The speaker's notes came, went, or drove the class. */
static void
on_notes(void *arg)
{
	loop_show(arg);
}

/* A class goes on without them, too. */
static void
notes_open(struct loop *loop)
{
	struct error error;

	if (!loop->session->options->in_class)
		return;
	loop->notes = notes_class_open(loop->base, loop->session, on_notes, loop, &error);
	if (loop->notes != NULL)
		return;
	struct str text = { 0 };
	str_addf(&text, _("The speaker's notes cannot find this class: %s"), error.text);
	message_set(loop->session, str_text(&text));
	str_free(&text);
}

/* What was drawn last, as much of it as fits above the bottom row. */
static struct grid *
grid_fitted(const struct loop *loop)
{
	const struct grid *drawn = loop->grid;
	struct grid *grid = grid_for(loop);
	int rows = drawn->rows < grid->rows ? drawn->rows : grid->rows;
	int columns = drawn->columns < grid->columns ? drawn->columns : grid->columns;

	for (int row = 0; row < rows - 1; row++)
		memcpy(grid->cells + (size_t)row * (size_t)grid->columns,
		    drawn->cells + (size_t)row * (size_t)drawn->columns,
		    (size_t)columns * sizeof(*grid->cells));
	return grid;
}

/* In the middle of a command: what was drawn last stays, but for the bottom row. */
static void
wait_draw(struct loop *loop)
{
	struct str text = { 0 };

	if (loop->grid == NULL)
		return;
	waits_text(&text, loop->wait, loop->wait_left > 0 ? loop->wait_left : 0);
	struct grid *grid = grid_fitted(loop);
	struct area area = grid_area(grid);
	int leave = area.columns - text_width(_("leave")) - 1;
	area_fill(&area, area.rows - 1, 0, 1, area.columns, STYLE_BAR, " ");
	area_put_cut(&area, area.rows - 1, 1, leave - 5, STYLE_NOW, str_text(&text));
	area_put(&area, area.rows - 1, leave - 2, STYLE_KEY, "q");
	area_put(&area, area.rows - 1, leave, STYLE_BAR, _("leave"));
	terminal_draw(loop->terminal, grid);
	grid_free(grid);
	str_free(&text);
}

static void
on_waits(void *arg, enum waits what, int64_t us)
{
	struct loop *loop = arg;

	loop->waited = true;
	loop->wait = what;
	loop->wait_left = us;
	loop->wait_until = pause_clock() + us;
	outsiders_hold(true);
	wait_draw(loop);
}

/* A second less to wait is to be seen; a tenth would flicker. */
static void
wait_count(struct loop *loop)
{
	int64_t left = loop->wait_until - pause_clock();

	if (loop->wait_left - left < 1000000 || loop->wait_left <= 0)
		return;
	loop->wait_left -= (loop->wait_left - left) / 1000000 * 1000000;
	wait_draw(loop);
}

/* Stops as if nobody had caught the signal, which may be held, and goes on on a whole screen. */
static void
loop_stop(struct loop *loop)
{
	struct sigaction ours, its = { .sa_handler = SIG_DFL };
	sigset_t stop, before;

	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	terminal_suspend(loop->terminal);
	sigaction(SIGTSTP, &its, &ours);
	raise(SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &stop, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
	sigaction(SIGTSTP, &ours, NULL);
	terminal_resume(loop->terminal);
}

/* Of what is struck meanwhile, only what leaves has a meaning; the rest are signals. */
static bool
on_patience(void *arg)
{
	static const struct timespec now = { 0 };
	struct loop *loop = arg;

	if (!loop->waited || loop->left)
		return !loop->left;
	sigset_t set = outsiders_set();
	int number = sigtimedwait(&set, NULL, &now);
	if (number == SIGTSTP || number == SIGWINCH) {
		if (number == SIGTSTP)
			loop_stop(loop);
		else
			terminal_resize(loop->terminal);
		wait_draw(loop);
	} else if (number > 0) {
		loop->ended_by = number;
		loop->left = true;
	}
	for (uint32_t stroke; (stroke = terminal_read(loop->terminal)) != STROKE_NONE;)
		loop->left = loop->left || stroke == 'q';
	loop->left = loop->left || terminal_gone(loop->terminal);
	wait_count(loop);
	return !loop->left;
}

/* What was struck while one waited was meant for a screen that is gone. */
static void
drop_ahead(struct loop *loop)
{
	if (!loop->waited)
		return;
	loop->waited = false;
	while (terminal_read(loop->terminal) != STROKE_NONE)
		;
}

static void
on_wake(evutil_socket_t fd, short what, void *arg)
{
	struct loop *loop = arg;

	(void)fd;
	(void)what;
	session_tick(loop->session, pause_clock());
	loop_show(loop);
}

static void
on_frame(evutil_socket_t fd, short what, void *arg)
{
	struct loop *loop = arg;

	(void)fd;
	(void)what;
	loop_draw(loop, loop->grid->motion - 1);
}

static void
on_key(evutil_socket_t fd, short what, void *arg)
{
	struct loop *loop = arg;
	bool struck = false;

	(void)fd;
	(void)what;
	session_tick(loop->session, pause_clock());
	for (uint32_t stroke; (stroke = terminal_read(loop->terminal)) != STROKE_NONE;) {
		if (stroke == STROKE_REDRAW)
			terminal_redraw(loop->terminal);
		else if (!session_stroke(loop->session, stroke) || loop->left)
			event_base_loopbreak(loop->base);
		if (event_base_got_break(loop->base))
			return;
		drop_ahead(loop);
		struck = true;
	}
	if (terminal_gone(loop->terminal))
		event_base_loopbreak(loop->base);
	else if (struck)
		loop_show(loop);
	else
		loop_wait(loop->wake, session_wait(loop->session));
}

static void
on_resize(evutil_socket_t number, short what, void *arg)
{
	struct loop *loop = arg;

	(void)number;
	(void)what;
	terminal_resize(loop->terminal);
	loop_draw(loop, 0);
}

static void
on_continue(evutil_socket_t number, short what, void *arg)
{
	struct loop *loop = arg;

	(void)number;
	(void)what;
	terminal_resume(loop->terminal);
	loop_draw(loop, 0);
}

static void
on_stop(evutil_socket_t number, short what, void *arg)
{
	struct loop *loop = arg;

	(void)number;
	(void)what;
	loop_stop(loop);
	loop_draw(loop, 0);
}

static void
on_end(evutil_socket_t number, short what, void *arg)
{
	struct loop *loop = arg;

	(void)what;
	loop->ended_by = (int)number;
	event_base_loopbreak(loop->base);
}

/* Has a file changed that is being edited? */
static void
on_look(evutil_socket_t fd, short what, void *arg)
{
	struct loop *loop = arg;

	(void)fd;
	(void)what;
	if (!session_watch(loop->session))
		return;
	drop_ahead(loop);
	if (wait_over(loop))
		loop_draw(loop, 0);
}

static const struct watch {
	evutil_socket_t	fd;		/* or the signal's number; -1: every LOOK_MS, for --watch */
	short		what;
	void		(*react)(evutil_socket_t fd, short what, void *arg);
} watches[] = {
	{ STDIN_FILENO, EV_READ | EV_PERSIST, on_key },
	{ -1, EV_PERSIST, on_look },
	{ SIGWINCH, EV_SIGNAL | EV_PERSIST, on_resize },
	{ SIGCONT, EV_SIGNAL | EV_PERSIST, on_continue },
	{ SIGTSTP, EV_SIGNAL | EV_PERSIST, on_stop },
	{ SIGTERM, EV_SIGNAL | EV_PERSIST, on_end },
	{ SIGHUP, EV_SIGNAL | EV_PERSIST, on_end },
	{ SIGINT, EV_SIGNAL | EV_PERSIST, on_end },
	{ SIGQUIT, EV_SIGNAL | EV_PERSIST, on_end },
};

#define WATCH_COUNT (sizeof(watches) / sizeof(watches[0]))

/* Adds an event for every watch; those that could be had stand in events. */
static bool
watches_add(struct loop *loop, struct event *events[WATCH_COUNT])
{
	static const struct timeval often = { .tv_usec = LOOK_MS * 1000 };

	for (size_t i = 0; i < WATCH_COUNT; i++) {
		bool looks = watches[i].fd == -1;
		if (looks && !loop->session->options->watch)
			continue;
		events[i] = event_new(loop->base, watches[i].fd, watches[i].what,
		    watches[i].react, loop);
		if (events[i] == NULL || event_add(events[i], looks ? &often : NULL) == -1)
			return false;
	}
	return true;
}

bool
loop_run(struct terminal *terminal, struct session *session, bool ascii,
    int *ended_by, struct error *error)
{
	struct event *events[WATCH_COUNT] = { NULL };
	struct loop loop = { .base = event_base_new(), .terminal = terminal,
	    .session = session, .ascii = ascii };
	loop.motion = !session->options->no_motion && !terminal_is_slow(terminal);
	if (loop.base != NULL) {
		loop.wake = event_new(loop.base, -1, 0, on_wake, &loop);
		loop.frame = event_new(loop.base, -1, 0, on_frame, &loop);
	}
	bool fine = loop.wake != NULL && loop.frame != NULL && watches_add(&loop, events);

	if (fine) {
		engine_watch_waits(on_waits, &loop);
		engine_watch_patience(on_patience, &loop);
		terminal_resize(terminal);
		notes_open(&loop);
		loop_draw(&loop, 0);
		event_base_dispatch(loop.base);
		outsiders_hold(false);
		engine_watch_waits(NULL, NULL);
		engine_watch_patience(NULL, NULL);
	} else {
		error_set(error, 0, 0,
		    _("the keyboard cannot be waited for; try --plain"));
	}
	notes_class_close(loop.notes);
	for (size_t i = 0; i < WATCH_COUNT; i++) {
		if (events[i] != NULL)
			event_free(events[i]);
	}
	if (loop.wake != NULL)
		event_free(loop.wake);
	if (loop.frame != NULL)
		event_free(loop.frame);
	if (loop.base != NULL)
		event_base_free(loop.base);
	grid_free(loop.grid);
	*ended_by = loop.ended_by;
	return fine;
}
