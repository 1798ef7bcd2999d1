/*
 * A question being asked: what was answered, what help was given, and what
 * that comes to for whoever keeps count. Screens and lines share it.
 */
#ifndef APP_ASKING_H
#define APP_ASKING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "lesson/progress.h"
#include "lesson/question.h"
#include "view/question.h"

struct asking {
	size_t		 step;
	bool		 solved;	/* else it cannot be asked, and is passed over */
	struct solution	 solution;
	struct str	 id;
	char		*answer;	/* the last one, canonical; or NULL */
	enum question_help help;
	int		 cursor;	/* an offer, or -1 */
	struct votes	 votes;		/* of a class */
	bool		 warned;	/* that the next Space skips it */
	bool		 skipped;
	bool		 told;		/* right, wrong or skipped was reported */
};

/* What happened, for progress. */
struct answer_event {
	const char	*question;	/* LESSON.N */
	enum answer	 answer;
	unsigned	 misconception;	/* of a wrong answer; 0: none */
};

/* Find the answer to the question of that step. To be ended with asking_fini. */
void asking_init(struct asking *asking, const struct lesson *lesson, size_t step);
void asking_fini(struct asking *asking);

/* Is there still something to be answered? */
bool asking_open(const struct asking *asking);

/* An answer in any spelling, or an offer's number; false: it is none. */
bool asking_answer(struct asking *asking, const char *text);

/* The next help that there is: hint, rule, answer. False: there is no more. */
bool asking_help(struct asking *asking);

/* One goes on without an answer. */
void asking_skip(struct asking *asking);

/*
 * Is there something to report of what was done last? Right and skipped count
 * once, and only if nothing went before; every wrong answer counts.
 */
bool asking_event(struct asking *asking, struct answer_event *event);

/* As the view has it; step is NULL. */
struct question_view asking_view(const struct asking *asking, const struct trace *trace,
    size_t count);

#endif
