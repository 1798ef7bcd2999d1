/* A and B exchanged. */
#include "app/mirror.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/vec.h"
#include "lesson/goal.h"
#include "lesson/question.h"

/* The model's, of A and of B, where a lesson sets none (INTERFACE). */
#define ISS_A 100
#define ISS_B 300

static uint8_t
other(uint8_t end)
{
	return (uint8_t)end_other((enum end)end);
}

static void
command_mirror(struct command *command)
{
	command->end = other(command->end);
	command->which.from = other(command->which.from);
}

static void
expect_mirror(struct expect *expect)
{
	bool has = expect->has_state[END_A];
	uint8_t state = expect->state[END_A];

	expect->has_state[END_A] = expect->has_state[END_B];
	expect->state[END_A] = expect->state[END_B];
	expect->has_state[END_B] = has;
	expect->state[END_B] = state;
	expect->end = other(expect->end);
	for (size_t i = 0; i < expect->segment_count; i++)
		expect->segments[i].from = other(expect->segments[i].from);
}

static void
source_set(struct statement *statement)
{
	struct str source = { 0 };

	command_print(&source, &statement->command);
	free(statement->source);
	statement->source = str_take(&source);
}

/* Before all others, so that the lesson's own settings win. */
static void
iss_insert(struct scene *scene, enum end end, uint32_t iss, int line)
{
	scene->statements = vec_room(scene->statements, &scene->cap, scene->count + 1,
	    sizeof(*scene->statements));
	memmove(scene->statements + 1, scene->statements,
	    scene->count++ * sizeof(*scene->statements));
	scene->statements[0] = (struct statement){ .line = line, .col = 1, .on = ON_ALL,
	    .command = { .verb = VERB_SET_ISS, .end = (uint8_t)end, .value = iss, .line = line } };
	source_set(&scene->statements[0]);
}

static void
scene_mirror(struct scene *scene)
{
	for (size_t k = 0; k < scene->count; k++) {
		struct statement *statement = &scene->statements[k];
		if (statement->is_expect) {
			expect_mirror(&statement->expect);
		} else {
			command_mirror(&statement->command);
			source_set(statement);
		}
	}
}

void
lesson_mirror(struct lesson *lesson)
{
	for (size_t i = 0; i < lesson->step_count; i++) {
		struct question *question = lesson->steps[i].question;
		scene_mirror(&lesson->steps[i].scene);
		if (question == NULL)
			continue;
		scene_mirror(&question->after);
		question_mirror(question);
	}
	scene_mirror(&lesson->solution);
	if (lesson->goals != NULL)
		goals_mirror(lesson->goals);
	struct step *first = &lesson->steps[0];
	iss_insert(&first->scene, END_B, ISS_A, first->line);
	iss_insert(&first->scene, END_A, ISS_B, first->line);
}
