/*
 * The model answers: the lesson is played on a fresh one up to the question,
 * then what stands behind `after:`, and what came of it is looked at.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "model/model.h"
#include "lesson/player.h"
#include "question_private.h"
#include "tcp/arrive.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Events after which what still goes on is taken to go on for ever. */
#define SETTLE_MAX 400

struct solve {
	struct solution		*solution;
	const struct question	*question;
	const struct lesson	*lesson;
	struct engine		*engine;
	struct tcb		 before[END_COUNT];	/* as the last statement found them */
	int64_t			 now;			/* ms, then */
	size_t			 flights;		/* before all of them */
	bool			 by_hand[END_COUNT];	/* accept() is to be called there */
	bool			 accepted[END_COUNT];
	struct error		*why;
};

static const struct endpoint *
endpoint_now(const struct solve *solve, enum end end)
{
	return trace_now(engine_trace(solve->engine), end);
}

static enum state
state_now(const struct solve *solve, enum end end)
{
	return (enum state)endpoint_now(solve, end)->state;
}

static void
right_add(struct solve *solve, const char *answer)
{
	if (!answer_is_right(solve->solution, answer))
		vec_push(&solve->solution->right, mem_strdup(answer));
}

static bool
blame(struct solve *solve, const char *what)
{
	error_set(solve->why, solve->question->line, solve->question->col, "%s", what);
	return false;
}

/* ---- what was sent */

static const struct flight *
first_sent(const struct solve *solve)
{
	const struct trace *trace = engine_trace(solve->engine);

	for (size_t i = solve->flights; i < trace->flight_count; i++) {
		const struct flight *flight = &trace->flights[i];
		if (!flight->copy && !flight->forged &&
		    (!solve->question->has_end || flight->from == solve->question->end))
			return flight;
	}
	return NULL;
}

static bool
solve_flags(struct solve *solve)
{
	const struct flight *flight = first_sent(solve);
	struct str answer = { 0 };

	if (flight == NULL)
		str_add(&answer, ANSWER_NOTHING);
	else
		answer_flags(&answer, flight->seg.flags);
	right_add(solve, str_text(&answer));
	str_free(&answer);
	return true;
}

static void
right_number(struct solve *solve, uint32_t number)
{
	struct str answer = { 0 };

	str_addf(&answer, "%u", number);
	right_add(solve, str_text(&answer));
	str_free(&answer);
}

static bool
solve_number(struct solve *solve)
{
	const struct flight *flight = first_sent(solve);

	if (flight == NULL)
		return blame(solve, _("what stands behind 'after:' makes nobody send anything, "
		    "so there is no number to ask for"));
	if (solve->question->kind == QUESTION_SEQ)
		right_number(solve, flight->seg.seq.n);
	else if (flight->seg.flags & SEG_ACK)
		right_number(solve, flight->seg.ack.n);
	else
		right_add(solve, ANSWER_NOTHING);
	return true;
}

static bool
solve_order(struct solve *solve)
{
	const struct trace *trace = engine_trace(solve->engine);
	char sent[QUESTION_ORDER_MAX][SEGMENT_TEXT];
	size_t n = 0;

	for (size_t i = solve->flights; i < trace->flight_count; i++) {
		const struct flight *flight = &trace->flights[i];
		if (flight->copy || flight->forged)
			continue;
		if (n == QUESTION_ORDER_MAX)
			return blame(solve, _("more than 8 segments are sent; fewer can be put in order"));
		segment_print(sent[n++], SEGMENT_TEXT, &flight->seg);
	}
	if (n < 2)
		return blame(solve, _("fewer than two segments are sent: there is no order to ask for"));
	for (size_t i = 0; i < n; i++)
		if (!segment_insert(solve->solution, sent[i]))
			return blame(solve,
			    _("two of the segments sent are alike: the order is ambiguous"));
	struct str answer = { 0 };
	for (size_t i = 0; i < n; i++)
		str_addc(&answer, segment_digit(solve->solution, sent[i]));
	right_add(solve, str_text(&answer));
	str_free(&answer);
	return true;
}

