/*
 * Errors with their places.  What was quoted from somebody's file is kept as it
 * came, and cleaned when it is printed.
 */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistr.h>

#include "base/i18n.h"
#include "base/text.h"

/* Takes off the beginning of a character whose end did not fit. */
static void
error_trim(char *text, size_t n)
{
	size_t lead = n;

	while (lead > 0 && n - lead < 3 && ((unsigned char)text[lead - 1] & 0xc0) == 0x80)
		lead--;
	if (lead == 0)
		return;
	lead--;

	ucs4_t uc;

	if (u8_mbtoucr(&uc, (const uint8_t *)text + lead, n - lead) == -2)
		text[lead] = '\0';
}

static void __attribute__((format(printf, 4, 0)))
error_vset(struct error *err, int line, int col, const char *fmt, va_list args)
{
	err->line = line;
	err->col = col;
	err->text[0] = '\0';

	int n = vsnprintf(err->text, sizeof(err->text), fmt, args);

	if (n >= (int)sizeof(err->text))
		error_trim(err->text, sizeof(err->text) - 1);
}

void
error_set(struct error *err, int line, int col, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	error_vset(err, line, col, fmt, args);
	va_end(args);
}

void
errors_init(struct errors *errors, const char *file)
{
	memset(errors, 0, sizeof(*errors));

	size_t n = strnlen(file, sizeof(errors->file));

	if (n == sizeof(errors->file))
		n--;
	memcpy(errors->file, file, n);
	if (file[n] != '\0')
		error_trim(errors->file, n);
}

void
errors_fini(struct errors *errors)
{
	vec_free(&errors->list);
	errors->dropped = 0;
}

void
errors_add(struct errors *errors, int line, int col, const char *fmt, ...)
{
	if (errors->list.n >= ERRORS_MAX) {
		errors->dropped++;
		return;
	}

	va_list args;

	va_start(args, fmt);
	error_vset(vec_grow_one(&errors->list), line, col, fmt, args);
	va_end(args);
}

static bool
error_precedes(const struct error *a, const struct error *b)
{
	return a->line < b->line || (a->line == b->line && a->col < b->col);
}

/* By insertion: stable, and there are few. */
void
errors_sort(struct errors *errors)
{
	struct error *v = errors->list.v;

	for (size_t i = 1; i < errors->list.n; i++) {
		struct error moving = v[i];
		size_t j = i;

		for (; j > 0 && error_precedes(&moving, &v[j - 1]); j--)
			v[j] = v[j - 1];
		v[j] = moving;
	}
}

/* "file:3:14: ", as much of it as there is. */
static void
place_print(struct str *out, const char *file, int line, int col)
{
	if (file[0] == '\0')
		return;
	text_clean_line(out, file, strlen(file));
	if (line > 0)
		str_addf(out, ":%d", line);
	if (line > 0 && col > 0)
		str_addf(out, ":%d", col);
	str_add(out, ": ");
}

void
errors_print(const struct errors *errors, struct str *out)
{
	for (size_t i = 0; i < errors->list.n; i++) {
		const struct error *err = &errors->list.v[i];

		place_print(out, errors->file, err->line, err->col);
		text_clean_line(out, err->text, strlen(err->text));
		str_addc(out, '\n');
	}
	if (errors->dropped > 0) {
		place_print(out, errors->file, 0, 0);
		str_addf(out, _("and %zu more\n"), errors->dropped);
	}
}
