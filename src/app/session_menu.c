/*
 * The menu: what it offers, and in which order.
 *
 *	Go on: 8 Closing		if something was left in its middle
 *	Ask again what was missed	if anything is due
 *	Lessons, Challenges, More lessons
 *	The sandbox
 */
#include "session_draw.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "session_acts.h"
#include "view/menu.h"


/* Numbers of the lessons that everybody has; whoever writes more counts on. */
#define CURRICULUM_LAST 25

#define ENTRIES_PAGE 10

/* ---- what it offers */

enum heading {
	HEADING_LESSONS,
	HEADING_CHALLENGES,
	HEADING_MORE,
	HEADING_COUNT
};

static const char *const headings[HEADING_COUNT] = {
	N_("Lessons"), N_("Challenges"), N_("More lessons"),
};

static enum heading
heading_of(const struct lesson *lesson)
{
	if (lesson->goals != NULL)
		return HEADING_CHALLENGES;
	return lesson->number < 1 || lesson->number > CURRICULUM_LAST ? HEADING_MORE :
	    HEADING_LESSONS;
}

static void
lessons_add(struct session *session, enum heading heading)
{
	const struct library *library = &session->shelf.library;
	const char *text = _(headings[heading]);

	for (size_t i = 0; i < library->count; i++) {
		const struct lesson *lesson = library->lessons[i];
		if (heading_of(lesson) != heading)
			continue;
		vec_push(&session->entries, (struct entry){ ENTRY_LESSON, lesson, text });
		text = NULL;
	}
}

/* NULL: nothing was left in its middle, or what was is not here. */
static const struct lesson *
lesson_left(const struct session *session)
{
	const struct fact *left = progress_left(&session->progress);

	return left != NULL ? library_by_id(&session->shelf.library, left->name) : NULL;
}

static void
entries_make(struct session *session)
{
	const struct lesson *left = lesson_left(session);

	session->entries.n = 0;
	if (left != NULL)
		vec_push(&session->entries, (struct entry){ ENTRY_GO_ON, left, NULL });
	review_find(&session->review, &session->progress, &session->shelf.library, session_now());
	if (session->review.questions.n > 0)
		vec_push(&session->entries, (struct entry){ ENTRY_REVIEW, NULL, NULL });
	for (int heading = 0; heading < HEADING_COUNT; heading++)
		lessons_add(session, (enum heading)heading);
	vec_push(&session->entries, (struct entry){ ENTRY_SANDBOX, NULL, _("Without a lesson") });
}

static bool
is_done(const struct session *session, const struct lesson *lesson)
{
	return progress_find(&session->progress, FACT_DONE, lesson->id) != NULL;
}

/* The next lesson that is not done, from entry i on; from the first again; i itself if all are. */
static size_t
undone_after(const struct session *session, size_t from)
{
	size_t count = session->entries.n;

	for (size_t i = 0; i < count; i++) {
		const struct entry *entry = &session->entries.v[(from + i) % count];
		if (entry->kind == ENTRY_LESSON && !is_done(session, entry->lesson))
			return (from + i) % count;
	}
	return from;
}

static size_t
entry_of_lesson(const struct session *session, const char *id)
{
	size_t i = 0;

	while (i < session->entries.n && (session->entries.v[i].kind != ENTRY_LESSON ||
	    strcmp(session->entries.v[i].lesson->id, id) != 0))
		i++;
	return i;
}

/* The entry of where one comes from, or where one would go on. */
static size_t
entry_of_now(const struct session *session)
{
	if (session->below == MODE_SANDBOX)
		return session->entries.n - 1;
	if (session->below == MODE_LESSON) {
		size_t i = entry_of_lesson(session, session->original->id);
		if (i < session->entries.n)
			return is_done(session, session->original) ? undone_after(session, i) : i;
	}
	return session->entries.v[0].kind == ENTRY_GO_ON ? 0 : undone_after(session, 0);
}

bool
session_menu(struct session *session, struct error *error)
{
	if (!shelf_fill(&session->shelf, session->options, error))
		return false;
	entries_make(session);
	session->cursor = entry_of_now(session);
	session->below = MODE_MENU;
	progress_write(session);
	return true;
}

/* ---- keys */

void
choose_up_do(struct session *session)
{
	session->cursor -= session->cursor > 0;
}

