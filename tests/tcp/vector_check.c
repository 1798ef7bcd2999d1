/*
 * Compares what an event did with what a vector expects. What it does not name
 * must not have happened: no other segment, signal, answer, state, and no
 * change of a variable that is always watched.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tap.h"
#include "tcp/segment.h"
#include "vector.h"

enum watch {
	WATCH_ALWAYS,		/* must not change unless named */
	WATCH_EDGE,		/* so, unless the user's data moved */
	WATCH_NAMED		/* compared only if named */
};

struct variable {
	const char	*name;
	uint32_t	 value;
	enum watch	 watch;
	bool		 same;	/* two ways into a state agree on it */
};

#define VARIABLES 20

/* What is known while the items are compared. */
struct verdict {
	const struct vectors	*vectors;
	const struct run	*run;
	struct str		*wrong;
	enum state		 state;		/* that is expected */
	unsigned		 named;		/* variables, a bit each */
	bool			 sends, signals, replies, restarts;
};

static void
variables_get(struct variable list[VARIABLES], const struct run *run,
    const struct tcb *tcb)
{
	const struct variable got[VARIABLES] = {
		{ "iss", tcb->snd.iss.n, WATCH_ALWAYS, true },
		{ "una", tcb->snd.una.n, WATCH_ALWAYS, true },
		{ "nxt", tcb->snd.nxt.n, WATCH_ALWAYS, true },
		{ "snd.wnd", tcb->snd.wnd, WATCH_ALWAYS, true },
		{ "irs", tcb->rcv.irs.n, WATCH_ALWAYS, true },
		{ "rcv.nxt", tcb->rcv.nxt.n, WATCH_ALWAYS, true },
		{ "rcv.wnd", tcb->rcv.wnd, WATCH_EDGE, false },
		{ "user", tcb->rcv.user, WATCH_ALWAYS, true },
		{ "held", tcb->rcv.held_count, WATCH_ALWAYS, true },
		{ "fin_held", tcb->rcv.fin_held, WATCH_ALWAYS, true },
		{ "wl1", tcb->snd.wl1.n, WATCH_NAMED, false },
		{ "wl2", tcb->snd.wl2.n, WATCH_NAMED, false },
		{ "end", tcb->snd.end.n, WATCH_NAMED, true },
		{ "snd.up", tcb->snd.up.n, WATCH_NAMED, false },
		{ "rcv.up", tcb->rcv.up.n, WATCH_NAMED, false },
		{ "mss", tcb->snd.mss, WATCH_NAMED, false },
		{ "passive", tcb->passive, WATCH_NAMED, false },
		{ "gone", tcb->reader_gone, WATCH_NAMED, true },
		{ "received", run->fx.received, WATCH_NAMED, false },
		{ "time", (uint32_t)run->now, WATCH_NAMED, false }
	};

	memcpy(list, got, sizeof(got));
}

static bool
timer_find(const char *name, enum timer *timer)
{
	for (int i = 0; i < TIMER_COUNT; i++) {
		if (strcmp(timer_name((enum timer)i), name) == 0) {
			*timer = (enum timer)i;
			return true;
		}
	}
	return false;
}

static void
expected_state(struct verdict *verdict, char *name)
{
	ck_assert_msg(state_parse(name, strlen(name), &verdict->state),
	    "no state \"%s\"", name);
}

/* "una=101", "time>=180000"; "held=?" may be anything. */
static void
expected_variable(struct verdict *verdict, const char *text)
{
	struct variable list[VARIABLES];
	size_t n = strcspn(text, ">=");
	bool least = text[n] == '>';
	uint32_t value = (uint32_t)strtoul(text + n + least + 1, NULL, 10);

	ck_assert_msg(text[n] != '\0', "cannot read \"%s\"", text);
	variables_get(list, verdict->run, &verdict->run->tcb);
	for (size_t i = 0; i < VARIABLES; i++) {
		if (strlen(list[i].name) != n || strncmp(list[i].name, text, n) != 0)
			continue;
		verdict->named |= 1u << i;
		bool holds = text[n + 1] == '?' ||
		    (least ? list[i].value >= value : list[i].value == value);
		if (!holds)
			str_addf(verdict->wrong, "; %s, found %u", text,
			    (unsigned)list[i].value);
		return;
	}
	ck_abort_msg("no variable in \"%s\"", text);
}

