/*
 * Arrows of text. The parts stand in the order in which a segment travels,
 * and in the other one if it travels to the left:
 *
 *	text ────── label ──────▶	◀────── label ────── text
 *	text ────── label ──✗ lost	lost ✗── label ────── text
 */
#include "arrow.h"

#include "base/i18n.h"
#include "base/text.h"

/* The shortest line, and that of an arrow that does not arrive. */
#define LINE_MIN	2
#define LINE_STUB	8

static const struct {
	const char	*to_right, *to_left;
} heads[] = {
	[ARROW_ARRIVES] = { "▶", "◀" },
	[ARROW_LOST] = { N_("✗ lost"), N_("lost ✗") },
	[ARROW_DOUBLED] = { N_("×2 doubled"), N_("doubled 2×") },
	[ARROW_UNDER_WAY] = { N_(" under way"), N_("under way ") },
};

static void
add_line(struct str *out, int columns, bool dotted)
{
	while (columns-- > 0)
		str_add(out, dotted ? "╌" : "─");
}

/* The line with the label in its middle; a longer half lies behind it. */
static void
add_labelled_line(struct str *out, const struct arrow *arrow, int columns)
{
	int label = text_width(arrow->label);

	if (label == 0) {
		add_line(out, columns, arrow->dotted);
		return;
	}

	int rest = columns - label - 2;

	add_line(out, rest / 2, arrow->dotted);
	str_addf(out, " %s ", arrow->label);
	add_line(out, rest - rest / 2, arrow->dotted);
}

bool
arrow_draw(struct str *out, const struct arrow *arrow, int columns)
{
	const char *head = arrow->leftwards ? _(heads[arrow->fate].to_left) :
	    _(heads[arrow->fate].to_right);
	int text = text_width(arrow->text);
	int label = text_width(arrow->label);
	int line = columns - text - (text > 0) - text_width(head);

	if (line < (label > 0 ? label + 4 : LINE_MIN))
		return false;

	int least = label > 0 ? label + 6 : LINE_STUB;
	int blank = 0;

	if (arrow->fate != ARROW_ARRIVES && line > least) {
		blank = line - least;
		line = least;
	}
	if (!arrow->leftwards) {
		str_addf(out, "%s%s", arrow->text, text > 0 ? " " : "");
		add_labelled_line(out, arrow, line);
		str_add(out, head);
		return true;
	}
	str_addf(out, "%*s%s", blank, "", head);
	add_labelled_line(out, arrow, line);
	str_addf(out, "%s%s", text > 0 ? " " : "", arrow->text);
	return true;
}
