/* What a session is at, as the speaker's notes have it. */
#include "app/notes_class.h"

#include "base/i18n.h"
#include "session_acts.h"
#include "view/question.h"

/* So much of the next step is enough to know it by. */
#define NEXT_LINES 3

/* The first paragraphs, as long as they stay short. */
static void
first_lines(struct str *out, const struct step *step)
{
	struct str text = { 0 };
	int lines = 0;

	step_text(&text, step);
	for (const char *p = str_text(&text); *p != '\0' && lines < NEXT_LINES; p++) {
		lines += *p == '\n';
		str_addc(out, *p);
	}
	str_free(&text);
}

static void
question_tell(struct telling *telling, const struct asking *asking)
{
	const struct solution *solution = &asking->solution;

	question_text(&telling->question, solution->question);
	question_answer(&telling->answer, solution);
	telling->asks = asking_open(asking);
	telling->votes = asking->votes;
	for (size_t i = 0; i < solution->offers.n && i < OFFERS_MAX; i++)
		str_add(&telling->offers[telling->offer_count++], solution->offers.v[i].label);
}

static void
lesson_tell(struct telling *telling, const struct session *session)
{
	const struct player *player = &session->player;
	const struct lesson *lesson = player->lesson;
	size_t at = player_place(player)->step;
	const struct asking *asking = ask_find(session);

	if (lesson->number > 0)
		str_addf(&telling->title, "%d ", lesson->number);
	str_add(&telling->title, lesson->title);
	telling->step = at + 1;
	telling->steps = lesson->step_count;
	if (lesson->steps[at].notes != NULL)
		str_add(&telling->notes, lesson->steps[at].notes);
	if (asking != NULL)
		question_tell(telling, asking);
	if (at + 1 == lesson->step_count)
		return;
	const struct step *next = &lesson->steps[at + 1];
	if (next->title != NULL)
		str_add(&telling->next_title, next->title);
	first_lines(&telling->next_text, next);
}

bool
class_is_busy(const struct session *session)
{
	return session_mode(session) & (MODE_PROMPT | MODE_FORM | MODE_FORGET | MODE_WORDS);
}

void
telling_of(struct telling *telling, struct session *session)
{
	size_t count = 0;
	const struct trace *trace = session_trace(session, &count);

	*telling = (struct telling){ .blank = session->blank, .busy = class_is_busy(session) };
	if (trace != NULL && count > 0)
		moment_headline(&telling->now, trace, &trace->moments[count - 1]);
	if (session->below == MODE_LESSON) {
		ask_prepare(session);
		lesson_tell(telling, session);
	} else if (session->below == MODE_SANDBOX) {
		str_add(&telling->title, _("The sandbox"));
	} else {
		str_add(&telling->title, _("The menu of lessons"));
	}
}
