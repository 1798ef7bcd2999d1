/*
 * Calls of a trace as lines of C. connect(), accept() and recv() may wait:
 * such a line stays open until a later moment settles it, as a blocking
 * socket would. The errno of each reply is that of Linux.
 *
 * The listener serves one connection, as the RFC's does: it is closed as soon
 * as accept() returns. accept() follows listen() at once, unless the scene
 * calls it itself.
 */
#include <string.h>

#include "sheet_calls.h"

#define USUAL_BACKLOG 128	/* of a listen() to which no scene gave another */

/* What socket() and accept() return in a program that had 0, 1 and 2 open. */
#define FIRST_FD 3
#define ACCEPTED_FD 4

static struct call_line *
line_add(struct program *program, enum line_kind kind, size_t at)
{
	vec_push(&program->lines, (struct call_line){
		.kind = (uint8_t)kind,
		.called_at = at,
		.returned_at = at,
		.result = RESULT_VALUE,
	});
	return &program->lines.v[program->lines.n - 1];
}

static void
line_waits(struct program *program, struct call_line *line)
{
	line->result = RESULT_WAITS;
	line->returned_at = NO_MOMENT;
	program->waiting = line - program->lines.v;
}

static void
line_fails(struct call_line *line, const char *error)
{
	line->result = RESULT_ERRNO;
	line->error = error;
	line->value = -1;
}

/* The line that waits returns now. error: NULL if all is well. */
static void
settle(struct program *program, size_t at, long value, const char *error)
{
	struct call_line *line = &program->lines.v[program->waiting];

	line->result = RESULT_VALUE;
	line->value = value;
	line->returned_at = at;
	program->waiting = -1;
	if (error != NULL)
		line_fails(line, error);
	else if (line->kind == LINE_ACCEPT)
		line_add(program, LINE_CLOSE_LISTENER, at);
}

static struct call_line *
line_listens(struct program *program, const struct moment *moment, size_t at)
{
	const struct endpoint *end = &moment->end[program->end];
	struct call_line *line = line_add(program, LINE_LISTEN, at);

	line->octets = end->has_listener ? end->backlog : USUAL_BACKLOG;
	return line;
}

/* An OPEN where there is a connection already. */
static void
open_again(struct program *program, const struct moment *moment,
    enum state before, size_t at)
{
	if (moment->cause.kind == KIND_LISTEN)
		line_fails(line_listens(program, moment, at), "EINVAL");
	else
		line_fails(line_add(program, LINE_CONNECT, at),
		    before == STATE_SYN_SENT ? "EALREADY" : "EISCONN");
}

static void
read_open(struct program *program, const struct moment *moment,
    enum state before, size_t at)
{
	if (reply_is_error(moment->reply)) {
		open_again(program, moment, before, at);
		return;
	}
	line_add(program, LINE_SOCKET, at)->value = FIRST_FD;
	line_add(program, LINE_BIND, at);
	program->open = true;
	program->pending = NULL;
	if (moment->cause.kind == KIND_LISTEN) {
		line_listens(program, moment, at);
		if (!program->by_hand)
			line_waits(program, line_add(program, LINE_ACCEPT, at));
	} else {
		line_waits(program, line_add(program, LINE_CONNECT, at));
	}
}

/* accept() by hand: ours, a stranger's, or nobody's yet. */
static void
read_accept(struct program *program, const struct moment *moment, size_t at)
{
	struct call_line *line = line_add(program, LINE_ACCEPT, at);

	line->value = ACCEPTED_FD;
	if (moment->reply == REPLY_QUEUED)
		line_waits(program, line);
	else if (state_is_synchronized((enum state)moment->end[program->end].state))
		line_add(program, LINE_CLOSE_LISTENER, at);
}

/* A call on a descriptor of which TCP knows no connection any more. */
static const char *
error_without(struct program *program, const char *otherwise)
{
	const char *error = program->pending;

	if (!program->open)
		return "EBADF";
	program->pending = NULL;
	return error != NULL ? error : otherwise;
}

static void
read_send(struct program *program, const struct moment *moment, size_t at)
{
	struct call_line *line = line_add(program, LINE_SEND, at);

	line->octets = moment->cause.octets;
	line->value = (long)moment->cause.octets;
	switch (moment->reply) {
	case REPLY_NOT_EXIST:
		line_fails(line, error_without(program, "EPIPE"));
		break;
	case REPLY_RESET:
		line_fails(line, "ECONNRESET");
		break;
	case REPLY_RESOURCES:
		line_fails(line, "EAGAIN");
		break;
	case REPLY_CLOSING:
	case REPLY_UNSPECIFIED:
	case REPLY_EXISTS:
	case REPLY_REFUSED:
		line_fails(line, "EPIPE");
		break;
	default:
		break;
	}
}

