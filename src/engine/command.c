/*
 * Commands: which segment is meant, and the statement in words again.
 */
#include "engine/command.h"

#include <stdio.h>

static bool
fits(const struct which *which, const struct flight *flight)
{
	unsigned flags = flight->seg.flags & ~(unsigned)SEG_PSH;

	if (which->has_flags && flags != (which->flags & ~(unsigned)SEG_PSH))
		return false;
	if (which->has_from && flight->from != which->from)
		return false;
	return !which->has_number || flight->number == which->number;
}

long
which_find(const struct which *which, const struct trace *trace)
{
	bool wants_push = which->has_flags && (which->flags & SEG_PSH);
	long found = -1;

	if (trace->count == 0)
		return -1;
	const struct moment *last = &trace->moments[trace->count - 1];

	for (uint32_t i = 0; i < last->wire_count; i++) {
		const struct flight *flight = &trace->flights[last->wire[i]];
		if (!fits(which, flight))
			continue;
		if (!wants_push || (flight->seg.flags & SEG_PSH))
			return last->wire[i];
		if (found < 0)
			found = last->wire[i];
	}
	return found;
}

enum cause_kind
kind_of_call(enum call_kind call)
{
	static const uint8_t kinds[CALL_COUNT] = {
		[CALL_LISTEN] = KIND_LISTEN,
		[CALL_CONNECT] = KIND_CONNECT,
		[CALL_SEND] = KIND_SEND,
		[CALL_RECEIVE] = KIND_RECEIVE,
		[CALL_SHUTDOWN] = KIND_SHUTDOWN,
		[CALL_CLOSE] = KIND_CLOSE,
		[CALL_ABORT] = KIND_ABORT,
		[CALL_STATUS] = KIND_WAIT,
		[CALL_CRASH] = KIND_CRASH
	};

	return (enum cause_kind)kinds[call];
}

void
which_print(struct str *out, const struct which *which)
{
	char flags[16];

	if (which->has_flags)
		str_addf(out, " %s", segment_flags(flags, sizeof(flags), which->flags));
	if (which->has_from)
		str_addf(out, " from %c", end_letter((enum end)which->from));
	if (which->has_number)
		str_addf(out, " #%u", which->number);
}

static const struct {
	const char	*words;
	char		 operand;	/* 'n' number, 'b' on or off, 't' ms, 'c' enum syncookies */
	bool		 of_end;
} sets[] = {
	[VERB_SET_ISS] = { "iss", 'n', true },
	[VERB_SET_WINDOW] = { "window", 'n', true },
	[VERB_SET_MSS] = { "mss", 'n', true },
	[VERB_SET_RFC5961] = { "rfc5961", 'b', false },
	[VERB_SET_RFC1337] = { "rfc1337", 'b', false },
	[VERB_SET_DELAYED_ACK] = { "delayed-ack", 'b', false },
	[VERB_SET_NAGLE] = { "nagle", 'b', false },
	[VERB_SET_MSL] = { "msl", 't', false },
	[VERB_SET_USER_TIMEOUT] = { "user-timeout", 't', false },
	[VERB_SET_KEEPALIVE] = { "keepalive", 't', false },
	[VERB_SET_BACKLOG] = { "backlog", 'n', true },
	[VERB_SET_REUSEADDR] = { "reuseaddr", 'b', true },
	[VERB_SET_ABORT_ON_OVERFLOW] = { "abort-on-overflow", 'b', false },
	[VERB_SET_SYNCOOKIES] = { "syncookies", 'c', false }
};

static void
set_print(struct str *out, const struct command *command)
{
	static const char *const cookies[] = {
		[SYNCOOKIES_OFF] = "off",
		[SYNCOOKIES_ON] = "on",
		[SYNCOOKIES_ALWAYS] = "always"
	};

	str_add(out, "set ");
	if (sets[command->verb].of_end)
		str_addf(out, "%c ", end_letter((enum end)command->end));
	str_addf(out, "%s ", sets[command->verb].words);
	if (sets[command->verb].operand == 'b')
		str_add(out, command->value ? "on" : "off");
	else if (sets[command->verb].operand == 't')
		str_addf(out, "%ums", command->value);
	else if (sets[command->verb].operand == 'c')
		str_add(out, cookies[command->value]);
	else
		str_addf(out, "%u", command->value);
}

static void
call_print(struct str *out, const struct command *command)
{
	const struct call *call = &command->call;

	str_addf(out, "%c %s", end_letter((enum end)command->end),
	    call_name((enum call_kind)call->kind));
	if (call->kind == CALL_SEND || (call->kind == CALL_RECEIVE && call->octets != 0))
		str_addf(out, " %u", call->octets);
	if (call->kind == CALL_SEND && call->urgent)
		str_add(out, " urgent");
	if (command->self)
		str_add(out, " self");
}

/* In the largest unit that leaves no fraction. */
static void
wait_print(struct str *out, int64_t us)
{
	if (us % 60000000 == 0 && us != 0)
		str_addf(out, "%lldmin", (long long)(us / 60000000));
	else if (us % 1000000 == 0)
		str_addf(out, "%llds", (long long)(us / 1000000));
	else
		str_addf(out, "%lldms", (long long)(us / 1000));
}

static void
inject_print(struct str *out, const struct command *command)
{
	char text[SEGMENT_TEXT];

	str_addf(out, "inject to %c %s", end_letter((enum end)command->end),
	    segment_print(text, sizeof(text), &command->segment));
	if (command->segment.mss != 0)
		str_addf(out, " <mss %u>", command->segment.mss);
}

void
command_print(struct str *out, const struct command *command)
{
	switch ((enum verb)command->verb) {
	case VERB_CALL:
		call_print(out, command);
		break;
	case VERB_ACCEPT:
		str_addf(out, "%c accept", end_letter((enum end)command->end));
		break;
	case VERB_FILL:
		str_addf(out, "fill %c accept-queue", end_letter((enum end)command->end));
		break;
	case VERB_DELIVER:
		str_add(out, "deliver");
		which_print(out, &command->which);
		break;
	case VERB_DELIVER_ALL:
		str_add(out, "deliver all");
		break;
	case VERB_DROP:
		str_add(out, "drop");
		which_print(out, &command->which);
		break;
	case VERB_DUPLICATE:
		str_add(out, "duplicate");
		which_print(out, &command->which);
		break;
	case VERB_INJECT:
		inject_print(out, command);
		break;
	case VERB_WAIT:
		str_add(out, "wait ");
		wait_print(out, command->duration);
		break;
	case VERB_WAIT_TIMER:
		str_add(out, "wait timer");
		break;
	case VERB_WAIT_2MSL:
		str_add(out, "wait 2msl");
		break;
	default:
		set_print(out, command);
		break;
	}
}
