/*
 * A lesson on paper, for `export --format md`: its prose, what happened as
 * ladders of text, its questions with what may be answered; the answers stand
 * at the end, or are left out, and the ladders that give them away are left
 * empty, to be drawn. It is Markdown again, for pandoc or a web page.
 */
#ifndef EXPORT_HANDOUT_H
#define EXPORT_HANDOUT_H

#include <stdbool.h>
#include <stdio.h>

#include "lesson/player.h"

/* Of a lesson that was played to its end. */
void handout_write(FILE *out, const struct player *player, bool answers, bool ascii);

#endif