/* ---- what is */

static bool
solve_state(struct solve *solve)
{
	right_add(solve, state_name(state_now(solve, (enum end)solve->question->end)));
	return true;
}

static bool
solve_variable(struct solve *solve)
{
	const struct endpoint *endpoint = endpoint_now(solve, (enum end)solve->question->end);
	const struct {
		unsigned	known;
		uint32_t	value;
	} rows[VARIABLE_COUNT] = {
		[VARIABLE_SND_UNA] = { KNOWN_SND_UNA, endpoint->snd_una },
		[VARIABLE_SND_NXT] = { KNOWN_SND_NXT, endpoint->snd_nxt },
		[VARIABLE_SND_WND] = { KNOWN_SND_WND, endpoint->snd_wnd },
		[VARIABLE_RCV_NXT] = { KNOWN_RCV_NXT, endpoint->rcv_nxt },
		[VARIABLE_RCV_WND] = { KNOWN_RCV_WND, endpoint->rcv_wnd },
	};
	uint8_t variable = solve->question->variable;

	if (endpoint->known & rows[variable].known)
		right_number(solve, rows[variable].value);
	else
		right_add(solve, ANSWER_UNKNOWN);
	return true;
}

static bool
solve_time_wait(struct solve *solve)
{
	right_add(solve, answer_ends(state_now(solve, END_A) == STATE_TIME_WAIT,
	    state_now(solve, END_B) == STATE_TIME_WAIT));
	return true;
}

static bool
solve_illegal(struct solve *solve)
{
	const struct question *question = solve->question;
	const struct tcb *tcb = model_tcb(solve->engine, (enum end)question->end);
	size_t refused = 0;

	for (size_t i = 0; i < question->candidates.n; i++) {
		struct tcb copy = *tcb;
		struct effects fx;
		effects_init(&fx);
		tcb_arrive(&copy, &question->candidates.v[i].seg, solve->now, &fx);
		if (!effects_refuse(&fx))
			continue;
		refused++;
		right_add(solve, question->candidates.v[i].source);
	}
	if (refused == 1)
		return true;
	if (refused == 0)
		return blame(solve, _("all the candidates are acceptable: there is no answer"));
	error_set(solve->why, question->line, question->col,
	    _("the answer is ambiguous: %zu of the candidates are not acceptable"), refused);
	return false;
}

/* ---- which call */

/* What a call does, in words that two calls that do the same have in common. */
static void
call_effect(struct str *out, const struct tcb *before, const struct call *call, int64_t now,
    enum end end)
{
	struct tcb tcb = *before;
	struct effects fx;
	char buf[SEGMENT_TEXT];

	effects_init(&fx);
	tcb_call(&tcb, call, now, &fx);
	if (tcb.state != before->state)
		str_addf(out, "%c: %s -> %s\n", end_letter(end),
		    state_name((enum state)before->state), state_name((enum state)tcb.state));
	for (int i = 0; i < fx.sent_count; i++)
		str_addf(out, "%c: %s\n", end_letter(end),
		    segment_print(buf, sizeof(buf), &fx.sent[i].seg));
}

static bool
solve_call(struct solve *solve)
{
	const struct scene *after = &solve->question->after;
	const struct command *command = &after->statements[after->count - 1].command;
	static const enum call_kind others[] = { CALL_LISTEN, CALL_CONNECT, CALL_SHUTDOWN,
	    CALL_CLOSE, CALL_ABORT, CALL_RECEIVE, CALL_CRASH };
	struct str *effect = &solve->solution->effect;

	if (command->verb == VERB_ACCEPT)
		return blame(solve, _("the model has no accept(), so it cannot answer this"));
	if (command->verb != VERB_CALL) {
		right_add(solve, ANSWER_NONE);
		return true;
	}
	enum end end = (enum end)command->end;
	right_add(solve, call_name((enum call_kind)command->call.kind));
	call_effect(effect, &solve->before[end], &command->call, solve->now, end);
	for (size_t i = 0; i < COUNT(others); i++) {
		const struct call call = { .kind = (uint8_t)others[i] };
		struct str same = { 0 };
		call_effect(&same, &solve->before[end], &call, solve->now, end);
		if (strcmp(str_text(&same), str_text(effect)) == 0)
			right_add(solve, call_name(others[i]));
		str_free(&same);
	}
	if (effect->n > 0)
		return true;
	return blame(solve, _("this call changes no state and sends nothing: what it does cannot be shown"));
}