void
choose_down_do(struct session *session)
{
	session->cursor += session->cursor + 1 < session->entries.n;
}

void
choose_page_down_do(struct session *session)
{
	for (int i = 0; i < ENTRIES_PAGE; i++)
		choose_down_do(session);
}

void
choose_page_up_do(struct session *session)
{
	for (int i = 0; i < ENTRIES_PAGE; i++)
		choose_up_do(session);
}

void
choose_first_do(struct session *session)
{
	session->cursor = 0;
}

void
choose_last_do(struct session *session)
{
	session->cursor = session->entries.n - 1;
}

/* The entry of the lesson of that number; the entries' count if there is none. */
static size_t
entry_of_number(const struct session *session, unsigned number)
{
	size_t i = 0;

	while (i < session->entries.n && (session->entries.v[i].kind != ENTRY_LESSON ||
	    session->entries.v[i].lesson->number != (int)number))
		i++;
	return i;
}

/* 1 is lesson 1, and 2 behind it lesson 12, if there is one. */
void
number_do(struct session *session)
{
	unsigned digit = session->stroke - '0';
	unsigned longer = session->typed * 10 + digit;
	size_t i = entry_of_number(session, longer);

	session->typed = i < session->entries.n ? longer : digit;
	if (i == session->entries.n)
		i = entry_of_number(session, digit);
	if (i < session->entries.n)
		session->cursor = i;
	else
		message_set(session, _("There is no lesson of that number."));
}

static void
go_on(struct session *session, const struct lesson *lesson)
{
	const struct fact *left = progress_find(&session->progress, FACT_STEP, lesson->id);
	struct str text = { 0 };

	if (left == NULL || left->numbers[0] < 2)
		return;
	step_goto(session, left->numbers[0]);
	str_addf(&text, _("You were at step %zu. Home: from the beginning."),
	    player_place(&session->player)->step + 1);
	message_set(session, str_text(&text));
	str_free(&text);
}

void
session_recall(struct session *session)
{
	const struct fact *left = progress_find(&session->progress, FACT_STEP,
	    session->original->id);
	struct str text = { 0 };

	if (session->options->in_class || session->shelf.named_file || left == NULL ||
	    left->numbers[0] < 2)
		return;
	str_addf(&text, _("Last time you were at step %u. g and its number: go there."),
	    left->numbers[0]);
	message_set(session, str_text(&text));
	str_free(&text);
}

static bool
entry_open(struct session *session, const struct entry *entry, struct error *error)
{
	bool is_here = session->has_player && entry->lesson != NULL &&
	    strcmp(session->original->id, entry->lesson->id) == 0;

	if (entry->kind == ENTRY_SANDBOX)
		return session_sandbox(session, error);
	if (entry->kind == ENTRY_REVIEW)
		return session_review(session, error);
	if (entry->kind == ENTRY_GO_ON && is_here) {
		session->below = session->resumed = MODE_LESSON;
		return true;
	}
	assert(entry->lesson != NULL);	/* every other kind has one */
	if (!session_open(session, entry->lesson, error))
		return false;
	go_on(session, entry->lesson);
	return true;
}

void
choose_do(struct session *session)
{
	struct error error;
	struct entry entry = session->entries.v[session->cursor];

	if (!entry_open(session, &entry, &error))
		message_set(session, error.text);
}

/* ---- forgetting a lesson */

void
forget_do(struct session *session)
{
	const struct entry *entry = &session->entries.v[session->cursor];

	if (entry->lesson == NULL)
		message_set(session, _("Choose a lesson: what was done in it can be forgotten."));
	else if (!progress_has(&session->progress, entry->lesson->id))
		message_set(session, _("Of this lesson there is nothing to forget."));
	else
		session->forgetting = true;
}

void
forget_yes_do(struct session *session)
{
	const struct lesson *lesson = session->entries.v[session->cursor].lesson;
	struct str id = { 0 }, title = { 0 }, text = { 0 };

	str_add(&id, lesson->id);
	shelf_title(&title, lesson);
	session->forgetting = false;
	progress_forget(&session->progress, str_text(&id), session_now());
	str_addf(&text, _("Forgotten: %s."), str_text(&title));
	message_set(session, str_text(&text));
	progress_write(session);
	entries_make(session);
	session->cursor = entry_of_lesson(session, str_text(&id));
	str_free(&id);
	str_free(&title);
	str_free(&text);
}

