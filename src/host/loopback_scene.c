/*
 * Where the scene is, and whether the kernel can be compared with it.
 *
 * A scene is written for a wire that delivers nothing by itself; on loopback
 * everything that no gate holds is delivered at once. Two models tell the two
 * apart:
 *
 *	script	does what the scene says, word for word
 *	shadow	makes the calls that the sockets make, and is delivered what passes
 *
 * What a scene expects may be compared with the kernel when both models stand
 * at the same place, with the same in flight: then it makes no difference what
 * was not held. Otherwise it may not:
 *
 *	- a segment is in flight in the script only: the kernel is past this already;
 *	- the models differ: the scene held a segment over a call, lost one,
 *	  forged one, crashed an end or waited for a minute. This lasts until
 *	  they stand at the same place again, at the latest when both are CLOSED.
 *
 * Where the kernel differs from the shadow, a comparison is made and fails:
 * that is what a lesson wants to know.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "loopback_private.h"
#include "model/model.h"

/* TIME-WAIT lasts a minute here, whatever the scene's MSL. */
#define KERNEL_MSL 30000	/* ms */

/* More deliveries than any conversation of two ends that came to rest takes. */
#define DELIVERIES 100000

enum state
model_state(const struct engine *model, enum end end)
{
	return (enum state)trace_now(engine_trace(model), end)->state;
}

static uint32_t
model_in_flight(const struct engine *model)
{
	const struct trace *trace = engine_trace(model);

	return trace->count == 0 ? 0 : trace->moments[trace->count - 1].wire_count;
}

/* The oldest segment in the shadow's wire that no gate holds, or NULL. */
static const struct flight *
shadow_passing(const struct loopback *lb)
{
	const struct trace *shadow = engine_trace(lb->shadow);

	for (uint32_t i = 0; i < model_in_flight(lb->shadow); i++) {
		const struct moment *last = &shadow->moments[shadow->count - 1];
		const struct flight *flight = &shadow->flights[last->wire[i]];

		if (last->wire[i] >= lb->newer &&
		    hold_passes(lb, end_other((enum end)flight->from)))
			return flight;
	}
	return NULL;
}

/* A reset by a call, of which there is no second one, may not be dropped. True if there is one. */
static bool
open_to_resets(struct loopback *lb, const struct command *command)
{
	const struct trace *shadow = engine_trace(lb->shadow);
	bool found = false;

	if (command->verb != VERB_CALL)
		return false;

	const struct moment *last = &shadow->moments[shadow->count - 1];

	for (uint32_t i = 0; i < last->sent_count; i++) {
		const struct flight *flight = &shadow->flights[last->sent + i];

		if (!(flight->seg.flags & SEG_RST))
			continue;
		hold_gate(lb, end_other((enum end)flight->from), true);
		found = true;
	}
	return found;
}

/* Deliver what was sent as flight first or later, and what that sets off. */
static void
shadow_pass_since(struct loopback *lb, uint32_t first)
{
	const struct trace *shadow = engine_trace(lb->shadow);
	struct error ignored;
	uint32_t i = 0;

	while (i < model_in_flight(lb->shadow)) {
		uint32_t index = shadow->moments[shadow->count - 1].wire[i];

		if (index < first) {
			i++;
			continue;
		}
		engine_command(lb->shadow, &(struct command){ .verb = VERB_DELIVER,
		    .which = { .has_number = true,
		    .number = shadow->flights[index].number } }, &ignored);
		i = 0;
	}
}

void
shadow_feed(struct loopback *lb, const struct command *command)
{
	uint32_t first = (uint32_t)engine_trace(lb->shadow)->flight_count;
	struct error ignored;

	engine_command(lb->shadow, command, &ignored);
	/*
	 * A reset may be asked back (RFC 5961), and the answer of an end without
	 * a socket passes the same open gate: all that is over at once.
	 */
	if (open_to_resets(lb, command))
		shadow_pass_since(lb, first);
	shadow_pass(lb);
}

void
shadow_pass(struct loopback *lb)
{
	const struct flight *flight;
	struct error ignored;

	for (int i = 0; i < DELIVERIES && (flight = shadow_passing(lb)) != NULL; i++)
		engine_command(lb->shadow, &(struct command){ .verb = VERB_DELIVER,
		    .which = { .has_number = true, .number = flight->number } }, &ignored);
}

enum reply
shadow_reply(const struct loopback *lb, size_t moment)
{
	const struct trace *trace = engine_trace(lb->shadow);

	return moment < trace->count ? (enum reply)trace->moments[moment].reply :
	    REPLY_NONE;
}

