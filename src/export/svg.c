/* The frame of a picture: colours, fonts, arrowheads. */
#include "svg.h"

#include <string.h>

#include "base/str.h"
#include "base/text.h"

/* Blue and vermilion: every kind of eye tells them apart, and so does grey print. */
static const struct svg_paper papers[] = {
	{
		.name = "light",
		.ground = "#ffffff", .ink = "#1a1a1a", .dim = "#6a6a6a",
		.a = "#005a9c", .b = "#b34700", .lost = "#a1001c",
		.looks = {
			[STYLE_DIM] = { .ink = "#5f5f5f" },
			[STYLE_STRONG] = { .bold = true },
			[STYLE_EMPHASIS] = { .underline = true },
			[STYLE_CODE] = { .ink = "#00510c" },
			[STYLE_A] = { .ink = "#005a9c", .bold = true },
			[STYLE_B] = { .ink = "#b34700", .bold = true },
			[STYLE_BOTH] = { .ink = "#7a007a", .bold = true, .underline = true },
			[STYLE_NOW] = { .ink = "#00510c", .bold = true, .reverse = true },
			[STYLE_CHANGED] = { .ink = "#00510c", .bold = true, .underline = true },
			[STYLE_LOST] = { .ink = "#a1001c", .reverse = true },
			[STYLE_OK] = { .ink = "#00510c" },
			[STYLE_STOP] = { .ink = "#7a5200", .bold = true, .underline = true },
			[STYLE_FRAME] = { .ink = "#808080" },
			[STYLE_BAR] = { .reverse = true },
			[STYLE_KEY] = { .bold = true, .reverse = true },
			[STYLE_CURSOR] = { .reverse = true },
		},
	}, {
		.name = "dark",
		.ground = "#14181d", .ink = "#e8e8e8", .dim = "#9aa3ad",
		.a = "#6cc6ff", .b = "#ffaf4d", .lost = "#ff6b6b",
		.looks = {
			[STYLE_DIM] = { .ink = "#9e9e9e" },
			[STYLE_STRONG] = { .bold = true },
			[STYLE_EMPHASIS] = { .underline = true },
			[STYLE_CODE] = { .ink = "#87d787" },
			[STYLE_A] = { .ink = "#6cc6ff", .bold = true },
			[STYLE_B] = { .ink = "#ffaf4d", .bold = true },
			[STYLE_BOTH] = { .ink = "#ff87ff", .bold = true, .underline = true },
			[STYLE_NOW] = { .ink = "#87ff87", .bold = true, .reverse = true },
			[STYLE_CHANGED] = { .ink = "#87ff87", .bold = true, .underline = true },
			[STYLE_LOST] = { .ink = "#ff6b6b", .bold = true },
			[STYLE_OK] = { .ink = "#87d787" },
			[STYLE_STOP] = { .ink = "#ffd75f", .bold = true, .underline = true },
			[STYLE_FRAME] = { .ink = "#5f87af" },
			[STYLE_BAR] = { .reverse = true },
			[STYLE_KEY] = { .bold = true, .reverse = true },
			[STYLE_CURSOR] = { .reverse = true },
		},
	}, {
		.name = "contrast",
		.ground = "#ffffff", .ink = "#000000", .dim = "#000000",
		.a = "#000000", .b = "#000000", .lost = "#000000",
		.looks = {
			[STYLE_STRONG] = { .bold = true },
			[STYLE_EMPHASIS] = { .underline = true },
			[STYLE_CODE] = { .bold = true },
			[STYLE_A] = { .bold = true },
			[STYLE_B] = { .bold = true },
			[STYLE_BOTH] = { .bold = true, .underline = true },
			[STYLE_NOW] = { .bold = true, .reverse = true },
			[STYLE_CHANGED] = { .bold = true, .underline = true },
			[STYLE_LOST] = { .reverse = true },
			[STYLE_STOP] = { .bold = true, .underline = true },
			[STYLE_BAR] = { .reverse = true },
			[STYLE_KEY] = { .bold = true, .reverse = true },
			[STYLE_CURSOR] = { .reverse = true },
		},
	},
};

const struct svg_paper *
svg_paper_find(const char *name)
{
	for (size_t i = 0; i < sizeof(papers) / sizeof(papers[0]); i++) {
		if (strcmp(papers[i].name, name) == 0)
			return &papers[i];
	}
	return NULL;
}