/* ---- as it is seen */

static void
intro_text(struct str *out, const struct session *session)
{
	const struct library *library = &session->shelf.library;
	size_t done = 0;

	for (size_t i = 0; i < library->count; i++)
		done += is_done(session, library->lessons[i]);
	const char *about = _("TCP, stepped as a debugger steps a program: a key, an event, "
	    "and all that it touched.");

	str_add(out, about);
	if (!text_joins(about, strlen(about), about, strlen(about)))
		str_addc(out, ' ');
	if (done == 0 && session->entries.v[0].kind != ENTRY_GO_ON)
		str_add(out, _("Begin with the first one: Enter opens it."));
	else if (done < library->count)
		str_addf(out, _("Done: %zu of %zu; nothing is locked."), done, library->count);
	else
		str_add(out, _("All is done, and stays open to look things up."));
}

static void
lesson_item(struct menu_item *item, struct str *title, const struct session *session,
    const struct lesson *lesson)
{
	const struct fact *left = progress_find(&session->progress, FACT_STEP, lesson->id);

	shelf_title(title, lesson);
	item->number = lesson->number;
	item->title = str_text(title);
	item->minutes = lesson->minutes;
	item->done = is_done(session, lesson);
	const struct fact *best = progress_find(&session->progress, FACT_BEST, lesson->id);
	item->best = best != NULL ? best->numbers[0] : 0;
	if (left != NULL) {
		item->step = left->numbers[0];
		item->steps = left->numbers[1];
	}
}

static void
go_on_text(struct str *out, const struct session *session, const struct lesson *lesson)
{
	const struct fact *left = progress_find(&session->progress, FACT_STEP, lesson->id);

	struct str title = { 0 };

	if (left == NULL)
		return;
	shelf_title(&title, lesson);
	str_addf(out, _("Go on: %s, step %u of %u"), str_text(&title), left->numbers[0],
	    left->numbers[1]);
	str_free(&title);
}

static void
items_draw(const struct session *session, const struct area *area)
{
	struct menu_item *items = mem_alloc(session->entries.n + 1, sizeof(*items));
	struct str *titles = mem_alloc(session->entries.n + 1, sizeof(*titles));
	struct str intro = { 0 }, left = { 0 }, due = { 0 };
	size_t count = session->review.questions.n;

	intro_text(&intro, session);
	str_addf(&due, _n("Ask again what was missed: %zu question",
	    "Ask again what was missed: %zu questions", count), count);
	for (size_t i = 0; i < session->entries.n; i++) {
		const struct entry *entry = &session->entries.v[i];
		items[i].heading = entry->heading;
		if (entry->kind == ENTRY_LESSON)
			lesson_item(&items[i], &titles[i], session, entry->lesson);
		else if (entry->kind == ENTRY_GO_ON)
			go_on_text(&left, session, entry->lesson);
	}
	for (size_t i = 0; i < session->entries.n; i++) {
		if (items[i].title == NULL)
			items[i].title = session->entries.v[i].kind == ENTRY_GO_ON ? str_text(&left) :
			    session->entries.v[i].kind == ENTRY_REVIEW ? str_text(&due) :
			    _("The sandbox: play freely");
	}
	menu_draw(area, &(struct menu){ str_text(&intro), items, session->entries.n,
	    session->cursor });
	for (size_t i = 0; i < session->entries.n; i++)
		str_free(&titles[i]);
	free(titles);
	free(items);
	str_free(&intro);
	str_free(&left);
	str_free(&due);
}

void
menu_show(struct session *session, struct grid *grid, struct screen *screen)
{
	struct str text = { 0 }, title = { 0 };

	if (session->forgetting) {
		shelf_title(&title, session->entries.v[session->cursor].lesson);
		str_addf(&text, _("Forget all that was done in \"%s\"? y: yes, any other key: no"),
		    str_text(&title));
		str_free(&title);
		screen->message = str_text(&text);
	} else if (session->shelf.problems.list.n > 0) {
		str_add(&text, _("Some lessons have problems: tcptutor list names them."));
	}
	struct area area = screen_frame(grid, screen);
	if (!session->forgetting && text.n > 0 && area.rows > 0) {
		area_put_cut(&area, area.rows - 1, 1, area.columns - 2, STYLE_LOST, str_text(&text));
		area.rows--;
	}
	items_draw(session, &area);
	str_free(&text);
}