/* The segments of one alternative: "S 100:100(0), . 101:101(0) ack 301". */
static bool
sent_match(const struct effects *fx, char *list)
{
	char *save = NULL;
	int n = 0;

	for (char *one = strtok_r(list, ",", &save); one != NULL;
	    one = strtok_r(NULL, ",", &save)) {
		struct pattern pattern;
		struct error error;
		one = text_trim(one);
		ck_assert_msg(pattern_parse(&pattern, one, strlen(one), &error),
		    "cannot read \"%s\": %s", one, error.text);
		if (n >= fx->sent_count ||
		    !pattern_match(&pattern, &fx->sent[n].seg))
			return false;
		n++;
	}
	return n == fx->sent_count;
}

static void
sent_print(struct str *wrong, const struct effects *fx)
{
	char text[SEGMENT_TEXT];

	if (fx->sent_count == 0)
		str_add(wrong, "nothing");
	for (int i = 0; i < fx->sent_count; i++) {
		str_addf(wrong, "%s%s", i == 0 ? "" : ", ",
		    segment_print(text, sizeof(text), &fx->sent[i].seg));
	}
}

/* "SEGMENT, SEGMENT / SEGMENT": the one or the other; "any"; "nothing". */
static void
expected_sent(struct verdict *verdict, char *text)
{
	const struct effects *fx = &verdict->run->fx;
	char *copy = mem_strdup(text);
	char *save = NULL;
	bool found = strcmp(text, "any") == 0;

	verdict->sends = true;
	for (char *list = strtok_r(copy, "/", &save); list != NULL && !found;
	    list = strtok_r(NULL, "/", &save)) {
		list = text_trim(list);
		found = strcmp(list, "nothing") == 0 ? fx->sent_count == 0 :
		    sent_match(fx, list);
	}
	free(copy);
	if (!found) {
		str_addf(verdict->wrong, "; sends %s, found ", text);
		sent_print(verdict->wrong, fx);
	}
}

static const char *
signal_word(uint8_t signal)
{
	static const char *const words[] = {
		[SIGNAL_RESET] = "reset", [SIGNAL_REFUSED] = "refused",
		[SIGNAL_CLOSING] = "closing", [SIGNAL_TIMEOUT] = "timeout",
		[SIGNAL_URGENT] = "urgent", [SIGNAL_PROBLEM] = "problem",
		[SIGNAL_CLOSE_OK] = "close-ok", [SIGNAL_RECEIVED] = "received"
	};

	return words[signal];
}

/* Each that is named, and no other; but close-ok need not be named. */
static void
expected_signals(struct verdict *verdict, char *text)
{
	const struct effects *fx = &verdict->run->fx;
	bool taken[EFFECTS_SIGNALS] = { false };
	char *save = NULL;

	verdict->signals = true;
	if (strcmp(text, "any") == 0)
		return;
	for (char *word = strtok_r(text, ", ", &save); word != NULL;
	    word = strtok_r(NULL, ", ", &save)) {
		int i = 0;
		while (i < fx->signal_count &&
		    (taken[i] || strcmp(signal_word(fx->signals[i]), word) != 0))
			i++;
		if (i < fx->signal_count)
			taken[i] = true;
		else if (strcmp(word, "none") != 0)
			str_addf(verdict->wrong, "; signals %s, found not", word);
	}
	for (int i = 0; i < fx->signal_count; i++) {
		if (!taken[i] && fx->signals[i] != SIGNAL_CLOSE_OK)
			str_addf(verdict->wrong, "; no signal %s, found one",
			    signal_word(fx->signals[i]));
	}
}

/* "time-wait off", "persist on"; "time-wait 240000", "delayed-ack <500": due so long from now. */
static void
expected_timer(struct verdict *verdict, char *text)
{
	const struct run *run = verdict->run;
	char name[32], value[32];
	enum timer timer = TIMER_TIME_WAIT;

	ck_assert_msg(sscanf(text, "%31s %31s", name, value) == 2 &&
	    timer_find(name, &timer), "cannot read: timer %s", text);
	bool on = run->tcb.timer[timer].on;
	long left = (long)(run->tcb.timer[timer].due - run->now);
	if (timer == TIMER_TIME_WAIT)
		verdict->restarts = true;
	bool holds = strcmp(value, "on") == 0 ? on :
	    strcmp(value, "off") == 0 ? !on :
	    *value == '<' ? on && left < strtol(value + 1, NULL, 10) :
	    on && left == strtol(value, NULL, 10);
	if (!holds)
		str_addf(verdict->wrong, "; timer %s, found %s %ld", text,
		    on ? "on" : "off", on ? left : 0L);
}

