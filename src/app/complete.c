/*
 * Completion. The grammar is the lesson room's; here stands what a word can
 * be, by the words before it: "E" is A or B, "W" any word.
 */
#include "app/complete.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "tcp/state.h"

#define STATES "*"		/* the states' names follow */

static const struct follow {
	const char	*after;		/* the words before, "" for none */
	const char	*words;
} follows[] = {
	{ "", "A B deliver drop duplicate expect inject fill set wait on" },
	{ "E", "listen connect accept send receive shutdown close abort crash" },
	{ "E connect", "self" },
	{ "E send W", "urgent" },
	{ "fill", "A B" },
	{ "fill E", "accept-queue" },
	{ "deliver", "all from S S. F. ." },
	{ "drop", "from S S. F. ." },
	{ "duplicate", "from S S. F. ." },
	{ "deliver from", "A B" },
	{ "drop from", "A B" },
	{ "duplicate from", "A B" },
	{ "inject", "to" },
	{ "inject to", "A B" },
	{ "inject to E", "S S. F. R R. ." },
	{ "wait", "timer 2msl 1s 10s" },
	{ "on", "model: loopback: kernel:" },
	{ "set", "A B rfc5961 rfc1337 delayed-ack nagle msl user-timeout keepalive "
	    "abort-on-overflow syncookies" },
	{ "set E", "iss window mss backlog reuseaddr" },
	{ "set rfc5961", "on off" },
	{ "set rfc1337", "on off" },
	{ "set delayed-ack", "on off" },
	{ "set nagle", "on off" },
	{ "set E reuseaddr", "on off" },
	{ "set abort-on-overflow", "on off" },
	{ "set syncookies", "on off always" },
	{ "expect", "A B sent wire error ok signal" },
	{ "expect sent", "nothing" },
	{ "expect wire", "empty" },
	{ "expect signal", "A B" },
	{ "expect E", STATES " snd.una snd.nxt snd.wnd rcv.nxt rcv.wnd" },
	{ "expect E W", "A B" },
	{ "expect E W E", STATES },
};

struct finding {
	struct candidate *list;
	size_t		  count;
	const char	 *typed;
	size_t		  n;
};

static void
word_offer(struct finding *finding, const char *word, size_t n)
{
	if (finding->count < COMPLETE_MAX && n >= finding->n &&
	    strncasecmp(word, finding->typed, finding->n) == 0)
		finding->list[finding->count++] = (struct candidate){ word, n };
}

static void
words_offer(struct finding *finding, const char *words)
{
	for (size_t n; *words != '\0'; words += n + strspn(words + n, " ")) {
		n = strcspn(words, " ");
		if (words[0] != STATES[0]) {
			word_offer(finding, words, n);
			continue;
		}
		for (int state = 0; state < STATE_COUNT; state++) {
			const char *name = state_name((enum state)state);
			word_offer(finding, name, strlen(name));
		}
	}
}

/* Does a word of the line fit the pattern's: itself, E for A or B, W for any? */
static bool
word_fits(const char *pattern, size_t n, const char *word, size_t word_n)
{
	if (n == 1 && pattern[0] == 'E')
		return word_n == 1 && strchr("ABab", word[0]) != NULL;
	if (n == 1 && pattern[0] == 'W')
		return true;
	return n == word_n && strncasecmp(pattern, word, n) == 0;
}

static bool
line_fits(const char *pattern, const char *line, size_t n)
{
	const char *end = line + n;

	for (;;) {
		pattern += strspn(pattern, " ");
		while (line < end && *line == ' ')
			line++;
		size_t word = strcspn(pattern, " "), said = 0;
		while (line + said < end && line[said] != ' ')
			said++;
		if (word == 0 || said == 0)
			return word == 0 && said == 0;
		if (!word_fits(pattern, word, line, said))
			return false;
		pattern += word;
		line += said;
	}
}

size_t
complete(const char *line, size_t n, const char *typed, size_t typed_n,
    struct candidate candidates[COMPLETE_MAX])
{
	struct finding finding = { .list = candidates, .typed = typed, .n = typed_n };

	for (size_t i = 0; i < sizeof(follows) / sizeof(follows[0]); i++) {
		if (line_fits(follows[i].after, line, n))
			words_offer(&finding, follows[i].words);
	}
	return finding.count;
}
