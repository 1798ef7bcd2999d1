/*
 * A question: its memory, its name, its words.
 */
#include "lesson/question.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "build.h"
#include "question_private.h"

void
question_free(struct question *question)
{
	if (question == NULL)
		return;
	for (size_t i = 0; i < question->candidates.n; i++)
		free(question->candidates.v[i].source);
	for (size_t i = 0; i < question->replies.n; i++) {
		free(question->replies.v[i].answer);
		block_fini(&question->replies.v[i].text);
	}
	vec_free(&question->candidates);
	vec_free(&question->replies);
	block_fini(&question->wording);
	block_fini(&question->hint);
	block_fini(&question->rule);
	block_fini(&question->why);
	scene_fini(&question->after);
	free(question->section);
	free(question);
}

void
question_id(struct str *out, const struct lesson *lesson, const struct question *question)
{
	str_addf(out, "%s.%d", lesson->id, question->number);
}

void
line_text(struct str *out, const struct block *block)
{
	for (size_t i = 0; i < block->span_count; i++)
		str_add(out, block->spans[i].text);
}

/* What each kind asks; a % stands for the end's letter, where the question has one. */
static const struct {
	const char	*any;
	const char	*of_end;
} wordings[QUESTION_KINDS] = {
	[QUESTION_STATE] = { .of_end = N_("Which state is %c in then?") },
	[QUESTION_FLAGS] = { N_("Which flags does the first segment that is sent carry?"),
	    N_("Which flags does the first segment that %c sends carry?") },
	[QUESTION_SEQ] = { N_("What is the sequence number of the first segment that is sent?"),
	    N_("What is the sequence number of the first segment that %c sends?") },
	[QUESTION_ACK] = { N_("What is the acknowledgment number of the first segment that is sent?"),
	    N_("What is the acknowledgment number of the first segment that %c sends?") },
	[QUESTION_CALL] = { N_("Which call does that?"), NULL },
	[QUESTION_TIME_WAIT] = { N_("Who is in TIME-WAIT then?"), NULL },
	[QUESTION_ORDER] = { N_("In which order are these segments sent?"), NULL },
	[QUESTION_ILLEGAL] = { .of_end = N_("Which of these segments does %c not accept?") },
	[QUESTION_LASTS] = { .of_end = N_("No program calls any more. "
	    "Does %c's state last, or does it pass?") },
	[QUESTION_WHOSE] = { N_("Whose program has to act, so that the connection goes on?"), NULL },
	[QUESTION_MISSING] = { .of_end = N_("Which call does %c's program still owe?") },
};

/* The names of variables as the screen has them. */
static const char *const variables[VARIABLE_COUNT] = {
	[VARIABLE_SND_UNA] = "SND.UNA",
	[VARIABLE_SND_NXT] = "SND.NXT",
	[VARIABLE_SND_WND] = "SND.WND",
	[VARIABLE_RCV_NXT] = "RCV.NXT",
	[VARIABLE_RCV_WND] = "RCV.WND",
};

/*
 * "B's segment 'S.' arrives": the flags in quotes, for a dot that is a flag
 * ends no sentence.
 */
enum which_form {
	WHICH_OLDEST,
	WHICH_GIVEN,		/* by its flags, or its number */
	WHICH_OLDEST_OF,	/* of an end */
	WHICH_GIVEN_OF
};

static const char *const which_arrives[] = {
	[WHICH_OLDEST] = N_("the oldest segment in flight arrives"),
	[WHICH_GIVEN] = N_("the segment '%s' arrives"),
	[WHICH_OLDEST_OF] = N_("%c's oldest segment in flight arrives"),
	[WHICH_GIVEN_OF] = N_("%c's segment '%s' arrives"),
};

static const char *const which_lost[] = {
	[WHICH_OLDEST] = N_("the oldest segment in flight is lost"),
	[WHICH_GIVEN] = N_("the segment '%s' is lost"),
	[WHICH_OLDEST_OF] = N_("%c's oldest segment in flight is lost"),
	[WHICH_GIVEN_OF] = N_("%c's segment '%s' is lost"),
};

