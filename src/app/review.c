/* What is due, found in the lessons. */
#include "app/review.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "lesson/question.h"

/* Of one sitting; what is due beyond is due afterwards. */
#define REVIEW_MAX 20

const struct lesson *
review_place(const struct library *library, const char *question, size_t *step)
{
	const char *dot = strrchr(question, '.');

	if (dot == NULL)
		return NULL;
	char *id = mem_strndup(question, (size_t)(dot - question));
	const struct lesson *lesson = library_by_id(library, id);
	free(id);
	for (size_t i = 0; lesson != NULL && i < lesson->step_count; i++) {
		const struct question *asked = lesson->steps[i].question;
		if (asked != NULL && asked->number == atoi(dot + 1)) {
			*step = i + 1;
			return lesson;
		}
	}
	return NULL;
}

void
review_find(struct review *review, const struct progress *progress,
    const struct library *library, int64_t now)
{
	const char *names[REVIEW_MAX];
	size_t step;

	review_fini(review);
	size_t due = progress_due(progress, now, names, REVIEW_MAX, &review->later);
	for (size_t i = 0; i < due && i < REVIEW_MAX; i++) {
		if (review_place(library, names[i], &step) != NULL)
			vec_push(&review->questions, mem_strdup(names[i]));
	}
}

void
review_fini(struct review *review)
{
	for (size_t i = 0; i < review->questions.n; i++)
		free(review->questions.v[i]);
	vec_free(&review->questions);
	*review = (struct review){ .at = 0 };
}

void
review_none(struct str *out, const struct review *review)
{
	if (review->later > 0)
		str_addf(out, _n("Nothing is due. %zu question waits for later.",
		    "Nothing is due. %zu questions wait for later.", review->later),
		    review->later);
	else
		str_add(out, _("Nothing is due: no question was missed, or all have been "
		    "answered since."));
}
