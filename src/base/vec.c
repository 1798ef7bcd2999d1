/*
 * What is behind the macros of vec.h: room that doubles, so that n pushes cost
 * a number of copies that is proportional to n.
 */
#include "base/vec.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

#define VEC_FIRST	8
#define TEXT_FIRST	64	/* of single octets, which come by the word */

void *
vec_room(void *v, size_t *cap, size_t want, size_t size)
{
	if (want <= *cap)
		return v;

	size_t room = *cap <= SIZE_MAX / 2 ? *cap * 2 : want;

	if (room < VEC_FIRST)
		room = size == 1 ? TEXT_FIRST : VEC_FIRST;
	if (room < want)
		room = want;
	v = mem_grow(v, room, size);
	*cap = room;
	return v;
}

void
vec_drop(void *v)
{
	free(v);
}