/* "= SECTION": this way into a state leaves what that section begins with. */
static void
expected_like(struct verdict *verdict, char *name)
{
	struct variable there[VARIABLES], here[VARIABLES];
	struct run other;

	section_start(vectors_find(verdict->vectors, name), &other);
	variables_get(there, &other, &other.tcb);
	variables_get(here, verdict->run, &verdict->run->tcb);
	verdict->state = (enum state)other.tcb.state;
	for (size_t i = 0; i < VARIABLES; i++) {
		if (!there[i].same)
			continue;
		verdict->named |= 1u << i;
		if (there[i].value != here[i].value)
			str_addf(verdict->wrong, "; %s=%u as in %s, found %u",
			    there[i].name, (unsigned)there[i].value, name,
			    (unsigned)here[i].value);
	}
	for (int i = 0; i < TIMER_COUNT; i++) {
		if (verdict->run->tcb.timer[i].on != other.tcb.timer[i].on)
			str_addf(verdict->wrong, "; timer %s as in %s, found not",
			    timer_name((enum timer)i), name);
	}
}

static bool
expected_reply(struct verdict *verdict, const char *text)
{
	enum reply reply = (enum reply)verdict->run->fx.reply;
	bool accepted = reply == REPLY_OK || reply == REPLY_QUEUED;
	const char *found = reply_text(reply);
	bool holds;

	if (strcmp(text, "accepted") == 0)
		holds = accepted;
	else if (strcmp(text, "queued") == 0)
		holds = reply == REPLY_QUEUED;
	else if (strcmp(text, "ok") == 0)
		holds = reply == REPLY_OK;
	else if (strcmp(text, "answered") == 0)
		holds = true;
	else if (strncmp(text, "error: ", strlen("error: ")) == 0)
		holds = strcmp(text, found) == 0;
	else
		return false;
	verdict->replies = true;
	if (!holds)
		str_addf(verdict->wrong, "; %s, found \"%s\"", text, found);
	return true;
}

static const struct {
	const char	*word;
	void		(*check)(struct verdict *verdict, char *text);
} expectations[] = {
	{ "sends ", expected_sent }, { "-> ", expected_state },
	{ "signals ", expected_signals }, { "timer ", expected_timer },
	{ "= ", expected_like }
};

static void
expected_item(struct verdict *verdict, char *text)
{
	const struct run *run = verdict->run;
	char *save = NULL;

	for (size_t i = 0; i < sizeof(expectations) / sizeof(expectations[0]); i++) {
		size_t n = strlen(expectations[i].word);
		if (strncmp(text, expectations[i].word, n) == 0) {
			expectations[i].check(verdict, text_trim(text + n));
			return;
		}
	}
	if (strcmp(text, "dropped") == 0) {
		/* Padding that differs would fail here, and let nothing through. */
		/* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison) */
		if (memcmp(&run->tcb, &run->before, sizeof(run->tcb)) != 0)
			str_add(verdict->wrong, "; dropped, found a changed TCB");
		return;
	}
	if (strcmp(text, "-") == 0 || expected_reply(verdict, text))
		return;
	for (char *one = strtok_r(text, " ", &save); one != NULL;
	    one = strtok_r(NULL, " ", &save))
		expected_variable(verdict, one);
}

/* What was not named did not change. */
static void
check_variables(struct verdict *verdict)
{
	const struct run *run = verdict->run;
	struct variable was[VARIABLES], is[VARIABLES];
	bool moved = run->tcb.rcv.nxt.n != run->before.rcv.nxt.n ||
	    run->tcb.rcv.user != run->before.rcv.user;

	if (verdict->state == STATE_CLOSED || verdict->state == STATE_LISTEN)
		return;
	variables_get(was, run, &run->before);
	variables_get(is, run, &run->tcb);
	for (size_t i = 0; i < VARIABLES; i++) {
		if ((verdict->named & 1u << i) != 0 ||
		    was[i].watch == WATCH_NAMED ||
		    (was[i].watch == WATCH_EDGE && moved) ||
		    was[i].value == is[i].value)
			continue;
		str_addf(verdict->wrong, "; %s=%u still, found %u", was[i].name,
		    (unsigned)was[i].value, (unsigned)is[i].value);
	}
}

