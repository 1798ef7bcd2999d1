/*
 * A lesson with the roles of A and B exchanged: what A did, B does.
 */
#ifndef APP_MIRROR_H
#define APP_MIRROR_H

#include "lesson/lesson.h"

/*
 * Exchange them in every statement; the words stay as they are. The ends'
 * first sequence numbers are exchanged too (A 300, B 100), so that all the
 * numbers that the lesson names hold on.
 */
void lesson_mirror(struct lesson *lesson);

#endif
