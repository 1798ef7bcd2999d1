/*
 * The words of the field, one under the cursor. In the order of the alphabet,
 * case aside; a test holds that.
 */
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "sheet_list.h"

static const struct term {
	const char	*name;
	const char	*section;	/* of RFC 9293, unless it names another */
	const char	*text;
} terms[] = {
	{ "2MSL", "3.4.2, 3.6.1", N_("Twice the MSL: how long TIME-WAIT lasts. A segment can live for one MSL, and what answers it for another.") },
	{ "ABORT", "3.9.1.6", N_("The call that ends a connection at once: what is queued is lost, a RST is sent. With sockets: SO_LINGER with time 0, then close().") },
	{ "accept()", "", N_("The sockets call that hands over a connection which the kernel has made. It takes no part in the handshake.") },
	{ "ACK", "3.1", N_("The control bit that says: the acknowledgment number means something. It takes no sequence number, so an ACK is never acknowledged.") },
	{ N_("acknowledgment number"), "3.1, 3.4", N_("The next sequence number that the sender of the segment expects: all before it has arrived.") },
	{ N_("active OPEN"), "3.9.1.1", N_("Asking for a connection: connect(). It sends a SYN.") },
	{ N_("challenge ACK"), "RFC 5961", N_("An ACK sent instead of believing a suspicious RST or SYN: one who meant it will answer so that it can be believed.") },
	{ N_("checksum"), "3.1", N_("A sum over header, text and IP addresses; a segment with a wrong one is thrown away.") },
	{ "CLOSE", "3.9.1.4", N_("The RFC's call: I have no more to send. One still receives. With sockets that is shutdown(SHUT_WR); close() also gives up receiving.") },
	{ N_("connection"), "3.3.1", N_("Two sockets (address and port at each end) and what both TCPs remember about each other.") },
	{ N_("control bits"), "3.1", N_("The flags of the header: CWR, ECE, URG, ACK, PSH, RST, SYN, FIN.") },
	{ N_("delayed ACK"), "3.8.6.3", N_("An acknowledgment that waits a little (less than half a second), to ride on data or serve two segments.") },
	{ N_("duplicate"), "3.4", N_("A segment that comes once more: sent again by its sender, or doubled or held up on the way.") },
	{ N_("embryonic connection"), "", N_("A connection in the making (SYN-RECEIVED at a listener). Not a word of the RFC; some write half-open, which the RFC uses for something else.") },
	{ N_("ephemeral port"), "", N_("A port that the system picks for a connect() without bind().") },
	{ "errno", "", N_("What a sockets call says when it returns -1: ECONNREFUSED, ECONNRESET, EPIPE, ETIMEDOUT.") },
	{ "FIN", "3.1, 3.6", N_("The control bit that says: no more text from me. It takes one sequence number.") },
	{ N_("four-tuple"), "3.3.1", N_("Both addresses and both ports: the name of a connection. TIME-WAIT blocks one of these, not a port.") },
	{ N_("half-closed"), "3.6.1", N_("One direction is closed by a FIN, the other still carries data: FIN-WAIT-2 and CLOSE-WAIT.") },
	{ N_("half-open"), "3.5.1", N_("One end has closed, or lost its memory, and the other does not know. It finds out when it sends.") },
	{ N_("initial sequence number"), "3.4.1", N_("ISN: the number of a SYN. Chosen so that it grows with time and that a stranger cannot guess it.") },
	{ "IRS", "3.3.1", N_("Initial Receive Sequence number: the number of the other end's SYN.") },
	{ "ISS", "3.3.1", N_("Initial Send Sequence number: the number of an end's own SYN.") },
	{ N_("keep-alive"), "3.8.4", N_("An empty question to an end that has long been silent. Off unless asked for; by default it comes after two hours or more.") },
	{ N_("linger"), "", N_("SO_LINGER: with time 0, close() sends a RST; with more it waits for the FIN's ACK.") },
	{ "listen()", "3.9.1.1", N_("A passive OPEN: wait for whoever asks. It sends nothing.") },
	{ "MSL", "3.4.2", N_("Maximum Segment Lifetime: how long a segment may wander in the network. The RFC takes 2 minutes.") },
	{ "MSS", "3.7.1", N_("Maximum Segment Size: the most text that an end takes in one segment. Said in the SYN; 536 (IPv4) if it is not.") },
	{ "Nagle", "3.7.4", N_("While something is unacknowledged, small pieces of data wait, to travel together.") },
	{ N_("octet"), "4", N_("Eight bits: what others call a byte. Each octet of text has a sequence number.") },
	{ N_("old duplicate"), "3.5", N_("A segment of an earlier time, or of an earlier connection, that arrives late. Three segments and TIME-WAIT are there because of it.") },
	{ "OPEN", "3.9.1.1", N_("The call that begins a connection: active (connect()) or passive (listen()).") },
	{ N_("orphan"), "", N_("Linux: a connection whose program has closed it, and which TCP brings to its end alone.") },
	{ N_("passive OPEN"), "3.9.1.1", N_("Waiting for a connection: listen(). It sends nothing.") },
	{ N_("port"), "4", N_("The part of an address that names a process, or a service, on a host.") },
	{ "PSH", "3.1, 3.9.1.2", N_("The control bit that says: hand this to the program now.") },
	{ "RCV.NXT", "3.3.1", N_("The sequence number that an end expects next. It is what its ACKs say.") },
	{ "RCV.WND", "3.3.1", N_("How many octets from RCV.NXT on an end is ready to take. It is what its segments announce.") },
	{ N_("receive queue"), "", N_("What has arrived and no recv() has read yet. ss: Recv-Q.") },
	{ N_("retransmission"), "3.8", N_("Sending again what was not acknowledged in time. Only what takes a sequence number is sent again.") },
	{ "RST", "3.1, 3.5.2", N_("The control bit that ends a connection at once. It is not acknowledged, and no RST answers it.") },
	{ "RTO", "3.8.1, RFC 6298", N_("Retransmission TimeOut: how long to wait for an ACK. 1 s at first, then from measured round trips; doubled each time it runs out.") },
	{ "RTT", "3.8.1, RFC 6298", N_("Round-Trip Time: from sending something to its acknowledgment.") },
	{ "SEG.ACK", "3.3.1", N_("The acknowledgment number of the segment in hand.") },
	{ "SEG.LEN", "3.3.1, 3.4", N_("The sequence numbers that a segment takes: its octets of text, one for SYN, one for FIN.") },
	{ "SEG.SEQ", "3.3.1", N_("The first sequence number of the segment in hand.") },
	{ "SEG.WND", "3.3.1", N_("The window that the segment in hand announces.") },
	{ N_("segment"), "4", N_("What TCP sends: a header, and text or none.") },
	{ N_("send queue"), "", N_("What was written and is not acknowledged yet. ss: Send-Q.") },
	{ N_("sequence number"), "3.4", N_("Each octet of text has one, a SYN has one, a FIN has one. They count modulo 2^32.") },
	{ N_("simultaneous close"), "3.6", N_("Both ends close before either sees the other's FIN: CLOSING, then TIME-WAIT on both.") },
	{ N_("simultaneous open"), "3.5", N_("Both ends connect before either sees the other's SYN: SYN-RECEIVED on both, and one connection.") },
	{ "SND.NXT", "3.3.1", N_("The sequence number that an end sends next.") },
	{ "SND.UNA", "3.3.1", N_("The oldest sequence number that is not acknowledged yet.") },
	{ "SND.WL1, SND.WL2", "3.3.1", N_("The SEQ and the ACK of the segment that told the window last, so that an older one cannot undo it.") },
	{ "SND.WND", "3.3.1", N_("How many octets from SND.UNA on the other end is ready to take.") },
	{ N_("socket"), "4", N_("An address and a port. For a program: the descriptor with which it uses a connection.") },
	{ "SYN", "3.1, 3.5", N_("The control bit that says: this is my first number. It takes that number itself.") },
	{ N_("SYN cookie"), "RFC 4987", N_("A sequence number that holds all a listener needs to know, so that it remembers nothing until the ACK comes back with it.") },
	{ N_("SYN flood"), "RFC 4987", N_("SYNs without end, and never an ACK: they fill the listener's memory.") },
	{ N_("synchronized"), "3.5.2", N_("Of a state: ESTABLISHED and all after it, where both ends have agreed on both numbers.") },
	{ "TCB", "3.3.1", N_("Transmission Control Block: all that an end remembers of a connection. In CLOSED there is none.") },
	{ N_("text"), "3.4", N_("The octets that a segment carries for the programs. The RFC also says data.") },
	{ N_("three-way handshake"), "3.5", N_("SYN; SYN,ACK; ACK: each end says its number, and each hears that it was heard.") },
	{ N_("TIME-WAIT assassination"), "RFC 1337", N_("TIME-WAIT ended too soon by a RST, with an old duplicate's help. RFC 1337 ignores such a RST.") },
	{ "URG", "3.1, 3.8.5", N_("The control bit that says: the urgent pointer means something.") },
	{ N_("user timeout"), "3.9.1.1, 3.10.8", N_("How long what was sent may stay unacknowledged before the connection is given up.") },
	{ N_("window"), "3.1, 3.8.6", N_("How many octets an end is ready to take, from the one it expects next.") },
	{ N_("wrap"), "3.4", N_("After 4294967295 comes 0: sequence numbers go round, so they are compared modulo 2^32.") },
	{ N_("zero window"), "3.8.6.1", N_("Take nothing, for now: the sender asks with probes when it may go on.") },
};

