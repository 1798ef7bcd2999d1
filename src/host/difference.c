/*
 * The table of known differences; measured on Linux 6.18. More special rows
 * come first.
 */
#include "host/difference.h"

#include "base/i18n.h"

#define K(kind) (1u << KIND_##kind)
#define S(state) (1u << STATE_##state)
#define ANY STATES_ANY
#define ARRIVALS (K(DELIVER) | K(INJECT))
#define RST_ACK (SEG_RST | SEG_ACK)
#define FIN_ACK (SEG_FIN | SEG_ACK)
#define SYN_ACK (SEG_SYN | SEG_ACK)
/* What may still be on its way to the peer: text, or a FIN. */
#define SENDING (S(ESTABLISHED) | S(CLOSE_WAIT) | S(FIN_WAIT_1) | S(CLOSING) | S(LAST_ACK))

/* Whether text goes before it, or nothing. */
#define FIN_GOES_LAST \
	N_("The FIN goes last, and Linux's congestion window (RFC 5681) has no room for it yet; until what was lost is acknowledged, it has none even for a FIN alone.")

#define ROW(name, kinds, before, arrived, rfc, kernel, rfc_sent, kernel_sent, marks, reason) \
	{ name, kinds, before, arrived, rfc, kernel, rfc_sent, kernel_sent, marks, reason }

