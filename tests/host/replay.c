/* Plays the vectors' steps and events on the kernel engine. */
#include "replay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "host/kernel.h"
#include "tap.h"

#define BEYOND 500	/* numbers so far beyond the window's edge are moved with it */
#define TEXT_MAX 1460	/* goes through the device */

const char *
unplayed_text(enum unplayed unplayed)
{
	static const char *const texts[UNPLAYED_COUNT] = {
		[PLAYED] = "played",
		[UNPLAYED_POLICY] = "without RFC 5961, which is not Linux's to choose",
		[UNPLAYED_TIME] = "timers, which run at the kernel's own times",
		[UNPLAYED_CALL] = "calls that sockets have not, or not in that state",
		[UNPLAYED_START] = "starts where this kernel does not get"
	};

	return texts[unplayed];
}

/* ---- numbers */

/* Where the window ends, in the vector's numbers and in the kernel's. */
static void
edges_find(struct replay *replay)
{
	const struct endpoint *kernel = trace_now(engine_trace(replay->engine), END_A);
	const struct tcb *tcb = &replay->model.tcb;

	replay->edge = tcb->rcv.nxt.n + tcb->rcv.wnd;
	replay->reach = tcb->rcv.wnd / 4;
	replay->shift = 0;
	if ((kernel->known & KNOWN_RCV_NXT) && (kernel->known & KNOWN_RCV_WND) &&
	    tcb->state >= STATE_SYN_RECEIVED)
		replay->shift = kernel->rcv_nxt + kernel->rcv_wnd - replay->edge;
}

static bool
near_edge(const struct replay *replay, uint32_t number, uint32_t edge)
{
	int32_t beyond = (int32_t)(number - edge);

	return beyond >= -(int32_t)replay->reach && beyond <= BEYOND;
}

static uint32_t
to_kernel(const struct replay *replay, uint32_t number)
{
	return near_edge(replay, number, replay->edge) ? number + replay->shift : number;
}

static uint32_t
from_kernel(const struct replay *replay, uint32_t number)
{
	return near_edge(replay, number, replay->edge + replay->shift) ?
	    number - replay->shift : number;
}

/* ---- events */

static enum done
does(struct replay *replay, struct command command)
{
	struct error why;
	enum done done = engine_command(replay->engine, &command, &why);

	ck_assert_msg(done != DONE_BROKEN, "%s", why.text);
	return done;
}

static enum state
state_now(const struct replay *replay)
{
	return (enum state)trace_now(engine_trace(replay->engine), END_A)->state;
}

static bool
is_call(const char *event, struct call *call)
{
	char name[32], word[32] = "";
	unsigned octets = 0;

	if (sscanf(event, "%31s %u %31s", name, &octets, word) < 1 || *word != '\0')
		return false;
	for (int i = 0; i < CALL_COUNT; i++) {
		if (strcmp(call_name((enum call_kind)i), name) == 0) {
			*call = (struct call){ .kind = (uint8_t)i, .octets = octets };
			return true;
		}
	}
	return false;
}

static bool
is_time(const char *event)
{
	return strncmp(event, "timer ", 6) == 0 || strncmp(event, "until ", 6) == 0 ||
	    strncmp(event, "at ", 3) == 0;
}

/* "window 1000", "nagle on". False if a kernel has no such thing. */
static bool
sets(struct replay *replay, const char *what)
{
	static const struct {
		const char	*name;
		enum verb	verb;
	} all[] = {
		{ "iss", VERB_SET_ISS }, { "window", VERB_SET_WINDOW },
		{ "mss", VERB_SET_MSS }, { "nagle", VERB_SET_NAGLE },
		{ "rfc1337", VERB_SET_RFC1337 }, { "delayed-ack", VERB_SET_DELAYED_ACK },
		{ "rfc5961", VERB_SET_RFC5961 }, { "msl", VERB_SET_MSL },
		{ "user-timeout", VERB_SET_USER_TIMEOUT },
		{ "keepalive", VERB_SET_KEEPALIVE }
	};
	char name[32], value[32];

	if (sscanf(what, "%31s %31s", name, value) != 2)
		return false;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (strcmp(all[i].name, name) != 0)
			continue;

		uint32_t n = strcmp(value, "on") == 0 ? 1 :
		    (uint32_t)strtoul(value, NULL, 10);
		enum done done = does(replay, (struct command){ .verb = (uint8_t)all[i].verb,
		    .end = END_A, .value = n });

		/* Of a window the kernel takes what it can; the numbers are moved. */
		return done == DONE || all[i].verb == VERB_SET_WINDOW;
	}
	return false;
}

static bool
arrives(struct replay *replay, const char *event)
{
	struct pattern pattern;
	struct error error;

	if (!pattern_parse(&pattern, event, strlen(event), &error))
		return false;
	if (!(pattern.given & PATTERN_WND))
		pattern.seg.wnd = 1000;

	struct segment *seg = &pattern.seg;
	uint32_t end = to_kernel(replay, seg->seq.n + seg->len);

	seg->seq.n = to_kernel(replay, seg->seq.n);
	if (seg->len > 0)
		seg->len = end - seg->seq.n > TEXT_MAX ? TEXT_MAX : end - seg->seq.n;
	return does(replay, (struct command){ .verb = VERB_INJECT, .end = END_A,
	    .segment = *seg }) == DONE;
}

