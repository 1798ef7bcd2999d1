/*
 * A state's own page. What it means is written here (RFC 9293, section 3.3.2,
 * and what 3.10 does in it); how one comes into it and out of it is read from
 * the table of edges.
 *
 *	SYN-RECEIVED                                       ss: SYN-RECV
 *	B stands here.
 *
 *	A SYN has come and one has gone out ...
 *
 *	In    LISTEN     rcv SYN / snd SYN,ACK      3.10.7.2
 *	Out   ...
 */
#include "base/i18n.h"
#include "base/text.h"
#include "sheet_list.h"
#include "tcp/edge.h"
#include "view/sheet.h"

static const struct state_words {
	const char	*meaning;
	const char	*waits;
	const char	*lasts;
	const char	*ss;		/* NULL: it shows none */
	const char	*lesson;	/* that is about it, and reaches it */
} words[STATE_COUNT] = {
	[STATE_CLOSED] = {
		N_("No connection at all: there is no TCB, no number is remembered. The RFC calls this "
		"state fictional. Whatever arrives is answered with a RST (unless it is one)."),
		N_("For a call: connect() or listen()."),
		N_("For ever."),
		NULL,
		"tour",
	},
	[STATE_LISTEN] = {
		N_("A passive OPEN: waiting for a connection request from anybody. The other end, and its "
		"numbers, are not known yet."),
		N_("For a SYN from anywhere, or for its own user to close."),
		N_("For as long as the server lives."),
		"LISTEN",
		"handshake",
	},
	[STATE_SYN_SENT] = {
		N_("An active OPEN: its SYN is out, and this end waits for the matching one. It knows its "
		"own number, and not yet that of the other end."),
		N_("For the other end's SYN,ACK (or its SYN alone, if it opens at the same time)."),
		N_("A round trip. If nobody answers, the SYN is sent again and again, each time after a "
		"longer wait, for at least 3 minutes (3.8.3)."),
		"SYN-SENT",
		"handshake",
	},
	[STATE_SYN_RECEIVED] = {
		N_("The other end's SYN has come, and this end's own has gone out; only its acknowledgment is "
		"missing. A connection that is half made is called embryonic; the RFC does not use that word."),
		N_("For the ACK of its SYN."),
		N_("A round trip. If the ACK does not come, the SYN,ACK is sent again; a listener gives up "
		"in the end, and its user never hears of it."),
		"SYN-RECV",
		"simultaneous-open",
	},
	[STATE_ESTABLISHED] = {
		N_("An open connection: data can go both ways. Both numbers are known at this end, "
		"and its own is acknowledged."),
		N_("For nothing: the programs use it."),
		N_("For as long as both programs like. With nothing to send it is silent; without keep-alive "
		"nobody notices that the other end has gone."),
		"ESTAB",
		"handshake",
	},
	[STATE_FIN_WAIT_1] = {
		N_("The program at this end has closed and the FIN is out (or waits behind data), but is not "
		"acknowledged yet. This end sends no new data, and still receives."),
		N_("For the ACK of its FIN, for the other end's FIN, or for both."),
		N_("A round trip, as a rule. If no ACK comes, the FIN is sent again."),
		"FIN-WAIT-1",
		"close",
	},
	[STATE_FIN_WAIT_2] = {
		N_("This end's FIN is acknowledged: it may send no more. The other end may, so data can still "
		"come. The connection is half-closed."),
		N_("For the other end's FIN, that is for its program to close."),
		N_("For as long as the other program likes: the RFC has no timer here. Linux has one once this "
		"end's program has called close() and so nobody can read any more (60 s)."),
		"FIN-WAIT-2",
		"half-close",
	},
	[STATE_CLOSE_WAIT] = {
		N_("The other end has closed, and this one has heard it. This end may still send: the "
		"connection is half-closed."),
		N_("For its own user to close. Nothing that the other end sends can end it but a RST."),
		N_("For ever, if the program at this end does not close. Many of these in ss mean: a program here "
		"forgets close()."),
		"CLOSE-WAIT",
		"close-wait",
	},
	[STATE_CLOSING] = {
		N_("Both ends closed at the same time: the two FINs crossed. The other end's has "
		"come and is acknowledged; this end's is not acknowledged yet."),
		N_("For the ACK of its FIN."),
		N_("About a round trip, longer if the ACK gets lost. It is seldom seen."),
		"CLOSING",
		"simultaneous-close",
	},
	[STATE_LAST_ACK] = {
		N_("The other end closed first, then this one: its FIN is out, and only the acknowledgment is "
		"missing. After it nothing needs to be remembered."),
		N_("For the ACK of its FIN."),
		N_("A round trip. If no ACK comes, the FIN is sent again."),
		"LAST-ACK",
		"close",
	},
	[STATE_TIME_WAIT] = {
		N_("Both directions are closed. The end that closed first waits (both, if both did): its last ACK may get lost, "
		"and old segments must not be taken for those of a new connection."),
		N_("For time to pass: 2MSL, twice the longest life of a segment."),
		N_("2MSL: 4 minutes with the RFC's MSL of 2 minutes; the other end's FIN, come again, starts it anew. Linux waits 60 s."),
		"TIME-WAIT",
		"time-wait",
	},
};

