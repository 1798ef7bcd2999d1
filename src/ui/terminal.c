/*
 * The only curses. A terminal is a screen of curses: what goes out is decided
 * there, by comparing what is to be seen with what is seen.
 *
 *	grid --theme--> cchar_t rows --curses--> octets that differ
 */
#include <curses.h>

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "terminfo.h"
#include "ui/rescue.h"
#include "ui/terminal.h"

/* How long ESC may wait for the rest of a key's sequence, ms. */
#define ESCAPE_WAIT 25

/* A line below this has no octets to spare for what only looks well. */
#define SLOW_BAUD 19200

struct terminal {
	SCREEN		*screen;
	int		 in, out;
	attr_t		 attributes[STYLE_COUNT];
	short		 pairs[STYLE_COUNT];
	cchar_t		 blanks[STYLE_COUNT];	/* most cells are blank */
	cchar_t		*row;		/* as wide as the screen */
	struct cell	*drawn;		/* what curses has of each row, as wide as the screen */
	bool		*known;		/* for each row: drawn is so */
	bool		 gone;
};

/* ---- what to send when all is lost */

static void
rescue_prepare(void)
{
	char farewell[256];

	rescue_set(farewell, terminfo_farewell(farewell, sizeof(farewell), LINES - 1));
}

/* ---- looks */

static attr_t
attributes_of(unsigned look)
{
	attr_t attributes = A_NORMAL;

	if (look & LOOK_BOLD)
		attributes |= A_BOLD;
	if (look & LOOK_DIM)
		attributes |= A_DIM;
	if (look & LOOK_UNDERLINE)
		attributes |= A_UNDERLINE;
	if (look & LOOK_REVERSE)
		attributes |= A_REVERSE;
	return attributes;
}

static void
theme_apply(struct terminal *terminal, const struct theme *theme, bool colours)
{
	bool coloured = colours && has_colors() && start_color() == OK &&
	    COLORS >= 8;
	short background = COLOR_BLACK;

	if (coloured && use_default_colors() == OK)
		background = -1;
	for (short style = 0; style < STYLE_COUNT; style++) {
		const struct look *look = theme_look(theme, (unsigned)style);
		short colour = COLORS >= 256 ? look->many : look->few;

		terminal->attributes[style] =
		    attributes_of(coloured ? look->coloured : look->plain);
		terminal->pairs[style] = 0;
		if (coloured && colour != COLOUR_OWN && style + 1 < COLOR_PAIRS &&
		    init_pair(style + 1, colour, background) == OK)
			terminal->pairs[style] = style + 1;
		setcchar(&terminal->blanks[style], L" ", terminal->attributes[style],
		    terminal->pairs[style], NULL);
	}
}

/* ---- opening and closing */

static void
row_allot(struct terminal *terminal)
{
	free(terminal->row);
	free(terminal->drawn);
	free(terminal->known);
	terminal->row = mem_alloc((size_t)COLS, sizeof(*terminal->row));
	terminal->drawn = mem_alloc((size_t)LINES * (size_t)COLS, sizeof(*terminal->drawn));
	terminal->known = mem_alloc((size_t)LINES, sizeof(*terminal->known));
}

/*
 * Until it has been left once, curses writes whenever its cursor jumps, thirty
 * times for what a key has changed, and the terminal wakes up as often.
 * Afterwards it writes when a screen is done (_nc_mvcur in ncurses 6).
 */
static void
start_again(void)
{
	endwin();
	reset_prog_mode();
}

struct terminal *
terminal_open(const struct terminal_options *options, struct error *error)
{
	int out = fileno(options->out);

	rescue_arm(out);
	/* Asked first, as newterm() leaves memory behind where it fails. */
	SCREEN *screen = terminfo_known(options->type, out) ?
	    newterm(options->type, options->out, options->in) : NULL;
	if (screen == NULL) {
		const char *type = options->type != NULL ? options->type : getenv("TERM");
		rescue_disarm();
		error_set(error, 0, 0,
		    _("the terminal type \"%s\" is not known here, or cannot place its cursor"),
		    type != NULL ? type : "");
		return NULL;
	}
	struct terminal *terminal = mem_alloc(1, sizeof(*terminal));
	terminal->screen = screen;
	terminal->in = fileno(options->in);
	terminal->out = out;
	rescue_prepare();

	start_again();
	cbreak();
	noecho();
	nonl();
	set_escdelay(ESCAPE_WAIT);
	intrflush(stdscr, FALSE);
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	leaveok(stdscr, TRUE);	/* it is not seen */
	typeahead(-1);		/* a screen goes out whole; keys wait that long */
	curs_set(0);
	if (!options->no_mouse)
		mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
	/* A button is pressed, and that is it: no waiting whether it becomes a double click. */
	mouseinterval(0);
	theme_apply(terminal, options->theme, options->colours);
	row_allot(terminal);
	return terminal;
}

void
terminal_close(struct terminal *terminal)
{
	if (terminal == NULL)
		return;
	endwin();
	rescue_disarm();
	delscreen(terminal->screen);
	free(terminal->row);
	free(terminal->drawn);
	free(terminal->known);
	free(terminal);
}

int
terminal_rows(const struct terminal *terminal)
{
	(void)terminal;
	return LINES;
}

