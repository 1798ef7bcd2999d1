/*
 * The transmission control block (RFC 9293, section 3.3.1) of one end, and
 * the events of section 3.10 that act on it: the user's calls (call.h), an
 * arriving segment (arrive.h), a timer (expire.h).
 *
 * A tcb is plain memory: copying it saves it. It owns nothing, knows no
 * clock (now is an argument, in ms of any epoch) and never fails.
 *
 *   sequence space of the sender, SND.*       of the receiver, RCV.*
 *
 *     ISS  SYN                                  IRS  SYN
 *     una  ─┬─ oldest not acknowledged          nxt  ─┬─ next expected
 *           │  in flight                              │  window: wnd octets
 *     nxt  ─┼─ next to be sent                        │  (held[] lie in it)
 *           │  written, not sent                nxt+wnd ─ first that is refused
 *     end  ─┴─ FIN's number, once CLOSEd
 */
#ifndef TCP_TCB_H
#define TCP_TCB_H

#include <stdbool.h>
#include <stdint.h>

#include "tcp/effects.h"
#include "tcp/rto.h"
#include "tcp/seq.h"
#include "tcp/state.h"

/* The switches of INTERFACE's `set`, for both ends alike. */
struct policy {
	bool		rfc5961;	/* challenge ACKs, the ACK's range */
	bool		rfc1337;	/* TIME-WAIT ignores RST */
	bool		delayed_ack;	/* section 3.8.6.3 */
	bool		nagle;		/* section 3.7.4 */
	uint32_t	msl;		/* ms; section 3.4.2 */
	uint32_t	user_timeout;	/* ms; 0: none. Section 3.9.1.1 */
	uint32_t	keepalive;	/* idle ms before the first probe; 0: none. 3.8.4 */
};

/* What an end was told before it opens. */
struct config {
	struct policy	policy;
	struct seq	iss;		/* of the next OPEN */
	uint32_t	window;		/* RCV.BUFF, octets: 0 to 65535 */
	uint16_t	mss;		/* announced in our SYN */
};

enum timer {
	TIMER_RETRANSMISSION,
	TIMER_PERSIST,			/* zero-window probes, SWS override */
	TIMER_DELAYED_ACK,
	TIMER_KEEPALIVE,
	TIMER_USER,
	TIMER_TIME_WAIT
};

#define TIMER_COUNT 6

/* A TIME-WAIT, as far as it is worth keeping (section 3.6.1). */
struct remembered {
	bool		valid;
	struct seq	iss, snd_nxt, irs, rcv_nxt;
	uint32_t	snd_wnd, max_wnd;
};

struct range {
	struct seq	from, to;	/* [from, to) */
};

/* How many separate stretches of out-of-order data are held. */
#define TCB_HELD 4

struct tcb {
	uint8_t		state;		/* enum state; only tcb_enter writes it */
	bool		passive;	/* came from LISTEN (MUST-11) */
	bool		reader_gone;	/* BSD close(): nobody reads any more */
	bool		close_told;	/* the user knows that its CLOSE is done */
	struct {
		struct seq	iss, una, nxt, wl1, wl2;
		struct seq	end;	/* after the last octet that SEND gave us */
		struct seq	up;	/* SND.UP; meaningful while urgent */
		uint32_t	wnd;
		uint32_t	max_wnd;	/* MAX.SND.WND of RFC 5961 section 5 */
		uint16_t	mss;		/* Eff.snd.MSS, octets */
		bool		fin;		/* CLOSE was called: FIN stands at end */
		bool		urgent;
	} snd;
	struct {
		struct seq	irs, nxt, up;
		uint32_t	wnd;
		uint32_t	user;		/* RCV.USER: in order, not yet received by the user */
		uint32_t	wanted;		/* octets a waiting RECEIVE asks for; 0: none waits */
		struct seq	fin_seq;	/* of a FIN that came early */
		bool		fin_held;
		bool		urgent;		/* the user knows of urgent data */
		uint8_t		held_count;
		struct range	held[TCB_HELD];	/* out of order, ascending, disjoint */
		uint32_t	unacked;	/* octets since our last ACK (delayed ACK) */
	} rcv;
	struct remembered	old;	/* what a SYN has reopened, to go back to */
	struct {
		bool		on;
		int64_t		due;	/* ms */
	} timer[TIMER_COUNT];
	struct rto	rto;
	uint16_t	retransmits;	/* of what is at SND.UNA, since it moved last */
	uint16_t	probes;		/* of a closed window, since it opened last */
	uint16_t	keepalives;	/* unanswered keep-alive probes */
	int64_t		first_sent;	/* ms: when what is at SND.UNA went out first */
	struct {
		uint32_t	count;	/* challenge ACKs in this period */
		int64_t		since;	/* ms */
	} challenge;
	struct config	config;
};

/* RFC 5961 on, RFC 1337 on, delayed ACK off, Nagle off, MSL 120 s (CURRICULUM's defaults). */
void policy_init(struct policy *policy);

/* A CLOSED end with the defaults: the ISS given, window 65535, MSS 1460. */
void tcb_init(struct tcb *tcb, struct seq iss);

/* Our FIN was sent; our FIN was acknowledged. */
bool tcb_fin_sent(const struct tcb *tcb);
bool tcb_fin_acked(const struct tcb *tcb);

/* RCV.WND as it would be announced now (section 3.8.6.2.2). */
uint32_t tcb_window(const struct tcb *tcb);

/*
 * When the next timer is due, in ms, and which; INT64_MAX if none runs.
 * which may be NULL.
 */
int64_t tcb_next(const struct tcb *tcb, enum timer *which);

/*
 * Keep-alive after ms of silence from now on, or with 0 none (section 3.8.4);
 * on an open connection too, as SO_KEEPALIVE.
 */
void tcb_keepalive(struct tcb *tcb, uint32_t ms, int64_t now);

/*
 * Send what may be sent now. The events call it themselves; a caller does so
 * only to go on when fx->more was set, with fx emptied.
 */
void tcb_output(struct tcb *tcb, int64_t now, struct effects *fx);

/* The name as JSON has it: "retransmission", "time-wait". A screen shows it through _(). */
const char *timer_name(enum timer timer);

#endif
