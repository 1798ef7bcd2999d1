/*
 * The fields of RFC 9293, section 3.1, one by one.
 */
#include "sheet_segment.h"

#include <string.h>

#include "base/i18n.h"
#include "sheet_list.h"

/* Octets of a header without options, and of the one option that we know. */
#define HEADER_OCTETS 20
#define MSS_OCTETS 4
#define WORD_OCTETS 4

static const struct field_words {
	const char	*name;
	unsigned	 bit;
	const char	*text;		/* NULL: depends on the segment */
} words[FIELD_COUNT] = {
	[FIELD_SOURCE] = { N_("Source Port"), 0,
	    N_("The port of the sender. What is shown stands in for it: 40000 for A, 7 for B. Both "
	    "addresses and both ports together name the connection.") },
	[FIELD_DESTINATION] = { N_("Destination Port"), 0,
	    N_("The port of the receiver. What is shown stands in for it: 40000 for A, 7 for B. With "
	    "the addresses of the IP header it finds the connection, or the listener.") },
	[FIELD_SEQ] = { N_("Sequence Number"), 0, NULL },
	[FIELD_ACK] = { N_("Acknowledgment Number"), 0, NULL },
	[FIELD_OFFSET] = { N_("Data Offset"), 0,
	    N_("How many words of 4 octets the header has, and so where the text begins: 5 without "
	    "options, at most 15.") },
	[FIELD_RESERVED] = { N_("Reserved"), 0,
	    N_("Four bits for later use: zero when sent, not looked at when received.") },
	[FIELD_CWR] = { "CWR", SEG_CWR,
	    N_("Congestion Window Reduced: the answer to ECE (RFC 3168). In a SYN, with ECE: the "
	    "sender can do ECN.") },
	[FIELD_ECE] = { "ECE", SEG_ECE,
	    N_("ECN-Echo: a router on the way has marked a packet instead of dropping it (RFC 3168).") },
	[FIELD_URG] = { "URG", SEG_URG,
	    N_("The urgent pointer means something. New programs should not use it.") },
	[FIELD_ACK_BIT] = { "ACK", SEG_ACK,
	    N_("The acknowledgment number means something. Every segment has it but a SYN that "
	    "answers nothing, and some resets. An ACK alone takes no sequence number.") },
	[FIELD_PSH] = { "PSH", SEG_PSH,
	    N_("Push: hand over what there is to the receiving program now, do not wait for more.") },
	[FIELD_RST] = { "RST", SEG_RST,
	    N_("Reset the connection: it ends at once, in both directions. It takes no sequence number "
	    "and is never acknowledged.") },
	[FIELD_SYN] = { "SYN", SEG_SYN,
	    N_("Synchronize: the sequence number is the sender's first. A SYN takes one number itself, "
	    "so it can be acknowledged, and is sent again when it gets lost.") },
	[FIELD_FIN] = { "FIN", SEG_FIN,
	    N_("No more text from the sender. A FIN takes one sequence number, behind the last octet, "
	    "so it can be acknowledged, and is sent again when it gets lost.") },
	[FIELD_WINDOW] = { N_("Window"), 0, NULL },
	[FIELD_CHECKSUM] = { N_("Checksum"), 0, NULL },
	[FIELD_URGENT] = { N_("Urgent Pointer"), 0, NULL },
	[FIELD_OPTIONS] = { N_("Options"), 0, NULL },
	[FIELD_DATA] = { N_("Data"), 0, NULL },
};

const char *
field_name(enum field field)
{
	return _(words[field].name);
}

unsigned
field_bit(enum field field)
{
	return words[field].bit;
}

static void
options_value(struct str *out, const struct header *header,
    const struct segment *seg)
{
	if (seg->mss > 0)
		str_addf(out, "MSS %u", seg->mss);
	else
		str_add(out, header->model ? _("none") : _("no MSS"));
}

static void
offset_value(struct str *out, const struct header *header,
    const struct segment *seg)
{
	unsigned octets = HEADER_OCTETS + (seg->mss > 0 ? MSS_OCTETS : 0);

	if (header->model)
		str_addf(out, "%u", octets / WORD_OCTETS);
	else
		str_addc(out, '?');
}

void
field_value(struct str *out, const struct header *header,
    const struct flight *flight, enum field field)
{
	const struct segment *seg = &flight->seg;

	switch (field) {
	case FIELD_SOURCE:
		str_addf(out, "%u", end_ports[flight->from]);
		break;
	case FIELD_DESTINATION:
		str_addf(out, "%u", end_ports[end_other(flight->from)]);
		break;
	case FIELD_SEQ:
		str_addf(out, "%u", seg->seq.n);
		break;
	case FIELD_ACK:
		str_addf(out, "%u", seg->ack.n);
		break;
	case FIELD_OFFSET:
		offset_value(out, header, seg);
		break;
	case FIELD_RESERVED:
		str_addc(out, '0');
		break;
	case FIELD_WINDOW:
		if (seg->wnd_unseen)
			str_add(out, _("not seen"));
		else
			str_addf(out, "%u", seg->wnd);
		break;
	case FIELD_CHECKSUM:
		str_add(out, header->model ? _("not modelled") : _("not kept"));
		break;
	case FIELD_URGENT:
		str_addf(out, "%u", seg->up);
		break;
	case FIELD_OPTIONS:
		options_value(out, header, seg);
		break;
	case FIELD_DATA:
		if (seg->len == 0)
			str_add(out, _("none"));
		else
			str_addf(out, seg->len == 1 ? _("%u octet") :
			    _("%u octets"), seg->len);
		break;
	default:
		str_addc(out, seg->flags & field_bit(field) ? '1' : '0');
		break;
	}
}

