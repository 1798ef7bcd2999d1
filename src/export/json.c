/*
 * Moments as JSON Lines, by jansson, which keeps the keys in the order in
 * which they are set. Every text is cleaned on its way: a lesson's may hold
 * anything, and this goes to somebody's terminal too.
 */
#include "export/json.h"

#include <jansson.h>
#include <limits.h>
#include <string.h>

#include "base/text.h"
#include "lesson/question.h"

/* A new string of text, or null for NULL. */
static json_t *
new_text(const char *text)
{
	struct str clean = { 0 };
	json_t *json;

	if (text == NULL)
		return json_null();
	text_clean_line(&clean, text, strlen(text));
	json = json_stringn(str_text(&clean), clean.n);
	str_free(&clean);
	return json;
}

static json_t *
new_letter(enum end end)
{
	const char letter = end_letter(end);

	return json_stringn(&letter, 1);
}

static json_t *
new_state(enum state state)
{
	return json_string(state_name(state));
}

/* Whole milliseconds as an integer; a real engine's clock is finer. */
static json_t *
new_ms(int64_t us)
{
	return us % 1000 == 0 ? json_integer(us / 1000) :
	    json_real((double)us / 1000);
}

/* A number, or null where it is not known. */
static json_t *
new_number(uint32_t n, bool known)
{
	return known ? json_integer(n) : json_null();
}

static void
set_true(json_t *object, const char *key, bool value)
{
	if (value)
		json_object_set_new(object, key, json_true());
}

/* One line, and the object is gone. */
static void
put_line(FILE *out, json_t *object)
{
	json_dumpf(object, out, JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));
	fputc('\n', out);
	json_decref(object);
}

static void
put_named(FILE *out, const char *name, json_t *value)
{
	json_t *object = json_object();

	json_object_set_new(object, name, value);
	put_line(out, object);
}

static json_t *
new_cause(const struct trace *trace, const struct moment *moment)
{
	const struct happening *cause = &moment->cause;
	json_t *object = json_object();
	struct str text = { 0 };

	moment_cause(&text, trace, moment);
	json_object_set_new(object, "kind", json_string(kind_name(cause->kind)));
	json_object_set_new(object, "end",
	    cause->has_end ? new_letter(cause->end) : json_null());
	json_object_set_new(object, "text", new_text(str_text(&text)));
	if (kind_is_segment(cause->kind) && cause->kind != KIND_INJECT)
		json_object_set_new(object, "id",
		    json_integer(trace->flights[cause->flight].number));
	str_free(&text);
	return object;
}

static json_t *
new_timers(const struct endpoint *endpoint)
{
	json_t *timers = json_array();

	for (int i = 0; i < endpoint->timer_count; i++) {
		const struct running_timer *timer = &endpoint->timers[i];
		json_t *object = json_object();

		json_object_set_new(object, "kind", json_string(timer_name(timer->kind)));
		json_object_set_new(object, "due_ms", new_ms(timer->due));
		json_object_set_new(object, "count", json_integer(timer->count));
		json_array_append_new(timers, object);
	}
	return timers;
}

static json_t *
new_endpoint(const struct endpoint *endpoint)
{
	const struct {
		const char	*key;
		uint32_t	 value;
		unsigned	 known;
	} numbers[] = {
		{ "iss", endpoint->iss, KNOWN_ISS },
		{ "irs", endpoint->irs, KNOWN_IRS },
		{ "snd_una", endpoint->snd_una, KNOWN_SND_UNA },
		{ "snd_nxt", endpoint->snd_nxt, KNOWN_SND_NXT },
		{ "snd_wnd", endpoint->snd_wnd, KNOWN_SND_WND },
		{ "rcv_nxt", endpoint->rcv_nxt, KNOWN_RCV_NXT },
		{ "rcv_wnd", endpoint->rcv_wnd, KNOWN_RCV_WND },
	};
	const bool queues = endpoint->known & KNOWN_QUEUES;
	json_t *object = json_object();

	json_object_set_new(object, "state", new_state(endpoint->state));
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		json_object_set_new(object, numbers[i].key,
		    new_number(numbers[i].value, endpoint->known & numbers[i].known));
	json_object_set_new(object, "timers", new_timers(endpoint));
	if (endpoint->has_listener) {
		json_object_set_new(object, "accept_queue",
		    json_integer(endpoint->accept_queue));
		json_object_set_new(object, "backlog", json_integer(endpoint->backlog));
	}
	json_object_set_new(object, "send_queue",
	    new_number(endpoint->send_queue, queues));
	json_object_set_new(object, "receive_queue",
	    new_number(endpoint->receive_queue, queues));
	return object;
}

