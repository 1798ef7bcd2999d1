/*
 * Lines of a ladder of text. The columns are those of this picture:
 *
 *	0 2             16                                            62  66       78
 *	  SYN-SENT      S 100:100(0) win 65535 ────────────────────▶      SYN-RECEIVED
 */
#include "ladder_row.h"

#include <string.h>

#include "base/text.h"

#define LEFT_COLUMN	2
#define RIGHT_COLUMN	66

void
row_line(const struct ladder_text *l, const char *line)
{
	struct str ascii = { 0 };

	if (l->ascii) {
		text_to_ascii(&ascii, line);
		line = str_text(&ascii);
	}
	fprintf(l->out, "%s\n", line);
	str_free(&ascii);
}

void
row_put(const struct ladder_text *l, const char *left, const char *middle,
    const char *right)
{
	struct str line = { 0 };

	if (left[0] != '\0')
		str_addf(&line, "%*s%s", LEFT_COLUMN, "", left);
	if (middle[0] != '\0') {
		str_pad(&line, ROW_INDENT);
		str_add(&line, middle);
	}
	if (right[0] != '\0') {
		str_pad(&line, RIGHT_COLUMN);
		str_add(&line, right);
	}
	row_line(l, str_text(&line));
	str_free(&line);
}

void
row_head(const struct ladder_text *l)
{
	struct str line = { 0 };

	str_addf(&line, "A %s", state_name(l->state[END_A]));
	str_pad(&line, RIGHT_COLUMN - 2);
	str_addf(&line, "B %s", state_name(l->state[END_B]));
	row_line(l, str_text(&line));
	str_free(&line);
}

const char *
row_take_state(struct ladder_text *l, enum end end)
{
	if (!l->pending[end])
		return "";
	l->pending[end] = false;
	return state_name(l->state[end]);
}

void
row_flush(struct ladder_text *l)
{
	if (!l->pending[END_A] && !l->pending[END_B])
		return;

	const char *left = row_take_state(l, END_A);

	row_put(l, left, "", row_take_state(l, END_B));
}

void
row_flush_end(struct ladder_text *l, enum end end)
{
	const char *state = row_take_state(l, end);

	if (state[0] == '\0')
		return;
	row_put(l, end == END_A ? state : "", "", end == END_B ? state : "");
}

void
row_state(struct ladder_text *l, enum end end, enum state state)
{
	row_flush_end(l, end);
	l->state[end] = (uint8_t)state;
	l->pending[end] = true;
}

void
row_at_end(struct ladder_text *l, enum end end, const char *text)
{
	struct str line = { 0 };
	int column = LADDER_TEXT_COLUMNS - text_width(text);

	row_flush(l);
	if (end == END_A)
		column = LEFT_COLUMN;
	else if (column > RIGHT_COLUMN)
		column = RIGHT_COLUMN;
	str_pad(&line, column);
	str_add(&line, text);
	row_line(l, str_text(&line));
	str_free(&line);
}

void
row_between(struct ladder_text *l, const char *text)
{
	struct str line = { 0 };
	int room = ROW_MIDDLE - text_width(text) - 4;

	row_flush(l);
	str_pad(&line, ROW_INDENT + (room > 0 ? room / 2 : 0));
	str_addf(&line, "· %s ·", text);
	row_line(l, str_text(&line));
	str_free(&line);
}

struct wrapping {
	const struct ladder_text *ladder;
	int			  indent;
	const char		 *mark;	/* before the first line; then NULL */
};

static void
row_wrapped_line(void *arg, const char *s, size_t n, int width)
{
	struct wrapping *wrapping = arg;
	struct str line = { 0 };

	(void)width;
	if (wrapping->mark != NULL)
		str_add(&line, wrapping->mark);
	wrapping->mark = NULL;
	str_pad(&line, wrapping->indent);
	str_addn(&line, s, n);
	row_line(wrapping->ladder, str_text(&line));
	str_free(&line);
}

void
row_wrapped(struct ladder_text *l, const char *mark, int indent,
    const char *text)
{
	struct wrapping wrapping = { l, indent, mark };
	struct str clean = { 0 };

	row_flush(l);
	text_clean_line(&clean, text, strlen(text));
	text_wrap(str_text(&clean), LADDER_TEXT_COLUMNS - indent,
	    row_wrapped_line, &wrapping);
	str_free(&clean);
}
