/* Lets a vector's event happen: a call, a timer, a segment, or a setting. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"
#include "tcp/arrive.h"
#include "tcp/call.h"
#include "tcp/expire.h"
#include "tcp/segment.h"
#include "vector.h"

static void
run_set_number(struct config *config, const char *name, uint32_t n)
{
	if (strcmp(name, "window") == 0)
		config->window = n;
	else if (strcmp(name, "iss") == 0)
		config->iss = seq_make(n);
	else if (strcmp(name, "mss") == 0)
		config->mss = (uint16_t)n;
	else if (strcmp(name, "msl") == 0)
		config->policy.msl = n;
	else if (strcmp(name, "user-timeout") == 0)
		config->policy.user_timeout = n;
	else if (strcmp(name, "keepalive") == 0)
		config->policy.keepalive = n;
	else
		ck_abort_msg("cannot set %s", name);
}

void
run_set(struct run *run, const char *what)
{
	struct config *config = &run->tcb.config;
	const struct {
		const char	*name;
		bool		*on;
	} switches[] = {
		{ "rfc5961", &config->policy.rfc5961 },
		{ "rfc1337", &config->policy.rfc1337 },
		{ "delayed-ack", &config->policy.delayed_ack },
		{ "nagle", &config->policy.nagle }
	};
	char name[32], value[32];

	ck_assert_msg(sscanf(what, "%31s %31s", name, value) == 2,
	    "cannot read: set %s", what);
	for (size_t i = 0; i < sizeof(switches) / sizeof(switches[0]); i++) {
		if (strcmp(switches[i].name, name) == 0) {
			*switches[i].on = strcmp(value, "on") == 0;
			return;
		}
	}
	run_set_number(config, name, (uint32_t)strtoul(value, NULL, 10));
}

static bool
run_call(struct run *run, const char *event)
{
	char name[32], word[32] = "";
	unsigned octets = 0;

	if (sscanf(event, "%31s %u %31s", name, &octets, word) < 1)
		return false;
	for (int i = 0; i < CALL_COUNT; i++) {
		if (strcmp(call_name((enum call_kind)i), name) != 0)
			continue;
		struct call call = {
			.kind = (uint8_t)i,
			.urgent = strcmp(word, "urgent") == 0,
			.octets = octets
		};
		tcb_call(&run->tcb, &call, run->now, &run->fx);
		return true;
	}
	return false;
}

/* "timer retransmission": it runs out now, if it runs. */
static void
run_timer(struct run *run, const char *name)
{
	for (int i = 0; i < TIMER_COUNT; i++) {
		if (strcmp(timer_name((enum timer)i), name) != 0)
			continue;
		if (run->tcb.timer[i].on)
			tcb_expire(&run->tcb, (enum timer)i, run->now, &run->fx);
		else
			run->idle = true;
		return;
	}
	ck_abort_msg("there is no timer %s", name);
}

/* "until CLOSED": whatever timer is due, one after the other. */
static void
run_until(struct run *run, const char *name)
{
	enum state state;
	enum timer timer;

	ck_assert_msg(state_parse(name, strlen(name), &state), "no state %s", name);
	run->many = true;
	for (int i = 0; i < 100 && run->tcb.state != state; i++) {
		int64_t due = tcb_next(&run->tcb, &timer);
		if (due == INT64_MAX)
			return;
		if (due > run->now)
			run->now = due;
		effects_init(&run->fx);
		tcb_expire(&run->tcb, timer, run->now, &run->fx);
	}
}

static void
run_segment(struct run *run, const char *event)
{
	struct pattern pattern;
	struct error error;

	ck_assert_msg(pattern_parse(&pattern, event, strlen(event), &error),
	    "cannot read \"%s\": %s", event, error.text);
	if ((pattern.given & PATTERN_WND) == 0)
		pattern.seg.wnd = 1000;
	tcb_arrive(&run->tcb, &pattern.seg, run->now, &run->fx);
}

static void
run_one(struct run *run, const char *event)
{
	effects_init(&run->fx);
	if (strncmp(event, "set ", 4) == 0)
		run_set(run, event + 4);
	else if (strncmp(event, "at ", 3) == 0)
		run->now = strtol(event + 3, NULL, 10);
	else if (strncmp(event, "timer ", 6) == 0)
		run_timer(run, event + 6);
	else if (strncmp(event, "until ", 6) == 0)
		run_until(run, event + 6);
	else if (!run_call(run, event))
		run_segment(run, event);
}

void
run_event(struct run *run, const char *event)
{
	int times, skip = 0;

	if (sscanf(event, "%d x %n", &times, &skip) != 1 || skip == 0)
		times = 1;
	while (times-- > 0)
		run_one(run, event + skip);
}

void
section_start(const struct section *section, struct run *run)
{
	memset(run, 0, sizeof(*run));
	tcb_init(&run->tcb, seq_make(100));
	run->tcb.config.window = 1000;
	for (size_t i = 0; i < section->steps.n; i++)
		run_event(run, section->steps.v[i]);
	run->now += 100;
	run->before = run->tcb;
}
