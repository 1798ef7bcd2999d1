/*
 * `A CALL`: what an end's program asks of its TCP.
 */
#include "base/i18n.h"
#include "keyword.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static bool call_plain(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);
static bool call_connect(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);
static bool call_accept(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);
static bool call_send(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);
static bool call_receive(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);

static const struct keyword calls[] = {
	{ .name = "listen", .parse = call_plain, .kind = CALL_LISTEN, .form = "A|B listen" },
	{ .name = "connect", .parse = call_connect, .kind = CALL_CONNECT,
	  .form = "A|B connect [self]" },
	{ .name = "accept", .parse = call_accept, .form = "A|B accept" },
	{ .name = "send", .parse = call_send, .kind = CALL_SEND,
	  .limits = { 1, UINT32_MAX }, .form = "A|B send N [urgent]" },
	{ .name = "receive", .parse = call_receive, .kind = CALL_RECEIVE,
	  .limits = { 1, UINT32_MAX }, .form = "A|B receive [N]" },
	{ .name = "shutdown", .parse = call_plain, .kind = CALL_SHUTDOWN,
	  .form = "A|B shutdown" },
	{ .name = "close", .parse = call_plain, .kind = CALL_CLOSE, .form = "A|B close" },
	{ .name = "abort", .parse = call_plain, .kind = CALL_ABORT, .form = "A|B abort" },
	{ .name = "crash", .parse = call_plain, .kind = CALL_CRASH, .form = "A|B crash" }
};

static bool
call_plain(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	(void)statement;
	return reader_finish(reader, keyword->form);
}

static bool
call_connect(struct reader *reader, const struct keyword *keyword,
    struct statement *statement)
{
	statement->command.self = reader_take(reader, "self");
	return reader_finish(reader, keyword->form);
}

/* What no call of RFC 9293 is. */
static bool
call_accept(struct reader *reader, const struct keyword *keyword,
    struct statement *statement)
{
	statement->command.verb = VERB_ACCEPT;
	return reader_finish(reader, keyword->form);
}

static bool
call_send(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	struct call *call = &statement->command.call;

	if (!reader_number(reader, keyword->form, &keyword->limits, &call->octets))
		return false;
	call->urgent = reader_take(reader, "urgent");
	return reader_finish(reader, keyword->form);
}

static bool
call_receive(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	if (reader_at_end(reader))
		return true;
	return reader_number(reader, keyword->form, &keyword->limits,
	    &statement->command.call.octets) && reader_finish(reader, keyword->form);
}

bool
keyword_is_call(const struct word *word)
{
	for (size_t i = 0; i < COUNT(calls); i++) {
		if (word_is(word, calls[i].name))
			return true;
	}
	return false;
}

bool
keyword_call(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	statement->command.verb = VERB_CALL;
	statement->command.end = keyword->kind;
	keyword = keyword_read(reader, _("call"), calls, COUNT(calls));
	if (keyword == NULL)
		return false;
	statement->command.call.kind = keyword->kind;
	return keyword->parse(reader, keyword, statement);
}
