/*
 * What terminfo says of a terminal, for ui's own use. term.h has macros for
 * common words, so it stays out of every other file.
 */
#ifndef UI_TERMINFO_H
#define UI_TERMINFO_H

#include <stdbool.h>
#include <stddef.h>

/* Is there a description of this type (NULL: $TERM) that curses can use? */
bool terminfo_known(const char *type, int fd);

/*
 * The octets that put the current terminal back to normal, as endwin() sends
 * them, with the cursor in that last row where there is no alternate screen.
 * Returns how many of size were used.
 */
size_t terminfo_farewell(char *buf, size_t size, int last_row);

#endif
