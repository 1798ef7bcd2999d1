/*
 * Help: the keys from the table that binds them, then how to read the screen.
 */
#include "base/i18n.h"
#include "base/text.h"
#include "view/keys.h"
#include "view/page.h"

struct sign {
	const char	*sign;
	const char	*meaning;
};

static const struct sign segments[] = {
	{ "S 100:100(0)", N_("flags, first sequence number : number after the text (octets of text)") },
	{ "S F R P U", N_("the flags SYN, FIN, RST, PSH, URG") },
	{ ".", N_("the flag ACK; \"S.\" is SYN and ACK, \".\" alone is an ACK and nothing else") },
	{ "ack 301", N_("the acknowledgment number: the next one that is expected") },
	{ "win 65535", N_("the window: how many octets the sender of this will take") },
};

static const struct sign ladder[] = {
	{ "───▶", N_("a segment that has arrived; heavy: in this moment") },
	{ "──▶", N_("half-way: it is under way, or arrives further down") },
	{ "──✗", N_("lost") },
	{ "╌╌╌", N_("nobody at that end sent it: a copy, or forged") },
	{ "┄┄▶", N_("not seen, but it must have been: a real kernel was at work") },
	{ "again", N_("a retransmission") },
	{ "→ STATE", N_("what the end has become") },
};

static const struct sign diagram[] = {
	{ "A▸  ◂B", N_("the state in which this end is") },
	{ "━━▶", N_("the edge that was just taken; below: its event / its action") },
	{ "╌╌▶", N_("an edge that the RFC's own figure leaves out") },
};

static const struct sign checks[] = {
	{ "✓", N_("a check that held: go on") },
	{ "•", N_("something was done: go on") },
	{ "■", N_("the check that decided") },
	{ "101←100", N_("a number that has changed: new ← old") },
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static void
add_entry(struct page *page, int width, const char *name, enum style style,
    const char *text)
{
	struct str mark = { 0 };

	str_add(&mark, name);
	str_pad(&mark, width);
	page_run(page, STYLE_TEXT, text);
	page_end(page, width + 3, style, str_text(&mark));
	str_free(&mark);
}

static void
add_signs(struct page *page, const char *title, const struct sign *signs,
    size_t count)
{
	int width = 0;

	page_gap(page);
	page_text(page, 0, STYLE_STRONG, title);
	for (size_t i = 0; i < count; i++)
		if (text_width(signs[i].sign) > width)
			width = text_width(signs[i].sign);
	for (size_t i = 0; i < count; i++)
		add_entry(page, width, signs[i].sign, STYLE_CODE,
		    _(signs[i].meaning));
}

int
help_draw(const struct area *area, const struct key_help *keys, size_t count,
    int skip)
{
	struct page page;
	int width = 0;

	page_init(&page, area);
	page_text(&page, 0, STYLE_STRONG, _("Keys"));
	for (size_t i = 0; i < count; i++)
		if (text_width(keys[i].key) > width)
			width = text_width(keys[i].key);
	for (size_t i = 0; i < count; i++)
		add_entry(&page, width, keys[i].key, STYLE_KEY, keys[i].help);
	add_signs(&page, _("Segments"), segments, COUNT(segments));
	add_signs(&page, _("The ladder"), ladder, COUNT(ladder));
	add_signs(&page, _("The diagram"), diagram, COUNT(diagram));
	add_signs(&page, _("Checks and numbers"), checks, COUNT(checks));
	int most = page_draw(&page, area, skip);
	page_fini(&page);
	return most;
}