static bool
owes_accept(const struct solve *solve, enum end end)
{
	return model_tcb(solve->engine, end)->passive && solve->by_hand[end] &&
	    !solve->accepted[end];
}

static bool
solve_missing(struct solve *solve)
{
	enum end end = (enum end)solve->question->end;
	const struct endpoint *endpoint = endpoint_now(solve, end);
	enum state other = state_now(solve, end_other(end));
	enum state state = (enum state)endpoint->state;

	if (state >= STATE_ESTABLISHED && owes_accept(solve, end))
		right_add(solve, "accept");
	else if (state == STATE_CLOSE_WAIT) {
		right_add(solve, "close");
		right_add(solve, "shutdown");
	} else if (state == STATE_ESTABLISHED && endpoint->receive_queue > 0)
		right_add(solve, "receive");
	else if (state == STATE_CLOSED && other == STATE_LISTEN)
		right_add(solve, "connect");
	else if (state == STATE_CLOSED)
		right_add(solve, "listen");
	else
		right_add(solve, ANSWER_NONE);
	return true;
}

/* ---- what happens by itself */

/*
 * Let what is in flight arrive and timers run out, one event after the other,
 * until a state is another one or nothing happens any more. True if one is;
 * end: look at that one only, or at both (-1).
 */
static bool
settles_elsewhere(struct solve *solve, int end)
{
	const enum state from[END_COUNT] = { state_now(solve, END_A), state_now(solve, END_B) };
	const struct trace *trace = engine_trace(solve->engine);

	for (int i = 0; i < SETTLE_MAX; i++) {
		bool wire = trace->count > 0 && trace->moments[trace->count - 1].wire_count > 0;
		const struct command command = { .verb = wire ? VERB_DELIVER : VERB_WAIT_TIMER };
		struct error why;
		if (engine_command(solve->engine, &command, &why) != DONE)
			return false;
		for (int k = 0; k < END_COUNT; k++)
			if ((end < 0 || end == k) && state_now(solve, (enum end)k) != from[k])
				return true;
	}
	return false;
}

static bool
solve_lasts(struct solve *solve)
{
	right_add(solve, settles_elsewhere(solve, solve->question->end) ?
	    ANSWER_PASSES : ANSWER_LASTS);
	return true;
}

/* The other end's data waits until this one's program reads. */
static bool
must_read(const struct endpoint *endpoint, const struct endpoint *other)
{
	return endpoint->receive_queue > 0 && other->send_queue > 0 && other->snd_wnd == 0;
}

static bool
must_act(const struct endpoint *endpoint, const struct endpoint *other)
{
	return endpoint->state == STATE_ESTABLISHED || endpoint->state == STATE_CLOSE_WAIT ||
	    (endpoint->state == STATE_CLOSED && other->state == STATE_LISTEN);
}

static bool
solve_whose(struct solve *solve)
{
	const struct endpoint a = *endpoint_now(solve, END_A), b = *endpoint_now(solve, END_B);

	if (must_read(&a, &b) || must_read(&b, &a))
		right_add(solve, answer_ends(must_read(&a, &b), must_read(&b, &a)));
	else if (settles_elsewhere(solve, -1))
		right_add(solve, answer_ends(false, false));
	else
		right_add(solve, answer_ends(must_act(&a, &b), must_act(&b, &a)));
	return true;
}

