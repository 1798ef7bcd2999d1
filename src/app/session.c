/* A lesson, a sandbox, a menu: in and out of them, and keys to what they do. */
#include "session_acts.h"

#include <string.h>

#include "app/mirror.h"
#include "base/i18n.h"
#include "ui/stroke.h"

void
session_init(struct session *session, const struct options *options,
    const struct engine_kind *kind)
{
	*session = (struct session){ .options = options, .kind = kind,
	    .below = MODE_MENU, .resumed = MODE_MENU };
	shelf_init(&session->shelf);
	progress_init(&session->progress, NULL);
}

void
session_fini(struct session *session)
{
	if (session->has_player)
		player_fini(&session->player);
	ask_forget(session);
	lesson_free(session->mirrored);
	sandbox_fini(&session->sandbox);
	prompt_fini(&session->prompt);
	progress_fini(&session->progress);
	review_fini(&session->review);
	str_free(&session->watched.problems);
	vec_free(&session->entries);
	vec_free(&session->hits.list);
	shelf_fini(&session->shelf);
	str_free(&session->message);
}

enum mode
modes_below(const struct session *session)
{
	bool asking = ask_waits(session);

	return (asking ? MODE_ASK | MODE_LESSON : session->below) |
	    (asking && session->options->in_class ? MODE_REVEAL : 0) |
	    (vote_waits(session) ? MODE_VOTE : 0) |
	    (challenge_on(session) ? MODE_CHALLENGE : 0);
}

enum mode
session_mode(const struct session *session)
{
	if (session->blank)
		return MODE_BLANK;
	if (session->forgetting)
		return MODE_FORGET;
	if (session->prompt.kind != PROMPT_NONE)
		return MODE_PROMPT;
	if (session->forging)
		return MODE_FORM;
	if (session->sheet == SHEET_GLOSSARY)
		return MODE_WORDS;
	if (session->sheet != SHEET_NONE)
		return session->below == MODE_MENU ? MODE_MENU_HELP : MODE_SHEET;
	return modes_below(session);
}

const struct trace *
session_trace(const struct session *session, size_t *count)
{
	if (session->below == MODE_LESSON) {
		*count = player_place(&session->player)->moments;
		return engine_trace(session->player.engine);
	}
	if (session->below == MODE_SANDBOX) {
		const struct branch *branch = sandbox_branch(&session->sandbox);
		*count = branch->at;
		return engine_trace(branch->engine);
	}
	return NULL;
}

/* Play a lesson, in whichever roles. The engine is fresh. */
static void
play(struct session *session, const struct lesson *lesson, struct engine *engine)
{
	ask_forget(session);
	challenge_end(&session->challenge);
	if (session->has_player)
		player_fini(&session->player);
	player_init(&session->player, lesson, engine);
	session->has_player = true;
	session->below = session->resumed = MODE_LESSON;
	look_at_now(session);
}

bool
session_open(struct session *session, const struct lesson *lesson, struct error *error)
{
	struct engine *engine = session->kind->open(error);

	if (engine == NULL)
		return false;
	play(session, lesson, engine);
	lesson_free(session->mirrored);
	session->mirrored = NULL;
	session->original = lesson;
	session->review.on = false;
	challenge_warn(session);
	return true;
}

/* ---- what keys do */

void
message_set(struct session *session, const char *text)
{
	str_clear(&session->message);
	str_add(&session->message, text);
}

void
look_at_now(struct session *session)
{
	session->scroll = session->back = 0;
}

/* Prose is read to its end before anything happens. */
static bool
read_on(struct session *session)
{
	if (!player_place(&session->player)->prose || session->words_below <= 0)
		return false;
	session->scroll += session->words_rows > 1 ? session->words_rows - 1 : 1;
	return true;
}

