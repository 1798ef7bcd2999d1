/*
 * Any octets as an answer of sock_diag and as lines of /proc/net/tcp: nothing
 * is read beyond them, and what is found has a state.
 */
#include <stdlib.h>
#include <string.h>

#include "host/proc_net.h"
#include "host/sock_diag.h"
#include "tcp/state.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
try_proc_net(const uint8_t *data, size_t size, bool ipv6)
{
	struct kernel_socket found;
	struct tuple tuple = { .ipv6 = ipv6,
	    .local = { .addr = { 127, 0, 0, 1 }, .port = 8080 } };

	if (proc_net_find(&found, (const char *)data, size, &tuple) &&
	    found.state >= STATE_COUNT)
		abort();
}

static void
try_sock_diag(const uint8_t *data, size_t size)
{
	struct kernel_socket found;
	uint32_t number = 0;
	int error = 0;
	/* malloc aligns it as the contract asks, and ends it where it ends. */
	void *copy = malloc(size > 0 ? size : 1);

	if (copy == NULL)
		return;
	memcpy(copy, data, size);
	/* The number that the answer claims, so that more than the number is tried. */
	if (size >= 12)
		memcpy(&number, data + 8, sizeof(number));

	enum sock_diag_answer answer = sock_diag_parse(copy, size, number, &found, &error);

	if ((answer == SOCK_DIAG_FOUND && found.state >= STATE_COUNT) ||
	    (answer == SOCK_DIAG_REFUSED && error <= 0))
		abort();
	free(copy);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	try_sock_diag(data, size);
	try_proc_net(data, size, false);
	try_proc_net(data, size, true);
	return 0;
}
