/*
 * Strangers: connections to a listener whose other end nobody looks at. They
 * fill its accept queue, which two ends alone cannot.
 */
#ifndef HOST_STRANGERS_H
#define HOST_STRANGERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"
#include "host/socket_end.h"
#include "trace/moment.h"

struct strangers {
	VEC(int) fds;		/* theirs, and the listener's ends of them that were accepted */
};

/* How full the accept queue of a listener is. */
struct queue {
	uint32_t	length;
	uint32_t	backlog;	/* Linux lets one more wait than that */
};

/* False where the kernel does not tell. */
bool queue_look(int listener, struct queue *queue);

/* Into an endpoint, where a scene has set a backlog. */
void queue_show(const struct socket_end *socket, struct endpoint *endpoint);

static inline bool
queue_is_full(const struct queue *queue)
{
	return queue->length > queue->backlog;
}

/*
 * One more stranger begins to connect to `to`, from a free port where the end
 * lives. keyed: it has the key to shut gates (gate.h). 0 or an errno.
 */
int stranger_connect(struct strangers *strangers, const struct socket_end *listening,
    const struct host_name *to, bool keyed);

/* While strangers come, that many more may be half open or wait than the backlog says; 0: not any more. */
void stranger_room(const struct socket_end *listening, uint32_t more);

/* All are gone, without a word. */
void strangers_fini(struct strangers *strangers);

#endif
