/*
 * The scene language: one statement a line. A statement is a command for an
 * engine or an expectation about its trace.
 *
 *	set A|B iss N, set A|B window N, set A|B mss N
 *	set rfc5961|rfc1337|delayed-ack|nagle on|off
 *	set msl|user-timeout|keepalive DURATION
 *	set A|B backlog N		listen()'s; from then on the scene calls accept
 *	set A|B reuseaddr on|off	SO_REUSEADDR of the end's next sockets
 *	set abort-on-overflow on|off	kernel only: a full accept queue answers with RST
 *	set syncookies on|off|always	kernel only
 *	A|B listen|connect|shutdown|close|abort|crash
 *	A|B connect self		to its own port
 *	A|B accept			takes the oldest connection in the listener's queue;
 *					waits for one while there is none
 *	A|B send N [urgent], A|B receive [N]
 *	deliver|drop|duplicate [FLAGS] [from A|B] [#N], deliver all
 *	inject to A|B FLAGS SEQ:END(LEN) [ack N] [win N]
 *	fill A|B accept-queue		strangers, whom nobody watches, connect until it is full
 *	wait DURATION|timer|2msl
 *	expect ...			see expect.h
 *	on ENGINE[,ENGINE]: STATEMENT
 *
 * Accept queues, reuseaddr, abort-on-overflow and syncookies are what sockets
 * have and RFC 9293 has not: the model skips them with the reason, and what is
 * expected beside a full queue, too. A backlog of N lets N + 1 wait, as Linux
 * counts.
 *
 * Words may be written in any case. A # begins a comment, unless it is the #N
 * of deliver, drop and duplicate.
 */
#ifndef LESSON_SCENE_H
#define LESSON_SCENE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "engine/engine.h"
#include "lesson/expect.h"

/* Engines of `on model,kernel:`, as bits; ON_ALL without one. */
enum {
	ON_MODEL = 1,
	ON_LOOPBACK = 2,
	ON_KERNEL = 4,
	ON_ALL = 7
};

struct statement {
	int		line, col;
	unsigned	on;		/* ON_* */
	bool		is_expect;
	struct command	command;
	struct expect	expect;
	char		*source;	/* the line as written, comment and blanks removed, cleaned */
};

struct scene {
	struct statement *statements;
	size_t		  count;
	size_t		  cap;
};

/* Octets of a line, statements of a scene; what is more is an error. */
#define SCENE_LINE_MAX 1000
#define SCENE_MAX 1000

/*
 * Read text (n octets) whose first line is number `line` of its file and
 * whose first column is `col`; every problem goes to errors. The statements
 * that could be read are appended to scene. True if there was no problem.
 * Columns count characters.
 */
bool scene_parse(struct scene *scene, const char *text, size_t n, int line,
    int col, struct errors *errors);
void scene_fini(struct scene *scene);

/* The ON_* bit of an engine, by its name ("model"); 0 if there is none. */
unsigned scene_on(const char *engine);

#endif