static void
read_receive(struct program *program, const struct moment *moment,
    enum state before, size_t at)
{
	bool was_open = program->open;
	struct call_line *line = line_add(program, LINE_RECEIVE, at);

	line->octets = moment->cause.octets;
	line->value = (long)moment->received;
	if (moment->reply == REPLY_QUEUED && program->waiting < 0)
		line_waits(program, line);
	else if (moment->reply == REPLY_RESET)
		line_fails(line, "ECONNRESET");
	else if (moment->reply == REPLY_RESOURCES)
		line_fails(line, "EAGAIN");
	else if (moment->reply == REPLY_NOT_EXIST && (!was_open ||
	    program->pending != NULL || before == STATE_LISTEN))
		line_fails(line, error_without(program, "ENOTCONN"));
	/* Else what was read, or 0: the end of what the peer has to say. */
}

static bool
sends_reset(const struct trace *trace, const struct moment *moment, enum end end)
{
	for (uint32_t i = 0; i < moment->sent_count; i++) {
		const struct flight *flight = &trace->flights[moment->sent + i];
		if (flight->from == end && (flight->seg.flags & SEG_RST) != 0)
			return true;
	}
	return false;
}

/* RFC 9293, 3.10.5: in which states an ABORT sends a RST. */
static bool
abort_resets(enum state state)
{
	return state == STATE_SYN_RECEIVED || state == STATE_ESTABLISHED ||
	    state == STATE_FIN_WAIT_1 || state == STATE_FIN_WAIT_2 || state == STATE_CLOSE_WAIT;
}

/* RFC 9293, 3.10.4: in which states a CLOSE sends a FIN. */
static bool
close_finishes(enum state state)
{
	return state == STATE_SYN_RECEIVED || state == STATE_ESTABLISHED || state == STATE_CLOSE_WAIT;
}

static enum line_kind
close_kind(const struct program *program, const struct trace *trace, enum state before, size_t at)
{
	const struct moment *moment = &trace->moments[at];

	if (before == STATE_CLOSED)
		return LINE_CLOSE_NOTHING;
	if (moment->cause.kind == KIND_ABORT)
		return abort_resets(before) ? LINE_ABORT : LINE_ABORT_SILENT;
	if (before == STATE_LISTEN || before == STATE_SYN_SENT)
		return LINE_CLOSE_NOTHING;
	return sends_reset(trace, moment, program->end) ? LINE_CLOSE_UNREAD : LINE_CLOSE;
}

static void
read_close(struct program *program, const struct trace *trace,
    enum state before, size_t at)
{
	const struct moment *moment = &trace->moments[at];

	if (moment->cause.kind == KIND_SHUTDOWN) {
		struct call_line *line = line_add(program,
		    close_finishes(before) ? LINE_SHUTDOWN : LINE_SHUTDOWN_SILENT, at);

		if (!program->open)
			line_fails(line, "EBADF");
		else if (before == STATE_CLOSED || before == STATE_TIME_WAIT)
			line_fails(line, "ENOTCONN");
		return;
	}
	if (moment->cause.kind == KIND_ABORT) {
		line_add(program, LINE_LINGER, at)->result = RESULT_NONE;
		line_add(program, LINE_SET_LINGER, at);
	}
	struct call_line *line = line_add(program,
	    close_kind(program, trace, before, at), at);
	if (!program->open)
		line_fails(line, "EBADF");
	program->open = false;
}

static void
read_call(struct program *program, const struct trace *trace,
    enum state before, size_t at)
{
	const struct moment *moment = &trace->moments[at];

	switch (moment->cause.kind) {
	case KIND_LISTEN:
	case KIND_CONNECT:
		read_open(program, moment, before, at);
		break;
	case KIND_ACCEPT:
		read_accept(program, moment, at);
		break;
	case KIND_SEND:
		read_send(program, moment, at);
		break;
	case KIND_RECEIVE:
		read_receive(program, moment, before, at);
		break;
	case KIND_SHUTDOWN:
	case KIND_CLOSE:
	case KIND_ABORT:
		read_close(program, trace, before, at);
		break;
	case KIND_CRASH:
		line_add(program, LINE_CRASH, at)->result = RESULT_NONE;
		program->open = false;
		program->pending = NULL;
		program->waiting = -1;
		break;
	default:
		break;
	}
}

/*
 * The errno of what the user is told, as Linux chooses it for a RST by the
 * state in which it arrives; NULL of what is no error.
 */
static const char *
signal_errno(enum signal signal, enum state before)
{
	switch (signal) {
	case SIGNAL_RESET:
	case SIGNAL_REFUSED:
		return before == STATE_SYN_SENT ? "ECONNREFUSED" :
		    before == STATE_CLOSE_WAIT ? "EPIPE" : "ECONNRESET";
	case SIGNAL_TIMEOUT:
		return "ETIMEDOUT";
	default:
		return NULL;
	}
}

