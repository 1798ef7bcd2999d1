/*
 * A lesson line by line, with typed commands: for screen readers, for dumb
 * terminals, and wherever keys cannot be read one by one.
 */
#ifndef APP_PLAIN_H
#define APP_PLAIN_H

#include <stdio.h>

#include "base/str.h"
#include "engine/engine.h"
#include "lesson/player.h"

/* The place one stands at, in words: the prose that is new, and the moment. */
void plain_place(struct str *out, const struct player *player);

/* A moment: what caused it, what was sent, the sentence, how things stand now. */
void plain_moment(struct str *out, const struct trace *trace, const struct moment *moment);

/* A moment's checks, each with its section. */
void plain_checks(struct str *out, const struct moment *moment);

/* The same of the moment one stands at, or that there is none. */
void plain_explain(struct str *out, const struct player *player);

/* Step through it by commands from in, until "q" or the end of in. */
void plain_play(struct player *player, FILE *in);

/* Play freely on an engine, which it frees, by the same means. */
void plain_sandbox(struct engine *engine, FILE *in);

#endif