#define TERM_COUNT ((int)(sizeof(terms) / sizeof(terms[0])))

int
sheet_glossary_find(const char *begin)
{
	for (int i = 0; i < TERM_COUNT; i++)
		if (strncasecmp(terms[i].name, begin, strlen(begin)) == 0 ||
		    strncmp(_(terms[i].name), begin, strlen(begin)) == 0)
			return i;
	return -1;
}

/* What the segment that came is, or what was asked of the other end. */
static const char *
word_of(const struct trace *trace, const struct moment *moment)
{
	static const struct {
		unsigned	 flag;
		const char	*word;
	} bits[] = { { SEG_RST, "RST" }, { SEG_SYN, "SYN" }, { SEG_FIN, "FIN" },
	    { SEG_ACK, "ACK" } };
	static const char *const kinds[KIND_COUNT] = {
		[KIND_LISTEN] = "passive OPEN",
		[KIND_CONNECT] = "active OPEN",
		[KIND_SHUTDOWN] = "CLOSE",
		[KIND_CLOSE] = "CLOSE",
		[KIND_ABORT] = "ABORT",
		[KIND_CRASH] = "half-open",
		[KIND_TIMER] = "retransmission",
	};

	if (moment->cause.kind == KIND_TIMER && moment->cause.timer == TIMER_TIME_WAIT)
		return "2MSL";
	if (!kind_is_segment((enum cause_kind)moment->cause.kind))
		return kinds[moment->cause.kind];
	for (size_t i = 0; i < sizeof(bits) / sizeof(bits[0]); i++)
		if (trace->flights[moment->cause.flight].seg.flags & bits[i].flag)
			return bits[i].word;
	return NULL;
}

