/* The octets between two styles. */
#include "pen.h"

#include <string.h>

#include "terminfo.h"

static const struct {
	unsigned		look;
	enum terminfo_word	word;
} attributes[PEN_ATTRIBUTES] = {
	{ LOOK_BOLD, TERMINFO_BOLD },
	{ LOOK_DIM, TERMINFO_DIM },
	{ LOOK_UNDERLINE, TERMINFO_UNDERLINE },
	{ LOOK_REVERSE, TERMINFO_REVERSE },
};

/* As much as there is room for is all or nothing: half a sequence is worse than none. */
static bool
word_keep(char word[PEN_WORD], struct str *said)
{
	bool fits = said->n > 0 && said->n < PEN_WORD;

	memcpy(word, fits ? str_text(said) : "", fits ? said->n + 1 : 1);
	str_clear(said);
	return fits;
}

static void
pen_init(struct pens *pens, unsigned style, const struct look *look,
    const struct terminfo_traits *traits, unsigned known)
{
	int colour = traits->colours >= 256 ? look->many : look->few;
	bool coloured = traits->colours >= 8;
	struct pen *pen = &pens->of[style];
	struct str said = { 0 };

	pen->attributes = (coloured ? look->coloured : look->plain) & known;
	pen->colour = COLOUR_OWN;
	if (coloured && colour != COLOUR_OWN) {
		terminfo_colour(&said, colour);
		if (word_keep(pens->colour[style], &said)) {
			pen->colour = colour;
			pen->attributes &= ~traits->not_coloured;
		}
	}
	str_free(&said);
}

void
pens_init(struct pens *pens, const struct theme *theme, bool colours)
{
	struct terminfo_traits traits = terminfo_traits();
	struct str said = { 0 };
	unsigned known = 0;

	memset(pens, 0, sizeof(*pens));
	if (!colours)
		traits.colours = 0;
	if (traits.styles) {
		terminfo_say(&said, TERMINFO_RESET);
		traits.styles = word_keep(pens->reset, &said);
	}
	for (size_t i = 0; traits.styles && i < PEN_ATTRIBUTES; i++) {
		terminfo_say(&said, attributes[i].word);
		if (word_keep(pens->on[i], &said))
			known |= attributes[i].look;
	}
	if (!traits.styles)
		traits.colours = 0;
	for (unsigned style = 0; style < STYLE_COUNT; style++)
		pen_init(pens, style, theme_look(theme, style), &traits, known);
	str_free(&said);
}

bool
pens_equal(const struct pens *pens, unsigned style, unsigned other)
{
	const struct pen *a = &pens->of[style], *b = &pens->of[other];

	return a->attributes == b->attributes && a->colour == b->colour;
}

bool
pens_quiet(const struct pens *pens, unsigned style)
{
	return !(pens->of[style].attributes & (LOOK_UNDERLINE | LOOK_REVERSE));
}

/*
 * Sequences of the kind ESC [ ... m become one: ESC [ 1 ; 7 m. What is a
 * reset in short, ESC [ m, gets its zero back.
 */
static void
sequence_add(struct str *out, size_t start, const char *word)
{
	size_t n = out->n;

	if (n > start && out->p[n - 1] == 'm' && strncmp(word, "\033[", 2) == 0 &&
	    word[strlen(word) - 1] == 'm' && strncmp(out->p + start, "\033[", 2) == 0) {
		bool short_reset = out->p[n - 2] == '[';
		out->n--;
		str_add(out, short_reset ? "0;" : ";");
		str_add(out, word + 2);
	} else {
		str_add(out, word);
	}
}

void
pens_change(struct str *out, const struct pens *pens, unsigned from, unsigned to)
{
	const struct pen *a = &pens->of[from], *b = &pens->of[to];
	unsigned on = a->attributes;
	int colour = a->colour;
	size_t start = out->n;

	if ((on & ~b->attributes) || (colour != b->colour && b->colour == COLOUR_OWN)) {
		sequence_add(out, start, pens->reset);
		on = 0;
		colour = COLOUR_OWN;
	}
	for (size_t i = 0; i < PEN_ATTRIBUTES; i++)
		if (attributes[i].look & b->attributes & ~on)
			sequence_add(out, start, pens->on[i]);
	if (colour != b->colour)
		sequence_add(out, start, pens->colour[to]);
}
