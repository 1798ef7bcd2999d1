/*
 * The kernel engine where there is none: no Linux, or no libmnl to ask it by.
 */
#include "host/kernel.h"

#include <stddef.h>

#include "host/obstacle.h"

bool
kernel_probe(struct error *why)
{
	struct obstacle obstacle = { .at = OBSTACLE_SYSTEM };

#ifdef __linux__
	obstacle.is_linux = true;
#endif
	obstacle_say(&obstacle, why);
	return false;
}

struct engine *
kernel_new(const struct kernel_options *options, struct error *why)
{
	(void)options;
	kernel_probe(why);
	return NULL;
}