void
next_do(struct session *session)
{
	if (read_on(session) || challenge_enter(session))
		return;
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

/* Too easily struck to leave a lesson by it. */
static void
escape_do(struct session *session)
{
	message_set(session, _("m: the menu (one comes back here), q: leave the program"));
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
	session->scroll--;
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

/* The lesson as it is, with its roles exchanged; NULL, and the reason is the message. */
static struct lesson *
mirrored_load(struct session *session)
{
	struct errors errors;

	errors_init(&errors, "");
	struct lesson *lesson = lesson_load(session->original->file, &errors);
	if (errors.list.n > 0) {
		message_set(session, errors.list.v[0].text);
		lesson_free(lesson);
		lesson = NULL;
	}
	errors_fini(&errors);
	if (lesson != NULL)
		lesson_mirror(lesson);
	return lesson;
}

static void
roles_do(struct session *session)
{
	struct lesson *mirrored = NULL;
	size_t at = session->player.at;
	struct error why;

	if (session->mirrored == NULL && (mirrored = mirrored_load(session)) == NULL)
		return;
	struct engine *engine = session->kind->open(&why);
	if (engine == NULL) {
		lesson_free(mirrored);
		message_set(session, why.text);
		return;
	}
	play(session, mirrored != NULL ? mirrored : session->original, engine);
	lesson_free(session->mirrored);
	session->mirrored = mirrored;
	while (session->player.at < at && player_next(&session->player))
		;
	message_set(session, mirrored != NULL ?
	    _("B does now what A did, and A what B did; only the text still calls them as before.") :
	    _("A and B are as the lesson has them."));
}

static void
blank_do(struct session *session)
{
	session->blank = true;
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
resume_do(struct session *session)
{
	session->below = session->resumed;
}

#define PLAY (MODE_LESSON | MODE_SANDBOX)
#define LOOK (PLAY | MODE_SHEET)
#define SHEETS (MODE_SHEET | MODE_MENU_HELP)

const struct binding bindings[] = {
	{ { 'v' }, MODE_VOTE, N_("votes"), N_("type the votes of the class"), vote_do },
	{ { '1', '2', '3', '4', '5' }, MODE_ASK, N_("answer"), N_("answer: the first one, ..."),
	    ask_digit_do },
	{ { '6', '7', '8', '9' }, MODE_ASK, NULL, N_("answer: the sixth one, ..."), ask_digit_do },
	{ { '?' }, MODE_REVEAL, N_("reveal"), N_("show the answer"), ask_help_do },
	{ { '?' }, MODE_ASK, N_("hint"), N_("help: a hint, the rule, the answer"), ask_help_do },
	{ { ' ', STROKE_PAGE_DOWN }, MODE_ASK, N_("go on"), N_("read on; go on without an answer"),
	    ask_next_do },
	{ { STROKE_ENTER }, MODE_ASK, N_("type"), N_("answer what is pointed at, or type an answer"),
	    ask_enter_do },
	{ { 'i' }, MODE_ASK, NULL, N_("type an answer"), ask_type_do },
	{ { STROKE_DOWN, STROKE_RIGHT }, MODE_ASK, NULL, N_("point at the next answer"),
	    ask_after_do },
	{ { STROKE_UP, STROKE_LEFT }, MODE_ASK, NULL, N_("point at the answer before"),
	    ask_before_do },
	{ { ' ', STROKE_PAGE_DOWN, STROKE_RIGHT, STROKE_ENTER }, MODE_LESSON,
	    N_("next"), N_("the next moment"), next_do },
	{ { STROKE_LEFT, STROKE_BACKSPACE, STROKE_PAGE_UP }, MODE_LESSON,
	    N_("back"), N_("the moment before"), back_do },
	{ { STROKE_ENTER, ' ' }, MODE_SANDBOX, N_("do it"), N_("do what is chosen"), choice_do },
	{ { '?' }, MODE_CHALLENGE, N_("hint"), N_("a hint; again: a further one"), challenge_hint_do },
	{ { 'X' }, MODE_CHALLENGE, NULL, N_("begin the challenge again"), challenge_again_do },
	{ { STROKE_ESCAPE }, MODE_CHALLENGE, NULL, N_("what is to be done: the challenge's text"),
	    leave_sandbox_do },
	{ { STROKE_LEFT }, MODE_SANDBOX, NULL, N_("choose: to the left"), choice_left_do },
	{ { STROKE_RIGHT }, MODE_SANDBOX, NULL, N_("choose: to the right"), choice_right_do },
	{ { STROKE_UP }, MODE_SANDBOX, NULL, N_("choose: the row above"), group_up_do },
	{ { STROKE_DOWN, STROKE_TAB }, MODE_SANDBOX, NULL, N_("choose: the row below"),
	    group_down_do },
	{ { 'd' }, MODE_SANDBOX, N_("drop"), N_("lose the chosen segment, or the oldest"), drop_do },
	{ { 'u' }, MODE_SANDBOX, N_("dup"), N_("a second copy behind that segment"),
	    duplicate_do },
	{ { ':' }, MODE_SANDBOX, N_("type"), N_("type a line of the scene language"), command_do },
	{ { ':' }, MODE_LESSON, NULL, N_("type a line of the scene language"), command_do },
	{ { STROKE_BACKSPACE, STROKE_PAGE_UP }, MODE_SANDBOX, N_("back"),
	    N_("the moment before; what is done there begins a branch"), history_back_do },
	{ { STROKE_PAGE_DOWN }, MODE_SANDBOX, NULL, N_("the moment after"), history_forth_do },
	{ { STROKE_HOME }, MODE_SANDBOX, NULL, N_("to the beginning"), history_first_do },
	{ { STROKE_END }, MODE_SANDBOX, NULL, N_("to the newest moment"), history_last_do },
	{ { STROKE_ESCAPE }, MODE_SANDBOX, N_("leave"), N_("back to the lesson, or the menu"),
	    leave_sandbox_do },
	{ { 'h' }, MODE_SANDBOX, N_("help"), N_("all keys, and how to read this screen"), help_do },
	{ { STROKE_ESCAPE, 'q' }, SHEETS, N_("back"), N_("back to the screen"), sheet_close_do },
	{ { STROKE_ESCAPE, STROKE_ENTER }, MODE_WORDS, N_("back"), N_("back to the screen"),
	    sheet_close_do },
	{ { STROKE_BACKSPACE }, MODE_WORDS, NULL, N_("erase a letter"), glossary_erase_do },
	{ { STROKE_CLEAR }, MODE_WORDS, NULL, N_("erase all letters"), glossary_clear_do },
	{ { STROKE_DOWN, STROKE_WHEEL_DOWN }, SHEETS | MODE_WORDS, N_("down"), N_("down"), sheet_down_do },
	{ { STROKE_UP, STROKE_WHEEL_UP }, SHEETS | MODE_WORDS, N_("up"), N_("up"), sheet_up_do },
	{ { STROKE_RIGHT }, MODE_SHEET, N_("after"), N_("the next segment, end or state"),
	    sheet_right_do },
	{ { STROKE_LEFT }, MODE_SHEET, N_("before"), N_("and the one before"),
	    sheet_left_do },
	{ { '?', 'w' }, LOOK, N_("why"),
	    N_("why it went so: every check, with its section"), checks_do },
	{ { 'f' }, MODE_LESSON, N_("try"), N_("from here, play yourself: the sandbox"), fork_do },
	{ { STROKE_ENTER, ' ', STROKE_RIGHT }, MODE_MENU,
	    N_("open"), N_("open the lesson"), choose_do },
	{ { 'h' }, MODE_LESSON | MODE_SHEET, N_("help"),
	    N_("all keys, and how to read this screen"), help_do },
	{ { 'h', '?' }, MODE_MENU | MODE_MENU_HELP, N_("help"),
	    N_("all keys, and how to read the screen"), help_do },
	{ { 'l' }, LOOK | MODE_MENU | MODE_MENU_HELP, N_("words"), N_("the glossary"), glossary_do },
	{ { 'm' }, PLAY, N_("menu"), N_("the menu of lessons"), menu_do },
	{ { 'q' }, PLAY | MODE_MENU, N_("leave"), N_("leave the program"), leave_do },
	{ { 's' }, LOOK, N_("header"), N_("the segment's header, field by field"), segment_do },
	{ { 'n' }, LOOK, N_("numbers"), N_("the numbers: both TCBs and their windows"), numbers_do },
	{ { 't' }, LOOK, N_("tools"), N_("what ss and tcpdump print now"), tools_do },
	{ { 'c' }, LOOK, N_("calls"), N_("the calls: both programs in C"), calls_do },
	{ { 'a' }, LOOK, N_("state"), N_("about the state: in, out, how long"), state_do },
	{ { 'e' }, MODE_SANDBOX | MODE_SHEET, N_("edges"), N_("edges walked, and those not yet"), edges_do },
	{ { 'o' }, PLAY, NULL, N_("the other branch"), other_do },
	{ { 'x' }, LOOK, NULL, N_("export: write what is on the screen to a file"), export_do },
	{ { 'X' }, MODE_SANDBOX, N_("anew"), N_("begin anew, with two new ends"), fresh_do },
	{ { 'S' }, MODE_SANDBOX, N_("save"), N_("save what was played as a lesson file"), save_do },
	{ { STROKE_UP }, MODE_LESSON, NULL, N_("scroll the lower panel up"), up_do },
	{ { STROKE_DOWN }, MODE_LESSON, NULL, N_("scroll the lower panel down"), down_do },
	{ { '[', STROKE_WHEEL_UP }, PLAY, NULL, N_("look back along the ladder"), older_do },
	{ { ']', STROKE_WHEEL_DOWN }, PLAY, NULL, N_("and forth again"), newer_do },
	{ { STROKE_HOME }, MODE_LESSON, NULL, N_("to the lesson's beginning"), first_do },
	{ { STROKE_END }, MODE_LESSON, NULL, N_("to the lesson's end"), last_do },
	{ { STROKE_ESCAPE }, MODE_LESSON, NULL, N_("how to leave the lesson"), escape_do },
	{ { 'g' }, MODE_LESSON, NULL, N_("go to a step, by its number"), step_do },
	{ { 'v' }, MODE_LESSON | MODE_MENU, NULL,
	    N_("review: the next question that was missed"), review_next_do },
	{ { 'r' }, MODE_LESSON, NULL, N_("exchange the roles of A and B"), roles_do },
	{ { 'b', '.' }, LOOK, NULL, N_("blank screen, until the next key"), blank_do },
	{ { STROKE_DOWN, 'j', STROKE_WHEEL_DOWN }, MODE_MENU, N_("down"), N_("the lesson below"),
	    choose_down_do },
	{ { STROKE_UP, 'k', STROKE_WHEEL_UP }, MODE_MENU, N_("up"), N_("the lesson above"),
	    choose_up_do },
	{ { STROKE_PAGE_DOWN }, MODE_MENU, NULL, N_("some lessons down"), choose_page_down_do },
	{ { STROKE_PAGE_UP }, MODE_MENU, NULL, N_("some lessons up"), choose_page_up_do },
	{ { STROKE_HOME }, MODE_MENU, NULL, N_("the first"), choose_first_do },
	{ { STROKE_END }, MODE_MENU, NULL, N_("the last"), choose_last_do },
	{ { '1', '2', '3', '4', '5' }, MODE_MENU, N_("number"), N_("the lesson of that number"),
	    number_do },
	{ { '6', '7', '8', '9', '0' }, MODE_MENU, NULL, N_("the same"), number_do },
	{ { 'x' }, MODE_MENU, N_("forget"), N_("forget what was done in this lesson"), forget_do },
	{ { 'y', 'Y' }, MODE_FORGET, NULL, N_("forget it"), forget_yes_do },
	{ { STROKE_ESCAPE, STROKE_LEFT, STROKE_BACKSPACE }, MODE_MENU,
	    NULL, N_("back to where one was"), resume_do },
	{ { STROKE_PAGE_DOWN, ' ' }, SHEETS | MODE_WORDS, NULL, N_("some rows down, and back behind the end"),
	    sheet_page_down_do },
	{ { STROKE_PAGE_UP }, MODE_WORDS, NULL, N_("some rows up"), sheet_page_up_do },
	{ { STROKE_PAGE_UP, STROKE_BACKSPACE }, SHEETS, NULL, N_("some rows up"),
	    sheet_page_up_do },
	{ { '+', '=' }, PLAY, NULL, N_("let time run: x1, x10, x60"), faster_do },
	{ { '-' }, PLAY, NULL, N_("let it run slower, and stand"), slower_do },
	{ { STROKE_ENTER }, MODE_FORM, N_("inject"), N_("inject it"), forge_accept_do },
	{ { STROKE_ESCAPE }, MODE_FORM, N_("leave"), N_("leave it"), forge_leave_do },
	{ { STROKE_TAB, STROKE_DOWN }, MODE_FORM, N_("next field"), N_("the next field"),
	    field_next_do },
	{ { STROKE_UP }, MODE_FORM, N_("before"), N_("the field before"), field_before_do },
	{ { STROKE_LEFT }, MODE_FORM, NULL, N_("left"), field_left_do },
	{ { STROKE_RIGHT }, MODE_FORM, NULL, N_("right"), field_right_do },
	{ { STROKE_BACKSPACE }, MODE_FORM, NULL, N_("erase"), field_erase_do },
	{ { STROKE_ENTER }, MODE_PROMPT, NULL, N_("done"), accept_do },
	{ { STROKE_ESCAPE }, MODE_PROMPT, NULL, N_("leave it"), cancel_do },
	{ { STROKE_BACKSPACE }, MODE_PROMPT, NULL, N_("erase"), erase_do },
	{ { STROKE_CLEAR }, MODE_PROMPT, NULL, N_("erase the whole line"), clear_do },
	{ { STROKE_LEFT }, MODE_PROMPT, NULL, N_("left"), prompt_left_do },
	{ { STROKE_RIGHT }, MODE_PROMPT, NULL, N_("right"), prompt_right_do },
	{ { STROKE_HOME }, MODE_PROMPT, NULL, N_("to its beginning"), prompt_first_do },
	{ { STROKE_END }, MODE_PROMPT, NULL, N_("to its end"), prompt_last_do },
	{ { STROKE_UP }, MODE_PROMPT, NULL, N_("the line before"), older_line_do },
	{ { STROKE_DOWN }, MODE_PROMPT, NULL, N_("the line after"), newer_line_do },
	{ { STROKE_TAB }, MODE_PROMPT, NULL, N_("complete the word"), complete_do },
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

/* In a lesson, what that key would do once one plays oneself. False: nothing there either. */
static bool
sandbox_tell(struct session *session, uint32_t stroke)
{
	const struct binding *there = binding_find(MODE_SANDBOX, stroke);
	char fork[STROKE_NAME], name[STROKE_NAME];
	size_t i = 0;

	if (there == NULL || !(session_mode(session) & MODE_LESSON))
		return false;
	while (bindings[i].act != fork_do)
		i++;
	str_addf(&session->message, _("%s: play yourself; there %s: %s."),
	    stroke_name(fork, bindings[i].strokes[0]), stroke_name(name, stroke), _(there->help));
	return true;
}

/* A key that means nothing now: silence would look like a program that hangs. */
static void
nothing_do(struct session *session, uint32_t stroke)
{
	char name[STROKE_NAME];

	/* What has no name, and what a mouse does, comes by accident. */
	if (stroke <= ' ' || (stroke >= 0x7f && stroke < STROKE_ESCAPE) ||
	    stroke >= STROKE_WHEEL_UP || sandbox_tell(session, stroke))
		return;
	str_addf(&session->message, _("%s does nothing here. h shows all keys."),
	    stroke_name(name, stroke));
}

bool
session_stroke(struct session *session, uint32_t stroke)
{
	const struct binding *binding = binding_find(session_mode(session), stroke);

	if (stroke_is_click(stroke) && !session->blank) {
		session_click(session, stroke_row(stroke), stroke_column(stroke));
		challenge_watch(session);
		progress_note(session);
		return !session->left;
	}
	/* What was drawn where may mean something else now, until it is drawn anew. */
	session->hits.list.n = 0;
	str_clear(&session->message);
	session->clock.looks = CLOCK_LOOKS;
	session->stroke = stroke;
	if (stroke < '0' || stroke > '9')
		session->typed = 0;
	if (session->blank)
		session->blank = false;
	else if (binding != NULL)
		binding->act(session);
	else if (session->forgetting)
		session->forgetting = false;
	else if (session_mode(session) == MODE_PROMPT)
		prompt_insert(&session->prompt, stroke);
	else if (session->forging)
		forge_insert(&session->forge, stroke);
	else if (session_mode(session) == MODE_WORDS)
		glossary_type(session, stroke);
	else
		nothing_do(session, stroke);
	ask_prepare(session);
	challenge_watch(session);
	progress_note(session);
	return !session->left;
}