static bool (*const solves[QUESTION_KINDS])(struct solve *solve) = {
	[QUESTION_STATE] = solve_state,
	[QUESTION_FLAGS] = solve_flags,
	[QUESTION_SEQ] = solve_number,
	[QUESTION_ACK] = solve_number,
	[QUESTION_VARIABLE] = solve_variable,
	[QUESTION_CALL] = solve_call,
	[QUESTION_TIME_WAIT] = solve_time_wait,
	[QUESTION_ORDER] = solve_order,
	[QUESTION_ILLEGAL] = solve_illegal,
	[QUESTION_LASTS] = solve_lasts,
	[QUESTION_WHOSE] = solve_whose,
	[QUESTION_MISSING] = solve_missing,
};

/* ---- playing up to there */

static enum done
command_do(struct solve *solve, const struct command *command, struct error *why)
{
	if (command->verb == VERB_SET_BACKLOG)
		solve->by_hand[command->end] = true;
	if (command->verb == VERB_ACCEPT)
		solve->accepted[command->end] = true;
	return engine_command(solve->engine, command, why);
}

static bool
too_long(const struct solve *solve)
{
	return engine_trace(solve->engine)->count > PLAYER_MOMENTS_MAX;
}

/* All that stands before the step. What goes wrong there is the player's to say. */
static bool
replay(struct solve *solve, size_t step)
{
	struct error why;

	for (size_t i = 0; i < step; i++) {
		const struct scene *scene = &solve->lesson->steps[i].scene;
		for (size_t k = 0; k < scene->count; k++) {
			const struct statement *statement = &scene->statements[k];
			if (statement->is_expect || !(statement->on & ON_MODEL))
				continue;
			if (command_do(solve, &statement->command, &why) == DONE_BROKEN ||
			    too_long(solve))
				return blame(solve, _("the lesson cannot be played up to this question"));
		}
	}
	return true;
}

/* What stands behind `after:`. */
static bool
after_play(struct solve *solve)
{
	const struct scene *after = &solve->question->after;
	struct error why = { 0 };

	solve->flights = engine_trace(solve->engine)->flight_count;
	for (size_t i = 0; i < after->count; i++) {
		const struct statement *statement = &after->statements[i];
		for (int end = 0; end < END_COUNT; end++)
			solve->before[end] = *model_tcb(solve->engine, (enum end)end);
		solve->now = engine_now(solve->engine) / 1000;
		if (command_do(solve, &statement->command, &why) != DONE) {
			error_set(solve->why, statement->line, statement->col,
			    _("the question cannot be answered: '%s' fails here: %.120s"),
			    statement->source, why.text);
			return false;
		}
		if (too_long(solve))
			return blame(solve, _("what stands behind 'after:' does not come to an end"));
	}
	return true;
}

/* Is all that the step plays for other engines? */
static bool
for_others_only(const struct scene *scene)
{
	for (size_t i = 0; i < scene->count; i++)
		if (scene->statements[i].on & ON_MODEL)
			return false;
	return scene->count > 0;
}

bool
question_solve(struct solution *solution, const struct lesson *lesson, size_t step,
    struct error *why)
{
	const struct question *question = lesson->steps[step].question;
	struct solve solve = { .solution = solution, .question = question, .lesson = lesson,
	    .why = why };

	*solution = (struct solution){ .question = question };
	if (for_others_only(&lesson->steps[step].scene))
		return blame(&solve, _("the model does not play this step, so it cannot answer "
		    "the question"));
	solve.engine = model_new();
	bool fine = replay(&solve, step) && after_play(&solve) && solves[question->kind](&solve);
	engine_free(solve.engine);
	if (fine)
		offers_make(solution);
	return fine;
}

void
solution_fini(struct solution *solution)
{
	for (size_t i = 0; i < solution->right.n; i++)
		free(solution->right.v[i]);
	for (size_t i = 0; i < solution->segments.n; i++)
		free(solution->segments.v[i]);
	for (size_t i = 0; i < solution->offers.n; i++) {
		free(solution->offers.v[i].answer);
		free(solution->offers.v[i].label);
	}
	vec_free(&solution->right);
	vec_free(&solution->segments);
	vec_free(&solution->offers);
	str_free(&solution->effect);
}
