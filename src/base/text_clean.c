/*
 * A stranger's text made safe: what could move the cursor, hide or reorder the
 * characters around it is shown for what it is.  The output holds none of that,
 * which is why cleaning twice is cleaning once.
 */
#include <string.h>
#include <unictype.h>
#include <uniwidth.h>

#include "base/text.h"

#define TAB_COLUMNS	8
#define MARKS_MAX	4	/* on one base: what a curses cell holds */

struct cleaner {
	struct str	*out;
	unsigned	 column;	/* modulo TAB_COLUMNS */
	int		 marks;		/* on the base */
	bool		 has_base;	/* for a mark to sit on */
	bool		 one_line;
};

static void
put(struct cleaner *cl, const char *s, size_t n, int width)
{
	str_addn(cl->out, s, n);
	cl->column = (cl->column + (unsigned)width) % TAB_COLUMNS;
}

static void
put_base(struct cleaner *cl, const char *s, size_t n, int width)
{
	put(cl, s, n, width);
	cl->has_base = true;
	cl->marks = 0;
}

/* By number, in angle brackets. */
static void
put_spelt(struct cleaner *cl, uint32_t uc)
{
	size_t before = cl->out->n;

	str_addf(cl->out, "<U+%04X>", (unsigned)uc);
	cl->column = (cl->column + (unsigned)(cl->out->n - before)) % TAB_COLUMNS;
}

static void
put_control(struct cleaner *cl, uint32_t uc)
{
	uint32_t picture = uc == 0x7f ? 0x2421 : 0x2400 + uc;
	char utf8[3] = {
		(char)(0xe0 | picture >> 12),
		(char)(0x80 | (picture >> 6 & 0x3f)),
		(char)(0x80 | (picture & 0x3f)),
	};

	put_base(cl, utf8, sizeof(utf8), 1);
}

static void
put_newline(struct cleaner *cl)
{
	if (cl->one_line) {
		put_control(cl, '\n');
		return;
	}
	str_addc(cl->out, '\n');
	cl->column = 0;
	cl->has_base = false;
}

static void
put_mark(struct cleaner *cl, uint32_t uc, const char *s, size_t n)
{
	if (!cl->has_base)
		put_base(cl, "\u25cc", strlen("\u25cc"), 1);
	if (cl->marks == MARKS_MAX) {
		put_spelt(cl, uc);
		return;
	}
	put(cl, s, n, 0);
	cl->marks++;
}

/* Is it something that no reader would see, or see in the wrong place? */
static bool
is_treacherous(uint32_t uc)
{
	return uc_is_general_category_withtable(uc, UC_CATEGORY_MASK_C |
	    UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp) ||
	    uc_is_property_default_ignorable_code_point(uc) ||
	    uc_width(uc, "UTF-8") < 0;
}

static void
clean_one(struct cleaner *cl, uint32_t uc, const char *s, size_t n)
{
	if (uc == '\t') {
		put_base(cl, "        ", TAB_COLUMNS - cl->column,
		    (int)(TAB_COLUMNS - cl->column));
	} else if (uc < 0x20 || uc == 0x7f) {
		put_control(cl, uc);
	} else if (uc < 0x7f) {
		put_base(cl, s, n, 1);
	} else if (uc == 0xfffd) {
		put_base(cl, "\ufffd", strlen("\ufffd"), 1);
	} else if (is_treacherous(uc)) {
		put_spelt(cl, uc);
		cl->has_base = false;
	} else if (uc_width(uc, "UTF-8") == 0) {
		put_mark(cl, uc, s, n);
	} else {
		put_base(cl, s, n, uc_width(uc, "UTF-8"));
	}
}

/* Octets of printable ASCII that s begins with: most text is nothing else. */
static size_t
plain_run(const char *s, size_t n)
{
	size_t run = 0;

	while (run < n && s[run] >= 0x20 && s[run] < 0x7f)
		run++;
	return run;
}

static void
clean(struct cleaner *cl, const char *s, size_t n)
{
	uint32_t uc;

	for (size_t i = 0; i < n;) {
		size_t run = plain_run(s + i, n - i);

		if (run > 0) {
			put_base(cl, s + i, run, (int)run);
			i += run;
			continue;
		}
		size_t octets = text_decode(s + i, n - i, &uc);

		if (uc == '\r' && i + 1 < n && s[i + 1] == '\n')
			octets = 1;
		else if (uc == '\n')
			put_newline(cl);
		else
			clean_one(cl, uc, s + i, octets);
		i += octets;
	}
}

void
text_clean(struct str *out, const char *s, size_t n)
{
	str_addn(out, "", 0);
	clean(&(struct cleaner){ .out = out }, s, n);
}

void
text_clean_line(struct str *out, const char *s, size_t n)
{
	str_addn(out, "", 0);
	clean(&(struct cleaner){ .out = out, .one_line = true }, s, n);
}