void
svg_text(FILE *out, const char *s)
{
	struct str clean = { 0 };

	text_clean(&clean, s, strlen(s));
	for (const char *p = str_text(&clean); *p != '\0'; p++) {
		switch (*p) {
		case '&':
			fputs("&amp;", out);
			break;
		case '<':
			fputs("&lt;", out);
			break;
		case '>':
			fputs("&gt;", out);
			break;
		case '"':
			fputs("&quot;", out);
			break;
		default:
			/* Control characters but these two are not XML at all. */
			if ((unsigned char)*p >= ' ' || *p == '\n' || *p == '\t')
				fputc(*p, out);
		}
	}
	str_free(&clean);
}

/* An arrowhead takes the colour of its line only in SVG 2: so there is one a colour. */
static void
put_arrowhead(FILE *out, const char *id, const char *colour)
{
	fprintf(out, "<marker id=\"%s\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" "
	    "markerWidth=\"11\" markerHeight=\"11\" markerUnits=\"userSpaceOnUse\" "
	    "orient=\"auto\"><path d=\"M0 1 L10 5 L0 9 Z\" style=\"fill: %s; stroke: none\"/></marker>\n",
	    id, colour);
}

void
svg_begin(FILE *out, const struct svg_paper *paper, int width, int height, const char *title)
{
	fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"%d\" "
	    "height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">\n<title>",
	    width, height, width, height);
	svg_text(out, title);
	fprintf(out, "</title>\n<style>\n"
	    "text { font: 14px 'DejaVu Sans', 'Noto Sans CJK SC', Verdana, sans-serif; fill: %s }\n"
	    "text.mono { font-family: 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', "
	    "Menlo, Consolas, monospace; font-size: 13px }\n"
	    "text.bold { font-weight: bold }\n"
	    "text.large { font-size: 18px }\n"
	    "text.small { font-size: 12px }\n"
	    "text.mid { text-anchor: middle }\n"
	    "text.end { text-anchor: end }\n"
	    "text.halo { stroke: %s; stroke-width: 4px; paint-order: stroke; stroke-linejoin: round }\n",
	    paper->ink, paper->ground);
	fprintf(out, "text.dim { fill: %s }\ntext.lost { fill: %s }\n"
	    "text.a { fill: %s }\ntext.b { fill: %s }\ntext.ground { fill: %s }\n"
	    "line, path, rect, circle { fill: none; stroke: %s }\n"
	    ".dim { stroke: %s }\n.a { stroke: %s }\n.b { stroke: %s }\n.lost { stroke: %s }\n",
	    paper->dim, paper->lost, paper->a, paper->b, paper->ground, paper->ink,
	    paper->dim, paper->a, paper->b, paper->lost);
	fprintf(out, ".fill-a { fill: %s }\n.fill-b { fill: %s }\n.fill-ground { fill: %s }\n"
	    "text.dim, text.a, text.b, text.lost { stroke: none }\n"
	    "text.halo.dim, text.halo.a, text.halo.b, text.halo.lost { stroke: %s }\n"
	    "</style>\n<defs>\n", paper->a, paper->b, paper->ground, paper->ground);
	put_arrowhead(out, "to-ink", paper->ink);
	put_arrowhead(out, "to-dim", paper->dim);
	put_arrowhead(out, "to-a", paper->a);
	put_arrowhead(out, "to-b", paper->b);
	fprintf(out, "</defs>\n<rect width=\"%d\" height=\"%d\" style=\"fill: %s; stroke: none\"/>\n",
	    width, height, paper->ground);
}

void
svg_end(FILE *out)
{
	fputs("</svg>\n", out);
}

void
svg_label(FILE *out, double x, double y, const char *classes, const char *s)
{
	fprintf(out, "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" xml:space=\"preserve\">", x, y,
	    classes);
	svg_text(out, s);
	fputs("</text>\n", out);
}

void
svg_head(FILE *out, double x, double y, enum end end)
{
	char letter[2] = { end_letter(end), '\0' };

	if (end == END_A)
		fprintf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"14\" class=\"a fill-a\"/>\n", x, y);
	else
		fprintf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"27\" height=\"27\" "
		    "class=\"b fill-b\"/>\n", x - 13.5, y - 13.5);
	svg_label(out, x, y + 5, "bold mid ground", letter);
}