static const char *const which_doubled[] = {
	[WHICH_OLDEST] = N_("the oldest segment in flight is doubled"),
	[WHICH_GIVEN] = N_("the segment '%s' is doubled"),
	[WHICH_OLDEST_OF] = N_("%c's oldest segment in flight is doubled"),
	[WHICH_GIVEN_OF] = N_("%c's segment '%s' is doubled"),
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void
which_text(struct str *out, const struct which *which, enum verb verb)
{
	const char *const *forms = verb == VERB_DROP ? which_lost :
	    verb == VERB_DUPLICATE ? which_doubled : which_arrives;
	struct which given = *which;
	struct str name = { 0 };
	char letter = end_letter((enum end)which->from);

	given.has_from = false;
	which_print(&name, &given);
	const char *bare = str_text(&name) + (name.n > 0 ? 1 : 0);
	if (which->has_from && name.n > 0)
		str_addf(out, _(forms[WHICH_GIVEN_OF]), letter, bare);
	else if (which->has_from)
		str_addf(out, _(forms[WHICH_OLDEST_OF]), letter);
	else if (name.n > 0)
		str_addf(out, _(forms[WHICH_GIVEN]), bare);
	else
		str_add(out, _(forms[WHICH_OLDEST]));
	str_free(&name);
}
#pragma GCC diagnostic pop

const char *
call_spoken(const char *name)
{
	return strcmp(name, "receive") == 0 ? "recv" : name;
}

static void
call_text(struct str *out, const struct command *command)
{
	char letter = end_letter((enum end)command->end);
	const char *name = call_name((enum call_kind)command->call.kind);

	if (command->call.kind == CALL_CRASH)
		str_addf(out, _("%c crashes"), letter);
	else if (command->call.kind == CALL_SEND)
		str_addf(out, _("%c sends %u octets"), letter, command->call.octets);
	else
		str_addf(out, _("%c calls %s()"), letter, call_spoken(name));
}

/* A statement as a person says it. */
static void
statement_text(struct str *out, const struct statement *statement)
{
	const struct command *command = &statement->command;
	char buf[SEGMENT_TEXT];

	switch ((enum verb)command->verb) {
	case VERB_CALL:
		call_text(out, command);
		break;
	case VERB_DELIVER:
	case VERB_DROP:
	case VERB_DUPLICATE:
		which_text(out, &command->which, (enum verb)command->verb);
		break;
	case VERB_DELIVER_ALL:
		str_add(out, _("all that is in flight arrives, and what it provokes"));
		break;
	case VERB_INJECT:
		str_addf(out, _("'%s' arrives at %c"),
		    segment_print(buf, sizeof(buf), &command->segment),
		    end_letter((enum end)command->end));
		break;
	case VERB_WAIT_TIMER:
		str_add(out, _("the next timer runs out"));
		break;
	case VERB_WAIT_2MSL:
		str_add(out, _("TIME-WAIT runs out"));
		break;
	default:
		str_add(out, statement->source);
		break;
	}
}

/* "Next: B calls close(); the segment 'F.' arrives." The call that is asked for is not told. */
static void
after_text(struct str *out, const struct question *question)
{
	size_t count = question->after.count;
	struct str list = { 0 };

	if (question->kind == QUESTION_CALL)
		count--;
	for (size_t i = 0; i < count; i++) {
		str_add(&list, i > 0 ? _("; ") : "");
		statement_text(&list, &question->after.statements[i]);
	}
	if (count > 0)
		str_addf(out, _("Next: %s. "), str_text(&list));
	str_free(&list);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void
wording_add(struct str *out, const struct question *question)
{
	char letter = end_letter((enum end)question->end);

	if (question->kind == QUESTION_VARIABLE)
		str_addf(out, _("What is %c's %s then?"), letter, variables[question->variable]);
	else if (question->has_end)
		str_addf(out, _(wordings[question->kind].of_end), letter);
	else
		str_add(out, _(wordings[question->kind].any));
}
#pragma GCC diagnostic pop

const char *
question_kind_name(enum question_kind kind)
{
	return question_forms[kind].name;
}

void
question_text(struct str *out, const struct question *question)
{
	if (question->wording.span_count > 0) {
		line_text(out, &question->wording);
		return;
	}
	after_text(out, question);
	wording_add(out, question);
}

void
question_mirror(struct question *question)
{
	/* Whose answers are names of the ends are the only ones that change. */
	question->end = (uint8_t)end_other((enum end)question->end);
	if (question->kind != QUESTION_TIME_WAIT && question->kind != QUESTION_WHOSE)
		return;
	for (size_t i = 0; i < question->replies.n; i++) {
		char *answer = question->replies.v[i].answer;
		if (answer[0] != '\0' && answer[1] == '\0')
			answer[0] = answer[0] == 'A' || answer[0] == 'a' ? 'B' : 'A';
	}
}