const struct difference differences[] = {
	ROW("queue-full-syn", ARRIVALS, S(LISTEN), SEG_SYN, ANY, S(LISTEN), ANSWER_ANY, ANSWER_NOTHING, MARK_QUEUE_FULL,
	    N_("The accept queue is full, and Linux then drops a SYN without a word: the other end will send it again.")),
	ROW("queue-full-ack", ARRIVALS, S(SYN_RECEIVED), SEG_ACK, ANY, S(SYN_RECEIVED), ANSWER_ANY, ANSWER_NOTHING, MARK_QUEUE_FULL,
	    N_("The accept queue is full, so Linux ignores this ACK, and its SYN,ACK comes again. Who sent the ACK knows nothing of that.")),
	ROW("queue-full-reset", ARRIVALS, S(SYN_RECEIVED), SEG_ACK, ANY, S(LISTEN), ANSWER_ANY, ANSWER_ANY, MARK_QUEUE_FULL,
	    N_("The accept queue is full, and tcp_abort_on_overflow is set: Linux resets the connection instead of ignoring the ACK.")),
	ROW("cookie-sent", ARRIVALS, S(LISTEN), SEG_SYN, S(SYN_RECEIVED), S(LISTEN), SYN_ACK, SYN_ACK, 0,
	    N_("With SYN cookies a listener keeps nothing: all that it must know again stands in the number of its SYN,ACK.")),
	ROW("cookie-back", ARRIVALS, S(LISTEN), SEG_ACK, S(LISTEN), S(ESTABLISHED) | S(CLOSE_WAIT), ANSWER_ANY, ANSWER_ANY, 0,
	    N_("The ACK brings the cookie back, and from it Linux makes the connection that it never kept.")),
	ROW("reset-with-ack", K(ABORT) | K(CLOSE), ANY, 0, ANY, ANY, SEG_RST, RST_ACK, 0,
	    N_("Linux resets with RST,ACK where the RFC's ABORT sends a plain RST; the sequence number that counts is the same.")),
	ROW("close-unread", K(CLOSE), S(CLOSING) | S(LAST_ACK), 0, ANY, S(CLOSED), ANSWER_ANY, RST_ACK, 0,
	    N_("What had come was not read before close(): Linux resets, also where the FIN is sent already; to the RFC there is nothing left to close.")),
	ROW("late-data-reset", ARRIVALS, ANY, 0, S(CLOSED), S(CLOSED), SEG_RST, RST_ACK, 0,
	    N_("Linux resets with RST,ACK where the RFC has a plain RST; the sequence number that counts is the same.")),
	ROW("request-close", K(CLOSE) | K(ABORT), S(SYN_RECEIVED), 0, ANY, S(CLOSED),
	    ANSWER_ANY, ANSWER_NOTHING, 0,
	    N_("In Linux the SYN-RECEIVED of a listener is a request socket, which no program has: close() closes the listener, and the request is forgotten with it, in silence.")),
	ROW("syn-received-close", K(CLOSE), S(SYN_RECEIVED), 0, S(SYN_RECEIVED), S(FIN_WAIT_1),
	    ANSWER_ANY, ANSWER_ANY, 0,
	    N_("In Linux close() in SYN-RECEIVED sends what is queued, and the FIN, at once; the RFC waits for ESTABLISHED.")),
	ROW("syn-received-shutdown", K(SHUTDOWN), S(SYN_RECEIVED), 0, ANY, S(SYN_RECEIVED),
	    FIN_ACK, ANSWER_NOTHING, 0,
	    N_("In Linux shutdown() in SYN-RECEIVED sends nothing; the FIN follows when the connection is established.")),
	ROW("syn-received-fin", ARRIVALS, S(SYN_RECEIVED), 0, S(ESTABLISHED), S(FIN_WAIT_1),
	    ANSWER_ANY, FIN_ACK, 0,
	    N_("The shutdown() that was called in SYN-RECEIVED takes effect only now.")),
	ROW("time-wait-kept", K(ABORT) | K(CLOSE) | K(CRASH), S(TIME_WAIT), 0, S(CLOSED), S(TIME_WAIT),
	    ANSWER_NOTHING, ANSWER_NOTHING, 0,
	    N_("In Linux TIME-WAIT belongs to the kernel: no call of a program ends it.")),
	ROW("listen-twice", K(LISTEN), S(LISTEN), 0, ANY, ANY, ANSWER_NOTHING, ANSWER_NOTHING, 0,
	    N_("To the sockets interface a second listen() is no error: it only sets the backlog anew.")),
	ROW("listen-beside", K(LISTEN), ANY, 0, ANY, ANY, ANSWER_NOTHING, ANSWER_NOTHING, 0,
	    N_("In Linux the port may be listened on while the kernel still has a connection of it.")),
	ROW("close-of-nothing", K(CLOSE) | K(ABORT), S(CLOSED), 0, S(CLOSED), S(CLOSED),
	    ANSWER_NOTHING, ANSWER_NOTHING, 0,
	    N_("The connection is gone, but the program still had a descriptor of it: to close that is no error.")),
	ROW("close-beside", K(CLOSE) | K(ABORT), ANY, 0, ANY, ANY, ANSWER_NOTHING, ANSWER_NOTHING, 0,
	    N_("The program had left this connection before, and the kernel goes on with it alone.")),
	ROW("shutdown-twice", K(SHUTDOWN), S(SYN_RECEIVED) | S(FIN_WAIT_1) | S(FIN_WAIT_2) | S(CLOSING) | S(LAST_ACK),
	    0, ANY, ANY, ANSWER_NOTHING, ANSWER_NOTHING, 0,
	    N_("To the sockets interface a second shutdown() is no error; it does nothing.")),
	ROW("end-of-stream", K(RECEIVE), ANY, 0, ANY, ANY, ANSWER_NOTHING, ANSWER_NOTHING, 0,
	    N_("To the sockets interface the end of the stream is no error: recv() returns 0.")),
	ROW("syn-fin-dropped", ARRIVALS, S(LISTEN), SEG_SYN | SEG_FIN, ANY, S(LISTEN),
	    ANSWER_ANY, ANSWER_NOTHING, 0,
	    N_("Linux drops a SYN that carries a FIN without a word: no honest end sends one.")),
	ROW("syn-fin-ack", ARRIVALS, S(SYN_SENT) | S(SYN_RECEIVED), SEG_SYN | SEG_FIN | SEG_ACK, ANY, ANY,
	    ANSWER_ANY, ANSWER_ANY, 0,
	    N_("Linux passes over a FIN that comes with a SYN.")),
	ROW("request-reset", ARRIVALS, S(SYN_RECEIVED), SEG_SYN, ANY, S(LISTEN) | S(CLOSED),
	    ANSWER_ANY, ANSWER_ANY, 0,
	    N_("In Linux another SYN in the window ends a request, and its sender is told so with a RST.")),
	ROW("reset-number", ARRIVALS, ANY, 0, S(CLOSED), S(CLOSED), SEG_RST, SEG_RST, 0,
	    N_("Linux takes the number of this reset from the ACK of the segment that it refuses.")),
	ROW("syn-again", ARRIVALS, S(SYN_SENT), SEG_ACK, S(SYN_SENT), S(SYN_SENT), SEG_RST, SEG_RST, 0,
	    N_("After a wrong ACK, Linux sends its SYN again at once and does not wait for its timer.")),
	ROW("reset-at-fin", ARRIVALS, S(CLOSE_WAIT) | S(CLOSING) | S(LAST_ACK), SEG_RST, ANY, S(CLOSED),
	    ANSWER_ANY, ANSWER_NOTHING, 0,
	    N_("After a FIN Linux believes a RST with the FIN's own number, too: some systems send that one.")),
	ROW("time-wait-stays", ARRIVALS, S(TIME_WAIT), SEG_SYN, S(SYN_RECEIVED), S(TIME_WAIT),
	    ANSWER_ANY, ANSWER_ANY, 0,
	    N_("Linux's TIME-WAIT is reopened by a SYN only where a program listens on the port; else the SYN is answered with an ACK.")),
	ROW("time-wait-reopened", ARRIVALS, S(TIME_WAIT), SEG_SYN, S(TIME_WAIT), S(SYN_RECEIVED) | S(LISTEN), ANSWER_ANY, SYN_ACK, 0,
	    N_("A new socket listens on the port, and the number of the SYN is beyond the old connection's: Linux ends TIME-WAIT and begins a new one, as section 3.6.1 permits.")),
	ROW("time-wait-forgotten", ARRIVALS | K(TIMER), S(SYN_RECEIVED), 0, S(TIME_WAIT), S(LISTEN), ANSWER_ANY, ANSWER_ANY, 0,
	    N_("The SYN that had reopened the connection was an old one: section 3.6.1 goes back to TIME-WAIT, but Linux has forgotten that, and only listens.")),
	ROW("beside-listens", ARRIVALS | K(TIMER), ANY, 0, S(CLOSED), S(LISTEN), ANSWER_ANY, ANSWER_ANY, 0,
	    N_("The connection is over, and another socket of the program listens on its port.")),
	ROW("orphan-reset", ARRIVALS, S(FIN_WAIT_1) | S(FIN_WAIT_2), 0, ANY, S(CLOSED), ANSWER_ANY, SEG_RST, 0,
	    N_("The program has closed and reads no more: Linux resets at anything beyond what it has, be it in order or not.")),
	ROW("reset-at-the-edge", ARRIVALS, ANY, SEG_RST, ANY, ANY, ANSWER_NOTHING, SEG_ACK, MARK_SAME_STATE,
	    N_("Linux's window for a RST is a little wider than the RFC's: one that lies just outside is not dropped, but asked about with a challenge ACK.")),
	ROW("fast-retransmit", ARRIVALS, SENDING, SEG_ACK, ANY, ANY, ANSWER_ANY, ANSWER_ANY, MARK_SAME_STATE | MARK_SAME_ACK | MARK_AGAIN,
	    N_("So many ACKs in a row ask for the same octet that Linux takes it for lost, and sends it again before its timer runs out (fast retransmit: RFC 5681, section 3.2).")),
	ROW("recovery", ARRIVALS, SENDING, SEG_ACK, ANY, ANY, ANSWER_ANY, ANSWER_ANY, MARK_SAME_STATE | MARK_AGAIN,
	    N_("After a loss, each ACK makes Linux send more of what is not acknowledged again; it does not wait for its timer to run out for that (RFC 5681, RFC 6582).")),
	ROW("as-it-was-cut", K(TIMER), SENDING, 0, ANY, ANY, ANSWER_ANY, ANSWER_ANY, MARK_SAME_STATE | MARK_AGAIN | MARK_TEXT,
	    N_("Linux sends the segment again as it was; the RFC's sender may put what follows along with it (section 3.8.6).")),
	ROW("last-ack-early", K(SHUTDOWN) | K(CLOSE), S(CLOSE_WAIT), 0, S(CLOSE_WAIT), S(LAST_ACK), ANSWER_ANY, ANSWER_ANY, 0,
	    N_("Linux is in LAST-ACK from the call on, also while its FIN has to wait behind text; the RFC enters it when the FIN is sent (section 3.10.4).")),
	ROW("empty-probe", K(TIMER), SENDING, 0, ANY, ANY, ANSWER_ANY, SEG_ACK, MARK_SAME_STATE | MARK_CLOSED,
	    N_("Linux probes a closed window with an empty segment, whose number is one below SND.UNA, so that it has to be answered; the RFC's probe is the next octet itself, or the FIN (section 3.8.6.1).")),
	ROW("early-data-sent", ARRIVALS, S(SYN_SENT) | S(SYN_RECEIVED), SEG_ACK, ANY, ANY, SEG_ACK, SEG_ACK, MARK_TEXT,
	    N_("What send() was given before the connection was established follows Linux's ACK in a segment of its own; in RFC 9293 it goes along with the ACK.")),
	ROW("syn-text", ARRIVALS, S(SYN_SENT), SEG_SYN | SEG_ACK, ANY, ANY, SEG_ACK, SEG_ACK, 0,
	    N_("Linux passes over text that comes with a SYN; its sender will send it again.")),
	ROW("old-ack", ARRIVALS, ANY, SEG_ACK, ANY, ANY, ANSWER_ANY, SEG_ACK, MARK_OLD_ACK,
	    N_("An ACK older than all that was sent is challenged by Linux (RFC 5961, section 5), and the rest of its segment not looked at.")),
	ROW("beyond-the-fin", ARRIVALS, S(CLOSE_WAIT) | S(CLOSING) | S(LAST_ACK), 0, ANY, S(CLOSED),
	    ANSWER_ANY, SEG_RST, 0,
	    N_("Text that lies beyond the peer's FIN cannot be: Linux resets the connection.")),
	ROW("ack-of-nothing", ARRIVALS, S(SYN_RECEIVED), SEG_ACK, S(SYN_RECEIVED), S(ESTABLISHED),
	    SEG_RST, ANSWER_NOTHING, 0,
	    N_("In SYN-RECEIVED after connect(), an ACK of SND.UNA itself, and so of nothing, is enough for Linux.")),
	ROW("ends-at-rcv-nxt", ARRIVALS, S(SYN_RECEIVED) | S(CLOSING) | S(LAST_ACK), SEG_ACK,
	    S(SYN_RECEIVED) | S(CLOSING) | S(LAST_ACK), S(ESTABLISHED) | S(TIME_WAIT) | S(CLOSED),
	    ANSWER_ANY, ANSWER_ANY, 0,
	    N_("Linux's check of the sequence number is wider: it looks at a segment, too, that ends just where the window begins.")),
	ROW("early-data-lost", ARRIVALS, S(SYN_RECEIVED), SEG_ACK, S(FIN_WAIT_1), S(FIN_WAIT_1),
	    ANSWER_ANY, ANSWER_ANY, 0,
	    N_("send() waits until the connection is established; here shutdown() came first, so that its data was never sent.")),
	ROW("syn-text-lost", ARRIVALS, S(SYN_RECEIVED), SEG_ACK, S(ESTABLISHED) | S(CLOSE_WAIT),
	    S(ESTABLISHED) | S(SYN_RECEIVED), ANSWER_ANY, SEG_ACK, 0,
	    N_("Linux has not kept the text that came with the SYN, so what follows it is out of order.")),
	ROW("text-waits", K(SEND) | K(RECEIVE) | ARRIVALS | K(SHUTDOWN) | K(CLOSE), SENDING, 0, ANY, ANY,
	    SEG_ACK, ANSWER_ANY, MARK_SAME_STATE | MARK_RFC_TEXT | MARK_EMPTY,
	    N_("Linux waits with this text until its congestion window (RFC 5681) lets it go, or the peer's window has room for a segment as a whole.")),
	ROW("fin-waits", K(SHUTDOWN) | K(CLOSE) | ARRIVALS, SENDING | S(SYN_RECEIVED), 0, ANY, ANY,
	    FIN_ACK, ANSWER_NOTHING, MARK_SAME_STATE,
	    FIN_GOES_LAST),
	ROW("text-before-fin", ARRIVALS | K(SEND) | K(SHUTDOWN) | K(CLOSE), SENDING, 0, ANY, ANY,
	    FIN_ACK, SEG_ACK, MARK_SAME_STATE,
	    FIN_GOES_LAST),
	ROW("delayed-ack-of-fin", ARRIVALS, ANY, SEG_FIN, ANY, ANY, SEG_ACK, ANSWER_NOTHING, MARK_SAME_STATE,
	    N_("Linux delays the ACK of a FIN: it may ride on what the program sends next.")),
	ROW("delayed-ack", ARRIVALS, ANY, 0, ANY, ANY, SEG_ACK, ANSWER_NOTHING, MARK_SAME_STATE,
	    N_("Linux delays this ACK, or finds that it owes none.")),
	ROW("request-ack-first", ARRIVALS, S(SYN_RECEIVED), SEG_ACK, ANY, S(SYN_RECEIVED),
	    ANSWER_ANY, SEG_RST, 0,
	    N_("A Linux request socket looks at the ACK first, and has a wrong one answered with a RST, whatever else is in the segment.")),
	ROW("request-repeats", ARRIVALS, S(SYN_RECEIVED), 0, ANY, S(SYN_RECEIVED), ANSWER_ANY, SYN_ACK, 0,
	    N_("In Linux a request socket answers with its SYN,ACK again, not with a bare ACK.")),
	ROW("early-data", K(SEND), S(SYN_SENT) | S(SYN_RECEIVED), 0, ANY, ANY,
	    ANSWER_ANY, ANSWER_ANY, 0,
	    N_("What is written before the connection is established waits in Linux's send buffer.")),
	ROW("send-buffer", K(SEND), S(ESTABLISHED) | S(CLOSE_WAIT), 0, ANY, ANY, ANSWER_NOTHING, SEG_ACK, 0,
	    N_("Linux takes of a send() what its buffer has room for; the rest waits in the program.")),
	ROW("smaller-segments", K(SEND) | ARRIVALS | K(SHUTDOWN) | K(CLOSE), ANY, 0, ANY, ANY,
	    SEG_ACK, SEG_ACK, MARK_TEXT | MARK_SMALLER,
	    N_("Linux cuts its text smaller: no segment is larger than half of the widest window that the peer has had (than all of one up to 536 octets), nor than the MSS that its own end has set for itself.")),
	ROW("congestion-window", K(SEND) | ARRIVALS | K(SHUTDOWN) | K(CLOSE), ANY, 0, ANY, ANY,
	    SEG_ACK, SEG_ACK, MARK_TEXT,
	    N_("Linux sends no more at once than its congestion window (RFC 5681) allows; after a lost SYN that is a single segment.")),
	ROW("congestion-window-opens", ARRIVALS, ANY, 0, ANY, ANY, ANSWER_NOTHING, ANSWER_ANY, MARK_TEXT,
	    N_("What Linux's congestion window (RFC 5681) had held back goes out now.")),
	ROW("not-trimmed", ARRIVALS, ANY, 0, ANY, ANY, SEG_ACK, SEG_ACK, 0,
	    N_("Of a segment that reaches beyond the window the RFC takes what lies inside; Linux takes it or leaves it as a whole.")),
	ROW("window-update", K(RECEIVE), ANY, 0, ANY, ANY, ANSWER_NOTHING, SEG_ACK, MARK_SAME_STATE,
	    N_("Linux reckons by the memory that its buffer has when room is worth telling the peer of.")),
	ROW("window-update-waits", K(RECEIVE), ANY, 0, ANY, ANY, SEG_ACK, ANSWER_NOTHING, MARK_SAME_STATE,
	    N_("Linux sends an ACK for new room alone only where its window at least doubles by it; the RFC's end does for the room of one segment (section 3.8.6.2.2).")),
	ROW("extra-ack", ARRIVALS, ANY, 0, ANY, ANY, ANSWER_NOTHING, SEG_ACK, MARK_SAME_STATE,
	    N_("Linux acknowledges at once; the RFC owes no answer here, or not yet."))
};