static void
shadow_set(struct loopback *lb, enum verb verb, enum end end, uint32_t value)
{
	shadow_feed(lb, &(struct command){
		.verb = (uint8_t)verb, .end = (uint8_t)end, .value = value });
}

void
shadow_renew(struct loopback *lb)
{
	engine_free(lb->shadow);
	lb->shadow = model_new();
	lb->shown.n = 0;
	lb->newer = 0;
	lb->in_step = true;
	shadow_set(lb, VERB_SET_MSL, END_A, KERNEL_MSL);
	for (int i = 0; i < END_COUNT; i++) {
		enum end end = (enum end)i;
		const struct config *config = &model_tcb(lb->script, end)->config;

		shadow_set(lb, VERB_SET_ISS, end, config->iss.n);
		shadow_set(lb, VERB_SET_MSS, end, config->mss);
		if (loopback_state(lb, end) == STATE_LISTEN)
			shadow_feed(lb, &(struct command){ .verb = VERB_CALL,
			    .end = (uint8_t)end, .call.kind = CALL_LISTEN });
	}
}

/* Do two models have this end at the same place? Windows and timers aside. */
static bool
same_end(const struct engine *one, const struct engine *other, enum end end)
{
	const struct endpoint *a = trace_now(engine_trace(one), end);
	const struct endpoint *b = trace_now(engine_trace(other), end);

	if (a->state != b->state)
		return false;
	if (a->state == STATE_CLOSED || a->state == STATE_LISTEN)
		return true;
	return a->iss == b->iss && a->irs == b->irs && a->snd_una == b->snd_una &&
	    a->snd_nxt == b->snd_nxt && a->rcv_nxt == b->rcv_nxt &&
	    a->receive_queue == b->receive_queue;
}

bool
flight_same(const struct flight *one, const struct flight *other)
{
	const struct segment *a = &one->seg, *b = &other->seg;

	return one->from == other->from && a->flags == b->flags &&
	    a->seq.n == b->seq.n && a->ack.n == b->ack.n && a->len == b->len;
}

static bool
same_wire(const struct engine *one, const struct engine *other)
{
	const struct trace *a = engine_trace(one), *b = engine_trace(other);
	uint32_t n = model_in_flight(one);

	if (n != model_in_flight(other))
		return false;
	for (uint32_t i = 0; i < n; i++)
		if (!flight_same(&a->flights[a->moments[a->count - 1].wire[i]],
		    &b->flights[b->moments[b->count - 1].wire[i]]))
			return false;
	return true;
}

bool
scene_is_there(const struct loopback *lb)
{
	return same_wire(lb->script, lb->shadow) &&
	    same_end(lb->script, lb->shadow, END_A) &&
	    same_end(lb->script, lb->shadow, END_B);
}

void
scene_part(struct loopback *lb, const char *why)
{
	if (lb->parted[0] == '\0')
		snprintf(lb->parted, sizeof(lb->parted), "%s", why);
}

void
scene_rejoin(struct loopback *lb)
{
	if (!scene_is_there(lb))
		return;
	lb->parted[0] = '\0';
	lb->released = false;
}

bool
loopback_comparable(const struct engine *engine, struct error *why)
{
	const struct loopback *lb = (const struct loopback *)engine;

	for (int i = 0; i < END_COUNT; i++) {
		if (lb->look[i].seen == SEEN_UNKNOWN) {
			error_set(why, 0, 0, _("%s does not tell the state of %c"),
			    source_name(lb->observer.source), end_letter((enum end)i));
			return false;
		}
	}
	if (scene_is_there(lb))
		return true;
	if (lb->parted[0] != '\0') {
		error_set(why, 0, 0, _("kernel and scene have parted: %s"), lb->parted);
		return false;
	}
	if (model_in_flight(lb->script) == 0) {
		error_set(why, 0, 0, _("the scene held a segment over a call; "
		    "on loopback it had arrived before"));
		return false;
	}

	const struct trace *script = engine_trace(lb->script);
	const struct moment *last = &script->moments[script->count - 1];
	char text[SEGMENT_TEXT];

	if (model_in_flight(lb->shadow) > 0) {
		error_set(why, 0, 0, _("the gates hold other segments than the scene"));
		return false;
	}
	segment_print(text, sizeof(text), &script->flights[last->wire[0]].seg);
	error_set(why, 0, 0, _("loopback could not hold %s: the kernel is already "
	    "past this"), text);
	return false;
}
