/*
 * Puts the terminal back when the program crashes: what is to be sent is
 * made beforehand, so that the signal handler only calls write() and
 * tcsetattr(), and leaves the signal to whoever had it before.
 */
#ifndef UI_RESCUE_H
#define UI_RESCUE_H

#include <stddef.h>

/*
 * From now on SIGSEGV, SIGBUS, SIGABRT, SIGFPE and SIGILL, and running out of
 * memory, send n octets to the terminal fd and give it back the settings that
 * it has at this moment.
 */
void rescue_arm(int fd);
void rescue_set(const char *octets, size_t n);

/* No more of that. */
void rescue_disarm(void);

#endif
