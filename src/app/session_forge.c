/* A segment that nobody sent: its form, and what keys do in it. */
#include "session_draw.h"

#include "base/i18n.h"
#include "session_acts.h"
#include "view/form.h"

void
forge_open(struct session *session, enum end to)
{
	clock_play(session);
	forge_init(&session->forge, sandbox_branch(&session->sandbox), to);
	session->forging = true;
}

void
forge_accept_do(struct session *session)
{
	struct command command;
	int wrong = forge_command(&session->forge, &command);

	if (wrong < FORGE_FIELDS) {
		forge_go(&session->forge, wrong);
		return;
	}
	if (sandbox_do(session, &command))
		session->forging = false;
}

void
forge_leave_do(struct session *session)
{
	session->forging = false;
}

void
field_next_do(struct session *session)
{
	forge_go(&session->forge, session->forge.at + 1);
}

void
field_before_do(struct session *session)
{
	forge_go(&session->forge, session->forge.at - 1);
}

void
field_left_do(struct session *session)
{
	forge_move(&session->forge, -1);
}

void
field_right_do(struct session *session)
{
	forge_move(&session->forge, 1);
}

void
field_erase_do(struct session *session)
{
	forge_erase(&session->forge);
}

/* ---- drawing */

static void
fields_make(struct form_field fields[FORGE_FIELDS], struct str hints[FORGE_FIELDS],
    const struct session *session)
{
	const struct forge *forge = &session->forge;

	for (int i = 0; i < FORGE_FIELDS; i++) {
		enum forge_field field = (enum forge_field)i;
		const char *problem = forge_problem(forge, field);

		if (problem != NULL)
			str_add(&hints[i], problem);
		else
			forge_hint(&hints[i], forge, field, sandbox_branch(&session->sandbox));
		fields[i] = (struct form_field){ .name = forge_name(field),
		    .text = forge->text[i], .hint = str_text(&hints[i]),
		    .wrong = problem != NULL };
	}
}

void
forge_show(struct session *session, struct grid *grid, const struct screen *screen)
{
	struct area area = screen_sheet(grid, screen);
	struct form_field fields[FORGE_FIELDS];
	struct str hints[FORGE_FIELDS] = { 0 }, result = { 0 };
	struct command command;
	struct form form = {
		.heading = _("A segment that nobody sent, field by field"),
		.fields = fields, .count = FORGE_FIELDS,
		.at = (size_t)session->forge.at, .cursor = session->forge.cursor,
		.columns = FORGE_TEXT,
		.more = _("Enter: it is there at once, and what the end makes of it comes next. "
		    "Esc: nothing happens."),
	};

	if (area.rows == 0)
		return;
	fields_make(fields, hints, session);
	int wrong = forge_command(&session->forge, &command);
	if (wrong < FORGE_FIELDS)
		form.problem = forge_problem(&session->forge, (enum forge_field)
		    (fields[session->forge.at].wrong ? session->forge.at : wrong));
	else
		command_print(&result, &command);
	form.result = str_text(&result);
	form_draw(&area, &form);
	for (int i = 0; i < FORGE_FIELDS; i++)
		str_free(&hints[i]);
	str_free(&result);
}
