/*
 * The votes of a class:
 *
 *	                first vote: 30         second vote: 31
 *	 1 SYN-SENT     ▒▒▒▒▒▒▒▒▒▒   18  60%   ███            5  16%
 *	✓2 SYN-RECEIVED ▒▒▒▒▒        12  40%   ████████████  26  84%
 */
#include "view/votes.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

#define NUMBER_COLUMNS	3	/* "✓1 " */
#define COUNT_COLUMNS	10	/* " 9999 100%" */
#define GAP_COLUMNS	2	/* between two votes */
#define BAR_MOST	40
#define BAR_LEAST	3	/* narrower ones say nothing: the label is cut for them */

bool
votes_typed(const char *text, unsigned counts[OFFERS_MAX], size_t *count)
{
	const char *p = text + strspn(text, " ,");

	for (*count = 0; *p != '\0'; (*count)++) {
		size_t digits = strspn(p, "0123456789");
		if (digits == 0 || *count == OFFERS_MAX || strtoul(p, NULL, 10) > VOTE_MOST)
			return false;
		counts[*count] = (unsigned)strtoul(p, NULL, 10);
		p += digits;
		p += strspn(p, " ,");
	}
	return true;
}

void
votes_example(struct str *out, size_t count)
{
	static const unsigned example[OFFERS_MAX] = { 3, 12, 5, 8, 1, 4, 0, 6, 2 };

	for (size_t i = 0; i < count && i < OFFERS_MAX; i++)
		str_addf(out, i > 0 ? " %u" : "%u", example[i]);
}

void
votes_put(struct votes *votes, const unsigned *counts, size_t count)
{
	unsigned *to = votes->counts[votes->rounds < VOTE_ROUNDS ? votes->rounds : VOTE_ROUNDS - 1];

	for (size_t i = 0; i < OFFERS_MAX; i++)
		to[i] = i >= count ? 0 : counts[i] < VOTE_MOST ? counts[i] : VOTE_MOST;
	votes->rounds += votes->rounds < VOTE_ROUNDS;
}

void
votes_undo(struct votes *votes)
{
	votes->rounds -= votes->rounds > 0;
}

unsigned
votes_total(const struct votes *votes, int round)
{
	unsigned total = 0;

	for (size_t i = 0; i < OFFERS_MAX; i++)
		total += votes->counts[round][i];
	return total;
}

/* ---- as it is seen */

/* Columns of a label, and of each bar. */
struct widths {
	int	label, bar;
};

static struct widths
widths_find(const struct page *page, const struct votes *votes, const struct vote_row *rows,
    size_t count)
{
	struct widths widths = { 0, 0 };
	int around = NUMBER_COLUMNS + votes->rounds * (COUNT_COLUMNS + 1) +
	    (votes->rounds - 1) * GAP_COLUMNS;

	for (size_t i = 0; i < count; i++) {
		int label = text_width(rows[i].label);
		widths.label = label > widths.label ? label : widths.label;
	}
	int most = page->columns - around - votes->rounds * BAR_LEAST;
	if (widths.label > most)
		widths.label = most > 0 ? most : 0;
	widths.bar = (page->columns - around - widths.label) / votes->rounds;
	if (widths.bar > BAR_MOST)
		widths.bar = BAR_MOST;
	return widths;
}

/* Cut to its columns, and filled up to them. */
static void
put_padded(struct str *out, const char *text, int columns)
{
	size_t n = text_fit(text, columns > 0 ? columns : 0);

	str_addn(out, text, n);
	for (int i = text_width_n(text, n); i < columns; i++)
		str_addc(out, ' ');
}

static void
add_heading(struct page *page, const struct votes *votes, struct widths widths)
{
	struct str line = { 0 }, text = { 0 };

	put_padded(&line, "", NUMBER_COLUMNS + widths.label);
	for (int round = 0; round < votes->rounds; round++) {
		unsigned total = votes_total(votes, round);
		str_clear(&text);
		str_addf(&text, round == 0 ? _("first vote: %u") : _("second vote: %u"), total);
		put_padded(&line, round > 0 ? "   " : " ", round > 0 ? 1 + GAP_COLUMNS : 1);
		put_padded(&line, str_text(&text), widths.bar + COUNT_COLUMNS);
	}
	page_text(page, 0, STYLE_DIM, str_text(&line));
	str_free(&line);
	str_free(&text);
}

/* At least a sign of it, if there was a vote at all. */
static int
bar_length(unsigned count, unsigned total, int columns)
{
	if (count == 0 || total == 0 || columns <= 0)
		return 0;
	int length = (int)((2UL * count * (unsigned)columns + total) / (2UL * total));
	return length > 0 ? length : 1;
}

static void
add_bar(struct page *page, const struct votes *votes, int round, size_t i, int columns)
{
	unsigned count = votes->counts[round][i], total = votes_total(votes, round);
	const char *ink = round + 1 < votes->rounds ? "▒" : "█";
	int length = bar_length(count, total, columns);
	struct str text = { 0 };

	for (int k = 0; k < length; k++)
		str_add(&text, ink);
	page_run(page, STYLE_STRONG, str_text(&text));
	str_clear(&text);
	put_padded(&text, "", columns - length);
	str_addf(&text, " %4u %3u%%", count,
	    total > 0 ? (unsigned)((200UL * count + total) / (2UL * total)) : 0);
	page_run(page, STYLE_TEXT, str_text(&text));
	str_free(&text);
}

void
votes_add(struct page *page, const struct votes *votes, const struct vote_row *rows, size_t count)
{
	struct widths widths = widths_find(page, votes, rows, count);

	if (votes->rounds > 1)
		add_heading(page, votes, widths);
	for (size_t i = 0; i < count && i < OFFERS_MAX; i++) {
		struct str number = { 0 }, label = { 0 };
		put_padded(&number, rows[i].mark, 1);
		str_addf(&number, "%zu ", i + 1);
		put_padded(&label, rows[i].label, widths.label);
		page_run(page, STYLE_KEY, str_text(&number));
		page_run(page, rows[i].style, str_text(&label));
		for (int round = 0; round < votes->rounds; round++) {
			page_run(page, STYLE_TEXT, round > 0 ? "   " : " ");
			add_bar(page, votes, round, i, widths.bar);
		}
		page_end(page, 0, STYLE_TEXT, "");
		str_free(&number);
		str_free(&label);
	}
}