static void
check_rest(struct verdict *verdict)
{
	const struct run *run = verdict->run;
	char nothing[] = "nothing", none[] = "none";

	if (!verdict->sends)
		expected_sent(verdict, nothing);
	if (!verdict->signals)
		expected_signals(verdict, none);
	if (run->tcb.state != verdict->state)
		str_addf(verdict->wrong, "; %s, found %s",
		    state_name(verdict->state),
		    state_name((enum state)run->tcb.state));
	if (!verdict->replies && run->fx.reply != REPLY_NONE)
		str_addf(verdict->wrong, "; no answer, found \"%s\"",
		    reply_text((enum reply)run->fx.reply));
	if (run->idle)
		str_add(verdict->wrong, "; that timer, found that it does not run");
	check_variables(verdict);
}

static void
check_timers(struct verdict *verdict)
{
	const struct tcb *now = &verdict->run->tcb;
	const struct tcb *before = &verdict->run->before;
	bool in_flight = !seq_eq(now->snd.una, now->snd.nxt);
	bool repeats = now->timer[TIMER_RETRANSMISSION].on;

	if (in_flight && !repeats && !now->timer[TIMER_PERSIST].on)
		str_add(verdict->wrong, "; nothing would send again what is in flight");
	if (!in_flight && repeats)
		str_add(verdict->wrong, "; retransmission runs for nothing");
	if (now->timer[TIMER_TIME_WAIT].on != (now->state == STATE_TIME_WAIT))
		str_add(verdict->wrong, "; timer time-wait is TIME-WAIT's, found not");
	if (!verdict->restarts && now->state == STATE_TIME_WAIT &&
	    before->state == STATE_TIME_WAIT &&
	    now->timer[TIMER_TIME_WAIT].due != before->timer[TIMER_TIME_WAIT].due)
		str_add(verdict->wrong, "; timer time-wait runs on, found it restarted");
}

/* What holds after every event, whatever it was. */
static void
check_rules(struct verdict *verdict)
{
	const struct run *run = verdict->run;
	unsigned at = run->before.state;

	for (int i = 0; i < run->fx.edge_count && !run->many; i++) {
		if (run->fx.edges[i]->from != at)
			str_add(verdict->wrong, "; the edges taken do not join");
		at = run->fx.edges[i]->to;
	}
	if (!run->many && at != run->tcb.state)
		str_addf(verdict->wrong, "; the edges taken end in %s",
		    state_name((enum state)at));
	if (run->tcb.state != STATE_CLOSED && run->tcb.state != STATE_LISTEN) {
		if (seq_gt(run->tcb.snd.una, run->tcb.snd.nxt))
			str_add(verdict->wrong, "; SND.UNA is above SND.NXT");
		check_timers(verdict);
	} else if (tcb_next(&run->tcb, NULL) != INT64_MAX) {
		str_add(verdict->wrong, "; a timer runs in this state");
	}
}

void
run_check(const struct vectors *vectors, const struct run *run,
    const char *expected, struct str *wrong)
{
	struct verdict verdict = {
		.vectors = vectors, .run = run, .wrong = wrong,
		.state = (enum state)run->before.state
	};
	char *copy = mem_strdup(expected);
	char *save = NULL;

	for (char *item = strtok_r(copy, ";", &save); item != NULL;
	    item = strtok_r(NULL, ";", &save))
		expected_item(&verdict, text_trim(item));
	free(copy);
	check_rest(&verdict);
	check_rules(&verdict);
}

void
run_check_start(const struct run *run, const char *is, struct str *wrong)
{
	struct verdict verdict = { .run = run, .wrong = wrong };
	char *copy = mem_strdup(is);
	char *rest = copy + strcspn(copy, " ");

	if (*rest != '\0')
		*rest++ = '\0';
	expected_state(&verdict, copy);
	if (run->tcb.state != verdict.state)
		str_addf(wrong, "; %s, found %s", copy,
		    state_name((enum state)run->tcb.state));
	if (*rest != '\0')
		expected_item(&verdict, rest);
	free(copy);
}
