/*
 * The key bar:
 *
 *	 Space step   Backspace back   ? why   q leave
 *
 * Where there is no room for all, those that get one on or out stay longest.
 */
#include "view/keys.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

/* Columns between two keys; on a narrow screen a column is worth more. */
#define GAP_COLUMNS 3
#define GAP_NARROW 2
#define WIDE_COLUMNS 80

/*
 * What stays longest. Next, leave, help, menu: a screen without them is a trap.
 * A question has to say how it is answered.
 */
static const char kept[] = " qhm";
static const char kept_asking[] = "1?qhm ";

struct bar {
	const struct key_help	*keys;
	size_t			 count;
	int			 gap;
	uint64_t		 chosen;	/* a bit for each that is shown */
	int			 used;		/* columns */
};

static int
key_width(const struct key_help *key)
{
	return text_width(key->key) + 1 + text_width(key->brief);
}

static const struct key_help *
key_find(const struct bar *bar, char stroke, size_t *at)
{
	for (size_t i = 0; i < bar->count; i++) {
		if (bar->keys[i].brief != NULL && bar->keys[i].stroke == (uint32_t)stroke) {
			*at = i;
			return &bar->keys[i];
		}
	}
	return NULL;
}

/* False if there is no room for it. */
static bool
key_choose(struct bar *bar, size_t i, int columns)
{
	int used = bar->used + key_width(&bar->keys[i]) + (bar->chosen != 0 ? bar->gap : 0);

	if (used > columns)
		return false;
	bar->chosen |= UINT64_C(1) << i;
	bar->used = used;
	return true;
}

static void
keys_choose(struct bar *bar, int columns)
{
	size_t at;
	bool asking = key_find(bar, '1', &at) != NULL && key_find(bar, '?', &at) != NULL;

	for (const char *p = asking ? kept_asking : kept; *p != '\0'; p++)
		if (key_find(bar, *p, &at) != NULL)
			key_choose(bar, at, columns);
	for (size_t i = 0; i < bar->count; i++) {
		if (bar->keys[i].brief == NULL || (bar->chosen & UINT64_C(1) << i) != 0)
			continue;
		if (!key_choose(bar, i, columns))
			break;
	}
}

static void
key_draw(const struct area *area, int column, const struct key_help *key)
{
	int name = text_width(key->key);

	area_put(area, 0, column, STYLE_KEY, key->key);
	area_put(area, 0, column + name + 1, STYLE_BAR, key->brief);
	area_hit(area, 0, column, key_width(key), HIT_KEY, key->stroke);
}

void
keys_draw(const struct area *area, const struct key_help *keys, size_t count)
{
	struct bar bar = {
		.keys = keys,
		.count = count < KEYS_SHOWN_MAX ? count : KEYS_SHOWN_MAX,
		.gap = area->columns < WIDE_COLUMNS ? GAP_NARROW : GAP_COLUMNS,
	};
	int column = 1;

	area_fill(area, 0, 0, 1, area->columns, STYLE_BAR, " ");
	keys_choose(&bar, area->columns - 2);
	for (size_t i = 0; i < bar.count; i++) {
		if ((bar.chosen & UINT64_C(1) << i) == 0)
			continue;
		key_draw(area, column, &keys[i]);
		column += key_width(&keys[i]) + bar.gap;
	}
}
