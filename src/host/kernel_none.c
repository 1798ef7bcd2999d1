/*
 * The kernel engine where there is none: no Linux, or no libmnl to ask it by.
 */
#include "host/kernel.h"

#include <stddef.h>

bool
kernel_probe(struct error *why)
{
#ifdef __linux__
	error_set(why, 0, 0, "this program was built without libmnl: install it "
	    "(Debian: libmnl-dev), then ./configure and make again");
#else
	error_set(why, 0, 0, "only Linux has network namespaces; take model or loopback");
#endif
	return false;
}

struct engine *
kernel_new(const struct kernel_options *options, struct error *why)
{
	(void)options;
	kernel_probe(why);
	return NULL;
}
