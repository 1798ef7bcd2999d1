/*
 * The table of known differences; measured on Linux 6.18. More special rows
 * come first.
 */
#include "host/difference.h"

#include <stdbool.h>

#include "base/i18n.h"

#define K(kind) (1u << KIND_##kind)
#define S(state) (1u << STATE_##state)
#define ANY STATES_ANY
#define ARRIVALS (K(DELIVER) | K(INJECT))
#define RST_ACK (SEG_RST | SEG_ACK)
#define FIN_ACK (SEG_FIN | SEG_ACK)
#define SYN_ACK (SEG_SYN | SEG_ACK)

const struct difference differences[] = {
	{ "reset-with-ack", K(ABORT) | K(CLOSE), ANY, 0, ANY, ANY, SEG_RST, RST_ACK,
	    N_("Linux resets with RST,ACK where the RFC's ABORT sends a plain RST; the sequence number that counts is the same.") },
	{ "late-data-reset", ARRIVALS, ANY, 0, S(CLOSED), S(CLOSED), SEG_RST, RST_ACK,
	    N_("Linux resets with RST,ACK where the RFC has a plain RST; the sequence number that counts is the same.") },
	{ "request-close", K(CLOSE) | K(SHUTDOWN) | K(ABORT), S(SYN_RECEIVED), 0, ANY, S(CLOSED),
	    ANSWER_ANY, ANSWER_NOTHING,
	    N_("In Linux the SYN-RECEIVED of a listener is a request socket, which no program has: close() closes the listener and forgets it in silence.") },
	{ "syn-received-shutdown", K(SHUTDOWN), S(SYN_RECEIVED), 0, ANY, S(SYN_RECEIVED),
	    FIN_ACK, ANSWER_NOTHING,
	    N_("In Linux shutdown() in SYN-RECEIVED sends nothing; the FIN follows when the connection is established.") },
	{ "time-wait-closed", K(ABORT), S(TIME_WAIT), 0, S(CLOSED), S(TIME_WAIT),
	    ANSWER_NOTHING, ANSWER_NOTHING,
	    N_("In Linux TIME-WAIT belongs to the kernel: no call of a program ends it.") },
	{ "time-wait-listen", K(LISTEN), S(TIME_WAIT), 0, ANY, ANY, ANSWER_ANY, ANSWER_ANY,
	    N_("In Linux a new socket may listen on the port (SO_REUSEADDR) while the old connection is in TIME-WAIT.") },
	{ "orphan-abort", K(ABORT) | K(CLOSE), ANY, 0, S(CLOSED), ANY, ANSWER_ANY, ANSWER_NOTHING,
	    N_("The program has closed its socket already; Linux goes on without it.") },
	{ "syn-fin-dropped", ARRIVALS, S(LISTEN), SEG_SYN | SEG_FIN, ANY, S(LISTEN),
	    ANSWER_ANY, ANSWER_NOTHING,
	    N_("Linux drops a SYN that carries a FIN without a word: no honest end sends one.") },
	{ "syn-again", ARRIVALS, S(SYN_SENT), SEG_ACK, S(SYN_SENT), S(SYN_SENT), SEG_RST, SEG_RST,
	    N_("After a wrong ACK, Linux sends its SYN again at once and does not wait for its timer.") },
	{ "rst-closing", ARRIVALS, S(CLOSING) | S(LAST_ACK), SEG_RST, ANY, ANY, ANSWER_ANY, ANSWER_ANY,
	    N_("In CLOSING and LAST-ACK Linux handles a RST as in ESTABLISHED.") },
	{ "delayed-ack-of-fin", ARRIVALS, ANY, SEG_FIN, ANY, ANY, SEG_ACK, ANSWER_NOTHING,
	    N_("Linux delays the ACK of a FIN: it may ride on what the program sends next.") },
	{ "delayed-ack", ARRIVALS, ANY, 0, ANY, ANY, SEG_ACK, ANSWER_NOTHING,
	    N_("Linux delays this ACK, or finds that it owes none.") },
	{ "request-repeats", ARRIVALS, S(SYN_RECEIVED), 0, ANY, S(SYN_RECEIVED), SEG_ACK, SYN_ACK,
	    N_("In Linux a request socket answers with its SYN,ACK again, not with a bare ACK.") },
	{ "syn-received-data", K(SEND), S(SYN_SENT) | S(SYN_RECEIVED), 0, ANY, ANY,
	    ANSWER_ANY, ANSWER_ANY,
	    N_("Linux keeps what is written before the connection is established in its send buffer.") },
	{ "congestion", K(SEND) | ARRIVALS | K(SHUTDOWN) | K(CLOSE), ANY, 0, ANY, ANY, SEG_ACK, SEG_ACK,
	    N_("Linux cuts data into segments by its congestion window and buffers, of which RFC 9293 leaves the details to others.") },
	{ "extra-ack", ARRIVALS, ANY, 0, ANY, ANY, ANSWER_NOTHING, SEG_ACK,
	    N_("Linux acknowledges where the RFC owes no answer.") }
};

const size_t difference_count = sizeof(differences) / sizeof(differences[0]);

static bool
answer_fits(int16_t row, int16_t answer)
{
	return row == ANSWER_ANY || row == answer;
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
	    answer_fits(row->kernel_sent, parting->kernel_sent);
}

const struct difference *
difference_find(const struct parting *parting)
{
	for (size_t i = 0; i < difference_count; i++)
		if (row_fits(&differences[i], parting))
			return &differences[i];
	return NULL;
}
