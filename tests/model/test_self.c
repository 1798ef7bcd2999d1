/*
 * A port that connects to itself, one TCB that hears what it says; and what
 * sockets have that the model has not.
 */
#include <string.h>

#include "model/model.h"
#include "tap.h"

static struct engine *model;
static struct error why;

static void
setup(void)
{
	model = model_new();
}

static void
teardown(void)
{
	engine_free(model);
}

static enum done
act(struct command command)
{
	return engine_command(model, &command, &why);
}

static const struct moment *
calls(enum call_kind kind, uint32_t octets, bool self)
{
	ck_assert_int_eq(act((struct command){ .verb = VERB_CALL, .self = self,
	    .call = { .kind = (uint8_t)kind, .octets = octets } }), DONE);

	const struct trace *trace = engine_trace(model);

	return &trace->moments[trace->count - 1];
}

static enum state
state_of(enum end end)
{
	return (enum state)trace_now(engine_trace(model), end)->state;
}

START_TEST(a_simultaneous_open_with_itself)
{
	static const enum state way[] = { STATE_SYN_SENT, STATE_SYN_RECEIVED, STATE_ESTABLISHED };
	const struct moment *m = calls(CALL_CONNECT, 0, true);

	ck_assert(m->cause.self);
	ck_assert_uint_eq(m->edge_count, 3);
	for (uint32_t i = 0; i < m->edge_count; i++)
		ck_assert_int_eq(m->edges[i].edge->to, way[i]);
	ck_assert_uint_eq(m->sent_count, 0);
	ck_assert_uint_eq(m->wire_count, 0);
	ck_assert_uint_eq(m->end[END_A].rcv_nxt, 101);
	ck_assert_uint_eq(m->end[END_A].snd_una, 101);
	ck_assert_ptr_nonnull(strstr(m->remark, "S. 100:100(0) ack 101"));
	ck_assert_int_eq(state_of(END_B), STATE_CLOSED);
}
END_TEST

/* The other end has no part in it, and no sentence says that it has. */
START_TEST(its_sentences_name_no_other_end)
{
	const struct moment *m = calls(CALL_CONNECT, 0, true);
	struct str out = { 0 };

	moment_sentence(&out, engine_trace(model), m);
	ck_assert_ptr_nonnull(strstr(str_text(&out), "A's SYN comes back to A itself."));
	str_clear(&out);
	m = calls(CALL_SEND, 10, false);
	moment_sentence(&out, engine_trace(model), m);
	ck_assert_str_eq(str_text(&out),
	    "A is connected with itself: what it sends, it receives.");
	str_free(&out);
}
END_TEST

START_TEST(it_reads_what_it_wrote)
{
	calls(CALL_CONNECT, 0, true);
	calls(CALL_SEND, 5000, false);
	ck_assert_uint_eq(calls(CALL_RECEIVE, 0, false)->received, 5000);
	ck_assert_uint_eq(trace_now(engine_trace(model), END_A)->snd_una, 5101);
}
END_TEST

START_TEST(its_fin_crosses_itself)
{
	calls(CALL_CONNECT, 0, true);

	const struct moment *m = calls(CALL_SHUTDOWN, 0, false);

	ck_assert_uint_eq(m->edge_count, 3);
	ck_assert_int_eq(m->edges[1].edge->to, STATE_CLOSING);
	ck_assert_int_eq(state_of(END_A), STATE_TIME_WAIT);
	ck_assert_int_eq(act((struct command){ .verb = VERB_WAIT_2MSL }), DONE);
	ck_assert_int_eq(state_of(END_A), STATE_CLOSED);
}
END_TEST

START_TEST(nobody_else_is_in_that_connection)
{
	calls(CALL_CONNECT, 0, true);
	act((struct command){ .verb = VERB_CALL, .end = END_B, .call.kind = CALL_CONNECT });
	ck_assert_int_eq(act((struct command){ .verb = VERB_DELIVER }), DONE);

	const struct trace *trace = engine_trace(model);
	const struct moment *m = &trace->moments[trace->count - 1];

	ck_assert_uint_eq(m->sent_count, 1);
	ck_assert(trace->flights[m->sent].seg.flags & SEG_RST);
	ck_assert_int_eq(state_of(END_A), STATE_ESTABLISHED);
}
END_TEST

START_TEST(afterwards_it_may_connect_to_the_other)
{
	calls(CALL_CONNECT, 0, true);
	calls(CALL_ABORT, 0, false);
	ck_assert_int_eq(state_of(END_A), STATE_CLOSED);
	ck_assert_uint_eq(calls(CALL_CONNECT, 0, false)->wire_count, 1);
}
END_TEST

static const struct {
	struct command	command;
	const char	*reason;
} skipped[] = {
	{ { .verb = VERB_ACCEPT }, "accept()" },
	{ { .verb = VERB_FILL }, "accept queue" },
	{ { .verb = VERB_SET_BACKLOG, .value = 1 }, "backlog" },
	{ { .verb = VERB_SET_REUSEADDR, .value = 1 }, "SO_REUSEADDR" },
	{ { .verb = VERB_SET_ABORT_ON_OVERFLOW, .value = 1 }, "overflow" },
	{ { .verb = VERB_SET_SYNCOOKIES, .value = SYNCOOKIES_ALWAYS }, "cookies" },
};

#define SKIPPED (int)(sizeof(skipped) / sizeof(skipped[0]))

START_TEST(what_only_sockets_have_is_skipped)
{
	ck_assert_int_eq(act(skipped[_i].command), DONE_SKIPPED);
	ck_assert_msg(strstr(why.text, skipped[_i].reason) != NULL, "%s", why.text);
	ck_assert_uint_eq(engine_trace(model)->count, 0);
}
END_TEST

START_TEST(what_holds_anyway_is_not)
{
	ck_assert_int_eq(act((struct command){ .verb = VERB_SET_REUSEADDR }), DONE);
	ck_assert_int_eq(act((struct command){ .verb = VERB_SET_SYNCOOKIES }), DONE);
	ck_assert_int_eq(act((struct command){ .verb = VERB_SET_ABORT_ON_OVERFLOW }), DONE);
}
END_TEST

START_TEST(beside_a_full_queue_nothing_is_compared)
{
	calls(CALL_LISTEN, 0, false);
	ck_assert(engine_comparable(model, &why));
	act((struct command){ .verb = VERB_FILL });
	ck_assert(!engine_comparable(model, &why));
	calls(CALL_CLOSE, 0, false);
	calls(CALL_LISTEN, 0, false);
	ck_assert(engine_comparable(model, &why));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("self");
	TCase *tcase = tcase_create("self");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_simultaneous_open_with_itself);
	tcase_add_test(tcase, its_sentences_name_no_other_end);
	tcase_add_test(tcase, it_reads_what_it_wrote);
	tcase_add_test(tcase, its_fin_crosses_itself);
	tcase_add_test(tcase, nobody_else_is_in_that_connection);
	tcase_add_test(tcase, afterwards_it_may_connect_to_the_other);
	tcase_add_loop_test(tcase, what_only_sockets_have_is_skipped, 0, SKIPPED);
	tcase_add_test(tcase, what_holds_anyway_is_not);
	tcase_add_test(tcase, beside_a_full_queue_nothing_is_compared);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
