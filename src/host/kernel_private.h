/*
 * What the parts of the kernel engine share.
 *
 *	socket A 10.0.n.1:10001 --SYN to 10.0.n.2:10002--> TUN --> our hand
 *	                                                            | deliver:
 *	                                                            | addresses
 *	socket B 10.0.n.1:10002 <--SYN from 10.0.n.2:10001-- TUN <--+ swapped
 *
 * Sequence numbers are the scene's, wherever they are not called real:
 *
 *	shown = real + shift, so that an end's SYN has the ISS of the scene
 */
#ifndef HOST_KERNEL_PRIVATE_H
#define HOST_KERNEL_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"
#include "engine/engine.h"
#include "host/netns.h"
#include "host/packet.h"
#include "host/shadow.h"
#include "host/sock_diag.h"
#include "host/socket_end.h"
#include "host/strangers.h"

#define KERNEL_WAIT_MAX 70000000	/* us that a scene may keep a person waiting */
#define TIMER_GRAIN 20000	/* us that a timer may be early: it is told in whole jiffies */

/* The sockets' options, as `set` has them. */
struct kernel_settings {
	uint32_t	window;		/* 0: as the system has it */
	uint32_t	user_timeout;	/* ms; 0: none */
	uint32_t	keepalive;	/* ms; 0: none */
	bool		nagle;
	bool		delayed_ack;
};

struct kernel_end {
	struct socket_end	socket;
	struct socket_place	place;
	struct netns		*netns;		/* for place.open */
	struct kernel_settings	settings;
	struct tuple		tuple;		/* under which the kernel knows it */
	bool			self;		/* its connection is with its own port */
	bool			seen;		/* the kernel has it ... */
	struct kernel_socket	look;		/* ... like this */
	bool			wished;		/* its next ISS was set, or none was told yet */
	bool			numbered;	/* it has sent a SYN: */
	uint32_t		first_flight;	/* that SYN, an index into the trace's flights */
	uint32_t		real_iss;
	uint32_t		shift;		/* of its own numbers */
	uint32_t		irs;		/* shown; of the peer whom it knows */
	uint32_t		peer_shift;	/* of that peer's numbers */
	uint32_t		acked;		/* shown; the last ACK that it sent */
	uint32_t		announced;	/* the last window that it sent */
	uint32_t		heard;		/* the last window that reached it */
};

/* A packet that came out of the device and is not told yet. */
struct fresh {
	uint8_t		from;		/* enum end */
	bool		by_timer;	/* that ran out during a step: it is not the step's */
	struct packet	packet;
	uint8_t		*octets;
	size_t		n;
};

/* The packet of a flight; octets is NULL once it is of no use any more. */
struct held {
	uint8_t		*octets;
	size_t		n;
};

struct kernel {
	struct engine		 engine;
	struct event_base	*base;
	struct netns		*netns;
	struct sock_diag	 diag;
	int			 tun;
	unsigned		 number;	/* of the device */
	bool			 ipv6;
	int64_t			 looked;	/* us, on the trace's clock: when both ends were; -1: a look is due */
	int64_t			 epoch;		/* us, of pause_clock: the trace's 0 */
	struct kernel_end	 end[END_COUNT];
	struct shadow		 shadow;
	VEC(struct fresh)	 fresh;
	VEC(struct held)	 held;		/* by flight */
	struct {
		size_t		 moments;	/* that timers made since the last command */
		uint32_t	 sent, count;	/* flights of theirs */
	} early;
	struct strangers	 strangers;
	bool			 settings_changed;	/* of the namespace */
	struct str		 own;		/* what an end has sent to itself, and is not told yet */
	struct str		 parted;	/* why the scene is elsewhere; empty if it is not */
};

/* One event, from its cause to its moment. */
struct step {
	struct happening	cause;
	int			line;
	uint32_t		statement;
	size_t			packets;	/* so many of the fresh ones are its, the first */
	int64_t			started;	/* us, on the trace's clock */
	int64_t			due[END_COUNT];	/* us, on it: when an end's timer runs out; -1: none runs */
	enum end		end;		/* where it happens */
	uint8_t			before;		/* enum state of that end */
	bool			has_arrived;
	struct segment		arrived;	/* shown */
	struct segment		arrived_real;
	bool			forged;
	bool			again;		/* a repeat of what is held is a segment of its own */
	bool			called;
	int			error;		/* the errno of the call */
	bool			reply_differs;
	uint8_t			reply;		/* enum reply */
	uint32_t		received;
	bool			explained;	/* the shadow had the event, too */
	struct str		remark;
};

/* ---- kernel_look.c: what the kernel shows */

int64_t kernel_clock(const struct kernel *k);

/* Open sock_diag in there. False with why, and the command that helps. */
bool kernel_look_begin(struct kernel *k, struct error *why);

/* Accept, write on, read what is waited for; then look at both ends. */
void kernel_look(struct kernel *k, struct step *step);

enum state kernel_state_of(const struct kernel *k, enum end end);