const size_t difference_count = sizeof(differences) / sizeof(differences[0]);

void
parting_before(struct parting *parting, const struct segment *arrived,
    const struct endpoint *before)
{
	parting->window_closed = (before->known & KNOWN_SND_WND) && before->snd_wnd == 0;
	if (arrived == NULL)
		return;
	parting->arrived = arrived->flags;
	if (!(arrived->flags & SEG_ACK) || !(before->known & KNOWN_SND_UNA))
		return;
	parting->old_ack = seq_lt(arrived->ack, seq_make(before->snd_una));
	parting->same_ack = arrived->ack.n == before->snd_una;
}

/* Urgent or not, it is the same answer. */
static bool
answer_fits(int16_t row, int16_t answer)
{
	return row == ANSWER_ANY ||
	    row == (answer > 0 ? (int16_t)(answer & ~SEG_URG) : answer);
}

static bool
row_fits(const struct difference *row, const struct parting *parting)
{
	return (row->kinds & 1u << parting->kind) != 0 &&
	    (row->before & 1u << parting->before) != 0 &&
	    (row->arrived & ~parting->arrived) == 0 &&
	    (row->rfc & 1u << parting->rfc) != 0 &&
	    (row->kernel & 1u << parting->kernel) != 0 &&
	    answer_fits(row->rfc_sent, parting->rfc_sent) &&
	    answer_fits(row->kernel_sent, parting->kernel_sent) &&
	    (parting->kernel_text || !(row->marks & MARK_TEXT)) &&
	    (parting->queue_full || !(row->marks & MARK_QUEUE_FULL)) &&
	    (parting->rfc == parting->kernel || !(row->marks & MARK_SAME_STATE)) &&
	    (parting->old_ack || !(row->marks & MARK_OLD_ACK)) &&
	    (!parting->kernel_text || !(row->marks & MARK_EMPTY)) &&
	    (parting->rfc_text || !(row->marks & MARK_RFC_TEXT)) &&
	    (parting->cut_smaller || !(row->marks & MARK_SMALLER)) &&
	    (parting->same_ack || !(row->marks & MARK_SAME_ACK)) &&
	    (parting->kernel_again || !(row->marks & MARK_AGAIN)) &&
	    (parting->window_closed || !(row->marks & MARK_CLOSED));
}

const struct difference *
difference_find(const struct parting *parting)
{
	for (size_t i = 0; i < difference_count; i++)
		if (row_fits(&differences[i], parting))
			return &differences[i];
	return NULL;
}
