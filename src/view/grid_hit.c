/*
 * What stands where. Whoever draws a thing tells it in the same breath, so that
 * nobody computes a second time where it went.
 */
#include "view/grid.h"

void
area_hit(const struct area *area, int row, int column, int columns,
    enum hit_kind kind, uint32_t id)
{
	if (row < 0 || column < 0)
		return;
	struct area part = area_part(area, row, column, 1, columns);

	if (part.rows > 0 && part.columns > 0)
		vec_push(&area->grid->hits.list, (struct hit){ .kind = kind, .id = id,
		    .row = part.row, .column = part.column, .columns = part.columns });
}

struct hit
hits_at(const struct hits *hits, int row, int column)
{
	for (size_t i = hits->list.n; i-- > 0;) {
		const struct hit *hit = &hits->list.v[i];

		if (hit->row == row && column >= hit->column &&
		    column < hit->column + hit->columns)
			return *hit;
	}
	return (struct hit){ .kind = HIT_NONE };
}

void
hits_copy(struct hits *to, const struct hits *from)
{
	to->list.n = 0;
	for (size_t i = 0; i < from->list.n; i++)
		vec_push(&to->list, from->list.v[i]);
}
