/*
 * What the parts of the loopback engine share.
 *
 *	           script       a model that runs the scene as it is written
 *	command -> shadow       a model that is delivered what no gate holds: without
 *	                        gates everything, at once
 *	           end[A], [B]  two real sockets, with a gate each or with none
 *
 * What is shown is the kernel's; the shadow explains it; the script knows
 * whether the scene is where the kernel is.
 */
#ifndef HOST_LOOPBACK_PRIVATE_H
#define HOST_LOOPBACK_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"
#include "engine/engine.h"
#include "host/observer.h"
#include "host/socket_end.h"
#include "host/strangers.h"

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
	bool			 self[END_COUNT];	/* connected to its own port */
	struct strangers	 strangers;
	uint8_t			 passing[END_COUNT];	/* a state on the way; STATE_COUNT: none */
	bool			 set_aside;	/* an old connection was left to the kernel */
	char			 parted[240];	/* why the scene is elsewhere; "" if not known */
	bool			 gated;		/* there are gates */
	bool			 released;	/* all open, until the scene is where the kernel is */
	bool			 open[END_COUNT];	/* what goes to this end passes */
	size_t			 newer;		/* the shadow's flights before this wait for a command */
	VEC(uint32_t)		 shown;		/* by the shadow's flight: ours, or NOT_SHOWN */
};

#define NOT_SHOWN UINT32_MAX

/* How a held segment comes to its receiver. */
enum delivery {
	DELIVERY_NONE,		/* it was none of one held segment */
	DELIVERY_AGAIN,		/* its sender sends it again */
	DELIVERY_NEWER,		/* ... with a newer acknowledgment than it had */
	DELIVERY_ANSWERED,	/* its receiver has no socket, and no gate: it was there at once */
	DELIVERY_PROVOKED,	/* its receiver sends again what it answers */
	DELIVERY_IGNORED,	/* it finds the accept queue full */
	DELIVERY_VOID,		/* it changes nothing, and is not sent again */
	DELIVERY_ALL,		/* both gates were opened */
	DELIVERY_ALL_VOID	/* ... and nothing of what they had dropped is sent again */
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
	enum delivery	 delivery;
	unsigned	 tries;		/* of two calls to cross; 0: it was one call */
	uint32_t	 received;
};

/* ---- loopback_look.c: the kernel's side */

/* Accept, write on, read what is waited for; then look at both ends. */
void loopback_look(struct loopback *lb);

/* The kernel's next timer of either end that is of this kind (NONE: any), in us; -1: none. */
int64_t loopback_due(const struct loopback *lb, enum kernel_timer kind);

/* Until the timer that was due in us has really run: Linux lets it be late, by an eighth. */
void loopback_outwait(struct loopback *lb, int64_t us);

/* The end's state as seen last; where the kernel does not tell, the shadow's. */
enum state loopback_state(const struct loopback *lb, enum end end);

/* The end as a trace shows it, numbers shifted to the scene's. */
void loopback_endpoint(const struct loopback *lb, enum end end,
    struct endpoint *endpoint);

/* The newest moment's timers as they were seen last: what was repeated has another. */
void loopback_timers(struct loopback *lb);

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

/*
 * Give the shadow the command, and everything that it provokes and no gate
 * holds. A reset is not sent again, so the gate before it is opened first.
 */
void shadow_feed(struct loopback *lb, const struct command *command);

/* The shadow is delivered whatever in its wire no gate holds. */
void shadow_pass(struct loopback *lb);

/* Are two segments in flight the same, windows and who sent them again aside? */
bool flight_same(const struct flight *one, const struct flight *other);

/* Do script and shadow stand at the same place, with the same in flight? */
bool scene_is_there(const struct loopback *lb);

/* What the shadow answered to the call of its moment with that index. */
enum reply shadow_reply(const struct loopback *lb, size_t moment);

/* Begin again with a shadow that stands where both ends stand: CLOSED or LISTEN. */
void shadow_renew(struct loopback *lb);

