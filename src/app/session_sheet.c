/* The sheets that look closer: in, out, and about in them. */
#include "session_acts.h"

#include <string.h>

#include "base/i18n.h"
#include "view/sheet.h"

/* Rows that a page key scrolls a sheet by; any screen shows more. */
#define SHEET_PAGE 8

/* The key that opens a sheet closes it too; from one sheet it goes to another. */
static void
sheet_toggle(struct session *session, enum sheet sheet)
{
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
SHEET_ACT(sheet_close_do, session->sheet)

/* ---- the glossary */

static void
glossary_find(struct session *session)
{
	int found = sheet_glossary_find(session->sought);

	if (session->sought[0] == '\0')
		message_set(session, _("Type how a word begins. Esc: back"));
	else if (found < 0)
		str_addf(&session->message, _("\"%s\": there is no such word. Backspace erases."),
		    session->sought);
	else
		str_addf(&session->message, _("\"%s\"   Esc: back"), session->sought);
	if (found >= 0 && session->sought[0] != '\0')
		session->sheet_cursor = found;
}

void
glossary_do(struct session *session)
{
	sheet_toggle(session, SHEET_GLOSSARY);
	session->sought[0] = '\0';
	glossary_find(session);
}

void
glossary_type(struct session *session, uint32_t stroke)
{
	size_t n = strlen(session->sought);

	if (stroke <= ' ' || stroke >= 0x7f || n + 1 >= sizeof(session->sought))
		return;
	session->sought[n] = (char)stroke;
	session->sought[n + 1] = '\0';
	glossary_find(session);
}

void
glossary_erase_do(struct session *session)
{
	size_t n = strlen(session->sought);

	if (n > 0)
		session->sought[n - 1] = '\0';
	glossary_find(session);
}

void
glossary_clear_do(struct session *session)
{
	session->sought[0] = '\0';
	glossary_find(session);
}

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

/* A presenter's remote has no other key: behind the end it goes back to the screen. */
void
sheet_page_down_do(struct session *session)
{
	if (session->sheet_ends)
		sheet_toggle(session, session->sheet);
	else
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
