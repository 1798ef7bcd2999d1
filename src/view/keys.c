/*
 * The key bar:
 *
 *	 Space step   Backspace back   ? why   q leave
 */
#include "view/keys.h"

#include "base/text.h"

#define GAP_COLUMNS 3

void
keys_draw(const struct area *area, const struct key_help *keys, size_t count)
{
	int column = 1;

	area_fill(area, 0, 0, 1, area->columns, STYLE_BAR, " ");
	for (size_t i = 0; i < count; i++) {
		if (keys[i].brief == NULL)
			continue;
		int name = text_width(keys[i].key);
		int width = name + 1 + text_width(keys[i].brief);

		if (column + width > area->columns - 1)
			break;
		area_put(area, 0, column, STYLE_KEY, keys[i].key);
		area_put(area, 0, column + name + 1, STYLE_BAR, keys[i].brief);
		area_hit(area, 0, column, width, HIT_KEY, keys[i].stroke);
		column += width + GAP_COLUMNS;
	}
}
