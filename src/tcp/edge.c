/*
 * The table of edges. Rows of one pair (from, to) stand together; pairs are
 * in the order in which a connection lives. In the sentences {end} is the end
 * that goes that way, {other} the other one.
 */
#include "tcp/edge.h"

#include "base/i18n.h"
#include "tcp/note_words.h"

#define ROW(f, t, c, o, event, action, section, sentence) \
	{ STATE_##f, STATE_##t, CAUSE_##c, EDGE_##o, event, action, section, sentence }

/* Every state ends the same four ways when it ends at once. */
#define CRASHES(f) \
	ROW(f, CLOSED, CRASH, TEXT, "crash", "", "3.5.1", \
	    N_("{end} loses its memory: no FIN, no RST, the connection is simply forgotten. {other} does not know."))
#define TIMES_OUT(f) \
	ROW(f, CLOSED, USER_TIMEOUT, TEXT, "user timeout", "", "3.10.8", \
	    N_("{end} has waited for an answer for too long: it gives the connection up and tells its program."))
#define ABORTS(f, origin) \
	ROW(f, CLOSED, ABORT, origin, "ABORT", "snd RST", "3.10.5", \
	    N_("ABORT throws the connection away: what was queued at {end} is lost, and a RST tells {other}."))
#define RESET(f) \
	ROW(f, CLOSED, RCV_RST, NOTE, "rcv RST", "", "3.10.7.4", \
	    N_("The RST is valid: it ends the connection at {end} at once, in both directions. The program is told \"connection reset\"; nothing is sent back."))
#define BAD_SYN(f) \
	ROW(f, CLOSED, BAD_SYN, TEXT, "rcv SYN", "snd RST", "3.10.7.4", \
	    N_("Without RFC 5961, a SYN inside {end}'s window is an error: {end} resets the connection."))
#define LATE_DATA(f) \
	ROW(f, CLOSED, LATE_DATA, TEXT, "rcv data", "snd RST", "3.6.1", \
	    N_("Data arrives at {end} for a program that has closed and reads no more: a RST tells {other} that it was lost."))

const struct edge edges[] = {
	ROW(CLOSED, LISTEN, PASSIVE_OPEN, FIGURE, "passive OPEN", "create TCB", "3.10.1",
	    N_("listen(), a passive OPEN: {end} waits for whoever asks, and sends nothing.")),
	ROW(CLOSED, SYN_SENT, ACTIVE_OPEN, FIGURE, "active OPEN", "snd SYN", "3.10.1",
	    N_("An active OPEN, connect(): the SYN says from which number {end} counts, and asks {other} for its own.")),

	ROW(LISTEN, SYN_RECEIVED, RCV_SYN, FIGURE, "rcv SYN", "snd SYN,ACK", "3.10.7.2",
	    N_("{end} listens, and a SYN has come: {end} remembers {other}'s number, acknowledges it, and sends a SYN of its own in the same segment.")),
	ROW(LISTEN, SYN_SENT, SEND, FIGURE, "SEND", "snd SYN", "3.10.2",
	    N_("SEND on a listening connection (one that names its peer) turns {end} from passive to active: {end} asks for the connection itself.")),
	ROW(LISTEN, SYN_SENT, ACTIVE_OPEN, TEXT, "active OPEN", "snd SYN", "3.10.1",
	    N_("An active OPEN turns {end} from passive to active: it listens no more, but asks for the connection itself.")),
	ROW(LISTEN, CLOSED, CLOSE, FIGURE, "CLOSE", "delete TCB", "3.10.4",
	    N_("{end} listens no more: nobody had connected, so nobody needs to be told.")),
	ROW(LISTEN, CLOSED, ABORT, TEXT, "ABORT", "delete TCB", "3.10.5",
	    N_("{end} listens no more: nobody had connected, so nobody needs to be told.")),
	CRASHES(LISTEN),

	ROW(SYN_SENT, SYN_RECEIVED, RCV_SYN, FIGURE, "rcv SYN", "snd SYN,ACK", "3.10.7.3",
	    N_("{other}'s SYN has met {end}'s own: both ends open at once. {end} acknowledges {other}'s; its own is still to be acknowledged.")),
	ROW(SYN_SENT, ESTABLISHED, RCV_SYN_ACK, FIGURE, "rcv SYN,ACK", "snd ACK", "3.10.7.3",
	    N_("The SYN,ACK acknowledges {end}'s SYN and brings {other}'s: {end} knows both numbers, and its ACK says so.")),
	ROW(SYN_SENT, CLOSED, CLOSE, FIGURE, "CLOSE", "delete TCB", "3.10.4",
	    N_("{end} gives the attempt up before anybody has answered: nothing is sent.")),
	ROW(SYN_SENT, CLOSED, RCV_RST, NOTE, "rcv RST", "", "3.10.7.3",
	    N_("The RST acknowledges {end}'s SYN: nobody accepts this connection at {other}. The attempt is over at once.")),
	ROW(SYN_SENT, CLOSED, ABORT, TEXT, "ABORT", "delete TCB", "3.10.5",
	    N_("{end} gives the attempt up before anybody has answered: nothing is sent.")),
	TIMES_OUT(SYN_SENT),
	CRASHES(SYN_SENT),

	ROW(SYN_RECEIVED, ESTABLISHED, RCV_ACK_OF_SYN, FIGURE, "rcv ACK of SYN", "", "3.10.7.4",
	    N_("{end}'s SYN is acknowledged: {end} knows that {other} has its number, and the connection is open at {end}.")),
	ROW(SYN_RECEIVED, FIN_WAIT_1, CLOSE, FIGURE, "CLOSE", "snd FIN", "3.10.4",
	    N_("{end} closes before the handshake is done: its FIN follows its SYN,ACK, and must be acknowledged as ever.")),
	ROW(SYN_RECEIVED, LISTEN, RCV_RST, FIGURE, "rcv RST (note 1)", "", "3.10.7.4",
	    N_("The SYN was not meant: a RST takes it back, and {end} goes on listening. Its program never hears of it.")),
	ROW(SYN_RECEIVED, LISTEN, BAD_SYN, TEXT, "rcv SYN", "", "3.10.7.4",
	    N_("Another SYN inside {end}'s window: the half-made connection is dropped, and {end} goes on listening.")),
	ROW(SYN_RECEIVED, LISTEN, USER_TIMEOUT, TEXT, "R2 reached", "", "3.8.3",
	    N_("No answer to {end}'s SYN,ACK after many tries: the half-made connection is dropped. The RFC would close; listeners in use go on listening.")),
	ROW(SYN_RECEIVED, CLOSED, RCV_RST, NOTE, "rcv RST", "", "3.10.7.4",
	    N_("The RST refuses the connection that {end} had asked for: its program is told \"connection refused\".")),
	ABORTS(SYN_RECEIVED, TEXT),
	TIMES_OUT(SYN_RECEIVED),
	BAD_SYN(SYN_RECEIVED),
	CRASHES(SYN_RECEIVED),
	ROW(SYN_RECEIVED, TIME_WAIT, RCV_RST, TEXT, "rcv RST", "", "3.6.1",
	    N_("The SYN that had reopened the connection was an old duplicate: {end} goes back to TIME-WAIT.")),
	ROW(SYN_RECEIVED, TIME_WAIT, USER_TIMEOUT, TEXT, "R2 reached", "", "3.6.1",
	    N_("Nobody answers: the SYN that had reopened the connection was an old duplicate. {end} goes back to TIME-WAIT.")),

	ROW(ESTABLISHED, FIN_WAIT_1, CLOSE, FIGURE, "CLOSE", "snd FIN", "3.10.4",
	    N_("{end} has no more to send. The FIN that says so follows the last of its data; {end} can still receive.")),
	ROW(ESTABLISHED, CLOSE_WAIT, RCV_FIN, FIGURE, "rcv FIN", "snd ACK", "3.10.7.4",
	    N_("{other} has no more to send, and its FIN must be acknowledged. {end} may still send; it waits for its own program to close.")),
	RESET(ESTABLISHED),
	ABORTS(ESTABLISHED, TEXT),
	TIMES_OUT(ESTABLISHED),
	BAD_SYN(ESTABLISHED),
	CRASHES(ESTABLISHED),

	ROW(FIN_WAIT_1, FIN_WAIT_2, RCV_ACK_OF_FIN, FIGURE, "rcv ACK of FIN", "", "3.10.7.4",
	    N_("{end}'s FIN is acknowledged: the direction from {end} to {other} is closed. {other} may still send, for as long as it likes.")),
	ROW(FIN_WAIT_1, CLOSING, RCV_FIN, FIGURE, "rcv FIN", "snd ACK", "3.10.7.4",
	    N_("{other}'s FIN has met {end}'s own: both closed at the same time. {other}'s has arrived; {end}'s is still to be acknowledged.")),
	ROW(FIN_WAIT_1, TIME_WAIT, RCV_FIN_ACK, NOTE, "rcv FIN,ACK of FIN", "snd ACK", "3.10.7.4",
	    N_("One segment acknowledges {end}'s FIN and brings {other}'s: straight to TIME-WAIT, the edge that the figure leaves out (note 2).")),
	RESET(FIN_WAIT_1),
	ABORTS(FIN_WAIT_1, TEXT),
	TIMES_OUT(FIN_WAIT_1),
	LATE_DATA(FIN_WAIT_1),
	BAD_SYN(FIN_WAIT_1),
	CRASHES(FIN_WAIT_1),

	ROW(FIN_WAIT_2, TIME_WAIT, RCV_FIN, FIGURE, "rcv FIN", "snd ACK", "3.10.7.4",
	    N_("Both directions are closed. {end} closed first, so {end} waits for 2MSL, to answer if its last ACK gets lost.")),
	RESET(FIN_WAIT_2),
	ABORTS(FIN_WAIT_2, TEXT),
	TIMES_OUT(FIN_WAIT_2),
	LATE_DATA(FIN_WAIT_2),
	BAD_SYN(FIN_WAIT_2),
	CRASHES(FIN_WAIT_2),

	ROW(CLOSE_WAIT, LAST_ACK, CLOSE, FIGURE, "CLOSE", "snd FIN", "3.10.4",
	    N_("The program at {end} has closed too: {end}'s FIN goes out, and only its acknowledgment is still missing.")),
	RESET(CLOSE_WAIT),
	ABORTS(CLOSE_WAIT, TEXT),
	TIMES_OUT(CLOSE_WAIT),
	BAD_SYN(CLOSE_WAIT),
	CRASHES(CLOSE_WAIT),

	ROW(CLOSING, TIME_WAIT, RCV_ACK_OF_FIN, FIGURE, "rcv ACK of FIN", "", "3.10.7.4",
	    N_("{end}'s FIN is acknowledged too. Neither end closed second, so both wait for 2MSL.")),
	ROW(CLOSING, CLOSED, RCV_RST, NOTE, "rcv RST", "", "3.10.7.4",
	    N_("The RST comes in place of the acknowledgment: the connection is over. Whether what {end} sent last has arrived stays unknown.")),
	ROW(CLOSING, CLOSED, ABORT, TEXT, "ABORT", "delete TCB", "3.10.5",
	    N_("ABORT while both FINs are out: {end} deletes its TCB, and nothing is sent.")),
	TIMES_OUT(CLOSING),
	BAD_SYN(CLOSING),
	CRASHES(CLOSING),

	ROW(LAST_ACK, CLOSED, RCV_ACK_OF_FIN, FIGURE, "rcv ACK of FIN", "delete TCB", "3.10.7.4",
	    N_("{end}'s FIN is acknowledged: both directions are closed, and both ends know. {end} closed second and may forget at once.")),
	ROW(LAST_ACK, CLOSED, RCV_RST, NOTE, "rcv RST", "", "3.10.7.4",
	    N_("The RST comes in place of the acknowledgment: the connection is over. Whether what {end} sent last has arrived stays unknown.")),
	ROW(LAST_ACK, CLOSED, ABORT, TEXT, "ABORT", "delete TCB", "3.10.5",
	    N_("ABORT while both FINs are out: {end} deletes its TCB, and nothing is sent.")),
	TIMES_OUT(LAST_ACK),
	BAD_SYN(LAST_ACK),
	CRASHES(LAST_ACK),

	ROW(TIME_WAIT, CLOSED, 2MSL, FIGURE, "Timeout=2MSL", "delete TCB", "3.10.8",
	    N_("2MSL have passed: no segment of this connection can still be under way, and {other} needs no answer any more.")),
	ROW(TIME_WAIT, CLOSED, RCV_RST, NOTE, "rcv RST", "", "3.10.7.4",
	    N_("The RST cuts {end}'s TIME-WAIT short, and with it the protection that it gave (RFC 1337 would ignore it).")),
	ROW(TIME_WAIT, CLOSED, ABORT, TEXT, "ABORT", "delete TCB", "3.10.5",
	    N_("ABORT: {end} deletes its TCB, and nothing is sent.")),
	BAD_SYN(TIME_WAIT),
	CRASHES(TIME_WAIT),
	ROW(TIME_WAIT, SYN_RECEIVED, RCV_SYN, TEXT, "rcv SYN", "snd SYN,ACK", "3.6.1",
	    N_("The SYN has a number beyond all that the old connection used: most likely it is no old duplicate, so it may reopen the connection at {end}."))
};

const size_t edge_count = sizeof(edges) / sizeof(edges[0]);

char *
edge_sentence(char *buf, size_t size, const struct edge *edge, char here)
{
	return words_fill(buf, size, _(edge->sentence), NULL, here);
}

const struct edge *
edge_find(enum state from, enum state to, enum cause cause)
{
	for (size_t i = 0; i < edge_count; i++)
		if (edges[i].from == from && edges[i].to == to &&
		    edges[i].cause == cause)
			return &edges[i];
	return NULL;
}

const struct edge *
edge_only(enum state from, enum state to)
{
	const struct edge *found = NULL;

	for (size_t i = 0; i < edge_count; i++) {
		if (edges[i].from != from || edges[i].to != to)
			continue;
		if (found != NULL)
			return NULL;
		found = &edges[i];
	}
	return found;
}

static int
begins_pair(size_t i)
{
	return i == 0 || edges[i].from != edges[i - 1].from ||
	    edges[i].to != edges[i - 1].to;
}

int
edge_pairs(void)
{
	int pairs = 0;

	for (size_t i = 0; i < edge_count; i++)
		pairs += begins_pair(i);
	return pairs;
}

int
edge_pair(enum state from, enum state to)
{
	int pair = -1;

	for (size_t i = 0; i < edge_count; i++) {
		pair += begins_pair(i);
		if (edges[i].from == from && edges[i].to == to)
			return pair;
	}
	return -1;
}

const struct edge *
edge_of_pair(int pair)
{
	for (size_t i = 0; i < edge_count; i++)
		if (begins_pair(i) && pair-- == 0)
			return &edges[i];
	return NULL;
}