static const char *
moment_errno(const struct moment *moment, enum end end, enum state before)
{
	const char *error = NULL;

	for (uint32_t i = 0; i < moment->signal_count; i++)
		if (moment->signals[i].end == end && error == NULL)
			error = signal_errno(moment->signals[i].signal, before);
	return error;
}

static bool
is_told(const struct moment *moment, enum end end, enum signal signal)
{
	for (uint32_t i = 0; i < moment->signal_count; i++)
		if (moment->signals[i].end == end &&
		    moment->signals[i].signal == signal)
			return true;
	return false;
}

/* Does the moment let the call return that waits? */
static void
read_events(struct program *program, const struct moment *moment,
    enum state before, size_t at)
{
	enum state state = moment->end[program->end].state;
	const char *error = moment_errno(moment, program->end, before);

	if (program->waiting < 0) {
		if (error != NULL && program->open)
			program->pending = error;
		return;
	}
	if (error != NULL) {
		settle(program, at, -1, error);
		return;
	}
	enum line_kind kind = program->lines.v[program->waiting].kind;
	if (kind == LINE_RECEIVE) {
		if (is_told(moment, program->end, SIGNAL_RECEIVED))
			settle(program, at, (long)moment->received, NULL);
		else if (is_told(moment, program->end, SIGNAL_CLOSING))
			settle(program, at, 0, NULL);
	} else if (state_is_synchronized(state)) {
		settle(program, at, kind == LINE_ACCEPT ? ACCEPTED_FD : 0, NULL);
	} else if (state == STATE_CLOSED) {
		settle(program, at, -1,
		    kind == LINE_ACCEPT ? "EINVAL" : "ECONNABORTED");
	}
}

static bool
is_call_of(const struct moment *moment, enum end end)
{
	return kind_is_call(moment->cause.kind) && moment->cause.end == end;
}

/* Is nothing that was before of any meaning to a program that begins there? */
static bool
begins_anew(const struct trace *trace, size_t at, enum end end)
{
	const struct moment *moment = &trace->moments[at];
	enum state before = trace_before(trace, at, end)->state;

	if (reply_is_error(moment->reply))
		return false;
	if (moment->cause.kind == KIND_LISTEN || moment->cause.kind == KIND_CONNECT)
		return before == STATE_CLOSED;
	return (moment->cause.kind == KIND_SEND || moment->cause.kind == KIND_RECEIVE) &&
	    state_is_synchronized(before);
}

/* How far back a recv() is looked for that waits while others are called. */
#define WAITING_MOMENTS 1000

/* Or that recv(), which then is where one begins. */
static size_t
before_waiting(const struct trace *trace, size_t at, enum end end)
{
	size_t last = at > WAITING_MOMENTS ? at - WAITING_MOMENTS : 0;

	for (size_t i = at; i-- > last && state_is_synchronized(
	    trace_before(trace, i, end)->state);) {
		const struct moment *moment = &trace->moments[i];
		if (is_call_of(moment, end) && moment->cause.kind == KIND_RECEIVE)
			return moment->reply == REPLY_QUEUED ? i : at;
	}
	return at;
}

/* The moment from which on reading is enough. */
static size_t
read_from(const struct trace *trace, size_t count, enum end end)
{
	size_t calls = 0;

	for (size_t at = count; at-- > 0;) {
		if (!is_call_of(&trace->moments[at], end))
			continue;
		if (++calls > PROGRAM_LINES && begins_anew(trace, at, end))
			return before_waiting(trace, at, end);
	}
	return 0;
}

/*
 * Does the scene call accept() itself? It did, or will: one that has set the
 * backlog looks at the listener's queue.
 */
static bool
accepts_by_hand(const struct trace *trace, enum end end)
{
	for (size_t at = 0; at < trace->count; at++) {
		const struct moment *moment = &trace->moments[at];
		int kind = moment->cause.kind;

		if (moment->end[end].has_listener || (moment->cause.end == end &&
		    (kind == KIND_ACCEPT || kind == KIND_FILL)))
			return true;
	}
	return false;
}

void
program_read(struct program *program, const struct trace *trace, size_t count,
    enum end end)
{
	size_t from = read_from(trace, count, end);
	bool asked = false;

	memset(program, 0, sizeof(*program));
	program->end = end;
	program->waiting = -1;
	program->open = from > 0;
	for (size_t at = from; at < count; at++) {
		const struct moment *moment = &trace->moments[at];
		enum state before = trace_before(trace, at, end)->state;

		if (moment->cause.kind == KIND_LISTEN && !asked) {
			program->by_hand = accepts_by_hand(trace, end);
			asked = true;
		}
		if (is_call_of(moment, end))
			read_call(program, trace, before, at);
		read_events(program, moment, before, at);
	}
}

void
program_free(struct program *program)
{
	vec_free(&program->lines);
}
