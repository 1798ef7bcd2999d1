/*
 * A lesson line by line, with typed commands: for screen readers, for dumb
 * terminals, and wherever keys cannot be read one by one.
 */
#ifndef APP_PLAIN_H
#define APP_PLAIN_H

#include <stdio.h>

#include "base/str.h"
#include "lesson/player.h"

/* The place one stands at, in words: the prose that is new, and the moment. */
void plain_place(struct str *out, const struct player *player);

/* The moment's checks, each with its section. */
void plain_explain(struct str *out, const struct player *player);

/* Step through it by commands from in, until "q" or the end of in. */
void plain_play(struct player *player, FILE *in);

#endif
