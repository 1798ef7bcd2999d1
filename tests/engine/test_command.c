/* Commands: which segment is meant, and the statement in words; and what every engine shares. */
#include <string.h>

#include "engine/command.h"
#include "engine/engine.h"
#include "tap.h"

static struct trace trace;

/* A sends S and ., B sends S. and F., in this order; all are under way. */
static void
setup(void)
{
	static const struct {
		enum end	end;
		struct sent	sent;
	} rows[] = {
		{ END_A, { { .flags = SEG_SYN, .seq = { 100 } }, SENT_SYN } },
		{ END_B, { { .flags = SEG_SYN | SEG_ACK, .seq = { 300 } }, SENT_SYN } },
		{ END_A, { { .flags = SEG_PSH | SEG_ACK, .seq = { 101 }, .len = 5 }, SENT_DATA } },
		{ END_B, { { .flags = SEG_FIN | SEG_ACK, .seq = { 301 } }, SENT_FIN } },
		{ END_B, { { .flags = SEG_SYN | SEG_ACK, .seq = { 300 } }, SENT_AGAIN } }
	};
	const struct happening cause = { .kind = KIND_SEND, .has_end = true };

	trace_init(&trace, "test", NULL);
	trace_begin(&trace, &cause, 1, 1, 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		trace_send(&trace, rows[i].end, &rows[i].sent);
}

static void
teardown(void)
{
	trace_fini(&trace);
}

static const struct {
	struct which	 which;
	long		 found;
	const char	*words;
} whichs[] = {
	{ { 0 }, 0, "" },
	{ { .has_flags = true, .flags = SEG_SYN }, 0, " S" },
	{ { .has_flags = true, .flags = SEG_SYN | SEG_ACK }, 1, " S." },
	{ { .has_flags = true, .flags = SEG_ACK }, 2, " ." },
	{ { .has_flags = true, .flags = SEG_PSH | SEG_ACK }, 2, " P." },
	{ { .has_from = true, .from = END_A }, 0, " from A" },
	{ { .has_from = true, .from = END_B }, 1, " from B" },
	{ { .has_number = true, .number = 4 }, 3, " #4" },
	{ { .has_number = true, .number = 5, .has_flags = true, .flags = SEG_SYN | SEG_ACK,
	    .has_from = true, .from = END_B }, 4, " S. from B #5" },
	{ { .has_flags = true, .flags = SEG_RST }, -1, " R" },
	{ { .has_from = true, .from = END_A, .has_flags = true, .flags = SEG_SYN | SEG_ACK },
	    -1, " S. from A" },
	{ { .has_number = true, .number = 6 }, -1, " #6" },
	{ { .has_number = true, .number = 1, .has_from = true, .from = END_B }, -1,
	    " from B #1" }
};

START_TEST(the_oldest_that_fits_is_meant)
{
	struct str out = { 0 };

	ck_assert_int_eq(which_find(&whichs[_i].which, &trace), whichs[_i].found);
	which_print(&out, &whichs[_i].which);
	ck_assert_str_eq(str_text(&out), whichs[_i].words);
	str_free(&out);
}
END_TEST

/* Of an ACK and data behind it, whoever says P. means the data; where nothing has P, the oldest. */
START_TEST(push_is_a_wish)
{
	const struct which push = { .has_flags = true, .flags = SEG_PSH | SEG_ACK };
	const struct which plain = { .has_flags = true, .flags = SEG_ACK };
	const struct happening cause = { .kind = KIND_DELIVER, .has_end = true };
	const struct sent ack = { { .flags = SEG_ACK, .seq = { 106 } }, SENT_ACK };
	const struct sent data = { { .flags = SEG_PSH | SEG_ACK, .seq = { 106 }, .len = 5 },
	    SENT_DATA };

	trace_begin(&trace, &cause, 2, 2, 0);
	trace_end_flight(&trace, 2, FATE_DELIVERED);
	trace_send(&trace, END_A, &ack);
	ck_assert_int_eq(which_find(&push, &trace), 5);
	trace_send(&trace, END_A, &data);
	ck_assert_int_eq(which_find(&push, &trace), 6);
	ck_assert_int_eq(which_find(&plain, &trace), 5);
}
END_TEST

START_TEST(what_has_arrived_is_not_meant)
{
	const struct which any = { 0 }, syn = { .has_flags = true, .flags = SEG_SYN };
	const struct happening cause = { .kind = KIND_DELIVER, .has_end = true };

	trace_begin(&trace, &cause, 2, 2, 0);
	trace_end_flight(&trace, 0, FATE_DELIVERED);
	ck_assert_int_eq(which_find(&any, &trace), 1);
	ck_assert_int_eq(which_find(&syn, &trace), -1);
	/* A copy stands right behind its original. */
	uint32_t copy = trace_duplicate(&trace, 1);
	trace_end_flight(&trace, 1, FATE_LOST);
	ck_assert_int_eq(which_find(&any, &trace), copy);
}
END_TEST

START_TEST(an_empty_trace_has_nothing)
{
	const struct which any = { 0 };
	struct trace empty;

	trace_init(&empty, "test", NULL);
	ck_assert_int_eq(which_find(&any, &empty), -1);
	trace_fini(&empty);
}
END_TEST

static const struct {
	struct command	 command;
	const char	*words;
} commands[] = {
	{ { .verb = VERB_SET_ISS, .end = END_B, .value = 4294967295u }, "set B iss 4294967295" },
	{ { .verb = VERB_SET_WINDOW, .value = 0 }, "set A window 0" },
	{ { .verb = VERB_SET_MSS, .value = 536 }, "set A mss 536" },
	{ { .verb = VERB_SET_RFC5961, .value = 1 }, "set rfc5961 on" },
	{ { .verb = VERB_SET_RFC1337, .value = 0 }, "set rfc1337 off" },
	{ { .verb = VERB_SET_DELAYED_ACK, .value = 1 }, "set delayed-ack on" },
	{ { .verb = VERB_SET_NAGLE, .value = 0 }, "set nagle off" },
	{ { .verb = VERB_SET_MSL, .value = 30000 }, "set msl 30000ms" },
	{ { .verb = VERB_SET_USER_TIMEOUT, .value = 5 }, "set user-timeout 5ms" },
	{ { .verb = VERB_SET_KEEPALIVE, .value = 0 }, "set keepalive 0ms" },
	{ { .verb = VERB_SET_BACKLOG, .end = END_B, .value = 2 }, "set B backlog 2" },
	{ { .verb = VERB_SET_REUSEADDR, .end = END_B, .value = 1 }, "set B reuseaddr on" },
	{ { .verb = VERB_SET_ABORT_ON_OVERFLOW, .value = 1 }, "set abort-on-overflow on" },
	{ { .verb = VERB_SET_SYNCOOKIES, .value = SYNCOOKIES_ALWAYS }, "set syncookies always" },
	{ { .verb = VERB_ACCEPT, .end = END_B }, "B accept" },
	{ { .verb = VERB_FILL, .end = END_B }, "fill B accept-queue" },
	{ { .verb = VERB_CALL, .self = true, .call = { .kind = CALL_CONNECT } },
	    "A connect self" },
	{ { .verb = VERB_CALL, .end = END_B, .call = { .kind = CALL_LISTEN } }, "B listen" },
	{ { .verb = VERB_CALL, .call = { .kind = CALL_CONNECT } }, "A connect" },
	{ { .verb = VERB_CALL, .call = { .kind = CALL_SEND, .octets = 10 } }, "A send 10" },
	{ { .verb = VERB_CALL, .call = { .kind = CALL_SEND, .octets = 1, .urgent = true } },
	    "A send 1 urgent" },
	{ { .verb = VERB_CALL, .call = { .kind = CALL_RECEIVE } }, "A receive" },
	{ { .verb = VERB_CALL, .call = { .kind = CALL_RECEIVE, .octets = 7 } }, "A receive 7" },
	{ { .verb = VERB_CALL, .call = { .kind = CALL_SHUTDOWN } }, "A shutdown" },
	{ { .verb = VERB_CALL, .call = { .kind = CALL_CRASH } }, "A crash" },
	{ { .verb = VERB_DELIVER }, "deliver" },
	{ { .verb = VERB_DELIVER, .which = { .has_flags = true, .flags = SEG_FIN | SEG_ACK,
	    .has_from = true, .from = END_B } }, "deliver F. from B" },
	{ { .verb = VERB_DELIVER_ALL }, "deliver all" },
	{ { .verb = VERB_DROP, .which = { .has_number = true, .number = 3 } }, "drop #3" },
	{ { .verb = VERB_DUPLICATE, .which = { .has_from = true } }, "duplicate from A" },
	{ { .verb = VERB_INJECT, .end = END_B, .segment = { .flags = SEG_SYN, .seq = { 90 },
	    .wnd = 5, .mss = 400 } }, "inject to B S 90:90(0) win 5 <mss 400>" },
	{ { .verb = VERB_WAIT, .duration = 10000 }, "wait 10ms" },
	{ { .verb = VERB_WAIT, .duration = 1000000 }, "wait 1s" },
	{ { .verb = VERB_WAIT, .duration = 120000000 }, "wait 2min" },
	{ { .verb = VERB_WAIT, .duration = 1500000 }, "wait 1500ms" },
	{ { .verb = VERB_WAIT, .duration = 0 }, "wait 0s" },
	{ { .verb = VERB_WAIT_TIMER }, "wait timer" },
	{ { .verb = VERB_WAIT_2MSL }, "wait 2msl" }
};

START_TEST(commands_are_put_in_words)
{
	struct str out = { 0 };

	command_print(&out, &commands[_i].command);
	ck_assert_str_eq(str_text(&out), commands[_i].words);
	str_free(&out);
}
END_TEST

/* An engine that does nothing but be asked. */
struct idle {
	struct engine	engine;
	int		asked;
	bool		freed;
};

static enum done
idle_command(struct engine *engine, const struct command *command, struct error *why)
{
	struct idle *idle = (struct idle *)engine;

	idle->asked++;
	if (command->verb != VERB_DELIVER)
		return DONE;
	error_set(why, command->line, 0, "no");
	return DONE_NOTHING;
}

static int64_t
idle_now(const struct engine *engine)
{
	return ((const struct idle *)engine)->asked * 1000;
}

static void
idle_free(struct engine *engine)
{
	((struct idle *)engine)->freed = true;
}

static const struct engine_ops idle_ops = {
	.name = "idle",
	.command = idle_command,
	.now = idle_now,
	.free = idle_free
};

START_TEST(an_engine_is_asked_and_counted)
{
	struct idle idle = { .engine = { .ops = &idle_ops } };
	struct engine *engine = &idle.engine;
	const struct command listen = { .verb = VERB_CALL, .line = 3 };
	const struct command deliver = { .verb = VERB_DELIVER, .line = 4 };
	struct error why;

	ck_assert_int_eq(engine_command(engine, &listen, &why), DONE);
	ck_assert_str_eq(why.text, "");
	ck_assert_int_eq(engine_command(engine, &deliver, &why), DONE_NOTHING);
	ck_assert_str_eq(why.text, "no");
	ck_assert_int_eq(why.line, 4);
	ck_assert_uint_eq(engine->statements, 2);
	ck_assert_int_eq(engine_now(engine), 2000);
	ck_assert(engine_comparable(engine, &why));	/* it has no say in it */
	ck_assert(!engine_poll(engine));
	ck_assert_ptr_eq(engine_trace(engine), &engine->trace);
	engine_free(engine);
	ck_assert(idle.freed);
	engine_free(NULL);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("command");
	TCase *tcase = tcase_create("command");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, the_oldest_that_fits_is_meant, 0,
	    (int)(sizeof(whichs) / sizeof(whichs[0])));
	tcase_add_test(tcase, push_is_a_wish);
	tcase_add_test(tcase, what_has_arrived_is_not_meant);
	tcase_add_test(tcase, an_empty_trace_has_nothing);
	tcase_add_loop_test(tcase, commands_are_put_in_words, 0,
	    (int)(sizeof(commands) / sizeof(commands[0])));
	tcase_add_test(tcase, an_engine_is_asked_and_counted);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
