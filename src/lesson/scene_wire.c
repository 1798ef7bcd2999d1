/*
 * What happens on the wire, at a listener's queue, and to the time: deliver,
 * drop, duplicate, inject, fill, wait.
 */
#include "keyword.h"

#include "base/i18n.h"

/* The window of an injected segment that names none. */
#define INJECT_WINDOW 65535

bool
keyword_pattern(struct reader *reader, const struct word *part, struct pattern *pattern)
{
	struct error error;

	if (pattern_parse(pattern, part->p, part->n, &error))
		return true;
	reader_complain(reader, part->p + (error.col > 0 ? error.col - 1 : 0), "%s",
	    error.text);
	return false;
}

/* #N; the reader stands at the #. */
static bool
which_number(struct reader *reader, const char *form, struct which *which)
{
	static const struct limits limits = { 1, UINT32_MAX };

	reader->p++;
	which->has_number = true;
	return reader_number(reader, form, &limits, &which->number);
}

/* What others write for it. NULL: nobody writes that. */
static const char *
which_meant(const struct word *word)
{
	static const struct {
		const char	*others;
		const char	*ours;
	} names[] = {
		{ "SYN", "S" }, { "SYN,ACK", "S." }, { "SYN-ACK", "S." }, { "SYN+ACK", "S." },
		{ "SYN/ACK", "S." }, { "SYNACK", "S." }, { "SA", "S." },
		{ "ACK", "." }, { "FIN", "F." }, { "FIN,ACK", "F." }, { "FIN-ACK", "F." },
		{ "FIN+ACK", "F." }, { "FIN/ACK", "F." }, { "FA", "F." }, { "RST", "R" },
		{ "RST,ACK", "R." }, { "PSH", "P." }, { "A", "from A" }, { "B", "from B" }
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (word_is(word, names[i].others))
			return names[i].ours;
	}
	return NULL;
}

/* A segment to B is one from A; the language asks for its sender. NULL: it is not that. */
static const char *
which_sender(struct reader *reader, struct word *word)
{
	struct reader ahead = *reader;
	struct word receiver;
	uint8_t end;

	if (!word_is(word, "to") || !reader_word(&ahead, &receiver) || !word_end(&receiver, &end))
		return NULL;
	word->n = (size_t)(receiver.p + receiver.n - word->p);
	return end == END_A ? "from B" : "from A";
}

static bool
which_flags(struct reader *reader, const char *form, struct which *which)
{
	struct word word;
	struct pattern pattern;
	struct error error;

	reader_word(reader, &word);
	const char *meant = which_meant(&word);
	if (meant == NULL)
		meant = which_sender(reader, &word);
	if (meant != NULL) {
		reader_complain(reader, word.p, _("'%.*s' is written '%s' here"), WORD_ARG(word),
		    meant);
		return false;
	}
	if (!pattern_parse(&pattern, word.p, word.n, &error)) {
		reader_complain(reader, word.p,
		    _("'%.*s' is neither flags, as in S, S., F. or P., nor 'from' or a number #N; the "
		    "statement is written: %s"),
		    WORD_ARG(word), form);
		return false;
	}
	which->has_flags = true;
	which->flags = pattern.seg.flags;
	return true;
}

/* A comment's # is followed by no digit. */
static bool
at_number(struct reader *reader)
{
	return reader_at_end(reader) && reader->end - reader->p > 1 &&
	    reader->p[0] == '#' && reader->p[1] >= '0' && reader->p[1] <= '9';
}

static bool
which_read(struct reader *reader, const char *form, struct which *which)
{
	while (at_number(reader) || !reader_at_end(reader)) {
		const char *at = reader->p;
		bool again;
		bool read;
		if (at_number(reader)) {
			again = which->has_number;
			read = which_number(reader, form, which);
		} else if (reader_take(reader, "from")) {
			again = which->has_from;
			which->has_from = true;
			read = reader_end(reader, form, &which->from);
		} else {
			again = which->has_flags;
			read = which_flags(reader, form, which);
		}
		if (!read)
			return false;
		if (again) {
			reader_complain(reader, at,
			    _("said twice; the statement is written: %s"), form);
			return false;
		}
	}
	return true;
}

bool
keyword_wire(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	struct command *command = &statement->command;

	command->verb = keyword->kind;
	if (keyword->kind == VERB_DELIVER && reader_take(reader, "all")) {
		command->verb = VERB_DELIVER_ALL;
		return reader_finish(reader, keyword->form);
	}
	return which_read(reader, keyword->form, &command->which);
}

/* What a forged segment must say for itself: its numbers, and an ack with a dot. */
static bool
inject_complete(struct reader *reader, const struct word *part,
    const struct pattern *pattern)
{
	if (!(pattern->given & PATTERN_SEQ)) {
		reader_complain(reader, part->p,
		    _("an injected segment needs its sequence numbers, SEQ:END(LEN)"));
		return false;
	}
	if ((pattern->seg.flags & SEG_ACK) && !(pattern->given & PATTERN_ACK)) {
		reader_complain(reader, part->p,
		    _("an injected segment with the ACK flag needs its ack N"));
		return false;
	}
	return true;
}

bool
keyword_inject(struct reader *reader, const struct keyword *keyword,
    struct statement *statement)
{
	struct pattern pattern;

	if (!reader_take(reader, "to")) {
		reader_complain(reader, reader->p,
		    _("'to A' or 'to B' is missing; the statement is written: %s"), keyword->form);
		return false;
	}
	if (!reader_end(reader, keyword->form, &statement->command.end))
		return false;
	struct word part = reader_item(reader);
	if (!keyword_pattern(reader, &part, &pattern) ||
	    !inject_complete(reader, &part, &pattern))
		return false;
	if (!(pattern.given & PATTERN_WND))
		pattern.seg.wnd = INJECT_WINDOW;
	statement->command.verb = VERB_INJECT;
	statement->command.segment = pattern.seg;
	return reader_finish(reader, keyword->form);
}

bool
keyword_fill(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	statement->command.verb = VERB_FILL;
	if (!reader_end(reader, keyword->form, &statement->command.end))
		return false;
	if (reader_take(reader, "accept-queue"))
		return reader_finish(reader, keyword->form);
	reader_complain(reader, reader->p,
	    _("accept-queue is expected; the statement is written: %s"), keyword->form);
	return false;
}

bool
keyword_wait(struct reader *reader, const struct keyword *keyword, struct statement *statement)
{
	struct command *command = &statement->command;

	if (reader_take(reader, "timer")) {
		command->verb = VERB_WAIT_TIMER;
	} else if (reader_take(reader, "2msl")) {
		command->verb = VERB_WAIT_2MSL;
	} else {
		command->verb = VERB_WAIT;
		if (!reader_duration(reader, keyword->form, &command->duration))
			return false;
	}
	return reader_finish(reader, keyword->form);
}
