/*
 * What the parts of the loopback engine share.
 *
 *	           script       a model that runs the scene as it is written
 *	command -> shadow       a model that is delivered everything at once
 *	           end[A], [B]  two real sockets: they, too, get everything at once
 *
 * What is shown is the kernel's; the shadow explains it; the script knows
 * whether the scene is where the kernel is.
 */
#ifndef HOST_LOOPBACK_PRIVATE_H
#define HOST_LOOPBACK_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/engine.h"
#include "host/observer.h"
#include "host/socket_end.h"

/* As the kernel was seen last. */
struct look {
	enum seen		seen;
	struct kernel_socket	socket;
};

struct loopback {
	struct engine		 engine;
	struct event_base	*base;
	struct observer		 observer;
	int64_t			 epoch;		/* us, of pause_clock: the trace's 0 */
	struct socket_end	 end[END_COUNT];
	struct look		 look[END_COUNT];
	uint32_t		 iss[END_COUNT];	/* as shown, of the connections there are */
	uint32_t		 heard[END_COUNT];	/* octets that the peer wrote, kept when it leaves */
	uint32_t		 received[END_COUNT];	/* by a receive that had waited */
	struct engine		*script;
	struct engine		*shadow;
	bool			 in_step;	/* the shadow's states are the kernel's */
	bool			 same_numbers;	/* and SND.UNA and RCV.NXT, too */
	uint8_t			 passing[END_COUNT];	/* a state on the way; STATE_COUNT: none */
	bool			 set_aside;	/* an old connection was left to the kernel */
	char			 parted[160];	/* why the scene is elsewhere; "" if not known */
};

/* What a command did to the sockets. */
struct report {
	struct happening cause;
	int		 line;
	int64_t		 started;	/* us, on the trace's clock */
	int64_t		 ended;
	bool		 called;	/* a call was made: reply holds */
	bool		 fed;		/* the shadow got it, too ... */
	size_t		 first;		/* ... and tells it from this moment on */
	bool		 settled;
	int		 error;		/* the errno of the call */
	enum reply	 reply;
	bool		 differs;	/* the RFC would have answered otherwise */
	uint32_t	 received;
};

/* ---- loopback_look.c: the kernel's side */

/* Accept, write on, read what is waited for; then look at both ends. */
void loopback_look(struct loopback *lb);

/* The end's state as seen last; where the kernel does not tell, the shadow's. */
enum state loopback_state(const struct loopback *lb, enum end end);

/* The end as a trace shows it, numbers shifted to the scene's. */
void loopback_endpoint(const struct loopback *lb, enum end end,
    struct endpoint *endpoint);

/*
 * Look until the kernel is where the shadow is, or where it rests, but not
 * longer than two seconds. Updates in_step and same_numbers; false if it did not come to rest.
 */
bool loopback_settle(struct loopback *lb);

/* Is the shadow where the kernel was seen last? Updates in_step and same_numbers. */
void loopback_compare(struct loopback *lb);

/* us since the scene began. */
int64_t loopback_clock(const struct loopback *lb);

/* ---- loopback_scene.c: the script and the shadow */

enum state model_state(const struct engine *model, enum end end);

/* Give the shadow the command, and everything that it provokes. */
void shadow_feed(struct loopback *lb, const struct command *command);

/* What the shadow answered to the call of its moment with that index. */
enum reply shadow_reply(const struct loopback *lb, size_t moment);

/* Begin again with a shadow that stands where both ends stand: CLOSED or LISTEN. */
void shadow_renew(struct loopback *lb);

/* Remember why the scene is elsewhere now; forget it once it is not. */
void scene_part(struct loopback *lb, const char *why);
void scene_rejoin(struct loopback *lb);

/* engine_ops.comparable */
bool loopback_comparable(const struct engine *engine, struct error *why);

/* ---- loopback_call.c: calls */

enum done loopback_call(struct loopback *lb, const struct command *command,
    struct error *why);

/* ---- loopback_tell.c: the moment */

void loopback_tell(struct loopback *lb, const struct report *report);

#endif
