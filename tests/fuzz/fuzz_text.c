/*
 * Any octets, cleaned, measured, cut, wrapped and put into ASCII.  What the
 * header promises must hold for each; a broken promise aborts.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uniwidth.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
check_clean(const char *s, size_t n, bool one_line)
{
	uint32_t uc;

	must(s[n] == '\0' && strlen(s) == n);
	must(text_is_utf8(s, n, NULL));
	for (size_t i = 0; i < n;) {
		i += text_decode(s + i, n - i, &uc);
		if (uc == '\n' && !one_line)
			continue;
		must(!uc_is_general_category_withtable(uc, UC_CATEGORY_MASK_C));
		must(!uc_is_property_bidi_control(uc));
		must(!uc_is_property_default_ignorable_code_point(uc));
		must(uc_width(uc, "UTF-8") >= 0);
	}
}

static void
fuzz_clean(struct str *out, const char *s, size_t n)
{
	struct str again = { 0 };

	text_clean_line(out, s, n);
	check_clean(out->p, out->n, true);
	text_clean_line(&again, out->p, out->n);
	must(strcmp(again.p, out->p) == 0);

	str_clear(out);
	str_clear(&again);
	text_clean(out, s, n);
	check_clean(out->p, out->n, false);
	text_clean(&again, out->p, out->n);
	must(strcmp(again.p, out->p) == 0);
	str_free(&again);
}

struct walk {
	const char	*at;		/* what the lines have not covered yet */
	int		 columns;
};

static void
walk_line(void *arg, const char *s, size_t n, int width)
{
	struct walk *walk = arg;

	must(width <= walk->columns && width == text_width_n(s, n));
	must(memchr(s, '\n', n) == NULL);
	must(n == 0 || s[n - 1] != ' ');
	must(s >= walk->at);
	for (; walk->at < s; walk->at++)
		must(*walk->at == ' ' || *walk->at == '\n');
	walk->at = s + n;
}

static void
fuzz_layout(const char *s, int columns)
{
	struct walk walk = { .at = s, .columns = columns };
	size_t n = strlen(s), fit = text_fit(s, columns);

	text_wrap(s, columns, walk_line, &walk);
	must(strspn(walk.at, " \n") == strlen(walk.at));

	must(fit <= n && text_width_n(s, fit) <= columns);
	if (fit < n)
		must(text_width_n(s, fit + text_cluster(s + fit, n - fit)) > columns);
}

static void
fuzz_ascii(const char *s)
{
	struct str ascii = { 0 };

	text_to_ascii(&ascii, s);
	for (size_t i = 0; i < ascii.n; i++)
		must(ascii.p[i] == '\n' || (ascii.p[i] >= ' ' && ascii.p[i] <= '~'));
	must((int)ascii.n >= text_width(s));
	str_free(&ascii);
}

static void
fuzz_errors(const char *s)
{
	struct errors errors;
	struct str out = { 0 };

	errors_init(&errors, s);
	errors_add(&errors, 1, 2, "%s", s);
	errors_print(&errors, &out);
	check_clean(out.p, out.n, false);
	must(strchr(out.p, '\n') == out.p + out.n - 1);
	str_free(&out);
	errors_fini(&errors);
}

/* The first octet chooses the width. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;

	int columns = 2 + data[0] % 80;
	char *raw = mem_strndup((const char *)data + 1, size - 1);
	struct str clean = { 0 };

	fuzz_clean(&clean, (const char *)data + 1, size - 1);
	fuzz_layout(clean.p, columns);
	fuzz_layout(raw, columns);
	fuzz_ascii(clean.p);
	fuzz_ascii(raw);
	fuzz_errors(raw);
	str_free(&clean);
	free(raw);
	return 0;
}
