/*
 * "Did you mean": the known word that is nearest to a mistyped one.
 */
#ifndef LESSON_SUGGEST_H
#define LESSON_SUGGEST_H

#include <stddef.h>

/*
 * How many keys away the word (n octets) is from a name, case ignored: a
 * letter too many, missing, wrong, or two swapped. SIZE_MAX if it is too far
 * for a slip of the hand.
 */
size_t suggest_distance(const char *word, size_t n, const char *name);

#endif
