/* A conversation with one end. */
#include "talk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tap.h"
#include "tcp/expire.h"

void
talk_closed(struct talk *talk)
{
	memset(talk, 0, sizeof(*talk));
	tcb_init(&talk->run.tcb, seq_make(100));
	talk->run.tcb.config.window = 1000;
}

static void
print_sent(const struct talk *talk, int from, char *buf, size_t size)
{
	char text[SEGMENT_TEXT];
	size_t n = 0;

	buf[0] = '\0';
	for (int i = from; i < talk->run.fx.sent_count && n < size; i++)
		n += (size_t)snprintf(buf + n, size - n, "%s%s", i > from ? ", " : "",
		    segment_print(text, sizeof(text), &talk->run.fx.sent[i].seg));
}

static void
must_be_heard(const struct talk *talk, const char *before)
{
	char sent[2000];

	if (talk->heard == talk->run.fx.sent_count)
		return;
	print_sent(talk, talk->heard, sent, sizeof(sent));
	ck_abort_msg("before \"%s\": nobody heard %s", before, sent);
}

void
say(struct talk *talk, const char *event)
{
	must_be_heard(talk, event);
	talk->run.before = talk->run.tcb;
	talk->run.idle = false;
	run_event(&talk->run, event);
	ck_assert_msg(!talk->run.idle, "%s: it does not run", event);
	talk->heard = 0;
}

void
talk_so_far(struct talk *talk, const char *events)
{
	char *text = mem_strdup(events);
	char *save = NULL;

	for (char *event = strtok_r(text, ";", &save); event != NULL;
	    event = strtok_r(NULL, ";", &save)) {
		talk->heard = talk->run.fx.sent_count;
		say(talk, event + strspn(event, " "));
	}
	talk->heard = talk->run.fx.sent_count;
	free(text);
}

void
hear(struct talk *talk, const char *segments)
{
	char *text = mem_strdup(segments);
	char sent[2000];
	int at = talk->heard;

	print_sent(talk, at, sent, sizeof(sent));
	for (char *want = text; want != NULL; at++) {
		char *comma = strstr(want, ", ");
		struct pattern pattern;
		struct error error;

		if (comma != NULL)
			*comma = '\0';
		ck_assert_msg(pattern_parse(&pattern, want, strlen(want), &error),
		    "%s: %s", want, error.text);
		ck_assert_msg(at < talk->run.fx.sent_count &&
		    pattern_match(&pattern, &talk->run.fx.sent[at].seg),
		    "waited for %s, heard: %s", segments, sent);
		want = comma != NULL ? comma + 2 : NULL;
	}
	ck_assert_msg(at == talk->run.fx.sent_count, "waited for %s, heard: %s", segments, sent);
	talk->heard = at;
	free(text);
}

void
hear_nothing(struct talk *talk)
{
	must_be_heard(talk, "silence");
}

void
pass(struct talk *talk, int64_t ms)
{
	int64_t until = talk->run.now + ms;
	enum timer timer;

	must_be_heard(talk, "time goes by");
	effects_init(&talk->run.fx);
	talk->heard = 0;
	while (tcb_next(&talk->run.tcb, &timer) <= until) {
		talk->run.now = tcb_next(&talk->run.tcb, NULL);
		effects_init(&talk->run.fx);
		tcb_expire(&talk->run.tcb, timer, talk->run.now, &talk->run.fx);
	}
	talk->run.now = until;
}

void
expect_timer(struct talk *talk, enum timer timer, int64_t ms)
{
	enum timer which = TIMER_COUNT;
	int64_t due = tcb_next(&talk->run.tcb, &which);

	ck_assert_msg(due != INT64_MAX, "no timer runs");
	ck_assert_str_eq(timer_name(which), timer_name(timer));
	ck_assert_int_eq(due - talk->run.now, ms);
	pass(talk, ms);
}

void
expect_state(const struct talk *talk, enum state state)
{
	ck_assert_str_eq(state_name((enum state)talk->run.tcb.state), state_name(state));
}

void
expect_reply(const struct talk *talk, enum reply reply)
{
	ck_assert_str_eq(reply_text((enum reply)talk->run.fx.reply), reply_text(reply));
}

bool
was_told(const struct talk *talk, enum signal signal)
{
	for (int i = 0; i < talk->run.fx.signal_count; i++)
		if (talk->run.fx.signals[i] == signal)
			return true;
	return false;
}

bool
was_noted(const struct talk *talk, enum note_id id)
{
	for (int i = 0; i < talk->run.fx.note_count; i++)
		if (talk->run.fx.notes[i].id == id)
			return true;
	return false;
}

void
talk_listen(struct talk *talk)
{
	talk_closed(talk);
	talk_so_far(talk, "listen");
}

void
talk_syn_sent(struct talk *talk)
{
	talk_closed(talk);
	talk_so_far(talk, "connect");
}

void
talk_syn_received(struct talk *talk)
{
	talk_listen(talk);
	talk_so_far(talk, "S 300:300(0)");
}

void
talk_established(struct talk *talk)
{
	talk_syn_received(talk);
	talk_so_far(talk, ". 301:301(0) ack 101");
}

void
talk_connected(struct talk *talk)
{
	talk_syn_sent(talk);
	talk_so_far(talk, "S. 300:300(0) ack 101");
}

void
talk_fin_wait_1(struct talk *talk)
{
	talk_established(talk);
	talk_so_far(talk, "shutdown");
}

void
talk_fin_wait_2(struct talk *talk)
{
	talk_fin_wait_1(talk);
	talk_so_far(talk, ". 301:301(0) ack 102");
}

void
talk_close_wait(struct talk *talk)
{
	talk_established(talk);
	talk_so_far(talk, "F. 301:301(0) ack 101");
}

void
talk_closing(struct talk *talk)
{
	talk_fin_wait_1(talk);
	talk_so_far(talk, "F. 301:301(0) ack 101");
}

void
talk_last_ack(struct talk *talk)
{
	talk_close_wait(talk);
	talk_so_far(talk, "shutdown");
}

void
talk_time_wait(struct talk *talk)
{
	talk_fin_wait_2(talk);
	talk_so_far(talk, "F. 301:301(0) ack 102");
}
