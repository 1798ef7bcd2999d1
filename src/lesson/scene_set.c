/*
 * `set`: numbers of one end, switches and times of both.
 */
#include <string.h>

#include "base/i18n.h"
#include "keyword.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* More than the kernel's own bound (somaxconn) makes no difference. */
#define BACKLOG_MAX 4096

/* A smaller MSS than this leaves no room beside the headers' options. */
#define MSS_MIN 64

static bool set_number(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);
static bool set_switch(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);
static bool set_time(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);
static bool set_cookies(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);
static bool set_end(struct reader *reader, const struct keyword *keyword,
    struct statement *statement);

/* What is set of one end. */
static const struct keyword of_end[] = {
	{ .name = "iss", .parse = set_number, .kind = VERB_SET_ISS,
	  .limits = { 0, UINT32_MAX }, .form = "set A|B iss N" },
	{ .name = "window", .parse = set_number, .kind = VERB_SET_WINDOW,
	  .limits = { 0, UINT16_MAX }, .form = "set A|B window N" },
	{ .name = "mss", .parse = set_number, .kind = VERB_SET_MSS,
	  .limits = { MSS_MIN, UINT16_MAX }, .form = "set A|B mss N" },
	{ .name = "backlog", .parse = set_number, .kind = VERB_SET_BACKLOG,
	  .limits = { 0, BACKLOG_MAX }, .form = "set A|B backlog N" },
	{ .name = "reuseaddr", .parse = set_switch, .kind = VERB_SET_REUSEADDR,
	  .form = "set A|B reuseaddr on|off" }
};

/* What is set of both; limits of a time are in ms. */
static const struct keyword of_both[] = {
	{ .name = "A", .parse = set_end, .kind = END_A },
	{ .name = "B", .parse = set_end, .kind = END_B },
	{ .name = "rfc5961", .parse = set_switch, .kind = VERB_SET_RFC5961,
	  .form = "set rfc5961 on|off" },
	{ .name = "rfc1337", .parse = set_switch, .kind = VERB_SET_RFC1337,
	  .form = "set rfc1337 on|off" },
	{ .name = "delayed-ack", .parse = set_switch, .kind = VERB_SET_DELAYED_ACK,
	  .form = "set delayed-ack on|off" },
	{ .name = "nagle", .parse = set_switch, .kind = VERB_SET_NAGLE,
	  .form = "set nagle on|off" },
	{ .name = "msl", .parse = set_time, .kind = VERB_SET_MSL,
	  .limits = { 1, UINT32_MAX }, .form = "set msl DURATION" },
	{ .name = "user-timeout", .parse = set_time, .kind = VERB_SET_USER_TIMEOUT,
	  .limits = { 0, UINT32_MAX }, .form = "set user-timeout DURATION|off" },
	{ .name = "keepalive", .parse = set_time, .kind = VERB_SET_KEEPALIVE,
	  .limits = { 0, UINT32_MAX }, .form = "set keepalive DURATION|off" },
	{ .name = "abort-on-overflow", .parse = set_switch, .kind = VERB_SET_ABORT_ON_OVERFLOW,
	  .form = "set abort-on-overflow on|off" },
	{ .name = "syncookies", .parse = set_cookies, .kind = VERB_SET_SYNCOOKIES,
	  .form = "set syncookies on|off|always" }
};

static bool
set_number(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	statement->command.verb = keyword->kind;
	return reader_number(reader, keyword->form, &keyword->limits,
	    &statement->command.value) && reader_finish(reader, keyword->form);
}

static bool
set_switch(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	statement->command.verb = keyword->kind;
	statement->command.value = reader_take(reader, "on");
	if (!statement->command.value && !reader_take(reader, "off")) {
		reader_complain(reader, reader->p,
		    _("on or off is expected; the statement is written: %s"), keyword->form);
		return false;
	}
	return reader_finish(reader, keyword->form);
}

static bool
set_cookies(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	if (!reader_take(reader, "always"))
		return set_switch(reader, keyword, statement);
	statement->command.verb = keyword->kind;
	statement->command.value = SYNCOOKIES_ALWAYS;
	return reader_finish(reader, keyword->form);
}

static bool
set_time(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	int64_t duration = 0;

	statement->command.verb = keyword->kind;
	bool off = keyword->limits.min == 0 && reader_take(reader, "off");
	const char *at = reader->p;
	if (!off && !reader_duration(reader, keyword->form, &duration))
		return false;
	statement->command.value = (uint32_t)(duration / 1000);
	if (statement->command.value < keyword->limits.min) {
		reader_complain(reader, at + strspn(at, " \t"), _("this must be %ums or more"),
		    keyword->limits.min);
		return false;
	}
	return reader_finish(reader, keyword->form);
}

static bool
set_end(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	statement->command.end = keyword->kind;
	keyword = keyword_read(reader, _("setting of one end"), of_end, COUNT(of_end));
	return keyword != NULL && keyword->parse(reader, keyword, statement);
}

bool
keyword_set(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	keyword = keyword_read(reader, _("setting"), of_both, COUNT(of_both));
	return keyword != NULL && keyword->parse(reader, keyword, statement);
}
