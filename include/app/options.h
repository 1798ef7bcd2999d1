/*
 * The command line: what is to be done (a job), with what, and how. Two
 * tables, of jobs and of options, read the command line and write --help.
 */
#ifndef APP_OPTIONS_H
#define APP_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* What the program leaves with (INTERFACE). */
enum status {
	STATUS_FINE = 0,
	STATUS_FAILED = 1,	/* an expectation did not hold */
	STATUS_WRONG = 2,	/* the command line, or a lesson */
	STATUS_CANNOT = 3	/* the engine cannot run here */
};

struct options {
	const struct job *job;
	char		**args;		/* the job's own, as typed */
	int		  arg_count;
	const char	 *on;		/* the engine's name */
	const char	 *format;	/* "text" if not given */
	const char	 *output;	/* NULL: standard output */
	const char	 *figure;	/* of the format svg; NULL: the ladder */
	const char	 *theme;	/* a name; NULL: dark on the screen, light on paper */
	const char	 *lang;		/* NULL: as the environment says */
	const char	 *lessons;	/* the folder; NULL: look for it */
	bool		  watch;	/* look whether the file changes */
	bool		  plain;
	bool		  ascii;
	bool		  no_answers;	/* of the format md; of a challenge no solution in any */
	bool		  ipv6;
	bool		  no_motion;
	bool		  no_mouse;
	bool		  in_class;	/* for many eyes: a large headline */
	bool		  help;
	bool		  version;
};

/* A row of the one table of options: it is read by, shown by --help, and completed from. */
struct option_row {
	char		 letter;	/* 0: none */
	const char	*name;
	const char	*value;		/* NULL: it takes none */
	const char	*jobs;		/* which take it, between blanks; NULL: all */
	size_t		 field;		/* of struct options: const char *, or bool */
	const char	*help;
	const char	*choices;	/* its values, blanks between; NULL: any */
};

extern const struct option_row option_rows[];
extern const size_t option_count;

struct job {
	const char	*name;		/* as typed; "" for what has no word of its own */
	const char	*args;		/* as --help shows them */
	const char	*help;		/* NULL: --help leaves it out */
	int		 min, max;	/* how many arguments; max -1: any number */
	enum status	(*run)(const struct options *options);
};

/*
 * Read the command line. jobs ends with the one whose name is "", which is
 * meant when the first word is no other's. False with *error if it cannot be
 * meant.
 */
bool options_read(struct options *options, const struct job *jobs, int argc,
    char **argv, struct error *error);

/* What --help prints: it fits on a screen of 24 lines of 80. */
void options_help(struct str *out, const struct job *jobs);

#endif
