/* One write a screen. */
#include "gather.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"

static int
memory_open(void)
{
#ifdef MFD_CLOEXEC
	return memfd_create("screen", MFD_CLOEXEC);
#else
	return -1;
#endif
}

void
gather_init(struct gather *gather, int terminal)
{
	int own = fcntl(terminal, F_DUPFD_CLOEXEC, 0);

	*gather = (struct gather){ .terminal = terminal, .memory = memory_open() };
	if (own >= 0)
		gather->to = fdopen(own, "w");
}

void
gather_fini(struct gather *gather)
{
	if (gather->to != NULL)
		fclose(gather->to);
	if (gather->memory >= 0)
		close(gather->memory);
}

void
gather_begin(struct gather *gather)
{
	if (gather->memory >= 0)
		dup3(gather->memory, fileno(gather->to), O_CLOEXEC);
}

/* All of it, also to a terminal that somebody else has made non-blocking. */
static void
send_all(int fd, const char *octets, size_t n)
{
	while (n > 0) {
		ssize_t sent = write(fd, octets, n);
		if (sent >= 0) {
			octets += sent;
			n -= (size_t)sent;
		} else if (errno == EAGAIN) {
			poll(&(struct pollfd){ .fd = fd, .events = POLLOUT }, 1, -1);
		} else if (errno != EINTR) {
			return;
		}
	}
}

void
gather_end(struct gather *gather)
{
	if (gather->memory < 0)
		return;
	dup3(gather->terminal, fileno(gather->to), O_CLOEXEC);
	off_t n = lseek(gather->memory, 0, SEEK_CUR);
	if (n <= 0)
		return;
	char *octets = mem_alloc((size_t)n, 1);
	lseek(gather->memory, 0, SEEK_SET);
	ssize_t got = pread(gather->memory, octets, (size_t)n, 0);
	if (got > 0)
		send_all(gather->terminal, octets, (size_t)got);
	free(octets);
}
