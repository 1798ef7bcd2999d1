/*
 * A program in C, as far as a trace shows it (sheet_calls_program.c), and the
 * sheet with both of them (sheet_calls.c).
 */
#ifndef VIEW_SRC_SHEET_CALLS_H
#define VIEW_SRC_SHEET_CALLS_H

#include <stdbool.h>

#include "base/str.h"
#include "base/vec.h"
#include "trace/trace.h"

enum line_kind {
	LINE_SOCKET,
	LINE_BIND,
	LINE_LISTEN,
	LINE_ACCEPT,
	LINE_CLOSE_LISTENER,
	LINE_CONNECT,
	LINE_SEND,
	LINE_RECEIVE,
	LINE_SHUTDOWN,
	LINE_LINGER,
	LINE_SET_LINGER,
	LINE_CLOSE,
	LINE_SHUTDOWN_SILENT,	/* in a state that sends no FIN, or no further one */
	LINE_CLOSE_NOTHING,	/* there is nothing that could be closed */
	LINE_CLOSE_UNREAD,	/* a RST, as octets had not been read */
	LINE_ABORT,		/* a close() that SO_LINGER has made an ABORT */
	LINE_ABORT_SILENT,	/* ... in a state in which that sends nothing */
	LINE_CRASH
};

enum result {
	RESULT_NONE,		/* a declaration, a crash: nothing is returned */
	RESULT_VALUE,
	RESULT_ERRNO,		/* -1, and errno */
	RESULT_WAITS		/* it has not returned */
};

struct call_line {
	uint8_t		 kind;		/* enum line_kind */
	uint8_t		 result;	/* enum result */
	long		 value;
	const char	*error;		/* "ECONNRESET" */
	uint32_t	 octets;	/* asked for; 0: what there is. Of listen(): the backlog */
	size_t		 called_at;	/* index of the moment */
	size_t		 returned_at;	/* or NO_MOMENT */
};

struct program {
	enum end	 end;
	VEC(struct call_line) lines;
	bool		 by_hand;	/* the scene calls accept() */
	bool		 open;		/* fd means something */
	long		 waiting;	/* index of a line; -1: none waits */
	const char	*pending;	/* errno that the next call returns, or NULL */
};

/* Of a long program only so many lines, the newest, are shown. */
#define PROGRAM_LINES 300

/*
 * What that end's program did in the first count moments; of a long one its
 * newest calls, PROGRAM_LINES at least.
 */
void program_read(struct program *program, const struct trace *trace,
    size_t count, enum end end);
void program_free(struct program *program);

/* "connect(fd, &peer, sizeof(peer));" */
void call_text(struct str *out, const struct call_line *line);

/* "= 0", "= -1 ECONNREFUSED", "... waits", without a place to break it; or nothing. */
void call_result(struct str *out, const struct call_line *line);

/* The call in the RFC's words, and what the result means. */
void call_explain(struct str *out, const struct call_line *line);

#endif
