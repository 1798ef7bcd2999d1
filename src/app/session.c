/* Keys and what they do. */
#include "app/session.h"

#include "base/i18n.h"
#include "ui/stroke.h"

/* Rows that a page key scrolls a sheet by; any screen shows more. */
#define SHEET_PAGE 8

void
session_init(struct session *session, const struct options *options,
    const struct engine_kind *kind)
{
	*session = (struct session){ .options = options, .kind = kind,
	    .below = MODE_MENU };
	shelf_init(&session->shelf);
}

void
session_fini(struct session *session)
{
	if (session->has_player)
		player_fini(&session->player);
	shelf_fini(&session->shelf);
	str_free(&session->message);
}

enum mode
session_mode(const struct session *session)
{
	return session->sheet != SHEET_NONE ? MODE_SHEET : session->below;
}

bool
session_menu(struct session *session, struct error *error)
{
	if (!shelf_fill(&session->shelf, session->options, error))
		return false;
	session->below = MODE_MENU;
	return true;
}

bool
session_open(struct session *session, const struct lesson *lesson, struct error *error)
{
	struct engine *engine = session->kind->open(error);

	if (engine == NULL)
		return false;
	if (session->has_player)
		player_fini(&session->player);
	player_init(&session->player, lesson, engine);
	session->has_player = true;
	session->below = MODE_LESSON;
	session->scroll = session->back = 0;
	return true;
}

/* ---- what keys do */

static void
message_set(struct session *session, const char *text)
{
	str_clear(&session->message);
	str_add(&session->message, text);
}

static void
look_at_now(struct session *session)
{
	session->scroll = session->back = 0;
}

static void
next_do(struct session *session)
{
	if (!player_next(&session->player))
		message_set(session, _("This is the lesson's end. m: the menu, Home: again, q: leave"));
	else
		look_at_now(session);
}

static void
back_do(struct session *session)
{
	if (!player_back(&session->player))
		message_set(session, _("This is the lesson's beginning. Space goes on."));
	else
		look_at_now(session);
}

static void
first_do(struct session *session)
{
	while (player_back(&session->player))
		;
	look_at_now(session);
}

static void
last_do(struct session *session)
{
	while (player_next(&session->player))
		;
	look_at_now(session);
}

static void
up_do(struct session *session)
{
	session->scroll -= session->scroll > 0;
}

static void
down_do(struct session *session)
{
	session->scroll++;
}

static void
older_do(struct session *session)
{
	session->back++;
}

static void
newer_do(struct session *session)
{
	session->back -= session->back > 0;
}

static void
menu_do(struct session *session)
{
	struct error error;

	if (!session_menu(session, &error))
		message_set(session, error.text);
}

static void
leave_do(struct session *session)
{
	session->left = true;
}

static void
sheet_open(struct session *session, enum sheet sheet)
{
	session->sheet = sheet;
	session->sheet_scroll = 0;
}

static void
explain_do(struct session *session)
{
	sheet_open(session, SHEET_EXPLAIN);
}

static void
help_do(struct session *session)
{
	sheet_open(session, SHEET_HELP);
}

static void
sheet_close_do(struct session *session)
{
	sheet_open(session, SHEET_NONE);
}

static void
sheet_up_do(struct session *session)
{
	session->sheet_scroll -= session->sheet_scroll > 0;
}

static void
sheet_down_do(struct session *session)
{
	session->sheet_scroll++;
}

static void
sheet_page_down_do(struct session *session)
{
	session->sheet_scroll += SHEET_PAGE;
}

static void
sheet_page_up_do(struct session *session)
{
	session->sheet_scroll -= session->sheet_scroll > SHEET_PAGE ? SHEET_PAGE :
	    session->sheet_scroll;
}

static void
choose_up_do(struct session *session)
{
	session->cursor -= session->cursor > 0;
}

static void
choose_down_do(struct session *session)
{
	if (session->cursor + 1 < session->shelf.library.count)
		session->cursor++;
}