/* Let the event happen to A and to the model. False if it is none for a kernel. */
static bool
happens(struct replay *replay, const char *event)
{
	struct call call;
	int times = 1, skip = 0;
	bool done = true;

	if (is_time(event))
		return false;
	if (sscanf(event, "%d x %n", &times, &skip) != 1 || skip == 0)
		times = 1;
	edges_find(replay);
	for (int i = 0; i < times && done; i++) {
		if (strncmp(event, "set ", 4) == 0)
			done = sets(replay, event + 4);
		else if (is_call(event + skip, &call))
			done = does(replay, (struct command){ .verb = VERB_CALL,
			    .end = END_A, .call = call }) == DONE;
		else
			done = arrives(replay, event + skip);
		run_event(&replay->model, event + skip);
	}
	return done;
}

/* ---- a row */

/* A repeat of what is under way would only be counted on it. */
static void
wire_clear(struct replay *replay)
{
	while (does(replay, (struct command){ .verb = VERB_DROP }) == DONE)
		;
}

/* Both ends CLOSED and nothing under way, on the old engine if that can be. */
static void
renew(struct replay *replay)
{
	struct error why;

	if (replay->engine != NULL) {
		does(replay, (struct command){ .verb = VERB_CALL, .end = END_A,
		    .call.kind = CALL_CRASH });
		wire_clear(replay);
		if (state_now(replay) != STATE_CLOSED)
			replay_end(replay);
	}
	if (replay->engine == NULL)
		replay->engine = kernel_new(NULL, &why);
	if (replay->engine == NULL)
		tap_skip("no kernel engine: %s", why.text);
	sets(replay, "window 1000");
	sets(replay, "iss 100");
	sets(replay, "mss 1460");
	sets(replay, "rfc1337 on");
	sets(replay, "delayed-ack off");
	sets(replay, "nagle off");
	sets(replay, "user-timeout 0");
	sets(replay, "keepalive 0");
	memset(&replay->model, 0, sizeof(replay->model));
	tcb_init(&replay->model.tcb, seq_make(100));
	replay->model.tcb.config.window = 1000;
}

/* Is the kernel where the model is, in all that tells where that is? */
static bool
stands(const struct replay *replay)
{
	const struct endpoint *kernel = trace_now(engine_trace(replay->engine), END_A);
	const struct tcb *tcb = &replay->model.tcb;

	if (kernel->state != tcb->state)
		return false;
	if (tcb->state == STATE_CLOSED || tcb->state == STATE_LISTEN)
		return true;
	/* No kernel's window is zero from the start. */
	if (tcb->state != STATE_SYN_SENT && (tcb->rcv.wnd == 0) != (kernel->rcv_wnd == 0))
		return false;
	return kernel->snd_una == tcb->snd.una.n && kernel->snd_nxt == tcb->snd.nxt.n &&
	    (tcb->state == STATE_SYN_SENT ||
	    from_kernel(replay, kernel->rcv_nxt) == tcb->rcv.nxt.n);
}

static enum unplayed
starts(struct replay *replay, const struct section *section)
{
	renew(replay);
	for (size_t i = 0; i < section->steps.n; i++) {
		const char *step = section->steps.v[i];

		if (is_time(step))
			return UNPLAYED_TIME;
		if (!happens(replay, step))
			return UNPLAYED_START;
	}
	edges_find(replay);
	if (!stands(replay))
		return UNPLAYED_START;
	wire_clear(replay);
	return PLAYED;
}

/* "nagle on, rfc1337 off". */
static bool
policy_set(struct replay *replay, const char *policy)
{
	char *copy = mem_strdup(policy);
	char *save = NULL;
	bool done = true;

	for (char *one = strtok_r(copy, ",", &save); one != NULL;
	    one = strtok_r(NULL, ",", &save))
		done = sets(replay, text_trim(one)) && done;
	free(copy);
	return done;
}

/* The moments from the one with index first on. */
static void
answer_read(const struct replay *replay, size_t first, struct answer *answer)
{
	const struct trace *trace = engine_trace(replay->engine);
	const struct endpoint *now = trace_now(trace, END_A);

	*answer = (struct answer){
		.state = (enum state)now->state,
		.una = now->snd_una, .nxt = now->snd_nxt,
		.rcv_nxt = from_kernel(replay, now->rcv_nxt),
		.numbered = now->state > STATE_SYN_SENT,
	};
	for (size_t i = first; i < trace->count; i++) {
		const struct moment *m = &trace->moments[i];

		if (kind_is_call((enum cause_kind)m->cause.kind)) {
			answer->called = true;
			answer->failed = reply_is_error((enum reply)m->reply);
		}
		answer->unknown = answer->unknown || (m->remark != NULL &&
		    strstr(m->remark, "not a known one") != NULL);
		for (uint32_t k = 0; k < m->sent_count; k++) {
			const struct flight *flight = &trace->flights[m->sent + k];

			if (flight->from != END_A || answer->sent_count++ >= ANSWER_SENT)
				continue;

			struct segment *seg = &answer->sent[answer->sent_count - 1];

			*seg = flight->seg;
			seg->ack.n = from_kernel(replay, seg->ack.n);
		}
	}
}

enum unplayed
replay_row(struct replay *replay, const struct section *section, const struct row *row,
    struct answer *answer)
{
	if (strstr(row->policy, "rfc5961 off") != NULL)
		return UNPLAYED_POLICY;
	if (is_time(row->event))
		return UNPLAYED_TIME;

	enum unplayed unplayed = starts(replay, section);

	if (unplayed != PLAYED)
		return unplayed;
	if (!policy_set(replay, row->policy))
		return UNPLAYED_POLICY;
	replay->model.before = replay->model.tcb;

	size_t first = engine_trace(replay->engine)->count;

	if (!happens(replay, row->event))
		return UNPLAYED_CALL;
	answer_read(replay, first, answer);
	return PLAYED;
}

void
replay_end(struct replay *replay)
{
	engine_free(replay->engine);
	replay->engine = NULL;
}
