/*
 * tcpdump -n -S: names of hosts and ports as numbers, and sequence numbers
 * as they are. (Without -S they are counted from the first SYN.)
 */
#include "base/i18n.h"
#include "sheet_list.h"
#include "sheet_tools.h"

static const struct flag {
	unsigned	 bit;
	char		 letter;
	const char	*name;
} flags[] = {			/* in tcpdump's order */
	{ SEG_FIN, 'F', "FIN" },
	{ SEG_SYN, 'S', "SYN" },
	{ SEG_RST, 'R', "RST" },
	{ SEG_PSH, 'P', "PSH" },
	{ SEG_ACK, '.', "ACK" },
	{ SEG_URG, 'U', "URG" },
	{ SEG_ECE, 'E', "ECE" },
	{ SEG_CWR, 'W', "CWR" },
};

#define FLAGS (sizeof(flags) / sizeof(flags[0]))

static void
add_flags(struct str *out, unsigned bits)
{
	size_t n = out->n;

	for (size_t i = 0; i < FLAGS; i++)
		if (bits & flags[i].bit)
			str_addc(out, flags[i].letter);
	if (out->n == n)
		str_add(out, "none");
}

static void
add_time(struct str *out, int64_t us)
{
	int64_t seconds = us / 1000000;

	str_addf(out, "%02d:%02d:%02d.%06d", (int)(seconds / 3600 % 24),
	    (int)(seconds / 60 % 60), (int)(seconds % 60),
	    (int)(us % 1000000));
}

void
dump_line(struct str *out, const struct flight *flight)
{
	const struct segment *seg = &flight->seg;
	enum end from = flight->from, to = end_other(from);

	add_time(out, flight->sent_time);
	str_addf(out, " IP %s.%u > %s.%u: Flags [", end_addresses[from],
	    end_ports[from], end_addresses[to], end_ports[to]);
	add_flags(out, seg->flags);
	str_addc(out, ']');
	if (seg->len > 0 || (seg->flags & (SEG_SYN | SEG_FIN | SEG_RST))) {
		str_addf(out, ", seq %u", seg->seq.n);
		if (seg->len > 0)
			str_addf(out, ":%u", seg->seq.n + seg->len);
	}
	if (seg->flags & SEG_ACK)
		str_addf(out, ", ack %u", seg->ack.n);
	if (!seg->wnd_unseen)
		str_addf(out, ", win %u", seg->wnd);
	if (seg->flags & SEG_URG)
		str_addf(out, ", urg %u", seg->up);
	if (seg->mss > 0)
		str_addf(out, ", options [mss %u]", seg->mss);
	str_addf(out, ", length %u", seg->len);
}

/* "SYN, ACK" */
static void
add_flag_names(struct str *out, unsigned bits)
{
	size_t n = out->n;

	for (size_t i = 0; i < FLAGS; i++)
		if (bits & flags[i].bit)
			str_addf(out, "%s%s", out->n > n ? ", " : "",
			    flags[i].name);
	if (out->n == n)
		str_add(out, _("none"));
}

/* What a capture cannot know. */
static const char *
unseen(const struct flight *flight)
{
	if (flight->forged)
		return _(" It is forged; tcpdump cannot tell.");
	if (flight->copy)
		return _(" It is a copy that the network made; tcpdump cannot tell.");
	if (flight->again_of != 0)
		return _(" The numbers have been there before: a retransmission, which tcpdump does not say.");
	return _(" Whether it arrives, tcpdump cannot see.");
}

void
dump_explain(struct str *out, const struct flight *flight)
{
	const struct segment *seg = &flight->seg;
	struct str names = { 0 };

	add_flag_names(&names, seg->flags);
	str_addf(out, _("From %c to %c. Flags: %s."), end_letter(flight->from),
	    end_letter(end_other(flight->from)), str_text(&names));
	str_free(&names);
	if (seg->len > 0)
		str_addf(out, _(" seq: its text is %u up to, but not with, %u."),
		    seg->seq.n, seg->seq.n + seg->len);
	else if (!(seg->flags & (SEG_SYN | SEG_FIN | SEG_RST)))
		str_add(out, _(" No seq is printed, as it takes no number."));
	if (seg->flags & SEG_ACK)
		str_addf(out, _(" ack: %u is expected next."), seg->ack.n);
	str_addf(out, _(" length: %u octets of text."), seg->len);
	str_add(out, unseen(flight));
}
