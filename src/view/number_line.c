/*
 * Number lines:
 *
 *	  SND.UNA 101      SND.NXT 111            SND.UNA+SND.WND 65636
 *	──┼────────────────┼──────────────────────┼──
 *	   in flight 10     may be sent 65525
 *
 * Names stand above their ticks, in as many rows as they need so that none
 * covers another; points that coincide share a tick.
 */
#include "number_line.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/text.h"

/* Columns of line before the first point and after the last. */
#define END_COLUMNS 2
/* Nearer to each other than this, points of a line to scale merge. */
#define STEP_COLUMNS 5
/* A schematic line is not drawn wider than that a step. */
#define STEP_COLUMNS_MAX 24
/* Columns between two names in a row. */
#define NAME_GAP 2

struct tick {
	int64_t	offset;		/* from the base */
	int	column;
};

struct ticks {
	struct tick	v[LINE_POINTS];
	int		n;
	bool		to_scale;
};

void
line_point(struct number_line *line, uint32_t number, const char *name,
    enum style style)
{
	if (line->point_count < LINE_POINTS)
		line->points[line->point_count++] = (struct line_point){
			number, name, style };
}

void
line_stretch(struct number_line *line, uint32_t from, uint32_t to,
    const char *name, const char *fill, const char *ascii)
{
	if (line->stretch_count < LINE_POINTS && (int32_t)(to - from) > 0)
		line->stretches[line->stretch_count++] = (struct line_stretch){
			from, to, name, fill, ascii };
}

static int64_t
offset_of(const struct number_line *line, uint32_t number)
{
	return (int32_t)(number - line->base);
}

/* Ascending, each once. */
static void
ticks_sort(struct ticks *ticks, const struct number_line *line)
{
	for (int i = 0; i < line->point_count; i++) {
		int64_t offset = offset_of(line, line->points[i].number);
		int at = 0;

		while (at < ticks->n && ticks->v[at].offset < offset)
			at++;
		if (at < ticks->n && ticks->v[at].offset == offset)
			continue;
		memmove(&ticks->v[at + 1], &ticks->v[at],
		    (size_t)(ticks->n - at) * sizeof(ticks->v[0]));
		ticks->v[at].offset = offset;
		ticks->n++;
	}
}

/* The columns of the ticks, on a line of so many columns. */
static void
ticks_place(struct ticks *ticks, int columns)
{
	int room = columns - 2 * END_COLUMNS - 1;
	int64_t first = ticks->v[0].offset;
	int64_t span = ticks->v[ticks->n - 1].offset - first;
	int step = ticks->n > 1 ? room / (ticks->n - 1) : 0;

	ticks->to_scale = span > 0;
	for (int i = 0; i < ticks->n && span > 0; i++) {
		ticks->v[i].column = END_COLUMNS +
		    (int)((ticks->v[i].offset - first) * room / span);
		if (i > 0 && ticks->v[i].column - ticks->v[i - 1].column <
		    STEP_COLUMNS)
			ticks->to_scale = false;
	}
	if (ticks->to_scale)
		return;
	if (step > STEP_COLUMNS_MAX)
		step = STEP_COLUMNS_MAX;
	for (int i = 0; i < ticks->n; i++)
		ticks->v[i].column = END_COLUMNS + i * step;
}

static int
column_of(const struct ticks *ticks, const struct number_line *line,
    uint32_t number)
{
	int64_t offset = offset_of(line, number);

	for (int i = 0; i < ticks->n; i++)
		if (ticks->v[i].offset == offset)
			return ticks->v[i].column;
	return 0;
}

/* A name in one of the rows above the line. */
struct label {
	int	row, column, width;
	int	point;
};

static bool
label_fits(const struct label *labels, int n, const struct label *label)
{
	for (int i = 0; i < n; i++)
		if (labels[i].row == label->row &&
		    label->column < labels[i].column + labels[i].width +
		    NAME_GAP &&
		    labels[i].column < label->column + label->width + NAME_GAP)
			return false;
	return true;
}

static void
label_text(struct str *out, const struct line_point *point)
{
	str_addf(out, "%s %u", point->name, point->number);
}

