/* Words for the user, cleaned, in UTF-8 or ASCII. */
#include "app/say.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

static bool only_ascii;

void
say_ascii(bool ascii)
{
	only_ascii = ascii;
}

static void
put(FILE *to, const struct str *text)
{
	struct str ascii = { 0 };

	if (only_ascii)
		text_to_ascii(&ascii, str_text(text));
	fputs(str_text(only_ascii ? &ascii : text), to);
	str_free(&ascii);
}

static void
put_line(const struct str *raw)
{
	struct str clean = { 0 };

	text_clean_line(&clean, str_text(raw), raw->n);
	str_addc(&clean, '\n');
	put(stderr, &clean);
	str_free(&clean);
}

static void __attribute__((format(printf, 2, 0)))
str_addv(struct str *str, const char *fmt, va_list ap)
{
	char buf[1024];

	vsnprintf(buf, sizeof(buf), fmt, ap);
	str_add(str, buf);
}

void
say_problem(const char *fmt, ...)
{
	struct str line = { 0 };
	va_list ap;

	str_add(&line, "tcptutor: ");
	va_start(ap, fmt);
	str_addv(&line, fmt, ap);
	va_end(ap);
	put_line(&line);
	str_free(&line);
}

void
say_at(const char *file, int line_number, int col, const char *fmt, ...)
{
	struct str line = { 0 };
	va_list ap;

	str_addf(&line, "%s:%d:%d: ", file, line_number, col);
	va_start(ap, fmt);
	str_addv(&line, fmt, ap);
	va_end(ap);
	put_line(&line);
	str_free(&line);
}

void
say_errors(const struct errors *errors)
{
	struct str text = { 0 };

	errors_print(errors, &text);
	put(stderr, &text);
	str_free(&text);
}

void
say_text(const struct str *text)
{
	put(stdout, text);
}

void
waits_text(struct str *out, enum waits what, int64_t us)
{
	if (what == WAITS_FOR_REPEAT)
		str_add(out, _("Waiting for the kernel to send it again"));
	else
		str_add(out, _("Waiting, for here time is real"));
	str_addf(out, _(" (%lld.%lld s) ..."), (long long)(us / 1000000),
	    (long long)(us / 100000 % 10));
}

void
say_waits(void *arg, enum waits what, int64_t us)
{
	struct str text = { 0 };

	(void)arg;
	waits_text(&text, what, us);
	str_addc(&text, '\n');
	say_text(&text);
	fflush(stdout);
	str_free(&text);
}

bool
say_flush(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	say_problem(_("standard output cannot be written: %s"), strerror(errno));
	return false;
}
