/*
 * The mouse, as an extra: what was drawn where one clicks is what is meant.
 * All of it can be done with keys.
 */
#include "session_acts.h"

#include "view/sheet.h"

static void
state_click(struct session *session, uint32_t state)
{
	if (session->below == MODE_MENU)
		return;
	session->sheet = SHEET_STATE;
	session->sheet_choice = (int)state;
	session->sheet_cursor = SHEET_SUGGESTED;
}

/* The column of a segment that is in flight, in the sandbox's row; -1: it is not. */
static long
column_of_flight(const struct session *session, uint32_t flight)
{
	struct choices choices;
	long column = -1;

	choices_init(&choices, sandbox_branch(&session->sandbox));
	size_t count = choices_count(&choices, GROUP_WIRE);
	for (size_t i = 0; i < count; i++) {
		if (choices_at(&choices, GROUP_WIRE, i)->flight == (long)flight)
			column = (long)i;
	}
	choices_fini(&choices);
	return column;
}

/* In the sandbox a click chooses what is in flight, a second one looks closer. */
static void
segment_click(struct session *session, uint32_t flight)
{
	struct sandbox *sandbox = &session->sandbox;
	long column = session->below == MODE_SANDBOX ? column_of_flight(session, flight) : -1;

	if (column >= 0 && (sandbox->group != GROUP_WIRE || sandbox->column != (size_t)column)) {
		sandbox->group = GROUP_WIRE;
		sandbox->column = (size_t)column;
		return;
	}
	session->sheet = SHEET_SEGMENT;
	session->sheet_choice = session->sheet_cursor = SHEET_SUGGESTED;
	session->has_sheet_flight = true;
	session->sheet_flight = flight;
}

static void
choice_click(struct session *session, uint32_t id)
{
	session->sandbox.group = (enum choice_group)(id >> 16);
	session->sandbox.column = id & 0xffff;
	choice_do(session);
}

void
session_click(struct session *session, int row, int column)
{
	enum mode mode = session_mode(session);
	struct hit hit = hits_at(&session->hits, row, column);

	/* A line that is typed lies on top of what was drawn. */
	if (mode == MODE_PROMPT || mode == MODE_FORGET)
		return;
	str_clear(&session->message);
	if (hit.kind == HIT_STATE) {
		state_click(session, hit.id);
	} else if (hit.kind == HIT_SEGMENT) {
		segment_click(session, hit.id);
	} else if (hit.kind == HIT_KEY) {
		session_stroke(session, hit.id);
	} else if (hit.kind == HIT_ROW && mode == MODE_MENU) {
		session->cursor = hit.id;
		choose_do(session);
	} else if (hit.kind == HIT_CHOICE && (mode & MODE_SANDBOX)) {
		choice_click(session, hit.id);
		challenge_watch(session);
	} else if (hit.kind == HIT_OFFER && ask_waits(session)) {
		ask_choose(session, hit.id);
	} else if (hit.kind == HIT_FIELD && mode == MODE_FORM) {
		forge_go(&session->forge, (int)hit.id);
	}
}