static json_t *
new_flight(const struct flight *flight)
{
	const struct segment *seg = &flight->seg;
	json_t *object = json_object();
	char text[SEGMENT_TEXT];

	json_object_set_new(object, "id", json_integer(flight->number));
	json_object_set_new(object, "from", new_letter(flight->from));
	json_object_set_new(object, "flags",
	    json_string(segment_flags(text, sizeof(text), seg->flags)));
	json_object_set_new(object, "seq", json_integer(seg->seq.n));
	json_object_set_new(object, "len", json_integer(seg->len));
	json_object_set_new(object, "ack",
	    new_number(seg->ack.n, seg->flags & SEG_ACK));
	json_object_set_new(object, "win", new_number(seg->wnd, !seg->wnd_unseen));
	json_object_set_new(object, "text",
	    json_string(segment_print(text, sizeof(text), seg)));
	if (flight->again_of != 0)
		json_object_set_new(object, "again_of", json_integer(flight->again_of));
	if (flight->repeats != 0)
		json_object_set_new(object, "repeats", json_integer(flight->repeats));
	set_true(object, "copy", flight->copy);
	set_true(object, "forged", flight->forged);
	set_true(object, "inferred", flight->inferred);
	return object;
}

static json_t *
new_sent(const struct trace *trace, const struct moment *moment)
{
	json_t *sent = json_array();

	for (uint32_t i = 0; i < moment->sent_count; i++)
		json_array_append_new(sent,
		    new_flight(&trace->flights[moment->sent + i]));
	return sent;
}

static json_t *
new_wire(const struct trace *trace, const struct moment *moment)
{
	json_t *wire = json_array();

	for (uint32_t i = 0; i < moment->wire_count; i++)
		json_array_append_new(wire,
		    json_integer(trace->flights[moment->wire[i]].number));
	return wire;
}

static json_t *
new_edges(const struct moment *moment)
{
	json_t *taken = json_array();

	for (uint32_t i = 0; i < moment->edge_count; i++) {
		const struct edge_at *at = &moment->edges[i];
		char sentence[EDGE_SENTENCE];
		json_t *object = json_object();

		json_object_set_new(object, "end", new_letter(at->end));
		json_object_set_new(object, "from", new_state(at->from));
		json_object_set_new(object, "to", new_state(at->to));
		if (at->edge != NULL) {
			json_object_set_new(object, "section",
			    new_text(at->edge->section));
			json_object_set_new(object, "sentence",
			    new_text(edge_sentence(sentence, sizeof(sentence), at->edge,
			    end_letter((enum end)at->end))));
		}
		json_array_append_new(taken, object);
	}
	return taken;
}

static json_t *
new_notes(const struct moment *moment)
{
	static const char *const outcomes[] = {
		[OUTCOME_PASS] = "pass",
		[OUTCOME_ACT] = "act",
		[OUTCOME_STOP] = "stop",
	};
	json_t *notes = json_array();
	char text[NOTE_TEXT];

	for (uint32_t i = 0; i < moment->note_count; i++) {
		const struct note *note = &moment->notes[i].note;
		char letter = end_letter((enum end)moment->notes[i].end);
		json_t *object = json_object();

		json_object_set_new(object, "end", new_letter(moment->notes[i].end));
		json_object_set_new(object, "section", new_text(note_section(note)));
		json_object_set_new(object, "text",
		    new_text(note_text(text, sizeof(text), note, letter)));
		json_object_set_new(object, "step", new_text(note_step(note)));
		json_object_set_new(object, "outcome",
		    json_string(outcomes[note->outcome]));
		json_object_set_new(object, "meaning",
		    new_text(note_meaning(text, sizeof(text), note, letter)));
		json_array_append_new(notes, object);
	}
	return notes;
}

static json_t *
new_signals(const struct moment *moment)
{
	json_t *signals = json_array();

	for (uint32_t i = 0; i < moment->signal_count; i++) {
		json_t *object = json_object();

		json_object_set_new(object, "end", new_letter(moment->signals[i].end));
		json_object_set_new(object, "text",
		    json_string(signal_text(moment->signals[i].signal)));
		json_array_append_new(signals, object);
	}
	return signals;
}

/* What nobody is promised: the answer in full, and a real engine's doings. */
static void
set_extras(json_t *object, const struct moment *moment)
{
	json_object_set_new(object, "reply", moment->reply == REPLY_NONE ?
	    json_null() : json_string(reply_text(moment->reply)));
	if (moment->cause.kind == KIND_RECEIVE)
		json_object_set_new(object, "received", json_integer(moment->received));
	set_true(object, "at_once", moment->at_once);
	if (moment->remark != NULL)
		json_object_set_new(object, "remark", new_text(moment->remark));
}

void
json_moment(FILE *out, const struct trace *trace, size_t at)
{
	const struct moment *moment = &trace->moments[at];
	json_t *object = json_object();

	json_object_set_new(object, "moment", json_integer((json_int_t)at + 1));
	json_object_set_new(object, "line",
	    new_number((uint32_t)moment->line, moment->line > 0));
	json_object_set_new(object, "time_ms", new_ms(moment->time));
	json_object_set_new(object, "cause", new_cause(trace, moment));
	json_object_set_new(object, "a", new_endpoint(&moment->end[END_A]));
	json_object_set_new(object, "b", new_endpoint(&moment->end[END_B]));
	json_object_set_new(object, "sent", new_sent(trace, moment));
	json_object_set_new(object, "wire", new_wire(trace, moment));
	json_object_set_new(object, "edges", new_edges(moment));
	json_object_set_new(object, "notes", new_notes(moment));
	json_object_set_new(object, "error", reply_is_error(moment->reply) ?
	    json_string(reply_text(moment->reply)) : json_null());
	json_object_set_new(object, "signals", new_signals(moment));
	set_extras(object, moment);
	put_line(out, object);
}

