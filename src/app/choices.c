/* The choices, and when which makes sense (RFC 9293, sections 3.10.1 to 3.10.5). */
#include "app/choices.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "tcp/note_words.h"

/* Octets that a SEND of the row has. */
#define SEND_OCTETS 100

#define SECOND 1000000

#define S(state) (1u << STATE_##state)
#define EXCEPT(states) (((1u << STATE_COUNT) - 1) & ~(states))
#define HAS_CLOSED (S(FIN_WAIT_1) | S(FIN_WAIT_2) | S(CLOSING) | S(LAST_ACK) | S(TIME_WAIT))
#define PEER_HAS_CLOSED (S(CLOSING) | S(LAST_ACK) | S(TIME_WAIT))

static const struct sense {
	enum call_kind	 kind;
	unsigned	 states;	/* where it makes sense */
	const char	*otherwise;	/* elsewhere, but in CLOSED */
} senses[] = {
	{ CALL_LISTEN, S(CLOSED), N_("{end} listens or has a connection already; listen() begins in CLOSED.") },
	{ CALL_CONNECT, S(CLOSED) | S(LISTEN),
	    N_("{end} has a connection already, and connect() begins one.") },
	{ CALL_SEND, EXCEPT(S(CLOSED) | HAS_CLOSED),
	    N_("{end} has closed: it has said that it has no more to send.") },
	{ CALL_RECEIVE, EXCEPT(S(CLOSED) | PEER_HAS_CLOSED),
	    N_("{other} has no more to send, so nothing more will come.") },
	{ CALL_SHUTDOWN, EXCEPT(S(CLOSED) | HAS_CLOSED), N_("{end} has closed already.") },
	{ CALL_CLOSE, EXCEPT(S(CLOSED)), NULL },
	{ CALL_ABORT, EXCEPT(S(CLOSED)), NULL },
	{ CALL_CRASH, EXCEPT(S(CLOSED)), NULL },
};

#define SENSE_COUNT (sizeof(senses) / sizeof(senses[0]))

static bool
all_is_read(const struct endpoint *endpoint)
{
	return endpoint->state == STATE_CLOSE_WAIT && (endpoint->known & KNOWN_QUEUES) &&
	    endpoint->receive_queue == 0;
}

static const char *
sense_why_not(const struct sense *sense, const struct endpoint *endpoint)
{
	if (!(sense->states & (1u << endpoint->state)))
		return endpoint->state == STATE_CLOSED ?
		    _("{end} has no connection: listen or connect first.") : _(sense->otherwise);
	if (sense->kind == CALL_RECEIVE && all_is_read(endpoint))
		return _("{other} has no more to send, and all that came was read.");
	return NULL;
}

const char *
call_why_not(enum call_kind kind, const struct endpoint *endpoint)
{
	for (size_t i = 0; i < SENSE_COUNT; i++) {
		if (senses[i].kind == kind)
			return sense_why_not(&senses[i], endpoint);
	}
	return NULL;
}

static struct choice *
choice_add(struct choices *choices, enum choice_group group, const char *label)
{
	struct choice *choice = vec_grow_one(&choices->list);

	choice->group = group;
	choice->flight = -1;
	snprintf(choice->label, sizeof(choice->label), "%s", label);
	return choice;
}

static void
calls_add(struct choices *choices, enum end end, const struct endpoint *endpoint)
{
	char label[CHOICE_LABEL];

	for (size_t i = 0; i < SENSE_COUNT; i++) {
		enum call_kind kind = senses[i].kind;
		uint32_t octets = kind == CALL_SEND ? SEND_OCTETS : 0;
		snprintf(label, sizeof(label), octets > 0 ? "%s %u" : "%s", call_name(kind), octets);
		struct choice *choice = choice_add(choices, end == END_A ? GROUP_A : GROUP_B, label);
		choice->command = (struct command){ .verb = VERB_CALL, .end = (uint8_t)end,
		    .call = { .kind = (uint8_t)kind, .octets = octets } };
		choice->why_not = sense_why_not(&senses[i], endpoint);
	}
}

/* A listener's queue, where an engine has one. */
static void
queue_add(struct choices *choices, enum end end, const struct endpoint *endpoint)
{
	enum choice_group group = end == END_A ? GROUP_A : GROUP_B;

	if (!endpoint->has_listener)
		return;
	struct choice *accept = choice_add(choices, group, "accept");
	accept->command = (struct command){ .verb = VERB_ACCEPT, .end = (uint8_t)end };
	if (endpoint->accept_queue == 0)
		accept->why_not = _("No connection waits in the accept queue of {end}'s listener.");
	struct choice *fill = choice_add(choices, group, "fill");
	fill->command = (struct command){ .verb = VERB_FILL, .end = (uint8_t)end };
	if (endpoint->accept_queue > endpoint->backlog)
		fill->why_not = _("The accept queue of {end}'s listener is full.");
}

/* ---- the wire */

/* In as few words as mean this segment and no other. */
static struct which
which_of(const struct trace *trace, const struct moment *moment, uint32_t index)
{
	const struct flight *flight = &trace->flights[index];
	bool alone = true;

	if (moment->wire[0] == index)
		return (struct which){ .has_flags = false };
	for (uint32_t i = 0; i < moment->wire_count; i++) {
		const struct flight *other = &trace->flights[moment->wire[i]];
		if (moment->wire[i] == index)
			break;
		if (((other->seg.flags ^ flight->seg.flags) & ~SEG_PSH) == 0)
			alone = false;
	}
	if (alone)
		return (struct which){ .has_flags = true,
		    .flags = (uint8_t)(flight->seg.flags & ~SEG_PSH) };
	return (struct which){ .has_number = true, .number = flight->number };
}