int
terminal_columns(const struct terminal *terminal)
{
	(void)terminal;
	return COLS;
}

bool
terminal_is_slow(const struct terminal *terminal)
{
	(void)terminal;
	return baudrate() < SLOW_BAUD;
}

/* ---- showing */

#define CLUSTER_MAX 8

/* What curses cannot show as one character it cuts to what it can. */
static void
cell_convert(const struct terminal *terminal, const struct cell *cell, cchar_t *to)
{
	wchar_t wide[CLUSTER_MAX + 1];
	size_t n = strnlen(cell->text, sizeof(cell->text)), count = 0;
	unsigned style = cell->style < STYLE_COUNT ? cell->style : STYLE_TEXT;

	if (cell->text[0] == ' ' && n == 1) {
		*to = terminal->blanks[style];
		return;
	}
	for (size_t i = 0; i < n && count < CLUSTER_MAX;) {
		uint32_t uc;
		i += text_decode(cell->text + i, n - i, &uc);
		wide[count++] = (wchar_t)uc;
	}
	wide[count] = L'\0';
	if (setcchar(to, wide, terminal->attributes[style],
	    terminal->pairs[style], NULL) == ERR)
		setcchar(to, L"?", terminal->attributes[style],
		    terminal->pairs[style], NULL);
}

/* Is the column the right half of a wide character, as it is or as it was? */
static bool
within_wide(const struct cell *cells, const struct cell *drawn, int x)
{
	return cells[x].text[0] == '\0' || drawn[x].text[0] == '\0';
}

static bool
is_drawn(const struct cell *drawn, const struct cell *cell)
{
	return memcmp(drawn, cell, sizeof(*cell)) == 0;
}

/* What curses is told at once: a gap between two pieces that is shorter costs more. */
#define GAP 4

/* The end of what is new from x on. */
static int
news_end(const struct cell *drawn, const struct cell *cells, int x, int columns)
{
	int end = x + 1;

	for (x = end; x < columns && x < end + GAP; x++) {
		if (!is_drawn(&drawn[x], &cells[x]))
			end = x + 1;
	}
	return end;
}

static void
cells_draw(struct terminal *terminal, int y, const struct cell *cells, int from, int to)
{
	int n = 0;

	for (int x = from; x < to; x++) {
		if (cells[x].text[0] == '\0')
			continue;
		if (n > 0 && is_drawn(&cells[x - 1], &cells[x]))
			terminal->row[n] = terminal->row[n - 1];
		else
			cell_convert(terminal, &cells[x], &terminal->row[n]);
		n++;
	}
	mvadd_wchnstr(y, from, terminal->row, n);
}

/* Curses need not look at the cells that are as they were. */
static void
row_draw(struct terminal *terminal, int y, const struct cell *cells, int columns)
{
	struct cell *drawn = terminal->drawn + (ptrdiff_t)y * COLS;

	if (!terminal->known[y]) {
		cells_draw(terminal, y, cells, 0, columns);
		memcpy(drawn, cells, (size_t)columns * sizeof(*cells));
		terminal->known[y] = columns == COLS;
		return;
	}
	/* Most rows are as they were. */
	if (memcmp(drawn, cells, (size_t)columns * sizeof(*cells)) == 0)
		return;
	for (int from = 0, to; from < columns; from = to) {
		to = from + 1;
		if (is_drawn(&drawn[from], &cells[from]))
			continue;
		while (from > 0 && within_wide(cells, drawn, from))
			from--;
		to = news_end(drawn, cells, to - 1, columns);
		cells_draw(terminal, y, cells, from, to);
		memcpy(&drawn[from], &cells[from], (size_t)(to - from) * sizeof(*cells));
	}
}

void
terminal_draw(struct terminal *terminal, const struct grid *grid)
{
	int rows = grid->rows < LINES ? grid->rows : LINES;
	int columns = grid->columns < COLS ? grid->columns : COLS;

	for (int y = 0; y < rows; y++)
		row_draw(terminal, y, grid->cells + (ptrdiff_t)y * grid->columns, columns);
	refresh();
}

void
terminal_redraw(struct terminal *terminal)
{
	(void)terminal;
	clearok(curscr, TRUE);
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
stroke_of_escape(void)
{
	wint_t c;

	if (get_wch(&c) == ERR)
		return STROKE_ESCAPE;
	if (c != L'[' && c != L'O')
		return STROKE_OTHER;
	while (get_wch(&c) == OK && (c < 0x40 || c > 0x7e))
		;
	return STROKE_OTHER;
}

static uint32_t
stroke_of_character(wint_t c)
{
	switch (c) {
	case 0x1b:
		return stroke_of_escape();
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
	case 'U' & 0x1f:
		return STROKE_CLEAR;
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
		int kind = get_wch(&c);
		uint32_t stroke = STROKE_NONE;

		if (kind == KEY_CODE_YES)
			stroke = stroke_of_key(c);
		else if (kind == OK)
			stroke = stroke_of_character(c);
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
	row_allot(terminal);
	rescue_prepare();
	clearok(curscr, TRUE);
}

void
terminal_suspend(struct terminal *terminal)
{
	(void)terminal;
	endwin();
}

void
terminal_resume(struct terminal *terminal)
{
	reset_prog_mode();
	curs_set(0);
	terminal_resize(terminal);
}
