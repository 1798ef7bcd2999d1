/*
 * The terminal's modes and its keys are curses' business; what is painted is
 * ours, see paint.h:
 *
 *	keys --curses, a pad that is never shown--> strokes
 *	grid --paint--> octets that differ, in one write
 */
#include <curses.h>

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "paint.h"
#include "terminfo.h"
#include "ui/rescue.h"
#include "ui/terminal.h"

/* How long ESC may wait for the rest of a key's sequence, ms. */
#define ESCAPE_WAIT 25

/* A line below this has no octets to spare for what only looks well. */
#define SLOW_BAUD 19200

struct terminal {
	SCREEN		*screen;
	WINDOW		*keys;		/* a pad: to read from it shows nothing */
	int		 in, out;
	struct paint	 paint;
	struct str	 octets;	/* of what is painted */
	bool		 gone;
};

/* ---- what to send when all is lost */

static void
rescue_prepare(void)
{
	char farewell[256];

	rescue_set(farewell, terminfo_farewell(farewell, sizeof(farewell), LINES - 1));
}

/* ---- opening and closing */

/* Keys as they are struck, and none of the terminal's own doings. */
static void
modes_set(struct terminal *terminal, bool mouse)
{
	cbreak();
	noecho();
	nonl();
	set_escdelay(ESCAPE_WAIT);
	intrflush(terminal->keys, FALSE);
	keypad(terminal->keys, TRUE);
	nodelay(terminal->keys, TRUE);
	curs_set(0);
	if (mouse)
		mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
	/* A button is pressed, and that is it: no waiting whether it becomes a double click. */
	mouseinterval(0);
}

struct terminal *
terminal_open(const struct terminal_options *options, struct error *error)
{
	int out = fileno(options->out);

	rescue_arm(out);
	/* Asked first, as newterm() leaves memory behind where it fails. */
	SCREEN *screen = terminfo_known(options->type, out) ?
	    newterm(options->type, options->out, options->in) : NULL;
	WINDOW *keys = screen != NULL ? newpad(1, 1) : NULL;
	if (keys == NULL) {
		const char *type = options->type != NULL ? options->type : getenv("TERM");
		if (screen != NULL) {
			endwin();
			delscreen(screen);
		}
		rescue_disarm();
		error_set(error, 0, 0,
		    _("the terminal type \"%s\" is not known here, or cannot place its cursor"),
		    type != NULL ? type : "");
		return NULL;
	}
	struct terminal *terminal = mem_alloc(1, sizeof(*terminal));
	terminal->screen = screen;
	terminal->keys = keys;
	terminal->in = fileno(options->in);
	terminal->out = out;
	rescue_prepare();
	modes_set(terminal, !options->no_mouse);
	paint_init(&terminal->paint, options->theme, options->colours);
	paint_resize(&terminal->paint, LINES, COLS);
	return terminal;
}

/* All of it, also to a terminal that somebody else has made non-blocking. */
static void
octets_send(struct terminal *terminal)
{
	const char *octets = str_text(&terminal->octets);

	for (size_t n = terminal->octets.n; n > 0;) {
		ssize_t sent = write(terminal->out, octets, n);
		if (sent >= 0) {
			octets += sent;
			n -= (size_t)sent;
		} else if (errno == EAGAIN) {
			poll(&(struct pollfd){ .fd = terminal->out, .events = POLLOUT }, 1, -1);
		} else if (errno != EINTR) {
			break;
		}
	}
	str_clear(&terminal->octets);
}

/* As it was found. */
static void
terminal_leave(struct terminal *terminal)
{
	paint_rest(&terminal->octets, &terminal->paint);
	octets_send(terminal);
	endwin();
}

void
terminal_close(struct terminal *terminal)
{
	if (terminal == NULL)
		return;
	terminal_leave(terminal);
	rescue_disarm();
	delwin(terminal->keys);
	delscreen(terminal->screen);
	paint_fini(&terminal->paint);
	str_free(&terminal->octets);
	free(terminal);
}

int
terminal_rows(const struct terminal *terminal)
{
	return terminal->paint.rows;
}

int
terminal_columns(const struct terminal *terminal)
{
	return terminal->paint.columns;
}

bool
terminal_is_slow(const struct terminal *terminal)
{
	(void)terminal;
	return baudrate() < SLOW_BAUD;
}

/* ---- showing */

void
terminal_draw(struct terminal *terminal, const struct grid *grid)
{
	paint_grid(&terminal->octets, &terminal->paint, grid);
	octets_send(terminal);
}

void
terminal_redraw(struct terminal *terminal)
{
	paint_resize(&terminal->paint, LINES, COLS);
}

