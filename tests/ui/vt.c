/* Octets in, what is seen out: ECMA-48, no more of it than terminfo asks for. */
#include "vt.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const struct vt_cell blank = { .text = " ", .colour = -1 };

void
vt_init(struct vt *vt)
{
	vt->pen = blank;
	vt->row = vt->column = 0;
	for (int y = 0; y < VT_ROWS; y++)
		for (int x = 0; x < VT_COLUMNS; x++)
			vt->cells[y][x] = blank;
}

static void
erase(struct vt *vt, int row, int from, int to)
{
	ck_assert_msg(!vt->pen.reverse && !vt->pen.underline,
	    "terminals differ in what is erased to");
	for (int x = from; x < to && x < VT_COLUMNS; x++)
		vt->cells[row][x] = blank;
}

#define NUMBERS 16

static void
style(struct vt *vt, const int numbers[NUMBERS], int count)
{
	for (int i = 0; i < count; i++) {
		int n = numbers[i];

		if (n == 0)
			vt->pen = blank;
		else if (n == 1)
			vt->pen.bold = true;
		else if (n == 2)
			vt->pen.dim = true;
		else if (n == 4)
			vt->pen.underline = true;
		else if (n == 7)
			vt->pen.reverse = true;
		else if (n >= 30 && n <= 37)
			vt->pen.colour = n - 30;
		else if (n >= 90 && n <= 97)
			vt->pen.colour = n - 82;
		else if (n == 39)
			vt->pen.colour = -1;
		else if (n == 38 && i + 2 < count && numbers[i + 1] == 5)
			vt->pen.colour = numbers[i += 2];
		else if (n != 49)
			ck_abort_msg("style %d", n);
	}
}

static void
obey(struct vt *vt, char what, const int numbers[NUMBERS], int count)
{
	int n = numbers[0] > 0 ? numbers[0] : 1;

	switch (what) {
	case 'm':
		style(vt, numbers, count);
		break;
	case 'H':
		vt->row = n - 1;
		vt->column = count > 1 && numbers[1] > 0 ? numbers[1] - 1 : 0;
		break;
	case 'C':
		vt->column += n;
		break;
	case 'X':
		erase(vt, vt->row, vt->column, vt->column + n);
		break;
	case 'K':
		ck_assert_int_eq(numbers[0], 0);
		erase(vt, vt->row, vt->column, VT_COLUMNS);
		break;
	case 'J':
		for (int y = 0; y < VT_ROWS; y++)
			erase(vt, y, 0, VT_COLUMNS);
		break;
	default:
		ck_abort_msg("sequence that ends with %c", what);
	}
	/* Behind the last column, where terminals differ, a style may change. */
	ck_assert(vt->row < VT_ROWS && vt->column < VT_COLUMNS + (what == 'm'));
}

/* ESC [ ... letter. The octets that it has. */
static size_t
sequence(struct vt *vt, const char *octets, size_t n)
{
	int numbers[NUMBERS] = { 0 }, count = 1;
	bool private = n > 2 && (octets[2] == '?' || octets[2] == '>');
	size_t i = private ? 3 : 2;

	for (; i < n && octets[i] < '@'; i++) {
		if (octets[i] == ';')
			ck_assert_int_lt(count++, NUMBERS);
		else
			numbers[count - 1] = numbers[count - 1] * 10 + octets[i] - '0';
	}
	ck_assert_uint_lt(i, n);
	/* Modes, the region that scrolls, and what else is no picture. */
	if (!private && strchr("hlrt", octets[i]) == NULL)
		obey(vt, octets[i], numbers, count);
	return i + 1;
}

/* A character, or a mark on the one before. */
static size_t
character(struct vt *vt, const char *octets, size_t n)
{
	uint32_t code;
	size_t size = text_decode(octets, n, &code);
	int width = text_width_n(octets, size);

	if (width == 0 && vt->column > 0) {
		struct vt_cell *before = &vt->cells[vt->row][vt->column - 1];
		strncat(before->text, octets, size);
		return size;
	}
	ck_assert_msg(vt->column + width <= VT_COLUMNS, "it would go on in the next row");
	for (int i = 0; i < width; i++) {
		struct vt_cell *cell = &vt->cells[vt->row][vt->column++];
		*cell = vt->pen;
		cell->text[0] = '\0';
		if (i == 0)
			strncat(cell->text, octets, size);
	}
	return size;
}

void
vt_take(struct vt *vt, const char *octets, size_t n)
{
	for (size_t i = 0; i < n;) {
		if (octets[i] == '\033' && i + 1 < n && octets[i + 1] == '[')
			i += sequence(vt, octets + i, n - i);
		else if (octets[i] == '\033')
			i += i + 1 < n && strchr("()", octets[i + 1]) != NULL ? 3 : 2;
		else if (octets[i] == '\r')
			vt->column = 0, i++;
		else if (octets[i] == '\017' || octets[i] == '\0')
			i++;
		else
			i += character(vt, octets + i, n - i);
	}
}
