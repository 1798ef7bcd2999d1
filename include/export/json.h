/*
 * A run as JSON Lines, for `run --format json`: a line that describes the
 * run, then one object a moment, with what was said of statements in its
 * place between them, then the end. Numbers that an endpoint does not know
 * are null; a field that is named nowhere in the promise to graders may be
 * missing, and stands behind the promised ones.
 */
#ifndef EXPORT_JSON_H
#define EXPORT_JSON_H

#include <stddef.h>
#include <stdio.h>

#include "lesson/player.h"
#include "trace/trace.h"

/* {"run": ...}: the lesson's id, the engine and its kernel, our version. */
void json_run(FILE *out, const char *lesson, const struct trace *trace);

/* {"moment": N, ...}: the moment with that index; N counts from 1. */
void json_moment(FILE *out, const struct trace *trace, size_t at);

/*
 * {"failed": ...}, {"skipped": ...}; {"error": ...} for a statement that found
 * nothing to do, {"broken": ...} for an engine that died. What held is silent.
 */
void json_result(FILE *out, const struct result *result);

/*
 * {"question": ...}: the question of that step, which has one: its id, its
 * kind, what is offered, what the model answers (none if it cannot).
 */
void json_question(FILE *out, const struct lesson *lesson, size_t step);

/* {"end": ...}: ok unless something failed, was in error or broke. */
void json_end(FILE *out, const struct player *player);

/* All of the above, of a lesson that was played, in the order of its lines. */
void json_player(FILE *out, const struct player *player);

#endif