void
json_run(FILE *out, const char *lesson, const struct trace *trace)
{
	json_t *run = json_object();

	json_object_set_new(run, "lesson", new_text(lesson));
	json_object_set_new(run, "engine", new_text(trace->engine));
	json_object_set_new(run, "kernel", new_text(trace->kernel));
	json_object_set_new(run, "version", json_string(PACKAGE_VERSION));
	put_named(out, "run", run);
}

void
json_result(FILE *out, const struct result *result)
{
	static const char *const names[] = {
		[VERDICT_FAILED] = "failed",
		[VERDICT_SKIPPED] = "skipped",
		[VERDICT_ERROR] = "error",
		[VERDICT_BROKEN] = "broken",
	};
	json_t *said;

	if (result->verdict == VERDICT_HELD)
		return;
	said = json_object();
	json_object_set_new(said, "line", json_integer(result->line));
	if (result->verdict == VERDICT_FAILED) {
		json_object_set_new(said, "expected", new_text(result->expected));
		json_object_set_new(said, "found", new_text(result->found));
	} else {
		json_object_set_new(said, "why", new_text(result->why));
	}
	json_object_set_new(said, "statement", new_text(result->statement));
	put_named(out, names[result->verdict], said);
}

/* What is offered, in answers' canonical form; of an order, its segments. */
static json_t *
new_offers(const struct solution *solution)
{
	json_t *offers = json_array();

	for (size_t i = 0; i < solution->offers.n; i++)
		json_array_append_new(offers, new_text(solution->offers.v[i].answer));
	for (size_t i = 0; i < solution->segments.n; i++)
		json_array_append_new(offers, new_text(solution->segments.v[i]));
	return offers;
}

void
json_question(FILE *out, const struct lesson *lesson, size_t step)
{
	const struct question *question = lesson->steps[step].question;
	json_t *object = json_object(), *right = json_array();
	struct str text = { 0 };
	struct solution solution;
	struct error why;

	bool solved = question_solve(&solution, lesson, step, &why);
	question_id(&text, lesson, question);
	json_object_set_new(object, "id", new_text(str_text(&text)));
	json_object_set_new(object, "line", json_integer(question->line));
	json_object_set_new(object, "kind",
	    new_text(question_kind_name((enum question_kind)question->kind)));
	str_clear(&text);
	question_text(&text, question);
	json_object_set_new(object, "question", new_text(str_text(&text)));
	json_object_set_new(object, "offers", solved ? new_offers(&solution) : json_array());
	for (size_t i = 0; solved && i < solution.right.n; i++)
		json_array_append_new(right, new_text(solution.right.v[i]));
	json_object_set_new(object, "right", right);
	json_object_set_new(object, "section", new_text(question->section));
	put_named(out, "question", object);
	solution_fini(&solution);
	str_free(&text);
}

/* The questions of steps from *step on that stand above that line. */
static void
put_questions(FILE *out, const struct lesson *lesson, size_t *step, int line)
{
	while (*step < lesson->step_count) {
		const struct question *question = lesson->steps[*step].question;
		if (question != NULL && question->line > line)
			return;
		if (question != NULL)
			json_question(out, lesson, *step);
		(*step)++;
	}
}

void
json_end(FILE *out, const struct player *player)
{
	json_t *end = json_object();
	bool ok = player->failed == 0 && player->errors == 0;

	json_object_set_new(end, "ok", json_boolean(ok));
	json_object_set_new(end, "failed", json_integer((json_int_t)player->failed));
	json_object_set_new(end, "skipped", json_integer((json_int_t)player->skipped));
	if (player->errors > 0)
		json_object_set_new(end, "errors",
		    json_integer((json_int_t)player->errors));
	put_named(out, "end", end);
}

void
json_player(FILE *out, const struct player *player)
{
	const struct trace *trace = engine_trace(player->engine);
	const struct lesson *lesson = player->lesson;
	size_t said = 0, step = 0;

	json_run(out, lesson->id, trace);
	for (size_t at = 0; at <= trace->count; at++) {
		while (said < player->result_count && player->results[said].moment <= at) {
			put_questions(out, lesson, &step, player->results[said].line);
			json_result(out, &player->results[said++]);
		}
		if (at == trace->count)
			break;
		put_questions(out, lesson, &step, trace->moments[at].line);
		json_moment(out, trace, at);
	}
	put_questions(out, lesson, &step, INT_MAX);
	json_end(out, player);
}
