/*
 * What slides and papers want: a run's ladder, the state diagram with the
 * path that was taken, and a screen as it stands, each as one SVG 1.1
 * picture. Nothing in it is told by colour alone: lost, forged and repeated
 * segments have a word and a line of their own, A is round and B is square.
 *
 * Text stays text: fonts are named, with fallbacks, and what was cleaned for
 * the terminal is escaped here for XML.
 */
#ifndef EXPORT_SVG_H
#define EXPORT_SVG_H

#include <stdbool.h>
#include <stdio.h>

#include "trace/trace.h"
#include "view/grid.h"

/* The colours of a picture; "light" is white paper. */
struct svg_paper;

/* "light", "dark", "contrast" (as the terminal's themes); NULL if there is none of that name. */
const struct svg_paper *svg_paper_find(const char *name);

/* The whole trace, time downwards. title is cleaned here. */
void svg_ladder(FILE *out, const struct svg_paper *paper, const struct trace *trace,
    const char *title);

/*
 * The diagram after the first count moments; the edges taken up to there are
 * heavy, numbered in the order in which they were taken and listed beside it.
 */
void svg_diagram(FILE *out, const struct svg_paper *paper, const struct trace *trace,
    size_t count, const char *title);

/* A screen, cell by cell. */
void svg_screen(FILE *out, const struct svg_paper *paper, const struct grid *grid,
    const char *title);

#endif