/* Each at its tick, or left of it where the line ends. Rows are counted upwards. */
static int
labels_place(struct label *labels, const struct number_line *line,
    const struct ticks *ticks, int columns)
{
	int rows = 0;

	for (int i = 0; i < line->point_count; i++) {
		struct str text = { 0 };

		label_text(&text, &line->points[i]);
		struct label label = {
			.column = column_of(ticks, line, line->points[i].number),
			.width = text_width(str_text(&text)),
			.point = i,
		};
		str_free(&text);
		if (label.column + label.width > columns)
			label.column = columns - label.width;
		if (label.column < 0)
			label.column = 0;
		while (!label_fits(labels, i, &label))
			label.row++;
		labels[i] = label;
		if (label.row >= rows)
			rows = label.row + 1;
	}
	return rows;
}

/* A row of the page is built from left to right. */
struct row {
	struct page	*page;
	int		 column;
};

static void
row_put(struct row *row, int column, enum style style, const char *s)
{
	struct str text = { 0 };

	while (row->column < column) {
		str_addc(&text, ' ');
		row->column++;
	}
	page_run(row->page, STYLE_TEXT, str_text(&text));
	page_run(row->page, style, s);
	row->column += text_width(s);
	str_free(&text);
}

static void
add_names(struct page *page, const struct number_line *line,
    const struct ticks *ticks)
{
	struct label labels[LINE_POINTS];
	int rows = labels_place(labels, line, ticks, page->columns);

	for (int at = rows - 1; at >= 0; at--) {
		struct row row = { page, 0 };

		for (int column = 0; column < page->columns; column++)
			for (int i = 0; i < line->point_count; i++) {
				const struct line_point *point =
				    &line->points[labels[i].point];
				struct str text = { 0 };

				if (labels[i].row != at ||
				    labels[i].column != column)
					continue;
				label_text(&text, point);
				row_put(&row, column, point->style,
				    str_text(&text));
				str_free(&text);
			}
		page_end(page, 0, STYLE_TEXT, "");
	}
}

/* What stands in that column of the line. */
static const char *
line_column(const struct page *page, const struct number_line *line,
    const struct ticks *ticks, int column)
{
	for (int i = 0; i < ticks->n; i++)
		if (ticks->v[i].column == column)
			return page->ascii ? "+" : "┼";
	for (int i = 0; i < line->stretch_count; i++) {
		const struct line_stretch *stretch = &line->stretches[i];

		if (column > column_of(ticks, line, stretch->from) &&
		    column < column_of(ticks, line, stretch->to))
			return page->ascii ? stretch->ascii : stretch->fill;
	}
	return page->ascii ? "-" : "─";
}

static void
add_line(struct page *page, const struct number_line *line,
    const struct ticks *ticks)
{
	int columns = ticks->v[ticks->n - 1].column + END_COLUMNS + 1;
	struct str text = { 0 };

	for (int column = 0; column < columns; column++)
		str_add(&text, line_column(page, line, ticks, column));
	page_text(page, 0, STYLE_TEXT, str_text(&text));
	str_free(&text);
}

/* What the stretches are, and how many octets. */
static void
add_stretches(struct page *page, const struct number_line *line)
{
	for (int i = 0; i < line->stretch_count; i++) {
		const struct line_stretch *stretch = &line->stretches[i];
		const char *fill = page->ascii ? stretch->ascii :
		    stretch->fill;
		struct str text = { 0 };

		str_addf(&text, "%s%s%s%s %s %u", i > 0 ? "   " : "", fill,
		    fill, fill, stretch->name, stretch->to - stretch->from);
		page_run(page, STYLE_TEXT, str_text(&text));
		str_free(&text);
	}
}

void
line_add(struct page *page, const struct number_line *line)
{
	struct ticks ticks = { .n = 0 };

	if (line->point_count == 0)
		return;
	ticks_sort(&ticks, line);
	ticks_place(&ticks, page->columns);
	add_names(page, line, &ticks);
	add_line(page, line, &ticks);
	add_stretches(page, line);
	/* Of two points there is no more than one distance. */
	if (ticks.n > 2)
		page_run(page, STYLE_DIM, ticks.to_scale ?
		    _("   (to scale)") : _("   (not to scale)"));
	page_end(page, 0, STYLE_TEXT, "");
}
