/* The states' names, in the spellings that people, kernels and tools use. */
#include <string.h>

#include "tap.h"
#include "tcp/state.h"

static const struct {
	enum state	 state;
	const char	*spellings[8];
} rows[] = {
	{ STATE_CLOSED, { "CLOSED", "closed", "Closed", "CLOSE" } },
	{ STATE_LISTEN, { "LISTEN", "listen" } },
	{ STATE_SYN_SENT, { "SYN-SENT", "SYN_SENT", "SYNSENT", "syn-sent" } },
	{ STATE_SYN_RECEIVED, { "SYN-RECEIVED", "SYN_RECEIVED", "SYN-RCVD", "SYN_RCVD",
	    "SYN_RECV", "SYN-RECV", "synrecv", "SYNRECEIVED" } },
	{ STATE_ESTABLISHED, { "ESTABLISHED", "ESTAB", "estab", "established" } },
	{ STATE_FIN_WAIT_1, { "FIN-WAIT-1", "FIN_WAIT_1", "FIN_WAIT1", "FINWAIT1",
	    "FIN-WAIT1", "FINWAIT-1", "fin-wait-1" } },
	{ STATE_FIN_WAIT_2, { "FIN-WAIT-2", "FIN_WAIT_2", "FIN_WAIT2", "FINWAIT2",
	    "FIN-WAIT2", "fin_wait2" } },
	{ STATE_CLOSE_WAIT, { "CLOSE-WAIT", "CLOSE_WAIT", "CLOSEWAIT", "close-wait" } },
	{ STATE_CLOSING, { "CLOSING", "closing" } },
	{ STATE_LAST_ACK, { "LAST-ACK", "LAST_ACK", "LASTACK", "last-ack" } },
	{ STATE_TIME_WAIT, { "TIME-WAIT", "TIME_WAIT", "TIMEWAIT", "time-wait" } }
};

START_TEST(all_spellings_are_read)
{
	for (int i = 0; i < 8 && rows[_i].spellings[i] != NULL; i++) {
		const char *text = rows[_i].spellings[i];
		enum state state = STATE_LISTEN;

		ck_assert_msg(state_parse(text, strlen(text), &state), "%s", text);
		ck_assert_msg(state == rows[_i].state, "%s is read as %s", text,
		    state_name(state));
	}
	ck_assert_str_eq(state_name(rows[_i].state), rows[_i].spellings[0]);
}
END_TEST

START_TEST(nothing_else_is_read)
{
	static const char *const not[] = { "", "-", "_", "EST", "ESTABLISH", "FIN-WAIT",
	    "FIN-WAIT-3", "FIN-WAIT-12", "CLOSED2", "SYN", "SYN SENT", "TIME", "TIME-WAITS",
	    "LISTENING", "NEW-SYN-RECV" };
	enum state state;

	for (size_t i = 0; i < sizeof(not) / sizeof(not[0]); i++)
		ck_assert_msg(!state_parse(not[i], strlen(not[i]), &state), "\"%s\"", not[i]);
}
END_TEST

START_TEST(no_octet_beyond_n_is_looked_at)
{
	enum state state;

	ck_assert(state_parse("CLOSED and so on", 6, &state));
	ck_assert_int_eq(state, STATE_CLOSED);
	ck_assert(state_parse("CLOSED", 5, &state));	/* CLOSE */
	ck_assert(!state_parse("CLOSED", 4, &state));
	ck_assert(!state_parse("CLOSED", 0, &state));
}
END_TEST

START_TEST(synchronized_begins_with_established)
{
	for (int i = 0; i < STATE_COUNT; i++)
		ck_assert_int_eq(state_is_synchronized((enum state)i),
		    i != STATE_CLOSED && i != STATE_LISTEN && i != STATE_SYN_SENT &&
		    i != STATE_SYN_RECEIVED);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("state");
	TCase *tcase = tcase_create("state");

	tcase_add_loop_test(tcase, all_spellings_are_read, 0, STATE_COUNT);
	tcase_add_test(tcase, nothing_else_is_read);
	tcase_add_test(tcase, no_octet_beyond_n_is_looked_at);
	tcase_add_test(tcase, synchronized_begins_with_established);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
