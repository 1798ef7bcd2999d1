/*
 * Help: the keys from the table that binds them, then how to read the screen.
 */
#include "view/help.h"

#include "base/i18n.h"
#include "base/text.h"
#include "view/page.h"

struct sign {
	const char	*sign;
	const char	*ascii;		/* NULL: the same */
	const char	*meaning;
};

static const struct sign segments[] = {
	{ "S 100:100(0)", NULL, N_("flags, first sequence number : the one after the text (octets of text)") },
	{ "S F R P U", NULL, N_("flags: SYN opens, FIN ends a direction, RST breaks off, PSH: hand it over now, URG: urgent") },
	{ ".", NULL, N_("the flag ACK: \"S.\" is SYN and ACK, \".\" alone an ACK and nothing else") },
	{ "ack 301", NULL, N_("the acknowledgment number: the next one that is expected") },
	{ "win 65535", NULL, N_("the window: how many octets the sender of this will take") },
};

static const struct sign ladder[] = {
	{ "●", "*", N_("a call, or a timer: filled in this moment, hollow before") },
	{ "━━━━▶", "====>", N_("a segment that arrives in this moment") },
	{ "────▶", "---->", N_("one that arrived before") },
	{ N_("──▶ in flight"), N_("--> in flight"), N_("under way") },
	{ "────┐", "----+", N_("it arrived later: see further down,") },
	{ "└─ S ──▶", "+- S -->", N_("there: the arrival of one that was sent further up") },
	{ N_("──✗ lost"), N_("--x lost"), N_("the network lost it") },
	{ N_("* forged"), NULL, N_("nobody at that end sent it: somebody else did") },
	{ N_("= copy"), NULL, N_("the network doubled it") },
	{ "┄┄┄┄▶", "....>", N_("not seen, but it must have been: a real kernel was at work") },
	{ N_("again ×2"), N_("again x2"), N_("a retransmission, the second one") },
	{ N_("late"), NULL, N_("something that was sent after it arrived before it") },
	{ N_("→ STATE"), N_("-> STATE"), N_("what the end has become") },
};

static const struct sign diagram[] = {
	{ "A▸  ◂B", "A>  <B", N_("where this end stands") },
	{ "━━▶", "==>", N_("the edge just taken; its event / its action stand below") },
	{ "⇓", "#", N_("the same, where there is room for its head only") },
	{ "╌╌▶", "..>", N_("an edge that the RFC's own figure leaves out") },
};

static const struct sign checks[] = {
	{ "✓", "+", N_("a check that held: go on") },
	{ "•", "*", N_("something was done: go on") },
	{ "■", "#", N_("the check that decided") },
	{ "SND.UNA", NULL, N_("the oldest number that is not acknowledged; SND.NXT: the next that is sent") },
	{ "RCV.NXT", NULL, N_("the next number that is expected") },
	{ "SND.WND", NULL, N_("the window that the other end gave; RCV.WND: the one that this end gives") },
	{ ".NXT .WND", NULL, N_("where there is little room: behind SND.UNA they are SND's, behind RCV.NXT RCV's") },
	{ "101←100", "101<-100", N_("a number that has changed, and what it was") },
	{ "RTO 1 s", NULL, N_("the retransmission timer runs out in 1 s; x2: for the second time") },
	{ "2MSL 4 min", NULL, N_("the timer of TIME-WAIT: twice the maximum segment lifetime (2 minutes)") },
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Columns left of a name, and between it and its text. */
#define NAME_INDENT 2
#define NAME_GAP 2

static void
add_entry(struct page *page, int width, const char *name, enum style style,
    const char *text)
{
	struct str mark = { 0 };

	str_add(&mark, name);
	str_pad(&mark, width + NAME_GAP - 1);
	page_run(page, STYLE_TEXT, text);
	page_end(page, NAME_INDENT + width + NAME_GAP, style, str_text(&mark));
	str_free(&mark);
}

static const char *
sign_text(const struct page *page, const struct sign *sign)
{
	return _(page->ascii && sign->ascii != NULL ? sign->ascii : sign->sign);
}

static void
add_signs(struct page *page, const char *title, const struct sign *signs,
    size_t count)
{
	int width = 0;

	page_gap(page);
	page_text(page, 0, STYLE_STRONG, title);
	for (size_t i = 0; i < count; i++) {
		int columns = text_width(sign_text(page, &signs[i]));

		if (columns > width)
			width = columns;
	}
	for (size_t i = 0; i < count; i++)
		add_entry(page, width, sign_text(page, &signs[i]), STYLE_CODE,
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
	add_entry(&page, width, _("mouse"), STYLE_KEY, _("a click does what stands there, or tells "
	    "of it; with Shift it marks text, as it does with --no-mouse"));
	add_signs(&page, _("Segments"), segments, COUNT(segments));
	add_signs(&page, _("The ladder"), ladder, COUNT(ladder));
	add_signs(&page, _("The diagram"), diagram, COUNT(diagram));
	add_signs(&page, _("Checks and numbers"), checks, COUNT(checks));
	int most = page_draw(&page, area, skip);
	page_fini(&page);
	return most;
}