/* The end as a trace shows it in a moment at now. */
void kernel_endpoint(const struct kernel *k, enum end end, int64_t now,
    struct endpoint *endpoint);

/* The kernel's next timer of either end, in us; -1: none runs. end is whose. */
int64_t kernel_due(const struct kernel *k, enum end *end);

/* The newest moment's timers as they are now: what was repeated has another. */
void kernel_timers(struct kernel *k);

/* Can an end be elsewhere than it was seen, though no segment came? */
bool kernel_may_have_moved(const struct kernel *k);

/* ---- kernel_wire.c: what comes out of the device and goes into it */

/* Take whatever is there. True if there was anything of ours. */
bool kernel_read(struct kernel *k);

/* Is there anything, or does something come within us microseconds? */
void kernel_await(struct kernel *k, int64_t us);

/* Its segment in the numbers of the scene, as the step has them. */
struct segment kernel_shown(const struct kernel *k, const struct step *step,
    const struct fresh *fresh);

/* The same segment as the shadow sent it in this step, or NULL. */
const struct sent *kernel_sent_by_shadow(const struct kernel *k,
    const struct step *step, enum end from, const struct segment *seg);

/* What an end sent in a step. */
struct sent_by {
	int		count;
	int		repeats;	/* counted on segments that are held */
	uint32_t	text;		/* octets of the longest; 0: no data */
	int16_t		first;		/* its flags, as difference.h has them */
	bool		again;		/* that one had been sent before */
};

/* Put the step's packets on the newest moment's wire. */
void kernel_tell_wire(struct kernel *k, struct step *step,
    struct sent_by sent[END_COUNT]);

/* Is this packet a repeat of a segment that is under way? Its flight, or -1. */
long kernel_repeat_of(const struct kernel *k, const struct fresh *fresh);

/*
 * Is it a repeat of one that was delivered, sent again only because we hold
 * the answer in our hand? The flight that was delivered, or -1.
 */
long kernel_answer_held(const struct kernel *k, const struct fresh *fresh);

/* Forget the first n fresh packets. */
void kernel_fresh_drop(struct kernel *k, size_t n);

/* The octets of a flight go to its receiver. */
bool kernel_write(struct kernel *k, const uint8_t *octets, size_t n);

/* The flight is off the wire, or has a second copy. */
void held_drop(struct kernel *k, uint32_t flight);
void held_copy(struct kernel *k, uint32_t flight, uint32_t copy);
void held_free(struct kernel *k);

/* ---- kernel_settle.c: coming to rest */

/*
 * Look at both ends until the look is newer than all that came out of the
 * device, and newer than the handler of a timer that sent any of it.
 */
void kernel_look_behind(struct kernel *k, struct step *step);

/*
 * Wait until the kernel has done what the shadow did, but not long. The step's
 * packets stand first then; those of timers that ran out meanwhile stay fresh.
 */
void kernel_settle(struct kernel *k, struct step *step);

/* ---- kernel_tell.c: the moment */

/* Begin a step at end, now. */
void kernel_step(const struct kernel *k, struct step *step,
    enum cause_kind kind, enum end end, int line);

void kernel_tell(struct kernel *k, struct step *step);

/* ---- kernel_call.c */

enum done kernel_call(struct kernel *k, const struct command *command,
    struct error *why);

/* Set the end's options on a socket of its. */
void kernel_options_set(const struct kernel_end *end, int fd);

/* Before something arrives: Linux begins a connection with ACKs at once, wanted or not. */
void kernel_delay_acks(const struct kernel_end *end);

enum done kernel_set(struct kernel *k, const struct command *command,
    struct error *why);

/* ---- kernel_queue.c: accept queues, and a port with itself */

enum done kernel_accept(struct kernel *k, const struct command *command,
    struct error *why);
enum done kernel_fill(struct kernel *k, const struct command *command,
    struct error *why);

/* set backlog, reuseaddr, abort-on-overflow, syncookies */
enum done kernel_set_queue(struct kernel *k, const struct command *command,
    struct error *why);

/* accept() once, where it waits. True if there was one in the queue. */
bool kernel_accept_pump(struct kernel *k, enum end end);

bool kernel_queue_full(const struct kernel *k, enum end end);

/* Is the end's connection one that its program has not accepted yet? */
bool kernel_unaccepted(const struct kernel *k, enum end end);

/* The end's next connection is with itself, or with the other end. */
void kernel_self(struct kernel *k, enum end end, bool self);

/* Does nobody watch this packet? Then it goes back where it came from. */
bool kernel_pass(struct kernel *k, const struct packet *packet,
    const uint8_t *octets, size_t n);

/* Say what an end has sent to itself. */
void kernel_remark_own(struct kernel *k, struct step *step);

/* The strangers go, and settings are as they were. */
void kernel_queue_fini(struct kernel *k);

/* ---- kernel_time.c */

/*
 * Tell what happened by itself. again: repeats of what is held are segments of
 * their own. True if there were moments.
 */
bool kernel_catch_up(struct kernel *k, bool again, int line);

enum done kernel_wait(struct kernel *k, const struct command *command,
    struct error *why);

#endif
