/*
 * Any octets as a segment's notation: either refused with its place, or what is
 * printed of it reads as the same.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tcp/segment.h"
#include "tcp/state.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
read_again(const struct pattern *pattern)
{
	char text[SEGMENT_TEXT], whole[SEGMENT_TEXT];
	struct pattern again;
	struct error error;

	pattern_print(text, sizeof(text), pattern);
	must(strlen(text) < sizeof(text) - 1);
	must(pattern_parse(&again, text, strlen(text), &error));
	must(again.given == pattern->given);
	must(segment_equal(&again.seg, &pattern->seg));
	must(pattern_match(pattern, &again.seg) && pattern_match(&again, &pattern->seg));

	segment_print(whole, sizeof(whole), &pattern->seg);
	must(pattern_parse(&again, whole, strlen(whole), &error));
	must(pattern_match(&again, &pattern->seg));
	must(segment_len(&again.seg) == segment_len(&pattern->seg));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size != 0 ? size : 1);	/* no more: a sanitizer guards its end */
	struct pattern pattern;
	struct error error = { 0 };
	enum state state;

	must(text != NULL);
	memcpy(text, data, size);
	if (pattern_parse(&pattern, text, size, &error))
		read_again(&pattern);
	else
		must(error.text[0] != '\0' && error.col >= 1 && (size_t)error.col <= size + 1);
	if (state_parse(text, size, &state))
		must((int)state >= 0 && state < STATE_COUNT);
	free(text);
	return 0;
}
