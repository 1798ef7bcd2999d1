/*
 * What the benches share: a clock, a median, a program in a pseudoterminal
 * that is listened to until it has gone quiet.
 */
#ifndef MEASURE_H
#define MEASURE_H

#include <stddef.h>
#include <sys/types.h>

struct program {
	pid_t	pid;
	int	terminal;
};

struct heard {
	double	ms;		/* until the last octet */
	size_t	octets;
};

/* The monotonic clock, ms. */
double		now_ms(void);

/* Of count values, which are sorted. */
double		median(double *values, size_t count);

/* Run argv on a terminal of 80 x 24. Ends this program if that cannot be. */
struct program	program_start(char *const argv[]);

/*
 * Read until nothing came for quiet_ms, or the program has gone; for the first
 * octet wait longer. since is when it was asked.
 */
struct heard	program_listen(const struct program *program, double since, int quiet_ms);

/* Kill it, and wait until it is gone. */
void		program_stop(const struct program *program);

#endif
