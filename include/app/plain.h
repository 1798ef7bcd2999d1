/*
 * A lesson line by line, with typed commands: for screen readers, for dumb
 * terminals, and wherever keys cannot be read one by one.
 */
#ifndef APP_PLAIN_H
#define APP_PLAIN_H

#include <stdbool.h>
#include <stdio.h>

#include "app/asking.h"
#include "app/branch.h"
#include "app/engines.h"
#include "app/plain_keep.h"
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
void plain_play(struct player *player, FILE *in, struct plain_keep *keep);

/* A question, with the lines it shows of the trace after so many moments. */
void plain_ask(struct str *out, const struct asking *asking, const struct trace *trace,
    size_t count);

/* What a line says to it: an answer, "?", or nothing to skip it. False: go on. */
bool plain_answer(struct str *out, struct asking *asking, const char *line);

/* What one had answered, beside what happened. */
void plain_recall(struct str *out, const struct asking *asking);

/* Text wrapped to lines of a terminal, each indented. */
void plain_wrapped(struct str *out, const char *indent, const char *text);

/* A line of the scene language is played, or what is wrong with it said. */
void plain_line(struct str *out, struct branch *branch, const char *line);

/* The checks of the branch's moment. */
void plain_why(struct str *out, const struct branch *branch);

/* What is there so far, and the prompt. False: nobody reads it. */
bool plain_prompt(struct str *out);

/*
 * A challenge: what is asked, the way to where it begins, then lines as in the
 * sandbox, until "q" or the end of in. It frees the engine; kind is for more of
 * them.
 */
void plain_challenge(const struct lesson *lesson, const struct engine_kind *kind,
    struct engine *engine, FILE *in, struct plain_keep *keep);

/* Play freely on an engine, which it frees, by the same means. */
void plain_sandbox(struct engine *engine, FILE *in, struct plain_keep *keep);

#endif
