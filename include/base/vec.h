/*
 * A growable array of any type.  All zero is a valid empty one:
 *
 *	VEC(struct error) list = { 0 };
 *	vec_push(&list, (struct error){ .line = 3 });
 *	for (size_t i = 0; i < list.n; i++)
 *		use(&list.v[i]);
 *	vec_free(&list);
 *
 * Growing moves the elements: a pointer to one is good until the next push.
 * The macros evaluate vec more than once.
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>
#include <string.h>

#define VEC(type)	struct { type *v; size_t n, cap; }

/* Makes room for at least want elements in all; n stays. */
#define vec_reserve(vec, want)						\
	((vec)->v = vec_room((vec)->v, &(vec)->cap, (want),		\
	    sizeof(*(vec)->v)))

/* Appends a value, which may be a compound literal. */
#define vec_push(vec, ...)						\
	(vec_reserve((vec), (vec)->n + 1),				\
	    (void)((vec)->v[(vec)->n] = (__VA_ARGS__)), (void)(vec)->n++)

/* Appends an element of zeroes and gives its address. */
#define vec_grow_one(vec)						\
	(vec_reserve((vec), (vec)->n + 1),				\
	    memset(&(vec)->v[(vec)->n], 0, sizeof(*(vec)->v)),		\
	    &(vec)->v[(vec)->n++])

/* Frees the elements' memory and leaves an empty array, which may be used again. */
#define vec_free(vec)							\
	(vec_drop((vec)->v), (vec)->v = NULL,			\
	    (void)((vec)->n = (vec)->cap = 0))

/* What the macros stand on: v with room for want elements of size octets. */
void	*vec_room(void *v, size_t *cap, size_t want, size_t size);
void	 vec_drop(void *v);

#endif
