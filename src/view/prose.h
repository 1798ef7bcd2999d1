/*
 * A step's text on a page (prose.c), for the panel of words.
 */
#ifndef VIEW_SRC_PROSE_H
#define VIEW_SRC_PROSE_H

#include "lesson/lesson.h"
#include "view/page.h"

/* gaps: an empty line between paragraphs. */
void prose_add(struct page *page, const struct step *step, bool gaps);

#endif