static void
flight_add(struct choices *choices, const struct trace *trace, const struct moment *moment,
    uint32_t index)
{
	const struct flight *flight = &trace->flights[index];
	char label[CHOICE_LABEL], text[SEGMENT_TEXT];

	segment_print(text, sizeof(text), &flight->seg);
	snprintf(label, sizeof(label), flight->from == END_A ? "%s ▶B" : "A◀ %s", text);
	struct choice *choice = choice_add(choices, GROUP_WIRE, label);
	choice->command = (struct command){ .verb = VERB_DELIVER,
	    .which = which_of(trace, moment, index) };
	choice->flight = (long)index;
}

static void
wire_add(struct choices *choices, const struct branch *branch)
{
	const struct moment *moment = branch_moment(branch);
	uint32_t count = moment != NULL ? moment->wire_count : 0;

	for (uint32_t i = 0; i < count; i++)
		flight_add(choices, engine_trace(branch->engine), moment, moment->wire[i]);
	if (count > 1)
		choice_add(choices, GROUP_WIRE, _("deliver all"))->command.verb = VERB_DELIVER_ALL;
	for (int end = 0; end < END_COUNT; end++) {
		struct choice *forge = choice_add(choices, GROUP_WIRE,
		    end == END_A ? _("forge to A...") : _("forge to B..."));
		forge->forge = true;
		forge->command = (struct command){ .verb = VERB_INJECT, .end = (uint8_t)end };
	}
}

/* ---- time */

/* Which timer of which end runs out next, and in how long: "B's time-wait timer: 239 s". */
static void
timer_label(char label[CHOICE_LABEL], const struct branch *branch)
{
	const struct running_timer *next = NULL;
	enum end whose = END_A;
	struct str rest = { 0 };

	for (int end = 0; end < END_COUNT; end++) {
		const struct endpoint *endpoint = branch_endpoint(branch, (enum end)end);
		for (int i = 0; i < endpoint->timer_count; i++) {
			if (next != NULL && endpoint->timers[i].due >= next->due)
				continue;
			next = &endpoint->timers[i];
			whose = (enum end)end;
		}
	}
	if (next == NULL) {
		snprintf(label, CHOICE_LABEL, "%s", _("wait for the next timer"));
		return;
	}
	int64_t us = next->due - trace_time(engine_trace(branch->engine), branch->at);
	if (us > SECOND)
		us = (us + SECOND - 1) / SECOND * SECOND;
	duration_print(&rest, us > 0 ? duration_told(us) : 0);
	snprintf(label, CHOICE_LABEL, _("wait for %c's %s timer: %s"), end_letter(whose),
	    _(timer_name((enum timer)next->kind)), str_text(&rest));
	str_free(&rest);
}

static void
time_add(struct choices *choices, const struct branch *branch)
{
	char label[CHOICE_LABEL];

	const struct endpoint *a = branch_endpoint(branch, END_A);
	const struct endpoint *b = branch_endpoint(branch, END_B);
	bool waits = a->state == STATE_TIME_WAIT || b->state == STATE_TIME_WAIT;

	timer_label(label, branch);
	struct choice *timer = choice_add(choices, GROUP_TIME, label);
	timer->command.verb = VERB_WAIT_TIMER;
	if (a->timer_count + b->timer_count == 0)
		timer->why_not = _("No timer runs: nothing will happen by itself.");
	struct choice *second = choice_add(choices, GROUP_TIME, "wait 1s");
	second->command = (struct command){ .verb = VERB_WAIT, .duration = 1000000 };
	struct choice *msl = choice_add(choices, GROUP_TIME, "wait 2msl");
	msl->command.verb = VERB_WAIT_2MSL;
	if (!waits)
		msl->why_not = _("No end is in TIME-WAIT.");
}

void
choices_init(struct choices *choices, const struct branch *branch)
{
	memset(choices, 0, sizeof(*choices));
	for (int end = 0; end < END_COUNT; end++) {
		calls_add(choices, (enum end)end, branch_endpoint(branch, (enum end)end));
		queue_add(choices, (enum end)end, branch_endpoint(branch, (enum end)end));
	}
	wire_add(choices, branch);
	time_add(choices, branch);
}

void
choices_fini(struct choices *choices)
{
	vec_free(&choices->list);
}

char *
choice_why_not(char *buf, size_t size, const struct choice *choice)
{
	return words_fill(buf, size, choice->why_not, NULL,
	    end_letter((enum end)choice->command.end));
}

size_t
choices_count(const struct choices *choices, enum choice_group group)
{
	size_t count = 0;

	for (size_t i = 0; i < choices->list.n; i++)
		count += choices->list.v[i].group == group;
	return count;
}

const struct choice *
choices_at(const struct choices *choices, enum choice_group group, size_t i)
{
	const struct choice *found = NULL;

	for (size_t k = 0; k < choices->list.n; k++) {
		if (choices->list.v[k].group != group)
			continue;
		found = &choices->list.v[k];
		if (i-- == 0)
			break;
	}
	return found;
}
