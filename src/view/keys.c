/*
 * The key bar:
 *
 *	 Space step   Backspace back   ? why   q leave
 *
 * Where there is no room for all, those that get one on or out go first.
 */
#include "view/keys.h"

#include <string.h>

#include "base/text.h"

#define GAP_COLUMNS 3

/* Next, help, menu, leave: a screen without them is a trap. */
static const char kept[] = " hmq";

static bool
is_kept(const struct key_help *key)
{
	return key->stroke >= ' ' && key->stroke < 0x7f &&
	    strchr(kept, (int)key->stroke) != NULL;
}

static int
key_width(const struct key_help *key)
{
	if (key->brief == NULL)
		return 0;
	return text_width(key->key) + 1 + text_width(key->brief) + GAP_COLUMNS;
}

static void
key_draw(const struct area *area, int column, const struct key_help *key)
{
	int name = text_width(key->key);

	area_put(area, 0, column, STYLE_KEY, key->key);
	area_put(area, 0, column + name + 1, STYLE_BAR, key->brief);
	area_hit(area, 0, column, key_width(key) - GAP_COLUMNS, HIT_KEY,
	    key->stroke);
}

void
keys_draw(const struct area *area, const struct key_help *keys, size_t count)
{
	int column = 1, reserved = 0;
	bool full = false;

	area_fill(area, 0, 0, 1, area->columns, STYLE_BAR, " ");
	for (size_t i = 0; i < count; i++)
		if (is_kept(&keys[i]))
			reserved += key_width(&keys[i]);
	for (size_t i = 0; i < count; i++) {
		int width = key_width(&keys[i]);
		bool keep = is_kept(&keys[i]);

		if (width == 0 || (full && !keep))
			continue;
		reserved -= keep ? width : 0;
		if (column + width - GAP_COLUMNS + (keep ? 0 : reserved) >
		    area->columns - 1) {
			full = true;
			continue;
		}
		key_draw(area, column, &keys[i]);
		column += width;
	}
}