/* The longest name of a state. */
#define NAME_COLUMNS 13

const char *
sheet_state_lesson(enum state state)
{
	return words[state].lesson;
}

static void
add_part(struct page *page, const char *title, const char *text)
{
	page_gap(page);
	page_run(page, STYLE_STRONG, title);
	page_run(page, STYLE_TEXT, "  ");
	page_run(page, STYLE_TEXT, text);
	page_end(page, 0, STYLE_TEXT, "");
}

static void
add_lesson(struct page *page, enum state state)
{
	page_run(page, STYLE_STRONG, _("To see it"));
	page_run(page, STYLE_TEXT, "  ");
	page_run(page, STYLE_CODE, "tcptutor ");
	page_run(page, STYLE_CODE, words[state].lesson);
	page_end(page, 0, STYLE_TEXT, "");
}

/* "LISTEN        rcv SYN / snd SYN,ACK   3.10.7.2" */
static void
add_edge(struct page *page, const struct edge *edge, enum state other)
{
	struct str name = { 0 }, text = { 0 };

	str_addf(&name, "%s", state_name(other));
	str_pad(&name, NAME_COLUMNS);
	str_add(&text, edge->event);
	if (edge->action[0] != '\0')
		str_addf(&text, " / %s", edge->action);
	page_run(page, STYLE_CODE, str_text(&text));
	page_run(page, STYLE_DIM, "  ");
	page_run(page, STYLE_DIM, edge->section);
	page_end(page, NAME_COLUMNS + 3, STYLE_TEXT, str_text(&name));
	str_free(&name);
	str_free(&text);
}

/* The edges into a state or out of it: those of the figure first. */
static void
add_edges(struct page *page, enum state state, bool in)
{
	page_gap(page);
	page_text(page, 0, STYLE_STRONG, in ? _("How one enters it, and from where") :
	    _("How one leaves it, and where to"));
	for (int origin = EDGE_FIGURE; origin <= EDGE_TEXT; origin++) {
		bool said = false;

		for (size_t i = 0; i < edge_count; i++) {
			const struct edge *edge = &edges[i];
			enum state at = in ? edge->to : edge->from;

			if (at != state || edge->origin != origin)
				continue;
			if (!said && origin != EDGE_FIGURE)
				page_text(page, 1, STYLE_DIM, origin == EDGE_NOTE ?
				    _("in the notes below the figure:") :
				    _("in the text only:"));
			said = true;
			add_edge(page, edge, in ? edge->from : edge->to);
		}
	}
}

static void
add_heading(struct page *page, const struct sheet_view *view, enum state state)
{
	struct str text = { 0 };

	page_run(page, STYLE_STRONG, state_name(state));
	str_addf(&text, "   %s", words[state].ss != NULL ? _("ss calls it ") :
	    _("ss does not show it"));
	page_run(page, STYLE_DIM, str_text(&text));
	if (words[state].ss != NULL)
		page_run(page, STYLE_CODE, words[state].ss);
	page_end(page, 0, STYLE_TEXT, "");
	str_free(&text);
	for (int end = 0; end < END_COUNT; end++)
		if (trace_before(view->trace, view->count, end)->state == state) {
			str_clear(&text);
			str_addf(&text, _("%c stands here now."),
			    end_letter(end));
			page_text(page, 0, end == END_A ? STYLE_A : STYLE_B,
			    str_text(&text));
		}
	str_free(&text);
}

/* Where the moment brought somebody; else where its end stands. */
static enum state
suggested_state(const struct sheet_view *view)
{
	if (view->count == 0)
		return view->trace->start[END_A].state;

	const struct moment *moment = &view->trace->moments[view->count - 1];

	if (moment->edge_count > 0)
		return moment->edges[moment->edge_count - 1].to;
	return moment->end[moment->cause.end].state;
}

struct sheet_room
sheet_draw_state(const struct area *area, const struct sheet_view *view)
{
	int state = sheet_pick(view->choice, (int)suggested_state(view),
	    STATE_COUNT);
	struct page page;

	page_init(&page, area);
	add_heading(&page, view, state);
	page_gap(&page);
	page_text(&page, 0, STYLE_TEXT, _(words[state].meaning));
	add_part(&page, _("It waits"), _(words[state].waits));
	add_part(&page, _("It lasts"), _(words[state].lasts));
	add_lesson(&page, (enum state)state);
	add_edges(&page, state, true);
	add_edges(&page, state, false);
	struct sheet_room room = sheet_scroll(&page, area, view);
	page_fini(&page);
	room.choice = state;
	room.choices = STATE_COUNT;
	return room;
}
