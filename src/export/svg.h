/*
 * Writing SVG: the frame of a picture, its colours, and text in it.
 */
#ifndef SRC_EXPORT_SVG_H
#define SRC_EXPORT_SVG_H

#include "export/svg.h"

/* How a style of the screen looks on paper. */
struct svg_look {
	const char	*ink;		/* NULL: the paper's own */
	bool		 bold, underline, reverse;
};

struct svg_paper {
	const char	*name;
	const char	*ground, *ink, *dim, *a, *b, *lost;
	struct svg_look	 looks[STYLE_COUNT];
};

/* Open a picture so large (px), with title; svg_end closes it. */
void svg_begin(FILE *out, const struct svg_paper *paper, int width, int height,
    const char *title);
void svg_end(FILE *out);

/* s with what XML has a meaning for escaped, and what XML cannot hold left out. */
void svg_text(FILE *out, const char *s);

/*
 * <text> at (x, y), its classes those of the style sheet in svg_begin: "mono",
 * "bold", "dim", "a", "b", "lost", "mid" and "end" (the anchor).
 */
void svg_label(FILE *out, double x, double y, const char *classes, const char *s);

/* The round head of A, the square one of B, its letter in it. */
void svg_head(FILE *out, double x, double y, enum end end);

#endif
