/*
 * libevent waits, the session decides, the terminal shows:
 *
 *	key ----> session_stroke ---+
 *	SIGWINCH, SIGCONT ----------+--> session_draw -> grid -> terminal_draw
 *	a real engine, asked 5 /s --+
 *	SIGTSTP --> terminal as it was found, stop, go on
 *	SIGTERM, SIGHUP, SIGINT, SIGQUIT --> the end
 */
#include "app/loop.h"

#include <event2/event.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "base/i18n.h"

/* How often a real engine is asked what it did; the model is never asked. */
#define POLL_MS 200

struct loop {
	struct event_base	*base;
	struct terminal		*terminal;
	struct session		*session;
	struct grid		*grid;
	struct event		*poll;
	bool			 ascii;
	int			 ended_by;
};

static void
loop_draw(struct loop *loop)
{
	int rows = terminal_rows(loop->terminal);
	int columns = terminal_columns(loop->terminal);

	if (loop->grid == NULL || loop->grid->rows != rows ||
	    loop->grid->columns != columns) {
		grid_free(loop->grid);
		loop->grid = grid_new(rows, columns);
		loop->grid->ascii = loop->ascii;
	}
	session_draw(loop->session, loop->grid);
	terminal_draw(loop->terminal, loop->grid);
}

/* Sleep until the next key, or until it is time to ask. */
static void
poll_arrange(struct loop *loop)
{
	static const struct timeval soon = { .tv_usec = POLL_MS * 1000 };

	if (session_lives(loop->session))
		event_add(loop->poll, &soon);
	else
		event_del(loop->poll);
}

static void
on_poll(evutil_socket_t fd, short what, void *arg)
{
	struct loop *loop = arg;

	(void)fd;
	(void)what;
	session_poll(loop->session);
	loop_draw(loop);
	poll_arrange(loop);
}

static void
on_key(evutil_socket_t fd, short what, void *arg)
{
	struct loop *loop = arg;
	bool struck = false;

	(void)fd;
	(void)what;
	for (uint32_t stroke; (stroke = terminal_read(loop->terminal)) != STROKE_NONE;) {
		if (stroke == STROKE_REDRAW)
			terminal_redraw(loop->terminal);
		else if (!session_stroke(loop->session, stroke))
			event_base_loopbreak(loop->base);
		if (event_base_got_break(loop->base))
			return;
		struck = true;
	}
	if (terminal_gone(loop->terminal))
		event_base_loopbreak(loop->base);
	else if (struck)
		loop_draw(loop);
	poll_arrange(loop);
}

static void
on_resize(evutil_socket_t number, short what, void *arg)
{
	struct loop *loop = arg;

	(void)number;
	(void)what;
	terminal_resize(loop->terminal);
	loop_draw(loop);
}

static void
on_continue(evutil_socket_t number, short what, void *arg)
{
	struct loop *loop = arg;

	(void)number;
	(void)what;
	terminal_resume(loop->terminal);
	loop_draw(loop);
}

/* Stops as if nobody had caught the signal; on_continue comes after. */
static void
on_stop(evutil_socket_t number, short what, void *arg)
{
	struct loop *loop = arg;
	struct sigaction ours, its = { .sa_handler = SIG_DFL };

	(void)what;
	terminal_suspend(loop->terminal);
	sigaction((int)number, &its, &ours);
	raise((int)number);
	sigaction((int)number, &ours, NULL);
	on_continue(SIGCONT, EV_SIGNAL, loop);
}

static void
on_end(evutil_socket_t number, short what, void *arg)
{
	struct loop *loop = arg;

	(void)what;
	loop->ended_by = (int)number;
	event_base_loopbreak(loop->base);
}

static const struct watch {
	evutil_socket_t	fd;		/* or the signal's number */
	short		what;
	void		(*react)(evutil_socket_t fd, short what, void *arg);
} watches[] = {
	{ STDIN_FILENO, EV_READ | EV_PERSIST, on_key },
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
	for (size_t i = 0; i < WATCH_COUNT; i++) {
		events[i] = event_new(loop->base, watches[i].fd, watches[i].what,
		    watches[i].react, loop);
		if (events[i] == NULL || event_add(events[i], NULL) == -1)
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
	if (loop.base != NULL)
		loop.poll = event_new(loop.base, -1, 0, on_poll, &loop);
	bool fine = loop.poll != NULL && watches_add(&loop, events);

	if (fine) {
		terminal_resize(terminal);
		loop_draw(&loop);
		poll_arrange(&loop);
		event_base_dispatch(loop.base);
	} else {
		error_set(error, 0, 0,
		    _("the keyboard cannot be waited for; try --plain"));
	}
	for (size_t i = 0; i < WATCH_COUNT; i++) {
		if (events[i] != NULL)
			event_free(events[i]);
	}
	if (loop.poll != NULL)
		event_free(loop.poll);
	if (loop.base != NULL)
		event_base_free(loop.base);
	grid_free(loop.grid);
	*ended_by = loop.ended_by;
	return fine;
}