/* ---- keys */

static const struct {
	wint_t		code;
	uint32_t	stroke;
} function_keys[] = {
	{ KEY_ENTER,		STROKE_ENTER },
	{ KEY_BACKSPACE,	STROKE_BACKSPACE },
	{ KEY_UP,		STROKE_UP },
	{ KEY_DOWN,		STROKE_DOWN },
	{ KEY_LEFT,		STROKE_LEFT },
	{ KEY_RIGHT,		STROKE_RIGHT },
	{ KEY_PPAGE,		STROKE_PAGE_UP },
	{ KEY_NPAGE,		STROKE_PAGE_DOWN },
	{ KEY_HOME,		STROKE_HOME },
	{ KEY_END,		STROKE_END },
	{ KEY_FIND,		STROKE_HOME },
	{ KEY_SELECT,		STROKE_END },
};

static uint32_t
stroke_of_mouse(void)
{
	MEVENT event;

	if (getmouse(&event) == ERR)
		return STROKE_NONE;
	if (event.bstate & BUTTON1_PRESSED)
		return stroke_click(event.y, event.x);
	return event.bstate & BUTTON4_PRESSED ? STROKE_WHEEL_UP :
	    event.bstate & BUTTON5_PRESSED ? STROKE_WHEEL_DOWN : STROKE_NONE;
}

static uint32_t
stroke_of_key(wint_t code)
{
	if (code == KEY_MOUSE)
		return stroke_of_mouse();
	for (size_t i = 0; i < sizeof(function_keys) / sizeof(function_keys[0]); i++) {
		if (function_keys[i].code == code)
			return function_keys[i].stroke;
	}
	return code == KEY_RESIZE ? STROKE_NONE : STROKE_OTHER;
}

/* ESC alone is a key; with more behind it, a sequence that curses does not know. */
static uint32_t
stroke_of_escape(struct terminal *terminal)
{
	wint_t c;

	if (wget_wch(terminal->keys, &c) == ERR)
		return STROKE_ESCAPE;
	if (c != L'[' && c != L'O')
		return STROKE_OTHER;
	while (wget_wch(terminal->keys, &c) == OK && (c < 0x40 || c > 0x7e))
		;
	return STROKE_OTHER;
}

static uint32_t
stroke_of_character(struct terminal *terminal, wint_t c)
{
	switch (c) {
	case 0x1b:
		return stroke_of_escape(terminal);
	case '\r':
	case '\n':
		return STROKE_ENTER;
	case '\t':
		return STROKE_TAB;
	case '\b':
	case 0x7f:
		return STROKE_BACKSPACE;
	case 'L' & 0x1f:
		return STROKE_REDRAW;
	default:
		return c < ' ' ? (uint32_t)STROKE_OTHER : (uint32_t)c;
	}
}

/* Can the input be read although nothing comes? Then its end was reached. */
static bool
input_waits(struct terminal *terminal)
{
	struct pollfd input = { .fd = terminal->in, .events = POLLIN };

	if (poll(&input, 1, 0) <= 0)
		return false;
	if (input.revents & (POLLHUP | POLLERR | POLLNVAL))
		terminal->gone = true;
	return true;
}

uint32_t
terminal_read(struct terminal *terminal)
{
	bool waited = false;

	while (!terminal->gone) {
		wint_t c;
		int kind = wget_wch(terminal->keys, &c);
		uint32_t stroke = STROKE_NONE;

		if (kind == KEY_CODE_YES)
			stroke = stroke_of_key(c);
		else if (kind == OK)
			stroke = stroke_of_character(terminal, c);
		else if (!input_waits(terminal))
			return STROKE_NONE;
		else if (waited)
			terminal->gone = true;
		waited = kind == ERR;
		if (stroke != STROKE_NONE)
			return stroke;
	}
	return STROKE_NONE;
}

bool
terminal_gone(const struct terminal *terminal)
{
	return terminal->gone;
}

/* ---- size, stopping, going on */

void
terminal_resize(struct terminal *terminal)
{
	struct winsize size;

	if (ioctl(terminal->out, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 &&
	    size.ws_col > 0 && (size.ws_row != LINES || size.ws_col != COLS))
		resize_term(size.ws_row, size.ws_col);
	paint_resize(&terminal->paint, LINES, COLS);
	rescue_prepare();
}

void
terminal_suspend(struct terminal *terminal)
{
	terminal_leave(terminal);
}

void
terminal_resume(struct terminal *terminal)
{
	reset_prog_mode();
	refresh();
	curs_set(0);
	terminal_resize(terminal);
}
