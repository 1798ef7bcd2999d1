/*
 * Golden files: a grid must look as the file says, characters and styles.
 */
#ifndef VIEW_GOLDEN_H
#define VIEW_GOLDEN_H

#include "view/grid.h"

/*
 * Compare with tests/view/golden/NAME.txt; fail with both where they differ.
 * With UPDATE_GOLDEN in the environment, write it anew.
 */
void golden_check(const char *name, const struct grid *grid);

#endif
