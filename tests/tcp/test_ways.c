/*
 * Two ways into a state leave equal structs. What legitimately differs is
 * named in each test and put to zero in both: how the connection began
 * (passive), which segment the window came from (wl1, wl2), what was measured
 * on the way (rto), when (times are all 0 here), and who was told.
 */
#include <string.h>

#include "talk.h"
#include "tap.h"

enum {
	BUT_PASSIVE = 1,
	BUT_WINDOW_FROM = 2,
	BUT_MEASURED = 4,
	BUT_TOLD = 8
};

static struct tcb
without(const struct talk *one, unsigned but)
{
	struct tcb tcb;

	memcpy(&tcb, &one->run.tcb, sizeof(tcb));	/* the padding, too */
	if (but & BUT_PASSIVE)
		tcb.passive = false;
	if (but & BUT_WINDOW_FROM)
		tcb.snd.wl1 = tcb.snd.wl2 = seq_make(0);
	if (but & BUT_MEASURED)
		memset(&tcb.rto, 0, sizeof(tcb.rto));
	if (but & BUT_TOLD)
		tcb.close_told = false;
	return tcb;
}

static void
leads_to_the_same(const char *one, const char *other, enum state state, unsigned but)
{
	struct talk talks[2];
	const char *const ways[] = { one, other };

	for (int i = 0; i < 2; i++) {
		talk_closed(&talks[i]);
		talk_so_far(&talks[i], ways[i]);
		expect_state(&talks[i], state);
	}
	struct tcb a = without(&talks[0], but), b = without(&talks[1], but);
	const unsigned char *p = (const unsigned char *)&a, *q = (const unsigned char *)&b;

	for (size_t i = 0; i < sizeof(a); i++)
		ck_assert_msg(p[i] == q[i], "\"%s\" and \"%s\" differ at octet %zu of the TCB",
		    one, other, i);
}

#define PASSIVE "listen; S 300:300(0); . 301:301(0) ack 101;"
#define ACTIVE "connect; S. 300:300(0) ack 101;"

/* Whoever opened passively took the window from the ACK, not from the SYN,ACK. */
START_TEST(two_ways_into_established)
{
	leads_to_the_same(PASSIVE, ACTIVE, STATE_ESTABLISHED,
	    BUT_PASSIVE | BUT_WINDOW_FROM | BUT_MEASURED);
	leads_to_the_same(ACTIVE, "connect; S 300:300(0); S. 300:300(0) ack 101",
	    STATE_ESTABLISHED, BUT_WINDOW_FROM | BUT_MEASURED);
	/* An active OPEN that came from LISTEN. */
	leads_to_the_same(ACTIVE, "listen; connect; S. 300:300(0) ack 101",
	    STATE_ESTABLISHED, 0);
	/* A SYN,ACK that had to be repeated, a stranger's segments in between. */
	leads_to_the_same(ACTIVE, "connect; R 5:5(0); R. 0:0(0) ack 7; S. 300:300(0) ack 101",
	    STATE_ESTABLISHED, 0);
}
END_TEST

START_TEST(two_ways_into_listen_and_closed)
{
	leads_to_the_same("listen", "listen; R 1:1(0); . 1:1(0) ack 1", STATE_LISTEN, 0);
	/* The number of the next SYN is new. */
	leads_to_the_same("set iss 200; listen", "listen; S 300:300(0); R 301:301(0)",
	    STATE_LISTEN, 0);
	leads_to_the_same(PASSIVE "abort", ACTIVE "crash", STATE_CLOSED, 0);
	leads_to_the_same(PASSIVE "shutdown; F. 301:301(0) ack 102; abort",
	    PASSIVE "R 301:301(0)", STATE_CLOSED, 0);
	leads_to_the_same("", "listen; shutdown", STATE_CLOSED, 0);
}
END_TEST

START_TEST(two_ways_through_data)
{
	/* In order, and out of it. */
	leads_to_the_same(PASSIVE ". 301:311(10) ack 101; . 311:321(10) ack 101",
	    PASSIVE ". 311:321(10) ack 101; . 301:311(10) ack 101",
	    STATE_ESTABLISHED, BUT_WINDOW_FROM);
	/* At once, and in overlapping pieces. */
	leads_to_the_same(PASSIVE ". 301:321(20) ack 101",
	    PASSIVE ". 301:315(14) ack 101; . 305:321(16) ack 101",
	    STATE_ESTABLISHED, BUT_WINDOW_FROM);
	/* On the SYN, and behind the handshake. */
	leads_to_the_same("listen; S 300:310(10); . 311:311(0) ack 101",
	    PASSIVE ". 301:311(10) ack 101", STATE_ESTABLISHED, BUT_WINDOW_FROM);
	/* With and without a loss; what was sent twice was not measured. */
	leads_to_the_same(PASSIVE "send 10; . 301:301(0) ack 111",
	    PASSIVE "send 10; timer retransmission; . 301:301(0) ack 111",
	    STATE_ESTABLISHED, BUT_MEASURED);
}
END_TEST

START_TEST(two_ways_into_the_closing_states)
{
	leads_to_the_same(PASSIVE "F. 301:301(0) ack 101; shutdown",
	    PASSIVE "F. 311:311(0) ack 101; . 301:311(10) ack 101; receive; shutdown"
	    "; crash; listen; set iss 100; S 300:300(0); . 301:301(0) ack 101;"
	    "F. 301:301(0) ack 101; shutdown", STATE_LAST_ACK, 0);
	/* With its data, and the FIN before the data. */
	leads_to_the_same(PASSIVE ". 301:311(10) ack 101; F. 311:311(0) ack 101",
	    PASSIVE "F. 311:311(0) ack 101; . 301:311(10) ack 101",
	    STATE_CLOSE_WAIT, BUT_WINDOW_FROM);
	/* Three ways into TIME-WAIT: by two segments, by one, and at the same time. */
	leads_to_the_same(PASSIVE "shutdown; . 301:301(0) ack 102; F. 301:301(0) ack 102",
	    PASSIVE "shutdown; F. 301:301(0) ack 102", STATE_TIME_WAIT, 0);
	leads_to_the_same(PASSIVE "shutdown; F. 301:301(0) ack 102",
	    PASSIVE "shutdown; F. 301:301(0) ack 101; . 302:302(0) ack 102",
	    STATE_TIME_WAIT, BUT_WINDOW_FROM | BUT_TOLD);
	/* FIN-WAIT-1 out of SYN-RECEIVED, and out of ESTABLISHED. */
	leads_to_the_same(PASSIVE "shutdown; . 301:301(0) ack 102",
	    "listen; S 300:300(0); shutdown; . 301:301(0) ack 102",
	    STATE_FIN_WAIT_2, BUT_WINDOW_FROM | BUT_MEASURED);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ways");
	TCase *tcase = tcase_create("ways");

	tcase_add_test(tcase, two_ways_into_established);
	tcase_add_test(tcase, two_ways_into_listen_and_closed);
	tcase_add_test(tcase, two_ways_through_data);
	tcase_add_test(tcase, two_ways_into_the_closing_states);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
