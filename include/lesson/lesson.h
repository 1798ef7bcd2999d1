/*
 * A lesson: a Markdown file, read by cmark, cut into steps. A step is some
 * prose and the scene statements that follow it.
 *
 * The file's name gives number and id (02-handshake.md: 2, "handshake"); its
 * first heading of level 1 the title; a comment `<!-- minutes: 8 -->` the
 * time it takes. A heading of level 2 begins a step and names it; prose that
 * follows a scene block or a question begins a step too, and so does a
 * question that follows a scene block. A comment `<!-- notes: ... -->` is for
 * the speaker, and belongs to the step in which it stands. A challenge that
 * cannot be won on every engine names those on which it can, and why it can't
 * on the others: `<!-- engines: model, kernel: loopback cannot forge -->`.
 */
#ifndef LESSON_LESSON_H
#define LESSON_LESSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "lesson/scene.h"

enum span_kind {
	SPAN_TEXT,
	SPAN_EMPHASIS,
	SPAN_STRONG,
	SPAN_CODE
};

struct span {
	enum span_kind	kind;
	char		*text;		/* cleaned (text_clean) */
};

enum block_kind {
	BLOCK_PARAGRAPH,
	BLOCK_ITEM,		/* of a list; level 1, 2, ... */
	BLOCK_HEADING,		/* of level 3 and deeper */
	BLOCK_CODE,		/* a code block that is no scene */
	BLOCK_QUOTE
};

struct block {
	enum block_kind	kind;
	int		line;		/* of its first words in the file */
	int		level;
	int		number;		/* of an item of a numbered list; 0: bullet */
	struct span	*spans;
	size_t		span_count;
};

struct question;
struct goals;

struct step {
	int		line;		/* in the file */
	char		*title;		/* of its level-2 heading, or NULL */
	struct block	*blocks;
	size_t		 block_count;
	char		*notes;		/* the speaker's, cleaned, or NULL: seen by nobody else */
	struct question	*question;	/* asked before the scene (question.h), or NULL */
	struct scene	 scene;		/* may be empty */
};

struct lesson {
	char		*file;		/* as given */
	char		*id;
	int		 number;	/* 0: the name has none */
	char		*title;
	int		 minutes;	/* 0: not said */
	unsigned	 engines;	/* ON_*: where a challenge can be won; ON_ALL if not said */
	char		*engines_why;	/* why not on the others, cleaned, or NULL */
	struct step	*steps;
	size_t		 step_count;
	int		 whole_to;	/* scenes are whole before that line; INT_MAX: all are */
	struct goals	*goals;		/* of a challenge (goal.h), or NULL */
	struct scene	 solution;	/* of a challenge: proves that they can be met */
};

/* Largest lesson file, octets. */
#define LESSON_MAX (1024 * 1024)

/*
 * Read a file ("-": standard input), or text in memory. NULL if it cannot be
 * a lesson; then, and also when parts of it are wrong, errors has every
 * problem with line and column. A lesson with problems may be shown by
 * --watch, but not played. Free with lesson_free.
 */
struct lesson *lesson_load(const char *file, struct errors *errors);
struct lesson *lesson_parse(const char *file, const char *text, size_t n,
    struct errors *errors);
void lesson_free(struct lesson *lesson);

/* Is it written in that language ("en", "zh_CN")? So its folder is called. */
bool lesson_is_in(const struct lesson *lesson, const char *language);

/* What a file's name says: 02-handshake.md is number 2, id "handshake" (to be freed). */
char *lesson_id(const char *file, int *number);

/* The steps' blocks as plain text, paragraphs parted by an empty line. */
void step_text(struct str *out, const struct step *step);

#endif