bool
field_changed(const struct header *header, enum field field)
{
	struct str now = { 0 }, before = { 0 };

	if (header->before == NULL)
		return false;
	field_value(&now, header, header->flight, field);
	field_value(&before, header, header->before, field);
	bool changed = strcmp(str_text(&now), str_text(&before)) != 0;
	str_free(&now);
	str_free(&before);
	return changed;
}

void
field_both(struct str *out, const struct area *area,
    const struct header *header, enum field field)
{
	field_value(out, header, header->flight, field);
	if (!field_changed(header, field))
		return;
	str_add(out, area_pick(area, "←", "<-"));
	field_value(out, header, header->before, field);
}

/* A reset of which section 3.5.2 has SEQ 0; one by a call has SND.NXT, and on Linux an ACK. */
static bool
answers_without_ack(const struct segment *seg)
{
	return (seg->flags & SEG_RST) && (seg->flags & SEG_ACK) && seg->seq.n == 0;
}

static void
explain_seq(struct str *out, const struct header *header)
{
	const struct segment *seg = &header->flight->seg;
	uint32_t first = seg->seq.n;

	if (seg->flags & SEG_SYN)
		str_addf(out, _("The sender's initial sequence number: %u is the SYN's own. The first "
		    "octet of text after it is %u."), first, first + 1);
	else if (seg->len > 0)
		str_addf(out, _("The number of the first octet of text; the last is %u."),
		    first + seg->len - 1);
	else if (seg->flags & SEG_FIN)
		str_addf(out, _("There is no text, so %u is the FIN's own number."), first);
	else if (answers_without_ack(seg))
		str_add(out, _("A reset takes no number. The segment that it answers had no ACK to "
		    "take one from, so this is 0 (3.5.2)."));
	else if (seg->flags & SEG_RST)
		str_add(out, _("A reset takes no number. By this one its receiver judges whether "
		    "it is meant (3.10.7.4, second)."));
	else if (header->flight->purpose == SENT_PROBE)
		str_addf(out, _("No text, no SYN, no FIN: this segment takes no number. %u lies just "
		    "before what the other end expects, so that it must answer."), first);
	else
		str_addf(out, _("No text, no SYN, no FIN: this segment takes no number. %u is the one "
		    "that the sender will use next."), first);
	if ((seg->flags & SEG_FIN) && seg->len > 0)
		str_addf(out, _(" The FIN behind it is %u."), first + seg->len);
}

static void
explain_ack(struct str *out, const struct header *header)
{
	const struct segment *seg = &header->flight->seg;

	if (!(seg->flags & SEG_ACK))
		str_add(out, _("The ACK bit is not set, so this field means nothing."));
	else if (answers_without_ack(seg))
		str_add(out, _("The number behind the segment that this reset answers: so its sender "
		    "can tell that it is meant."));
	else if (seg->flags & SEG_RST)
		str_addf(out, _("%c had received all before %u when it gave the connection up."),
		    end_letter(header->flight->from), seg->ack.n);
	else
		str_addf(out, _("%c expects %u next: everything before it has arrived in order."),
		    end_letter(header->flight->from), seg->ack.n);
}

static void
explain_window(struct str *out, const struct header *header)
{
	const struct segment *seg = &header->flight->seg;
	char from = end_letter(header->flight->from);

	if (seg->flags & SEG_RST)
		str_add(out, _("In a reset the window means nothing."));
	else if (seg->flags & SEG_ACK)
		str_addf(out, _("So many octets will %c take, beginning with number %u."), from,
		    seg->ack.n);
	else
		str_addf(out, _("So many octets will %c take, once it knows where the other end's "
		    "numbers begin."), from);
	if (!header->model)
		str_add(out, _(" The header itself may have it divided by the window scale (RFC 7323)."));
}

static void
explain_options(struct str *out, const struct header *header)
{
	const struct segment *seg = &header->flight->seg;

	if (seg->mss > 0)
		str_addf(out, _("Maximum Segment Size: kind 2, length 4, value %u. So many octets of "
		    "text will %c take in one segment. It stands in SYNs only (3.7.1)."), seg->mss,
		    end_letter(header->flight->from));
	else
		str_add(out, _("The Maximum Segment Size option stands in SYNs only; there is none here."));
	if (!header->model)
		str_add(out, _(" Others that a kernel sends (timestamps, SACK) are not kept."));
}

static void
explain_data(struct str *out, const struct segment *seg)
{
	uint32_t count = segment_len(seg);

	if (seg->len > 0)
		str_addf(out, _("The text, octets %u to %u. "), seg->seq.n,
		    seg->seq.n + seg->len - 1);
	str_addf(out, _("SEG.LEN is %u: the octets of text, one for a SYN, one for a FIN."), count);
}

void
field_explain(struct str *out, const struct header *header, enum field field)
{
	const struct segment *seg = &header->flight->seg;

	switch (field) {
	case FIELD_SEQ:
		explain_seq(out, header);
		break;
	case FIELD_ACK:
		explain_ack(out, header);
		break;
	case FIELD_WINDOW:
		explain_window(out, header);
		break;
	case FIELD_CHECKSUM:
		str_add(out, header->model ?
		    _("The model keeps no octets that could be added up. A real TCP must send and check "
		    "it; it covers header, text and the IP addresses.") :
		    _("The kernel fills it in and checks it; it covers header, text and the IP addresses."));
		break;
	case FIELD_URGENT:
		str_add(out, seg->flags & SEG_URG ?
		    _("Counted from the sequence number: the octet that follows the urgent data.") :
		    _("The URG bit is not set, so this field means nothing."));
		break;
	case FIELD_OPTIONS:
		explain_options(out, header);
		break;
	case FIELD_DATA:
		explain_data(out, seg);
		break;
	default:
		str_add(out, _(words[field].text));
		break;
	}
}
