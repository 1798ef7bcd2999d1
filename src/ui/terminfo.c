/* The few questions to terminfo that curses does not ask for us. */
#include "terminfo.h"

#include <curses.h>
#include <term.h>

/* tputs() gives its octets to a function without an argument. */
static struct {
	char	*buf;
	size_t	 size, n;
} collected;

static int
octet_collect(int c)
{
	if (collected.n < collected.size)
		collected.buf[collected.n++] = (char)c;
	return c;
}

static void
collect(const char *capability)
{
	if (capability != NULL)
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
	bool usable = cursor_address != NULL || cursor_up != NULL ||
	    cursor_home != NULL;
	del_curterm(cur_term);
	return usable;
}

size_t
terminfo_farewell(char *buf, size_t size, int last_row)
{
	collected.buf = buf;
	collected.size = size;
	collected.n = 0;
	if (key_mouse != NULL)
		collect(MOUSE_OFF);
	collect(keypad_local);
	collect(exit_attribute_mode);
	collect(orig_pair);
	collect(cursor_normal);
	if (exit_ca_mode != NULL) {
		collect(exit_ca_mode);
	} else if (cursor_address != NULL) {
		collect(tiparm(cursor_address, last_row, 0));
		collect("\r\n");
	}
	return collected.n;
}