static void
choose_do(struct session *session)
{
	struct error error;

	if (session->cursor < session->shelf.library.count &&
	    !session_open(session, session->shelf.library.lessons[session->cursor], &error))
		message_set(session, error.text);
}

static void
resume_do(struct session *session)
{
	if (session->has_player)
		session->below = MODE_LESSON;
}

const struct binding bindings[] = {
	{ { ' ', STROKE_PAGE_DOWN, STROKE_RIGHT, STROKE_ENTER }, MODE_LESSON,
	    N_("next"), N_("the next moment"), next_do },
	{ { STROKE_BACKSPACE, STROKE_PAGE_UP, STROKE_LEFT }, MODE_LESSON,
	    N_("back"), N_("the moment before"), back_do },
	{ { '?', 'w' }, MODE_LESSON, N_("why"),
	    N_("why it went so: every check, with its section"), explain_do },
	{ { STROKE_UP }, MODE_LESSON, NULL, N_("scroll the lower panel up"), up_do },
	{ { STROKE_DOWN }, MODE_LESSON, NULL, N_("scroll the lower panel down"), down_do },
	{ { '[' }, MODE_LESSON, NULL, N_("look back along the ladder"), older_do },
	{ { ']' }, MODE_LESSON, NULL, N_("and forth again"), newer_do },
	{ { STROKE_HOME }, MODE_LESSON, NULL, N_("to the lesson's beginning"), first_do },
	{ { STROKE_END }, MODE_LESSON, NULL, N_("to the lesson's end"), last_do },
	{ { STROKE_DOWN, 'j' }, MODE_MENU, NULL, N_("the lesson below"), choose_down_do },
	{ { STROKE_UP, 'k' }, MODE_MENU, NULL, N_("the lesson above"), choose_up_do },
	{ { STROKE_ENTER, ' ', STROKE_RIGHT, STROKE_PAGE_DOWN }, MODE_MENU,
	    N_("open"), N_("open the lesson"), choose_do },
	{ { STROKE_ESCAPE, STROKE_LEFT, STROKE_BACKSPACE }, MODE_MENU,
	    NULL, N_("back to the open lesson"), resume_do },
	{ { 'h' }, MODE_LESSON, N_("help"),
	    N_("all keys, and how to read this screen"), help_do },
	{ { 'h', '?' }, MODE_MENU, N_("help"),
	    N_("all keys, and how to read the screen"), help_do },
	{ { STROKE_ESCAPE, '?', 'h', 'w', 'q' }, MODE_SHEET,
	    N_("back"), N_("back to the screen"), sheet_close_do },
	{ { STROKE_DOWN }, MODE_SHEET, N_("down"), N_("scroll down"), sheet_down_do },
	{ { STROKE_UP }, MODE_SHEET, N_("up"), N_("scroll up"), sheet_up_do },
	{ { STROKE_PAGE_DOWN, ' ' }, MODE_SHEET, NULL, N_("some rows down"), sheet_page_down_do },
	{ { STROKE_PAGE_UP, STROKE_BACKSPACE }, MODE_SHEET, NULL, N_("some rows up"),
	    sheet_page_up_do },
	{ { 'm' }, MODE_LESSON, N_("menu"), N_("the menu of lessons"), menu_do },
	{ { 'q' }, MODE_LESSON | MODE_MENU, N_("leave"), N_("leave the program"), leave_do },
};

const size_t binding_count = sizeof(bindings) / sizeof(bindings[0]);

static const struct binding *
binding_find(enum mode mode, uint32_t stroke)
{
	for (size_t i = 0; i < binding_count; i++) {
		const struct binding *binding = &bindings[i];
		size_t count = sizeof(binding->strokes) / sizeof(binding->strokes[0]);
		for (size_t k = 0; k < count && binding->strokes[k] != 0; k++) {
			if (binding->strokes[k] == stroke && (binding->modes & mode))
				return binding;
		}
	}
	return NULL;
}

bool
session_stroke(struct session *session, uint32_t stroke)
{
	const struct binding *binding = binding_find(session_mode(session), stroke);

	str_clear(&session->message);
	if (binding != NULL)
		binding->act(session);
	return !session->left;
}
