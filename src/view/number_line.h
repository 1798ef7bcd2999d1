/*
 * A stretch of sequence numbers drawn as a line (number_line.c).
 */
#ifndef VIEW_SRC_NUMBER_LINE_H
#define VIEW_SRC_NUMBER_LINE_H

#include <stdint.h>

#include "view/page.h"

#define LINE_POINTS 8

struct line_point {
	uint32_t	 number;
	const char	*name;		/* "SND.UNA" */
	enum style	 style;
};

struct line_stretch {
	uint32_t	 from, to;	/* numbers of points; from before to */
	const char	*name;		/* "in flight" */
	const char	*fill, *ascii;	/* a column wide */
};

struct number_line {
	uint32_t		 base;	/* no point is 2^31 or more away from it */
	struct line_point	 points[LINE_POINTS];
	int			 point_count;
	struct line_stretch	 stretches[LINE_POINTS];
	int			 stretch_count;
};

void line_point(struct number_line *line, uint32_t number, const char *name,
    enum style style);
void line_stretch(struct number_line *line, uint32_t from, uint32_t to,
    const char *name, const char *fill, const char *ascii);

/*
 * Put it on the page. To scale where one can still tell its points apart;
 * where not, all steps are drawn alike, and a row says so.
 */
void line_add(struct page *page, const struct number_line *line);

#endif