/* Remember why the scene is elsewhere now; forget it once it is not. */
void scene_part(struct loopback *lb, const char *why);
void scene_rejoin(struct loopback *lb);

/* engine_ops.comparable */
bool loopback_comparable(const struct engine *engine, struct error *why);

/* ---- loopback_hold.c: the gates */

/* Does what goes to this end arrive at once? */
bool hold_passes(const struct loopback *lb, enum end end);

/* Open or shut the gate before an end. */
void hold_gate(struct loopback *lb, enum end end, bool open);

/* Before a call: where it would leave gates that nobody can open, open them. */
void hold_before(struct loopback *lb, const struct command *command);

/*
 * Would this close() leave no socket, while a FIN of the other end's is held? A
 * gate without a socket is opened by the other socket alone, and TIME-WAIT,
 * which is none, would never be heard.
 */
bool hold_leaves_fin(const struct loopback *lb, const struct command *command);

/* After a command: gates as they are to be. */
void hold_after(struct loopback *lb);

/* Open all gates, deliver all, until the scene is there again. True if that made a moment. */
bool hold_release(struct loopback *lb, int line);

/*
 * deliver and drop of what a gate may hold, after the script did it. line is
 * the statement's. DONE_SKIPPED, with why, if no gate held it.
 */
enum done hold_deliver(struct loopback *lb, const struct command *command, struct error *why);
enum done hold_drop(struct loopback *lb, const struct command *command, struct error *why);

/*
 * wait timer, after the script did it: if a retransmission timer of a held
 * segment ran out there, wait for the kernel's. False if it was another.
 */
bool hold_wait_timer(struct loopback *lb, const struct command *command);

/* wait DURATION while a gate holds something: it is sent again meanwhile. False if none does. */
bool hold_wait(struct loopback *lb, const struct command *command);

/*
 * Wait until the end's kernel has sent again what a gate dropped. False if it
 * does not, or only much later.
 */
bool hold_sent_again(struct loopback *lb, enum end end);

/* The trace's flight of a segment in the script's wire. False if none is shown of it. */
bool hold_shown(const struct loopback *lb, const struct flight *meant, uint32_t *flight);

/* The shadow's wire loses what the script's calls so. */
void hold_lose(struct loopback *lb, const struct flight *meant);

/* ---- loopback_queue.c: accept queues */

/* accept, fill, and the sets of a listener */
enum done queue_command(struct loopback *lb, const struct command *command,
    struct error *why);

/* Is the end's accept queue full, and no connection of ours in it? */
bool queue_refuses(const struct loopback *lb, enum end end);

/* Is the end's connection one that its program has not accepted yet? */
bool queue_unaccepted(const struct loopback *lb, enum end end);

/* accept() once. True if there was one in the queue. */
bool queue_accept(struct loopback *lb, enum end end);

/* deliver, where it finds a full accept queue: told, and true. Else false, and nothing done. */
bool queue_deliver(struct loopback *lb, const struct command *command);

void queue_remark(struct str *text, const struct loopback *lb, const struct report *report);

/* ---- loopback_race.c: simultaneous open without gates */

/*
 * Both ends, which have no sockets, call connect() at one instant, again and
 * again, for two seconds at most, until the SYNs cross. False if they did
 * not; tries says how often it was tried.
 */
bool race_connect(struct loopback *lb, unsigned *tries);

/* ---- loopback_call.c: calls */

enum done loopback_call(struct loopback *lb, const struct command *command,
    struct error *why);

/* What was told of a moment's segments, for the remark. */
struct told {
	uint32_t	segments;
	uint32_t	data;		/* of them carry text */
	uint32_t	held;		/* of them are held at a gate */
	bool		reset;		/* one was changed to RST,ACK */
};

/* ---- loopback_remark.c: what is said to the newest moment */

void loopback_remark(struct loopback *lb, const struct report *report,
    const struct told *told);

/* ---- loopback_tell.c: the moment */

void loopback_tell(struct loopback *lb, const struct report *report);

#endif
