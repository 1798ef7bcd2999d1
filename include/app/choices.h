/*
 * What can be done now: the choices of the sandbox, in groups that stand a
 * row each on the screen. What makes no sense now is there too, and says why.
 */
#ifndef APP_CHOICES_H
#define APP_CHOICES_H

#include <stddef.h>

#include "app/branch.h"
#include "base/vec.h"

enum choice_group {
	GROUP_A,		/* calls of A */
	GROUP_B,
	GROUP_WIRE,		/* segments in flight; forgeries */
	GROUP_TIME
};

#define GROUP_COUNT 4

#define CHOICE_LABEL 128

struct choice {
	enum choice_group group;
	char		 label[CHOICE_LABEL];
	const char	*why_not;	/* with holes: see choice_why_not; NULL: it makes sense */
	struct command	 command;
	bool		 forge;		/* the command is to be written first */
	long		 flight;	/* index of the segment it is about, or -1 */
};

struct choices {
	VEC(struct choice) list;	/* group by group */
};

/* All of them at the moment that one looks at. */
void choices_init(struct choices *choices, const struct branch *branch);
void choices_fini(struct choices *choices);

/* How many a group has; the one at index i of it (clamped), or NULL. */
size_t choices_count(const struct choices *choices, enum choice_group group);
const struct choice *choices_at(const struct choices *choices,
    enum choice_group group, size_t i);

/* Long enough for every choice_why_not. */
#define CHOICE_WHY 160

/* Why a choice makes no sense, with its end named. Returns buf. */
char *choice_why_not(char *buf, size_t size, const struct choice *choice);

/* Why a call makes no sense at an end, in a sentence; NULL if it does. */
const char *call_why_not(enum call_kind kind, const struct endpoint *endpoint);

#endif