static int
suggested(const struct sheet_view *view)
{
	const char *word = NULL;

	if (view->trace != NULL && view->count > 0)
		word = word_of(view->trace, &view->trace->moments[view->count - 1]);
	for (int i = 0; word != NULL && i < TERM_COUNT; i++)
		if (strcmp(terms[i].name, word) == 0)
			return i;
	return 0;
}

/* Both words are needed: one in class, the other to read on. */
static void
add_translation(struct page *page, const char *name)
{
	const char *translation = _(name);

	if (strcmp(translation, name) == 0)
		return;
	page_run(page, STYLE_STRONG, "  ");
	page_run(page, STYLE_STRONG, translation);
}

struct sheet_room
sheet_draw_glossary(const struct area *area, const struct sheet_view *view)
{
	int cursor = sheet_pick(view->cursor, suggested(view), TERM_COUNT);
	struct list list;

	list_init(&list, area);
	for (int i = 0; i < TERM_COUNT; i++) {
		list_entry(&list);
		page_run(&list.page, STYLE_STRONG, terms[i].name);
		add_translation(&list.page, terms[i].name);
		if (terms[i].section[0] != '\0') {
			page_run(&list.page, STYLE_DIM, "  ");
			page_run(&list.page, STYLE_DIM, terms[i].section);
		}
		page_end(&list.page, LIST_INDENT, STYLE_TEXT, "");
		page_text(&list.page, LIST_INDENT + 2, STYLE_TEXT,
		    _(terms[i].text));
	}
	list_draw(&list, area, cursor);
	list_fini(&list);
	return (struct sheet_room){ .cursor = cursor, .cursors = TERM_COUNT };
}
