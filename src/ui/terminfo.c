/* What is asked of terminfo beside what curses asks for us. */
#include "terminfo.h"

#include <string.h>

#include "ui/theme.h"

/* The last, as its macros are common words. */
#include <curses.h>
#include <term.h>

/* tputs() gives its octets to a function without an argument. */
static struct str *collected;

static int
octet_collect(int c)
{
	str_addc(collected, (char)c);
	return c;
}

static void
collect(struct str *to, const char *capability)
{
	if (capability == NULL)
		return;
	collected = to;
	tputs(capability, 1, octet_collect);
}

/* What xterm and its kind stop telling of the mouse with, in both of its encodings. */
#define MOUSE_OFF "\033[?1006l\033[?1000l"

bool
terminfo_known(const char *type, int fd)
{
	int result;

	if (setupterm(type, fd, &result) != OK)
		return false;
	bool usable = cursor_address != NULL && clear_screen != NULL;
	del_curterm(cur_term);
	return usable;
}

size_t
terminfo_farewell(char *buf, size_t size, int last_row)
{
	struct str all = { 0 };

	if (key_mouse != NULL)
		str_add(&all, MOUSE_OFF);
	collect(&all, keypad_local);
	collect(&all, exit_attribute_mode);
	collect(&all, orig_pair);
	collect(&all, cursor_normal);
	if (exit_ca_mode != NULL) {
		collect(&all, exit_ca_mode);
	} else {
		terminfo_go(&all, last_row, 0);
		str_add(&all, "\r\n");
	}
	size_t n = all.n < size ? all.n : size;
	memcpy(buf, str_text(&all), n);
	str_free(&all);
	return n;
}

/* ---- traits */

/* Is it the escape sequence that undoes colours as well? */
static bool
resets_colours(const char *reset)
{
	return reset != NULL && (strstr(reset, "\033[m") != NULL ||
	    strstr(reset, "\033[0m") != NULL);
}

/* no_color_video counts as in terminfo(5): standout, underline, reverse, blink, dim, bold. */
static unsigned
looks_not_coloured(int video)
{
	return video <= 0 ? 0 : (video & 2 ? LOOK_UNDERLINE : 0u) |
	    (video & 4 ? LOOK_REVERSE : 0u) | (video & 16 ? LOOK_DIM : 0u) |
	    (video & 32 ? LOOK_BOLD : 0u);
}

struct terminfo_traits
terminfo_traits(void)
{
	bool styles = exit_attribute_mode != NULL && magic_cookie_glitch <= 0;
	bool coloured = styles && set_a_foreground != NULL &&
	    (orig_pair != NULL || resets_colours(exit_attribute_mode));

	return (struct terminfo_traits){
		.colours = coloured && max_colors > 0 ? max_colors : 0,
		.not_coloured = looks_not_coloured(no_color_video),
		.styles = styles,
		.moves_styled = move_standout_mode,
		.last_cell = !auto_right_margin || eat_newline_glitch,
		.hides_cursor = cursor_invisible != NULL,
		.erases = erase_chars != NULL,
		.goes_right = parm_right_cursor != NULL,
	};
}

/* ---- words */

/* What ends the line-drawing characters, which nobody has begun, is left out. */
static void
collect_reset(struct str *out)
{
	const char *reset = exit_attribute_mode;

	if (resets_colours(reset)) {
		str_add(out, "\033[m");
		return;
	}
	collect(out, reset);
	collect(out, orig_pair);
}

void
terminfo_say(struct str *out, enum terminfo_word word)
{
	const char *const words[TERMINFO_WORDS] = {
		[TERMINFO_CLEAR] = clear_screen,
		[TERMINFO_BOLD] = enter_bold_mode,
		[TERMINFO_DIM] = enter_dim_mode,
		[TERMINFO_UNDERLINE] = enter_underline_mode,
		[TERMINFO_REVERSE] = enter_reverse_mode,
		[TERMINFO_ERASE_LINE] = clr_eol,
	};

	if (word == TERMINFO_RESET)
		collect_reset(out);
	else
		collect(out, words[word]);
}

void
terminfo_colour(struct str *out, int colour)
{
	if (set_a_foreground != NULL)
		collect(out, tiparm(set_a_foreground, colour));
}

void
terminfo_go(struct str *out, int row, int column)
{
	if (cursor_address != NULL)
		collect(out, tiparm(cursor_address, row, column));
}

void
terminfo_go_right(struct str *out, int n)
{
	if (parm_right_cursor != NULL)
		collect(out, tiparm(parm_right_cursor, n));
}

void
terminfo_erase(struct str *out, int n)
{
	if (erase_chars != NULL)
		collect(out, tiparm(erase_chars, n));
}
