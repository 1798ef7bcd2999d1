/*
 * A lesson being put together from the pieces that its Markdown consists of,
 * in their order.
 */
#ifndef LESSON_BUILD_H
#define LESSON_BUILD_H

#include "lesson/lesson.h"
#include "source.h"

struct build {
	struct lesson	*lesson;
	struct errors	*errors;
	const struct source *source;
	size_t		 step_cap;
	size_t		 block_cap;	/* of the newest step */
	size_t		 statements;	/* of all steps */
	int		 questions;	/* of all steps */
	char		*notes;		/* of the first step, which is to come; or NULL */
	bool		 played;	/* the newest step has a scene block */
	int		 engines_line;	/* of the comment that names engines; 0: there is none */
	int		 title_line;	/* 0: no title yet */
};

/* The title; a second one is complained of. Takes text. */
void build_title(struct build *build, int line, int col, char *text);

/* A heading of level 2 begins a step. Takes title. */
void build_step(struct build *build, int line, char *title);

/* Prose. Takes what block points to. */
void build_block(struct build *build, int line, const struct block *block);

/* At this line something that was to happen cannot be read. */
void build_scene_broken(struct build *build, int line);

/* A scene block whose statements are on lines first to last. */
void build_scene(struct build *build, int first, int last);

/* A question whose text is on lines first to last, in a block that begins at line `line`. */
void build_question(struct build *build, int line, int first, int last);

/* What a challenge asks for, and the scene that proves that it can be met. */
void build_goals(struct build *build, int first, int last);
void build_solution(struct build *build, int first, int last);

/* What the speaker is to remember; before the first step it is the first step's. Takes text. */
void build_notes(struct build *build, char *text);

void build_minutes(struct build *build, int line, int col, int minutes);

/* "model, kernel: why not on the others", n octets: where a challenge can be won. */
void build_engines(struct build *build, int line, int col, const char *text, size_t n);

/* Nothing more comes: complain of what is missing. False if it is no lesson. */
bool build_finish(struct build *build);

/* Free what block points to. */
void block_fini(struct block *block);

#endif
