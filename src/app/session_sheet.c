/* The sheets that look closer: in, out, and about in them. */
#include "session_acts.h"

#include "view/sheet.h"

/* Rows that a page key scrolls a sheet by; any screen shows more. */
#define SHEET_PAGE 8

/* The key that opens a sheet closes it too; from one sheet it goes to another. */
static void
sheet_toggle(struct session *session, enum sheet sheet)
{
	if (session->below == MODE_MENU && sheet != SHEET_HELP && sheet != SHEET_GLOSSARY)
		sheet = session->sheet;
	session->sheet = session->sheet == sheet ? SHEET_NONE : sheet;
	session->has_sheet_flight = false;
	session->sheet_choice = SHEET_SUGGESTED;
	session->sheet_cursor = sheet == SHEET_HELP || sheet == SHEET_EDGES ? 0 : SHEET_SUGGESTED;
}

#define SHEET_ACT(name, sheet)						\
void									\
name(struct session *session)						\
{									\
	sheet_toggle(session, sheet);					\
}

SHEET_ACT(help_do, SHEET_HELP)
SHEET_ACT(edges_do, SHEET_EDGES)
SHEET_ACT(checks_do, SHEET_CHECKS)
SHEET_ACT(segment_do, SHEET_SEGMENT)
SHEET_ACT(numbers_do, SHEET_NUMBERS)
SHEET_ACT(tools_do, SHEET_TOOLS)
SHEET_ACT(calls_do, SHEET_CALLS)
SHEET_ACT(state_do, SHEET_STATE)
SHEET_ACT(glossary_do, SHEET_GLOSSARY)
SHEET_ACT(sheet_close_do, session->sheet)

static void
sheet_move(struct session *session, int by)
{
	session->sheet_cursor += by;
	if (session->sheet_cursor < 0)
		session->sheet_cursor = 0;
}

void
sheet_up_do(struct session *session)
{
	sheet_move(session, -1);
}

void
sheet_down_do(struct session *session)
{
	sheet_move(session, 1);
}

void
sheet_page_down_do(struct session *session)
{
	sheet_move(session, SHEET_PAGE);
}

void
sheet_page_up_do(struct session *session)
{
	sheet_move(session, -SHEET_PAGE);
}

void
sheet_left_do(struct session *session)
{
	session->sheet_choice -= session->sheet_choice > 0;
}

void
sheet_right_do(struct session *session)
{
	session->sheet_choice++;
}
