/* A story for each row of the table of edges. */
#include "stories.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* The states, as a peer with ISS 300 brings an end with ISS 100 into them. */
#define LISTENING "listen;"
#define SENT "connect;"
#define RECEIVED LISTENING "S 300:300(0);"
#define RECEIVED_ACTIVE SENT "S 300:300(0);"
#define OPEN RECEIVED ". 301:301(0) ack 101;"
#define WAIT_1 OPEN "shutdown;"
#define WAIT_2 WAIT_1 ". 301:301(0) ack 102;"
#define PEER_CLOSED OPEN "F. 301:301(0) ack 101;"
#define BOTH_CLOSED WAIT_1 "F. 301:301(0) ack 101;"
#define LAST PEER_CLOSED "shutdown;"
#define TIME WAIT_2 "F. 301:301(0) ack 102;"
#define REOPENED TIME "S 1000:1000(0);"

#define OLD "set rfc5961 off;"

#define STORY(from, to, cause, events) \
	{ STATE_##from, STATE_##to, CAUSE_##cause, events }

const struct story stories[] = {
	STORY(CLOSED, LISTEN, PASSIVE_OPEN, "listen"),
	STORY(CLOSED, SYN_SENT, ACTIVE_OPEN, "connect"),

	STORY(LISTEN, SYN_RECEIVED, RCV_SYN, LISTENING "S 300:300(0)"),
	STORY(LISTEN, SYN_SENT, SEND, LISTENING "send 10"),
	STORY(LISTEN, SYN_SENT, ACTIVE_OPEN, LISTENING "connect"),
	STORY(LISTEN, CLOSED, CLOSE, LISTENING "shutdown"),
	STORY(LISTEN, CLOSED, ABORT, LISTENING "abort"),
	STORY(LISTEN, CLOSED, CRASH, LISTENING "crash"),

	STORY(SYN_SENT, SYN_RECEIVED, RCV_SYN, SENT "S 300:300(0)"),
	STORY(SYN_SENT, ESTABLISHED, RCV_SYN_ACK, SENT "S. 300:300(0) ack 101"),
	STORY(SYN_SENT, CLOSED, CLOSE, SENT "shutdown"),
	STORY(SYN_SENT, CLOSED, RCV_RST, SENT "R. 0:0(0) ack 101"),
	STORY(SYN_SENT, CLOSED, ABORT, SENT "abort"),
	STORY(SYN_SENT, CLOSED, USER_TIMEOUT, SENT "until CLOSED"),
	STORY(SYN_SENT, CLOSED, CRASH, SENT "crash"),

	STORY(SYN_RECEIVED, ESTABLISHED, RCV_ACK_OF_SYN, RECEIVED ". 301:301(0) ack 101"),
	STORY(SYN_RECEIVED, FIN_WAIT_1, CLOSE, RECEIVED "shutdown"),
	STORY(SYN_RECEIVED, LISTEN, RCV_RST, RECEIVED "R 301:301(0)"),
	STORY(SYN_RECEIVED, LISTEN, BAD_SYN, RECEIVED "S 302:302(0)"),
	STORY(SYN_RECEIVED, LISTEN, USER_TIMEOUT, RECEIVED "until LISTEN"),
	STORY(SYN_RECEIVED, CLOSED, RCV_RST, RECEIVED_ACTIVE "R 301:301(0)"),
	STORY(SYN_RECEIVED, CLOSED, ABORT, RECEIVED "abort"),
	STORY(SYN_RECEIVED, CLOSED, USER_TIMEOUT, RECEIVED_ACTIVE "until CLOSED"),
	STORY(SYN_RECEIVED, CLOSED, BAD_SYN, OLD RECEIVED_ACTIVE "S 302:302(0)"),
	STORY(SYN_RECEIVED, CLOSED, CRASH, RECEIVED "crash"),
	STORY(SYN_RECEIVED, TIME_WAIT, RCV_RST, REOPENED "R 1001:1001(0)"),
	STORY(SYN_RECEIVED, TIME_WAIT, USER_TIMEOUT, REOPENED "until TIME-WAIT"),

	STORY(ESTABLISHED, FIN_WAIT_1, CLOSE, OPEN "shutdown"),
	STORY(ESTABLISHED, CLOSE_WAIT, RCV_FIN, OPEN "F. 301:301(0) ack 101"),
	STORY(ESTABLISHED, CLOSED, RCV_RST, OPEN "R 301:301(0)"),
	STORY(ESTABLISHED, CLOSED, ABORT, OPEN "abort"),
	STORY(ESTABLISHED, CLOSED, USER_TIMEOUT, OPEN "send 10; until CLOSED"),
	STORY(ESTABLISHED, CLOSED, BAD_SYN, OLD OPEN "S 302:302(0)"),
	STORY(ESTABLISHED, CLOSED, CRASH, OPEN "crash"),

	STORY(FIN_WAIT_1, FIN_WAIT_2, RCV_ACK_OF_FIN, WAIT_1 ". 301:301(0) ack 102"),
	STORY(FIN_WAIT_1, CLOSING, RCV_FIN, WAIT_1 "F. 301:301(0) ack 101"),
	STORY(FIN_WAIT_1, TIME_WAIT, RCV_FIN_ACK, WAIT_1 "F. 301:301(0) ack 102"),
	STORY(FIN_WAIT_1, CLOSED, RCV_RST, WAIT_1 "R 301:301(0)"),
	STORY(FIN_WAIT_1, CLOSED, ABORT, WAIT_1 "abort"),
	STORY(FIN_WAIT_1, CLOSED, USER_TIMEOUT, WAIT_1 "until CLOSED"),
	STORY(FIN_WAIT_1, CLOSED, LATE_DATA, OPEN "close; . 301:311(10) ack 101"),
	STORY(FIN_WAIT_1, CLOSED, BAD_SYN, OLD WAIT_1 "S 302:302(0)"),
	STORY(FIN_WAIT_1, CLOSED, CRASH, WAIT_1 "crash"),

	STORY(FIN_WAIT_2, TIME_WAIT, RCV_FIN, WAIT_2 "F. 301:301(0) ack 102"),
	STORY(FIN_WAIT_2, CLOSED, RCV_RST, WAIT_2 "R 301:301(0)"),
	STORY(FIN_WAIT_2, CLOSED, ABORT, WAIT_2 "abort"),
	STORY(FIN_WAIT_2, CLOSED, USER_TIMEOUT, "set keepalive 1000;" WAIT_2 "until CLOSED"),
	STORY(FIN_WAIT_2, CLOSED, LATE_DATA, WAIT_2 "close; . 301:311(10) ack 102"),
	STORY(FIN_WAIT_2, CLOSED, BAD_SYN, OLD WAIT_2 "S 302:302(0)"),
	STORY(FIN_WAIT_2, CLOSED, CRASH, WAIT_2 "crash"),

	STORY(CLOSE_WAIT, LAST_ACK, CLOSE, PEER_CLOSED "shutdown"),
	STORY(CLOSE_WAIT, CLOSED, RCV_RST, PEER_CLOSED "R 302:302(0)"),
	STORY(CLOSE_WAIT, CLOSED, ABORT, PEER_CLOSED "abort"),
	STORY(CLOSE_WAIT, CLOSED, USER_TIMEOUT, PEER_CLOSED "send 10; until CLOSED"),
	STORY(CLOSE_WAIT, CLOSED, BAD_SYN, OLD PEER_CLOSED "S 303:303(0)"),
	STORY(CLOSE_WAIT, CLOSED, CRASH, PEER_CLOSED "crash"),

	STORY(CLOSING, TIME_WAIT, RCV_ACK_OF_FIN, BOTH_CLOSED ". 302:302(0) ack 102"),
	STORY(CLOSING, CLOSED, RCV_RST, BOTH_CLOSED "R 302:302(0)"),
	STORY(CLOSING, CLOSED, ABORT, BOTH_CLOSED "abort"),
	STORY(CLOSING, CLOSED, USER_TIMEOUT, BOTH_CLOSED "until CLOSED"),
	STORY(CLOSING, CLOSED, BAD_SYN, OLD BOTH_CLOSED "S 303:303(0)"),
	STORY(CLOSING, CLOSED, CRASH, BOTH_CLOSED "crash"),

	STORY(LAST_ACK, CLOSED, RCV_ACK_OF_FIN, LAST ". 302:302(0) ack 102"),
	STORY(LAST_ACK, CLOSED, RCV_RST, LAST "R 302:302(0)"),
	STORY(LAST_ACK, CLOSED, ABORT, LAST "abort"),
	STORY(LAST_ACK, CLOSED, USER_TIMEOUT, LAST "until CLOSED"),
	STORY(LAST_ACK, CLOSED, BAD_SYN, OLD LAST "S 303:303(0)"),
	STORY(LAST_ACK, CLOSED, CRASH, LAST "crash"),

	STORY(TIME_WAIT, CLOSED, 2MSL, TIME "timer time-wait"),
	STORY(TIME_WAIT, CLOSED, RCV_RST, "set rfc1337 off;" TIME "R 302:302(0)"),
	STORY(TIME_WAIT, CLOSED, ABORT, TIME "abort"),
	STORY(TIME_WAIT, CLOSED, BAD_SYN, OLD TIME "S 302:302(0)"),
	STORY(TIME_WAIT, CLOSED, CRASH, TIME "crash"),
	STORY(TIME_WAIT, SYN_RECEIVED, RCV_SYN, TIME "S 1000:1000(0)")
};

const size_t story_count = sizeof(stories) / sizeof(stories[0]);

const char *const side_stories[] = {
	/* before there is a connection */
	"R 1:1(0); S 1:1(0); . 1:1(0) ack 7",
	LISTENING "R 1:1(0); . 1:1(0) ack 7; none 1:1(0)",
	LISTENING "S 300:310(10); . 311:311(0) ack 101",
	SENT "S. 300:300(0) ack 500; R. 0:0(0) ack 500; R 0:0(0); . 1:1(0) ack 101",

	/* the window, and what deployed stacks make of it */
	OPEN ". 290:311(21) ack 101; . 5000:5000(0) ack 101; R 5000:5000(0)",
	OPEN ". 311:1400(1089) ack 101; . 301:311(10) ack 101",
	"set window 0;" OPEN ". 301:311(10) ack 101; . 301:301(0) ack 101",
	"set window 10;" OPEN ". 311:311(0) ack 101",
	OPEN "S. 300:300(0) ack 101",
	RECEIVED "S 300:300(0)",
	RECEIVED_ACTIVE "S. 300:300(0) ack 101",
	TIME "F. 301:301(0) ack 102; S 290:290(0)",
	SENT "S. 300:300(0) ack 101; shutdown; F. 301:301(0) ack 102; S 1000:1000(0)",

	/* resets and SYNs */
	TIME "R 302:302(0)",
	OPEN "11 x R 310:310(0)",
	OLD OPEN "R 310:310(0)",
	OPEN "S 310:310(0)",

	/* acknowledgments */
	RECEIVED ". 301:301(0) ack 900",
	OPEN "none 301:301(0)",
	OPEN ". 301:301(0) ack 900",
	OLD OPEN ". 301:301(0) ack 900",
	OPEN "send 10; . 301:301(0) ack 111 win 500",
	LAST ". 302:302(0) ack 101",
	TIME ". 302:302(0) ack 102",
	OPEN "close; F. 301:301(0) ack 102; . 302:302(0) ack 102",

	/* urgent, text, FIN */
	OPEN "U. 301:311(10) ack 101 urg 5",
	PEER_CLOSED "U. 302:312(10) ack 101 urg 5; F. 302:302(0) ack 101",
	OPEN "receive; . 301:311(10) ack 101; receive",
	OPEN "F. 311:321(10) ack 101; F. 331:331(0) ack 101",
	TIME "F. 302:302(0) ack 102",
	OPEN "shutdown; F. 301:301(0) ack 101; F. 302:302(0) ack 101",

	/* calls */
	OPEN "send 5000",
	OPEN "send 5000; shutdown",
	SENT "send 10; shutdown; S. 300:300(0) ack 101",
	SENT "S 300:300(0); send 10; shutdown; . 301:301(0) ack 101",
	OPEN ". 301:1301(1000) ack 101; receive",
	OPEN ". 301:311(10) ack 101; receive 5; receive",
	OPEN "F. 301:301(0) ack 101; receive",
	OPEN ". 301:311(10) ack 101; close",
	"send 1",

	/* timers */
	"set delayed-ack on;" OPEN ". 301:311(10) ack 101; timer delayed-ack",
	"set delayed-ack on;" OPEN ". 301:311(10) ack 101; send 10",
	OPEN ". 301:301(0) ack 101 win 0; send 10; . 301:311(10) ack 101 win 500",
	"set user-timeout 5000;" OPEN "send 10; timer user",
	OPEN ". 301:301(0) ack 101 win 0; send 10; timer persist",
	OPEN "send 10; timer retransmission; timer retransmission; timer retransmission",
	"set keepalive 1000;" OPEN "timer keepalive",
	"set keepalive 1000;" OPEN "send 10; timer keepalive",
	OPEN ". 301:301(0) ack 101 win 100; send 200; timer persist"
};

const size_t side_story_count = sizeof(side_stories) / sizeof(side_stories[0]);

void
story_run(struct run *run, const char *events,
    void (*seen)(const struct run *run, void *arg), void *arg)
{
	char *text = mem_strdup(events);
	char *save = NULL;

	memset(run, 0, sizeof(*run));
	tcb_init(&run->tcb, seq_make(100));
	run->tcb.config.window = 1000;
	for (char *event = strtok_r(text, ";", &save); event != NULL;
	    event = strtok_r(NULL, ";", &save)) {
		event += strspn(event, " ");
		run->before = run->tcb;
		run_event(run, event);
		if (seen != NULL)
			seen(run, arg);
	}
	free(text);
}

/* From the tables of contents, and for RFC 9293 the headings of 3.8 to 3.10. */
static const char *const sections[] = {
	"A.2", "RFC 6191 2",
	"3.1", "3.2", "3.3", "3.3.1", "3.3.2", "3.4", "3.4.1", "3.4.2", "3.4.3",
	"3.5", "3.5.1", "3.5.2", "3.5.3", "3.6", "3.6.1", "3.7", "3.7.1",
	"3.7.2", "3.7.3", "3.7.4", "3.7.5", "3.8", "3.8.1", "3.8.2", "3.8.3",
	"3.8.4", "3.8.5", "3.8.6", "3.8.6.1", "3.8.6.2", "3.8.6.2.1",
	"3.8.6.2.2", "3.8.6.3", "3.9", "3.9.1", "3.9.1.1", "3.9.1.2",
	"3.9.1.3", "3.9.1.4", "3.9.1.5", "3.9.1.6", "3.9.1.7", "3.9.1.8",
	"3.10", "3.10.1", "3.10.2", "3.10.3", "3.10.4", "3.10.5", "3.10.6",
	"3.10.7", "3.10.7.1", "3.10.7.2", "3.10.7.3", "3.10.7.4", "3.10.8",
	"RFC 1122 4.2.2.13", "RFC 1122 4.2.2.20", "RFC 1122 4.2.3.6",
	"RFC 1337 3",
	"RFC 2525 2.17",
	"RFC 5961 3.2", "RFC 5961 4.2", "RFC 5961 5.2", "RFC 5961 7",
	"RFC 6298 5"
};

bool
section_exists(const char *section)
{
	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
		if (strcmp(sections[i], section) == 0)
			return true;
	return false;
}
