/* Why a segment was sent, and what it did: all of it read off the trace. */
#include "export/flight_story.h"

#include "base/i18n.h"

static void
add_origin(struct str *out, const struct trace *trace, const struct flight *flight)
{
	if (flight->forged) {
		str_addf(out, _("Forged: %c never sent it."), end_letter(flight->from));
		return;
	}
	moment_headline(out, trace, &trace->moments[flight->sent_at]);
	if (flight->copy)
		str_addf(out, "\n%s", _("A copy: the network doubled it."));
	else if (flight->again_of != 0)
		str_addf(out, "\n%s", _("This is a retransmission."));
	if (flight->repeats > 0) {
		str_addc(out, '\n');
		str_addf(out, _n("Held on its way, it was sent once more.",
		    "Held on its way, it was sent %u times more.", flight->repeats),
		    flight->repeats);
	}
	if (flight->inferred)
		str_addf(out, "\n%s", _("Nobody saw it, but the kernel must have sent it."));
}

/* "B receives it: LISTEN to SYN-RECEIVED" */
static void
add_arrival(struct str *out, const struct moment *moment, enum end to)
{
	bool any = false;

	for (uint32_t i = 0; i < moment->edge_count; i++) {
		const struct edge_at *edge = &moment->edges[i];
		if (edge->end != to)
			continue;
		if (any)
			str_addf(out, _(", %s to %s"), state_name(edge->from),
			    state_name(edge->to));
		else
			str_addf(out, _("%c receives it: %s to %s"), end_letter(to),
			    state_name(edge->from), state_name(edge->to));
		any = true;
	}
	if (!any)
		str_addf(out, _("%c receives it in %s"), end_letter(to),
		    state_name(moment->end[to].state));
}

/* The section of the edge taken, or of the last note that says what was decided. */
static const char *
section_of(const struct moment *moment, enum end to)
{
	for (uint32_t i = 0; i < moment->edge_count; i++) {
		if (moment->edges[i].end == to && moment->edges[i].edge != NULL)
			return moment->edges[i].edge->section;
	}
	for (uint32_t i = moment->note_count; i-- > 0;) {
		if (moment->notes[i].end == to)
			return note_section(&moment->notes[i].note);
	}
	return NULL;
}

static void
add_outcome(struct str *out, const struct trace *trace, const struct flight *flight)
{
	const struct moment *moment = &trace->moments[flight->ended_at];
	enum end to = end_other(flight->from);
	struct str sentence = { 0 };

	add_arrival(out, moment, to);
	moment_sentence(&sentence, trace, moment);
	if (sentence.n > 0) {
		const char *section = section_of(moment, to);

		str_addf(out, "\n%s", str_text(&sentence));
		if (section != NULL && section[0] >= '0' && section[0] <= '9')
			str_addf(out, _(" (RFC 9293, section %s)"), section);
		else if (section != NULL && section[0] != '\0')
			str_addf(out, " (%s)", section);
	}
	str_free(&sentence);
}

void
flight_story(struct str *out, const struct trace *trace, const struct flight *flight)
{
	add_origin(out, trace, flight);
	str_addc(out, '\n');
	if (flight->ended_at == NO_MOMENT)
		str_addf(out, _("Still on its way to %c when the run ends."),
		    end_letter(end_other(flight->from)));
	else if (flight->fate == FATE_LOST)
		str_addf(out, _("Lost on its way to %c."), end_letter(end_other(flight->from)));
	else
		add_outcome(out, trace, flight);
}
